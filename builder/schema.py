"""What people may write in an authority record and in the settings: keys, kinds, bounds, and what is said when they are broken.

The pydantic models here take what `yaml_text.load` gives (every scalar a string) and hold it frozen. `schemas` describes them for editors.
A noun: it knows nothing of files and of other records. Pure.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, ValidationError, WithJsonSchema, model_validator

from builder.edtf import Edtf, Form
from builder.model import RefKind
from builder.yaml_text import Key

Fault = tuple[Key, str, str]
"""Where in the data, the problem, the hint."""

ActorKind = Literal["person", "state", "government", "armed_group", "military", "organisation", "ngo", "media", "alliance"]
PlaceKind = Literal[
    "country",
    "governorate",
    "region",
    "city",
    "village",
    "district",
    "neighbourhood",
    "site",
    "road",
    "river",
    "crossing",
    "airport",
]
OutletKind = Literal["daily", "magazine", "radio", "tv", "pure player", "agency", "group"]
Precision = Literal["exact", "approximate"]


class KeyedError(ValueError):
    """A fault between several keys; `key` is the one to look at."""

    def __init__(self, key: str, message: str) -> None:
        self.key = key
        super().__init__(message)


_HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp"})


def _plain(text: str) -> str:
    """Refuse text that is not one visible line: names are compared letter by letter."""
    if not text.strip():
        raise ValueError("is blank")
    if text != text.strip():
        raise ValueError("begins or ends with a space")
    if not text.isprintable():  # no-break spaces are not printable to Python, and welcome here
        for letter in text:
            if unicodedata.category(letter) in _HIDDEN:
                raise ValueError(f"holds the invisible character U+{ord(letter):04X}")
    return text


def _arabic(text: str) -> str:
    if not any(unicodedata.name(letter, "").startswith("ARABIC") for letter in text):
        raise ValueError(f"{text!r} is not in Arabic script")
    return text


def _date(value: object) -> Edtf:
    if not isinstance(value, str):
        raise ValueError("is not a date")  # noqa: TRY004 - pydantic takes only ValueError for a fault of the data
    try:
        return Edtf.parse(value)
    except ValueError as error:
        message = str(error)
        raise ValueError(message if "archive knows" in message else f"{value!r} is not a date: {message}") from error


def _end(value: object) -> Edtf:
    """Read one end of a period: a day, a month or a year."""
    date = _date(value)
    if date.form in {Form.ONE_OF, Form.RANGE}:
        raise ValueError(f"{value!r} is no end of a period; write a day, a month or a year: 2016-07-28, 2016-07, 2016")
    return date


def _domain(text: str) -> str:
    if not re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", text):
        raise ValueError(f"{text!r} is not a domain; write it bare and in small letters: lemonde.fr")
    return text


def _language(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}", text):
        raise ValueError(f"{text!r} is not a language code; write fr, en, ar")
    return text


_IDENTIFIERS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "wikidata": (re.compile(r"Q[1-9]\d*"), "Q42"),
    "geonames": (re.compile(r"[1-9]\d*"), "2988507"),
    "viaf": (re.compile(r"[1-9]\d*"), "113230702"),
    "icao": (re.compile(r"[A-Z0-9]{4}"), "LFPG"),
}
"""Schemes whose form is checked. Source: their own documentation; others are taken as they are."""


def _identifiers(given: dict[str, str]) -> dict[str, str]:
    for scheme, value in given.items():
        pattern, example = _IDENTIFIERS.get(scheme, (None, ""))
        if pattern and not pattern.fullmatch(value):
            raise ValueError(f"{value!r} is not a {scheme} identifier; write it like {example}")
    return given


def _folder(text: str) -> str:
    parts = text.split("/")
    if "\\" in text or not all(parts) or {".", ".."} & {*parts}:
        raise ValueError(f"{text!r} is not a folder of this archive; write its path from the archive's root: texts/gold")
    return text


Line = Annotated[str, AfterValidator(_plain)]
Lines = tuple[Line, ...]
Arabic = Annotated[Line, AfterValidator(_arabic)]


def _closed(period: Edtf) -> Edtf:
    if period.first is None or period.last is None:
        raise ValueError(f"{period} is open at one end; write both: [2011-01-01..2017-12-31]")
    return period


Day = Annotated[Edtf, PlainValidator(_date), WithJsonSchema({"type": "string"})]
End = Annotated[Edtf, PlainValidator(_end), WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d\??)?)?$"})]
Identifiers = Annotated[dict[str, Line], AfterValidator(_identifiers)]


class Entry(BaseModel):
    """The strictness that all models share."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, arbitrary_types_allowed=True)


def _in_order(start: Edtf | None, end: Edtf | None, key: str) -> None:
    if start and end and start.first and end.last and start.first > end.last:
        raise KeyedError(key, f"this begins on {start} but ends on {end}; one of the two is wrong")


class NameEntry(Entry):
    """A name, and from when to when it was in use; written as a plain string where it has no dates."""

    name: Line
    first: End | None = Field(None, alias="from")
    last: End | None = Field(None, alias="to")

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _ordered(self) -> NameEntry:
        _in_order(self.first, self.last, "from")
        return self


class RoleEntry(Entry):
    """An office and when it was held."""

    phrases: Lines = Field(min_length=1)
    of: Line | None = None
    start: End | None = None
    end: End | None = None
    sources: Lines = ()
    note: Line | None = None

    @model_validator(mode="after")
    def _ordered(self) -> RoleEntry:
        _in_order(self.start, self.end, "start")
        return self


class RecordEntry(Entry):
    """What all kinds of records share."""

    name: Line
    names: tuple[NameEntry, ...] = ()
    cues: Lines = ()
    name_ar: Arabic | None = None
    name_en: Line | None = None
    identifiers: Identifiers = Field(default_factory=dict)
    sources: Lines = ()


class ActorEntry(RecordEntry):
    """`archive/actors/ID.md`."""

    kind: ActorKind
    parent: Line | None = None
    short: Lines = ()
    metonyms: Lines = ()
    roles: tuple[RoleEntry, ...] = ()
    active_from: End | None = None
    active_to: End | None = None

    @model_validator(mode="after")
    def _ordered(self) -> ActorEntry:
        _in_order(self.active_from, self.active_to, "active_from")
        return self


class PlaceEntry(RecordEntry):
    """`archive/places/ID.md`."""

    kind: PlaceKind
    within: Line | None = None
    metonyms: Lines = ()
    lat: float | None = Field(None, ge=-90, le=90, allow_inf_nan=False)
    lon: float | None = Field(None, ge=-180, le=180, allow_inf_nan=False)
    precision: Precision | None = None
    side: Line | None = None

    @model_validator(mode="after")
    def _whole(self) -> PlaceEntry:
        if (self.lat is None) != (self.lon is None):
            raise KeyedError("lat" if self.lon is None else "lon", "lat and lon belong together; give both or neither")
        if self.precision and self.lat is None:
            raise KeyedError("precision", "precision says how sure the coordinates are, and there are none")
        return self


class OutletEntry(RecordEntry):
    """`archive/outlets/ID.md`."""

    kind: OutletKind
    country: Line | None = None
    domains: tuple[Annotated[str, AfterValidator(_domain)], ...] = ()
    languages: tuple[Annotated[str, AfterValidator(_language)], ...] = ()
    parent: Line | None = None


class EventEntry(RecordEntry):
    """`archive/events/ID.md`."""

    date: Day
    places: Lines = ()
    actors: Lines = ()


class SettingsEntry(Entry):
    """`archive/archive.yml`."""

    languages: tuple[Annotated[str, AfterValidator(_language)], ...] = Field(("fr",), min_length=1)
    districts_of: Line | None = None
    max_seed_bytes: int = Field(1_000_000, ge=1)
    period: Annotated[Day, AfterValidator(_closed)] | None = None
    gold: Annotated[Line, AfterValidator(_folder)] | None = None


ENTRIES: Mapping[RefKind, type[RecordEntry]] = {
    RefKind.ACTOR: ActorEntry,
    RefKind.PLACE: PlaceEntry,
    RefKind.OUTLET: OutletEntry,
    RefKind.EVENT: EventEntry,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return a JSON Schema (draft 2020-12) for each kind of record and for `settings`, as editors use them."""
    records = {str(kind): entry.model_json_schema(by_alias=True) for kind, entry in ENTRIES.items()}
    return {**records, "settings": SettingsEntry.model_json_schema(by_alias=True)}


# --- saying what is wrong -------------------------------------------------------------------------------------------------------------


def faults(error: ValidationError, model: type[Entry]) -> Iterator[Fault]:
    """Say in the words of the person who wrote the data what pydantic found."""
    for item in error.errors(include_url=False):
        key: Key = tuple(item["loc"])
        kind, context, given = item["type"], item.get("ctx", {}), item["input"]
        name = _named(key)
        if kind == "missing":
            yield key[:-1], f"the key {key[-1]!r} is missing", f"write {key[-1]}: …"
        elif kind == "extra_forbidden":
            known = _known_keys(model, key[:-1])
            yield key, f"unknown key {key[-1]!r}", near_miss(str(key[-1]), known) or f"known keys: {', '.join(known)}"
        elif kind == "literal_error":
            allowed = re.findall(r"'([^']*)'", context["expected"])
            yield key, f"{given!r} is no {name}", near_miss(str(given), allowed) or f"one of {', '.join(allowed)}"
        elif kind == "value_error":
            fault = context["error"]
            problem, _, hint = _sentence(name, str(fault)).partition("; ")
            yield ((*key, fault.key) if isinstance(fault, KeyedError) else key), problem, hint
        elif bound := _BOUNDS.get(kind):
            yield key, f"{name}: {given} is out of range", bound.format(**context)
        else:
            yield key, f"{name}: {_PROBLEMS.get(kind) or item['msg']}", _HINTS.get(kind, "").format(name=name)


_BOUNDS = {"greater_than_equal": "at least {ge}", "less_than_equal": "at most {le}"}
_PROBLEMS = {
    "tuple_type": "this wants a list",
    "string_type": "this wants text",
    "dict_type": "this wants keys with values",
    "model_type": "this wants keys with values",
    "model_attributes_type": "this wants keys with values",
    "float_parsing": "this is not a number",
    "int_parsing": "this is not a whole number",
    "too_short": "at least one is wanted",
}
_HINTS = {"tuple_type": '{name}: ["…"]', "float_parsing": "write degrees with a point: 36.2037"}


def near_miss(given: str, known: Iterable[str]) -> str:
    """Return "did you mean …?" for the likeliest slip, or nothing."""
    close = difflib.get_close_matches(given, list(known), n=1, cutoff=0.7)
    return f"did you mean {close[0]!r}?" if close else ""


def _named(key: Key) -> str:
    """Return the last name on the way: `cues` for `cues[2]`."""
    return next((part for part in reversed(key) if isinstance(part, str)), "the file")


def _sentence(name: str, message: str) -> str:
    return f"{name} {message}" if message.startswith(("is ", "begins ", "holds ")) else message


_INNER: Mapping[str | int, type[Entry]] = {"names": NameEntry, "roles": RoleEntry}


def _known_keys(model: type[Entry], parents: Key) -> tuple[str, ...]:
    inner = _INNER.get(parents[0], model) if parents else model
    return tuple(field.alias or name for name, field in inner.model_fields.items())


KINDS: Mapping[str, tuple[str, ...]] = {
    "actor": get_args(ActorKind),
    "place": get_args(PlaceKind),
    "outlet": get_args(OutletKind),
}
"""The closed lists of kinds, for pages and documentation."""
