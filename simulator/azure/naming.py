"""Names for resources that the program does not name, as the real provider makes them."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from simulator.azure.arm import Resource
from simulator.azure.values import Props, at

CREATE_BEFORE_DELETE = "__createBeforeDelete"
"""Input that marks a random name: a replacement can then exist beside what it replaces."""


@dataclass(frozen=True)
class Seed:
    """What a made-up name follows from."""

    urn: str
    noise: bytes = b""
    """The engine's: another one for a replacement, so that both resources have a name of their own."""


@dataclass(frozen=True)
class Autonaming:
    """The engine's own wish, from `pulumi:autonaming` in the stack's configuration."""

    proposal: str
    disabled: bool


def unnamed(resource: Resource, inputs: Props) -> list[str]:
    """Return what is wrong where neither the program nor anybody else has named a resource."""
    name = resource.name_input
    return [] if at(inputs, name) is not None else [f"missing required property '{name}'"]


def named(resource: Resource, inputs: Props, old: Props, seed: Seed, wish: Autonaming | None = None) -> Props:
    """Return the inputs with a name: the given one, the old one, or one made from the URN and the engine's seed.

    Source: provider/pkg/provider/provider.go in pulumi/pulumi-azure-native, whose eight digits are others.
    """
    name = resource.name_input
    if inputs.get(name) is not None or "." in name:
        return inputs
    if old.get(name) is not None:
        kept = {CREATE_BEFORE_DELETE: True} if old.get(CREATE_BEFORE_DELETE) else {}
        return {**inputs, name: old[name], **kept}
    if wish and wish.disabled:
        return inputs
    digest = sha256(seed.urn.encode() + seed.noise).digest()
    if resource.autonaming == "uuid":
        made = str(UUID(bytes=digest[:16], version=4))
    elif wish and wish.proposal:
        made = wish.proposal
    else:
        made = seed.urn.rpartition("::")[2] + digest.hex()[:8]
    return {**inputs, name: made, CREATE_BEFORE_DELETE: True}
