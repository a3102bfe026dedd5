"""Which issuer a token comes from."""

from urllib.parse import urlsplit


def comes_from(issuer: str, host: str) -> bool:
    """Tell whether the issuer (a URL) is https of the host; `*.` stands for any host below.

    Hosts are compared, not texts: an allowed name in another host's path is no allowed issuer.
    """
    try:
        parts = urlsplit(issuer.lower())
    except ValueError:
        return False
    if parts.scheme != "https" or not parts.hostname:
        return False
    return parts.hostname.endswith(host.lower()[1:]) if host.startswith("*.") else parts.hostname == host.lower()
