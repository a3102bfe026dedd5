"""A cluster whose arguments are dictionaries: literal ones, merged ones, and some that are read from a file."""

import json
from pathlib import Path
from typing import Any

import pulumi
from pulumi_azure_native import containerservice, resources

TAGS = {"owner": "platform", "environment": pulumi.get_stack()}
pools: list[dict[str, Any]] = json.loads((Path(__file__).parent / "pools.json").read_text())

group = resources.ResourceGroup("cluster", location="westeurope", tags=TAGS)

private: dict[str, Any] = {"enable_private_cluster": True, "private_dns_zone": "system"}
cluster = containerservice.ManagedCluster(
    "blue",
    resource_group_name=group.name,
    dns_prefix="blue",
    disable_local_accounts=True,
    aad_profile={"managed": True, "enable_azure_rbac": True, "admin_group_object_ids": []},
    api_server_access_profile={**private, "disable_run_command": False},
    agent_pool_profiles=[{**pool, "tags": TAGS} for pool in pools if pool["mode"] == "System"],
    identity={"type": "SystemAssigned"},
    network_profile={
        "network_plugin": "azure",
        "network_plugin_mode": "overlay",
        "network_dataplane": "cilium",
        "network_policy": "cilium",
    },
    oidc_issuer_profile={"enabled": True},
    security_profile={"workload_identity": {"enabled": True}, "image_cleaner": {"enabled": True, "interval_hours": 24}},
    addon_profiles={"azurepolicy": {"enabled": True}, "httpApplicationRouting": {"enabled": True}},
    tags=TAGS,
)
for pool in pools:
    if pool["mode"] == "User":
        settings = {key: value for key, value in pool.items() if key != "name"}
        containerservice.AgentPool(
            pool["name"],
            **{**settings, "agent_pool_name": pool["name"]},
            resource_group_name=group.name,
            resource_name_=cluster.name,
        )
