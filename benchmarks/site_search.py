"""Measure the site's search on an archive of any size: the index's making, and the first result in a browser, hosted and from a disk."""
from __future__ import annotations

import argparse
import html
import sys
from collections.abc import Iterator
from pathlib import Path

import jinja2

PROJECT = Path(__file__).parents[1]
from builder.access import shown_blocks
from builder.authority import authority as read_authority
from builder.config import config
from builder.gather import gather
from builder.model import Article
from builder.record import read_record
from builder.render.searchable import article_marks
from builder.render.site import Site

def pages(folder: Path) -> Iterator[tuple[str, str]]:
    authority = read_authority(folder)
    paths = sorted((folder / "archive/articles").glob("*.md"))
    articles = tuple(read_record(path.read_text("utf-8"), path.name) for path in paths)
    site = Site.of(gather(articles, authority), authority, config(PROJECT))
    marks = jinja2.Environment(autoescape=False).from_string((PROJECT / "overrides/partials/search-marks.html").read_text("utf-8"))
    for article in articles:
        front = {"title": site.title(article), **article_marks(site, article)}
        head = marks.render(page={"meta": front})
        body = "".join(f"<p>{html.escape(article.text.body[b.start:b.end])}</p>" for b in shown_blocks(article))
        yield f"articles/{article.id}.html", f'<!doctype html><html lang="fr"><head><title>x</title>{head}</head><body><main data-pagefind-body>{body}</main></body></html>'

if __name__ == "__main__":
    for path, content in pages(Path(sys.argv[1])):
        target = Path(sys.argv[2]) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, "utf-8")
