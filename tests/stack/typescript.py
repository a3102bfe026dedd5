"""The TypeScript example; only `make typescript` runs it, where Node.js and Pulumi's host for it are installed."""

import json
import shutil
import subprocess
from pathlib import Path

from components.serving import SERVED
from tests.engine import ROOT, Engine
from tests.stack.conftest import PACK, beside_the_calendar, install_simulated_providers
from tests.stack.test_other_languages import REGION


def locked(project: Path) -> dict[str, tuple[str, str]]:
    """Return version and checksum of what npm installs, by its place."""
    packages = json.loads((project / "package-lock.json").read_text("utf-8"))["packages"]
    return {place: (one["version"], one["integrity"]) for place, one in packages.items() if "integrity" in one}


def test_a_typescript_program_builds_with_the_components(engine: Engine, tmp_path: Path) -> None:
    """`pulumi install` makes its packages from the schema and the lock; at preview the pack decides everything."""
    install_simulated_providers(engine)
    project = Path(shutil.copytree(ROOT / "examples" / "components-typescript", tmp_path / "landing"))
    settings = project / "Pulumi.yaml"
    settings.write_text(settings.read_text("utf-8").replace("../../plugin", str(ROOT / "plugin")))
    before = locked(project)
    installed = subprocess.run(
        ["pulumi", "install"], cwd=project, env=engine.env, check=False, capture_output=True, text=True
    )
    assert installed.returncode == 0, installed.stdout + installed.stderr
    assert locked(project) == before

    run = engine.preview(project, config=REGION, policy_packs=[PACK])

    made = {urn.split("::")[2] for urn in run.operations}
    assert beside_the_calendar(run) == []
    assert {f"hardened-aks:index:{component.__name__}" for component in SERVED} <= made
