"""French as it is printed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from builder import french
from builder.edtf import Edtf

T, W = french.THIN, french.WIDE

DATES = (
    ("2016-12-06", f"6{W}décembre 2016"),
    ("2016-12-01", f"1er{W}décembre 2016"),
    ("2016-12-06?", f"probablement le 6{W}décembre 2016"),
    ("2016-12", "décembre 2016"),
    ("2016", "2016"),
    ("[2016-12-06,2016-12-07]", f"6 ou 7{W}décembre 2016"),
    ("[2016-12-06,2016-12-07,2016-12-09]", f"6, 7 ou 9{W}décembre 2016"),
    ("[2016-11-30,2016-12-01]", f"30{W}novembre ou 1er{W}décembre 2016"),
    ("[2016-12-31,2017-01-01]", f"31{W}décembre 2016 ou 1er{W}janvier 2017"),
    ("[2016-12-06..2016-12-09]", f"entre le 6 et le 9{W}décembre 2016"),
    ("[2012-07-20..2016-12-22]", f"entre le 20{W}juillet 2012 et le 22{W}décembre 2016"),
    ("[..2016-12-09]", f"au plus tard le 9{W}décembre 2016"),
    ("[2016-12-06..]", f"au plus tôt le 6{W}décembre 2016"),
)


@pytest.mark.parametrize(
    ("share", "said"), [(0.979, "97,9\u202f%"), (1.0, "100,0\u202f%"), (0.0, "0,0\u202f%"), (0.9996, "99,9\u202f%"), (0.0001, "0,1\u202f%")]
)
def test_shares_have_one_decimal(share: float, said: str) -> None:
    """A decimal comma, and a narrow space before the sign; a single fault among thousands still shows."""
    assert french.percent(share) == said


@pytest.mark.parametrize(("edtf", "words"), DATES)
def test_a_date_is_said_as_it_is_known(edtf: str, words: str) -> None:
    """Each shape of the EDTF profile has its French words."""
    assert french.date(Edtf.parse(edtf)) == words


@pytest.mark.parametrize(
    ("words", "limit", "said"),
    [("un deux trois", 13, "un deux trois"), ("un deux trois", 10, "un deux…"), ("undeuxtrois", 5, "undeu…"), ("", 5, "")],
)
def test_a_long_text_is_clipped_between_words(words: str, limit: int, said: str) -> None:
    """A word stays whole unless it is longer than all there is room for."""
    assert french.clipped(words, limit) == said


def test_no_date_is_said_so() -> None:
    """Not knowing is a value."""
    assert french.date(None) == "date inconnue"


@given(st.dates(), st.dates())
def test_both_ends_of_a_stretch_are_said(first: dt.date, last: dt.date) -> None:
    """Whatever is shortened, the day numbers and the last year stand."""
    low, high = sorted((first, last))
    said = french.date(Edtf.between(low, high))
    assert french.day_number(low) in said
    assert said.endswith(french.day(high))


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, f"0{W}article"), (1, f"1{W}article"), (2, f"2{W}articles"), (10_000, f"10{T}000{W}articles")],
)
def test_nought_and_one_are_singular(value: int, words: str) -> None:
    """French counts from two on."""
    assert french.count(value, "article") == words


def test_guillemets_hold_narrow_spaces() -> None:
    """U+202F inside, so that no line breaks there."""
    assert french.quoted("mardi") == f"«{T}mardi{T}»"


@pytest.mark.parametrize(("items", "words"), [((), ""), (("a",), "a"), (("a", "b"), "a et b"), (("a", "b", "c"), "a, b et c")])
def test_a_list_ends_in_et(items: tuple[str, ...], words: str) -> None:
    """Commas, then `et`."""
    assert french.listing(items) == words


def test_days_name_month_and_year_only_where_they_change() -> None:
    """As one says them aloud."""
    days = [dt.date(2012, 7, 28), dt.date(2012, 8, 6), dt.date(2012, 8, 7)]
    assert french.days(days) == f"28{W}juillet, 6 et 7{W}août 2012"


@pytest.mark.parametrize(("title", "behind"), [("Année inconnue", "année inconnue"), ("A", "A"), ("2016", "2016")])
def test_a_title_behind_another_begins_small(title: str, behind: str) -> None:
    """A lone letter is a name, not a word."""
    assert french.small(title) == behind


def test_names_stand_where_a_reader_looks_for_them() -> None:
    """Accents, case and a leading article change no place in an index."""
    names = ["Zone", "Écluse", "Le Bac", "école", "Anse"]
    assert sorted(names, key=french.sort_key) == ["Anse", "Le Bac", "Écluse", "école", "Zone"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (dt.date(2001, 3, 1), dt.date(2004, 5, 2), f"du 1er{W}mars 2001 au 2{W}mai 2004"),
        (dt.date(2001, 3, 1), dt.date(2001, 3, 4), f"du 1er au 4{W}mars 2001"),
        (dt.date(2001, 3, 1), None, f"à partir du 1er{W}mars 2001"),
        (None, dt.date(2004, 5, 2), f"jusqu’au 2{W}mai 2004"),
        (None, None, ""),
    ],
)
def test_a_period_says_its_ends(first: dt.date | None, last: dt.date | None, words: str) -> None:
    """Open ends are said, not guessed."""
    assert french.period(first, last) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2009-05-06", "2014-03-01", "du 6\u00a0mai 2009 au 1er\u00a0mars 2014"),
        ("2009-10", "2014", "d’octobre 2009 à 2014"),
        ("2012", "2014-03", "de 2012 à mars 2014"),
        ("2009-05-06", None, "à partir du 6\u00a0mai 2009"),
        ("2009-08", None, "à partir d’août 2009"),
        (None, "2014-03-01", "jusqu’au 1er\u00a0mars 2014"),
        (None, "2014", "jusqu’en 2014"),
        ("2012-07-20", "2012-07-20", "le 20\u00a0juillet 2012"),
        (None, None, ""),
    ],
)
def test_a_tenure_is_as_precise_as_its_ends(first: str | None, last: str | None, words: str) -> None:
    """A month stays a month: no day is made up."""
    assert french.tenure(*(Edtf.parse(end) if end else None for end in (first, last))) == words
