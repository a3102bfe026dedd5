"""The configurator in a real browser: it asks every setting, tells what is wrong, keeps its state in the address."""

import json
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest
import yaml
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import text_to_be_present_in_element
from selenium.webdriver.support.ui import WebDriverWait

from components.settings.stack import Settings
from docs.configurator.page import page, unchecked
from docs.configurator.questions import label, questions
from tests.browser import inaccessible, logged, requested
from tests.components.recorder import PROJECT
from tests.docs.configuring import LAYOUT, PRESETS, Open, content, entered, written


def test_every_setting_has_its_place() -> None:
    """A setting without one would still be asked, under a heading that says nothing."""
    placed = [key for group in LAYOUT["groups"] for key in (*group["keys"], *group["more"])]

    assert sorted(placed) == sorted(one["key"] for one in questions()), "put it into docs/configurator/layout.yaml"
    assert len(placed) == len(Settings.model_fields)


def test_questions_come_from_the_settings() -> None:
    """Limits and defaults, meanings of choices, and the sentences below attributes."""
    asked = {one["key"]: one for one in questions()}
    parts = {one["key"]: one for one in asked["monitoring"]["parts"]}

    assert (asked["addressSpace"]["required"], asked["addressSpace"]["check"]) == (True, ["checks.cidr"])
    assert (asked["logRetentionDays"]["default"], asked["logRetentionDays"]["minimum"]) == (90, 30)
    assert ["grafana", "The same, and a private Grafana to look at it."] in parts["metrics"]["choices"]
    assert (parts["dailyCapGb"]["optional"], parts["dailyCapGb"]["minimum"]) == (True, 0.5)
    assert parts["alertEmails"]["words"].startswith("Who receives every alert")
    assert [label(key) for key in ("dailyCapGb", "podCidr", "ddosPlan")] == ["Daily cap GB", "Pod CIDR", "DDoS plan"]


def test_a_check_that_the_page_lacks_is_named_on_it() -> None:
    """It is left to the preview then; those of the network the page has."""
    assert "Cut every subnet from the space." in unchecked('  "checks.cidr": 1')
    assert "Read a private CIDR range." not in unchecked('  "checks.cidr": 1')
    assert "Cut every subnet from the space." not in page()


def test_the_page_loads_without_an_error_or_a_request(opened: Open) -> None:
    shown = opened()

    assert logged(shown, "browser") == []
    assert requested(shown) == []
    fields = {one.get_attribute("data-path") for one in shown.find_elements(By.CSS_SELECTOR, "[data-path]")}
    assert {one["key"] for one in questions()} <= fields


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_chosen_from_the_page(opened: Open, name: str) -> None:
    """By keyboard too; it is valid, and says which of its values are examples."""
    shown = opened("#simplest" if name != "simplest" else "#hardened")
    shown.find_element(By.CSS_SELECTOR, f"[name=preset][value={name}]").send_keys(Keys.SPACE)

    assert (content(shown, "verdict"), content(shown, "problems")) == ("✓ The program will accept this", "")
    assert content(shown, "filename") == f"Pulumi.{PRESETS[name]['stack']}.yaml"
    assert f"make preview STACK={PRESETS[name]['stack']}" in content(shown, "local")
    assert f"pulumi stack init {PRESETS[name]['stack']} " in content(shown, "azure")
    assert "nameSuffix, adminGroupIds" in content(shown, "left")
    assert content(shown, "yaml").count("# replace: this is an example") >= 3
    entered(shown, "nameSuffix", "a1b2")
    assert "nameSuffix" not in content(shown, "left")


def test_a_wrong_range_is_told_at_its_field_and_beside_it(opened: Open) -> None:
    """With the key and the fix; the list leads to the field, and both go when it is right again."""
    shown = opened()
    entered(shown, "addressSpace", "10.20.1.0/20")

    sentence = "'10.20.1.0/20' does not start at a network address; write 10.20.0.0/20"
    assert sentence in shown.find_element(By.ID, "at-addressSpace-wrong").text
    assert shown.find_element(By.ID, "at-addressSpace").get_attribute("aria-invalid") == "true"
    assert content(shown, "verdict") == "✕ 1 setting to mend"
    problem = shown.find_element(By.CSS_SELECTOR, "#problems li")
    assert problem.text.startswith(f"{PROJECT}:addressSpace ")
    assert content(shown, "plan") == ""
    problem.find_element(By.TAG_NAME, "button").click()
    assert shown.switch_to.active_element.get_attribute("id") == "at-addressSpace"
    entered(shown, "addressSpace", "10.64.0.0/18")
    assert content(shown, "problems") == ""
    assert "10.64.48.0/26" in content(shown, "plan")
    assert written(shown)["addressSpace"] == "10.64.0.0/18"


def test_a_problem_unfolds_what_hides_it(opened: Open) -> None:
    """A mistake that nobody sees is not mended."""
    shown = opened()
    assert not shown.find_element(By.ID, "at-podCidr").is_displayed()

    entered(shown, "addressSpace", "100.64.0.0/20")

    assert "100.64.0.0/16 overlaps addressSpace 100.64.0.0/20" in shown.find_element(By.ID, "at-podCidr-wrong").text


def test_a_link_restores_everything(opened: Open) -> None:
    """What was chosen, added and typed, wrong values too."""
    shown = opened("#hardened")
    shown.find_element(By.ID, "stack").send_keys("-ü")
    shown.find_element(By.CSS_SELECTOR, "[name=at-network-egress][value=isolated]").send_keys(Keys.SPACE)
    count = len(PRESETS["hardened"]["values"]["teams"])
    shown.find_element(By.ID, "at-teams-add").send_keys(Keys.ENTER)
    assert shown.switch_to.active_element.get_attribute("id") == f"at-teams-{count}"
    entered(shown, f"teams-{count}-name", "Bänk")
    entered(shown, "tags-owner", "a: #b ü")
    before, problems = written(shown), content(shown, "problems")

    again = opened("#" + shown.current_url.split("#", 1)[1])

    assert (written(again), content(again, "problems")) == (before, problems)
    assert (before["tags"]["owner"], before["network"]["egress"]) == ("a: #b ü", "isolated")
    assert again.find_element(By.ID, "stack").get_attribute("value") == "prod-ü"
    keys = ("stack ", f"teams[{count}].name ", f"teams[{count}].operators ")
    assert [key for key in keys if key not in problems] == []


def test_a_strangers_link_can_only_fill_fields(opened: Open) -> None:
    """Unknown keys and wrong shapes are left out; text stays text."""
    text = "</script><img src=x onerror=alert(1)>"
    shapes = {"hue": "red", "teams": "none", "network": ["hub"], "location": {}, "__proto__": {"x": 1}}
    config = {"workload": text, "tags": {"owner": text}, **shapes}
    code = urlsafe_b64encode(json.dumps({"stack": text, "config": config}).encode()).decode().rstrip("=")
    shown = opened(f"#simplest.{code}")

    assert logged(shown, "browser") == []
    assert shown.find_elements(By.CSS_SELECTOR, "img, script[src], iframe, [onerror]") == []
    assert written(shown) == {"workload": text, "tags": {"owner": text}}
    assert shown.execute_script("return ({}).x") is None
    for fragment in ("#nothing", "#simplest.!", "#constructor.e30", f"#simplest.{code[:-9]}"):
        assert opened(fragment).find_element(By.ID, "stack").get_attribute("value") == "dev"


def test_the_file_is_copied_and_downloaded(opened: Open, tmp_path: Path) -> None:
    """Under the stack's name, to the letter as it is shown; commands and link are copied too."""
    shown = opened("#isolated")
    granted = ["clipboardReadWrite", "clipboardSanitizedWrite"]
    shown.execute_cdp_cmd("Browser.grantPermissions", {"permissions": granted})
    shown.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    read = "navigator.clipboard.readText().then(arguments[0])"
    copied = {}
    for what in ("yaml", "local", "azure", "link"):
        button = (By.ID, f"copy-{what}")
        shown.find_element(*button).click()
        WebDriverWait(shown, 10).until(text_to_be_present_in_element(button, "Copied"))
        copied[what] = shown.execute_async_script(read)
    shown.find_element(By.ID, "download").click()
    file = tmp_path / "Pulumi.isolated.yaml"
    WebDriverWait(shown, 10).until(lambda _: file.exists())

    assert copied == {one: content(shown, one) for one in ("yaml", "local", "azure")} | {"link": shown.current_url}
    assert file.read_text("utf-8") == copied["yaml"]


def test_text_stays_text_in_the_file(opened: Open) -> None:
    """Whatever looks like a number, a time, a date, a truth or YAML itself comes back as it was."""
    looks = ["1.36", "01:00", "+00:00", "1000", "0x1f", "1e5", "1_000", "0o7", ".inf", "2026-12-01"]
    looks += ["yes", "No", "null", "~", "-", "?", "="]
    writes = ["", " a ", "a: b", "a #b", "'", '"', "\\", "{x}", "[x]", "*x", "&x", "!x", "|", ">", "%x", "@x", "`x"]
    plain = ["Standard_D4ds_v5", "x@example.com", "10.0.0.0/8", "5e21d8f4-3f52-4b8a-9c07-5e21d8f4a6b3"]
    values = [*looks, *writes, *plain, "a\nb", "\x7f\x85\u2028", "\N{ELECTRIC LIGHT BULB}"]
    nested = {"1": values[:3], "e f": {}, "g": [], "h": [{"i": 1, "j": [True, 0.5]}, ["k"]]}
    entries = [["a:b", values, "a comment"], ["c:d", nested, ""]]
    text = opened().execute_script("return stackFile(arguments[0], arguments[1])", ["a head"], entries)

    assert yaml.safe_load(text) == {"config": {"a:b": values, "c:d": nested}}
    assert [one for one in plain if f"\n    - {one}\n" not in text] == []
    assert [one for one in looks if f'- "{one}"\n' not in text] == []


def test_a_setting_that_nobody_placed_is_asked_all_the_same(opened: Open) -> None:
    """Under Others, from its own description."""
    shown = opened()
    node = {"key": "flavour", "label": "Flavour", "kind": "choice", "words": "Of the day.", "choices": [["mint", ""]]}
    shown.execute_script("QUESTIONS.push(arguments[0]); build()", node)

    assert shown.find_elements(By.CSS_SELECTOR, ".group h2")[-1].text == "Others"
    assert f"{PROJECT}:flavour is not set. Of the day." in content(shown, "problems")


@pytest.mark.parametrize(("scheme", "width", "fragment"), [("light", 1320, "#simplest"), ("dark", 420, "#hardened")])
def test_the_page_is_accessible_and_fits(opened: Open, scheme: str, width: int, fragment: str) -> None:
    """With everything unfolded, and something to mend."""
    shown = opened(fragment)
    shown.set_window_size(width, 900)
    shown.execute_script("document.documentElement.dataset.theme = arguments[0]", scheme)
    shown.execute_script("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    entered(shown, "workload", "Shop")

    assert inaccessible(shown) == []
    assert shown.execute_script("return document.documentElement.scrollWidth <= innerWidth")
