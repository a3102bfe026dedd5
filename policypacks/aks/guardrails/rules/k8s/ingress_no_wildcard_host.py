"""An ingress must say for whom it answers."""

from typing import Any

from guardrails.checks import placed
from guardrails.frameworks import azure_policy, gatekeeper, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.hosts import is_in_full
from guardrails.kinds import INGRESS
from guardrails.props import Problems, Props, decided
from guardrails.selectors import annotation

_ALIASES = ("nginx.ingress.kubernetes.io/server-alias", "appgw.ingress.kubernetes.io/hostname-extension")
"""Annotations that give an ingress further hosts, of NGINX and of Application Gateway."""


def check(ingress: Props) -> Problems:
    """Each rule on its own; annotations name hosts as well."""
    yield from ingress.each("spec.rules", lambda rule: placed(_rule, rule))
    for key in _ALIASES:
        yield from decided(_alias, ingress, key)


def _alias(ingress: Props, key: str) -> Problems:
    hosts = [host.strip() for host in ingress.text(annotation(key)).split(",")]
    if any(host and not is_in_full(host) for host in hosts):
        yield f"must name hosts in full in the annotation {key}"


def _rule(rule: Props) -> Problems:
    if not rule.text("host") or "*" in rule.text("host"):
        yield "must set host, without *"


def _with(annotations: dict[str, str]) -> dict[str, Any]:
    return {"metadata": {"annotations": annotations}, "spec": {"rules": [{"host": "shop.example.com"}]}}


GUARDRAIL = Guardrail(
    title="Every rule of an ingress names its host",
    applies_to=INGRESS,
    severity=Severity.MEDIUM,
    why="A rule without a host, or with a star, answers for hosts of other teams.",
    fix="Set host in every rule, and name hosts in full in annotations that add some.",
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
        **{f"further hosts by {key}": _with({key: "www.example.com, shop1.example.com"}) for key in _ALIASES},
        "no further host": _with({_ALIASES[0]: ""}),
    },
    failing={
        "a star": {"spec": {"rules": [{"host": "*.example.com"}]}},
        **{
            f"{alias} by {key}": _with({key: f"www.example.com, {alias}"})
            for key in _ALIASES
            for alias in ("*.example.com", "~^.+$", ".example.com")
        },
        "none": {"spec": {"rules": [{"http": {"paths": []}}]}},
    },
)
