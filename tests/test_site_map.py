"""The maps, the chronology and the home page in a browser: by keyboard, by period, on a phone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page read from the disk, whose console stays silent and which asks no host."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    told: list[str] = []
    tab.on("console", lambda message: told.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("request", lambda request: None if request.url.startswith(("file:", "data:", "blob:")) else told.append(f"asked {request.url}"))
    yield tab
    context.close()
    assert not told


def opened(page: Page, root: Path, path: str) -> Page:
    """Open a page of the site."""
    page.goto((root / "site" / path).as_uri())
    return page


def test_a_district_is_reached_and_opened_by_keyboard(page: Page, built_archive: Path) -> None:
    """Tab goes to the place named most, shows where it is, and Enter opens its dossier."""
    opened(page, built_archive, "index.html")
    links = page.locator("#carte a[data-n]")
    first = links.first
    links.first.evaluate("link => { const before = document.querySelector('.tally a:last-of-type'); before.focus(); }")
    while not first.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")
    name, target = first.get_attribute("aria-label") or "", first.get_attribute("href") or ""
    assert "\u00a0article" in name
    assert first.locator(".disc").evaluate("disc => getComputedStyle(disc).strokeWidth") == "3px"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{target}")
    expect(page.locator("h1")).to_contain_text(name.split(",")[0])


def test_a_period_changes_circles_names_and_table(page: Page, built_archive: Path) -> None:
    """By year in the list, by month with the sliders and the keyboard; the whole time brings all back."""
    opened(page, built_archive, "lieux/quartiers.html")
    figure = page.locator("#carte")
    years = figure.get_by_label("Période")
    status = figure.get_by_role("status")
    places = figure.locator("a[data-n]")
    whole = [places.nth(at).get_attribute("aria-label") for at in range(places.count())]
    expect(status).to_contain_text("quartier")
    said = {}
    for value in years.locator("option:not([hidden])").evaluate_all("options => options.map(option => option.value)"):
        years.select_option(value)
        said[value] = status.inner_text()
        for at in range(places.count()):
            link = places.nth(at)
            absent = "is-absent" in (link.get_attribute("class") or "")
            assert absent == ("aucun article" in (link.get_attribute("aria-label") or ""))
            assert (float(link.locator(".disc").get_attribute("r") or 0) == 2) == absent
            row = figure.locator(f'tr[data-of="{link.get_attribute("data-id")}"] td').first
            assert (row.inner_text() == "0" or row.text_content() == "0") == absent
    assert len(set(said.values())) > 1
    slider = figure.get_by_label("Au mois de")
    slider.focus()
    page.keyboard.press("Home")
    assert slider.get_attribute("aria-valuetext") == figure.get_by_label("Du mois de").get_attribute("aria-valuetext")
    assert years.evaluate("list => list.selectedOptions[0].text") == "Mois choisis"
    years.select_option("")
    assert [places.nth(at).get_attribute("aria-label") for at in range(places.count())] == whole


@pytest.mark.parametrize("path", ["lieux/quartiers.html", "lieux/index.html"])
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_no_two_names_of_a_map_overlap_on_a_screen(page: Page, built_archive: Path, path: str, width: int) -> None:
    """As the browser sets them, with its own measure of letters; and they can be read."""
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, built_archive, path)
    for figure in page.locator("figure.map").all():
        boxes = figure.evaluate(LETTERS)
        assert len(boxes) >= 3
        for one, other in itertools.combinations(boxes, 2):
            apart = one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
            assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"], (one, other)
        assert min(box["size"] for box in boxes) >= 9.5


LETTERS = """figure => [...figure.querySelectorAll('.spot text')].filter(text => getComputedStyle(text).display !== 'none').map(text => {
    const { x, width } = text.getBBox();
    const base = Number(text.getAttribute('y'));
    const size = parseFloat(getComputedStyle(text).fontSize);
    return {
        name: text.textContent, left: x, right: x + width, top: base - 0.8 * size, bottom: base + 0.22 * size, size: size * text.getScreenCTM().a,
    };
})"""
"""The names that are seen: in units of the map from the top of a capital to the foot of a p, and how large they are on the screen."""


def test_without_a_script_the_whole_time_is_shown(browser: Browser, built_archive: Path) -> None:
    """The map, its table and all lines of the chronology stand in the page; what needs a script is not offered."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    opened(tab, built_archive, "lieux/quartiers.html")
    expect(tab.locator("#carte svg a").first).to_be_visible()
    expect(tab.locator("#carte .map-period")).to_be_hidden()
    opened(tab, built_archive, "chronologie/2016.html")
    expect(tab.locator(".chronology-filter")).to_be_hidden()
    expect(tab.locator(".day").first).to_be_visible()
    context.close()


def test_the_chronology_shows_what_is_asked_for(page: Page, built_archive: Path) -> None:
    """Events or articles, by their boxes; days and months without anything left go too."""
    opened(page, built_archive, "chronologie/2016.html")
    every = page.locator(".day:visible").count()
    page.get_by_role("checkbox", name="Événements").uncheck()
    expect(page.locator("li.event:visible")).to_have_count(0)
    assert 0 < page.locator(".day:visible").count() < every
    assert page.locator(".month:visible").count() < 12
    page.get_by_role("checkbox", name="Articles, au jour de parution").uncheck()
    expect(page.locator("li.published:visible")).to_have_count(0)
    page.get_by_role("checkbox", name="Événements").check()
    page.get_by_role("checkbox", name="Articles, au jour de parution").check()
    expect(page.locator(".day:visible")).to_have_count(every)


@pytest.mark.parametrize(
    "path", ["index.html", "lieux/index.html", "lieux/quartiers.html", "chronologie/index.html", "chronologie/2016.html"]
)
def test_no_page_scrolls_sideways_on_a_phone(page: Page, built_archive: Path, path: str) -> None:
    """390 pixels are enough."""
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, built_archive, path)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_box_of_the_home_page_leads_to_the_results(page: Page, built_archive: Path) -> None:
    """With the words typed, in the address."""
    opened(page, built_archive, "index.html")
    box = page.get_by_role("search", name="Recherche dans tout le site").get_by_role("searchbox")
    box.fill("Salaheddine")
    box.press("Enter")
    page.wait_for_url("**/recherche.html?q=Salaheddine")
