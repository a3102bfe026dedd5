"""Who uses a managed HSM must be kept."""

from guardrails.examples import ExampleResource, diagnostic_setting
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import diagnostics_problems
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import MANAGED_HSM, WORKSPACE


def check(hsm: Resource, stack: Stack) -> Problems:
    """Either the category by name, or a group that holds it."""
    yield from diagnostics_problems(hsm, stack, ("AuditEvent",))


_STACK = {"hsm": ExampleResource(MANAGED_HSM.token), "workspace": ExampleResource(WORKSPACE.token)}

GUARDRAIL = StackGuardrail(
    title="The managed HSM's audit log reaches a Log Analytics workspace",
    applies_to=MANAGED_HSM,
    severity=Severity.MEDIUM,
    why="Without it nobody can tell afterwards who used, made or deleted a key.",
    fix="Add a DiagnosticSetting for the ManagedHsm with workspace_id and logs=[{'category_group': "
    "'audit', 'enabled': True}].",
    link="https://learn.microsoft.com/azure/key-vault/managed-hsm/logging",
    absent="Azure keeps no resource logs of its own accord, so a missing setting fails.",
    requirements=("004-8",),
    controls=(mcsb("LT-3"), azure_policy("a2a5b911-5617-447e-a49e-59dbe0e0434b")),
    check=check,
    passing={
        "the audit category": {
            **_STACK,
            "setting": diagnostic_setting("hsm", {"category": "AuditEvent", "enabled": True}),
        },
        "the audit group": {
            **_STACK,
            "setting": diagnostic_setting("hsm", {"categoryGroup": "audit", "enabled": True}),
        },
        "all logs": {**_STACK, "setting": diagnostic_setting("hsm", {"categoryGroup": "allLogs", "enabled": True})},
    },
    failing={
        "no setting": _STACK,
        "the category is off": {
            **_STACK,
            "setting": diagnostic_setting("hsm", {"category": "AuditEvent", "enabled": False}),
        },
        "metrics only": {
            **_STACK,
            "setting": diagnostic_setting("hsm"),
        },
        "the setting is another hsm's": {
            **_STACK,
            "other": ExampleResource(MANAGED_HSM.token),
            "setting": diagnostic_setting("other", {"categoryGroup": "audit", "enabled": True}),
        },
    },
)
