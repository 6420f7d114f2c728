"""Dated events that a text tells of: where cue phrases and time words agree, they fix the day.

In: Text, Candidates, Authority, sentences, expressions. Out: one Constraint and the events agreed upon, or nothing. Pure.

A cue phrase alone sets nothing. An event speaks where a time word that is not part of its cue agrees with its day in the same sentence: a bare
weekday (one chance in seven to agree by accident), a day and month (one in 365), "three weeks after". Each event gives points to the days of
publication that it would allow; a stretch of days wins by `ENOUGH` points and by a clear margin, or none does.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from builder.dating import days as day_sets, words
from builder.dating.constraints import AHEAD, Constraint, Rank, recall, span_length
from builder.dating.days import Days
from builder.dating.expressions import Expression, Kind, Lead, Sentence
from builder.dating.scene import MOST_CUE, Index, Scene, Told, index_of
from builder.dating.tense import Tense
from builder.model import TEXT_KINDS, Authority, Candidate, Event, Evidence, SenseKind, Text

ENOUGH = 6.0
"""Points without which no event sets a date: a long, rare cue with its weekday and a name of the event; or two events that agree."""
ENOUGH_WITHIN_YEAR = 4.5
"""Points that set the week where a day and month have set the year."""
MARGIN = 2.0
"""Points by which the best stretch of days must lead every other."""

_WEEKDAY, _INNER, _DAY_MONTH, _SPAN, _SPAN_BESIDE = 2.0, 1.0, 4.5, 2.0, 5.0
"""What a time word is worth: a weekday, one inside the cue itself, a day and month, a span, a span right beside the cue."""
_NEARLY = 0.5
_TWICE = 1.5
"""What it adds that a date and a weekday, in two places, both agree with an event."""
_MOST_BY_WORDS = 2.0
"""Most points of an event's own words where no cue of it stands."""
_ADJACENT = 25
_MOST_OCCURRENCES, _MOST_SUPPORTS = 12, 300
_EVENT = "event/"
_WEEK = 6
_NARROW, _LONGEST, _MOST_BACKING = 45, 400, 3.0
_DAY = dt.timedelta(days=1)
_APART = dt.timedelta(days=10)
"""Two stretches of days so far apart are rivals."""


class Support(NamedTuple):
    """What one event says by one occurrence: published from `first` to `last`, worth `points`; `independent` if a time word agrees."""

    event: str
    first: dt.date
    last: dt.date
    points: float
    independent: bool
    evidence: Evidence
    key: str
    """What counts once: the event, or a span of time, which is counted from one event only."""
    kind: Kind | None = None
    """The shape of the time word."""
    to_the_day: bool = False
    """If the text says that it comes out so many years after it, to the day."""


class _Reading(NamedTuple):
    """If a time word means an event's day: how many days before and after it the text may have come out, its points, what it says."""

    before: int
    after: int
    points: float
    says: str


class _Stretch(NamedTuple):
    """Days that all supports judge alike."""

    first: dt.date
    last: dt.date
    points: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """The stretch of days that events agree upon, and the ground that each of them gives."""

    constraint: Constraint
    grounds: tuple[Constraint, ...]
    events: tuple[str, ...]


def agreement(supports: Iterable[Support], allowed: Days) -> Agreement | None:
    """Return what the events of the archive agree upon within the `allowed` days, None where they do not."""
    supports = [support for support in supports if day_sets.between(support.first, support.last) & allowed]
    supports = [*_twice_told(supports), *supports][:_MOST_SUPPORTS]
    wide = [s for s in supports if (s.last - s.first).days > _NARROW]
    narrow = [s for s in supports if (s.last - s.first).days <= _NARROW]
    year = _best(wide, allowed, ENOUGH, backing=narrow)
    week = _best(narrow, allowed & _days_of(year), ENOUGH if year is None else ENOUGH_WITHIN_YEAR)
    chosen = [found for found in (year, week) if found is not None]
    if not chosen:
        return None
    used = _strongest(s for found in chosen for s in found.supports)
    grounds = tuple(Constraint(day_sets.between(s.first, s.last), Rank.EVENT, s.evidence) for s in used)
    days = _days_of(year) & _days_of(week)
    return Agreement(Constraint(days, Rank.EVENT, used[0].evidence), grounds, tuple(s.event for s in used if s.independent))


def _twice_told(supports: list[Support]) -> Iterator[Support]:
    """Yield one stronger support for each event on whose day a weekday and a date agree, in two places of the text."""
    dated: dict[str, Support] = {}
    for support in supports:
        if support.independent and support.kind is Kind.DATE:
            dated.setdefault(support.event, support)
    told: set[str] = set()
    for support in supports:
        other = dated.get(support.event)
        if other is None or support.kind is not Kind.WEEKDAY or not support.independent or support.event in told:
            continue
        first, last = max(support.first, other.first), min(support.last, other.last)
        if first <= last:
            told.add(support.event)
            yield support._replace(first=first, last=last, points=max(support.points, other.points) + _TWICE)


class _Best(NamedTuple):
    """The days that won, and the supports that cover them."""

    first: dt.date
    last: dt.date
    supports: tuple[Support, ...]


def _days_of(best: _Best | None) -> Days:
    return day_sets.ALL if best is None else day_sets.between(best.first, best.last)


def _best(supports: list[Support], allowed: Days, enough: float, backing: Iterable[Support] = ()) -> _Best | None:
    """Return the days with the most points, None if these are not enough, or if other days have nearly as many.

    `backing` are supports of shorter reach: a year is likelier if weeks of it are told of.
    """
    if not any(support.independent for support in supports):
        return None
    back = _strongest(backing)
    stretches = [
        s._replace(points=s.points + _backed(s, back)) for s in _stretches(supports) if day_sets.between(s.first, s.last) & allowed
    ]
    best = max((stretch.points for stretch in stretches), default=0.0)
    top = [stretch for stretch in stretches if stretch.points >= best - 1]
    if best < enough:
        return None
    first, last = min(s.first for s in top), max(s.last for s in top)
    second = max((s.points for s in stretches if s.last < first - _APART or s.first > last + _APART), default=0.0)
    used = tuple(s for s in supports if s.first <= last and s.last >= first)
    if best - second < MARGIN or (last - first).days > _LONGEST or not _enough_of_them(used, enough):
        return None
    return _Best(first, last, used)


def _enough_of_them(used: tuple[Support, ...], enough: float) -> bool:
    """Say whether two events agree by time words of their own, or one has points enough by itself, or nearly so with another told beside it."""
    independent = [support for support in used if support.independent]
    alone = max((support.points for support in independent), default=0.0)
    backed = alone >= enough - _NEARLY and len({support.event for support in used}) > 1
    return alone >= enough or backed or len({support.key for support in independent}) > 1


def _backed(stretch: _Stretch, back: list[Support]) -> float:
    return min(_MOST_BACKING, sum(s.points / 2 for s in back if s.first <= stretch.last and s.last >= stretch.first))


def _stretches(supports: list[Support]) -> list[_Stretch]:
    """Cut the calendar where a support begins or ends; an event, or a span, counts once in each stretch, with its best reading."""
    cuts = sorted({s.first for s in supports} | {s.last + _DAY for s in supports})
    stretches = []
    for first, after in pairwise(cuts):
        points: dict[str, float] = {}
        for support in supports:
            if support.first <= first and after - _DAY <= support.last:
                points[support.key] = max(points.get(support.key, 0.0), support.points)
        stretches.append(_Stretch(first, after - _DAY, sum(points.values())))
    return stretches


def _strongest(supports: Iterable[Support]) -> list[Support]:
    """Return the best support of each event, in order of place."""
    best: dict[str, Support] = {}
    for support in supports:
        known = best.get(support.key)
        if known is None or (support.independent, support.points) > (known.independent, known.points):
            best[support.key] = support
    return sorted(best.values(), key=lambda s: (s.evidence.start or 0, s.event))


# --- what one occurrence says ---------------------------------------------------------------------------------------------------------------


def supports(
    text: Text, candidates: tuple[Candidate, ...], authority: Authority, parts: tuple[Sentence, ...], found: tuple[Expression, ...]
) -> Iterator[Support]:
    """Yield what each occurrence of an event's cue or words says of the day of publication."""
    index = index_of(authority)
    if not index.events:
        return
    cues = tuple(_cues(candidates, index))
    scene = Scene(text, candidates, parts, found)
    told = Told(scene, cues)
    for candidate, event in cues:
        yield from _of_cue(scene, index, told, candidate, event)
    for expression in found:
        yield from _of_words(scene, index, told, expression)


def _cues(candidates: tuple[Candidate, ...], index: Index) -> Iterator[tuple[Candidate, Event]]:
    seen: Counter[str] = Counter()
    for candidate in candidates:
        for sense in candidate.senses:
            if sense.kind is not SenseKind.CUE or not sense.ref.startswith(_EVENT):
                continue
            ident = sense.ref.removeprefix(_EVENT)
            if ident in index.events and seen[ident] < _MOST_OCCURRENCES:
                seen[ident] += 1
                yield candidate, index.events[ident]


def _of_cue(scene: Scene, index: Index, told: Told, cue: Candidate, event: Event) -> Iterator[Support]:
    sentence = scene.sentence(cue.start)
    if sentence is None or sentence.kind not in TEXT_KINDS:
        return
    day = event.date.days[0]
    worth = told.worth(index, event, sentence, frozenset(words.tokens(cue.surface)))
    named = 1.0 if scene.names_around(sentence) & index.rare_names[event.id] else 0.0
    agreed = False
    for expression in scene.near(cue, sentence):
        if (said := _agrees(expression, day)) is None or scene.lasted(expression):
            continue
        told_of, (before, after, points, says) = _to_the_day(scene.text.body, expression, day, said)
        inner = cue.start <= expression.start and expression.end <= cue.end
        agreed = True
        span = (min(cue.start, expression.start), max(cue.end, expression.end))
        evidence = Evidence(scene.text.body[span[0] : span[1]], *span, f"{event.name}, {day}: {says}", f"event/{event.id}")
        if not inner and worth >= 1 and _counts_from(expression, cue, event):
            points = _SPAN_BESIDE
        points = min(points, _INNER) if inner and expression.kind is Kind.WEEKDAY else points
        first, last, key = _near_day(told_of, -before), _near_day(told_of, after), _key(event, expression)
        yield Support(event.id, first, last, points + worth + named, not inner, evidence, key, expression.kind, told_of != day)
    alone = index.worth(frozenset(words.tokens(cue.surface)))
    if not agreed and alone >= 2:
        evidence = Evidence(cue.surface, cue.start, cue.end, f"{event.name}, {day}: told in the days around", f"event/{event.id}")
        yield Support(event.id, _near_day(day, -1), _near_day(day, 10), alone / 2, independent=False, evidence=evidence, key=event.id)


_LEAP_DAY = (2, 29)
_TO_THE_DAY = re.compile(r",?\s(?:jour pour jour|to the day)\b")


def _to_the_day(body: str, expression: Expression, day: dt.date, said: _Reading) -> tuple[dt.date, _Reading]:
    """Return the day so many years after an event, where the text says that it is so to the day: "un an jour pour jour après l'enlèvement"."""
    counted = expression.kind is Kind.SPAN and expression.unit == "year" and expression.lead is Lead.AFTER
    year = day.year + int(expression.amount)
    if (
        not counted
        or (day.month, day.day) == _LEAP_DAY
        or not day.year < year <= day_sets.LAST.year
        or not _TO_THE_DAY.match(body, expression.end)
    ):
        return day, said
    return day.replace(year=year), _Reading(0, 0, ENOUGH, f"{expression.amount} years after it, to the day")


def _counts_from(expression: Expression, cue: Candidate, event: Event) -> bool:
    """Say whether a span is counted from the event of the cue beside it: "la guerre qui ravage le pays depuis cinq ans" only from a beginning."""
    if expression.kind is not Kind.SPAN or max(expression.start - cue.end, cue.start - expression.end) > _ADJACENT:
        return False
    if expression.lead is Lead.SINCE:
        return expression.unit in {"month", "year"} and bool(_BEGINNINGS & set(words.tokens(event.name)))
    return expression.lead is Lead.AGO or expression.end <= cue.start


_BEGINNINGS = frozenset(
    {
        "debut",
        "premier",
        "premiers",
        "premiere",
        "premieres",
        "commencement",
        "declenchement",
        "entree",
        "naissance",
        "start",
        "beginning",
        "first",
    }
)


def _key(event: Event, expression: Expression) -> str:
    return f"span@{expression.start}" if expression.kind is Kind.SPAN else event.id


def _near_day(day: dt.date, by: int) -> dt.date:
    """Return the day so many days away, kept within the calendar."""
    return dt.date.fromordinal(min(max(day.toordinal() + by, day_sets.FIRST.toordinal()), day_sets.LAST.toordinal()))


def _of_words(scene: Scene, index: Index, told: Told, expression: Expression) -> Iterator[Support]:
    """Yield events whose own words and names stand in the sentence of a time word that agrees: "L'offensive a été lancée le 22 septembre"."""
    sentence = expression.sentence
    if sentence is None or sentence.kind not in TEXT_KINDS or expression.has_year or expression.kind in {Kind.YEAR, Kind.MONTH}:
        return
    spelled, names = scene.words_in(sentence), scene.names_in(sentence)
    if expression.kind is Kind.SPAN:
        if expression.lead is not Lead.AFTER:
            return
        spelled, names = scene.words_after(expression, sentence), frozenset()
    least = _LEAST[expression.kind]
    for event in index.near_to(expression):
        if spelled.isdisjoint(index.words_of[event.id]) and names.isdisjoint(index.rare_names[event.id]):
            continue
        own, named = index.words_of[event.id] & spelled, len(names & index.rare_names[event.id])
        worth = min(MOST_CUE, index.worth(own) + named)
        most = _MOST_BY_WORDS
        if named and told.in_paragraph(event, sentence):
            worth = most = told.worth(index, event, sentence, own) + 1.0
        day = event.date.days[0]
        if worth < least or (said := _agrees(expression, day)) is None:
            continue
        told_of, (before, after, points, says) = _to_the_day(scene.text.body, expression, day, said)
        quote = scene.text.body[expression.start : expression.end]
        evidence = Evidence(quote, expression.start, expression.end, f"{event.name}, {day}: {says}", f"event/{event.id}")
        yield Support(
            event.id,
            _near_day(told_of, -before),
            _near_day(told_of, after),
            points + min(worth, most),
            independent=True,
            evidence=evidence,
            key=_key(event, expression),
            kind=expression.kind,
            to_the_day=told_of != day,
        )


_LEAST = {Kind.DATE: 0.5, Kind.WEEKDAY: 2.5, Kind.SPAN: 1.0}
"""Points that an event's words must be worth in a sentence to be recognised without a cue, by the kind of time word."""


def _agrees(expression: Expression, day: dt.date) -> _Reading | None:
    """Return on which days the text may have come out if this time word means that day; None where it cannot.

    A time word with a year of its own says nothing of the text's day.
    """
    if expression.lead in {Lead.HABIT, Lead.UNTIL} or expression.has_year:
        return None
    if expression.kind is Kind.SPAN:
        middle, less, more = span_length(expression)
        return _Reading(less - middle, middle + more, _SPAN, f"so long after it, {expression.amount} {expression.unit}s")
    if expression.month_day not in {None, (day.month, day.day)} or expression.weekday not in {None, day.weekday()}:
        return None
    if expression.kind is Kind.DATE:
        points = _DAY_MONTH + (_WEEKDAY if expression.weekday is not None else 0)
        return _Reading(AHEAD if expression.is_coming else 0, 0 if expression.is_coming else recall(expression), points, "the date agrees")
    return _weekday_reading(expression)


def _weekday_reading(expression: Expression) -> _Reading:
    if expression.lead is Lead.THIS and expression.tense is not Tense.FUTURE:
        return _Reading(0, 0, _WEEKDAY, "that very weekday")
    if expression.is_coming:
        return _Reading(_WEEK, 0, _WEEKDAY, "the weekday to come agrees")
    if expression.is_past:
        return _Reading(0, _WEEK if expression.lead is Lead.NONE else 2 * _WEEK, _WEEKDAY, "the weekday agrees")
    return _Reading(_WEEK, _WEEK, _WEEKDAY / 2, "the weekday agrees, past or to come")
