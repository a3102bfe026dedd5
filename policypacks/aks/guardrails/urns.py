"""URNs, `urn:pulumi:<stack>::<project>::<types>::<name>`, and globs over them; a name may have `::` in it."""

from fnmatch import fnmatchcase

_PARTS = 4


def name_of(urn: str) -> str:
    """Return the resource's name; a text that is no URN is its own."""
    return urn.split("::", _PARTS - 1)[-1]


def type_of(urn: str) -> str:
    """Return the resource's type without those of the components that it is in, "" of what is no URN."""
    parts = urn.split("::", _PARTS - 1)
    return parts[2].rpartition("$")[2] if len(parts) == _PARTS else ""


def matches(glob: str, urn: str) -> bool:
    """Tell whether the glob is for the URN; one that is written out matches itself, with brackets in its name too."""
    return urn == glob or fnmatchcase(urn, glob)


def may_match(glob: str, stack: str, project: str = "") -> bool:
    """Tell whether the glob is meant for URNs of the stack, and of the project where that is known.

    A glob that spells the parts of a URN is compared part by part, though its `*` would span several.
    """
    parts = glob.split("::")
    if len(parts) >= _PARTS or (len(parts) == _PARTS - 1 and parts[-1] == "*"):
        return fnmatchcase(f"urn:pulumi:{stack}", parts[0]) and (not project or fnmatchcase(project, parts[1]))
    start = f"urn:pulumi:{stack}::"
    return any(fnmatchcase(start, glob[:end]) for end in range(len(glob) + 1))
