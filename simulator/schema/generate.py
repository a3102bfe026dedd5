"""Writes the simulator's schema: `python -m simulator.schema.generate [LIBRARIES]`.

Without an argument it writes `schema.json` from the installed SDK. With the folder that holds the libraries of
`simulator/schema/requirements.in` it writes `constraints.json` as well.
"""

import json
import re
import sys
from pathlib import Path

from simulator.azure.catalog import modelled_resources
from simulator.azure.schema import GENERIC
from simulator.azure.values import Props
from simulator.schema.constraints import constraints
from simulator.schema.shapes import shapes

AZURE = Path(__file__).parents[1] / "azure"
SCHEMA = AZURE / "schema.json"
CONSTRAINTS = AZURE / "constraints.json"
REQUIREMENTS = Path(__file__).parent / "requirements.in"


def libraries() -> Props:
    """Return the pinned libraries by name with their versions."""
    return dict(re.findall(r"^([\w-]+)==(\S+)$", REQUIREMENTS.read_text(), re.MULTILINE))


def all_shapes() -> Props:
    """Return the shapes of every modelled type and of the generic resource, as the installed SDK has them."""
    return shapes((*modelled_resources(), GENERIC))


def all_constraints(folder: Path) -> Props:
    """Return the limits of every modelled type, none where no library in `folder` describes it, and their versions."""
    found = {kind: constraints(resource, folder) for kind, resource in modelled_resources().items()}
    return {"resources": found, "libraries": libraries()}


def rendered(content: Props) -> str:
    """Return JSON with one line an entry, so that a change of one type is a change of one line."""
    sections = []
    for section, entries in sorted(content.items()):
        lines = (f"{json.dumps(name)}: {_compact(entry)}" for name, entry in sorted(entries.items()))
        sections.append(f"{json.dumps(section)}: {{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


def _compact(entry: object) -> str:
    return json.dumps(entry, separators=(",", ":"), sort_keys=True)


if __name__ == "__main__":
    SCHEMA.write_text(rendered(all_shapes()))
    for folder in sys.argv[1:]:
        CONSTRAINTS.write_text(rendered(all_constraints(Path(folder))))
