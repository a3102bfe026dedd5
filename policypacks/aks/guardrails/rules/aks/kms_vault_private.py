"""The key of etcd must be reached by a private link."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import MANAGED_CLUSTER

_KMS = "securityProfile.azureKeyVaultKms"


def check(cluster: Props) -> Problems:
    """Whether there is a key at all is another guardrail's matter."""
    if cluster.get(f"{_KMS}.enabled") is True:
        yield from must_be(f"{_KMS}.keyVaultNetworkAccess", "Private", absent="Public")(cluster)


def _kms(**properties: object) -> dict[str, object]:
    return {"securityProfile": {"azureKeyVaultKms": properties}}


GUARDRAIL = Guardrail(
    title="The key of etcd is in a vault that is reached privately",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="With Public the vault must be open to all networks: AKS reaches it from outside yours, and a firewall on it "
    "keeps the cluster from its own secrets.",
    fix='Set key_vault_network_access="Private" and key_vault_resource_id in security_profile.azure_key_vault_kms; the '
    "API server must be integrated into your network. Azure takes another access only after KMS is off and on again.",
    link="https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption",
    absent="Azure takes Public, so absent fails where KMS is on.",
    requirements=("002-18",),
    controls=(mcsb("NS-2"),),
    check=check,
    passing={
        "the vault is private": _kms(enabled=True, keyVaultNetworkAccess="Private"),
        "KMS is off": _kms(enabled=False, keyVaultNetworkAccess="Public"),
        "there is no KMS": {},
    },
    failing={
        "the vault is open to all networks": _kms(enabled=True, keyVaultNetworkAccess="Public"),
        "its access is left at Azure's default": _kms(enabled=True),
    },
)
