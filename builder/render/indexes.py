"""The indexes: everything the authority knows, by kind; what no article names yet stands there without a page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from builder import french
from builder.model import Actor, Outlet, Place, Record, Ref, RefKind, ref
from builder.render.dossier import coordinates
from builder.render.labels import ACTOR_KINDS, OUTLET_KINDS, PLACE_KINDS, Kind, kind
from builder.render.markdown import arabic, fragment, live, span
from builder.render.site import Site

Row = tuple[Markup | str, ...]
"""The cells of one line of a table."""


@dataclass(frozen=True, slots=True)
class Section:
    """The things of one kind: a table of those met in articles, and the names of the others."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    others: tuple[str, ...]


def actor_index(site: Site, here: str) -> Markup:
    """Return all actors by kind."""
    return _sections(site, here, RefKind.ACTOR, site.authority.actors, ACTOR_KINDS)


def place_index(site: Site, here: str) -> Markup:
    """Return all places by kind."""
    return _sections(site, here, RefKind.PLACE, site.authority.places, PLACE_KINDS)


def outlet_index(site: Site, here: str) -> Markup:
    """Return all outlets by kind."""
    return _sections(site, here, RefKind.OUTLET, site.authority.outlets, OUTLET_KINDS)


def _sections(
    site: Site,
    here: str,
    folder: RefKind,
    records: Mapping[str, Actor] | Mapping[str, Place] | Mapping[str, Outlet],
    kinds: Mapping[str, Kind],
) -> Markup:
    names = [*kinds, *sorted({record.kind for record in records.values()} - set(kinds))]
    groups = ((name, [record for record in records.values() if record.kind == name]) for name in names)
    return fragment(
        "index.md.jinja", sections=tuple(_section(site, here, folder, kind(kinds, name).many, group) for name, group in groups if group)
    )


def _section(site: Site, here: str, folder: RefKind, title: str, records: Iterable[Actor | Place | Outlet]) -> Section:
    ordered = sorted(records, key=lambda record: french.sort_key(record.name))
    met = [record for record in ordered if site.is_met(ref(folder, record.id))]
    others = tuple(site.name(ref(folder, record.id)) for record in ordered if not site.is_met(ref(folder, record.id)))
    rows = tuple(_row(site, here, ref(folder, record.id), record) for record in met)
    return Section(french.capital(title), *_without_empty_columns(_HEADS[folder], rows), others)


def _without_empty_columns(heads: tuple[str, ...], rows: tuple[Row, ...]) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    filled = [number for number in range(len(heads)) if any(row[number] for row in rows)]
    return tuple(heads[number] for number in filled), tuple(tuple(row[number] for number in filled) for row in rows)


_HEADS: Mapping[RefKind, tuple[str, ...]] = {
    RefKind.ACTOR: ("Nom", "Nom arabe", "Articles", "Mentions"),
    RefKind.PLACE: ("Nom", "Dans", "Nom arabe", "Articles", "Mentions"),
    RefKind.OUTLET: ("Nom", "Pays", "Articles"),
}


def _row(site: Site, here: str, thing: Ref, record: Record) -> Row:
    name = site.entry(here, thing)
    if isinstance(record, Outlet):
        return name, record.country or "", _number(len(site.listings.by_outlet.get(record.id, ())))
    counts = _number(articles_of(site, thing)), _number(mentions_of(site, thing))
    if isinstance(record, Place):
        above = site.link(here, ref(RefKind.PLACE, record.within)) if record.within else ""
        return name, above, arabic(record.name_ar), *counts
    return name, arabic(record.name_ar), *counts


def articles_of(site: Site, thing: Ref) -> int:
    """Return in how many articles a thing is named."""
    return len(site.listings.appearances.get(thing, ()))


def mentions_of(site: Site, thing: Ref) -> int:
    """Return how many times a thing is named."""
    return sum(item.mentions for item in site.listings.appearances.get(thing, ()))


def _number(value: int) -> Markup:
    return span("n", french.number(value))


# --- the districts of the place that the settings name ----------------------------------------------------------------------------------


def districts(site: Site) -> tuple[Place, ...]:
    """Return the districts and neighbourhoods of the place that `districts_of` names, by name."""
    found = (place for place in site.authority.places.values() if site.authority.is_district(place.id))
    return tuple(sorted(found, key=lambda place: french.sort_key(place.name)))


def district_index(site: Site, here: str) -> Markup:
    """Return every district, those that no article names included: names, side, mentions, coordinates."""
    heads = ("Nom", "Nom arabe", "Côté", "Articles", "Mentions", "Coordonnées")
    groups = (
        (PLACE_KINDS[name].many, [place for place in districts(site) if place.kind == name]) for name in ("neighbourhood", "district")
    )
    sections = tuple(
        Section(french.capital(title), heads, tuple(_district_row(site, here, place) for place in places), ())
        for title, places in groups
        if places
    )
    return fragment("index.md.jinja", sections=sections)


def _district_row(site: Site, here: str, place: Place) -> Row:
    thing = ref(RefKind.PLACE, place.id)
    side = french.capital(place.side or "")
    return (
        site.entry(here, thing),
        arabic(place.name_ar),
        live(f'<span class="side">{side}</span>') if side.isalpha() else side,
        _number(articles_of(site, thing)),
        _number(mentions_of(site, thing)),
        coordinates(place),
    )
