"""The pages of the site's source."""

from __future__ import annotations

import os
import posixpath
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType

import markdown
import port_azur
import pytest
import yaml
from hypothesis import given, settings, strategies as st
from markupsafe import Markup
from port_azur import ARTICLES, AUTHORITY

from builder.config import SiteSettings
from builder.errors import ArchiveError
from builder.export import export
from builder.gather import gather
from builder.model import Article, Authority, BlockKind, DatedName, Page, Place, Settings
from builder.reliability import Reliability
from builder.render import render
from builder.render.markdown import outward, quoted_title, relative, text
from builder.render.paging import LIMIT, Entry, Sheet, sheets

PROJECT = Path(__file__).parents[1]
SITE = SiteSettings("Archive de Port-Azur")
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]


def rendered(
    articles: tuple[Article, ...] = ARTICLES,
    authority: Authority = AUTHORITY,
    site: SiteSettings = SITE,
    pages: Mapping[str, str] = MappingProxyType({}),
    measured: Reliability | None = None,
) -> dict[str, str]:
    """Render a made-up archive: path -> Markdown."""
    made = render(gather(articles, authority), authority, site, pages, measured)
    return {page.path: page.content.decode() for page in made}


PAGES = rendered()


def as_html(source: str) -> str:
    """Make HTML of a page as the site generator does, without its front matter."""
    body = re.sub(r"\A---\n.*?\n---\n", "", source, flags=re.DOTALL)
    return markdown.markdown(body, extensions=EXTENSIONS)


class Elements(HTMLParser):
    """Notes every element and the words of the page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words += data

    def links(self) -> Iterator[str]:
        """Give what the page links to."""
        yield from (attributes["href"] or "" for tag, attributes in self.found if tag == "a" and "href" in attributes)


def plain(words: str) -> str:
    """Level what the pages set differently: space, capitals at the start of entries, apostrophes of names."""
    return " ".join(words.split()).upper().casefold().replace("’", "'")


def targets(path: str, source: str) -> Iterator[tuple[str, str]]:
    """Give the links of a page into the site, each as a path from the root and its anchor."""
    for href in Elements(as_html(source)).links():
        if not href.startswith(("http:", "https:")):
            target, _, anchor = href.partition("#")
            target = f"{target.removesuffix('.html')}.md" if target.endswith(".html") else target
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path, anchor


# --- links ----------------------------------------------------------------------------------------------------------------------------


def test_every_link_has_a_target() -> None:
    """Law 5: among the pages, or a file that `export` writes; anchors too."""
    listings = gather(ARTICLES, AUTHORITY)
    seeds = {article.seed: b"" for article in ARTICLES}
    there = PAGES.keys() | {page.path for page in export(ARTICLES, listings, AUTHORITY, seeds)}
    anchors = {path: {attributes.get("id") for _, attributes in Elements(as_html(source)).found} for path, source in PAGES.items()}
    for path, source in PAGES.items():
        for target, anchor in targets(path, source):
            assert target in there, f"{path} leads to {target}"
            assert not anchor or anchor in anchors[target], f"{path} leads to {target}#{anchor}"


def test_every_page_is_reached_from_the_home_page() -> None:
    """No page stands alone, and none leads nowhere; an old address is reached from outside only."""
    reached, waiting = set[str](), ["docs/index.md"]
    while waiting:
        path = waiting.pop()
        if path not in reached and path in PAGES:
            reached.add(path)
            waiting += [target for target, _ in targets(path, PAGES[path])]
    assert PAGES.keys() - reached == {"docs/articles/005_adresse.md", "docs/recherche.md"}
    assert all(any(True for _ in targets(path, source)) for path, source in PAGES.items() if path.count("/") > 1)


def test_every_mention_is_a_link_with_its_rule() -> None:
    """Each mention of the text leads to its dossier and says who is meant, and why."""
    page = PAGES["docs/articles/001_prise.md"]
    linked = [attributes for tag, attributes in Elements(as_html(page)).found if tag == "a" and attributes.get("title")]
    assert [attributes["href"] for attributes in linked] == [
        f"../{'acteurs' if mention.ref.startswith('actor') else 'lieux'}/{mention.ref.partition('/')[2]}.md"
        for mention in ARTICLES[0].naming.mentions
    ]
    assert all((attributes["title"] or "").endswith("— nom connu") for attributes in linked)


def test_an_entity_that_no_article_names_has_no_page() -> None:
    """It stands in its index."""
    assert "docs/acteurs/ligue-des-phares.md" not in PAGES
    assert "Ligue des phares" in PAGES["docs/acteurs/index.md"]
    assert "docs/lieux/vieux-quai.md" not in PAGES
    assert "Vieux Quai" in PAGES["docs/lieux/quartiers.md"]
    assert "La Vigie" in PAGES["docs/medias/index.md"]


def test_a_credited_agency_has_a_dossier() -> None:
    """Though no text names it."""
    assert "001_prise" in PAGES["docs/acteurs/depeche-du-large/2003.md"]


def test_titles_tell_namesakes_apart() -> None:
    """A power and a town of one name are two pages with two titles."""
    places = dict(AUTHORITY.places) | {"port-azur": Place("port-azur", (DatedName("Garde du port"),), kind="city")}
    pages = rendered(authority=replace(AUTHORITY, places=MappingProxyType(places)))
    titles = [
        yaml.safe_load(pages[path].split("\n---\n")[0])["title"] for path in ("docs/lieux/port-azur.md", "docs/acteurs/garde-du-port.md")
    ]
    assert titles == ["Garde du port (ville)", "Garde du port (force régulière)"]


def test_a_nicer_address_leaves_the_old_one_standing() -> None:
    """The page is under its slug; its id leads there."""
    old = PAGES["docs/articles/005_adresse.md"]
    assert yaml.safe_load(old.split("---")[1])["redirect"] == "le-phare.html"
    assert ("docs/articles/le-phare.md", "") in set(targets("docs/articles/005_adresse.md", old))


@pytest.mark.parametrize(
    ("page", "target", "way"), [("a.md", "b/c.md", "b/c.md"), ("a/b.md", "a/c.md", "c.md"), ("a/b/c.md", "d.md#e", "../../d.md#e")]
)
def test_links_are_relative(page: str, target: str, way: str) -> None:
    """From file to file, so that a copy on disk works."""
    assert relative(page, target) == way


def test_addresses_stand_only_where_the_site_has_one() -> None:
    """Blank settings leave out what needs them."""
    assert not re.search(r"https?://(?!www\.wikidata|schema\.org)", "".join(PAGES.values()))
    known = rendered(site=replace(SITE, url="https://port.example/archive", repo_url="https://forge.example/port"))
    page = known["docs/articles/le-phare.md"]
    assert "https://port.example/archive/articles/le-phare.html" in page
    assert "https://forge.example/port/issues/new?title=" in page


# --- nothing goes live ------------------------------------------------------------------------------------------------------------------

HOSTILE = "<script>x</script> ![a](b) [c](javascript:d) **e** `f` {: #g } <!-- archive:recent --> & &lt; | # h \\"


@given(
    st.one_of(st.just(HOSTILE), st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40))
    .map(str.strip)
    .filter(bool)
)
@settings(max_examples=60)
def test_outside_text_shows_as_it_is_and_does_nothing(words: str) -> None:
    """Title, paragraph, caption, furniture, names: all of a seed and a record shows, none of it acts."""
    paragraphs = (words, f"{words} Port-Azur {words}", words, words)
    kinds = (BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.RELATED)
    places = dict(AUTHORITY.places) | {"port-azur": Place("port-azur", (DatedName(words), DatedName(words)), kind="city", note=words)}
    authority = replace(AUTHORITY, places=MappingProxyType(places))
    pages = rendered((port_azur.article("a", paragraphs=paragraphs, kinds=kinds),), authority)
    for path in (
        "docs/articles/a.md",
        "docs/lieux/port-azur.md",
        "docs/lieux/port-azur/2003.md",
        "docs/lieux/index.md",
        "docs/articles/2003.md",
    ):
        page = Elements(as_html(pages[path]))
        live = [tag for tag, given in page.found if (tag, given.get("type")) != ("script", "application/json")]
        boxes = 2 if path == "docs/lieux/port-azur.md" else 0  # a dossier's own box: words, and the hidden id
        assert live.count("input") == boxes
        assert not {*live} & {"script", "img", "iframe", "style"}
        assert all(not (href or "").startswith("javascript") for href in page.links())
        assert plain(words) in plain(page.words)
    assert yaml.safe_load(pages["docs/articles/a.md"].split("\n---\n")[0])["title"] == words


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40).map(str.strip))
def test_text_stays_text_in_titles_and_cells(words: str) -> None:
    """Whatever stands in a link's title or a table's cell is shown there, and only there."""
    link = as_html(f'[a](b "{quoted_title(words)}")')
    assert [attributes for _, attributes in Elements(link).found][1:] == [{"href": "b", "title": words}]
    table = as_html(f"| x | y |\n|:--|:--|\n| {text(words)} | z |")
    assert table.count("<td") == 2


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://a b", 'https://a/"onclick="x', "//a", "ftp://a"])
def test_only_plain_web_addresses_become_links(address: str) -> None:
    """All others stay words."""
    assert "<a" not in outward(address, "mots")


def test_no_word_of_a_withheld_article_stands_anywhere() -> None:
    """Neither text nor title nor seed; that it exists, when and of whom, stays."""
    assert "secret bien gardé" not in "".join(PAGES.values())
    page = PAGES["docs/articles/003_retire.md"]
    assert "Cet article a été retiré" in page
    assert "graines" not in page
    assert "[Garde du port](../acteurs/garde-du-port.md)" in page


def test_an_excerpt_shows_its_beginning_only() -> None:
    """And says that it is one."""
    page = rendered((port_azur.article("a", access="excerpt"),))["docs/articles/a.md"]
    assert "Seul un extrait" in page
    assert "Lire aussi" not in page
    assert "graines" not in page


# --- what a page says ---------------------------------------------------------------------------------------------------------------------


def test_an_article_says_what_is_known_and_how() -> None:
    """Date with its certainty, the words it rests on, the outlet, what is unresolved, and the digest."""
    words = Elements(as_html(PAGES["docs/articles/001_prise.md"])).words
    for said in (
        "8 ou 9\u00a0avril 2003",
        "déduite du texte",
        "«\u202fmardi\u202f»\u00a0: jour de la semaine passé\u00a0: ce jour-là ou le lendemain",
        "événement daté, Prise du Vieux Quai",
        "établi par la notice",
        "Fort Noir (Vieux Quai\u202f?)",
        ARTICLES[0].sha256,
        "Lire aussi : la météo <script>alert(1)</script>",
    ):
        assert said in words


def test_furniture_is_folded_but_there() -> None:
    """Related links stand in a closed `details`."""
    page = PAGES["docs/articles/001_prise.md"]
    opens = page.index('<details class="furniture"')
    assert opens < page.index("Lire aussi") < page.index("</details>", opens)


def test_a_dossier_gives_the_sentences_as_evidence() -> None:
    """Facts, roles with their dates, then each article with what it says."""
    words = Elements(as_html(PAGES["docs/acteurs/aubin-lestrade.md"])).words
    for said in (
        "Aubin L’Estrade",
        "Maire de Port-Azur",
        "Du 1er\u00a0mars 2001 au 2\u00a0mai 2004",
        "Aubin Lestrade parle à Port-Azur mardi.",
        "Ancien marin.",
    ):
        assert said in words
    assert "<mark>Aubin Lestrade</mark>" in PAGES["docs/acteurs/aubin-lestrade/2003.md"]


def test_the_index_of_districts_holds_them_all() -> None:
    """With Arabic name, side and position where known; the place is the settings' own."""
    page = PAGES["docs/lieux/quartiers.md"]
    assert '<span class="ar" lang="ar" dir="rtl">الصنوبر</span>' in page
    assert "12,5100°\u202fN, 3,2000°\u202fO" in page
    assert "<table>" in as_html(page)
    elsewhere = rendered(authority=replace(AUTHORITY, settings=Settings()))["docs/lieux/quartiers.md"]
    assert "Les Pins" not in elsewhere


# --- pages that people write ---------------------------------------------------------------------------------------------------------------


def test_placeholders_are_filled_where_they_stand() -> None:
    """Prose before and after stays as written."""
    page = rendered(pages={"index.md": "# Avant\n\n<!-- archive:recent -->\n\nAprès\n"})["docs/index.md"]
    assert page.startswith("# Avant\n")
    assert page.endswith("Après\n")
    assert "articles/001_prise.md" in page


@pytest.mark.parametrize(
    ("path", "source", "hint"),
    [
        ("index.md", "\n<!-- archive:recnt -->", "archive:recent"),
        ("index.md", "\n<!-- archive: -->", "there are:"),
        ("acteur/index.md", "\n", "acteurs/index.md"),
    ],
)
def test_a_page_that_cannot_be_filled_is_a_finding(path: str, source: str, hint: str) -> None:
    """With file, line and the near miss."""
    with pytest.raises(ArchiveError) as caught:
        rendered(pages={path: source})
    assert caught.value.findings[0].path == f"docs/_pages/{path}"
    assert hint in caught.value.findings[0].hint


def test_two_pages_never_share_an_address() -> None:
    """An article named like a list is refused, not lost."""
    with pytest.raises(ArchiveError, match="two pages at once"):
        rendered((*ARTICLES, port_azur.article("2003")))


# --- paging ---------------------------------------------------------------------------------------------------------------------------------

ENTRIES = st.lists(
    st.builds(
        lambda year, month, size: Entry(year, month if year else None, Markup("x") * size),
        st.none() | st.integers(2011, 2013),
        st.none() | st.integers(1, 12),
        st.integers(0, LIMIT // 3),
    ),
    max_size=30,
)


def leaves(sheet: Sheet) -> Iterator[Entry]:
    """Give the entries of a sheet and all below it."""
    for part in sheet.all():
        yield from part.entries


@given(ENTRIES)
def test_every_entry_stands_on_one_sheet_of_bounded_size(entries: list[Entry]) -> None:
    """None is lost, none twice; a year always has its page; no sheet of several entries is too heavy."""
    cut = sheets(entries)
    assert sorted(map(id, (entry for sheet in cut for entry in leaves(sheet)))) == sorted(map(id, entries))
    assert {sheet.key for sheet in cut} == {str(entry.year) if entry.year else "sans-date" for entry in entries}
    for sheet in (part for year in cut for part in year.all()):
        assert len(sheet.entries) < 2 or sum(entry.weight for entry in sheet.entries) <= LIMIT
        assert sheet.size == sum(1 for _ in leaves(sheet))
    keys = [part.key for year in cut for part in year.all()]
    assert len(keys) == len(set(keys))


def test_an_empty_archive_has_a_site() -> None:
    """Indexes that say that there is nothing yet."""
    pages = rendered((), Authority())
    assert "pas encore d’article" in pages["docs/index.md"]
    assert set(pages) >= {"docs/articles/index.md", "docs/lieux/quartiers.md", "docs/chronologie/index.md"}


# --- the same bytes ---------------------------------------------------------------------------------------------------------------------------


@given(st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_the_order_given_changes_no_byte(chance: random.Random) -> None:
    """Law 4 for this stage."""
    shuffled = list(ARTICLES)
    chance.shuffle(shuffled)
    assert rendered(tuple(shuffled)) == PAGES


# --- the site itself --------------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up archive built with this project's settings and theme, strictly."""
    root = tmp_path_factory.mktemp("port-azur")
    for folder in ("overrides", "docs/assets"):
        shutil.copytree(PROJECT / folder, root / folder)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    hostile = port_azur.article("006_hostile", "2003-06-01", paragraphs=(HOSTILE, HOSTILE), kinds=(BlockKind.HEADLINE, BlockKind.PARAGRAPH))
    articles = (*ARTICLES, hostile)
    listings = gather(articles, AUTHORITY)
    data = export(articles, listings, AUTHORITY, {article.seed: b"" for article in articles})
    prose = tuple(Page(f"docs/{name}.md", f"# {name}\n".encode()) for name in ("contribuer", "a-propos"))
    for page in (*render(listings, AUTHORITY, SITE, {}), *data, *prose):
        (root / page.path).parent.mkdir(parents=True, exist_ok=True)
        (root / page.path).write_bytes(page.content)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return root / "site"


@pytest.mark.slow
def test_the_built_site_asks_no_other_host(site: Path) -> None:
    """Links may lead out; nothing that a browser fetches by itself does."""
    for path in site.rglob("*.html"):
        for tag, attributes in Elements(path.read_text(encoding="utf-8")).found:
            address = attributes.get("src") or (attributes.get("href") if tag != "a" else None) or ""
            assert not address.startswith(("http:", "https:", "//")), f"{path.name}: {tag} {address}"
    for path in site.glob("assets/css/*.css"):
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", path.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_a_hostile_title_stays_text_in_the_theme(site: Path) -> None:
    """Title and description come from the seed; the theme's templates escape them."""
    page = (site / "articles/006_hostile.html").read_text(encoding="utf-8")
    assert "<script>x" not in page
    assert "<title>&lt;script&gt;x" in page


@pytest.mark.slow
def test_every_link_of_the_built_site_leads_somewhere(site: Path) -> None:
    """Files and anchors, theme included; the page for what is not found has links from the root and is left out."""
    pages = {
        path.relative_to(site).as_posix(): Elements(path.read_text(encoding="utf-8"))
        for path in site.rglob("*.html")
        if path.name != "404.html"
    }
    ids = {path: {attributes.get("id") for _, attributes in page.found} for path, page in pages.items()}
    for path, page in pages.items():
        for href in page.links():
            if href.startswith(("http:", "https:")):
                continue
            target, _, anchor = href.partition("#")
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert (site / file).is_file(), f"{path} leads to {href}"
            assert not anchor or anchor in ids[file], f"{path} leads to {href}"
