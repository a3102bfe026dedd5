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
"""Each stack's clusters, every one with the stack's environment."""


def read(file: Path = FILE, root: Path = ROOT) -> tuple[Calendar, Places]:
    """Read a calendar, and the stacks of a folder that it is for.

    Raises:
        CalendarError: one of them cannot be read, or the calendar names a place that no stack has.

    """
    calendar, places = load(file), of_stacks(root)
    named = [*(where for where, _ in calendar.layers()), *(one.where for one in calendar.overrides)]
    if problems := list(unknown(named, places)):
        raise CalendarError("\n".join((f"{file} cannot be used:", *problems)))
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


def of_stacks(root: Path) -> Places:
    """Return the places of every stack that has settings in a folder.

    Raises:
        CalendarError: they cannot be read, or do not say where the stack is.

    """
    files = {file.name.removeprefix("Pulumi.").removesuffix(".yaml"): file for file in root.glob("Pulumi.*.yaml")}
    try:
        project = read_mapping(root / "Pulumi.yaml").get("name")
        return {stack: of_stack(stack, settings(file, f"{project}:")) for stack, file in sorted(files.items())}
    except ConfigurationError as error:
        raise CalendarError(str(error)) from error


def settings(file: Path, prefix: str) -> dict[str, Any]:
    """Return a stack's settings by key without the project."""
    config = read_mapping(file).get("config")
    return {key.removeprefix(prefix): value for key, value in config.items()} if isinstance(config, dict) else {}


def of_stack(stack: str, config: Mapping[str, Any]) -> list[Where]:
    """Return a stack's places: a cluster is named by the stack, and the region's code or the stamp's name.

    Raises:
        CalendarError: the settings do not say where the stack is.

    """
    try:
        home = SHORT_NAMES[normalize(config["azure-native:location"])]
        names = [home, *(stamp["name"] for stamp in config.get("stamps") or ())]
        return [Where(cluster=f"{stack}-{name}", environment=config["environment"]) for name in names]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CalendarError(
            f"Pulumi.{stack}.yaml does not say where the stack is: environment, azure-native:location and the names of "
            f"stamps are needed; mend what `python -m components.settings.verify {stack}` tells"
        ) from error
