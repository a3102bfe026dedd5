"""Parts of calendars, as a team would write them, and the stacks that they are for."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any


def freeze(name: str = "one", **when: Any) -> dict[str, Any]:
    return {"name": name, "reason": "because", **when}


def once(start: datetime | str, until: datetime | str) -> dict[str, Any]:
    return freeze() | {"from": start, "until": until}


OVERRIDE = {
    "freeze": "one",
    "where": {"environment": "prod"},
    "reason": "CVE-2026-1",
    "owner": "ada",
    "approvedBy": "ben",
    "from": "2026-12-24T12:00:00",
    "until": "2026-12-25T12:00:00",
}
LONG = once("2026-12-18T18:00:00", "2027-01-04T08:00:00")
EXAMPLE = {
    "timeZone": "Europe/Berlin",
    "global": {"freezes": [LONG | {"name": "year-end"}]},
    "environments": {
        "prod": {
            "freezes": [freeze("weekend", weekly="Fri 16:00 - Mon 07:00")],
            "approvals": [{"name": "second person"}],
        }
    },
}
"""A whole one, in the form of the project's own."""
WEST = {"azure-native:location": "West Europe"}
STACKS = {"dev": WEST | {"environment": "dev"}, "prod": WEST | {"environment": "prod"}}


def asking(folder: Path, calendar: Mapping[str, Any], stacks: Mapping[str, Mapping[str, Any]] = STACKS) -> list[str]:
    """Write a calendar and stacks into a folder, and return the options with which the gate reads them."""
    file = folder / "calendar.yaml"
    file.write_text(json.dumps(calendar), "utf-8")
    (folder / "Pulumi.yaml").write_text("name: my-platform\n", "utf-8")
    for stack, settings in stacks.items():
        (folder / f"Pulumi.{stack}.yaml").write_text(json.dumps({"config": settings}), "utf-8")
    return ["--calendar", str(file), "--root", str(folder)]
