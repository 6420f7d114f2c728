"""The land of the earth: outlines in degrees, for the background of maps. Pure, but for the file of the package that is read once.

Source: Natural Earth, 1:110 million (public domain). At that scale a coast is right to some ten kilometres.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

Outline = tuple[tuple[float, float], ...]
"""Latitude and longitude of each corner in degrees; longitudes run on beyond 180 where the land does. The last corner is joined to the first."""


@lru_cache(maxsize=1)
def outlines() -> tuple[Outline, ...]:
    """Return the outlines of all land; one within another is that of a lake."""
    lines = files(__package__).joinpath("land.txt").read_text(encoding="ascii").splitlines()
    return tuple(tuple(map(_corner, line.split())) for line in lines if not line.startswith("#"))


def _corner(pair: str) -> tuple[float, float]:
    lon, _, lat = pair.partition(",")
    return int(lat) / 10, int(lon) / 10
