"""The places that a map shows: where they are, how often the articles name them, and when. Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from builder import french
from builder.model import Place, Ref, RefKind, ref
from builder.render.site import Site

LARGEST = 26.0
"""Radius in units of the place named most often."""

LEAST = 3.2
"""Radius below which a circle is no longer seen: places named seldom beside one named very often have this one."""

DOT = 2.0
"""Radius of a place that no article names."""

FEW = 25
"""Mentions up to which circles have one scale: in a small archive, two mentions are not made to look like many."""

Tally = tuple[int, int]
"""Articles, and mentions in them."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a map. `months` holds what is dated: year and month (0 where only the year is known) -> its tally."""

    thing: Ref
    name: str
    place: Place
    articles: int
    mentions: int
    months: Mapping[tuple[int, int], Tally]

    @property
    def is_located(self) -> bool:
        """Say whether the record gives coordinates."""
        return self.place.lat is not None and self.place.lon is not None

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude of a located place."""
        return self.place.lat or 0.0, self.place.lon or 0.0

    @property
    def is_approximate(self) -> bool:
        """Say whether the record gives the coordinates as approximate; whoever does not say so either way vouches for nothing."""
        return self.place.precision != "exact"


def spots(site: Site, places: Iterable[Place]) -> tuple[Spot, ...]:
    """Return places as spots, those named most often first, then by name."""
    found = (_spot(site, place) for place in places)
    return tuple(sorted(found, key=lambda spot: (-spot.mentions, -spot.articles, french.sort_key(spot.name), spot.thing)))


def _spot(site: Site, place: Place) -> Spot:
    thing = ref(RefKind.PLACE, place.id)
    found = site.listings.appearances.get(thing, ())
    months: dict[tuple[int, int], Tally] = defaultdict(lambda: (0, 0))
    for appearance in found:
        if when := site.year_month(appearance.article):
            articles, mentions = months[when]
            months[when] = articles + 1, mentions + appearance.mentions
    name = french.capital(site.name(thing))
    return Spot(thing, name, place, len(found), sum(item.mentions for item in found), dict(sorted(months.items())))


def unit(found: Iterable[Spot]) -> float:
    """Return the radius of one mention, from which all follow: areas are to each other as mentions."""
    return LARGEST / math.sqrt(max([FEW, *(spot.mentions for spot in found)]))


def radius(mentions: int, one: float) -> float:
    """Return the radius of a place's circle. `builder` and the site's script reckon alike."""
    return max(LEAST, one * math.sqrt(mentions)) if mentions else DOT


def packed(spot: Spot) -> str:
    """Return the tallies by month for the site's script: `2016 ,3/5,1,,,,,,,,,,|2017 ...`.

    After each year stand what is known of the year alone, then the twelve months: articles, and mentions behind a stroke where they are more.
    """
    years = sorted({year for year, _ in spot.months})
    return "|".join(f"{year} {','.join(_cells(spot, year))}".rstrip(",") for year in years)


def _cells(spot: Spot, year: int) -> Iterator[str]:
    for month in range(13):
        articles, mentions = spot.months.get((year, month), (0, 0))
        yield "" if not articles else str(articles) if articles == mentions else f"{articles}/{mentions}"


def told(spot: Spot) -> str:
    """Return what a map says of a place to those who do not see it: `Chaar, 12 articles, 34 mentions`."""
    if not spot.mentions:
        return f"{spot.name}, aucun article"
    return f"{spot.name}, {french.count(spot.articles, 'article')}, {french.count(spot.mentions, 'mention')}"
