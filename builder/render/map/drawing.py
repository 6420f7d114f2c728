"""A map as SVG: the graticule, the places as circles with their names, scale and north. Pure.

Two sets of names are placed, one for sheets shown at their width (`w`), one with letters twice as large for narrow screens (`n`): the stylesheet shows one.
Colours, weights and dashes are the stylesheet's; what is drawn here is where things are and how large.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder import french
from builder.french import THIN, WIDE
from builder.model import Ref
from builder.render.elements import Html, Value, element, number, together
from builder.render.map.labels import Box, Disc, Label, Name, place
from builder.render.map.land import land
from builder.render.map.projection import Sheet, bar_length, graticule
from builder.render.map.spots import DOT, Spot, packed, radius, told

SIZES: Mapping[str, tuple[float, float]] = {"w": (12.5, 11.0), "n": (23.0, 20.0)}
"""Set of names -> size in units of the names of places that articles name, and of the others."""

_REACH = 9.0
"""Radius of what can be pressed: a small circle is not hard to hit."""

_LANDMARK = 2.6
"""Half the side of the square that marks a place that is not of the map's own kind."""

_DEGREES = (58.0, 16.0)
"""Width and height of what the degrees of a line take up along the rim."""

_RIM = 5.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn. `links` leads to the pages of places that have one; `landmarks` are places that only help to find one's way."""

    key: str
    title: str
    sheet: Sheet
    spots: tuple[Spot, ...]
    one: float
    links: Mapping[Ref, str]
    landmarks: tuple[Spot, ...] = ()
    is_world: bool = False
    """A map of the world has its land, and no scale: a kilometre is not as long everywhere on it."""


def drawn(drawing: Drawing) -> Html:
    """Return the map as an `svg` whose places are links with a name of their own."""
    sheet = drawing.sheet
    names = {size: _labels(drawing, size) for size in SIZES}
    title = f"{drawing.key}-titre"
    below_first = sorted(drawing.spots, key=lambda spot: spot.mentions > 0)
    marks = [_mark(drawing, spot, names) for spot in below_first]
    landmarks = [_landmark(drawing, spot, names) for spot in drawing.landmarks]
    return element(
        "svg",
        {
            "viewBox": f"0 0 {number(sheet.width)} {number(sheet.height)}",
            "role": "group",
            "aria-labelledby": title,
            "data-unit": str(round(drawing.one, 4)),
        },
        element("title", {"id": title}, drawing.title),
        *([land(sheet)] if drawing.is_world else []),
        lines(sheet),
        element("g", {"class": "landmarks", "aria-hidden": "true"}, *landmarks),
        "\n",
        together(marks, "\n"),
        "\n",
        *([] if drawing.is_world else [scale(sheet)]),
        north(sheet),
    )


# --- places -------------------------------------------------------------------------------------------------------------------------------


def _mark(drawing: Drawing, spot: Spot, names: Mapping[str, Mapping[Ref, Label]]) -> Html:
    """Return a place: a link with its circle and its names where articles name it, a dot where none does."""
    disc = _disc(drawing, spot)
    kinds = " ".join(("spot", *(["approximate"] if spot.is_approximate else []), *([] if spot.mentions else ["unnamed"])))
    circle = element("circle", {"class": "disc", "cx": disc.x, "cy": disc.y, "r": disc.radius})
    words = [written(names[size][spot.thing], size) for size in SIZES if spot.thing in names[size]]
    if not (target := drawing.links.get(spot.thing)):
        return element("g", {"class": kinds, "aria-hidden": "true"}, circle, *words)
    reach = [element("circle", {"class": "reach", "cx": disc.x, "cy": disc.y, "r": _REACH})] if disc.radius < _REACH else []
    head: dict[str, Value] = {"class": kinds, "href": target, "aria-label": told(spot), "data-id": spot.place.id, "data-n": packed(spot)}
    head |= {"data-all": f"{spot.articles}/{spot.mentions}", "data-name": spot.name}
    return element("a", head, element("title", None, told(spot)), *reach, circle, *words)


def _landmark(drawing: Drawing, spot: Spot, names: Mapping[str, Mapping[Ref, Label]]) -> Html:
    x, y = drawing.sheet.at(*spot.point)
    square = element("rect", {"x": x - _LANDMARK, "y": y - _LANDMARK, "width": 2 * _LANDMARK, "height": 2 * _LANDMARK})
    words = [written(names["w"][spot.thing], "w")] if spot.thing in names["w"] else []
    return element("g", None, square, *words)


def written(label: Label, name: str) -> Html:
    """Return a name in its place; the text of a link is hidden from those to whom the link's own name is read."""
    at: dict[str, Value] = {"class": name, "x": label.x, "y": label.y}
    if label.side != "start":
        at["text-anchor"] = label.side
    return element("text", at, label.text)


def _disc(drawing: Drawing, spot: Spot) -> Disc:
    x, y = drawing.sheet.at(*spot.point)
    return Disc(x, y, radius(spot.mentions, drawing.one), dot=not spot.mentions)


def _labels(drawing: Drawing, size: str) -> dict[Ref, Label]:
    """Place the names of one set, those of landmarks last and on wide sheets only."""
    large, small = SIZES[size]
    wanted = [
        (spot, Name(spot.name, _disc(drawing, spot), large if spot.mentions else small, outranks=spot.mentions > 0))
        for spot in drawing.spots
    ]
    beside = [(spot, Name(spot.name, _square(drawing, spot), small)) for spot in drawing.landmarks]
    every = [*wanted, *(beside if size == "w" else [])]
    discs = [name.at for _, name in (*wanted, *beside)]
    sheet = drawing.sheet
    frame = Box(_RIM, _RIM, sheet.width - _RIM, sheet.height - _RIM)
    placed = place((name for _, name in every), discs, frame, tuple(_taken(drawing, size)))
    return {spot.thing: label for (spot, _), label in zip(every, placed, strict=True) if label}


def _square(drawing: Drawing, spot: Spot) -> Disc:
    return Disc(*drawing.sheet.at(*spot.point), _LANDMARK * 1.2, dot=True)


def _taken(drawing: Drawing, size: str) -> Iterator[Box]:
    """Give what stands on the sheet already: the scale in the lower left corner, the arrow in the upper right, degrees along the rim."""
    sheet = drawing.sheet
    large = 2 if size == "n" else 1
    if not drawing.is_world:
        yield Box(0, sheet.height - 34 * large, 24 + bar_length(sheet, _middle(sheet))[1] + 34 * large, sheet.height)
    yield Box(sheet.width - 34, 0, sheet.width, 44)
    if size == "w":
        parallels, meridians = graticule(sheet)
        wide, tall = _DEGREES
        yield from (Box(0, y - tall, wide, y) for y in (sheet.at(lat, sheet.left)[1] for lat in parallels))
        yield from (Box(x, sheet.height - tall, x + wide, sheet.height) for x in (sheet.at(0, lon)[0] for lon in meridians))


# --- the sheet ------------------------------------------------------------------------------------------------------------------------------


def lines(sheet: Sheet, *, with_degrees: bool = True) -> Html:
    """Return parallels and meridians with their degrees: what says where on earth this is, where no coast or street is known."""
    parallels, meridians = graticule(sheet)
    across = (_parallel(sheet, lat, with_degrees=with_degrees) for lat in parallels)
    down = (_meridian(sheet, lon, with_degrees=with_degrees) for lon in meridians)
    return element("g", {"class": "graticule", "aria-hidden": "true"}, *across, *down)


def _parallel(sheet: Sheet, lat: float, *, with_degrees: bool) -> Html:
    y = sheet.at(lat, sheet.left)[1]
    line = element("line", {"x1": 0, "y1": y, "x2": sheet.width, "y2": y})
    words = element("text", {"class": "w", "x": 4, "y": y - 3}, degrees(lat, "N", "S"))
    return together((line, words)) if with_degrees and y > _DEGREES[1] else line


def _meridian(sheet: Sheet, lon: float, *, with_degrees: bool) -> Html:
    x = sheet.at(0, lon)[0]
    line = element("line", {"x1": x, "y1": 0, "x2": x, "y2": sheet.height})
    words = element("text", {"class": "w", "x": x + 3, "y": sheet.height - 4}, degrees(lon, "E", "O"))
    return together((line, words)) if with_degrees and x < sheet.width - _DEGREES[0] else line


def degrees(value: float, more: str, less: str) -> str:
    """Return degrees as French maps write them: `36,2° N`."""
    shown = f"{abs(value):.3f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{shown}°" + (f"{THIN}{more if value > 0 else less}" if value else "")


def _middle(sheet: Sheet) -> float:
    return (sheet.north + sheet.south) / 2


def scale(sheet: Sheet, left: float = 14, size: float = 1) -> Html:
    """Return a bar in the lower left corner with the distance that it is as long as."""
    metres, long = bar_length(sheet, _middle(sheet))
    shown = f"{french.number(round(metres / 1000))}{WIDE}km" if metres >= 1000 else f"{round(metres)}{WIDE}m"
    foot = sheet.height - 22 * size
    bar = f"M{number(left)} {number(foot - 4)}v4h{number(long)}v-4"
    words = element("text", {"x": left + long + 6, "y": foot + 1}, shown)
    return element("g", {"class": "scale", "aria-hidden": "true"}, element("path", {"d": bar}), words)


def north(sheet: Sheet) -> Html:
    """Return an arrow in the upper right corner: this projection has north up everywhere."""
    x = sheet.width - 17
    arrow = element("path", {"d": f"M{number(x)} 12l5 14l-5 -3l-5 3z"})
    return element("g", {"class": "north", "aria-hidden": "true"}, arrow, element("text", {"x": x, "y": 38, "text-anchor": "middle"}, "N"))


def sample(mentions: int, one: float) -> Html:
    """Return a circle of the legend."""
    size = radius(mentions, one)
    side = 2 * size + 2
    circle = element("circle", {"class": "disc", "cx": size + 1, "cy": size + 1, "r": size})
    return element("svg", {"class": "sample", "width": side, "height": side, "aria-hidden": "true"}, circle)


def dot(kinds: str) -> Html:
    """Return a mark of the legend that stands for a way of drawing."""
    size = DOT if "unnamed" in kinds else 5.5
    shape = element("circle", {"class": "disc", "cx": 8, "cy": 8, "r": size})
    if "landmark" in kinds:
        shape = element("rect", {"x": 8 - _LANDMARK, "y": 8 - _LANDMARK, "width": 2 * _LANDMARK, "height": 2 * _LANDMARK})
    return element("svg", {"class": "sample", "width": 16, "height": 16, "aria-hidden": "true"}, element("g", {"class": kinds}, shape))
