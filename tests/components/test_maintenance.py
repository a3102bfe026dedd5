"""When a cluster may be upgraded."""

from components.cluster.maintenance import Maintenance
from tests.components.recorder import Run


def test_every_upgrade_has_a_window_and_none_opens_in_a_freeze(run: Run) -> None:
    """Azure knows them by fixed names."""
    recorder = run(
        lambda: Maintenance(
            "m",
            {
                "cluster_name": "aks",
                "resource_group_name": "rg",
                "window": {
                    "day": "Monday",
                    "start": "22:00",
                    "utc_offset": "+01:00",
                    "hours": 6,
                    "freezes": [{"start": "2026-12-18", "end": "2027-01-04"}],
                },
            },
        )
    )
    windows = {r.inputs["configName"]: r.inputs["maintenanceWindow"] for r in recorder.registered if r.inputs}
    expected = {
        "schedule": {"weekly": {"dayOfWeek": "Monday", "intervalWeeks": 1}},
        "startTime": "22:00",
        "utcOffset": "+01:00",
        "durationHours": 6,
        "notAllowedDates": [{"start": "2026-12-18", "end": "2027-01-04"}],
    }

    assert windows == dict.fromkeys(
        ("aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule", "default"), expected
    )
