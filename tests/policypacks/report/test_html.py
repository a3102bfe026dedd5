"""The HTML report in a real browser: it loads, filters, draws, is accessible, and nothing breaks out of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from guardrails.report.formats import WRITERS
from guardrails.report.model import Result, Verdict
from guardrails.report.options import Form
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import chromium, inaccessible, logged, requested
from tests.policypacks.report.made import result
from tests.policypacks.report.test_formats import HOSTILE, RESULTS, hostile, many

Load = Callable[[Result], webdriver.Chrome]


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    """Return a headless Chromium."""
    with chromium() as begun:
        yield begun


@pytest.fixture
def load(browser: webdriver.Chrome, tmp_path: Path) -> Load:
    """Return what opens a result's page."""

    def open_(of: Result) -> webdriver.Chrome:
        file = tmp_path / "guardrails.html"
        file.write_text(WRITERS[Form.HTML].write(of), "utf-8")
        for kind in ("browser", "performance"):
            logged(browser, kind)
        browser.set_window_size(1280, 1000)
        browser.get(file.as_uri())
        return browser

    return open_


def shown(page: webdriver.Chrome) -> list[Any]:
    """Return the cards that one sees."""
    return [one for one in page.find_elements(By.CSS_SELECTOR, ".card") if one.is_displayed()]


def verdicts(page: webdriver.Chrome) -> set[str | None]:
    """Return the verdicts of the cards that one sees."""
    return {one.get_attribute("data-verdict") for one in shown(page)}


@pytest.mark.parametrize("of", [result("dev"), result(exempting=True), hostile(), many(), RESULTS[-1]])
def test_the_page_loads_without_an_error_or_a_request(load: Load, of: Result) -> None:
    page = load(of)

    assert logged(page, "browser") == []
    assert requested(page) == []
    assert len(page.find_elements(By.CSS_SELECTOR, "#resources tbody tr")) == len(of.resources)


def test_nothing_of_a_name_becomes_part_of_the_page(load: Load) -> None:
    page = load(hostile())

    assert page.find_elements(By.CSS_SELECTOR, "img, script[src], iframe, [onerror]") == []
    assert len(page.find_elements(By.TAG_NAME, "script")) == 1
    assert all(
        (one.get_attribute("href") or "").startswith(("https://", "file://"))
        for one in page.find_elements(By.TAG_NAME, "a")
    )
    heading = page.find_element(By.TAG_NAME, "h1").get_attribute("textContent")
    assert heading is not None
    assert "<img src=x" in heading
    assert HOSTILE not in page.page_source


def test_the_policy_lets_no_other_script_or_style_in(load: Load) -> None:
    page = load(result())

    page.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.got = 1'; document.body.append(s)"
    )

    assert page.execute_script("return window.got") is None
    assert "Content Security Policy" in logged(page, "browser")[0]["message"]


def test_buttons_and_words_filter(load: Load) -> None:
    page = load(result(exempting=True))
    everything = len(shown(page))

    page.find_element(By.CSS_SELECTOR, "button[data-verdict=failed]").click()
    assert verdicts(page) == {"failed"}
    page.find_element(By.CSS_SELECTOR, "button[data-verdict=exempted]").click()
    assert verdicts(page) == {"failed", "exempted"}
    page.find_element(By.CSS_SELECTOR, "button[data-severity=critical]").click()
    assert shown(page) == []
    assert page.find_element(By.ID, "nothing").is_displayed()
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
    assert len(shown(page)) == everything
    page.find_element(By.ID, "search").send_keys("kms batch")
    assert shown(page) == []
    page.find_element(By.ID, "search").clear()
    page.find_element(By.ID, "search").send_keys("KMS blue")
    assert [one.find_element(By.CSS_SELECTOR, ".name").text for one in shown(page)] == ["aks-kms-etcd-encryption"]
    assert page.find_element(By.ID, "shown").text == f"1 of {everything}"


def test_a_tile_shows_its_own_findings(load: Load) -> None:
    page = load(result(exempting=True))

    page.find_element(By.CSS_SELECTOR, ".tile.advised").click()

    assert verdicts(page) == {"advised"}


def test_the_keyboard_searches_moves_opens_and_turns_the_lights_out(load: Load) -> None:
    page = load(result())
    body = page.find_element(By.TAG_NAME, "body")

    body.send_keys("jj")
    first, second = shown(page)[:2]
    page.switch_to.active_element.send_keys(Keys.ENTER)
    assert (first.get_attribute("open"), second.get_attribute("open")) == (None, "true")
    page.switch_to.active_element.send_keys("/")
    assert page.switch_to.active_element.get_attribute("id") == "search"
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    before = page.execute_script("return getComputedStyle(document.body).backgroundColor")
    body.send_keys("t")
    assert page.execute_script("return getComputedStyle(document.body).backgroundColor") != before


def test_a_finding_shows_why_fix_example_controls_and_source(load: Load) -> None:
    page = load(result())
    card = next(one for one in shown(page) if "aks-run-command-disabled" in one.text)
    card.find_element(By.TAG_NAME, "summary").click()
    about = result().by_guardrail["aks-run-command-disabled"]

    parts = [about.why, about.fix, about.link, "disableRunCommand", "blue must set", "__main__.py:16"]
    parts += [one for references in about.controls.values() for one in references]
    assert [one for one in parts if one not in card.text] == []


def test_exemptions_count_down(load: Load) -> None:
    page = load(result(exempting=True))

    assert page.find_element(By.CSS_SELECTOR, "#exemptions .days").text.startswith("71 days")


def test_the_picture_has_every_resource_in_the_cloud_once_with_its_verdict(load: Load) -> None:
    of = many()
    page = load(of)
    chips = page.find_elements(By.CSS_SELECTOR, ".picture .chip")
    urns = [urn for one in chips for urn in (one.get_attribute("data-urns") or "").split()]
    frames = {one.urn for one in of.resources if one.type.endswith((":Subnet", ":VirtualNetwork"))}

    assert sorted(urns) == sorted({one.urn for one in of.resources if one.custom} - frames)
    assert len(chips) < 80
    for one in chips:
        own = [of.verdicts.get(urn, Verdict.PASSED) for urn in (one.get_attribute("data-urns") or "").split()]
        assert min(own, key=list(Verdict).index) in (one.get_attribute("class") or "")


def test_the_picture_draws_private_endpoints_and_roles(load: Load) -> None:
    of = result("dev")
    page = load(of)
    reaching = page.find_elements(By.CSS_SELECTOR, ".arrow.reaches")

    assert len(reaching) == sum(one.type.endswith(":PrivateEndpoint") for one in of.resources if one.custom)
    assert page.find_elements(By.CSS_SELECTOR, ".arrow.may")
    page.find_element(By.CSS_SELECTOR, "[data-zoom='1']").click()
    assert page.execute_script("return document.querySelector('.picture').style.width") == "125%"


def twenty() -> Result:
    """Return what a preview of twenty stamps comes to: seventeen more like the second of the recorded three."""
    of = result("stamps")
    like = [one for one in of.resources if one.name.startswith("neu-")]
    copies = (
        replace(
            one,
            urn=one.urn.replace("::neu-", f"::s{number}-"),
            name=one.name.replace("neu-", f"s{number}-"),
            depends_on={
                key: tuple(urn.replace("::neu-", f"::s{number}-") for urn in urns)
                for key, urns in one.depends_on.items()
            },
        )
        for number in range(17)
        for one in like
    )
    return replace(of, resources=(*of.resources, *copies))


@pytest.mark.parametrize(("of", "frames"), [(result("stamps"), 4), (twenty(), 2)])
def test_many_networks_are_drawn_without_a_text_that_leaves_its_box(load: Load, of: Result, frames: int) -> None:
    """Three clusters each with their network; of twenty, networks with the same subnets are one."""
    page = load(of)
    too_long = page.execute_script(
        "const at = one => one.getBoundingClientRect();"
        "return [...document.querySelectorAll('.picture .chip')].filter(chip => [...chip.querySelectorAll('text')]"
        ".some(text => at(text).right > at(chip.querySelector('.body')).right)).map(chip => chip.textContent)"
    )

    assert len(page.find_elements(By.CSS_SELECTOR, ".picture rect.network")) == frames
    assert too_long == []
    assert "private-endpoints" in page.find_element(By.CSS_SELECTOR, ".picture").text
    assert page.find_element(By.CSS_SELECTOR, ".picture").size["height"] < 2000


def brief() -> Result:
    """Return a result with a card of each kind but few resources: axe looks at every pair of what a page shows."""
    of = result(exempting=True)
    concerned = {one.urn for one in of.findings}
    others = [one for one in of.resources if one.urn not in concerned]
    return replace(of, resources=(*(one for one in of.resources if one.urn in concerned), *others[:10]))


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 420)])
def test_the_page_is_accessible_and_fits(load: Load, scheme: str, width: int) -> None:
    page = load(brief())
    page.set_window_size(width, 900)
    page.execute_script("document.documentElement.dataset.theme = arguments[0]", scheme)
    page.execute_script("document.querySelectorAll('.card')[0].open = document.querySelector('.framework').open = true")

    assert inaccessible(page) == []
    assert page.execute_script("return document.documentElement.scrollWidth <= innerWidth")


def test_times_are_drawn_where_they_are_known(load: Load) -> None:
    page = load(result("dev"))
    bars = page.find_elements(By.CSS_SELECTOR, "#time .gantt .critical .bar")
    assert {bar.value_of_css_property("fill") for bar in bars} == {"rgb(217, 98, 43)"}
    rows = page.find_elements(By.CSS_SELECTOR, "#time tbody tr")
    assert len(bars) == len(rows) > 5

    assert load(replace(result(), schedule=None)).find_elements(By.ID, "time") == []
