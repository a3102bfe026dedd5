"""Registries, clusters and their nodes must be watched."""

from guardrails.defender import IN_A_TEMPLATE, in_a_template, plan_problems
from guardrails.examples import ExampleResource
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import DEFENDER_PLAN, MANAGED_CLUSTER

_EXTENSIONS = ("AgentlessDiscoveryForKubernetes", "ContainerRegistriesVulnerabilityAssessments", "ContainerSensor")


def check(plan: Resource, stack: Stack) -> Problems:
    """Discovery, image scans and the sensor are extensions, each on its own switch."""
    yield from plan_problems(plan, stack, "Containers", extensions=_EXTENSIONS)


def _plan(tier: str, *extensions: str, enabled: str = "True") -> ExampleResource:
    on = [{"name": name, "isEnabled": enabled} for name in extensions]
    return ExampleResource(
        DEFENDER_PLAN.token,
        {"pricingName": "Containers", "pricingTier": tier, **({"extensions": on} if extensions else {})},
    )


_OF_ONE_CLUSTER = ExampleResource(
    DEFENDER_PLAN.token,
    {
        **_plan("Standard", *_EXTENSIONS).properties,
        "scopeId": "subscriptions/one/resourceGroups/apps/providers/Microsoft.ContainerService/managedClusters/one",
    },
)
_VAULTS = ExampleResource(DEFENDER_PLAN.token, {"pricingName": "KeyVaults", "pricingTier": "Standard"})

GUARDRAIL = StackGuardrail(
    title="Defender for Containers is on, with discovery, image scans and sensor",
    applies_to=DEFENDER_PLAN,
    severity=Severity.HIGH,
    why="Without the plan and its extensions vulnerable images and attacks in a cluster raise no alert.",
    fix="Set the plan Containers to the tier Standard, with the extensions AgentlessDiscoveryForKubernetes, "
    f"ContainerRegistriesVulnerabilityAssessments and ContainerSensor, {IN_A_TEMPLATE}.",
    link="https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction",
    absent="Plans belong to the subscription: a stack without any leaves them to another, one that sets any must set "
    "this one. What Azure makes of an extension that is left out differs by extension, so absent fails.",
    requirements=("001-9", "001-10", "001-11", "004-1"),
    controls=(
        cis_azure("3.1.4.1"),
        cis_azure("3.1.4.2"),
        cis_azure("3.1.4.3"),
        mcsb("LT-1"),
        mcsb("LT-2"),
        azure_policy("1c988dd6-ade4-430f-a608-2a3e5b0a6d38"),
        checkov("CKV_AZURE_85"),
        checkov("CKV_AZURE_86"),
        psrule("Azure.Defender.Containers"),
    ),
    check=check,
    passing={
        "the plan is on with its extensions": {"containers": _plan("Standard", *_EXTENSIONS), "vaults": _VAULTS},
        "a template sets the plans": {
            "template": in_a_template(_VAULTS.properties, _plan("Standard", *_EXTENSIONS).properties)
        },
        "the plan is on, and off for one cluster": {
            "containers": _plan("Standard", *_EXTENSIONS),
            "one": ExampleResource(DEFENDER_PLAN.token, {**_OF_ONE_CLUSTER.properties, "pricingTier": "Free"}),
        },
        "the stack sets no plans": {"cluster": ExampleResource(MANAGED_CLUSTER.token)},
    },
    failing={
        "only other plans are set": {"vaults": _VAULTS},
        "the plan is on for one cluster": {"containers": _OF_ONE_CLUSTER},
        "the plan is Free": {"containers": _plan("Free", *_EXTENSIONS)},
        "an extension is left out": {"containers": _plan("Standard", *_EXTENSIONS[:2])},
        "the extensions are off": {"containers": _plan("Standard", *_EXTENSIONS, enabled="False")},
        "a template leaves an extension out": {
            "template": in_a_template(_VAULTS.properties, _plan("Standard", *_EXTENSIONS[:2]).properties)
        },
        "no extension is given": {"containers": _plan("Standard")},
    },
)
