"""A firewall must not live in one zone only."""

from guardrails.checks import must_span_zones
from guardrails.frameworks import azure_policy, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import FIREWALL

GUARDRAIL = Guardrail(
    title="Firewalls survive the loss of a zone",
    applies_to=FIREWALL,
    severity=Severity.LOW,
    why="All traffic of the network passes the firewall: in one zone it takes every node down with that zone.",
    fix="Set zones=['1', '2', '3'] on the AzureFirewall, or leave it out.",
    link="https://learn.microsoft.com/azure/firewall/deploy-availability-zone-powershell",
    absent="Azure makes firewalls without zones zone-redundant where the region can, so absent passes.",
    requirements=(),
    controls=(azure_policy("3e1f521a-d037-4709-bdd6-1f532f271a75"), psrule("Azure.Firewall.AvailabilityZone")),
    check=must_span_zones(2),
    passing={
        "the firewall is in three zones": {"zones": ["1", "2", "3"]},
        "the zones are left to Azure": {"sku": {"name": "AZFW_VNet"}},
        "the firewall is in two zones": {"zones": ["1", "2"]},
    },
    failing={"the firewall is in one zone": {"zones": ["1"]}},
)
