"""The API server itself judges every example of every admission policy."""

import time

import pytest

from components.admission.catalog import catalog
from components.admission.examples import IMAGE, OPERATORS, container, pod, pod_spec
from components.admission.exemption import label
from components.admission.policy import Example, Force
from simulator.kubernetes.errors import RefusedError
from tests.cluster import Cluster
from tests.kubernetes import judging

FAILING = [(name, example) for name, wanted in catalog().items() for example in wanted.failing]
PASSING = [(name, example) for name, wanted in catalog().items() for example in wanted.passing]


@pytest.fixture(scope="module")
def judge(guarded_cluster: Cluster) -> Cluster:
    """Return a cluster in which the policies are in force, with a pod to connect to."""
    guarded_cluster.client().apply(
        {**pod().manifest, "metadata": {"name": "running", "namespace": judging.alone("k8s-rbac-no-pod-exec")}}
    )
    return guarded_cluster


@pytest.mark.parametrize("name", catalog())
def test_expressions_are_of_the_right_types(judge: Cluster, name: str) -> None:
    """The server has checked them, and has nothing to say."""
    api = "admissionregistration.k8s.io/v1"
    wanted = {"apiVersion": api, "kind": "ValidatingAdmissionPolicy", "metadata": {"name": name}}
    deadline = time.monotonic() + 20
    while True:
        found = judge.client().read(wanted)
        assert found
        if "typeChecking" in found.get("status", {}):
            break
        assert time.monotonic() < deadline, "the server has not checked the types"
        time.sleep(0.1)

    assert found["status"]["typeChecking"].get("expressionWarnings", []) == []


@pytest.mark.parametrize(("name", "example"), PASSING, ids=[f"{name}: {one.what}" for name, one in PASSING])
def test_passing_example_is_admitted(judge: Cluster, name: str, example: Example) -> None:
    """By its own policy, and where it is an object by all of them."""
    refusal = judging.verdict(judge, example, judging.alone(name) if example.connect else judging.JUDGED)

    assert "ValidatingAdmissionPolicy" not in refusal
    fails = example.connect not in ("", judging.DEBUGGING)
    assert bool(refusal) == fails, "no pod runs here, so a connection fails behind admission"


@pytest.mark.parametrize(("name", "example"), FAILING, ids=[f"{name}: {one.what}" for name, one in FAILING])
def test_failing_example_is_refused(judge: Cluster, name: str, example: Example) -> None:
    """Where only this policy holds; with its name, what must be so and what offends. Advice lets it through."""
    wanted = catalog()[name]
    refusal = judging.verdict(judge, example, judging.alone(name))

    if wanted.force is Force.ADVICE:
        assert refusal == ""
    else:
        assert f"{name}: {wanted.title} {wanted.fix} Offending: " in refusal


def test_exemption_is_set_by_operators_only(judge: Cluster) -> None:
    """A team that may do everything else may not, on an existing namespace either."""
    name = "k8s-image-digest"
    level = {
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/enforce-version": "v1.35",
    }
    exempt = judging.namespace("judged-later", **level, **{label(name): "true"})
    judge.client().apply(judging.namespace("judged-later", **level))
    team = judge.client("somebody", ["system:authenticated", "people"])
    operator = judge.client("somebody", ["system:authenticated", "people", OPERATORS])

    with pytest.raises(RefusedError, match="Only platform operators exempt a namespace"):
        team.apply(exempt, manager="team", force=True)
    operator.apply(exempt, manager="operators", force=True)
    team.apply({**exempt, "metadata": {**exempt["metadata"], "annotations": {"a": "b"}}}, manager="team", force=True)


def test_what_runs_already_can_still_change_elsewhere(judge: Cluster) -> None:
    """A pod from before the policies loses its finalizer; its specification stays as it was."""
    admin = judge.client()
    old = pod(container(image="docker.io/library/nginx:1.27"))
    where = judging.namespace("before", **{label(name): "true" for name in catalog()})
    admin.apply(where)
    admin.apply({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "shop", "namespace": "before"}})
    kept = {"name": "web", "namespace": "before", "finalizers": ["example.com/kept"]}
    admin.apply({**old.manifest, "metadata": kept})
    admin.apply(judging.namespace("before"), force=True)

    freed = admin.apply({**old.manifest, "metadata": {"name": "web", "namespace": "before"}}, force=True)

    assert "finalizers" not in freed["metadata"]


def test_a_pod_can_still_change_on_its_node(judge: Cluster) -> None:
    """The scheduler has chosen the node, not who wrote the pod."""
    admin = judge.client()
    about = {"name": "placed", "namespace": judging.alone("k8s-no-node-name")}
    manifest = {**pod().manifest, "metadata": about}
    choice = {"apiVersion": "v1", "kind": "Binding", "metadata": about, "target": {"kind": "Node", "name": "aks-0"}}
    admin.apply(manifest)
    admin.request("POST", f"{admin.path(manifest, 'placed')}/binding", choice)

    changed = admin.apply({**manifest, "spec": pod_spec(container(image=f"{IMAGE[:-1]}0"))}, force=True)

    assert changed["spec"]["nodeName"] == "aks-0"
