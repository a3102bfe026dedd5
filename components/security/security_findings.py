"""What Defender for Cloud finds stays where it can be asked about."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import security

FINDINGS = (
    security.EventSource.ASSESSMENTS,
    security.EventSource.SUB_ASSESSMENTS,
    security.EventSource.ATTACK_PATHS,
    security.EventSource.SECURE_SCORES,
    security.EventSource.SECURE_SCORE_CONTROLS,
    security.EventSource.REGULATORY_COMPLIANCE_ASSESSMENT,
)


class SecurityFindingsArgs(TypedDict):
    """What the findings need from their caller."""

    resource_group_name: Input[str]
    """Resource group that owns the export."""
    subscription_id: Input[str]
    """Subscription the findings are about."""
    workspace_id: Input[str]
    """ARM id of the workspace that keeps them."""
    exports_alerts: bool
    """Whether alerts are exported too; not where Sentinel's connector brings them already."""
    tags: Input[Mapping[str, str]]
    """Tags of the export."""


class SecurityFindings(ComponentResource):
    """Continuous export of all findings."""

    def __init__(self, name: str, args: SecurityFindingsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:SecurityFindings", name, {**args}, opts)
        sources = [*FINDINGS, *([security.EventSource.ALERTS] if args["exports_alerts"] else [])]
        security.Automation(
            name,
            # The name by which Defender for Cloud shows it as its own export:
            # https://learn.microsoft.com/azure/defender-for-cloud/continuous-export
            automation_name="ExportToWorkspace",
            resource_group_name=args["resource_group_name"],
            description="Findings of Defender for Cloud, kept with the platform's logs.",
            is_enabled=True,
            scopes=[
                {
                    "description": "The platform's subscription",
                    "scope_path": Output.format("/subscriptions/{0}", args["subscription_id"]),
                }
            ],
            sources=[{"event_source": source} for source in sources],
            actions=[
                security.AutomationActionWorkspaceArgs(
                    action_type="Workspace", workspace_resource_id=args["workspace_id"]
                )
            ],
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.register_outputs({})
