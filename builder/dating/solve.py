"""Intersect constraints, the strongest first, and say what is left.

In: Constraints. Out: the days left, the evidence that counted, and what was set aside. Pure, linear in the number of constraints
except among those of one rank that contradict each other (of which at most `_MOST_PAIRS` are compared in pairs).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, groupby

from builder.dating import days as day_sets
from builder.dating.constraints import Constraint, Rank
from builder.dating.days import Days
from builder.dating.rules import DateRule
from builder.edtf import Edtf
from builder.model import Evidence

MOST_EVIDENCE = 12
"""How many grounds are shown."""
_MOST_DAYS = 8
"""How many separate days are written one by one."""
_MOST_PAIRS = 40
_DISTINCT = 2
"""How many independent grounds must contradict a publication line for it to be doubted."""


_NEAR = dt.timedelta(days=400)
"""A bound that excludes only days farther off than this from what is left is not shown."""
_ALWAYS_SHOWN = frozenset({Rank.NEWS_DATE, Rank.NEWS_DAY, Rank.COMING})


@dataclass(frozen=True, slots=True)
class Solution:
    """The days that all grounds allow, these grounds, and what was set aside; `stated` says that a publication line gave the days."""

    days: Days = day_sets.ALL
    grounds: tuple[Constraint, ...] = ()
    contested: tuple[Evidence, ...] = ()
    stated: bool = False

    def evidence(self) -> tuple[Evidence, ...]:
        """Return the evidence of the grounds that still matter for what is left, and of what was set aside."""
        near = _around(self.days)
        shown = (c.evidence for c in self.grounds if c.rank is not Rank.BOUND or near & ~c.days)
        return tuple(dict.fromkeys((*shown, *self.contested)))[:MOST_EVIDENCE]


def _around(days: Days) -> Days:
    if not days:
        return day_sets.ALL
    low, high = day_sets.bounds(days)
    return day_sets.between(None if low is None else low - _NEAR, None if high is None else high + _NEAR)


def solve(constraints: Iterable[Constraint], start: Solution | None = None) -> Solution:
    """Apply the grounds in order of strength to what `start` leaves. One that would leave no day is set aside and shown as contested."""
    solution = start or Solution()
    for _, group in groupby(sorted(constraints, key=lambda c: c.rank), key=lambda c: c.rank):
        solution = _apply(solution, tuple(c for c in group if c.days))
    return solution


def _apply(solution: Solution, group: tuple[Constraint, ...]) -> Solution:
    together = solution.days
    for constraint in group:
        together &= constraint.days
    group, contested = (group, ()) if together else _reconciled(group)
    days, grounds, aside = solution.days, list(solution.grounds), [*solution.contested, *contested]
    for constraint in group:
        left = days & constraint.days
        if not left:
            aside.append(_set_aside(constraint))
        elif left != days or constraint.rank in _ALWAYS_SHOWN:
            grounds.append(constraint)
        days = left or days
    return Solution(days, tuple(grounds), tuple(aside), solution.stated)


def _reconciled(group: tuple[Constraint, ...]) -> tuple[tuple[Constraint, ...], tuple[Evidence, ...]]:
    """Weaken every ground that another of the same rank contradicts: which of two is wrong cannot be told."""
    fallen: set[int] = set()
    for (left, one), (right, other) in combinations(tuple(enumerate(group))[:_MOST_PAIRS], 2):
        if not one.days & other.days:
            fallen |= {left, right}
    kept = tuple(Constraint(c.weaker, c.rank, c.evidence) if place in fallen else c for place, c in enumerate(group))
    return kept, tuple(_set_aside(group[place]) for place in sorted(fallen))


def _set_aside(constraint: Constraint) -> Evidence:
    old = constraint.evidence
    return Evidence(old.quote, old.start, old.end, f"not used, other words contradict it ({old.says}; {old.by})", DateRule.CONTESTED)


def doubted(line: Constraint, others: Iterable[Constraint]) -> tuple[Constraint, ...]:
    """Return the bounds that contradict a publication line, if they are enough to doubt it, else nothing. One doubts a date that stands alone."""
    enough = 1 if line.evidence.by == DateRule.DATE_LINE_ALONE else _DISTINCT
    against = tuple({c.evidence.by + str(c.evidence.quote): c for c in others if c.rank is Rank.BOUND and not c.days & line.days}.values())
    return against if len({c.evidence.by for c in against}) >= enough else ()


# --- what is left, written down --------------------------------------------------------------------------------------------------------------


def written(days: Days) -> Edtf | None:
    """Return the set as a date of the archive's profile: None if it is open at both ends."""
    low, high = day_sets.bounds(days)
    if low is None and high is None:
        return None
    if low is None or high is None:
        return Edtf.between(low, high)
    return Edtf.one_of(tuple(day_sets.members(days))) if days.bit_count() <= _MOST_DAYS and _separate(days) else Edtf.between(low, high)


def _separate(days: Days) -> bool:
    """Say whether the days are few and scattered; three and more in a row are a stretch."""
    span = (day_sets.last(days) - day_sets.first(days)).days + 1
    return span != days.bit_count() or span <= 2


def likeliest(edtf: Edtf | None) -> dt.date | None:
    """Return a day to sort by: the first possible one, None if the bounds are open or more than 31 days apart."""
    if edtf is None or edtf.first is None or edtf.last is None or (edtf.last - edtf.first).days > 31:
        return None
    return edtf.first
