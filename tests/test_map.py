"""The maps: where points lie, where names go, and what a map tells to those who do not see it."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import assume, given, settings, strategies as st
from port_azur import ARTICLES, AUTHORITY

from builder.config import SiteSettings
from builder.gather import gather
from builder.model import Authority, DatedName, Place, Settings
from builder.render.map import country_map, district_map, figure, locator, world_map
from builder.render.map.drawing import degrees
from builder.render.map.labels import Box, Disc, Name, place, width
from builder.render.map.land import land
from builder.render.map.projection import METRES_PER_DEGREE, bar_length, graticule, sheet
from builder.render.map.spots import DOT, FEW, LARGEST, LEAST, packed, radius, spots, unit
from builder.render.site import Site

SITE = Site.of(gather(ARTICLES, AUTHORITY), AUTHORITY, SiteSettings())
HERE = "lieux/quartiers.md"

POINTS = st.tuples(st.floats(-80, 80), st.floats(-179, 179))


def site_of(authority: Authority) -> Site:
    """Return the archive with other records."""
    return Site.of(gather(ARTICLES, authority), authority, SiteSettings())


# --- the land ---------------------------------------------------------------------------------------------------------------------------------

WORLD = ((60.0, -125.0), (-35.0, 150.0))


def rings_of(path: str) -> list[list[tuple[float, float]]]:
    """Return the corners of each outline of a path of relative steps."""
    found = []
    for start, steps in re.findall(r"M(-?\d+ -?\d+)l([^z]*)z", path):
        numbers = [*map(int, start.split()), *map(int, steps.split())]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        xs, ys = (list(itertools.accumulate(axis)) for axis in zip(*pairs, strict=True))
        found.append(list(zip(xs, ys, strict=True)))
    return found


def is_within(x: float, y: float, rings: list[list[tuple[float, float]]]) -> bool:
    """Say whether a point lies inside, by how often a line from it crosses the outlines."""
    edges = ((one, other) for ring in rings for one, other in itertools.pairwise([*ring, ring[0]]))
    crossed = ((a, b) for a, b in edges if (a[1] > y) != (b[1] > y))
    return sum(x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in crossed) % 2 == 1


@pytest.mark.parametrize(
    ("lat", "lon", "is_land"),
    [
        (48.8, 2.3, True),  # the Seine
        (39.0, -98.0, True),  # the plains of Kansas
        (-25.0, 135.0, True),  # the middle of Australia
        (62.0, 130.0, True),  # Siberia
        (40.0, -40.0, False),  # the Atlantic
        (35.0, 18.0, False),  # the Mediterranean
        (42.0, 51.0, False),  # the Caspian: a hole in the land
        (-20.0, 80.0, False),  # the Indian Ocean
    ],
)
def test_land_is_land_and_sea_is_sea(lat: float, lon: float, is_land: bool) -> None:  # noqa: FBT001  a case's answer
    """The outlines fall where the projection puts places."""
    paper = sheet(WORLD, 720, (300, 400), 38)
    assert is_within(*paper.at(lat, lon), rings_of(str(land(paper)))) is is_land


@given(st.lists(POINTS, min_size=2, max_size=6))
@settings(max_examples=30)
def test_land_is_cut_at_the_rim_and_stays_light(points: list[tuple[float, float]]) -> None:
    """Nothing is drawn beyond the sheet, and no page pays more than 30 kB."""
    paper = sheet(points, 720, (300, 400), 38)
    drawn = str(land(paper))
    assert len(drawn) < 30_000
    for ring in rings_of(drawn):
        assert all(-6 <= x <= paper.width + 6 and -6 <= y <= paper.height + 6 for x, y in ring)


def test_only_a_map_of_the_world_has_coasts() -> None:
    """Where a sheet shows less than a continent, coasts as coarse as these would be wrong."""
    assert 'class="land"' not in str(district_map(SITE, HERE)) + str(country_map(SITE, HERE))
    assert str(land(sheet([(36.1, 37.1), (36.3, 37.3)], 720, (300, 400), 38))) == ""


# --- projection -------------------------------------------------------------------------------------------------------------------------------


@given(st.lists(POINTS, min_size=1, max_size=20))
def test_all_points_lie_on_the_sheet(points: list[tuple[float, float]]) -> None:
    """At least the margin from its rim, whatever their number and spread."""
    paper = sheet(points, 720, (300, 640), 30)
    for lat, lon in points:
        x, y = paper.at(lat, lon)
        assert 29.9 <= x <= 690.1
        assert 29.9 <= y <= paper.height - 29.9
    assert 300 <= paper.height <= 640.001


@given(POINTS, POINTS)
def test_north_is_up_and_east_is_right(one: tuple[float, float], other: tuple[float, float]) -> None:
    """The directions of the sheet are those of the earth."""
    assume(abs(one[0] - other[0]) > 1e-6 and abs(one[1] - other[1]) > 1e-6)
    paper = sheet([one, other], 720, (300, 640), 30)
    (x, y), (right, up) = paper.at(*one), paper.at(*other)
    assert (x < right) == (one[1] < other[1])
    assert (y > up) == (one[0] < other[0])


@given(st.floats(-60, 60), st.floats(-170, 170))
def test_a_town_keeps_its_shape(lat: float, lon: float) -> None:
    """A kilometre is as long from south to north as from west to east, within a thousandth over a town."""
    step = 0.01
    paper = sheet([(lat, lon), (lat + step, lon + step)], 720, (300, 900), 30)
    (x, y), (right, up) = paper.at(lat, lon), paper.at(lat + step, lon + step)
    east = (right - x) * paper.metres(lat + step / 2)
    north = (y - up) * paper.metres(lat + step / 2)
    assert north == pytest.approx(step * METRES_PER_DEGREE, rel=1e-3)
    assert east == pytest.approx(step * METRES_PER_DEGREE * math.cos(math.radians(lat + step / 2)), rel=1e-3)


def test_the_rims_are_where_the_points_say() -> None:
    """The latitude of a rim is projected back onto it."""
    paper = sheet([(36.15, 37.09), (36.24, 37.21)], 720, (400, 720), 38)
    assert [*paper.at(paper.north, paper.left)] == pytest.approx([0, 0], abs=1e-6)
    assert [*paper.at(paper.south, paper.east)] == pytest.approx([720, paper.height])


@given(POINTS, POINTS)
def test_the_scale_bar_is_round_and_fits(one: tuple[float, float], other: tuple[float, float]) -> None:
    """One, two or five of a unit, and a fourth of the sheet at most."""
    paper = sheet([one, other], 720, (300, 640), 30)
    metres, long = bar_length(paper, (paper.north + paper.south) / 2)
    assert f"{metres:.6e}"[0] in "125"
    assert 0 < long <= 720 / 4 + 1e-6


@pytest.mark.parametrize("points", [[(36.15, 37.09), (36.24, 37.21)], [(-10, -74), (55, 120)], [(12.5, -3.25)]])
def test_a_few_lines_of_the_graticule(points: list[tuple[float, float]]) -> None:
    """Enough to say where on earth it is, too few to outweigh the places."""
    parallels, meridians = graticule(sheet(points, 720, (300, 640), 30))
    assert 1 <= len(parallels) <= 8
    assert 1 <= len(meridians) <= 8


@pytest.mark.parametrize(("value", "shown"), [(36.2, "36,2°\u202fN"), (-0.005, "0,005°\u202fS"), (0, "0°"), (30.0, "30°\u202fN")])
def test_degrees_are_written_in_french(value: float, shown: str) -> None:
    """With a comma, and a letter but on the equator."""
    assert degrees(value, "N", "S") == shown


# --- names ------------------------------------------------------------------------------------------------------------------------------------

NAMES = st.builds(
    Name,
    st.text("abcdefghijklmnopqrstuvwxyzÉA -’", min_size=1, max_size=24),
    st.builds(Disc, st.floats(0, 720), st.floats(0, 500), st.floats(1, 26), st.booleans()),
    st.sampled_from([11.0, 12.5, 23.0]),
    st.booleans(),
)


@settings(deadline=None)
@given(st.lists(NAMES, max_size=40))
def test_no_two_names_meet(names: list[Name]) -> None:
    """Nor does a name leave the frame, touch what is taken, or cover a point that it does not outrank."""
    frame, taken = Box(0, 0, 720, 500), Box(0, 450, 200, 500)
    labels = place(names, (name.at for name in names), frame, (taken,))
    placed = [(name, label) for name, label in zip(names, labels, strict=True) if label]
    assert len(labels) == len(names)
    for (_, one), (_, other) in itertools.combinations(placed, 2):
        assert not one.box.meets(other.box)
    for name, label in placed:
        assert label.box.within(frame)
        assert not label.box.meets(taken)
        covered = [other.at for other in names if other.at != name.at and label.box.meets_disc(other.at)]
        assert all(name.outranks and disc.dot for disc in covered)


def test_the_first_name_has_the_best_place() -> None:
    """Right of its point; the second of two at one spot goes left, and of many some stay off the map."""
    names = [Name("Chaar", Disc(100, 100, 4), 12) for _ in range(12)]
    labels = place(names, (name.at for name in names), Box(0, 0, 300, 300))
    assert [label.side for label in labels if label][:2] == ["start", "end"]
    assert labels[0] is not None
    assert labels[0].x > 104
    assert labels[-1] is None


def test_longer_names_are_wider() -> None:
    """Each letter takes room, capitals and wide ones more."""
    assert width("ill", 10) < width("Mmm", 10)
    assert width("Chaar", 20) == pytest.approx(2 * width("Chaar", 10))


# --- sizes ------------------------------------------------------------------------------------------------------------------------------------


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_areas_are_to_each_other_as_mentions(one: int, other: int) -> None:
    """Above the least size that is seen, and none is larger than the largest."""
    scale = LARGEST / math.sqrt(max(one, other, FEW))
    small, large = sorted((one, other))
    assert LEAST <= radius(small, scale) <= radius(large, scale) <= LARGEST + 1e-9
    if radius(small, scale) > LEAST:
        assert radius(large, scale) ** 2 / radius(small, scale) ** 2 == pytest.approx(large / small)
    assert radius(0, scale) == DOT


def test_few_mentions_do_not_look_like_many() -> None:
    """In a small archive the largest circle is not that of the place named twice."""
    assert radius(2, unit(())) < LARGEST / 3


def test_months_are_packed_as_the_script_reads_them() -> None:
    """A year, what is known of it alone, then its months; mentions stand behind a stroke where they are more than the articles."""
    spot = replace(spots(SITE, (AUTHORITY.places["les-pins"],))[0], months={(2015, 0): (2, 2), (2016, 1): (3, 5), (2016, 12): (1, 1)})
    assert packed(spot) == "2015 2|2016 ,3/5,,,,,,,,,,,1"
    assert packed(replace(spot, months={})) == ""


# --- figures ----------------------------------------------------------------------------------------------------------------------------------


def test_a_district_is_a_link_with_a_name_of_its_own() -> None:
    """To its dossier, named by its name and numbers; how sure its place is can be seen."""
    drawn = str(district_map(SITE, HERE))
    (link,) = re.findall(r'<a class="[^"]*" href="les-pins.html"[^>]*>', drawn)
    found = SITE.listings.appearances["place/les-pins"]  # type: ignore[index]
    assert f'aria-label="Les Pins, {len(found)}\u00a0article' in link
    assert 'class="spot approximate"' in link


def test_what_the_map_cannot_show_is_told() -> None:
    """A district without coordinates is listed under it; the table has the same figures."""
    drawn = str(district_map(SITE, HERE))
    assert "1\u00a0quartier sans coordonnées" in drawn
    assert re.search(r"sans coordonnées</p><ul><li>.*Vieux Quai", drawn)
    assert '<tr data-of="les-pins">' in drawn
    assert 'role="group" aria-labelledby="carte-titre"' in drawn


def test_a_map_has_as_many_places_as_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those named most often; how many are not there is told. It shares its page with the index, which has them all."""
    words = figure.Words("town", "carte", "Lieux", "lieu", "lieux", "donnees/lieux.geojson")
    everything = str(figure._fitting(SITE, HERE, words, AUTHORITY.places.values()))
    assert "l’index les a tous" not in everything
    monkeypatch.setattr(figure, "ROOM", len(everything.encode()) - 1)
    fewer = str(figure._fitting(SITE, HERE, words, AUTHORITY.places.values()))
    assert len(fewer.encode()) < len(everything.encode())
    assert re.search(r"Sans \d+\u00a0lieux? que les articles nomment moins souvent\u00a0: l’index les a tous", fewer)
    there, left = (re.findall(r'data-id="([^"]+)"', drawn) for drawn in (everything, fewer))
    assert left
    assert left == there[: len(left)]


def test_a_map_asks_nothing_of_anybody() -> None:
    """No picture, no script, no address but of the site itself."""
    for drawn in (district_map(SITE, HERE), country_map(SITE, HERE), world_map(SITE, HERE), locator(SITE, AUTHORITY.places["les-pins"])):
        assert not re.findall(r"https?:|//|<image|<script|url\(", str(drawn))


def test_the_builder_knows_no_place() -> None:
    """Without a place in the settings, or without coordinates, there is no map of districts, and nothing breaks."""
    nowhere = {ident: replace(one, lat=None, lon=None) for ident, one in AUTHORITY.places.items()}
    bare = site_of(replace(AUTHORITY, places=MappingProxyType(nowhere)))
    assert [str(drawn(bare, HERE)) for drawn in (district_map, country_map, world_map)] == ["", "", ""]
    unset = site_of(replace(AUTHORITY, settings=Settings()))
    assert str(district_map(unset, HERE)) == ""
    assert str(country_map(unset, HERE)) == ""
    assert str(locator(bare, bare.authority.places["les-pins"])) == ""


def test_names_from_records_stay_text() -> None:
    """A name with signs of HTML is shown, never live."""
    evil = Place("evil", (DatedName('<b>"x"</b>&amp;'),), kind="neighbourhood", within="port-azur", lat=12.52, lon=-3.22, precision="exact")
    site = site_of(replace(AUTHORITY, places=MappingProxyType({**AUTHORITY.places, "evil": evil})))
    drawn = str(district_map(site, HERE)) + str(locator(site, evil))
    assert "<b>" not in drawn
    assert "&lt;b&gt;" in drawn


def test_a_locator_shows_a_place_among_its_like() -> None:
    """A district among districts, with a name for those who do not see it; one place alone has its surroundings."""
    drawn = str(locator(SITE, AUTHORITY.places["les-pins"]))
    assert drawn.count('class="spot own approximate"') == 1
    assert 'role="img" aria-label="Les Pins et les lieux alentour"' in drawn


def test_the_same_records_give_the_same_map() -> None:
    """In any order of the records."""
    turned = site_of(replace(AUTHORITY, places=MappingProxyType(dict(reversed(tuple(AUTHORITY.places.items()))))))
    assert str(district_map(turned, HERE)) == str(district_map(SITE, HERE))
    assert str(world_map(turned, HERE)) == str(world_map(SITE, HERE))
