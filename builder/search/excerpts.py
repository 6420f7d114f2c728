"""The passages of a text that show why it was found.

In: a text, what to mark, where records are mentioned. Out: strings with `**` around what is marked. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from builder.folding import WORD, fold
from builder.lexicon import key
from builder.search.answer import MARK
from builder.search.evaluate import Wanted

MOST, LENGTH = 3, 240
"""Passages of one article, and letters of one passage without its marks."""

_END = re.compile(r"(?<=[.!?…»])\s+(?=[^\W_a-z]|[«“\"(])|\n+")
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Passage:
    start: int
    end: int
    marks: tuple[_Span, ...]
    worth: int
    before: str
    after: str


def excerpts(body: str, mentions: Iterable[tuple[int, int, str]], language: str, wanted: Wanted) -> tuple[str, ...]:
    """Return up to three sentences that hold most of what was looked for, in reading order; none where nothing stands in the text."""
    hits = sorted(
        {*_words(body, language, wanted), *_phrases(body, wanted), *((a, b, ref) for a, b, ref in mentions if ref in wanted.refs)}
    )
    passages = list(_passages(body, hits))
    best = sorted(passages, key=lambda passage: (-passage.worth, passage.start))[:MOST]
    return tuple(_marked(body, passage) for passage in sorted(best, key=lambda passage: passage.start))


def _words(body: str, language: str, wanted: Wanted) -> Iterator[tuple[int, int, str]]:
    for match in _beginning(frozenset(its_key[:1] for its_key in wanted.keys)).finditer(body) if wanted.keys else ():
        if (its_key := key(match.group().lower(), language)) in wanted.keys:
            yield match.start(), match.end(), its_key


@lru_cache(256)
def _beginning(initials: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern of all words that begin with some folded letters: a stem begins as its word does, and few words are worth stemming."""
    if not initials <= _letters().keys():
        return WORD
    return re.compile(
        rf"(?<![^\W_])[{re.escape(''.join(letter for initial in sorted(initials) for letter in _letters()[initial]))}][^\W_]*"
    )


@cache
def _letters() -> dict[str, str]:
    """Return folded letter -> all letters that fold to it or to it and more, of the Latin and Arabic scripts."""
    letters: dict[str, str] = {}
    for code in (*range(0x30, 0x250), *range(0x1E00, 0x1F00), *range(0x620, 0x700)):
        if WORD.fullmatch(chr(code)) and (folded := fold(chr(code))):
            letters[folded[0]] = letters.get(folded[0], "") + chr(code)
    return letters


def _phrases(body: str, wanted: Wanted) -> Iterator[tuple[int, int, str]]:
    for phrase in wanted.phrases:
        words = [
            (match.start(), match.end(), match.group().lower() if phrase.is_exact else fold(match.group())) for match in WORD.finditer(body)
        ]
        for place in range(len(words) - len(phrase.words) + 1):
            span = words[place : place + len(phrase.words)]
            if _is(phrase.words, [word for _, _, word in span], is_prefix=phrase.is_prefix) and "\n" not in body[span[0][0] : span[-1][1]]:
                yield span[0][0], span[-1][1], " ".join(phrase.words)


def _is(sought: tuple[str, ...], found: list[str], *, is_prefix: bool) -> bool:
    if is_prefix:
        return found[:-1] == list(sought[:-1]) and found[-1].startswith(sought[-1])
    return found == list(sought)


def _passages(body: str, hits: list[tuple[int, int, str]]) -> Iterator[_Passage]:
    """Yield each sentence with a hit; its worth is the number of different things found in it."""
    ends = [match.span() for match in _END.finditer(body)] + [(len(body), len(body))]
    place = start = 0
    for end, following in ends:
        inside = []
        while place < len(hits) and hits[place][0] < end:
            inside.append(hits[place])
            place += 1
        if inside:
            last = max(end, *(stop for _, stop, _ in inside))
            yield _cut(body, start, last, inside)
        start = following


def _cut(body: str, start: int, end: int, hits: list[tuple[int, int, str]]) -> _Passage:
    """Cut a long sentence down to what stands around its first hit, at spaces; … stands for what is left out."""
    whole = start, end
    if end - start > LENGTH:
        begin = max(start, min(hits[0][0] - LENGTH // 4, end - LENGTH))
        stop = max(min(end, begin + LENGTH), hits[0][1])
        start = begin if begin == start else body.find(" ", begin, hits[0][0]) + 1 or hits[0][0]
        end = stop if stop == end else max(body.rfind(" ", hits[0][1], stop), hits[0][1])
    inside = [hit for hit in hits if start <= hit[0] and hit[1] <= end]
    before, after = "… " * (start != whole[0]), " …" * (end != whole[1])
    return _Passage(start, end, tuple(_merged((a, b) for a, b, _ in inside)), len({what for _, _, what in inside}), before, after)


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    """Return spans in order, those that touch or overlap as one."""
    merged: list[_Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _marked(body: str, passage: _Passage) -> str:
    pieces = []
    here = passage.start
    for start, end in passage.marks:
        pieces += [body[here:start], MARK, body[start:end], MARK]
        here = end
    pieces.append(body[here : passage.end])
    return passage.before + "".join(pieces).strip() + passage.after
