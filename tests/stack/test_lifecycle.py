"""From nothing to the platform and back, on the real engine and the simulated Azure."""

import pytest

from tests.engine import ROOT, Engine
from tests.stack.conftest import PACK, beside_the_calendar


@pytest.mark.engine
@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_up_again_refresh_and_destroy(engine: Engine, stack: str) -> None:
    """Up creates everything; a second up and a refresh find nothing to do; destroy leaves nothing."""
    config = {"hardened-aks:protectData": False}

    first = engine.up(ROOT, stack, policy_packs=[PACK], config=config)
    second = engine.up(ROOT, stack, policy_packs=[PACK], config=config)
    refreshed = engine.refresh(ROOT, stack, config=config)
    destroyed = engine.destroy(ROOT, stack, config=config)

    assert set(first.operations.values()) == {"create"}
    assert set(second.operations.values()) == {"same"}
    assert set(refreshed.operations.values()) <= {"same", "refresh"}
    assert "updated" not in refreshed.output
    assert beside_the_calendar(first) == beside_the_calendar(second) == []
    assert set(destroyed.operations.values()) == {"delete"}
    assert engine.export(ROOT, stack) == []


@pytest.mark.engine
def test_protected_data_is_not_destroyed(engine: Engine) -> None:
    engine.up(ROOT, "prod", policy_packs=[PACK])

    refused = engine.destroy(ROOT, "prod", check=False)

    assert refused.exit_code != 0
    assert "protected" in refused.output
    kept = {resource["urn"].rsplit("::", 1)[-1] for resource in engine.export(ROOT, "prod") if resource.get("protect")}
    assert {"monitoring", "registry", "registry-key", "vault"} <= kept
