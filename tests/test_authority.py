"""Stage 1, authority: records are read as people wrote them, written back unchanged, and every fault is told with its place."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, strategies as st

from builder.authority import authority, dump, schemas
from builder.authority.entries import record
from builder.authority.files import document
from builder.edtf import Edtf
from builder.errors import ArchiveError, SettingsError
from builder.model import Actor, Authority, DatedName, Event, Outlet, Place, Record, RefKind, Role
from builder.schema import ENTRIES, KINDS

TESTS = Path(__file__).parent
BROKEN = sorted((TESTS / "sites").glob("bad-*"))
LISTS: Mapping[str, Any] = yaml.safe_load((TESTS / "cases/authority/lists.yaml").read_text(encoding="utf-8"))

MINIMAL = {
    "archive/archive.yml": "districts_of: port-azur\n",
    "archive/actors/oda-lund.md": '---\nname: "Oda Lund"\nkind: person\n---\n',
    "archive/places/port-azur.md": '---\nname: "Port-Azur"\nkind: city\n---\n',
}


def _archive(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def _read(kind: RefKind, text: str | bytes) -> Record:
    """Return the record of a file's text, without a disk."""
    content = text if isinstance(text, bytes) else text.encode()
    taken = document("archive/x.md", content)
    return record("x", ENTRIES[kind].model_validate(taken.data), taken.note)


def _actor(front: str) -> Actor:
    made = _read(RefKind.ACTOR, f'---\nname: "Guet du port"\nkind: ngo\n{front}\n---\n')
    assert isinstance(made, Actor)
    return made


# --- the archive of this project ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ours() -> Authority:
    """What this project's own archive knows."""
    return authority(TESTS.parent)


def _all(known: Authority) -> list[Record]:
    return [*known.actors.values(), *known.places.values(), *known.outlets.values(), *known.events.values()]


def test_every_listed_thing_has_its_record(ours: Authority) -> None:
    """What the lists name is a record or was merged into one, and nothing else is there."""
    merged = LISTS["merged"]
    for folder in ("actors", "places", "outlets", "events"):
        added = {ref.partition("/")[2] for ref in LISTS["added"] if f"{ref.partition('/')[0]}s" == folder}
        assert set(getattr(ours, folder)) == {merged.get(ident, ident) for ident in LISTS[folder]} | added


def test_our_records_are_in_canonical_form(ours: Authority) -> None:
    """Writing what was read from a file gives the same bytes."""
    for kind, records in (
        (RefKind.ACTOR, ours.actors),
        (RefKind.PLACE, ours.places),
        (RefKind.OUTLET, ours.outlets),
        (RefKind.EVENT, ours.events),
    ):
        for item in records.values():
            path = TESTS.parent / f"archive/{kind}s/{item.id}.md"
            assert dump(item).encode() == path.read_bytes(), path.name


def test_our_records_say_where_they_come_from(ours: Authority) -> None:
    """Every record has a source, every role too, and seeds are named in full."""
    for item in _all(ours):
        assert item.sources, item.id
        assert all("graine" not in source or "_" in source for source in item.sources), item.id
    assert all(role.sources for actor in ours.actors.values() for role in actor.roles)


def test_our_variants_are_sorted(ours: Authority) -> None:
    """No text stands for a thing by itself and is a mere cue for it too, and none is listed twice."""
    for item in [*ours.actors.values(), *ours.places.values()]:
        phrases = {phrase for role in getattr(item, "roles", ()) for phrase in role.phrases}
        lists = ({name.text for name in item.names}, set(item.metonyms), set(item.cues), set(getattr(item, "short", ())), phrases)
        assert sum(map(len, lists)) == len(set().union(*lists)), item.id


def test_a_surname_alone_is_not_listed_as_a_name(ours: Authority) -> None:
    """What follows from a person's full name is left to the code; an acronym is a name of its own."""
    for item in ours.actors.values():
        if item.kind == "person":
            assert [name.text for name in item.names if " " not in name.text and not name.text.isupper()] == [], item.id


def test_state_and_country_go_by_the_same_names(ours: Authority) -> None:
    """Which of the two a name means is for the text to decide, so each must be there as the other is."""
    for item in ours.actors.values():
        place = ours.places.get(item.id.removeprefix("etat-"))
        if item.kind == "state" and place:
            names = {name.text for name in item.names}
            assert {name.text for name in place.names} <= names, item.id


def test_our_notes_are_typeset(ours: Authority) -> None:
    """French notes have their no-break spaces and apostrophes."""
    notes = [note for item in _all(ours) for note in (item.note, *(role.note or "" for role in getattr(item, "roles", ()))) if note]
    assert notes
    for note in notes:
        assert not {" :", " ;", " !", " ?", "« ", " »", "'"} & {note[i : i + length] for i in range(len(note)) for length in (1, 2)}, note


def test_a_group_that_changed_its_name_is_one_record(ours: Authority) -> None:
    """The name in use on a day can be told from the record alone."""
    names = {name.text: name for name in ours.actors["front-al-nosra"].names}
    assert names["Front al-Nosra"].last == names["Front Fatah al-Cham"].first == dt.date(2016, 7, 28)
    assert names["Front Fatah al-Cham"].last == names["Hayat Tahrir al-Cham"].first == dt.date(2017, 1, 28)
    assert not set(LISTS["merged"]) & {ident for event in ours.events.values() for ident in event.actors}


def test_records_stand_in_order_of_ids(ours: Authority) -> None:
    """The maps are in order, and cannot be changed."""
    for records in (ours.actors, ours.places, ours.outlets, ours.events):
        assert list(records) == sorted(records)
    with pytest.raises(TypeError):
        ours.actors["x"] = Actor("x", ())  # type: ignore[index]


# --- faults ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("site", BROKEN, ids=lambda site: site.name)
def test_a_fault_is_told_with_its_place(site: Path) -> None:
    """Each small archive has its fault told as its `expected.txt` says: error, then file, line, problem and hint of each finding."""
    with pytest.raises(ArchiveError) as caught:
        authority(site)
    said = [type(caught.value).__name__, *map(str, caught.value.findings)]
    assert "\n".join(said) + "\n" == (site / "expected.txt").read_text(encoding="utf-8")


def test_faults_of_settings_and_records_come_together(tmp_path: Path) -> None:
    """Whoever mends an archive sees everything at once."""
    root = _archive(tmp_path, MINIMAL | {"archive/archive.yml": "langages: [fr]", "archive/actors/oda-lund.md": "Oda Lund"})
    with pytest.raises(SettingsError) as caught:
        authority(root)
    assert [finding.path for finding in caught.value.findings] == ["archive/actors/oda-lund.md", "archive/archive.yml"]


def test_a_link_out_of_the_archive_is_refused(tmp_path: Path) -> None:
    """A symbolic link must not make an archive say what stands elsewhere."""
    root = _archive(tmp_path / "in", MINIMAL)
    (tmp_path / "out.md").write_text(MINIMAL["archive/actors/oda-lund.md"], encoding="utf-8")
    (root / "archive/actors/outside.md").symlink_to(tmp_path / "out.md")
    (root / "archive/actors/inside.md").symlink_to(root / "archive/actors/oda-lund.md")
    (tmp_path / "events").mkdir()
    (root / "archive/events").symlink_to(tmp_path / "events")
    with pytest.raises(ArchiveError) as caught:
        authority(root)
    assert {finding.path for finding in caught.value.findings} == {"archive/actors/outside.md", "archive/events"}
    assert all("leads out of the archive" in finding.problem for finding in caught.value.findings)


def test_a_dead_symbolic_link_is_a_finding(tmp_path: Path) -> None:
    """A link within the archive that leads nowhere cannot be read."""
    root = _archive(tmp_path, MINIMAL)
    (root / "archive/actors/gone.md").symlink_to(root / "archive/actors/nobody.md")
    with pytest.raises(ArchiveError, match=r"archive/actors/gone\.md: cannot be read"):
        authority(root)


def test_a_folder_without_permission_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What may not be read is told with the system's own words, and the rest is looked at."""

    def refused(path: Path) -> Any:
        if path.name == "actors":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(ArchiveError) as caught:
        authority(_archive(tmp_path, MINIMAL | {"archive/places/port-azur.md": ""}))
    assert [finding.path for finding in caught.value.findings] == ["archive/actors", "archive/places/port-azur.md"]
    assert "Permission denied" in caught.value.findings[0].problem


def test_a_link_in_a_note_to_another_site_is_none_of_ours(tmp_path: Path) -> None:
    """Only links to records are looked at, and those with a fragment or a title too."""
    note = "[a](https://example.org/actors/x.md) [b](../articles/none-yet.md) [c](oda-lund.md#names 'maire') [d]: ../places/port-azur.md"
    root = _archive(tmp_path, MINIMAL | {"archive/actors/oda-lund.md": MINIMAL["archive/actors/oda-lund.md"] + note})
    assert authority(root).actors["oda-lund"].note == note


# --- reading --------------------------------------------------------------------------------------------------------------------------


def test_an_archive_may_begin_empty(tmp_path: Path) -> None:
    """Settings are all that must be there."""
    known = authority(_archive(tmp_path, {"archive/archive.yml": ""}))
    assert _all(known) == []
    assert known.settings.languages == ("fr",)


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    """What version control and desktops keep beside the records is no finding."""
    assert authority(_archive(tmp_path, MINIMAL | {"archive/actors/.gitkeep": "", "archive/places/.DS_Store": b"\x00"})).actors


def test_line_ends_marks_and_composition_do_not_matter() -> None:
    """A record is the same from any editor."""
    text = '---\nname: "Sélène"\nkind: state\n---\n\nUn État.\n\nAu bord de l\'eau.\n'
    plain = _read(RefKind.ACTOR, text)
    assert _read(RefKind.ACTOR, text.replace("\n", "\r\n").encode("utf-8-sig")) == plain
    assert _read(RefKind.ACTOR, unicodedata.normalize("NFD", text)) == plain


def test_scalars_stay_what_people_wrote() -> None:
    """`no`, `2016` and `20:30` are texts, whatever YAML makes of them elsewhere."""
    assert _actor("names: [no, 2016, 20:30, 0x1F]").names[1:] == tuple(map(DatedName, ("no", "2016", "20:30", "0x1F")))


def test_keys_with_nothing_behind_them_are_as_if_left_out() -> None:
    """A template may be filled in by and by."""
    assert _actor("parent:\nnames:\nroles: ~\nactive_from: null") == _actor("")


def test_months_and_years_count_from_their_first_day_to_their_last() -> None:
    """Bounds are as wide as what is known, and what was stated is kept."""
    role = _actor("roles:\n- {phrases: [maire], start: 2009-10, end: 2014}").roles[0]
    assert (role.start, role.end) == (dt.date(2009, 10, 1), dt.date(2014, 12, 31))
    assert tuple(map(str, role.stated)) == ("2009-10", "2014")


def test_a_preferred_name_takes_its_dates_from_the_list() -> None:
    """It is listed again with its dates, and stands first, once."""
    made = _actor("names: [Guet, {name: Guet du port, from: 2011-05}]")
    assert made.names == (DatedName("Guet du port", dt.date(2011, 5, 1)), DatedName("Guet"))


def test_settings_take_effect(tmp_path: Path) -> None:
    """Each setting that is written is the one that counts."""
    written = "languages: [fr, en]\ndistricts_of: port-azur\nmax_seed_bytes: 5000\nperiod: 2016\ngold: textes/lus\n"
    settings = authority(_archive(tmp_path, MINIMAL | {"archive/archive.yml": written})).settings
    assert (settings.languages, settings.districts_of, settings.max_seed_bytes) == (("fr", "en"), "port-azur", 5000)
    assert settings.gold == "textes/lus"
    assert settings.period == Edtf.parse("2016")


def test_a_period_has_two_ends(tmp_path: Path) -> None:
    """An open one would close nothing."""
    root = _archive(tmp_path, MINIMAL | {"archive/archive.yml": 'period: "[2011-01-01..]"\n'})
    with pytest.raises(SettingsError, match="is open at one end"):
        authority(root)


@pytest.mark.parametrize("folder", ["/tmp/gold", "../gold", "a/../../gold", "gold/", "a//b", "a\\b", ""])  # noqa: S108  a path that is refused
def test_a_folder_of_gold_lies_in_the_archive(tmp_path: Path, folder: str) -> None:
    """A setting leads to no place outside; blank is as if left out."""
    root = _archive(tmp_path, MINIMAL | {"archive/archive.yml": f"gold: {folder}\n"})
    if not folder:
        assert authority(root).settings.gold is None
        return
    with pytest.raises(SettingsError, match="is not a folder of this archive"):
        authority(root)


# --- digest ---------------------------------------------------------------------------------------------------------------------------


def test_the_digest_depends_on_paths_and_bytes_alone(tmp_path: Path) -> None:
    """Neither the place of the archive nor the order or the time of its files matters, nor does any other file."""
    first = _archive(tmp_path / "a", MINIMAL)
    second = _archive(tmp_path / "b", dict(reversed(MINIMAL.items())) | {"archive/articles/x.md": "x", "seeds/x.txt": "x"})
    os.utime(second / "archive/archive.yml", (0, 0))
    assert authority(first).digest == authority(second).digest


@pytest.mark.parametrize(
    "change",
    [
        {"archive/archive.yml": "districts_of: port-azur  # a comment\n"},
        {"archive/actors/oda-lund.md": MINIMAL["archive/actors/oda-lund.md"] + "\n"},
        {"archive/events/greve.md": '---\nname: "Grève"\ndate: "2014"\n---\n'},
    ],
    ids=["settings", "record", "new"],
)
def test_the_digest_sees_every_byte(tmp_path: Path, change: dict[str, str]) -> None:
    """Cached work is never older than what it was made of."""
    before = authority(_archive(tmp_path, MINIMAL)).digest
    assert authority(_archive(tmp_path, change)).digest != before


def test_a_renamed_record_changes_the_digest(tmp_path: Path) -> None:
    """The id is part of what a record says."""
    root = _archive(tmp_path, MINIMAL)
    before = authority(root).digest
    shutil.move(root / "archive/actors/oda-lund.md", root / "archive/actors/o-lund.md")
    assert authority(root).digest != before


# --- the law: authority -> YAML -> authority is the identity ----------------------------------------------------------------------------

LETTERS = st.characters(exclude_categories=("Cc", "Cf", "Cn", "Cs", "Zl", "Zp"))
LINES = st.text(LETTERS, min_size=1, max_size=60).map(lambda text: unicodedata.normalize("NFC", text).strip()).filter(bool)
LISTS_OF_LINES = st.lists(LINES, max_size=4, unique=True).map(tuple)
IDS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,80}", fullmatch=True)
DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31))
PRECISIONS = st.sampled_from(["{0:%Y-%m-%d}", "{0:%Y-%m-%d}?", "{0:%Y-%m}", "{0:%Y}"])
ENDS = st.builds(lambda day, form: Edtf.parse(form.format(day)), DAYS, PRECISIONS)
PERIODS = st.tuples(st.none() | ENDS, st.none() | ENDS).filter(lambda ends: not (ends[0] and ends[1]) or str(ends[0]) <= str(ends[1])[:4])
NOTES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=80).map(
    lambda text: unicodedata.normalize("NFC", text).strip()
)
IDENTIFIERS = st.lists(
    st.sampled_from([("wikidata", "Q42"), ("geonames", "2988507"), ("icao", "LFPG"), ("isni", "0000 0001 2103 2683")]),
    unique=True,
    max_size=4,
)


def _bounds(ends: tuple[Edtf | None, Edtf | None]) -> tuple[dt.date | None, dt.date | None]:
    return ends[0].first if ends[0] else None, ends[1].last if ends[1] else None


def _dated_name(text: str, ends: tuple[Edtf | None, Edtf | None]) -> DatedName:
    return DatedName(text, *_bounds(ends), ends)


NAMES = st.lists(st.builds(_dated_name, LINES, st.just((None, None)) | PERIODS), min_size=1, max_size=4, unique_by=lambda name: name.text)
ROLES = st.builds(
    lambda phrases, of, ends, sources, note: Role(phrases, of, *_bounds(ends), sources, note, ends),
    st.lists(LINES, min_size=1, max_size=3).map(tuple),
    st.none() | IDS,
    PERIODS,
    LISTS_OF_LINES,
    st.none() | LINES,
)
SHARED: dict[str, st.SearchStrategy[Any]] = {
    "id": st.just("x"),
    "names": NAMES.map(tuple),
    "cues": LISTS_OF_LINES,
    "name_ar": st.none() | st.just("حلب"),
    "name_en": st.none() | LINES,
    "identifiers": IDENTIFIERS.map(tuple),
    "sources": LISTS_OF_LINES,
    "note": NOTES,
}


@st.composite
def actors(draw: st.DrawFn) -> Actor:
    """An actor with everything that a record can say of one."""
    ends = draw(PERIODS)
    first, last = _bounds(ends)
    own = st.fixed_dictionaries(
        SHARED
        | {"kind": st.sampled_from(KINDS["actor"]), "parent": st.none() | IDS, "roles": st.lists(ROLES, max_size=3).map(tuple)}
        | {"short": LISTS_OF_LINES, "metonyms": LISTS_OF_LINES}
    )
    return Actor(**draw(own), active_from=first, active_to=last, active_stated=ends)


@st.composite
def places(draw: st.DrawFn) -> Place:
    """A place, with coordinates or without."""
    point: dict[str, Any] = draw(
        st.just({})
        | st.fixed_dictionaries(
            {"lat": st.floats(-90, 90), "lon": st.floats(-180, 180), "precision": st.sampled_from(["exact", "approximate", None])}
        )
    )
    own = {"kind": st.sampled_from(KINDS["place"]), "within": st.none() | IDS, "metonyms": LISTS_OF_LINES, "side": st.none() | LINES}
    return Place(**draw(st.fixed_dictionaries(SHARED | own)), **point)


OUTLETS = st.builds(
    Outlet,
    **SHARED,
    kind=st.sampled_from(KINDS["outlet"]),
    country=st.none() | LINES,
    domains=st.lists(st.from_regex(r"[a-z0-9]{1,9}\.[a-z]{2,5}", fullmatch=True), max_size=3).map(tuple),
    languages=st.lists(st.sampled_from(["fr", "en", "no", "ar"]), max_size=3, unique=True).map(tuple),
    parent=st.none() | IDS,
)
EDTF = (
    ENDS
    | st.builds(lambda days: Edtf.one_of(tuple(days)), st.lists(DAYS, min_size=1, max_size=4))
    | st.builds(lambda one, two: Edtf.between(*sorted((one, two))), DAYS, DAYS)
    | st.builds(Edtf.between, DAYS, st.none())
    | st.builds(Edtf.between, st.none(), DAYS)
)
EVENTS = st.builds(Event, **SHARED, date=EDTF, places=st.lists(IDS).map(tuple), actors=st.lists(IDS).map(tuple))


@given(actors() | places() | OUTLETS | EVENTS)
def test_reading_what_was_written_is_the_identity(item: Record) -> None:
    """Whatever a record says, its file says the same, and the file has one form."""
    text = dump(item)
    again = _read(RefKind(type(item).__name__.lower()), text)
    assert again == item
    assert dump(again) == text


def test_long_lists_are_written_one_item_a_line() -> None:
    """A change of one name is a change of one line."""
    names = tuple(DatedName(f"Guet du port numéro {number}") for number in range(12))
    role = Role(tuple(name.text for name in names), "mairie", sources=("a", "b"))
    text = dump(Actor("guet", names, roles=(role,), kind="ngo"))
    assert '\n- "Guet du port numéro 7"\n' in text
    assert 'roles:\n- phrases:\n  - "Guet du port numéro 0"\n' in text
    assert '\n  of: mairie\n  sources: ["a", "b"]\n' in text
    assert max(map(len, text.splitlines())) <= 120


# --- schemas --------------------------------------------------------------------------------------------------------------------------


def test_schemas_describe_every_key() -> None:
    """Editors know each kind of file, its keys and what is no key."""
    known = schemas()
    assert set(known) == {"actor", "place", "outlet", "event", "settings"}
    for kind, entry in ENTRIES.items():
        schema = known[str(kind)]
        assert schema["additionalProperties"] is False
        assert set(schema["properties"]) == set(entry.model_fields)
    assert set(known["actor"]["$defs"]["NameEntry"]["properties"]) == {"name", "from", "to"}
    assert known["place"]["properties"]["kind"]["enum"] == list(KINDS["place"])
