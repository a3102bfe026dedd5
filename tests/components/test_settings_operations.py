"""What a stack may decide about monitoring and governance."""

import json
from typing import TYPE_CHECKING, Any

import pulumi
import pytest

from components.settings.governance import PolicyMode
from components.settings.load import full_key, load
from components.settings.monitoring import Metrics, TablePlan
from tests.components.recorder import PROJECT, Configure, Run, stack_config

if TYPE_CHECKING:
    from components.settings.stack import Settings

EMAILS = {"alertEmails": ["team@example.com"]}
REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "nobody is told": ("monitoring.alertEmails", {"alertEmails": []}, "List should have at least 1 item"),
    "nobody is named": ("monitoring.alertEmails", {}, "this part is missing"),
    "no address": ("monitoring.alertEmails[0]", {"alertEmails": ["team"]}, "should match pattern"),
    "unknown metrics": ("monitoring.metrics", EMAILS | {"metrics": "influx"}, "'none', 'prometheus' or 'grafana'"),
    "unknown plan": ("monitoring.containerLogPlan", EMAILS | {"containerLogPlan": "Free"}, "'Analytics' or 'Basic'"),
    "no logs at all": ("monitoring.dailyCapGb", EMAILS | {"dailyCapGb": 0}, "greater than or equal to 0.5"),
    "misspelt part": ("monitoring.dailyCapGB", EMAILS | {"dailyCapGB": 1}, "there is no such part"),
    "a cap under Sentinel": (
        "monitoring.dailyCapGb",
        EMAILS | {"dailyCapGb": 5, "sentinel": True},
        "a cap of 5 GB would blind Sentinel for the rest of a day; remove it, or set sentinel to false",
    ),
    "unknown mode": ("governance.policies", {"policies": "Warn"}, "'Deny' or 'Audit'"),
    "budget without a day": ("governance.budget.start", {"budget": {"amount": 5}}, "this part is missing"),
    "budget in the month": (
        "governance.budget.start",
        {"budget": {"amount": 5, "start": "2026-12-15"}},
        "'2026-12-15' is not the first of a month; write 2026-12-01",
    ),
    "budget on no day": (
        "governance.budget.start",
        {"budget": {"amount": 5, "start": "December"}},
        "'December' is no day; write the first of a month, such as 2026-12-01",
    ),
    "budget of nothing": (
        "governance.budget.amount",
        {"budget": {"amount": 0, "start": "2026-12-01"}},
        "greater than or equal to 1",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_wrong_part_is_refused_by_its_path(run: Run, configure: Configure, case: str) -> None:
    """One line, which begins with the path in the stack file."""
    path, value, message = REFUSED[case]
    configure(stack_config("dev") | {f"{PROJECT}:{path.split('.')[0]}": json.dumps(value)})

    with pytest.raises(pulumi.RunError) as error:
        run(load)
    _, problem = str(error.value).splitlines()

    assert problem.startswith(f"{PROJECT}:{path}: ")
    assert message in problem


def test_defaults_are_those_of_a_small_stack(run: Run, configure: Configure) -> None:
    """Only who is told must be said."""
    configure(stack_config("dev") | {f"{PROJECT}:monitoring": json.dumps(EMAILS)})
    loaded: list[Settings] = []

    run(lambda: loaded.append(load()))

    (stack,) = loaded
    monitoring, governance = stack.monitoring, stack.governance
    assert (monitoring.metrics, monitoring.container_log_plan) == (Metrics.PROMETHEUS, TablePlan.ANALYTICS)
    assert (monitoring.daily_cap_gb, monitoring.audit_reads, monitoring.sentinel) == (None, False, False)
    assert (governance.policies, governance.lock_data, governance.restrict_types) == (PolicyMode.DENY, False, False)
    assert governance.budget is None


def test_grafana_has_prometheus_below_it(run: Run, configure: Configure) -> None:
    """One choice of three."""
    found = {}
    for metrics in Metrics:
        configure(stack_config("dev") | {f"{PROJECT}:monitoring": json.dumps(EMAILS | {"metrics": metrics})})
        run(lambda metrics=metrics: found.update({metrics: load().monitoring}))

    assert {metrics: (one.prometheus, one.grafana) for metrics, one in found.items()} == {
        Metrics.NONE: (False, False),
        Metrics.PROMETHEUS: (True, False),
        Metrics.GRAFANA: (True, True),
    }


def test_a_part_is_named_as_in_the_stack_file(run: Run) -> None:
    """In camelCase on both sides of the dot."""
    names: list[str] = []
    run(lambda: names.append(full_key("governance.lock_data")))

    assert names == [f"{PROJECT}:governance.lockData"]
