"""What a security team decided: layers of one file, and where each decision came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from guardrails.guardrail import Guardrail, Level, Profile, StackGuardrail, UnknownMeans
from guardrails.schemas import ConfigurationError, configuration_schema, did_you_mean, setting_schema, validate
from guardrails.urns import matches, may_match

FILE = "guardrails.yaml"


@dataclass(frozen=True)
class Setting:
    """How one guardrail is applied, and which layer said so."""

    level: Level
    unknown: UnknownMeans
    parameters: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    """`level`, `unknown` or a parameter's name -> the layer it came from."""

    def overridden(self, override: Mapping[str, Any], origin: str) -> "Setting":
        """Return the setting with what `override` says."""
        changed = [key for key in ("level", "unknown") if key in override] + list(override.get("parameters", {}))
        return replace(
            self,
            level=Level(override.get("level", self.level)),
            unknown=UnknownMeans(override.get("unknown", self.unknown)),
            parameters={**self.parameters, **override.get("parameters", {})},
            origins={**self.origins, **dict.fromkeys(changed, origin)},
        )


class Configuration:
    """The layers of guardrails.yaml."""

    def __init__(
        self,
        document: Mapping[str, Any],
        guardrails: Sequence[Guardrail | StackGuardrail],
        today: date,
        file: str = FILE,
    ) -> None:
        """Take the file's content, empty for none; `file` is what faults and origins call it.

        Raises:
            ConfigurationError: when it does not fit the schema.

        """
        if document not in ({}, {"profile": "baseline"}):  # the common cases need not pay for the validator's import
            validate(document, configuration_schema(guardrails), file)
        self._document = document
        self._file = file
        self._today = today
        self.has_resource_layers = bool(document.get("resources"))
        self.matched: set[int] = set()
        """Layers of single resources, by their place in the file, that a judged resource has matched."""

    def setting(self, guardrail: Guardrail | StackGuardrail, stack: str) -> Setting:
        """Return how the guardrail is applied in a stack."""
        origin, profile = "profile baseline, the default", Profile.BASELINE
        for place, layer in self._layers(stack):
            if "profile" in layer:
                origin, profile = f"{place}: profile {layer['profile']}", Profile(layer["profile"])
        parameters = guardrail.parameters if isinstance(guardrail, Guardrail) else {}
        if guardrail.retires:
            origin = f"the calendar: retires on {guardrail.retires}"
        setting = Setting(
            guardrail.level_in(profile, self._today),
            guardrail.unknown,
            {name: schema["default"] for name, schema in parameters.items()},
            {"level": origin, **dict.fromkeys(("unknown", *parameters), "the guardrail's own file")},
        )
        for place, layer in self._layers(stack):
            if "unknown" in layer:
                setting = setting.overridden({"unknown": layer["unknown"]}, place)
            setting = setting.overridden(layer.get("guardrails", {}).get(guardrail.name, {}), place)
        return setting

    def unevaluated(self, stack: str) -> UnknownMeans:
        """Return what it means in a stack that no guardrail can judge a resource: note or block."""
        layers = [layer for _, layer in self._layers(stack) if "unevaluated" in layer]
        return UnknownMeans(layers[-1]["unevaluated"]) if layers else UnknownMeans.NOTE

    def at_resource(self, guardrail: Guardrail | StackGuardrail, setting: Setting, urn: str) -> Setting:
        """Return the setting as the layers of single resources change it."""
        for index, layer in enumerate(self._document.get("resources", ())):
            override = layer["guardrails"].get(guardrail.name)
            if override and matches(layer["resource"], urn):
                self.matched.add(index)
                setting = setting.overridden(override, f"{self._file}: resources[{index}] ({layer['resource']})")
        return setting

    def unmatched(self, stack: str, project: str) -> Iterator[str]:
        """Yield the place of each resource layer that could match in this run and did not; of stacks, if none fits.

        Layers of other stacks are what a file is for; but where none is for this stack, a name may be misspelt.
        """
        layers = self._document.get("stacks", {})
        if stack and layers and not any(fnmatchcase(stack, glob) for glob in layers):
            yield f"{self._file}: stacks ({', '.join(layers)}), with the stack {stack},"
        for index, layer in enumerate(self._document.get("resources", ())):
            if index not in self.matched and may_match(layer["resource"], stack, project):
                yield f"{self._file}: resources[{index}] ({layer['resource']})"

    def _layers(self, stack: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        yield self._file, self._document
        for glob, layer in self._document.get("stacks", {}).items():
            if fnmatchcase(stack, glob):
                yield f"{self._file}: stacks.{glob}", layer


def read_override(guardrail: Guardrail | StackGuardrail, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the engine's configuration of a policy says, in the form of a layer.

    Raises:
        ConfigurationError: on a key the guardrail does not take, or an impossible `unknown`.

    """
    known = setting_schema(guardrail)
    for key in values:
        if key not in known:
            near = did_you_mean(key, [*known, "enforcementLevel"])
            raise ConfigurationError(f"{guardrail.name} takes no setting {key}. {near}")
    unknown = values.get("unknown", UnknownMeans.NOTE)
    if unknown not in list(UnknownMeans):
        raise ConfigurationError(f"{guardrail.name}: unknown must be note, block or ignore, not {unknown!r}")
    parameters = {key: value for key, value in values.items() if key != "unknown"}
    return {"parameters": parameters, **({"unknown": unknown} if "unknown" in values else {})}
