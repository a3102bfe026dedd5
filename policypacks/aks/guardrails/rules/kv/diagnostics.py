"""Who reads a vault must be kept."""

from guardrails.examples import ExampleResource, diagnostic_setting
from guardrails.frameworks import azure_policy, cis_azure, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import diagnostics_problems
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import VAULT, WORKSPACE


def check(vault: Resource, stack: Stack) -> Problems:
    """Either the category by name, or a group that holds it."""
    yield from diagnostics_problems(vault, stack, ("AuditEvent",))


_STACK = {"vault": ExampleResource(VAULT.token), "workspace": ExampleResource(WORKSPACE.token)}

GUARDRAIL = StackGuardrail(
    title="The vault's audit log reaches a Log Analytics workspace",
    applies_to=VAULT,
    severity=Severity.HIGH,
    why="Without it nobody can tell afterwards who read a secret or used a key, nor be warned of it.",
    fix="Add a DiagnosticSetting for the Vault with workspace_id and logs=[{'category_group': 'audit', "
    "'enabled': True}].",
    link="https://learn.microsoft.com/azure/key-vault/general/howto-logging",
    absent="Azure keeps no resource logs of its own accord, so a missing setting fails.",
    requirements=("001-18", "004-8"),
    controls=(
        cis_azure("6.1.4"),
        mcsb("LT-3"),
        mcsb("DP-8"),
        azure_policy("cf820ca0-f99e-4f3e-84fb-66e913812d21"),
        azure_policy("951af2fa-529b-416e-ab6e-066fd85ac459"),
        psrule("Azure.KeyVault.Logs"),
    ),
    check=check,
    passing={
        "the audit category": {
            **_STACK,
            "setting": diagnostic_setting("vault", {"category": "AuditEvent", "enabled": True}),
        },
        "the audit group": {
            **_STACK,
            "setting": diagnostic_setting("vault", {"categoryGroup": "audit", "enabled": True}),
        },
        "all logs": {**_STACK, "setting": diagnostic_setting("vault", {"categoryGroup": "allLogs", "enabled": True})},
    },
    failing={
        "no setting": _STACK,
        "the category is off": {
            **_STACK,
            "setting": diagnostic_setting("vault", {"category": "AuditEvent", "enabled": False}),
        },
        "metrics only": {
            **_STACK,
            "setting": diagnostic_setting("vault"),
        },
        "the setting is another vault's": {
            **_STACK,
            "other": ExampleResource(VAULT.token),
            "setting": diagnostic_setting("other", {"categoryGroup": "audit", "enabled": True}),
        },
    },
)
