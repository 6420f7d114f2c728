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


@dataclass(frozen=True, slots=True)
class Solution:
    """The days that all used grounds allow; `stated` says that a publication line gave them."""

    days: Days
    evidence: tuple[Evidence, ...] = ()
    stated: bool = False


def solve(constraints: Iterable[Constraint], start: Solution | None = None) -> Solution:
    """Apply the grounds in order of strength to what `start` leaves. One that would leave no day is set aside and shown as contested."""
    solution = start or Solution(day_sets.ALL)
    for _, group in groupby(sorted(constraints, key=lambda c: c.rank), key=lambda c: c.rank):
        solution = _apply(solution, tuple(c for c in group if c.days))
    return solution


def _apply(solution: Solution, group: tuple[Constraint, ...]) -> Solution:
    together = solution.days
    for constraint in group:
        together &= constraint.days
    if not together:
        group, contested = _reconciled(group)
        solution = Solution(solution.days, (*solution.evidence, *contested), solution.stated)
    days, used = solution.days, list(solution.evidence)
    for constraint in group:
        left = days & constraint.days
        if not left:
            used.append(_set_aside(constraint))
            continue
        if left != days:
            used.append(constraint.evidence)
        days = left
    return Solution(days, tuple(used), solution.stated)


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
    """Return the bounds that contradict a publication line, if they are enough to doubt it, else nothing."""
    against = tuple({c.evidence.by + str(c.evidence.quote): c for c in others if c.rank is Rank.BOUND and not c.days & line.days}.values())
    return against if len({c.evidence.by for c in against}) >= _DISTINCT else ()


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
    return span != days.bit_count() or span <= 2  # noqa: PLR2004, two neighbours


def likeliest(edtf: Edtf | None) -> dt.date | None:
    """Return a day to sort by: the first possible one, None if the bounds are open or more than 31 days apart."""
    if edtf is None or edtf.first is None or edtf.last is None or (edtf.last - edtf.first).days > 31:  # noqa: PLR2004, a month
        return None
    return edtf.first
