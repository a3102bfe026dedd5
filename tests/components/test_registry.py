"""The registry."""

from components.registry.access import RegistryAccess
from components.registry.build_pool import BuildPool
from components.registry.image_rebuild import ImageRebuild, RebuildSource
from components.registry.registry import Registry
from components.registry.registry_mirror import RegistryMirror
from components.registry.registry_team import RegistryTeam
from tests.components.recorder import SUBSCRIPTION, Recorder, Run

REGISTRY = "azure-native:containerregistry:Registry"


def build(
    run: Run,
    *,
    soft_delete: bool = False,
    replica_regions: tuple[str, ...] = (),
    access: RegistryAccess = RegistryAccess.TOKENS,
) -> Recorder:
    """Register a registry."""
    return run(
        lambda: Registry(
            "registry",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "subscription_id": SUBSCRIPTION,
                "vault_id": "/vault",
                "key_uri": "https://kv.vault.azure.net/keys/registry",
                "workspace_id": "/workspace",
                "access": access,
                "soft_delete": soft_delete,
                "replica_regions": [*replica_regions],
                "protect_data": True,
                "tags": {"a": "b"},
            },
        )
    )


def test_registry_is_private_and_encrypted(run: Run) -> None:
    """No passwords, no public access, no export, our own key."""
    recorder = build(run)
    identity = recorder.one("azure-native:managedidentity:UserAssignedIdentity").id

    assert recorder.inputs(REGISTRY) == {
        "registryName": "crsdevweux7",
        "resourceGroupName": "rg",
        "sku": {"name": "Premium"},
        "identity": {"type": "UserAssigned", "userAssignedIdentities": {identity: {}}},
        "encryption": {
            "status": "enabled",
            "keyVaultProperties": {
                "identity": "registry-client",
                "keyIdentifier": "https://kv.vault.azure.net/keys/registry",
            },
        },
        "adminUserEnabled": False,
        "anonymousPullEnabled": False,
        "publicNetworkAccess": "Disabled",
        "networkRuleSet": {"defaultAction": "Deny"},
        "networkRuleBypassOptions": "AzureServices",
        "dataEndpointEnabled": True,
        "zoneRedundancy": "Enabled",
        "policies": {
            "azureADAuthenticationAsArmPolicy": {"status": "disabled"},
            "exportPolicy": {"status": "disabled"},
            "retentionPolicy": {"status": "enabled", "days": 7},
            "softDeletePolicy": {"status": "disabled", "retentionDays": 30},
        },
        "tags": {"a": "b"},
    }


def test_registry_waits_for_its_key(run: Run) -> None:
    """Azure refuses a registry whose identity cannot use the key yet."""
    recorder = build(run)
    grant = recorder.inputs("azure-native:authorization:RoleAssignment")

    assert grant["principalId"] == "registry-principal"
    assert grant["scope"] == "/vault"
    assert grant["roleDefinitionId"].endswith("/e147488a-f6f5-4113-8e2d-b22465e65bf6")
    assert "azure-native:authorization:RoleAssignment::registry-key" in recorder.waits_for(recorder.one(REGISTRY))


def test_registry_is_logged(run: Run) -> None:
    """Pushes and sign-ins are in the workspace."""
    recorder = build(run)
    setting = recorder.inputs("azure-native:monitor:DiagnosticSetting")

    assert setting["resourceUri"] == recorder.one(REGISTRY).id
    assert [log["category"] for log in setting["logs"]] == [
        "ContainerRegistryLoginEvents",
        "ContainerRegistryRepositoryEvents",
    ]


def test_soft_delete_replaces_retention(run: Run) -> None:
    """Azure has one or the other."""
    policies = build(run, soft_delete=True).inputs(REGISTRY)["policies"]

    assert policies["retentionPolicy"] == {"status": "disabled", "days": 7}
    assert policies["softDeletePolicy"] == {"status": "enabled", "retentionDays": 30}


def test_registry_has_copies_where_asked(run: Run) -> None:
    """Each over the zones of its region."""
    recorder = build(run, replica_regions=("northeurope",))
    replica = recorder.one("azure-native:containerregistry:Replication")

    assert replica.inputs == {
        "replicationName": "northeurope",
        "registryName": "crsdevweux7",
        "resourceGroupName": "rg",
        "location": "northeurope",
        "regionEndpointEnabled": True,
        "zoneRedundancy": "Enabled",
        "tags": {"a": "b"},
    }


def mirror(run: Run, upstream: str, secret: str = "") -> Recorder:
    """Register a mirror."""
    return run(
        lambda: RegistryMirror(
            "mirror",
            {
                "source": {"upstream": upstream, "username_secret": secret, "password_secret": secret and "token"},
                "registry_name": "cr",
                "resource_group_name": "rg",
                "subscription_id": SUBSCRIPTION,
                "vault_id": "/vault",
                "vault_name": "kva",
            },
        )
    )


def test_mirror_keeps_the_upstream_name(run: Run) -> None:
    """Below mirror/, so that nobody takes it for an image of ours."""
    recorder = mirror(run, "quay.io/argoproj/*")

    assert recorder.inputs("azure-native:containerregistry:CacheRule") == {
        "cacheRuleName": "mirror",
        "registryName": "cr",
        "resourceGroupName": "rg",
        "sourceRepository": "quay.io/argoproj/*",
        "targetRepository": "mirror/quay.io/argoproj/*",
    }
    assert "azure-native:containerregistry:CredentialSet" not in recorder.kinds()


def test_mirror_reads_two_secrets_and_no_other(run: Run) -> None:
    """The rule waits until it can."""
    recorder = mirror(run, "docker.io/library/*", "user")
    account = recorder.inputs("azure-native:containerregistry:CredentialSet")
    rule = recorder.one("azure-native:containerregistry:CacheRule")
    grants = [r for r in recorder.registered if r.kind == "azure-native:authorization:RoleAssignment"]

    assert account["loginServer"] == "docker.io"
    assert account["authCredentials"] == [
        {
            "name": "Credential1",
            "usernameSecretIdentifier": "https://kva.vault.azure.net/secrets/user",
            "passwordSecretIdentifier": "https://kva.vault.azure.net/secrets/token",
        }
    ]
    assert {grant.inputs["scope"] for grant in grants} == {"/vault/secrets/user", "/vault/secrets/token"}
    assert {grant.inputs["principalId"] for grant in grants} == {"mirror-principal"}
    assert {str(grant) for grant in grants} <= recorder.waits_for(rule)


def test_team_pushes_to_staging_and_only_a_release_to_production(run: Run) -> None:
    """Each by a token that is disabled."""
    recorder = run(lambda: RegistryTeam("shop", {"registry_name": "cr", "resource_group_name": "rg", "team": "shop"}))
    maps = {
        r.inputs["scopeMapName"]: set(r.inputs["actions"]) for r in recorder.registered if r.kind.endswith("ScopeMap")
    }
    tokens = [r.inputs for r in recorder.registered if r.kind.endswith("Token")]
    writes = {name: {one for one in actions if one.endswith("/write")} for name, actions in maps.items()}

    assert writes == {
        "shop-push": {f"repositories/staging/shop/*/{what}/write" for what in ("content", "metadata")},
        "shop-release": {f"repositories/production/shop/*/{what}/write" for what in ("content", "metadata")},
        "shop-pull": set(),
    }
    assert maps["shop-pull"] == {f"repositories/production/shop/*/{what}/read" for what in ("content", "metadata")}
    assert {token["tokenName"]: token["status"] for token in tokens} == dict.fromkeys(maps, "disabled")


def test_an_image_is_rebuilt_in_the_network_when_its_base_changes(run: Run) -> None:
    """The task has no secret and no identity, and what it builds has to pass the same gates as any other image."""
    source: RebuildSource = {
        "name": "rebuild-shop-web",
        "image": "shop/web",
        "context": "https://github.com/example/web.git#main:app",
        "dockerfile": "Dockerfile",
    }
    recorder = run(
        lambda: ImageRebuild(
            "rebuild-shop-web",
            {
                "source": source,
                "registry_name": "cr",
                "resource_group_name": "rg",
                "pool_name": "builds",
                "tags": {"a": "b"},
            },
        )
    )

    assert recorder.inputs("azure-native:containerregistry:Task") == {
        "taskName": "rebuild-shop-web",
        "registryName": "cr",
        "resourceGroupName": "rg",
        "agentPoolName": "builds",
        "platform": {"os": "Linux", "architecture": "amd64"},
        "status": "Enabled",
        "isSystemTask": False,
        "step": {
            "type": "Docker",
            "contextPath": "https://github.com/example/web.git#main:app",
            "dockerFilePath": "Dockerfile",
            "imageNames": ["staging/shop/web:rebuild-{{.Run.ID}}"],
            "isPushEnabled": True,
            "noCache": True,
        },
        "timeout": 3600,
        "trigger": {"baseImageTrigger": {"name": "base-image", "baseImageTriggerType": "All", "status": "Enabled"}},
        "tags": {"a": "b"},
    }


def test_builds_run_in_the_network(run: Run) -> None:
    """One machine, in the subnet it is given."""
    recorder = run(
        lambda: BuildPool(
            "builds",
            {"registry_name": "cr", "resource_group_name": "rg", "subnet_id": "/subnet", "tags": {"a": "b"}},
        )
    )

    assert recorder.inputs("azure-native:containerregistry:AgentPool") == {
        "agentPoolName": "builds",
        "registryName": "cr",
        "resourceGroupName": "rg",
        "count": 1,
        "os": "Linux",
        "tier": "S2",
        "virtualNetworkSubnetResourceId": "/subnet",
        "tags": {"a": "b"},
    }
