"""What the tables hold: articles, mentions, quotations, and the records that they name. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from builder.access import gives_seed, shown_author, shown_title
from builder.export.files import Field, Row, Table
from builder.model import Article, Authority, Evidence, Listings, Record, Ref, RefKind, ref, split_ref
from builder.report import Json, as_json


def _fields(words: str) -> tuple[Field, ...]:
    """Read columns written as `name:type>table`; type and table may be left out."""
    return tuple(_field(word) for word in words.split())


def _field(word: str) -> Field:
    rest, _, table = word.partition(">")
    name, _, kind = rest.partition(":")
    return Field(name, kind or "string", table or None)


_ARTICLES = Table(
    "articles",
    _fields(
        "id title title_basis date:date date_edtf date_first:date date_last:date date_basis reported outlet>outlets outlet_basis agency author "
        "language actors places quotes:integer unresolved:integer reprint_of>articles access url seed sha256 encoding encoding_guessed:boolean"
    ),
    ("id",),
)
_MENTIONS = Table("mentions", _fields("article>articles start:integer end:integer surface type id name kind by"), ("article", "start"))
_QUOTES = Table(
    "quotes",
    _fields("article>articles start:integer end:integer text speaker>actors speaker_name speaker_words"),
    ("article", "start", "end"),
)
_COMMON = "id name kind variants name_ar name_en wikidata geonames articles:integer mentions:integer first:date last:date"
_ACTORS = Table("actors", _fields(f"{_COMMON} parent>actors metonyms"), ("id",))
_PLACES = Table("places", _fields(f"{_COMMON} within>places lat:number lon:number precision district:boolean"), ("id",))
_OUTLETS = Table(
    "outlets",
    _fields("id name kind variants name_ar name_en wikidata geonames country domains articles:integer first:date last:date"),
    ("id",),
)
TABLES = (_ARTICLES, _MENTIONS, _QUOTES, _ACTORS, _PLACES, _OUTLETS)
"""The tables without their rows."""

ARTICLE_FIELDS = tuple(field.name for field in _ARTICLES.fields)
"""Columns of `articles.csv`; quotes and unresolved are numbers."""

MENTION_FIELDS = tuple(field.name for field in _MENTIONS.fields)
"""Columns of `mentions.csv`, keys of `mentions.json`. `type` is actor or place, `kind` what sort of one."""


def tables(articles: tuple[Article, ...], listings: Listings, authority: Authority) -> tuple[Table, ...]:
    """Return all tables; their rows are made as they are walked over."""
    rows: tuple[Iterator[Row], ...] = (
        (_article(article, listings, authority) for article in articles),
        (row for article in articles if gives_seed(article) for row in _mentions(article, authority)),
        (row for article in articles if gives_seed(article) for row in _quotes(article, authority)),
        (_actor(ident, listings, authority) for ident in sorted(authority.actors)),
        (_place(ident, listings, authority) for ident in sorted(authority.places)),
        (_outlet(ident, listings, authority) for ident in sorted(authority.outlets)),
    )
    return tuple(replace(table, rows=filled) for table, filled in zip(TABLES, rows, strict=True))


# --- articles -------------------------------------------------------------------------------------------------------------------------


def objects(articles: tuple[Article, ...], listings: Listings, authority: Authority) -> Iterator[tuple[str, Iterator[Row]]]:
    """Yield the whole articles, a file a year: the objects of `archive show --json`. One file of all would outgrow what forges serve."""
    years: dict[str, list[Article]] = {name: [] for name in (*map(str, listings.by_year), "sans-date")}
    year_of = {ident: str(year) for year, idents in listings.by_year.items() for ident in idents}
    for article in articles:
        years[year_of.get(article.id, "sans-date")].append(article)
    yield from ((f"articles/{year}.json", (_object(item, authority) for item in found)) for year, found in years.items() if found)


def _object(article: Article, authority: Authority) -> dict[str, Json]:
    """Return the object of `archive show --json`; where the words are not ours to give, without any of them."""
    whole = as_json(article, authority)
    return whole if gives_seed(article) else whole | _without_words(whole, article)


def _without_words(whole: Row, article: Article) -> dict[str, Json]:
    """Return the fields that hold words of the text, emptied: what they say of the article stays, in ids, dates and counts."""
    return {
        "text": None,
        "title": shown_title(article),
        "author": shown_author(article),
        "date_evidence": _without_quotes(article.dating.evidence),
        "outlet_evidence": _without_quotes(article.attribution.outlet.evidence),
        "actors": [_without_mentions(entity) for entity in _entities(whole, "actors")],
        "places": [_without_mentions(entity) for entity in _entities(whole, "places")],
        "unresolved": [],
        "quotes": [],
        "blocks": [],
    }


def _without_quotes(evidence: tuple[Evidence, ...]) -> list[Json]:
    return [{"quote": None, "start": None, "end": None, "says": item.says, "by": item.by} for item in evidence]


def _entities(whole: Row, key: str) -> list[Mapping[str, Json]]:
    entities = whole[key]
    return [entity for entity in entities if isinstance(entity, Mapping)] if isinstance(entities, list) else []


def _without_mentions(entity: Mapping[str, Json]) -> Json:
    return {**entity, "mentions": []}


def _article(article: Article, listings: Listings, authority: Authority) -> Row:
    given = as_json(article, authority)
    values = {name: given[name] for name in ARTICLE_FIELDS if name in given}
    return values | {
        "title": shown_title(article),
        "author": shown_author(article),
        "actors": list(article.actors),
        "places": list(article.places),
        "quotes": len(article.quotations),
        "unresolved": len(article.naming.unresolved),
        "reprint_of": listings.kindred.first.get(article.id),
        "access": article.access,
        "url": article.url,
        "seed": article.seed,
        "sha256": article.sha256,
        "encoding": article.encoding,
        "encoding_guessed": article.encoding_guessed,
    }


def _mentions(article: Article, authority: Authority) -> Iterator[Row]:
    for mention in article.naming.mentions:
        kind, ident = split_ref(mention.ref)
        record = authority.record(mention.ref)
        yield {
            "article": article.id,
            "start": mention.start,
            "end": mention.end,
            "surface": mention.surface,
            "type": kind,
            "id": ident,
            "name": record.name if record else None,
            "kind": record.kind if record else None,
            "by": mention.by,
        }


def _quotes(article: Article, authority: Authority) -> Iterator[Row]:
    for quotation in article.quotations:
        speaker = split_ref(quotation.speaker)[1] if quotation.speaker else None
        record = authority.actors.get(speaker) if speaker else None
        yield {
            "article": article.id,
            "start": quotation.start,
            "end": quotation.end,
            "text": quotation.text,
            "speaker": speaker,
            "speaker_name": record.name if record else None,
            "speaker_words": quotation.speaker_words,
        }


# --- records --------------------------------------------------------------------------------------------------------------------------


def _record(record: Record) -> dict[str, Json]:
    identifiers = dict(record.identifiers)
    return {
        "id": record.id,
        "name": record.name,
        "kind": str(getattr(record, "kind", "")),
        "variants": [name.text for name in record.names[1:]],
        "name_ar": record.name_ar,
        "name_en": record.name_en,
        "wikidata": identifiers.get("wikidata"),
        "geonames": identifiers.get("geonames"),
    }


def _seen(thing: Ref, listings: Listings) -> dict[str, Json]:
    """Return in how many articles a thing is named, how often, and the first and last of their likeliest days."""
    found = listings.appearances.get(thing, ())
    days = _days((item.article for item in found), listings)
    return {"articles": len(found), "mentions": sum(item.mentions for item in found)} | days


def _days(idents: Iterator[str], listings: Listings) -> dict[str, Json]:
    days: list[dt.date] = sorted(day for ident in idents if (day := listings.by_id[ident].dating.likeliest))
    return {"first": days[0].isoformat(), "last": days[-1].isoformat()} if days else {"first": None, "last": None}


def _actor(ident: str, listings: Listings, authority: Authority) -> Row:
    actor = authority.actors[ident]
    own: dict[str, Json] = {"parent": actor.parent, "metonyms": list(actor.metonyms)}
    return _record(actor) | _seen(ref(RefKind.ACTOR, ident), listings) | own


def _place(ident: str, listings: Listings, authority: Authority) -> Row:
    place = authority.places[ident]
    own: dict[str, Json] = {
        "within": place.within,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "district": authority.is_district(ident),
    }
    return _record(place) | _seen(ref(RefKind.PLACE, ident), listings) | own


def _outlet(ident: str, listings: Listings, authority: Authority) -> Row:
    outlet = authority.outlets[ident]
    published = listings.by_outlet.get(ident, ())
    own: dict[str, Json] = {"country": outlet.country, "domains": list(outlet.domains), "articles": len(published)}
    return _record(outlet) | own | _days(chain(published), listings)
