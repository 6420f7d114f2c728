"""Words as the search sees them: one key for all forms of a word, the forms that occur, and the names of records.

A noun: what `index` writes and `search` reads. Pure.

A word's key is its stem, folded: `libérées`, `libérée` -> `liber`. Folding first would break the stemmer (`liberee` has no French ending), so a word
typed without accents is looked up among the forms that occur, and the stem of what was typed is only tried where no form is found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

from builder.folding import ARTICLES, WORD, fold, skeleton


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, in order."""
    return WORD.findall(text.lower().replace("i\u0307", "i"))  # a small dotted capital I is two characters, the second no letter


@lru_cache(1 << 17)
def key(word: str, language: str) -> str:
    """Return what all forms of a small-letter word share in its language; a language without a stemmer has its words folded only."""
    return fold(_stem(language)(word))


@cache
def _stem(language: str) -> Callable[[str], str]:
    try:
        stemmer = Stemmer.Stemmer(language, 0)  # no cache of its own: it empties it as a whole whenever it is full
    except KeyError:
        return str
    stem: Callable[[str], str] = stemmer.stemWord
    return stem


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def fold_text(text: str) -> str:
    """Return a whole text folded as `fold` folds each of its words, some fifty times as fast: folding goes letter by letter."""
    for letter in set(_BEYOND_ASCII.findall(text)):
        text = text.replace(letter, fold(letter))
    return text.lower()


# --- the forms that occur -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Form:
    """A word as articles write it, in small letters; `articles` says in how many."""

    folded: str
    surface: str
    language: str
    key: str
    articles: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All forms, as lines of tab-separated fields in the order of their folded form. Looked up without being taken apart."""

    lines: str
    """Begins and ends with a line break."""

    @classmethod
    def of(cls, forms: Iterable[Form]) -> Vocabulary:
        """Return the vocabulary of some forms, each (surface, language) once."""
        rows = sorted(f"{form.folded}\t{form.surface}\t{form.language}\t{form.key}\t{form.articles}\n" for form in forms)
        return cls("\n" + "".join(rows))

    def __iter__(self) -> Iterator[Form]:
        """Yield all forms."""
        return map(_form, self.lines.split("\n")[1:-1])

    def spelt(self, folded: str) -> tuple[Form, ...]:
        """Return the forms that are this when folded."""
        return tuple(self._from(f"\n{folded}\t"))

    def starting(self, folded: str) -> tuple[Form, ...]:
        """Return the forms that begin so when folded."""
        return tuple(self._from(f"\n{folded}"))

    def _from(self, start: str) -> Iterator[Form]:
        """Yield the forms of all lines that begin so: they stand together, as the lines are sorted."""
        here = self.lines.find(start)
        while here >= 0 and self.lines.startswith(start, here):
            end = self.lines.index("\n", here + 1)
            if end + 1 == len(self.lines) and end == here + 1:
                return
            yield _form(self.lines[here + 1 : end])
            here = end


def _form(line: str) -> Form:
    folded, surface, language, its_key, articles = line.split("\t")
    return Form(folded, surface, language, its_key, int(articles))


# --- the names of records -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Names:
    """By which names actors and places are known, and which ids there are.

    `plain` maps names folded word by word, one blank between them, to refs (`actor/afp`); `loose` maps the skeletons, written together and without the
    Arabic article, of names put over from Arabic; `ids` has the keys actor, place and outlet; `longest` counts the words of the longest name.
    """

    plain: Mapping[str, tuple[str, ...]]
    loose: Mapping[str, tuple[str, ...]]
    ids: Mapping[str, tuple[str, ...]]
    languages: tuple[str, ...] = ()
    longest: int = 0

    def meant(self, words: str) -> tuple[str, ...]:
        """Return the refs of the records that these words name, in whatever usual spelling."""
        found = [*self.plain.get(" ".join(map(fold, WORD.findall(words))), ())]
        for spelling in _skeletons(words):
            found += self.loose.get(spelling, ())
        return tuple(dict.fromkeys(found))

    def as_json(self) -> str:
        """Return all of it as one line, the inverse of `from_json`."""
        held = {"plain": self.plain, "loose": self.loose, "ids": self.ids, "languages": self.languages, "longest": self.longest}
        return json.dumps(held, ensure_ascii=False, default=dict)

    @classmethod
    def from_json(cls, text: str) -> Names:
        """Read what `as_json` wrote."""
        held = json.loads(text)
        return cls(held["plain"], held["loose"], held["ids"], tuple(held["languages"]), held["longest"])


def _skeletons(words: str) -> tuple[str, str]:
    """Return the skeleton of a name without its articles: those joined by a hyphen, and those that merely stand before a word."""
    found = [(match.group(), words[match.end() : match.end() + 1]) for match in WORD.finditer(words)]
    joined = "".join(skeleton(word) for word, after in found if after not in _HYPHENS or fold(word) not in ARTICLES)
    apart = "".join(skeleton(word) for place, (word, _) in enumerate(found, 1) if place == len(found) or fold(word) not in ARTICLES)
    return joined, apart


_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
