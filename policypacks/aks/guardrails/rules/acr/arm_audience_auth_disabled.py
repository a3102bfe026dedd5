"""A registry must take tokens that were made for registries only."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import REGISTRY

GUARDRAIL = Guardrail(
    title="The registry refuses tokens that were made for Azure Resource Manager",
    applies_to=REGISTRY,
    severity=Severity.MEDIUM,
    why="A token taken from any Azure tool otherwise opens the registry as well, past conditional access "
    "policies for registries.",
    fix="Set policies={'azure_ad_authentication_as_arm_policy': {'status': 'disabled'}} on the Registry, once all "
    "that pulls from it brings tokens for registries: AKS does, App Service and Container Apps do not.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-disable-authentication-as-arm",
    absent="Azure takes such tokens, so absent fails.",
    requirements=("000-7",),
    controls=(
        mcsb("IM-1"),
        azure_policy("42781ec6-6127-4c30-bdfa-fb423a0047d3"),
        azure_policy("785596ed-054f-41bc-aaec-7f3d0ba05725"),
    ),
    check=must_be("policies.azureADAuthenticationAsArmPolicy.status", "disabled", absent="enabled"),
    remedy={"policies.azureADAuthenticationAsArmPolicy.status": "disabled"},
    passing={
        "such tokens are refused": {"policies": {"azureADAuthenticationAsArmPolicy": {"status": "disabled"}}},
    },
    failing={
        "such tokens are taken": {"policies": {"azureADAuthenticationAsArmPolicy": {"status": "enabled"}}},
        "such tokens are left at Azure's default": {"sku": {"name": "Premium"}},
    },
)
