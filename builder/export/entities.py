"""The archive as entities of followthemoney, one JSON object a line, for tools that follow people through documents. Pure.

Source: followthemoney 4 (schemata Article, Mention, Person, Organization, PublicBody, Address; languages by ISO 639-3).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain

from builder.access import gives_seed
from builder.cite import Reference
from builder.export.files import FOLDER
from builder.model import Actor, Article, Authority, Page, Place, Ref, split_ref

_SCHEMATA = {"person": "Person", "state": "PublicBody", "government": "PublicBody", "military": "PublicBody"}
"""Kind of actor -> schema; all others are organisations."""

_LANGUAGES = {"fr": "fra", "en": "eng", "ar": "ara", "de": "deu", "es": "spa", "it": "ita"}

Properties = dict[str, list[str]]


def entities(articles: tuple[Article, ...], authority: Authority, cited: Mapping[str, Reference]) -> Page:
    """Return the articles, what they mention, and each mention once a thing and surface."""
    named = sorted({mention.ref for article in articles for mention in article.naming.mentions})
    lines = chain(_things(named, authority), (line for article in articles for line in _article(article, cited[article.id])))
    return Page(f"{FOLDER}/archive.ftm.json", map(str.encode, lines))


def _line(ident: str, schema: str, properties: Properties) -> str:
    """Return an entity; the library reads spaces of every width as one plain space, so it is given no other."""
    known = {name: [" ".join(value.split()) for value in values] for name, values in properties.items() if values}
    return json.dumps({"id": ident, "schema": schema, "properties": known}, ensure_ascii=False) + "\n"


def _key(kind: str, ident: str) -> str:
    """Return an id as the library takes it: letters, digits, dots and hyphens, a letter or digit at both ends. Ours have no dot."""
    return f"{ident.replace('_', '.')}.{kind}"


def _things(named: list[Ref], authority: Authority) -> Iterator[str]:
    for thing in named:
        kind, ident = split_ref(thing)
        record = authority.record(thing)
        if record:
            yield _line(
                _key(kind, ident), _schema(record), _about(record) | (_of_place(record) if isinstance(record, Place) else _of_actor(record))
            )


def _schema(record: Actor | Place) -> str:
    return "Address" if isinstance(record, Place) else _SCHEMATA.get(record.kind, "Organization")


def _about(record: Actor | Place) -> dict[str, list[str]]:
    return {
        "name": [record.name],
        "alias": [*(name.text for name in record.names[1:]), *([record.name_ar] if record.name_ar else [])],
        "weakAlias": list(record.metonyms),
        "wikidataId": [value for key, value in record.identifiers if key == "wikidata"],
    }


def _of_place(place: Place) -> Properties:
    return {
        "full": [place.name],
        "latitude": [str(place.lat)] if place.lat is not None else [],
        "longitude": [str(place.lon)] if place.lon is not None else [],
    }


def _of_actor(actor: Actor) -> Properties:
    return {"position": [role.phrases[0] for role in actor.roles]} if actor.kind == "person" else {}


def _article(article: Article, cited: Reference) -> Iterator[str]:
    key = _key("article", article.id)
    yield _line(
        key,
        "Article",
        {
            "title": [cited.title],
            "author": [cited.author] if cited.author else [],
            "publishedAt": [cited.day] if cited.day else [],
            "publisher": [cited.paper] if cited.paper else [],
            "language": [_LANGUAGES[cited.language]] if cited.language in _LANGUAGES else [],
            "sourceUrl": [cited.link] if cited.link else [],
            "fileName": [article.seed],
        },
    )
    for number, (thing, surface) in enumerate(_named(article), start=1):
        yield _line(f"{key}.m{number}", "Mention", {"document": [key], "name": [surface], "resolved": [_key(*split_ref(thing))]})


def _named(article: Article) -> tuple[tuple[Ref, str], ...]:
    """Return what the article names and how, each once: by the words of the text where they are open, failing that none."""
    if not gives_seed(article):
        return ()
    return tuple(dict.fromkeys((mention.ref, mention.surface) for mention in article.naming.mentions))
