"""Few may change endpoints."""

from guardrails.access import a_role, must_not_grant_in
from guardrails.frameworks import azure_policy, gatekeeper, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CLUSTER_ROLE

GUARDRAIL = Guardrail(
    title="Cluster roles do not change endpoints",
    applies_to=CLUSTER_ROLE,
    severity=Severity.MEDIUM,
    why="Endpoints written by hand lead a service anywhere, past network policies (CVE-2021-25740).",
    fix="Remove the resource or the verb from the rule; use a Role in one namespace, or exempt the operator that "
    "needs it.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-15",),
    controls=(
        azure_policy("1ddac26b-ed48-4c30-8cc5-3a68c79b8001"),
        gatekeeper("block-endpoint-edit-default-role"),
        kyverno("restrict-edit-for-endpoints"),
    ),
    check=must_not_grant_in(
        ("create", "update", "patch"), {"": ("endpoints",), "discovery.k8s.io": ("endpointslices",)}
    ),
    passing={
        "reading": a_role(verbs=["get", "list"], resources=["endpoints"]),
        "no rules": {"metadata": {"name": "reader"}},
        "another API's": a_role(verbs=["update"], resources=["endpoints"], groups=["example.com"]),
    },
    failing={
        "by its name": a_role(verbs=["update"], resources=["endpoints"]),
        "every resource": a_role(verbs=["update"], resources=["*"]),
        "new ones": a_role(verbs=["create"], resources=["endpoints"]),
        "by a patch": a_role(verbs=["patch"], resources=["endpoints"]),
        "one of them": a_role(verbs=["update"], resources=["endpoints"], resourceNames=["web"]),
        "slices of them": a_role(verbs=["update"], resources=["endpointslices"], groups=["discovery.k8s.io"]),
    },
)
