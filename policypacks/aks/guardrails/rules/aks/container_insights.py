"""The logs of pods and nodes must be collected."""

from guardrails.checks import addon, addon_setting
from guardrails.frameworks import checkov, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import MANAGED_CLUSTER
from guardrails.values import UNKNOWN

_WORKSPACE = (
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/example"
    "/providers/Microsoft.OperationalInsights/workspaces/example"
)


def check(cluster: Props) -> Problems:
    """The workspace may lie outside the stack; which one it is, is not asked."""
    profile = addon(cluster, "omsagent")
    if profile.get("enabled") is not True:
        yield "must enable the add-on omsagent in addonProfiles"
    elif not profile.has(addon_setting(profile, "logAnalyticsWorkspaceResourceID")):
        yield "must set logAnalyticsWorkspaceResourceID in the config of the add-on omsagent"


GUARDRAIL = Guardrail(
    title="Container insights is on and knows its workspace",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="Without it the logs of a pod are gone with the pod, and an attack or a crash leaves nothing to read.",
    fix='Set addon_profiles={"omsagent": {"enabled": True, "config": {"logAnalyticsWorkspaceResourceID": '
    'workspace.id, "useAADAuth": "true"}}}.',
    link="https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable",
    absent="Azure installs no add-on, so absent fails.",
    requirements=("001-16", "001-17", "002-14", "004-10", "000-11"),
    controls=(cis_aks("2.1.1"), mcsb("LT-3"), checkov("CKV_AZURE_4"), psrule("Azure.AKS.ContainerInsights")),
    check=check,
    passing={
        "the add-on is enabled with a workspace": {
            "addonProfiles": {"omsagent": {"enabled": True, "config": {"logAnalyticsWorkspaceResourceID": _WORKSPACE}}}
        },
        "its keys are spelt otherwise": {
            "addonProfiles": {"omsAgent": {"enabled": True, "config": {"loganalyticsworkspaceresourceid": _WORKSPACE}}}
        },
        "the workspace is known after the update": {
            "addonProfiles": {"omsagent": {"enabled": True, "config": {"logAnalyticsWorkspaceResourceID": UNKNOWN}}}
        },
    },
    failing={
        "the add-on is disabled": {
            "addonProfiles": {"omsagent": {"enabled": False, "config": {"logAnalyticsWorkspaceResourceID": _WORKSPACE}}}
        },
        "it has no workspace": {"addonProfiles": {"omsagent": {"enabled": True, "config": {"useAADAuth": "true"}}}},
        "there are no add-ons": {},
    },
)
