"""Azure's refusals, worded as the real provider prints them."""

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


class ProviderError(Exception):
    """A refusal by the provider itself, before or after it asked Azure."""
