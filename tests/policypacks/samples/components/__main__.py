"""Two registries whose private access is built by others: the second one's name resolves to its public address."""

import pulumi
from network import Hub
from private_access import PrivateAccess
from pulumi_azure_native import containerregistry, resources

group = resources.ResourceGroup("shop", location="westeurope")
hub = Hub("hub", group.name)


class Images(pulumi.ComponentResource):
    """A registry of one team."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("shop:index:Images", name, {}, opts)
        self.registry = containerregistry.Registry(
            f"{name}-registry",
            registry_name=f"{name}images",
            resource_group_name=group.name,
            sku={"name": "Premium"},
            admin_user_enabled=False,
            public_network_access="Disabled",
            network_rule_set={"default_action": "Deny"},
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({"server": self.registry.login_server})


orders = Images("orders")
PrivateAccess("orders", group.name, orders.registry.id, hub, opts=pulumi.ResourceOptions(parent=orders))
stock = Images("stock")
PrivateAccess("stock", group.name, stock.registry.id, hub, named=False)
