"""A policy of Calico must not allow everything."""

import re
from functools import partial
from typing import Any

from guardrails.checks import is_present, place, texts_at, together, where
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CALICO_POLICY
from guardrails.network_policies import PROTOCOLS
from guardrails.props import Problems, Props, all_of
from guardrails.reach import covers_internet, covers_most_ports

_EVERY = re.compile(r"[ \t]*all\([ \t]*\)[ \t]*")
"""The selector that chooses everything: https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy."""
_PORTS = "destination.ports"
_PROTOCOLS = {*PROTOCOLS, "6", "17", "132"}
"""Those that have ports, by name or number."""


def check(policy: Props) -> Problems:
    """Whatever pods it is for: it may come before every network policy."""
    for way, peer in (("ingress", "source"), ("egress", "destination")):
        yield from policy.each(f"spec.{way}", where(_opens_every_port, partial(_everyone, peer)))


def _opens_every_port(rule: Props) -> bool:
    return all_of(
        lambda: rule.text("action") == "Allow",
        lambda: rule.text("protocol", "TCP") in _PROTOCOLS,
        lambda: not is_present(rule, _PORTS) or together(texts_at(rule, _PORTS), _are_most),
    )


def _are_most(ports: list[str]) -> bool:
    return covers_most_ports([one.replace(":", "-") for one in ports])


def _everyone(peer: str, rule: Props) -> Problems:
    said = [one for one in rule.names(peer) if one not in {"ports", "notPorts"} and rule.has(f"{peer}.{one}")]
    named = [one for one in said if not _EVERY.fullmatch(rule.text(f"{peer}.{one}"))]
    if not named:
        yield f"must name a {peer}, or fewer ports{place(rule)}"
    elif named == ["nets"] and together(texts_at(rule, f"{peer}.nets"), covers_internet):
        yield f"must not allow every address{place(rule)}"


def _allowing(way: str = "ingress", action: str = "Allow", **rule: Any) -> dict[str, Any]:
    return {"spec": {"selector": "all()", way: [{"action": action, **rule}]}}


GUARDRAIL = Guardrail(
    title="No policy of Calico opens everything",
    applies_to=CALICO_POLICY,
    severity=Severity.HIGH,
    why="Policies of Calico are asked in their order: one that allows everything ends what others refuse.",
    fix="Name a source, a destination or ports in each rule whose action is Allow, or let it Pass.",
    link="https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy",
    absent="A policy without rules allows nothing, so absent passes; a rule that names nobody is for everyone.",
    requirements=("002-16", "004-6"),
    controls=(),
    check=check,
    passing={
        "one neighbour": _allowing(source={"selector": "app == 'gateway'"}),
        "one neighbour of every namespace": _allowing(
            source={"selector": "app == 'gateway'", "namespaceSelector": "all()"}
        ),
        "one network": _allowing(source={"nets": ["203.0.113.0/24"]}),
        "one network, going out": _allowing("egress", destination={"nets": ["203.0.113.0/24"]}),
        "every address but some": _allowing(source={"nets": ["0.0.0.0/0"], "notNets": ["10.0.0.0/8"]}),
        "one port": _allowing(protocol="TCP", destination={"ports": [443]}),
        "some ports, going out": _allowing("egress", protocol="TCP", destination={"ports": ["1:1024", "dns"]}),
        "no port at all": _allowing(protocol="ICMP"),
        "no port at all, by its number": _allowing(protocol=1),
        "what other policies say": _allowing(action="Pass"),
        "no rule": {"spec": {"selector": "all()", "types": ["Ingress"]}},
    },
    failing={
        "everyone": _allowing(),
        "everyone, by their selectors": _allowing(source={"selector": "all()", "namespaceSelector": "all()"}),
        "everyone, by a selector with blanks": _allowing(source={"selector": " all( ) "}),
        "everyone, from some ports": _allowing(source={"ports": [443], "notPorts": [22]}),
        "everyone, by an empty selector": _allowing(source={"selector": ""}),
        "everywhere": _allowing("egress"),
        "every address": _allowing(source={"nets": ["0.0.0.0/0"]}),
        "every address, going out, in two halves": _allowing(
            "egress", destination={"nets": ["0.0.0.0/1", "128.0.0.0/1"]}
        ),
        "everyone, on every port": _allowing(protocol="UDP", destination={"ports": ["1:65535"]}),
        **{f"everyone, by the protocol {one}": _allowing(protocol=one) for one in ("TCP", "SCTP", 6, 17, 132)},
    },
)
