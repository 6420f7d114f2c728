"""Words and the how-many-eth: where a given stretch of a text stands, said without offsets.

In: a text, and words or offsets. Out: offsets, or `nth`. Occurrences are counted from 1 and may overlap. Pure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import ahocorasick_rs

MANY = 200
"""Different words from which on one pass for all of them beats a pass for each."""


class Occurrences:
    """All places of words in one text, looked up when first asked for."""

    def __init__(self, body: str, expected: Iterable[str] = ()) -> None:
        """Take a text, and the words that will be asked for where they may be many."""
        self._body = body
        self._starts: dict[str, list[int]] = {}
        words = sorted({word for word in expected if word})
        if len(words) >= MANY:
            self._look_up(words)

    def nth(self, words: str, start: int) -> int:
        """Return which occurrence of the words begins at `start`; the words must stand there."""
        return bisect_left(self._places(words), start) + 1

    def start(self, words: str, nth: int) -> int | None:
        """Return where the nth occurrence begins, or None where there are fewer."""
        places = self._places(words)
        return places[nth - 1] if 1 <= nth <= len(places) else None

    def _places(self, words: str) -> list[int]:
        if words not in self._starts:
            self._starts[words] = _find_all(self._body, words)
        return self._starts[words]

    def _look_up(self, words: list[str]) -> None:
        """Find all words in one pass over the text."""
        self._starts = {word: [] for word in words}
        lists = [self._starts[word] for word in words]
        for index, start, _ in ahocorasick_rs.AhoCorasick(words).find_matches_as_indexes(self._body, overlapping=True):
            lists[index].append(start)


def _find_all(body: str, words: str) -> list[int]:
    places = []
    place = body.find(words) if words else -1
    while place >= 0:
        places.append(place)
        place = body.find(words, place + 1)
    return places
