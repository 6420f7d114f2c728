"""A small map for the dossier of a place: where it lies among those around it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from builder import french
from builder.model import Place, RefKind, ref
from builder.render.elements import Html, element, number, together
from builder.render.map.drawing import lines, scale, written
from builder.render.map.labels import Box, Disc, Name, place as placed
from builder.render.map.projection import Sheet, bar_length, sheet
from builder.render.map.spots import Spot
from builder.render.site import Site

_WIDTH, _HEIGHT, _MARGIN = 300.0, 210.0, 30.0
_SIZES = (13.5, 11.0)
"""Of the place's own name, and of its neighbours'."""

_NEIGHBOURS = 12
"""Places around it that decide how much of the earth the map shows."""


def locator(site: Site, place: Place) -> Markup:
    """Return a small map of a place among its neighbours, nothing where the record gives no coordinates.

    Args:
        site: the archive.
        place: the one that the map is about. Districts stand among districts, other places among those of their country.
    """
    if place.lat is None or place.lon is None:
        return Markup()
    own = _point(site, place)
    around = tuple(sorted((_point(site, other) for other in _peers(site, place)), key=lambda spot: (-spot.articles, spot.thing)))
    nearest = sorted(around, key=lambda spot: _squared(own, spot))[:_NEIGHBOURS]
    paper = sheet([own.point, *(spot.point for spot in nearest)], _WIDTH, (_HEIGHT, _HEIGHT), _MARGIN)
    shown = tuple(spot for spot in around if paper.holds(*spot.point, edge=4))
    title = f"{own.name} et les lieux alentour"
    drawing = element(
        "svg",
        {"viewBox": f"0 0 {number(paper.width)} {number(paper.height)}", "role": "img", "aria-label": title},
        lines(paper, with_degrees=False),
        *_marks(paper, own, shown),
        scale(paper, left=10, size=0.6),
    )
    return together((Html('<figure class="locator">'), drawing, Html("</figure>")), "\n")


def _point(site: Site, place: Place) -> Spot:
    """Return a place with no more counted than decides which names come first: a locator is drawn for each place."""
    thing = ref(RefKind.PLACE, place.id)
    return Spot(thing, french.capital(site.name(thing)), place, len(site.listings.appearances.get(thing, ())), 0, {})


def _peers(site: Site, place: Place) -> Iterator[Place]:
    """Give the places beside which a place is found: districts, or the towns, villages and sites of its country."""
    is_district = site.authority.is_district(place.id)
    land = _land(site, place)
    for other in site.authority.places.values():
        is_point = other.lat is not None and other.lon is not None and other.kind not in {"country", "governorate", "region"}
        if other.id == place.id or not is_point:
            continue
        if site.authority.is_district(other.id) == is_district and _land(site, other) == land:
            yield other


def _land(site: Site, place: Place) -> str | None:
    chain = (place.id, *site.authority.within(place.id))
    return next((ident for ident in chain if site.authority.places[ident].kind == "country"), None)


def _squared(own: Spot, other: Spot) -> float:
    return (own.point[0] - other.point[0]) ** 2 + (own.point[1] - other.point[1]) ** 2


def _marks(paper: Sheet, own: Spot, shown: tuple[Spot, ...]) -> Iterator[Html]:
    """Give the neighbours as dots, then the place itself, each with its name where there is room."""
    discs = {spot.thing: Disc(*paper.at(*spot.point), 6.0 if spot is own else 2.2, dot=spot is not own) for spot in (own, *shown)}
    names = [Name(spot.name, discs[spot.thing], _SIZES[0] if spot is own else _SIZES[1], outranks=spot is own) for spot in (own, *shown)]
    corner = Box(0, paper.height - 24, 60 + bar_length(paper, own.point[0])[1], paper.height)
    found = placed(names, discs.values(), Box(3, 3, paper.width - 3, paper.height - 3), (corner,))
    for spot, label in reversed(tuple(zip((own, *shown), found, strict=True))):
        disc = discs[spot.thing]
        kinds = " ".join(("spot", "own" if spot is own else "unnamed", *(["approximate"] if spot.is_approximate else [])))
        circle = element("circle", {"class": "disc", "cx": disc.x, "cy": disc.y, "r": disc.radius})
        yield element("g", {"class": kinds}, circle, *([written(label, "w")] if label else []))
