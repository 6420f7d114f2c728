"""The page of an article in a browser: why its date, cards of what it names, close texts, and references to copy or save."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import served
from playwright.sync_api import Browser, Locator, Page, expect

from builder import pipeline

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(built_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built archive with a shortened reprint of one of its articles, and a copy of it that is withheld."""
    root = tmp_path_factory.mktemp("read") / "archive"
    shutil.copytree(built_archive, root)
    text = _longest(root / "seeds").read_text(encoding="utf-8")
    (root / "seeds/reprise.txt").write_text(text[: len(text) * 3 // 4].rpartition(".")[0] + ".\n", encoding="utf-8")
    (root / "seeds/retire.txt").write_text(text, encoding="utf-8")
    (root / "seeds/retire.yml").write_text("access: withheld\n", encoding="utf-8")
    result = pipeline.build(root)
    assert result.is_fine, "\n".join(map(str, result.findings))
    return root / "site"


def _longest(seeds: Path) -> Path:
    return min(seeds.glob("*.txt"), key=lambda path: (-path.stat().st_size, path.name))


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    """The address of the site, on loopback."""
    with served(site) as address:
        yield address


@pytest.fixture
def page(browser: Browser, base: str, site: Path) -> Iterator[Page]:
    """An article's page that may not complain and may not ask for anything from elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(8000)
    tab = context.new_page()
    told: list[str] = []
    tab.on("console", lambda message: told.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on("request", lambda request: None if request.url.startswith((base, "data:", "blob:")) else told.append(f"asked {request.url}"))
    tab.goto(f"{base}articles/{_longest(site.parent / 'seeds').stem}.html")
    yield tab
    context.close()
    assert not told


def named(page: Page) -> Locator:
    """Return the names in the text."""
    return page.locator(".article-text > p a[href]")


def card(page: Page) -> Locator:
    """Return the card, shown or not."""
    return page.locator("#card")


# --- cards ------------------------------------------------------------------------------------------------------------------------------


def test_a_card_shows_under_the_pointer_and_lets_it_come(page: Page) -> None:
    """WCAG 1.4.13: it comes on hover, stays while the pointer is on it, and goes when the pointer leaves; nothing is asked for."""
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    expect(card(page)).to_be_hidden()
    named(page).first.hover()
    expect(card(page)).to_be_visible()
    card(page).hover()
    page.wait_for_timeout(600)
    expect(card(page)).to_be_visible()
    page.mouse.move(2, 2)
    expect(card(page)).to_be_hidden()
    assert not asked


def test_a_card_shows_on_focus_and_escape_closes_it(page: Page) -> None:
    """By keyboard alone: the name is described by the card, Escape closes it and leaves the focus where it is."""
    link = named(page).first
    page.locator(".subtitle summary").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(card(page)).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "card")
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(link).to_be_focused()
    expect(link).not_to_have_attribute("aria-describedby", "card")
    page.keyboard.press("Tab")
    expect(card(page)).to_be_visible()


def test_a_card_tells_name_kind_and_office(page: Page) -> None:
    """What the page's own data say, as text; of a person who held one, the office on that day."""
    told = json.loads(page.locator("#cards").text_content() or "")
    with_role = next(key for key, value in told.items() if value.get("role"))
    page.locator(f'.article-text a[href$="{with_role}.html"]').first.hover()
    expect(card(page)).to_contain_text(told[with_role]["name"])
    expect(card(page)).to_contain_text(told[with_role]["kind"])
    expect(card(page)).to_contain_text(f"À cette date\u00a0: {told[with_role]['role']}")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_card_stays_on_the_screen(page: Page, width: int) -> None:
    """At a phone's width too, wherever the name stands."""
    page.set_viewport_size({"width": width, "height": 700})
    for link in named(page).all()[:12]:
        link.scroll_into_view_if_needed()
        link.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(card(page)).to_be_visible()
        box = card(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# --- the date ---------------------------------------------------------------------------------------------------------------------------


def test_the_date_says_why(page: Page) -> None:
    """How it is known stands beside it; by keyboard or a click, the words and rules that it rests on."""
    why = page.locator("details.why")
    expect(why.locator("li").first).to_be_hidden()
    why.locator("summary").press("Enter")
    expect(why.locator("li").first).to_be_visible()
    assert "«" in why.inner_text()


# --- citing -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "begins"), [("BibTeX", "@article{"), ("RIS", "TY  - NEWS"), ("CSL-JSON", "["), ("Texte", "«")])
def test_a_reference_is_copied_and_saved(page: Page, name: str, begins: str) -> None:
    """One click copies, and the page says so; one saves a file of the format's ending."""
    form = page.locator("details.format").filter(has=page.locator("summary", has_text=name))
    form.locator("summary").click()
    form.get_by_role("button", name="Copier").click()
    expect(page.get_by_role("status")).to_have_text(f"{name}\u00a0: copié.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(begins)
    with page.expect_download() as saving:
        form.get_by_role("button", name="Enregistrer").click()
    saved = Path(saving.value.path()).read_bytes().decode()
    assert saved.replace("\r\n", "\n") == copied
    assert saving.value.suggested_filename.endswith({"BibTeX": ".bib", "RIS": ".ris", "CSL-JSON": ".json", "Texte": ".txt"}[name])


def test_without_a_script_nothing_is_missing(browser: Browser, base: str, site: Path) -> None:
    """Names keep their titles, references can be opened, and no button stands there that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{base}articles/{_longest(site.parent / 'seeds').stem}.html")
    assert "—" in (named(tab).first.get_attribute("title") or "")
    tab.locator("details.format summary").first.click()
    expect(tab.locator("details.format pre").first).to_be_visible()
    assert tab.locator("details.format button").count() == 0
    context.close()


# --- close texts ------------------------------------------------------------------------------------------------------------------------


def test_a_reprint_is_shown_with_what_it_shares(page: Page) -> None:
    """Both lead to each other, with the share and the passages; a withheld copy is named by neither."""
    kin = page.locator(".kin .relative")
    expect(kin).to_have_count(1)
    assert kin.locator("a").first.get_attribute("href") == "reprise.html"
    kin.locator("summary").click()
    shared = kin.locator("blockquote").first.inner_text().strip().rstrip("…")
    assert shared[:60] in page.locator(".article-text").inner_text()


def test_a_reprint_is_marked_for_the_search(site: Path) -> None:
    """All but the first of a group say which that is, so that results can be folded."""
    pages = {path.stem: path.read_text("utf-8") for path in (site / "articles").glob("*.html")}
    marked = {stem for stem, html in pages.items() if '<meta name="archive:reprise"' in html}
    original = _longest(site.parent / "seeds").stem
    assert len(marked) == 1
    assert marked < {"reprise", original}


def test_nothing_of_a_withheld_article_is_on_its_page(site: Path) -> None:
    """No card, reference, tag or close text gives a word of it; what is known of it stays."""
    page = (site / "articles/retire.html").read_text("utf-8")
    assert "Article retire" in page
    assert "Cet article a été retiré" in page
    text = _longest(site.parent / "seeds").read_text("utf-8")
    lines = [line.strip() for line in text.splitlines() if len(line.strip()) > 30]
    assert lines
    assert not [line for line in lines if line[:40] in page]
    assert 'class="relative"' not in page
