"""Container registries: what only Premium has, and what excludes what."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.ids import name
from simulator.azure.values import Props, at


def name_is_free(request: Request) -> ArmError | None:
    """A registry's name is its host name: nobody else in the world has it."""
    for other in request.world.under("", request.resource.kind):
        if other["name"].lower() == name(request.id).lower() and other["id"].lower() != request.id.lower():
            message = (
                f"The registry DNS name {name(request.id)}.azurecr.io is already in use. You can check if the name is"
                " already claimed using following API:"
                " https://docs.microsoft.com/en-us/rest/api/containerregistry/registries/checknameavailability"
            )
            return ArmError(409, "AlreadyInUse", message)
    return None


def closing_needs_premium(request: Request) -> ArmError | None:
    """Only a Premium registry closes its public endpoint."""
    sku = request.text("sku.name")
    if sku == "Premium" or request.get("publicNetworkAccess") != "Disabled":
        return None
    what = f"Disabling public network access is not supported for the SKU {sku}."
    message = f"{what} For more information, please visit https://aka.ms/acr/private-link."
    return ArmError(400, "DisablingPublicNetworkAccessNotSupported", message)


def premium_features_need_premium(request: Request) -> ArmError | None:
    """Only a Premium registry filters addresses, or uses a customer's key."""
    sku = request.text("sku.name")
    if sku == "Premium":
        return None
    if request.get("networkRuleSet"):
        message = f"The requested feature virtual network rule is not supported for the SKU {sku}."
        return ArmError(400, "NetworkRuleNotSupported", message)
    if request.get("encryption.keyVaultProperties"):
        return ArmError(400, "BadRequest", f"The property 'encryption' is not supported for the SKU {sku}.")
    return None


def exports_need_public_access(request: Request) -> ArmError | None:
    """A registry whose exports are disabled has no public endpoint."""
    if request.get("policies.exportPolicy.status") != "disabled" or request.get("publicNetworkAccess") == "Disabled":
        return None
    what = "Enabling public network access is not supported"
    message = f"{what} because the registry '{name(request.id)}' has exports disabled."
    return ArmError(400, "BadRequest", message)


def customer_key_stays(request: Request) -> ArmError | None:
    """Encryption with a customer's key is chosen when the registry is created and never changes."""
    if request.previous is None:
        return None
    before, now = at(request.previous, "encryption.keyVaultProperties"), request.get("encryption.keyVaultProperties")
    if bool(before) == bool(now):
        return None
    message = f"The encryption of the registry '{name(request.id)}' can be chosen at its creation only."
    return ArmError(400, "BadRequest", message)


def customer_key_excludes_content_trust(request: Request) -> ArmError | None:
    """A registry with a customer's key has no content trust."""
    if not request.get("encryption.keyVaultProperties") or request.get("policies.trustPolicy.status") != "enabled":
        return None
    message = (
        "This feature 'ContentTrust' is currently not supported when encryption is enabled for the resource"
        f" {name(request.id)}. For more information on customer-managed keys, please visit https://aka.ms/acr/cmk."
    )
    return ArmError(400, "BlockedForEncryptionEnabledRegistry", message)


def admin_user_is_on(registry: Props) -> ArmError | None:
    """A registry without its admin user has no passwords to give."""
    if registry["adminUserEnabled"]:
        return None
    message = f"Cannot perform credential operations for {registry['id']} as admin user is disabled."
    return ArmError(400, "UnAuthorizedForCredentialOperations", message)


EVIDENCE: Rules = {
    name_is_free: verified("https://github.com/MicrosoftDocs/azure-dev-docs/issues/1303", "AlreadyInUse"),
    closing_needs_premium: verified(
        "https://github.com/Azure-Samples/dotNET-Frontend-AB-Testing-on-Azure-Container-Apps/issues/5",
        "DisablingPublicNetworkAccessNotSupported",
    ),
    premium_features_need_premium: documented(
        "https://learn.microsoft.com/azure/container-registry/container-registry-skus",
        "NetworkRuleNotSupported",
        "BadRequest",
    ),
    exports_need_public_access: verified("https://github.com/Azure-Samples/holiday-peak-hub/pull/830", "BadRequest"),
    customer_key_stays: documented(
        "https://learn.microsoft.com/azure/container-registry/tutorial-customer-managed-keys", "BadRequest"
    ),
    customer_key_excludes_content_trust: verified(
        "https://github.com/Azure/PSRule.Rules.Azure/issues/1810", "BlockedForEncryptionEnabledRegistry"
    ),
    admin_user_is_on: verified(
        "https://github.com/turbot/steampipe-plugin-azure/blob/main/azure/table_azure_container_registry.go",
        "UnAuthorizedForCredentialOperations",
    ),
}
