"""Fixtures for what the pack's command says of exemptions."""

from pathlib import Path
from typing import Any

import pytest
import yaml

URN = "urn:pulumi:prod::p::azure-native:containerregistry:Registry::images"
EXEMPTION = {
    "guardrail": "acr-admin-user-disabled",
    "resource": URN,
    "category": "waiver",
    "reason": "an old scanner signs in with it",
    "owner": "platform-team",
    "expires": "2027-01-31",
}


@pytest.fixture
def exempt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that makes these the exemptions of the pack, on 2026-11-21."""
    path = tmp_path / "exemptions.yaml"
    monkeypatch.setenv("GUARDRAILS_EXEMPTIONS", str(path))
    monkeypatch.setenv("GUARDRAILS_TODAY", "2026-11-21")

    def write(*changes: dict[str, Any]) -> None:
        path.write_text(yaml.safe_dump({"exemptions": [{**EXEMPTION, **change} for change in changes]}))

    return write
