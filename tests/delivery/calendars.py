"""Parts of calendars, as a team would write them."""

from datetime import datetime
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
