"""Fixtures of the documents' tests: the configurator in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from docs.configurator.page import page
from tests.browser import chromium, logged
from tests.components.conftest import configure, program, recorded, run
from tests.docs.configuring import Open

__all__ = ["configure", "program", "recorded", "run"]  # the pretend engine's fixtures


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    """Return a headless Chromium."""
    with chromium() as begun:
        yield begun


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page as the code makes it now."""
    file = tmp_path_factory.mktemp("configurator") / "configurator.html"
    file.write_text(page(), "utf-8")
    return file


@pytest.fixture
def opened(browser: webdriver.Chrome, built: Path) -> Open:
    """Return what opens the page, with a fragment."""

    def open_(fragment: str = "") -> webdriver.Chrome:
        browser.set_window_size(1320, 1000)
        browser.get("about:blank")
        for kind in ("browser", "performance"):
            logged(browser, kind)
        browser.get(built.as_uri() + fragment)
        return browser

    return open_
