"""Who may read a resource must be able to read its logs, and no others."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import WORKSPACE

GUARDRAIL = Guardrail(
    title="The workspace lets the rights on a resource decide who reads its logs",
    applies_to=WORKSPACE,
    severity=Severity.LOW,
    why="Otherwise a team needs rights on the whole workspace to see its own logs, and then sees everyone's.",
    fix="Set features with enable_log_access_using_only_resource_permissions=True on the Workspace.",
    link="https://learn.microsoft.com/azure/azure-monitor/logs/manage-access",
    absent="A workspace whose flag is not set asks for rights on itself, so absent fails.",
    requirements=(),
    controls=(mcsb("PA-7"),),
    check=must_be("features.enableLogAccessUsingOnlyResourcePermissions", expected=True),
    remedy={"features.enableLogAccessUsingOnlyResourcePermissions": True},
    passing={"rights on the resource decide": {"features": {"enableLogAccessUsingOnlyResourcePermissions": True}}},
    failing={
        "only rights on the workspace count": {"features": {"enableLogAccessUsingOnlyResourcePermissions": False}},
        "the mode is left to Azure": {"retentionInDays": 90},
    },
)
