"""A network policy must not allow everything."""

from functools import partial

from guardrails.checks import is_present, place, placed, together
from guardrails.frameworks import cis_aks, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import NETWORK_POLICY
from guardrails.props import LeftOut, Problems, Props, Texts
from guardrails.reach import covers_internet
from guardrails.selectors import means_all_pods
from guardrails.values import UNKNOWN


def check(policy: Props) -> Problems:
    """An empty rule of a policy for all pods means everyone; so do all addresses, coming in, for whatever pods."""
    for way, peers in (("ingress", "from"), ("egress", "to")):
        empty = list(policy.each(f"spec.{way}", partial(_empty, peers)))
        if empty and _means_all_pods(policy):
            yield from empty
    yield from policy.each("spec.ingress", lambda rule: placed(_sources, rule))


def _means_all_pods(policy: Props) -> bool:
    """A patch that opens a policy does not say that it is for some pods only."""
    try:
        return means_all_pods(policy)
    except LeftOut:
        return True


def _empty(peers: str, rule: Props) -> Problems:
    if not is_present(rule, peers) and not is_present(rule, "ports"):
        yield f"must name {peers} or ports{place(rule)}"


def _sources(rule: Props) -> Problems:
    if together(rule.each("from", _range), covers_internet):
        yield "must not let every address in"


def _range(peer: Props) -> Texts:
    if not peer.texts("ipBlock.except"):
        yield peer.text("ipBlock.cidr")


GUARDRAIL = Guardrail(
    title="No network policy opens everything",
    applies_to=NETWORK_POLICY,
    severity=Severity.HIGH,
    why="Policies add up: one that allows everything undoes all others.",
    fix="Name who may come in from_, and where it may go in to.",
    link="https://kubernetes.io/docs/concepts/services-networking/network-policies/",
    absent="A policy without rules allows nothing, so absent passes.",
    requirements=("002-16",),
    controls=(cis_aks("4.4.2"), kyverno("restrict-networkpolicy-empty-podselector")),
    check=check,
    passing={
        "one neighbour": {
            "spec": {"podSelector": {}, "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": "gateway"}}}]}]}
        },
        "one network": {"spec": {"podSelector": {}, "ingress": [{"from": [{"ipBlock": {"cidr": "203.0.113.0/24"}}]}]}},
        "the Internet without what is inside": {
            "spec": {
                "podSelector": {},
                "ingress": [{"from": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": ["10.0.0.0/8"]}}]}],
            }
        },
        "everyone, to the gateway alone": {
            "spec": {"podSelector": {"matchLabels": {"app": "gateway"}}, "ingress": [{}]}
        },
        "nothing": {"spec": {"podSelector": {}, "policyTypes": ["Ingress"]}},
        "one neighbour, going out": {
            "spec": {"podSelector": {}, "egress": [{"to": [{"podSelector": {"matchLabels": {"app": "db"}}}]}]}
        },
        "one port": {"spec": {"podSelector": {}, "ingress": [{"ports": [{"port": 443}]}]}},
        "one port, of whatever pods": {
            "spec": {"podSelector": UNKNOWN, "ingress": [{"ports": [{"port": 443}]}], "egress": []}
        },
        "every address but some": {
            "spec": {
                "podSelector": {},
                "ingress": [{"from": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": ["10.0.0.0/8"]}}]}],
            }
        },
    },
    failing={
        "everyone": {"spec": {"podSelector": {}, "ingress": [{}]}},
        "everywhere": {"spec": {"podSelector": {}, "egress": [{}]}},
        "every address": {"spec": {"podSelector": {}, "ingress": [{"from": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]}]}},
        "every address of IPv6": {"spec": {"podSelector": {}, "ingress": [{"from": [{"ipBlock": {"cidr": "::/0"}}]}]}},
        "every address, and one that is unknown": {
            "spec": {
                "podSelector": {},
                "ingress": [{"from": [{"ipBlock": {"cidr": "0.0.0.0/0"}}, {"ipBlock": {"cidr": UNKNOWN}}]}],
            }
        },
        "every address in two halves": {
            "spec": {
                "podSelector": {},
                "ingress": [{"from": [{"ipBlock": {"cidr": "0.0.0.0/1"}}, {"ipBlock": {"cidr": "128.0.0.0/1"}}]}],
            }
        },
    },
)
