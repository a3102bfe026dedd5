"""At level `remediate` the engine takes over the pack's remedies and shows them, before and after."""

import json
import re
from pathlib import Path

import pytest

from tests.engine import ROOT, Engine
from tests.policypacks.recordings import PACK


@pytest.mark.engine
def test_a_preview_is_mended_and_says_so(engine: Engine, tmp_path: Path) -> None:
    config = tmp_path / "remediate.json"
    config.write_text(json.dumps({"acr-admin-user-disabled": "remediate"}))
    flags = ("--diff", "--policy-pack-config", str(config))

    run = engine.preview(ROOT / "examples" / "pack-elsewhere", policy_packs=[PACK], flags=flags, check=False)

    [remediation] = run.of("policyRemediationEvent")
    assert remediation["policyName"] == "acr-admin-user-disabled"
    assert remediation["before"]["adminUserEnabled"] is True
    assert remediation["after"] == {**remediation["before"], "adminUserEnabled": False}
    assert "[remediate]  acr-admin-user-disabled" in run.output
    assert re.search(r"~ adminUserEnabled\s*: true => false", run.output)
    planned = {step["metadata"]["urn"]: step["metadata"]["new"]["inputs"] for step in run.of("resourcePreEvent")}
    assert planned[remediation["resourceUrn"]]["adminUserEnabled"] is False
    refused = {one["policyName"] for one in run.violations if one["enforcementLevel"] == "mandatory"}
    assert "acr-sku-premium" in refused, "what is not mended"
    assert "acr-admin-user-disabled" not in refused
