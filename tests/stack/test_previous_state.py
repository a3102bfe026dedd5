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

    def preview_with(*edits: tuple[str, str, str]) -> Found:
        """Preview with texts in components exchanged: file, what is there, what comes instead."""
        texts = {}
        for file, good, bad in edits:
            component = copied_project / "components" / f"{file}.py"
            texts[component] = component.read_text()
            assert good in texts[component]
            component.write_text(texts[component].replace(good, bad))
        env = {"GUARDRAILS_PREVIOUS_STATE": str(state)}
        run = engine.preview(
            copied_project, "dev", policy_packs=[PACK], env=env, config=WITHOUT_KUBERNETES, check=False
        )
        for component, text in texts.items():
            component.write_text(text)
        mandatory = [one for one in run.violations if one["enforcementLevel"] == "mandatory"]
        assert (run.exit_code != 0) is bool(mandatory), run.output
        found = defaultdict(list)
        for one in mandatory:
            found[one["policyName"]].append(one["message"])
        return found

    unchanged = preview_with()
    lost = preview_with(
        ("registry/registry", '"data_endpoint_enabled": True', '"data_endpoint_enabled": False'),
        ("cluster/cluster", "aks.NetworkPolicy.CILIUM", '"calico"'),
        ("monitoring/monitoring", "Workspace(\n            name,", 'Workspace(\n            f"{name}-2",'),
    )

    assert unchanged == {}
    assert "It held in the previous state" in lost["acr-data-endpoint-enabled"][0]
    assert "cluster must not change networkProfile.networkPolicy" in lost["change-no-replacement"][0]
    assert "monitoring must not be deleted" in lost["change-no-deletion"][0]
