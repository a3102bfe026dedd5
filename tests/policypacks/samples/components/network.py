"""The network, and private endpoints in it, for whoever asks."""

import pulumi
from pulumi_azure_native import network, privatedns


class Hub(pulumi.ComponentResource):
    def __init__(self, name: str, group: pulumi.Input[str], opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("shop:network:Hub", name, {}, opts)
        mine = pulumi.ResourceOptions(parent=self)
        self.network = network.VirtualNetwork(
            f"{name}-network",
            resource_group_name=group,
            address_space={"address_prefixes": ["10.1.0.0/16"]},
            opts=mine,
        )
        rules = network.NetworkSecurityGroup(f"{name}-rules", resource_group_name=group, opts=mine)
        self.endpoints = network.Subnet(
            f"{name}-endpoints",
            resource_group_name=group,
            virtual_network_name=self.network.name,
            address_prefix="10.1.0.0/24",
            network_security_group={"id": rules.id},
            default_outbound_access=False,
            opts=pulumi.ResourceOptions(parent=self.network),
        )
        self.zone = privatedns.PrivateZone(
            f"{name}-zone",
            resource_group_name=group,
            private_zone_name="privatelink.azurecr.io",
            location="global",
            opts=mine,
        )
        privatedns.VirtualNetworkLink(
            f"{name}-link",
            resource_group_name=group,
            private_zone_name=self.zone.name,
            location="global",
            registration_enabled=False,
            virtual_network={"id": self.network.id},
            opts=pulumi.ResourceOptions(parent=self.zone),
        )
        self.register_outputs({})
