"""Every kind of page in a browser, hosted, light and dark: axe-core finds nothing, the console stays silent, no other host is asked, nothing is cut off.

Source: WCAG 2.2, levels A and AA, and what axe-core calls best practice; a window of 320 pixels is one of 1280 at 400 % (1.4.10, Reflow).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import served
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow


PAGES = (
    "index.html",
    "articles/index.html",
    "articles/2016.html",
    "articles/001_9371c988884dd3f9.html",
    "acteurs/index.html",
    "acteurs/sergei-lavrov.html",
    "acteurs/sergei-lavrov/2016.html",
    "lieux/index.html",
    "lieux/quartiers.html",
    "lieux/alep.html",
    "medias/index.html",
    "medias/le-monde.html",
    "chronologie/index.html",
    "chronologie/2016.html",
    "citations/index.html",
    "citations/2016.html",
    "donnees/index.html",
    "copie.html",
    "recherche.html",
    "recherche.html?q=alep",
    "fiabilite.html",
    "contribuer.html",
    "a-propos.html",
    "404.html",
)

Scheme = Literal["light", "dark"]


@pytest.fixture(scope="module")
def host(built_archive: Path) -> Iterator[str]:
    """The site on a server of this machine."""
    with served(built_archive / "site") as address:
        yield address


def opened(browser: Browser, address: str, width: int, scheme: Scheme) -> tuple[Page, list[str]]:
    """Open a page; return it, and a list of what it does wrong from now on: what its console says, which other hosts it asks, what it does not get."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    tab = context.new_page()
    host = address[: address.index("/", 8) + 1]
    told: list[str] = []
    tab.on("console", lambda message: told.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("request", lambda asked: None if asked.url.startswith((host, "data:", "blob:")) else told.append(f"asked {asked.url}"))
    tab.on("response", lambda given: told.append(f"{given.status} {given.url}") if given.status >= 400 else None)
    tab.goto(address, wait_until="networkidle")
    return tab, told


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_no_page_is_at_fault(browser: Browser, host: str, path: str, scheme: Scheme) -> None:
    """With everything that folds unfolded; dark on a phone, light on a desk."""
    page, told = opened(browser, host + path, 1280 if scheme == "light" else 390, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    found = Axe().run(page).response["violations"]
    page.context.close()
    assert [(rule["id"], rule["nodes"][0]["html"][:200], len(rule["nodes"])) for rule in found] == []
    assert not told


@pytest.mark.parametrize("path", ["articles/001_9371c988884dd3f9.html", "acteurs/sergei-lavrov.html", "chronologie/2016.html"])
def test_paper_is_white_whatever_the_screen_is(browser: Browser, host: str, path: str) -> None:
    """Who reads in the dark prints dark words on white, and no way around the site."""
    page, _ = opened(browser, host + path, 1280, "dark")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("h1")).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.get_by_role("navigation").filter(visible=True)).to_have_count(0)
    page.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_off_at_four_hundred_percent(browser: Browser, host: str, path: str) -> None:
    """A window of 320 pixels scrolls one way only."""
    page, _ = opened(browser, host + path, 320, "light")
    too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.context.close()
    assert too_wide <= 0
