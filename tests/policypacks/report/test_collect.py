"""What the engine tells becomes a result: each finding once, of the right kind, with its place in the program."""

from datetime import date
from pathlib import Path

import pytest
from guardrails.catalog import catalog
from guardrails.exemptions import Exemption
from guardrails.guardrail import Level
from guardrails.messages import crash_message, exempted_message, problem_message, undecided_message
from guardrails.report.locations import Sources
from guardrails.report.model import Location, Verdict
from guardrails.run import Documents, Kind, Run

from tests.engine import ROOT
from tests.policypacks.recordings import SAMPLES, Recording, expected
from tests.policypacks.report.made import line, of_events, result

URN = "urn:pulumi:dev::shop::azure-native:containerregistry:Registry::images"


def policy(**event: str) -> str:
    """Return the engine's line about a violation."""
    general = {"policyPackName": "hardened-aks", "enforcementLevel": "mandatory", "resourceUrn": URN}
    return line("policyEvent", {**general, "policyName": "acr-admin-user-disabled", "severity": "critical", **event})


@pytest.mark.parametrize("sample", ["dicts", "unknowns", "generic"])
def test_a_result_has_what_the_sample_must_make_the_pack_find(sample: str) -> None:
    found: dict[str, dict[str, set[str]]] = {}
    for one in result(sample).findings:
        if one.kind in {Kind.PROBLEM, Kind.UNDECIDED}:
            level = "undecided" if one.kind is Kind.UNDECIDED else one.level.value
            name = "stack" if ":pulumi:Stack::" in one.urn else one.urn.rpartition("::")[2]
            found.setdefault(name, {}).setdefault(level, set()).add(one.guardrail)

    wanted = {name: levels for name, levels in expected(sample).items() if name != "notices"}
    assert found == {name: {level: set(of) for level, of in levels.items()} for name, levels in wanted.items()}


def test_kinds_are_read_back_from_the_pack_s_own_words() -> None:
    kinds = {one.kind for one in (*result("unknowns").findings, *result(exempting=True).findings)}

    assert kinds == {Kind.PROBLEM, Kind.UNDECIDED, Kind.EXEMPTED, Kind.NOTICE}


def test_what_nobody_can_judge_is_a_problem_where_it_is_refused() -> None:
    """So that it counts, and stops, like any other."""
    notice = {"policyName": "pack-notices", "message": "What 1 resources make or run is not evaluated."}

    (advice,) = of_events([policy(**notice, enforcementLevel="advisory")], SAMPLES).findings
    (refusal,) = of_events([policy(**notice)], SAMPLES).findings

    assert (advice.kind, advice.verdict) == (Kind.NOTICE, None)
    assert (refusal.kind, refusal.verdict) == (Kind.PROBLEM, Verdict.FAILED)


def test_a_crash_is_told_from_a_problem() -> None:
    crash = crash_message("images", "KeyError: 'a' in x.py:3")

    (found,) = of_events([policy(message=f"Off\n{crash}")], SAMPLES).findings

    assert (found.kind, found.verdict) == (Kind.CRASH, Verdict.FAILED)


@pytest.mark.parametrize(
    "claim",
    [
        "must not, but is exempted: waiver by ops until 2099-01-01: fine",
        "x\nExempted: waiver by ops until 2099-01-01: fine",
        "x cannot be judged before the update: x",
        "x could not be judged: the guardrail itself failed with x.\nPlease report it.",
        "x\nFix: x",
    ],
)
def test_a_name_does_not_say_what_kind_of_finding_it_is(claim: str) -> None:
    """Names and values are the program's, and whoever writes it must not decide what counts."""
    guardrail = next(one for one in catalog() if one.name == "acr-admin-user-disabled")
    exemption = Exemption(guardrail.name, "*", "waiver", "because", "ops", date(2099, 1, 1))
    texts = {
        Kind.PROBLEM: problem_message(guardrail, claim, claim),
        Kind.UNDECIDED: undecided_message(claim, (claim,)),
        Kind.CRASH: crash_message(claim, claim),
        Kind.EXEMPTED: exempted_message(claim, claim, exemption),
    }

    for kind, text in texts.items():
        (found,) = of_events([policy(message=f"Off\n{text}")], SAMPLES).findings
        assert found.kind is kind


def test_an_exemption_is_read_back_whole() -> None:
    (found,) = [one for one in result(exempting=True).findings if one.kind is Kind.EXEMPTED]

    assert found.exempted is not None
    assert (found.exempted.category, found.exempted.owner) == ("waiver", "platform-team")
    assert (found.exempted.expires, found.exempted.reason) == (
        "2027-01-31",
        "Needed <b>until</b> the bastion | stands.",
    )
    assert "exempted" not in found.problem


def test_what_else_an_exemption_or_the_past_says_is_kept() -> None:
    text = "Off\nimages must not.\nFix: x\nSee: y\nIts exemption has run out (waiver by me until 2026-01-01: z)."

    (found,) = of_events([policy(message=text)], SAMPLES).findings

    assert found.notes == ("Its exemption has run out (waiver by me until 2026-01-01: z).",)
    assert found.problem == "images must not."


def test_a_pack_of_pulumi_s_own_sdk_is_reported_too() -> None:
    unknown = (
        "can't run policy 'x' from policy pack 'other@v1' during preview: "
        "string value at .sku can't be known during preview"
    )
    lines = [
        policy(policyPackName="other", policyName="x", message="All is well.\nIt is not.", enforcementLevel="advisory"),
        policy(policyPackName="other", policyName="x", message=unknown, enforcementLevel="advisory"),
    ]

    found = {one.kind: one for one in of_events(lines, SAMPLES).findings}

    assert (found[Kind.PROBLEM].title, found[Kind.PROBLEM].problem) == ("All is well.", "It is not.")
    assert found[Kind.UNDECIDED].verdict is Verdict.UNDECIDED


def test_a_repeated_finding_is_one_and_its_mark_does_not_depend_on_the_stack() -> None:
    lines = [policy(message="Off\nimages must not."), policy(message="Off\nimages must not.")]
    elsewhere = [policy(message="Off\nimages must not.", resourceUrn=URN.replace(":dev:", ":prod:"))]

    (one,), (other,) = of_events(lines, SAMPLES).findings, of_events(elsewhere, SAMPLES).findings

    assert one.fingerprint == other.fingerprint


def test_the_worst_come_first() -> None:
    found = [one.verdict for one in result(exempting=True).findings if one.verdict]

    assert found[0] is Verdict.FAILED
    assert [one is Verdict.FAILED for one in found] == sorted((one is Verdict.FAILED for one in found), reverse=True)


def test_policies_alone_leave_a_run_complete_and_errors_do_not() -> None:
    refused = [
        policy(message="Off\nimages must not."),
        line("diagnosticEvent", {"severity": "error", "message": "preview failed\n"}),
    ]
    over = line("summaryEvent", {"durationSeconds": 4, "result": "failed"})
    broken = line("diagnosticEvent", {"severity": "error", "message": "Traceback: no such key\n"})

    assert of_events([*refused, over], SAMPLES).complete
    assert not of_events(refused, SAMPLES).complete
    stopped = of_events([*refused, broken, over], SAMPLES)
    assert (stopped.complete, stopped.errors) == (False, ("Traceback: no such key",))


def test_a_provider_from_the_path_is_told() -> None:
    text = "using pulumi-resource-azure-native from $PATH at /somewhere/bin/pulumi-resource-azure-native\n"

    found = of_events([line("diagnosticEvent", {"severity": "warning", "message": text})], SAMPLES)

    assert found.local_providers == ("azure-native",)


def test_guardrails_say_whether_they_were_on_and_what_they_judged() -> None:
    found = result().by_guardrail

    assert found["aks-run-command-disabled"].on
    assert found["aks-run-command-disabled"].judged == 1
    assert found["acr-admin-user-disabled"].judged == 0
    assert {one.name for one in found.values()} == {one.name for one in catalog()}


@pytest.mark.parametrize("sample", ["dicts", "versioned", "generic"])
def test_the_pack_s_own_view_agrees(sample: str) -> None:
    """What the generic resource makes counts, like a resource of its own class, and nothing that looks back."""
    recording, of = Recording.stored(sample), result(sample)
    run = Run(catalog(), Documents({}, {}), "dev", date(2026, 11, 21))
    off = {name for name, setting in run.settings.items() if setting.level is Level.DISABLED}

    assert {one.name for one in of.guardrails if one.on} == {
        one.name for one in of.guardrails if one.judged and one.name not in off and not one.name.startswith("change-")
    }
    assert of.by_guardrail["acr-admin-user-disabled"].judged == (sample != "dicts")
    assert len(of.resources) == len([one for one in recording.stack.resources if not one.type.startswith("pulumi:")])


def test_each_finding_points_to_a_line_that_speaks_of_its_resource() -> None:
    for name in ("dev", "dicts", "yaml", "components"):
        project = SAMPLES / name if (SAMPLES / name).exists() else ROOT
        for one in result(name).resources:
            lines = (project / one.location.file).read_text("utf-8").splitlines()
            kind, text = one.type.rpartition(":")[2], lines[one.location.line - 1]
            component = one.urn.split("::")[2].split("$")
            assert any(word in text for word in (one.name, kind, "class ", "Pulumi")) or one.location.line == 1, (
                one.urn,
                one.location,
                component,
                text,
            )


def test_most_resources_of_the_platform_are_found_in_its_components() -> None:
    files = [one.location.file for one in result("dev").resources]

    assert sum(file.startswith("components/") for file in files) > len(files) * 0.9


def test_what_is_nowhere_in_the_sources_is_in_the_stack_s_settings(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.dev.yaml").touch()

    assert Sources(tmp_path).find(URN) == Location("Pulumi.dev.yaml", 1)
    assert Sources(tmp_path).find("no urn") == Location("Pulumi.yaml", 1)
