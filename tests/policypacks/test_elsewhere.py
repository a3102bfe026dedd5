"""The pack on a program that is not ours, from a folder of its own, in an environment of its own."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.engine import ROOT, Engine

PACK = ROOT / "policypacks" / "aks"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a copy of the pack as a release has it, with the changes that are not committed yet."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "."]
    names = subprocess.run(command, cwd=PACK, check=True, capture_output=True, text=True).stdout.split("\0")
    for name in filter(None, names):
        if (PACK / name).is_file():
            target = tmp_path / "pack" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PACK / name, target)
    return tmp_path / "pack"


@pytest.mark.engine
def test_a_copy_of_the_pack_installs_itself_and_refuses_a_program_of_others(engine: Engine, pack: Path) -> None:
    """`pulumi install` in the pack, then `--policy-pack`; the package index must be in reach."""
    command = ["pulumi", "install", "--cwd", str(pack)]
    installed = subprocess.run(command, env=engine.env, check=False, capture_output=True, text=True)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    (packages,) = pack.glob(".venv/lib/python3*/site-packages")
    assert (packages / "pulumi_policy").is_dir()
    assert not (packages / "pulumi_azure_native").exists(), "megabytes that a pack has no use for"

    run = engine.preview(ROOT / "examples" / "pack-elsewhere", policy_packs=[pack], check=False)

    refused = {one["policyName"] for one in run.violations if one["enforcementLevel"] == "mandatory"}
    assert {"acr-admin-user-disabled", "acr-sku-premium"} <= refused
    assert "acr-admin-user-disabled" in run.output
    assert run.exit_code != 0

    command = [str(pack / "bin" / "guardrails"), "explain", "acr-admin-user-disabled"]
    explained = subprocess.run(command, env=dict(os.environ), check=True, capture_output=True, text=True)
    assert "admin_user_enabled=False" in explained.stdout
