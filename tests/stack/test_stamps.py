"""Three clusters behind one registry and one firewall, built and taken down on the real engine, under the pack."""

from collections import Counter

import pytest

from tests.engine import ROOT, Engine
from tests.stack.conftest import PACK, WITHOUT_KUBERNETES, beside_the_calendar

STAMPS = [
    {"name": "neu", "location": "northeurope", "addressSpace": "10.21.0.0/20"},
    {"name": "frc", "location": "francecentral", "addressSpace": "10.22.0.0/20"},
]
CONFIG = {
    "hardened-aks:stamps": STAMPS,
    "hardened-aks:network": {"egress": "firewall", "privateMonitoring": True},
    **WITHOUT_KUBERNETES,
}


@pytest.mark.engine
def test_three_stamps_stand_and_fall(engine: Engine) -> None:
    """Nothing is violated or undecided in the end; a second run changes nothing; a destroy leaves nothing."""
    previewed = engine.preview(ROOT, "dev", policy_packs=[PACK], config=CONFIG)
    built = engine.up(ROOT, "dev", policy_packs=[PACK], config=CONFIG)
    again = engine.up(ROOT, "dev", policy_packs=[PACK], config=CONFIG)
    places = Counter(
        one["outputs"]["location"]
        for one in engine.export(ROOT, "dev")
        if one["type"] == "azure-native:containerservice:ManagedCluster"
    )
    destroyed = engine.destroy(ROOT, "dev", config=CONFIG)

    assert beside_the_calendar(previewed) == beside_the_calendar(built) == []
    assert set(again.operations.values()) == {"same"}
    assert places == {"westeurope": 1, "northeurope": 1, "francecentral": 1}
    assert set(destroyed.operations.values()) == {"delete"}
