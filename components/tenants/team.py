"""A team's place inside the cluster, whole on the first day: nobody adds the network policy later."""

from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions

from components.kubernetes.manifest import KubernetesObject, Manifest
from components.tenants.access import access
from components.tenants.declaration import Declaration
from components.tenants.namespace import namespace
from components.tenants.network_policies import network_policies
from components.tenants.quota import no_system_priority, quota
from components.tenants.workload import account, vault_secrets


class TeamArgs(TypedDict):
    """What a team's place needs from its caller."""

    declaration: Declaration
    """What the team says about itself."""
    kubernetes_version: str
    """Minor version of the cluster."""
    entrance: Manifest
    """Where the clients of exposed pods come from, a peer of a network policy."""
    client_id: Input[str]
    """Application id of the team's identity."""
    tenant_id: Input[str]
    """Entra tenant of the identity."""
    vault_name: Input[str]
    """Name of the vault that keeps the team's secrets."""
    protect_data: bool
    """Whether neither Pulumi nor Flux deletes the namespace, and with it the volumes."""


class Team(ComponentResource):
    """Namespace under Pod Security `restricted`, with all that bounds it.

    Traffic is denied but for what is declared; quota and defaults hold; two groups have roles that read no secrets of
    the API and open no shells; one account, without access to the API server, is the team's identity in Azure; one
    class mounts the team's secrets.
    """

    def __init__(self, name: str, args: TeamArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Team", name, {**args}, opts)
        home = KubernetesObject(
            name,
            namespace(args["declaration"]["name"], args["kubernetes_version"], kept=args["protect_data"]),
            ResourceOptions(parent=self, protect=args["protect_data"]),
        )
        for manifest in contents(args):
            KubernetesObject(
                f"{name}-{manifest['kind'].lower()}-{manifest['metadata']['name']}",
                manifest,
                ResourceOptions(parent=self, depends_on=[home]),
            )
        self.register_outputs({})


def contents(args: TeamArgs) -> list[Manifest]:
    """Return what lies in a team's namespace."""
    team = args["declaration"]
    name = team["name"]
    return [
        *network_policies(name, team["egress_hosts"], args["entrance"] if team["exposed"] else None),
        *quota(name, team["quota"], exposed=team["exposed"]),
        no_system_priority(name),
        *access(name, team["operators"], team["developers"]),
        account(name, args["client_id"], args["tenant_id"]),
        *(
            [vault_secrets(name, team["secrets"], args["vault_name"], args["client_id"], args["tenant_id"])]
            if team["secrets"]
            else []
        ),
    ]
