"""A pod must not reach the metadata service."""

from ipaddress import ip_address, ip_network

from guardrails.checks import placed
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import NETWORK_POLICY
from guardrails.props import Problems, Props

_METADATA = ip_address("169.254.169.254")


def check(policy: Props) -> Problems:
    """Every range that holds the address."""

    def peer(block: Props) -> Problems:
        cidr = block.text("ipBlock.cidr")
        if _holds(cidr) and not any(_holds(one) for one in block.texts("ipBlock.except")):
            yield f"must list 169.254.169.254/32 in except of {cidr}"

    yield from policy.each("spec.egress", lambda rule: rule.each("to", lambda block: placed(peer, block)))


def _holds(cidr: str) -> bool:
    try:
        return _METADATA in ip_network(cidr, strict=False)
    except ValueError:
        return False


GUARDRAIL = Guardrail(
    title="What may go everywhere may not go to the metadata service",
    applies_to=NETWORK_POLICY,
    severity=Severity.MEDIUM,
    why="The metadata service hands the identity of the node to whoever asks.",
    fix="List 169.254.169.254/32 in except_ of the ip_block, or name narrower ranges.",
    link="https://learn.microsoft.com/azure/aks/cluster-security-concepts",
    absent="Without a rule for all addresses nothing is opened, so absent passes.",
    requirements=("002-16",),
    controls=(),
    check=check,
    passing={
        "without it": {
            "spec": {"egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": ["169.254.169.254/32"]}}]}]}
        },
        "another range": {"spec": {"egress": [{"to": [{"ipBlock": {"cidr": "10.0.0.0/8"}}]}]}},
        "other pods": {"spec": {"egress": [{"to": [{"podSelector": {}}]}]}},
    },
    failing={
        "everywhere": {"spec": {"egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]}]}},
        "half of everything": {
            "spec": {"egress": [{"to": [{"ipBlock": {"cidr": "128.0.0.0/1", "except": ["10.0.0.0/8"]}}]}]}
        },
        "everywhere, by an address within": {"spec": {"egress": [{"to": [{"ipBlock": {"cidr": "10.0.0.1/0"}}]}]}},
    },
)
