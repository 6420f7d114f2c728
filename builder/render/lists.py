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
from builder.render.paging import Entry, Sheet, sheets
from builder.render.site import Site


@dataclass(frozen=True, slots=True)
class Chain:
    """What a list is of and where it hangs: its own page, and the index above."""

    title: str
    path: str
    index: str
    index_title: str


def sheet_pages(years: tuple[Sheet, ...], base: str, chain: Chain) -> Iterator[Page]:
    """Give the pages of a list that is cut by year, below `base`."""
    for year in years:
        for sheet in year.all():
            yield _sheet_page(sheet, years if sheet is year else year.parts, base, chain)


def _sheet_page(sheet: Sheet, siblings: tuple[Sheet, ...], base: str, chain: Chain) -> Page:
    here = f"{base}/{sheet.key}.md"
    return page(
        here,
        "sheet.md.jinja",
        {
            "title": f"{chain.title}, {sheet.title}",
            "description": f"{chain.title}, {sheet.title}{WIDE}: {french.count(sheet.size, 'article')}",
        },
        title=chain.title,
        part=sheet.title,
        size=sheet.size,
        months=tuple(sheet.months()),
        parts=tuple(_sheet_link(here, base, part) for part in sheet.parts),
        siblings=tuple(_sheet_link(here, base, other) for other in siblings) if len(siblings) > 1 else (),
        up=join(dict.fromkeys((link(here, chain.index, chain.index_title), link(here, chain.path, chain.title))), " › "),
    )


def _sheet_link(here: str, base: str, sheet: Sheet) -> Markup:
    path, size = f"{base}/{sheet.key}.md", span("n", french.number(sheet.size))
    return live(f"<strong>{sheet.title}</strong> {size}") if path == here else live(f"{link(here, path, sheet.title)} {size}")


def article_list(site: Site) -> tuple[Sheet, ...]:
    """Return all articles as lines, cut by year."""
    return sheets(
        Entry(site.years[ident], _month(site, ident), live(f"-   {site.line('articles/0.md', ident)}{coins(site, ident)}"))
        for ident in site.listings.order
    )


def _month(site: Site, ident: str) -> int | None:
    likeliest = site.article(ident).dating.likeliest
    return likeliest.month if likeliest else None


def article_list_pages(site: Site) -> Iterator[Page]:
    """Give the pages by year of the list of all articles."""
    yield from sheet_pages(article_list(site), "articles", Chain("Articles", "articles/index.md", "articles/index.md", "Articles"))
