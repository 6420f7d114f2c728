"""The pages of lists that are cut by year, and the list of all articles. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder import french
from builder.french import WIDE
from builder.model import Page
from builder.render.citing import coins
from builder.render.markdown import join, link, live, page, span
from builder.render.months import Months, strip
from builder.render.paging import Entry, Sheet, sheets
from builder.render.site import Site
from builder.render.tables import ARTICLE, Column, Noun, dated, fitting, row, table


@dataclass(frozen=True, slots=True)
class Chain:
    """What a list is of and where it hangs: its own page, and the index above."""

    title: str
    path: str
    index: str
    index_title: str
    noun: Noun = ARTICLE
    columns: tuple[Column, ...] = ()
    """Where there are any, entries are rows of a table of these columns."""
    look: str = ""


def sheet_pages(years: tuple[Sheet, ...], base: str, chain: Chain) -> Iterator[Page]:
    """Give the pages of a list that is cut by year, below `base`."""
    for year in years:
        for sheet in year.all():
            yield _sheet_page(sheet, years if sheet is year else year.parts, base, chain)


def _sheet_page(sheet: Sheet, siblings: tuple[Sheet, ...], base: str, chain: Chain) -> Page:
    here = f"{base}/{sheet.key}.md"
    part = french.small(sheet.title)
    return page(
        here,
        "sheet.md.jinja",
        {
            "title": f"{chain.title}, {part}",
            "description": f"{chain.title}, {part}{WIDE}: {chain.noun.count(sheet.size)}",
        },
        title=chain.title,
        part=part,
        size=chain.noun.count(sheet.size),
        months=() if chain.columns else tuple(sheet.months()),
        table=_table(sheet, chain),
        parts=tuple(_sheet_link(here, base, part) for part in sheet.parts),
        siblings=tuple(_sheet_link(here, base, other) for other in siblings) if len(siblings) > 1 else (),
        up=join(dict.fromkeys((link(here, chain.index, chain.index_title), link(here, chain.path, chain.title))), " › "),
    )


def _table(sheet: Sheet, chain: Chain) -> Markup:
    if not chain.columns or sheet.is_full:
        return Markup()
    return table(chain.columns, (entry.body for entry in sheet.entries), chain.noun, chain.look)


def _sheet_link(here: str, base: str, sheet: Sheet) -> Markup:
    path, size = f"{base}/{sheet.key}.md", span("n", french.number(sheet.size))
    return live(f"<strong>{sheet.title}</strong> {size}") if path == here else live(f"{link(here, path, sheet.title)} {size}")


ROOM = 70_000
"""Bytes of Markdown of the newest articles on the first page of the list of all."""

COLUMNS = (Column("Date", "Année"), Column("Titre"), Column("Média", "Média"))


def article_index(site: Site, here: str) -> Markup:
    """Return the years of all articles, and a table of the newest that have room; what has no date stands behind them."""
    undated = frozenset(site.listings.undated)
    order = [*reversed([ident for ident in site.listings.order if ident not in undated]), *site.listings.undated]
    shown = fitting((_article_row(site, here, ident) for ident in order), ROOM)
    if not shown:
        return live("L’archive ne contient pas encore d’article.")
    is_all = len(shown) == len(order)
    more = f"Les {french.number(len(shown))} plus récents sur {french.number(len(order))}{WIDE}: tous sont rangés par année, ci-dessus."
    years = strip(here, "articles", Months.of(site, order))
    heading = "## Tous les articles" if is_all else "## Les plus récents"
    return join(map(live, (years, heading, *([] if is_all else [more]), table(COLUMNS, shown, ARTICLE, "articles"))), "\n\n")


def _article_row(site: Site, here: str, ident: str) -> Markup:
    article = site.article(ident)
    title = live(f'<span class="what">{site.article_link(here, ident)}</span>{coins(site, ident)}')
    return row((dated(article, site.years[ident]), title, site.outlet(here, article)))


def article_list_pages(site: Site) -> Iterator[Page]:
    """Give the pages by year of the list of all articles."""
    rows = (Entry(site.years[ident], site.month(ident), _article_row(site, "articles/0.md", ident)) for ident in site.listings.order)
    chain = Chain("Articles", "articles/index.md", "articles/index.md", "Articles", ARTICLE, COLUMNS, "articles")
    yield from sheet_pages(sheets(rows), "articles", chain)
