"""Type tokens that name an API version: to the simulated Azure they are the type of the same name."""

import re

_VERSIONED = re.compile(
    r"azure-native(?:_[a-z0-9]+_(?P<local>v\w+))?:(?P<module>\w+)(?:/(?P<explicit>v\w+))?:(?P<kind>\w+)"
)


def unversioned(token: str) -> str:
    """Return the token without its API version.

    Both forms are known: `azure-native:containerservice/v20250901:ManagedCluster` of the provider's second major
    version, and `azure-native_containerservice_v20250901:containerservice:ManagedCluster` of the local packages that
    `pulumi package add` makes for the third.
    """
    found = _VERSIONED.fullmatch(token)
    return f"azure-native:{found['module']}:{found['kind']}" if found else token


def api_version(token: str) -> str | None:
    """Return the API version that the token names, as Azure writes it (`2025-09-01`); None when it names none."""
    found = _VERSIONED.fullmatch(token)
    named = found and (found["local"] or found["explicit"])
    dated = re.fullmatch(r"v(\d{4})(\d\d)(\d\d)(\w*)", named or "")
    return "-".join(part for part in dated.groups() if part) if dated else None
