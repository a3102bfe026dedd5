"""What does not come through this program meets the same rules, in Azure and in the cluster."""

import re
from collections.abc import Mapping
from typing import Any, TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import authorization

from components.governance.policies import FIXED, Policy
from components.governance.resource_types import RESOURCE_TYPES
from components.identity.role_grant import RoleGrant
from components.identity.roles import Role
from components.registry.access import STAGING

_IMAGES = "febd0533-8e55-448f-b837-bd0e06f16469"
_LOCATIONS = "e56962a6-4747-49cd-b67b-bf8b01975c4c"
_TYPES = "a08ec900-254a-4555-9bf5-e42af04b5c5c"
_INHERITED_TAG = "ea3f2387-9b95-492a-a190-fcdc54f7b070"
REQUIRED_TAGS = ("owner", "costCenter")
_REGISTRY_GUARDRAIL = "k8s-image-registry-allowed"
_LOCATION_GUARDRAIL = "resource-location-allowed"
EXEMPTABLE = frozenset({*(policy.guardrail for policy in FIXED), _REGISTRY_GUARDRAIL, _LOCATION_GUARDRAIL})
"""Guardrails that have an assignment in every stack."""


class PolicyAssignmentsArgs(TypedDict):
    """What the assignments need from their caller."""

    scope: Input[str]
    """ARM id of the resource group the rules hold for."""
    subscription_id: Input[str]
    """Subscription of the resource group."""
    location: str
    """Region of the stack."""
    further_locations: list[str]
    """Regions of copies and further clusters; no others are allowed."""
    mode: str
    """Deny, which refuses what may safely be refused, or Audit, which only reports."""
    login_server: Input[str]
    """Host name of the registry, from which alone images come beside Microsoft's own."""
    restrict_types: bool
    """Whether the group takes only the types a platform is made of."""


class PolicyAssignments(ComponentResource):
    """Built-in policies on the resource group, each named after its guardrail, which its messages name too.

    Pods must follow the restricted standard and come from our registry, but not from staging; clusters, registries and
    vaults keep their hardening; resources stay in the region and inherit the tags they lack.
    """

    assignment_ids: Output[dict[str, str]]
    """ARM ids by guardrail, for exemptions."""

    def __init__(self, name: str, args: PolicyAssignmentsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:PolicyAssignments", name, {**args}, opts)
        self._args = args
        assigned = {
            policy.guardrail: self._assign(policy, policy.values(args["mode"])) for policy in (*FIXED, self._images())
        }
        locations = [args["location"], *args["further_locations"]]
        assigned[_LOCATION_GUARDRAIL] = self._assign(
            Policy(guardrail=_LOCATION_GUARDRAIL, definition=_LOCATIONS, says=f"use {' or '.join(locations)}"),
            {"listOfAllowedLocations": locations},
        )
        if args["restrict_types"]:
            self._assign(
                Policy(
                    guardrail="governance.restrictTypes",
                    definition=_TYPES,
                    says="use another resource group, or add the type to the platform",
                ),
                {"listOfResourceTypesAllowed": list(RESOURCE_TYPES)},
                "resource-type-allowed",
            )
        for tag in REQUIRED_TAGS:
            self._inherit(name, tag)
        self.assignment_ids = Output.all(**{key: one.id for key, one in assigned.items()})
        self.register_outputs({"assignmentIds": self.assignment_ids})

    def _images(self) -> Policy:
        # RE2 has no "not followed by"; what differs from this in one of its letters does not begin with it.
        staged = f"{STAGING}/"
        released = "|".join(f"{staged[:at]}[^{letter}]" for at, letter in enumerate(staged))
        pattern = Output.from_input(self._args["login_server"]).apply(
            lambda server: rf"^({re.escape(server)}/({released})|mcr\.microsoft\.com/).+$"
        )
        return Policy(
            guardrail=_REGISTRY_GUARDRAIL,
            definition=_IMAGES,
            says=f"push the image to the platform's registry and have it promoted from {STAGING}/",
            denies=True,
            in_cluster=True,
            parameters={"allowedContainerImagesRegex": pattern},
        )

    def _assign(
        self, policy: Policy, parameters: Mapping[str, Any], name: str = "", **more: Any
    ) -> authorization.PolicyAssignment:
        return authorization.PolicyAssignment(
            name or policy.guardrail,
            policy_assignment_name=name or policy.guardrail,
            scope=self._args["scope"],
            policy_definition_id=policy.definition_id,
            display_name=f"hardened-aks {policy.guardrail}",
            description=f"Holds {policy.guardrail} for whatever does not come through the preview.",
            enforcement_mode=authorization.EnforcementMode.DEFAULT,
            non_compliance_messages=[
                {"message": f"{policy.guardrail}: {policy.says}."},
                *(
                    authorization.NonComplianceMessageArgsDict(
                        message=f"{part}: {policy.says}.", policy_definition_reference_id=reference
                    )
                    for reference, part in policy.parts.items()
                ),
            ],
            metadata={"assignedBy": "hardened-aks", "guardrail": policy.guardrail},
            parameters={key: {"value": value} for key, value in parameters.items()},
            opts=ResourceOptions(parent=self),
            **more,
        )

    def _inherit(self, name: str, tag: str) -> None:
        """Let Azure add the group's tag to what it makes itself; a refusal would stop Azure's own services."""
        assignment = self._assign(
            Policy(guardrail="resource-tags-required", definition=_INHERITED_TAG, says=f"tag the resource with {tag}"),
            {"tagName": tag},
            f"resource-tags-required-{tag}",
            location=self._args["location"],
            identity={"type": authorization.ResourceIdentityType.SYSTEM_ASSIGNED},
        )
        RoleGrant(
            f"{name}-{tag}",
            {
                "subscription_id": self._args["subscription_id"],
                "principal_id": assignment.identity.apply(lambda identity: identity.principal_id if identity else ""),
                "role": Role.TAG_CONTRIBUTOR,
                "scope": self._args["scope"],
                "reason": f"Azure Policy adds the tag {tag} to resources that lack it.",
            },
            ResourceOptions(parent=self),
        )
