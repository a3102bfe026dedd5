"""The state before a run, as `pulumi stack export` writes it: what protections held, and what was there."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from guardrails.generic import resolve
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.judge import Verdict, judge, judge_stack
from guardrails.schemas import ConfigurationError
from guardrails.stack import Record, build
from guardrails.urns import name_of
from guardrails.values import SECRET_SIGNATURE, SIGNATURE, UNKNOWN, Secret, told

VARIABLE = "GUARDRAILS_PREVIOUS_STATE"


@dataclass(frozen=True)
class Known:
    """A resource of the state."""

    inputs: Mapping[str, Any]
    record: Record
    """As a stack guardrail sees it: inputs and outputs."""
    retained: bool
    """Whether the cloud keeps it when the program drops it."""


@dataclass
class Previous:
    """The resources of the state by URN, and what the guardrails made of them."""

    resources: Mapping[str, Known] = field(default_factory=dict)
    _verdicts: dict[str, dict[str, Verdict]] = field(default_factory=dict)

    def tokens(self) -> set[str]:
        """Return the types that there were."""
        return {resolve(one.record.token, one.inputs)[0] for one in self.resources.values()}

    def find(self, urn: str, aliases: Sequence[str] = ()) -> str | None:
        """Return the URN that the resource has in the state, which may be one of its aliases."""
        return next((one for one in (urn, *aliases) if one in self.resources), None)

    def record(self, former: str, urn: str) -> Record:
        """Return the inputs of a resource under the URN that it has now."""
        known = self.resources[former]
        return replace(known.record, urn=urn, properties=known.inputs)

    def without(self, urns: set[str]) -> list[Record]:
        """Return the resources that are not among these URNs, and that the cloud would lose."""
        return [one.record for urn, one in self.resources.items() if urn not in urns and not one.retained]

    def held(self, guardrail: Guardrail | StackGuardrail, former: str, parameters: Mapping[str, Any]) -> bool:
        """Tell whether the guardrail passed on the resource in the state; one that looks back says nothing of it."""
        if isinstance(guardrail, StackGuardrail) and guardrail.looks_back:
            return False
        if isinstance(guardrail, Guardrail):
            known = self.resources[former]
            token, values = resolve(known.record.token, known.inputs)
            # A template is not of the types that it makes: of those, the state says nothing.
            return token in guardrail.applies_to.tokens and judge(guardrail, token, values, parameters) == Verdict()
        if guardrail.name not in self._verdicts:
            stack = build([one.record for one in self.resources.values()])
            self._verdicts[guardrail.name] = judge_stack(guardrail, stack)
        return self._verdicts[guardrail.name].get(former, Verdict()) == Verdict()

    def require(self, stack: str) -> None:
        """Check that it is the state of this stack.

        Raises:
            ConfigurationError: when it is another's.

        """
        of = {urn.split("::")[0].removeprefix("urn:pulumi:") for urn in self.resources}
        if of - {stack}:
            raise ConfigurationError(
                f"{VARIABLE} names a state of the stack {', '.join(sorted(of))}, but this run is of {stack}; "
                f"export it by `pulumi stack export --stack {stack}`"
            )


def read_previous(path: Path) -> Previous:
    """Return the state in a file that `pulumi stack export` has written.

    Raises:
        ConfigurationError: when there is no such file, or it is none.

    """
    try:
        resources = (json.loads(path.read_text(encoding="utf-8"))["deployment"] or {}).get("resources") or []
        known = {one["urn"]: _known(one) for one in resources if not (one.get("delete") or one.get("external"))}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ConfigurationError(
            f"{VARIABLE} must name a file that `pulumi stack export` has written, which {path} is not: {error!r}"
        ) from error
    return Previous(known)


def _known(resource: Mapping[str, Any]) -> Known:
    inputs, outputs = _decode(resource.get("inputs") or {}), _decode(resource.get("outputs") or {})
    record = Record(
        resource["urn"],
        name_of(resource["urn"]),
        resource["type"],
        told(inputs, outputs),
        resource.get("propertyDependencies") or {},
    )
    return Known(inputs, record, bool(resource.get("retainOnDelete")))


def _decode(value: Any) -> Any:
    """Return the value as the engine would send it; an encrypted one is an unknown secret."""
    if isinstance(value, list):
        return [_decode(element) for element in value]
    if not isinstance(value, dict):
        return value
    if value.get(SIGNATURE) == SECRET_SIGNATURE:
        plain = value.get("plaintext")
        return Secret(_decode(json.loads(plain)) if plain else UNKNOWN)
    return {key: _decode(element) for key, element in value.items() if key != SIGNATURE}
