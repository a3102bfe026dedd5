"""Nobody should delete traces."""

from guardrails.access import a_role, must_not_grant_in
from guardrails.frameworks import trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ROLE

GUARDRAIL = Guardrail(
    title="Roles do not delete logs or events",
    applies_to=ROLE,
    severity=Severity.LOW,
    why="An intruder clears away what shows him.",
    fix="Remove the resource or the verb from the rule, or exempt the operator that needs it.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-20",),
    controls=(trivy("KSV-0042"),),
    check=must_not_grant_in(("delete", "deletecollection"), {"": ("pods/log", "events"), "events.k8s.io": ("events",)}),
    passing={
        "reading": a_role(verbs=["get", "list"], resources=["pods/log"]),
        "no rules": {"metadata": {"name": "reader"}},
    },
    failing={
        "by its name": a_role(verbs=["deletecollection"], resources=["pods/log"]),
        "every resource": a_role(verbs=["deletecollection"], resources=["*"]),
        "one event": a_role(verbs=["delete"], resources=["events"]),
        "one event by its newer name": a_role(verbs=["delete"], resources=["events"], groups=["events.k8s.io"]),
    },
)
