"""From time expressions to constraints on the day of publication.

In: expressions of a text, in order. Out: Constraints. Pure.
A constraint says: published on one of these days, because of these words, by this rule. How far to trust it is its rank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from builder.dating import days as day_sets, words
from builder.dating.days import Days
from builder.dating.expressions import Expression, Kind, Lead, Sentence
from builder.dating.rules import DateRule
from builder.dating.stated import Statement, is_put_online_later, sentence_of
from builder.dating.tense import Tense
from builder.folding import small
from builder.model import BlockKind, Evidence, Text


class Rank(IntEnum):
    """Strength of a ground; lower is stronger. Within one rank, grounds that contradict each other fall together."""

    STATED = 0
    """A publication line with a year."""
    EXACT = 1
    """The text names its own day: "ce mardi 4 octobre", "Publié mardi 4 octobre"."""
    BOUND = 2
    """Offices, names, past dates with a year."""
    NEWS_DATE = 3
    """Weekday, day and month of the news."""
    EVENT = 4
    """Events of the archive, agreed upon by several words."""
    NEWS_DAY = 5
    """The weekday of the news, "ce mardi"."""
    COMING = 6
    """A weekday still to come."""
    WEAK = 7
    """Day and month without year, years, lone dates."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """The days on which this text may have come out, as far as this ground goes.

    `weaker` is what still holds where another ground of the same rank contradicts it.
    """

    days: Days
    rank: Rank
    evidence: Evidence
    weaker: Days = day_sets.ALL


RECALL = 330
"""Days for which a day and month need no year: eleven months, then a writer adds it."""
RECALL_WEEKDAY, RECALL_LAST = 93, 183
"""The same for a past day told with its weekday, and for "le 6 août dernier"."""
AHEAD = 60
"""Days ahead for which a day to come is named by day and month alone."""
NEWS_PARAGRAPHS = 9
"""How many paragraphs from the top may hold the news; what follows is background."""


def evidence(text: Text, expression: Expression, says: str, by: str) -> Evidence:
    """Return evidence that quotes an expression together with the word that turns it."""
    start = expression.start
    if match := _WITH.search(small(text.body[max(sentence_of(expression).start, start - 24) : start])):
        start -= len(match.group())
    return Evidence(text.body[start : expression.end], start, expression.end, says, by)


_WITH = re.compile(
    r"(?:depuis|dès|ce|cette|pour|d['’]ici|jusqu['’]à|avant|il y a|hier,?|aujourd['’]hui,?|since|this|next|last|by|until|en)\s(?:le\s|la\s|plus de\s)?$"
)


# --- stated -------------------------------------------------------------------------------------------------------------------------------


def stated(text: Text, lines: tuple[Statement, ...], lead: Expression | None) -> Iterator[Constraint]:
    """Yield what publication lines and datelines say. Several first publications in one text: one of them."""
    published = [line for line in lines if line.rule is DateRule.PUBLISHED]
    for group in (published, [line for line in lines if line.rule is DateRule.DATELINE]):
        yield from _one_statement(text, group[:1] if len(_day_sets(group)) == 1 else group)
    if any(line.expression.has_year for line in published):
        return
    for line in lines:
        if line.rule is DateRule.COPYRIGHT:
            yield Constraint(
                day_sets.until_last(line.expression.days),
                Rank.WEAK,
                evidence(text, line.expression, "published in that year or before", line.rule),
            )
    for rule in (DateRule.DATE_LINE_ALONE, DateRule.UPDATED):
        group = [line for line in lines if line.rule is rule and line.expression.has_year]
        if len(_day_sets(group)) == 1:
            yield _lone_statement(text, group[0], lead)
    for line in lines:
        if line.rule is DateRule.UPDATED and not line.expression.has_year and line.expression.weekday is not None:
            near = day_sets.spread(line.expression.days, _REVISED_WITHIN, 0)
            says = "revised that day, so published then or in the weeks before"
            yield Constraint(near, Rank.NEWS_DATE, evidence(text, line.expression, says, line.rule))


def _lone_statement(text: Text, line: Statement, lead: Expression | None) -> Constraint:
    """Return what a date alone or the line of a revision says: published that day if the day of the news agrees, else not after it.

    A date at the very top may be the day on which the page was fetched, a revision may be years younger than the text.
    """
    days, first_block = line.expression.days, text.blocks[0].start <= line.expression.start < text.blocks[0].end
    told = (
        lead
        if lead is not None and lead.kind in {Kind.WEEKDAY, Kind.DATE} and not is_put_online_later(text.body, line.expression)
        else None
    )
    agreeing = told is not None and bool(days & day_sets.spread(told.days, 0, 1))
    if line.rule is DateRule.DATE_LINE_ALONE and (
        agreeing or (lead is None and not first_block) or (lead is None and line.expression.weekday is None)
    ):
        return Constraint(days, Rank.STATED, evidence(text, line.expression, "the date above the text", line.rule))
    if agreeing and lead is not None:
        near = day_sets.spread(days, 1, 0) & day_sets.spread(lead.days, 0, 1)
        return Constraint(
            near, Rank.EXACT, evidence(text, line.expression, "that day or the one before, as the day of the news agrees", line.rule)
        )
    return Constraint(day_sets.until_last(days), Rank.EXACT, evidence(text, line.expression, "published that day or before", line.rule))


_REVISED_WITHIN = 31
"""Days after which a revision is dated with its year."""


def _day_sets(lines: Iterable[Statement]) -> set[Days]:
    return {line.expression.days for line in lines}


def _one_statement(text: Text, lines: list[Statement]) -> Iterator[Constraint]:
    if not lines:
        return
    together = 0
    for line in lines:
        together |= line.expression.days
    head = lines[0].expression
    rank = Rank.STATED if all(line.expression.has_year for line in lines) else Rank.EXACT
    says = "published that day" if len(lines) == 1 else "published on one of the days that such lines give"
    if lines[0].rule is DateRule.DATELINE and not head.has_year:
        together, says = day_sets.spread(together, 0, 1), "sent that day, published then or the day after"
    yield Constraint(together, rank, evidence(text, head, says, lines[0].rule))


# --- told in the text ---------------------------------------------------------------------------------------------------------------------


def told(text: Text, own: tuple[Expression, ...], lead: Expression | None, *, retrospective: bool) -> Iterator[Constraint]:
    """Yield what the running text says of its own day. A retrospective's days are those of another time: they bound from below only."""
    if not retrospective:
        yield from _news(text, own, lead)
    for expression in own:
        yield from _bound(text, expression, retrospective=retrospective)
    yield from _anniversaries(text, own)


def _bound(text: Text, expression: Expression, *, retrospective: bool) -> Iterator[Constraint]:
    """Yield the days that a date leaves open, wherever in the text it stands."""
    if expression.lead in {Lead.UNTIL, Lead.HABIT, Lead.YESTERDAY, Lead.TOMORROW} or expression.days == 0:
        return
    caption = sentence_of(expression).kind is BlockKind.CAPTION
    if expression.has_year:
        yield from _bound_with_year(text, expression, caption=caption)
    elif expression.kind is Kind.DATE and not retrospective:
        yield from _bound_without_year(text, expression, caption=caption)


def _bound_with_year(text: Text, expression: Expression, *, caption: bool) -> Iterator[Constraint]:
    low = day_sets.first(expression.days)
    rank = Rank.BOUND if expression.kind is Kind.DATE else Rank.WEAK
    if is_over(text, expression) or (caption and expression.kind is Kind.DATE):
        yield Constraint(
            day_sets.between(low, None), rank, evidence(text, expression, f"told as past: not before {low}", DateRule.PAST_DATE)
        )
    elif expression.is_coming and expression.kind is Kind.DATE:
        high = day_sets.last(expression.days)
        yield Constraint(
            day_sets.between(None, high), Rank.WEAK, evidence(text, expression, f"still to come: not after {high}", DateRule.FUTURE_DATE)
        )


def is_over(text: Text, expression: Expression) -> bool:
    """Say whether a date with its year is told as past. One without a verb is not: it may name a thing to come, "l'élection de 2017"."""
    if expression.is_past:
        return True
    if expression.is_coming or expression.lead in {Lead.UNTIL, Lead.COMING}:
        return False
    sentence = sentence_of(expression)
    near = text.body[max(sentence.start, expression.start - 60) : expression.start]
    return _ENTRY.match(text.body, expression.end) is not None or (expression.lead is not Lead.OF and _WAS.search(near) is not None)


_WAS = re.compile(r"\b(?:était|étaient|avait|avaient|was|were|had)\b")
_ENTRY = re.compile(r"\s?(?::|[–—-]\s)")
"""What follows a date that opens an entry of a chronology."""


def _bound_without_year(text: Text, expression: Expression, *, caption: bool) -> Iterator[Constraint]:
    before = 0 if expression.is_past or caption else AHEAD
    after = 0 if expression.is_coming else recall(expression)
    spread = day_sets.spread(expression.days, before, after)
    if expression.weekday is None:
        rank, rule, says = Rank.WEAK, DateRule.DAY_MONTH, "a day of these months, in any year"
    else:
        rank, rule, says = Rank.NEWS_DATE, DateRule.WEEKDAY_DATE, "near it, in a year in which weekday and date agree"
    yield Constraint(spread, rank, evidence(text, expression, says, rule))


def recall(expression: Expression) -> int:
    """Return for how many days a past date is told without its year."""
    if expression.lead is Lead.LAST:
        return RECALL_LAST
    recent = expression.weekday is not None and expression.lead is Lead.NONE and expression.tense is Tense.PAST
    return RECALL_WEEKDAY if recent else RECALL


# --- the day of the news ----------------------------------------------------------------------------------------------------------------------


def _news(text: Text, own: tuple[Expression, ...], lead: Expression | None) -> Iterator[Constraint]:
    """Yield what the words of the news part say: "ce mardi", the weekday that the news is told of, weekdays to come."""
    news = news_of(own)
    todays = tuple(_todays(text, news))
    yield from todays
    if lead is not None and (lead.kind is Kind.DATE or _fits(lead, todays)):
        offsets = _offsets(lead, news)
        if lead.kind is Kind.WEEKDAY and not todays and _is_unhurried(text, lead):
            offsets = tuple(range(min(offsets), max(offsets) + _UNHURRIED + 1))
        days = 0
        for offset in offsets:
            days |= day_sets.shift(lead.days, offset)
        rank, rule = (Rank.NEWS_DATE, DateRule.WEEKDAY_DATE) if lead.kind is Kind.DATE else (Rank.NEWS_DAY, DateRule.WEEKDAY)
        yield Constraint(days, rank, evidence(text, lead, _news_says(lead, offsets), rule))
        yield from _same_day(text, news, lead)
    yield from _comings(text, news, lead)


_UNHURRIED = 3
"""Days that a signed text which does not open with its news may come out later than wire copy."""
_WIRE = re.compile(r"[A-Z]{2,}|\b(?:avec|with|agences?|agency)\b")


def _is_unhurried(text: Text, lead: Expression) -> bool:
    """Say whether a person signs the text, no agency does, and the weekday is not told in its first sentence: a report or analysis, not wire copy."""
    signed = [text.body[block.start : block.end] for block in text.blocks if block.kind is BlockKind.BYLINE]
    if not signed or any(map(_WIRE.search, signed)):
        return False
    opening = next((block for block in text.blocks if block.kind is BlockKind.PARAGRAPH), None)
    return opening is not None and sentence_of(lead).start > opening.start


def _fits(lead: Expression, todays: tuple[Constraint, ...]) -> bool:
    """Say whether the weekday of the news can be the day of writing or the one before; if not, "ce samedi" is the surer of the two."""
    return all(day_sets.spread(lead.days, 0, 1) & today.days for today in todays)


def _same_day(text: Text, news: tuple[Expression, ...], lead: Expression) -> Iterator[Constraint]:
    """Yield the nine days from a past date whose weekday is that of the news: the same day, or the one a week before."""
    for expression in news:
        alike = expression.weekday == lead.weekday and expression.tense is Tense.PAST and expression.lead is Lead.NONE
        if alike and lead.kind is Kind.WEEKDAY and expression.kind is Kind.DATE and not expression.has_year:
            says = "the weekday of the news with its date, or the week after"
            yield Constraint(
                day_sets.spread(expression.days, 0, 8), Rank.NEWS_DATE, evidence(text, expression, says, DateRule.WEEKDAY_DATE)
            )


def _news_says(lead: Expression, offsets: tuple[int, ...]) -> str:
    name = _WEEKDAY_NAMES[lead.weekday] if lead.weekday is not None else "day"
    if lead.kind is Kind.DATE:
        name = f"{name} with this date"
    choices = {
        (0,): f"a {name}",
        (0, 1): f"a {name}, or the day after one",
        (1, 2): f"one or two days after a {name}",
        (0, 1, 2): f"a {name}, or up to two days after one",
    }
    return choices.get(offsets, f"up to {offsets[-1]} days after a {name}")


_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _todays(text: Text, news: tuple[Expression, ...]) -> Iterator[Constraint]:
    days, chosen, shift = 0, None, 0
    for expression in news:
        shift = {Lead.THIS: 0, Lead.YESTERDAY: 1, Lead.TOMORROW: -1}.get(expression.lead, 9)
        if shift == 9:
            continue
        today = _TODAY.search(text.body[max(0, expression.start - 16) : expression.start])
        if expression.weekday is None and not (expression.kind is Kind.DATE and today):
            continue
        if expression.lead is Lead.THIS and not today and (expression.tense is Tense.FUTURE or _THAT.match(text.body, expression.end)):
            continue
        if chosen is not None and expression.kind is not chosen.kind:
            continue
        days |= day_sets.shift(expression.days, shift)
        chosen = chosen or expression
    if chosen is not None:
        rank = Rank.EXACT if chosen.kind is Kind.DATE else Rank.NEWS_DAY
        rule = DateRule.TODAY if chosen.kind is Kind.DATE else DateRule.THIS_WEEKDAY
        yield Constraint(days, rank, evidence(text, chosen, "the day of writing", rule))


_TODAY = re.compile(r"(?:aujourd['’]hui,?|today,?)\s(?:le\s)?$", re.IGNORECASE)
_THAT = re.compile(r"-là\b")


def news_of(own: tuple[Expression, ...]) -> tuple[Expression, ...]:
    """Return the time words of the news part."""
    return tuple(e for e in own if sentence_of(e).kind is not BlockKind.CAPTION and sentence_of(e).paragraph < NEWS_PARAGRAPHS)


def lead_of(text: Text, own: tuple[Expression, ...]) -> Expression | None:
    """Return the day of the news: the first that the text tells as just over, with a weekday in it.

    A full date counts only where nothing in the text is dated later: news is told without the year. A paper that tells its news as "hier" names
    no weekday for it: the weekdays of such a text are older days.
    """
    found = _lead(own)
    return None if found is not None and found.kind is Kind.WEEKDAY and _tells_of_yesterday(text) else found


def _tells_of_yesterday(text: Text) -> bool:
    """Say whether one of the first paragraphs says "hier" of itself, not in somebody's words and not of a weekday."""
    paragraphs = [block for block in text.blocks if block.kind is BlockKind.PARAGRAPH][:_OPENING]
    found = (_YESTERDAY.search(text.body, block.start, block.end) for block in paragraphs)
    return any(match is not None and not _is_said(text.body, match) for match in found)


def _is_said(body: str, match: re.Match[str]) -> bool:
    before = body[max(0, match.start() - _SAID_WITHIN) : match.start()]
    return before.rfind("«") > before.rfind("»") or before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1


_OPENING = 3
"""Paragraphs from the top in which a paper tells when its news happened."""
_SAID_WITHIN = 300
_YESTERDAY = re.compile(
    r"[Hh](?<!\w.)ier\b(?!,?\s(?:(?:soir|matin|après-midi),?\s)?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|encore|comme))"
)


def _lead(own: tuple[Expression, ...]) -> Expression | None:
    last_stated = max((e.days.bit_length() for e in own if e.has_year and not e.is_coming), default=0)
    news = news_of(own)
    for expression in news:
        if expression.weekday is None or expression.tense is not Tense.PAST or expression.lead is not Lead.NONE:
            continue
        if expression.has_year and expression.days.bit_length() < last_stated:
            continue
        return expression
    return next((e for e in news if _is_quiet_lead(e)), None)


def _is_quiet_lead(expression: Expression) -> bool:
    """Say whether a weekday of the first paragraphs is news although no past verb stands by it ("Les combats font rage mardi")."""
    place = sentence_of(expression).paragraph
    return (
        place < 4
        and expression.weekday is not None
        and expression.lead is Lead.NONE
        and expression.tense is Tense.UNSURE
        and not expression.has_year
    )


def _offsets(lead: Expression, news: tuple[Expression, ...]) -> tuple[int, ...]:
    """Return how many days after the lead's day the text may have come out: 0 or 1, more where it tells of later days as past."""
    offsets = {0, 1}
    for expression in news:
        is_told = expression.tense in {Tense.PAST, Tense.UNSURE} and expression.lead is Lead.NONE
        if expression.kind is not Kind.WEEKDAY or expression.weekday is None or not is_told:
            continue
        later = (expression.weekday - (lead.weekday or 0)) % 7
        if later == 1 and expression.tense is Tense.PAST:
            offsets = {1, 2} | (offsets - {0})
        elif later in {1, 2}:
            offsets |= {later, later + 1}
    coming = [
        (e.weekday - (lead.weekday or 0)) % 7
        for e in news
        if e.kind is Kind.WEEKDAY and e.weekday is not None and e.is_coming and (e.has_part or e.weekday != lead.weekday)
    ]
    kept = {offset for offset in offsets if all(offset <= limit for limit in coming)}
    return tuple(sorted(kept or offsets))


def _comings(text: Text, news: tuple[Expression, ...], lead: Expression | None) -> Iterator[Constraint]:
    """Yield the week before each weekday still to come; without a day of the news it says little, but an event may agree with it."""
    for expression in news:
        if expression.kind is Kind.WEEKDAY and expression.is_coming and lead is not None:
            says = "still to come: published that day or in the six days before"
            yield Constraint(day_sets.spread(expression.days, 6, 0), Rank.COMING, evidence(text, expression, says, DateRule.COMING))


# --- so long ago ------------------------------------------------------------------------------------------------------------------------------


def span_length(expression: Expression) -> tuple[int, int, int]:
    """Return how many days "so many units" are, and how many fewer and more people may mean by it."""
    length, less, more = words.UNIT_DAYS[expression.unit]
    return round(expression.amount * length), less, more


def span_after(days: Days, expression: Expression) -> Days:
    """Return the days that lie "so many units" after a day, as loosely as people count."""
    middle, less, more = span_length(expression)
    return day_sets.spread(day_sets.shift(days, middle), less, more)


_TO_THE_DAY = re.compile(r",?\s(?:jour pour jour|(?:ago )?(?:today|to the day))\b", re.IGNORECASE)


def _anniversaries(text: Text, own: tuple[Expression, ...]) -> Iterator[Constraint]:
    """Yield the days so long after a date of the same sentence: "il y a cinq ans, le 9 août 2012"."""
    dated: dict[Sentence, Expression] = {}
    for expression in own:
        if expression.has_year and not expression.is_coming and expression.kind in {Kind.DATE, Kind.YEAR, Kind.MONTH}:
            dated.setdefault(sentence_of(expression), expression)
    for expression in own:
        date = dated.get(sentence_of(expression))
        if expression.kind is not Kind.SPAN or date is None or expression.lead is not Lead.AGO or expression.amount == 0:
            continue
        if abs(date.start - expression.end) > 40 and abs(expression.start - date.end) > 40:
            continue
        says = f"{expression.amount} {expression.unit}s after that date"
        if expression.unit == "year" and date.kind is Kind.DATE and _TO_THE_DAY.match(text.body, expression.end):
            day = day_sets.first(date.days)
            days = day_sets.day_of_year(day.month, day.day) & day_sets.year_of(min(day.year + expression.amount, day_sets.LAST.year))
            says = f"{says}, to the day"
            yield Constraint(days, Rank.EXACT, evidence(text, expression, says, DateRule.ANNIVERSARY))
            continue
        yield Constraint(span_after(date.days, expression), Rank.WEAK, evidence(text, expression, says, DateRule.ANNIVERSARY))
