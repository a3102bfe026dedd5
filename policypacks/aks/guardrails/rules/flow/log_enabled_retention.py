"""A flow log must be on, and kept long enough."""

from guardrails.checks import must_be, number
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb
from guardrails.guardrail import Example, Guardrail, Severity, Values
from guardrails.props import Problems, Props, decided
from guardrails.subjects import FLOW_LOG


def check(log: Props, values: Values) -> Problems:
    """Without a retention policy, or with 0 days, records are kept for ever."""
    yield from decided(must_be("enabled", expected=True), log)
    yield from decided(_retention, log, values["days"])


def _retention(log: Props, fewest: int) -> Problems:
    if log.get("retentionPolicy.enabled") is not True:
        return
    if 0 < number(log, "retentionPolicy.days") < fewest:
        yield f"must set retentionPolicy.days to at least {fewest}, or to 0 to keep records for ever"


GUARDRAIL = Guardrail(
    title="Flow logs are on and kept for 90 days",
    applies_to=FLOW_LOG,
    severity=Severity.MEDIUM,
    why="Break-ins are often found after months; a log that is off or already deleted tells nothing.",
    fix="Set enabled=True, and retention_policy={'enabled': True, 'days': 90} or more.",
    link="https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview",
    absent="Azure documents no default for enabled, so absent fails; without a retention policy nothing is deleted.",
    requirements=("004-8",),
    controls=(
        cis_azure("7.5"),
        mcsb("LT-6"),
        azure_policy("27960feb-a23c-4577-8d36-ef8b5f35e0be"),
        checkov("CKV_AZURE_12"),
    ),
    parameters={
        "days": {
            "type": "integer",
            "minimum": 1,
            "default": 90,
            "description": "Days that flow records must be kept at least.",
        }
    },
    check=check,
    passing={
        "the log is kept for 90 days": {"enabled": True, "retentionPolicy": {"enabled": True, "days": 90}},
        "the log is kept for ever": {"enabled": True, "retentionPolicy": {"enabled": True, "days": 0}},
        "the retention policy is off": {"enabled": True, "retentionPolicy": {"enabled": False, "days": 7}},
        "there is no retention policy": {"enabled": True},
        "the log is kept as long as the setting asks": Example(
            {"enabled": True, "retentionPolicy": {"enabled": True, "days": 30}}, settings={"days": 30}
        ),
    },
    failing={
        "the log is off": {"enabled": False},
        "the log is left at Azure's default": {"retentionPolicy": {"enabled": True, "days": 90}},
        "the log is kept for 30 days": {"enabled": True, "retentionPolicy": {"enabled": True, "days": 30}},
        "the log is kept for a day": {"enabled": True, "retentionPolicy": {"enabled": True, "days": 1}},
        "the log is kept a day less than the setting asks": Example(
            {"enabled": True, "retentionPolicy": {"enabled": True, "days": 29}}, settings={"days": 30}
        ),
    },
)
