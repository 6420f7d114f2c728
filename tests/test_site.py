"""The site as a whole: built from the project's own archive, then walked as a reader, a browser and a copy on a disk would."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from browsing import chromium
from playwright.sync_api import ConsoleMessage, Request

from builder import pipeline
from builder.authority import authority

pytestmark = pytest.mark.slow

LARGEST = 200_000
"""Bytes that no page exceeds."""

FETCHED = {
    ("img", "src"),
    ("script", "src"),
    ("link", "href"),
    ("source", "src"),
    ("iframe", "src"),
    ("object", "data"),
    ("video", "src"),
    ("audio", "src"),
}
"""What a browser asks for by itself."""

ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass
class Html(HTMLParser):
    """What a page holds: where it leads, what it fetches, where it can be entered."""

    text: str
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    language: str | None = None

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        values = {name: value or "" for name, value in attributes}
        self.tags.append(tag)
        self.ids += [value for name, value in values.items() if name == "id" or (tag, name) == ("a", "name")]
        self.links += [value for name, value in values.items() if (tag, name) == ("a", "href")]
        if values.get("rel") not in {"canonical", "prev", "next"}:
            self.fetched += [value for name, value in values.items() if (tag, name) in FETCHED]
        if tag == "html":
            self.language = values.get("lang")


@dataclass(frozen=True)
class Site:
    """All files of a site, its pages parsed."""

    folder: Path
    files: frozenset[str]
    pages: dict[str, Html]

    @classmethod
    def of(cls, folder: Path) -> Site:
        """Read a site from the disk."""
        files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        return cls(folder, files, {path: Html((folder / path).read_text("utf-8")) for path in sorted(files) if path.endswith(".html")})

    def target(self, page: str, link: str) -> tuple[str, str]:
        """Return file and anchor that a relative link leads to, with no help of a server."""
        path, _, anchor = link.partition("#")
        path = path.partition("?")[0]
        return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path))) if path else page, unquote(anchor)

    def read(self) -> Iterator[str]:
        """Yield the pages that readers come to: all but the one for a wrong address."""
        yield from (page for page in self.pages if page != "404.html")


@pytest.fixture(scope="module")
def site(built_archive: Path) -> Site:
    """The built site of the project's archive."""
    return Site.of(built_archive / "site")


def test_every_link_and_anchor_has_a_target(site: Site) -> None:
    """Law 5, on the published pages: relative links only, each to a file that is there, each anchor to an id of that file."""
    dead = []
    for page in site.read():
        for link in {*site.pages[page].links, *site.pages[page].fetched}:
            if ABSOLUTE.match(link):
                continue
            file, anchor = site.target(page, link)
            there = file in site.files and not link.startswith("/")
            if not there or (anchor and file in site.pages and anchor not in site.pages[file].ids):
                dead.append(f"{page}: {link}")
    assert not dead


def test_nothing_is_fetched_from_another_host(site: Site) -> None:
    """Neither pages nor style sheets nor scripts ask anyone else: a reader is seen by nobody, and a copy works offline."""
    asked = [
        f"{page}: {link}"
        for page in site.pages
        for link in site.pages[page].fetched
        if ABSOLUTE.match(link) and not link.startswith("data:")
    ]
    for path in site.files:
        if path.endswith(".css"):
            style = (site.folder / path).read_text("utf-8")
            asked += [f"{path}: {url}" for url in re.findall(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')\s]+)", style)]
    assert not asked


def test_every_page_is_reached_from_the_home_page(site: Site) -> None:
    """No page is an orphan: all can be come to by following links."""
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        page = waiting.pop()
        targets = {site.target(page, link)[0] for link in site.pages[page].links if not ABSOLUTE.match(link)}
        new = (targets & site.pages.keys()) - reached
        reached |= new
        waiting += new
    assert set(site.read()) == reached


def test_no_page_leads_nowhere(site: Site) -> None:
    """From every page a reader can go on within its own content, not only through the header."""
    for page in site.read():
        content = re.search(r"<article[^>]*>(.*)</article>", site.pages[page].text, re.DOTALL)
        assert content, page
        onward = [link for link in Html(content[1]).links if not ABSOLUTE.match(link) and not link.startswith("#")]
        assert onward, page


def test_every_page_is_sound(site: Site) -> None:
    """One title, one first heading, a language, no id twice, no page too heavy for a slow line."""
    for page, parsed in site.pages.items():
        title = re.search(r"<title>(.*?)</title>", parsed.text, re.DOTALL)
        assert title, page
        assert title[1].strip(), page
        assert parsed.language == "fr", page
        assert parsed.tags.count("h1") == 1, page
        assert len(parsed.ids) == len(set(parsed.ids)), page
        assert (site.folder / page).stat().st_size <= LARGEST, page


def test_titles_tell_pages_apart(site: Site) -> None:
    """No two pages share a title: bookmarks and search results show nothing else."""
    titles = [
        re.findall(r"<title>(.*?)</title>", parsed.text, re.DOTALL)[0].strip() for page, parsed in site.pages.items() if page != "404.html"
    ]
    assert sorted(titles) == sorted(set(titles))


def test_only_our_own_scripts_run(site: Site) -> None:
    """Nothing that came with a seed is live: no inline handler, no file that a browser would run from the raw data."""
    for page in site.read():
        assert not re.search(r"<[^>]+\son[a-z]+\s*=", site.pages[page].text), page
    raw = {path for path in site.files if path.startswith("donnees/graines/")}
    assert raw
    assert all(path.endswith(".txt") for path in raw)


def test_the_raw_seeds_are_published_unchanged(site: Site, built_archive: Path) -> None:
    """What was received can be downloaded, byte for byte, from the article's own page."""
    published = {path: (site.folder / path).read_bytes() for path in site.files if path.startswith("donnees/graines/")}
    seeds = {path.read_bytes() for path in (built_archive / "seeds").iterdir() if path.suffix != ".yml"}
    assert set(published.values()) == seeds
    linked = {site.target(page, link)[0] for page in site.pages if page.startswith("articles/") for link in site.pages[page].links}
    assert published.keys() <= linked


def test_every_mention_stands_on_a_page_of_its_entity(site: Site, built_archive: Path) -> None:
    """Law 5: what an article names leads to a page that leads back to the article."""
    for record in (built_archive / "archive/articles").glob("*.md"):
        named = set(re.findall(r"\]\(\.\./(actors|places)/([a-z0-9_-]+)\.md", record.read_text("utf-8")))
        for kind, ident in named:
            folder = {"actors": "acteurs", "places": "lieux"}[kind]
            own = [page for page in site.pages if page == f"{folder}/{ident}.html" or page.startswith(f"{folder}/{ident}/")]
            assert any(site.target(page, link)[0] == f"articles/{record.stem}.html" for page in own for link in site.pages[page].links), (
                record.stem,
                ident,
            )


def test_every_district_is_in_the_index(site: Site, built_archive: Path) -> None:
    """The districts of the place that the settings name stand in their index, mentioned or not."""
    records = authority(built_archive)
    index = _plain(site.pages["lieux/quartiers.html"].text)
    districts = [place for ident, place in records.places.items() if records.is_district(ident)]
    assert districts
    missing = [place.id for place in districts if _plain(place.name) not in index]
    assert not missing


def _plain(words: str) -> str:
    """Return words without case and typesetting."""
    return re.sub(r"\s+", " ", html.unescape(words).casefold().replace("’", "'"))


def test_a_second_build_touches_nothing(built_archive: Path) -> None:
    """Law 3: what is built stays as it is, to the modification time."""

    def looks() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in built_archive.rglob("*") if path.is_file()}

    before = looks()
    result = pipeline.build(built_archive)
    assert (result.written, result.removed, result.published) == (0, 0, False)
    assert looks() == before


def test_check_finds_nothing(built_archive: Path) -> None:
    """The archive that we ship obeys its own laws."""
    assert pipeline.check_all(built_archive) == ()


def test_a_browser_reads_the_copy_on_a_disk(site: Site) -> None:
    """Opened by double-click, at a phone's width and a desktop's: no fault in the console, no request that fails or leaves the folder, no sideways scrolling."""
    faults: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(message.text)

    def on_request(request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            faults.append(request.url)

    def on_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # left for the next page before the icon had come
            faults.append(f"{request.url}: {request.failure}")

    with chromium() as browser:
        page = browser.new_page()
        page.on("console", on_console)
        page.on("request", on_request)
        page.on("requestfailed", on_failure)
        page.on("pageerror", lambda error: faults.append(str(error)))
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for path in _one_of_each_kind(site):
                page.goto((site.folder / path).as_uri())
                if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                    faults.append(f"{path} scrolls sideways at {width}")
    assert not faults


def _one_of_each_kind(site: Site) -> list[str]:
    """Return the home page, each index, and the first page of each folder."""
    chosen = {path.rpartition("/")[0]: path for path in sorted(site.pages, reverse=True) if path != "404.html" and path.count("/") <= 1}
    return sorted({*chosen.values(), *(path for path in site.pages if path.endswith("index.html"))})
