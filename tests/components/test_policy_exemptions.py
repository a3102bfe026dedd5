"""Exemptions of the policy pack hold in Azure Policy too, as long and no longer."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from components.documents import ConfigurationError
from components.governance.exemptions import FILE, SUBJECTS, VARIABLE, granted
from components.governance.policy_assignments import EXEMPTABLE
from components.governance.policy_exemptions import PolicyExemptions
from docs.generate import RECORDINGS
from docs.picture.graph import Graph
from tests.components.recorder import Run
from tests.hostile import HOSTILE

EXEMPTION = "azure-native:authorization:PolicyExemption"


def exemption(**changed: str) -> dict[str, Any]:
    """Return an entry of the policy pack's file."""
    return {
        "guardrail": "acr-private-endpoint",
        "resource": "urn:pulumi:dev::*::registry",
        "category": "mitigated",
        "reason": "The registry of the build network answers there only.",
        "owner": "security-team",
        "expires": date(2027, 1, 31),
        **changed,
    }


EXEMPTIONS = [
    exemption(),
    exemption(guardrail="aks-no-such-policy"),
    exemption(resource="urn:pulumi:prod::*::registry"),
    exemption(property="policies"),
    exemption(guardrail="kv-soft-delete", resource="*", category="waiver", expires="2027-02-28"),
]


@pytest.fixture
def exemptions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> list[Any]:
    """Read a file of exemptions in the stack `dev`."""
    (tmp_path / "exemptions.yaml").write_text(yaml.safe_dump({"exemptions": EXEMPTIONS}))
    monkeypatch.setenv(VARIABLE, str(tmp_path / "exemptions.yaml"))
    found: list[Any] = []
    run(lambda: found.extend(granted(EXEMPTABLE)))
    return found


def test_exemptions_are_those_of_the_policy_pack(exemptions: list[Any]) -> None:
    """Of this stack's resources, from assigned policies, and as a whole."""
    assert [(one["guardrail"], one["subject"], one["category"], one["expires"]) for one in exemptions] == [
        ("acr-private-endpoint", "registry", "Mitigated", "2027-01-31"),
        ("kv-soft-delete", "cluster", "Waiver", "2027-02-28"),
        ("kv-soft-delete", "registry", "Waiver", "2027-02-28"),
        ("kv-soft-delete", "vault", "Waiver", "2027-02-28"),
    ]


def test_an_exemption_ends_in_azure_on_the_same_day(exemptions: list[Any], run: Run) -> None:
    """On the resource, from the assignment, with reason and owner."""
    recorder = run(
        lambda: PolicyExemptions(
            "exemptions",
            {
                "exemptions": exemptions[:1],
                "subject_ids": {"registry": "/registry"},
                "assignment_ids": {"acr-private-endpoint": "/assignment"},
            },
        )
    )
    inputs = recorder.inputs(EXEMPTION)

    assert (inputs["scope"], inputs["policyAssignmentId"]) == ("/registry", "/assignment")
    assert (inputs["exemptionCategory"], inputs["expiresOn"]) == ("Mitigated", "2027-01-31T23:59:59Z")
    assert inputs["description"] == "The registry of the build network answers there only. Owner: security-team."


def test_without_a_file_nothing_is_exempted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a copy of the program without the pack."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "missing.yaml"))

    assert granted(EXEMPTABLE) == []
    assert FILE.exists()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_the_policy_pack_refuses_exempts_nothing_in_azure(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hostile file is refused by the same text."""
    (tmp_path / "exemptions.yaml").write_text(text, "utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "exemptions.yaml"))

    with pytest.raises(ConfigurationError) as refused:
        granted(EXEMPTABLE)

    assert HOSTILE[text] in str(refused.value)


def test_exemptions_know_the_resources_as_the_pack_does() -> None:
    """Types and names are those the engine tells the pack."""
    urns = {one.urn.split("::", 2)[2] for one in Graph.recorded(RECORDINGS / "prod.gz").cloud}

    assert {f"{types}::{name}" for name, types in SUBJECTS.items()} <= urns
