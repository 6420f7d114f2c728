"""What the words of a query stand for in this archive: keys of the index, records, days.

In: words, and the shelf's vocabulary and names. Out: Parts. Reads the shelf only.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from builder.edtf import Edtf
from builder.errors import Finding, SettingsError
from builder.folding import fold
from builder.lexicon import Form, key
from builder.search.parts import Between, Mentioned, Name, Part, Phrase, PublishedBy, Word
from builder.shelf import Shelf

_FIRST, _LAST = 1, 3652059
"""The ordinals of the first and last day there can be, for open ends."""

_NEAR = 10
"""Forms that are taken for one misspelt word, at most."""


def refused(problem: str, hint: str = "") -> SettingsError:
    """Return the error that says why a query cannot be answered."""
    return SettingsError(Finding("query", 0, problem, hint))


@dataclass(slots=True)
class Resolver:
    """Resolves the words of one query. `corrections` gathers typed word -> the word that was searched instead."""

    shelf: Shelf
    is_exact: bool
    corrections: dict[str, str] = field(default_factory=dict)

    def word(self, word: str, field_name: str) -> Part:
        """Return what a single word stands for: its forms; if there are none, the nearest spelling."""
        if self.is_exact:
            return Phrase(field_name, (word,), (self._exactly(word),), is_exact=True)
        keys = self._keys(word)
        if not keys:
            near = self._near(fold(word))
            keys = frozenset(form.key for form in near)
            if near:
                self.corrections[word] = max(near, key=lambda form: (form.articles, form.surface)).surface
        return Word(field_name, keys)

    def prefix(self, start: str, field_name: str) -> Part:
        """Return what a begun word stands for: all words that begin so, in all their forms."""
        forms = self.shelf.vocabulary.starting(fold(start))
        if self.is_exact:
            keys = frozenset(form.key for form in forms if form.surface.startswith(start))
            return Phrase(field_name, (start,), (keys,), is_exact=True, is_prefix=True)
        return Word(field_name, frozenset(form.key for form in forms))

    def phrase(self, words: Sequence[str], field_name: str) -> Phrase:
        """Return what words in their order stand for: these words and no other forms of them."""
        if self.is_exact:
            return Phrase(field_name, tuple(words), tuple(self._exactly(word) for word in words), is_exact=True)
        folded = tuple(map(fold, words))
        return Phrase(field_name, folded, tuple(frozenset(form.key for form in self.shelf.vocabulary.spelt(word)) for word in folded))

    def name(self, words: Sequence[str], refs: Iterable[str]) -> Part:
        """Return what a known name stands for."""
        written = tuple(Word("text", self._keys(word)) for word in words)
        return Name(written, self.phrase(words, "text"), tuple(Mentioned(*ref.split("/", 1)) for ref in refs))

    def record(self, kind: str, value: str) -> Part:
        """Return what `actor:`, `place:` or `outlet:` and a value stand for; the value is an id, or the name of one record."""
        ident = value.lower()
        known = self.shelf.names.ids.get(kind, ())
        if ident not in known:
            named = [ref.split("/", 1)[1] for ref in self.shelf.names.meant(value) if ref.startswith(f"{kind}/")]
            if len(named) != 1:
                near = named or difflib.get_close_matches(ident, known, n=3, cutoff=0.5)
                hint = f"did you mean {' or '.join(near)}?" if near else f"ids are the file names of archive/{kind}s/"
                raise refused(f"there is no {kind} {value!r}", hint)
            ident = named[0]
        return PublishedBy(frozenset({ident})) if kind == "outlet" else Mentioned(kind, ident)

    def _exactly(self, word: str) -> frozenset[str]:
        return frozenset(form.key for form in self.shelf.vocabulary.spelt(fold(word)) if form.surface == word)

    def _keys(self, word: str) -> frozenset[str]:
        """Return the keys of all forms that fold to the same; of a form that does not occur, the stem as far as the index has it."""
        if forms := self.shelf.vocabulary.spelt(fold(word)):
            return frozenset(form.key for form in forms)
        tried = {key(spelling, language) for spelling in (word, fold(word)) for language in self.shelf.names.languages}
        return frozenset(each for each in tried if self.shelf.has("text", each))

    def _near(self, word: str) -> list[Form]:
        """Return the nearest forms that begin with the same letter: one slip apart in words up to five letters, two in longer ones."""
        if len(word) < 3:
            return []
        from rapidfuzz.distance import OSA  # noqa: PLC0415  only misspelt words wait for it

        within = 1 if len(word) <= 5 else 2
        found: list[tuple[int, Form]] = []
        for form in self.shelf.vocabulary.starting(word[0]):
            if abs(len(form.folded) - len(word)) <= within:
                distance = int(OSA.distance(word, form.folded, score_cutoff=within))
                if distance <= within:
                    found.append((distance, form))
        least = min((distance for distance, _ in found), default=0)
        near = sorted((form for distance, form in found if distance == least), key=lambda form: (-form.articles, form.surface))
        return near[:_NEAR]


def days(text: str) -> Between:
    """Return the days of `2016-12`, `2016-12-06` or `2016-12-01..2016-12-09`, either end of which may be open.

    Raises:
        SettingsError: that is no date.
    """
    first, dots, last = text.strip("[]").partition("..")
    ends = (_date(first), _date(last)) if dots else (_date(text), _date(text))
    if ends == (None, None):
        raise refused(f"{text!r} is no date", "write 2016-12-06, 2016-12, 2016 or 2016-12-01..2016-12-09")
    begin = _day(ends[0].first, _FIRST) if ends[0] else _FIRST
    end = _day(ends[1].last, _LAST) if ends[1] else _LAST
    if begin > end:
        raise refused(f"{text!r} ends before it begins", "write the earlier day first")
    return Between(begin, end)


def _date(text: str) -> Edtf | None:
    if not text.strip():
        return None
    try:
        return Edtf.parse(text)
    except ValueError:
        raise refused(f"{text!r} is no date", "write 2016-12-06, 2016-12, 2016 or 2016-12-01..2016-12-09") from None


def _day(day: dt.date | None, otherwise: int) -> int:
    return day.toordinal() if day else otherwise
