"""Pods in custom resources are judged as pods, and what nothing can judge is told."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.custom import is_custom
from guardrails.examples import ExampleResource, Seen
from guardrails.kinds import HELM_RELEASE
from guardrails.rules.k8s import no_host_network, no_privileged, pdb_allows_disruption
from guardrails.run import NOTICES, Documents
from guardrails.testing import analyze_request, analyzer_of, judge_example, stack_request
from guardrails.values import UNKNOWN, Secret
from pulumi.runtime.proto import analyzer_pb2 as proto

ROLLOUT = "kubernetes:argoproj.io/v1alpha1:Rollout"
_PRIVILEGED = {"name": "app", "image": "nginx", "securityContext": {"privileged": True}}
_POD = {"spec": {"containers": [_PRIVILEGED]}}


def _problems(token: str, spec: Any) -> tuple[str, ...]:
    return judge_example(no_privileged.GUARDRAIL, {"metadata": {"name": "web"}, "spec": spec}, token=token).problems


def _notices(*tokens: str, spec: Mapping[str, Any] | None = None) -> list[str]:
    stack = {f"one-{place}": ExampleResource(token, {"spec": spec or {}}) for place, token in enumerate(tokens)}
    answer = analyzer_of([]).AnalyzeStack(stack_request(stack, Seen.STATE), None)  # type: ignore[arg-type]
    assert {one.policyName for one in answer.diagnostics} <= {NOTICES}
    return [one.message for one in answer.diagnostics]


@pytest.mark.parametrize(
    ("token", "spec", "place"),
    [
        (ROLLOUT, {"template": _POD}, "spec.template"),
        (f"{ROLLOUT}Patch", {"template": _POD}, "spec.template"),
        (ROLLOUT, Secret({"template": _POD}), "spec.template"),
        (ROLLOUT, {"template": Secret(_POD)}, "spec.template"),
        ("kubernetes:serving.knative.dev/v1:Service", {"template": _POD}, "spec.template"),
        ("kubernetes:apps.kruise.io/v1alpha1:CloneSet", {"template": _POD}, "spec.template"),
        ("kubernetes:keda.sh/v1alpha1:ScaledJob", {"jobTargetRef": {"template": _POD}}, "spec.template"),
        ("kubernetes:apps.kruise.io/v1alpha1:AdvancedCronJob", {"of": {"spec": {"template": _POD}}}, "spec.template"),
        ("kubernetes:kubeflow.org/v1:PyTorchJob", {"of": {"a": {}, "b": {"template": _POD}}}, "spec.template"),
        ("kubernetes:ray.io/v1:RayCluster", {"groups": [{"template": _POD}, {"template": _POD}]}, "items[0].spec.temp"),
    ],
)
def test_a_pod_in_a_custom_resource_is_a_pod(token: str, spec: Any, place: str) -> None:
    problems = _problems(token, spec)

    assert problems
    assert "privileged" in problems[0]
    assert f"(in {place}" in problems[0]


def test_every_pod_of_a_custom_resource_is_judged() -> None:
    fine = {"spec": {"containers": [{"name": "app", "image": "nginx"}]}}

    assert len(_problems("kubernetes:ray.io/v1:RayCluster", {"head": fine, "groups": [{"template": _POD}]})) == 1


@pytest.mark.parametrize(
    "spec",
    [
        UNKNOWN,
        {"template": UNKNOWN},
        {"template": {"spec": {"containers": [{**_PRIVILEGED, "image": None}]}}},
    ],
)
def test_what_does_not_look_like_a_pod_is_told_of_instead(spec: Any) -> None:
    assert _problems(ROLLOUT, spec) == ()
    assert ROLLOUT in _notices(ROLLOUT, spec=spec)[0]


@pytest.mark.parametrize("containers", [UNKNOWN, [UNKNOWN], Secret([Secret(UNKNOWN)])])
def test_unknown_containers_make_a_pod_all_the_same(containers: Any) -> None:
    """What is known of it is judged, and the rest is undecided, as of a Deployment."""
    template = {"spec": {"hostNetwork": True, "containers": containers}}
    manifest = {"metadata": {"name": "web"}, "spec": {"template": template}}

    assert judge_example(no_host_network.GUARDRAIL, manifest, token=ROLLOUT).problems
    assert judge_example(no_privileged.GUARDRAIL, manifest, token=ROLLOUT).undecided
    assert _notices(ROLLOUT, spec={"template": template}) == []


@pytest.mark.parametrize(("document", "level"), [({}, proto.ADVISORY), ({"unevaluated": "block"}, proto.MANDATORY)])
def test_what_nobody_can_judge_is_refused_where_the_security_team_says_so(document: Any, level: int) -> None:
    """What the pack says of itself besides, here that an exemption fits nothing, stops nobody."""
    exemption = {
        "guardrail": "acr-geo-replication",
        "resource": "*::gone",
        "category": "waiver",
        "reason": "it is gone",
    }
    exemptions = {"exemptions": [{**exemption, "owner": "ops", "expires": date(2099, 1, 1)}]}
    analyzer = Analyzer(catalog(), Documents(document, exemptions), date(2026, 1, 1))
    analyzer.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack="dev"), None)  # type: ignore[arg-type]

    stack = stack_request({"web": ExampleResource("command:local:Command", {})}, Seen.STATE)
    found = analyzer.AnalyzeStack(stack, None).diagnostics  # type: ignore[arg-type]

    levels = {"not evaluated" in one.message: one.enforcementLevel for one in found if one.policyName == NOTICES}
    assert levels == {True: level, False: proto.ADVISORY}


def test_a_rollout_is_refused_as_a_deployment_is_and_leaves_nothing_to_tell() -> None:
    request = analyze_request(ROLLOUT, {"metadata": {"name": "web"}, "spec": {"template": _POD}})

    answer = analyzer_of([no_privileged.GUARDRAIL]).Analyze(request, None)  # type: ignore[arg-type]

    assert len(answer.diagnostics) == 1
    assert list(answer.not_applicable) == []
    assert _notices(ROLLOUT, spec={"template": _POD}) == []


def test_what_no_guardrail_knows_is_counted() -> None:
    release = "kubernetes:helm.toolkit.fluxcd.io/v2:HelmRelease"
    command = "command:local:Command"

    [notice] = _notices(release, command, release, "docker-build:index:Image", "pulumi-python:dynamic/shop:Account")

    assert notice.startswith(
        "What 5 resources make or run is not evaluated, for no guardrail knows their types: "
        f"{command} (1), docker-build:index:Image (1), {release} (2), pulumi-python:dynamic/shop:Account (1). "
    )


@pytest.mark.parametrize(
    "token",
    [
        "kubernetes:apps/v1beta1:DeploymentList",
        "kubernetes:cilium.io/v2:CiliumNetworkPolicyPatch",
        "kubernetes:templates.gatekeeper.sh/v1:ConstraintTemplate",
        "kubernetes:helm.sh/v4:Chart",
        "kubernetes:yaml/v2:ConfigGroup",
        "kubernetes:Platform",
        "pulumi:providers:command",
        "azure-native:network:VirtualNetwork",
    ],
)
def test_what_is_judged_or_harmless_is_not_counted(token: str) -> None:
    assert _notices(token) == []


def test_a_release_of_helm_is_told_once() -> None:
    assert len(_notices(HELM_RELEASE)) == 1


def test_a_kind_of_the_pack_is_not_looked_through() -> None:
    """The check by shape costs a walk through the whole object."""
    assert not is_custom("kubernetes:apps/v1:Deployment")
    assert not is_custom("azure-native:containerservice:ManagedCluster")


@pytest.mark.parametrize(("replicas", "problems", "undecided"), [({"replicas": 2}, 1, 0), ({}, 0, 1)])
def test_a_budget_counts_the_replicas_that_a_custom_resource_names(
    replicas: dict[str, int], problems: int, undecided: int
) -> None:
    pod = {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "app", "image": "nginx"}]}}
    budget = {"selector": {"matchLabels": {"app": "web"}}, "minAvailable": 2}
    stack = {
        "web": ExampleResource(ROLLOUT, {"metadata": {"name": "web"}, "spec": {**replicas, "template": pod}}),
        "budget": ExampleResource("kubernetes:policy/v1:PodDisruptionBudget", {"metadata": {}, "spec": budget}),
    }

    judged = judge_example(pdb_allows_disruption.GUARDRAIL, stack)

    assert (len(judged.problems), len(judged.undecided)) == (problems, undecided)
