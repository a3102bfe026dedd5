"""A pod must not reach the metadata service, by a policy of Cilium either."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import placed, some_text, together, where
from guardrails.cilium import WORLD_IPV4, each_rule, names_nobody, opens_metadata
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CILIUM_POLICY
from guardrails.network_policies import METADATA, holds_metadata
from guardrails.props import Problems, Props
from guardrails.values import UNKNOWN


def _reaches(rule: Props) -> Problems:
    if names_nobody(rule):
        yield f"must name where it leads to, without {METADATA}"
    if some_text(rule, (WORLD_IPV4 | {"all"}).__contains__, "toEntities"):
        yield f"must lead to names or ranges instead of the whole world, without {METADATA}"
    yield from rule.each("toFQDNs", lambda host: placed(_every_name, host))
    yield from rule.each_value("toCIDR", _range)
    yield from rule.each("toCIDRSet", lambda block: placed(_block, block))


def _every_name(host: Props) -> Problems:
    """Whoever has a name lets it mean any address."""
    pattern = host.text("matchPattern")
    if pattern and not pattern.strip("*."):
        yield f"must name the hosts it leads to: a name may mean {METADATA}"


def _range(cidr: Any) -> Problems:
    if holds_metadata(cidr):
        yield f"must not lead to {cidr}, which holds {METADATA}"


def _block(block: Props) -> Problems:
    cidr = block.text("cidr")
    if holds_metadata(cidr) and not any(holds_metadata(one) for one in block.texts("except")):
        yield f"must list {METADATA}/32 in except of {cidr}"


def _leads_there(rule: Props) -> Problems:
    yield from rule.each("egress", where(opens_metadata, lambda one: placed(_reaches, one)))


def _is_not_denied(rule: Props) -> bool:
    """What one rule denies no other allows."""
    return not together(rule.each("egressDeny", where(opens_metadata, _reaches)), bool)


def _policy(*egress: Mapping[str, object], **ways: object) -> dict[str, Any]:
    return {"spec": {"endpointSelector": {"matchLabels": {"app": "web"}}, "egress": [*egress], **ways}}


def _ports(**port: object) -> list[dict[str, object]]:
    return [{"ports": [port]}]


_EVERY_ADDRESS = {"toCIDR": ["0.0.0.0/0"]}

GUARDRAIL = Guardrail(
    title="What Cilium lets go everywhere may not go to the metadata service",
    applies_to=CILIUM_POLICY,
    severity=Severity.MEDIUM,
    why="The metadata service hands the identity of the node to whoever asks; to Cilium it is part of the world.",
    fix="Name hosts in toFQDNs, name narrower ranges, list 169.254.169.254/32 in except of the toCIDRSet, or deny it "
    "in egressDeny.",
    link="https://docs.cilium.io/en/stable/security/policy/language/",
    absent="Without rules nothing is opened, so absent passes; naming ports alone goes everywhere and fails.",
    requirements=("002-16",),
    controls=(),
    check=each_rule(where(_is_not_denied, _leads_there)),
    passing={
        "without it": _policy({"toCIDRSet": [{"cidr": "0.0.0.0/0", "except": ["169.254.169.254/32"]}]}),
        "without all of its kind": _policy(
            {"toCIDRSet": [{"cidr": "0.0.0.0/0", "except": ["10.0.0.0/8", "169.254.0.0/16"]}]}
        ),
        "another range, as a set": _policy({"toCIDRSet": [{"cidr": "10.0.0.0/8"}]}),
        "it is denied": _policy(_EVERY_ADDRESS, egressDeny=[{"toCIDR": ["169.254.169.254/32"]}]),
        "all addresses of its kind are denied": _policy(
            {"toEntities": ["world"]},
            egressDeny=[{"toCIDRSet": [{"cidr": "169.254.0.0/16"}], "toPorts": _ports(port="80")}],
        ),
        "the world is denied": _policy({"toEntities": ["all"]}, egressDeny=[{"toEntities": ["world-ipv4"]}]),
        "its port is denied": _policy(_EVERY_ADDRESS, egressDeny=[{"toPorts": _ports(port="80", protocol="TCP")}]),
        "the world is denied, and more": _policy(
            _EVERY_ADDRESS, egressDeny=[{"toCIDR": [UNKNOWN]}, {"toEntities": ["world"]}]
        ),
        "the world of IPv6": _policy({"toEntities": ["world-ipv6"]}),
        "another range": _policy({"toCIDR": ["10.0.0.0/8"], "toPorts": _ports(port="80", protocol="TCP")}),
        "hosts by their names": _policy({"toFQDNs": [{"matchName": "example.com"}, {"matchPattern": "*.example.com"}]}),
        "names of services": _policy({"toFQDNs": [{"matchPattern": "_*.*"}]}),
        "every name, on another port": _policy({"toFQDNs": [{"matchPattern": "*"}], "toPorts": _ports(port="443")}),
        "other pods": _policy({"toEndpoints": [{}], "toPorts": _ports(port="80")}),
        "nothing": _policy({}),
        "no rules": {"spec": {"endpointSelector": {}}},
        "everywhere, on another port": _policy({"toEntities": ["world"], "toPorts": _ports(port="443")}),
        "everywhere, for names alone": _policy({"toPorts": _ports(port="0", protocol="UDP")}),
        "everywhere, to ask whether it is there": _policy({**_EVERY_ADDRESS, "icmps": [{"fields": [{"type": 8}]}]}),
        "to the cluster": _policy({"toEntities": ["cluster", "kube-apiserver"]}),
    },
    failing={
        "everywhere": _policy({"toEntities": ["all"]}),
        "the world": _policy({"toEntities": ["world"], "toPorts": _ports(port="79", endPort=81, protocol="TCP")}),
        "every address": _policy(_EVERY_ADDRESS),
        "every address of its kind": _policy({"toEntities": ["world-ipv4"]}),
        "every name": _policy({"toFQDNs": [{"matchName": "example.com"}, {"matchPattern": "*"}]}),
        "every name of two parts": _policy({"toFQDNs": [{"matchPattern": "*.**"}]}),
        "half of everything": _policy({"toCIDRSet": [{"cidr": "128.0.0.0/1", "except": ["10.0.0.0/8"]}]}),
        "everywhere, by naming ports alone": _policy({"toPorts": _ports(port="80", protocol="TCP")}),
        "everywhere, by naming every port": _policy({"toPorts": _ports(port="0", protocol="ANY")}),
        "in one of several rules": {"specs": [_policy()["spec"], _policy(_EVERY_ADDRESS)["spec"]]},
        "another of its kind is denied": _policy(_EVERY_ADDRESS, egressDeny=[{"toCIDR": ["169.254.169.253/32"]}]),
        "another port of it is denied": _policy(
            _EVERY_ADDRESS, egressDeny=[{"toCIDR": ["169.254.169.254/32"], "toPorts": _ports(port="443")}]
        ),
        "all but it are denied": _policy(
            _EVERY_ADDRESS,
            egressDeny=[{"toCIDRSet": [{"cidr": "169.254.0.0/16", "except": ["169.254.169.254/32"]}]}],
        ),
    },
)
