"""What a rule of a firewall policy lets through, once it is known who and where."""

from typing import Final

from guardrails.checks import some_text, texts_at, together
from guardrails.props import Props, all_of, any_of
from guardrails.reach import covers_most_ports, holds_port
from guardrails.security_rules import ADMINISTRATION

_API_SERVER: Final = ".azmk8s.io"


def allows_every_port(collection: Props, rule: Props) -> bool:
    """Tell whether the rule of the collection allows all ports; only network rules know a wildcard."""
    return all_of(
        lambda: collection.text("action.type").lower() == "allow",
        lambda: together(texts_at(rule, "destinationPorts"), covers_most_ports),
    )


def leads_to_login(rule: Props) -> bool:
    """Tell whether a NAT rule leads to SSH, Remote Desktop or an API server, whatever port is shown in front."""
    return all_of(
        lambda: rule.text("ruleType").lower() == "natrule",
        lambda: any_of(
            lambda: rule.text("translatedFqdn").lower().removesuffix(".").endswith(_API_SERVER),
            lambda: some_text(rule, lambda ports: any(holds_port(ports, one) for one in ADMINISTRATION), _port(rule)),
        ),
    )


def _port(rule: Props) -> str:
    return "translatedPort" if rule.has("translatedPort") else "destinationPorts"
