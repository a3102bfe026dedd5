"""Each layer overrides the one before, says where a value came from, and a wrong name stops the run."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from guardrails.catalog import catalog
from guardrails.configuration import Configuration, Setting
from guardrails.guardrail import Guardrail, Level, Severity, UnknownMeans
from guardrails.schemas import ConfigurationError
from guardrails.surroundings import read_documents, read_today
from guardrails.testing import TODAY

_SOME = next(one for one in catalog() if isinstance(one, Guardrail))
LOW = replace(_SOME, name="test-low", severity=Severity.LOW, retires=None, unknown=UnknownMeans.NOTE)
MEDIUM = replace(LOW, name="test-medium", severity=Severity.MEDIUM)
HIGH = replace(
    LOW,
    name="test-high",
    severity=Severity.HIGH,
    parameters={"days": {"type": "integer", "default": 30}, "tags": {"type": "array", "default": []}},
)
GUARDRAILS = (LOW, MEDIUM, HIGH)
BLUE = "urn:pulumi:prod::shop::azure-native:containerservice:ManagedCluster::blue"


def _setting(document: dict[str, Any], guardrail: Guardrail = HIGH, stack: str = "prod") -> Setting:
    return Configuration(document, GUARDRAILS, TODAY).setting(guardrail, stack)


@pytest.mark.parametrize(
    ("profile", "levels"),
    [
        ("baseline", [Level.DISABLED, Level.ADVISORY, Level.MANDATORY]),
        ("strict", [Level.MANDATORY, Level.MANDATORY, Level.MANDATORY]),
    ],
)
def test_the_profile_turns_severity_into_level(profile: str, levels: list[Level]) -> None:
    assert levels == [_setting({"profile": profile}, one).level for one in GUARDRAILS]


def test_the_stack_overrides_the_file_and_both_override_the_profile() -> None:
    document = {
        "profile": "strict",
        "guardrails": {"test-high": {"level": "advisory", "parameters": {"days": 14}}},
        "stacks": {"pr*": {"guardrails": {"test-high": {"level": "disabled"}}}},
    }

    setting = _setting(document)

    assert (setting.level, setting.parameters["days"]) == (Level.DISABLED, 14)
    assert setting.origins["level"] == "guardrails.yaml: stacks.pr*"
    assert setting.origins["days"] == "guardrails.yaml"
    assert setting.origins["tags"] == "the guardrail's own file"
    assert _setting(document, stack="dev").level is Level.ADVISORY


def test_a_stack_may_have_its_own_profile() -> None:
    document = {"stacks": {"prod": {"profile": "strict", "unknown": "block"}}}

    strict, plain = _setting(document, LOW), _setting(document, LOW, "dev")

    assert (strict.level, strict.unknown) == (Level.MANDATORY, UnknownMeans.BLOCK)
    assert strict.origins["level"] == "guardrails.yaml: stacks.prod: profile strict"
    assert (plain.level, plain.unknown) == (Level.DISABLED, UnknownMeans.NOTE)


def test_a_resource_has_the_last_word_of_the_file() -> None:
    document = {"resources": [{"resource": "*::images", "guardrails": {"test-high": {"level": "advisory"}}}]}
    configuration = Configuration(document, GUARDRAILS, TODAY)
    setting = configuration.setting(HIGH, "prod")

    assert configuration.at_resource(HIGH, setting, "urn:pulumi:prod::p::t::images").level is Level.ADVISORY
    assert configuration.at_resource(HIGH, setting, "urn:pulumi:prod::p::t::other").level is Level.MANDATORY


@pytest.mark.parametrize(
    ("today", "level"),
    [
        (date(2026, 2, 26), Level.DISABLED),
        (date(2026, 2, 27), Level.ADVISORY),
        (date(2027, 2, 26), Level.ADVISORY),
        (date(2027, 2, 27), Level.MANDATORY),
    ],
)
def test_a_retirement_advises_for_a_year_and_then_blocks(today: date, level: Level) -> None:
    retired = replace(HIGH, name="test-retired", retires=date(2027, 2, 27))

    setting = Configuration({"profile": "strict"}, [retired], today).setting(retired, "prod")

    assert setting.level is level
    assert setting.origins["level"] == "the calendar: retires on 2027-02-27"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"profil": "strict"}, "guardrails.yaml: there is no profil. Did you mean profile?"),
        ({"profile": "stict"}, "guardrails.yaml.profile: 'stict' is not possible. Did you mean strict?"),
        (
            {"guardrails": {"test-hihg": {}}},
            "yaml.guardrails: there is no test-hihg. Did you mean test-high",
        ),
        ({"guardrails": {"test-high": {"lvl": "off"}}}, "guardrails.yaml.guardrails.test-high: there is no lvl"),
        ({"guardrails": {"test-high": {"level": "off"}}}, "guardrails.yaml.guardrails.test-high.level: 'off'"),
        ({"guardrails": {"test-high": {"parameters": {"days": "x"}}}}, "parameters.days: 'x' is not of type 'integer'"),
        ({"guardrails": {"test-low": {"parameters": {"days": 1}}}}, "test-low: there is no parameters"),
        ({"unevaluated": "ignore"}, "guardrails.yaml.unevaluated: 'ignore' is not possible. Did you mean note"),
        ({"stacks": {"prod": {"resources": []}}}, "guardrails.yaml.stacks.prod: there is no resources"),
        ({"resources": [{"guardrails": {}}]}, "guardrails.yaml.resources.0: 'resource' is a required property"),
    ],
)
def test_a_wrong_key_names_its_place_and_the_nearest(document: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        Configuration(document, GUARDRAILS, TODAY)

    assert message in str(error.value)


def test_a_stack_says_by_itself_what_nobody_can_judge_means_there() -> None:
    configuration = Configuration({"unevaluated": "block", "stacks": {"dev*": {"unevaluated": "note"}}}, [], TODAY)

    assert configuration.unevaluated("prod") is UnknownMeans.BLOCK
    assert configuration.unevaluated("dev-2") is UnknownMeans.NOTE
    assert Configuration({}, [], TODAY).unevaluated("prod") is UnknownMeans.NOTE


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(ConfigurationError) as error:
        Configuration({"profil": "strict", "unknown": "perhaps"}, GUARDRAILS, TODAY)

    assert len(str(error.value).splitlines()) == 2


def test_files_are_read_where_the_environment_says(tmp_path: Path) -> None:
    config = tmp_path / "g.yaml"
    config.write_text("profile: strict\n")

    documents = read_documents({"GUARDRAILS_CONFIG": str(config)})

    assert documents.configuration == {"profile": "strict"}
    assert (documents.configuration_file, documents.exemptions_file) == ("g.yaml", "exemptions.yaml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no file"),
        ("- a\n- b\n", "must hold keys and values"),
        ("a: [", "expected the node content"),
        ("exemptions: [{expires: 2027-02-30}]", "day is out of range for month"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: str | None, message: str) -> None:
    path = tmp_path / "exemptions.yaml"
    if content is not None:
        path.write_text(content)

    with pytest.raises(ConfigurationError, match=message) as error:
        read_documents({"GUARDRAILS_EXEMPTIONS": str(path)})

    assert str(path) in str(error.value)


def test_the_day_may_be_given() -> None:
    assert read_today({"GUARDRAILS_TODAY": "2027-03-01"}) == date(2027, 3, 1)
    with pytest.raises(ConfigurationError, match="GUARDRAILS_TODAY must be a day such as 2027-03-01, not 'soon'"):
        read_today({"GUARDRAILS_TODAY": "soon"})


def _unmatched(document: dict[str, Any], stack: str = "prod") -> list[str]:
    configuration = Configuration(document, GUARDRAILS, TODAY)
    configuration.at_resource(HIGH, configuration.setting(HIGH, stack), BLUE)
    return list(configuration.unmatched(stack, "shop"))


def test_a_layer_of_resources_that_matches_nothing_is_told() -> None:
    off = {"guardrails": {"test-high": {"level": "disabled"}}}
    globs = [
        "*::blue",
        "*::bleu",
        "urn:pulumi:dev::*::blue",
        "urn:pulumi:prod::other::*",
        "urn:pulumi:p*::shop::*::green",
    ]

    told = _unmatched({"resources": [{"resource": glob, **off} for glob in globs]})

    assert told == [
        "guardrails.yaml: resources[1] (*::bleu)",
        "guardrails.yaml: resources[4] (urn:pulumi:p*::shop::*::green)",
    ]


def test_layers_of_stacks_are_told_where_none_is_for_this_one() -> None:
    stacks = {"stacks": {"prd": {"profile": "strict"}, "dev*": {"profile": "baseline"}}}

    assert _unmatched(stacks) == ["guardrails.yaml: stacks (prd, dev*), with the stack prod,"]
    assert _unmatched(stacks, "dev-1") == []
    assert _unmatched({}) == []
