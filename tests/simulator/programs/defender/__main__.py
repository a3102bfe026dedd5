"""Defender as the platform sets it, with fewer extensions where asked, or a plan as a resource of its own type."""

import os
import signal
import sys
from pathlib import Path

import pulumi
from pulumi_azure_native import security

sys.path.insert(0, str(Path(__file__).parents[4]))
from components.security import defender

signal.signal(signal.SIGINT, lambda *_: os._exit(1))

config = pulumi.Config()
if config.get_bool("typed"):
    security.Pricing(
        "vaults",
        pricing_name="KeyVaults",
        scope_id=config.require("scope"),
        pricing_tier="Standard",
        sub_plan="PerKeyVault",
        opts=pulumi.ResourceOptions(retain_on_delete=True),
    )
else:
    if config.get_bool("fewer"):
        defender.AGENTLESS = ("AgentlessVmScanning",)  # type: ignore[assignment]  # one instead of three
    defender.Defender("defender", {"stem": "shop-dev-weu-x7", "emails": ["a@example.com"], "tags": {}})
