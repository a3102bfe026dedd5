"""What tests do with the configurator, and what they read of it."""

from collections.abc import Callable
from typing import Any

import yaml
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from docs.configurator.page import FOLDER, presets
from tests.components.recorder import PROJECT

LAYOUT = yaml.safe_load((FOLDER / "layout.yaml").read_text("utf-8"))
PRESETS = presets(LAYOUT)
Open = Callable[..., webdriver.Chrome]


def told(page: webdriver.Chrome, config: dict[str, Any]) -> list[str]:
    """Return what the page says is wrong with a configuration, a line each as the program has it."""
    script = "return problems(arguments[0]).map(({ path, text }) => `${where(path)}: ${text}`)"
    found: list[str] = page.execute_script(script, config)
    return found


def content(page: webdriver.Chrome, element: str) -> str:
    """Return the text of an element, shown or not."""
    return page.find_element(By.ID, element).get_attribute("textContent") or ""


def written(page: webdriver.Chrome) -> dict[str, Any]:
    """Return the settings of the stack file that the page shows, by key without the project."""
    file: dict[str, Any] = yaml.safe_load(content(page, "yaml"))["config"]
    return {key.removeprefix(f"{PROJECT}:"): value for key, value in file.items()}


def entered(page: webdriver.Chrome, field: str, text: str) -> None:
    """Put a text into a field in place of what is there, as typing does."""
    control = page.find_element(By.ID, f"at-{field}")
    control.send_keys(Keys.CONTROL, "a")
    control.send_keys(text)
