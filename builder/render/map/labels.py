"""Where the names on a map go: beside their points, never over each other, over a point or over the rim. Pure.

Names come in the order of their weight; each takes the first free position around its point, or stays off the map. The positions and their order are
those of hand-made maps: right of the point before left of it, above before below.

Source: Imhof, "Positioning Names on Maps", The American Cartographer 2 (1975), 128-144; Christensen, Marks and Shieber, "An Empirical Study of Algorithms for
Point-Feature Label Placement", ACM Transactions on Graphics 14 (1995), of which this is the greedy one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

GAP = 2.5
"""Units between a point and its name."""

_HEIGHT = 1.12
"""Height of a line, in ems: from the top of an accented capital to the foot of a p."""

_BASE = 0.86
"""The base line, in ems below the top."""

_WIDTHS = {
    **dict.fromkeys("fijlrtI'’.,:;!|()[]- \u00a0\u202f", 0.34),
    **dict.fromkeys("mwMWœæŒÆ—", 0.86),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜ", 0.63),
}
_WIDTH = 0.55
"""Ems that a letter takes, in a sans serif at its widest weight on a map: rather too much than too little."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Say whether two rectangles share any stretch."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def meets_disc(self, disc: Disc) -> bool:
        """Say whether a rectangle shares any stretch with a disc."""
        x = max(self.left, min(disc.x, self.right))
        y = max(self.top, min(disc.y, self.bottom))
        return (x - disc.x) ** 2 + (y - disc.y) ** 2 < disc.radius**2

    def within(self, other: Box) -> bool:
        """Say whether this rectangle lies wholly in another."""
        return other.left <= self.left and self.right <= other.right and other.top <= self.top and self.bottom <= other.bottom


@dataclass(frozen=True, slots=True)
class Disc:
    """A point as it is drawn; a `dot` is one that matters less than the names of others."""

    x: float
    y: float
    radius: float
    dot: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be placed: at which point, how large its letters are. One that `outranks` dots may cover them where it has no other room."""

    text: str
    at: Disc
    size: float
    outranks: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A name in its place: `x` and `y` are the anchor on the base line, `side` says which end of the name stands there."""

    text: str
    x: float
    y: float
    side: str
    box: Box


def width(text: str, size: float) -> float:
    """Return how wide a name is at most, in units."""
    return sum(_WIDTHS.get(letter, _WIDTH) for letter in text) * size


def place(names: Iterable[Name], discs: Iterable[Disc], frame: Box, taken: Iterable[Box] = ()) -> tuple[Label | None, ...]:
    """Return each name with its place, None where there is no room.

    Args:
        names: the weightiest first; none of an earlier one's room goes to a later one.
        discs: all points of the map, those of the names among them.
        frame: what no name may leave.
        taken: rectangles that no name may touch: the scale bar, the arrow.

    Law: no two labels meet, nor a label and what is taken, nor a label and another point that it does not outrank.
    """
    points, used = tuple(discs), list(taken)
    found: list[Label | None] = []
    for name in names:
        label = _free(name, points, used, frame)
        if label is None and name.outranks:
            label = _free(name, tuple(disc for disc in points if not disc.dot), used, frame)
        found.append(label)
        if label:
            used.append(label.box)
    return tuple(found)


def _free(name: Name, points: tuple[Disc, ...], used: list[Box], frame: Box) -> Label | None:
    """Return the best position that is free."""
    others = tuple(disc for disc in points if disc != name.at)
    for label in _positions(name):
        box = label.box
        if box.within(frame) and not any(map(box.meets, used)) and not any(map(box.meets_disc, others)):
            return label
    return None


def _positions(name: Name) -> Iterator[Label]:
    """Give the eight places around a point, the best first."""
    wide, tall = width(name.text, name.size), name.size * _HEIGHT
    x, y, away = name.at.x, name.at.y, name.at.radius + GAP
    slant = name.at.radius * 0.71 + GAP * 0.7
    for side, left, top in (
        ("start", x + away, y - tall / 2),
        ("end", x - away - wide, y - tall / 2),
        ("start", x + slant, y - slant - tall * 0.8),
        ("start", x + slant, y + slant - tall * 0.2),
        ("end", x - slant - wide, y - slant - tall * 0.8),
        ("end", x - slant - wide, y + slant - tall * 0.2),
        ("middle", x - wide / 2, y - away - tall),
        ("middle", x - wide / 2, y + away),
    ):
        anchor = {"start": left, "end": left + wide, "middle": left + wide / 2}[side]
        yield Label(name.text, anchor, top + name.size * _BASE, side, Box(left, top, left + wide, top + tall))
