"""An update that did all that was planned, and that the engine calls failed: an identity has kept its principal.

azure-native does not tell before an update that an identity's principal stays, so each of its roles is planned to be
replaced, and then is not: pulumi/pulumi-azure-native, provider/pkg/provider/provider.go, Update.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

_NOT_REPLACED = re.compile(
    r"expected resource operations for urn:\S+azure-native:authorization:RoleAssignment::\S+ but none were seen"
)


def alone(events: Path) -> bool:
    """Tell from the engine's events whether nothing failed but the replacement of roles."""
    said = list(errors(events))
    return said != [] and all(_NOT_REPLACED.search(message) for message in said)


def errors(events: Path) -> Iterator[str]:
    """Yield the message of each error."""
    for line in events.read_text("utf-8").split("\n"):
        told = json.loads(line).get("diagnosticEvent") if line else None
        if told and told["severity"] == "error":
            yield told["message"]
