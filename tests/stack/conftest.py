"""What the tests on the whole stack share: the project as committed, and a copy to break."""

import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.engine import EXAMPLES, ROOT, Engine, Run

PACK = ROOT / "policypacks" / "aks"
WITHOUT_KUBERNETES = {"hardened-aks:clusterAccess": "none"}
"""For tests that build dev in Azure only, and so start no API server."""


def beside_the_calendar(run: Run) -> list[str]:
    """Return what policies have found, without what azure-native 3 itself cannot meet yet.

    Its classes of Key Vault use an API version that retires on 2027-02-27.
    """
    known = ("retired-key-vault-api", "advisory")
    return [one["message"] for one in run.violations if (one["policyName"], one["enforcementLevel"]) != known]


def install_simulated_providers(engine: Engine) -> None:
    """Let the simulated providers stand for installed ones: what installs a package looks for those alone."""
    for provider in ("azure-native", "kubernetes"):
        binary = f"pulumi-resource-{provider}"
        installed = Path(engine.env["PULUMI_HOME"], "plugins", f"resource-{provider}-v{version(f'pulumi-{provider}')}")
        installed.mkdir(parents=True)
        (installed / binary).symlink_to(ROOT / "simulator" / "bin" / binary)


@pytest.fixture
def copied_project(tmp_path: Path) -> Path:
    """Return a copy of the project that a test may edit; the packages are those of the original."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in (ROOT / "Pulumi.yaml", ROOT / "__main__.py"):
        shutil.copy(path, copy)
    for example in EXAMPLES.iterdir():
        shutil.copy(example, copy / f"Pulumi.{example.name}")
    shutil.copytree(ROOT / "components", copy / "components", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / ".venv").symlink_to(ROOT / ".venv")
    return copy
