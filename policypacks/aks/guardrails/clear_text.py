"""Names and values that look like passwords. Shared by the guardrails on secrets in plain text."""

import re

_NAME = re.compile(
    r"passw(or)?d|passphrase|\bpwd\b|secret|token|credential|api_?key|access_?key|account_?key|private_?key|"
    r"connection_?string",
    re.IGNORECASE,
)
_ABOUT_IT = re.compile(
    r"(_|-|\.)(file|path|dir|name|id|url|uri|endpoint|issuer|audience|scope|ttl|expiry|expiration|type|length|enabled|"
    r"required|header|lifetime|max_tokens)s?$|max_?tokens|tokenizer",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|(?i:\b(accountkey|sharedaccesskey|sharedsecret|password|pwd)=)[^;\s$<{%*\"'][^;\s]{3,}"
    r"|\bgh[pousr]_[A-Za-z0-9]{20,}|\bAKIA[0-9A-Z]{16}\b|\bxox[baprs]-[A-Za-z0-9-]{10,}"
    r"|\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\."
    r"|://[^/\s:@]+:[^/\s:@]{3,}@"
)


def names_a_secret(name: str) -> bool:
    """Tell whether a variable or key of this name holds a secret; `TOKEN_FILE` and the like only point at one."""
    plain = name.replace("-", "_")
    return bool(_NAME.search(plain)) and not _ABOUT_IT.search(name)


def looks_secret(value: object) -> bool:
    """Tell whether the value itself is a private key, a connection string with its key, or a known kind of token."""
    return isinstance(value, str) and bool(_VALUE.search(value))
