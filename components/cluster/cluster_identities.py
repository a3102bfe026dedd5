"""The cluster acts under two names of ours: one for its control plane, one for its nodes, each with what it needs."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.identity.identity import Identity
from components.identity.role_grant import RoleGrant
from components.identity.roles import Role


class ClusterIdentitiesArgs(TypedDict):
    """What the identities need from their caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the identities."""
    subscription_id: Input[str]
    """Subscription of the scopes below."""
    virtual_network_id: Input[str]
    """ARM id of the cluster's network."""
    nodes_subnet_id: Input[str]
    """ARM id of the nodes' subnet."""
    api_server_subnet_id: Input[str]
    """ARM id of the API server's subnet."""
    cluster_zone_id: Input[str]
    """ARM id of the API server's private zone."""
    registry_id: Input[str]
    """ARM id of the registry the nodes pull from."""
    pull_role: NotRequired[Role]
    """What lets them pull from it, AcrPull where this is not given."""
    vault_id: Input[str]
    """ARM id of the vault whose key encrypts etcd."""
    disk_encryption_set_id: Input[str]
    """ARM id of the set whose key encrypts the disks of nodes and volumes."""
    tags: Input[Mapping[str, str]]
    """Tags of the identities."""


class ClusterIdentities(ComponentResource):
    """Control plane and kubelet identities with roles on single subnets, one zone, vault and registry.

    The ids are known only once every grant is made: a cluster that starts before its grants fails half-way.
    """

    control_plane_id: Output[str]
    """ARM id of the control plane's identity."""
    control_plane_principal_id: Output[str]
    """Object id of the control plane's identity."""
    kubelet_id: Output[str]
    """ARM id of the kubelets' identity."""
    kubelet_client_id: Output[str]
    """Application id of the kubelets' identity."""
    kubelet_principal_id: Output[str]
    """Object id of the kubelets' identity."""

    def __init__(self, name: str, args: ClusterIdentitiesArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:ClusterIdentities", name, {**args}, opts)

        def identity(role: str) -> Identity:
            return Identity(
                f"{name}-{role}",
                {
                    "stem": args["stem"],
                    "role": role,
                    "resource_group_name": args["resource_group_name"],
                    "tags": args["tags"],
                },
                ResourceOptions(parent=self),
            )

        control_plane, kubelet = identity("control-plane"), identity("kubelet")

        def grant(to: Identity, what: str, role: Role, scope: Input[str], reason: str) -> Output[str]:
            return RoleGrant(
                f"{name}-{what}",
                {
                    "subscription_id": args["subscription_id"],
                    "principal_id": to.principal_id,
                    "role": role,
                    "scope": scope,
                    "reason": reason,
                },
                ResourceOptions(parent=self),
            ).id

        network, dns = Role.NETWORK_CONTRIBUTOR, Role.PRIVATE_DNS_ZONE_CONTRIBUTOR
        crypto, pull = Role.KEY_VAULT_CRYPTO_USER, Role(args.get("pull_role", Role.ACR_PULL))
        granted = Output.all(
            grant(control_plane, "nodes", network, args["nodes_subnet_id"], "AKS joins nodes to this subnet."),
            grant(control_plane, "api", network, args["api_server_subnet_id"], "AKS puts the API server here."),
            grant(control_plane, "zone", dns, args["cluster_zone_id"], "AKS writes the API server's address."),
            # The role holds virtualNetworks/join/action, which linking the zone asks for, and nothing more of the
            # network: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/networking
            grant(control_plane, "link", dns, args["virtual_network_id"], "AKS links its zone to this network."),
            grant(
                control_plane,
                "kubelet-use",
                Role.MANAGED_IDENTITY_OPERATOR,
                kubelet.id,
                "AKS gives the kubelet identity to the nodes.",
            ),
            # A private vault asks for both: https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption
            grant(control_plane, "etcd-key", crypto, args["vault_id"], "etcd is encrypted with a key of this vault."),
            grant(control_plane, "vault", Role.KEY_VAULT_CONTRIBUTOR, args["vault_id"], "AKS reaches it privately."),
            # https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys#create-an-instance-of-a-diskencryptionset
            grant(control_plane, "disks", Role.READER, args["disk_encryption_set_id"], "AKS encrypts disks with this."),
            grant(kubelet, "pull", pull, args["registry_id"], "Nodes pull images, and cannot push them."),
        )
        self.control_plane_id = Output.all(control_plane.id, granted).apply(lambda known: str(known[0]))
        self.control_plane_principal_id = control_plane.principal_id
        self.kubelet_id = Output.all(kubelet.id, granted).apply(lambda known: str(known[0]))
        self.kubelet_client_id = kubelet.client_id
        self.kubelet_principal_id = kubelet.principal_id
        self.register_outputs(
            {
                "controlPlaneId": self.control_plane_id,
                "controlPlanePrincipalId": self.control_plane_principal_id,
                "kubeletId": self.kubelet_id,
                "kubeletClientId": self.kubelet_client_id,
                "kubeletPrincipalId": self.kubelet_principal_id,
            }
        )
