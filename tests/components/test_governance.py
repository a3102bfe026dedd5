"""Rules, exemptions, locks and money in Azure itself."""

import re
from typing import Any

import pytest
from guardrails.catalog import catalog
from guardrails.rules.kv import key_rotation_policy
from guardrails.rules.policy import assignment_enforced
from pulumi import ResourceOptions
from pulumi_azure_native.resources import ResourceGroup

from components.governance.locks import Locks
from components.governance.policies import FIXED, PLATFORM_NAMESPACES
from components.governance.policy_assignments import REQUIRED_TAGS, PolicyAssignments
from components.governance.resource_types import RESOURCE_TYPES
from components.governance.spending_budget import SpendingBudget
from simulator.azure import schema
from simulator.azure.catalog import modelled_resources
from tests.components.recorder import SUBSCRIPTION, Program, Recorder, Run

ASSIGNMENT = "azure-native:authorization:PolicyAssignment"
LOCK = "azure-native:authorization:ManagementLockByScope"


def assignments(run: Run, mode: str = "Deny", *, restrict_types: bool = True) -> Recorder:
    """Register the assignments."""
    return run(
        lambda: PolicyAssignments(
            "policies",
            {
                "scope": "/group",
                "subscription_id": SUBSCRIPTION,
                "location": "westeurope",
                "further_locations": ["northeurope"],
                "mode": mode,
                "login_server": "images.azurecr.io",
                "restrict_types": restrict_types,
            },
        )
    )


def assigned(run: Run, mode: str = "Deny") -> dict[str, Any]:
    """Return the inputs of the assignments by name."""
    return {one.name: one.inputs for one in assignments(run, mode).registered if one.kind == ASSIGNMENT}


def effects(inputs: dict[str, Any]) -> dict[str, str]:
    """Return what each assignment with a choice does."""
    return {name: one["parameters"]["effect"]["value"] for name, one in inputs.items() if "effect" in one["parameters"]}


def test_every_assignment_says_which_guardrail_it_is(run: Run) -> None:
    """In its name, its messages and its metadata, enforced and without exceptions; or the setting that asks for it."""
    explained = {guardrail.name for guardrail in catalog()} | {"governance.restrictTypes"}
    for name, inputs in assigned(run).items():
        said = [one["message"].partition(": ")[0] for one in inputs["nonComplianceMessages"]]

        assert inputs["policyAssignmentName"] == name
        assert said[0] == inputs["metadata"]["guardrail"]
        assert set(said) <= explained
        assert name.startswith((said[0], "resource-type-allowed"))
        assert (inputs["enforcementMode"], inputs["scope"], inputs.get("notScopes")) == ("Default", "/group", None)


def test_policies_are_those_of_their_guardrails() -> None:
    """It cites the same definition."""
    cited = {guardrail.name: {control.reference for control in guardrail.controls} for guardrail in catalog()}

    assert [one.guardrail for one in FIXED if not one.parts and one.definition not in cited[one.guardrail]] == []


def test_the_restricted_standard_is_asked_for_in_full(run: Run) -> None:
    """The initiative lets containers add fourteen capabilities and keep all of them by default."""
    inputs = assigned(run)["policy-assignment-aks-baseline"]
    parts = {one.get("policyDefinitionReferenceId"): one["message"] for one in inputs["nonComplianceMessages"]}

    assert inputs["parameters"]["allowedCapabilities"] == {"value": ["NET_BIND_SERVICE"]}
    assert inputs["parameters"]["requiredDropCapabilities"] == {"value": ["ALL"]}
    assert parts["ContainerCapabilities"].startswith("k8s-drop-all-capabilities: ")


@pytest.mark.parametrize("mode", ["Deny", "Audit"])
def test_missing_logs_are_found(mode: str, run: Run) -> None:
    """Their definitions know no other effect."""
    found = effects(assigned(run, mode))

    assert {found["aks-diagnostics-audit"], found["kv-diagnostics"]} == {"AuditIfNotExists"}


def test_the_mode_decides_what_is_refused(run: Run) -> None:
    """Audit refuses nothing; Deny refuses what the definition lets it, and only that."""
    denied = {policy.guardrail for policy in FIXED if policy.denies} | {"k8s-image-registry-allowed"}

    assert set(effects(assigned(run, "Audit")).values()) == {"Audit", "AuditIfNotExists"}
    assert {name for name, effect in effects(assigned(run, "Deny")).items() if effect == "Deny"} == denied


def test_what_refuses_here_is_to_refuse_at_preview(run: Run) -> None:
    """The guardrail lists the same definitions, so a stack in Audit is told of each of them."""
    refusing = assignment_enforced.GUARDRAIL.parameters["refusing"]
    definitions = {one["policyDefinitionId"].rpartition("/")[2]: name for name, one in assigned(run).items()}
    denied = {name for name, effect in effects(assigned(run)).items() if effect == "Deny"}

    assert {definitions[one] for one in refusing["default"]} == denied


def test_keys_are_asked_for_what_a_first_version_has(run: Run) -> None:
    """It rotates, by the guardrail's measure; the expiry of its rotation policy begins with the second version."""
    found = assigned(run)

    assert found["kv-key-rotation-policy"]["parameters"] == {
        "effect": {"value": "Audit"},
        "maximumDaysToRotate": {"value": key_rotation_policy.GUARDRAIL.parameters["days"]["default"]},
    }
    assert "kv-key-expiry" not in found


def test_pods_of_the_platform_are_left_alone(run: Run) -> None:
    """Every policy on what runs in a cluster, and no other, leaves out the namespaces of AKS."""
    left_out = {
        name: one["parameters"]["excludedNamespaces"]["value"]
        for name, one in assigned(run).items()
        if "excludedNamespaces" in one["parameters"]
    }

    assert {name for name in assigned(run) if name.startswith("k8s-")} == set(left_out) - {
        "policy-assignment-aks-baseline"
    }
    assert all(namespaces == list(PLATFORM_NAMESPACES) for namespaces in left_out.values())
    assert {"kube-system", "gatekeeper-system"} <= set(PLATFORM_NAMESPACES)


@pytest.mark.parametrize(
    ("image", "runs"),
    [
        ("images.azurecr.io/production/shop/web:1", True),
        ("images.azurecr.io/mirror/nginx:1", True),
        ("images.azurecr.io/platform/staging/web:1", True),
        ("images.azurecr.io/staging-tools/web:1", True),
        ("images.azurecr.io/stage/web:1", True),
        ("mcr.microsoft.com/staging/web:1", True),
        ("images.azurecr.io/staging/shop/web:1", False),
        ("images.azurecr.io/staging/web", False),
        ("imagesXazurecr.io/production/shop/web:1", False),
        ("mcrXmicrosoft.com/web:1", False),
        ("docker.io/images.azurecr.io/production/web:1", False),
    ],
)
def test_images_come_from_our_registry_and_microsofts(run: Run, image: str, runs: bool) -> None:
    """Its name is a text, not a pattern, and what is staged in it is not judged yet; Gatekeeper's RE2 looks nowhere."""
    pattern = assigned(run)["k8s-image-registry-allowed"]["parameters"]["allowedContainerImagesRegex"]["value"]

    assert bool(re.search(pattern, image)) == runs
    assert "(?" not in pattern


def test_missing_tags_are_inherited_with_a_role_for_that(run: Run) -> None:
    """A refusal would stop what Azure makes itself."""
    recorder = assignments(run)
    for tag in REQUIRED_TAGS:
        inputs = recorder.inputs(ASSIGNMENT, f"resource-tags-required-{tag}")
        grant = recorder.inputs("azure-native:authorization:RoleAssignment", f"policies-{tag}")

        assert inputs["parameters"] == {"tagName": {"value": tag}}
        assert (inputs["identity"]["type"], inputs["location"]) == ("SystemAssigned", "westeurope")
        assert grant["principalId"] == f"resource-tags-required-{tag}-principal"


def test_types_are_restricted_only_where_asked(run: Run) -> None:
    """By one assignment."""
    names = {one.name for one in assignments(run, restrict_types=False).registered if one.kind == ASSIGNMENT}

    assert set(assigned(run)) - names == {"resource-type-allowed"}


def test_the_platform_is_made_of_allowed_types(program: Program) -> None:
    """Those that carry tags and a location, which the policy counts; it would refuse the stack itself otherwise."""
    allowed = {one.lower() for one in RESOURCE_TYPES}
    kinds = {one.kind for one in program("prod").registered if one.kind in modelled_resources()}
    counted = {kind for kind in kinds if {"tags", "location"} <= set(schema.inputs_of(kind)["properties"])}
    used = {modelled_resources()[kind].arm_type for kind in counted} - {"Microsoft.Resources/resourceGroups"}

    assert {one for one in used if one.lower() not in allowed} == set()
    assert list(RESOURCE_TYPES) == sorted(RESOURCE_TYPES, key=str.lower)


def test_locks_keep_data(run: Run) -> None:
    """Against deletion, not against change; each after what the locks are told to wait for."""

    def build() -> None:
        before = ResourceGroup("before")
        Locks("locks", {"scopes": {"vault": "/vault", "registry": "/registry"}}, ResourceOptions(depends_on=[before]))

    recorder = run(build)
    locks = [one for one in recorder.registered if one.kind == LOCK]

    assert {one.inputs["scope"] for one in locks} == {"/vault", "/registry"}
    assert {one.inputs["level"] for one in locks} == {"CanNotDelete"}
    assert all("azure-native:resources:ResourceGroup::before" in recorder.waits_for(one) for one in locks)


def test_locks_come_after_everything(program: Program) -> None:
    """A lock also keeps what lies on the scope, such as grants and scope maps, so it is the first to go."""
    recorder = program("prod", registry={"mirrors": [{"upstream": "quay.io/argoproj/*"}]})
    locks = {str(one) for one in recorder.registered if one.kind == LOCK}
    everything = {str(one) for one in recorder.registered if one.kind.startswith(("azure-native:", "kubernetes:"))}

    assert {name.split("::")[1] for name in locks} == {
        f"locks-{kept}" for kept in ("registry", "workspace", "vault", "application-vault")
    }
    for lock in locks:
        kind, name = lock.split("::")
        assert recorder.waits_for(recorder.one(kind, name)) - locks == everything - locks


def test_nothing_locks_a_resource_group(program: Program) -> None:
    """A cluster must be able to remove nodes."""
    locks = [one for one in program("prod").registered if one.kind == LOCK]

    assert {one.inputs["scope"].split("/")[1].rpartition(":")[2] for one in locks} == {"Registry", "Vault", "Workspace"}


def test_the_budget_tells_before_and_after(run: Run) -> None:
    """Four fifths spent, all spent, all going to be spent; from a day that is written down."""
    recorder = run(
        lambda: SpendingBudget(
            "budget",
            {
                "stem": "s-dev-weu-x7",
                "scope": "/group",
                "amount": 1000,
                "start": "2026-12-01",
                "emails": ["one@example.com"],
                "action_group_id": "/people",
            },
        )
    )
    inputs = recorder.inputs("azure-native:consumption:Budget")

    assert (inputs["amount"], inputs["timePeriod"]) == (1000, {"startDate": "2026-12-01T00:00:00Z"})
    assert {
        name: (one["thresholdType"], one["threshold"], one["contactEmails"], one["contactGroups"])
        for name, one in inputs["notifications"].items()
    } == {
        "actual-80": ("Actual", 80, ["one@example.com"], ["/people"]),
        "actual-100": ("Actual", 100, ["one@example.com"], ["/people"]),
        "forecasted-100": ("Forecasted", 100, ["one@example.com"], ["/people"]),
    }
