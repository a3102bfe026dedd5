"""What the tests on the whole stack share: the project as committed, and a copy to break."""

import shutil
from pathlib import Path

import pytest

from tests.engine import ROOT, Run

PACK = ROOT / "policypacks" / "aks"
WITHOUT_KUBERNETES = {"hardened-aks:clusterAccess": "none"}
"""For tests that build dev in Azure only, and so start no API server."""


def beside_the_calendar(run: Run) -> list[str]:
    """Return what policies have found, without what azure-native 3 itself cannot meet yet.

    Its classes of Key Vault use an API version that retires on 2027-02-27.
    """
    known = ("retired-key-vault-api", "advisory")
    return [one["message"] for one in run.violations if (one["policyName"], one["enforcementLevel"]) != known]


@pytest.fixture
def copied_project(tmp_path: Path) -> Path:
    """Return a copy of the project that a test may edit; the packages are those of the original."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in (*ROOT.glob("Pulumi*.yaml"), ROOT / "__main__.py"):
        shutil.copy(path, copy)
    shutil.copytree(ROOT / "components", copy / "components", ignore=shutil.ignore_patterns("__pycache__"))
    (copy / ".venv").symlink_to(ROOT / ".venv")
    return copy
