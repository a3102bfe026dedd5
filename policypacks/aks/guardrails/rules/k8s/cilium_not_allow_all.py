"""A policy of Cilium must not allow everything."""

from functools import partial

from guardrails.checks import Check, placed, some_text, texts_at, together, where
from guardrails.cilium import (
    EVERYWHERE,
    each_rule,
    is_every_namespace,
    means_all_pods,
    names_nobody,
    opens_every_port,
)
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CILIUM_POLICY
from guardrails.network_policies import may_mean_all_pods
from guardrails.props import Problems, Props, Texts, any_of, decided
from guardrails.reach import covers_internet


def check(policy: Props) -> Problems:
    """What lets everyone in or out, in a policy for all pods; every address, coming in, for whatever pods."""
    yield from each_rule(partial(_rule, policy))(policy)


def _rule(policy: Props, rule: Props) -> Problems:
    for_all = partial(may_mean_all_pods, means_all_pods)
    for way, everyone in (
        ("ingress", where(opens_every_port, partial(_everyone_in, policy))),
        ("ingress", _world_in),
        ("egress", where(opens_every_port, _everyone_out)),
    ):
        yield from decided(where(for_all, partial(_each, way, everyone)), rule)
    yield from rule.each("ingress", lambda one: placed(_addresses_in, one))


def _each(way: str, check: Check, rule: Props) -> Problems:
    yield from rule.each(way, lambda one: placed(check, one))


def _everyone_in(policy: Props, rule: Props) -> Problems:
    if names_nobody(rule):
        yield "must name whom it lets in"
    if some_text(rule, lambda entity: entity == "cluster", "fromEntities"):
        yield "must not let the whole cluster in"
    yield from rule.each("fromEndpoints", partial(_every_namespace, policy))


def _every_namespace(policy: Props, endpoints: Props) -> Problems:
    """An empty selector means the namespace of the policy, where it has one."""
    if is_every_namespace(endpoints) and any_of(
        lambda: endpoints.count("matchExpressions") > 0,
        lambda: policy.get("kind") == "CiliumClusterwideNetworkPolicy",
    ):
        yield "must not let every namespace in"


def _world_in(rule: Props) -> Problems:
    if some_text(rule, EVERYWHERE.__contains__, "fromEntities"):
        yield "must not let the whole world in"


def _everyone_out(rule: Props) -> Problems:
    if names_nobody(rule):
        yield "must name where it leads to"
    if together(texts_at(rule, "toEntities"), _are_everyone):
        yield "must not lead to everyone"


def _are_everyone(entities: list[str]) -> bool:
    return "all" in entities or ("cluster" in entities and not EVERYWHERE.isdisjoint(entities))


def _addresses_in(rule: Props) -> Problems:
    if together(_ranges(rule), covers_internet):
        yield "must not let every address in"


def _ranges(rule: Props) -> Texts:
    yield from texts_at(rule, "fromCIDR")
    yield from rule.each("fromCIDRSet", _range)


def _range(block: Props) -> Texts:
    if not block.texts("except"):
        yield block.text("cidr")


def _policy(*, selector: dict[str, object] | None = None, **ways: object) -> dict[str, object]:
    return {"spec": {"endpointSelector": selector or {}, **ways}}


def _ports(*ports: dict[str, object]) -> list[dict[str, object]]:
    return [{"ports": [*ports]}]


_GATEWAY: dict[str, object] = {"matchLabels": {"app": "gateway"}}
_IN_SHOP: dict[str, object] = {"matchLabels": {"k8s:io.kubernetes.pod.namespace": "shop"}}
_ANY_NAMESPACE = {"matchExpressions": [{"key": "k8s:io.kubernetes.pod.namespace", "operator": "Exists"}]}
_HALVES = ({"port": "1", "endPort": 32767, "protocol": "TCP"}, {"port": "32768", "endPort": 65535, "protocol": "UDP"})

GUARDRAIL = Guardrail(
    title="No policy of Cilium opens everything",
    applies_to=CILIUM_POLICY,
    severity=Severity.HIGH,
    why="Cilium adds its policies up with those of Kubernetes: one that allows everything undoes all others.",
    fix="Name who may come in, and where it may go to, by labels, names or narrow ranges.",
    link="https://docs.cilium.io/en/stable/security/policy/language/",
    absent="A policy without rules allows nothing, and an empty rule neither, so absent passes.",
    requirements=("002-16",),
    controls=(),
    check=check,
    passing={
        "nothing": _policy(ingress=[{}], egress=[{}]),
        "no rules": _policy(),
        "its own namespace": _policy(
            ingress=[{"fromEndpoints": [{}]}], egress=[{"toEndpoints": [{}], "toPorts": _ports({"port": "0"})}]
        ),
        "hosts by their names": _policy(
            egress=[
                {
                    "toEndpoints": [{"matchLabels": {"k8s:k8s-app": "kube-dns"}}],
                    "toPorts": [
                        {"ports": [{"port": "53", "protocol": "ANY"}], "rules": {"dns": [{"matchPattern": "*"}]}}
                    ],
                },
                {"toFQDNs": [{"matchName": "example.com"}]},
            ]
        ),
        "the world, to the gateway alone": _policy(selector=_GATEWAY, ingress=[{"fromEntities": ["world"]}]),
        "everywhere, for the gateway alone": _policy(
            selector={"matchExpressions": [{"key": "app", "operator": "Exists"}]}, egress=[{"toEntities": ["all"]}]
        ),
        "to the world": _policy(egress=[{"toEntities": ["world"]}, {"toEntities": ["world-ipv4", "world-ipv6"]}]),
        "to the cluster": _policy(egress=[{"toEntities": ["cluster"]}]),
        **{
            f"nobody, as {peers} says with an empty list": {
                "spec": {"endpointSelector": {}, way: [{peers: [], "toPorts": _ports({"port": "0"})}]}
            }
            for way, peers in (
                ("ingress", "fromEndpoints"),
                ("egress", "toNodes"),
                ("ingress", "fromEntities"),
                ("egress", "toCIDR"),
                ("egress", "toCIDRSet"),
            )
        },
        "nodes": {"spec": {"nodeSelector": {}, "ingress": [{"fromEntities": ["all"]}]}},
        "the cluster, on one port": _policy(
            ingress=[{"fromEntities": ["cluster"], "toPorts": _ports({"port": "9090", "protocol": "TCP"})}]
        ),
        "everyone, on one port": _policy(ingress=[{"toPorts": _ports({"port": "443"})}]),
        "everyone, on half of the ports of each protocol": _policy(ingress=[{"toPorts": _ports(*_HALVES)}]),
        "everyone, to ask whether it is there": _policy(
            ingress=[{"icmps": [{"fields": [{"type": 8}]}]}, {"fromEntities": ["cluster"], "icmps": [{"fields": []}]}]
        ),
        "other pods of every namespace": _policy(
            ingress=[
                {
                    "fromEndpoints": [
                        {
                            "matchExpressions": [
                                {"key": "k8s:io.kubernetes.pod.namespace", "operator": "Exists"},
                                {"key": "app", "operator": "Exists"},
                            ]
                        },
                        {"matchLabels": {"app": "agent"}, **_ANY_NAMESPACE},
                    ]
                }
            ]
        ),
        "every namespace but one": _policy(
            ingress=[
                {
                    "fromEndpoints": [
                        {
                            "matchExpressions": [
                                {"key": "io.kubernetes.pod.namespace", "operator": "NotIn", "values": ["dev"]}
                            ]
                        }
                    ]
                }
            ]
        ),
        "one network": _policy(ingress=[{"fromCIDR": ["203.0.113.0/24"]}]),
        "every address but some": _policy(ingress=[{"fromCIDRSet": [{"cidr": "0.0.0.0/0", "except": ["10.0.0.0/8"]}]}]),
    },
    failing={
        "everyone": _policy(ingress=[{"fromEntities": ["all"]}]),
        "the world, on whatever port": _policy(
            ingress=[{"fromEntities": ["host", "world"], "toPorts": _ports({"port": "443"})}]
        ),
        "the world of IPv4": _policy(ingress=[{"fromEntities": ["world-ipv4"]}]),
        "the world of IPv6": _policy(ingress=[{"fromEntities": ["world-ipv6"]}]),
        "the cluster": _policy(ingress=[{"fromEntities": ["cluster"]}]),
        "everyone, on every port": _policy(ingress=[{"toPorts": _ports({"port": "0", "protocol": "UDP"})}]),
        "everyone, by null": _policy(ingress=[{"fromEndpoints": None, "toPorts": _ports({"port": "0"})}]),
        "everyone, on nearly every port": _policy(
            ingress=[{"toPorts": _ports({"port": "443"}, {"port": "1024", "endPort": 65535, "protocol": "SCTP"})}]
        ),
        "every namespace": _policy(ingress=[{"fromEndpoints": [_ANY_NAMESPACE]}]),
        "every namespace, from a policy that has none": {
            "kind": "CiliumClusterwideNetworkPolicy",
            **_policy(ingress=[{"fromEndpoints": [{}]}]),
        },
        "everyone, who need not even say who it is": _policy(
            ingress=[{"toPorts": _ports({"port": "0"}), "authentication": {"mode": "disabled"}}]
        ),
        "everywhere": _policy(egress=[{"toEntities": ["all"]}]),
        "everywhere, in two parts": _policy(egress=[{"toEntities": ["world", "cluster"]}]),
        "everywhere on IPv4, in two parts": _policy(egress=[{"toEntities": ["cluster", "world-ipv4"]}]),
        "everywhere, by no names of hosts": _policy(egress=[{"toFQDNs": [], "toPorts": _ports({"port": "0"})}]),
        "everywhere, on every port": _policy(egress=[{"toPorts": _ports({"port": "1", "endPort": 65535})}]),
        "everywhere, for a whole namespace": {
            "kind": "CiliumClusterwideNetworkPolicy",
            **_policy(selector=_IN_SHOP, egress=[{"toEntities": ["all"]}]),
        },
        "everywhere, for the namespaces of a team": _policy(
            selector={"matchExpressions": [{"key": "io.cilium.k8s.namespace.labels.team", "operator": "Exists"}]},
            egress=[{"toEntities": ["all"]}],
        ),
        "everywhere, in one of several rules": {
            "specs": [
                {"endpointSelector": {}, "egress": [{}]},
                {"endpointSelector": {}, "egress": [{"toEntities": ["all"]}]},
            ]
        },
        "every address, to the gateway": _policy(selector=_GATEWAY, ingress=[{"fromCIDR": ["0.0.0.0/0"]}]),
        "every address of IPv6, as a set": _policy(ingress=[{"fromCIDRSet": [{"cidr": "::/0"}]}]),
        "every address in two halves": _policy(
            ingress=[{"fromCIDR": ["0.0.0.0/1", "128.0.0.0/1"], "toPorts": _ports({"port": "443"})}]
        ),
    },
)
