"""A flow log must be analysed in a workspace."""

from guardrails.frameworks import azure_policy, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, all_of
from guardrails.subjects import FLOW_LOG

_PATH = "flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration"


def check(log: Props) -> Problems:
    """A workspace that is known only after the update is one."""
    if not all_of(
        lambda: log.has(f"{_PATH}.workspaceResourceId"),
        lambda: log.get(f"{_PATH}.enabled") is True,
    ):
        yield f"must set enabled and workspaceResourceId in {_PATH}"


def _log(**analytics: object) -> Values:
    return {"flowAnalyticsConfiguration": {"networkWatcherFlowAnalyticsConfiguration": analytics}}


GUARDRAIL = Guardrail(
    title="Flow logs reach traffic analytics",
    applies_to=FLOW_LOG,
    severity=Severity.LOW,
    why="Raw records in a storage account are read by nobody until long after it mattered.",
    fix="Set flow_analytics_configuration with enabled=True and workspace_resource_id=workspace.id.",
    link="https://learn.microsoft.com/azure/network-watcher/traffic-analytics",
    absent="Azure leaves traffic analytics off, so absent fails.",
    requirements=("004-8",),
    controls=(
        cis_azure("6.1.5"),
        mcsb("LT-4"),
        azure_policy("2f080164-9f4d-497e-9db6-416dc9f7b48a"),
    ),
    check=check,
    passing={"analytics are on": _log(enabled=True, workspaceResourceId="workspace")},
    failing={
        "analytics are off": _log(enabled=False, workspaceResourceId="workspace"),
        "the workspace is missing": _log(enabled=True),
        "analytics are left at Azure's default": {"enabled": True},
    },
)
