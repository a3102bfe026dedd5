"""What is said of the stack is there: components, settings, tests; and every requirement of the stack is met."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from guardrails.catalog import catalog
from pydantic.alias_generators import to_camel

from components.settings.load import LOCATION
from components.settings.stack import Settings
from docs import capabilities as table
from docs.capabilities import Capability, UnknownPlaceError, capabilities
from docs.controls import ELSEWHERE, WHOLE, Requirement, admission, assigned, built, documented, requirements
from docs.generate import ROOT
from docs.pipeline import pipeline

ROWS = pytest.mark.parametrize("row", capabilities(), ids=lambda row: row.what[:60])
SCHEMA = Settings.model_json_schema()


def settings() -> dict[str, Any]:
    """Return the schema of each setting by its name in a stack's file."""
    return {to_camel(name): schema for name, schema in SCHEMA["properties"].items()}


def parts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a value may be: a reference's target, alternatives, a list's elements."""
    if "$ref" in schema:
        yield from parts(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]])
    for one in schema.get("anyOf", ()):
        yield from parts(one)
    if "items" in schema:
        yield from parts(schema["items"])
    yield schema


def found(key: str) -> bool:
    """Tell whether a setting exists, and takes the value that may stand behind it."""
    path, _, value = key.partition(": ")
    first, *rest = path.split(".")
    declared = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
    schemas = [settings().get(first, {})] if first in declared else []
    for name in rest:
        inner = [part for schema in schemas for part in parts(schema)]
        schemas = [part["properties"][name] for part in inner if name in part.get("properties", {})]
    allowed = [choice for schema in schemas for part in parts(schema) for choice in part.get("enum", ())]
    return bool(schemas) and (not value or value in allowed)


@ROWS
def test_a_capability_names_what_exists(row: Capability) -> None:
    if row.state == "out":
        assert len(row.reason.split()) > 3
        assert (row.components, row.test, row.key, row.controls) == ((), "", "", ())
        return

    assert all((ROOT / table.component(name)).is_file() for name in row.components)
    assert table.test_file(row.test)
    assert row.components
    assert row.state == "on" or row.key, "a switch names its setting"
    assert not row.key or row.key == LOCATION or found(row.key), f"there is no setting {row.key}"


@pytest.mark.parametrize("key", ["network.egress: tunnel", "network.exit", "networks.egress", "userPools.taint"])
def test_a_setting_that_does_not_exist_is_noticed(key: str) -> None:
    assert not found(key)
    assert found("network.egress: hub")
    assert found("userPools.taints")


def test_most_of_what_can_be_asked_for_is_there() -> None:
    rows = capabilities()
    there = [row for row in rows if row.state != "out"]

    assert len(there) >= 150
    assert len({row.what for row in rows}) == len(rows)


@pytest.mark.parametrize("requirement", [one for one in requirements() if "S" in one.layers], ids=lambda one: one.name)
def test_a_requirement_of_the_stack_has_a_component_and_a_test(requirement: Requirement) -> None:
    assert built(requirement)


def test_capabilities_name_requirements_of_the_stack() -> None:
    stack = {name for one in requirements() if "S" in one.layers for name in one.ids}

    assert {name for row in capabilities() for name in row.controls} - stack == set()


def test_a_requirement_of_the_pipeline_has_a_workflow_and_a_test_and_no_other_has() -> None:
    of_the_pipeline = {name for one in requirements() if "C" in one.layers for name in one.ids}

    assert pipeline().keys() == of_the_pipeline
    assert all(held.files and held.tests and held.links for held in pipeline().values())


def test_a_requirement_that_no_code_can_meet_has_a_section_and_no_other_has() -> None:
    """A section says what to do and where Microsoft says it: a heading alone serves nobody."""
    by_hand = {name for one in requirements() if "D" in one.layers for name in one.ids}

    assert documented().keys() == by_hand
    for name, links in documented().items():
        for link in links:
            section = sections(link)
            assert re.search(r"^1\. ", section, re.MULTILINE), f"{name}: {link} has no steps"
            assert "https://learn.microsoft.com/" in section, f"{name}: {link} names no source"


def sections(link: str) -> str:
    """Return the text under the heading that a link of the page of controls leads to."""
    title, page = re.fullmatch(r"\[(.+)\]\((.+)#.+\)", link).groups()  # type: ignore[union-attr]
    return re.split(r"^#+ ", (ROOT / "docs" / page).read_text("utf-8").partition(f" {title} (")[2], flags=re.MULTILINE)[
        0
    ]


@pytest.mark.parametrize("name", ["no_such_component", "docs/no_such.py", "cluster"])
def test_a_component_is_one_file(name: str) -> None:
    with pytest.raises(UnknownPlaceError, match="one file must have this name"):
        table.component(name)


def test_a_test_is_one_function() -> None:
    with pytest.raises(UnknownPlaceError, match="one file must have it, not 0"):
        table.test_file("test_nothing_of_the_kind")


@pytest.mark.parametrize(
    ("layer", "held", "reasons"),
    [
        ("K", admission(catalog()), ELSEWHERE),
        ("A", assigned(), {}),
        ("P", frozenset(one.name for one in catalog()), WHOLE),
    ],
    ids=["admission", "Azure Policy", "the pack"],
)
def test_a_layer_holds_its_requirements_or_something_else_does(
    layer: str, held: frozenset[str], reasons: dict[str, str]
) -> None:
    """Each has a guardrail that the layer enforces, or a reason; none has both."""
    answered = {name for each in catalog() if each.name in held for name in each.requirements}

    assert {one.name for one in requirements() if layer in one.layers and not one.ids & answered} == set(reasons)
