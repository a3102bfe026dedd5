"""A way in: the endpoint here, the name of it optionally."""

import pulumi
from network import Hub
from pulumi_azure_native import network


class PrivateAccess(pulumi.ComponentResource):
    def __init__(  # noqa: PLR0913
        self,
        name: str,
        group: pulumi.Input[str],
        target: pulumi.Input[str],
        hub: Hub,
        *,
        named: bool = True,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("shop:network:PrivateAccess", name, {}, opts)
        mine = pulumi.ResourceOptions(parent=self)
        endpoint = network.PrivateEndpoint(
            f"{name}-endpoint",
            resource_group_name=group,
            subnet={"id": hub.endpoints.id},
            private_link_service_connections=[
                {"name": name, "private_link_service_id": target, "group_ids": ["registry"]}
            ],
            opts=mine,
        )
        if named:
            network.PrivateDnsZoneGroup(
                f"{name}-names",
                resource_group_name=group,
                private_endpoint_name=endpoint.name,
                private_dns_zone_configs=[{"name": "registry", "private_dns_zone_id": hub.zone.id}],
                opts=mine,
            )
        self.register_outputs({})
