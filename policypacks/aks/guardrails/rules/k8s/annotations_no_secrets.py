"""An annotation must not hold a password."""

from guardrails.clear_text import holds_secret, looks_secret
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.kinds import EVERY_OBJECT
from guardrails.props import Problems, Props, decided
from guardrails.selectors import annotation
from guardrails.values import UNKNOWN

_ABOUT_OTHERS = ("checksum/", "container.apparmor.security.beta.kubernetes.io/", "vault.hashicorp.com/")
"""Before names of files, containers or secrets that are elsewhere: the value says something about these.

Source: https://developer.hashicorp.com/vault/docs/platform/k8s/injector/annotations.
"""


def check(thing: Props) -> Problems:
    """By the last part of the key, or by what the value looks like; an id, which the update may tell, is none."""
    for key in thing.names("metadata.annotations"):
        if not key.endswith("-id"):
            yield from decided(_entry, thing, key)


def _entry(thing: Props, key: str) -> Problems:
    """Controllers read from annotations which Secret to take: such a key names one."""
    name, value = key.rpartition("/")[2], thing.text(annotation(key))
    is_about = "secret" in name.lower() or key.startswith(_ABOUT_OTHERS)
    if looks_secret(value) if is_about else holds_secret(name, value):
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
        "a sum by which pods start anew": _annotated("checksum/credentials", "9f86d081884c7d659a2feaa0c55ad015"),
        "a container's profile": _annotated("container.apparmor.security.beta.kubernetes.io/tokens", "runtime/default"),
        "what Vault's agent writes": _annotated(
            "vault.hashicorp.com/agent-inject-template-db-password",
            '{{ with secret "db" }}{{ .Data.password }}{{ end }}',
        ),
        "where Vault's agent writes": _annotated("vault.hashicorp.com/agent-inject-file-db-password", "db.txt"),
        "how a certificate's key is made": _annotated("cert-manager.io/private-key-algorithm", "ECDSA"),
        "none": {"metadata": {"name": "web"}},
    },
    failing={
        "by its key": _annotated("db-password", "hunter2"),
        "by the last part of its key": _annotated("example.com/api-key", "hunter2"),
        "by its value": _annotated("example.com/database", "postgres://app:hunter2@db/shop"),
        "a header in a snippet": _annotated(
            "nginx.ingress.kubernetes.io/configuration-snippet",
            'proxy_set_header Authorization "Basic YXBwOmh1bnRlcjI=";',
        ),
        "by its value, whatever is said of it": _annotated(
            "vault.hashicorp.com/agent-inject-template-db", "postgres://app:hunter2@db/shop"
        ),
        "by its value, whatever the key names": _annotated("example.com/secret", f"ghp_{'a1B2' * 9}"),
    },
)
