"""Stage 13, search: answer a query from the index.

In: a Shelf and a Request. Out: a Found. Reads the shelf only.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from itertools import chain
from typing import Any

from whoosh.query import And

from builder.search.answer import Found, Hit, Request
from builder.search.evaluate import Scores, evaluate, wanted
from builder.search.excerpts import excerpts
from builder.search.parse import parse
from builder.search.parts import Between, Mentioned, PublishedBy
from builder.search.resolve import Resolver, days
from builder.search.text import as_text
from builder.shelf import Facts, Shelf

__all__ = ["Found", "Hit", "Request", "as_text", "search"]


def search(shelf: Shelf, request: Request) -> Found:
    """Answer a request.

    Raises:
        SettingsError: the query, an id or a date makes no sense; the hint says what would.
    """
    resolver = Resolver(shelf, request.is_exact)
    asked = parse(request.query, resolver)
    filters = _filters(request, resolver)
    tree = And([asked, *filters]) if filters else asked
    scores = evaluate(tree, shelf)
    ordered = _ordered(scores, shelf, request.sort)
    marked = wanted(tree)
    return Found(
        query=request.query,
        total=len(ordered),
        results=tuple(_hit(article, scores[article], shelf, marked) for article in ordered[: max(request.limit, 0)]),
        facets=_facets([shelf.facts(article) for article in ordered]),
        suggestion=_corrected(request.query, resolver.corrections),
    )


def _filters(request: Request, resolver: Resolver) -> list[Any]:
    filters: list[Any] = []
    for kind, idents in (("actor", request.actors), ("place", request.places)):
        filters += [
            Mentioned(kind, part.id, is_filter=True) for ident in idents if isinstance(part := resolver.record(kind, ident), Mentioned)
        ]
    outlets = [part.ids for ident in request.outlets if isinstance(part := resolver.record("outlet", ident), PublishedBy)]
    if outlets:
        filters.append(PublishedBy(frozenset().union(*outlets)))
    if request.first is not None or request.last is not None:
        begin, end = (days(date) if date else None for date in (request.first, request.last))
        whole = days("0001-01-01..")
        filters.append(Between((begin or whole).first, (end or whole).last))
    return filters


def _ordered(scores: Scores, shelf: Shelf, sort: str) -> list[int]:
    """Return the articles, best or newest first; of the same the newest, the undated last; then in the order of ids."""
    is_by_score = sort == "relevance"
    places = []
    for article, score in scores.items():
        facts = shelf.facts(article)
        places.append((-round(score, 6) if is_by_score else 0.0, -_day(facts), facts.id, article))
    return [article for *_, article in sorted(places)]


def _day(facts: Facts) -> int:
    """Return the likeliest day, else the first possible, else the last, as an ordinal; 0 for the undated."""
    if facts.date:
        return dt.date.fromisoformat(facts.date).toordinal()
    if not facts.spans:
        return 0
    first, last = facts.spans[0]
    return first if first > 1 else last


def _hit(article: int, score: float, shelf: Shelf, marked: Any) -> Hit:
    facts = shelf.facts(article)
    passages = excerpts(shelf.body(article), shelf.mentions(article), facts.language, marked)
    return Hit(facts.id, facts.title, facts.date, facts.date_edtf, facts.outlet, round(score, 3), passages)


def _facets(found: list[Facts]) -> dict[str, dict[str, int]]:
    counts = {
        "outlet": Counter(facts.outlet for facts in found if facts.outlet),
        "year": Counter(str(facts.year) for facts in found if facts.year),
        "actor": Counter(chain.from_iterable(facts.actors for facts in found)),
        "place": Counter(chain.from_iterable(facts.places for facts in found)),
    }
    return {name: dict(sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))) for name, count in counts.items()}


def _corrected(query: str, corrections: dict[str, str]) -> str | None:
    """Return the query with misspelt words replaced, None where none was."""
    corrected = query
    for typed, meant in corrections.items():
        corrected = re.sub(rf"(?<![^\W_]){re.escape(typed)}(?![^\W_])", lambda _: meant, corrected, flags=re.IGNORECASE)  # noqa: B023
    return corrected if corrected != query else None
