"""The land of the earth as the quiet background of a map: what is not drawn is sea. Pure.

The outlines are coarse: enough for a map of the world, not for that of a country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from operator import ge, le

from builder.coasts import outlines
from builder.render.elements import Html, element
from builder.render.map.projection import Point, Sheet

_WIDEST = 30.0
"""Degrees across up to which a sheet shows none: it would be seen that the coasts are coarse."""

_FINEST = 1.2
"""Units between two points of an outline at least: finer than that is not seen, and weighs."""

_BEYOND = 4.0
"""Units beyond the rim at which outlines are cut, so that the cut is not drawn."""

_CORNERS = 3
"""Points of the least shape."""


def land(sheet: Sheet) -> Html:
    """Return the land on a sheet as one path, nothing where there is none or it would be too coarse."""
    if sheet.east - sheet.left <= _WIDEST:
        return Html()
    cut = (_cut(tuple(sheet.at(lat, lon) for lat, lon in outline), sheet) for outline in outlines())
    drawn = "".join(_drawn(outline) for outline in cut)
    return element("path", {"class": "land", "aria-hidden": "true", "d": drawn}) if drawn else Html()


def _cut(outline: Sequence[Point], sheet: Sheet) -> Sequence[Point]:
    """Return the part of an outline that lies on the sheet.

    Source: I. Sutherland, G. Hodgman, "Reentrant polygon clipping" (1974): cut by one edge after the other.
    """
    for axis, rim in enumerate((sheet.width, sheet.height)):
        outline = tuple(_cut_by(outline, axis, -_BEYOND, ge))
        outline = tuple(_cut_by(outline, axis, rim + _BEYOND, le))
    return outline


def _cut_by(outline: Sequence[Point], axis: int, edge: float, is_inside: Callable[[float, float], bool]) -> Iterator[Point]:
    """Yield an outline without what lies beyond one edge; where it crosses, a point on the edge."""
    for before, here in zip((*outline[-1:], *outline[:-1]), outline, strict=True):
        if is_inside(before[axis], edge) != is_inside(here[axis], edge):
            share = (edge - before[axis]) / (here[axis] - before[axis])
            along = before[1 - axis] + share * (here[1 - axis] - before[1 - axis])
            yield (edge, along) if axis == 0 else (along, edge)
        if is_inside(here[axis], edge):
            yield here


def _drawn(outline: Sequence[Point]) -> str:
    """Return an outline as a path in whole units, each point from the one before; nothing where it is too small to be seen."""
    seen: list[tuple[int, int]] = []
    for x, y in outline:
        if not seen or max(abs(x - seen[-1][0]), abs(y - seen[-1][1])) >= _FINEST:
            seen.append((round(x), round(y)))
    if len(seen) < _CORNERS:
        return ""
    steps = (f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(seen))
    return f"M{seen[0][0]} {seen[0][1]}l{' '.join(steps)}z"
