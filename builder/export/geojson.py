"""The places of the archive as GeoJSON, for maps made elsewhere.

In: listings, authority. Out: two files of `docs/donnees/`. Pure.

Source: RFC 7946: WGS 84, longitude before latitude; a place without coordinates is a feature whose geometry is null (3.2); `bbox` runs from south-west to
north-east (5); foreign members stay away, what is known stands in `properties`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from builder.export.files import FOLDER
from builder.model import Authority, Listings, Page, Place, RefKind, ref
from builder.report import Json


def geojson(listings: Listings, authority: Authority) -> tuple[Page, ...]:
    """Return `lieux.geojson`, all places, and `quartiers.geojson`, the districts of the place that the settings name, ordered by id.

    Each feature has the properties `id`, `name`, `name_ar`, `name_en`, `kind`, `within`, `side`, `articles` and `mentions` (how often the archive names it),
    `precision` (`exact`, `approximate`, or null where there are no coordinates) and `sources`.
    """
    places = tuple(authority.places[ident] for ident in sorted(authority.places))
    districts = tuple(place for place in places if authority.is_district(place.id))
    return (
        Page(f"{FOLDER}/lieux.geojson", _collection(listings, places)),
        Page(f"{FOLDER}/quartiers.geojson", _collection(listings, districts)),
    )


def _collection(listings: Listings, places: Iterable[Place]) -> bytes:
    """Return a FeatureCollection with one feature a line, so that a changed place is a changed line."""
    found = tuple(places)
    points = [(place.lon, place.lat) for place in found if place.lon is not None and place.lat is not None]
    lines = ",\n".join(_spelled(_feature(listings, place)) for place in found)
    box = f'"bbox": {_spelled(_box(points))},\n' if points else ""
    return f'{{\n"type": "FeatureCollection",\n{box}"features": [\n{lines}\n]\n}}\n'.encode()


def _box(points: list[tuple[float, float]]) -> Json:
    east, north = (max(axis) for axis in zip(*points, strict=True))
    west, south = (min(axis) for axis in zip(*points, strict=True))
    return [west, south, east, north]


def _feature(listings: Listings, place: Place) -> Json:
    found = listings.appearances.get(ref(RefKind.PLACE, place.id), ())
    is_located = place.lon is not None and place.lat is not None
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if is_located else None,
        "properties": {
            "id": place.id,
            "name": place.name,
            "name_ar": place.name_ar,
            "name_en": place.name_en,
            "kind": place.kind,
            "within": place.within,
            "side": place.side,
            "articles": len(found),
            "mentions": sum(item.mentions for item in found),
            "precision": place.precision if is_located else None,
            "sources": list(place.sources),
        },
    }


def _spelled(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
