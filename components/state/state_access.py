"""Who deploys writes state and uses the key; who previews reads both; who looks reads state, and no secret in it."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions

from components.identity.role_grant import RoleGrant
from components.identity.roles import Role

_SERVICE = "ServicePrincipal"


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
    """Object ids of the service principals of pipelines that deploy, each under a name of its own."""
    previews: Mapping[str, str]
    """Object ids of the service principals of pipelines that preview, likewise: the engine opens secrets to compare."""


class StateAccess(ComponentResource):
    """Roles on data only: none of them changes account, vault or key."""

    def __init__(self, name: str, args: StateAccessArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:StateAccess", name, {**args}, opts)

        account, vault = args["account_id"], args["vault_id"]
        write = ("state", Role.STORAGE_BLOB_DATA_CONTRIBUTOR, account, "Deployments write state and lock.")
        read = ("state", Role.STORAGE_BLOB_DATA_READER, account, "Previews read state; they take no lock.")
        unlock = ("key", Role.KEY_VAULT_CRYPTO_USER, vault, "The engine opens the secrets of the state.")
        users = [("operators", (args["operators"], "Group"), (write, unlock))]
        users += [(f"pipeline-{key}", (one, _SERVICE), (write, unlock)) for key, one in args["pipelines"].items()]
        users += [(f"preview-{key}", (one, _SERVICE), (read, unlock)) for key, one in args["previews"].items()]
        grants = [
            (f"{who}-{on}", principal, role, scope, reason)
            for who, principal, needs in users
            for on, role, scope, reason in needs
        ]
        if group := args["readers"]:
            reason = "Whoever answers for the platform sees what it consists of."
            grants.append(("readers-state", (group, "Group"), Role.STORAGE_BLOB_DATA_READER, account, reason))
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
