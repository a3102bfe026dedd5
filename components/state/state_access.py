"""Who deploys writes state and uses the key; who looks reads state, and no secret in it."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions

from components.identity.role_grant import RoleGrant
from components.identity.roles import Role


class StateAccessArgs(TypedDict):
    """What the grants need from their caller."""

    subscription_id: Input[str]
    """Subscription of account and vault."""
    account_id: Input[str]
    """ARM id of the storage account."""
    vault_id: Input[str]
    """ARM id of the vault with the key of secrets."""
    operators: str
    """Object id of the Entra group of people who deploy by hand in an emergency."""
    readers: str
    """Object id of the Entra group of people who read state; empty means nobody."""
    pipelines: Mapping[str, str]
    """Object ids of the pipelines' service principals, each under a name of its own."""


class StateAccess(ComponentResource):
    """Roles on data only: none of them changes account, vault or key."""

    def __init__(self, name: str, args: StateAccessArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:StateAccess", name, {**args}, opts)

        deployers = {"operators": (args["operators"], "Group")}
        for key, principal in args["pipelines"].items():
            deployers[f"pipeline-{key}"] = (principal, "ServicePrincipal")
        grants = [
            (f"{who}-{on}", principal, role, scope, reason)
            for who, principal in deployers.items()
            for on, role, scope, reason in (
                ("state", Role.STORAGE_BLOB_DATA_CONTRIBUTOR, args["account_id"], "Deployments write state and lock."),
                ("key", Role.KEY_VAULT_CRYPTO_USER, args["vault_id"], "Deployments open the secrets of their state."),
            )
        ]
        if group := args["readers"]:
            reason = "Whoever answers for the platform sees what it consists of."
            grants.append(
                ("readers-state", (group, "Group"), Role.STORAGE_BLOB_DATA_READER, args["account_id"], reason)
            )
        for who, (principal_id, principal_type), role, scope, reason in grants:
            RoleGrant(
                f"{name}-{who}",
                {
                    "subscription_id": args["subscription_id"],
                    "principal_id": principal_id,
                    "principal_type": principal_type,
                    "role": role,
                    "scope": scope,
                    "reason": reason,
                },
                ResourceOptions(parent=self),
            )
        self.register_outputs({})
