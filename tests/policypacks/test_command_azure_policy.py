"""`guardrails exemptions azure-policy`: what of the exemptions Azure Policy is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.policypacks.conftest import URN
from tests.policypacks.test_command import run

SCOPE = "/subscriptions/00000000-0000-0000-0000-000000000001"
REGISTRY_ID = f"{SCOPE}/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/images"
AUDIT = "dc921057-6b28-4fbe-9b83-f7bec05db6c2"
MODIFY = "79fdfe03-ffcb-4e55-b4d0-b925b8241759"
DEFINITIONS = "/providers/Microsoft.Authorization/policyDefinitions/"
SETS = "/providers/Microsoft.Authorization/policySetDefinitions/"
INITIATIVE = {
    "id": f"{SETS}hardening",
    "policyDefinitions": [
        {"policyDefinitionId": f"{DEFINITIONS}{AUDIT}", "policyDefinitionReferenceId": "admin-audit"},
        {"policyDefinitionId": f"{DEFINITIONS}{MODIFY.upper()}", "policyDefinitionReferenceId": "admin-modify"},
        {"policyDefinitionId": f"{DEFINITIONS}other", "policyDefinitionReferenceId": "other"},
    ],
}


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"assignments": [{"name": "a"}]}, "assignments.json: entry 0 has no id"),
        ({"assignments": ["a"]}, "assignments.json: entry 0 has no id"),
        ({"initiatives": [INITIATIVE, {"id": "b"}]}, "initiatives.json: entry 1 has no policyDefinitions"),
        ({"initiatives": [{**INITIATIVE, "policyDefinitions": [{}]}]}, "hardening: entry 0 has no policyDefinitionId"),
    ],
)
def test_another_command_s_output_exits_2(
    files: dict[str, Any], told: str, exempt: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt({})
    ((option, content),) = files.items()
    (tmp_path / f"{option}.json").write_text(json.dumps(content))

    code, out, err = run(capsys, "exemptions", "azure-policy", f"--{option}", str(tmp_path / f"{option}.json"))

    assert (code, out) == (2, "")
    assert told in err


def _carried_over(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, **files: Any
) -> tuple[int, list[dict[str, Any]], str]:
    options = []
    for option, content in files.items():
        (tmp_path / f"{option}.json").write_text(json.dumps(content))
        options += [f"--{option}", str(tmp_path / f"{option}.json")]
    code, out, err = run(capsys, "exemptions", "azure-policy", *options)
    return code, json.loads(out), err


def _state(*resources: dict[str, Any]) -> dict[str, Any]:
    registry = {"urn": URN, "type": "azure-native:containerregistry:Registry", "id": REGISTRY_ID}
    return {"version": 3, "deployment": {"resources": [{"urn": "urn:pulumi:prod::p::s::s"}, registry, *resources]}}


def _assignment(scope: str = SCOPE, definition: str = f"{DEFINITIONS}{AUDIT}") -> dict[str, Any]:
    return {
        "id": f"{scope}/providers/Microsoft.Authorization/policyAssignments/a",
        "scope": scope,
        "policyDefinitionId": definition,
    }


def test_an_exemption_is_carried_over_to_the_assignment_of_its_definition(
    exempt: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt({"resource": "*::images", "category": "mitigated"}, {"expires": "2026-11-20"})

    code, found, err = _carried_over(capsys, tmp_path, state=_state(), assignments=[_assignment()])

    name = found[0].pop("name")
    assert (code, err) == (0, "")
    assert len(name) == 36
    assert found == [
        {
            "type": "Microsoft.Authorization/policyExemptions",
            "apiVersion": "2022-07-01-preview",
            "scope": REGISTRY_ID,
            "properties": {
                "policyAssignmentId": _assignment()["id"],
                "exemptionCategory": "Mitigated",
                "expiresOn": "2027-01-31T23:59:59Z",
                "displayName": "acr-admin-user-disabled: platform-team",
                "description": "an old scanner signs in with it",
                "metadata": {
                    "guardrail": "acr-admin-user-disabled",
                    "owner": "platform-team",
                    "urn": URN,
                    "policyDefinitionIds": [AUDIT, MODIFY],
                },
            },
        }
    ]


def test_of_an_initiative_only_the_members_are_exempted(
    exempt: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt({})
    assignments = [{"id": _assignment()["id"], "properties": _assignment(definition=f"{SETS}Hardening")}]

    _, found, _ = _carried_over(
        capsys, tmp_path, state=_state(), assignments=assignments, initiatives=[{"properties": {}, **INITIATIVE}]
    )

    assert [sorted(one["properties"]["policyDefinitionReferenceIds"]) for one in found] == [
        ["admin-audit", "admin-modify"]
    ]


def test_an_empty_stack_s_state_has_nothing_to_exempt(
    exempt: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt({})

    code, found, err = _carried_over(capsys, tmp_path, state={"version": 3, "deployment": None})

    assert (code, found) == (0, [])
    assert "the state has no such resource in Azure" in err


def test_assignments_of_the_stack_itself_count(exempt: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exempt({})
    own = {
        "urn": "urn:pulumi:prod::p::azure-native:authorization:PolicyAssignment::a",
        "type": "azure-native:authorization:PolicyAssignment",
        "id": _assignment()["id"],
        "outputs": _assignment(),
    }

    code, found, _ = _carried_over(capsys, tmp_path, state=_state(own))

    assert (code, [one["properties"]["policyAssignmentId"] for one in found]) == (0, [_assignment()["id"]])


@pytest.mark.parametrize(
    ("scope", "reaches"),
    [
        (f"{SCOPE}/resourceGroups/G", True),
        ("/providers/Microsoft.Management/managementGroups/top", True),
        (f"{SCOPE}/resourceGroups/g2", False),
        ("/subscriptions/00000000-0000-0000-0000-00000000000", False),
    ],
)
def test_an_assignment_counts_where_its_scope_holds_the_resource(
    scope: str, reaches: bool, exempt: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt({})

    code, found, err = _carried_over(capsys, tmp_path, state=_state(), assignments=[_assignment(scope)])

    assert ["policyAssignmentId" in one["properties"] for one in found] == [reaches]
    assert code == (0 if reaches else 1)
    assert ("no assignment given reaches" in err) is not reaches


def test_without_a_state_what_is_known_is_written_and_the_rest_asked_for(
    exempt: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt({})

    code, found, err = _carried_over(capsys, tmp_path)

    assert (code, ["scope" in one for one in found]) == (1, [False])
    assert "give --state" in err


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"guardrail": "acr-cmk-key-versionless"}, "Azure Policy has no definition for it."),
        ({"property": "adminUserEnabled"}, "Azure Policy exempts the whole resource, not adminUserEnabled alone."),
        ({"resource": "*::other"}, "the state has no such resource in Azure."),
    ],
)
def test_a_difference_is_told_and_is_no_fault(
    change: dict[str, str], told: str, exempt: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt(change)

    code, _, err = _carried_over(capsys, tmp_path, state=_state(), assignments=[_assignment()])

    assert code == 0
    assert told in err
