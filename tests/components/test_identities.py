"""Identities and what they are granted."""

import pytest

from components.cluster.cluster_identities import ClusterIdentities
from components.identity.identity import Identity
from components.identity.role_grant import RoleGrant, RoleGrantArgs
from components.identity.roles import Role
from tests.components.recorder import SUBSCRIPTION, Run

GRANT = "azure-native:authorization:RoleAssignment"


def test_identity(run: Run) -> None:
    """One user-assigned identity, named after what it is for."""
    inputs = run(
        lambda: Identity("ci", {"stem": "s-dev-weu-x7", "role": "ci", "resource_group_name": "rg", "tags": {"a": "b"}})
    ).inputs("azure-native:managedidentity:UserAssignedIdentity")

    assert inputs == {"resourceName": "id-s-dev-weu-x7-ci", "resourceGroupName": "rg", "tags": {"a": "b"}}


@pytest.mark.parametrize(("given", "recorded"), [(None, "ServicePrincipal"), ("User", "User")])
def test_grant_names_the_principal_type(run: Run, given: str | None, recorded: str) -> None:
    """Azure looks up nothing, so a principal made a moment ago is no error."""
    args: RoleGrantArgs = {
        "subscription_id": SUBSCRIPTION,
        "principal_id": "someone",
        "role": Role.ACR_PULL,
        "scope": "/registry",
        "reason": "Nodes pull images.",
    }
    if given:
        args["principal_type"] = given

    assert run(lambda: RoleGrant("pull", args)).inputs(GRANT) == {
        "principalId": "someone",
        "principalType": recorded,
        "roleDefinitionId": f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/"
        "7f951dda-4ed3-4680-a7ca-43fe172d538d",
        "scope": "/registry",
        "description": "Nodes pull images.",
    }


def test_cluster_identities_hold_little(run: Run) -> None:
    """Each identity has its roles, on single resources."""
    recorder = run(
        lambda: ClusterIdentities(
            "cluster",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "subscription_id": SUBSCRIPTION,
                "virtual_network_id": "/vnet",
                "nodes_subnet_id": "/vnet/nodes",
                "api_server_subnet_id": "/vnet/api",
                "cluster_zone_id": "/zone",
                "registry_id": "/registry",
                "pull_role": Role.ACR_PULL,
                "vault_id": "/vault",
                "disk_encryption_set_id": "/disks",
                "tags": {},
            },
        )
    )
    grants = {
        (r.inputs["principalId"], Role(r.inputs["roleDefinitionId"].split("/")[-1]).name, r.inputs["scope"])
        for r in recorder.registered
        if r.kind == GRANT
    }
    kubelet = recorder.one("azure-native:managedidentity:UserAssignedIdentity", "cluster-kubelet").id

    assert grants == {
        ("cluster-control-plane-principal", "NETWORK_CONTRIBUTOR", "/vnet/nodes"),
        ("cluster-control-plane-principal", "NETWORK_CONTRIBUTOR", "/vnet/api"),
        ("cluster-control-plane-principal", "PRIVATE_DNS_ZONE_CONTRIBUTOR", "/zone"),
        ("cluster-control-plane-principal", "READER", "/disks"),
        ("cluster-control-plane-principal", "PRIVATE_DNS_ZONE_CONTRIBUTOR", "/vnet"),
        ("cluster-control-plane-principal", "MANAGED_IDENTITY_OPERATOR", kubelet),
        ("cluster-control-plane-principal", "KEY_VAULT_CRYPTO_USER", "/vault"),
        ("cluster-control-plane-principal", "KEY_VAULT_CONTRIBUTOR", "/vault"),
        ("cluster-kubelet-principal", "ACR_PULL", "/registry"),
    }
