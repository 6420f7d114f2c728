"""Stage 3, spot: find every known surface and all that it may mean.

In: a Text and the gazetteer of all names. Out: Candidates, nested and overlapping ones kept; nothing is decided here. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from builder.folding import ARTICLES
from builder.gazetteer import Case, Entry, Folded, Gazetteer, Group, fold_loosely, fold_plainly, words_of
from builder.model import Candidate, Sense, Text


def spot(text: Text, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Find the names, short forms, offices, metonyms and cues of all records.

    Returns:
        Candidates in order of (start, -end), each with its senses in order. A surface begins and ends at word edges; it is a name only with
        the capitals that the name has. A looser spelling counts only where no listed one stands in the same place.
    """
    body, found = text.body, _Found()
    words = words_of(body)
    for group, start, last in _matches(fold_plainly(words), gazetteer.plain, gazetteer.plain_entries):
        end = last + (body[last - 2 : last - 1] == "." == body[last : last + 1])  # the last stop of "U.D.P." too
        wide = _before_article(body, start)
        if wide == start:
            _add(found, (start, end), _senses(group, body[start:end], _ALL_CASES))
        else:  # only what has the capitals of a name takes the article
            _add(found, (start, end), _senses(group, body[start:end], _ALL_CASES - {Case.SOME}))
            _add(found, (wide, end), _senses(group, body[wide:end], frozenset({Case.SOME})))
    taken = set(found)
    for group, start, end in _matches(fold_loosely(words), gazetteer.loose, gazetteer.loose_entries):
        if (start, end) not in taken and body[start].isupper() and not (body[end - 2] == " " and body[end - 1].islower()):
            _add(found, (_before_article(body, start), end), _loose_senses(group, body[start:end]))
    return tuple(
        Candidate(start, end, body[start:end], found[start, end]) for start, end in sorted(found, key=lambda span: (span[0], -span[1]))
    )


_Found = dict[tuple[int, int], tuple[Sense, ...]]
_ALL_CASES = frozenset(Case)


def _matches(folded: Folded, automaton: AhoCorasick, groups: tuple[Group, ...]) -> Iterator[tuple[Group, int, int]]:
    """Yield what stands at word edges, and where, in offsets of the text."""
    for pattern, first, last in automaton.find_matches_as_indexes(folded.text, overlapping=True):
        if span := folded.span(first, last):
            yield groups[pattern], *span


def _add(found: _Found, span: tuple[int, int], senses: tuple[Sense, ...]) -> None:
    """Put senses to those that were found in the same place."""
    if senses:
        known = found.get(span)
        found[span] = _in_order((*known, *senses)) if known else senses


@lru_cache(maxsize=1 << 14)
def _senses(group: Group, surface: str, cases: frozenset[Case]) -> tuple[Sense, ...]:
    """Return what a surface may mean that a listed spelling fits, remembered: an archive's texts use the same names again and again."""
    entries = (entry for entry in group if entry.case in cases and _is_spelt_as(surface, entry))
    return _in_order(Sense(entry.ref, entry.kind, surface == entry.written, entry.role) for entry in entries)


@lru_cache(maxsize=1 << 12)
def _loose_senses(group: Group, surface: str) -> tuple[Sense, ...]:
    entries = (entry for entry in group if _is_spelt_as(surface, entry))
    return _in_order(Sense(entry.ref, entry.kind, exact=False, role=entry.role) for entry in entries)


def _in_order(senses: Iterable[Sense]) -> tuple[Sense, ...]:
    return tuple(sorted(set(senses), key=_sense_order))


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
