"""An annotation must not hold a password."""

from guardrails.clear_text import holds_secret, looks_secret
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.kinds import EVERY_OBJECT
from guardrails.props import Problems, Props, decided
from guardrails.selectors import annotation
from guardrails.values import UNKNOWN


def check(thing: Props) -> Problems:
    """By the last part of the key, or by what the value looks like; an id, which the update may tell, is none."""
    for key in thing.names("metadata.annotations"):
        if not key.endswith("-id"):
            yield from decided(_entry, thing, key)


def _entry(thing: Props, key: str) -> Problems:
    """Controllers read from annotations which Secret to take: such a key names one."""
    name, value = key.rpartition("/")[2], thing.text(annotation(key))
    if looks_secret(value) if "secret" in name.lower() else holds_secret(name, value):
        yield f"must not hold the annotation {key} in plain text"


def _annotated(key: str, value: str) -> Values:
    return {"metadata": {"name": "web", "annotations": {key: value}}}


GUARDRAIL = Guardrail(
    title="Annotations hold no passwords",
    applies_to=EVERY_OBJECT,
    severity=Severity.HIGH,
    why="Whoever may read the object reads them, and so do the state, the repository and every log of changes.",
    fix="Put the value into Key Vault, and let the annotation name where it is.",
    link="https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/",
    absent="Then there is nothing, so absent passes.",
    requirements=("000-1",),
    controls=(mcsb("IM-8"),),
    check=check,
    passing={
        "who is asked": _annotated("owner", "shop@example.com"),
        "a Secret is named": _annotated("nginx.ingress.kubernetes.io/auth-secret", "shop/sign-in"),
        "an id that the update tells": {
            "metadata": {"annotations": {"azure.workload.identity/client-id": UNKNOWN, "owner": "shop"}}
        },
        "a switch": _annotated("example.com/mount-token", "true"),
        "the key's first part speaks of tokens": _annotated("token.example.com/owner", "shop"),
        "none": {"metadata": {"name": "web"}},
    },
    failing={
        "by its key": _annotated("db-password", "hunter2"),
        "by the last part of its key": _annotated("example.com/api-key", "hunter2"),
        "by its value": _annotated("example.com/database", "postgres://app:hunter2@db/shop"),
        "by its value, whatever the key names": _annotated("example.com/secret", f"ghp_{'a1B2' * 9}"),
    },
)
