"""Prometheus metrics must be reached privately where the profile asks for it."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MONITOR_WORKSPACE

GUARDRAIL = Guardrail(
    title="The Azure Monitor workspace answers no public networks",
    applies_to=MONITOR_WORKSPACE,
    severity=Severity.LOW,
    why="Over public networks a stolen token is enough to read every metric of the clusters from anywhere.",
    fix="Set public_network_access='Disabled' on the AzureMonitorWorkspace, once a private endpoint serves it.",
    link="https://learn.microsoft.com/azure/azure-monitor/metrics/azure-monitor-workspace-private-endpoint",
    absent="Azure enables public access by default, so absent fails.",
    requirements=(),
    controls=(mcsb("NS-2"),),
    check=must_be("publicNetworkAccess", "Disabled"),
    passing={"public access is off": {"publicNetworkAccess": "Disabled"}},
    failing={
        "public access is on": {"publicNetworkAccess": "Enabled"},
        "public access is left at Azure's default": {"location": "westeurope"},
    },
)
