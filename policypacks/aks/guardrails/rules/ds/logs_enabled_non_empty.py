"""A diagnostic setting must collect logs."""

from guardrails.examples import SUBSCRIPTION, ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import same_target
from guardrails.props import Problems, Props, Undecided, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import DIAGNOSTIC_SETTING, LOGGED, STORAGE_ACCOUNT, VAULT, WORKSPACE
from guardrails.tokens import ARM_TYPES

_LOGGED = {ARM_TYPES[token].lower() for token in LOGGED.tokens}


def check(setting: Resource, stack: Stack) -> Problems:
    """Metrics alone are accepted for what has no logs, as a storage account itself, or beside a setting with logs."""
    if _collects_logs(setting):
        return
    if not select(setting.objects("metrics"), _enabled) or (
        _writes_logs(setting, stack)
        and not select(stack.all(DIAGNOSTIC_SETTING), lambda one: _collects_logs(one) and same_target(setting, one))
    ):
        yield "must enable at least one log category or category group"


def _collects_logs(setting: Resource) -> bool:
    return bool(select(setting.objects("logs"), _enabled))


def _enabled(collected: Props) -> bool:
    return collected.get("enabled") is True


def _writes_logs(setting: Resource, stack: Stack) -> bool:
    try:
        namespace, *path = setting.text("resourceUri").lower().rpartition("/providers/")[2].split("/")
    except Undecided:
        return bool(select(stack.all(LOGGED), lambda target: setting.points_at("resourceUri", target)))
    return "/".join([namespace, *path[::2]]) in _LOGGED


def _setting(target: str | Output, **collected: bool) -> ExampleResource:
    return ExampleResource(
        DIAGNOSTIC_SETTING.token,
        {
            "resourceUri": target,
            "workspaceId": Output("workspace"),
            **({"logs": [{"categoryGroup": "audit", "enabled": collected["logs"]}]} if "logs" in collected else {}),
            **({"metrics": [{"category": "AllMetrics", "enabled": True}]} if "metrics" in collected else {}),
        },
    )


_VAULT = {"vault": ExampleResource(VAULT.token), "workspace": ExampleResource(WORKSPACE.token)}

GUARDRAIL = StackGuardrail(
    title="Diagnostic settings enable at least one log",
    applies_to=DIAGNOSTIC_SETTING,
    severity=Severity.HIGH,
    why="A setting with metrics only, or with every category off, looks like an audit trail and records nothing of who "
    "did what.",
    fix="Add to logs a category or category_group with enabled=True.",
    link="https://learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings",
    absent="Azure collects only the categories that are listed and enabled, so absent fails.",
    requirements=("001-18",),
    controls=(mcsb("LT-3"),),
    check=check,
    passing={
        "a group of categories is on": {**_VAULT, "setting": _setting(Output("vault"), logs=True)},
        "metrics beside a setting with logs": {
            **_VAULT,
            "logs": _setting(Output("vault"), logs=True),
            "setting": _setting(Output("vault"), metrics=True),
        },
        "metrics of what has no logs": {
            "account": ExampleResource(STORAGE_ACCOUNT.token),
            "workspace": ExampleResource(WORKSPACE.token),
            "setting": _setting(Output("account"), metrics=True),
        },
    },
    failing={
        "the only category is off": {**_VAULT, "setting": _setting(Output("vault"), logs=False)},
        "metrics only": {**_VAULT, "setting": _setting(Output("vault"), metrics=True)},
        "metrics beside another vault's logs": {
            **_VAULT,
            "other": ExampleResource(VAULT.token),
            "logs": _setting(Output("other"), logs=True),
            "setting": _setting(Output("vault"), metrics=True),
        },
        "metrics only of a vault elsewhere": {
            "workspace": ExampleResource(WORKSPACE.token),
            "setting": _setting(
                f"{SUBSCRIPTION}/resourceGroups/other/providers/Microsoft.KeyVault/vaults/other", metrics=True
            ),
        },
        "nothing is collected": {**_VAULT, "setting": _setting(Output("vault"))},
        "nothing is collected of what has no logs": {
            "account": ExampleResource(STORAGE_ACCOUNT.token),
            "workspace": ExampleResource(WORKSPACE.token),
            "setting": _setting(Output("account")),
        },
    },
)
