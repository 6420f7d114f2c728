"""Where on a sheet a point of the earth lies, how long a kilometre is there, and which meridians and parallels to draw. Pure.

Source: Snyder, "Map Projections: A Working Manual" (USGS Professional Paper 1395), section 7, Mercator on the sphere: angles are true, so that a town keeps
its shape, and north is up everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

METRES_PER_DEGREE = 111_195.0
"""Of a great circle, on a sphere of 6 371 009 m (mean radius of the earth, IUGG)."""

_HIGHEST = 84.0
"""Degrees of latitude beyond which Mercator's projection runs away."""

_LEAST = 0.01
"""Degrees that a sheet covers at least: a place alone has its surroundings."""

_STEPS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 45.0)
"""Degrees between the lines of a graticule."""

Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS 84), in this order; on a sheet, x and y in its units, y downwards."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rectangle of `width` by `height` units; its upper left corner lies at (`left`, `top`) in degrees of the projected plane."""

    left: float
    top: float
    scale: float
    """Units to a degree of longitude."""
    width: float
    height: float

    def at(self, lat: float, lon: float) -> Point:
        """Return where a point of the earth lies on the sheet."""
        return (lon - self.left) * self.scale, (self.top - _northing(lat)) * self.scale

    def holds(self, lat: float, lon: float, edge: float = 0.0) -> bool:
        """Say whether a point lies on the sheet, at least `edge` units from its rim."""
        x, y = self.at(lat, lon)
        return edge <= x <= self.width - edge and edge <= y <= self.height - edge

    @property
    def north(self) -> float:
        """Latitude of the upper rim."""
        return _latitude(self.top)

    @property
    def south(self) -> float:
        """Latitude of the lower rim."""
        return _latitude(self.top - self.height / self.scale)

    @property
    def east(self) -> float:
        """Longitude of the right rim."""
        return self.left + self.width / self.scale

    def metres(self, lat: float) -> float:
        """Return how many metres a unit is at a latitude."""
        return METRES_PER_DEGREE * math.cos(math.radians(lat)) / self.scale


def _northing(lat: float) -> float:
    """Return Mercator's y in degrees, growing northwards."""
    bounded = math.radians(max(-_HIGHEST, min(_HIGHEST, lat)))
    return math.degrees(math.log(math.tan(math.pi / 4 + bounded / 2)))


def _latitude(northing: float) -> float:
    """Return the latitude of Mercator's y: the inverse of `_northing`."""
    return math.degrees(2 * math.atan(math.exp(math.radians(northing))) - math.pi / 2)


def sheet(points: Iterable[Point], width: float, height: tuple[float, float], margin: float) -> Sheet:
    """Return the sheet on which all points fit and are as far apart as may be.

    Args:
        points: n >= 1 places as (latitude, longitude).
        width: of the sheet, in units.
        height: its least and its greatest height.
        margin: units between the outermost points and the rim.
    """
    found = [(lon, _northing(lat)) for lat, lon in points]
    (west, east), (south, north) = (_apart(axis) for axis in zip(*found, strict=True))
    least, most = height
    scale = min((width - 2 * margin) / (east - west), (most - 2 * margin) / (north - south))
    tall = max(least, (north - south) * scale + 2 * margin)
    return Sheet((west + east - width / scale) / 2, (south + north + tall / scale) / 2, scale, width, tall)


def _apart(axis: Iterable[float]) -> Point:
    """Return the ends of an axis, `_LEAST` apart at least."""
    values = tuple(axis)
    low, high = min(values), max(values)
    lack = max(0.0, _LEAST - (high - low)) / 2
    return low - lack, high + lack


def graticule(sheet: Sheet) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the parallels and the meridians to draw on a sheet, in degrees: about four along its longer side."""
    span = max(sheet.east - sheet.left, (sheet.north - sheet.south))
    step = next((step for step in _STEPS if span / step <= 6), _STEPS[-1])
    return tuple(_multiples(sheet.south, sheet.north, step)), tuple(_multiples(sheet.left, sheet.east, step))


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    first, last = math.ceil(low / step), math.floor(high / step)
    yield from (round(number * step, 6) for number in range(first, last + 1))


def bar_length(sheet: Sheet, lat: float) -> tuple[float, float]:
    """Return the metres that a scale bar shows (1, 2 or 5 times a power of ten), and its length in units: a fourth of the sheet at most."""
    most = sheet.metres(lat) * sheet.width / 4
    power = 10 ** math.floor(math.log10(most))
    metres = next(power * factor for factor in (5, 2, 1) if power * factor <= most)
    return metres, metres / sheet.metres(lat)
