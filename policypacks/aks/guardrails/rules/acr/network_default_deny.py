"""A registry that answers publicly must answer only whom it lists."""

from guardrails.checks import must_be_closed_by_default
from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import REGISTRY

GUARDRAIL = Guardrail(
    title="The registry refuses every network it does not list",
    applies_to=REGISTRY,
    severity=Severity.HIGH,
    why="While the default is Allow the rules beside it narrow nothing: every address on the internet may knock.",
    fix="Set network_rule_set={'default_action': 'Deny'} on the Registry, or public_network_access='Disabled'.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks",
    absent="Azure lets every network in, so absent fails.",
    requirements=("000-6",),
    controls=(mcsb("NS-2"), azure_policy("d0793b48-0edc-4296-a390-4c75d1bdfd71"), psrule("Azure.ACR.Firewall")),
    check=must_be_closed_by_default("publicNetworkAccess", "networkRuleSet.defaultAction"),
    passing={
        "public access is disabled": {"publicNetworkAccess": "Disabled"},
        "the default is to deny": {"publicNetworkAccess": "Enabled", "networkRuleSet": {"defaultAction": "Deny"}},
    },
    failing={
        "the default is to allow": {"networkRuleSet": {"defaultAction": "Allow"}},
        "networks are left at Azure's default": {"publicNetworkAccess": "Enabled"},
    },
)
