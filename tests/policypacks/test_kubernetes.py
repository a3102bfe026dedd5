"""The ways in which guardrails read Kubernetes objects: versions, patches, namespaces, quantities, secrets."""

from decimal import Decimal
from typing import Any

import pytest
from guardrails.access import must_not_grant
from guardrails.examples import ExampleResource, Output, Seen
from guardrails.images import Image, image_of, is_from
from guardrails.judge import Verdict, judge
from guardrails.kinds import HELM_RELEASE, NAMESPACE, NETWORK_POLICY, current
from guardrails.pods import container_with
from guardrails.props import LeftOut, Props, Undecided, any_of
from guardrails.quantities import quantity
from guardrails.rules.k8s import image_from_stack_acr, no_privileged, pod_selected_by_netpol, run_as_non_root
from guardrails.run import NOTICES
from guardrails.selectors import a_deployment, same_namespace, selects
from guardrails.stack import Record, Stack, build
from guardrails.subjects import REGISTRY
from guardrails.testing import analyzer_of, judge_example, stack_request
from guardrails.values import UNKNOWN


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        ("kubernetes:apps/v1beta2:Deployment", "kubernetes:apps/v1:Deployment"),
        ("kubernetes:extensions/v1beta1:DeploymentPatch", "kubernetes:apps/v1:DeploymentPatch"),
        ("kubernetes:extensions/v1beta1:IngressList", "kubernetes:networking.k8s.io/v1:IngressList"),
        ("kubernetes:batch/v1beta1:CronJob", "kubernetes:batch/v1:CronJob"),
        ("kubernetes:autoscaling/v2beta2:HorizontalPodAutoscaler", "kubernetes:autoscaling/v2:HorizontalPodAutoscaler"),
        (
            "kubernetes:policy.networking.k8s.io/v1alpha2:ClusterNetworkPolicy",
            "kubernetes:policy.networking.k8s.io/v1beta1:ClusterNetworkPolicy",
        ),
        ("kubernetes:example.com/v1alpha1:Widget", "kubernetes:example.com/v1alpha1:Widget"),
        ("kubernetes:Platform", "kubernetes:Platform"),  # somebody's component
    ],
)
def test_every_version_of_a_kind_is_one(asked: str, served: str) -> None:
    assert current(asked) == served


def test_of_a_patch_what_it_leaves_out_is_open() -> None:
    patch = Props({"spec": {"hostPID": True}}, partial=True)

    assert patch.get("spec.hostPID") is True
    with pytest.raises(LeftOut):
        patch.get("spec.hostIPC")
    assert patch.has("spec.hostIPC")
    with pytest.raises(Undecided) as undecided:
        any_of(lambda: patch.get("spec.hostIPC"), lambda: Props({"a": UNKNOWN}).get("a"))
    assert not isinstance(undecided.value, LeftOut), "what the update will tell counts before what it will not"


def test_a_patch_is_judged_by_what_it_sets() -> None:
    token = "kubernetes:apps/v1:DeploymentPatch"
    patch = {"spec": {"template": container_with(securityContext={"runAsNonRoot": False})}}

    assert judge(no_privileged.GUARDRAIL, token, patch, {}) == Verdict()
    assert judge(run_as_non_root.GUARDRAIL, token, patch, {}).problems == (
        "must set securityContext.runAsNonRoot to true (in spec.template.spec.containers[0], app)",
    )
    unknown = {"spec": {"template": {"spec": {"containers": UNKNOWN}}}}
    assert judge(no_privileged.GUARDRAIL, token, unknown, {}).undecided == ("spec.template.spec.containers",)


@pytest.mark.parametrize(
    ("reference", "image"),
    [
        ("nginx", Image("docker.io", "nginx", "", "")),
        ("library/nginx:1.29", Image("docker.io", "library/nginx", "1.29", "")),
        ("index.docker.io/library/nginx:1.29", Image("docker.io", "library/nginx", "1.29", "")),
        ("localhost/app", Image("localhost", "app", "", "")),
        ("Example.azurecr.io:443/a/b:1@sha256:00", Image("example.azurecr.io:443", "a/b", "1", "sha256:00")),
    ],
)
def test_images_are_read_as_the_runtime_reads_them(reference: str, image: Image) -> None:
    assert image_of(Props({"image": reference})) == image


def test_an_allowed_registry_may_name_repositories() -> None:
    image = Image("example.azurecr.io", "shop/api", "1", "")

    assert is_from(image, "*.azurecr.io")
    assert is_from(image, "example.azurecr.io/shop")
    assert not is_from(image, "example.azurecr.io/sho")
    assert not is_from(image, "*.example.azurecr.io")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("500m", "0.5"),
        ("1.5", "1.5"),
        ("2Gi", "2147483648"),
        ("1e3", "1000"),
        ("64Ki", "65536"),
        (2, "2"),
        ("3k", "3000"),
    ],
)
def test_quantities_are_numbers(text: Any, number: str) -> None:
    assert quantity(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "much", "1 Gi", None, [], "1Xi"])
def test_what_is_no_quantity_is_none(text: Any) -> None:
    assert quantity(text) is None


def _granted(**rule: Any) -> bool:
    check = must_not_grant(("get",), ("pods/exec",))
    return bool(list(check(Props({"rules": [{"apiGroups": [""], "verbs": ["get"], **rule}]}))))


def test_a_star_grants_as_kubernetes_reads_it() -> None:
    assert all(_granted(resources=[one]) for one in ("pods/exec", "*", "*/exec"))
    assert not any(_granted(resources=[one]) for one in ("pods", "exec", "*/log"))
    assert not _granted(resources=["pods/exec"], apiGroups=["example.com"])


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ({"key": "app", "operator": "In", "values": ["web"]}, True),
        ({"key": "app", "operator": "NotIn", "values": ["web"]}, False),
        ({"key": "tier", "operator": "NotIn", "values": ["web"]}, True),
        ({"key": "app", "operator": "Exists"}, True),
        ({"key": "app", "operator": "DoesNotExist"}, False),
    ],
)
def test_selectors_select_as_those_of_kubernetes(expression: dict[str, Any], meant: bool) -> None:
    pod = Props({"metadata": {"labels": {"app": "web"}}})

    assert selects(Props({"matchExpressions": [expression]}), pod) is meant


def _stack(namespace_name: Any, **dependencies: list[str]) -> Stack:
    policy = {"metadata": {"name": "deny", "namespace": UNKNOWN}, "spec": {"podSelector": {}}}
    return build(
        [
            Record("urn:shop", "shop", NAMESPACE.token, {"metadata": {"name": namespace_name}}, {}),
            Record("urn:deny", "deny", NETWORK_POLICY.token, policy, dependencies),
            Record("urn:web", "web", a_deployment().token, a_deployment().properties, {}),
        ]
    )


def test_a_namespace_that_is_an_output_is_the_one_it_comes_from() -> None:
    _, policy, web = _stack("shop", metadata=["urn:shop"]).resources

    assert same_namespace(policy, web)
    assert not same_namespace(_stack("other", metadata=["urn:shop"]).resources[1], web)


@pytest.mark.parametrize(
    "stack",
    [
        _stack("shop"),
        _stack(UNKNOWN, metadata=["urn:shop"]),
        _stack("shop", metadata=["urn:shop", "urn:web"]),
        _stack("shop", metadata=["urn:elsewhere"]),
    ],
    ids=["nothing says where from", "a name that is still to be chosen", "two sources", "another stack's"],
)
def test_a_namespace_that_may_be_another_is_undecided(stack: Stack) -> None:
    _, policy, web = stack.resources

    with pytest.raises(Undecided, match=r"metadata\.namespace"):
        same_namespace(policy, web)


def test_problems_of_lists_name_the_item() -> None:
    listed = ExampleResource("kubernetes:apps/v1:DeploymentList", {"items": [a_deployment().properties]})
    shop = ExampleResource(NAMESPACE.token, {"metadata": {"name": "shop"}})

    judged = judge_example(pod_selected_by_netpol.GUARDRAIL, {"shop": shop, "all": listed})

    assert judged.problems == ("must be selected by a NetworkPolicy of its namespace (in items[0])",)


@pytest.mark.parametrize("seen", [Seen.PREVIEW, Seen.STATE])
def test_an_output_of_the_registry_does_not_speak_for_other_images(seen: Seen) -> None:
    """An unknown image is taken for that output, also where there are several."""
    stack = {
        "registry": ExampleResource(REGISTRY.token, {"registryName": "example"}),
        "web": a_deployment(
            containers=[{"name": name, "image": Output("registry", "loginServer")} for name in ("app", "log")]
            + [{"name": "sidecar", "image": "other.azurecr.io/proxy:1"}]
        ),
    }

    judged = judge_example(image_from_stack_acr.GUARDRAIL, stack, seen=seen)

    assert judged.problems == (
        "must not run an image from other.azurecr.io (in spec.template.spec.containers[2], sidecar)",
    )
    assert judged.undecided == ()


def test_what_helm_installs_is_told() -> None:
    release = ExampleResource(HELM_RELEASE, {"chart": "ingress-nginx"})

    answer = analyzer_of([]).AnalyzeStack(stack_request({"gateway": release}, Seen.STATE), None)  # type: ignore[arg-type]

    assert [one.policyName for one in answer.diagnostics] == [NOTICES]
    assert "What 1 Helm releases install is not evaluated: gateway" in answer.diagnostics[0].message
