"""The smallest thing that can drift: a group with a tag and a closed network in it, and a second one by a setting."""

import pulumi
from pulumi_azure_native import network, resources

TAGS = {"owner": "platform", "costCenter": "1"}

one = resources.ResourceGroup("one", resource_group_name="rg-one", tags=TAGS)
closed = network.SecurityRuleArgs(
    name="closed",
    priority=100,
    direction="Inbound",
    access="Deny",
    protocol="*",
    source_address_prefix="*",
    source_port_range="*",
    destination_address_prefix="*",
    destination_port_range="*",
)
network.NetworkSecurityGroup(
    "closed",
    network_security_group_name="nsg-closed",
    resource_group_name=one.name,
    security_rules=[closed],
    tags=TAGS,
)
if pulumi.Config().get_bool("second"):
    resources.ResourceGroup("two", resource_group_name="rg-two", tags=TAGS)
