"""No firewall rule may allow everything from everywhere to anywhere."""

from guardrails.checks import place, texts_at, together
from guardrails.firewall_rules import allows_every_port
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, all_of
from guardrails.reach import covers_internet
from guardrails.subjects import FIREWALL_RULES


def check(group: Props) -> Problems:
    """Only network rules know a wildcard port; public ranges that together are wider than a /8 are anywhere."""
    yield from group.each("ruleCollections", _collection)


def _collection(collection: Props) -> Problems:
    def rule(one: Props) -> Problems:
        if all_of(
            lambda: allows_every_port(collection, one),
            lambda: together(texts_at(one, "sourceAddresses"), covers_internet),
            lambda: together(texts_at(one, "destinationAddresses"), covers_internet),
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
            destinationAddresses=["0.0.0.0-127.255.255.255", "128.0.0.0/1"],
            destinationPorts=["1-32767", "32768-65535"],
        ),
        "everything is allowed in many pieces": _group(
            "Allow",
            sourceAddresses=[f"{first}.0.0.0/8" for first in range(64, 72)],
            destinationAddresses=[f"{first}.0.0.0/8" for first in range(64, 72)],
            destinationPorts=["1-442", "444-65535"],
        ),
        "every port of every customer of Azure is open": _group(
            "Allow", sourceAddresses=["*"], destinationAddresses=["AzureCloud"], destinationPorts=["*"]
        ),
    },
)
