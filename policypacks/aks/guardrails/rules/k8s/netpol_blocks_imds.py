"""A pod must not reach the metadata service."""

from guardrails.checks import is_present, place, placed, where
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import NETWORK_POLICY
from guardrails.network_policies import METADATA, holds_metadata, opens_metadata
from guardrails.props import Problems, Props


def check(policy: Props) -> Problems:
    """Every range that holds the address, and every rule that goes everywhere, with the service's port open."""
    yield from policy.each("spec.egress", where(opens_metadata, _rule))


def _rule(rule: Props) -> Problems:
    if not is_present(rule, "to"):
        yield f"must name to, without {METADATA}{place(rule)}"
    yield from rule.each("to", lambda block: placed(_peer, block))


def _peer(block: Props) -> Problems:
    cidr = block.text("ipBlock.cidr")
    if holds_metadata(cidr) and not any(holds_metadata(one) for one in block.texts("ipBlock.except")):
        yield f"must list {METADATA}/32 in except of {cidr}"


GUARDRAIL = Guardrail(
    title="What may go everywhere may not go to the metadata service",
    applies_to=NETWORK_POLICY,
    severity=Severity.MEDIUM,
    why="The metadata service hands the identity of the node to whoever asks.",
    fix="List 169.254.169.254/32 in except_ of the ip_block, name narrower ranges, or ports other than 80.",
    link="https://learn.microsoft.com/azure/aks/cluster-security-concepts",
    absent="Without rules nothing is opened, so absent passes; a rule without to goes everywhere and fails.",
    requirements=("002-16",),
    controls=(),
    check=check,
    passing={
        "without it": {
            "spec": {"egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": ["169.254.169.254/32"]}}]}]}
        },
        "another range": {"spec": {"egress": [{"to": [{"ipBlock": {"cidr": "10.0.0.0/8"}}]}]}},
        "other pods": {"spec": {"egress": [{"to": [{"podSelector": {}}]}]}},
        "everywhere, on another port": {
            "spec": {"egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}], "ports": [{"port": 443}]}]}
        },
        "everywhere, for names alone": {"spec": {"egress": [{"ports": [{"protocol": "UDP"}, {"port": 53}]}]}},
        "nowhere": {"spec": {"podSelector": {}, "policyTypes": ["Egress"]}},
    },
    failing={
        "everywhere": {"spec": {"egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]}]}},
        "everywhere, by naming nobody": {"spec": {"egress": [{"ports": [{"protocol": "TCP", "port": 80}]}]}},
        "everywhere, by naming nothing": {"spec": {"podSelector": {"matchLabels": {"app": "web"}}, "egress": [{}]}},
        "everywhere, on ports around that of the service": {
            "spec": {"egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}], "ports": [{"port": 79, "endPort": 81}]}]}
        },
        "everywhere, on a port without a number": {
            "spec": {"egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}], "ports": [{"protocol": "TCP"}]}]}
        },
        "half of everything": {
            "spec": {"egress": [{"to": [{"ipBlock": {"cidr": "128.0.0.0/1", "except": ["10.0.0.0/8"]}}]}]}
        },
        "everywhere, by an address within": {"spec": {"egress": [{"to": [{"ipBlock": {"cidr": "10.0.0.1/0"}}]}]}},
    },
)
