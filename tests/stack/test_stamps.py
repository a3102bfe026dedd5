"""Three clusters behind one registry and one firewall, built and taken down on the real engine, under the pack."""

from collections import Counter

import pytest

from tests.engine import ROOT, Engine
from tests.policypacks import recordings
from tests.stack.conftest import PACK, beside_the_calendar
from tests.stack.switches import OPERATORS, PLATFORM

_, STAMPS = recordings.STACKS["stamps"]
TOGETHER = ("pool profiles", "mirrors", "people who activate", "roles by repository")


@pytest.mark.engine
def test_three_stamps_stand_and_fall_with_the_switches_that_go_together(engine: Engine) -> None:
    """In an order that Azure accepts, both ways; a second run changes nothing; a destroy leaves nothing."""
    parts = {key: one for each in TOGETHER for key, one in PLATFORM[each][0].items()}
    parts["registry"] = {**parts["registry"], **PLATFORM["mirrors"][0]["registry"]}
    parts["cluster"] = {"mesh": True, "backup": True}
    parts["network"] = {**STAMPS["hardened-aks:network"], "bastionFrom": OPERATORS}
    config = {**STAMPS, **{f"hardened-aks:{key}": one for key, one in parts.items()}}

    built = engine.up(ROOT, "dev", policy_packs=[PACK], config=config)
    again = engine.up(ROOT, "dev", policy_packs=[PACK], config=config)
    places = Counter(
        one["outputs"]["location"]
        for one in engine.state(ROOT, "dev")
        if one["type"] == "azure-native:containerservice:ManagedCluster"
    )
    destroyed = engine.destroy(ROOT, "dev", config=config)

    assert set(built.operations.values()) == {"create"}
    assert beside_the_calendar(built) == []
    assert set(again.operations.values()) == {"same"}
    assert places == {"westeurope": 1, "northeurope": 1, "francecentral": 1}
    assert set(destroyed.operations.values()) == {"delete"}
    assert engine.state(ROOT, "dev") == []
