"""What the firewall lets through is a list of named hosts; malice is refused even there."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import network

from components.naming import Kind
from components.naming import name as azure_name
from components.network.egress_allow_list import Destinations


class FirewallPolicyArgs(TypedDict):
    """What a policy needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the policy."""
    protected: list[str]
    """CIDR ranges of everything behind the firewall."""
    sources: list[str]
    """CIDR ranges whose machines may reach the destinations: those of nodes."""
    destinations: list[Destinations]
    """What they may reach, by HTTPS; lists of revoked certificates by HTTP."""
    workspace_id: Input[str]
    """ARM id of the workspace for the policy's analytics."""
    tags: Input[Mapping[str, str]]
    """Tags of the policy."""


class FirewallPolicy(ComponentResource):
    """Premium policy that denies what threat intelligence and intrusion detection find, and whatever is not listed.

    DNS passes through the firewall, which logs it and resolves as the hub does. There is no network rule: every
    destination is a host name asked by HTTPS, but for lists of revoked certificates.
    """

    policy_id: Output[str]
    """ARM id, known once the rules are in force."""

    def __init__(self, name: str, args: FirewallPolicyArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:FirewallPolicy", name, {**args}, opts)
        policy = network.FirewallPolicy(
            name,
            firewall_policy_name=azure_name(Kind.FIREWALL_POLICY, args["stem"]),
            resource_group_name=args["resource_group_name"],
            sku={"tier": network.FirewallPolicySkuTier.PREMIUM},
            threat_intel_mode=network.AzureFirewallThreatIntelMode.DENY,
            intrusion_detection={
                "mode": network.FirewallPolicyIntrusionDetectionStateType.DENY,
                "configuration": {"private_ranges": args["protected"]},
            },
            dns_settings={"enable_proxy": True},
            insights={
                "is_enabled": True,
                "retention_days": 90,
                "log_analytics_resources": {"default_workspace_id": {"id": args["workspace_id"]}},
            },
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        rules = network.FirewallPolicyRuleCollectionGroup(
            name,
            rule_collection_group_name="platform-egress",
            firewall_policy_name=policy.name,
            resource_group_name=args["resource_group_name"],
            priority=1000,
            rule_collections=[
                network.FirewallPolicyFilterRuleCollectionArgs(
                    rule_collection_type="FirewallPolicyFilterRuleCollection",
                    name="allowed-hosts",
                    priority=1000,
                    action=network.FirewallPolicyFilterRuleCollectionActionArgs(
                        type=network.FirewallPolicyFilterRuleCollectionActionType.ALLOW
                    ),
                    rules=[_rule(one, args["sources"]) for one in args["destinations"]],
                )
            ],
            opts=ResourceOptions(parent=self),
        )
        self.policy_id = Output.all(policy.id, rules.id).apply(lambda ids: str(ids[0]))
        self.register_outputs({"policyId": self.policy_id})


def _rule(destinations: Destinations, sources: list[str]) -> network.ApplicationRuleArgs:
    """Return the rule of one add-on; Azure takes either names or tags."""
    protocol = network.FirewallPolicyRuleApplicationProtocolType
    port = destinations.get("port")
    return network.ApplicationRuleArgs(
        rule_type="ApplicationRule",
        name=destinations["name"],
        source_addresses=sources,
        protocols=[
            network.FirewallPolicyRuleApplicationProtocolArgs(
                protocol_type=protocol.HTTP if port else protocol.HTTPS, port=port or 443
            )
        ],
        target_fqdns=None if destinations["tag"] else destinations["fqdns"],
        fqdn_tags=[destinations["tag"]] if destinations["tag"] else None,
    )
