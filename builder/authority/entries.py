"""From what people write to records and back: `record` takes a checked entry, `dump` writes the one spelling of a record. Pure.

Law: reading what `dump` wrote gives the record back, and writing what was read from a file in canonical form gives the file back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from builder import yaml_text
from builder.edtf import Edtf
from builder.model import Actor, DatedName, Event, Outlet, Place, Record, Role
from builder.schema import ActorEntry, EventEntry, NameEntry, OutletEntry, PlaceEntry, RecordEntry, RoleEntry
from builder.yaml_text import Plain, Word

WIDTH = 120
"""A list or map that would make a longer line is written with one item a line."""


def record(ident: str, entry: RecordEntry, note: str) -> Record:
    """Make a record of a checked entry."""
    match entry:
        case ActorEntry():
            return Actor(
                **_shared(ident, entry, note),
                metonyms=entry.metonyms,
                kind=entry.kind,
                parent=entry.parent,
                roles=tuple(map(_role, entry.roles)),
                short=entry.short,
                active_from=_first(entry.active_from),
                active_to=_last(entry.active_to),
                active_stated=(entry.active_from, entry.active_to),
            )
        case PlaceEntry():
            own = {name: getattr(entry, name) for name in ("metonyms", "kind", "within", "lat", "lon", "precision", "side")}
            return Place(**_shared(ident, entry, note), **own)
        case OutletEntry():
            own = {name: getattr(entry, name) for name in ("kind", "country", "domains", "languages", "parent")}
            return Outlet(**_shared(ident, entry, note), **own)
        case EventEntry():
            return Event(**_shared(ident, entry, note), date=entry.date, places=entry.places, actors=entry.actors)
        case _:
            raise TypeError(type(entry).__name__)


def _shared(ident: str, entry: RecordEntry, note: str) -> dict[str, Any]:
    return {
        "id": ident,
        "names": _names(entry),
        "cues": entry.cues,
        "name_ar": entry.name_ar,
        "name_en": entry.name_en,
        "identifiers": tuple(entry.identifiers.items()),
        "sources": entry.sources,
        "note": note,
    }


def _names(entry: RecordEntry) -> tuple[DatedName, ...]:
    """Return all names, the preferred one first; where `names` lists it again, that is to give its dates."""
    preferred = next((item for item in entry.names if item.name == entry.name), None)
    rest = (item for item in entry.names if item is not preferred)
    return tuple(map(_name, (preferred or NameEntry(name=entry.name), *rest)))


def _name(entry: NameEntry) -> DatedName:
    return DatedName(entry.name, _first(entry.first), _last(entry.last), (entry.first, entry.last))


def _role(entry: RoleEntry) -> Role:
    return Role(
        phrases=entry.phrases,
        of=entry.of,
        start=_first(entry.start),
        end=_last(entry.end),
        sources=entry.sources,
        note=entry.note,
        stated=(entry.start, entry.end),
    )


def _first(date: Edtf | None) -> dt.date | None:
    return date.first if date else None


def _last(date: Edtf | None) -> dt.date | None:
    return date.last if date else None


# --- writing --------------------------------------------------------------------------------------------------------------------------


def dump(item: Record) -> str:
    """Write a record as its file: front matter with keys in fixed order, blank ones left out, then the note."""
    front = "".join(f"{line}\n" for key, value in _keys(item) if value not in (None, (), [], {}) for line in _laid_out(key, value, ""))
    return f"---\n{front}---\n" + (f"\n{item.note}\n" if item.note else "")


def _keys(item: Record) -> Iterator[tuple[str, Plain]]:
    """Yield keys and values in the order of the format."""
    yield "name", item.name
    match item:
        case Actor():
            yield from (("kind", Word(item.kind)), ("parent", _word(item.parent)))
        case Place():
            yield from (("kind", Word(item.kind)), ("within", _word(item.within)))
        case Outlet():
            yield from (("kind", Word(item.kind)), ("country", item.country), ("domains", item.domains))
            yield from (("languages", _words(item.languages)), ("parent", _word(item.parent)))
        case Event():
            yield from (("date", str(item.date)), ("places", _words(item.places)), ("actors", _words(item.actors)))
    yield "names", [_named(name) for index, name in enumerate(item.names) if index or _dated(name)]
    if isinstance(item, Actor):
        yield "short", item.short
    yield "metonyms", item.metonyms
    if isinstance(item, Actor):
        yield "roles", [_without_blanks(_office(role)) for role in item.roles]
    yield from (("cues", item.cues), ("name_ar", item.name_ar), ("name_en", item.name_en))
    if isinstance(item, Actor):
        first, last = _period(item.active_stated, item.active_from, item.active_to)
        yield from (("active_from", first), ("active_to", last))
    if isinstance(item, Place):
        yield from (("lat", item.lat), ("lon", item.lon), ("precision", _word(item.precision)), ("side", item.side))
    yield from (("identifiers", dict(item.identifiers)), ("sources", item.sources))


def _named(name: DatedName) -> Plain:
    first, last = _period(name.stated, name.first, name.last)
    return _without_blanks({"name": name.text, "from": first, "to": last}) if _dated(name) else name.text


def _dated(name: DatedName) -> bool:
    return any((*name.stated, name.first, name.last))


def _office(role: Role) -> dict[str, Plain]:
    start, end = _period(role.stated, role.start, role.end)
    return {
        "phrases": role.phrases,
        "of": _word(role.of),
        "start": start,
        "end": end,
        "sources": role.sources,
        "note": role.note,
    }


def _period(stated: tuple[Edtf | None, Edtf | None], first: dt.date | None, last: dt.date | None) -> tuple[str | None, str | None]:
    """Return both ends as stated, as days where a record was made without saying more."""
    start, end = (str(given or day) if given or day else None for given, day in zip(stated, (first, last), strict=True))
    return start, end


def _word(text: str | None) -> Word | None:
    return Word(text) if text is not None else None


def _words(texts: Sequence[str]) -> tuple[Word, ...]:
    return tuple(map(Word, texts))


def _without_blanks(data: Mapping[str, Plain]) -> dict[str, Plain]:
    return {key: value for key, value in data.items() if value not in (None, (), [], {})}


def _laid_out(name: str, value: Plain, indent: str) -> list[str]:
    """Write a key and its value on one line, or, where that grows too long, one item a line."""
    key = f"{indent}{_scalar(Word(name))}:"
    line = f"{key} {_flow(value)}"
    if len(line) <= WIDTH or not _holds_items(value):
        return [line]
    if isinstance(value, Mapping):
        return [key, *(part for inner, item in value.items() for part in _laid_out(inner, item, indent + "  "))]
    return [key, *(part for item in value for part in _item(item, indent))]


def _item(item: Plain, indent: str) -> list[str]:
    line = f"{indent}- {_flow(item)}"
    if len(line) <= WIDTH or not isinstance(item, Mapping):
        return [line]
    parts = [part for name, value in item.items() for part in _laid_out(name, value, indent + "  ")]
    return [f"{indent}- {parts[0].lstrip()}", *parts[1:]]


def _flow(value: Plain) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(Word(name))}: {_flow(item)}" for name, item in value.items()) + "}"
    if _holds_items(value):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _holds_items(value: Plain) -> TypeGuard[Mapping[str, Plain] | Sequence[Plain]]:
    return isinstance(value, Mapping | Sequence) and not isinstance(value, str)


def _scalar(value: Plain) -> str:
    """Spell one value as the whole archive does."""
    return yaml_text.dump({"key": value}).removeprefix("key: ").removesuffix("\n")
