"""The analyzer speaks the engine's protocol and keeps one guardrail's trouble to itself."""

from collections.abc import Mapping
from typing import Any

import pytest
from google.protobuf.empty_pb2 import Empty
from guardrails import PACK_NAME
from guardrails.catalog import catalog
from guardrails.examples import ExampleResource, Seen
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.props import Problems, Props
from guardrails.run import NOTICES
from guardrails.subjects import PRIVATE_ENDPOINT, REGISTRY
from guardrails.testing import analyze_request, analyzer_of, stack_request
from guardrails.values import UNKNOWN
from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.policypacks.analyzing import CLUSTER, LOCAL_ACCOUNTS, Context, Refused, a_guardrail, analyze, configure


def test_every_guardrail_is_announced_with_its_metadata() -> None:
    info = analyzer_of(catalog()).GetAnalyzerInfo(Empty(), Context())  # type: ignore[arg-type]

    assert info.name == PACK_NAME
    assert [*(one.name for one in catalog()), NOTICES] == [policy.name for policy in info.policies]
    for policy in info.policies[:-1]:
        assert policy.displayName
        assert policy.description
        assert policy.remediation_steps
        assert policy.url.startswith("https://")
        assert "unknown" in policy.configSchema.properties.fields


def test_a_violation_says_what_where_how_and_the_page() -> None:
    analyzer = analyzer_of((LOCAL_ACCOUNTS,))

    [(name, level, message)] = analyze(analyzer, {"disableLocalAccounts": False})

    assert (name, level) == ("aks-local-accounts-disabled", proto.MANDATORY)
    assert message == (
        f"{LOCAL_ACCOUNTS.title}\n"
        "example must set disableLocalAccounts to true.\n"
        f"Fix: {LOCAL_ACCOUNTS.fix}\n"
        f"See: {LOCAL_ACCOUNTS.link}"
    )


@pytest.mark.parametrize(
    "token",
    [
        "azure-native:containerservice/v20250901:ManagedCluster",
        "azure-native_containerservice_v20250901:containerservice:ManagedCluster",
    ],
)
def test_a_versioned_type_is_the_same_type(token: str) -> None:
    assert len(analyze(analyzer_of((LOCAL_ACCOUNTS,)), {}, token)) == 1


def test_the_generic_resource_is_no_way_around() -> None:
    values = {
        "resourceProviderNamespace": "Microsoft.ContainerService",
        "parentResourcePath": "",
        "resourceType": "managedClusters",
        "properties": {"disableLocalAccounts": False},
    }

    assert len(analyze(analyzer_of((LOCAL_ACCOUNTS,)), values, "azure-native:resources:Resource")) == 1


def test_a_type_nobody_judges_is_not_decoded() -> None:
    request = analyze_request("azure-native:storage:StorageAccount", {})
    request.properties.update({"password": "x"})

    answer = analyzer_of((LOCAL_ACCOUNTS,)).Analyze(request, Context())  # type: ignore[arg-type]

    assert list(answer.diagnostics) == []


@pytest.mark.parametrize("declared", ["by its class", "as the generic resource", "in a template"])
def test_guardrails_that_have_nothing_to_judge_do_not_count_as_passed(declared: str) -> None:
    """The engine tells of each resource that all others have passed: a dashboard would show hundreds."""
    names = {"resourceProviderNamespace": "Microsoft.ContainerRegistry", "resourceType": "registries"}
    in_template = {"type": "Microsoft.ContainerRegistry/registries", "apiVersion": "2025-04-01", "name": "images"}
    token, values = {
        "by its class": (REGISTRY.token, {}),
        "as the generic resource": ("azure-native:resources:Resource", {**names, "properties": {}}),
        "in a template": (
            "azure-native:resources:Deployment",
            {"properties": {"mode": "Incremental", "template": {"resources": [in_template]}}},
        ),
    }[declared]
    carriers = {token} if declared == "in a template" else set()

    answer = analyzer_of(catalog()).Analyze(analyze_request(token, values), Context())  # type: ignore[arg-type]

    counted = {one.name for one in catalog()} - {one.policy_name for one in answer.not_applicable}
    assert {one.policyName for one in answer.diagnostics} < counted
    assert counted == {
        one.name
        for one in catalog()
        if isinstance(one, Guardrail) and not {REGISTRY.token, *carriers}.isdisjoint(one.applies_to.tokens)
    }


def test_guardrails_on_a_stack_without_their_types_do_not_count_as_passed() -> None:
    request = stack_request({"endpoint": ExampleResource(PRIVATE_ENDPOINT.token)}, Seen.STATE)

    answer = analyzer_of(catalog()).AnalyzeStack(request, Context())  # type: ignore[arg-type]

    counted = {one.name for one in catalog()} - {one.policy_name for one in answer.not_applicable}
    assert {one.policyName for one in answer.diagnostics} < counted
    assert counted == {
        one.name
        for one in catalog()
        if isinstance(one, StackGuardrail) and PRIVATE_ENDPOINT.token in one.applies_to.tokens
    }


@pytest.mark.parametrize(
    ("unknown", "level"), [("note", [proto.ADVISORY]), ("block", [proto.MANDATORY]), ("ignore", [])]
)
def test_an_unknown_value_is_its_own_line_at_the_configured_level(unknown: str, level: list[int]) -> None:
    analyzer = analyzer_of((LOCAL_ACCOUNTS,))
    configure(analyzer, LOCAL_ACCOUNTS.name, unknown=unknown)

    diagnostics = analyze(analyzer, {"disableLocalAccounts": UNKNOWN})

    assert level == [one[1] for one in diagnostics]
    for _, _, message in diagnostics:
        assert message.splitlines() == [
            LOCAL_ACCOUNTS.title,
            "example cannot be judged before the update: disableLocalAccounts known only then.",
        ]


def test_a_crash_is_reported_under_its_own_name_and_hides_nothing() -> None:
    def check(cluster: Props) -> Problems:
        yield "must not hide this"
        raise KeyError(cluster.text("name"))

    analyzer = analyzer_of((a_guardrail(check), LOCAL_ACCOUNTS))

    diagnostics = analyze(analyzer, {"name": "blue"})

    assert [one[:2] for one in diagnostics] == [
        ("test-guardrail", proto.MANDATORY),
        ("test-guardrail", proto.MANDATORY),
        ("aks-local-accounts-disabled", proto.MANDATORY),
    ]
    assert "must not hide this" in diagnostics[0][2]
    assert "KeyError: 'blue'" in diagnostics[1][2]


def test_a_disabled_guardrail_says_nothing() -> None:
    analyzer = analyzer_of((LOCAL_ACCOUNTS,))
    configure(analyzer, LOCAL_ACCOUNTS.name, proto.DISABLED)

    assert analyze(analyzer, {}) == []


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        (
            "aks-local-account-disabled",
            {},
            "there is no guardrail aks-local-account-disabled. Did you mean aks-local-accounts-disabled",
        ),
        (
            "aks-local-accounts-disabled",
            {"unknwon": "block"},
            "aks-local-accounts-disabled takes no setting unknwon. Did you mean unknown?",
        ),
        (
            "aks-local-accounts-disabled",
            {"unknown": "maybe"},
            "aks-local-accounts-disabled: unknown must be note, block or ignore, not 'maybe'",
        ),
    ],
)
def test_wrong_configuration_is_refused_with_the_nearest_name(
    name: str, values: Mapping[str, Any], message: str
) -> None:
    with pytest.raises(Refused, match="INVALID_ARGUMENT") as refused:
        configure(analyzer_of((LOCAL_ACCOUNTS,)), name, **values)

    assert message in str(refused.value)


@pytest.mark.parametrize("level", [proto.MANDATORY, proto.DISABLED])
def test_what_the_pack_says_of_itself_has_no_level_but_that_of_all(level: int) -> None:
    """A wish that has no effect is refused, with what has one; the engine gives every policy the level of `all`."""
    wish = proto.PolicyConfig(enforcementLevel=level)  # type: ignore[arg-type]
    analyzer = analyzer_of((LOCAL_ACCOUNTS,))

    with pytest.raises(Refused, match=r"pack-notices always advises. Set unevaluated: block in guardrails.yaml"):
        configure(analyzer, NOTICES, level)
    configure(analyzer, NOTICES, proto.ADVISORY)
    analyzer.Configure(
        proto.ConfigureAnalyzerRequest(policyConfig={NOTICES: wish, "all": wish}),
        Context(),  # type: ignore[arg-type]
    )


def test_parameters_reach_the_check() -> None:
    def check(cluster: Props, parameters: Mapping[str, Any]) -> Problems:
        if cluster.get("count", 0) < parameters["minimum"]:
            yield f"must have {parameters['minimum']} nodes"

    guardrail = a_guardrail(check, parameters={"minimum": {"type": "integer", "default": 3}})
    analyzer = analyzer_of((guardrail,))

    assert "must have 3 nodes" in analyze(analyzer, {"count": 2})[0][2]

    configure(analyzer, guardrail.name, minimum=2)

    assert analyze(analyzer, {"count": 2}) == []


def test_an_unknown_list_hides_no_other_resource_from_a_stack_guardrail() -> None:
    """The pools of the first cluster are unknown, the third of the second has no version of its own: it is judged."""
    analyzer = analyzer_of([one for one in catalog() if one.name == "aks-pool-version-matches"])
    pools = [UNKNOWN, {"name": "old", "orchestratorVersion": "1.20.1"}]
    example = {
        "unknown": ExampleResource(CLUSTER, {"agentPoolProfiles": UNKNOWN}),
        "known": ExampleResource(CLUSTER, {"kubernetesVersion": "1.33.1", "agentPoolProfiles": pools}),
    }

    found = analyzer.AnalyzeStack(stack_request(example, Seen.STATE), Context()).diagnostics  # type: ignore[arg-type]

    messages = [one.message for one in found if one.policyName != NOTICES]
    assert [("old" in one, "cannot be judged before the update" in one) for one in messages] == [
        (True, False),
        (False, True),
    ]


def test_an_optional_input_left_out_is_absent_to_a_stack_guardrail_at_preview() -> None:
    """A provider answers every output that is no input with "unknown" then, left-out inputs among them."""
    analyzer = analyzer_of([one for one in catalog() if one.name == "acr-private-endpoint"])
    registry, endpoint = ExampleResource(REGISTRY.token), ExampleResource(PRIVATE_ENDPOINT.token)
    for name, resource in (("registry", registry), ("endpoint", endpoint)):
        analyzer.Analyze(analyze_request(resource.token, {}, name), Context())  # type: ignore[arg-type]
    unknown = ExampleResource(endpoint.token, {"privateLinkServiceConnections": UNKNOWN})

    request = stack_request({"registry": registry, "endpoint": unknown}, Seen.PREVIEW)
    [found] = analyzer.AnalyzeStack(request, Context()).diagnostics  # type: ignore[arg-type]

    assert "must have a PrivateEndpoint" in found.message
