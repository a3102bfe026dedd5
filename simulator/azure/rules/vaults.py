"""Key vaults: what cannot be undone, and names that stay taken."""

from simulator.azure import ids
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.values import Props, at

SHORTEST, LONGEST = 7, 90


def is_closed(vault: Props | None) -> bool:
    """Say whether a vault's firewall keeps out a caller from the internet."""
    public, default = at(vault, "properties.publicNetworkAccess"), at(vault, "properties.networkAcls.defaultAction")
    return bool(public == "Disabled" or default == "Deny")


def name_is_not_taken(request: Request) -> ArmError | None:
    """Vault names are global."""
    name = ids.name(request.id)
    for other in request.world.under("", request.resource.kind):
        if other["name"].lower() == name.lower() and other["id"].lower() != request.id.lower():
            message = (
                f"The vault name '{name}' is already in use. Vault names are globaly unique so it is possible that the"
                " name is already taken."
            )
            return ArmError(409, "VaultAlreadyExists", message)
    return None


def name_is_not_kept(request: Request) -> ArmError | None:
    """A deleted vault keeps its name until it is purged or recovered."""
    name = ids.name(request.id).lower()
    if request.previous or request.get("properties.createMode") == "recover":
        return None
    if all(other["name"].lower() != name for other in request.world.deleted(request.resource.kind)):
        return None
    message = (
        "A vault with the same name already exists in deleted state. You need to either recover or purge existing"
        " key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft"
        " delete."
    )
    return ArmError(409, "ConflictError", message)


def purge_protection_stays(request: Request) -> ArmError | None:
    """Purge protection can be left unset, but not set to false."""
    now = request.get("properties.enablePurgeProtection")
    if now is False or (now is None and at(request.previous, "properties.enablePurgeProtection")):
        message = (
            'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is'
            " an irreversible action."
        )
        return ArmError(400, "BadRequest", message)
    return None


def retention_is_in_bounds(request: Request) -> ArmError | None:
    """What is deleted is kept between a week and ninety days."""
    days = request.get("properties.softDeleteRetentionInDays")
    if not isinstance(days, int) or SHORTEST <= days <= LONGEST:
        return None
    message = f'The property "softDeleteRetentionInDays" must be between {SHORTEST} and {LONGEST}; it is {days}.'
    return ArmError(400, "BadRequest", message)


def retention_stays(request: Request) -> ArmError | None:
    """The retention of deleted items is fixed when the vault is created."""
    before = at(request.previous, "properties.softDeleteRetentionInDays")
    now = request.get("properties.softDeleteRetentionInDays")
    if before and now and before != now:
        message = 'The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.'
        return ArmError(400, "BadRequest", message)
    return None


EVIDENCE: Rules = {
    name_is_not_taken: verified(
        "https://github.com/Azure/ARO-Landing-Zone-Accelerator/issues/28", "VaultAlreadyExists"
    ),
    name_is_not_kept: verified("https://github.com/alan-turing-institute/data-safe-haven/issues/2523", "ConflictError"),
    purge_protection_stays: verified("https://github.com/Azure/azure-cli/issues/29115", "BadRequest"),
    retention_stays: documented(
        "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview", "BadRequest"
    ),
    retention_is_in_bounds: documented(
        "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview", "BadRequest"
    ),
}
