"""A namespace must not evade admission."""

from guardrails.frameworks import cis_aks
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import MADE_NAMESPACE
from guardrails.props import Problems, Props, decided
from guardrails.selectors import label_of

_LABELS = ("admission.gatekeeper.sh/ignore", "admissions.enforcer/disabled", "control-plane")


def check(namespace: Props) -> Problems:
    """Their presence counts, whatever the value."""
    for key in _LABELS:
        yield from decided(_absent, namespace, key)


def _absent(namespace: Props, key: str) -> Problems:
    if namespace.get(label_of(namespace, key)) is not None:
        yield f"must not carry the label {key}"


GUARDRAIL = Guardrail(
    title="No namespace carries a label that switches admission off",
    applies_to=MADE_NAMESPACE,
    severity=Severity.HIGH,
    why="Azure Policy and other webhooks skip namespaces with these labels: whoever may label is past every rule.",
    fix="Remove the label from the namespace, of a ManagedNamespace from the labels of its properties.",
    link="https://open-policy-agent.github.io/gatekeeper/website/docs/exempt-namespaces",
    absent="Then admission looks at it, so absent passes.",
    requirements=("000-10",),
    controls=(cis_aks("4.3"),),
    check=check,
    passing={
        "other labels": {"metadata": {"labels": {"team": "shop"}}},
        "none": {"metadata": {"name": "shop"}},
        "other labels, made by Azure": {"properties": {"labels": {"team": "shop"}}},
    },
    failing={
        "Gatekeeper ignores it": {"metadata": {"labels": {"admission.gatekeeper.sh/ignore": "no-self-managing"}}},
        "AKS takes it for the control plane": {"metadata": {"labels": {"control-plane": ""}}},
        "the enforcer of AKS ignores it": {"metadata": {"labels": {"admissions.enforcer/disabled": "true"}}},
        "AKS takes one that Azure makes for it": {"properties": {"labels": {"control-plane": ""}}},
    },
)
