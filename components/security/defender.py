"""Microsoft Defender for Cloud watches whatever a platform is made of, and its control plane, and tells people."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, TypedDict

from pulumi import ComponentResource, Input, ResourceOptions
from pulumi_azure_native import resources

from components.versions import DEFENDER_PLANS, SECURITY_CONTACT

_PLAN = "Microsoft.Security/pricings"
AGENTLESS = (
    "AgentlessDiscoveryForKubernetes",
    "AgentlessVmScanning",
    "ContainerRegistriesVulnerabilityAssessments",
)


class DefenderArgs(TypedDict):
    """What the plans need from their caller."""

    stem: str
    """What all names of the stack have in common; of the subscription, all deployments share one set of names."""
    emails: list[str]
    """Who is told of alerts and attack paths."""
    tags: Input[Mapping[str, str]]
    """Tags of the template's deployment."""


class Defender(ComponentResource):
    """Defender plans of the subscription in full, and a contact for alerts from medium and attack paths from high.

    Containers, Key Vault, Resource Manager, posture, servers, storage. A template of Azure's, since a subscription has
    all plans from the start, in the free tier, and mostly a contact, and the provider adopts nothing that it did not
    make: pulumi/pulumi-azure-native, provider/pkg/azure/client_azcore.go, CanCreate. Plans and contact outlive the
    stack: who deletes a deployment deletes its record, not what it has made
    (https://learn.microsoft.com/powershell/module/az.resources/remove-azsubdeployment).
    """

    def __init__(self, name: str, args: DefenderArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Defender", name, {**args}, opts)
        resources.DeploymentAtSubscriptionScope(
            name,
            deployment_name=f"{args['stem']}-defender",
            properties={"mode": resources.DeploymentMode.INCREMENTAL, "template": template(args["emails"])},
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.register_outputs({})


def template(emails: list[str]) -> dict[str, Any]:
    """Return the template: one plan after the other, for Defender refuses a second update meanwhile.

    Met by others: https://github.com/Azure/CanadaPubSecALZ/issues/305.
    """
    plans = [
        plan("Containers", extensions=(*AGENTLESS, "ContainerSensor")),
        plan("KeyVaults", sub_plan="PerKeyVault"),
        plan("Arm", sub_plan="PerSubscription"),
        plan("CloudPosture", extensions=AGENTLESS),
        # Machines and storage accounts come with build agents, jump hosts, flow logs and backups.
        plan("VirtualMachines", sub_plan="P2", extensions=("AgentlessVmScanning",)),
        plan(
            "StorageAccounts",
            sub_plan="DefenderForStorageV2",
            extensions=("OnUploadMalwareScanning", "SensitiveDataDiscovery"),
        ),
    ]
    for before, after in pairwise(plans):
        after["dependsOn"] = [f"[subscriptionResourceId('{_PLAN}', '{before['name']}')]"]
    return {
        "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "resources": [*plans, contact(emails)],
    }


def plan(name: str, *, sub_plan: str | None = None, extensions: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return one plan that is on, with its extensions; see https://learn.microsoft.com/rest/api/defenderforcloud/pricings."""
    properties: dict[str, Any] = {"pricingTier": "Standard"}
    if sub_plan:
        properties["subPlan"] = sub_plan
    if extensions:
        properties["extensions"] = [{"name": extension, "isEnabled": "True"} for extension in extensions]
    return {"type": _PLAN, "apiVersion": DEFENDER_PLANS.value, "name": name, "properties": properties}


def contact(emails: list[str]) -> dict[str, Any]:
    """Return who is told; see https://learn.microsoft.com/rest/api/defenderforcloud-composite/security-contacts."""
    return {
        "type": "Microsoft.Security/securityContacts",
        "apiVersion": SECURITY_CONTACT.value,
        "name": "default",
        "properties": {
            "emails": ";".join(emails),
            "isEnabled": True,
            "notificationsByRole": {"state": "On", "roles": ["Owner"]},
            "notificationsSources": [
                {"sourceType": "Alert", "minimalSeverity": "Medium"},
                {"sourceType": "AttackPath", "minimalRiskLevel": "High"},
            ],
        },
    }
