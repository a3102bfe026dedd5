"""A headless Chromium, for tests of pages: what it logs, what it asks for, what axe finds in it."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_selenium_python import Axe  # type: ignore[import-untyped]
from selenium import webdriver
from selenium.webdriver.chrome.service import Service


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    """Run a browser; the test fails where there is none."""
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (binary and driver):
        pytest.fail("Chromium is missing: install chromium and chromium-driver (Debian's names)", pytrace=False)
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--force-prefers-reduced-motion"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    begun = webdriver.Chrome(options, Service(driver))
    yield begun
    begun.quit()


def logged(page: webdriver.Chrome, kind: str) -> list[dict[str, Any]]:
    """Return what the browser has logged since it was last asked."""
    entries: list[dict[str, Any]] = page.get_log(kind)  # type: ignore[no-untyped-call]
    return entries


def requested(page: webdriver.Chrome) -> list[str]:
    """Return the addresses beyond this machine's files that were asked for since the log was last read."""
    asked = [
        found[0]
        for entry in logged(page, "performance")
        if (found := re.search(r'"Network.requestWillBeSent".*?"url":"([^"]*)"', entry["message"]))
    ]
    return [one for one in asked if "file://" not in one and "about:blank" not in one]


def inaccessible(page: webdriver.Chrome) -> list[tuple[str, list[str]]]:
    """Return what axe finds wrong: rule, and the elements that offend."""
    page.set_script_timeout(240)
    axe = Axe(page)
    axe.inject()
    found = axe.run(options={"resultTypes": ["violations"]})  # of what passes one element each: the page has thousands
    assert found["passes"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found["violations"]]
