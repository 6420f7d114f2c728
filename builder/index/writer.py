"""Writing segments of the index, some four times as fast as Whoosh by itself.

In: Entries, and what is to go. Out: a committed generation, not yet sealed. Works on the disk.

Whoosh's writer hands each occurrence of a word through seven calls and sorts all of them; here they are gathered by key and handed over key by key, a
block at a time. What is written is Whoosh's own format, which its reader and its merging read; the version is pinned, as inner parts are used.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self, cast

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.util.numeric import length_to_byte
from whoosh.writing import SegmentWriter

from builder.folding import fold
from builder.index.entries import Entry
from builder.index.terms import write_terms
from builder.lexicon import Form, Vocabulary, fold_text, key, words_of
from builder.shelf import COLUMNS, INDEX, SCHEMA, TEXTS


class _Form:
    """One form: its key, in how many articles it occurs, and the postings of its key once one was written."""

    __slots__ = ("articles", "key", "postings")

    def __init__(self, its_key: bytes, articles: int) -> None:
        self.key, self.articles, self.postings = its_key, articles, cast("list[float] | None", None)


class Forms:
    """The forms that occur, while articles come and go: language -> small-letter word -> form."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        self._known: dict[str, dict[str, _Form]] = defaultdict(dict)
        for form in vocabulary or ():
            self._known[form.language][form.surface] = _Form(_bytes(form.key), form.articles)

    def post(self, words: Mapping[str, int], language: str, article: int, lists: dict[bytes, list[float]]) -> None:
        """Add an article's counted words to the postings of their keys."""
        known = self._known[language]
        for word, count in words.items():
            form = known.get(word)
            if form is None:
                form = known[word] = _Form(_bytes(key(word, language)), 0)
            form.articles += 1
            postings = form.postings
            if postings is None:
                postings = form.postings = lists[form.key]
            if postings and postings[-2] == article:  # another form of the same key
                postings[-1] += count
            else:
                postings += (article, count)

    def forget(self, body: str, language: str) -> None:
        """Note that an article is gone."""
        known = self._known[language]
        for word in set(words_of(body)):
            if form := known.get(word):
                form.articles -= 1
                if form.articles <= 0:
                    del known[word]

    def vocabulary(self) -> Vocabulary:
        """Return them in the form that is kept."""
        return Vocabulary.of(
            Form(fold(word), word, language, form.key.decode("utf-8", "surrogatepass"), form.articles)
            for language, known in self._known.items()
            for word, form in known.items()
        )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


class _Pool:
    """Postings by field and key: article, weight, article, weight, ... in the order of articles."""

    def __init__(self) -> None:
        self.fields: dict[str, dict[bytes, list[float]]] = defaultdict(lambda: defaultdict(list))

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Take one posting of an older segment that is being merged."""
        self.fields[item[0]][item[1]] += item[2:4]

    def cleanup(self) -> None:
        """Leave nothing behind: nothing was put on disk."""


class _Codec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Names a segment after its generation: Whoosh's names come from chance, and where somebody has seeded that, twice the same."""

    def __init__(self, generation: int) -> None:
        super().__init__(compression=0)
        self._generation = generation

    def new_segment(self, _storage: FileStorage, indexname: str) -> W3Segment:
        """Return a segment whose codec is Whoosh's own, as it is pickled."""
        return W3Segment(W3Codec(compression=0), indexname, segid=f"g{self._generation}")


class Writer(SegmentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's writer with a faster way in and a pause between writing a generation and removing the one before."""

    def __init__(self, folder: Path, generation: int | None, committed: Callable[[int], None]) -> None:
        """Open a folder for writing; the caller holds the lock.

        Args:
            folder: holds files of this generation, and no others.
            generation: None to begin a new index.
            committed: called with the new generation once all its files are there; files of older ones are removed afterwards.
        """
        storage = FileStorage(str(folder))
        if generation is None:
            TOC.create(storage, SCHEMA, INDEX)
        super().__init__(FileIndex(storage, SCHEMA, INDEX), _lk=False, codec=_Codec((generation or 0) + 1), compound=False)
        self.pool = _Pool()
        self._committed = committed

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        """Commit; after an error leave everything as it was."""
        if error is None:
            self.commit()
            return
        with suppress(Exception):  # the error that is on its way tells more
            self.cancel()

    def add(self, entry: Entry, forms: Forms) -> None:
        """Add one article."""
        article, language, lists = self.docnum, entry.facts.language, self.pool.fields
        self.perdocwriter.start_doc(article)
        forms.post(entry.words, language, article, lists["text"])
        self._has("text", sum(entry.words.values()))
        title: Counter[str] = Counter()
        for word, count in entry.title.items():
            title[key(word, language)] += count
        self._post("title", title, article)
        self._has("title", sum(title.values()))
        self._post("actor", entry.actors, article)
        self._post("place", entry.places, article)
        self._post("outlet", {entry.facts.outlet: 1} if entry.facts.outlet else {}, article)
        self._post("id", {entry.facts.id: 1}, article)
        cells = (entry.facts.as_bytes(), _bytes(entry.body), _bytes(fold_text(entry.body)), entry.mentions)
        for name, cell in zip(COLUMNS, cells, strict=True):
            self.perdocwriter.add_column_value(name, TEXTS, cell)
        self.perdocwriter.finish_doc()
        self._added = True
        self.docnum += 1

    def _post(self, field: str, counts: Mapping[str, int], article: int) -> None:
        lists = self.pool.fields[field]
        for each, count in counts.items():
            lists[_bytes(each)] += (article, count)

    def _has(self, field: str, words: int) -> None:
        """Note the length of a field of the article being added."""
        self.perdocwriter.add_field(field, SCHEMA[field], None, words)

    def _flush_segment(self) -> None:
        """Write all postings, field by field and key by key."""
        self.perdocwriter.close()
        lengths = self.per_document_reader()
        for name in sorted(self.pool.fields):
            self.fieldwriter.start_field(name, SCHEMA[name])
            sizes = [length_to_byte(lengths.doc_field_length(number, name) or 0) for number in range(self.docnum)]
            write_terms(self.fieldwriter, self.pool.fields[name], sizes)
            self.fieldwriter.finish_field()
        self.fieldwriter.close()
        lengths.close()

    def _commit_toc(self, segments: list[Any]) -> None:
        TOC(SCHEMA, segments, self.generation).write(self.storage, INDEX)
        self._committed(self.generation)
