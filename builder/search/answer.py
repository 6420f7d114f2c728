"""A question to the archive, and its answer. Nouns of the stage."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

MARK = "**"
"""Stands before and behind what was looked for, in excerpts."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. Of several actors or places an article must name all; of several outlets it must come from one.

    `first` and `last` are dates of EDTF's profile; an article matches where it may have been published between them, both included, and an undated
    one does not.
    """

    query: str = ""
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    sort: Literal["relevance", "date"] = "relevance"
    limit: int = 10
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. `excerpts` are sentences with `**` around what was looked for."""

    id: str
    title: str | None
    date: str | None
    date_edtf: str | None
    outlet: str | None
    score: float
    excerpts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The best `limit` of `total` articles, how all of them are spread (the most frequent first), and the query as it may have been meant."""

    query: str
    total: int
    results: tuple[Hit, ...]
    facets: dict[str, dict[str, int]]
    suggestion: str | None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)
