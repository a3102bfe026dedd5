"""The admission policies of a real API server and the pack say the same of an object, wherever they bear one name."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from guardrails.catalog import catalog as guardrails
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.judge import judge, judge_stack
from guardrails.stack import Resource, Stack
from hypothesis import HealthCheck, given, settings

from components.admission.catalog import catalog
from components.admission.examples import OPERATORS, REGISTRY, SUFFIX
from components.admission.exemption import label
from components.admission.policy import AdmissionPolicy, Example
from components.admission.principals import BREAK_GLASS
from components.admission.rendering import Mode, binding
from components.kubernetes.manifest import Manifest, token
from simulator.kubernetes.client import Client
from simulator.kubernetes.errors import RefusedError
from tests.cluster import Cluster
from tests.kubernetes import judging
from tests.kubernetes.differences import DIFFERENCES, ELSEWHERE, Difference
from tests.kubernetes.generated_objects import OBJECTS

WHERE = "agreement"
"""A namespace in which every policy warns and none refuses, so that one request hears all of them."""
SETTINGS: dict[str, dict[str, Any]] = {
    "k8s-image-registry-allowed": {"registries": [REGISTRY]},
    "k8s-route-no-wildcard-host": {"suffixes": [SUFFIX]},
    "k8s-rbac-no-cluster-admin-binding": {"groups": [BREAK_GLASS, OPERATORS]},
}
"""Parameters of guardrails that say what the parameters of the policies say."""
FEWEST_JUDGED = 200
FEWEST_OF_A_SORT = 3
_NAMED = re.compile(r"ValidatingAdmissionPolicy '([^']+)'")


@dataclass
class Judge:
    """The API server, and what it has said of the last object."""

    client: Client
    heard: list[str] = field(default_factory=list)

    def refusing(self, manifest: Manifest) -> set[str] | None:
        """Return the policies that object; None where the API server does not know such an object at all."""
        self.heard.clear()
        try:
            self.client.create(manifest, dry_run=True)
        except RefusedError as refused:
            if refused.code == 422:
                return None
            if "ValidatingAdmissionPolicy" not in str(refused):
                raise
        return {name for warning in self.heard for name in _NAMED.findall(warning)}


def _warning(name: str, policy: AdmissionPolicy) -> Manifest:
    manifest = binding(name, policy, Mode.AUDIT, judging.PARAMETERS)
    names = {"key": "kubernetes.io/metadata.name", "operator": "In", "values": [WHERE, "default"]}
    everywhere = any("namespaces" in match.resources for match in policy.match)
    manifest["metadata"]["name"] = f"agreement-{name}"
    manifest["spec"]["validationActions"] = ["Warn"]
    manifest["spec"]["matchResources"] = {"namespaceSelector": {} if everywhere else {"matchExpressions": [names]}}
    return manifest


@pytest.fixture(scope="module")
def server(guarded_cluster: Cluster) -> Judge:
    """Return an API server that says of every policy whether it objects."""
    admin = guarded_cluster.client()
    admin.apply(judging.namespace(WHERE, **{label(name): "true" for name in catalog()}))
    admin.apply({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "shop", "namespace": WHERE}})
    for name, policy in catalog().items():
        admin.apply(_warning(name, policy))
    heard: list[str] = []
    found = Judge(guarded_cluster.client("somebody", ["system:authenticated", "people"], heard.append), heard)
    spoilt = {name: placed(policy.failing[0]) for name, policy in catalog().items() if name not in ELSEWHERE}
    deadline = time.monotonic() + 30
    while waiting := [name for name, manifest in spoilt.items() if name not in (found.refusing(manifest) or ())]:
        assert time.monotonic() < deadline, f"no warning after 30 s: {waiting}"
        time.sleep(0.1)
    return found


def placed(example: Example) -> Manifest:
    """Return the object in the namespace of the comparison, unless it has one or stands in none."""
    metadata = example.manifest["metadata"]
    if example.manifest["kind"] in ("ClusterRole", "ClusterRoleBinding", "Namespace"):
        return example.manifest
    return {**example.manifest, "metadata": {"namespace": WHERE, **metadata}}


def asked() -> Iterator[Guardrail | StackGuardrail]:
    """Yield the guardrails that have a policy of their name."""
    yield from (one for one in guardrails() if one.name in catalog() and one.name not in ELSEWHERE)


def refusing(manifest: Manifest) -> set[str]:
    """Return the guardrails that find a problem, with the parameters of the platform."""
    kind = token(manifest)
    found = set()
    for one in asked():
        if kind not in one.applies_to.tokens:
            continue
        if isinstance(one, StackGuardrail):
            account = {"metadata": {"name": "shop", "namespace": WHERE}}
            stack = Stack(
                [
                    Resource("object", "object", kind, manifest, {}),
                    Resource("account", "account", "kubernetes:core/v1:ServiceAccount", account, {}),
                ]
            )
            verdict = judge_stack(one, stack)["object"]
        else:
            verdict = judge(one, kind, manifest, SETTINGS.get(one.name, {}))
        assert not verdict.undecided
        assert not verdict.crash
        found |= {one.name} if verdict.problems else set()
    return found


def unexplained(manifest: Manifest, admission: set[str]) -> dict[str, str]:
    """Return what only one of both objects to, and which, where no listed difference says why."""
    pack = refusing(manifest)
    alone = dict.fromkeys(pack - admission, "pack") | dict.fromkeys(admission - pack, "admission")
    return {
        name: who
        for name, who in alone.items()
        if not any((one.name, one.refuses) == (name, who) and one.covers(manifest) for one in DIFFERENCES)
    }


def by_hand() -> Iterator[tuple[str, Manifest]]:
    """Yield the examples of every policy, to be asked for by somebody without office."""
    for name, policy in catalog().items():
        for example in (*policy.passing, *policy.failing):
            if not example.connect:
                yield f"{name}: {example.what}", placed(example)


HAND = dict(by_hand())


def test_every_policy_has_its_guardrail() -> None:
    """And the policies that judge what no manifest declares are those that are listed."""
    assert {one.name for one in asked()} == set(catalog()) - set(ELSEWHERE)
    of_parts = {
        name
        for name, policy in catalog().items()
        if all("/" in resource for one in policy.match for resource in one.resources)
    }
    assert of_parts == set(ELSEWHERE)


@pytest.mark.parametrize("manifest", HAND.values(), ids=HAND)
def test_both_agree_on_examples(server: Judge, manifest: Manifest) -> None:
    admission = server.refusing(manifest)

    assert admission is not None
    assert unexplained(manifest, admission) == {}


@pytest.mark.parametrize("one", DIFFERENCES, ids=lambda one: f"{one.name}: {one.why}")
def test_listed_difference_still_occurs(server: Judge, one: Difference) -> None:
    manifest = placed(one.example)
    admission = server.refusing(manifest)

    assert admission is not None
    assert one.covers(manifest)
    assert (one.name in admission, one.name in refusing(manifest)) == (
        one.refuses == "admission",
        one.refuses == "pack",
    )


def test_both_agree_on_generated_objects(server: Judge) -> None:
    """A contradiction in itself is no case; of each guardrail some are refused, or this would agree about nothing."""
    seen = Counter[str]()

    def look(example: Example) -> None:
        manifest = placed(example)
        admission = server.refusing(manifest)
        if admission is not None:
            seen.update(("judged", *admission))
            assert unexplained(manifest, admission) == {}, manifest

    for objects, count in OBJECTS:
        alike = settings(
            max_examples=count, deadline=None, derandomize=True, database=None, suppress_health_check=[*HealthCheck]
        )
        alike(given(example=objects)(look))()

    assert seen["judged"] >= FEWEST_JUDGED
    assert {one.name for one in asked() if seen[one.name] < FEWEST_OF_A_SORT} == set()
