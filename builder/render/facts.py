"""What an authority record says, as the facts of a dossier: names, kind, offices with their dates, position, sources. Pure.

A date is given as precisely as the record gives it, and no more.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from builder import french
from builder.edtf import Edtf
from builder.french import THIN
from builder.model import Actor, DatedName, Outlet, Place, Record, Ref, RefKind, Role, ref
from builder.render.labels import ACTOR_KINDS, IDENTIFIERS, LANGUAGES, OUTLET_KINDS, PLACE_KINDS, PRECISIONS, REPOSITORIES, kind
from builder.render.markdown import arabic, join, live, outward, span, text
from builder.render.site import Site
from builder.render.tables import Column, row

VARIANTS = 10
"""Names of a thing that are shown at once; the others are folded."""

SOURCES = 2
"""Sources that are shown at once."""

MEMBERS = 12
"""Parts of a body that are shown at once."""


Ends = tuple[Edtf | None, Edtf | None]
"""From when to when, None where an end is open or not known."""


@dataclass(frozen=True, slots=True)
class Line:
    """A fact of the record: what it is called, its value, and what is folded away behind it."""

    label: str
    value: Markup
    rest: tuple[Markup, ...] = ()


def sort(site: Site, here: str, record: Record) -> Markup:
    """Return what sort of thing it is, in a few words under the name."""
    if isinstance(record, Actor):
        parent = [site.link(here, ref(RefKind.ACTOR, record.parent))] if record.parent else []
        return join((french.capital(kind(ACTOR_KINDS, record.kind).one), *parent), ", ")
    if isinstance(record, Place):
        above = (site.link(here, ref(RefKind.PLACE, ident)) for ident in site.authority.within(record.id))
        return join((french.capital(kind(PLACE_KINDS, record.kind).one), *above), ", ")
    if isinstance(record, Outlet):
        return join((french.capital(kind(OUTLET_KINDS, record.kind).one), *([record.country] if record.country else [])), ", ")
    return Markup()


def facts(site: Site, here: str, record: Record) -> Iterator[Line]:
    """Give the facts of a record in the order of the page."""
    if record.name_ar:
        yield Line("Nom arabe", arabic(record.name_ar))
    if record.name_en:
        yield Line("Nom anglais", live(f'<span lang="en">{text(record.name_en)}</span>'))
    if undated := [name.text for name in record.names[1:] if not _is_dated(name)]:
        yield _folding("Autres noms et graphies", (text(french.printed(name)) for name in undated), VARIANTS, ", ")
    if record.metonyms:
        yield Line("Désigné aussi par", join(map(french.printed, record.metonyms), ", "))
    yield from _own(site, here, record)
    if record.identifiers:
        yield Line("Identifiants", join((_identifier(*pair) for pair in record.identifiers), ", "))
    if record.sources:
        yield _folding(
            "Sources" if len(record.sources) > 1 else "Source", (_source(site, here, item) for item in record.sources), SOURCES, f"{THIN}; "
        )


def _folding(label: str, items: Iterable[Markup], shown: int, between: str) -> Line:
    """Return a list as a fact, its end folded where it is long; a last item alone is never folded."""
    parts = tuple(items)
    cut = len(parts) if len(parts) <= shown + 1 else shown
    return Line(label, join(parts[:cut], between), parts[cut:])


def _own(site: Site, here: str, record: Record) -> Iterator[Line]:
    if isinstance(record, Actor):
        if active := french.tenure(*_ends(record.active_stated, record.active_from, record.active_to)):
            yield Line("Actif", text(active))
        members = (ref(RefKind.ACTOR, actor.id) for actor in site.authority.actors.values() if actor.parent == record.id)
        if met := sorted(filter(site.is_met, members), key=lambda thing: french.sort_key(site.name(thing))):
            yield _folding("Réunit", (site.link(here, thing) for thing in met), MEMBERS, ", ")
    if isinstance(record, Place):
        if record.side:
            yield Line("Côté, pour l’essentiel", text(french.capital(record.side)))
        if position := coordinates(record):
            yield Line("Coordonnées", position)
    if isinstance(record, Outlet):
        yield from _of_outlet(site, here, record)


def _of_outlet(site: Site, here: str, outlet: Outlet) -> Iterator[Line]:
    if outlet.parent:
        yield Line("Appartient à", site.link(here, ref(RefKind.OUTLET, outlet.parent)))
    if outlet.domains:
        yield Line("Adresses", join(outlet.domains, ", "))
    if outlet.languages:
        yield Line("Langues", join((LANGUAGES.get(code, code) for code in outlet.languages), ", "))


def coordinates(place: Place) -> Markup:
    """Return a place's position in decimal degrees, WGS 84, with how exact it is; nothing where it is not known."""
    if place.lat is None or place.lon is None:
        return Markup()
    north = f"{abs(place.lat):.4f}".replace(".", ",") + f"°{THIN}{'N' if place.lat >= 0 else 'S'}"
    east = f"{abs(place.lon):.4f}".replace(".", ",") + f"°{THIN}{'E' if place.lon >= 0 else 'O'}"
    precision = PRECISIONS.get(place.precision or "", "")
    return join((f"{north}, {east}", *([span("known", precision)] if precision else [])))


def _identifier(register: str, value: str) -> Markup:
    if register not in IDENTIFIERS:
        return text(f"{register} {value}")
    name, address = IDENTIFIERS[register]
    return outward(address + value, f"{name} {value}") if value.isalnum() else text(f"{name} {value}")


def _source(site: Site, here: str, item: str) -> Markup:
    """Return a source as a reader looks it up: an address, a repository (`github:OWNER/NAME file`) and an article (`graine ID`) as links."""
    if item.startswith(("https://", "http://")):
        return outward(item, item)
    register, mark, rest = item.partition(":")
    name, _, within = rest.partition(" ")
    if mark and name and register in REPOSITORIES:
        shown, address = REPOSITORIES[register]
        where = outward(address + name, f"{shown}, {name}") if address else text(f"{shown}, {name}")
        return join((where, *([within] if within else [])))
    seed = _SEED.search(item)
    if seed and seed[1] in site.listings.by_id:
        return join((item[: seed.start()], "article ", site.article_link(here, seed[1]), french.printed(item[seed.end() :])), "")
    return text(french.printed(item))


_SEED = re.compile(r"\bgraine ([a-z0-9][a-z0-9_-]*)")
"""How a record cites an article of the archive."""


# --- what changed with time -----------------------------------------------------------------------------------------------------------

OFFICES = (Column("Période"), Column("Fonction"), Column("Pour"))
NAMES = (Column("Période"), Column("Nom en usage"))


def offices(site: Site, here: str, record: Record) -> tuple[Markup, ...]:
    """Return the offices that an actor held, the earliest first, as rows under `OFFICES`."""
    roles = record.roles if isinstance(record, Actor) else ()
    ordered = sorted(roles, key=lambda role: (role.start is not None, role.start or role.end, role.phrases))
    return tuple(_office(site, here, role) for role in ordered)


def _office(site: Site, here: str, role: Role) -> Markup:
    held = french.tenure(*_ends(role.stated, role.start, role.end)) or "période non établie"
    what = join((french.capital(french.printed(role.phrases[0])), *([span("known", role.note)] if role.note else [])))
    body: Ref | None = ref(RefKind.ACTOR, role.of) if role.of else None
    return row((span("when", french.capital(held)), what, site.entry(here, body) if body else ""))


def office_sources(site: Site, here: str, record: Record) -> tuple[Markup, ...]:
    """Return what the offices are known from, each source once."""
    roles = record.roles if isinstance(record, Actor) else ()
    return tuple(_source(site, here, item) for item in dict.fromkeys(item for role in roles for item in role.sources))


def successive_names(record: Record) -> tuple[Markup, ...]:
    """Return the names that were in use for a time, those of one period together, as rows under `NAMES`."""
    dated = [(_ends(name.stated, name.first, name.last), name.text) for name in record.names if _is_dated(name)]
    ordered = sorted(dated, key=lambda pair: tuple((end.first is not None, str(end.first)) if end else (False, "") for end in pair[0]))
    groups = ((french.tenure(*ends), dict.fromkeys(name for _, name in group)) for ends, group in groupby(ordered, lambda pair: pair[0]))
    return tuple(row((span("when", french.capital(period)), join(names, ", "))) for period, names in groups)


def _is_dated(name: DatedName) -> bool:
    return any((*name.stated, name.first, name.last))


def _ends(stated: Ends, first: dt.date | None, last: dt.date | None) -> Ends:
    """Return both ends as stated, as days where a record was made without saying more."""
    return stated if any(stated) else (Edtf.of_day(first) if first else None, Edtf.of_day(last) if last else None)
