"""Whether Azure services pass a registry's network rules must be decided."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be_one_of
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import REGISTRY


def check(registry: Props, values: Mapping[str, Any]) -> Problems:
    """What may be chosen is the stack owner's, by the parameter."""
    yield from must_be_one_of("networkRuleBypassOptions", values["accepted"])(registry)


GUARDRAIL = Guardrail(
    title="Whether Azure services may pass the registry's network rules is as the stack's owner accepts",
    applies_to=REGISTRY,
    severity=Severity.LOW,
    why="The bypass lets trusted Azure services, Defender's scan among them, past the network rules; a team that does "
    "not want it says so once, in the parameter accepted.",
    fix="Set network_rule_bypass_options='AzureServices' on the Registry where Defender scans it, else 'None'.",
    link="https://learn.microsoft.com/azure/container-registry/allow-access-trusted-services",
    absent="Azure lets trusted services pass, and so do the SDKs, which send AzureServices where it is left out; where "
    "nothing is sent absent fails.",
    requirements=("000-6",),
    controls=(mcsb("NS-2"),),
    check=check,
    parameters={
        "accepted": {
            "type": "array",
            "items": {"type": "string", "enum": ["AzureServices", "None"]},
            "default": ["AzureServices", "None"],
            "description": "What the registry may choose.",
        }
    },
    passing={
        "nobody passes": {"networkRuleBypassOptions": "None"},
        "trusted services pass": {"networkRuleBypassOptions": "AzureServices"},
    },
    failing={
        "nothing is sent": {"publicNetworkAccess": "Disabled"},
        "the bypass is no choice": {"networkRuleBypassOptions": "Everyone"},
    },
)
