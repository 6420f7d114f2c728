"""The pages that mix a person's prose with parts that the builder makes: `<!-- archive:recent -->` and the like. Pure.

The prose stands in `docs/_pages/`, laid out as the site is; its links are written as from the page that it becomes. An index for which nobody wrote
prose gets a heading and its list.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup

from builder import french
from builder.errors import ArchiveError, Finding
from builder.french import WIDE
from builder.model import Page
from builder.render import home
from builder.render.chronology import chronology_index
from builder.render.citing import coins
from builder.render.indexes import actor_index, district_index, outlet_index, place_index
from builder.render.lists import article_index
from builder.render.map import country_map, district_map, world_map
from builder.render.markdown import fragment, join, link, live, span
from builder.render.quotations import quotation_index
from builder.render.reliability import comparison, mention_slips, reliability_figures
from builder.render.site import Site

RECENT = 8
"""Articles on the home page."""


DEFAULTS: dict[str, str] = {
    "index.md": "# Archive\n\n<!-- archive:search-box -->\n\n<!-- archive:counts -->\n\n<!-- archive:map -->\n\n<!-- archive:months -->\n\n"
    "## Derniers articles\n\n<!-- archive:recent -->\n\n<!-- archive:ways -->\n",
    "articles/index.md": "# Articles\n\n<!-- archive:articles -->\n",
    "acteurs/index.md": "# Acteurs\n\n<!-- archive:actors -->\n",
    "lieux/index.md": "# Lieux\n\n<!-- archive:country-map -->\n\n<!-- archive:world-map -->\n\n<!-- archive:places -->\n",
    "lieux/quartiers.md": "# Quartiers\n\n<!-- archive:map -->\n\n<!-- archive:districts -->\n",
    "medias/index.md": "# Médias\n\n<!-- archive:outlets -->\n",
    "chronologie/index.md": "# Chronologie\n\n<!-- archive:chronology -->\n",
    "citations/index.md": "# Citations\n\n<!-- archive:quotations -->\n",
    "donnees/index.md": "# Données\n\n<!-- archive:data -->\n",
    "fiabilite.md": "# Fiabilité\n\n<!-- archive:reliability -->\n\n<!-- archive:slips -->\n\n<!-- archive:comparison -->\n",
    "recherche.md": "# Recherche\n\n<!-- archive:search -->\n",
}
"""What these pages are where `docs/_pages/` says nothing: every archive has them."""

_PLACEHOLDER = re.compile(r"<!--\s*archive:([\w-]*)\s*-->")


def mixed_pages(site: Site, sources: Mapping[str, str]) -> Iterator[Page]:
    """Give the home page and the indexes.

    Raises:
        ArchiveError: a source asks for a part that there is none of, or would become a page that is not one of these.
    """
    findings = tuple(finding for path, source in sorted(sources.items()) for finding in _faults(path, source))
    if findings:
        raise ArchiveError(findings)
    for path, source in sorted((DEFAULTS | dict(sources)).items()):
        yield Page(f"docs/{path}", _PLACEHOLDER.sub(lambda match: f"\n{PARTS[match[1]](site, path)}\n", source).encode())  # noqa: B023  used at once


def _faults(path: str, source: str) -> Iterator[Finding]:
    where = f"docs/_pages/{path}"
    if path not in DEFAULTS:
        near = difflib.get_close_matches(path, DEFAULTS, 1)
        hint = f"did you mean {near[0]}? " if near else ""
        yield Finding(where, 0, "is not a page that the builder fills", f"{hint}pages without generated parts belong in docs/ itself")
    for number, line in enumerate(source.split("\n"), start=1):
        for match in _PLACEHOLDER.finditer(line):
            if match[1] not in PARTS:
                near = difflib.get_close_matches(match[1], PARTS, 1)
                yield Finding(where, number, f"asks for archive:{match[1]}, which there is none of", _parts_hint(near))


def _parts_hint(near: list[str]) -> str:
    return f"did you mean archive:{near[0]}?" if near else f"there are: {', '.join(PARTS)}"


# --- the parts --------------------------------------------------------------------------------------------------------------------------


def _recent(site: Site, here: str) -> Markup:
    return _lines(site, here, site.listings.order, RECENT)


def _lines(site: Site, here: str, order: tuple[str, ...], wanted: int) -> Markup:
    """The newest articles of known date, then the undated."""
    undated = frozenset(site.listings.undated)
    dated = [ident for ident in order if ident not in undated]
    chosen = [*reversed(dated[-wanted:]), *site.listings.undated][:wanted]
    return fragment("lines.md.jinja", lines=tuple(live(f"{site.line(here, ident)}{coins(site, ident)}") for ident in chosen))


def _data(site: Site, here: str) -> Markup:
    """The data files, each with what it holds."""
    mentions = sum(len(article.naming.mentions) for article in site.listings.by_id.values())
    years = [*map(str, site.listings.by_year), *(["sans-date"] if site.listings.undated else [])]
    whole = join((link(here, f"donnees/articles/{year}.json", year.replace("-", f"{WIDE}")) for year in years), ", ")
    files = (
        (("articles.csv", "articles.json"), f"{french.count(len(site.listings.order), 'article')}, une ligne par article"),
        (("mentions.csv", "mentions.json"), f"{french.count(mentions, 'mention')}, une ligne par mention"),
        (("quotes.csv", "quotes.json"), "les citations et qui parle"),
        (("actors.csv", "actors.json"), "les acteurs"),
        (("places.csv", "places.json"), "les lieux"),
        (("outlets.csv", "outlets.json"), "les médias"),
        (("lieux.geojson", "quartiers.geojson"), "les lieux et les quartiers, avec leurs coordonnées (GeoJSON)"),
        (("references.ris", "references.bib", "references.csl.json"), "toutes les références (RIS, BibTeX, CSL-JSON)"),
        (("archive.ftm.json",), "les entités (followthemoney)"),
        (("flux/articles.atom.xml", "flux/articles.feed.json"), "les fils des articles (Atom, JSON Feed)"),
        (("datapackage.json",), "la description de tous ces fichiers (Data Package)"),
    )
    lines = [join((_files(here, names), span("n", what))) for names, what in files]
    return fragment("data.md.jinja", lines=(*lines, join(("Articles entiers, par année", f"{WIDE}: ", whole), "")))


def _files(here: str, names: tuple[str, ...]) -> Markup:
    return join((link(here, f"donnees/{name}", live(f"<code>{name.rpartition('/')[2]}</code>")) for name in names), ", ")


def _search(site: Site, here: str) -> Markup:
    """The box and an empty list, filled by the site's script; without it, how to go on."""
    del site
    ways = (link(here, path, words) for path, words in (("articles/index.md", "articles par date"), ("acteurs/index.md", "acteurs")))
    others = join(("les ", join(ways, ", les "), " et les ", link(here, "lieux/index.md", "lieux")), "")
    return fragment("search.md.jinja", ways=others)


PARTS: Mapping[str, Callable[[Site, str], Markup]] = {
    "counts": home.counts,
    "search-box": home.search_box,
    "months": home.month_overview,
    "ways": lambda site, here: home.ways(site, here, DEFAULTS),
    "key-articles": home.key_articles,
    "recent": _recent,
    "articles": article_index,
    "actors": actor_index,
    "places": place_index,
    "districts": district_index,
    "map": district_map,
    "country-map": country_map,
    "world-map": world_map,
    "outlets": outlet_index,
    "chronology": chronology_index,
    "quotations": quotation_index,
    "key-districts": home.key_districts,
    "key-actors": home.key_actors,
    "data": _data,
    "search": _search,
    "reliability": reliability_figures,
    "slips": mention_slips,
    "comparison": comparison,
}
"""Placeholder -> part of a page."""
