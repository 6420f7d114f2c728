"""The indexes: everything the authority knows, the most named first; what no article names yet stands there without a page. Pure.

An index that outgrows its page keeps those named most, and leads to pages by initial that hold all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from builder import french
from builder.model import Outlet, Page, Place, Record, Ref, RefKind, ref
from builder.render.facts import coordinates
from builder.render.labels import ACTOR_KINDS, OUTLET_KINDS, PLACE_KINDS, Kind, kind
from builder.render.lists import Chain, sheet_pages
from builder.render.markdown import arabic, fragment, join, link, span
from builder.render.paging import Sheet, lettered
from builder.render.site import FOLDERS, Site
from builder.render.tables import Column, Noun, fitting, number, row, table

ROOM = 62_000
"""Bytes of Markdown of an index's table, alone on its page."""

ROOM_BESIDE_MAPS = 34_000
"""The same where the page has two maps too."""

OTHERS = 18_000
"""Bytes of Markdown of the names that no article has yet."""

INITIALS = "initiale"
"""The folder of the pages by initial, below that of the index."""

THINGS = "things"
"""The look of these tables: on a narrow screen a line becomes a name with its numbers, and below it what is less."""

_ARTICLES, _MENTIONS = Column("Articles", is_number=True), Column("Mentions", is_number=True)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """An index: of which records, what it is called, what a line of it is, its columns, and the words for its kinds."""

    folder: RefKind
    title: str
    noun: Noun
    columns: tuple[Column, ...]
    kinds: Mapping[str, Kind]
    unmet: str = "que les articles ne nomment pas encore"
    """What is to be said of the records that have no page."""
    room: int = ROOM


CATALOGUES: Mapping[RefKind, Catalogue] = {
    RefKind.ACTOR: Catalogue(
        RefKind.ACTOR, "Acteurs", Noun("acteur", "acteurs"), (Column("Nom"), _ARTICLES, _MENTIONS, Column("Nature", "Nature")), ACTOR_KINDS
    ),
    RefKind.PLACE: Catalogue(
        RefKind.PLACE,
        "Lieux",
        Noun("lieu", "lieux"),
        (Column("Nom"), _ARTICLES, _MENTIONS, Column("Nature", "Nature"), Column("Dans", "Dans"), Column("Nom arabe")),
        PLACE_KINDS,
        room=ROOM_BESIDE_MAPS,
    ),
    RefKind.OUTLET: Catalogue(
        RefKind.OUTLET,
        "Médias",
        Noun("média", "médias"),
        (Column("Nom"), _ARTICLES, Column("Nature", "Nature"), Column("Pays", "Pays")),
        OUTLET_KINDS,
        unmet="dont l’archive n’a pas encore d’article",
    ),
}


def actor_index(site: Site, here: str) -> Markup:
    """Return all actors."""
    return _index(site, here, CATALOGUES[RefKind.ACTOR])


def place_index(site: Site, here: str) -> Markup:
    """Return all places."""
    return _index(site, here, CATALOGUES[RefKind.PLACE])


def outlet_index(site: Site, here: str) -> Markup:
    """Return all outlets."""
    return _index(site, here, CATALOGUES[RefKind.OUTLET])


def _index(site: Site, here: str, catalogue: Catalogue) -> Markup:
    rows = _met_rows(site, here, catalogue)
    shown, others = fitting(rows, catalogue.room), _others(site, catalogue)
    return fragment(
        "index.md.jinja",
        table=table(catalogue.columns, shown, catalogue.noun, THINGS) if shown else Markup(),
        left_out=catalogue.noun.count(len(rows) - len(shown)) if len(rows) > len(shown) else "",
        initials=tuple(_initial_link(here, catalogue, sheet) for sheet in _initials(site, catalogue)),
        others=others if _weight(others) <= OTHERS else (),
        unmet=len(_unmet(site, catalogue)),
        unmet_words=catalogue.unmet,
    )


def _records(site: Site, catalogue: Catalogue) -> tuple[Record, ...]:
    """Return the records of an index by name."""
    maps: Mapping[RefKind, Mapping[str, Record]] = {
        RefKind.ACTOR: dict(site.authority.actors),
        RefKind.PLACE: dict(site.authority.places),
        RefKind.OUTLET: dict(site.authority.outlets),
    }
    return tuple(sorted(maps[catalogue.folder].values(), key=lambda record: french.sort_key(record.name)))


def _met_rows(site: Site, here: str, catalogue: Catalogue) -> tuple[Markup, ...]:
    met = [record for record in _records(site, catalogue) if site.is_met(ref(catalogue.folder, record.id))]
    ranked = sorted(met, key=lambda record: tuple(-value for value in _counts(site, ref(catalogue.folder, record.id))))
    return tuple(_row(site, here, catalogue, record) for record in ranked)


def _unmet(site: Site, catalogue: Catalogue) -> tuple[Record, ...]:
    return tuple(record for record in _records(site, catalogue) if not site.is_met(ref(catalogue.folder, record.id)))


def _others(site: Site, catalogue: Catalogue) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names that no article has, by kind, in the order of the table of kinds."""
    unmet = _unmet(site, catalogue)
    there = {_kind(record) for record in unmet}
    names = [name for name in (*catalogue.kinds, *sorted(there - set(catalogue.kinds))) if name in there]
    return tuple(
        (
            french.capital(kind(catalogue.kinds, name).many),
            tuple(french.capital(site.name(ref(catalogue.folder, record.id))) for record in unmet if _kind(record) == name),
        )
        for name in names
    )


def _weight(others: tuple[tuple[str, tuple[str, ...]], ...]) -> int:
    return sum(len(name.encode()) + 2 for _, names in others for name in names)


def _kind(record: Record) -> str:
    return str(getattr(record, "kind", ""))


def _row(site: Site, here: str, catalogue: Catalogue, record: Record) -> Markup:
    thing = ref(catalogue.folder, record.id)
    sort = french.capital(kind(catalogue.kinds, _kind(record)).one)
    counts = tuple(map(number, _counts(site, thing)))
    if isinstance(record, Outlet):
        return row((site.entry(here, thing), *counts, sort, record.country or ""))
    if isinstance(record, Place):
        above = site.entry(here, ref(RefKind.PLACE, record.within)) if record.within else ""
        return row((site.entry(here, thing), *counts, sort, above, arabic(record.name_ar)))
    return row((site.entry(here, thing), *counts, sort))


def _counts(site: Site, thing: Ref) -> tuple[int, ...]:
    """Return the numbers of a thing's line: of an outlet, its articles; of all else, articles and mentions."""
    if thing.startswith(f"{RefKind.OUTLET}/"):
        return (len(site.listings.by_outlet.get(thing.partition("/")[2], ())),)
    return articles_of(site, thing), mentions_of(site, thing)


def articles_of(site: Site, thing: Ref) -> int:
    """Return in how many articles a thing is named."""
    return len(site.listings.appearances.get(thing, ()))


def mentions_of(site: Site, thing: Ref) -> int:
    """Return how many times a thing is named."""
    return sum(item.mentions for item in site.listings.appearances.get(thing, ()))


# --- by initial, where one page cannot hold all -----------------------------------------------------------------------------------------


def index_pages(site: Site) -> Iterator[Page]:
    """Give the pages by initial of the indexes that need them."""
    for catalogue in CATALOGUES.values():
        folder = FOLDERS[catalogue.folder]
        chain = Chain(
            catalogue.title, f"{folder}/index.md", f"{folder}/index.md", catalogue.title, catalogue.noun, catalogue.columns, THINGS
        )
        yield from sheet_pages(_initials(site, catalogue), f"{folder}/{INITIALS}", chain)


def _initials(site: Site, catalogue: Catalogue) -> tuple[Sheet, ...]:
    """Return all records of an index by initial; nothing where its own page holds all."""
    here = f"{FOLDERS[catalogue.folder]}/{INITIALS}/a.md"
    if _fits(_met_rows(site, here, catalogue), catalogue.room) and _weight(_others(site, catalogue)) <= OTHERS:
        return ()
    rows: dict[str, list[Markup]] = {}
    for record in _records(site, catalogue):
        rows.setdefault(_initial(record.name), []).append(_row(site, here, catalogue, record))
    return tuple(_sheet(letter, rows[letter]) for letter in sorted(rows, key=lambda letter: (len(letter), letter)))


def _fits(rows: Sequence[Markup], room: int) -> bool:
    return len(fitting(rows, room)) == len(rows)


def _initial(name: str) -> str:
    letter = french.sort_key(name)[0][:1]
    return letter if "a" <= letter <= "z" else "autres"


def _sheet(letter: str, rows: list[Markup]) -> Sheet:
    title = letter.upper() if len(letter) == 1 else "Autres signes"
    return lettered(letter, title, rows)


def _initial_link(here: str, catalogue: Catalogue, sheet: Sheet) -> Markup:
    path = f"{FOLDERS[catalogue.folder]}/{INITIALS}/{sheet.key}.md"
    return join((link(here, path, sheet.title), span("n", french.number(sheet.size))))


# --- the districts of the place that the settings name ----------------------------------------------------------------------------------

_DISTRICTS = (
    Column("Nom"),
    _ARTICLES,
    _MENTIONS,
    Column("Côté", "Côté"),
    Column("Nature", "Nature"),
    Column("Nom arabe"),
    Column("Position"),
)


def districts(site: Site) -> tuple[Place, ...]:
    """Return the districts and neighbourhoods of the place that `districts_of` names, by name."""
    found = (place for place in site.authority.places.values() if site.authority.is_district(place.id))
    return tuple(sorted(found, key=lambda place: french.sort_key(place.name)))


def district_index(site: Site, here: str) -> Markup:
    """Return every district, the most named first and those that no article names behind them: names, side, mentions, coordinates."""
    ranked = sorted(districts(site), key=lambda place: tuple(-value for value in _counts(site, ref(RefKind.PLACE, place.id))))
    rows = tuple(_district_row(site, here, place) for place in ranked)
    shown = fitting(rows, ROOM)
    left_out = Noun("quartier", "quartiers").count(len(rows) - len(shown)) if len(rows) > len(shown) else ""
    drawn = table(_DISTRICTS, shown, Noun("quartier", "quartiers"), THINGS) if shown else Markup()
    return fragment("index.md.jinja", table=drawn, left_out=left_out, initials=(), others=(), unmet=0, unmet_words="")


def _district_row(site: Site, here: str, place: Place) -> Markup:
    thing = ref(RefKind.PLACE, place.id)
    return row(
        (
            site.entry(here, thing),
            *map(number, _counts(site, thing)),
            french.capital(place.side or ""),
            french.capital(kind(PLACE_KINDS, place.kind).one),
            arabic(place.name_ar),
            coordinates(place),
        )
    )
