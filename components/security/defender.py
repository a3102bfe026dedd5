"""Microsoft Defender for Cloud watches whatever a platform is made of, and the subscription's control plane."""

from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import security

AGENTLESS = (
    "AgentlessDiscoveryForKubernetes",
    "AgentlessVmScanning",
    "ContainerRegistriesVulnerabilityAssessments",
)


class DefenderArgs(TypedDict):
    """What the plans need from their caller."""

    subscription_id: Input[str]
    """Subscription the plans are bought for."""


class Defender(ComponentResource):
    """Defender plans of a subscription in full: Containers, Key Vault, Resource Manager, posture, servers, storage."""

    def __init__(self, name: str, args: DefenderArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Defender", name, {**args}, opts)
        scope = Output.format("subscriptions/{0}", args["subscription_id"])
        # Azure deletes a plan only at the scope of one resource, and nobody means to end the protection of a whole
        # subscription by removing a stack.
        options = ResourceOptions(parent=self, retain_on_delete=True)
        plan(f"{name}-containers", "Containers", scope, options, extensions=(*AGENTLESS, "ContainerSensor"))
        plan(f"{name}-key-vaults", "KeyVaults", scope, options, sub_plan="PerKeyVault")
        plan(f"{name}-resource-manager", "Arm", scope, options, sub_plan="PerSubscription")
        plan(f"{name}-posture", "CloudPosture", scope, options, extensions=AGENTLESS)
        # Machines and storage accounts come with build agents, jump hosts, flow logs and backups.
        plan(f"{name}-servers", "VirtualMachines", scope, options, sub_plan="P2", extensions=("AgentlessVmScanning",))
        plan(
            f"{name}-storage",
            "StorageAccounts",
            scope,
            options,
            sub_plan="DefenderForStorageV2",
            extensions=("OnUploadMalwareScanning", "SensitiveDataDiscovery"),
        )
        self.register_outputs({})


def plan(  # noqa: PLR0913 - a plan is these six things
    name: str,
    pricing_name: str,
    scope: Output[str],
    opts: ResourceOptions,
    *,
    sub_plan: str | None = None,
    extensions: tuple[str, ...] = (),
) -> security.Pricing:
    """Turn one plan on, with its extensions; see https://learn.microsoft.com/rest/api/defenderforcloud/pricings."""
    return security.Pricing(
        name,
        pricing_name=pricing_name,
        scope_id=scope,
        pricing_tier=security.PricingTier.STANDARD,
        sub_plan=sub_plan,
        extensions=[{"name": extension, "is_enabled": security.IsEnabled.TRUE} for extension in extensions] or None,
        opts=opts,
    )
