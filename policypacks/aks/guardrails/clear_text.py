"""Names and values that look like passwords. Shared by the guardrails on secrets in plain text."""

import re

_NAME = re.compile(
    r"passw(or)?d|passphrase|\bpwd\b|(?<!boarding)(\b|_)pass$|secret|token|credential|connection_?string|"
    r"(api|access|account|private|shared|storage)_?key(?!_?vault|(?-i:[a-z]{2}|[A-Z]{2}))",  # no keyboard, no keyspace
    re.IGNORECASE,
)
_ABOUT_IT = re.compile(
    r"(_|\.)(file|path|dir|name|id|url|uri|endpoint|issuer|audience|scope|ttl|expiry|expiration|type|length|enabled|"
    r"required|header|lifetime|size|limit|budget|count|interval|timeout|version|mode|method|polic(y|ie)|provider|backend|"
    r"store)s?$|max_?([a-z]+_?)?tokens|tokens_per_|tokenizer",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|(?i:\b(accountkey|sharedaccesskey|sharedsecret|password|pwd)=)[^;\s$<{%*\"'][^;\s]{3,}"
    r"|\bgh[pousr]_[A-Za-z0-9]{20,}|\bAKIA[0-9A-Z]{16}\b|\bxox[baprs]-[A-Za-z0-9-]{10,}"
    r"|\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\."
    r"|://[^/\s:@]+:[^/\s:@]{3,}@"
    r"|(^|[?&])sig=[\w%+/-]{40,}"  # a shared access signature of Azure
)
_SWITCH = {"true", "false", "yes", "no", "on", "off"}
_TELEMETRY = re.compile(r"(?i)InstrumentationKey=[0-9a-f-]{36}(;\w+=(https://[a-z0-9.-]+/?|[0-9a-f-]{36}))*;?")
"""Where telemetry goes: https://learn.microsoft.com/azure/azure-monitor/app/connection-strings says it is no secret."""


def holds_secret(name: str, value: object) -> bool:
    """Tell whether a variable or key holds a secret, by its name or by its value; switches and addresses are none."""
    text = str(value)
    named = names_a_secret(name) and bool(value) and text.lower() not in _SWITCH and not _TELEMETRY.fullmatch(text)
    return named or looks_secret(value)


def names_a_secret(name: str) -> bool:
    """Tell whether a variable or key of this name holds a secret; `TOKEN_FILE` and the like only point at one."""
    plain = name.replace("-", "_")
    return bool(_NAME.search(plain)) and not _ABOUT_IT.search(plain)


def looks_secret(value: object) -> bool:
    """Tell whether the value itself is a private key, a connection string with its key, or a known kind of token."""
    return isinstance(value, str) and bool(_VALUE.search(value))
