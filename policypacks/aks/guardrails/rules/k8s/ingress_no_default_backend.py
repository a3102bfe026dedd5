"""An ingress should not catch what nobody else serves."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import INGRESS

GUARDRAIL = Guardrail(
    title="No ingress catches all requests",
    applies_to=INGRESS,
    severity=Severity.LOW,
    why="A default backend answers for hosts and paths that nobody meant to open.",
    fix="Remove default_backend and write rules.",
    link="https://kubernetes.io/docs/concepts/services-networking/ingress/#default-backend",
    absent="Then there is none, so absent passes.",
    requirements=(),
    controls=(kyverno("restrict-ingress-defaultbackend"),),
    check=must_be_unset("spec.defaultBackend"),
    passing={
        "rules": {"spec": {"rules": [{"host": "shop.example.com"}]}},
    },
    failing={
        "everything": {"spec": {"defaultBackend": {"service": {"name": "web", "port": {"number": 80}}}}},
    },
)
