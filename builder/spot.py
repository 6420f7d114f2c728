"""Stage 3, spot: find every known surface and all that it may mean.

In: a Text and the gazetteer of all names. Out: Candidates, nested and overlapping ones kept; nothing is decided here. Pure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from builder.folding import ARTICLES
from builder.gazetteer import Case, Entry, Folded, Gazetteer, fold_loosely, fold_plainly, words_of
from builder.model import Candidate, Ref, Sense, SenseKind, Text


def spot(text: Text, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Find the names, short forms, offices, metonyms and cues of all records.

    Returns:
        Candidates in order of (start, -end), each with its senses in order. A surface begins and ends at word edges; it is a name only with
        the capitals that the name has. A looser spelling counts only where no listed one stands in the same place.
    """
    found: dict[tuple[int, int], set[Sense]] = defaultdict(set)
    words = words_of(text.body)
    plain = fold_plainly(words)
    for first, end, entry in _matches(
        plain, gazetteer.plain.find_matches_as_indexes(plain.text, overlapping=True), gazetteer.plain_entries
    ):
        start = _before_article(text.body, first) if entry.case is Case.SOME else first
        surface = text.body[start:end]
        if _is_spelt_as(surface, entry):
            found[start, end].add(_sense(entry.ref, entry.kind, entry.role, exact=surface == entry.written))
    taken = set(found)
    loose = fold_loosely(words)
    for start, end, entry in _matches(
        loose, gazetteer.loose.find_matches_as_indexes(loose.text, overlapping=True), gazetteer.loose_entries
    ):
        if (start, end) not in taken and text.body[start].isupper() and _is_spelt_as(text.body[start:end], entry):
            found[_before_article(text.body, start), end].add(_sense(entry.ref, entry.kind, entry.role, exact=False))
    return tuple(
        Candidate(start, end, text.body[start:end], tuple(sorted(found[start, end], key=_sense_order)))
        for start, end in sorted(found, key=lambda span: (span[0], -span[1]))
    )


@lru_cache(maxsize=1 << 14)
def _sense(target: Ref, kind: SenseKind, role: int | None, *, exact: bool) -> Sense:
    return Sense(target, kind, exact, role)


def _matches(
    folded: Folded, matches: list[tuple[int, int, int]], entries: tuple[tuple[Entry, ...], ...]
) -> Iterator[tuple[int, int, Entry]]:
    """Yield what stands at word edges, in offsets of the text."""
    for pattern, first, last in matches:
        start, end = folded.starts.get(first), folded.ends.get(last)
        if start is not None and end is not None and start < end:
            for entry in entries[pattern]:
                yield start, end, entry


_ARTICLE = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(ARTICLES, key=len, reverse=True))})[-\u2010\u2011]$", re.IGNORECASE)


def _before_article(body: str, start: int) -> int:
    """Return where a name begins with the Arabic article that is joined to it: "al-Ramla" is one word."""
    if body[start - 1 : start] not in {"-", "\u2010", "\u2011"}:
        return start
    match = _ARTICLE.search(body, max(0, start - 6), start)
    return match.start() if match else start


def _is_spelt_as(surface: str, entry: Entry) -> bool:
    """Say whether a surface has the capitals that make it this name: "Port-Est" is a name, "port est" is not, nor is "Port est fermé"."""
    match entry.case:
        case Case.ANY:
            return True
        case Case.ALL:
            return not any(map(str.islower, surface))
        case Case.SOME:
            if " " in surface and " " not in entry.written:
                return all(word[:1].isupper() for word in surface.split())
            article, _, rest = surface.partition(" ")
            if article in {"Le", "La", "Les"} and rest.islower() and not entry.written.partition(" ")[2].islower():
                return False  # "Le monde regarde" is no newspaper
            return any(map(str.isupper, surface)) or not any(map(str.islower, surface))


def _sense_order(sense: Sense) -> tuple[str, str, int, bool]:
    return sense.ref, sense.kind, -1 if sense.role is None else sense.role, not sense.exact
