"""A network policy of the cluster's administrators must not allow everything."""

from functools import partial
from typing import Any

from guardrails.checks import is_present, number, place, texts_at, together, where
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ADMIN_NETWORK_POLICY
from guardrails.network_policies import NAME_OF_NAMESPACE, is_every_namespace
from guardrails.props import Problems, Props, Texts, all_of
from guardrails.reach import covers_internet, covers_most_ports
from guardrails.selectors import is_empty_selector


def check(policy: Props) -> Problems:
    """Whatever pods it is for: no other policy can take it back."""
    for way, peers in (("ingress", "from"), ("egress", "to")):
        yield from policy.each(f"spec.{way}", where(_opens_every_port, partial(_everyone, peers)))


def _opens_every_port(rule: Props) -> bool:
    return all_of(
        lambda: rule.text("action") == "Allow",
        lambda: not is_present(rule, "ports") or together(rule.each("ports", _range), covers_most_ports),
    )


def _range(port: Props) -> Texts:
    yield f"{number(port, 'portRange.start')}-{number(port, 'portRange.end')}"


def _everyone(peers: str, rule: Props) -> Problems:
    yield from rule.each(peers, _every_pod)
    if together(rule.each(peers, lambda peer: texts_at(peer, "networks")), covers_internet):
        yield f"must not allow every address{place(rule)}"


def _every_pod(peer: Props) -> Problems:
    for namespaces in ("namespaces", "pods.namespaceSelector"):
        selector = peer.get(namespaces)
        if isinstance(selector, Props) and is_every_namespace(selector) and is_empty_selector(peer, "pods.podSelector"):
            yield f"must not allow every namespace{place(peer)}"


def _allowing(*peers: dict[str, Any], way: str = "ingress", action: str = "Allow", **more: Any) -> dict[str, Any]:
    peer = {"ingress": "from", "egress": "to"}[way]
    return {"spec": {"subject": {"namespaces": {}}, way: [{"action": action, peer: [*peers], **more}]}}


_EVERYONE: dict[str, Any] = {"namespaces": {}}
_NAMED: dict[str, Any] = {"matchExpressions": [{"key": NAME_OF_NAMESPACE, "operator": "Exists"}]}

GUARDRAIL = Guardrail(
    title="No network policy of the administrators opens everything",
    applies_to=ADMIN_NETWORK_POLICY,
    severity=Severity.HIGH,
    why="What an AdminNetworkPolicy allows, no network policy of a namespace can refuse.",
    fix="Name namespaces, networks or ports in each rule whose action is Allow, or let it Pass.",
    link="https://network-policy-api.sigs.k8s.io/api-overview/",
    absent="A policy without rules allows nothing, so absent passes; a rule without ports is for all of them.",
    requirements=("002-16", "004-6"),
    controls=(),
    check=check,
    passing={
        "one namespace": _allowing({"namespaces": {"matchLabels": {"team": "monitoring"}}}),
        "some pods of every namespace": _allowing(
            {"pods": {"namespaceSelector": {}, "podSelector": {"matchLabels": {"app": "agent"}}}}
        ),
        "every pod of one namespace": _allowing(
            {"pods": {"namespaceSelector": {"matchLabels": {"team": "monitoring"}}, "podSelector": {}}}
        ),
        "everyone, on one port": _allowing(_EVERYONE, ports=[{"portNumber": {"protocol": "TCP", "port": 9090}}]),
        "everyone, on some ports": _allowing(
            _EVERYONE, ports=[{"portRange": {"protocol": "TCP", "start": 1, "end": 1024}}]
        ),
        "everyone, as other policies say": _allowing(_EVERYONE, action="Pass"),
        "one network": _allowing({"networks": ["10.0.0.0/8"]}, way="egress"),
        "no rule": {"spec": {"subject": {"namespaces": {}}}},
    },
    failing={
        "everyone": _allowing(_EVERYONE),
        "everyone beside somebody": _allowing({"namespaces": {"matchLabels": {"team": "monitoring"}}}, _EVERYONE),
        "everyone, by pods": _allowing({"pods": {"namespaceSelector": {}, "podSelector": {}}}),
        "everyone who has a name": _allowing({"namespaces": _NAMED}),
        "everyone who has a name, by pods": _allowing({"pods": {"namespaceSelector": _NAMED, "podSelector": {}}}),
        "everywhere in the cluster": _allowing(_EVERYONE, way="egress"),
        "everywhere": _allowing({"networks": ["0.0.0.0/0"]}, way="egress"),
        "everywhere, in two halves": _allowing(
            {"networks": ["0.0.0.0/1"]}, {"networks": ["128.0.0.0/1"]}, way="egress"
        ),
        "everyone, on every port": _allowing(
            _EVERYONE, ports=[{"portRange": {"protocol": "TCP", "start": 1, "end": 65535}}]
        ),
    },
)
