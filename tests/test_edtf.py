"""Dates of the archive: one spelling for each value, and the same bounds as the `edtf` library reads."""

from __future__ import annotations

import datetime as dt
from time import struct_time
from typing import Any

import edtf as oracle
import pytest
from hypothesis import given, settings, strategies as st

from builder.edtf import Edtf, Form

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
VALUES = st.one_of(
    DAYS.map(Edtf.of_day),
    DAYS.map(lambda day: Edtf.of_day(day, probable=True)),
    DAYS.map(lambda day: Edtf.parse(f"{day:%Y-%m}")),
    DAYS.map(lambda day: Edtf.parse(f"{day:%Y}")),
    st.lists(DAYS, min_size=1, max_size=6).map(tuple).map(Edtf.one_of),
    st.tuples(DAYS, DAYS).map(lambda pair: Edtf.between(min(pair), max(pair))),
    DAYS.map(lambda day: Edtf.between(day, None)),
    DAYS.map(lambda day: Edtf.between(None, day)),
)


@given(VALUES)
def test_one_value_has_one_spelling(value: Edtf) -> None:
    """Reading what was written gives the value back."""
    assert Edtf.parse(str(value)) == value


def _bounds(parsed: Any) -> tuple[dt.date | None, dt.date | None]:
    def day(value: struct_time | float) -> dt.date | None:
        return dt.date(*value[:3]) if isinstance(value, struct_time) else None

    return day(parsed.lower_strict()), day(parsed.upper_strict())


@settings(max_examples=30)  # the library takes up to 22 ms a value
@given(VALUES.filter(lambda value: value.first is not None and value.last is not None))
def test_the_library_reads_the_same_bounds(value: Edtf) -> None:
    """The EDTF library agrees on every form whose ends are closed."""
    if value.form is Form.PROBABLE_DAY:
        assert oracle.parse_edtf(str(value)).is_uncertain
        return
    assert _bounds(oracle.parse_edtf(str(value))) == (value.first, value.last)


@settings(max_examples=20)
@given(VALUES.filter(lambda value: value.first is None or value.last is None))
def test_the_library_knows_open_ends(value: Edtf) -> None:
    """What is open here is EDTF there as well."""
    assert oracle.parse_edtf(str(value)) is not None


@given(VALUES, DAYS)
def test_a_day_is_inside_or_not(value: Edtf, day: dt.date) -> None:
    """No day outside the bounds is in, and both bounds are."""
    if day in value:
        assert value.first is None or value.first <= day
        assert value.last is None or day <= value.last
    assert all(bound in value for bound in (value.first, value.last) if bound is not None)


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("2016-12-06", "2016-12-06"),
        ("2016-12-06?", ""),
        ("[2016-12-06,2016-12-07]", "2016-12"),
        ("[2016-11-30..2016-12-02]", "2016"),
        ("[2015-12-31,2016-01-01]", ""),
        ("[2016-12-06..]", ""),
        ("2016-12", "2016-12"),
        ("2016", "2016"),
    ],
)
def test_the_certain_prefix_holds_for_every_day(text: str, prefix: str) -> None:
    """Formats without uncertainty get no more than is certain."""
    assert Edtf.parse(text).certain_prefix == prefix


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hier",
        "2016-13-01",
        "2016-02-30",
        "2016-12-06..",
        "[..]",
        "[2016-12-07..2016-12-06]",
        "06/12/2016",
        "2016-13",
        "0000",
        "[2016-12-06,]",
    ],
)
def test_what_is_no_date_of_the_archive_is_refused(text: str) -> None:
    """A wrong spelling is an error, never a guess."""
    with pytest.raises(ValueError):
        Edtf.parse(text)


def test_two_neighbours_are_a_choice() -> None:
    """[a..b] of two days is written as the choice that it is; a choice of one day is that day."""
    one, two = dt.date(2016, 12, 6), dt.date(2016, 12, 7)
    assert str(Edtf.between(one, two)) == "[2016-12-06,2016-12-07]"
    assert Edtf.one_of((two, two)) == Edtf.of_day(two)
    with pytest.raises(ValueError, match="later"):
        Edtf.between(two, one)
    with pytest.raises(ValueError, match="end"):
        Edtf.between(None, None)
    with pytest.raises(ValueError, match="at least one"):
        Edtf.one_of(())
