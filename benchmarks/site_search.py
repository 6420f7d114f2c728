"""Measure the site's search at any size: the making of its index, and the first result in a browser, hosted and from a disk.

    python benchmarks/site_search.py FOLDER SITE [--query alep évacuation]

FOLDER is an archive made by `synthetic.py`, or any other with annotated articles; SITE a built site, which lends its page of the search. The articles become
plain pages with the marks that the site's own would have, because building 10,000 real ones would take minutes and say nothing more. Prints one table:
pages, shards, seconds and megabytes of Pagefind from nothing, seconds after one page changed; then, in each door, milliseconds from the opening of the page
to the first result, and kilobytes of the index that it asked for by then. The median of five openings, nothing cached. At the end, the processor time of it all:
some three minutes for 10,000 articles.
"""

from __future__ import annotations

import argparse
import functools
import html
import http.server
import resource
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import jinja2
from playwright.sync_api import Browser, sync_playwright

from builder import pagefind
from builder.access import shown_blocks
from builder.authority import authority as read_authority
from builder.config import config
from builder.gather import gather
from builder.model import Article
from builder.record import read_record
from builder.render.searchable import article_marks
from builder.render.site import Site

PROJECT = Path(__file__).parents[1]
REPEAT = 5
PATIENCE = 120_000
"""Milliseconds after which a search counts as hung: a busy machine is slow, and says so in its figures."""

_PAGE = '<!doctype html><html lang="fr"><head><title>x</title>{head}</head><body><main data-pagefind-body><h1>{title}</h1>{body}</main></body></html>'


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


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  the library's name
        """Keep silent."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site as it is, nothing compressed."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def opened(browser: Browser, base: str, query: str) -> tuple[float, float]:
    """Open the page of a query; return milliseconds to the first result, and bytes of the index asked for by then."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(f"{base}recherche.html?q={quote(query)}", wait_until="commit")
    page.wait_for_function("window.firstResult", timeout=PATIENCE)
    page.locator("#recherche-page:not([aria-busy])").wait_for(timeout=PATIENCE)
    moment, transferred = page.evaluate(_MEASURE)
    context.close()
    return moment, transferred


_WATCH = """
performance.setResourceTimingBufferSize(10_000);
new MutationObserver(() => {
  if (!window.firstResult && document.querySelector(".results li")) window.firstResult = performance.now();
}).observe(document, { childList: true, subtree: true });
"""
_MEASURE = """() => {
  const asked = performance.getEntriesByType("resource").filter((file) => file.name.includes("/pagefind/") && file.startTime < window.firstResult);
  return [window.firstResult, asked.reduce((sum, file) => sum + file.encodedBodySize, 0)];
}"""


def measured(browser: Browser, door: str, base: str, query: str) -> str:
    """Return the line of a query at one door."""
    runs = [opened(browser, base, query) for _ in range(REPEAT)]
    moment, size = (statistics.median(values) for values in zip(*runs, strict=True))
    told = f", {size / 1000:.0f} kB" if size else ""
    return f"{door}: first result of {query!r} after {moment:.0f} ms{told}"


def spent() -> float:
    """Return the seconds of processor time that this process and those it waited for have taken."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--query", nargs="+", default=["alep", "évacuation", "Kallassé"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made_here:
        root = Path(made_here)
        pages = lay_out(given.folder, root / "site")
        seconds = made(root, None)
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        changed = root / "site/articles" / min(path.name for path in (root / "site/articles").iterdir())
        changed.write_text(changed.read_text("utf-8").replace("</main>", "<p>Un mot de plus.</p></main>"), encoding="utf-8")
        again = made(root, root / "site")
        shards = sum(path.is_dir() for path in (root / "site" / pagefind.FOLDER).iterdir())
        print(f"{pages} pages in {shards} shards: {seconds:.1f} s and {largest:.0f} MB from nothing, {again:.1f} s after one page changed")
        shutil.copytree(given.site / "assets", root / "site/assets")
        shutil.copy(given.site / "recherche.html", root / "site")
        with sync_playwright() as play, served(root / "site") as hosted:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for query in given.query:
                print(measured(browser, "hosted", hosted, query))
                print(measured(browser, "from a disk", f"{(root / 'site').as_uri()}/", query))
            browser.close()
    print(f"{spent():.0f} s of processor time in all")


if __name__ == "__main__":
    main()
