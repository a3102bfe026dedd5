"""What a test does to clusters whose etcd is encrypted with a key of the vault."""

from typing import Any

from simulator.azure.roles import Role
from tests.simulator.acts import GROUP, Act, cluster
from tests.simulator.cluster_acts import open_cluster

BOTH = (Role.KEY_VAULT_CRYPTO_USER, Role.KEY_VAULT_CONTRIBUTOR)


def profile(platform: Any, **kms: Any) -> dict[str, Any]:
    """Return the security profile of a cluster whose etcd's vault is private, with changes."""
    given = {
        "enabled": True,
        "keyId": platform.key["keyUriWithVersion"],
        "keyVaultNetworkAccess": "Private",
        "keyVaultResourceId": platform.vault["id"],
        **kms,
    }
    return {"azureKeyVaultKms": {key: value for key, value in given.items() if value is not None}}


def granted(platform: Any, *held: Role) -> None:
    """Give the control plane roles on the vault."""
    for role in held:
        platform.grant(platform.control, role, platform.vault["id"])


def etcd(*held: Role, **kms: Any) -> Act:
    """Create a private cluster whose control plane holds these roles on the vault, or both that it needs."""

    def act(platform: Any) -> object:
        granted(platform, *(held or BOTH))
        return cluster(securityProfile=profile(platform, **kms))(platform)

    return act


def public_etcd(*, closed: bool) -> Act:
    """Create a cluster that reaches the vault from outside."""

    def act(platform: Any) -> object:
        if closed:
            closed_vault(platform)
        return etcd(keyVaultNetworkAccess="Public")(platform)

    return act


def open_etcd(*, own_identity: bool = True, integrated: bool = True) -> Act:
    """Create a cluster with a private vault, its own identity and VNet integration, or without one of them."""

    def act(platform: Any) -> object:
        granted(platform, *BOTH)
        own = {"type": "UserAssigned", "userAssignedIdentities": [platform.control["id"]]}
        return open_cluster(
            identity=own if own_identity else {"type": "SystemAssigned"},
            apiServerAccessProfile={"enableVnetIntegration": integrated},
            securityProfile=profile(platform),
        )(platform)

    return act


def closed_vault(platform: Any, bypass: str = "AzureServices") -> None:
    """Close the vault's firewall, but maybe not to Azure's own services."""
    rules = {"defaultAction": "Deny", "bypass": bypass}
    inputs = platform.vault_inputs("kv-platform", networkAcls=rules)
    platform.update("keyvault:Vault", platform.vault["id"], **{**inputs, **GROUP})
