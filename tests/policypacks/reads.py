"""Which properties a check looks at."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from guardrails.props import Props
from guardrails.stack import Resource


@contextmanager
def reads() -> Iterator[set[tuple[str, str]]]:
    """Collect (URN, path) of whatever is read meanwhile; the URN is empty where no stack is judged.

    A path is as messages show it: `agentPoolProfiles[0].mode`.
    """
    found: set[tuple[str, str]] = set()
    original = Props._resolve

    def resolve(self: Props, path: str) -> Any:
        found.add((self.urn if isinstance(self, Resource) else "", self._full(path)))
        return original(self, path)

    Props._resolve = resolve  # type: ignore[method-assign]
    try:
        yield found
    finally:
        Props._resolve = original  # type: ignore[method-assign]
