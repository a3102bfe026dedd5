"""A namespace must start with its network closed."""

from guardrails.checks import must_be_one_of
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MANAGED_NAMESPACE

_POLICY = "properties.defaultNetworkPolicy"
_CLOSED = ("DenyAll", "AllowSameNamespace")


def check(namespace: Props) -> Problems:
    """Each way on its own, for Azure's defaults differ."""
    yield from decided(must_be_one_of(f"{_POLICY}.ingress", _CLOSED, absent="AllowSameNamespace"), namespace)
    yield from must_be_one_of(f"{_POLICY}.egress", _CLOSED, absent="AllowAll")(namespace)


GUARDRAIL = Guardrail(
    title="Managed namespaces deny traffic by default",
    applies_to=MANAGED_NAMESPACE,
    severity=Severity.MEDIUM,
    why="A compromised pod in a namespace that may send anywhere reaches every other team, and carries data out.",
    fix='Set properties.default_network_policy with ingress="DenyAll" or "AllowSameNamespace" and '
    'egress="DenyAll" or "AllowSameNamespace".',
    link="https://learn.microsoft.com/azure/aks/concepts-managed-namespaces",
    absent="Azure allows incoming traffic from the namespace itself, which passes, and all outgoing traffic, "
    "which fails.",
    requirements=("002-16", "004-6"),
    controls=(cis_aks("4.4.2"), mcsb("NS-1")),
    check=check,
    passing={
        "both ways closed": {"properties": {"defaultNetworkPolicy": {"ingress": "DenyAll", "egress": "DenyAll"}}},
        "both ways within the namespace": {
            "properties": {"defaultNetworkPolicy": {"ingress": "AllowSameNamespace", "egress": "AllowSameNamespace"}}
        },
        "incoming traffic is left at Azure's default": {"properties": {"defaultNetworkPolicy": {"egress": "DenyAll"}}},
    },
    failing={
        "everything may come in": {
            "properties": {"defaultNetworkPolicy": {"ingress": "AllowAll", "egress": "DenyAll"}}
        },
        "everything may go out": {"properties": {"defaultNetworkPolicy": {"ingress": "DenyAll", "egress": "AllowAll"}}},
        "outgoing traffic is left at Azure's default": {"properties": {"defaultNetworkPolicy": {"ingress": "DenyAll"}}},
        "there is no policy": {"properties": {"labels": {"team": "example"}}},
    },
)
