"""One verdict, whenever asked for: at preview, and under `pulumi policy analyze` on the state after the update."""

from pathlib import Path
from typing import Any

import pytest

from tests.engine import Engine
from tests.policypacks import recordings
from tests.policypacks.recordings import Findings
from tests.stack.conftest import copied_project  # noqa: F401 - a fixture

AS_FILES = {
    "hardened-aks:clusterAccess": "render",
    "hardened-aks:manifests": {"repository": "https://github.com/example/platform"},
}
"""The objects of the cluster are in the state without one."""
BROKEN = {
    "registry/registry": [('"admin_user_enabled": False', '"admin_user_enabled": True')],
    "cluster/cluster_identities": [
        ('grant(kubelet, "pull", pull', 'grant(kubelet, "pull", Role.MANAGED_IDENTITY_OPERATOR')
    ],
    "keys/key_vault": [('"public_network_access": "Disabled"', '"public_network_access": "Enabled"')],
    "cluster/cluster": [
        ('"kube-audit-admin"', '"kube-scheduler"'),
        ('"disable_run_command": True', '"disable_run_command": False'),
    ],
    "network/subnet": [('None if "azure_name" in args else False', "True")],
}


def _decided(findings: Findings) -> Findings:
    """Leave out what waits for the update, and what the pack says of itself."""
    decided = {
        name: {level: found for level, found in levels.items() if level != "undecided"}
        for name, levels in findings.items()
        if name != "notices"
    }
    return {name: levels for name, levels in decided.items() if levels}


@pytest.mark.engine
def test_the_same_is_found_at_preview_and_in_the_state(
    engine: Engine,
    copied_project: Path,  # noqa: F811
) -> None:
    """Of a stack that is broken in several places; tests/stack/test_lifecycle.py asks of one that is not."""
    for name, edits in BROKEN.items():
        component = copied_project / "components" / f"{name}.py"
        text = component.read_text()
        for good, bad in edits:
            assert good in text
            text = text.replace(good, bad)
        component.write_text(text)

    named: dict[str, Any] = dict(recordings.NAMED_AS_IN_PROGRAM)
    run = engine.preview(copied_project, "dev", policy_packs=[recordings.PACK], config=named, check=False)
    engine.up(copied_project, "dev", config=named | AS_FILES)
    in_state = recordings.of_state(engine, copied_project, "dev")

    at_preview = _decided(recordings.of_run(run))
    assert at_preview == _decided(in_state)
    assert any("mandatory" in levels for levels in at_preview.values())
    assert not [name for name, levels in in_state.items() if "undecided" in levels], "nothing is unknown in a state"
