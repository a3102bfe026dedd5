"""A key that other services wrap theirs with, and that replaces itself before it grows old."""

from enum import StrEnum
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import keyvault


class KeyUse(StrEnum):
    """What a key does for its users."""

    WRAP = "wrap"
    """Wraps the keys of a service that follows the rotation by itself."""
    ENCRYPT = "encrypt"
    """Encrypts for etcd, which stays with the version it was given until the next update of the stack."""


class EncryptionKeyArgs(TypedDict):
    """What a key needs from its caller."""

    use: KeyUse
    """What the key is for; it can do nothing else."""

    key_name: str
    """Name in the vault: 1 to 127 letters, digits and hyphens."""
    vault_name: Input[str]
    """Vault that keeps the key."""
    resource_group_name: Input[str]
    """Resource group of the vault."""
    protect_data: bool
    """Whether Pulumi refuses to delete the key."""


class EncryptionKey(ComponentResource):
    """RSA key of 3072 bits in a hardware module: for one use only, rotates every 180 days, and rotated versions expire.

    The version that rotation makes lives for one year; for two where its user changes over with an update of the stack
    only, which leaves three updates' time. The first has no expiry; it is the current one for 180 days:
    https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation.

    Pass the vault's `writable` in `depends_on`: the deployer's role on it must hold before the key is made.
    """

    key_uri: Output[str]
    """The key without a version, for users that follow the rotation."""
    key_version_uri: Output[str]
    """The key's newest version, for users that take no other."""

    def __init__(self, name: str, args: EncryptionKeyArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:EncryptionKey", name, {**args}, opts)
        key = keyvault.Key(
            name,
            key_name=args["key_name"],
            vault_name=args["vault_name"],
            resource_group_name=args["resource_group_name"],
            properties={
                "kty": keyvault.JsonWebKeyType.RS_A_HSM,
                "key_size": 3072,
                "key_ops": _OPERATIONS[args["use"]],
                "attributes": {"enabled": True, "exportable": False},
                "rotation_policy": {
                    "attributes": {"expiry_time": _LIFETIME[args["use"]]},
                    "lifetime_actions": [
                        {
                            "action": {"type": keyvault.KeyRotationPolicyActionType.ROTATE},
                            "trigger": {"time_after_create": "P180D"},
                        },
                        {
                            "action": {"type": keyvault.KeyRotationPolicyActionType.NOTIFY},
                            "trigger": {"time_before_expiry": "P30D"},
                        },
                    ],
                },
            },
            opts=ResourceOptions(
                parent=self,
                # Components do not hand this down to their children.
                depends_on=opts.depends_on if opts else None,
                protect=args["protect_data"],
                # Azure deletes a key through the vault's own endpoint, which is closed to whoever stands outside the
                # network; the key goes with its vault instead.
                retain_on_delete=True,
            ),
        )
        self.key_uri = key.key_uri
        self.key_version_uri = key.key_uri_with_version
        self.register_outputs({"keyUri": self.key_uri, "keyVersionUri": self.key_version_uri})


_OPERATIONS = {
    KeyUse.WRAP: [keyvault.JsonWebKeyOperation.WRAP_KEY, keyvault.JsonWebKeyOperation.UNWRAP_KEY],
    KeyUse.ENCRYPT: [keyvault.JsonWebKeyOperation.ENCRYPT, keyvault.JsonWebKeyOperation.DECRYPT],
}
_LIFETIME = {KeyUse.WRAP: "P1Y", KeyUse.ENCRYPT: "P2Y"}
