"""Upgrades must come when somebody is awake and nobody is hurt."""

from guardrails.checks import number
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, all_of, decided, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import MAINTENANCE_CONFIGURATION, MANAGED_CLUSTER

_UPGRADES = "aksManagedAutoUpgradeSchedule"
_NODES = "aksManagedNodeOSUpgradeSchedule"
_HOURS = 4


def check(cluster: Resource, stack: Stack) -> Problems:
    """AKS needs four hours for an upgrade to come to its end within the window."""
    for name in (_UPGRADES, _NODES):
        yield from decided(_missing, cluster, stack, name)


def _missing(cluster: Resource, stack: Stack, name: str) -> Problems:
    def serves(window: Resource) -> bool:
        return all_of(
            lambda: window.text("configName").lower() == name.lower(),
            lambda: window.points_at("resourceName", cluster),
            lambda: number(window, "maintenanceWindow.durationHours") >= _HOURS,
        )

    if not select(stack.all(MAINTENANCE_CONFIGURATION), serves):
        yield f"must have a MaintenanceConfiguration {name} of at least {_HOURS} hours"


def window(name: str, hours: int = _HOURS, cluster: str = "cluster") -> ExampleResource:
    """Return an example's window."""
    return ExampleResource(
        MAINTENANCE_CONFIGURATION.token,
        {
            "configName": name,
            "resourceName": Output(cluster, "name"),
            "maintenanceWindow": {"durationHours": hours, "startTime": "02:00"},
        },
    )


_CLUSTER = ExampleResource(MANAGED_CLUSTER.token)

GUARDRAIL = StackGuardrail(
    title="Upgrades of Kubernetes and of the nodes have a maintenance window each",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="Without windows AKS drains nodes whenever a release is ready, in business hours too.",
    fix="Add MaintenanceConfigurations named aksManagedAutoUpgradeSchedule and "
    "aksManagedNodeOSUpgradeSchedule, each with maintenance_window.duration_hours of 4 or more.",
    link="https://learn.microsoft.com/azure/aks/planned-maintenance",
    absent="AKS has no windows of its own accord, so a missing one fails.",
    requirements=("004-9",),
    controls=(
        mcsb("PV-6"),
        azure_policy("e1352e44-d34d-4e4d-a22e-451a15f759a1"),
        psrule("Azure.AKS.MaintenanceWindow"),
    ),
    check=check,
    passing={
        "a window each": {"cluster": _CLUSTER, "upgrades": window(_UPGRADES), "nodes": window(_NODES)},
    },
    failing={
        "no windows": {"cluster": _CLUSTER},
        "none for the nodes": {"cluster": _CLUSTER, "upgrades": window(_UPGRADES)},
        "none for Kubernetes": {"cluster": _CLUSTER, "nodes": window(_NODES), "releases": window("default")},
        "a window that is too short": {"cluster": _CLUSTER, "upgrades": window(_UPGRADES), "nodes": window(_NODES, 3)},
        "another cluster's": {
            "cluster": _CLUSTER,
            "other": _CLUSTER,
            "upgrades": window(_UPGRADES),
            "nodes": window(_NODES, cluster="other"),
        },
    },
)
