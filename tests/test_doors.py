"""The two doors of the search, the site (hosted and from a disk) and the command line, agree on a written list of queries: `tests/cases/search/queries.yaml`.

The command line's side is `test_search.py`. A case says `site:` where the site finds something else, and `door: shell` where its syntax is of the command line
alone; README says why.
"""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml
from browsing import served
from playwright.sync_api import Browser, Page
from searching import articles_of
from world import AUTHORITY

from builder import pagefind, shards
from builder.access import shown_blocks
from builder.config import SiteSettings
from builder.gather import gather
from builder.model import Article
from builder.render.searchable import article_marks
from builder.render.site import Site

pytestmark = pytest.mark.slow

FILE = Path(__file__).parent / "cases/search/queries.yaml"
CASES: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  makes nothing but strings
BOTH = [case for case in CASES["queries"] if case.get("door") != "shell"]

PAGE = '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>x</title>{head}</head><body><main data-pagefind-body>{body}</main></body></html>'
SEARCH = '<!doctype html><html lang="fr"><meta charset="utf-8"><title>x</title><script src="assets/js/search-engine.js"></script></html>'
ASK = """async (query) => {
  const { found } = await archiveSearch.search({ query, chosen: {}, order: "pertinence" });
  const pages = await Promise.all(found.map((result) => result.data()));
  return pages.map((page) => page.raw_url);
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """The case file's articles as plain pages with the site's own marks, their index, and the engine of the search."""
    root = tmp_path_factory.mktemp("doors")
    articles = tuple(articles_of(CASES["articles"]))
    seen = Site.of(gather(articles, AUTHORITY), AUTHORITY, SiteSettings())
    marks = jinja2.Environment(autoescape=True).from_string((project / "overrides/partials/search-marks.html").read_text("utf-8"))
    (root / "site/articles").mkdir(parents=True)
    for article in articles:
        (root / f"site/articles/{article.id}.html").write_text(laid_out(seen, article, marks), encoding="utf-8")
    (root / "site/recherche.html").write_text(SEARCH, encoding="utf-8")
    shutil.copytree(project / "docs/assets/js", root / "site/assets/js")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "FREQUENT", 0)  # as if each word were
        assert not pagefind.index(root, root / "site")
    return root / "site"


def laid_out(site: Site, article: Article, marks: jinja2.Template) -> str:
    """Return an article as a plain page."""
    title = site.title(article)
    blocks = (article.text.body[block.start : block.end] for block in shown_blocks(article))
    body = f"<h1>{html.escape(title)}</h1>" + "".join(f"<p>{html.escape(block)}</p>" for block in blocks)
    return PAGE.format(head=marks.render(page={"meta": {"title": title, **article_marks(site, article)}}), body=body)


@pytest.fixture(scope="module")
def hosted(site: Path) -> Iterator[str]:
    """The address of the site on loopback."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="module", params=["hosted", "disk"])
def page(request: pytest.FixtureRequest, browser: Browser, site: Path) -> Iterator[Page]:
    """The page of the search, at each of the site's doors."""
    base = request.getfixturevalue("hosted") if request.param == "hosted" else f"{site.as_uri()}/"
    tab = browser.new_page()
    tab.goto(f"{base}recherche.html")
    yield tab
    tab.close()


PHRASE = """async (phrase) => {
  const { shards } = await archiveSearch.open();
  const found = async (search) => (await search).results.length;
  return [await found(shards[0].pagefind.search(phrase)), await found((await shards[0].whole()).search(phrase))];
}"""
"""How many pages have a phrase by the brief chunks, and by the whole ones."""


def test_phrases_in_many_pages_are_looked_for_where_all_places_stand(page: Page) -> None:
    """A brief chunk tells too few places of a word for that: this one stands in the headline first."""
    assert page.evaluate(PHRASE, '"la ville libérée"') == [0, 1]


@pytest.mark.parametrize("case", BOTH, ids=[case["promise"] for case in BOTH])
def test_case(case: dict[str, Any], page: Page) -> None:
    """The promise that the case itself states."""
    assert {path.removeprefix("/articles/").removesuffix(".html") for path in page.evaluate(ASK, case["query"])} == {
        *case.get("site", case["finds"])
    }
