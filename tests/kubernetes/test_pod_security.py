"""Pod Security of a real API server and the pack say the same of a pod, wherever they state the same control."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from guardrails.catalog import catalog
from guardrails.guardrail import Guardrail
from guardrails.judge import judge
from guardrails.kinds import POD
from hypothesis import HealthCheck, given, settings

from docs.coverage import carried, read
from simulator.kubernetes.client import Client
from simulator.kubernetes.errors import RefusedError
from tests.cluster import Cluster
from tests.kubernetes.generated_pods import pods
from tests.kubernetes.pod_cases import CASES, Case, pod

PROFILES = ("baseline", "restricted")
SETTINGS = {
    "baseline": {
        "k8s-added-capabilities-allowed": {
            "capabilities": [
                "AUDIT_WRITE",
                "CHOWN",
                "DAC_OVERRIDE",
                "FOWNER",
                "FSETID",
                "KILL",
                "MKNOD",
                "NET_BIND_SERVICE",
                "SETFCAP",
                "SETGID",
                "SETPCAP",
                "SETUID",
                "SYS_CHROOT",
            ]
        }
    },
    "restricted": {},
}
"""Where the pack has one guardrail for both profiles, its parameter makes it the one of the profile."""
STRICTER = {
    "baseline": {
        "k8s-seccomp-runtime-default": "the profile refuses Unconfined; the guardrail asks for a profile as well"
    },
    "restricted": {},
}
"""Guardrails that ask for more than the profile does, and for what: they may refuse what the server admits."""
DIFFERENT = {
    ("/proc unmasked", "baseline"): "baseline admits it in a user namespace of the pod's own, restricted never does",
}
"""Pods by hand, and the profile by which the server admits what the pack refuses, and why."""
GENERATED = 200
FEWEST_OF_A_SORT = 5


@pytest.fixture(scope="module")
def server(cluster: Cluster) -> Client:
    """Return a client of the API server, with a namespace for each profile."""
    client = cluster.client()
    for profile in PROFILES:
        labels = {
            "pod-security.kubernetes.io/enforce": profile,
            "pod-security.kubernetes.io/enforce-version": f"v{read('frameworks.json')['Pod Security']['version']}",
        }
        client.apply(
            {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": f"psa-{profile}", "labels": labels}}
        )
        account = {"apiVersion": "v1", "kind": "ServiceAccount"}
        while client.read({**account, "metadata": {"name": "default", "namespace": f"psa-{profile}"}}) is None:
            time.sleep(0.05)
    return client


def admitted(server: Client, body: Mapping[str, Any], profile: str) -> bool | None:
    """Return the verdict of Pod Security; None where the API server does not know such a pod at all."""
    namespaced = {**body, "metadata": {**body["metadata"], "namespace": f"psa-{profile}"}}
    try:
        server.create(namespaced, dry_run=True)
    except RefusedError as refused:
        if "violates PodSecurity" in str(refused):
            return False
        if refused.code == 422:
            return None
        raise
    return True


def asked(profile: str) -> Iterator[Guardrail]:
    """Yield the guardrails that state a control of the profile; restricted has all of baseline's."""
    names = PROFILES[: PROFILES.index(profile) + 1]
    for guardrail in catalog():
        controls = [one.reference for one in guardrail.controls if one.framework == "Pod Security"]
        if any(one.startswith(names) for one in controls):
            assert isinstance(guardrail, Guardrail)
            yield guardrail


def refusing(body: Mapping[str, Any], profile: str) -> set[str]:
    """Return the guardrails of the profile that find a problem."""
    found = set()
    for guardrail in asked(profile):
        verdict = judge(guardrail, POD.token, body, SETTINGS[profile].get(guardrail.name, {}))
        assert not verdict.undecided
        assert not verdict.crash
        found |= {guardrail.name} if verdict.problems else set()
    return found


def agreed(admits: bool, found: set[str], profile: str) -> bool:
    return found <= set(STRICTER[profile]) if admits else bool(found)


def test_every_control_of_both_profiles_has_a_guardrail() -> None:
    about = read("frameworks.json")["Pod Security"]

    assert set(carried(catalog(), "Pod Security")) == set(about["controls"])
    assert about["left_out"] == {}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_both_agree_on_pods_by_hand(server: Client, one: Case, profile: str) -> None:
    verdict, found = admitted(server, pod(one), profile), refusing(pod(one), profile)

    assert verdict is not None, "the API server does not know such a pod"
    assert agreed(verdict, found, profile) is ((one.name, profile) not in DIFFERENT), (verdict, found)


@given(body=pods())
@settings(
    max_examples=GENERATED,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_both_agree_on_generated_pods(server: Client, body: dict[str, Any]) -> None:
    """A pod that the API server does not know at all, a contradiction in itself, is no case of Pod Security."""
    for profile in PROFILES:
        verdict, found = admitted(server, body, profile), refusing(body, profile)
        assert verdict is None or agreed(verdict, found, profile), (profile, verdict, found)


def test_the_generated_pods_are_of_every_sort(server: Client) -> None:
    """Otherwise the test above would agree about nothing."""
    seen = Counter[tuple[str, bool | None]]()

    @given(body=pods())
    @settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def look(body: dict[str, Any]) -> None:
        seen.update((profile, admitted(server, body, profile)) for profile in PROFILES)

    look()

    assert min(seen[profile, verdict] for profile in PROFILES for verdict in (True, False)) >= FEWEST_OF_A_SORT
