"""A registry that grants by repository."""

from typing import Any

from components.identity.roles import Role
from components.registry.access import RegistryAccess, below
from components.registry.repository_team import RepositoryTeam
from tests.components.recorder import SUBSCRIPTION, Program, Recorder, Run
from tests.components.settings_values import IMAGES
from tests.components.stacks import TEAM
from tests.components.test_registry import REGISTRY, build

GENERIC = "azure-native:resources:Resource"
GRANT = "azure-native:authorization:RoleAssignment"
CREDENTIAL = "azure-native:managedidentity:FederatedIdentityCredential"


def team(run: Run, push: str = "", release: str = "") -> Recorder:
    """Register a team's access."""
    return run(
        lambda: RepositoryTeam(
            "shop-images",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "subscription_id": SUBSCRIPTION,
                "registry_id": "/cr",
                "team": "shop",
                "groups": {"operators": "operators", "developers": "developers"},
                "push_subject": push,
                "release_subject": release,
                "tags": {"a": "b"},
            },
        )
    )


def grants(recorder: Recorder) -> set[tuple[str, str, str]]:
    """Return who holds which role under which condition; each on the registry."""
    found = [one.inputs for one in recorder.registered if one.kind == GRANT]
    assert {one["scope"] for one in found} == {"/cr"}
    assert {one["conditionVersion"] for one in found} == {"2.0"}
    return {(one["principalId"], one["roleDefinitionId"].rpartition("/")[2], one["condition"]) for one in found}


def test_registry_is_as_hard_as_the_other(run: Run) -> None:
    """It says of itself what the class says, in Azure's words, but for soft delete, which its API has not."""
    plain, recorder = build(run).inputs(REGISTRY), build(run, access=RegistryAccess.ABAC)
    inputs: Any = recorder.inputs(GENERIC)
    identity = recorder.one("azure-native:managedidentity:UserAssignedIdentity").id
    beside = ("registryName", "resourceGroupName", "sku", "identity", "tags")
    hardening = {key: value for key, value in plain.items() if key not in beside}
    del hardening["policies"]["softDeletePolicy"]

    assert inputs == {
        "apiVersion": "2025-11-01",
        "resourceProviderNamespace": "Microsoft.ContainerRegistry",
        "parentResourcePath": "",
        "resourceType": "registries",
        "resourceName": "crsdevweux7",
        "identity": {"type": "UserAssigned", "userAssignedIdentities": [identity]},
        **{key: plain[key] for key in ("resourceGroupName", "sku", "tags")},
        "properties": {**hardening, "roleAssignmentMode": "AbacRepositoryPermissions"},
    }


def test_registry_is_used_as_the_other(run: Run) -> None:
    """Protected, after its key, logged, copied; untagged images go in any case."""
    recorder = build(run, access=RegistryAccess.ABAC, soft_delete=True, replica_regions=("northeurope",))
    registry = recorder.one(GENERIC)

    assert registry.protect
    assert f"{GRANT}::registry-key" in recorder.waits_for(registry)
    assert recorder.inputs("azure-native:monitor:DiagnosticSetting")["resourceUri"] == registry.id
    assert recorder.inputs("azure-native:containerregistry:Replication")["registryName"] == "crsdevweux7"
    assert registry.inputs["properties"]["policies"]["retentionPolicy"] == {"status": "enabled", "days": 7}


def test_condition_is_as_microsoft_writes_it() -> None:
    """Prefixes end in a slash, and operations outside the condition are let through to no role that has them."""
    repositories = "Microsoft.ContainerRegistry/registries/repositories"

    assert below(Role.ACR_REPOSITORY_READER, "staging/shop", "production/shop") == (
        f"((!(ActionMatches{{'{repositories}/content/read'}}) AND !(ActionMatches{{'{repositories}/metadata/read'}}))"
        f" OR (@Request[{repositories}:name] StringStartsWithIgnoreCase 'staging/shop/'"
        f" OR @Request[{repositories}:name] StringStartsWithIgnoreCase 'production/shop/'))"
    )
    assert below(Role.ACR_REPOSITORY_WRITER, "staging/shop").count("ActionMatches") == 4


def test_team_looks_and_pushes_nothing(run: Run) -> None:
    """Both groups see staging and production; without pipelines nobody pushes."""
    recorder = team(run)
    read = Role.ACR_REPOSITORY_READER

    assert grants(recorder) == {
        (group, read, below(read, "staging/shop", "production/shop")) for group in ("operators", "developers")
    }
    assert CREDENTIAL not in recorder.kinds()


def test_pipelines_push_to_staging_and_only_a_release_to_production(run: Run) -> None:
    """Each from an environment of its own, without a secret."""
    recorder = team(run, push="repo:a/shop:environment:build", release="repo:a/shop:environment:release")
    read, write = Role.ACR_REPOSITORY_READER, Role.ACR_REPOSITORY_WRITER
    subjects = {one.name: one.inputs["subject"] for one in recorder.registered if one.kind == CREDENTIAL}

    assert {one for one in grants(recorder) if one[0].startswith("shop")} == {
        ("shop-push-principal", write, below(write, "staging/shop")),
        ("shop-release-principal", read, below(read, "staging/shop")),
        ("shop-release-principal", write, below(write, "production/shop")),
    }
    assert subjects == {
        "shop-push": "repo:a/shop:environment:build",
        "shop-release": "repo:a/shop:environment:release",
    }


def test_program_grants_the_roles_that_the_registry_honours(program: Program) -> None:
    """AcrPull nowhere, no token, and everything that is about the registry is about this one."""
    recorder = program("dev", registry={"access": "abac"}, teams=[{**TEAM, "images": IMAGES}])
    registry = recorder.one(GENERIC)
    roles = {
        (one.inputs["principalId"], Role(one.inputs["roleDefinitionId"].rpartition("/")[2]).name)
        for one in recorder.registered
        if one.kind == GRANT and one.inputs["scope"] == registry.id
    }
    door = recorder.inputs("azure-native:network:PrivateEndpoint", "registry")

    assert roles == {
        ("cluster-kubelet-principal", "ACR_REPOSITORY_READER"),
        (TEAM["operators"], "ACR_REPOSITORY_READER"),
        (TEAM["developers"], "ACR_REPOSITORY_READER"),
        ("shop-push-principal", "ACR_REPOSITORY_WRITER"),
        ("shop-release-principal", "ACR_REPOSITORY_READER"),
        ("shop-release-principal", "ACR_REPOSITORY_WRITER"),
    }
    assert door["privateLinkServiceConnections"][0]["privateLinkServiceId"] == registry.id
    assert recorder.exports["registry_login_server"] == f"{registry.inputs['resourceName']}.azurecr.io"
    assert not {REGISTRY, "azure-native:containerregistry:Token"} & set(recorder.kinds())
