"""A map as it stands on a page: the drawing, the choice of a period, the legend, the table behind it, and what has no coordinates. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from builder import french
from builder.french import WIDE
from builder.model import Place, RefKind, ref
from builder.render.elements import Html, address, anchor, element, together
from builder.render.labels import PRECISIONS
from builder.render.map.drawing import Drawing, dot, drawn, sample
from builder.render.map.projection import sheet
from builder.render.map.spots import Spot, spots, unit
from builder.render.site import Site

WIDTH = 720.0
"""Units of a sheet: about as many pixels as it is shown at on a wide screen."""

_HEIGHTS = {"town": (420.0, 720.0), "land": (380.0, 640.0), "world": (300.0, 400.0)}
"""Least and greatest height of a sheet."""

ROOM = 52_000
"""Bytes of each of the maps that share a page with the index of places: where a large archive's are more, the places named least are left to the index."""

_MARGIN = 38.0
"""Units between the outermost places and the rim: room for a circle."""


_ROUND = tuple(digit * 10**power for power in range(7) for digit in (1, 2, 5))
"""Mentions that the legend may show a circle of."""


@dataclass(frozen=True, slots=True)
class Words:
    """What kind of map it is, and how it speaks of what it shows. `data` is the file that holds the same."""

    kind: str
    key: str
    title: str
    one: str
    many: str
    data: str


def district_map(site: Site, here: str) -> Markup:
    """Return the map of the districts of the place that the settings name, nothing where no record gives coordinates."""
    whole = site.authority.settings.districts_of
    if whole is None or whole not in site.authority.places:
        return Markup()
    inside = [place for place in site.authority.places.values() if whole in site.authority.within(place.id)]
    own = [place for place in inside if site.authority.is_district(place.id)]
    beside = [place for place in inside if not site.authority.is_district(place.id)]
    name = french.capital(site.name(ref(RefKind.PLACE, whole)))
    words = Words("town", "carte", f"Quartiers et secteurs{WIDE}: {name}", "quartier", "quartiers", "donnees/quartiers.geojson")
    return _figure(site, here, words, spots(site, own), beside)


def country_map(site: Site, here: str) -> Markup:
    """Return the map of the country around that place: all its places but the districts."""
    land = _country(site)
    if land is None:
        return Markup()
    own = [place for place in site.authority.places.values() if land in site.authority.within(place.id) and not _is_part(site, place)]
    name = french.capital(site.name(ref(RefKind.PLACE, land)))
    return _fitting(site, here, Words("land", "carte-pays", f"Lieux{WIDE}: {name}", "lieu", "lieux", "donnees/lieux.geojson"), own)


def world_map(site: Site, here: str) -> Markup:
    """Return the map of the places in other countries."""
    land = _country(site)
    own = [place for place in site.authority.places.values() if land is None or land not in (place.id, *site.authority.within(place.id))]
    own = [place for place in own if place.lat is not None or place.kind not in {"country", "region"}]
    return _fitting(site, here, Words("world", "carte-monde", "Lieux du monde", "lieu", "lieux", "donnees/lieux.geojson"), own)


def _country(site: Site) -> str | None:
    """Return the country in which the place of the settings lies."""
    whole = site.authority.settings.districts_of
    above = site.authority.within(whole) if whole else ()
    return next((ident for ident in above if site.authority.places[ident].kind == "country"), None)


def _is_part(site: Site, place: Place) -> bool:
    """Say whether a place lies within the place that has a map of its own, or is larger than a point."""
    inside = site.authority.settings.districts_of in site.authority.within(place.id)
    return inside or place.kind in {"country", "governorate", "region"}


# --- the figure -----------------------------------------------------------------------------------------------------------------------------


def _fitting(site: Site, here: str, words: Words, own: Iterable[Place]) -> Markup:
    """Return a map of as many places as there is room for, those named most often."""
    found = shown = spots(site, own)
    figure = _figure(site, here, words, found, ())
    while len(shown) > 1 and (size := len(figure.encode())) > ROOM:
        shown = shown[: min(len(shown) - 1, len(shown) * ROOM // size)]
        figure = _figure(site, here, words, shown, (), len(found) - len(shown))
    return figure


def _figure(site: Site, here: str, words: Words, found: tuple[Spot, ...], beside: Iterable[Place], left_out: int = 0) -> Markup:
    located = tuple(spot for spot in found if spot.is_located)
    if not located:
        return Markup()
    paper = sheet([spot.point for spot in located], WIDTH, _HEIGHTS[words.kind], _MARGIN)
    landmarks = tuple(spot for spot in spots(site, beside) if spot.is_located and paper.holds(*spot.point, edge=8))
    one = unit(located)
    links = {spot.thing: address(here, path) for spot in found if (path := site.path(spot.thing))}
    drawing = Drawing(words.key, words.title, paper, located, one, links, landmarks, is_world=words.kind == "world")
    side = (_period(words, located), _legend(located, one, has_landmarks=bool(landmarks)), _table(here, site, words, found))
    return together(
        (
            Html(f'<figure class="map map-{words.kind}" id="{words.key}">'),
            element("div", {"class": "map-sheet"}, "\n", drawn(drawing), "\n"),
            element(
                "figcaption",
                {"class": "map-side"},
                "\n",
                *side,
                _unlocated(here, site, words, found),
                _left_out(words, left_out),
                _data(here, words),
            ),
            Html("</figure>"),
        ),
        "\n",
    )


def _period(words: Words, located: tuple[Spot, ...]) -> Html:
    """Return the choice of a period, hidden until the script shows it: the years in a list, the first and last month as sliders."""
    months = sorted({month for spot in located for month in spot.months})
    if not months:
        return Html()
    first, last = months[0][0], months[-1][0]
    whole = f"Toute la période, {first}–{last}" if first != last else f"Toute l’année {first}"
    years = sorted({year for year, _ in months})
    options = [
        element("option", {"value": ""}, whole),
        *(element("option", {"value": str(year)}, str(year)) for year in years),
        element("option", {"value": "choice", "hidden": True}, "Mois choisis"),
    ]
    ends = (("from", "Du mois de", 0), ("to", "Au mois de", (last - first + 1) * 12 - 1))
    sliders = [
        element(
            "label",
            {"class": "map-slider"},
            element("span", None, label, " ", element("b", {"data-end": name})),
            element("input", {"type": "range", "name": name, "min": 0, "max": (last - first + 1) * 12 - 1, "value": value}),
        )
        for name, label, value in ends
    ]
    chosen = element("label", {"class": "map-year"}, element("span", None, "Période"), element("select", {"name": "year"}, *options))
    status = element("p", {"class": "map-status", "role": "status", "data-one": words.one, "data-many": words.many})
    return element("form", {"class": "map-period", "hidden": True, "data-first": first, "autocomplete": "off"}, chosen, *sliders, status)


def _legend(located: tuple[Spot, ...], one: float, *, has_landmarks: bool) -> Html:
    """Return what the signs mean, as far as the map has them."""
    most = max(spot.mentions for spot in located)
    round_ones = [size for size in _ROUND if size <= most] or [1]
    sizes = dict.fromkeys((round_ones[0], round_ones[len(round_ones) // 2], round_ones[-1]))
    circles = [together((sample(size, one), element("span", None, french.count(size, "mention")))) for size in sizes]
    kinds = [
        (any(spot.is_approximate for spot in located), "spot approximate", "position approchée"),
        (any(not spot.mentions for spot in located), "spot unnamed", "qu’aucun article ne nomme"),
        (has_landmarks, "landmark", "repère"),
    ]
    signs = [together((dot(name), element("span", None, words))) for is_there, name, words in kinds if is_there]
    return element("ul", {"class": "map-legend", "aria-label": "Légende"}, *(element("li", None, item) for item in (*circles, *signs)))


def _table(here: str, site: Site, words: Words, found: tuple[Spot, ...]) -> Html:
    """Return the same figures as a table: for those who do not see the map, and for all."""
    named = [spot for spot in found if spot.mentions]
    others = [spot.name for spot in found if not spot.mentions]
    heads = (french.capital(words.one), "Articles", "Mentions", "Position")
    head = element("thead", None, element("tr", None, *(element("th", {"scope": "col"}, text) for text in heads)))
    body = element("tbody", None, *(_row(here, site, spot) for spot in named))
    table = element("div", {"class": "map-rows"}, element("table", {"class": "map-table"}, head, body))
    rest = f"Qu’aucun article ne nomme{WIDE}: {', '.join(sorted(others, key=french.sort_key))}." if others else None
    return element(
        "details",
        {"class": "map-data"},
        element("summary", None, "Les mêmes chiffres en tableau"),
        *([table] if named else []),
        *([element("p", None, rest)] if rest else []),
    )


def _row(here: str, site: Site, spot: Spot) -> Html:
    position = PRECISIONS["approximate" if spot.is_approximate else "exact"].removeprefix("position ") if spot.is_located else "inconnue"
    return element(
        "tr",
        {"data-of": spot.place.id},
        element("th", {"scope": "row"}, _named(here, site, spot)),
        element("td", None, french.number(spot.articles)),
        element("td", None, french.number(spot.mentions)),
        element("td", None, position),
    )


def _unlocated(here: str, site: Site, words: Words, found: tuple[Spot, ...]) -> Html:
    """Return the places that cannot be shown: that they are not on the map does not mean that nobody named them."""
    without = sorted((spot for spot in found if not spot.is_located), key=lambda spot: (not spot.mentions, french.sort_key(spot.name)))
    if not without:
        return Html()
    items = [element("li", None, _named(here, site, spot), _counted(spot)) for spot in without]
    head = element("p", None, f"{french.capital(french.count(len(without), words.one, words.many))} sans coordonnées")
    return element("div", {"class": "map-unlocated"}, head, element("ul", None, *items))


def _left_out(words: Words, number: int) -> Html:
    """Tell that the map does not have all, and where they are."""
    if not number:
        return Html()
    told = f"Sans {french.count(number, words.one, words.many)} que les articles nomment moins souvent{WIDE}: l’index les a tous."
    return element("p", {"class": "map-rest"}, told)


def _named(here: str, site: Site, spot: Spot) -> Html:
    path = site.path(spot.thing)
    return anchor(here, path, spot.name) if path else element("span", None, spot.name)


def _counted(spot: Spot) -> Html:
    return element("span", {"class": "n"}, f" {french.count(spot.articles, 'article')}") if spot.articles else Html()


def _data(here: str, words: Words) -> Html:
    name = words.data.rpartition("/")[2]
    return element("p", {"class": "map-file"}, "Télécharger ", anchor(here, words.data, element("code", None, name), {"download": True}))
