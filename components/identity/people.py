"""Who works on the platform, and what each of them may do: this file is the whole list."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.identity.persona import Access, Persona
from components.identity.roles import Role


class Team(TypedDict):
    """People who share workloads."""

    name: str
    """2 to 12 lower-case letters and digits."""
    operators: str
    """Object id of the group that keeps the team's workloads running."""
    developers: str
    """Object id of the group that looks at them."""
    namespaces: list[str]
    """Where the workloads are."""


class PeopleArgs(TypedDict):
    """What the platform's people need from its caller."""

    subscription_id: Input[str]
    """Subscription of the platform."""
    resource_group_id: Input[str]
    """ARM id of the platform's resource group."""
    cluster_ids: Mapping[str, Input[str]]
    """ARM ids of the clusters, by what the names of their accesses begin with; may be empty for one of them."""
    vault_ids: list[Input[str]]
    """ARM ids of the vaults."""
    workspace_id: Input[str]
    """ARM id of the workspace."""
    platform_operators: str
    """Object id of the group that runs the platform; empty for none."""
    security_readers: str
    """Object id of the group that watches over it; empty for none."""
    teams: list[Team]
    """The teams whose workloads run on it."""
    eligible_from: str
    """First day of eligibility for privileged roles; empty: they are held at all times."""


class People(ComponentResource):
    """Platform operators, security readers, and each team's operators and developers, in their own namespaces only.

    Nobody is owner or contributor of anything but the cluster, and only a team's operators read its Kubernetes secrets.
    Namespace scopes: https://learn.microsoft.com/azure/aks/manage-azure-rbac#create-role-assignments-for-users-to-access-the-cluster.
    """

    def __init__(self, name: str, args: PeopleArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:People", name, {**args}, opts)
        group, clusters = args["resource_group_id"], args["cluster_ids"]

        def everywhere(name: str, role: Role, *, privileged: bool = False, below: str = "") -> list[Access]:
            return [
                _access(f"{prefix}{name}", role, Output.format("{0}{1}", one, below), privileged=privileged)
                for prefix, one in clusters.items()
            ]

        def persona(role: str, group_id: str, work: str, access: list[Access]) -> None:
            Persona(
                role,
                {
                    "subscription_id": args["subscription_id"],
                    "group_id": group_id,
                    "work": work,
                    "access": access,
                    "eligible_from": args["eligible_from"],
                },
                ResourceOptions(parent=self),
            )

        if args["platform_operators"]:
            persona(
                "platform-operators",
                args["platform_operators"],
                "Platform operators run the cluster.",
                [
                    _access("see", Role.READER, group),
                    *everywhere("run", Role.AKS_CONTRIBUTOR, privileged=True),
                    *everywhere("administer", Role.AKS_RBAC_CLUSTER_ADMIN, privileged=True),
                ],
            )
        if args["security_readers"]:
            persona(
                "security-readers",
                args["security_readers"],
                "Security readers watch over the platform.",
                [
                    _access("see", Role.READER, group),
                    _access("findings", Role.SECURITY_READER, group),
                    _access("logs", Role.LOG_ANALYTICS_READER, args["workspace_id"]),
                    *everywhere("objects", Role.AKS_RBAC_READER),
                    *(
                        _access(f"vault-{index}", Role.KEY_VAULT_READER, vault)
                        for index, vault in enumerate(args["vault_ids"])
                    ),
                ],
            )
        for team in args["teams"]:
            persona(
                f"{team['name']}-operators",
                team["operators"],
                f"Operators of {team['name']} keep its workloads running.",
                [
                    *everywhere("sign-in", Role.AKS_CLUSTER_USER),
                    *(
                        access
                        for one in team["namespaces"]
                        for access in everywhere(one, Role.AKS_RBAC_WRITER, privileged=True, below=f"/namespaces/{one}")
                    ),
                ],
            )
            persona(
                f"{team['name']}-developers",
                team["developers"],
                f"Developers of {team['name']} look at its workloads.",
                [
                    *everywhere("sign-in", Role.AKS_CLUSTER_USER),
                    *(
                        access
                        for one in team["namespaces"]
                        for access in everywhere(one, Role.AKS_RBAC_READER, below=f"/namespaces/{one}")
                    ),
                ],
            )
        self.register_outputs({})


def _access(name: str, role: Role, scope: Input[str], *, privileged: bool = False) -> Access:
    return {"name": name, "role": role, "scope": scope, "privileged": privileged}
