"""Groups of a cluster's settings that belong together, each decided by one thing."""

from pulumi_azure_native import containerservice as aks

from components.cluster.node_hardening import NodeScaling
from components.versions import ISTIO

MESH_GATEWAY_NAMESPACE = "aks-istio-ingress"
"""Where the gateway of the Istio add-on runs."""
MESH_ROOT_NAMESPACE = "aks-istio-system"
"""Where the control plane of the Istio add-on runs; what lies there holds for the whole mesh.

https://learn.microsoft.com/azure/aks/istio-telemetry
"""
MESH_NAMESPACES = (MESH_ROOT_NAMESPACE, MESH_GATEWAY_NAMESPACE)
"""Where the Istio add-on runs."""
BACKUP_NAMESPACE = "dataprotection-microsoft"
"""Where the backup extension runs."""


def support_plan(tier: str) -> aks.KubernetesSupportPlan:
    """Premium is bought for its long-term support; every other tier has the community's."""
    if tier == aks.ManagedClusterSKUTier.PREMIUM:
        return aks.KubernetesSupportPlan.AKS_LONG_TERM_SUPPORT
    return aks.KubernetesSupportPlan.KUBERNETES_OFFICIAL


def advanced_networking(*, mesh: bool) -> aks.AdvancedNetworkingArgsDict:
    """Observe flows, and take policies by host name and by HTTP method.

    The mesh has policies by HTTP method of its own, and the two exclude each other:
    https://learn.microsoft.com/azure/aks/container-network-security-l7-policy-concepts#limitations-and-considerations.
    """
    policies = aks.AdvancedNetworkPolicies.FQDN if mesh else aks.AdvancedNetworkPolicies.L7
    return {
        "enabled": True,
        "observability": {"enabled": True},
        "security": {"enabled": True, "advanced_network_policies": policies},
    }


def autoscaler(scaling: NodeScaling) -> aks.ManagedClusterPropertiesAutoScalerProfileArgs | None:
    """Grow over zones evenly and with little waste; shrink without hurry, and never under a pod that has files."""
    if scaling is not NodeScaling.AUTOSCALER:
        return None
    return aks.ManagedClusterPropertiesAutoScalerProfileArgs(
        balance_similar_node_groups="true",
        expander=aks.Expander.LEAST_WASTE,
        max_graceful_termination_sec="600",
        max_node_provision_time="15m",
        scale_down_delay_after_add="10m",
        scale_down_unneeded_time="10m",
        scale_down_utilization_threshold="0.5",
        skip_nodes_with_local_storage="true",
    )


def provisioner(scaling: NodeScaling) -> aks.ManagedClusterNodeProvisioningProfileArgs | None:
    """Provision nodes by the NodePool objects of the team alone; AKS's own would have no hardening of ours."""
    if scaling is not NodeScaling.PROVISIONER:
        return None
    return aks.ManagedClusterNodeProvisioningProfileArgs(
        mode=aks.NodeProvisioningMode.AUTO, default_node_pools=aks.NodeProvisioningDefaultNodePools.NONE
    )


def service_mesh() -> aks.ServiceMeshProfileArgs:
    """Have Istio, which encrypts between pods, and let clients in by its gateway, inside the network only."""
    gateway = aks.IstioIngressGatewayArgs(enabled=True, mode=aks.IstioIngressGatewayMode.INTERNAL)
    return aks.ServiceMeshProfileArgs(
        mode=aks.ServiceMeshMode.ISTIO,
        istio=aks.IstioServiceMeshArgs(
            revisions=[ISTIO.value],
            components=aks.IstioComponentsArgs(ingress_gateways=[gateway]),
        ),
    )
