"""What a file in `functions/` says about its invoke."""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.azure.client import Client
from simulator.azure.values import Props
from simulator.azure.world import World


@dataclass(frozen=True, kw_only=True)
class Function:
    """One invoke: a question to Azure that creates nothing."""

    name: str
    """Pulumi function token."""
    answer: Callable[[World, Props, Client], Props]
    """Returns the result, or raises what Azure refuses."""
    required: tuple[str, ...] = ()
    """Arguments that must be given."""
