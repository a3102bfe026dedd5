"""Three clusters behind one registry and one firewall, built and taken down on the real engine, under the pack."""

import pytest

from tests.components.settings_values import IMAGES
from tests.engine import ROOT, Engine
from tests.policypacks import recordings
from tests.stack.conftest import PACK, beside_the_calendar
from tests.stack.switches import OPERATORS, PEOPLE, TEAM, counted

_, STAMPS = recordings.STACKS["stamps"]
SWITCHED = {
    "network": {**STAMPS["hardened-aks:network"], "bastionFrom": OPERATORS},
    "userPools": [
        {"name": one, "vmSize": "Standard_D4ds_v5", "minCount": 3, "maxCount": 3, "profile": one}
        for one in ("standard", "sandboxed", "spot", "fips")
    ],
    "cluster": {"mesh": True, "backup": True},
    "registry": {
        "access": "abac",
        "replicaRegions": ["swedencentral"],
        "mirrors": [
            {
                "upstream": "docker.io/library/*",
                "credentials": {"usernameSecret": "docker-user", "passwordSecret": "docker-token"},
            },
            {"upstream": "registry.k8s.io/*"},
        ],
    },
    "identity": {**PEOPLE, "eligibleFrom": "2026-12-01"},
    "teams": [{**TEAM, "images": IMAGES}],
    "governance": {"lockData": True},
}
MADE = {
    "containerservice:ManagedCluster": 3,
    "containerservice:AgentPool": 12,
    "dataprotection:BackupInstance": 3,
    "containerregistry:CacheRule": 2,
    "containerregistry:CredentialSet": 1,
    "containerregistry:Registry": 0,
    "containerregistry:Token": 0,
    "resources:Resource": 1,
    "authorization:PimRoleEligibilitySchedule": 9,
    "authorization:ManagementLockByScope": 8,
}
"""How many of each type. Locked are registry, workspace and two vaults of each stamp; the registry is generic."""


@pytest.mark.engine
def test_three_stamps_stand_and_fall_with_switches_that_go_together(engine: Engine) -> None:
    """In an order that Azure accepts, both ways; a second run changes nothing; a destroy leaves nothing."""
    config = {**STAMPS, **SWITCHED}

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
