"""May this be deployed, here and now? A pure answer with its reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from delivery.calendar import Approval, Calendar, Freeze, Override, Where


@dataclass(frozen=True)
class Frozen:
    """A freeze that holds, and the override that lifts it, if there is one."""

    freeze: Freeze
    ends: datetime
    """When it holds no longer, in UTC."""
    override: Override | None


@dataclass(frozen=True)
class Missing:
    """An approval that has not been given by enough people."""

    approval: Approval
    given: frozenset[str]


@dataclass(frozen=True)
class Decision:
    """The answer."""

    frozen: tuple[Frozen, ...]
    missing: tuple[Missing, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing stands against it: overridden freezes do not, absent approvals do."""
        return not self.missing and all(one.override for one in self.frozen)


def decide(
    calendar: Calendar, where: Where, moment: datetime, *, author: str = "", approvers: frozenset[str] = frozenset()
) -> Decision:
    """Decide on a deployment.

    Args:
        calendar: All layers.
        where: What is deployed to; a level that it leaves out meets no layer of that level.
        moment: An aware time.
        author: Whose change it is; their own approval does not count.
        approvers: Who approved it.

    Raises:
        ValueError: the moment has no time zone.

    """
    if moment.tzinfo is None:
        raise ValueError("the moment has no time zone")
    others = frozenset(name.casefold() for name in approvers) - {author.casefold()}
    covering = [layer for place, layer in calendar.layers() if place.covers(where)]
    return Decision(
        tuple(
            Frozen(freeze, span.end, lifted(calendar, freeze, where, moment))
            for layer in covering
            for freeze in layer.freezes
            for span in freeze.spans(moment, calendar.time_zone)
            if moment in span
        ),
        tuple(missing for layer in covering for missing in outstanding(layer.approvals, others)),
    )


def lifted(calendar: Calendar, freeze: Freeze, where: Where, moment: datetime) -> Override | None:
    """Return the override that lifts a freeze, if there is one."""
    return next(
        (
            one
            for one in calendar.overrides
            if one.freeze == freeze.name
            and one.where.covers(where)
            and moment in one.span(freeze.time_zone or calendar.time_zone)
        ),
        None,
    )


def outstanding(approvals: tuple[Approval, ...], approvers: frozenset[str]) -> Iterator[Missing]:
    """Yield the approvals that too few have given; names are compared as GitHub does, without case."""
    for approval in approvals:
        people = frozenset(name.casefold() for name in approval.people)
        given = approvers & people if people else approvers
        if len(given) < approval.count:
            yield Missing(approval, given)
