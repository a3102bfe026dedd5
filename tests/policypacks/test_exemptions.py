"""An exemption tolerates one problem of one resource until its day, and never goes unseen."""

from collections.abc import Mapping
from typing import Any

import pytest
from guardrails.catalog import catalog
from guardrails.examples import ExampleResource, ExampleStack, Seen, urn
from guardrails.exemptions import read_exemptions
from guardrails.guardrail import Guardrail
from guardrails.run import NOTICES
from guardrails.schemas import ConfigurationError
from guardrails.testing import analyze_request, analyzer_of, stack_request
from guardrails.tokens import GENERIC
from guardrails.values import UNKNOWN
from pulumi.runtime.proto import analyzer_pb2 as proto

CLUSTER = "azure-native:containerservice:ManagedCluster"
LOCAL_ACCOUNTS = next(
    one for one in catalog() if one.name == "aks-local-accounts-disabled" and isinstance(one, Guardrail)
)
EXEMPTION = {
    "guardrail": "aks-local-accounts-disabled",
    "resource": "urn:pulumi:example::*::blue",
    "category": "waiver",
    "reason": "migration of the last pipeline",
    "owner": "platform-team",
    "expires": "2027-01-31",
}


def _run(exemption: Mapping[str, Any], stack: ExampleStack | None = None) -> tuple[list[tuple[int, str]], list[str]]:
    """Return (level, message) for a cluster blue that keeps local accounts, and the notices of the run."""
    analyzer = analyzer_of((LOCAL_ACCOUNTS,), exemptions={"exemptions": [exemption]})
    analyzer.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack="example", project="example"), None)  # type: ignore[arg-type]
    found = analyzer.Analyze(analyze_request(CLUSTER, {}, "blue"), None).diagnostics  # type: ignore[arg-type]
    whole = analyzer.AnalyzeStack(stack_request(stack or {}, Seen.STATE), None)  # type: ignore[arg-type]
    notices = [one.message for one in whole.diagnostics if one.policyName == NOTICES]
    return [(one.enforcementLevel, one.message) for one in found], notices


def test_an_exempted_problem_is_shown_with_who_until_when_and_why() -> None:
    [(level, message)], notices = _run(EXEMPTION)

    assert level == proto.ADVISORY
    assert message.splitlines()[1:] == [
        "blue must set disableLocalAccounts to true.",
        "Exempted: waiver by platform-team until 2027-01-31: migration of the last pipeline",
    ]
    assert notices == []


def test_a_resource_that_is_written_out_is_meant_whatever_its_name() -> None:
    """Brackets are of a glob otherwise; programs name what they make in loops by them."""
    (exemption,) = read_exemptions(
        {"exemptions": [{**EXEMPTION, "resource": urn("blue[0]", CLUSTER)}]}, [LOCAL_ACCOUNTS]
    )

    assert exemption.covers(LOCAL_ACCOUNTS.name, urn("blue[0]", CLUSTER), "must")
    assert not exemption.covers(LOCAL_ACCOUNTS.name, urn("blue", CLUSTER), "must")


def test_the_last_day_still_counts_and_the_next_does_not() -> None:
    [(last_day, _)], _ = _run({**EXEMPTION, "expires": "2026-11-21"})
    [(day_after, message)], notices = _run({**EXEMPTION, "expires": "2026-11-20"})

    assert (last_day, day_after) == (proto.ADVISORY, proto.MANDATORY)
    assert "Its exemption has run out (waiver by platform-team until 2026-11-20" in message
    assert notices == []


@pytest.mark.parametrize(
    "change",
    [{"resource": "urn:pulumi:example::*::green"}, {"property": "enableRBAC"}],
    ids=["another resource", "another property"],
)
def test_an_exemption_that_matches_nothing_is_listed(change: Mapping[str, str]) -> None:
    [(level, _)], notices = _run({**EXEMPTION, **change})

    assert level == proto.MANDATORY
    assert len(notices) == 1
    assert "matched nothing in this run" in notices[0]


@pytest.mark.parametrize("resource", ["urn:pulumi:prod::*::blue", "urn:pulumi:*::other::*::blue", "urn:pulumi:p*"])
def test_an_exemption_of_another_stack_or_project_is_not_called_unused(resource: str) -> None:
    _, notices = _run({**EXEMPTION, "resource": resource})

    assert notices == []


@pytest.mark.parametrize(
    ("prop", "problem", "expected"),
    [
        ("", "must set disableLocalAccounts to true", True),
        ("disableLocalAccounts", "must set disableLocalAccounts to true", True),
        ("LocalAccounts", "must set disableLocalAccounts to true", False),
        ("disableLocal", "must set disableLocalAccounts to true", False),
        ("networkProfile", "must set networkProfile.outboundType to one of none", True),
        ("networkProfile.outboundType", "must set networkProfile.outboundType to one of none", True),
        ("outboundType", "must set networkProfile.outboundType to one of none", False),
        ("agentPoolProfiles", "must set osType to Linux (in agentPoolProfiles[1], system)", True),
        ("agentPoolProfiles[1]", "must set osType to Linux (in agentPoolProfiles[1], system)", True),
        ("agentPoolProfiles[1]", "must set osType to Linux (in agentPoolProfiles[11], system)", False),
        ("osType", "must set osType to Linux (in agentPoolProfiles[1], system)", True),
    ],
)
def test_a_property_narrows_the_exemption_to_its_path_and_below(prop: str, problem: str, expected: bool) -> None:
    document = {"exemptions": [{**EXEMPTION, **({"property": prop} if prop else {})}]}
    [exemption] = read_exemptions(document, (LOCAL_ACCOUNTS,))

    assert (
        exemption.covers(EXEMPTION["guardrail"], "urn:pulumi:example::example::" + CLUSTER + "::blue", problem)
        is expected
    )


def test_resources_of_other_providers_are_counted_once_as_not_evaluated() -> None:
    classic = {
        "a": ExampleResource("azure:core/resourceGroup:ResourceGroup"),
        "b": ExampleResource("azure:core/resourceGroup:ResourceGroup"),
        "c": ExampleResource("azurerm:index/containerRegistry:ContainerRegistry"),
        "d": ExampleResource("azapi:index/resource:Resource"),
        "e": ExampleResource("azuread:index/group:Group"),
    }

    _, notices = _run(EXEMPTION, classic)

    [notice] = notices

    assert notice.startswith("4 resources of Azure are not evaluated, for another provider makes them: azapi:index")
    assert "azure:core/resourceGroup:ResourceGroup (2)" in notice


def test_generic_resources_of_an_unknown_type_are_named() -> None:
    unknown = {"resourceProviderNamespace": "Microsoft.ContainerRegistry", "resourceType": UNKNOWN}

    _, notices = _run(EXEMPTION, {"any": ExampleResource(GENERIC, unknown)})

    [notice] = notices
    assert notice.startswith("The type of 1 generic resources is known only after the update")
    assert ": any. " in notice


def test_what_waits_for_the_update_is_summed_up() -> None:
    analyzer = analyzer_of((LOCAL_ACCOUNTS,))
    analyzer.Analyze(analyze_request(CLUSTER, {"disableLocalAccounts": UNKNOWN}), None)  # type: ignore[arg-type]

    [notice] = analyzer.AnalyzeStack(stack_request({}, Seen.STATE), None).diagnostics  # type: ignore[arg-type]

    assert notice.message == "1 checks wait for the update: aks-local-accounts-disabled."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"guardrail": "aks-local-accounts"}, "exemptions.yaml.exemptions.0.guardrail: 'aks-local-accounts' is not"),
        ({"category": "forgotten"}, "exemptions.yaml.exemptions.0.category: 'forgotten' is not possible"),
        ({"reason": "because"}, "exemptions.yaml.exemptions.0.reason: 'because' is too short"),
        ({"reason": " " * 10}, f"exemptions.yaml.exemptions.0.reason: {' ' * 10!r} does not match"),
        ({"owner": " "}, "exemptions.yaml.exemptions.0.owner: ' ' does not match"),
        ({"owner": ""}, "exemptions.yaml.exemptions.0.owner: '' does not match"),
        ({"expires": "2027-02-30"}, "exemptions.yaml.exemptions.0.expires: 2027-02-30 is no day"),
        ({"expires": "next year"}, "exemptions.yaml.exemptions.0.expires: 'next year' does not match"),
        ({"until": "2027-01-31"}, "exemptions.yaml.exemptions.0: there is no until"),
    ],
)
def test_a_wrong_exemption_names_its_place(change: Mapping[str, str], message: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        read_exemptions({"exemptions": [{**EXEMPTION, **change}]}, (LOCAL_ACCOUNTS,))

    assert message in str(error.value)


@pytest.mark.parametrize("exemptions", [3, "none", {"guardrail": "aks-local-accounts-disabled"}])
def test_exemptions_that_are_no_list_are_told(exemptions: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"^mine\.yaml\.exemptions: .* is not of type 'array'$"):
        read_exemptions({"exemptions": exemptions}, (LOCAL_ACCOUNTS,), "mine.yaml")


def test_a_missing_field_is_named() -> None:
    entry = {key: value for key, value in EXEMPTION.items() if key != "owner"}

    with pytest.raises(ConfigurationError, match="'owner' is a required property"):
        read_exemptions({"exemptions": [entry]}, (LOCAL_ACCOUNTS,))
