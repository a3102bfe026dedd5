"""Who logs in to a registry, and what is pushed and pulled, must be kept."""

from guardrails.examples import ExampleResource, diagnostic_setting
from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import diagnostics_problems
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import REGISTRY, WORKSPACE


def check(registry: Resource, stack: Stack) -> Problems:
    """Either both categories by name, or a group that holds them."""
    yield from diagnostics_problems(
        registry, stack, ("ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents")
    )


_STACK = {"registry": ExampleResource(REGISTRY.token), "workspace": ExampleResource(WORKSPACE.token)}
_LOGINS = {"category": "ContainerRegistryLoginEvents", "enabled": True}
_PULLS = {"category": "ContainerRegistryRepositoryEvents", "enabled": True}

GUARDRAIL = StackGuardrail(
    title="The registry's logs reach a Log Analytics workspace",
    applies_to=REGISTRY,
    severity=Severity.HIGH,
    why="Without them nobody can tell afterwards which identity pushed or pulled an image.",
    fix="Add a DiagnosticSetting for the Registry with workspace_id and logs=[{'category_group': 'audit',"
    " 'enabled': True}].",
    link="https://learn.microsoft.com/azure/container-registry/monitor-container-registry",
    absent="Azure keeps no resource logs of its own accord, so a missing setting fails.",
    requirements=("001-18", "004-8"),
    controls=(
        mcsb("LT-3"),
        azure_policy("56288eb2-4350-461d-9ece-2bb242269dce"),
        psrule("Azure.ACR.AuditLogs"),
    ),
    check=check,
    passing={
        "the audit group": {
            **_STACK,
            "setting": diagnostic_setting("registry", {"categoryGroup": "audit", "enabled": True}),
        },
        "all logs": {
            **_STACK,
            "setting": diagnostic_setting("registry", {"categoryGroup": "allLogs", "enabled": True}),
        },
        "both categories": {**_STACK, "setting": diagnostic_setting("registry", _LOGINS, _PULLS)},
    },
    failing={
        "no setting": _STACK,
        "one category only": {**_STACK, "setting": diagnostic_setting("registry", _LOGINS)},
        "a category that is off": {
            **_STACK,
            "setting": diagnostic_setting("registry", _LOGINS, {**_PULLS, "enabled": False}),
        },
        "the setting is another registry's": {
            **_STACK,
            "other": ExampleResource(REGISTRY.token),
            "setting": diagnostic_setting("other", _LOGINS, _PULLS),
        },
    },
)
