"""What writes logs must have them collected."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import cis_azure, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import (
    APPLICATION_GATEWAY,
    BASTION,
    DIAGNOSTIC_SETTING,
    SECURITY_GROUP,
    WORKSPACE,
    Subject,
)

_WITHOUT_A_GUARDRAIL_OF_THEIR_OWN = Subject(
    WORKSPACE.token, also=frozenset({APPLICATION_GATEWAY.token, BASTION.token, SECURITY_GROUP.token})
)


def check(resource: Resource, stack: Stack) -> Problems:
    """Which categories matter differs by type; here any setting counts."""
    if not select(
        stack.pointing(DIAGNOSTIC_SETTING, resource, "resourceUri"),
        lambda setting: setting.points_at("resourceUri", resource),
    ):
        yield "must have a DiagnosticSetting whose resource_uri is its id"


_WORKSPACE = ExampleResource(WORKSPACE.token)
_BASTION = ExampleResource(BASTION.token)


def _setting(target: str) -> ExampleResource:
    return ExampleResource(
        DIAGNOSTIC_SETTING.token, {"resourceUri": Output(target), "workspaceId": Output("workspace")}
    )


GUARDRAIL = StackGuardrail(
    title="Gateways, bastions, security groups and workspaces have diagnostic settings",
    applies_to=_WITHOUT_A_GUARDRAIL_OF_THEIR_OWN,
    severity=Severity.MEDIUM,
    why="Azure throws resource logs away unless a setting collects them: who came in, and what was refused, is then "
    "nowhere.",
    fix="Add a DiagnosticSetting with resource_uri, workspace_id and logs for the resource.",
    link="https://learn.microsoft.com/azure/azure-monitor/reference/logs-index",
    absent="Azure collects nothing of its own accord, so a missing setting fails. Clusters, registries, vaults, public "
    "addresses and firewalls have guardrails of their own.",
    requirements=("001-18", "004-8"),
    controls=(
        cis_azure("6.4"),
        mcsb("LT-3"),
    ),
    check=check,
    passing={
        "every resource has a setting": {
            "workspace": _WORKSPACE,
            "bastion": _BASTION,
            "queries": _setting("workspace"),
            "sessions": _setting("bastion"),
        },
        "a registry is not meant here": {"registry": ExampleResource("azure-native:containerregistry:Registry")},
    },
    failing={
        "no setting": {"bastion": _BASTION},
        "the setting is another resource's": {
            "workspace": _WORKSPACE,
            "bastion": _BASTION,
            "queries": _setting("workspace"),
        },
    },
)
