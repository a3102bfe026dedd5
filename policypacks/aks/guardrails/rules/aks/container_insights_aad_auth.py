"""The monitoring agent must sign in with an identity, not with a key."""

from guardrails.checks import addon, addon_setting
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import MANAGED_CLUSTER


def check(cluster: Props) -> Problems:
    """An add-on's settings are texts, also those that say yes or no."""
    profile = addon(cluster, "omsagent")
    if profile.get("enabled") is True and profile.text(addon_setting(profile, "useAADAuth")).lower() != "true":
        yield 'must set useAADAuth to "true" in the config of the add-on omsagent'


GUARDRAIL = Guardrail(
    title="Container insights signs in with a managed identity",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="Otherwise the agent sends logs with the workspace's shared key, which the workspace must then "
    "accept from anyone who has it.",
    fix='Set the config of the add-on omsagent to {"useAADAuth": "true", ...}.',
    link="https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable",
    absent="Azure takes the shared key, so absent fails where the add-on is on; without the add-on there is "
    "nobody to sign in.",
    requirements=("004-8",),
    controls=(mcsb("LT-3"), mcsb("IM-1")),
    check=check,
    passing={
        "a managed identity": {"addonProfiles": {"omsagent": {"enabled": True, "config": {"useAADAuth": "true"}}}},
        "its keys are spelt otherwise": {
            "addonProfiles": {"omsAgent": {"enabled": True, "config": {"useAadAuth": "True"}}}
        },
        "the add-on is off": {"addonProfiles": {"omsagent": {"enabled": False}}},
        "there are no add-ons": {},
    },
    failing={
        "a shared key": {"addonProfiles": {"omsagent": {"enabled": True, "config": {"useAADAuth": "false"}}}},
        "it is left at Azure's default": {"addonProfiles": {"omsagent": {"enabled": True}}},
    },
)
