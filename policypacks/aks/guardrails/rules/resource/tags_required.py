"""Resources must say whose they are."""

from collections.abc import Mapping
from typing import Any

from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import LOCATED


def check(resource: Props, values: Mapping[str, Any]) -> Problems:
    """Azure compares the names of tags without case."""
    given = {name.lower() for name in resource.names("tags") if resource.has(f"tags.{name}")}
    missing = [str(name) for name in values["tags"] if str(name).lower() not in given]
    if missing:
        yield f"must set the tags {', '.join(missing)}"


GUARDRAIL = Guardrail(
    title="Resources carry the tags that the organisation asks for",
    applies_to=LOCATED,
    severity=Severity.LOW,
    why="Without an owner nobody answers for an alert, a bill or a finding.",
    fix="Set tags with the missing keys; a transformation of the stack sets them once for all.",
    link="https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources",
    absent="A resource has no tags of its own accord, so absent fails.",
    requirements=(),
    controls=(
        mcsb("AM-1"),
        azure_policy("871b6d14-10aa-478d-b590-94f262ecfa99"),
        azure_policy("96670d01-0a4d-4649-9c89-2d3abc0a5025"),
        psrule("Azure.Resource.UseTags"),
        psrule("Azure.Resource.RequiredTags"),
    ),
    parameters={
        "tags": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["owner", "environment", "costCenter"],
            "description": "Tags that every resource must carry.",
        }
    },
    check=check,
    passing={"every tag is given": {"tags": {"owner": "platform", "Environment": "production", "costCenter": "4711"}}},
    failing={
        "a tag is missing": {"tags": {"owner": "platform", "environment": "production"}},
        "a tag is empty": {"tags": {"owner": "", "environment": "production", "costCenter": "4711"}},
        "there are no tags": {"location": "westeurope"},
    },
)
