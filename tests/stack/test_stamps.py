"""Three clusters behind one registry and one firewall, built and taken down on the real engine, under the pack."""

import pytest

from tests.engine import ROOT, Engine
from tests.policypacks import recordings
from tests.stack.conftest import PACK, beside_the_calendar
from tests.stack.switches import OPERATORS, PLATFORM, TOGETHER, configuration, counted

_, STAMPS = recordings.STACKS["stamps"]
MADE = {
    "containerservice:ManagedCluster": 3,
    "containerservice:AgentPool": 12,
    "dataprotection:BackupInstance": 3,
    "containerregistry:CacheRule": 2,
    "containerregistry:Token": 0,
    "authorization:PimRoleEligibilitySchedule": 9,
    "authorization:ManagementLockByScope": 8,
}
"""How many of each type: locked are registry, workspace, and two vaults of each stamp."""


@pytest.mark.engine
def test_three_stamps_stand_and_fall_with_switches_that_go_together(engine: Engine) -> None:
    """In an order that Azure accepts, both ways; a second run changes nothing; a destroy leaves nothing."""
    network = {**STAMPS["hardened-aks:network"], "bastionFrom": OPERATORS}
    config = {**STAMPS, **configuration(network, *TOGETHER)}
    config["hardened-aks:registry"] = {**config["hardened-aks:registry"], **PLATFORM["mirrors"][0]["registry"]}
    config["hardened-aks:cluster"] = {"mesh": True, "backup": True}

    built = engine.up(ROOT, "dev", policy_packs=[PACK], config=config)
    again = engine.up(ROOT, "dev", policy_packs=[PACK], config=config)
    places = {
        one["outputs"]["location"]
        for one in engine.state(ROOT, "dev")
        if one["type"] == "azure-native:containerservice:ManagedCluster"
    }
    destroyed = engine.destroy(ROOT, "dev", config=config)

    assert set(built.operations.values()) == {"create"}
    assert beside_the_calendar(built) == []
    assert counted(built, MADE) == MADE
    assert set(again.operations.values()) == {"same"}
    assert places == {"westeurope", "northeurope", "francecentral"}
    assert set(destroyed.operations.values()) == {"delete"}
    assert engine.state(ROOT, "dev") == []
