"""The parts of a query once its words are resolved: what to look for, and how to mark it.

Nouns of the stage. A part is a leaf; `whoosh.query` joins them by And, Or and Not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from whoosh.query import Query


class Part(Query):  # type: ignore[misc]  # Whoosh has no types
    """A leaf of the tree."""


@dataclass(frozen=True, eq=False)
class Word(Part):
    """Any of some keys in the field text or title."""

    within: str
    keys: frozenset[str]


@dataclass(frozen=True, eq=False)
class Phrase(Part):
    """Words in their order, and nothing but spaces and signs between them; the last one may be only begun.

    `of` holds for each word the keys that an article must have to be looked at. `is_exact`: letter by letter, only case ignored; otherwise folded.
    """

    within: str
    words: tuple[str, ...]
    of: tuple[frozenset[str], ...]
    is_exact: bool = False
    is_prefix: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as it stands in a text that is folded, or in small letters where it is exact.

        It begins with letters, which the search leaps to, and only then looks back at what stands before them.
        """
        first = rf"{re.escape(self.words[0])}(?<![^\W_].{{{len(self.words[0])}}})"
        words = r"(?:[^\w\n]|_)+".join((first, *map(re.escape, self.words[1:])))
        return re.compile(words + ("" if self.is_prefix else r"(?![^\W_])"), re.DOTALL)


@dataclass(frozen=True, eq=False)
class Name(Part):
    """A known name: its words, anywhere in the article, or a mention of a record of that name. Marked where the words stand in their order."""

    words: tuple[Word, ...]
    phrase: Phrase
    records: tuple[Mentioned, ...]


@dataclass(frozen=True, eq=False)
class Mentioned(Part):
    """Mentions of a record (`kind` actor or place); a filter adds nothing to the score."""

    kind: str
    id: str
    is_filter: bool = False


@dataclass(frozen=True, eq=False)
class PublishedBy(Part):
    """Any of some outlets."""

    ids: frozenset[str]


@dataclass(frozen=True, eq=False)
class Between(Part):
    """Possibly published between two days (ordinals), both included."""

    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Everything(Part):
    """All articles."""
