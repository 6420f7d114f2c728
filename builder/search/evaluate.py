"""Which articles a query finds, and how well each fits it.

In: a tree and a shelf. Out: article -> score. Reads the shelf only.

Scores are BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75): all keys of one word, or all mentions of one record, count as one term.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from whoosh.query import And, Not, Or

from builder.lexicon import fold_text
from builder.search.parts import Between, Everything, Mentioned, Name, Phrase, PublishedBy, Word
from builder.shelf import Shelf

Scores = dict[int, float]

_K1, _B = 1.2, 0.75


def evaluate(tree: Any, shelf: Shelf) -> Scores:  # noqa: C901, PLR0911  a table of the kinds of parts
    """Return all articles that a tree finds."""
    match tree:
        case And():
            return _all_of(list(tree.subqueries), shelf)
        case Or():
            return _any_of(list(tree.subqueries), shelf)
        case Not():
            return _without(evaluate(Everything(), shelf), tree, shelf)
        case Word():
            return _weighed(shelf.counts(tree.within, tree.keys), shelf, tree.within)
        case Phrase():
            return _verified(tree, shelf)
        case Name():
            return _any_of([And(list(tree.words)), *tree.records], shelf)
        case Mentioned():
            counts = shelf.counts(tree.kind, [tree.id])
            return dict.fromkeys(counts, 0.0) if tree.is_filter else _weighed(counts, shelf, None)
        case PublishedBy():
            return dict.fromkeys(shelf.counts("outlet", tree.ids), 0.0)
        case Between():
            return {article: 0.0 for article in shelf.all() if _may_be(shelf.facts(article).spans, tree)}
        case Everything():
            return dict.fromkeys(shelf.all(), 0.0)
        case _:  # Whoosh's NullQuery: nothing was asked for
            return {}


def _all_of(parts: list[Any], shelf: Shelf) -> Scores:
    wanted = [part for part in parts if not isinstance(part, Not)] or [Everything()]
    found = sorted((evaluate(part, shelf) for part in wanted), key=len)
    scores = {article: score for article, score in found[0].items() if all(article in other for other in found[1:])}
    for other in found[1:]:
        for article in scores:
            scores[article] += other[article]
    for part in parts:
        if isinstance(part, Not):
            scores = _without(scores, part, shelf)
    return scores


def _any_of(parts: list[Any], shelf: Shelf) -> Scores:
    scores: Scores = {}
    for part in parts:
        for article, score in evaluate(part, shelf).items():
            scores[article] = scores.get(article, 0.0) + score
    return scores


def _without(scores: Scores, part: Any, shelf: Shelf) -> Scores:
    unwanted = evaluate(part.query, shelf)
    return {article: score for article, score in scores.items() if article not in unwanted}


def _weighed(counts: Scores, shelf: Shelf, field: str | None) -> Scores:
    """Return BM25 of one term's counts; without a field, its length plays no part."""
    if not counts:
        return {}
    rarity = math.log(1 + (shelf.size - len(counts) + 0.5) / (len(counts) + 0.5)) if shelf.size >= len(counts) else 0.0
    if field is None:
        return {article: rarity * count * (_K1 + 1) / (count + _K1) for article, count in counts.items()}
    lengths = shelf.lengths(field)
    usual = sum(lengths) / len(lengths) or 1.0
    return {
        article: rarity * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * lengths[article] / usual)) for article, count in counts.items()
    }


def _verified(phrase: Phrase, shelf: Shelf) -> Scores:
    """Return the articles in which the phrase really stands, of those that hold all its words."""
    candidates = _all_of([Word(phrase.within, keys) for keys in phrase.of], shelf)
    stands = phrase.pattern.search
    return {article: score for article, score in candidates.items() if stands(_text(article, phrase, shelf))}


def _text(article: int, phrase: Phrase, shelf: Shelf) -> str:
    """Return what a phrase may stand in, in the form that it has."""
    if phrase.within == "title":
        title = shelf.facts(article).title or ""
        return title.lower() if phrase.is_exact else fold_text(title)
    return shelf.body(article).lower() if phrase.is_exact else shelf.folded(article)


def _may_be(spans: list[list[int]], days: Between) -> bool:
    return any(first <= days.last and days.first <= last for first, last in spans)


# --- what to mark ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a tree looks for, to be marked where it stands: keys of words, phrases, refs of records."""

    keys: frozenset[str]
    phrases: tuple[Phrase, ...]
    refs: frozenset[str]


def wanted(tree: Any) -> Wanted:
    """Return what a tree looks for, leaving out what it excludes."""
    parts = list(_positive(tree))
    return Wanted(
        frozenset(key for part in parts if isinstance(part, Word) for key in part.keys),
        tuple(part for part in parts if isinstance(part, Phrase)),
        frozenset(f"{part.kind}/{part.id}" for part in parts if isinstance(part, Mentioned)),
    )


def _positive(tree: Any) -> Iterable[Any]:
    if isinstance(tree, And | Or):
        for part in tree.subqueries:
            yield from _positive(part)
    elif isinstance(tree, Name):
        yield from tree.records
        yield tree.phrase if len(tree.words) > 1 else tree.words[0]
    elif not isinstance(tree, Not):
        yield tree
