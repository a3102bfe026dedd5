"""The vault and the key in it."""

from components.keys.encryption_key import EncryptionKey, KeyUse
from components.keys.key_vault import KeyVault, VaultUse
from tests.components.recorder import DEPLOYER, SUBSCRIPTION, TENANT, Recorder, Run


def build(
    run: Run, *, protect: bool = True, use: KeyUse = KeyUse.WRAP, vault_use: VaultUse = VaultUse.PLATFORM
) -> Recorder:
    """Register a vault and a key."""

    def program() -> None:
        vault = KeyVault(
            "vault",
            {
                "use": vault_use,
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "subscription_id": SUBSCRIPTION,
                "tenant_id": TENANT,
                "deployer_id": DEPLOYER,
                "deployer_type": "User",
                "subnet_id": "/subnet",
                "zone_id": "/zone",
                "workspace_id": "/workspace",
                "action_group_ids": ["/action-group"],
                "protect_data": protect,
                "tags": {"a": "b"},
            },
        )
        EncryptionKey(
            "key",
            {
                "use": use,
                "key_name": "registry",
                "vault_name": vault.vault_name,
                "resource_group_name": "rg",
                "protect_data": protect,
            },
        )

    return run(program)


def test_vault_is_closed(run: Run) -> None:
    """Roles only, no public access, no way to purge."""
    recorder = build(run)

    assert recorder.inputs("azure-native:keyvault:Vault") == {
        "vaultName": "kvsdevweux7",
        "resourceGroupName": "rg",
        "properties": {
            "sku": {"family": "A", "name": "premium"},
            "tenantId": TENANT,
            "enableRbacAuthorization": True,
            "enableSoftDelete": True,
            "softDeleteRetentionInDays": 90,
            "enablePurgeProtection": True,
            "enabledForDeployment": False,
            "enabledForDiskEncryption": False,
            "enabledForTemplateDeployment": False,
            "publicNetworkAccess": "Disabled",
            "networkAcls": {"defaultAction": "Deny", "bypass": "AzureServices"},
        },
        "tags": {"a": "b"},
    }


def test_vault_is_reached_privately_and_logged(run: Run) -> None:
    """One endpoint for the vault, its audit log in the workspace."""
    recorder = build(run)
    vault = recorder.one("azure-native:keyvault:Vault").id
    (connection,) = recorder.inputs("azure-native:network:PrivateEndpoint")["privateLinkServiceConnections"]
    setting = recorder.inputs("azure-native:monitor:DiagnosticSetting", "vault")

    assert (connection["privateLinkServiceId"], connection["groupIds"]) == (vault, ["vault"])
    assert setting["resourceUri"] == vault
    assert "AuditEvent" in [log["category"] for log in setting["logs"]]


def test_deployer_may_make_keys(run: Run) -> None:
    """On this vault only, as the kind of principal it is."""
    recorder = build(run)
    grant = recorder.inputs("azure-native:authorization:RoleAssignment")

    assert (grant["principalId"], grant["principalType"]) == (DEPLOYER, "User")
    assert grant["scope"] == recorder.one("azure-native:keyvault:Vault").id
    assert grant["roleDefinitionId"].endswith("/14b46e9e-c2b7-41b4-b07b-48a6ebf60603")


def test_application_vault_is_the_applications_own(run: Run) -> None:
    """Another name, another endpoint, and the deployment has no role on it."""
    recorder = build(run, vault_use=VaultUse.APPLICATIONS)

    assert recorder.inputs("azure-native:keyvault:Vault")["vaultName"] == "kvasdevweux7"
    assert recorder.inputs("azure-native:network:PrivateEndpoint")["privateEndpointName"] == (
        "pep-s-dev-weu-x7-application-vault"
    )
    assert "azure-native:authorization:RoleAssignment" not in recorder.kinds()


def test_what_is_about_to_expire_is_an_alert(run: Run) -> None:
    """Keys, secrets and certificates, 30 days ahead and at the end, and who is told."""
    recorder = build(run)
    topic = recorder.inputs("azure-native:eventgrid:SystemTopic")
    subscription = recorder.inputs("azure-native:eventgrid:SystemTopicEventSubscription")

    assert (topic["source"], topic["topicType"]) == (
        recorder.one("azure-native:keyvault:Vault").id,
        "Microsoft.KeyVault.vaults",
    )
    assert subscription["eventDeliverySchema"] == "CloudEventSchemaV1_0"
    assert subscription["destination"]["endpointType"] == "MonitorAlert"
    assert subscription["destination"]["actionGroups"] == ["/action-group"]
    assert subscription["filter"]["includedEventTypes"] == [
        "Microsoft.KeyVault.KeyNearExpiry",
        "Microsoft.KeyVault.KeyExpired",
        "Microsoft.KeyVault.SecretNearExpiry",
        "Microsoft.KeyVault.SecretExpired",
        "Microsoft.KeyVault.CertificateNearExpiry",
        "Microsoft.KeyVault.CertificateExpired",
    ]


def test_key_wraps_and_rotates(run: Run) -> None:
    """In hardware, for wrapping alone, never older than a year."""
    inputs = build(run).inputs("azure-native:keyvault:Key")

    assert (inputs["keyName"], inputs["vaultName"]) == ("registry", "kvsdevweux7")
    assert inputs["properties"] == {
        "kty": "RSA-HSM",
        "keySize": 3072,
        "keyOps": ["wrapKey", "unwrapKey"],
        "attributes": {"enabled": True, "exportable": False},
        "rotationPolicy": {
            "attributes": {"expiryTime": "P1Y"},
            "lifetimeActions": [
                {"action": {"type": "rotate"}, "trigger": {"timeAfterCreate": "P180D"}},
                {"action": {"type": "notify"}, "trigger": {"timeBeforeExpiry": "P30D"}},
            ],
        },
    }


def test_key_for_etcd_encrypts_and_outlives_a_missed_update(run: Run) -> None:
    """Etcd stays with its version until the stack is updated: the version must not expire at the next rotation."""
    properties = build(run, use=KeyUse.ENCRYPT).inputs("azure-native:keyvault:Key")["properties"]

    assert properties["keyOps"] == ["encrypt", "decrypt"]
    assert properties["rotationPolicy"]["attributes"] == {"expiryTime": "P2Y"}


def test_key_is_left_to_its_vault(run: Run) -> None:
    """Deleting it would go through the vault's closed endpoint."""
    assert build(run).one("azure-native:keyvault:Key").retain_on_delete


def test_protection_is_a_decision(run: Run) -> None:
    """Vault and key are protected together, or not at all."""
    kinds = ("azure-native:keyvault:Vault", "azure-native:keyvault:Key")

    assert [build(run, protect=True).one(kind).protect for kind in kinds] == [True, True]
    assert [build(run, protect=False).one(kind).protect for kind in kinds] == [False, False]
