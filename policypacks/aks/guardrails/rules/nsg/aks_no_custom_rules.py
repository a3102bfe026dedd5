"""The network security group that AKS manages must not get rules of one's own."""

import re

from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import SECURITY_RULE

_MANAGED = re.compile(r"aks-agentpool-\d+-nsg", re.IGNORECASE)


def check(rule: Props) -> Problems:
    """AKS names its group itself; the name alone tells it from others."""
    if _MANAGED.fullmatch(rule.text("networkSecurityGroupName")):
        yield "must not belong to the network security group that AKS manages"


GUARDRAIL = Guardrail(
    title="The group that AKS manages has no rules of one's own",
    applies_to=SECURITY_RULE,
    severity=Severity.LOW,
    why="AKS rewrites its group when services change: the rule disappears, or stands in the way of an upgrade.",
    fix="Put the rule into a group of your own and set it as network_security_group of the node subnet.",
    link="https://learn.microsoft.com/azure/aks/support-policies",
    absent="A rule that names no group, being listed in its group, passes.",
    requirements=(),
    controls=(psrule("Azure.NSG.AKSRules"),),
    check=check,
    passing={
        "the group is one's own": {"networkSecurityGroupName": "nsg-nodes", "access": "Allow"},
        "no group is named": {"name": "https", "access": "Allow"},
    },
    failing={
        "the group is the one of AKS": {"networkSecurityGroupName": "aks-agentpool-12345678-nsg", "access": "Allow"},
    },
)
