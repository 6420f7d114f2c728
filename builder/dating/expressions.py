"""Find the words that tell time: "jeudi soir 22 septembre", "depuis samedi", "28/11/2016", "Dec. 6, 2016", "trois semaines après".

In: a Text. Out: its sentences, and in them expressions with offsets, the days that they may name, and their tense. Pure.
At most `MOST_EXPRESSIONS` of a text are read, so that a text of nothing but dates ends as soon as any other.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, islice
from typing import NamedTuple

from builder.dating import days as day_sets, words
from builder.dating.days import Days
from builder.dating.tense import Tense, tense_of
from builder.model import Block, BlockKind, Text

MOST_EXPRESSIONS = 1_500
"""How many time expressions of a text are read; a long article has 60."""

MOST_ENDS = 20_000
"""How many ends of sentences are looked at in one block; what follows them is one sentence."""
_LEFT, _RIGHT = 160, 200
"""How many code points before and after an expression are looked at."""
_BRINK = 48
"""How many before it hold the words that lead to it."""


class Kind(StrEnum):
    """The shapes of a time expression."""

    DATE = "date"
    """Day and month, perhaps with weekday and year."""
    MONTH = "month"
    """Month and year."""
    YEAR = "year"
    WEEKDAY = "weekday"
    """A weekday alone."""
    SPAN = "span"
    """So many days, weeks, months or years, ago or after something."""


class Lead(StrEnum):
    """What stands directly before (or after) an expression and turns its sense."""

    NONE = ""
    SINCE = "since"
    """depuis, dès, since: it began then."""
    THIS = "this"
    """ce mardi, aujourd'hui mardi: the day of writing."""
    YESTERDAY = "yesterday"
    TOMORROW = "tomorrow"
    COMING = "coming"
    """pour vendredi, vendredi prochain."""
    UNTIL = "until"
    """jusqu'à, d'ici, avant: open."""
    LAST = "last"
    """vendredi dernier."""
    OF = "of"
    """le vote de mardi: either way."""
    HABIT = "habit"
    """chaque vendredi, le vendredi: no day."""
    AGO = "ago"
    AFTER = "after"


class Sentence(NamedTuple):
    """A sentence and where it stands; `paragraph` counts the paragraphs so far, headline and subheads included.

    A tuple, as every text has many, which are looked up again and again.
    """

    start: int
    end: int
    kind: BlockKind
    paragraph: int


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that tell time. `days` are those that they may name, whatever the year where none is said."""

    kind: Kind
    start: int
    end: int
    lead: Lead
    tense: Tense
    days: Days = 0
    weekday: int | None = None
    has_year: bool = False
    has_part: bool = False
    amount: int = 0
    unit: str = ""
    month_day: tuple[int, int] | None = None
    sentence: Sentence | None = None

    @property
    def is_past(self) -> bool:
        """Say whether it tells of a day that is over for the writer."""
        if self.lead in {Lead.SINCE, Lead.LAST, Lead.YESTERDAY}:
            return self.tense is not Tense.FUTURE
        return self.lead in {Lead.NONE, Lead.THIS} and self.tense in {Tense.PAST, Tense.EARLIER}

    @property
    def is_coming(self) -> bool:
        """Say whether it tells of a day that the writer still expects."""
        return self.lead in {Lead.COMING, Lead.TOMORROW} or (
            self.lead in {Lead.NONE, Lead.THIS, Lead.SINCE, Lead.UNTIL} and self.tense is Tense.FUTURE
        )


def sentences(text: Text) -> tuple[Sentence, ...]:
    """Split every block that may hold the article's own words or its lines of date and credit; related links are left out."""
    found: list[Sentence] = []
    paragraph = -1
    for block in text.blocks:
        if block.kind is BlockKind.RELATED:
            continue
        paragraph += block.kind in {BlockKind.HEADLINE, BlockKind.SUBHEAD, BlockKind.PARAGRAPH}
        found += (Sentence(start, end, block.kind, max(paragraph, 0)) for start, end in _split(text.body, block))
    return tuple(found)


def expressions(text: Text, parts: tuple[Sentence, ...]) -> tuple[Expression, ...]:
    """Return the expressions of these sentences in order of place, `MOST_EXPRESSIONS` at most."""
    return tuple(islice(_expressions(text, parts), MOST_EXPRESSIONS))


def _expressions(text: Text, parts: tuple[Sentence, ...]) -> Iterator[Expression]:
    starts = [part.start for part in parts]
    plain = words.fold_whole(text.body)
    lower = words.lower(_LIKE_FUTURE.sub(lambda match: "x" * len(match[0]), text.body))
    for match in islice(_matches(plain), 2 * MOST_EXPRESSIONS):
        place = bisect_right(starts, match.start()) - 1
        if place >= 0 and match.end() <= parts[place].end and (found := _read(plain, lower, match, parts[place])) is not None:
            if match.lastgroup in _SHORT_OF and not _is_weekday_name(text.body, lower, match):
                found = _without_weekday(found, match)
            yield _either_order(found, match) if text.language == "en" else found


_LIKE_FUTURE = re.compile(r"[A-ZÀ-ÖØ-Þ](?<!\w.)[\w'’-]*r(?:a|ait|ont)\b")
"""Names that end as verbs of the future do: Safira, Ankara, Hara. The capital comes first, as few letters are one."""


def _matches(plain: str) -> Iterator[re.Match[str]]:
    """Try the pattern only where digits or a word may open it: many times faster than trying it everywhere."""
    starts = [digits.start() for digits in _DIGITS.finditer(plain)]
    starts += [
        before.start() for before in _BEFORE_OPENING.finditer("\n" + plain)
    ]  # what stands before a word is as far on as the word in `plain`
    end = 0
    for start in sorted(starts):
        if start >= end and (match := _CORE.match(plain, start)):
            yield match
            end = match.end()


def _either_order(found: Expression, match: re.Match[str]) -> Expression:
    """Read 06/12/2016 in an English text both ways, for Britons and for Americans."""
    if not match["numeric"]:
        return found
    month, day, year = re.split(r"[./-]", match["numeric"])
    other = _date(year, int(month), day, None)
    return found if other is None else replace(found, days=found.days | other.days)


_SHORT_OF = {"day_month": "weekday1", "month_day": "weekday2"}
"""The groups that may hold a short weekday."""


def _is_weekday_name(body: str, lower: str, match: re.Match[str]) -> bool:
    """Say whether what looks like a weekday is one: a short name has a capital or a full stop, "tué le 8 octobre" has neither."""
    start, end = match.span(_SHORT_OF[match.lastgroup or ""])
    if start < 0 or match.string[start:end] in words.WEEKDAYS:
        return True
    return lower[start:end] == match.string[start:end] and (body[start].isupper() or body[end - 1 : end + 1].find(".") >= 0)


def _without_weekday(found: Expression, match: re.Match[str]) -> Expression:
    """Return a date that a common word stands before, which was taken for a weekday."""
    if found.has_year or found.month_day is None:
        return replace(found, weekday=None)
    start = match.start("day1") if match.lastgroup == "day_month" else match.start("month2")
    return replace(found, start=start, weekday=None, days=day_sets.day_of_year(*found.month_day))


def _split(body: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    for match in islice(_SENTENCE_END.finditer(body, block.start, block.end), MOST_ENDS):
        before = body[max(start, match.start() - 6) : match.start()]
        if _ABBREVIATION.search(before):
            continue
        yield start, match.start() + len(match.group("end"))
        start = match.end()
    if start < block.end:
        yield start, block.end


_SENTENCE_END = re.compile(r"(?P<end>[.!?…](?:\s?[»”\"])?)\s+(?=[«“\"(–—-]{0,2}\s?[A-ZÀ-ÖØ-Þ0-9•])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:M|MM|Mme|Mlle|Dr|Me|St|Ste|Mr|Mrs|Ms|Gen|Col|Sen|No|cf|av|Jan|Feb|Aug|Sept|Oct|Nov|Dec|janv|févr|avr|juil|sept|oct|nov|déc)|\b[A-Z])$"
)


# --- one match ------------------------------------------------------------------------------------------------------------------------


def _read(plain: str, lower: str, match: re.Match[str], sentence: Sentence) -> Expression | None:
    """Turn one match into an expression, or None where its numbers name no day."""
    left, right = (
        slice(max(sentence.start, match.start() - _LEFT), match.start()),
        slice(match.end(), min(sentence.end, match.end() + _RIGHT)),
    )
    before, after = plain[left], plain[right]
    brink = before[-_BRINK:]
    lead = _lead(before, brink, after)
    group = match.lastgroup or ""
    core = _CORES[group](match)
    if core is None or (core.kind is Kind.SPAN and (lead := _span_lead(brink, after)) is Lead.NONE):
        return None
    if core.kind is Kind.YEAR and lead is Lead.NONE and not _IN_YEAR.search(brink) and not _COPYRIGHT.search(brink):
        return None
    if core.kind is Kind.WEEKDAY:
        if _TITLE.search(brink):
            return None
        if lead is Lead.NONE and _ARTICLE.search(brink):
            lead = Lead.HABIT
    return Expression(
        core.kind,
        match.start(),
        match.end(),
        lead,
        tense_of(lower[left], lower[right]),
        core.days,
        core.weekday,
        core.has_year,
        core.has_part,
        core.amount,
        core.unit,
        core.month_day,
        sentence,
    )


@dataclass(frozen=True, slots=True)
class _CoreValue:
    kind: Kind
    days: Days = 0
    weekday: int | None = None
    has_year: bool = False
    has_part: bool = False
    amount: int = 0
    unit: str = ""
    month_day: tuple[int, int] | None = None


def _lead(before: str, brink: str, after: str) -> Lead:
    if trailing := _AFTER_LEADS.match(after):
        return _AFTER_SENSE[trailing.group("word")]
    if "nuit du" in before and _NIGHT_OF.search(before):
        return Lead.NONE
    found = _LEADS.search(brink, max(0, len(brink) - _LONGEST_LEAD))
    return _LEAD_OF[found.lastgroup or ""] if found else Lead.NONE


def _span_lead(brink: str, after: str) -> Lead:
    if _AGO_BEFORE.search(brink) or _AGO_AFTER.match(after):
        return Lead.AGO
    if _SPAN_SINCE.search(brink):
        return Lead.SINCE
    counted = _SPAN_AFTER.match(after) or (_AFTER_SPAN.search(brink) and _SPAN_OF.match(after))
    return Lead.AFTER if counted else Lead.NONE


def _date(year: str | None, month: int, day: str, weekday: int | None, *, part: bool = False) -> _CoreValue | None:
    number = int(day)
    if year is not None:
        full = int(year) + (2000 if len(year) == 2 else 0)
        if not day_sets.exists(full, month, number):
            return None
        return _CoreValue(Kind.DATE, day_sets.single(dt.date(full, month, number)), weekday, has_year=True, has_part=part)
    if not day_sets.exists(2000, month, number):
        return None
    days = day_sets.day_of_year(month, number)
    agreeing = days if weekday is None else days & day_sets.weekday(weekday)
    return _CoreValue(Kind.DATE, agreeing, weekday, has_part=part, month_day=(month, number))


def _weekday_number(name: str | None) -> int | None:
    if not name:
        return None
    spelled = name.rstrip(".")
    return words.WEEKDAYS.get(spelled, words.SHORT_WEEKDAYS.get(spelled))


def _month_number(name: str) -> int:
    return words.MONTHS[name.rstrip(".")]


def _iso(match: re.Match[str]) -> _CoreValue | None:
    year, month, day = match["iso"].split("-")
    return _date(year, int(month), day, None)


def _numeric(match: re.Match[str]) -> _CoreValue | None:
    day, month, year = re.split(r"[./-]", match["numeric"])
    return _date(year, int(month), day, None) or _date(year, int(day), month, None)


def _day_month(match: re.Match[str]) -> _CoreValue | None:
    return _date(
        match["year1"], _month_number(match["month1"]), match["day1"], _weekday_number(match["weekday1"]), part=bool(match["part1"])
    )


def _month_day(match: re.Match[str]) -> _CoreValue | None:
    return _date(match["year2"], _month_number(match["month2"]), match["day2"], _weekday_number(match["weekday2"]))


def _month_year(match: re.Match[str]) -> _CoreValue | None:
    return _CoreValue(Kind.MONTH, day_sets.month_of(int(match["year3"]), _month_number(match["month3"])), has_year=True)


def _year(match: re.Match[str]) -> _CoreValue | None:
    return _CoreValue(Kind.YEAR, day_sets.year_of(int(match["year"])), has_year=True)


def _night(match: re.Match[str]) -> _CoreValue | None:
    number = _weekday_number(match["morrow"])
    return None if number is None else _CoreValue(Kind.WEEKDAY, day_sets.weekday(number), number)


def _weekday(match: re.Match[str]) -> _CoreValue | None:
    number = _weekday_number(match["weekday4"])
    return None if number is None else _CoreValue(Kind.WEEKDAY, day_sets.weekday(number), number, has_part=bool(match["part4"]))


def _span(match: re.Match[str]) -> _CoreValue | None:
    amount = match["amount"]
    number = int(amount) if amount.isdigit() else words.NUMBERS[amount]
    return _CoreValue(Kind.SPAN, amount=number, unit=words.UNITS[match["unit"]])


_CORES = {
    "iso": _iso,
    "numeric": _numeric,
    "day_month": _day_month,
    "month_day": _month_day,
    "month_year": _month_year,
    "year": _year,
    "night": _night,
    "weekday": _weekday,
    "span": _span,
}


# --- patterns: no quantifier within a quantifier, so that each is linear ----------------------------------------------------------------


def _by_first_letter(spelled: Iterable[str]) -> str:
    """Return a pattern of these words that looks at their first letter once."""
    groups = groupby(sorted(spelled), key=lambda word: word[0])
    return "|".join(f"{letter}(?:{'|'.join(word[1:] for word in group)})" for letter, group in groups)


_MONTH = (
    r"(?:janvier|janv|january|jan|fevrier|fevr?|february|feb|mars|march|mar|avril|avr|april|apr|mai|may|juin|june|jun|juillet|juil|july|jul"
    r"|aout|august|aug|septembre|september|sept|sep|octobre|october|oct|novembre|november|nov|decembre|december|dec)"
)
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_SHORT = r"(?:lun|mar|mer|jeu|ven|sam|dim|mon|tues?|wed|thurs?|thu|fri|sat|sun)\.?"
_NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(words.NUMBERS, key=len, reverse=True)) + ")"
_UNIT = "(?:" + "|".join(sorted(words.UNITS, key=len, reverse=True)) + ")"
_DIGITS = re.compile(r"\d+")
_LETTER = r"[^\W\d_]"
_NAMES = sorted({"nuit", *words.WEEKDAYS, *words.SHORT_WEEKDAYS, *words.MONTHS})
_BEFORE_OPENING = re.compile(
    rf"[^a-z](?<!{_LETTER})(?=(?:{_by_first_letter(_NAMES)})(?!{_LETTER})|(?:{_by_first_letter(sorted(words.NUMBERS))})\s{_UNIT}\b)"
)
"""What stands before a word that may open an expression. Digits and letters are words apart, so that a date glued to a word is found: "2016Publicité"."""
_CORE = re.compile(
    rf"""(?:
      (?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)
    | (?P<numeric>\d{{1,2}}(?:(?:/\d{{1,2}}/|\.\d{{1,2}}\.|-\d{{1,2}}-)(?:19|20)\d\d|/\d{{1,2}}/\d\d|\.\d{{1,2}}\.\d\d(?=\s(?:a\s|-\s|\|\s)?\d{{1,2}}\s?[h:])))(?![\d/])
    | (?P<day_month>(?:(?P<weekday1>{_WEEKDAY}|{_SHORT})\s?,?\s?(?:(?P<part1>{words.PARTS})\s?,?\s)?(?:le\s)?)?
        (?<!\d[.,])(?P<day1>\d{{1,2}})(?:er|ᵉʳ|st|nd|rd|th)?\s(?:of\s)?(?P<month1>{_MONTH})\b\.?(?:,?\s(?P<year1>(?:19|20)\d\d)(?!\d))?)
    | (?P<month_day>(?:(?P<weekday2>{_WEEKDAY}|{_SHORT}),?\s)?(?P<month2>{_MONTH})\.?\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s(?P<year2>(?:19|20)\d\d)(?!\d))?)
    | (?P<month_year>(?P<month3>{_MONTH})\.?,?\s(?P<year3>(?:19|20)\d\d)\b)
    | (?P<night>nuit\s(?:de|du)\s{_WEEKDAY}\s(?:a|au)\s(?P<morrow>{_WEEKDAY})\b)
    | (?P<weekday>(?P<weekday4>{_WEEKDAY})\b(?:\s(?:dans\sla\s?|au\s|en\sfin\sde?\s?|a\sla\s)?(?P<part4>{words.PARTS})\b)?)
    | (?P<span>(?P<amount>{_NUMBER})\s(?P<unit>{_UNIT})\b)
    | (?P<year>(?:19|20)\d\d)\b(?![-/.,]\d)
    )""",
    re.VERBOSE,
)

_COPYRIGHT = re.compile(r"(?:©|copyright|\(c\)|droits reserves|rights reserved)[^.!?]{0,30}$")
_NIGHT_OF = re.compile(r"\bnuit du (?:[a-z]+ )?\d{1,2}(?:er)?(?: [a-z]+)? au (?:[a-z]+ )?$")
_LEADS = re.compile(
    r"""(?:
      (?P<since>\b(?:depuis|des|since|from)\s(?:le\s|l'|la\s(?:mi-|fin\s|nuit\s)?|the\s|(?:le\s)?(?:debut|fin|mi)(?:\s|-)(?:de\s|d')?)?(?:nuit\s(?:de|du)\s)?)
    | (?P<this>\b(?:ce|cette|en\sce|aujourd'hui,?|today,?|this)\s(?:le\s)?)
    | (?P<yesterday>\b(?:hier|yesterday),?\s)
    | (?P<tomorrow>\b(?:demain|tomorrow),?\s)
    | (?P<coming>\b(?:pour|next|prevue?s?(?:\sle)?|attendue?s?(?:\sle)?|fixee?s?\s(?:au|a)|programmee?s?(?:\sle)?|for|reportee?s?\s(?:au|a))\s(?:le\s|ce\s)?)
    | (?P<until>\b(?:jusqu'(?:a|au|en)|d'ici(?:\s(?:a|au|le|fin))?|avant(?:\sle|\sfin)?|until|till|by|before|a\spartir\sd[eu]|a\scompter\sd[eu])\s)
    | (?P<last>\blast\s)
    | (?P<habit>\b(?:chaque|tous\sles|every|les|un)\s)
    | (?P<of>\b(?:du|de|au|of)\s)
    )$""",
    re.VERBOSE,
)
_LONGEST_LEAD = 32
"""Code points beyond what those words take: "depuis le debut de nuit de "."""
_LEAD_OF = {lead.value: lead for lead in Lead}
_AFTER_LEADS = re.compile(r"\s(?P<word>derniere?|passee?|prochaine?|last|next)\b")
_AFTER_SENSE = {
    "dernier": Lead.LAST, "derniere": Lead.LAST, "passe": Lead.LAST, "passee": Lead.LAST, "last": Lead.LAST,
    "prochain": Lead.COMING, "prochaine": Lead.COMING, "next": Lead.COMING,
}  # fmt: skip
_ARTICLE = re.compile(r"\b(?:le|the)\s$")
_IN_YEAR = re.compile(r"\b(?:en|in|fin|debut|mi-|(?:de\s)?l'(?:an|annee)|ete|automne|hiver|printemps|summer|spring|autumn|fall|winter)\s?$")
_TITLE = re.compile(r"\b(?:journal du|france|midi|radio|ouest-france|presse du|robinson|easter|good|black|bloody)\s$")
_AGO_BEFORE = re.compile(r"\b(?:il y a|voila|voici)\s(?:plus de |pres de |environ |presque |tout juste |exactement |a peine |deja )?$")
_AGO_AFTER = re.compile(r"\s(?:ago|earlier)\b")
_SPAN_SINCE = re.compile(r"\b(?:depuis|for|en)\s(?:plus de |pres de |environ |presque |more than |over |nearly )?$")
_AFTER_SPAN = re.compile(r"\bapres\s(?:plus de |pres de |environ |presque |tout juste |a peine )?$")
_SPAN_OF = re.compile(r"\s(?:de\s|d')(?=[a-z])")
_SPAN_AFTER = re.compile(r"\s(?:jour pour jour\s)?(?:apres|plus tard|after|later|since)\b")
