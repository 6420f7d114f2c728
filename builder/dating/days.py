"""Sets of days as whole numbers: bit n stands for the n-th day of a fixed domain.

In: days, weekdays, spans. Out: an `int`. Every operation takes microseconds, whatever the set holds. Pure.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

Days = int
"""A set of days. `&` intersects, `|` unites; 0 is the empty set."""

FIRST = dt.date(1900, 1, 1)
LAST = dt.date(2099, 12, 31)
_ORIGIN = FIRST.toordinal()
SIZE = LAST.toordinal() - _ORIGIN + 1
ALL: Days = (1 << SIZE) - 1

EDGE_YEARS = 13
"""A set that reaches so close to an end of the domain is open at that end: recurring days (a Thursday 22 September) return within 12 years."""


def single(day: dt.date) -> Days:
    """Return the set of that one day, empty if it lies outside the domain."""
    return 1 << (day.toordinal() - _ORIGIN) if FIRST <= day <= LAST else 0


@lru_cache(maxsize=256)
def between(first: dt.date | None, last: dt.date | None) -> Days:
    """Return all days from `first` to `last`, both included; None is open."""
    low = 0 if first is None else max(first.toordinal() - _ORIGIN, 0)
    high = SIZE - 1 if last is None else min(last.toordinal() - _ORIGIN, SIZE - 1)
    return ((1 << (high - low + 1)) - 1) << low if low <= high else 0


@lru_cache(maxsize=7)
def weekday(number: int) -> Days:
    """Return every day with that weekday, Monday being 0."""
    return (int("0000001" * (SIZE // 7 + 1), 2) << ((number - FIRST.weekday()) % 7)) & ALL


@lru_cache(maxsize=366)
def day_of_year(month: int, day: int) -> Days:
    """Return that day of that month in every year that has it."""
    return sum(single(dt.date(year, month, day)) for year in range(FIRST.year, LAST.year + 1) if exists(year, month, day))


def exists(year: int, month: int, day: int) -> bool:
    """Say whether the calendar has that day."""
    return dt.MINYEAR <= year <= dt.MAXYEAR and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def month_of(year: int, month: int) -> Days:
    """Return the days of one month."""
    return between(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))


def year_of(year: int) -> Days:
    """Return the days of one year."""
    return between(dt.date(year, 1, 1), dt.date(year, 12, 31))


def shift(days: Days, by: int) -> Days:
    """Move every day by so many days; what leaves the domain is lost."""
    return (days << by) & ALL if by >= 0 else days >> -by


@lru_cache(maxsize=256)
def spread(days: Days, before: int, after: int) -> Days:
    """Return every day that lies at most `before` days before or `after` days after one of the set (doubling: log n shifts)."""
    wide, reach = shift(days, -before), before + after
    covered = 0
    while covered < reach:
        step = min(covered + 1, reach - covered)
        wide |= shift(wide, step)
        covered += step
    # A day before the domain's first is lost by the first shift; days that near the edge are never told apart (EDGE_YEARS).
    return wide


def first(days: Days) -> dt.date:
    """Return the earliest day of a set that is not empty."""
    return dt.date.fromordinal((days & -days).bit_length() - 1 + _ORIGIN)


def last(days: Days) -> dt.date:
    """Return the latest day of a set that is not empty."""
    return dt.date.fromordinal(days.bit_length() - 1 + _ORIGIN)


def bounds(days: Days) -> tuple[dt.date | None, dt.date | None]:
    """Return first and last day of a set that is not empty, None for an end that is as good as open."""
    low, high = first(days), last(days)
    return (None if low.year < FIRST.year + EDGE_YEARS else low, None if high.year > LAST.year - EDGE_YEARS else high)


def from_first(days: Days) -> Days:
    """Return every day from the first of the set on."""
    return between(first(days), None) if days else ALL


def until_last(days: Days) -> Days:
    """Return every day up to the last of the set."""
    return between(None, last(days)) if days else ALL


def members(days: Days) -> Iterator[dt.date]:
    """Yield the days in order."""
    while days:
        low = days & -days
        yield dt.date.fromordinal(low.bit_length() - 1 + _ORIGIN)
        days ^= low
