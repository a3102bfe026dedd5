"""Images of other registries are pulled through our own: one place to look at, one to allow, one that is there."""

from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import containerregistry as acr

from components.identity.role_grant import RoleGrant
from components.identity.roles import Role

PREFIX = "mirror"
"""What the repositories of all mirrors begin with, before the upstream's own name."""


class MirrorSource(TypedDict):
    """What is mirrored."""

    upstream: str
    """Repository of another registry, such as docker.io/library/nginx, or all below a path: quay.io/argoproj/*."""
    username_secret: str
    """Name of the secret with the account's name in the application vault; empty for none."""
    password_secret: str
    """Name of the secret with the account's token."""


class RegistryMirrorArgs(TypedDict):
    """What a mirror needs from its caller."""

    source: MirrorSource
    """What is mirrored."""
    registry_name: Input[str]
    """Registry that mirrors it."""
    resource_group_name: Input[str]
    """Resource group of the registry."""
    subscription_id: Input[str]
    """Subscription of the vault."""
    vault_id: Input[str]
    """ARM id of the vault with the account's secrets."""
    vault_name: Input[str]
    """Name of that vault."""


class RegistryMirror(ComponentResource):
    """Cache rule below mirror/, and the account it signs in with: an identity that reads two secrets and no other."""

    rule_id: Output[str]
    """ARM id of the rule."""

    def __init__(self, name: str, args: RegistryMirrorArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:RegistryMirror", name, {**args}, opts)
        source = args["source"]
        azure_name = name[:50]
        rule = acr.CacheRule(
            name,
            cache_rule_name=azure_name,
            registry_name=args["registry_name"],
            resource_group_name=args["resource_group_name"],
            source_repository=source["upstream"],
            target_repository=f"{PREFIX}/{source['upstream']}",
            credential_set_resource_id=self._account(name, azure_name, args) if source["username_secret"] else None,
            opts=ResourceOptions(parent=self),
        )
        self.rule_id = rule.id
        self.register_outputs({"ruleId": self.rule_id})

    def _account(self, name: str, azure_name: str, args: RegistryMirrorArgs) -> Output[str]:
        """Return the id of the account's credentials, known once their secrets can be read."""
        source = args["source"]
        secrets = {"username": source["username_secret"], "password": source["password_secret"]}
        address = Output.format("https://{0}.vault.azure.net/secrets", args["vault_name"])
        credentials = acr.CredentialSet(
            name,
            credential_set_name=azure_name,
            registry_name=args["registry_name"],
            resource_group_name=args["resource_group_name"],
            login_server=source["upstream"].split("/")[0],
            identity={"type": acr.ResourceIdentityType.SYSTEM_ASSIGNED},
            auth_credentials=[
                {
                    "name": acr.CredentialName.CREDENTIAL1,
                    "username_secret_identifier": Output.format("{0}/{1}", address, secrets["username"]),
                    "password_secret_identifier": Output.format("{0}/{1}", address, secrets["password"]),
                }
            ],
            opts=ResourceOptions(parent=self),
        )
        principal = credentials.identity.apply(lambda identity: identity.principal_id or "" if identity else "")
        granted = [
            RoleGrant(
                f"{name}-{what}",
                {
                    "subscription_id": args["subscription_id"],
                    "principal_id": principal,
                    "role": Role.KEY_VAULT_SECRETS_USER,
                    "scope": Output.format("{0}/secrets/{1}", args["vault_id"], secret),
                    "reason": f"The registry signs in at {source['upstream']} to mirror it.",
                },
                ResourceOptions(parent=self),
            ).id
            for what, secret in secrets.items()
        ]
        return Output.all(credentials.id, *granted).apply(lambda ids: str(ids[0]))
