"""The stack that keeps the state of the others, on the real engine under the pack."""

from typing import Any

import pytest

from tests.engine import ROOT, Engine
from tests.stack.conftest import PACK, beside_the_calendar

PROJECT = ROOT / "bootstrap"
LANDING_ZONE = "/subscriptions/5f0a7d1c-8b34-4e6f-a2d9-1c7b9e3f6a80/resourceGroups/hub/providers"
ZONES = f"{LANDING_ZONE}/Microsoft.Network/privateDnsZones"
CONFIG: dict[str, Any] = {
    "azure-native:location": "westeurope",
    "hardened-aks-state:nameSuffix": "x7k2",
    "hardened-aks-state:subnetId": f"{LANDING_ZONE}/Microsoft.Network/virtualNetworks/hub/subnets/endpoints",
    "hardened-aks-state:blobZoneId": f"{ZONES}/privatelink.blob.core.windows.net",
    "hardened-aks-state:vaultZoneId": f"{ZONES}/privatelink.vaultcore.azure.net",
    "hardened-aks-state:workspaceId": f"{LANDING_ZONE}/Microsoft.OperationalInsights/workspaces/logs",
    "hardened-aks-state:operators": "7d6a1c9e-3f52-4b8a-9c07-5e21d8f4a6b3",
    "hardened-aks-state:readers": "9b4c1d27-5e83-4f60-a2d9-7c1e8f3b5a06",
    "hardened-aks-state:pipelines": {"deploy": "ac5d2e38-6f94-4071-b3ea-8d2f9a4c6b17"},
    "hardened-aks-state:previews": {"dev": "bd6e3f49-7a05-4182-84fb-9e3a0b5d7c28"},
    "hardened-aks-state:tags": {"owner": "platform-team", "costCenter": "1000"},
}


@pytest.mark.engine
def test_the_pack_finds_nothing_in_the_stack_of_states(engine: Engine) -> None:
    """Nothing violated, nothing undecided; account, vault and key are there."""
    previewed = engine.preview(PROJECT, "shared", policy_packs=[PACK], config=CONFIG)
    kinds = {urn.split("::")[2].rsplit("$", 1)[-1] for urn in previewed.operations}

    assert beside_the_calendar(previewed) == []
    assert {f"azure-native:{kind}" for kind in ("storage:StorageAccount", "keyvault:Vault", "keyvault:Key")} <= kinds
