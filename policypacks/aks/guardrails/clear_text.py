"""Names and values that look like passwords. Shared by the guardrails on secrets in plain text."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from guardrails.checks import texts_at
from guardrails.props import Problems, Props, Undecided

_NAME = re.compile(
    r"passw(or)?d|passphrase|\bpwd\b|(?<!boarding)(\b|_|require)pass(in|out)?$|secret|token|credential|connection_?string|"
    r"(api|access|account|private|shared|storage)_?key(?!_?vault|(?-i:[a-z]{2}|[A-Z]{2}))",  # no keyboard, no keyspace
    re.IGNORECASE,
)
_ABOUT_IT = re.compile(
    r"(_|\.)(file|path|dir|name|id|url|uri|endpoint|issuer|audience|scope|ttl|expiry|expiration|type|length|enabled|"
    r"required|header|lifetime|size|limit|budget|count|interval|timeout|version|mode|method|polic(y|ie)|provider|backend|"
    r"store|stdin|namespace|ref|class|annotation|label|selector|algorithm|encoding|encryption|format|threshold|duration|"
    r"period|refresh|rotation|config|engine|manager|hasher|role|prefix|env|env_var|claim|cookie|source|helper|cache|"
    r"addr|address|host|server)s?$|"
    r"(tls|ssl|pull|existing)_?secrets?$|"
    r"(bos|eos|pad|stop|unk)_?tokens?$|(max|(^|_)(min|num))[a-z_]{0,40}tokens|tokens_per_|tokenizer",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_VALUE = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|(?i:\b(accountkey|sharedaccesskey|sharedsecret|password|pwd)=)[^;\s$<{%*\"'`][^;\s]{3,}"
    r"|\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{20,}"
    r"|\bAKIA[0-9A-Z]{16}\b|\bxox[baprs]-[A-Za-z0-9-]{10,}"
    r"|\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\."
    r"|(?i:\bauthorization(: *| +[\"'])(basic|bearer) +)[A-Za-z0-9+/=_.~-]{8,}"
    r"|://[^/\s:@]*:(?!(\$\w+|\$\{[^}/\s]+\}|\$\([^)/\s]+\)|\{\{[^}/\s]+\}\}|%%\w+%%|<[\w-]+>)@)[^/\s:@]{3,}@"
    r"|\b[\w.-]+:(?![$<{%])[^/\s:@]{3,}@(tcp|unix)\("  # as Go's driver for MySQL has it
    r"|(^|[?&])sig=[\w%+/-]{40,}"  # a shared access signature of Azure
)
_LOGIN = re.compile(r"[^/\s:@]*:(?![$<{%])[^/\s:@]{3,}@\S+")
"""A user with a password before a host, without the scheme that tells."""
_ELSEWHERE = re.compile(
    r"(pass:)?(\$\(.+\)|\$\{?[A-Za-z_]\w*\}?|\{\{.+\}\})|@?(file://)?(/[\w.-]+){2,}"
    r"|env:[A-Za-z_]\w*|file:[\w./-]+|fd:\d+|stdin"
)
"""Where the value is: another variable, a command's answer, a template's value, a file; also as OpenSSL says it.

Source: https://docs.openssl.org/3.2/man1/openssl-passphrase-options/.
"""
_GIVEN = re.compile(r"[^-\s$`<{%*()\[\]][^\s()\[\]]{3,}")
"""What a command is given, as it stands there."""
_OF_OBJECTS = re.compile(r"(secret|credential)s?$", re.IGNORECASE)
_OBJECT = re.compile(r"[a-z0-9.]+([-/][a-z0-9.]+)+")
"""A Secret of the cluster by its name, maybe with its namespace in front."""
_QUOTES = re.compile(r"[\"']")
_BETWEEN = re.compile(r"[\s;,&|]+")
_FLAG = re.compile(r"--?(?!-|(no|use|enable|disable|allow|show|print|with|require|skip)-)[\w.-]+")
"""An option that what follows belongs to."""
_LAST_NAME = re.compile(r"[\w.-]+$")
_SWITCH = re.compile(r"(?i)true|false|yes|no|on|off|(en|dis)abled|none|null|optional|required|(\d+(ms|[smhd]))+")
"""What is no secret under whatever name: a switch, a length of time."""
_COUNTED = re.compile(r"tokens$", re.IGNORECASE)
_TELEMETRY = re.compile(r"(?i)InstrumentationKey=[0-9a-f-]{36}(;\w+=(https://[a-z0-9.-]+/?|[0-9a-f-]{36}))*;?")
"""Where telemetry goes: https://learn.microsoft.com/azure/azure-monitor/app/connection-strings says it is no secret."""


def holds_secret(name: str, value: object) -> bool:
    """Tell whether a variable or key holds a secret, by its name or by its value; switches and addresses are none."""
    text = str(value)
    plain = bool(value) and not any(one.fullmatch(text) for one in (_SWITCH, _ELSEWHERE, _TELEMETRY))
    is_number = text.isdecimal() and _COUNTED.search(name)
    signs_in = name.lower().endswith("dsn") and bool(_LOGIN.fullmatch(text))
    return (plain and not is_number and names_a_secret(name)) or signs_in or looks_secret(value)


def names_a_secret(name: str) -> bool:
    """Tell whether a variable or key of this name holds a secret; `TOKEN_FILE` and the like only point at one."""
    plain = name.replace("-", "_")
    return bool(_NAME.search(plain)) and not _ABOUT_IT.search(_HUMP.sub("_", plain))


def looks_secret(value: object) -> bool:
    """Tell whether the value itself is a private key, a connection string with its key, or a known kind of token."""
    return isinstance(value, str) and bool(_VALUE.search(value))


def secrets_given(command: Sequence[str]) -> list[str]:
    """Return the names of the secrets that stand in a command or a shell's script, "a secret" where they have none."""
    words = [word for text in command for word in _BETWEEN.split(_QUOTES.sub("", text))]
    return [*dict.fromkeys(_named(words))] or ["a secret"][: any(map(looks_secret, command))]


def must_hold_no_secret(variable: Props) -> Problems:
    """A variable's value is no secret that stands there."""
    name = variable.text("name")
    if holds_secret(name, variable.get("value")):
        yield f"must not set the variable {name} to a value in plain text"


def must_give_no_secret(container: Props, path: str) -> Problems:
    """The command at `path` is given no secrets as far as it is known."""
    known: list[str] = []
    for one in texts_at(container, path):
        if isinstance(one, Undecided):
            yield one
            known.append("")  # what comes after it is not what the option before it is given
        else:
            known.append(one)
    for name in secrets_given(known):
        yield f"must not give {name} in plain text in {path}"


def _named(words: Sequence[str]) -> Iterator[str]:
    for word, following in pairwise(words):
        if _FLAG.fullmatch(word) and _is_given(word, following):
            yield word
    for word in words:
        for left, value in pairwise(word.split("=")):
            name = _LAST_NAME.search(left)
            if name and name[0] != value and _is_given(name[0], value):  # token=token passes a variable on
                yield name[0]


def _is_given(name: str, value: str) -> bool:
    is_object = _OF_OBJECTS.search(name) and _OBJECT.fullmatch(value)
    return bool(_GIVEN.fullmatch(value)) and not is_object and holds_secret(name, value)
