"""Where stacks are deployed to, as their settings say; a calendar that names a place of no stack is refused.

A freeze under a misspelt name would never hold, and nobody would notice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from components.documents import ConfigurationError, read_mapping
from components.regions import SHORT_NAMES, normalize
from delivery.calendar import FILE, Calendar, CalendarError, Where, load

ROOT = Path(__file__).parents[1]
Places = Mapping[str, Sequence[Where]]
"""Each stack's clusters, every one with the stack's environment; none where its settings do not say."""


def read(file: Path = FILE, root: Path = ROOT) -> tuple[Calendar, Places]:
    """Read a calendar, and the stacks of a folder that it is for.

    Raises:
        CalendarError: the calendar cannot be read, or names a place that no stack has.

    """
    calendar, (places, unsaid) = load(file), of_stacks(root)
    named = [*(where for where, _ in calendar.layers()), *(one.where for one in calendar.overrides)]
    if problems := list(unknown(named, places)):
        raise CalendarError("\n".join((f"{file} cannot be used:", *problems, *unsaid)))
    return calendar, places


def unknown(named: Iterable[Where], places: Places) -> Iterator[str]:
    """Yield a problem for each environment and cluster that no stack has."""
    there = [where for clusters in places.values() for where in clusters]
    levels = {
        "environment": "the setting `environment` of no stack",
        "cluster": "no stack with the short name of its region, or with the name of its stamp",
    }
    for level, meaning in levels.items():
        names = sorted({getattr(where, level) for where in there})
        for name in dict.fromkeys(getattr(where, level) for where in named):
            if name and name not in names:
                near = get_close_matches(name, names, n=1)
                hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(names) or 'none'}"
                yield f"{level} {name}: this is {meaning}; {hint}"


def of_stacks(root: Path) -> tuple[Places, list[str]]:
    """Return the places of every stack that has settings in a folder, and why some have none, which stops no other."""
    stacks = sorted(file.name.removeprefix("Pulumi.").removesuffix(".yaml") for file in root.glob("Pulumi.*.yaml"))
    places: dict[str, Sequence[Where]] = {}
    unsaid = []
    for stack in stacks:
        try:
            places[stack] = of_stack(root, stack)
        except CalendarError as error:
            places[stack] = ()
            unsaid.append(str(error))
    return places, unsaid


def settings(root: Path, stack: str) -> dict[str, Any]:
    """Return a stack's settings by key without the project.

    Raises:
        CalendarError: they cannot be read.

    """
    try:
        prefix = f"{read_mapping(root / 'Pulumi.yaml').get('name')}:"
        config = read_mapping(root / f"Pulumi.{stack}.yaml").get("config")
    except ConfigurationError as error:
        raise CalendarError(str(error)) from error
    return {key.removeprefix(prefix): value for key, value in config.items()} if isinstance(config, dict) else {}


def of_stack(root: Path, stack: str) -> list[Where]:
    """Return a stack's places: a cluster is named by the stack, and the region's code or the stamp's name.

    Raises:
        CalendarError: the settings cannot be read, or do not say where the stack is.

    """
    config = settings(root, stack)
    try:
        home = SHORT_NAMES[normalize(config["azure-native:location"])]
        names = [home, *(stamp["name"] for stamp in config.get("stamps") or ())]
        return [Where(cluster=f"{stack}-{name}", environment=config["environment"]) for name in names]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CalendarError(
            f"Pulumi.{stack}.yaml does not say where the stack is: environment, azure-native:location and the names of "
            f"stamps are needed; mend what `python -m components.settings.verify {stack}` tells"
        ) from error
