"""YAML: what people write is what is read, and what is written has one spelling."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import yaml
from hypothesis import given, strategies as st

from builder.errors import ArchiveError
from builder.yaml_text import Plain, Word, dump, load, load_own

PATH = "seeds/a.yml"


def finding(text: str) -> tuple[int, str, str]:
    """Return line, problem and hint of the first fault."""
    with pytest.raises(ArchiveError) as caught:
        load(text, PATH)
    first = caught.value.findings[0]
    return first.line, first.problem, first.hint


def test_every_scalar_is_a_string_or_nothing() -> None:
    """`no`, `2016`, `20:30` are what they look like; a blank value, `null` and `~` are nothing, in quotes they are words."""
    data, _ = load('a: no\nb: 2016\nc: 20:30\nd: 2016-12-06\ne: 0x1F\nf:\ng: null\nh: ~\ni: "null"\nj: ""\n', PATH)
    assert data == {
        "a": "no", "b": "2016", "c": "20:30", "d": "2016-12-06", "e": "0x1F", "f": None, "g": None, "h": None, "i": "null", "j": "",
    }  # fmt: skip


def test_lines_are_those_of_the_file() -> None:
    """Each key and item has its line, counted from where the document begins in its file."""
    _, lines = load("a: b\nc:\n- d\n- {e: f}\n", PATH, 10)
    assert lines == {(): 10, ("a",): 10, ("c",): 11, ("c", 0): 12, ("c", 1): 13, ("c", 1, "e"): 13}


@pytest.mark.parametrize(
    ("text", "line", "problem", "hint"),
    [
        ("x: y\ntitle: A: B\n", 2, "mapping values", 'title: "A: B"'),
        ("a: 1\nb: 2\na: 3\n", 3, "'a' stands twice", "line 1"),
        ("a: &x 1\n", 1, "an anchor (&x)", "quotes"),
        ("a: *x\n", 1, "an alias (*x)", "quotes"),
        ("a: !!int 5\n", 1, "a tag", "quotes"),
        ("a: b\nt: Article #12\n", 2, "'#12'", "quote the whole value"),
        ("t: C # suite\n", 1, "is lost", "two spaces"),
        ("a: \x07\n", 1, "U+0007", "remove it"),
        ("a:\n\tb: c\n", 2, "cannot start any token", "spaces, not tabs"),
        ("a: 'x\n", 1, "does not end", "is not closed"),
        ("a: b\n---\nc: d\n", 2, "a second document", "one document"),
        ("? [a]\n: b\n", 1, "a key is not plain text", "quotes"),
        ("[" * 40_000, 1, "more than 30 deep", "quotes"),
        ("- " * 40_000, 1, "more than 30 deep", "quotes"),
        ("{a: " * 40_000, 1, "more than 30 deep", "quotes"),
    ],
)
def test_faults_are_told_with_line_and_hint(text: str, line: int, problem: str, hint: str) -> None:
    """YAML that is not what it seems is refused, so that nobody is misread."""
    found = finding(text)
    assert found[0] == line
    assert problem in found[1]
    assert hint in found[2]


@pytest.mark.parametrize(
    "text", ["a: b  # a comment\n", "# a comment\na: b\n", 'a: "b #1" # a comment\n', "a: b#1\n", "a: b &c *d\n", "a: [b, c]  # d\n"]
)
def test_comments_and_signs_in_text_are_no_faults(text: str) -> None:
    """What is plain to a reader is let pass."""
    load(text, PATH)


def test_all_faults_are_told_at_once() -> None:
    """Not one by one."""
    with pytest.raises(ArchiveError) as caught:
        load("a: 1\na: 2\nb: x #1\nc: !t d\n", PATH)
    assert [found.line for found in caught.value.findings] == [2, 3, 4]


@given(st.text("ab:#-[]{}&*!|>'\"\n \t?,%@`0", max_size=60))
def test_any_text_is_read_or_explained(text: str) -> None:
    """No text makes a traceback; what is read is what PyYAML's base loader reads."""
    try:
        data, _ = load(text, PATH)
    except ArchiveError:
        return
    theirs = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  the base loader makes strings only
    assert _without_nulls(data) == _without_nulls(theirs)


def _without_nulls(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_nulls(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_without_nulls(value) for value in data]
    return None if data in {"", "~", "null"} else data


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
WORDS = st.one_of(
    st.sampled_from(["alep", "no", "2016", "12e4", "0x1f", "001_93.txt", "place/alep", "a b", "", "null", "~", "1.0", "-", "y"]), TEXTS
).map(Word)
SCALARS = st.one_of(st.none(), TEXTS, WORDS, st.integers(0, 99), st.dates())
KEYS = st.one_of(
    st.sampled_from(["title", "date", "nth", "y"]),
    st.text(min_size=1, max_size=5),
)
SHALLOW = st.dictionaries(KEYS, st.one_of(SCALARS, st.lists(SCALARS, max_size=3)), max_size=3)
FLAT = st.dictionaries(
    st.sampled_from(["title", "date", "nth", "by", "n"]),
    st.one_of(SCALARS, st.lists(SCALARS, max_size=3), st.lists(SHALLOW, max_size=3)),
    min_size=1,
)
DEEP = st.recursive(SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)), max_leaves=12)


def as_read(data: Any) -> Any:
    """Return what `load` gives for data that was dumped: every scalar as its characters."""
    if isinstance(data, dict):
        return {key: as_read(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_read(value) for value in data]
    return data if data is None or isinstance(data, str) else data.isoformat() if isinstance(data, dt.date) else str(data)


@given(st.dictionaries(KEYS, DEEP, max_size=4))
def test_what_is_dumped_is_loaded(data: dict[str, Any]) -> None:
    """The law of `dump`: nothing changes but that scalars become strings, under this loader and under PyYAML's own."""
    text = dump(data)
    assert load(text, PATH)[0] == as_read(data) if data else text == ""
    safe = yaml.safe_load(text) or {}
    assert list(safe) == list(data)


@given(FLAT)
def test_the_fast_reader_reads_the_same(data: dict[str, Any]) -> None:
    """`load_own` is `load` for what `dump` wrote."""
    text = dump(data)
    assert load_own(text) == load(text, PATH)[0]


def test_the_spelling_is_one() -> None:
    """Strings and dates in double quotes, words and numbers bare, maps in lists on one line."""
    data: dict[str, Plain] = {
        "title": 'Le "port"',
        "date": dt.date(2016, 12, 6),
        "by": Word("event/2016-12-06-port"),
        "trap": Word("no"),
        "seed": Word("001_93.txt"),
        "none": None,
        "empty": [],
        "list": [Word("a"), "b"],
        "evidence": [{"quote": "mardi\u202e", "nth": 1}],
        "small": {"a": 1},
    }
    assert dump(data) == (
        'title: "Le \\"port\\""\ndate: "2016-12-06"\nby: event/2016-12-06-port\ntrap: "no"\nseed: 001_93.txt\nnone: null\nempty: []\nlist: [a, "b"]\n'
        'evidence:\n- {quote: "mardi\\u202E", nth: 1}\nsmall: {a: 1}\n'
    )
