"""At level `remediate` the engine takes over the pack's remedies and shows them, before and after."""

import json
import re
from pathlib import Path

import pytest

from tests.engine import Engine
from tests.stack.conftest import PACK


@pytest.mark.engine
def test_a_preview_is_mended_and_says_so(engine: Engine, copied_project: Path) -> None:
    component = copied_project / "components" / "registry" / "registry.py"
    text = component.read_text()
    assert '"admin_user_enabled": False' in text
    component.write_text(text.replace('"admin_user_enabled": False', '"admin_user_enabled": True'))
    config = copied_project / "remediate.json"
    config.write_text(json.dumps({"acr-admin-user-disabled": "remediate"}))
    flags = ("--diff", "--policy-pack-config", str(config))

    run = engine.preview(copied_project, "dev", policy_packs=[PACK], flags=flags)

    [remediation] = run.of("policyRemediationEvent")
    assert remediation["policyName"] == "acr-admin-user-disabled"
    assert remediation["before"]["adminUserEnabled"] is True
    assert remediation["after"] == {**remediation["before"], "adminUserEnabled": False}
    assert "[remediate]  acr-admin-user-disabled" in run.output
    assert re.search(r"~ adminUserEnabled\s*: true => false", run.output)
    planned = {step["metadata"]["urn"]: step["metadata"]["new"]["inputs"] for step in run.of("resourcePreEvent")}
    assert planned[remediation["resourceUrn"]]["adminUserEnabled"] is False
    assert [one["policyName"] for one in run.violations if one["enforcementLevel"] == "mandatory"] == []
