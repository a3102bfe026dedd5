"""A registry and its copy, and as many route tables as the settings say; nothing is left for Azure to choose."""

import os
import signal

import pulumi
from pulumi_azure_native import containerregistry, network
from pulumi_azure_native import resources as arm

signal.signal(signal.SIGINT, lambda *_: os._exit(1))

tables = pulumi.Config().get_int("tables") or 0

group = arm.ResourceGroup("group", resource_group_name="rg", location="westeurope")
registry = containerregistry.Registry(
    "registry",
    resource_group_name=group.name,
    registry_name="images",
    sku={"name": containerregistry.SkuName.PREMIUM},
    zone_redundancy=containerregistry.ZoneRedundancy.ENABLED,
)
containerregistry.Replication(
    "copy",
    resource_group_name=group.name,
    registry_name=registry.name,
    replication_name="northeurope",
    location="northeurope",
    zone_redundancy=containerregistry.ZoneRedundancy.ENABLED,
)
for index in range(tables):
    network.RouteTable(f"table{index}", resource_group_name=group.name, route_table_name=f"table{index}")
