"""A registry must have a name that Azure takes."""

from guardrails.checks import must_match
from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import REGISTRY

GUARDRAIL = Guardrail(
    title="The registry's name is one that Azure takes",
    applies_to=REGISTRY,
    severity=Severity.LOW,
    why="Azure refuses other names only in the middle of the update, when other resources already exist.",
    fix="Give registry_name 5 to 50 letters and digits, or leave it out and Pulumi makes one.",
    link="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules",
    absent="Pulumi makes a name, so absent passes.",
    requirements=(),
    controls=(psrule("Azure.ACR.Name"),),
    check=must_match("registryName", "[A-Za-z0-9]{5,50}", "5 to 50 letters and digits"),
    passing={
        "letters and digits": {"registryName": "example01"},
        "no name": {"sku": {"name": "Premium"}},
    },
    failing={
        "a hyphen": {"registryName": "example-01"},
        "too short": {"registryName": "acr"},
    },
)
