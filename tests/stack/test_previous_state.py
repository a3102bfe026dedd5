"""A built platform is changed: what the exported state lets the guardrails refuse, on the real engine."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.engine import Engine
from tests.stack.conftest import PACK, WITHOUT_KUBERNETES

Found = dict[str, list[str]]
"""Guardrail -> messages."""


@pytest.mark.engine
def test_changes_that_lose_something_are_refused(engine: Engine, copied_project: Path) -> None:
    engine.up(copied_project, "dev", config=WITHOUT_KUBERNETES)
    state = copied_project / "state.json"
    state.write_text(json.dumps({"version": 3, "deployment": {"resources": engine.export(copied_project, "dev")}}))

    def preview_with(file: str, good: str, bad: str) -> Found:
        component = copied_project / "components" / f"{file}.py"
        text = component.read_text()
        assert good in text
        component.write_text(text.replace(good, bad))
        env = {"GUARDRAILS_PREVIOUS_STATE": str(state)}
        run = engine.preview(
            copied_project, "dev", policy_packs=[PACK], env=env, config=WITHOUT_KUBERNETES, check=False
        )
        component.write_text(text)
        mandatory = [one for one in run.violations if one["enforcementLevel"] == "mandatory"]
        assert (run.exit_code != 0) is bool(mandatory), run.output
        found = defaultdict(list)
        for one in mandatory:
            found[one["policyName"]].append(one["message"])
        return found

    unchanged = preview_with("registry/registry", '"data_endpoint_enabled": True', '"data_endpoint_enabled": True')
    weaker = preview_with("registry/registry", '"data_endpoint_enabled": True', '"data_endpoint_enabled": False')
    moved = preview_with("cluster/cluster", "aks.NetworkPolicy.CILIUM", '"calico"')
    renamed = preview_with(
        "monitoring/monitoring", "Workspace(\n            name,", 'Workspace(\n            f"{name}-2",'
    )

    assert unchanged == {}
    assert set(weaker) == {"acr-data-endpoint-enabled"}
    assert "It held in the previous state" in weaker["acr-data-endpoint-enabled"][0]
    assert "cluster must not change networkProfile.networkPolicy" in moved["change-no-replacement"][0]
    assert "monitoring must not be deleted" in renamed["change-no-deletion"][0]
