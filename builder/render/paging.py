"""Lists that grow without end, cut into pages of bounded size whose addresses never move. Pure.

A year always has its page. Where its entries outgrow one page, the year's page leads to months, and a month's to numbered parts; what was once an
address stays one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from builder.french import MONTHS, capital

LIMIT = 80_000
"""Bytes of Markdown on one page. Made into HTML by the theme they stay under 200 kB."""

UNDATED = "sans-date"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list that is paged by date."""

    year: int | None
    month: int | None
    body: Markup
    day: int = 0
    """For lists that are merged with others; paging itself keeps the order given."""

    @property
    def weight(self) -> int:
        """Bytes of Markdown."""
        return len(self.body.encode()) + 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a list: its own entries, or the sheets that they were moved to. `key` is its file name without ending."""

    key: str
    title: str
    entries: tuple[Entry, ...] = ()
    parts: tuple[Sheet, ...] = ()
    size: int = 0
    """Entries here and below."""

    @property
    def is_full(self) -> bool:
        """Say whether the entries had to be moved to sheets below."""
        return bool(self.parts)

    def months(self) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """Give the entries by month, each with its name."""
        for month, entries in groupby(self.entries, lambda entry: entry.month):
            yield month_name(month), tuple(entries)

    def all(self) -> Iterator[Sheet]:
        """Give this sheet and all below it."""
        yield self
        for part in self.parts:
            yield from part.all()


def month_name(month: int | None) -> str:
    """Return `Décembre`, or what is said where the month is not known."""
    return capital(MONTHS[month - 1]) if month else "Mois inconnu"


def sheets(entries: Iterable[Entry]) -> tuple[Sheet, ...]:
    """Cut entries into one sheet a year, in the order of years, the undated last.

    Law: every entry stands on exactly one sheet, in the order given within its month, and no sheet of several entries weighs more than LIMIT.
    """
    ordered = sorted(entries, key=lambda entry: (entry.year is None, entry.year or 0, entry.month is None, entry.month or 0))
    return tuple(_year(year, tuple(group)) for year, group in groupby(ordered, lambda entry: entry.year))


def _year(year: int | None, entries: tuple[Entry, ...]) -> Sheet:
    key, title = (str(year), str(year)) if year else (UNDATED, "Année inconnue")
    if _fits(entries):
        return Sheet(key, title, entries, size=len(entries))
    months = tuple(_month(key, title, month, tuple(group)) for month, group in groupby(entries, lambda entry: entry.month))
    return Sheet(key, title, parts=months, size=len(entries))


def _month(key: str, title: str, month: int | None, entries: tuple[Entry, ...]) -> Sheet:
    own, name = f"{key}-{month or 0:02d}", f"{month_name(month)} {title}" if title.isdecimal() else title
    return _numbered(own, name, entries)


def lettered(key: str, title: str, rows: Sequence[Markup]) -> Sheet:
    """Return a sheet of rows that have no date, cut into numbered parts where they outgrow it."""
    return _numbered(key, title, tuple(Entry(None, None, line) for line in rows))


def _numbered(key: str, title: str, entries: tuple[Entry, ...]) -> Sheet:
    if _fits(entries):
        return Sheet(key, title, entries, size=len(entries))
    cut = enumerate(_parts(entries), start=1)
    return Sheet(
        key, title, parts=tuple(Sheet(f"{key}-{n}", f"{title}, partie {n}", part, size=len(part)) for n, part in cut), size=len(entries)
    )


def _fits(entries: tuple[Entry, ...]) -> bool:
    return len(entries) < 2 or sum(entry.weight for entry in entries) <= LIMIT


def _parts(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, ...]]:
    here: list[Entry] = []
    weight = 0
    for entry in entries:
        if here and weight + entry.weight > LIMIT:
            yield tuple(here)
            here, weight = [], 0
        here.append(entry)
        weight += entry.weight
    if here:
        yield tuple(here)
