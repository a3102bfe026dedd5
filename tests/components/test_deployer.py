"""Who runs the program, who deploys, and what pipelines learn of themselves."""

from typing import Any

from pulumi.runtime.mocks import MockCallArgs

from tests.components.recorder import DEPLOYER, Program, Recorder
from tests.components.settings_values import IMAGES
from tests.components.stacks import TEAM


def test_pipelines_learn_who_they_are(program: Program) -> None:
    """The workflow's variables, and what state and key are opened to; teams' pipelines have an environment as well."""
    of_the_platform = {
        name: {"client_id": f"{name}-client", "principal_id": f"{name}-principal"} for name in ("preview", "deploy")
    }
    of_a_team = {
        name: {"client_id": f"{name}-client", "principal_id": f"{name}-principal"}
        for name in ("shop-push", "shop-release")
    }
    teams: Any = [{**TEAM, "images": IMAGES}]

    assert program("prod").exports["pipelines"] == of_the_platform
    assert program("dev", registry={"access": "abac"}, teams=teams).exports["pipelines"] == of_a_team


class SomebodyElse(Recorder):
    """Another identity runs the program."""

    def call(self, args: MockCallArgs) -> dict[str, Any]:
        """Answer with another object id."""
        answer = super().call(args)
        return {**answer, "objectId": "someone-else"} if "objectId" in answer else answer


def test_what_is_planned_does_not_follow_who_plans(program: Program) -> None:
    """A pipeline plans as one identity and updates as another, which may do no more than the plan."""
    planned, applied = program("prod", recording=SomebodyElse), program("prod")

    for before, after in zip(planned.registered, applied.registered, strict=True):
        assert (before.urn, before.inputs) == (after.urn, after.inputs)


def test_without_pipelines_whoever_runs_the_program_makes_the_keys(program: Program) -> None:
    granted = program("dev").inputs("azure-native:authorization:RoleAssignment", "vault-deployer")

    assert granted["principalId"] == DEPLOYER
