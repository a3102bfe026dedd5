"""No firewall rule may allow everything from everywhere to anywhere."""

from guardrails.checks import place, some_text
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, all_of
from guardrails.security_rules import holds_all_ports, is_internet
from guardrails.subjects import FIREWALL_RULES


def check(group: Props) -> Problems:
    """Only network rules know a wildcard port; ranges wider than a private one are anywhere, also half of all."""
    yield from group.each("ruleCollections", _collection)


def _collection(collection: Props) -> Problems:
    def rule(one: Props) -> Problems:
        if all_of(
            lambda: collection.text("action.type").lower() == "allow",
            lambda: some_text(one, is_internet, "sourceAddresses"),
            lambda: some_text(one, is_internet, "destinationAddresses"),
            lambda: some_text(one, holds_all_ports, "destinationPorts"),
        ):
            yield f"must not allow any source to reach any destination on any port{place(one)}"

    yield from collection.each("rules", rule)


def _group(action: str, **rule: list[str]) -> Values:
    collection = {
        "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
        "action": {"type": action},
        "rules": [{"ruleType": "NetworkRule", "name": "out", "ipProtocols": ["Any"], **rule}],
    }
    return {"ruleCollections": [collection]}


_NODES = ["10.1.0.0/16"]

GUARDRAIL = Guardrail(
    title="No firewall rule allows everything",
    applies_to=FIREWALL_RULES,
    severity=Severity.HIGH,
    why="One such rule turns the firewall into a router: nothing below it is ever refused.",
    fix="Name source_addresses, destination_addresses or destination_ports in each NetworkRule that allows.",
    link="https://learn.microsoft.com/azure/firewall/rule-processing",
    absent="A group without rules allows nothing, so absent passes.",
    requirements=("004-6",),
    controls=(mcsb("NS-3"),),
    check=check,
    passing={
        "the sources are named": _group(
            "Allow", sourceAddresses=_NODES, destinationAddresses=["*"], destinationPorts=["*"]
        ),
        "the destinations are named": _group(
            "Allow", sourceAddresses=["*"], destinationFqdns=["ntp.ubuntu.com"], destinationPorts=["*"]
        ),
        "the ports are named": _group(
            "Allow", sourceAddresses=["*"], destinationAddresses=["*"], destinationPorts=["443"]
        ),
        "the rule denies": _group("Deny", sourceAddresses=["*"], destinationAddresses=["*"], destinationPorts=["*"]),
        "there are no rules": {"priority": 100},
    },
    failing={
        "everything is allowed": _group(
            "Allow", sourceAddresses=["*"], destinationAddresses=["*"], destinationPorts=["*"]
        ),
        "everything is allowed in numbers": _group(
            "Allow", sourceAddresses=["0.0.0.0/0"], destinationAddresses=["0.0.0.0/0"], destinationPorts=["1-65535"]
        ),
        "everything is allowed in two halves": _group(
            "Allow",
            sourceAddresses=["0.0.0.0/1", "128.0.0.0/1"],
            destinationAddresses=["0.0.0.0/1", "128.0.0.0/1"],
            destinationPorts=["*"],
        ),
    },
)
