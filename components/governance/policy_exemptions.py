"""What the security team exempts in one place is exempted in Azure too, with the same end."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import authorization

from components.governance.exemptions import GrantedExemption


class PolicyExemptionsArgs(TypedDict):
    """What the exemptions need from their caller."""

    exemptions: list[GrantedExemption]
    """What is exempted."""
    subject_ids: Mapping[str, Input[str]]
    """ARM ids of the resources that exemptions may name."""
    assignment_ids: Input[Mapping[str, str]]
    """ARM ids of the assignments by guardrail."""


class PolicyExemptions(ComponentResource):
    """An exemption from the policy for each from its guardrail, on the resource it names; it ends with the same day."""

    def __init__(self, name: str, args: PolicyExemptionsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:PolicyExemptions", name, {**args}, opts)
        assignment_ids = Output.from_input(args["assignment_ids"])
        for exemption in args["exemptions"]:
            guardrail, subject = exemption["guardrail"], exemption["subject"]
            authorization.PolicyExemption(
                f"{guardrail}-{subject}",
                policy_exemption_name=guardrail,
                scope=args["subject_ids"][subject],
                policy_assignment_id=assignment_ids[guardrail],
                exemption_category=exemption["category"],
                display_name=f"Guardrail {guardrail}: {subject}",
                description=f"{exemption['reason']} Owner: {exemption['owner']}.",
                expires_on=f"{exemption['expires']}T23:59:59Z",
                metadata={"guardrail": guardrail, "owner": exemption["owner"]},
                opts=ResourceOptions(parent=self),
            )
        self.register_outputs({})
