"""Feeds of the newest articles: of all, and of each actor and place; as Atom and as JSON Feed. Pure.

The order is that of publication, as far as it is known; an article of which no day is known stands in no feed. `published` is given only where the very
day is certain. Atom wants an `updated` of every entry: it is the last day on which the article can have appeared, failing that the first.

An entry's id is made from the article's id and seed and stays the same whatever the site's address is. Without an address links are relative to the
feed, as RFC 4287 allows.

Sources: RFC 4287 (Atom); JSON Feed 1.1; RFC 4122 (name-based UUIDs).
"""

from __future__ import annotations

import json
import posixpath
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from builder import french
from builder.access import opening
from builder.cite import Reference, page_of, reference
from builder.config import SiteSettings
from builder.model import Article, Authority, Listings, Page, Ref, RefKind, ref, split_ref

FLUX = "donnees/flux"
NEWEST = 50
SUMMARY = 300
"""Code points of an entry's summary."""

_FOLDERS = {RefKind.ACTOR: "acteurs", RefKind.PLACE: "lieux"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """An article as a feed tells it. `day` is only for `updated` and for order; `page` is its address from the site's root."""

    id: str
    page: str
    cited: Reference
    day: str
    summary: str


@dataclass(frozen=True, slots=True)
class _Feed:
    """What a feed is of: its file without ending and the page that it belongs to, both from the site's root."""

    path: str
    page: str
    title: str
    entries: tuple[_Entry, ...]


def feeds(listings: Listings, authority: Authority, site: SiteSettings) -> Iterator[Page]:
    """Yield the feeds of the archive."""
    entries = {ident: _entry(listings.by_id[ident], authority, site) for ident in listings.order}
    for feed in _feeds(listings, authority, site, entries):
        yield Page(f"docs/{feed.path}.atom.xml", _atom(feed, site).encode())
        yield Page(f"docs/{feed.path}.feed.json", _json_feed(feed, site).encode())


def _feeds(listings: Listings, authority: Authority, site: SiteSettings, entries: Mapping[str, _Entry]) -> Iterator[_Feed]:
    yield _Feed(f"{FLUX}/articles", "articles/index.html", site.name, _newest(listings.order, entries))
    for thing, idents in _things(listings, authority):
        kind, ident = split_ref(thing)
        record = authority.actors.get(ident) if kind is RefKind.ACTOR else authority.places.get(ident)
        name = french.capital(french.printed(record.name)) if record else ident
        folder = _FOLDERS[kind]
        yield _Feed(f"{FLUX}/{folder}/{ident}", f"{folder}/{ident}.html", f"{name} — {site.name}", _newest(idents, entries))


def _things(listings: Listings, authority: Authority) -> Iterator[tuple[Ref, tuple[str, ...]]]:
    """Yield each actor and place that has a page, with the articles that name or credit it, in the order of dates."""
    rank = {ident: number for number, ident in enumerate(listings.order)}
    for kind, records in ((RefKind.ACTOR, authority.actors), (RefKind.PLACE, authority.places)):
        for ident in records:
            thing = ref(kind, ident)
            named = {item.article for item in listings.appearances.get(thing, ())}
            credited = listings.by_agency.get(ident, ()) if kind is RefKind.ACTOR else ()
            if found := named | {*credited}:
                yield thing, tuple(sorted(found, key=rank.__getitem__))


def _newest(idents: tuple[str, ...], entries: Mapping[str, _Entry]) -> tuple[_Entry, ...]:
    dated = [entries[ident] for ident in idents if entries[ident].day]
    return tuple(reversed(dated[-NEWEST:]))


def _entry(article: Article, authority: Authority, site: SiteSettings) -> _Entry:
    dating = article.dating
    day = dating.last or dating.first
    unique = uuid.uuid5(uuid.NAMESPACE_OID, f"article {article.id} {article.sha256}")
    cited = reference(article, authority, site)
    return _Entry(f"urn:uuid:{unique}", page_of(article), cited, day.isoformat() if day else "", _summary(article, cited))


def _summary(article: Article, cited: Reference) -> str:
    """Say where and when the article appeared, then its first words as far as they are open."""
    where = ", ".join(part for part in (cited.paper, french.date(cited.date)) if part)
    words = opening(article)
    cut = words if len(words) <= SUMMARY else words[:SUMMARY].rpartition(" ")[0] + "…"
    return f"{where}. {cut}" if cut else f"{where}."


def _address(feed: _Feed, page: str, site: SiteSettings) -> str:
    """Return where a page is, for a reader of the feed."""
    return f"{site.url}/{page}" if site.url else posixpath.relpath(page, posixpath.dirname(feed.path))


def _is_certain(entry: _Entry) -> bool:
    return len(entry.cited.day) == len("2016-12-06")


# --- Atom -----------------------------------------------------------------------------------------------------------------------------

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, not even as a reference."""


def _xml(value: str) -> str:
    return escape(_NOT_XML.sub("", value))


def _attribute(value: str) -> str:
    return quoteattr(_NOT_XML.sub("", value))


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


_NEVER = "0001-01-01"
"""When a feed without entries was last updated."""


def _atom(feed: _Feed, site: SiteSettings) -> str:
    unique = uuid.uuid5(uuid.NAMESPACE_OID, f"feed {feed.path} {site.name}")
    own = f"{feed.path.rpartition('/')[2]}.atom.xml"
    lines = (
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="fr">',
        f"<id>urn:uuid:{unique}</id>",
        f"<title>{_xml(feed.title)}</title>",
        f"<updated>{_instant(max((entry.day for entry in feed.entries), default=_NEVER))}</updated>",
        f"<author><name>{_xml(site.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={_attribute(f"{site.url}/{feed.path}.atom.xml" if site.url else own)}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(_address(feed, feed.page, site))}/>',
        *(_atom_entry(feed, entry, site) for entry in feed.entries),
        "</feed>",
    )
    return "\n".join(lines) + "\n"


def _atom_entry(feed: _Feed, entry: _Entry, site: SiteSettings) -> str:
    cited = entry.cited
    lines = (
        "<entry>",
        f"<id>{entry.id}</id>",
        f"<title>{_xml(cited.title)}</title>",
        f'<link rel="alternate" type="text/html" href={_attribute(_address(feed, entry.page, site))}/>',
        f"<updated>{_instant(entry.day)}</updated>",
        f"<published>{_instant(cited.day)}</published>" if _is_certain(entry) else "",
        f"<author><name>{_xml(cited.author)}</name></author>" if cited.author else "",
        f"<dc:date>{cited.day}</dc:date>" if cited.day else "",
        f"<dc:source>{_xml(cited.paper)}</dc:source>" if cited.paper else "",
        f"<summary>{_xml(entry.summary)}</summary>",
        "</entry>",
    )
    return "\n".join(line for line in lines if line)


# --- JSON Feed --------------------------------------------------------------------------------------------------------------------------


def _json_feed(feed: _Feed, site: SiteSettings) -> str:
    addresses = {"home_page_url": f"{site.url}/{feed.page}", "feed_url": f"{site.url}/{feed.path}.feed.json"} if site.url else {}
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "language": "fr",
        **addresses,
        "items": [_item(feed, entry, site) for entry in feed.entries],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _item(feed: _Feed, entry: _Entry, site: SiteSettings) -> dict[str, object]:
    cited = entry.cited
    said = {
        "id": entry.id,
        "url": _address(feed, entry.page, site),
        "external_url": cited.url,
        "title": cited.title,
        "summary": entry.summary,
        "content_text": entry.summary,
        "date_published": _instant(cited.day) if _is_certain(entry) else None,
        "authors": [{"name": cited.author}] if cited.author else None,
        "language": cited.language,
        "_archive": {"date_edtf": str(cited.date) if cited.date else None, "outlet": cited.paper, "about": "date_edtf: EDTF, ISO 8601-2"},
    }
    return {key: value for key, value in said.items() if value}
