"""Reads YAML that somebody else may have written: nothing in it can make the reader slow, big, or look elsewhere."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from guardrails.schemas import ConfigurationError

LARGEST: Final = 1 << 20
"""Bytes; a thousand exemptions are a quarter of it."""
DEEPEST: Final = 32
"""Nested lists and mappings; the deepest setting is nine down."""


class _Loader(yaml.SafeLoader):
    """YAML without aliases, which make a small file expand without end, nor deeper than any of our files is."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, f"*{event.anchor} is an alias: write out what it stands for", event.start_mark
            )
        self.depth = getattr(self, "depth", 0) + 1
        if self.depth > DEEPEST:
            raise yaml.composer.ComposerError(
                None,
                None,
                f"nothing here is nested deeper than {DEEPEST}",
                self.peek_event().start_mark,  # type: ignore[no-untyped-call]
            )
        node = super().compose_node(parent, index)
        self.depth -= 1
        _refuse_repeated_keys(node)
        return node


def _refuse_repeated_keys(node: yaml.Node | None) -> None:
    """YAML keeps the last of two, so an exemption or a freeze that a merge of branches doubled would go in silence."""
    seen: set[str] = set()
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                raise yaml.composer.ComposerError(
                    None, None, f"the key {key.value} stands here twice: keep one", key.start_mark
                )
            seen.add(key.value)


def read_mapping(path: Path) -> Mapping[str, Any]:
    """Return the keys and values of a file, empty for an empty one.

    Raises:
        ConfigurationError: when it is a link, no plain file, too big, no YAML, or holds something else.

    """
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            raise ConfigurationError(
                f"{path} is a link, and who guards it does not guard what it leads to: put the file itself there"
            )
        if not stat.S_ISREG(mode) and path != Path(os.devnull):
            raise ConfigurationError(f"{path} is no file")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise ConfigurationError(f"{path} is larger than {LARGEST >> 20} MiB: no settings are")
        document = yaml.load(content.decode("utf-8"), _Loader)  # noqa: S506  it is a SafeLoader
    except (yaml.YAMLError, ValueError, OSError, RecursionError) as error:  # a ValueError: no day, or no UTF-8
        raise ConfigurationError(f"{path}: {error}") from error
    if document is None:
        return {}
    if not isinstance(document, dict):
        raise ConfigurationError(f"{path}: the file must hold keys and values, not a {type(document).__name__}")
    if strange := _strange_key(document):
        raise ConfigurationError(f"{path}: the key {strange[0]!r} must be a text: put it in quotes")
    return document


def _strange_key(value: object) -> tuple[object] | None:
    """Return a key that is no text; no setting has one, and schemas know texts only."""
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                return (key,)
            if found := _strange_key(item):
                return found
    if isinstance(value, list):
        for item in value:
            if found := _strange_key(item):
                return found
    return None
