"""Exemptions as Azure Policy takes them: the file says what and why, the state where, the assignments from what.

An exemption of Azure Policy belongs to one resource and one assignment; of an initiative it names the members.
Source: https://learn.microsoft.com/azure/governance/policy/concepts/exemption-structure
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from guardrails.exemptions import Exemption
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.schemas import ConfigurationError
from guardrails.tokens import unversioned

_DEFINITION: Final = "/providers/microsoft.authorization/policydefinitions/"
_MANAGEMENT_GROUP: Final = "/providers/microsoft.management/managementgroups/"
_ASSIGNMENT: Final = "azure-native:authorization:PolicyAssignment"
_MEMBER: Final = ("policyDefinitionId", "policyDefinitionReferenceId")
_LONGEST_NAME: Final = 128
_LONGEST_DESCRIPTION: Final = 512


@dataclass(frozen=True)
class Assignment:
    """An assignment of policies, and what it assigns."""

    id: str
    scope: str
    members: Mapping[str, str]
    """Definition, in lower case -> its reference within the initiative, "" when it is assigned by itself."""

    def reaches(self, resource_id: str) -> bool:
        """Tell whether the resource lies in its scope; what lies in a management group is not known here."""
        scope = self.scope.lower()
        return scope.startswith(_MANAGEMENT_GROUP) or f"{resource_id.lower()}/".startswith(f"{scope.rstrip('/')}/")


@dataclass(frozen=True)
class Incomplete:
    """What could not be carried over, or only with a difference, and why."""

    why: str
    blocks: bool = True
    """Whether an exemption is missing for it."""


def resources_of(state: Mapping[str, Any]) -> dict[str, str]:
    """Return URN -> Azure resource id of an exported state."""
    return {one["urn"]: one["id"] for one in _deployed(state) if str(one.get("id", "")).startswith("/")}


def assignments_of(
    state: Mapping[str, Any], listed: Sequence[Mapping[str, Any]], initiatives: Sequence[Mapping[str, Any]]
) -> list[Assignment]:
    """Return the assignments of the stack itself and of the list, each with the definitions it assigns.

    Raises:
        ConfigurationError: a member of an initiative lacks what one has.

    """
    own = [
        {**(one.get("outputs") or {}), "id": one["id"]}
        for one in _deployed(state)
        if unversioned(one.get("type", "")) == _ASSIGNMENT and one.get("id")
    ]
    sets = {
        one["id"].lower(): {
            member["policyDefinitionId"].lower(): member["policyDefinitionReferenceId"]
            for member in objects(one["policyDefinitions"], _MEMBER, one["id"])
        }
        for one in initiatives
    }
    found = {}
    for one in [*own, *listed]:
        assigned = str(one.get("policyDefinitionId", "")).lower()
        members = {assigned: ""} if assigned.startswith(_DEFINITION) else sets.get(assigned, {})
        scope = one.get("scope") or one["id"].lower().partition("/providers/microsoft.authorization/")[0]
        found[one["id"].lower()] = Assignment(one["id"], scope, members)
    return list(found.values())


def carried_over(
    exemptions: Sequence[Exemption],
    guardrails: Sequence[Guardrail | StackGuardrail],
    resources: Mapping[str, str] | None,
    assignments: Sequence[Assignment],
) -> Iterator[dict[str, Any] | Incomplete]:
    """Yield an exemption of Azure Policy for each exemption, resource and assignment, and what is missing for one.

    Without `resources` (no state given) the scope stays open, and with it the assignment: both are left out.
    """
    by_name = {one.name: one for one in guardrails}
    for exemption in exemptions:
        definitions = [one.reference for one in by_name[exemption.guardrail].controls if one.slug == "azure-policy"]
        if not definitions:
            yield Incomplete(f"{exemption.guardrail}: Azure Policy has no definition for it.", blocks=False)
            continue
        if exemption.prop:
            yield Incomplete(
                f"{exemption.guardrail}: Azure Policy exempts the whole resource, not {exemption.prop} alone.",
                blocks=False,
            )
        yield from _of_one(exemption, definitions, resources, assignments)


def _of_one(
    exemption: Exemption,
    definitions: Sequence[str],
    resources: Mapping[str, str] | None,
    assignments: Sequence[Assignment],
) -> Iterator[dict[str, Any] | Incomplete]:
    about = f"{exemption.resource} from {exemption.guardrail}"
    if resources is None:
        yield _record(exemption, definitions, exemption.resource, None, None)
        yield Incomplete(f"{about}: give --state, the scope is that of the resource.")
        return
    matching = {urn: found for urn, found in resources.items() if fnmatchcase(urn, exemption.resource)}
    if not matching:
        yield Incomplete(f"{about}: the state has no such resource in Azure.", blocks=False)
    wanted = {f"{_DEFINITION}{one}".lower() for one in definitions}
    for urn, resource_id in matching.items():
        covering = [one for one in assignments if wanted & set(one.members) and one.reaches(resource_id)]
        for assignment in covering:
            yield _record(exemption, definitions, urn, resource_id, assignment)
        if not covering:
            yield _record(exemption, definitions, urn, resource_id, None)
            yield Incomplete(f"{about}: no assignment given reaches {resource_id}; see --assignments, --initiatives.")


def _record(
    exemption: Exemption,
    definitions: Sequence[str],
    urn: str,
    scope: str | None,
    assignment: Assignment | None,
) -> dict[str, Any]:
    wanted = sorted(f"{_DEFINITION}{one}".lower() for one in definitions)
    members = [assignment.members[one] for one in wanted if assignment and assignment.members.get(one)]
    assigned = {"policyAssignmentId": assignment.id} if assignment else {}
    return {
        "type": "Microsoft.Authorization/policyExemptions",
        "apiVersion": "2022-07-01-preview",
        "name": str(uuid5(NAMESPACE_URL, "|".join((exemption.guardrail, urn, assignment.id if assignment else "")))),
        **({"scope": scope} if scope else {}),
        "properties": {
            **assigned,
            **({"policyDefinitionReferenceIds": members} if members else {}),
            "exemptionCategory": exemption.category.capitalize(),
            "expiresOn": f"{exemption.expires}T23:59:59Z",
            "displayName": f"{exemption.guardrail}: {exemption.owner}"[:_LONGEST_NAME],
            "description": exemption.reason[:_LONGEST_DESCRIPTION],
            "metadata": {
                "guardrail": exemption.guardrail,
                "owner": exemption.owner,
                "urn": urn,
                "policyDefinitionIds": list(definitions),
            },
        },
    }


def objects(listed: Sequence[Any], needed: Sequence[str], place: str) -> list[dict[str, Any]]:
    """Return objects of Azure without their envelope: the CLI prints them flat, the API does not.

    Raises:
        ConfigurationError: one lacks what is needed, so that it is something else.

    """
    found = [{**one, **(one.get("properties") or {})} if isinstance(one, dict) else {} for one in listed]
    for index, one in enumerate(found):
        if lacking := [key for key in needed if not isinstance(one.get(key), str | list)]:
            raise ConfigurationError(
                f"{place}: entry {index} has no {', '.join(lacking)}; give what the help of this command names"
            )
    return found


def _deployed(state: Mapping[str, Any]) -> list[dict[str, Any]]:
    return (state.get("deployment") or {}).get("resources") or []
