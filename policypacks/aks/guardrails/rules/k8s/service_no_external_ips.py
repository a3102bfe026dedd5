"""A service must not claim addresses."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import azure_policy, gatekeeper, kyverno, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import SERVICE

GUARDRAIL = Guardrail(
    title="No service claims external addresses",
    applies_to=SERVICE,
    severity=Severity.HIGH,
    why="A claimed address draws traffic of every pod that was meant for it (CVE-2020-8554).",
    fix="Remove external_ips from the service's spec.",
    link="https://kubernetes.io/docs/concepts/services-networking/service/#external-ips",
    absent="Then none is claimed, so absent passes.",
    requirements=("002-2",),
    controls=(
        azure_policy("d46c275d-1680-448d-b2ec-e495a3b6cc89"),
        gatekeeper("externalip"),
        kyverno("restrict-service-external-ips"),
        trivy("KSV-0108"),
    ),
    check=must_be_unset("spec.externalIPs"),
    passing={
        "none": {"spec": {"type": "ClusterIP"}},
    },
    failing={
        "one": {"spec": {"externalIPs": ["203.0.113.7"]}},
    },
)
