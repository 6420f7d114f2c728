"""The site's search in a browser: the box on every page, the page of results, and what finds what."""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote, urlsplit

import pytest
import rispy
from browsing import served
from playwright.sync_api import Browser, Locator, Page, expect

from builder import pipeline

pytestmark = pytest.mark.slow


WITH_MARKS = "marques"
"""A seed whose words the tests look for: both apostrophes, accents, ligatures, and everything that could come alive on a page."""

SEEDS = {
    WITH_MARKS: "La ville libérée de ses murs\n\n"
    "Les habitants d’Alep ont revu l’hôpital, hier à midi, avec beaucoup d’émotion. La sœur du gardien attendait là, puis la foule est venue.\n\n"
    'Un témoin écrit <script>window.hurt = 1</script> et <img src=x onerror="window.hurt = 2"> sur le mur, puis &lt;b&gt;gras&lt;/b&gt; & <mark>faux</mark>.',
    "ecluse": "L’écluse rouvre au matin\n\nLes éclusiers du canal ont repris le travail après neuf jours d’attente.",
    "ecluse-bis": "L’écluse rouvre au matin\n\nLes éclusiers du canal ont repris le travail après neuf jours d’attente.",
    "phare": "Le phare du port\n\nLe phare s’est éteint la nuit, puis le Phare s’est rallumé, et les pêcheurs ont repris la mer avant le jour.",
    "droites": "Un second article pour l'essai\n\n"
    "Devant l'hôpital d'Alep, un autre gardien assiégé raconte les jours passés. Le guetteur a vu la fumée, puis il a couru là-bas.",
}


@pytest.fixture(scope="module")
def site(built_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built archive with two seeds more."""
    root = tmp_path_factory.mktemp("searched") / "archive"
    shutil.copytree(built_archive, root)
    for name, text in SEEDS.items():
        (root / f"seeds/{name}.txt").write_text(text, encoding="utf-8")
    result = pipeline.build(root)
    assert result.is_fine, "\n".join(map(str, result.findings))
    return root / "site"


@pytest.fixture(scope="module")
def hosted(site: Path) -> Iterator[str]:
    """The address of the site, on loopback, not at the root of its host: forges serve it so."""
    top = site.parent / "top"
    top.mkdir()
    (top / "archive").symlink_to(site, target_is_directory=True)
    with served(top) as address:
        yield f"{address}archive/"


@pytest.fixture(scope="module")
def disk(site: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the copy that the site offers, unpacked where its path has a space and an accent."""
    folder = tmp_path_factory.mktemp("copié ici")
    with zipfile.ZipFile(site / "copie.zip") as packed:
        packed.extractall(folder)
    (top,) = folder.iterdir()
    return f"{top.as_uri()}/"


@pytest.fixture(scope="module", params=["hosted", "disk"])
def base(request: pytest.FixtureRequest) -> str:
    """The address of the site: hosted, then as a copy opened by double-click. What is promised of one is promised of both."""
    address: str = request.getfixturevalue(request.param)
    return address


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    """A page that may not complain and may not ask any other host."""
    yield from quiet_page(browser, base)


@pytest.fixture(scope="module")
def results(browser: Browser, base: str) -> Iterator[Page]:
    """A page of results for one query after the other, as quiet."""
    for tab in quiet_page(browser, base):
        tab.goto(f"{base}recherche.html")
        yield tab


def quiet_page(browser: Browser, base: str) -> Iterator[Page]:
    """Give a page; afterwards nothing may have been told on its console, and no other host asked."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    told: list[str] = []
    tab.on("console", lambda message: told.append(f"{message.type}: {message.text}"))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.on(
        "request",
        lambda request: None if request.url.startswith((base, "data:", "blob:", "file:")) else told.append(f"asked {request.url}"),
    )
    yield tab
    context.close()
    assert not told


def find(page: Page, base: str, query: str) -> list[str]:
    """Search by address; return where the results lead, once their number is told."""
    page.goto(f"{base}recherche.html?q={quote(query)}")
    return found(page)


def type_in(page: Page, query: str) -> list[str]:
    """Search on a page of results that is open; return where all the results lead."""
    page.get_by_role("searchbox").fill("")
    expect(page.get_by_role("status")).to_have_text("")
    page.get_by_role("searchbox").fill(query)
    paths = found(page)
    while (more := page.locator("button.more-results")).is_visible():
        more.click()
        paths = found(page)
    return paths


def found(page: Page) -> list[str]:
    """Return where the results shown lead, written from the site's root, once all of them are there: they do not come at once."""
    expect(page.get_by_role("status")).to_contain_text("résultat")
    page.locator("#recherche-page:not([aria-busy])").wait_for()
    links: list[str] = page.locator(".results .what a").evaluate_all("links => links.map(link => link.href)")
    root = page.url.partition("recherche.html")[0]
    assert all(link.startswith(root) for link in links)
    return [link.removeprefix(root) for link in links]


# --- what finds what ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("liberee", {WITH_MARKS}),
        ("libérée", {WITH_MARKS}),
        ("hopital", {WITH_MARKS, "droites"}),
        ("l’hôpital", {WITH_MARKS, "droites"}),
        ("l'hopital", {WITH_MARKS, "droites"}),
        ("hôpital Alep", {WITH_MARKS, "droites"}),
        ("hôpital d’Alep", {WITH_MARKS, "droites"}),
        ('"hôpital d’Alep"', {"droites"}),
        ("« hôpital d'Alep »", {"droites"}),
        ('"hier à midi"', {WITH_MARKS}),
        ('"a vu la fumée" gardien', {"droites"}),
        ('"puis la foule"', {WITH_MARKS}),
        ("soeur gardien", {WITH_MARKS}),
        ("sœur gardien", {WITH_MARKS}),
        ("guetteurs", {"droites"}),
        ("guett", {"droites"}),
        ("LIBEREE", {WITH_MARKS}),
    ],
)
def test_accents_apostrophes_ligatures_and_endings_do_not_matter(results: Page, query: str, found: set[str]) -> None:
    """A reader need not know how the paper spelt it; quotation marks ask for the very words."""
    ours = {f"articles/{name}.html" for name in (WITH_MARKS, "droites")}
    assert ours & {*type_in(results, query)} == {f"articles/{name}.html" for name in found}


@pytest.mark.parametrize("query", ["Salah al-Din", "Salahedine", "صلاح الدين", "Salaheddine", "“Salah al-Din”"])
def test_any_spelling_of_a_name_finds_it(results: Page, query: str) -> None:
    """The article that writes Salaheddine, and the dossier."""
    assert {"articles/000_fcd4e2a25b551084.html", "lieux/salaheddine.html"} <= {*type_in(results, query)}


@pytest.mark.parametrize(
    ("query", "dossier"),
    [
        ("Alep", "lieux/alep.html"),
        ("Alep-Est", "lieux/alep-est.html"),
        ("ONU", "acteurs/onu.html"),
        ("l’ASL", "acteurs/armee-syrienne-libre.html"),
        ("citadelle d'Alep", "lieux/citadelle-alep.html"),
        ("Salah al-Din", "lieux/salaheddine.html"),
    ],
)
def test_the_dossier_of_a_name_comes_first(results: Page, query: str, dossier: str) -> None:
    """Whichever of its names is typed."""
    assert type_in(results, query)[0] == dossier


@pytest.mark.parametrize("query", ["d’Alep", "Alep"])
def test_both_apostrophes_are_word_borders(results: Page, query: str) -> None:
    """d’Alep and d'Alep are found alike; the dossier comes first."""
    paths = type_in(results, query)
    assert paths[0] == "lieux/alep.html"
    assert {f"articles/{name}.html" for name in (WITH_MARKS, "droites")} <= {*paths}


@pytest.mark.parametrize("query", ["footballistique", "xylophone", "gardien xylophone", '"gardien de la foule"', "&lt;i&gt;", "<style>"])
def test_what_stands_nowhere_is_not_found(results: Page, query: str) -> None:
    """Pagefind would take the beginning of an unknown word, or leave it out, and say nothing."""
    assert not type_in(results, query)
    expect(results.get_by_role("status")).to_contain_text("Aucun résultat")
    expect(results.locator(".advice")).to_be_visible()


@pytest.mark.parametrize("words", ["Signaler", "SHA-256", "automatiquement importé", '"tous les articles"'])
def test_panels_furniture_and_lists_are_not_searched(results: Page, words: str) -> None:
    """The words of the site itself find nothing: neither what stands beside an article, nor what was taken over from the page it came from."""
    assert not type_in(results, words)


def test_a_word_that_stands_nowhere_is_named(page: Page, base: str) -> None:
    """One click searches without it."""
    find(page, base, "gardien xylophone")
    expect(page.get_by_role("status")).to_have_text(
        "Aucun résultat pour «\u202fgardien xylophone\u202f»\u00a0: «\u202fxylophone\u202f» ne figure nulle part."
    )
    page.locator(".without a").click()
    expect(page.get_by_role("status")).to_have_text("2 résultats pour «\u202fgardien\u202f».")


# --- what a result shows ----------------------------------------------------------------------------------------------------------------------


def test_a_result_shows_title_date_outlet_and_the_words_in_their_sentence(page: Page, base: str) -> None:
    """The words found are marked, without article or comma; apostrophes are printed ones."""
    find(page, base, "Sergueï Lavrov veto")
    entry = page.locator(".results li").first
    expect(entry.locator(".what")).to_have_text("Le régime s’empare de nouveaux quartiers rebelles")
    expect(entry.locator(".when")).to_have_text("6 ou 7\u00a0décembre 2016")
    expect(entry.locator(".from")).to_have_text("Tamedia")
    find(page, base, "hopital habitants")
    marks = page.locator(f".results li:has(a[href$='{WITH_MARKS}.html']) blockquote mark")
    expect(marks).to_have_text(["habitants", "hôpital"])


def test_the_signs_of_a_title_keep_their_spaces(page: Page, base: str) -> None:
    """The index knows but plain ones, at which a guillemet would be left alone on its line."""
    find(page, base, '"annoncé jeudi soir 22 septembre"')
    assert page.locator(".results .what").first.text_content() == "«\u202fL’armée syrienne a annoncé jeudi soir 22 septembre…\u202f»"


def test_every_place_of_a_word_found_is_marked(page: Page, base: str) -> None:
    """The index tells few of them."""
    find(page, base, "phares")
    expect(page.locator(".results .what mark")).to_have_text(["phare"])
    expect(page.locator(".results blockquote mark")).to_have_text(["phare", "Phare"])


def test_the_search_begins_before_the_page_is_there(page: Page, base: str) -> None:
    """Its script stands before all style sheets, on its own page and on no other."""
    page.goto(f"{base}recherche.html")
    engine = page.locator("head script[src$='search-engine.js']")
    expect(engine).to_have_count(1)
    assert engine.evaluate(
        "script => [...document.querySelectorAll('link[rel=stylesheet]')].every((sheet) => script.compareDocumentPosition(sheet) & Node.DOCUMENT_POSITION_FOLLOWING)"
    )
    page.goto(f"{base}index.html")
    expect(engine).to_have_count(0)


def test_markup_in_an_article_stays_text(page: Page, base: str) -> None:
    """Nothing of an excerpt comes alive, and what looks like an entity is shown as it was written."""
    find(page, base, "témoin mur")
    excerpt = page.locator(".results blockquote").first
    expect(excerpt).to_contain_text("<script>window.hurt = 1</script>")
    expect(excerpt).to_contain_text("&lt;b&gt;gras&lt;/b&gt; & <mark>faux</mark>")
    assert excerpt.locator("script, img, b").count() == 0
    assert page.evaluate("window.hurt") is None


def test_markup_in_a_query_stays_text(page: Page, base: str) -> None:
    """The query is told back as it was typed."""
    find(page, base, "<img src=x onerror='window.hurt=1'>")
    expect(page.get_by_role("status")).to_contain_text("<img src=x onerror='window.hurt=1'>")
    assert page.evaluate("window.hurt") is None


def test_more_results_are_shown_on_request(page: Page, base: str) -> None:
    """Ten at a time; the first new one gets the focus; the button goes with the last."""
    find(page, base, "Alep")
    shown = page.locator(".results li")
    expect(shown).to_have_count(10)
    page.get_by_role("button", name="de plus").or_(page.get_by_role("button", name="dernier")).click()
    expect(shown.nth(10).locator("a")).to_be_focused()


# --- the box, the address, the keys -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["index.html", "articles/index.html", "lieux/salaheddine.html", "a-propos.html"])
def test_the_box_in_the_header_leads_to_the_results(page: Page, base: str, path: str) -> None:
    """From every page: slash, words, return."""
    page.goto(base + path)
    page.keyboard.press("/")
    box = page.get_by_role("banner").get_by_role("searchbox", name="Rechercher dans l’archive")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("libérée a/b")
    expect(box).to_have_value("libérée a/b")
    box.fill("libérée")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}recherche.html?q=lib%C3%A9r%C3%A9e")
    expect(page.get_by_role("status")).to_have_text("1 résultat pour «\u202flibérée\u202f».")
    expect(page).to_have_title("«\u202flibérée\u202f», recherche — Alep 2012–2016, archive de presse")


def test_who_goes_to_a_box_will_search(page: Page, base: str) -> None:
    """What every search needs is fetched meanwhile; a copy on a disk has it at hand."""
    page.goto(f"{base}index.html")
    fetched = page.locator("link[rel=prefetch]")
    expect(fetched).to_have_count(0)
    page.keyboard.press("/")
    expect(page.get_by_role("banner").get_by_role("searchbox")).to_be_focused()
    expect(fetched).to_have_count(0 if base.startswith("file:") else 3)


def test_the_address_follows_the_words(page: Page, base: str) -> None:
    """Typing searches; the address can be kept and sent; going back brings the earlier results."""
    find(page, base, "guetteur")
    box = page.get_by_role("searchbox")
    box.fill("libérée")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("libérée")
    assert page.url == f"{base}recherche.html?q=lib%C3%A9r%C3%A9e"
    page.go_back()
    expect(box).to_have_value("guetteur")
    expect(page.get_by_role("status")).to_contain_text("guetteur")
    box.press_sequentially("s")
    expect(page.get_by_role("status")).to_contain_text("guetteurs")
    assert page.url == f"{base}recherche.html?q=guetteurs"
    box.fill("")
    expect(page.get_by_role("status")).to_have_text("")
    expect(page.locator(".results li")).to_have_count(0)


def test_the_number_of_results_is_announced(page: Page, base: str) -> None:
    """A screen reader is told politely, and every part has a name."""
    find(page, base, "gardien")
    status = page.get_by_role("status")
    assert status.get_attribute("aria-live") == "polite"
    expect(page.get_by_role("searchbox", name="Rechercher dans l’archive")).to_be_visible()
    expect(page.get_by_role("list", name="Résultats").get_by_role("listitem")).to_have_count(2)


# --- facets, order, downloads -----------------------------------------------------------------------------------------------------------------


def check(page: Page, facet: str, value: str) -> None:
    """Tick a value of a facet, or take the tick away."""
    page.get_by_role("group", name=facet).get_by_role("checkbox", name=value).click()


def values(page: Page, facet: str) -> Locator:
    """Return the values of a facet that are shown, each with its count."""
    return page.get_by_role("group", name=facet).locator("label")


def test_facets_narrow_the_results_and_stand_in_the_address(page: Page, base: str) -> None:
    """Actors and places must all be named, a year opens its months, counts tell how many would be left, going back undoes; the address says it all."""
    find(page, base, "Alep")
    expect(values(page, "Sorte de page").filter(has_text="Article")).to_have_text("Article 7")
    check(page, "Acteur", "Russie")
    expect(page.get_by_role("status")).to_have_text("5 résultats pour «\u202fAlep\u202f», avec 1 filtre.")
    assert page.url == f"{base}recherche.html?q=Alep&acteur=etat-russie"
    check(page, "Date", "2016")
    expect(page.get_by_role("status")).to_have_text("4 résultats pour «\u202fAlep\u202f», avec 2 filtres.")
    expect(values(page, "Date")).to_have_text(["2012 1", "2016 4", "septembre 1", "octobre 1", "décembre 2"])
    check(page, "Date", "décembre")
    expect(page.get_by_role("status")).to_have_text("2 résultats pour «\u202fAlep\u202f», avec 2 filtres.")
    assert page.url == f"{base}recherche.html?q=Alep&mois=2016-12&acteur=etat-russie"
    shared = found(page)
    page.goto("about:blank")
    page.goto(f"{base}recherche.html?q=Alep&mois=2016-12&acteur=etat-russie")
    assert found(page) == shared
    expect(page.get_by_role("group", name="Date").get_by_role("checkbox", name="décembre")).to_be_checked()
    page.get_by_role("button", name="Retirer le filtre Russie").click()
    expect(page.get_by_role("status")).to_have_text("2 résultats pour «\u202fAlep\u202f», avec 1 filtre.")
    page.go_back()
    expect(page.get_by_role("button", name="Retirer le filtre Russie")).to_be_visible()


def test_order_by_date_goes_both_ways_and_leaves_the_undated_behind(page: Page, base: str) -> None:
    """Dossiers and undated articles have no place in it."""
    days = ["9 ou 10\xa0août 2012", "22 ou 23\xa0septembre 2016", "4\xa0octobre 2016", "6 ou 7\xa0décembre 2016", "8 ou 9\xa0décembre 2016"]
    find(page, base, "Alep")
    for order, expected in (("ancien", days), ("recent", days[::-1])):
        page.get_by_label("Trier par").select_option(order)
        for at, day in enumerate(expected):
            expect(page.locator(".results .when").nth(at)).to_have_text(day)
        assert page.url.endswith(f"?q=Alep&tri={order}")


def test_many_values_are_few_at_first_and_can_be_looked_for(page: Page, base: str) -> None:
    """The most frequent ones; all on request; by their beginning, accents or not."""
    find(page, base, "Alep")
    actors = page.get_by_role("group", name="Acteur")
    expect(values(page, "Acteur")).to_have_count(8)
    actors.get_by_role("button", name="Montrer les").click()
    expect(values(page, "Acteur").nth(30)).to_be_visible()
    actors.get_by_role("textbox").fill("etats")
    expect(values(page, "Acteur")).to_have_text(["États-Unis 3"])
    actors.get_by_role("textbox").fill("xyz")
    expect(actors).to_contain_text("Aucun nom de ce début")


def test_all_of_the_search_works_by_keyboard(page: Page, base: str) -> None:
    """Tick with the space bar; what had the focus keeps it when the list is made anew."""
    find(page, base, "Alep")
    page.get_by_role("group", name="Acteur").get_by_role("checkbox", name="Russie").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_contain_text("5 résultats")
    expect(page.get_by_role("group", name="Acteur").get_by_role("checkbox", name="Russie")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_contain_text("13 résultats")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_filters_are_passed_by_a_link(page: Page, base: str, width: int) -> None:
    """From the first stop within them to the results; the address stays that of the search."""
    page.set_viewport_size({"width": width, "height": 844})
    find(page, base, "Alep")
    if width < 960:
        page.get_by_text("Affiner").click()
    page.get_by_role("link", name="Aller aux résultats").press("Enter")
    expect(page.locator("#resultats")).to_be_focused()
    expect(page.locator(".results li").first).to_be_in_viewport()
    expect(page).to_have_url(f"{base}recherche.html?q=Alep")


def test_there_is_nothing_to_filter_where_nothing_is_found(page: Page, base: str) -> None:
    """No empty box of filters stands over advice."""
    find(page, base, "xylophone")
    expect(page.locator(".facets")).to_be_hidden()


def test_results_are_downloaded_for_a_spreadsheet_and_for_a_reference_manager(page: Page, base: str) -> None:
    """All of them, not only those shown; of a date as much as is certain; dossiers are no references."""
    find(page, base, "Alep")
    with page.expect_download() as csv_file:
        page.get_by_role("button", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(csv_file.value.path().read_text("utf-8"), newline="")))
    assert len(rows) == 13
    row = next(row for row in rows if row["id"] == "001_9371c988884dd3f9")
    assert (row["kind"], row["date"], row["outlet"]) == ("Article", "2016-12", "Tamedia")
    assert row["url"].endswith("articles/001_9371c988884dd3f9.html")
    with page.expect_download() as ris_file:
        page.get_by_role("button", name="RIS").click()
    records = rispy.loads(ris_file.value.path().read_text("utf-8"))
    assert len(records) == 7
    record = next(record for record in records if record["id"] == "001_9371c988884dd3f9")
    assert (record["type_of_reference"], record["year"], record["date"]) == ("NEWS", "2016", "2016/12//")
    assert record["title"] == "Le régime s'empare de nouveaux quartiers rebelles"


@pytest.mark.parametrize(
    ("dossier", "asked", "number"),
    [("lieux/alep.html", "lieu=alep", 7), ("acteurs/afp.html", "acteur=afp", None), ("medias/tamedia.html", "media=tamedia", 1)],
)
def test_a_dossier_searches_itself(page: Page, base: str, dossier: str, asked: str, number: int | None) -> None:
    """A plain form in each, already filtered; without words it lists all, newest first."""
    page.goto(base + dossier)
    form = page.get_by_role("search", name="Dans ce dossier")
    form.get_by_role("searchbox").press("Enter")
    page.wait_for_url(f"{base}recherche.html?q=&{asked}")
    paths = found(page)
    assert all(path.startswith("articles/") for path in paths)
    assert number is None or len(paths) == number
    page.go_back()
    form.get_by_role("searchbox").fill("xylophone")
    form.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Aucun résultat")


def test_copies_of_an_article_are_folded_under_the_first(page: Page, base: str) -> None:
    """Counted, named on request, each with its link."""
    find(page, base, "éclusiers")
    expect(page.get_by_role("status")).to_have_text("2 résultats pour «\u202féclusiers\u202f», dont 1 reprise repliée.")
    expect(page.locator(".results > ul > li")).to_have_count(1)
    page.get_by_text("1 reprise du même texte").click()
    expect(page.locator(".copies a")).to_be_visible()


def test_both_doors_give_the_same(browser: Browser, hosted: str, disk: str) -> None:
    """The same results in the same order with the same counts, whatever is asked for; neither asks another host."""
    asked = (
        "q=Alep",
        "q=Alep&mois=2016&tri=ancien",
        "acteur=etat-russie&lieu=alep",
        "q=%22hier+%C3%A0+midi%22",
        "q=Salah+al-Din&genre=Lieu",
        "media=tamedia",
    )
    answers: list[list[tuple[list[str], str, str]]] = []
    for base in (hosted, disk):
        for tab in quiet_page(browser, base):
            answers.append([answer(tab, f"{base}recherche.html?{query}") for query in asked])  # noqa: PERF401  the tab ends with the loop
    assert answers[0] == answers[1]


def answer(page: Page, address: str) -> tuple[list[str], str, str]:
    """Return where the results lead, what is said of them, and all counts."""
    page.goto(address)
    paths = found(page)
    return paths, page.get_by_role("status").inner_text(), page.locator(".facets .sets").text_content() or ""


# --- the copy ------------------------------------------------------------------------------------------------------------------------------------


def test_the_page_of_the_copy_offers_it_and_says_its_size(browser: Browser, hosted: str) -> None:
    """Where the site is hosted."""
    for page in quiet_page(browser, hosted):
        page.goto(f"{hosted}copie.html")
        expect(page.locator(".copy-size")).to_contain_text("Mo")
        with page.expect_download() as given:
            page.get_by_role("link", name="Télécharger la copie").click()
        assert zipfile.is_zipfile(given.value.path())


def test_a_copy_says_that_it_is_one(browser: Browser, disk: str) -> None:
    """It does not hold itself."""
    for page in quiet_page(browser, disk):
        page.goto(f"{disk}copie.html")
        expect(page.get_by_text("Vous lisez déjà une copie")).to_be_visible()
        expect(page.get_by_role("link", name="Télécharger la copie")).not_to_be_visible()


def test_every_link_of_the_copy_works(disk: str) -> None:
    """Each leads to a file that is there, or to another site; none is absolute."""
    root = Path(unquote(urlsplit(disk).path))
    assert [line for path in root.rglob("*.html") for line in broken(root, path)] == []


def broken(root: Path, path: Path) -> Iterator[str]:
    """Yield the links of a page that lead nowhere; that to the copy itself stands on a page that says so."""
    for target in re.findall(r'(?:href|src|action)="([^"#?]+)', path.read_text("utf-8")):
        is_outside = target.startswith(("http:", "https:", "mailto:", "data:")) or target == "copie.zip"
        if not is_outside and not (path.parent / unquote(html.unescape(target))).exists():
            yield f"{path.relative_to(root)}: {target}"


# --- looks and circumstances --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_search_is_one_touch_away(page: Page, base: str, scheme: Literal["light", "dark"]) -> None:
    """A link instead of the box; nothing sticks out, in light and dark."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{base}index.html")
    expect(page.get_by_role("banner").get_by_role("searchbox")).not_to_be_visible()
    page.get_by_role("banner").get_by_role("link", name="Rechercher").click()
    page.wait_for_url(f"{base}recherche.html")
    page.get_by_role("searchbox").fill("Salah al-Din")
    expect(page.get_by_role("status")).to_contain_text("2 résultats")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ink, paper = (page.evaluate(f"getComputedStyle(document.body).getPropertyValue('{name}')") for name in ("--ink", "--paper"))
    assert (ink < paper) == (scheme == "light")
    assert page.locator(".results mark").first.evaluate("mark => getComputedStyle(mark).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_the_pages_marks_are_never_seen(page: Page, base: str) -> None:
    """Other spellings are searched, not shown: no hidden words on the page for readers, copying or screen readers."""
    page.goto(f"{base}articles/000_fcd4e2a25b551084.html")
    assert "Salahadin" in page.content()
    assert "Salahadin" not in page.evaluate("document.body.textContent")


def test_without_javascript_the_page_says_how_to_go_on(browser: Browser, base: str) -> None:
    """No dead box: the indexes, and the command line."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}recherche.html?q=x")
    assert "archive search" in page.inner_text("#recherche-page")
    expect(page.locator("#recherche-page form")).not_to_be_visible()
    context.close()


def test_an_index_that_cannot_be_read_is_told(browser: Browser, hosted: str) -> None:
    """No silence: what happened, and where to go."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/pagefind/shards.json.gz", lambda route: route.fulfill(status=500, body="gone"))
    page.goto(f"{hosted}recherche.html?q=hopital")
    expect(page.get_by_role("status")).to_contain_text("n’a pas pu être lu")
    expect(page.locator(".advice")).to_be_visible()
    context.close()
