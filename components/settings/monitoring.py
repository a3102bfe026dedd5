"""What a stack decides about logs, metrics and alerts."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from components.settings.section import Section

Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


class Metrics(StrEnum):
    """What collects and shows the cluster's metrics."""

    NONE = "none"
    """Container Insights' counters in the workspace alone."""
    PROMETHEUS = "prometheus"
    """Managed Prometheus with its alerts."""
    GRAFANA = "grafana"
    """The same, and a private Grafana to look at it."""


class TablePlan(StrEnum):
    """What a table of the workspace costs, and can do."""

    ANALYTICS = "Analytics"
    BASIC = "Basic"


class MonitoringSetting(Section):
    """Who is told, what is collected, and what it may cost."""

    alert_emails: Annotated[list[Email], Field(min_length=1, max_length=10)]
    """Who receives every alert, and what Defender for Cloud has to say."""
    metrics: Metrics = Metrics.PROMETHEUS
    container_log_plan: TablePlan = TablePlan.ANALYTICS
    """Plan of the containers' own output; Basic is cheap to keep and paid for by the query."""
    daily_cap_gb: Annotated[float, Field(ge=0.5)] | None = None
    """Gigabytes a day after which the workspace takes no more logs until the next day."""
    audit_reads: bool = False
    """Whether the audit log has reads too, which costs several times as much.

    Without, nobody sees who reads secrets, or who opens a shell with kubectl of 1.31 or later, which is a read too.
    """
    sentinel: bool = False
    """Whether Microsoft Sentinel turns detections into incidents."""

    @property
    def prometheus(self) -> bool:
        """Whether the managed Prometheus collects metrics."""
        return self.metrics != Metrics.NONE

    @property
    def grafana(self) -> bool:
        """Whether there is a Grafana."""
        return self.metrics == Metrics.GRAFANA


def problems(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Compare the parts with each other."""
    monitoring = values.get("monitoring")
    if monitoring and monitoring.sentinel and monitoring.daily_cap_gb is not None:
        blind = f"a cap of {monitoring.daily_cap_gb:g} GB would blind Sentinel for the rest of a day"
        yield "monitoring.daily_cap_gb", f"{blind}; remove it, or set sentinel to false"
