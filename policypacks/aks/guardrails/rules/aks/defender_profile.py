"""Microsoft Defender must watch the nodes of a cluster."""

from guardrails.checks import must_be, must_be_present
from guardrails.frameworks import azure_policy, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MANAGED_CLUSTER
from guardrails.values import UNKNOWN

_WORKSPACE = (
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/example"
    "/providers/Microsoft.OperationalInsights/workspaces/example"
)


def check(cluster: Props) -> Problems:
    """Azure asks for the workspace as soon as the sensor is on."""
    defender = "securityProfile.defender"
    yield from decided(must_be(f"{defender}.securityMonitoring.enabled", expected=True), cluster)
    yield from must_be_present(f"{defender}.logAnalyticsWorkspaceResourceId")(cluster)


GUARDRAIL = Guardrail(
    title="The Defender sensor is on and knows its workspace",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="Without the sensor nobody sees a shell, a miner or a token theft inside a container while it happens.",
    fix="Set security_profile.defender with security_monitoring.enabled=True and log_analytics_workspace_resource_id.",
    link="https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction",
    absent="Azure installs no sensor, so absent fails.",
    requirements=("001-11", "001-9"),
    controls=(
        cis_aks("5.1.1"),
        mcsb("LT-1"),
        mcsb("LT-2"),
        azure_policy("a1840de2-8088-4ea8-b153-b4c723e9cb01"),
        azure_policy("64def556-fbad-4622-930e-72d1d5589bf5"),
        psrule("Azure.AKS.DefenderProfile"),
    ),
    check=check,
    passing={
        "the sensor is on with a workspace": {
            "securityProfile": {
                "defender": {"securityMonitoring": {"enabled": True}, "logAnalyticsWorkspaceResourceId": _WORKSPACE}
            }
        },
        "the workspace is known after the update": {
            "securityProfile": {
                "defender": {"securityMonitoring": {"enabled": True}, "logAnalyticsWorkspaceResourceId": UNKNOWN}
            }
        },
    },
    failing={
        "the sensor is off": {
            "securityProfile": {
                "defender": {"securityMonitoring": {"enabled": False}, "logAnalyticsWorkspaceResourceId": _WORKSPACE}
            }
        },
        "it has no workspace": {"securityProfile": {"defender": {"securityMonitoring": {"enabled": True}}}},
        "there is no Defender profile": {},
    },
)
