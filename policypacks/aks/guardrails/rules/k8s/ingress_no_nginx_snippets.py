"""An ingress must not configure the server."""

from guardrails.frameworks import checkov, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import INGRESS
from guardrails.props import Problems, Props


def check(ingress: Props) -> Problems:
    """Their presence counts, whatever the value."""
    for key in ingress.names("metadata.annotations"):
        if key.startswith("nginx.") and key.endswith(("-snippet", "-snippets")):
            yield f"must not set the annotation {key}"


GUARDRAIL = Guardrail(
    title="No ingress writes configuration of the server",
    applies_to=INGRESS,
    severity=Severity.HIGH,
    why="A snippet runs in the controller, which may read the secrets of every namespace (CVE-2021-25742).",
    fix="Remove the annotations that end in -snippet or -snippets; use the controller's own settings.",
    link="https://kubernetes.io/docs/reference/issues-security/official-cve-feed/",
    absent="Then there is none, so absent passes.",
    requirements=(),
    controls=(checkov("CKV_K8S_152"), checkov("CKV_K8S_153"), checkov("CKV_K8S_154"), kyverno("restrict-annotations")),
    check=check,
    passing={
        "another annotation": {"metadata": {"annotations": {"nginx.ingress.kubernetes.io/ssl-redirect": "true"}}},
        "a snippet of another server": {"metadata": {"annotations": {"example.com/server-snippet": "lua_code;"}}},
    },
    failing={
        "a snippet of NGINX's own controller": {
            "metadata": {"annotations": {"nginx.org/server-snippets": "return 200;"}}
        },
        "a snippet": {"metadata": {"annotations": {"nginx.ingress.kubernetes.io/server-snippet": "lua_code;"}}},
    },
)
