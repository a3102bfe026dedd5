"""The policy add-on must be of a version that is maintained."""

from guardrails.checks import addon, addon_setting
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import MANAGED_CLUSTER


def check(cluster: Props) -> Problems:
    """Add-on keys and their settings come in any case."""
    profile = addon(cluster, "azurepolicy")
    if profile.text(addon_setting(profile, "version"), "v2").lower() != "v2":
        yield "must set version to v2 in the config of the add-on azurepolicy, or leave it out"


GUARDRAIL = Guardrail(
    title="The Azure Policy add-on is version 2",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Version 1 reads policies in a form that Azure no longer writes, and so enforces nothing.",
    fix='Remove the setting version from the config of the add-on azurepolicy, or set it to "v2".',
    link="https://learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes",
    absent="Azure takes version 2, so absent passes.",
    requirements=("000-10",),
    controls=(cis_aks("4.3"), mcsb("PV-2")),
    check=check,
    remedy={"addonProfiles.azurepolicy.config.version": "v2"},
    passing={
        "version 2": {"addonProfiles": {"azurepolicy": {"enabled": True, "config": {"version": "v2"}}}},
        "the version is left at Azure's default": {"addonProfiles": {"azurepolicy": {"enabled": True}}},
        "there are no add-ons": {},
    },
    failing={
        "version 1": {"addonProfiles": {"azurePolicy": {"enabled": True, "config": {"version": "v1"}}}},
    },
)
