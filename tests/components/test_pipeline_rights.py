"""What a stack is made of, its pipelines may see and change, but for what a person does."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from pulumi.runtime import mocks

from components.identity.roles import Role
from delivery.by_hand import BY_HAND, of
from simulator.azure.catalog import modelled_resources
from simulator.azure.client import Client
from tests.components.recorder import DEPLOYER, SUBSCRIPTION, TENANT, Program, Recorder, Registered
from tests.components.settings_values import GITHUB, IMAGES, SIGNATURES
from tests.components.stacks import TEAM

GRANT = "azure-native:authorization:RoleAssignment"
STAMPS = [{"name": "neu", "location": "northeurope", "addressSpace": "10.21.0.0/20"}]
SIGNED = {"cluster_access": "render", "manifests": {"repository": "https://example.com/platform"}}
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "dev": ("dev", {"identity": {"github": GITHUB}, "cluster_access": "azure"}),
    "prod": ("prod", {}),
    "stamps in a shared subscription": ("prod", {"stamps": STAMPS, "owns_subscription": False}),
    "signatures": ("dev", {"identity": {"github": GITHUB}, **SIGNED, "admission": {"signatures": SIGNATURES}}),
}
ALLOWED: dict[Role, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Role.CONTRIBUTOR: (("*",), ("Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write")),
    Role.RBAC_ADMINISTRATOR: (("*/read", "Microsoft.Authorization/roleAssignments/*"), ()),
    Role.RESOURCE_POLICY_CONTRIBUTOR: (
        (
            "*/read",
            "Microsoft.Authorization/policyassignments/*",
            "Microsoft.Authorization/policydefinitions/*",
            "Microsoft.Authorization/policyexemptions/*",
        ),
        (),
    ),
    Role.PRIVATE_DNS_ZONE_CONTRIBUTOR: (("Microsoft.Network/privateDnsZones/*",), ()),
    Role.READER: (("*/read",), ()),
}
"""Actions and notActions: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles."""
CLIENT = Client(SUBSCRIPTION, TENANT, DEPLOYER, DEPLOYER, "westeurope")


class InAzure(Recorder):
    """Answers with the ids that Azure gives."""

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        """Answer as the provider, with an id under whatever the resource belongs to."""
        arm_id, state = super().new_resource(args)
        resource = modelled_resources().get(args.typ)
        return (resource.id_of({"roleAssignmentName": args.name, **args.inputs}, CLIENT) if resource else arm_id), state


@dataclass(frozen=True)
class Given:
    """A role that an identity has somewhere."""

    role: Role
    scope: str
    condition: str

    def covers(self, operation: str, one: Registered) -> bool:
        """Say whether it allows an operation on a resource."""
        actions, not_actions = ALLOWED[self.role]
        if not f"{one.id}/".lower().startswith(f"/{self.scope.strip('/')}/".lower()):
            return False
        if self.condition and one.kind == GRANT and one.inputs["roleDefinitionId"].split("/")[-1] not in self.condition:
            return False
        return matches(operation, actions) and not matches(operation, not_actions)


def matches(operation: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(operation.lower(), pattern.lower()) for pattern in patterns)


def made_of(recorder: Recorder) -> Iterator[tuple[str, Registered]]:
    """Yield each resource of Azure with its type as Azure has it."""
    for one in recorder.registered:
        if one.kind.startswith("azure-native:"):
            yield modelled_resources()[one.kind].arm_type, one


def given_to(recorder: Recorder, pipeline: str) -> list[Given]:
    """Return the roles of a pipeline's identity."""
    return [
        Given(Role(one.inputs["roleDefinitionId"].split("/")[-1]), one.inputs["scope"], one.inputs.get("condition", ""))
        for one in recorder.registered
        if one.kind == GRANT and one.inputs["principalId"] == f"{pipeline}-principal"
    ]


def denied(recorder: Recorder, pipeline: str, *verbs: str) -> dict[str, str]:
    """Return the URNs of what a pipeline may not do one of these things with, and its ids."""
    roles = given_to(recorder, pipeline)
    return {
        one.urn: one.id
        for kind, one in made_of(recorder)
        if not all(any(role.covers(f"{kind}/{verb}", one) for role in roles) for verb in verbs)
    }


def test_pipelines_change_and_see_all_but_what_a_person_does(program: Program) -> None:
    """Each operation at its place, no more and no less; what a person does for no reason any more is not listed."""
    runs = {case: program(stack, recording=InAzure, **settings) for case, (stack, settings) in CASES.items()}
    kept = {case: denied(run, "deploy", "write", "delete") for case, run in runs.items()}

    assert kept == {case: {one.urn: one.id for _, one in made_of(run) if of(one.urn)} for case, run in runs.items()}
    assert {of(urn) for case in kept.values() for urn in case} == {*BY_HAND}
    unseen = {case: {urn.split("::")[-1] for urn in denied(run, "preview", "read")} for case, run in runs.items()}
    assert unseen == {case: set() for case in CASES} | {"signatures": {"signatures"}}


def test_a_pipeline_gives_what_the_stack_gives_in_its_reach_and_nothing_else(program: Program) -> None:
    """A role that a person gives, because it is wanted elsewhere only, is none that a pipeline may give."""
    further = {
        "identity": {"github": GITHUB, "platformOperators": DEPLOYER},
        "cluster_access": "azure",
        "registry": {"access": "abac"},
        "teams": [{**TEAM, "images": IMAGES}],
    }
    runs = [program(stack, recording=InAzure, **settings) for stack, settings in (*CASES.values(), ("dev", further))]
    grants = [one for run in runs for one in run.registered if one.kind == GRANT and not of(one.urn)]

    (condition,) = {one.condition for run in runs for one in given_to(run, "deploy") if one.condition}
    given = {Role(one.inputs["roleDefinitionId"].split("/")[-1]).name for one in grants}
    assert {role.name for role in Role if role.value in condition} == given


def test_a_pipeline_gives_nobody_what_it_holds_itself(program: Program) -> None:
    """Its roles in the platform's group are in no condition, so it cannot pass them on."""
    roles = given_to(program("prod", recording=InAzure), "deploy")

    (condition,) = [one.condition for one in roles if one.condition]
    assert [one.role for one in roles if one.role.value in condition] == []
