"""Azure's refusals, worded as the real provider prints them."""

import json
from dataclasses import dataclass


@dataclass(unsafe_hash=True)
class ArmError(Exception):
    """One refusal by Azure Resource Manager."""

    status: int
    """HTTP status."""
    code: str
    """Azure's error code, without which the real provider prints the message alone."""
    message: str

    def __str__(self) -> str:
        code = f' Code="{self.code}"' if self.code else ""
        return f'Status={self.status}{code} Message="{self.message}"'


@dataclass(unsafe_hash=True)
class UnseenError(ArmError):
    """A refusal to say whether a resource exists, which the real provider asks before it creates one."""

    arm_id: str

    def __str__(self) -> str:
        body = json.dumps({"error": {"code": self.code, "message": self.message}}, separators=(",", ":"))
        return f"cannot check existence of resource '{self.arm_id}': status code {self.status}, {body}"


class ProviderError(Exception):
    """A refusal by the provider itself, before or after it asked Azure."""


class GivenUpError(Exception):
    """Azure goes on with what it has begun, but the provider no longer waits for its end."""
