"""The index as it stands on disk: its fields and columns, and reading them.

A noun: what `index` writes and `search` reads. Works on the disk. Opening a shelf unpickles: give it only a folder that `seal` vouches for.

Whoosh keeps the words, the columns and the commits. The fields hold counts without positions: indexing is four times as fast so, and a phrase is
verified on the text itself. Postings are read in one go, not walked by matchers: counting facets needs every hit anyhow.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Self

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence
from whoosh.index import TOC, FileIndex

from builder.lexicon import Names, Vocabulary

INDEX = "MAIN"
"""Whoosh's own name for the index of a folder that holds only one."""


class Counts(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field of keys, each with a weight: how often it occurs."""

    def __init__(self, *, scorable: bool = True) -> None:
        super().__init__(Existence(), None, scorable=scorable)


TEXTS = VarBytesColumn()
SCHEMA = Schema(
    id=Counts(scorable=False),
    text=Counts(),
    title=Counts(),
    actor=Counts(scorable=False),
    place=Counts(scorable=False),
    outlet=Counts(scorable=False),
    facts=COLUMN(TEXTS),
    body=COLUMN(TEXTS),
    folded=COLUMN(TEXTS),
    mentions=COLUMN(TEXTS),
)
COLUMNS = ("facts", "body", "folded", "mentions")


class Facts(NamedTuple):
    """What is known of an article beside its words. Days are ordinals (1: 0001-01-01); `spans` holds all that it may have been published on."""

    id: str
    title: str | None
    language: str
    date: str | None
    date_edtf: str | None
    spans: list[list[int]]
    year: int | None
    outlet: str | None
    actors: list[str]
    places: list[str]

    def as_bytes(self) -> bytes:
        """Return it as the column holds it."""
        return json.dumps(self, ensure_ascii=False).encode("utf-8", "surrogatepass")


def names_file(generation: int) -> str:
    """Return the name of the file of names of a generation."""
    return f"names-{generation}.json"


def words_file(generation: int) -> str:
    """Return the name of the file of forms of a generation."""
    return f"words-{generation}.tsv"


@dataclass(slots=True)
class _Leaf:
    """One segment: the number of its first article in the whole index, its reader, its columns once they were asked for."""

    first: int
    reader: Any
    columns: dict[str, Any] = field(default_factory=dict)

    def column(self, name: str) -> Any:
        if name not in self.columns:
            self.columns[name] = self.reader.column_reader(name, translate=False)
        return self.columns[name]


class Shelf:
    """An open index of one generation. Articles are numbered from 0; numbers hold as long as the shelf is open."""

    def __init__(self, folder: Path, generation: int) -> None:
        """Open it.

        Raises:
            OSError: a file is gone: another process has just committed a newer generation.
        """
        storage = FileStorage(os.fspath(folder), readonly=True)
        toc = TOC.read(storage, INDEX, gen=generation, schema=SCHEMA)
        self._reader: Any = FileIndex._reader(storage, SCHEMA, toc.segments, generation)  # noqa: SLF001  the newest is not always the sealed one
        self._leaves = [_Leaf(first, reader) for reader, first in self._reader.leaf_readers()] if toc.segments else []
        self._names = (folder / names_file(generation)).read_text(encoding="utf-8")
        self._words = (folder / words_file(generation)).read_bytes()
        for leaf in self._leaves:  # all files are opened now: the next commit removes them, and an open one outlives that
            for column in COLUMNS:
                leaf.column(column)
            for scored in ("text", "title"):
                leaf.reader.doc_field_length(0, scored)
        self._facts: dict[int, Facts] = {}
        self._lengths: dict[str, list[int]] = {}

    def close(self) -> None:
        """Close the files."""
        for leaf in self._leaves:
            leaf.columns.clear()
        self._reader.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the files."""
        self.close()

    @cached_property
    def names(self) -> Names:
        """The names of records."""
        return Names.from_json(self._names)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The forms that occur."""
        return Vocabulary(self._words.decode("utf-8", "surrogatepass"))

    def segments(self) -> tuple[str, ...]:
        """Return what the names of all files of its segments begin with."""
        return tuple(f"{leaf.reader.segment().segment_id()}." for leaf in self._leaves)

    @property
    def size(self) -> int:
        """How many articles there are."""
        return int(self._reader.doc_count())

    def all(self) -> Iterator[int]:
        """Yield the numbers of all articles."""
        return iter(self._reader.all_doc_ids())

    def has(self, field_name: str, key: str) -> bool:
        """Say whether a field has a key."""
        return (field_name, key.encode()) in self._reader

    def counts(self, field_name: str, keys: Iterable[str]) -> dict[int, float]:
        """Return article -> how often any of the keys occurs in a field of it."""
        found: dict[int, float] = {}
        wanted = sorted(each.encode("utf-8", "surrogatepass") for each in keys)
        for leaf in self._leaves:
            for key in wanted:
                if (field_name, key) in leaf.reader:
                    for number, weight in _postings(leaf.reader, field_name, key):
                        article = leaf.first + number
                        found[article] = found.get(article, 0.0) + weight
        return found

    def lengths(self, field_name: str) -> list[int]:
        """Return for each article how many words a field of it has, as nearly as one byte says it."""
        if field_name not in self._lengths:
            lengths: list[int] = []
            for leaf in self._leaves:
                lengths += [leaf.reader.doc_field_length(number, field_name) or 0 for number in range(leaf.reader.doc_count_all())]
            self._lengths[field_name] = lengths
        return self._lengths[field_name]

    def facts(self, article: int) -> Facts:
        """Return what is known of an article."""
        if article not in self._facts:
            self._facts[article] = Facts(*json.loads(self._cell(article, "facts")))
        return self._facts[article]

    def body(self, article: int) -> str:
        """Return an article's own text, its title before it, as far as it may be shown."""
        return self._cell(article, "body").decode("utf-8", "surrogatepass")

    def folded(self, article: int) -> str:
        """Return `body` folded."""
        return self._cell(article, "folded").decode("utf-8", "surrogatepass")

    def mentions(self, article: int) -> list[tuple[int, int, str]]:
        """Return (start, end, ref) of all mentions in `body`."""
        return [(start, end, ref) for start, end, ref in json.loads(self._cell(article, "mentions"))]

    def _cell(self, article: int, column: str) -> bytes:
        leaf = next(leaf for leaf in reversed(self._leaves) if leaf.first <= article)
        return bytes(leaf.column(column)[article - leaf.first])


def _postings(reader: Any, field_name: str, key: bytes) -> Iterator[tuple[int, float]]:
    """Yield article and weight of a key, a block at a time where there are blocks: stepping through them takes four calls each."""
    matcher, gone = reader.postings(field_name, key), reader.deleted_docs_set
    if gone:
        matcher = matcher.child  # what leaves out the removed ones
        matcher.reset()
    postings = _by_block(matcher) if isinstance(matcher, W3LeafMatcher) else _beside(matcher)
    for number, weight in postings:
        if number not in gone:
            yield number, weight


def _beside(matcher: Any) -> Iterator[tuple[int, float]]:
    """Yield the postings that stand beside their key."""
    while matcher.is_active():
        yield matcher.id(), matcher.weight()
        matcher.next()


def _by_block(matcher: Any) -> Iterator[tuple[int, float]]:
    while matcher.is_active():
        matcher._read_ids()  # noqa: SLF001
        matcher._read_weights()  # noqa: SLF001
        yield from zip(matcher._ids, matcher._weights, strict=True)  # noqa: SLF001
        matcher._next_block()  # noqa: SLF001
