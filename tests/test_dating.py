"""Dating: case by case in `tests/cases/dating/`, its laws, and its bounds on hostile texts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml
from hypothesis import given, strategies as st

from builder.authority import authority as read_authority
from builder.clean import clean
from builder.dating import DateRule, date
from builder.dating.expressions import MOST_EXPRESSIONS, expressions, sentences
from builder.dating.words import fold
from builder.edtf import Edtf
from builder.gazetteer import Gazetteer, gazetteer
from builder.model import (
    Actor,
    Authority,
    Basis,
    Block,
    BlockKind,
    Candidate,
    DatedName,
    Dating,
    Event,
    Notice,
    Place,
    Role,
    Seed,
    Settings,
    Text,
)
from builder.read import read_file
from builder.spot import spot

FOLDER = Path(__file__).parent / "cases/dating"
FILES = sorted(path for path in FOLDER.glob("*.yaml") if path.name != "world.yaml")


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - every scalar a string, no objects


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _roles(entries: list[dict[str, Any]]) -> tuple[Role, ...]:
    return tuple(Role(tuple(e["phrases"]), e.get("of"), _day(e.get("start")), _day(e.get("end"))) for e in entries)


def _names(entry: dict[str, Any]) -> tuple[DatedName, ...]:
    return tuple(DatedName(n["text"], _day(n.get("first")), _day(n.get("last"))) for n in entry.get("names", [{"text": entry["name"]}]))


def _actor(e: dict[str, Any]) -> Actor:
    return Actor(
        e["id"],
        _names(e),
        kind=e["kind"],
        roles=_roles(e.get("roles", [])),
        active_from=_day(e.get("active_from")),
        active_to=_day(e.get("active_to")),
    )


def _event(e: dict[str, Any]) -> Event:
    first, _, last = e["date"].partition("/")
    day = Edtf.between(_day(first), _day(last)) if last else Edtf.parse(first)
    return Event(
        e["id"],
        (DatedName(e["name"]),),
        cues=tuple(e["cues"]),
        date=day,
        places=tuple(e.get("places", ())),
        actors=tuple(e.get("actors", ())),
    )


@cache
def _world() -> tuple[Authority, Gazetteer]:
    data = _load(FOLDER / "world.yaml")
    places = {e["id"]: Place(e["id"], _names(e), kind=e["kind"], within=e.get("within")) for e in data["places"]}
    actors = {e["id"]: _actor(e) for e in data["actors"]}
    events = {e["id"]: _event(e) for e in data["events"]}
    authority = Authority(
        MappingProxyType(actors), MappingProxyType(places), events=MappingProxyType(events), settings=Settings(("fr", "en"), "port-sable")
    )
    return authority, gazetteer(authority)


def _dated(body: str, notice: Notice | None = None, metadata: str | None = None) -> tuple[Text, Dating]:
    authority, names = _world()
    text = clean(Seed("essai", "essai.txt", "", body))
    if metadata:
        text = Text(text.id, text.body, text.blocks, text.language, (("date", metadata),))
    return text, date(text, spot(text, names), notice, authority)


CASES = [(path.stem, case) for path in FILES for case in _load(path)]


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[f"{name}: {case['promise']}" for name, case in CASES])
def test_case(case: dict[str, Any]) -> None:
    """The promise that the case itself states."""
    notice = Notice(date=Edtf.parse(case["notice"])) if "notice" in case else None
    _, dating = _dated(case["text"], notice, case.get("metadata"))
    expected = None if case["date"] == "null" else case["date"]
    assert (str(dating.edtf) if dating.edtf else None) == expected, dating.evidence
    assert dating.basis == case.get("basis", "inferred" if expected else "unknown")
    assert set(case.get("by", ())) <= {str(item.by) for item in dating.evidence}
    if "reported" in case:
        assert list(map(str, dating.reported)) == case["reported"]


# --- laws -----------------------------------------------------------------------------------------------------------------------------------

WORDS = (
    "mardi jeudi soir vendredi 6 22 31 décembre septembre 2016 2012 . , : | Publié le depuis ce dès hier pour il y a trois semaines ans après début offensive finale "
    "a annoncé doit voter 28/11/2016 2016-11-28 Dec 6, nuit de à (AFP) - Karl Brandt le secrétaire d'Etat arcadien Légion du Delta Mis à jour 10h12 en avait"
).split(" ")
TEXTS = st.lists(st.sampled_from([*WORDS, "\n\n"]), max_size=60).map(" ".join)


@given(TEXTS)
def test_every_quote_stands_where_it_says(body: str) -> None:
    """Evidence quotes the text, and a date is known exactly where its basis is."""
    text, dating = _dated(body)
    for item in dating.evidence:
        assert item.quote is None or text.body[item.start : item.end] == item.quote
    assert (dating.edtf is None) == (dating.basis is Basis.UNKNOWN)
    assert dating.edtf is None or dating.evidence


@given(TEXTS)
def test_rules_come_from_the_closed_list_or_are_records(body: str) -> None:
    """`by` is a rule that the documentation lists, or the ref of a record that exists."""
    authority, _ = _world()
    known = (
        {str(rule) for rule in DateRule}
        | {f"actor/{ident}" for ident in authority.actors}
        | {f"event/{ident}" for ident in authority.events}
    )
    assert {str(item.by) for item in _dated(body)[1].evidence} <= known


@given(TEXTS)
def test_the_likeliest_day_is_possible(body: str) -> None:
    """It is given only within a month, and one that the date allows; reported days are not after the last possible day."""
    dating = _dated(body)[1]
    if dating.likeliest is not None:
        assert dating.edtf is not None
        assert dating.likeliest in dating.edtf
        assert dating.first is not None
        assert dating.last is not None
        assert (dating.last - dating.first).days <= 31
    assert all(dating.last is not None and day <= dating.last for day in dating.reported)


def _within(body: str, period: str | None) -> Dating:
    known, gazetteer = _world()
    known = replace(known, settings=replace(known.settings, period=Edtf.parse(period) if period else None))
    text = clean(Seed("texte", "texte.txt", "0" * 64, body))
    return date(text, spot(text, gazetteer), None, known)


@pytest.mark.parametrize(
    ("body", "alone", "within"),
    [
        ("La digue a cédé. Depuis le 15 novembre 2016, le port est fermé.", "[2016-11-15..]", "[2016-11-15..2017-12-31]"),
        ("La digue a cédé, a-t-on appris de source sûre.", None, None),
        ("Publié le 6 décembre 2019 à 10h12\n\nLa digue a cédé.", "2019-12-06", "2019-12-06"),
        ("La digue a cédé. Depuis le 15 novembre 2018, le port est fermé.", "[2018-11-15..]", "[2018-11-15..]"),
    ],
)
def test_the_period_closes_what_other_grounds_leave_open(body: str, alone: str | None, within: str | None) -> None:
    """The archive's period dates nothing by itself, never moves a date, and is shown as a ground where it counts."""
    found = [_within(body, None), _within(body, "[2011-01-01..2017-12-31]")]
    assert [str(dating.edtf) if dating.edtf else None for dating in found] == [alone, within]
    assert (DateRule.PERIOD in {item.by for item in found[1].evidence}) is (alone != within)
    assert found[1].basis is found[0].basis


@given(TEXTS)
def test_the_same_text_gets_the_same_date(body: str) -> None:
    """Nothing but the arguments decides."""
    assert _dated(body) == _dated(body)


@given(TEXTS, st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31)))
def test_a_notice_always_wins(body: str, day: dt.date) -> None:
    """Whatever the text says."""
    dating = _dated(body, Notice(date=Edtf.of_day(day)))[1]
    assert (dating.edtf, dating.likeliest, dating.basis) == (Edtf.of_day(day), day, Basis.NOTICE)


# --- hostile texts ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit",
    [
        "6 décembre 2016, ",
        "mardi soir ",
        "en 2012 ",
        "il y a trois semaines ",
        "6/12/2016 ",
        "1",
        " ",
        "a été ",
        "Publié le : ",
        "1.2.3/4-",
        "M. A. ",
        "un an jour pour jour après ",
        "après onze jours de siège ",
        "vendredi, rien. ",
        "archives publié le 4 mai 2016 ",
    ],
)
def test_a_text_of_nothing_but_dates_ends(unit: str) -> None:
    """One block of a megabyte is read to an end, and no more of it than the documented number of expressions."""
    body = (unit * (1_000_000 // len(unit))).strip()
    text = Text("essai", body, (Block(BlockKind.PARAGRAPH, 0, len(body)),)) if body else Text("essai", "", ())
    assert len(expressions(text, sentences(text))) <= MOST_EXPRESSIONS
    date(text, (), None, _world()[0])


def test_a_text_of_nothing_but_one_office_ends() -> None:
    """A name repeated a hundred thousand times with its office."""
    unit = "le secrétaire d'Etat arcadien Karl Brandt "
    body = unit * 20_000
    starts = range(body.index("Karl"), len(body), len(unit))
    authority, names = _world()
    sense = spot(clean(Seed("essai", "essai.txt", "", unit)), names)[-1].senses
    candidates = tuple(Candidate(start, start + len("Karl Brandt"), "Karl Brandt", sense) for start in starts)
    dating = date(Text("essai", body, (Block(BlockKind.PARAGRAPH, 0, len(body)),)), candidates, None, authority)
    assert dating.first == dt.date(2013, 1, 15)


# --- the archive's own articles -----------------------------------------------------------------------------------------------------------------

ROOT = Path(__file__).parents[1]
SEEDS = {
    "000": ("2012-08-09", "2012-08-10"),
    "001": ("2016-12-06", "2016-12-07"),
    "002": ("2016-12-08", "2016-12-09"),
    "003": ("2016-10-04", "2016-10-04"),
    "004": ("2016-09-22", "2016-09-23"),
}


@cache
def _archive() -> Authority:
    return read_authority(ROOT)


def _seed(number: str) -> Text:
    return clean(read_file(next((ROOT / "seeds").glob(f"{number}_*.txt")), _archive().settings))


def _without(authority: Authority, number: str, text: Text) -> Authority:
    """Leave out the events whose source names the seed, and of the others each cue that stands in the text."""
    body = fold(text.body)
    events = {
        ident: replace(event, cues=tuple(cue for cue in event.cues if fold(cue) not in body))
        for ident, event in authority.events.items()
        if not any(f"graine {number}" in source for source in event.sources)
    }
    assert len(events) < len(authority.events)
    return replace(authority, events=MappingProxyType(events))


@pytest.mark.parametrize("number", SEEDS)
def test_the_seeds_are_dated_by_what_they_say(number: str) -> None:
    """Without a notice, to the day or to two neighbours, and with evidence."""
    text = _seed(number)
    dating = date(text, spot(text, gazetteer(_archive())), None, _archive())
    first, last = map(dt.date.fromisoformat, SEEDS[number])
    assert dating.edtf is not None
    assert (dating.first, dating.last) == (first, last)
    assert dating.evidence


@pytest.mark.parametrize("number", SEEDS)
def test_what_was_learned_from_a_seed_is_not_needed_to_be_right(number: str) -> None:
    """With its own events and words left out the date may be wider, never wrong."""
    text = _seed(number)
    authority = _without(_archive(), number, text)
    dating = date(text, spot(text, gazetteer(authority)), None, authority)
    assert dating.edtf is None or any(dt.date.fromisoformat(day) in dating.edtf for day in SEEDS[number])
