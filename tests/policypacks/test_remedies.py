"""A remedy mends what its guardrail finds, wherever the subject stands, and leaves all else on the wire alone."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from google.protobuf.struct_pb2 import Struct
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.guardrail import Guardrail, settings_of
from guardrails.judge import judge
from guardrails.remedies import remedied
from guardrails.run import Documents
from guardrails.schemas import configuration_schema
from guardrails.testing import TODAY, analyze_request, analyzer_of, nested
from guardrails.values import UNKNOWN, Secret, decode
from pulumi.runtime.proto import analyzer_pb2 as proto

from simulator.azure.catalog import modelled_resources
from simulator.azure.diff import diff

MENDING = {one.name: one for one in catalog() if isinstance(one, Guardrail) and one.remedy}
EXAMPLES = [
    pytest.param(guardrail, token, prop, example, id=f"{guardrail.name}: {label} ({prop or 'resource'})")
    for guardrail in MENDING.values()
    for label, example in guardrail.failing.items()
    for token, prop in [
        (guardrail.applies_to.token, ""),
        *((token, "") for token in sorted(guardrail.applies_to.also)),
        *guardrail.applies_to.inline.items(),
    ]
]
REGISTRY = "azure-native:containerregistry:Registry"
NETWORK = "azure-native:network:VirtualNetwork"


def _mended(guardrail: Guardrail, token: str, values: Mapping[str, Any]) -> Struct | None:
    properties = analyze_request(token, values).properties
    return remedied(guardrail, token, properties, settings_of(values), lambda _: False)


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and value:
        for key, element in value.items():
            yield from _leaves(element, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list) and value:
        for index, element in enumerate(value):
            yield from _leaves(element, f"{path}[{index}]")
    elif not isinstance(value, Mapping):
        yield path, value


def _concerns(guardrail: Guardrail, problems: tuple[str, ...]) -> bool:
    names = {name for path in guardrail.remedy for name in path.split(".")}
    return any(name in problem for name in names for problem in problems)


def test_there_are_remedies_for_many_guardrails() -> None:
    assert len(MENDING) >= 40


@pytest.mark.parametrize(("guardrail", "token", "prop", "example"), EXAMPLES)
def test_a_remedy_mends_what_it_concerns_and_touches_nothing_else(
    guardrail: Guardrail, token: str, prop: str, example: Mapping[str, Any]
) -> None:
    beside = {"tags": {"kept": "so"}, "another": Secret("s")}
    values = {**nested(prop, [{"name": "kept"}, dict(example)]), **beside} if prop else {**example, **beside}
    if prop and judge(guardrail, guardrail.applies_to.token, {"name": "kept"}, {}).problems:
        values = {**nested(prop, [dict(example)]), **beside}
    before = judge(guardrail, token, values, {})

    result = _mended(guardrail, token, values)

    if not _concerns(guardrail, before.problems):
        assert result is None
        return
    assert result is not None
    after = decode(result)
    assert judge(guardrail, token, after, {}).problems == ()
    was, now = dict(_leaves(_plain(values))), dict(_leaves(_plain(after)))
    changed = {path.split("].")[-1] for path in was.keys() | now.keys() if was.get(path) != now.get(path)}
    assert changed
    assert {path.lower() for path in changed} <= {path.lower() for path in guardrail.remedy}


def _plain(value: Any) -> Any:
    if isinstance(value, Secret):
        return ("secret", value.value)
    if isinstance(value, Mapping):
        return {key: _plain(element) for key, element in value.items()}
    return [_plain(element) for element in value] if isinstance(value, list) else value


@pytest.mark.parametrize("guardrail", MENDING.values(), ids=MENDING)
def test_what_passes_is_left_alone(guardrail: Guardrail) -> None:
    for label, example in guardrail.passing.items():
        assert _mended(guardrail, guardrail.applies_to.token, example) is None, label


@pytest.mark.parametrize("guardrail", MENDING.values(), ids=MENDING)
def test_an_unknown_value_stays_on_the_wire(guardrail: Guardrail) -> None:
    for label, example in guardrail.failing.items():
        request = analyze_request(guardrail.applies_to.token, dict.fromkeys(example, UNKNOWN)).properties

        result = remedied(guardrail, guardrail.applies_to.token, request, {}, lambda _: False) or request

        assert {key: result.fields[key] for key in example} == dict(request.fields.items()), label


SIMULATED = [name for name, one in MENDING.items() if one.applies_to.token in modelled_resources()]


@pytest.mark.parametrize("name", SIMULATED)
def test_no_remedy_replaces_a_resource(name: str) -> None:
    guardrail = MENDING[name]
    resource = modelled_resources()[guardrail.applies_to.token]
    for label, example in guardrail.failing.items():
        result = _mended(guardrail, guardrail.applies_to.token, example)
        after = dict(example) if result is None else decode(result)
        assert [one.path for one in diff(resource, dict(example), after).changes if one.replaces] == [], label


def test_simulated_resources_are_among_the_mended_ones() -> None:
    assert len(SIMULATED) >= 15


def _remediations(analyzer: Analyzer, token: str, values: Mapping[str, Any]) -> list[proto.Remediation]:
    return list(analyzer.Remediate(analyze_request(token, values), None).remediations)  # type: ignore[arg-type]


def _at_remediate(*names: str, **documents: Any) -> Analyzer:
    return analyzer_of(
        catalog(), configuration={"guardrails": {name: {"level": "remediate"} for name in names}}, **documents
    )


def _configured(*names: str, **documents: Any) -> Analyzer:
    analyzer = _at_remediate(*names, **documents)
    analyzer.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack="example"), None)  # type: ignore[arg-type]
    return analyzer


def test_nothing_is_mended_unless_asked_for() -> None:
    analyzer = analyzer_of(catalog())

    assert _remediations(analyzer, REGISTRY, {"adminUserEnabled": True, "anonymousPullEnabled": True}) == []


def test_remedies_follow_one_another_and_the_last_has_them_all() -> None:
    analyzer = _configured("acr-admin-user-disabled", "acr-anonymous-pull-disabled")
    values = {"adminUserEnabled": True, "anonymousPullEnabled": True, "registryName": UNKNOWN}

    first, second = _remediations(analyzer, REGISTRY, values)

    assert (first.policyName, second.policyName) == ("acr-admin-user-disabled", "acr-anonymous-pull-disabled")
    assert first.description == "The administrator account of the registry is off"
    assert decode(first.properties) == {**values, "adminUserEnabled": False}
    assert decode(second.properties) == {**values, "adminUserEnabled": False, "anonymousPullEnabled": False}


@pytest.mark.parametrize(
    ("token", "values", "mended"),
    [
        pytest.param(
            "azure-native:containerregistry/v20230101preview:Registry",
            {"adminUserEnabled": True},
            {"adminUserEnabled": False},
            id="versioned",
        ),
        pytest.param(
            "azure-native:resources:Resource",
            {
                "resourceProviderNamespace": "Microsoft.ContainerRegistry",
                "resourceType": "registries",
                "sku": {"name": "Premium"},
                "properties": {"adminUserEnabled": True},
            },
            {
                "resourceProviderNamespace": "Microsoft.ContainerRegistry",
                "resourceType": "registries",
                "sku": {"name": "Premium"},
                "properties": {"adminUserEnabled": False},
            },
            id="generic",
        ),
        pytest.param(
            REGISTRY,
            {"adminUserEnabled": Secret(True)},
            {"adminUserEnabled": Secret(False)},
            id="a secret stays one",
        ),
    ],
)
def test_the_properties_keep_the_form_they_came_in(
    token: str, values: Mapping[str, Any], mended: Mapping[str, Any]
) -> None:
    [remediation] = _remediations(_configured("acr-admin-user-disabled"), token, values)

    assert _plain(decode(remediation.properties)) == _plain(mended)


def test_generic_vaults_keep_their_envelope() -> None:
    values = {
        "resourceProviderNamespace": "Microsoft.KeyVault",
        "resourceType": "vaults",
        "properties": {"enabledForDeployment": True},
    }

    [remediation] = _remediations(_configured("kv-deployment-flags-off"), "azure-native:resources:Resource", values)

    assert decode(remediation.properties)["properties"] == {"enabledForDeployment": False}


def test_only_the_elements_that_fail_are_mended() -> None:
    values = {
        "subnets": [
            {"name": "nodes", "addressPrefix": UNKNOWN},
            {"name": "GatewaySubnet"},
            UNKNOWN,
            Secret({"name": "more", "defaultOutboundAccess": True}),
        ]
    }

    [remediation] = _remediations(_configured("subnet-private-no-default-outbound"), NETWORK, values)

    assert _plain(decode(remediation.properties)["subnets"]) == _plain(
        [
            {"name": "nodes", "addressPrefix": UNKNOWN, "defaultOutboundAccess": False},
            {"name": "GatewaySubnet"},
            UNKNOWN,
            Secret({"name": "more", "defaultOutboundAccess": False}),
        ]
    )


def test_elements_of_a_generic_resource_are_mended_in_the_envelope_of_arm() -> None:
    values = {
        "resourceProviderNamespace": "Microsoft.Network",
        "resourceType": "virtualNetworks",
        "properties": {"subnets": [{"name": "nodes", "properties": {"addressPrefix": "10.0.0.0/24"}}]},
    }
    analyzer = _configured("subnet-private-no-default-outbound")

    [remediation] = _remediations(analyzer, "azure-native:resources:Resource", values)

    assert decode(remediation.properties)["properties"]["subnets"] == [
        {"name": "nodes", "properties": {"addressPrefix": "10.0.0.0/24", "defaultOutboundAccess": False}}
    ]


def test_an_exempted_problem_is_not_mended_until_the_exemption_ends() -> None:
    exemption = {
        "guardrail": "acr-admin-user-disabled",
        "resource": "*::example",
        "category": "waiver",
        "reason": "moved next quarter",
        "owner": "platform",
        "expires": TODAY.isoformat(),
    }
    held = _configured("acr-admin-user-disabled", exemptions={"exemptions": [exemption]})
    over = _configured(
        "acr-admin-user-disabled",
        exemptions={"exemptions": [{**exemption, "expires": date(2026, 1, 1).isoformat()}]},
    )

    assert _remediations(held, REGISTRY, {"adminUserEnabled": True}) == []
    assert len(_remediations(over, REGISTRY, {"adminUserEnabled": True})) == 1


def test_what_a_remedy_cannot_mend_is_mandatory() -> None:
    token = MENDING["policy-assignment-enforced"].applies_to.token
    analyzer = _configured("policy-assignment-enforced")
    values = {"notScopes": ["/subscriptions/example"]}

    assert _remediations(analyzer, token, values) == []
    found = analyzer.Analyze(analyze_request(token, values), None).diagnostics  # type: ignore[arg-type]
    assert ("policy-assignment-enforced", proto.MANDATORY) in [(one.policyName, one.enforcementLevel) for one in found]


def test_the_run_itself_may_ask_for_remedies() -> None:
    analyzer = Analyzer(catalog(), Documents({}, {}), TODAY)
    wish = {"acr-admin-user-disabled": proto.PolicyConfig(enforcementLevel=proto.REMEDIATE)}
    analyzer.Configure(proto.ConfigureAnalyzerRequest(policyConfig=wish), None)  # type: ignore[arg-type]

    assert len(_remediations(analyzer, REGISTRY, {"adminUserEnabled": True})) == 1


def test_the_schema_offers_the_level_where_there_is_a_remedy() -> None:
    schema = configuration_schema(catalog())["properties"]["guardrails"]["properties"]
    offered = {name for name, one in schema.items() if "remediate" in one["properties"]["level"]["enum"]}

    assert offered == set(MENDING)
