"""People and pipelines: exact roles at exact places."""

from typing import Any

import pytest

from components.identity.people import People, Team
from components.identity.pipeline_identity import DEPLOY, PREVIEW, PipelineIdentity, granting_only
from components.identity.roles import Role
from tests.components.recorder import ROOT, SUBSCRIPTION, Recorder, Run

GRANT = "azure-native:authorization:RoleAssignment"
ELIGIBLE = "azure-native:authorization:PimRoleEligibilitySchedule"
TEAM: Team = {"name": "shop", "operators": "ops", "developers": "devs", "namespaces": ["shop", "batch"]}


def people(
    run: Run, *, operators: str = "", readers: str = "", teams: tuple[Team, ...] = (), since: str = ""
) -> Recorder:
    """Register the people of a platform."""
    return run(
        lambda: People(
            "people",
            {
                "subscription_id": SUBSCRIPTION,
                "resource_group_id": "/rg",
                "cluster_ids": {"": "/aks"},
                "vault_ids": ["/kv", "/kva"],
                "workspace_id": "/log",
                "platform_operators": operators,
                "security_readers": readers,
                "teams": [*teams],
                "eligible_from": since,
            },
        )
    )


def held(recorder: Recorder, kind: str = GRANT) -> set[tuple[str, str, str]]:
    """Return who holds which role where."""
    return {
        (r.inputs["principalId"], Role(r.inputs["roleDefinitionId"].split("/")[-1]).name, r.inputs["scope"])
        for r in recorder.registered
        if r.kind == kind
    }


def test_platform_operators_run_the_cluster(run: Run) -> None:
    """And change nothing beside it."""
    assert held(people(run, operators="platform")) == {
        ("platform", "READER", "/rg"),
        ("platform", "AKS_CONTRIBUTOR", "/aks"),
        ("platform", "AKS_RBAC_CLUSTER_ADMIN", "/aks"),
    }


def test_security_readers_read(run: Run) -> None:
    """Findings, logs, objects and what is in the vaults, but no secret."""
    assert held(people(run, readers="security")) == {
        ("security", "READER", "/rg"),
        ("security", "SECURITY_READER", "/rg"),
        ("security", "LOG_ANALYTICS_READER", "/log"),
        ("security", "AKS_RBAC_READER", "/aks"),
        ("security", "KEY_VAULT_READER", "/kv"),
        ("security", "KEY_VAULT_READER", "/kva"),
    }


def test_team_stays_in_its_namespaces(run: Run) -> None:
    """Operators change, developers look."""
    assert held(people(run, teams=(TEAM,))) == {
        ("ops", "AKS_CLUSTER_USER", "/aks"),
        ("ops", "AKS_RBAC_WRITER", "/aks/namespaces/shop"),
        ("ops", "AKS_RBAC_WRITER", "/aks/namespaces/batch"),
        ("devs", "AKS_CLUSTER_USER", "/aks"),
        ("devs", "AKS_RBAC_READER", "/aks/namespaces/shop"),
        ("devs", "AKS_RBAC_READER", "/aks/namespaces/batch"),
    }


def test_people_are_groups(run: Run) -> None:
    """A single person's right would outlive the job."""
    recorder = people(run, operators="platform", readers="security", teams=(TEAM,))
    kinds = {r.inputs["principalType"] for r in recorder.registered if r.kind == GRANT}

    assert kinds == {"Group"}


def test_nobody_is_granted_what_nobody_asked_for(run: Run) -> None:
    """Groups that a stack does not name get nothing."""
    assert held(people(run)) == set()


def test_dangerous_roles_are_activated(run: Run) -> None:
    """For a year from a day that stands in the settings; looking needs no activation."""
    recorder = people(run, operators="platform", teams=(TEAM,), since="2026-12-01")
    schedules: list[Any] = [r.inputs["scheduleInfo"] for r in recorder.registered if r.kind == ELIGIBLE]

    assert held(recorder, ELIGIBLE) == {
        ("platform", "AKS_CONTRIBUTOR", "/aks"),
        ("platform", "AKS_RBAC_CLUSTER_ADMIN", "/aks"),
        ("ops", "AKS_RBAC_WRITER", "/aks/namespaces/shop"),
        ("ops", "AKS_RBAC_WRITER", "/aks/namespaces/batch"),
    }
    assert {role for _, role, _ in held(recorder)} == {"READER", "AKS_CLUSTER_USER", "AKS_RBAC_READER"}
    assert schedules == [
        {
            "startDateTime": "2026-12-01T00:00:00Z",
            "expiration": {"type": "AfterDuration", "duration": "P365D"},
        }
    ] * len(schedules)


@pytest.mark.parametrize(
    ("roles", "wanted"),
    [(PREVIEW, {"READER"}), (DEPLOY, {"CONTRIBUTOR", "RBAC_ADMINISTRATOR", "RESOURCE_POLICY_CONTRIBUTOR"})],
    ids=["see", "change"],
)
def test_pipeline_signs_in_from_one_environment(run: Run, roles: Any, wanted: set[str]) -> None:
    """No secret, one subject, one resource group."""
    recorder = run(
        lambda: PipelineIdentity(
            "pipeline",
            {
                "stem": "s-dev-weu-x7",
                "role": "deploy",
                "resource_group_name": "rg",
                "scope": "/rg",
                "subscription_id": SUBSCRIPTION,
                "subject": "repo:example/platform:environment:prod",
                "roles": roles,
                "tags": {"a": "b"},
            },
        )
    )
    credential = recorder.inputs("azure-native:managedidentity:FederatedIdentityCredential")

    assert held(recorder) == {("pipeline-principal", role, "/rg") for role in wanted}
    assert credential["issuer"] == "https://token.actions.githubusercontent.com"
    assert credential["subject"] == "repo:example/platform:environment:prod"
    assert credential["audiences"] == ["api://AzureADTokenExchange"]


def test_pipeline_gives_nobody_more_than_the_platforms_roles() -> None:
    """Neither by granting nor by taking away."""
    (grants,) = [role for role in DEPLOY if role["role"] is Role.RBAC_ADMINISTRATOR]

    assert granting_only([Role.READER]) == (
        "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR "
        "(@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals "
        "{acdd72a7-3385-48ef-bd42-f606fba81ae7})) AND "
        "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR "
        "(@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals "
        "{acdd72a7-3385-48ef-bd42-f606fba81ae7}))"
    )
    assert [role["name"] for role in DEPLOY if role["role"].value in grants["condition"]] == []
    assert Role.ACR_PULL.value in grants["condition"]


def test_the_page_about_entra_names_what_is_activated_and_what_lets_emergency_accounts_reach_a_cluster() -> None:
    """By the roles' ids: those that are eligible here, and the one without which nobody gets a kubeconfig."""
    page = (ROOT / "docs" / "entra.md").read_text("utf-8")
    activated = {Role.AKS_CONTRIBUTOR, Role.AKS_RBAC_CLUSTER_ADMIN, Role.AKS_RBAC_WRITER}

    assert {role for role in Role if role.value in page} == {*activated, Role.AKS_CLUSTER_USER}
