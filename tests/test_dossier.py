"""Dossiers, quotations, strips and tables: what they say, and that they stay small."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

import markdown
import port_azur
import pytest
from port_azur import ARTICLES, AUTHORITY

from builder import french
from builder.config import SiteSettings
from builder.edtf import Edtf
from builder.gather import gather
from builder.model import Actor, Article, Authority, BlockKind, DatedName, Mention, Naming, Page, Ref, Role, Rule, Text
from builder.render import facts, render
from builder.render.dossier import dossier_pages
from builder.render.indexes import actor_index, district_index, index_pages
from builder.render.lists import article_index, article_list_pages
from builder.render.markdown import live
from builder.render.months import Months, figures, strip
from builder.render.paging import LIMIT
from builder.render.quotations import quotation_index, quotation_pages
from builder.render.site import Site
from builder.render.tables import Column, Noun, row, table

LARGEST = 200_000
FRAME = 20_000
"""Bytes that the theme puts around a page's own HTML, generously."""


def site_of(articles: tuple[Article, ...] = ARTICLES, authority: Authority = AUTHORITY) -> Site:
    """See a made-up archive as the pages do."""
    return Site.of(gather(articles, authority), authority, SiteSettings("Archive de Port-Azur"))


def as_html(source: str) -> str:
    """Make HTML of a page as the site generator does, without its front matter."""
    body = re.sub(r"\A---\n.*?\n---\n", "", source, flags=re.DOTALL)
    return markdown.markdown(body, extensions=["attr_list", "md_in_html", "tables", "toc"])


def words_of(source: str) -> str:
    """Return what a reader sees of a page, runs of plain spaces made one."""
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", as_html(source)))


def by_path(pages: Iterable[Page]) -> dict[str, str]:
    """Return pages by path, as text."""
    return {page.path: page.content.decode() for page in pages}


PAGES = by_path(render(gather(ARTICLES, AUTHORITY), AUTHORITY, SiteSettings("Archive de Port-Azur"), {}))


# --- what a dossier says ----------------------------------------------------------------------------------------------------------------


def test_an_office_is_dated_as_precisely_as_its_record() -> None:
    """A month that a record gives is not told as its first day; where nothing is known, that is said."""
    roles = (
        Role(("vigie",), start=dt.date(1999, 10, 1), stated=(Edtf.parse("1999-10"), None)),
        Role(("guet",), "garde-du-port"),
    )
    actor = replace(AUTHORITY.actors["aubin-lestrade"], roles=roles)
    authority = replace(AUTHORITY, actors=MappingProxyType({**AUTHORITY.actors, actor.id: actor}))
    words = words_of(by_path(dossier_pages(site_of(authority=authority)))["docs/acteurs/aubin-lestrade.md"])
    assert "À partir d’octobre 1999 Vigie" in words
    assert "Période non établie Guet Garde du port" in words
    assert "1er\u00a0octobre" not in words


def test_names_in_use_for_a_time_stand_with_their_period() -> None:
    """Those of one period together, the earliest first; names of no period stay variants."""
    end = dt.date(2003, 4, 8)
    names = (
        DatedName("Garde du port"),
        DatedName("Garde neuve", first=end),
        DatedName("Vieille garde", last=end),
        DatedName("Guet", last=end),
    )
    actor = replace(AUTHORITY.actors["garde-du-port"], names=(*names, DatedName("GDP")))
    authority = replace(AUTHORITY, actors=MappingProxyType({**AUTHORITY.actors, actor.id: actor}))
    words = words_of(by_path(dossier_pages(site_of(authority=authority)))["docs/acteurs/garde-du-port.md"])
    assert "Autres noms et graphies GDP" in words
    assert "Jusqu’au 8\u00a0avril 2003 Vieille garde, Guet À partir du 8\u00a0avril 2003 Garde neuve" in words


def test_a_quotation_leads_to_its_place_in_the_article() -> None:
    """From the speaker's dossier, its year, and the page of all; the anchor is there."""
    anchor = f"propos.{ARTICLES[0].quotations[0].start}"
    assert f'id="{anchor}"' in as_html(PAGES["docs/articles/001_prise.md"])
    for path in (
        "docs/acteurs/aubin-lestrade.md",
        "docs/acteurs/aubin-lestrade/2003.md",
        "docs/citations/index.md",
        "docs/citations/2003.md",
    ):
        assert f"articles/001_prise.md#{anchor}" in PAGES[path], path
    assert "«\u202fNous tiendrons\u202f»" in words_of(PAGES["docs/acteurs/aubin-lestrade.md"])


def test_company_stands_with_the_sentence_that_names_both() -> None:
    """Both are marked; what shares articles but no sentence is counted only."""
    page = as_html(PAGES["docs/acteurs/aubin-lestrade.md"])
    assert re.search(r"<mark>Aubin Lestrade</mark> parle à <mark>Port-Azur</mark> mardi", page)
    page = as_html(PAGES["docs/acteurs/garde-du-port.md"])
    line = re.search(r"Aubin Lestrade</a> <span class=\"n\">2\u00a0articles</span></p>\s*(</?\w+)", page)
    assert line
    assert line[1] != "<details"


@pytest.mark.parametrize("path", ["docs/acteurs/garde-du-port.md", "docs/acteurs/garde-du-port/2003.md", "docs/medias/le-fanal.md"])
def test_a_collector_of_references_finds_each_article_that_a_dossier_lists(path: str) -> None:
    """As on the lists of all articles: one click takes what a dossier, or one of its years, is made of."""
    lines = [line for line in PAGES[path].splitlines() if line.startswith('-   <span class="when"')]
    assert lines
    assert all(line.count('<span class="Z3988" title="') == 1 for line in lines)


def test_the_first_and_last_article_are_linked() -> None:
    """With their dates, as they are known."""
    words = words_of(PAGES["docs/lieux/port-azur.md"])
    assert "Premier article 8 ou 9\u00a0avril 2003" in words
    assert "Dernier article Probablement le 2\u00a0janvier 2004" in words


@pytest.mark.parametrize(
    ("source", "words", "way"),
    [
        ("annuaire du port, p. 4", "annuaire du port, p. 4", None),
        ("https://port.example/annuaire", "https://port.example/annuaire", "https://port.example/annuaire"),
        ("github:port/annuaire liste.csv (Q1)", "GitHub, port/annuaire liste.csv (Q1)", "https://github.com/port/annuaire"),
        ("côté : graine 001_prise (légende)", "côté : article La Garde du port tient Les Pins (légende)", "../articles/001_prise.md"),
        ("graine inconnue", "graine inconnue", None),
        ("pypi:noms 3.0", "PyPI, noms 3.0", None),
    ],
)
def test_a_source_leads_to_what_it_names(source: str, words: str, way: str | None) -> None:
    """An address, a repository, an article of the archive; anything else stands as it was written."""
    mayor = replace(AUTHORITY.actors["aubin-lestrade"], sources=(source,))
    line = list(facts.facts(site_of(), "acteurs/aubin-lestrade.md", mayor))[-1]
    shown = markdown.markdown(line.value)
    assert html.unescape(re.sub(r"<[^>]+>", "", shown)) == words
    assert re.findall(r'href="([^"]+)"', shown) == ([way] if way else [])


def test_a_small_map_stands_in_the_dossier_where_one_is_made() -> None:
    """What makes it is given to the pages; of a place whose record tells no coordinates there is none."""
    pages = by_path(dossier_pages(site_of(), lambda _site, here, thing: live(f'<svg data-of="{thing}" data-here="{here}"></svg>')))
    assert '<svg data-of="place/port-azur" data-here="lieux/port-azur.md">' in pages["docs/lieux/port-azur.md"]
    assert "<svg" in PAGES["docs/lieux/port-azur.md"]
    assert "<svg" not in PAGES["docs/acteurs/aubin-lestrade.md"]


def test_an_endless_sentence_is_cut_around_its_mark() -> None:
    """Text without a full stop does not fill the page; the words before and behind the mark stay."""
    body = "mot " * 400 + "Port-Azur " + "fin " * 400
    article = port_azur.article("a", paragraphs=(body.strip(),), kinds=(BlockKind.PARAGRAPH,))
    page = as_html(by_path(dossier_pages(site_of((article,))))["docs/lieux/port-azur/2003.md"])
    quoted = re.search(r"<blockquote>(.*?)</blockquote>", page, re.DOTALL)
    assert quoted
    assert "mot <mark>Port-Azur</mark> fin" in quoted[1]
    assert len(quoted[1]) < 700


def test_a_side_is_shown_only_where_the_record_says_it() -> None:
    """A district without one has an empty cell: nothing is inferred from its neighbours."""
    rows = re.findall(r"^\| .*$", district_index(site_of(), "lieux/quartiers.md"), re.MULTILINE)[1:]
    sides = {line.split(" | ")[0].strip("| "): line.split(" | ")[3].strip() for line in rows}
    assert sides == {"[Les Pins](les-pins.md)": "Est", "Vieux Quai": ""}


# --- months -----------------------------------------------------------------------------------------------------------------------------


def test_a_strip_shows_each_month_and_says_it_in_words() -> None:
    """Bars for months that have articles; all years of the archive; a link to each year; the same as figures."""
    site = site_of()
    months = Months.of(site, ("001_prise", "002_reprise", "003_retire", "004_sans_date"))
    drawn = strip("lieux/port-azur.md", "lieux/port-azur", months)
    assert drawn.count("<i ") == 2
    assert 'title="avril 2003\u00a0: 2\u00a0articles"' in drawn
    assert "--m:5;--h:50%" in drawn
    assert "](port-azur/2003.md)" in drawn
    assert "](port-azur/2004.md)" not in drawn
    assert "](port-azur/sans-date.md)" in drawn
    assert "Le plus grand nombre\u00a0: 2\u00a0articles en avril 2003." in drawn
    assert re.search(r"^\| \[2003\].*>2<.*>1<", figures("lieux/port-azur.md", "lieux/port-azur", months), re.MULTILINE)


# --- tables -----------------------------------------------------------------------------------------------------------------------------


def test_a_table_keeps_outside_text_in_its_cell() -> None:
    """Bars and markup stay text; an empty cell stays a cell; the script finds what it counts and what it lets choose."""
    made = table(
        (Column("Nom"), Column("Pays", "Pays"), Column("N", is_number=True)), (row(("a | <b> *c*", "", "3")),), Noun("nom", "noms")
    )
    page = as_html(made)
    assert page.count("<td>") == 3
    assert "a &#124; &lt;b&gt; *c*" in page
    assert 'data-noun="nom|noms"' in page
    assert '<span data-facet="Pays">Pays</span>' in page


# --- size -------------------------------------------------------------------------------------------------------------------------------

MANY = 3_000


def _speech(number: int) -> Article:
    """Make an article in which one person speaks and is named over and over."""
    day = dt.date(2003, 1, 1) + dt.timedelta(days=number % 500)
    said = f"« Nous tiendrons encore {number} jours », dit Aubin Lestrade à Port-Azur. "
    names = "Aubin Lestrade regarde Port-Azur. Aubin Lestrade quitte la Garde du port pour Les Pins. " * 2
    return port_azur.article(
        f"a{number:05d}", str(day), paragraphs=(f"Port-Azur, jour {number}", said + names), kinds=(BlockKind.HEADLINE, BlockKind.PARAGRAPH)
    )


@pytest.fixture(scope="module")
def crowded() -> Site:
    """An archive in which thousands of articles name the same few things."""
    return site_of(tuple(map(_speech, range(MANY))))


@pytest.mark.slow
def test_no_page_of_a_crowded_archive_is_heavy(crowded: Site) -> None:
    """Thousands of articles of one actor, one place, one outlet: every page stays under 200 kB, and none of the evidence is lost."""
    pages = by_path((*dossier_pages(crowded), *article_list_pages(crowded), *quotation_pages(crowded)))
    pages["docs/articles/index.md"] = article_index(crowded, "articles/index.md")
    pages["docs/citations/index.md"] = quotation_index(crowded, "citations/index.md")
    assert max(len(source.encode()) for source in pages.values()) < LIMIT * 1.1
    heaviest = sorted(pages.values(), key=len)[-3:]
    for source in (*heaviest, pages["docs/acteurs/aubin-lestrade.md"], pages["docs/articles/index.md"], pages["docs/citations/index.md"]):
        assert len(as_html(source).encode()) + FRAME < LARGEST
    evidence = "".join(source for path, source in pages.items() if path.startswith("docs/acteurs/aubin-lestrade/"))
    assert len(set(re.findall(r"articles/(a\d{5})\.md\)</span>", evidence))) == MANY
    quoted = "".join(source for path, source in pages.items() if re.match(r"docs/citations/\d", path))
    assert quoted.count("Nous tiendrons") == MANY


def test_an_index_of_thousands_keeps_the_most_named_and_leads_to_the_others() -> None:
    """The page stays light; every record stands on a page by initial, which it leads to."""
    actors = {
        f"acteur-{number:04d}": Actor(f"acteur-{number:04d}", (DatedName(f"{'ABé9'[number % 4]}cteur {number:04d}"),))
        for number in range(2_400)
    }
    authority = replace(AUTHORITY, actors=MappingProxyType(actors))
    site = site_of(tuple(_roll(number) for number in range(60)), authority)
    index = actor_index(site, "acteurs/index.md")
    assert len(as_html(index).encode()) + FRAME < LARGEST
    pages = by_path(index_pages(site))
    letters = {path.split("/")[-1].removesuffix(".md").partition("-")[0] for path in pages}
    assert letters == {"a", "b", "e", "autres"}
    assert all(f"initiale/{letter}.md" in index for letter in letters)
    everything = "".join(pages.values())
    assert all(french.capital(actor.name) in everything for actor in actors.values())
    assert max(len(as_html(source).encode()) for source in pages.values()) + FRAME < LARGEST


def _roll(number: int) -> Article:
    """Make an article that names thirty of two thousand actors."""
    things = [f"acteur-{number * 30 + at:04d}" for at in range(30)]
    body = " ".join(things)
    starts = [body.index(thing) for thing in things]
    mentions = (
        Mention(start, start + len(thing), thing, Ref(f"actor/{thing}"), Rule.NAME) for start, thing in zip(starts, things, strict=True)
    )
    made = port_azur.article(f"r{number:03d}", paragraphs=(body,), kinds=(BlockKind.PARAGRAPH,))
    return replace(made, naming=Naming(tuple(mentions)), text=Text(made.id, body, made.text.blocks, "fr"))


def test_an_index_that_fits_has_no_pages_by_initial() -> None:
    """They come with the need for them."""
    assert not list(index_pages(site_of()))
    assert "initiale" not in actor_index(site_of(), "acteurs/index.md")


def test_a_place_is_shown_with_what_lies_within() -> None:
    """Those that have pages; what no article names has none to lead to."""
    page = PAGES["docs/lieux/port-azur.md"]
    assert re.search(r"## Lieux situés à l’intérieur.*\[Les Pins\]\(les-pins\.md\)", page, re.DOTALL)
    assert "Vieux Quai" not in page
