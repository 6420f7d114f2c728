"""The places as GeoJSON."""

from __future__ import annotations

import json
from typing import Any

import geojson as reader
import pytest
from port_azur import ARTICLES, AUTHORITY

from builder.export.geojson import geojson
from builder.gather import gather
from builder.model import Authority, Listings

FILES = {page.path.rpartition("/")[2]: page.content for page in geojson(gather(ARTICLES, AUTHORITY), AUTHORITY)}


def features(name: str) -> dict[str, dict[str, Any]]:
    """Return the features of a file by id."""
    return {feature["id"]: feature for feature in json.loads(FILES[name])["features"]}


@pytest.mark.parametrize("name", ["lieux.geojson", "quartiers.geojson"])
def test_a_reader_of_geojson_accepts_it(name: str) -> None:
    """Valid as RFC 7946 has it, for a reader that is not ours."""
    read = reader.loads(FILES[name])
    assert read.is_valid, read.errors()
    assert all(feature.is_valid for feature in read.features)


def test_longitude_stands_before_latitude() -> None:
    """RFC 7946, 3.1.1; the other way round Aden lies in the ocean."""
    assert features("lieux.geojson")["port-azur"]["geometry"] == {"type": "Point", "coordinates": [-3.25, 12.5]}


def test_the_box_holds_all_points() -> None:
    """RFC 7946, 5: west, south, east, north."""
    assert json.loads(FILES["lieux.geojson"])["bbox"] == [-3.25, 12.5, -3.2, 12.51]


def test_a_place_without_coordinates_is_there() -> None:
    """Unlocated, with a null geometry (3.2): that nobody knows where it lies is knowledge."""
    feature = features("lieux.geojson")["vieux-quai"]
    assert (feature["geometry"], feature["properties"]["precision"]) == (None, None)


def test_each_place_says_how_often_it_is_named_and_how_well_it_is_placed() -> None:
    """What the map of the site shows is in the file."""
    pines = features("quartiers.geojson")["les-pins"]["properties"]
    listings = gather(ARTICLES, AUTHORITY)
    named = listings.appearances["place/les-pins"]  # type: ignore[index]
    assert (pines["name"], pines["name_ar"], pines["kind"], pines["precision"]) == ("Les Pins", "الصنوبر", "neighbourhood", "approximate")
    assert (pines["articles"], pines["mentions"]) == (len(named), sum(item.mentions for item in named))


def test_only_districts_are_districts() -> None:
    """Those below the place that the settings name, no others."""
    assert set(features("quartiers.geojson")) == {"les-pins", "vieux-quai"}


def test_an_archive_without_places_has_empty_collections() -> None:
    """No box where there is no point; still valid."""
    for page in geojson(Listings(), Authority()):
        assert json.loads(page.content) == {"type": "FeatureCollection", "features": []}
