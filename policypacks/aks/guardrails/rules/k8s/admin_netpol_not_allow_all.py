"""A network policy of the cluster's administrators must not allow everything."""

from functools import partial
from typing import Any

from guardrails.checks import is_present, number, place, texts_at, together, where
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ADMIN_NETWORK_POLICY
from guardrails.network_policies import NAME_OF_NAMESPACE, PROTOCOLS, is_every_namespace, is_every_node
from guardrails.props import Problems, Props, Texts, all_of, any_of
from guardrails.reach import covers_internet, covers_most_ports
from guardrails.selectors import is_empty_selector


def check(policy: Props) -> Problems:
    """Whatever pods it is for: no other policy can take it back."""
    for way, peers in (("ingress", "from"), ("egress", "to")):
        yield from policy.each(f"spec.{way}", where(_opens_every_port, partial(_everyone, peers)))


def _opens_every_port(rule: Props) -> bool:
    return all_of(
        lambda: rule.text("action") in {"Accept", "Allow"},
        lambda: (
            not (is_present(rule, "protocols") or is_present(rule, "ports"))
            or any_of(*(partial(together, _ranges(rule, one), covers_most_ports) for one in PROTOCOLS))
        ),
    )


def _ranges(rule: Props, protocol: str) -> Texts:
    """Yield the ports of the protocol, by a ClusterNetworkPolicy's rule or by one of its forerunners'."""
    yield from rule.each("protocols", lambda one: _range(one, f"{protocol.lower()}.destinationPort.range"))
    yield from rule.each("ports", where(lambda one: one.text("portRange.protocol", "TCP") == protocol, _range_before))


def _range_before(port: Props) -> Texts:
    return _range(port, "portRange")


def _range(port: Props, path: str) -> Texts:
    yield f"{number(port, f'{path}.start')}-{number(port, f'{path}.end')}"


def _everyone(peers: str, rule: Props) -> Problems:
    yield from rule.each(peers, _every_pod)
    yield from rule.each(peers, _every_node)
    if together(rule.each(peers, lambda peer: texts_at(peer, "networks")), covers_internet):
        yield f"must not allow every address{place(rule)}"


def _every_pod(peer: Props) -> Problems:
    for namespaces in ("namespaces", "pods.namespaceSelector"):
        selector = peer.get(namespaces)
        if isinstance(selector, Props) and is_every_namespace(selector) and is_empty_selector(peer, "pods.podSelector"):
            yield f"must not allow every namespace{place(peer)}"


def _every_node(peer: Props) -> Problems:
    """Their addresses are those of what runs in the nodes' own network, kubelets and ports of services included."""
    selector = peer.get("nodes")
    if isinstance(selector, Props) and is_every_node(selector):
        yield f"must not allow every node{place(peer)}"


def _allowing(*peers: dict[str, Any], way: str = "ingress", action: str = "Accept", **more: Any) -> dict[str, Any]:
    peer = {"ingress": "from", "egress": "to"}[way]
    return {"spec": {"subject": {"namespaces": {}}, way: [{"action": action, peer: [*peers], **more}]}}


def _having(label: str) -> dict[str, Any]:
    return {"matchExpressions": [{"key": label, "operator": "Exists"}]}


def _tcp(**port: Any) -> list[dict[str, Any]]:
    return [{"tcp": {"destinationPort": port}}]


def _before(first: int, last: int, **protocol: str) -> list[dict[str, Any]]:
    """Return the ports as AdminNetworkPolicy has them."""
    return [{"portRange": {"start": first, "end": last, **protocol}}]


_EVERYONE: dict[str, Any] = {"namespaces": {}}
_NAMED = _having(NAME_OF_NAMESPACE)

GUARDRAIL = Guardrail(
    title="No network policy of the administrators opens everything",
    applies_to=ADMIN_NETWORK_POLICY,
    severity=Severity.HIGH,
    why="What an administrators' policy accepts, no network policy of a namespace can refuse.",
    fix="Name namespaces, nodes, networks or ports in each rule whose action is Accept or Allow, or let it Pass.",
    link="https://network-policy-api.sigs.k8s.io/api-overview/",
    absent="A policy without rules allows nothing, so absent passes; a rule without protocols or ports is for all.",
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
        "everyone, on one port": _allowing(_EVERYONE, protocols=_tcp(number=9090)),
        "everyone, on some ports": _allowing(_EVERYONE, protocols=_tcp(range={"start": 1, "end": 1024})),
        "everyone, on a port by its name": _allowing(_EVERYONE, protocols=[{"destinationNamedPort": "metrics"}]),
        "everyone, on half the ports of two protocols": _allowing(
            _EVERYONE,
            action="Allow",
            ports=[*_before(1, 32767, protocol="TCP"), *_before(32768, 65535, protocol="UDP")],
        ),
        "everyone, on one port, before v1alpha2": _allowing(
            _EVERYONE, action="Allow", ports=[{"portNumber": {"protocol": "TCP", "port": 9090}}]
        ),
        "everyone, as other policies say": _allowing(_EVERYONE, action="Pass"),
        "one network": _allowing({"networks": ["10.0.0.0/8"]}, way="egress"),
        "some nodes": _allowing({"nodes": {"matchLabels": {"kubernetes.azure.com/mode": "system"}}}, way="egress"),
        "nodes that have a role": _allowing({"nodes": _having("node-role.kubernetes.io/edge")}, way="egress"),
        "every node, on one port": _allowing({"nodes": {}}, way="egress", protocols=_tcp(number=9100)),
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
        "everyone, on every port": _allowing(_EVERYONE, protocols=_tcp(range={"start": 1, "end": 65535})),
        "everyone, on every port of UDP": _allowing(
            _EVERYONE, protocols=[{"udp": {"destinationPort": {"range": {"start": 1, "end": 65535}}}}]
        ),
        "everyone, before v1alpha2": _allowing(_EVERYONE, action="Allow"),
        "everyone, on every port, before v1alpha2": _allowing(_EVERYONE, action="Allow", ports=_before(1, 65535)),
        "every node": _allowing({"nodes": {}}, way="egress"),
        **{
            f"every node that has {what}": _allowing({"nodes": _having(f"kubernetes.io/{what}")}, way="egress")
            for what in ("arch", "hostname", "os")
        },
    },
)
