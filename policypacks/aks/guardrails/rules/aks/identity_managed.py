"""A cluster must act in Azure as a managed identity."""

from guardrails.checks import must_be_one_of
from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MANAGED_CLUSTER


def check(cluster: Props) -> Problems:
    """`msi` is the client id that Azure itself writes for a cluster without a service principal."""
    yield from decided(must_be_one_of("identity.type", ("SystemAssigned", "UserAssigned")), cluster)
    if cluster.text("servicePrincipalProfile.clientId", "msi").lower() != "msi":
        yield "must not set servicePrincipalProfile"


GUARDRAIL = Guardrail(
    title="The cluster has a managed identity and no service principal",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="A service principal is a password that expires, that someone has to rotate and that others can use.",
    fix='Set identity with type="UserAssigned" (or "SystemAssigned") and leave service_principal_profile unset.',
    link="https://learn.microsoft.com/azure/aks/use-managed-identity",
    absent="Without an identity AKS asks for a service principal, so absent fails.",
    requirements=("000-8",),
    controls=(
        mcsb("IM-1"),
        mcsb("IM-3"),
        azure_policy("da6e2401-19da-4532-9141-fb8fbde08431"),
        psrule("Azure.AKS.ManagedIdentity"),
    ),
    check=check,
    passing={
        "a user-assigned identity": {"identity": {"type": "UserAssigned"}},
        "a system-assigned identity": {"identity": {"type": "SystemAssigned"}},
        "the placeholder that managed identities show": {
            "identity": {"type": "SystemAssigned"},
            "servicePrincipalProfile": {"clientId": "msi"},
        },
    },
    failing={
        "no identity": {},
        "the identity is said to be none": {"identity": {"type": "None"}},
        "a service principal": {
            "identity": {"type": "SystemAssigned"},
            "servicePrincipalProfile": {"clientId": "00000000-0000-0000-0000-000000000001"},
        },
    },
)
