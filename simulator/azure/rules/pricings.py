"""Defender for Cloud plans."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified
from simulator.azure.ids import name
from simulator.azure.templates import listed

PLAN = "microsoft.security/pricings"
PLANS = (
    "AI",
    "Api",
    "AppServices",
    "Arm",
    "CloudPosture",
    "ContainerRegistry",
    "Containers",
    "CosmosDbs",
    "Dns",
    "KeyVaults",
    "KubernetesService",
    "OpenSourceRelationalDatabases",
    "SqlServers",
    "SqlServerVirtualMachines",
    "StorageAccounts",
    "VirtualMachines",
)


def plan_is_known(request: Request) -> ArmError | None:
    """A plan is one of those that Defender for Cloud has."""
    if name(request.id) in PLANS:
        return None
    message = f"The name '{name(request.id)}' is not a valid name. Possible pricing bundle names: {', '.join(PLANS)}"
    return ArmError(400, "InvalidResourceName", message)


def plan_is_of_one_resource(request: Request) -> ArmError | None:
    """The plan of a subscription cannot be deleted, that of one machine can."""
    if "/resourcegroups/" in request.id.lower():
        return None
    message = (
        "Delete operation is supported only for single resources scope (not subscriptions). Use PUT to Enabled or"
        " Disable specific pricing bundles on a subscription."
    )
    return ArmError(400, "InvalidUrlConfiguration", message)


def plans_follow_each_other(request: Request) -> ArmError | None:
    """A template sets one plan after the other, by what they depend on."""
    plans = [one for one in listed(request.inputs) if str(one.get("type")).lower() == PLAN]
    waiting = {str(one["name"]): " ".join(one.get("dependsOn", [])) for one in plans}
    while waiting:
        ready = [plan for plan, awaited in waiting.items() if not any(f"'{one}'" in awaited for one in waiting)]
        if len(ready) != 1:
            return ArmError(409, "Conflict", "Another update operation is in progress")
        del waiting[ready[0]]
    return None


EVIDENCE: Rules = {
    plan_is_of_one_resource: verified(
        "https://github.com/Azure/terraform-provider-azapi/issues/818", "InvalidUrlConfiguration"
    ),
    plans_follow_each_other: verified("https://github.com/Azure/CanadaPubSecALZ/issues/305", "Conflict"),
    plan_is_known: verified("https://github.com/Azure/ResourceModules/issues/453", "InvalidResourceName"),
}
