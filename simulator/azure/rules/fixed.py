"""Properties that Azure refuses to change."""

from functools import partial

from simulator.azure.arm import Request, Rule
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified
from simulator.azure.values import at


def properties_stay(request: Request, paths: tuple[str, ...]) -> ArmError | None:
    """What Azure fixes at creation does not change, where a program still says something about it."""
    for path in paths:
        before, now = at(request.previous, path), request.get(path)
        if before is not None and now is not None and _spelt(before) != _spelt(now):
            message = f"Changing property 'properties.{path}' is not allowed."
            return ArmError(400, "PropertyChangeNotAllowed", message)
    return None


def staying(*paths: str) -> Rule:
    """Return a rule: these properties do not change."""
    return partial(properties_stay, paths=paths)


def _spelt(value: object) -> object:
    """Return a value as Azure compares it: ids and enumerations without their case."""
    return value.lower() if isinstance(value, str) else value


EVIDENCE: Rules = {
    properties_stay: verified("https://github.com/Azure/AKS/issues/2781", "PropertyChangeNotAllowed"),
}
