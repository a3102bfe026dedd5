"""`python -m delivery.gate`: may this be deployed now? Exit 0 yes, 1 no, 2 the question or the calendar is wrong."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from delivery import github, places
from delivery.calendar import FILE, Calendar, CalendarError, Where
from delivery.decision import Decision, Frozen, decide

ALLOWED, REFUSED, WRONG = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer on the terminal and in the run's summary."""
    asked = parser().parse_args(arguments)
    author, approvers = asked.author, frozenset(asked.approved_by)
    try:
        calendar, stacks = places.read(asked.calendar, asked.root)
        asked_for = wanted(asked, stacks)
        if asked.github:  # whose environments are named as the stacks are
            author, approvers = github.consent(asked.stack or asked.environment or "")
    except (CalendarError, github.GitHubError) as error:
        sys.stderr.write(f"{error}\n")
        return WRONG
    decisions = [decide(calendar, where, asked.at, author=author, approvers=approvers) for where in asked_for]
    # What holds for several clusters is told once.
    decision = Decision(
        tuple(dict.fromkeys(frozen for one in decisions for frozen in one.frozen)),
        tuple(dict.fromkeys(missing for one in decisions for missing in one.missing)),
    )
    text = "\n".join(tell(calendar, asked_for, asked.at, decision)) + "\n"
    sys.stdout.write(text)
    github.add_summary(text)
    return ALLOWED if decision.allowed else REFUSED


def parser() -> argparse.ArgumentParser:
    """Return the command's options."""
    options = argparse.ArgumentParser("delivery.gate", description="May this be deployed now?")
    options.add_argument(
        "--stack", help="instead of environment and cluster: the stack's environment, all its clusters"
    )
    options.add_argument("--cluster", help="name of a layer in clusters, such as prod-weu")
    options.add_argument("--environment", help="name of a layer in environments")
    options.add_argument("--at", type=aware, default=datetime.now(UTC), help="2026-12-24T18:00+01:00 instead of now")
    options.add_argument("--author", default="", help="whose change it is; their own approval does not count")
    options.add_argument("--approved-by", action="append", default=[], metavar="NAME", help="who approved; repeatable")
    options.add_argument("--github", action="store_true", help="ask GitHub for author and approvals of this run")
    options.add_argument("--calendar", type=Path, default=FILE, help="another calendar")
    options.add_argument("--root", type=Path, default=places.ROOT, help="folder of the stacks' settings")
    return options


def aware(text: str) -> datetime:
    """Read a moment with its offset."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no moment: write it like 2026-12-24T18:00+01:00") from None
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} has no offset: write it like 2026-12-24T18:00+01:00")
    return moment


def wanted(asked: argparse.Namespace, stacks: places.Places) -> list[Where]:
    """Return the places that are asked for.

    Raises:
        CalendarError: there is no such stack, it does not say where it is, or no stack has such a place.

    """
    if asked.stack:
        if asked.stack not in stacks:
            there_are = ", ".join(stacks) or "none"
            raise CalendarError(f"there is no Pulumi.{asked.stack}.yaml in {asked.root}; stacks are: {there_are}")
        return [*places.of_stack(asked.root, asked.stack)]
    where = Where(cluster=asked.cluster, environment=asked.environment)
    if problems := list(places.unknown([where], stacks)):
        raise CalendarError("\n".join(problems))
    return [where]


def tell(calendar: Calendar, asked_for: Sequence[Where], moment: datetime, decision: Decision) -> Iterator[str]:
    """Yield the answer's lines, which are Markdown as well; a freeze says when it ends and how it is overridden."""
    zone = ZoneInfo(calendar.time_zone)
    levels = dict.fromkeys(item for where in asked_for for item in where.model_dump().items())
    place = " ".join(f"{level} {name}" for level, name in levels if name) or "everywhere"
    verdict = "allowed" if decision.allowed else "refused"
    yield f"Deployment {verdict}: {place}, {moment.astimezone(zone):%a %Y-%m-%d %H:%M %Z}"
    for frozen in decision.frozen:
        yield f"- {frozen_line(frozen, zone)}"
    for missing in decision.missing:
        people = f" of {', '.join(sorted(missing.approval.people))}" if missing.approval.people else ""
        yield (
            f"- approval {missing.approval.name}: {len(missing.given)} of {missing.approval.count} given{people}; "
            "approve the pull request or this run (the author's own does not count)"
        )


def frozen_line(frozen: Frozen, zone: ZoneInfo) -> str:
    """Say why a freeze is, until when, and who lifted it or how that is done."""
    freeze, until = frozen.freeze, f"{frozen.ends.astimezone(zone):%a %Y-%m-%d %H:%M %Z}"
    line = f"freeze {freeze.name} until {until}: {freeze.reason}"
    if not (lift := frozen.override):
        return f"{line} Wait, or add an entry to overrides in delivery/calendar.yaml by a reviewed pull request."
    return (
        f"{line} Overridden by {lift.owner}, approved by {lift.approved_by}, until {lift.until:%F %H:%M}: {lift.reason}"
    )


if __name__ == "__main__":
    sys.exit(main())
