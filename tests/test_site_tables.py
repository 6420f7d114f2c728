"""The tables of the site in a browser: sorted, filtered, counted, kept in the address; and plain without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def base(built_archive: Path) -> str:
    """The address of the built site: a copy opened from disk, where nothing helps the pages."""
    return (built_archive / "site").as_uri() + "/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on whose console nothing may be told."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    told: list[str] = []
    tab.on("console", lambda message: told.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: told.append(str(error)))
    yield tab
    context.close()
    assert not told


def first_cells(page: Page) -> list[str]:
    """Return the words of the first column, as far as lines are shown."""
    cells: list[str] = page.locator(".table tbody tr:not([hidden]) td:first-child").all_inner_texts()
    return cells


def test_a_heading_sorts_and_says_how(page: Page, base: str) -> None:
    """Names rise first, numbers fall first; a second click turns round; accents and articles do not matter."""
    page.goto(f"{base}acteurs/index.html")
    page.get_by_role("button", name="Nom", exact=True).click()
    heading = page.get_by_role("columnheader", name="Nom")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    names = first_cells(page)
    assert names[:2] == ["Afghanistan", "Agence France-Presse"]
    assert names.index("États-Unis") < names.index("François Clauss")
    page.get_by_role("button", name="Nom", exact=True).click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert first_cells(page) == names[::-1]
    page.get_by_role("button", name="Articles").click()
    expect(heading).not_to_have_attribute("aria-sort", "descending")
    numbers = [int(words or 0) for words in page.locator(".table tbody td:nth-child(2)").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)


def test_words_and_choices_filter_and_the_number_is_told(page: Page, base: str) -> None:
    """Without accents too; all words must stand in the line; what is left is announced politely; one button brings all back."""
    page.goto(f"{base}acteurs/index.html")
    status = page.locator(".filter-status")
    assert status.get_attribute("aria-live") == "polite"
    everything = first_cells(page)
    expect(status).to_have_text(f"{len(everything)} acteurs")
    page.get_by_role("searchbox", name="Filtrer les acteurs").fill("serguei lavrov")
    expect(status).to_have_text(f"1 acteur sur {len(everything)}")
    assert first_cells(page) == ["Sergueï Lavrov"]
    page.get_by_role("button", name="Tout montrer").click()
    expect(page.get_by_role("searchbox", name="Filtrer les acteurs")).to_be_focused()
    page.get_by_role("combobox", name="Nature").select_option("Média")
    assert "Agence France-Presse" in first_cells(page)
    assert "Sergueï Lavrov" not in first_cells(page)
    page.get_by_role("searchbox", name="Filtrer les acteurs").fill("xyz")
    expect(status).to_have_text(f"0 acteur sur {len(everything)}")
    expect(page.locator(".table")).to_be_hidden()


def test_the_state_stands_in_the_address(page: Page, base: str) -> None:
    """It can be kept and sent; what it asks for and is not there is passed over."""
    page.goto(f"{base}acteurs/index.html")
    page.get_by_role("combobox", name="Nature").select_option("Personne")
    page.get_by_role("button", name="Nom", exact=True).click()
    page.get_by_role("searchbox", name="Filtrer les acteurs").fill("l")
    expect(page).to_have_url(f"{base}acteurs/index.html#q=l&nature=Personne&tri=nom")
    shown = first_cells(page)
    page.goto("about:blank")
    page.goto(f"{base}acteurs/index.html#q=l&nature=Personne&tri=nom")
    assert first_cells(page) == shown
    page.goto("about:blank")
    page.goto(f"{base}acteurs/index.html#nature=Nulle&tri=-rien&q=%3Cimg+src%3Dx%3E")
    expect(page.locator(".filter-status")).to_contain_text("0 acteur")
    page.get_by_role("button", name="Tout montrer").click()
    expect(page).to_have_url(f"{base}acteurs/index.html")


def test_all_works_by_keyboard(page: Page, base: str) -> None:
    """From the box to the choices, to the headings, to the first name."""
    page.goto(f"{base}lieux/index.html")
    page.get_by_role("searchbox", name="Filtrer les lieux").focus()
    for name in ("Nature", "Dans"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("combobox", name=name)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Nom", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Nom", exact=True)).to_have_attribute("aria-sort", "ascending")


@pytest.mark.parametrize(
    ("path", "label", "value"),
    [
        ("lieux/quartiers.html", "Côté", "Ouest"),
        ("lieux/index.html", "Nature", "Ville"),
        ("medias/index.html", "Nature", "Quotidien"),
        ("articles/index.html", "Année", "2012"),
        ("articles/2016.html", "Média", "Le Monde"),
        ("citations/index.html", "Locuteur", "John Kerry"),
        ("citations/2016.html", "Locuteur", "Sans fiche"),
    ],
)
def test_every_list_is_filtered_by_what_its_lines_have(page: Page, base: str, path: str, label: str, value: str) -> None:
    """Districts by side, places and outlets by kind, articles by year and outlet, quotations by speaker."""
    page.goto(base + path)
    before = len(first_cells(page))
    page.get_by_role("combobox", name=label).select_option(value)
    assert 0 < len(first_cells(page)) < before
    expect(page.locator(".filter-status")).to_contain_text(f"sur {before}")


def test_a_list_of_one_year_offers_no_choice_of_years(page: Page, base: str) -> None:
    """Only what tells lines apart can be chosen."""
    page.goto(f"{base}articles/2016.html")
    expect(page.get_by_role("combobox", name="Média")).to_be_visible()
    expect(page.get_by_role("combobox", name="Année")).to_have_count(0)


def test_dates_sort_by_day_not_by_words(page: Page, base: str) -> None:
    """« 4 octobre » stands before « 22 ou 23 septembre » when the newest come first."""
    page.goto(f"{base}articles/index.html")
    newest = first_cells(page)
    page.get_by_role("button", name="Date").click()
    assert first_cells(page) == newest
    page.get_by_role("button", name="Date").click()
    assert first_cells(page) == newest[::-1]


def test_without_a_script_there_is_a_plain_table(browser: Browser, base: str) -> None:
    """No dead buttons, all lines, the most named first."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{base}acteurs/index.html")
    assert tab.locator(".table tbody tr").count() > 30
    assert tab.locator("form.filter, button.sort").count() == 0
    numbers = [int(words or 0) for words in tab.locator(".table tbody td:nth-child(2)").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["acteurs/sergei-lavrov.html", "lieux/quartiers.html", "citations/index.html", "articles/index.html"])
def test_nothing_sticks_out_on_a_phone(page: Page, base: str, path: str, scheme: Literal["light", "dark"]) -> None:
    """A wide table scrolls within itself; its first line and the bars of the strip are visible in light and dark."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.goto(base + path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator(".table tbody tr").first).to_be_visible()
    if page.locator(".plot i").count():
        bar, paper = (page.locator(where).first.evaluate("one => getComputedStyle(one).backgroundColor") for where in (".plot i", "body"))
        assert bar not in {paper, "rgba(0, 0, 0, 0)"}


def test_a_quotation_leads_to_its_words_in_the_article(page: Page, base: str) -> None:
    """One click shows the article with the words marked."""
    page.goto(f"{base}acteurs/sergei-lavrov.html")
    page.locator(".sayings li", has_text="colonne d'évacuation").get_by_role("link").first.click()
    words = page.locator(".said:target")
    expect(words).to_have_text("Il va y avoir une colonne d'évacuation de 8.000 personnes")
    expect(words).to_be_in_viewport()


def test_the_evidence_of_a_companion_unfolds(page: Page, base: str) -> None:
    """The sentence that names both stands behind a click, with both marked."""
    page.goto(f"{base}acteurs/sergei-lavrov.html")
    beside = page.locator(".company > div", has_text="John Kerry").first
    beside.locator("summary").click()
    expect(beside.locator("mark", has_text="Sergueï Lavrov").first).to_be_visible()
    expect(beside.locator("mark", has_text="John Kerry").first).to_be_visible()


@pytest.mark.parametrize(
    "path",
    ["acteurs/index.html", "lieux/index.html", "lieux/quartiers.html", "medias/index.html", "articles/index.html", "citations/index.html"],
)
def test_a_phone_shows_whole_lines_that_still_sort(browser: Browser, base: str, path: str) -> None:
    """Nothing scrolls sideways: a line becomes a short paragraph, the numbers beside the name, and stays a line of a table."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(base + path)
    assert page.evaluate("[...document.querySelectorAll('.table')].every((table) => table.scrollWidth <= table.clientWidth)")
    assert page.evaluate(
        "[...document.querySelectorAll('.table th')].every((head) => getComputedStyle(head, '::after').content === 'none')"
    )
    line = page.get_by_role("row").nth(1)
    assert line.get_by_role("cell").count() == page.get_by_role("columnheader").count()
    page.get_by_role("columnheader").first.get_by_role("button").click()
    expect(page.get_by_role("columnheader").first).to_have_attribute("aria-sort", re.compile("ending"))
    context.close()
