"""The words of time in French and English, as tables and as parts of patterns. Data only; pure.

Sources: the calendars of both languages; abbreviations as agencies and content systems write them (AFP "6 déc 2016", AP style "Dec. 6").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from types import MappingProxyType

from builder.folding import small

WEEKDAYS = MappingProxyType(
    {
        "lundi": 0,
        "mardi": 1,
        "mercredi": 2,
        "jeudi": 3,
        "vendredi": 4,
        "samedi": 5,
        "dimanche": 6,
        "monday": 0,
        "tuesday": 1,
        "wednesday": 2,
        "thursday": 3,
        "friday": 4,
        "saturday": 5,
        "sunday": 6,
    }
)
"""Full names: the only forms that count by themselves."""

SHORT_WEEKDAYS = MappingProxyType(
    {
        "lun": 0,
        "mar": 1,
        "mer": 2,
        "jeu": 3,
        "ven": 4,
        "sam": 5,
        "dim": 6,
        "mon": 0,
        "tue": 1,
        "tues": 1,
        "wed": 2,
        "thu": 3,
        "thur": 3,
        "thurs": 3,
        "fri": 4,
        "sat": 5,
        "sun": 6,
    }
)
"""Short names: only in front of a date with day and month."""

MONTHS = MappingProxyType(
    {
        "janvier": 1,
        "janv": 1,
        "jan": 1,
        "january": 1,
        "fevrier": 2,
        "fevr": 2,
        "fev": 2,
        "february": 2,
        "feb": 2,
        "mars": 3,
        "march": 3,
        "mar": 3,
        "avril": 4,
        "avr": 4,
        "april": 4,
        "apr": 4,
        "mai": 5,
        "may": 5,
        "juin": 6,
        "june": 6,
        "jun": 6,
        "juillet": 7,
        "juil": 7,
        "july": 7,
        "jul": 7,
        "aout": 8,
        "august": 8,
        "aug": 8,
        "septembre": 9,
        "september": 9,
        "sept": 9,
        "sep": 9,
        "octobre": 10,
        "october": 10,
        "oct": 10,
        "novembre": 11,
        "november": 11,
        "nov": 11,
        "decembre": 12,
        "december": 12,
        "dec": 12,
    }
)

NUMBERS = MappingProxyType(
    {
        "un": 1,
        "une": 1,
        "deux": 2,
        "trois": 3,
        "quatre": 4,
        "cinq": 5,
        "six": 6,
        "sept": 7,
        "huit": 8,
        "neuf": 9,
        "dix": 10,
        "onze": 11,
        "douze": 12,
        "treize": 13,
        "quatorze": 14,
        "quinze": 15,
        "seize": 16,
        "vingt": 20,
        "trente": 30,
        "quarante": 40,
        "cinquante": 50,
        "a": 1,
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "eleven": 11,
        "twelve": 12,
        "twenty": 20,
        "thirty": 30,
    }
)

UNITS = MappingProxyType(
    {
        "jour": "day",
        "jours": "day",
        "day": "day",
        "days": "day",
        "semaine": "week",
        "semaines": "week",
        "week": "week",
        "weeks": "week",
        "mois": "month",
        "month": "month",
        "months": "month",
        "an": "year",
        "ans": "year",
        "annee": "year",
        "annees": "year",
        "year": "year",
        "years": "year",
    }
)

UNIT_DAYS = MappingProxyType({"day": (1.0, 0, 1), "week": (7.0, 3, 3), "month": (30.44, 12, 20), "year": (365.25, 45, 345)})
"""Length of a unit in days, and how many days less or more "N units" may stand for: "three weeks" is give or take 3 days, "five years" lasts until six."""

PARTS = r"(?:matin|midi|apres-midi|soir|soirée|nuit|morning|afternoon|evening|night)"
"""Parts of the day that may follow a weekday."""

STOP_WORDS = frozenset(
    "a au aux avec ce ces cette d dans de des du en et est il ils l la le les leur leurs lui mais n ne ont ou où par pas plus pour qu que qui s sa se ses "
    "son sont sous sur un une vers y depuis apres avant lors debut fin tout tous toute toutes deux aussi the of to in on at and or for by with from an is are was were that this its as".split()
)


def lower(text: str) -> str:
    """Return the text in lower case with straight apostrophes and plain spaces, one code point for each: offsets hold."""
    return small(_replaced(text, _PLAIN_SIGNS))


def fold(text: str) -> str:
    """Return the text in lower case without accents, one code point for each: offsets hold."""
    return text.lower() if text.isascii() else small(_replaced(text, _PLAIN.keys() & set(_NOT_ASCII.findall(text))))


def tokens(text: str) -> list[str]:
    """Return the folded words of a text."""
    return _WORD.findall(fold(text))


def tokens_in(body: str, start: int, end: int) -> list[str]:
    """Return the folded words of a stretch of a text."""
    return _WORD.findall(fold_whole(body), start, end)


@lru_cache(maxsize=2)
def fold_whole(body: str) -> str:
    """Return a whole text folded, remembered as long as it is the text in hand: offsets hold, so every rule may look up its stretch."""
    return fold(body)


_WORD = re.compile(r"\w+")
_NOT_ASCII = re.compile(r"[^\0-\x7f]")


def _replaced(text: str, letters: Iterable[str]) -> str:
    """Replace one letter after the other: a text holds few different ones, and `str.translate` looks up each of its places."""
    for letter in letters:
        text = text.replace(letter, _PLAIN[letter])
    return text


def _without_accents() -> dict[str, str]:
    """Map the letters of Latin-1 and Latin Extended-A but ASCII; what has no single counterpart stays."""
    plain = {chr(code): unicodedata.normalize("NFKD", chr(code).lower())[0] for code in range(0x80, 0x180)}
    return {letter: base for letter, base in plain.items() if letter != base}


_PLAIN_SIGNS = dict.fromkeys("\u2019\u02bc", "'") | dict.fromkeys("\xa0\u202f\u2009", " ")
_PLAIN = _without_accents() | _PLAIN_SIGNS
