"""Microsoft.ContainerRegistry/registries."""

from simulator.azure.arm import Later, Request, Resource
from simulator.azure.identities import identity
from simulator.azure.ids import GROUP, name
from simulator.azure.rules.customer_keys import registry_key_is_usable
from simulator.azure.rules.policies import no_policy_modifies_it
from simulator.azure.rules.registries import (
    closing_needs_premium,
    customer_key_excludes_content_trust,
    customer_key_stays,
    exports_need_public_access,
    name_is_free,
    premium_features_need_premium,
)
from simulator.azure.rules.registry_access import grants_still_open_images
from simulator.azure.rules.registry_parts import retention_and_soft_delete_exclude_each_other
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/containerregistry/registries/create."""
    host = name(request.id).lower()
    endpoints = [f"{host}.{request.location}.data.azurecr.io"] if request.get("dataEndpointEnabled") else []
    return {
        "adminUserEnabled": False,
        "anonymousPullEnabled": False,
        "dataEndpointEnabled": False,
        "dataEndpointHostNames": endpoints,
        "encryption": {"status": "enabled" if request.get("encryption.keyVaultProperties") else "disabled"},
        "identity": identity(request),
        "loginServer": f"{host}.azurecr.io",
        "networkRuleBypassOptions": "AzureServices",
        "policies": {
            "exportPolicy": {"status": "enabled"},
            "quarantinePolicy": {"status": "disabled"},
            "retentionPolicy": {"days": 7, "status": "disabled"},
            "trustPolicy": {"status": "disabled", "type": "Notary"},
        },
        "privateEndpointConnections": [],
        "provisioningState": "Succeeded",
        "publicNetworkAccess": "Enabled",
        "sku": {"tier": request.get("sku.name")},
        "zoneRedundancy": "Disabled",
    }


RESOURCE = Resource(
    kind="azure-native:containerregistry:Registry",
    path=f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/{{registryName}}",
    refuses=(
        name_is_free,
        closing_needs_premium,
        premium_features_need_premium,
        exports_need_public_access,
        retention_and_soft_delete_exclude_each_other,
        customer_key_stays,
        customer_key_excludes_content_trust,
        registry_key_is_usable,
        no_policy_modifies_it,
    ),
    warns=(grants_still_open_images,),
    fills=fills,
    replaces=frozenset({"zoneRedundancy"}),
    # https://learn.microsoft.com/azure/templates/microsoft.containerregistry/2025-11-01/registries
    later={
        "roleAssignmentMode": Later(
            since="2025-11-01", shape={"enum": ["AbacRepositoryPermissions", "LegacyRegistryPermissions"]}
        )
    },
)
