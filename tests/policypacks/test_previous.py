"""Against the state before the run: protections stay on, nothing irreplaceable is replaced or lost."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.examples import urn
from guardrails.previous import VARIABLE, read_previous
from guardrails.replacements import REPLACES_ON
from guardrails.run import Documents, Run
from guardrails.schemas import ConfigurationError
from guardrails.surroundings import read_documents
from guardrails.testing import TODAY, analyze_request, judge_example
from guardrails.values import SECRET_SIGNATURE, SIGNATURE, UNKNOWN
from pulumi.runtime.proto import analyzer_pb2 as proto

from simulator.azure import schema
from simulator.azure.catalog import modelled_resources

REGISTRY = "azure-native:containerregistry:Registry"
CLUSTER = "azure-native:containerservice:ManagedCluster"
VAULT = "azure-native:keyvault:Vault"
ENDPOINT = "azure-native:network:PrivateEndpoint"
SAFE = {"registryName": "images", "location": "westeurope", "dataEndpointEnabled": True}


def _exported(*resources: Mapping[str, Any]) -> dict[str, Any]:
    return {"version": 3, "deployment": {"resources": [dict(one) for one in resources]}}


def _resource(token: str, inputs: Mapping[str, Any], name: str = "example", **more: Any) -> dict[str, Any]:
    return {"urn": urn(name, token), "type": token, "custom": True, "inputs": dict(inputs), **more}


def _analyzer(folder: Path, *resources: Mapping[str, Any], **documents: Any) -> Analyzer:
    file = folder / "state.json"
    file.write_text(json.dumps(_exported(*resources)))
    exemptions, configuration = documents.get("exemptions", {}), documents.get("configuration", {})
    analyzer = Analyzer(catalog(), Documents(configuration, exemptions, read_previous(file)), TODAY)
    analyzer.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack="example"), None)  # type: ignore[arg-type]
    return analyzer


def _analyze(
    analyzer: Analyzer, token: str, inputs: Mapping[str, Any], name: str = "example", aliases: tuple[str, ...] = ()
) -> dict[str, proto.AnalyzeDiagnostic]:
    request = analyze_request(token, inputs, name)
    request.options.aliases.extend(aliases)
    return {one.policyName: one for one in analyzer.Analyze(request, None).diagnostics}  # type: ignore[arg-type]


def _stack(analyzer: Analyzer, *resources: tuple[str, str]) -> dict[str, proto.AnalyzeDiagnostic]:
    request = proto.AnalyzeStackRequest(
        resources=[proto.AnalyzerResource(type=token, urn=urn(name, token), name=name) for token, name in resources]
    )
    return {one.policyName: one for one in analyzer.AnalyzeStack(request, None).diagnostics}  # type: ignore[arg-type]


def test_what_held_and_no_longer_does_is_mandatory(tmp_path: Path) -> None:
    """acr-data-endpoint-enabled is of medium severity, and only advises of itself."""
    analyzer = _analyzer(tmp_path, _resource(REGISTRY, SAFE))

    found = _analyze(analyzer, REGISTRY, {**SAFE, "dataEndpointEnabled": False})["acr-data-endpoint-enabled"]

    assert found.enforcementLevel == proto.MANDATORY
    assert "It held in the previous state" in found.message


@pytest.mark.parametrize(
    ("before", "name"),
    [
        pytest.param({**SAFE, "dataEndpointEnabled": False}, "example", id="did not hold before"),
        pytest.param(SAFE, "another", id="new resource"),
    ],
)
def test_what_did_not_hold_before_keeps_its_level(tmp_path: Path, before: Mapping[str, Any], name: str) -> None:
    analyzer = _analyzer(tmp_path, _resource(REGISTRY, before))

    found = _analyze(analyzer, REGISTRY, {**SAFE, "dataEndpointEnabled": False}, name)["acr-data-endpoint-enabled"]

    assert found.enforcementLevel == proto.ADVISORY
    assert "previous state" not in found.message


def test_an_exemption_lets_a_protection_go(tmp_path: Path) -> None:
    exemption = {
        "guardrail": "acr-data-endpoint-enabled",
        "resource": "*::example",
        "category": "waiver",
        "reason": "behind the firewall",
        "owner": "platform",
        "expires": "2027-01-01",
    }
    analyzer = _analyzer(tmp_path, _resource(REGISTRY, SAFE), exemptions={"exemptions": [exemption]})

    found = _analyze(analyzer, REGISTRY, {**SAFE, "dataEndpointEnabled": False})["acr-data-endpoint-enabled"]

    assert found.enforcementLevel == proto.ADVISORY
    assert "\nExempted: " in found.message


def test_a_guardrail_that_is_off_guards_no_change(tmp_path: Path) -> None:
    off = {"guardrails": {"acr-data-endpoint-enabled": {"level": "disabled"}}}
    analyzer = _analyzer(tmp_path, _resource(REGISTRY, SAFE), configuration=off)

    assert "acr-data-endpoint-enabled" not in _analyze(analyzer, REGISTRY, {**SAFE, "dataEndpointEnabled": False})


def test_a_protection_between_resources_is_kept_too(tmp_path: Path) -> None:
    registry_id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/images"
    connection = {"privateLinkServiceConnections": [{"privateLinkServiceId": registry_id, "groupIds": ["registry"]}]}
    endpoint = _resource(ENDPOINT, connection, "endpoint")
    group = _resource(
        "azure-native:network:PrivateDnsZoneGroup",
        {"privateDnsZoneConfigs": [{"privateDnsZoneId": "zone"}], "privateEndpointName": "endpoint"},
        "group",
        propertyDependencies={"privateEndpointName": [urn("endpoint", ENDPOINT)]},
    )
    analyzer = _analyzer(
        tmp_path,
        _resource(REGISTRY, SAFE),
        endpoint,
        group,
        configuration={"guardrails": {"acr-private-endpoint": {"level": "advisory"}}},
    )
    _analyze(analyzer, REGISTRY, SAFE)

    found = _stack(analyzer, (REGISTRY, "example"))["acr-private-endpoint"]

    assert found.enforcementLevel == proto.MANDATORY
    assert "It held in the previous state" in found.message


def test_a_replacement_is_refused_before_it_happens(tmp_path: Path) -> None:
    """Analyze runs before the engine decides on a step, so an update without a preview is stopped as well."""
    analyzer = _analyzer(tmp_path, _resource(REGISTRY, SAFE))

    found = _analyze(analyzer, REGISTRY, {**SAFE, "location": "North Europe"})["change-no-replacement"]

    assert found.enforcementLevel == proto.MANDATORY
    assert "example must not change location, which replaces it" in found.message


def test_an_unknown_place_is_told(tmp_path: Path) -> None:
    analyzer = _analyzer(tmp_path, _resource(REGISTRY, SAFE))

    found = _analyze(analyzer, REGISTRY, {**SAFE, "location": UNKNOWN})["change-no-replacement"]

    assert found.enforcementLevel == proto.ADVISORY
    assert "cannot be judged before the update: location" in found.message


def test_what_the_state_holds_encrypted_counts_as_unchanged(tmp_path: Path) -> None:
    secret = {SIGNATURE: SECRET_SIGNATURE, "ciphertext": "v1:abc"}
    before = {"windowsProfile": {"adminUsername": "a", "adminPassword": secret}}
    analyzer = _analyzer(tmp_path, _resource(CLUSTER, before))

    kept = _analyze(analyzer, CLUSTER, {"windowsProfile": {"adminUsername": "a", "adminPassword": "x"}})
    changed = _analyze(analyzer, CLUSTER, {"windowsProfile": {"adminUsername": "b", "adminPassword": "x"}})

    assert "change-no-replacement" not in kept
    assert "must not change windowsProfile" in changed["change-no-replacement"].message


def test_a_deletion_is_refused_by_name(tmp_path: Path) -> None:
    analyzer = _analyzer(
        tmp_path,
        _resource(VAULT, {"vaultName": "a"}, "gone"),
        _resource(VAULT, {"vaultName": "b"}, "kept"),
        _resource(VAULT, {"vaultName": "c"}, "let-go", retainOnDelete=True),
        _resource(VAULT, {"vaultName": "d"}, "half-replaced", delete=True),
        _resource(VAULT, {"vaultName": "e"}, "read-only", external=True),
        _resource("azure-native:network:PublicIPAddress", {}, "address"),
    )
    _analyze(analyzer, VAULT, {"vaultName": "b"}, "kept")

    found = _stack(analyzer, (VAULT, "kept"))["change-no-deletion"]

    assert found.enforcementLevel == proto.MANDATORY
    assert found.urn == urn("gone", VAULT)
    assert "gone must not be deleted" in found.message


def test_a_deletion_that_is_meant_is_exempted(tmp_path: Path) -> None:
    exemption = {
        "guardrail": "change-no-deletion",
        "resource": "*::gone",
        "category": "waiver",
        "reason": "moved to the other region",
        "owner": "platform",
        "expires": "2027-01-01",
    }
    analyzer = _analyzer(tmp_path, _resource(VAULT, {}, "gone"), exemptions={"exemptions": [exemption]})

    assert _stack(analyzer)["change-no-deletion"].enforcementLevel == proto.ADVISORY


def test_a_renamed_resource_is_its_alias_successor(tmp_path: Path) -> None:
    analyzer = _analyzer(tmp_path, _resource(REGISTRY, SAFE, "old"))
    alias = (urn("old", REGISTRY),)

    found = _analyze(analyzer, REGISTRY, {**SAFE, "location": "northeurope"}, "new", alias)

    assert "new must not change location" in found["change-no-replacement"].message
    assert "change-no-deletion" not in _stack(analyzer, (REGISTRY, "new"))


def test_without_a_previous_state_nothing_is_compared() -> None:
    analyzer = Analyzer(catalog(), None, TODAY)
    found = _analyze(analyzer, REGISTRY, SAFE)

    assert not [name for name in found if name.startswith("change-")]


CHANGES = {"change-no-deletion", "change-no-replacement"}


@pytest.mark.parametrize(
    ("before", "idle"),
    [
        pytest.param([], CHANGES, id="a stack that is still empty"),
        pytest.param([_resource("azure-native:network:PublicIPAddress", {})], CHANGES, id="nothing of their types"),
        pytest.param([_resource(REGISTRY, SAFE)], set(), id="one of their types"),
        pytest.param([_resource(VAULT, {}, "gone")], set(), id="one that is gone"),
    ],
)
def test_what_had_nothing_to_look_back_at_does_not_count_as_passed(
    tmp_path: Path, before: list[dict[str, Any]], idle: set[str]
) -> None:
    registry = proto.AnalyzerResource(type=REGISTRY, urn=urn("example", REGISTRY), name="example")
    answer = _analyzer(tmp_path, *before).AnalyzeStack(proto.AnalyzeStackRequest(resources=[registry]), None)  # type: ignore[arg-type]

    assert {one.policy_name for one in answer.not_applicable} & CHANGES == idle


def test_the_state_of_another_stack_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    file.write_text(json.dumps(_exported(_resource(REGISTRY, SAFE))))

    with pytest.raises(ConfigurationError, match="a state of the stack example, but this run is of prod"):
        Run(catalog(), Documents({}, {}, read_previous(file)), "prod", TODAY)


@pytest.mark.parametrize("content", [None, "no json", "[]", "{}", '{"deployment": {"resources": [{"type": "x"}]}}'])
def test_a_file_that_is_no_state_is_named(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "state.json"
    if content is not None:
        file.write_text(content)

    with pytest.raises(ConfigurationError, match=rf"{VARIABLE} must name a file.*{file}"):
        read_documents({VARIABLE: str(file)})


@pytest.mark.parametrize("deployment", [None, {}, {"resources": []}])
def test_a_stack_that_is_still_empty_is_a_state(tmp_path: Path, deployment: Any) -> None:
    file = tmp_path / "state.json"
    file.write_text(json.dumps({"version": 3, "deployment": deployment}))

    assert read_documents({VARIABLE: str(file)}).previous.resources == {}


@pytest.mark.parametrize("token", REPLACES_ON)
def test_the_simulated_azure_replaces_on_the_same_changes(token: str) -> None:
    resource = modelled_resources()[token]
    located = {"location"} if "location" in schema.inputs_of(token)["properties"] else set()

    assert {*resource.path_inputs, *resource.replaces, *located} == set(REPLACES_ON[token])


@pytest.mark.parametrize("name", ["change-no-deletion", "change-no-replacement"])
def test_examples_with_a_past_are_judged_through_the_analyzer(name: str) -> None:
    guardrail = next(one for one in catalog() if one.name == name)

    assert {label: judge_example(guardrail, one).problems for label, one in guardrail.passing.items()} == (
        dict.fromkeys(guardrail.passing, ())
    )
    for label, one in guardrail.failing.items():
        assert len(judge_example(guardrail, one).problems) == 1, label
