"""The components in a program of another language, on the real engine and under the guardrails."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from components.serving import SERVED
from tests.engine import ROOT, Engine
from tests.stack.conftest import PACK, beside_the_calendar, install_simulated_providers

REGION = dict(
    re.findall(r"^\$ pulumi config set (\S+) (\S+)", (ROOT / "docs" / "elsewhere.md").read_text("utf-8"), re.MULTILINE)
)
"""What the page says the examples need."""
WAITS = ("cannot be judged before the update", "checks wait for the update")
"""YAML's host tells the engine which component a value comes from, but not which resource inside it."""


PACKAGES = "packages:\n  hardened-aks: ../../plugin\n"


def having_added_the_package(engine: Engine, folder: Path) -> Path:
    """Return the example as `pulumi package add` completes it."""
    install_simulated_providers(engine)
    program = (ROOT / "examples" / "components-yaml" / "Pulumi.yaml").read_text("utf-8")
    assert PACKAGES in program
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text(program.replace(PACKAGES, ""))
    command = ["pulumi", "package", "add", str(ROOT / "plugin")]
    added = subprocess.run(command, cwd=folder, env=engine.env, check=False, capture_output=True, text=True)
    assert added.returncode == 0, added.stdout + added.stderr
    return folder


@pytest.mark.engine
def test_a_yaml_program_builds_with_the_components(engine: Engine, tmp_path: Path) -> None:
    """`package add` leads to the package; what it makes is as hardened as in the stack, and the pack sees it."""
    program = having_added_the_package(engine, tmp_path / "landing")
    run = engine.preview(program, config=REGION, policy_packs=[PACK])
    steps = (one["metadata"] for one in run.of("resourcePreEvent"))
    made = {step["urn"].rpartition("::")[0].rpartition("::")[2]: step["new"]["inputs"] for step in steps}

    found = beside_the_calendar(run)
    assert "does not exist" not in run.output
    assert [message for message in found if not any(wait in message for wait in WAITS)] == []
    assert {f"hardened-aks:index:{component.__name__}" for component in SERVED} <= made.keys()
    registry = made["hardened-aks:index:Registry$azure-native:containerregistry:Registry"]
    assert (registry["publicNetworkAccess"], registry["encryption"]["status"]) == ("Disabled", "enabled")
    cluster = made["hardened-aks:index:Cluster$azure-native:containerservice:ManagedCluster"]
    (pool,) = cluster["agentPoolProfiles"]
    assert json.dumps([pool["minCount"], pool["maxCount"]]) == "[3, 5]"
    assert "bootstrapProfile" not in cluster, "what is not given is None"
    team = made["hardened-aks:index:Team$kubernetes:core/v1:Namespace"]
    assert team["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
