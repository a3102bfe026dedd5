"""Resources must lie in the regions that the organisation allows."""

from collections.abc import Mapping
from typing import Any

from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import LOCATED


def check(resource: Props, values: Mapping[str, Any]) -> Problems:
    """A region is written with or without spaces; what is global lies in none."""
    location = _normal(resource.text("location"))
    if location and location not in {"global", *(_normal(str(one)) for one in values["locations"])}:
        yield f"must set location to one of {', '.join(values['locations'])}"


def _normal(location: str) -> str:
    return location.replace(" ", "").lower()


GUARDRAIL = Guardrail(
    title="Resources lie in allowed regions",
    applies_to=LOCATED,
    severity=Severity.LOW,
    why="Data in another region may fall under another law, and the region may lack the zones, quotas and connections "
    "that the platform was planned for.",
    fix="Set location to an allowed region, or add the region to locations in the pack's configuration.",
    link="https://learn.microsoft.com/azure/governance/policy/samples/built-in-policies",
    absent="The resource then takes the location of its group or of the provider's configuration; absent passes.",
    requirements=(),
    controls=(
        mcsb("DP-2"),
        azure_policy("e56962a6-4747-49cd-b67b-bf8b01975c4c"),
        psrule("Azure.Resource.AllowedRegions"),
    ),
    parameters={
        "locations": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["westeurope", "northeurope"],
            "description": "Regions that are allowed, as Azure names them; global resources always are.",
        }
    },
    check=check,
    passing={
        "the region is allowed": {"location": "westeurope"},
        "the region is written for people": {"location": "West Europe"},
        "the resource is global": {"location": "global"},
        "the location is left to Azure": {"tags": {"owner": "platform"}},
    },
    failing={
        "the region is not allowed": {"location": "eastus"},
    },
)
