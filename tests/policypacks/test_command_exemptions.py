"""Exemptions that end or can never match are found; those that hold are carried over to Azure Policy."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.policypacks.test_command import run

SCOPE = "/subscriptions/00000000-0000-0000-0000-000000000001"
REGISTRY_ID = f"{SCOPE}/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/images"
URN = "urn:pulumi:prod::p::azure-native:containerregistry:Registry::images"
AUDIT = "dc921057-6b28-4fbe-9b83-f7bec05db6c2"
MODIFY = "79fdfe03-ffcb-4e55-b4d0-b925b8241759"
DEFINITIONS = "/providers/Microsoft.Authorization/policyDefinitions/"
SETS = "/providers/Microsoft.Authorization/policySetDefinitions/"
EXEMPTION = {
    "guardrail": "acr-admin-user-disabled",
    "resource": URN,
    "category": "waiver",
    "reason": "an old scanner signs in with it",
    "owner": "platform-team",
    "expires": "2027-01-31",
}
INITIATIVE = {
    "id": f"{SETS}hardening",
    "policyDefinitions": [
        {"policyDefinitionId": f"{DEFINITIONS}{AUDIT}", "policyDefinitionReferenceId": "admin-audit"},
        {"policyDefinitionId": f"{DEFINITIONS}{MODIFY.upper()}", "policyDefinitionReferenceId": "admin-modify"},
        {"policyDefinitionId": f"{DEFINITIONS}other", "policyDefinitionReferenceId": "other"},
    ],
}


@pytest.fixture
def exempt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that makes these the exemptions of the pack, on 2026-11-21."""
    path = tmp_path / "exemptions.yaml"
    monkeypatch.setenv("GUARDRAILS_EXEMPTIONS", str(path))
    monkeypatch.setenv("GUARDRAILS_TODAY", "2026-11-21")

    def write(*changes: dict[str, Any]) -> None:
        path.write_text(yaml.safe_dump({"exemptions": [{**EXEMPTION, **change} for change in changes]}))

    return write


def test_exemptions_are_listed_with_the_days_they_have_left(exempt: Any, capsys: pytest.CaptureFixture[str]) -> None:
    exempt({}, {"expires": "2026-11-21", "property": "adminUserEnabled"}, {"expires": "2026-11-20"})

    code, out, _ = run(capsys, "exemptions", "list", "--format", "json")

    assert code == 0
    assert [(one["days_left"], one["state"], one["property"]) for one in json.loads(out)] == [
        (-1, "expired", None),
        (0, "holds", "adminUserEnabled"),
        (71, "holds", None),
    ]


def test_a_table_of_exemptions_has_one_line_each(exempt: Any, capsys: pytest.CaptureFixture[str]) -> None:
    exempt({})

    _, out, _ = run(capsys, "exemptions", "list")

    assert out.splitlines()[2].split() == [
        EXEMPTION["guardrail"], URN, "waiver", "platform-team", "2027-01-31", "71", "holds",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"expires": "2026-11-20"}, "ran out on 2026-11-20: remove it, or decide anew"),
        ({"resource": "images"}, "matches no URN: begin with urn:pulumi: or *"),
        ({"resource": "urn:pulumi:prod::images"}, "matches no URN: begin with urn:pulumi: or *"),
        ({"resource": "prod::*::images"}, "matches no URN: begin with urn:pulumi: or *"),
        (
            {"resource": "urn:pulumi:*::*::my:index:Cluster$azure-native:keyvault/v20241101:Vault::images"},
            "the guardrail does not judge azure-native:keyvault:Vault",
        ),
    ],
)
def test_a_faulty_exemption_exits_1_with_the_reason(
    change: dict[str, str], fault: str, exempt: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt(change, {})

    code, out, err = run(capsys, "exemptions", "check", "--format", "json")

    assert code == 1
    assert [(one["resource"], one["fault"]) for one in json.loads(out)] == [(change.get("resource", URN), fault)]
    assert "2 exemptions, 1 faults." in err


def test_the_same_exemption_twice_is_a_fault(exempt: Any, capsys: pytest.CaptureFixture[str]) -> None:
    exempt({}, {"property": "adminUserEnabled"}, {"owner": "someone-else"})

    code, out, _ = run(capsys, "exemptions", "check", "--format", "json")

    assert code == 1
    assert [one["owner"] for one in json.loads(out)] == ["someone-else"]


@pytest.mark.parametrize(
    "resource",
    [
        URN,
        "*::images",
        "*",
        "urn:pulumi:pr*::images",
        "urn:pulumi:prod::p::my:index:Registry$azure-native:containerregistry/v20230701:Registry::images",
        "urn:pulumi:prod::p::azure-native:resources:Resource::images",
        "urn:pulumi:prod::p::*:Registry::images",
    ],
)
def test_an_exemption_that_can_match_is_no_fault(
    resource: str, exempt: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt({"resource": resource})

    code, out, err = run(capsys, "exemptions", "check")

    assert (code, out, err) == (0, "", "1 exemptions, 0 faults.\n")


@pytest.mark.parametrize(("soon", "told"), [("71", True), ("70", False)])
def test_an_end_that_is_near_is_told_and_is_no_fault(
    soon: str, told: bool, exempt: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt({})

    code, _, err = run(capsys, "exemptions", "check", "--soon", soon)

    assert code == 0
    assert ("ends in 71 days (platform-team)" in err) is told


def test_a_file_of_wrong_form_exits_2(exempt: Any, capsys: pytest.CaptureFixture[str]) -> None:
    exempt({"guardrail": "acr-admin-user-disable"})

    code, out, err = run(capsys, "exemptions", "check")

    assert (code, out) == (2, "")
    assert "Did you mean acr-admin-user-disabled" in err


@pytest.mark.parametrize("name", ["exemptions.yaml", "mine.yaml"])
def test_a_fault_is_told_under_the_file_s_own_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUARDRAILS_EXEMPTIONS", str(tmp_path / name))
    (tmp_path / name).write_text("exemptions: 3")

    code, out, err = run(capsys, "exemptions", "check")

    assert (code, out, err) == (2, "", f"guardrails: {name}.exemptions: 3 is not of type 'array'\n")


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
