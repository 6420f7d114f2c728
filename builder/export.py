"""Stage 10, export: the archive as data, for a spreadsheet and for a program.

In: articles, authority, the seeds' bytes. Out: files of `docs/donnees/`. Pure: no disk, no clock, no log.

Values are faithful: a cell that begins with `=` is given as the article has it, so a spreadsheet should be told to read columns as text. CSV is RFC 4180,
UTF-8; lists within a cell are joined by `|`. An article whose access is not full gives away none of its words.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from builder.access import gives_seed, shown_title
from builder.geojson import geojson
from builder.model import Article, Authority, Evidence, Listings, Page, RefKind, split_ref
from builder.report import Json, as_json

FOLDER = "docs/donnees"

ARTICLE_FIELDS = tuple(
    "id title title_basis date date_edtf date_first date_last date_basis reported outlet outlet_basis agency author language "
    "actors places quotes unresolved access url seed sha256 encoding encoding_guessed".split()
)
"""Columns of `articles.csv`; quotes and unresolved are numbers."""

MENTION_FIELDS = tuple("article start end surface type id name kind by".split())
"""Columns of `mentions.csv`, keys of `mentions.json`. `type` is actor or place, `kind` what sort of one."""

Row = Mapping[str, Json]


def export(articles: tuple[Article, ...], listings: Listings, authority: Authority, seeds: Mapping[str, bytes]) -> tuple[Page, ...]:
    """Return the data files of an archive, and its raw seeds as plain text.

    Args:
        articles: n >= 0 articles, in any order.
        listings: how often places are named.
        authority: names and kinds of what they mention.
        seeds: file name -> bytes as received; only seeds of the articles are published.

    Returns:
        `articles` and `mentions` as `.csv` and `.json`, ordered by article id, then by place in the text; `graines/ID.EXT.txt`;
        the places as GeoJSON (builder/geojson.py).
    """
    ordered = sorted(articles, key=lambda article: article.id)
    mentions = [row for article in ordered if gives_seed(article) for row in _mentions(article, authority)]
    return (
        Page(f"{FOLDER}/articles.csv", _csv(ARTICLE_FIELDS, (_cells(article, authority) for article in ordered))),
        Page(f"{FOLDER}/articles.json", _json(_object(article, authority) for article in ordered)),
        Page(f"{FOLDER}/mentions.csv", _csv(MENTION_FIELDS, mentions)),
        Page(f"{FOLDER}/mentions.json", _json(mentions)),
        *geojson(listings, authority),
        *(
            Page(f"{FOLDER}/graines/{raw_name(article)}", seeds[article.seed])
            for article in ordered
            if gives_seed(article) and article.seed in seeds
        ),
    )


def raw_name(article: Article) -> str:
    """Return the name under which the raw seed is published: never one that a browser would run."""
    return f"{article.id}.{article.seed.rpartition('.')[2].lower()}.txt"


def _object(article: Article, authority: Authority) -> dict[str, Json]:
    """Return the object of `archive show --json`; where the words are not ours to give, without any of them."""
    whole = as_json(article, authority)
    return whole if gives_seed(article) else whole | _without_words(whole, article)


def _without_words(whole: Mapping[str, Json], article: Article) -> dict[str, Json]:
    """Return the fields that hold words of the text, emptied: what they say of the article stays, in ids, dates and counts."""
    return {
        "text": None,
        "title": shown_title(article),
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


def _entities(whole: Mapping[str, Json], key: str) -> list[Mapping[str, Json]]:
    entities = whole[key]
    return [entity for entity in entities if isinstance(entity, Mapping)] if isinstance(entities, list) else []


def _without_mentions(entity: Mapping[str, Json]) -> Json:
    return {**entity, "mentions": []}


def _cells(article: Article, authority: Authority) -> Row:
    whole = _object(article, authority)
    counts = {"quotes": len(article.quotations), "unresolved": len(article.naming.unresolved)}
    lists = {"actors": _joined(article.actors), "places": _joined(article.places), "agency": _joined(article.attribution.agency)}
    rest = {
        "reported": _joined(map(str, article.dating.reported)),
        "access": article.access,
        "url": article.url,
        "seed": article.seed,
        "sha256": article.sha256,
        "encoding": article.encoding,
        "encoding_guessed": str(article.encoding_guessed).lower(),
    }
    return {**whole, **counts, **lists, **rest}


def _joined(values: Iterable[str]) -> str:
    return "|".join(values)


def _mentions(article: Article, authority: Authority) -> Iterator[Row]:
    for mention in article.naming.mentions:
        kind, ident = split_ref(mention.ref)
        record = authority.actors.get(ident) if kind is RefKind.ACTOR else authority.places.get(ident)
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


def _csv(fields: tuple[str, ...], rows: Iterable[Row]) -> bytes:
    """Return RFC 4180: CRLF between records, quotes only where they are needed; an unknown value is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fields, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _json(objects: Iterable[Mapping[str, Json]]) -> bytes:
    """Return a list with one object a line, so that a changed article is a changed line."""
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in objects)
    return f"[\n{lines}\n]\n".encode()
