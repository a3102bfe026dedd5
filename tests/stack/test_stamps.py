"""Three clusters behind one registry and one firewall, built and taken down on the real engine, under the pack."""

from collections import Counter

import pytest

from tests.engine import ROOT, Engine
from tests.policypacks import recordings
from tests.stack.conftest import PACK, beside_the_calendar

_, CONFIG = recordings.STACKS["stamps"]


@pytest.mark.engine
def test_three_stamps_stand_and_fall(engine: Engine) -> None:
    """Nothing is violated or undecided in the end; a second run changes nothing; a destroy leaves nothing."""
    previewed, asked = recordings.preview(engine, ROOT, "dev", config=CONFIG)
    as_recorded = asked == recordings.read("stamps")
    built = engine.up(ROOT, "dev", policy_packs=[PACK], config=CONFIG)
    again = engine.up(ROOT, "dev", policy_packs=[PACK], config=CONFIG)
    places = Counter(
        one["outputs"]["location"]
        for one in engine.export(ROOT, "dev")
        if one["type"] == "azure-native:containerservice:ManagedCluster"
    )
    destroyed = engine.destroy(ROOT, "dev", config=CONFIG)

    assert as_recorded, "review the change of the stack, then `make recordings ARGS=stamps`"
    assert beside_the_calendar(previewed) == beside_the_calendar(built) == []
    assert set(again.operations.values()) == {"same"}
    assert places == {"westeurope": 1, "northeurope": 1, "francecentral": 1}
    assert set(destroyed.operations.values()) == {"delete"}
