"""A policy must be enforced everywhere in its scope."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be, must_not_be, placed, where
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.policies import definition_of, effects, must_be_in_force
from guardrails.props import Problems, Props, decided
from guardrails.subjects import POLICY_ASSIGNMENT

_REFUSING = (
    # Pods and what else is in a cluster: https://learn.microsoft.com/azure/aks/policy-reference
    "42b8ef37-b724-4e24-bbc8-7a7708edfe00",
    "febd0533-8e55-448f-b837-bd0e06f16469",
    "1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d",
    "3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e",
    "df49d893-a74c-421d-bc95-c663042e5b80",
    "e345eecc-fa47-480f-9e88-67dcc122b164",
    "098fc59e-46c7-4d99-9b16-64990e543d75",
    "d46c275d-1680-448d-b2ec-e495a3b6cc89",
    "9f061a12-e40d-4183-a00e-171812443373",
    # Clusters
    "993c2fcd-2b29-49d2-9eb0-df2c3a730c32",
    "040732e8-d947-40b8-95d6-854c95024bf8",
    "41425d9f-d1a5-499a-9932-f8ed8453932c",
    # Registries: https://learn.microsoft.com/azure/container-registry/policy-reference
    "dc921057-6b28-4fbe-9b83-f7bec05db6c2",
    "9f2dea28-e834-476c-99c5-3507b4728395",
    "0fdf0491-d080-4575-b627-ad0e843cba0f",
    "d0793b48-0edc-4296-a390-4c75d1bdfd71",
    "bd560fc0-3c69-498a-ae9f-aa8eb7de0e13",
    "5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580",
    "524b0254-c285-4903-bee6-bb8126cde579",
    "42781ec6-6127-4c30-bdfa-fb423a0047d3",
    # Vaults: https://learn.microsoft.com/azure/key-vault/policy-reference
    "12d4fa5e-1f9f-4c21-97a9-b99b3c6611b5",
    "1e66c121-a66a-4b1f-9b83-0fd99bf0fc2d",
    "0b60c0b2-2dc2-4e1c-b5c9-abbed971de53",
    "405c5871-3e91-4644-8a63-58e19d68ff5b",
    "55615ac9-af46-4a59-874e-391cc3dfb490",
    # Workspaces of logs
    "e15effd4-2278-4c65-a0da-4d6f6d1890e2",
)
_override = must_not_be("value", "Audit", "AuditIfNotExists")


def check(assignment: Props, values: Mapping[str, Any]) -> Problems:
    """An exclusion that is not known yet is one all the same."""
    yield from must_be_in_force(assignment)
    refusing = {one.lower() for one in values["refusing"]}
    yield from decided(where(lambda one: definition_of(one) in refusing, _refuses), assignment)
    for prop in ("notScopes", "resourceSelectors"):
        if assignment.has(prop):
            yield f"must not set {prop}"


def _refuses(assignment: Props) -> Problems:
    yield from decided(_must_deny, assignment)
    yield from assignment.each("overrides", lambda one: decided(placed, _override, one))


def _must_deny(assignment: Props) -> Problems:
    for path in effects(assignment):
        yield from decided(must_be(path, "Deny"), assignment)


def _of(definition: str, **effect: Any) -> dict[str, Any]:
    return {
        "policyDefinitionId": f"/providers/Microsoft.Authorization/policyDefinitions/{definition}",
        "parameters": {"effect": effect},
    }


GUARDRAIL = Guardrail(
    title="The policy assignment is enforced, everywhere in its scope, and refuses what it may",
    applies_to=POLICY_ASSIGNMENT,
    severity=Severity.MEDIUM,
    why="An assignment that only reports, or has its effect disabled, refuses nothing; what not_scopes or "
    "resource_selectors leave out is exempt without reason, owner or end.",
    fix="Leave enforcement_mode out or set it to 'Default', set no effect to 'Disabled' and that of the listed "
    "definitions to 'Deny', and use a PolicyExemption instead of not_scopes, resource_selectors and overrides.",
    link="https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure",
    absent="Azure enforces by default and excludes nothing, so absent passes; most definitions only report by default, "
    "so the absent effect of one that is to refuse fails.",
    requirements=("000-10", "001-13", "001-22"),
    controls=(),
    parameters={
        "refusing": {
            "type": "array",
            "items": {"type": "string"},
            "default": [*_REFUSING],
            "description": "Ids of definitions and initiatives whose assignments must refuse: a refusal hits nobody "
            "who has done nothing wrong. The assignments of any other may report.",
        }
    },
    check=check,
    remedy={"enforcementMode": "Default"},
    passing={
        "it is enforced": {"enforcementMode": "Default"},
        "enforcement is left at Azure's default": {"displayName": "Pod security"},
        "something else is disabled": {"parameters": {"logs": {"value": "Disabled"}}},
        "the effect is said": {
            "parameters": {"effect": {"value": "Deny"}},
            "overrides": [{"kind": "policyEffect", "value": "Deny"}],
        },
        "one that is to refuse does": _of(_REFUSING[0].upper(), value="deny"),
        "one that is to refuse does, by another spelling of the parameter": {
            **_of(_REFUSING[0]),
            "parameters": {"Effect": {"value": "Deny"}},
        },
        "another may report": _of("0e246bcf-5f6f-4f87-bc6f-775d4712c7ea", value="Audit"),
        "one may report where none is listed": Example(_of(_REFUSING[0], value="Audit"), settings={"refusing": []}),
        "an override refuses": {
            **_of(_REFUSING[0], value="Deny"),
            "overrides": [{"kind": "policyEffect", "value": "Deny"}],
        },
    },
    failing={
        "it only reports": {"enforcementMode": "DoNotEnforce"},
        "its effect is disabled": {"parameters": {"effect": {"value": "disabled"}}},
        "its effect is disabled, in capitals": {"parameters": {"Effect": {"value": "Disabled"}}},
        "an override disables its effect": {"overrides": [{"kind": "policyEffect", "value": "Disabled"}]},
        "one that is to refuse reports": _of(_REFUSING[0], value="Audit"),
        "one that is to refuse reports, by an id that ends in a slash": _of(f"{_REFUSING[0]}/", value="Audit"),
        "one that is to refuse reports, by another spelling of the parameter": {
            **_of(_REFUSING[0]),
            "parameters": {"Effect": {"value": "Audit"}},
        },
        "one that is to refuse has the effect of its definition": _of(_REFUSING[0]),
        "one that is to refuse has no parameters": {"policyDefinitionId": _of(_REFUSING[0])["policyDefinitionId"]},
        "one that is listed in capitals reports": Example(
            _of("0e246bcf-5f6f-4f87-bc6f-775d4712c7ea", value="Audit"),
            settings={"refusing": ["0E246BCF-5F6F-4F87-BC6F-775D4712C7EA"]},
        ),
        **{
            f"an override sets the effect to {effect}": {
                **_of(_REFUSING[0], value="Deny"),
                "overrides": [{"kind": "policyEffect", "value": effect}],
            }
            for effect in ("Audit", "AuditIfNotExists")
        },
        "a region is selected": {
            "resourceSelectors": [{"selectors": [{"kind": "resourceLocation", "in": ["westeurope"]}]}]
        },
        "a scope is excluded": {"notScopes": ["/subscriptions/example/resourceGroups/example"]},
    },
)
