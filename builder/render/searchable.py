"""What the site's search knows of a page beyond its words: the front matter from which the theme makes `data-pagefind-*` marks. Pure.

Keys: `genre` of the page, `sort` of thing, `date_words`, `date_order`, `date_certain`, `month`, `outlet`, `outlet_name`, `actors`, `places`, `reprint_of`: what
results show, filter, sort and fold by. What is filtered by is an id, a space, and the name that readers see.
`spellings`: every way of writing what the page is about that is not there to be read, so that any of them finds it; they are searched, never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from builder import french
from builder.access import shown_blocks
from builder.model import Article, BlockKind, Record, Ref, RefKind, ref, split_ref
from builder.render.labels import ACTOR_KINDS, OUTLET_KINDS, PLACE_KINDS, Kind, kind
from builder.render.markdown import live, relative
from builder.render.site import Site

Front = dict[str, str | list[str]]


def article_marks(site: Site, article: Article) -> Front:
    """Return what the search knows of an article."""
    actors = [ref(RefKind.ACTOR, ident) for ident in dict.fromkeys((*article.actors, *article.attribution.agency))]
    places = [ref(RefKind.PLACE, ident) for ident in article.places]
    outlet = article.attribution.outlet.value
    return {
        "genre": "Article",
        "date_words": french.date(article.dating.edtf),
        "date_order": article.dating.likeliest.isoformat() if article.dating.likeliest else "",
        "date_certain": article.dating.edtf.certain_prefix if article.dating.edtf else "",
        "month": _month(site, article),
        "outlet": filter_value(site, ref(RefKind.OUTLET, outlet)) if outlet else "",
        "outlet_name": site.name(ref(RefKind.OUTLET, outlet)) if outlet else "",
        "actors": _values(site, actors),
        "places": _values(site, places),
        "reprint_of": site.listings.kindred.first.get(article.id, ""),
        "spellings": _unique((*_unseen(article, _spellings(site, (*actors, *places))), *_other_ligatures(article))),
    }


_GENRES = {RefKind.ACTOR: "Acteur", RefKind.PLACE: "Lieu", RefKind.OUTLET: "Titre de presse"}
_SORTS: Mapping[RefKind, Mapping[str, Kind]] = {RefKind.ACTOR: ACTOR_KINDS, RefKind.PLACE: PLACE_KINDS, RefKind.OUTLET: OUTLET_KINDS}


def dossier_marks(site: Site, thing: Ref) -> Front:
    """Return what the search knows of a dossier."""
    folder = split_ref(thing)[0]
    sort = kind(_SORTS[folder], str(getattr(site.record(thing), "kind", ""))).one
    return {"genre": _GENRES[folder], "sort": french.capital(sort), "spellings": _unique(_spellings(site, (thing,)))}


_FACETS = {RefKind.ACTOR: "acteur", RefKind.PLACE: "lieu", RefKind.OUTLET: "media"}


@dataclass(frozen=True, slots=True)
class SearchBox:
    """A form of a dossier that searches only the articles of the thing: where it leads, and what it says there."""

    action: Markup
    facet: Markup
    value: Markup


def search_box(here: str, thing: Ref) -> SearchBox:
    """Return the form of a thing's dossier, to be laid out by `searchbox.md.jinja`."""
    folder, ident = split_ref(thing)
    action = relative(here, "recherche.md").removesuffix(".md") + ".html"
    return SearchBox(live(action), live(_FACETS[folder]), live(ident))


def filter_value(site: Site, thing: Ref) -> str:
    """Return what a page is filtered by for a thing: its id, which addresses keep, and its name, which readers see."""
    return f"{split_ref(thing)[1]} {french.capital(site.name(thing))}"


def _values(site: Site, things: Iterable[Ref]) -> list[str]:
    return sorted({filter_value(site, thing) for thing in things}, key=french.sort_key)


def _month(site: Site, article: Article) -> str:
    """Return the likeliest month as `2016-12`, the year alone where no more is known, "" where nothing is."""
    year, month = site.year_month(article.id) or (None, 0)
    return f"{year}-{month:02}" if month else str(year or "")


def _spellings(site: Site, things: Iterable[Ref]) -> Iterator[str]:
    """Give every name of the things, in all scripts: the names that `archive search` knows too."""
    for thing in things:
        if record := site.record(thing):
            yield from _own_spellings(record)


def _own_spellings(record: Record) -> Iterator[str]:
    yield from (name.text for name in record.names)
    yield from (name for name in (record.name_ar, record.name_en) if name)


def _unique(spellings: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(spellings))


_JOINED = re.compile(r"\w+(?:-\w+)*")


def _flat(text: str) -> str:
    return f" {' '.join(_JOINED.findall(text.casefold()))} "


def _unseen(article: Article, spellings: Iterable[str]) -> Iterator[str]:
    """Leave out what stands in a paragraph letter by letter: the index has it from there, and browsers need not read it twice.

    What has an apostrophe stays: Pagefind joins what is on both sides of it.
    """
    paragraphs = (block for block in shown_blocks(article) if block.kind is BlockKind.PARAGRAPH)
    seen = "".join(_flat(article.text.body[block.start : block.end]) for block in paragraphs)
    yield from (spelling for spelling in spellings if {"'", "’"} & {*spelling} or _flat(spelling) not in seen)


_WORD = re.compile(r"\w+")


def _other_ligatures(article: Article) -> Iterator[str]:
    """Give the words with œ as they are written without it, and the reverse: Pagefind folds accents, not ligatures."""
    for block in shown_blocks(article):
        for word in _WORD.findall(article.text.body[block.start : block.end].lower()):
            if "œ" in word:
                yield word.replace("œ", "oe")
            elif "oe" in word:
                yield word.replace("oe", "œ")
