"""Stage 10, export: the archive as data, for a spreadsheet, a reference manager, a feed reader and a program.

In: articles, listings, authority, the site's name and address, the seeds' bytes. Out: files of `docs/donnees/`. Pure: no disk, no clock, no log.

An article whose access is not full gives away none of its words.
"""

from __future__ import annotations

from collections.abc import Mapping

from builder.access import gives_seed
from builder.cite import reference
from builder.config import SiteSettings
from builder.export.bibliographies import bibliographies
from builder.export.entities import entities
from builder.export.feeds import feeds
from builder.export.files import FOLDER, in_both, in_json
from builder.export.geojson import geojson
from builder.export.package import package
from builder.export.tables import ARTICLE_FIELDS, MENTION_FIELDS, TABLES, objects, tables
from builder.model import Article, Authority, Listings, Page

__all__ = ["ARTICLE_FIELDS", "FOLDER", "MENTION_FIELDS", "TABLES", "export", "raw_name"]


def export(
    articles: tuple[Article, ...],
    listings: Listings,
    authority: Authority,
    seeds: Mapping[str, bytes],
    site: SiteSettings = SiteSettings(),  # noqa: B008  frozen
) -> tuple[Page, ...]:
    """Return the data files of an archive, and its raw seeds as plain text.

    Args:
        articles: n >= 0 articles, in any order.
        listings: gathered from them.
        authority: names and kinds of what they mention.
        seeds: file name -> bytes as received; only seeds of the articles are published.
        site: its name and address; without an address feeds and references link relatively or not at all.

    Returns:
        Tables as `.csv` and `.json`, whole articles by year, references, feeds, entities, places, and `datapackage.json` that describes them all;
        `graines/ID.EXT.txt`. Everything is in the order of ids, then of the text; feeds begin with the newest.
    """
    ordered = tuple(sorted(articles, key=lambda article: article.id))
    cited = {article.id: reference(article, authority, site) for article in ordered}
    shown = tuple(map(in_both, tables(ordered, listings, authority)))
    files = (
        *(sheet for sheet, _ in shown),
        *(objects_ for _, objects_ in shown),
        *(in_json(name, rows) for name, rows in objects(ordered, listings, authority)),
        *bibliographies(tuple(cited[article.id] for article in ordered)),
        entities(ordered, authority, cited),
        *geojson(listings, authority),
    )
    return (*files, package(files, site), *feeds(listings, authority, cited, site), *_raw(ordered, seeds))


def _raw(articles: tuple[Article, ...], seeds: Mapping[str, bytes]) -> tuple[Page, ...]:
    open_ = (article for article in articles if gives_seed(article) and article.seed in seeds)
    return tuple(Page(f"{FOLDER}/graines/{raw_name(article)}", seeds[article.seed]) for article in open_)


def raw_name(article: Article) -> str:
    """Return the name under which the raw seed is published: never one that a browser would run."""
    return f"{article.id}.{article.seed.rpartition('.')[2].lower()}.txt"
