"""Days as they are known: a small, exact profile of EDTF (ISO 8601-2:2019, Library of Congress 2019).

| written | means |
| --- | --- |
| `2016-12-06` | that day |
| `2016-12-06?` | probably that day |
| `2016-12`, `2016` | some day of that month, of that year |
| `[2016-12-06,2016-12-07]` | one of these days, and no other |
| `[2016-12-06..2016-12-09]` | one day of this stretch, both ends included |
| `[..2016-12-09]`, `[2016-12-06..]` | a day not later, not earlier |

Every value has one canonical spelling, `str(value)`. Nothing known is no value: `None`. Pure.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """The shapes of the profile."""

    DAY = "day"
    PROBABLE_DAY = "probable day"
    MONTH = "month"
    YEAR = "year"
    ONE_OF = "one of"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as known. `days` holds the day (DAY), the members (ONE_OF), or is empty; `first` and `last` are its bounds, None where open."""

    form: Form = Form.RANGE
    first: dt.date | None = None
    last: dt.date | None = None
    days: tuple[dt.date, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Edtf:
        """Read one value of the profile.

        Raises:
            ValueError: the text is not of the profile; the message says what would be.
        """
        for pattern, build in _FORMS:
            if match := pattern.fullmatch(text.strip()):
                return build(*match.groups())
        raise ValueError(
            f"{text!r} is not a date that the archive knows; write 2016-12-06, 2016-12, [2016-12-06,2016-12-07] or [2016-12-06..2016-12-09]"
        )

    @classmethod
    def of_day(cls, day: dt.date, *, probable: bool = False) -> Edtf:
        """Return that very day, or probably that day."""
        return cls(Form.PROBABLE_DAY if probable else Form.DAY, day, day, (day,))

    @classmethod
    def one_of(cls, days: tuple[dt.date, ...]) -> Edtf:
        """Return "one of these days", a plain day where only one is left.

        Raises:
            ValueError: no day is given.
        """
        members = tuple(sorted(set(days)))
        if not members:
            raise ValueError("a choice of days needs at least one day")
        return cls.of_day(members[0]) if len(members) == 1 else cls(Form.ONE_OF, members[0], members[-1], members)

    @classmethod
    def between(cls, first: dt.date | None, last: dt.date | None) -> Edtf:
        """Return a stretch of days, both ends included, `None` for an open end; two neighbours become a choice.

        Raises:
            ValueError: both ends are open, or they are in the wrong order.
        """
        if first is None and last is None:
            raise ValueError("a stretch of days needs an end")
        if first is not None and last is not None:
            if first > last:
                raise ValueError(f"{first} is later than {last}")
            if (last - first).days <= 1:
                return cls.one_of((first, last))
        return cls(Form.RANGE, first, last)

    def __contains__(self, day: dt.date) -> bool:
        """Say whether the day is one of those that the value allows."""
        if self.form is Form.ONE_OF:
            return day in self.days
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def __str__(self) -> str:
        """Return the canonical spelling."""
        match self.form:
            case Form.DAY:
                return str(self.first)
            case Form.PROBABLE_DAY:
                return f"{self.first}?"
            case Form.MONTH:
                return str(self.first)[:7]
            case Form.YEAR:
                return str(self.first)[:4]
            case Form.ONE_OF:
                return f"[{','.join(map(str, self.days))}]"
            case Form.RANGE:
                return f"[{self.first or ''}..{self.last or ''}]"

    @property
    def certain_prefix(self) -> str:
        """The longest part of an ISO date that holds for every possible day: `2016-12` for a stretch within a month, "" if none."""
        if self.first is None or self.last is None:
            return ""
        for length in (10, 7, 4):
            if str(self.first)[:length] == str(self.last)[:length]:
                return "" if self.form is Form.PROBABLE_DAY and length > 7 else str(self.first)[:length]
        return ""


def _day(text: str) -> Edtf:
    return Edtf.of_day(dt.date.fromisoformat(text))


def _probable_day(text: str) -> Edtf:
    return Edtf.of_day(dt.date.fromisoformat(text), probable=True)


def _month(year: str, month: str) -> Edtf:
    last = calendar.monthrange(int(year), int(month))[1]
    return Edtf(Form.MONTH, dt.date(int(year), int(month), 1), dt.date(int(year), int(month), last))


def _year(year: str) -> Edtf:
    return Edtf(Form.YEAR, dt.date(int(year), 1, 1), dt.date(int(year), 12, 31))


def _one_of(inside: str) -> Edtf:
    return Edtf.one_of(tuple(dt.date.fromisoformat(day.strip()) for day in inside.split(",")))


def _range(first: str | None, last: str | None) -> Edtf:
    return Edtf.between(dt.date.fromisoformat(first) if first else None, dt.date.fromisoformat(last) if last else None)


_DAY = r"\d{4}-\d\d-\d\d"
_FORMS = (
    (re.compile(rf"({_DAY})"), _day),
    (re.compile(rf"({_DAY})\?"), _probable_day),
    (re.compile(r"(\d{4})-(\d\d)"), _month),
    (re.compile(r"(\d{4})"), _year),
    (re.compile(rf"\[({_DAY}(?:\s*,\s*{_DAY})*)\]"), _one_of),
    (re.compile(rf"\[\s*({_DAY})?\s*\.\.\s*({_DAY})?\s*\]"), _range),
)
