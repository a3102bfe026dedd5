"""Access policies of key vaults that are resources of their own."""

from simulator.azure import ids
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.values import at


def principal_has_one_policy(request: Request) -> ArmError | None:
    """A principal that the vault itself lists gets no second policy: the provider looks before it writes."""
    vault = request.world.get(ids.parent(request.id))
    principal = request.text("policy.objectId")
    listed = at(vault, "properties.accessPolicies") or []
    if request.previous or all(one.get("objectId") != principal for one in listed):
        return None
    return ArmError(409, "", f"access policy for {principal} already exists")


def vault_asks_its_policies(request: Request) -> str | None:
    """A vault that asks roles asks no policies."""
    vault = request.world.get(ids.parent(request.id))
    if not at(vault, "properties.enableRbacAuthorization"):
        return None
    return "Azure accepts this policy and ignores it: the vault has enableRbacAuthorization, so grant a role."


EVIDENCE: Rules = {
    principal_has_one_policy: verified(
        "https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/resources/customresources/custom_keyvault_accesspolicy.go",
        "",
    ),
    vault_asks_its_policies: documented(
        "https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/create-or-update"
    ),
}
