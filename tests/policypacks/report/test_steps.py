"""Which of the resources that the engine tells of are in a result, and what of them counts."""

import json
from typing import Any

import pytest

from tests.policypacks.recordings import SAMPLES
from tests.policypacks.report.made import line, of_events


def deployment(kind: str, *resources: dict[str, str]) -> str:
    """Return the event of a template's deployment."""
    step = {
        "op": "create",
        "type": f"azure-native:resources:{kind}",
        "urn": f"urn:pulumi:dev::shop::azure-native:resources:{kind}::rollout",
        "new": {"inputs": {"properties": {"mode": "Incremental", "template": {"resources": [*resources]}}}},
    }
    return line("resourcePreEvent", {"metadata": step})


def test_what_a_template_makes_is_judged_on_its_own_only() -> None:
    event = deployment("Deployment", {"type": "Microsoft.ContainerRegistry/registries", "name": "images"})

    found = of_events([event], SAMPLES).by_guardrail

    assert found["acr-admin-user-disabled"].judged == 1
    assert found["acr-private-endpoint"].judged == 0


def step(name: str, op: str, inputs: dict[str, Any] | None = None) -> str:
    """Return the engine's line about one step of a registry."""
    state = {"inputs": inputs or {"sku": {"name": "Basic"}}, "custom": True}
    metadata = {
        "op": op,
        "urn": f"urn:pulumi:dev::shop::azure-native:containerregistry:Registry::{name}",
        "type": "azure-native:containerregistry:Registry",
    }
    return line("resourcePreEvent", {"metadata": {**metadata, "old" if op.startswith("delete") else "new": state}})


@pytest.mark.parametrize(
    "order",
    [("create-replacement", "replace", "delete-replaced"), ("delete-replaced", "replace", "create-replacement")],
)
def test_of_a_replacement_what_comes_is_told(order: tuple[str, ...]) -> None:
    premium = {"sku": {"name": "Premium"}}
    lines = [step("images", op, premium if op.startswith("delete") else None) for op in order]

    found = of_events(lines, SAMPLES)

    assert [(one.operation, one.facts) for one in found.resources] == [("replace", ("Basic",))]
    assert found.schedule
    assert found.schedule.critical


def test_what_is_deleted_was_not_judged() -> None:
    found = of_events([step("images", "create"), step("former", "delete")], SAMPLES)

    assert {one.name: one.operation for one in found.resources} == {"images": "create", "former": "delete"}
    assert [one.name for one in found.standing] == ["images"]
    assert found.by_guardrail["acr-admin-user-disabled"].judged == 1


def test_what_is_left_of_a_resource_does_not_hide_it() -> None:
    """An old copy that a failed update left is deleted under the URN of the one that stays."""
    (found,) = of_events([step("images", "same"), step("images", "delete")], SAMPLES).resources

    assert found.operation == "same"


def test_nothing_in_a_resource_makes_it_disappear_from_the_log() -> None:
    """Ends of lines that only Unicode knows, and words by which other events are told, are a program's to write."""
    strange = {"severity": "debug", "tags": {"owner": "a\u0085b\u2028c", "resOutputsEvent": "x"}}

    log = json.loads(step("images", "create", strange))
    (found,) = of_events(json.dumps(log, ensure_ascii=False, separators=(",", ":")).split("\n"), SAMPLES).resources

    assert found.name == "images"


def test_a_torn_line_leaves_a_run_that_has_not_ended() -> None:
    over = line("summaryEvent", {"durationSeconds": 4, "result": "succeeded"})

    found = of_events([step("images", "create"), over[:-9]], SAMPLES)

    assert ([one.name for one in found.resources], found.complete) == (["images"], False)


def test_plans_of_a_template_are_judged_with_the_rest() -> None:
    plans = [{"type": "microsoft.security/pricings", "name": name} for name in ("Arm", "Containers")]
    kind = "DeploymentAtSubscriptionScope"

    found = of_events([deployment(kind, *plans, {"type": "Microsoft.Web/sites", "name": "site"})], SAMPLES)

    assert found.by_guardrail["defender-no-downgrade-to-free"].judged == len(plans)
    assert found.by_guardrail["defender-arm"].judged == len(plans)
    assert found.resources[0].makes == ("Microsoft.Security/pricings", "Microsoft.Web/sites")
