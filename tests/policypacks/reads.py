"""Which properties a check looks at."""

from collections.abc import Callable, Iterator
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
    asking = {name: getattr(Props, name) for name in ("_resolve", "is_secret")}

    def noting(ask: Callable[[Props, str], Any]) -> Callable[[Props, str], Any]:
        def asked(self: Props, path: str) -> Any:
            found.add((self.urn if isinstance(self, Resource) else "", self._full(path)))
            return ask(self, path)

        return asked

    for name, ask in asking.items():
        setattr(Props, name, noting(ask))
    try:
        yield found
    finally:
        for name, ask in asking.items():
            setattr(Props, name, ask)
