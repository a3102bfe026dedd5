"""Nodes must get the fixes of their operating system by themselves."""

from guardrails.checks import must_be_one_of
from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER
from guardrails.versions import since

_PROP, _PATCHED = "autoUpgradeProfile.nodeOSUpgradeChannel", ("NodeImage", "SecurityPatch")

GUARDRAIL = Guardrail(
    title="The operating system of the nodes is patched by AKS",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="Nodes on another channel keep known kernel and runtime holes until someone remembers to patch and "
    "reboot them.",
    fix='Set auto_upgrade_profile.node_os_upgrade_channel to "NodeImage" or "SecurityPatch".',
    link="https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image",
    absent="Azure takes NodeImage for new clusters since API version 2023-06-01; absent passes, and fails at an older "
    "one.",
    requirements=("002-10", "004-9"),
    controls=(
        mcsb("PV-6"),
        azure_policy("04408ca5-aa10-42ce-8536-98955cdddd4c"),
        azure_policy("40f1aee2-4db4-4b74-acb1-c6972e24cca8"),
        psrule("Azure.AKS.NodeAutoUpgrade"),
    ),
    check=since(
        "2023-06-01", must_be_one_of(_PROP, _PATCHED, absent="NodeImage"), before=must_be_one_of(_PROP, _PATCHED)
    ),
    remedy={_PROP: "NodeImage"},
    passing={
        "new images every week": {"autoUpgradeProfile": {"nodeOSUpgradeChannel": "NodeImage"}},
        "security patches": {"autoUpgradeProfile": {"nodeOSUpgradeChannel": "SecurityPatch"}},
        "the channel is left at Azure's default": {},
        "it is left at the default of the first version that patches": {"azureApiVersion": "2023-06-01"},
    },
    failing={
        "it is left at the default of an older version": {"azureApiVersion": "2023-05-01"},
        "no channel": {"autoUpgradeProfile": {"nodeOSUpgradeChannel": "None"}},
        "the operating system patches itself and nobody reboots it": {
            "autoUpgradeProfile": {"nodeOSUpgradeChannel": "Unmanaged"}
        },
    },
)
