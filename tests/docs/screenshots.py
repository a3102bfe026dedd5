"""Takes the pictures of README: the report of dev with a few faults in it, and the configurator. `make screenshots`."""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "policypacks" / "aks"))

import yaml
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.report.formats import WRITERS
from guardrails.report.model import Result
from guardrails.report.options import Form
from guardrails.run import Documents
from selenium import webdriver

from tests.browser import chromium
from tests.engine import ROOT
from tests.policypacks.recordings import PACK, TODAY, Recording
from tests.policypacks.report.made import events, of_events

FAULTS = {
    "Registry::registry": ("adminUserEnabled", True),
    "AgentPool::apps": ("enableEncryptionAtHost", False),
    "ManagedCluster::cluster": ("disableLocalAccounts", False),
}
"""End of a URN -> what somebody has set there."""
FOLDER = ROOT / "docs" / "reports"
TO_ARCHITECTURE = """
document.documentElement.dataset.theme = "dark";
document.documentElement.style.scrollBehavior = "auto";
document.getElementById("architecture-heading").scrollIntoView()
"""


def result(faults: Mapping[str, tuple[str, bool]]) -> Result:
    """Return what a preview of dev says with faults, under the pack's own exemptions."""
    recording = Recording.stored("dev")
    judged: list[Any] = [*recording.resources, *recording.stack.resources]
    for one in judged:
        for end, (name, value) in faults.items():
            if one.urn.endswith(end):
                one.properties[name] = value
    exemptions = yaml.safe_load((PACK / "exemptions.yaml").read_text("utf-8"))
    analyzer = Analyzer(catalog(), Documents({}, exemptions), date.fromisoformat(TODAY))
    return of_events(list(events(recording, analyzer)), ROOT, recording)


def main() -> None:
    """Write the pictures."""
    with TemporaryDirectory() as folder, chromium() as page:
        report = Path(folder) / "report.html"
        report.write_text(WRITERS[Form.HTML].write(result(FAULTS)), "utf-8")
        _taken(page, report, "findings", (1280, 1240), "document.querySelector('.card').open = true")
        _taken(page, report, "architecture", (1280, 1420), TO_ARCHITECTURE)
        _taken(page, ROOT / "docs" / "configurator.html", "configurator", (1320, 1180), "")


def _taken(page: webdriver.Chrome, file: Path, name: str, size: tuple[int, int], script: str) -> None:
    page.set_window_size(*size)
    page.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    page.get(file.as_uri())
    page.execute_script(script)
    page.save_screenshot(str(FOLDER / f"{name}.png"))


if __name__ == "__main__":
    main()
