"""Time as a line: the months of the whole archive, the days of a year, and how far a date that is not certain reaches. Pure.

What a strip shows is said beside it in words or in a table; it is never the only place where a figure stands.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from builder import french
from builder.edtf import Edtf, Form
from builder.model import Event
from builder.render.elements import Html, address, element, number, together
from builder.render.site import Site

LETTERS = tuple(name[0].upper() for name in french.MONTHS)


@dataclass(frozen=True, slots=True)
class Months:
    """How many articles appeared, and how many events happened, by year and month; month 0 is a year of which no more is known."""

    articles: Mapping[tuple[int, int], int]
    events: Mapping[tuple[int, int], int]

    @property
    def years(self) -> range:
        """All years from the first to the last of which something is known."""
        known = [year for year, _ in (*self.articles, *self.events)]
        return range(min(known), max(known) + 1) if known else range(0)

    def of_year(self, year: int) -> tuple[int, int]:
        """Return the articles and the events of a year."""
        slots = [(year, month) for month in range(13)]
        return sum(self.articles.get(slot, 0) for slot in slots), sum(self.events.get(slot, 0) for slot in slots)


def months(site: Site) -> Months:
    """Count what the archive knows, month by month."""
    articles = Counter(slot for ident in site.listings.order if (slot := site.year_month(ident)))
    events = Counter(slot for event in site.authority.events.values() if (slot := event_slot(event)))
    return Months(articles, events)


def event_slot(event: Event) -> tuple[int, int] | None:
    """Return year and month (0: not known) in which an event begins."""
    first = event.date.first or event.date.last
    if first is None:
        return None
    return first.year, 0 if event.date.form is Form.YEAR else first.month


# --- the months of the archive ------------------------------------------------------------------------------------------------------------


def month_chart(site: Site, here: str) -> Html:
    """Return the years side by side, articles upwards and events downwards, each year a link to its page of the chronology."""
    counted = months(site)
    if not counted.years:
        return Html()
    top = _ceiling(max(counted.articles.values(), default=0))
    most = max(counted.events.values(), default=0)
    years = [element("li", None, _year(here, year, counted, top, most)) for year in counted.years]
    scale = element("span", {"class": "chart-top", "aria-hidden": "true"}, french.count(top, "article"))
    key = element(
        "figcaption",
        {"class": "chart-key"},
        element("span", {"class": "key-articles"}, "articles parus"),
        *([element("span", {"class": "key-events"}, f"événements de la chronologie, au plus {most} par mois")] if most else []),
    )
    return together(
        (
            Html('<figure class="chart">'),
            scale,
            element("ol", {"class": "chart-years"}, "\n", together(years, "\n")),
            key,
            Html("</figure>"),
        ),
        "\n",
    )


def _year(here: str, year: int, counted: Months, top: int, most: int) -> Html:
    articles, events = counted.of_year(year)
    said = [*([french.count(articles, "article")] if articles else []), *([french.count(events, "événement")] if events else [])]
    columns = element(
        "span", {"class": "chart-months", "aria-hidden": "true"}, *(_column(year, month, counted, top, most) for month in range(1, 13))
    )
    words = element("span", {"class": "chart-year"}, str(year), " ", element("span", {"class": "n"}, ", ".join(said)))
    if not articles and not events:
        return element("span", {"class": "chart-link"}, columns, words)
    return element("a", {"class": "chart-link", "href": address(here, f"chronologie/{year}.md")}, columns, words)


def _column(year: int, month: int, counted: Months, top: int, most: int) -> Html:
    articles, events = counted.articles.get((year, month), 0), counted.events.get((year, month), 0)
    said = [french.count(articles, "article"), french.count(events, "événement")]
    up = [element("i", {"class": "rise", "style": f"--n:{_share(articles, top)}"})] if articles else []
    down = [element("i", {"class": "fall", "style": f"--n:{_share(events, most)}"})] if events else []
    title = f"{french.capital(french.month(dt.date(year, month, 1)))}, {', '.join(said)}" if up or down else None
    return element("span", {"title": title}, *up, *down)


def _share(value: int, most: int) -> str:
    return f"{value / most:.3f}".rstrip("0").rstrip(".") if most else "0"


def _ceiling(value: int) -> int:
    """Return the next round number: 4, 5, 10, 20, 40, 50, 100..."""
    rounds = (digit * int(10**power) for power in range(9) for digit in (4, 5, 10, 20))
    return next(size for size in rounds if size >= value)


# --- the days of a year -------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Days:
    """What falls on the days of a year: articles published, articles that tell of the day, and events with what is known of their date."""

    year: int
    published: Mapping[dt.date, int]
    reported: Mapping[dt.date, int]
    events: tuple[Edtf, ...]


_UP, _MIDDLE, _DOWN = 44.0, 14.0, 26.0
"""Heights of the three lanes: published, told of, happened."""


def day_strip(days: Days) -> Html:
    """Return the year as a line on which each day has its place; it may be stretched to any width."""
    length = 366 if calendar.isleap(days.year) else 365
    axis = _UP + _MIDDLE
    marks = (
        *(element("line", {"class": "month", "x1": at, "y1": 0, "x2": at, "y2": axis + _DOWN}) for at in _month_starts(days.year)),
        element("line", {"class": "axis", "x1": 0, "y1": _UP, "x2": length, "y2": _UP}),
        *_bars(days),
        *_ticks(days),
        *_stretches(days, axis),
    )
    said = [french.count(sum(days.published.values()), "article paru", "articles parus"), french.count(len(days.events), "événement")]
    head = {
        "viewBox": f"0 0 {length} {number(axis + _DOWN)}",
        "preserveAspectRatio": "none",
        "role": "img",
        "aria-label": f"Les jours de {days.year}, {', '.join(said)}",
    }
    return element("svg", head, *marks)


def _month_starts(year: int) -> Iterator[int]:
    yield from (dt.date(year, month, 1).timetuple().tm_yday - 1 for month in range(2, 13))


def _bars(days: Days) -> Iterator[Html]:
    most = max((*days.published.values(), 4))
    for day, value in days.published.items():
        tall = (_UP - 4) * value / most
        yield element("rect", {"class": "published", "x": day.timetuple().tm_yday - 1, "y": _UP - tall, "width": 1, "height": tall})


def _ticks(days: Days) -> Iterator[Html]:
    for day in days.reported:
        yield element("rect", {"class": "reported", "x": day.timetuple().tm_yday - 1, "y": _UP + 4, "width": 1, "height": _MIDDLE - 6})


def _stretches(days: Days, top: float) -> Iterator[Html]:
    """Give each event a bar over the days that its date allows; those that share a day stand one below the other, in as many rows as fit."""
    ends: list[int] = []
    for known in days.events:
        first, last = _within_year(known, days.year)
        row = next((row for row, end in enumerate(ends) if end < first), len(ends))
        ends[row : row + 1] = [last]
        kind = "event" if known.form is Form.DAY else "event uncertain"
        yield element("rect", {"class": kind, "x": first, "y": top + 2 + (row % 5) * 5, "width": last - first + 1, "height": 4})


def _within_year(known: Edtf, year: int) -> tuple[int, int]:
    start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    first, last = max(known.first or start, start), min(known.last or end, end)
    return (first - start).days, max((last - start).days, (first - start).days)


# --- how far a date reaches ---------------------------------------------------------------------------------------------------------------


def reach(known: Edtf) -> Html:
    """Return a line with the days marked that a date allows, drawn over its months; nothing for a certain day, or one of which nothing is known."""
    if known.form is Form.DAY or (known.first is None and known.last is None):
        return Html()
    first, last = known.first or known.last, known.last or known.first
    if first is None or last is None:
        return Html()
    start, end = first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1])
    whole = (end - start).days + 1
    left, wide = (first - start).days, (last - first).days + 1
    ends = "".join((" since" if known.last is None else "", " until" if known.first is None else ""))
    style = f"--from:{number(100 * left / whole)}%;--wide:{number(100 * wide / whole)}%"
    return element("span", {"class": f"reach-line{ends}", "style": style, "aria-hidden": "true"})


def month_links(year: int, present: Iterable[int]) -> Html:
    """Return the twelve months under a strip, those of which something is known as links to their headings."""
    known = frozenset(present)
    items = [element("li", None, _month_link(year, month, is_known=month in known)) for month in range(1, 13)]
    return element("ol", {"class": "strip-months"}, *items)


def _month_link(year: int, month: int, *, is_known: bool) -> Html:
    name = french.MONTHS[month - 1]
    words = (element("span", {"aria-hidden": "true"}, LETTERS[month - 1]), element("span", {"class": "rest"}, name))
    return (
        element("a", {"href": f"#{year}-{month:02d}", "aria-label": name}, *words)
        if is_known
        else element("span", {"aria-hidden": "true"}, *words)
    )
