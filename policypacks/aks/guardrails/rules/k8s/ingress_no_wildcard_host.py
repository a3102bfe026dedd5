"""An ingress must say for whom it answers."""

from guardrails.checks import placed
from guardrails.frameworks import azure_policy, gatekeeper, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import INGRESS
from guardrails.props import Problems, Props


def check(ingress: Props) -> Problems:
    """Each rule on its own."""
    yield from ingress.each("spec.rules", lambda rule: placed(_rule, rule))


def _rule(rule: Props) -> Problems:
    if not rule.text("host") or "*" in rule.text("host"):
        yield "must set host, without *"


GUARDRAIL = Guardrail(
    title="Every rule of an ingress names its host",
    applies_to=INGRESS,
    severity=Severity.MEDIUM,
    why="A rule without a host, or with a star, answers for hosts of other teams.",
    fix="Set host in every rule.",
    link="https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards",
    absent="Kubernetes answers for every host, so a rule without host fails.",
    requirements=("002-2",),
    controls=(
        azure_policy("d8c942c6-16a3-400b-8f2e-785f44030036"),
        gatekeeper("block-wildcard-ingress"),
        kyverno("restrict-ingress-wildcard"),
        kyverno("disallow-empty-ingress-host"),
    ),
    check=check,
    passing={
        "a host": {"spec": {"rules": [{"host": "shop.example.com"}]}},
    },
    failing={
        "a star": {"spec": {"rules": [{"host": "*.example.com"}]}},
        "none": {"spec": {"rules": [{"http": {"paths": []}}]}},
    },
)
