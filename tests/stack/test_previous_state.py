"""A built platform is changed: what the exported state lets the guardrails refuse, on the real engine."""

import json
from pathlib import Path

import pytest

from tests.engine import ROOT, Engine
from tests.stack.conftest import PACK, WITHOUT_KUBERNETES, beside_the_calendar

ISOLATED = {"network": {"egress": "isolated", "privateMonitoring": True}, **WITHOUT_KUBERNETES}
LOSSES = {
    "registry/registry": ('"data_endpoint_enabled": True', '"data_endpoint_enabled": False'),
    "cluster/cluster": ("aks.NetworkPolicy.CILIUM", '"calico"'),
    "monitoring/monitoring": ("Workspace(\n            name,", 'Workspace(\n            f"{name}-2",'),
}
"""Component -> what is there, and what comes instead."""


@pytest.mark.engine
def test_changes_that_lose_something_are_refused(engine: Engine, copied_project: Path, tmp_path: Path) -> None:
    """Of a platform in an isolated network, which no other test builds and takes down."""
    engine.up(ROOT, "dev", policy_packs=[PACK], config=ISOLATED)
    state = tmp_path / "before.json"
    state.write_text(json.dumps({"version": 3, "deployment": {"resources": engine.state(ROOT, "dev")}}))
    for name, (good, bad) in LOSSES.items():
        component = copied_project / "components" / f"{name}.py"
        text = component.read_text()
        assert good in text
        component.write_text(text.replace(good, bad))

    judged = {"policy_packs": [PACK], "config": ISOLATED, "env": {"GUARDRAILS_PREVIOUS_STATE": str(state)}}
    again = engine.up(ROOT, "dev", **judged)
    changed = engine.preview(copied_project, "dev", check=False, **judged)
    engine.destroy(ROOT, "dev", config=ISOLATED)

    assert set(again.operations.values()) == {"same"}
    assert beside_the_calendar(again) == []
    lost = {one["policyName"]: one["message"] for one in changed.violations if one["enforcementLevel"] == "mandatory"}
    assert changed.exit_code != 0
    assert "It held in the previous state" in lost["acr-data-endpoint-enabled"]
    assert "cluster must not change networkProfile.networkPolicy" in lost["change-no-replacement"]
    assert "monitoring must not be deleted" in lost["change-no-deletion"]
    assert engine.state(ROOT, "dev") == []
