"""Measure the site's search: the first result in a browser, hosted and from a disk, and what was read for it; on request, the making of the index too.

    python benchmarks/site_search.py SITE [--query alep "alep armée"] [--articles FOLDER]

SITE is a built site, such as `whole_site.py` leaves. With --articles its page of the search is tried over the articles of another archive (made by
`synthetic.py`, or any with annotated articles): they become plain pages with the marks that the site's own would have, because building 10,000 real ones takes
long; before the table a line tells their number, shards, seconds and megabytes of Pagefind from nothing, seconds after one page changed.

Milliseconds to the first result: from the opening of the page at `recherche.html?q=...`, and from the last letter typed on the page that is open. The median
of five runs, the best, and how long the page's own thread had a processor: a busy machine is slow, and says so by its load. Kilobytes: the files of the index,
and all files, asked for by then, hosted, nothing compressed on the way and nothing cached.
"""

from __future__ import annotations

import argparse
import html
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import jinja2
from playwright.sync_api import Browser, Page
from synthetic import PROJECT

from builder import pagefind
from builder.access import shown_blocks
from builder.authority import authority as read_authority
from builder.config import config
from builder.gather import gather
from builder.model import Article
from builder.record import read_record
from builder.render.searchable import article_marks
from builder.render.site import Site

sys.path.append(str(PROJECT / "tests"))
from browsing import chromium, served

QUERIES = ("alep", "armée", "évacuation", "Kallassé", "alep armée", "l’armée syrienne à Alep")
REPEAT = 5
PATIENCE = 120_000
"""Milliseconds after which a search counts as hung."""

_PAGE = '<!doctype html><html lang="fr"><head><title>x</title>{head}</head><body><main data-pagefind-body><h1>{title}</h1>{body}</main></body></html>'


# --- another archive's articles -------------------------------------------------------------------------------------------------------------


@contextmanager
def with_articles(site: Path, folder: Path) -> Iterator[Path]:
    """Give a site with the page of the search of one that is built, and plain pages for the articles of an archive; tell what its index costs."""
    with tempfile.TemporaryDirectory() as made_here:
        root = Path(made_here)
        pages = lay_out(folder, root / "site")
        seconds = made(root, None)
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        changed = root / "site/articles" / min(path.name for path in (root / "site/articles").iterdir())
        changed.write_text(changed.read_text("utf-8").replace("</main>", "<p>Un mot de plus.</p></main>"), encoding="utf-8")
        again = made(root, root / "site")
        shards = sum((path / "pagefind-entry.json").exists() for path in (root / "site" / pagefind.FOLDER).iterdir())
        print(f"{pages} pages in {shards} shards: {seconds:.1f} s and {largest:.0f} MB from nothing, {again:.1f} s after one page changed")
        shutil.copytree(site / "assets", root / "site/assets")
        shutil.copy(site / "recherche.html", root / "site")
        yield root / "site"


def lay_out(folder: Path, site: Path) -> int:
    """Write a page for each article of an archive; return how many."""
    authority = read_authority(folder)
    records = sorted((folder / "archive/articles").glob("*.md"))
    articles = tuple(read_record(path.read_text("utf-8"), path.name) for path in records)
    seen = Site.of(gather(articles, authority), authority, config(folder))
    marks = jinja2.Environment(autoescape=True).from_string((PROJECT / "overrides/partials/search-marks.html").read_text("utf-8"))
    (site / "articles").mkdir(parents=True)
    for article in articles:
        (site / f"articles/{article.id}.html").write_text(_page(seen, article, marks), encoding="utf-8")
    return len(articles)


def _page(site: Site, article: Article, marks: jinja2.Template) -> str:
    title = site.title(article)
    head = marks.render(page={"meta": {"title": title, **article_marks(site, article)}})
    body = "".join(f"<p>{html.escape(article.text.body[block.start : block.end])}</p>" for block in shown_blocks(article))
    return _PAGE.format(head=head, title=html.escape(title), body=body)


def made(root: Path, before: Path | None) -> float:
    """Make the index; return the seconds it took."""
    start = time.perf_counter()
    if findings := pagefind.index(root, root / "site", before):
        raise SystemExit("\n".join(map(str, findings)))
    return time.perf_counter() - start


# --- in a browser -----------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class First:
    """A first result: milliseconds until it stood, by the clock and of its thread on a processor; bytes asked for by then: of the index, and all."""

    moment: float
    work: float
    index: int
    whole: int


_WATCH = """
performance.setResourceTimingBufferSize(10_000);
window.firstResult = new Promise((resolve) => new MutationObserver((_, watch) => {
  if (!document.querySelector(".results li")) return;
  watch.disconnect();
  resolve(performance.now());
}).observe(document, { childList: true, subtree: true }));
window.untilFirst = async (start) => {
  const moment = await firstResult;
  const files = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].filter((file) => file.startTime < moment);
  const bytes = (some) => some.reduce((sum, file) => sum + file.encodedBodySize, 0);
  return [moment - start, bytes(files.filter((file) => file.name.includes("/pagefind/"))), bytes(files)];
};
"""
_TYPED = """async (query) => {
  const box = document.querySelector("#recherche-mots");
  box.value = query;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  return untilFirst(performance.now());
}"""


@contextmanager
def _tab(browser: Browser) -> Iterator[tuple[Page, Callable[[], float]]]:
    """Give a page of a browser that knows nothing yet, and what tells the milliseconds that its thread has had a processor."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(_WATCH)
    tools = context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    yield (
        page,
        lambda: 1_000 * next(one["value"] for one in tools.send("Performance.getMetrics")["metrics"] if one["name"] == "TaskDuration"),
    )
    context.close()


def opened(browser: Browser, base: str, query: str) -> First:
    """Open the page of a query."""
    with _tab(browser) as (page, work):
        page.goto(f"{base}recherche.html?q={quote(query)}", wait_until="commit")
        moment, *sizes = page.evaluate("untilFirst(0)")
        return First(moment, work(), *sizes)


def typed(browser: Browser, base: str, query: str) -> First:
    """Type a query on the page of the search, which is open and at rest."""
    with _tab(browser) as (page, work):
        page.goto(f"{base}recherche.html", wait_until="networkidle")
        before = work()
        moment, *sizes = page.evaluate(_TYPED, query)
        return First(moment, work() - before, *sizes)


def measured(browser: Browser, base: str, query: str) -> str:
    """Return the line of a query at one door. From a disk a browser does not tell sizes."""
    openings = [opened(browser, base, query) for _ in range(REPEAT)]
    typings = [typed(browser, base, query) for _ in range(REPEAT)]
    sizes = (f"{size / 1_000:8.0f}" if size else "" for size in (openings[-1].index, openings[-1].index and openings[-1].whole))
    return f"{query:28} {_times(openings)} {_times(typings)} {' '.join(sizes)}".rstrip()


def _times(runs: list[First]) -> str:
    moments = [run.moment for run in runs]
    return f"{statistics.median(moments):8.0f} {min(moments):6.0f} {statistics.median(run.work for run in runs):6.0f}"


def measure(site: Path, queries: Iterable[str]) -> None:
    """Print the table of a site."""
    with chromium() as browser, served(site) as hosted:
        for door, base in (("hosted", hosted), ("from a disk", f"{site.resolve().as_uri()}/")):
            print(f"\n{'':28} {'opened, ms':>22} {'typed, ms':>22} {'index':>8} {'all':>8}")
            print(f"{door:28} {'median   best   work':>22} {'median   best   work':>22} {'kB':>8} {'kB':>8}")
            for query in queries:
                print(measured(browser, base, query), flush=True)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--query", nargs="+", default=QUERIES)
    parser.add_argument("--articles", type=Path)
    given = parser.parse_args()
    if given.articles:
        with with_articles(given.site, given.articles) as site:
            measure(site, given.query)
    else:
        measure(given.site, given.query)
    print(f"\nload of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
