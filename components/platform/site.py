"""The ground a cluster stands on: its network, and the vaults in it."""

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import resources

from components.keys.key_vault import KeyVault, KeyVaultArgs, VaultUse
from components.monitoring.private_monitoring import PrivateMonitoring
from components.naming import Kind
from components.naming import name as azure_name
from components.network.bastion import Bastion
from components.network.flow_logs import FlowLogs
from components.network.network import Network
from components.network.routed_egress import Hub
from components.platform.operations import Operations
from components.platform.place import Place


class Site(ComponentResource):
    """Network with flow logs, maybe a bastion and a private way to Azure Monitor; vaults of keys and of secrets."""

    network: Network
    """Subnets, zones and the way out."""
    vault: KeyVault
    """The platform's keys."""
    application_vault: KeyVault
    """The workloads' secrets."""
    private_monitoring: PrivateMonitoring | None
    """The private way to Azure Monitor, or None."""
    zones_group_name: Output[str]
    """Resource group of the private zones."""
    zones: dict[str, Input[str]]
    """ARM id of that group, where it is not the platform's own, by what it is called in the stack."""
    flow_logs: dict[str, Input[str]]
    """ARM ids of the flow logs, which are in Azure's own group, likewise."""
    egress_ip: Output[str] | None
    """The address from which nodes reach the Internet, or None where the platform has none of its own."""

    def __init__(self, name: str, here: Place, operations: Operations, first: "Site | None") -> None:
        super().__init__("hardened-aks:index:Site", name, {}, here.options)
        child = ResourceOptions(parent=self)
        settings, stamp = here.settings, here.stamp
        hub: Hub | None = first.network.hub if first else None
        self.zones, self.zones_group_name = {}, here.group.name
        if first:
            zones = self._zones_group(here, child)
            self.zones, self.zones_group_name = {here.name("zones"): zones.id}, zones.name
        self.network = Network(
            here.name("network"),
            {
                **here.named,
                "zones_group_name": self.zones_group_name,
                "location": stamp.location,
                "address_space": str(stamp.address_space),
                "pod_cidr": str(settings.pod_cidr),
                # The registry's own machines are where the registry is.
                "build_agents": settings.registry.build_agents and not first,
                "egress": settings.network.egress.value,
                "existing_hub": stamp.existing_hub,
                "shared_hub": hub,
                "spokes": [str(one.address_space) for one in settings.stamps],
                "destinations": settings.destinations,
                "endpoint_ports": settings.endpoint_ports,
                "ddos_plan": settings.network.ddos_plan,
                "workspace_id": operations.workspace_id,
            },
            child,
        )
        self.egress_ip = first.egress_ip if first and hub else self.network.egress_ip
        logs = FlowLogs(
            here.name("flow-logs"),
            {
                **here.named,
                "subscription_id": here.subscription_id,
                "location": stamp.location,
                "network_id": self.network.virtual_network_id,
                "hub_network_id": self.network.hub_network_id,
                "subnet_id": self.network.private_endpoints_subnet_id,
                "zone_id": self.network.blob_zone_id,
                "workspace_id": operations.workspace_id,
                "protect_data": settings.protect_data,
            },
            child,
        )
        self.flow_logs = {here.name("flow-logs-platform"): logs.platform_log_id}
        if logs.hub_log_id:
            self.flow_logs[here.name("flow-logs-hub")] = logs.hub_log_id
        if settings.network.bastion_from:
            Bastion(
                here.name("bastion"),
                {
                    **here.named,
                    "address_space": str(stamp.address_space),
                    "virtual_network_name": self.network.virtual_network_name,
                    "operators": settings.network.bastion_from,
                    "workspace_id": operations.workspace_id,
                },
                child,
            )
        self.private_monitoring = None
        if settings.network.private_monitoring:
            self.private_monitoring = PrivateMonitoring(
                here.name("monitor"),
                {
                    **here.named,
                    "zones_group_name": self.zones_group_name,
                    "workspace_id": operations.workspace_id,
                    "virtual_network_id": self.network.virtual_network_id,
                    "hub_network_id": self.network.hub_network_id,
                    "subnet_id": self.network.private_endpoints_subnet_id,
                    "blob_zone_id": self.network.blob_zone_id,
                },
                child,
            )
        vault_args: KeyVaultArgs = {
            **here.named,
            "use": VaultUse.PLATFORM,
            "subscription_id": here.subscription_id,
            "tenant_id": here.tenant_id,
            "deployer_id": here.deployer_id,
            "deployer_type": settings.deployer_type,
            "subnet_id": self.network.private_endpoints_subnet_id,
            "zone_id": self.network.vault_zone_id,
            "workspace_id": operations.workspace_id,
            "action_group_ids": [operations.action_group_id],
            "protect_data": settings.protect_data,
        }
        self.vault = KeyVault(here.name("vault"), vault_args, child)
        applications: KeyVaultArgs = {**vault_args, "use": VaultUse.APPLICATIONS}
        self.application_vault = KeyVault(here.name("application-vault"), applications, child)
        self.register_outputs({})

    @staticmethod
    def _zones_group(here: Place, child: ResourceOptions) -> resources.ResourceGroup:
        """Return a resource group for the zones of one more network, since a group holds each name once."""
        return resources.ResourceGroup(
            here.name("zones"),
            resource_group_name=azure_name(Kind.RESOURCE_GROUP, here.stamp.stem, "zones"),
            tags=here.settings.all_tags,
            opts=child,
        )
