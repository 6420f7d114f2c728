"""What records say of each other: every id must name a record, nothing may be part of itself, links in notes must lead somewhere.

Looks at the data as people wrote it, so that a record with a fault of its own is looked at too. Pure.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from builder.authority.files import FOLDERS, Document
from builder.errors import Finding
from builder.model import RefKind
from builder.schema import near_miss
from builder.yaml_text import Key, Yaml


@dataclass(frozen=True, slots=True)
class Written:
    """A record as written, and where."""

    kind: RefKind
    ident: str
    path: str
    document: Document

    def finding(self, key: Key, problem: str, hint: str = "") -> Finding:
        """Return a finding on the line of a key."""
        return Finding(self.path, self.document.line(key), problem, hint)


Ids = Mapping[RefKind, Mapping[str, object]]
"""All ids of each kind, those of files included that could not be read: they are there, whatever is wrong with them."""


def check_references(records: Iterable[Written], ids: Ids) -> Iterator[Finding]:
    """Yield what is wrong between records."""
    items = list(records)
    for item in items:
        yield from _dangling(item, ids)
        yield from _repeated(item)
        yield from _dead_links(item, ids)
    yield from _loops(items)


_PARENTS: Mapping[RefKind, str] = {RefKind.PLACE: "within", RefKind.ACTOR: "parent", RefKind.OUTLET: "parent"}


def _references(item: Written) -> Iterator[tuple[Key, RefKind, Yaml]]:
    """Yield where an id of another record stands, of which kind it is to be, and what stands there."""
    data = item.document.data
    if item.kind in _PARENTS:
        key = _PARENTS[item.kind]
        yield (key,), item.kind, data.get(key)
    if item.kind is RefKind.ACTOR:
        for index, role in enumerate(_items(data.get("roles"))):
            if isinstance(role, dict):
                yield ("roles", index, "of"), RefKind.ACTOR, role.get("of")
    if item.kind is RefKind.EVENT:
        for key, kind in (("places", RefKind.PLACE), ("actors", RefKind.ACTOR)):
            for index, ident in enumerate(_items(data.get(key))):
                yield (key, index), kind, ident


def _items(value: Yaml) -> list[Yaml]:
    return value if isinstance(value, list) else []


def _dangling(item: Written, ids: Ids) -> Iterator[Finding]:
    for key, kind, ident in _references(item):
        if isinstance(ident, str) and ident not in ids[kind]:
            hint = near_miss(ident, ids[kind]) or f"no file {FOLDERS[kind]}/{ident}.md"
            yield item.finding(key, f"there is no {kind} {ident!r}", hint)


def _repeated(item: Written) -> Iterator[Finding]:
    """Yield what a list holds twice: the second time says nothing, or hides a slip."""
    data = item.document.data
    for key in ("names", "short", "metonyms", "cues", "sources", "domains", "languages", "places", "actors"):
        values = _items(data.get(key))
        for index, value in enumerate(values):
            if value in values[:index] or (key == "names" and value == data.get("name")):
                yield item.finding((key, index), f"{value!r} stands here twice", "keep one")


_LINK = re.compile(r"\]\(\s*<?([^()\s<>]+)>?[^()]*\)|^ {0,3}\[[^\]]+\]:\s*<?([^\s<>]+)>?", re.MULTILINE)


def _dead_links(item: Written, ids: Ids) -> Iterator[Finding]:
    """Yield links of the note to records that do not exist."""
    here = posixpath.dirname(item.path)
    folders = {folder: kind for kind, folder in FOLDERS.items()}
    for match in _LINK.finditer(item.document.note):
        target = unquote((match[1] or match[2]).partition("#")[0])
        folder, name = posixpath.split(posixpath.normpath(posixpath.join(here, target)))
        if ":" in target or folder not in folders or not name.endswith(".md"):
            continue
        ident = name.removesuffix(".md")
        if ident not in ids[folders[folder]]:
            line = item.document.note_line + item.document.note.count("\n", 0, match.start())
            hint = near_miss(ident, ids[folders[folder]]) or "write the link as ../places/ID.md"
            yield Finding(item.path, line, f"the note links to {target!r}, which does not exist", hint)


def _loops(items: list[Written]) -> Iterator[Finding]:
    """Yield each ring of parents once, at its first record."""
    for kind, key in _PARENTS.items():
        own = {item.ident: item for item in items if item.kind is kind}
        parents = {ident: item.document.data.get(key) for ident, item in own.items()}
        reported: set[str] = set()
        for ident, item in own.items():
            ring = _ring(ident, parents)
            if ring and reported.isdisjoint(ring):
                reported.update(ring)
                yield item.finding((key,), f"{ident!r} is part of itself: {' > '.join((*ring, ident))}", f"one {key} of these is wrong")


def _ring(start: str, parents: Mapping[str, Yaml]) -> tuple[str, ...]:
    """Return the way from a record up to itself, or nothing."""
    chain = [start]
    while isinstance(above := parents.get(chain[-1]), str) and above not in chain:
        chain.append(above)
    return tuple(chain) if above == start else ()
