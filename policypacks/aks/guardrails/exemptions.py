"""What is exempted, by whom and until when; an exemption that has run out exempts nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.schemas import ConfigurationError, exemptions_schema, validate
from guardrails.urns import matches

FILE = "exemptions.yaml"


@dataclass(frozen=True)
class Exemption:
    """One exemption of one guardrail; see the schema for the meaning of each field."""

    guardrail: str
    resource: str
    category: str
    reason: str
    owner: str
    expires: date
    prop: str = ""

    def covers(self, guardrail: str, urn: str, problem: str) -> bool:
        """Tell whether it speaks of this problem, whether or not it has run out."""
        return self.guardrail == guardrail and matches(self.resource, urn) and self._is_named(problem)

    def holds(self, today: date) -> bool:
        """Tell whether it has not run out."""
        return today <= self.expires

    def _is_named(self, problem: str) -> bool:
        """Tell whether the problem names the property, or one below it, as a path: `sku` is not in `skuName`."""
        return not self.prop or re.search(rf"(?<![\w.\]]){re.escape(self.prop)}(?!\w)", problem) is not None

    def describe(self) -> str:
        """Return category, owner, end and reason in one clause."""
        return f"{self.category} by {self.owner} until {self.expires}: {self.reason}"


def read_exemptions(
    document: Mapping[str, Any], guardrails: Sequence[Guardrail | StackGuardrail], file: str = FILE
) -> tuple[Exemption, ...]:
    """Return the exemptions of the file's content, empty for none; `file` is what faults call it.

    Raises:
        ConfigurationError: when it does not fit the schema, or a date does not exist.

    """
    if document in ({}, {"exemptions": []}, {"exemptions": None}):
        return ()  # the common case need not pay for the validator's import
    entries = document.get("exemptions") or []
    if isinstance(entries, list):  # what else it may be is told as any other fault
        entries = [_with_text_date(one) for one in entries]
    validate({**document, "exemptions": entries}, exemptions_schema(guardrails), file)
    return tuple(_exemption(f"{file}.exemptions.{index}", entry) for index, entry in enumerate(entries))


def _with_text_date(entry: Any) -> Any:
    """YAML reads 2027-01-31 as a date, JSON schema knows texts."""
    if isinstance(entry, Mapping) and isinstance(entry.get("expires"), date):
        return {**entry, "expires": entry["expires"].isoformat()}
    return entry


def _exemption(place: str, entry: Mapping[str, str]) -> Exemption:
    fields = {("prop" if key == "property" else key): value for key, value in entry.items()}
    try:
        expires = date.fromisoformat(entry["expires"])
    except ValueError as error:
        raise ConfigurationError(f"{place}.expires: {entry['expires']} is no day: {error}") from error
    return Exemption(**{**fields, "expires": expires})  # type: ignore[arg-type]
