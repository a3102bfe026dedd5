"""A pod must not reach the metadata service, by a policy of Cilium either."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import placed, some_text, where
from guardrails.cilium import each_rule, names_nobody, opens_metadata
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CILIUM_POLICY
from guardrails.network_policies import METADATA, holds_metadata
from guardrails.props import Problems, Props


def _reaches(rule: Props) -> Problems:
    if names_nobody(rule):
        yield f"must name where it leads to, without {METADATA}"
    if some_text(rule, lambda entity: entity in {"all", "world"}, "toEntities"):
        yield f"must lead to names or ranges instead of the whole world, without {METADATA}"
    yield from rule.each_value("toCIDR", _range)
    yield from rule.each("toCIDRSet", lambda block: placed(_block, block))


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
    return not any(opens_metadata(one) and any(map(holds_metadata, _denied(one))) for one in rule.objects("egressDeny"))


def _denied(rule: Props) -> list[str]:
    whole = (block.text("cidr") for block in rule.objects("toCIDRSet") if not block.has("except"))
    return [*rule.texts("toCIDR"), *whole]


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
    fix="Name hosts in toFQDNs or narrower ranges, list 169.254.169.254/32 in except of the toCIDRSet, or deny it in "
    "egressDeny.",
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
        "another range": _policy({"toCIDR": ["10.0.0.0/8"], "toPorts": _ports(port="80", protocol="TCP")}),
        "hosts by their names": _policy({"toFQDNs": [{"matchName": "example.com"}]}),
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
