"""Which articles share their text: reprints, shortened versions, and stories that build on the same wire copy.

In: Articles. Out: Kindred. Pure: no disk, no clock, no log, no chance (the hashes are fixed); the order of the articles decides only which of a group
counts as its first.

Texts are compared by their runs of five words (shingles). MinHash finds the pairs worth comparing without looking at all of them; each such pair is then
compared exactly, so that a false hit of the hashes never shows. Only words that may be shown are compared.

Source: A. Z. Broder, "On the resemblance and containment of documents" (1997); J. Leskovec, A. Rajaraman, J. Ullman, "Mining of Massive Datasets", 3.4.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import compress, count, groupby, islice
from types import MappingProxyType

from builder.access import shown_blocks
from builder.model import TEXT_KINDS, Article, Kin, Kindred

SHINGLE = 5
"""Words that must agree in a row to count."""

PASSAGE = 12
"""Words from which on a shared run is shown as one: shorter ones are turns of phrase and names of offices."""

LEAST = 20
"""Shingles below which a text says too little to be compared."""

FEW = 50
"""Articles up to which all pairs are compared: what finds the pairs worth it takes a second to import."""

REPRINT = 0.5
"""Share of all shingles of two texts that both have, from which on one is a reprint of the other."""

CLOSE = 0.1
"""Share of the shorter text found in the other, from which on they are close."""

SHOWN = 12
"""Articles that are named as close to one, the closest first; a group of reprints has no limit."""

COMPARED = 200
"""Articles that one is compared with at most: only texts made by a machine come near it."""

_BANDS, _ROWS = 32, 2
"""Finds nearly nine pairs in ten that have a quarter of their shingles in common, and nearly all that have more."""


@dataclass(frozen=True, slots=True)
class _Close:
    """An article that is close to another: the percentage of that other's shingles that it has too, and whether one is a reprint of the other."""

    article: str
    share: int
    is_reprint: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text that may be shown, folded, and for each its block and its place in the clean text."""

    folded: tuple[str, ...]
    places: tuple[tuple[int, int, int], ...]

    def shingles(self) -> Iterator[str]:
        """Give every run of five words, in order."""
        yield from (" ".join(self.folded[start : start + SHINGLE]) for start in range(len(self.folded) - SHINGLE + 1))


_WORD = re.compile(r"\w+")


def kindred(articles: tuple[Article, ...]) -> Kindred:
    """Find the articles that share their text.

    Args:
        articles: n >= 0 articles in the order in which the first of a group is chosen.

    Returns:
        For each article that has any, those close to it; for each reprint but the first of its group, the id of that first.
    """
    same = _same_texts(articles)
    ones = {copies[0].id: copies[0] for copies in same}
    texts = {ident: array("Q", set(_digests(_words(article)))) for ident, article in ones.items()}
    close: dict[str, list[_Close]] = defaultdict(list)
    groups = _Groups()
    for ident, found in _compared(texts):
        close[ident].append(found)
        if found.is_reprint:
            groups.join(ident, found.article)
    for copies in same:
        for copy in copies[1:]:
            groups.join(copies[0].id, copy.id)
    kin = {ident: tuple(islice(_kin(ones[ident], found, texts), SHOWN)) for ident, found in close.items()}
    everyone = {copy.id: _ranked(copy, copies, kin.get(copies[0].id, ())) for copies in same for copy in copies}
    return Kindred(
        MappingProxyType({ident: everyone[ident] for ident in sorted(everyone) if everyone[ident]}),
        MappingProxyType(groups.firsts(tuple(article.id for article in articles))),
    )


def _same_texts(articles: tuple[Article, ...]) -> tuple[tuple[Article, ...], ...]:
    """Group what is letter for letter the same: it need not be compared."""
    groups: dict[object, list[Article]] = defaultdict(list)
    for article in articles:
        if shown_blocks(article):
            groups[article.text.body, article.text.blocks, article.access].append(article)
    return tuple(map(tuple, groups.values()))


def _ranked(article: Article, copies: tuple[Article, ...], close: tuple[Kin, ...]) -> tuple[Kin, ...]:
    """Return an article's kin: its copies, then the closest."""
    own = (Kin(copy.id, 100, is_reprint=True) for copy in copies[: SHOWN + 1] if copy is not article)
    return (*own, *close)[:SHOWN]


# --- comparing ------------------------------------------------------------------------------------------------------------------------


def _words(article: Article) -> _Words:
    folded: list[str] = []
    places: list[tuple[int, int, int]] = []
    for number, block in enumerate(shown_blocks(article)):
        if block.kind in TEXT_KINDS:
            for match in _WORD.finditer(article.text.body, block.start, block.end):
                folded.append(match.group().casefold())
                places.append((number, *match.span()))
    return _Words(tuple(folded), tuple(places))


def _digests(words: _Words) -> Iterator[int]:
    """Give a number for every run of five words, in order: in eight bytes each, all texts of a large archive are held at once."""
    for shingle in words.shingles():
        yield int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest())


_Texts = Mapping[str, "array[int]"]
"""Id of an article -> the digests of its shingles, each once."""


def _compared(texts: _Texts) -> Iterator[tuple[str, _Close]]:
    """Yield each pair of close articles twice, once seen from either side."""
    for ident, others in _candidates({ident: text for ident, text in texts.items() if len(text) >= LEAST}):
        mine = frozenset(texts[ident])
        for other in others:
            theirs = texts[other]
            common = len(mine.intersection(theirs))
            if common >= CLOSE * min(len(mine), len(theirs)):
                is_reprint = common >= REPRINT * (len(mine) + len(theirs) - common)
                yield ident, _Close(other, round(100 * common / len(mine)), is_reprint)
                yield other, _Close(ident, round(100 * common / len(theirs)), is_reprint)


def _candidates(texts: _Texts) -> Iterator[tuple[str, list[str]]]:
    """Yield for each article those before it that may share some of its text."""
    return _all_before(tuple(texts)) if len(texts) <= FEW else _by_hashes(texts)


def _all_before(idents: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    for place, ident in enumerate(idents):
        yield ident, sorted(idents[:place])


def _by_hashes(texts: _Texts) -> Iterator[tuple[str, list[str]]]:
    """Yield for each article those before it whose hashes have a band in common with its own.

    The index holds a method of its own, and with that itself: it is emptied, lest its tables stay until the collector comes by.
    """
    from datasketch import MinHash, MinHashLSH

    seen = MinHashLSH(num_perm=_BANDS * _ROWS, params=(_BANDS, _ROWS))
    for ident, text in texts.items():
        sketch = MinHash(num_perm=_BANDS * _ROWS, seed=1, hashfunc=lambda digest: digest % 0xFFFFFFFB)
        sketch.update_batch(text)
        yield ident, sorted(map(str, seen.query(sketch)))[:COMPARED]
        seen.insert(ident, sketch, check_duplication=False)
    vars(seen).clear()


# --- showing --------------------------------------------------------------------------------------------------------------------------


def _kin(article: Article, close: list[_Close], texts: _Texts) -> Iterator[Kin]:
    """Yield what is close to an article and can be shown to be, the closest first."""
    words = _words(article)
    digests = tuple(_digests(words))
    mine = frozenset(digests)
    for other in sorted(close, key=lambda other: (-other.share, other.article)):
        common = mine.intersection(texts[other.article])
        passages = tuple(_passages(article, words, [digest in common for digest in digests]))
        if passages or other.is_reprint:
            yield Kin(other.article, other.share, other.is_reprint, passages)


_CLOSING = re.compile(r"[)\]»”\"’.!?…%\s\u202f]*(?<!\s)")
"""What belongs to the last word of a passage."""


def _passages(article: Article, words: _Words, is_common: list[bool]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the clean text, each within one block, that are made of shared shingles."""
    ends = [block.end for block in shown_blocks(article)]
    shared = [False] * len(words.folded)
    for start in compress(count(), is_common):
        shared[start : start + SHINGLE] = [True] * SHINGLE
    marked = zip(shared, words.places, strict=True)
    for (is_shared, _block), run in groupby(marked, lambda word: (word[0], word[1][0])):
        places = [place for _, place in run]
        if is_shared and len(places) >= PASSAGE:
            closing = _CLOSING.match(article.text.body, places[-1][2], ends[places[-1][0]])
            yield places[0][1], closing.end() if closing else places[-1][2]


# --- groups ---------------------------------------------------------------------------------------------------------------------------


class _Groups:
    """Things that belong together, directly or through others."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def _top(self, ident: str) -> str:
        while (above := self._above.setdefault(ident, ident)) != ident:
            self._above[ident] = self._above[above]
            ident = above
        return ident

    def join(self, one: str, other: str) -> None:
        """Put two things, and all that belongs to them, into one group."""
        self._above[self._top(one)] = self._top(other)

    def firsts(self, order: tuple[str, ...]) -> dict[str, str]:
        """Return for each grouped thing but the first of its group, that first, in the order given."""
        first: dict[str, str] = {}
        grouped = [ident for ident in order if ident in self._above]
        firsts = {ident: first.setdefault(self._top(ident), ident) for ident in grouped}
        return {ident: leader for ident, leader in firsts.items() if leader != ident}
