"""A workspace must neither use a retired price plan nor stop collecting."""

from guardrails.checks import must_be_one_of
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import WORKSPACE

_paid = must_be_one_of("sku.name", {"PerGB2018", "CapacityReservation", "LACluster"}, absent="PerGB2018")


def check(workspace: Props) -> Problems:
    """A cap of -1 is none."""
    yield from decided(_paid, workspace)
    yield from decided(_uncapped, workspace)


def _uncapped(workspace: Props) -> Problems:
    cap = workspace.get("workspaceCapping.dailyQuotaGb")
    if cap is not None and str(cap) != "-1":
        yield "must not set workspaceCapping.dailyQuotaGb"


GUARDRAIL = Guardrail(
    title="The workspace is paid by what it takes in, without a daily cap",
    applies_to=WORKSPACE,
    severity=Severity.LOW,
    why="Old price plans limit retention and features, and a daily cap drops the audit logs of just the day "
    "on which much happens.",
    fix="Set sku to {'name': 'PerGB2018'} and leave workspace_capping out; an alert on cost warns without losing logs.",
    link="https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs",
    absent="Azure pays by gigabyte and caps nothing by default, so absent passes.",
    requirements=(),
    controls=(mcsb("LT-6"),),
    check=check,
    passing={
        "it is paid by gigabyte": {"sku": {"name": "PerGB2018"}},
        "it is paid by commitment": {"sku": {"name": "capacityreservation"}},
        "a dedicated cluster pays": {"sku": {"name": "LACluster"}},
        "the cap is off": {"workspaceCapping": {"dailyQuotaGb": -1}},
        "both are left at Azure's default": {"retentionInDays": 90},
    },
    failing={
        "the price plan is retired": {"sku": {"name": "PerNode"}},
        "collecting stops at a cap": {"workspaceCapping": {"dailyQuotaGb": 0.5}},
        "nothing is collected": {"workspaceCapping": {"dailyQuotaGb": 0}},
    },
)
