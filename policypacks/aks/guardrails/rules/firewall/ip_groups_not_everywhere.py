"""Groups of addresses must not hide a rule that is open to the Internet."""

from itertools import chain

from guardrails.checks import place, texts_at, together
from guardrails.examples import ExampleResource, Output
from guardrails.firewall_rules import allows_every_port, leads_to_login
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, Texts, Undecided, all_of, decided, sift
from guardrails.reach import covers_internet
from guardrails.references import unknown_parts
from guardrails.stack import Resource, Stack
from guardrails.subjects import FIREWALL_RULES, IP_GROUP


def check(group: Resource, stack: Stack) -> Problems:
    """Rules that name groups of the stack; those of other stacks hold what nobody sees here."""
    for collection in group.listed("ruleCollections", FIREWALL_RULES.token):
        if isinstance(collection, Undecided):
            yield collection
            continue
        for rule in collection.listed("rules", FIREWALL_RULES.token):
            if isinstance(rule, Undecided):
                yield rule
            elif rule.has("sourceIpGroups") or rule.has("destinationIpGroups"):
                yield from decided(_rule, collection, rule, stack)


def _rule(collection: Resource, rule: Resource, stack: Stack) -> Problems:
    if all_of(lambda: leads_to_login(rule), lambda: _is_everywhere(rule, stack, "source")):
        yield f"must not publish logins or a cluster's API to a group that is the Internet{place(rule)}"
    if all_of(
        lambda: allows_every_port(collection, rule),
        lambda: _is_everywhere(rule, stack, "source"),
        lambda: _is_everywhere(rule, stack, "destination"),
    ):
        yield f"must not allow any source to reach any destination on any port by groups of addresses{place(rule)}"


def _is_everywhere(rule: Resource, stack: Stack, side: str) -> bool:
    return together(_addresses(rule, stack, side), covers_internet)


def _addresses(rule: Resource, stack: Stack, side: str) -> Texts:
    """The engine tells where the ids of all rules together come from, so a rule whose ids are unknown may name more."""
    yield from texts_at(rule, f"{side}Addresses")
    prop = f"{side}IpGroups"
    by_id = Resource(rule.urn, rule.name, rule.token, rule.raw, {}, rule.path)
    user = rule if unknown_parts(rule.raw.get(prop)) else by_id
    named, unknown = sift(stack.pointed_at(IP_GROUP, user, prop), lambda one: user.points_at(prop, one))
    lists = [list(texts_at(one, "ipAddresses")) for one in named]
    if len(named) > rule.count(prop) and not all(together(iter(one), covers_internet) for one in lists):
        raise Undecided(f"{rule.path}.{prop}")
    yield from chain(*lists, unknown)


def _group(*rules: dict[str, object], kind: str = "Filter", action: str = "Allow") -> ExampleResource:
    collection = {
        "ruleCollectionType": f"FirewallPolicy{kind}RuleCollection",
        "action": {"type": action},
        "rules": list(rules),
    }
    return ExampleResource(FIREWALL_RULES.token, {"ruleCollections": [collection]})


def _network(**rule: object) -> dict[str, object]:
    return {"ruleType": "NetworkRule", "name": "out", "ipProtocols": ["Any"], "destinationPorts": ["*"], **rule}


def _nat(port: str, *groups: Output) -> dict[str, object]:
    return {
        "ruleType": "NatRule",
        "name": "in",
        "ipProtocols": ["TCP"],
        "destinationAddresses": ["203.0.113.7"],
        "destinationPorts": ["50022"],
        "translatedAddress": "10.1.0.4",
        "translatedPort": port,
        "sourceIpGroups": list(groups),
    }


_EVERYBODY = ExampleResource(IP_GROUP.token, {"ipAddresses": ["0.0.0.0/1", "128.0.0.0/1"]})
_HALF = ExampleResource(IP_GROUP.token, {"ipAddresses": ["64.0.0.0/8"]})
_OFFICE = ExampleResource(IP_GROUP.token, {"ipAddresses": ["203.0.113.0/28"]})
_ALL, _SOME, _OTHER = Output("all"), Output("some"), Output("other")

GUARDRAIL = StackGuardrail(
    title="Groups of addresses open no firewall rule to the Internet",
    applies_to=FIREWALL_RULES,
    severity=Severity.HIGH,
    why="Who reads the rule sees the name of a group; a group that holds every address turns the firewall into a "
    "router, or a login into one for everybody.",
    fix="Narrow ip_addresses of the IpGroup, or name another in source_ip_groups or destination_ip_groups of the rule.",
    link="https://learn.microsoft.com/azure/firewall/ip-groups",
    absent="A rule without groups is judged by its addresses alone, so absent passes.",
    requirements=("002-2", "004-6"),
    controls=(mcsb("NS-1"), mcsb("NS-3")),
    check=check,
    passing={
        "an office logs in": {"some": _OFFICE, "rules": _group(_nat("22", _SOME), kind="Nat", action="DNAT")},
        "everybody reaches a web server": {"all": _EVERYBODY, "rules": _group(_nat("8443", _ALL), kind="Nat")},
        "an office goes everywhere": {
            "some": _OFFICE,
            "rules": _group(_network(sourceIpGroups=[_SOME], destinationAddresses=["*"])),
        },
        "everybody is refused": {
            "all": _EVERYBODY,
            "rules": _group(_network(sourceIpGroups=[_ALL], destinationIpGroups=[_ALL]), action="Deny"),
        },
        "everybody reaches one port": {
            "all": _EVERYBODY,
            "rules": _group(_network(sourceIpGroups=[_ALL], destinationIpGroups=[_ALL], destinationPorts=["443"])),
        },
        "no groups are named": {"rules": _group(_network(sourceAddresses=["*"], destinationAddresses=["*"]))},
        "there are no rules": {"rules": ExampleResource(FIREWALL_RULES.token)},
    },
    failing={
        "everybody logs in": {"all": _EVERYBODY, "rules": _group(_nat("22", _ALL), kind="Nat", action="DNAT")},
        "two groups are the Internet together": {
            "some": _HALF,
            "other": ExampleResource(IP_GROUP.token, {"ipAddresses": ["65.0.0.0/8"]}),
            "rules": _group(_nat("22", _SOME, _OTHER), kind="Nat", action="DNAT"),
        },
        "everybody goes everywhere": {
            "all": _EVERYBODY,
            "rules": _group(_network(sourceIpGroups=[_ALL], destinationAddresses=["*"])),
        },
        "whoever is named goes everywhere": {
            "all": _EVERYBODY,
            "rules": _group(_network(sourceAddresses=["0.0.0.0/0"], destinationIpGroups=[_ALL])),
        },
    },
)
