"""Stage 4, date: infer when a text was published, and show why.

In: Text, Candidates, Notice, Authority. Out: a Dating. Pure: no disk, no clock, no log.

The day is found by intersecting constraints (`constraints`, `bounds`, `events`, `stated`) over a calendar (`days`), the strongest first
(`solve`). A wrong date is worse than a wide one, and a wide one than none is not: what is left open stays open.
"""

from __future__ import annotations

import datetime as dt
import re

from builder.dating import bounds, constraints, days as day_sets, events, expressions, stated
from builder.dating.constraints import Constraint, Rank
from builder.dating.days import Days
from builder.dating.expressions import Expression, Kind, Lead, Sentence
from builder.dating.rules import DateRule
from builder.dating.solve import Solution, doubted, likeliest, solve, written
from builder.dating.tense import Tense
from builder.edtf import Edtf
from builder.folding import small
from builder.model import TEXT_KINDS, Authority, Basis, BlockKind, Candidate, Dating, Evidence, Notice, Text

__all__ = ["DateRule", "date"]

_REPORTED_WITHIN = 6
"""Bounds of publication may lie so many days apart for weekdays to be turned into days."""


def date(text: Text, candidates: tuple[Candidate, ...], notice: Notice | None, authority: Authority) -> Dating:
    """Infer the day of publication and the days that the news part tells of.

    Args:
        text: any length; at most 1,500 time expressions of it are read.
        candidates: known surfaces, in order of place.
        notice: what a person states; its date wins over everything.
        authority: tenures, names in use and dated events.

    Returns:
        A Dating. `edtf` is None when unknown; every evidence item quotes the text where its ground is in the text.

    Source: dateline and time-reference conventions of news agencies (AP and AFP style: the weekday within a week, the date beyond).
    """
    parts = expressions.sentences(text)
    found = expressions.expressions(text, parts)
    given = _given(text, notice)
    if given is not None:
        return Dating(given.edtf, given.likeliest, given.basis, given.evidence, _reported(found, given.edtf, ()))
    solution, told_events = _inferred(text, candidates, authority, parts, found)
    solution = _within(solution, authority.settings.period)
    edtf = written(solution.days)
    if edtf is None:
        return Dating()
    basis = Basis.STATED if solution.stated else Basis.INFERRED
    return Dating(edtf, likeliest(edtf), basis, solution.evidence(), _reported(found, edtf, _days_of(told_events, authority, edtf)))


# --- given ------------------------------------------------------------------------------------------------------------------------------------


def _given(text: Text, notice: Notice | None) -> Dating | None:
    """Return what a person or the page's head says, None if neither does."""
    if notice is not None and notice.date is not None:
        return Dating(
            notice.date,
            likeliest(notice.date),
            Basis.NOTICE,
            (Evidence(None, None, None, f"stated in the notice: {notice.date}", DateRule.NOTICE),),
        )
    value = dict(text.metadata).get("date", "")
    if (day := _metadata_day(value)) is None:
        return None
    says = f"the page's head says {value[:40]}"
    return Dating(Edtf.of_day(day), day, Basis.METADATA, (Evidence(None, None, None, says, DateRule.METADATA),))


def _metadata_day(value: str) -> dt.date | None:
    match = _ISO_DAY.match(value.strip())
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    return dt.date(year, month, day) if day_sets.exists(year, month, day) else None


_ISO_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


# --- inferred ---------------------------------------------------------------------------------------------------------------------------------


def _inferred(
    text: Text, candidates: tuple[Candidate, ...], authority: Authority, parts: tuple[Sentence, ...], found: tuple[Expression, ...]
) -> tuple[Solution, tuple[str, ...]]:
    """Return the days that all grounds of the text leave, and the events that it tells of."""
    lines = stated.statements(text, found)
    own = _own_expressions(found, lines)
    retrospective = _is_retrospective(text, parts, own)
    bound = tuple(bounds.bounds(text, candidates, authority, parts, own))
    lead = None if retrospective else constraints.lead_of(text, own)
    told = tuple(constraints.told(text, own, lead, retrospective=retrospective))
    stating = tuple(constraints.stated(text, lines, lead))
    given = _stated_solution(stating, (*bound, *told))
    if given is not None:
        return given, ()
    stating = tuple(c for c in stating if c.rank is not Rank.STATED)
    solution = solve(c for c in (*stating, *bound, *told) if c.rank < Rank.EVENT)
    supports = events.supports(text, candidates, authority, parts, own)
    agreed = events.agreement((s for s in supports if s.to_the_day or not retrospective), solution.days)
    if agreed is not None:
        solution = solve((agreed.constraint,), solution)
        solution = Solution(solution.days, tuple(dict.fromkeys((*solution.grounds, *agreed.grounds))), solution.contested)
    solution = solve((c for c in (*stating, *told) if c.rank > Rank.EVENT), solution)
    return solution, agreed.events if agreed is not None else ()


def _within(solution: Solution, period: Edtf | None) -> Solution:
    """Close with the archive's period what other grounds have left open at one end; a text without any ground stays undated."""
    low, high = day_sets.bounds(solution.days)
    if period is None or (low is None) == (high is None):
        return solution
    allowed = day_sets.between(period.first, period.last)
    if not solution.days & allowed:
        return solution
    ground = Constraint(allowed, Rank.WEAK, Evidence(None, None, None, f"the archive's period: {period}", DateRule.PERIOD))
    return Solution(solution.days & allowed, (ground, *solution.grounds), solution.contested, solution.stated)


def _own_expressions(found: tuple[Expression, ...], lines: tuple[stated.Statement, ...]) -> tuple[Expression, ...]:
    """Return the time words of the article itself, without the lines that state its day and without furniture."""
    lined = {line.expression.start for line in lines}
    return tuple(e for e in found if stated.sentence_of(e).kind in TEXT_KINDS and e.start not in lined)


def _stated_solution(stating: tuple[Constraint, ...], others: tuple[Constraint, ...]) -> Solution | None:
    """Return what a publication line with a year gives; doubted by several grounds, it only widens what they leave."""
    lines = tuple(c for c in stating if c.rank is Rank.STATED)
    if not lines:
        return None
    line = lines[0]
    against = doubted(line, others)
    if not against:
        agreeing = tuple(c for c in lines[1:] if c.days & line.days)
        start = Solution(line.days, (line, *agreeing), stated=True)
        return start if line.days.bit_count() == 1 else solve((c for c in others if c.rank is Rank.NEWS_DAY), start)
    if line.evidence.by == DateRule.DATE_LINE_ALONE:
        return None  # the day on which the page was fetched, it seems
    wide = solve(c for c in others if c.rank < Rank.EVENT).days | line.days
    return Solution(day_sets.between(*day_sets.bounds(wide)), (line, *against))


def _is_retrospective(text: Text, parts: tuple[Sentence, ...], own: tuple[Expression, ...]) -> bool:
    """Say whether a text looks back: an anniversary, a capsule of history. Its weekdays and dates are those of another time."""
    top = [part for part in parts if part.kind in TEXT_KINDS and part.paragraph <= 1][:6]
    if any(_LOOKING_BACK.search(small(text.body[part.start : min(part.end, part.start + 600)])) for part in top):
        return True
    first = set(top[:3])
    return any(e.kind is Kind.SPAN and e.unit == "year" and e.lead is Lead.AGO and stated.sentence_of(e) in first for e in own)


_LOOKING_BACK = re.compile(
    r"\b(?:anniversaires?|commémor\w+|éphémérides?|ce jour-là|rétro(?:viseur|spective)?|souvenez-vous|capsule|jour pour jour|retour sur l|archives? d[eu]"
    r"|c['’]était (?:en|le|il y a)|\w+ ans (?:plus tard|déjà)|anniversary|on this day|years on\b|years later|look(?:ing)? back)"
)


# --- the days reported --------------------------------------------------------------------------------------------------------------------------


def _days_of(told_events: tuple[str, ...], authority: Authority, edtf: Edtf) -> tuple[dt.date, ...]:
    last = edtf.last
    return tuple(
        day
        for ident in told_events
        for day in authority.events[ident].date.days
        if last is not None and day <= (edtf.first or last) and (last - day).days <= 2 * _REPORTED_WITHIN
    )


def _reported(found: tuple[Expression, ...], edtf: Edtf | None, known: tuple[dt.date, ...]) -> tuple[dt.date, ...]:
    """Return the days that past weekdays and dates of the news part name, once publication is known well enough to tell."""
    if edtf is None or edtf.first is None or edtf.last is None or (edtf.last - edtf.first).days > _REPORTED_WITHIN:
        return ()
    news = (
        e
        for e in found
        if stated.sentence_of(e).kind in TEXT_KINDS - {BlockKind.CAPTION} and stated.sentence_of(e).paragraph < constraints.NEWS_PARAGRAPHS
    )
    named = {day for expression in news if (day := _named_day(expression, edtf.first, edtf.last)) is not None}
    return tuple(sorted(named | set(known)))


def _named_day(expression: Expression, first: dt.date, last: dt.date) -> dt.date | None:
    """Return the one day that an expression names for a text of these days; None if it is not told as news or may be several."""
    if not _is_news(expression):
        return None
    latest = {_latest(expression.days, day) for day in (first, last)}
    day = latest.pop()
    return day if not latest and day is not None and (first - day).days <= 2 * _REPORTED_WITHIN else None


def _is_news(expression: Expression) -> bool:
    today = expression.lead is Lead.THIS and expression.tense is not Tense.FUTURE and expression.weekday is not None
    return today or (
        expression.lead in {Lead.NONE, Lead.LAST} and expression.tense is Tense.PAST and expression.kind in {Kind.DATE, Kind.WEEKDAY}
    )


def _latest(days: Days, day: dt.date) -> dt.date | None:
    """Return the last day of the set that is not after `day`."""
    past = days & day_sets.between(None, day)
    return day_sets.last(past) if past else None
