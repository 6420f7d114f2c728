"""The chronology: day by day what happened and was told of, and beside it what appeared. Pure.

A year has a page, always; where its articles outgrow it they stand on pages of months, and the year keeps its events and the numbers. A date is shown as it is
known: an event whose day is not certain stands at the first possible one, with the stretch in words and as a line; what has no day stands after the days of its
month, what has no month after the months.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup

from builder import french
from builder.edtf import Edtf, Form
from builder.french import WIDE
from builder.model import Event, Page, Ref, RefKind, ref
from builder.render.elements import Html, anchor, element, together
from builder.render.markdown import live, page
from builder.render.paging import UNDATED, Entry, Sheet, month_name, sheets
from builder.render.site import Site, article_path, event_anchor, event_year
from builder.render.strips import Days, day_strip, event_slot, month_chart, month_links, reach

_HERE = "chronologie/0.md"
"""Any page of the chronology: they stand in one folder, so that links are the same on all."""

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

EVENT, REPORTED, PUBLISHED = "event", "reported", "published"
_ORDER = (EVENT, REPORTED, PUBLISHED)
"""What a line is: something that happened, an article that tells of the day, one that appeared on it."""

_LABELS = {EVENT: "Événement", REPORTED: "Raconté par", PUBLISHED: "Paru"}


@dataclass(frozen=True, slots=True)
class Year:
    """What a year holds: its events, always on its page, and its articles, unless they had to be moved to months."""

    key: str
    title: str
    events: tuple[Event, ...] = ()
    sheet: Sheet = field(default_factory=lambda: Sheet("", ""))


@dataclass(frozen=True, slots=True)
class Line(Entry):
    """A line of the chronology, and what it is."""

    kind: str = EVENT

    @property
    def weight(self) -> int:
        """Bytes of HTML, with the item around the line and its share of a day's heading."""
        return len(self.body.encode()) + 90


def chronology_pages(site: Site) -> Iterator[Page]:
    """Give a page a year, and where the articles of a year outgrow it, its months."""
    years = chronology_years(site)
    for year in years:
        yield _year_page(site, year, years)
        for part in (part for part in year.sheet.all() if part is not year.sheet):
            yield _part_page(year, part)


def chronology_years(site: Site) -> tuple[Year, ...]:
    """Return the years in which something happened, was told of, or was published, the undated last."""
    cut = {sheet.key: sheet for sheet in sheets(_article_lines(site))}
    events: dict[str, list[Event]] = {}
    for event in sorted(site.authority.events.values(), key=_event_order):
        events.setdefault(event_year(event), []).append(event)
    keys = sorted(cut.keys() | events.keys(), key=lambda key: (key == UNDATED, key))
    return tuple(_year(key, tuple(events.get(key, ())), cut.get(key)) for key in keys)


def _year(key: str, events: tuple[Event, ...], sheet: Sheet | None) -> Year:
    title = "Année inconnue" if key == UNDATED else key
    return Year(key, title, events, sheet or Sheet(key, title))


def _event_order(event: Event) -> tuple[dt.date, dt.date, str]:
    first = event.date.first or event.date.last or dt.date.max
    return first, event.date.last or dt.date.max, event.id


# --- lines --------------------------------------------------------------------------------------------------------------------------------


def _article_lines(site: Site) -> Iterator[Line]:
    """Give each article on the day on which it appeared, as far as that is known, and on each day that it tells of."""
    for ident in site.listings.order:
        known, likeliest = site.article(ident).dating.edtf, site.article(ident).dating.likeliest
        body = _article(site, ident, None if _is_sure(known) else known)
        if likeliest is None:
            yield Line(site.years[ident], None, body, kind=PUBLISHED)
        else:
            yield Line(likeliest.year, likeliest.month, body, likeliest.day if _has_day(known) else 0, PUBLISHED)
    for day, idents in site.listings.by_reported.items():
        yield from (Line(day.year, day.month, _article(site, ident, None), day.day, REPORTED) for ident in idents)


def _is_sure(known: Edtf | None) -> bool:
    return known is not None and known.form is Form.DAY


def _has_day(known: Edtf | None) -> bool:
    return known is not None and known.form not in {Form.MONTH, Form.YEAR}


def _article(site: Site, ident: str, unsure: Edtf | None) -> Html:
    """Return an article's title and outlet; where its day is not certain, the date as it is known."""
    article = site.article(ident)
    outlet = article.attribution.outlet.value
    source = element("span", {"class": "from"}, site.name(ref(RefKind.OUTLET, outlet))) if outlet else None
    title = anchor(_HERE, article_path(article), site.title(article), {"class": "what"})
    when = [_known(french.date(unsure), unsure)] if unsure else []
    return together((title, *when, *([source] if source else [])), " ")


def _known(words: str, unsure: Edtf) -> Html:
    """Return a date that is no certain day, in words and as a line."""
    return element("span", {"class": "known"}, words, " ", reach(unsure))


def _stretch(known: Edtf) -> str:
    """Return an uncertain date in words that hold for what lasted as well: `entre le 6 et le 7 décembre 2016`, not one of the two."""
    if known.form is Form.MONTH:
        return f"courant {french.date(known)}"
    return french.date(Edtf(Form.RANGE, known.first, known.last) if known.form is Form.ONE_OF else known)


def _event_line(site: Site, event: Event) -> Line:
    slot = event_slot(event)
    first = event.date.first or event.date.last
    day = first.day if first and _has_day(event.date) else 0
    things = (*(ref(RefKind.PLACE, ident) for ident in event.places), *(ref(RefKind.ACTOR, ident) for ident in event.actors))
    involved = together((_thing(site, thing) for thing in things if site.record(thing)), ", ")
    parts = (
        element("span", {"class": "what", "id": event_anchor(event)}, french.printed(event.name)),
        *([] if event.date.form is Form.DAY else [_known(_stretch(event.date), event.date)]),
        *([element("span", {"class": "involved"}, involved)] if involved else []),
    )
    return Line(slot[0] if slot else None, (slot[1] or None) if slot else None, together(parts, " "), day, EVENT)


def _thing(site: Site, thing: Ref) -> Html:
    path = site.path(thing)
    return anchor(_HERE, path, site.name(thing)) if path else element("span", None, site.name(thing))


# --- the days -----------------------------------------------------------------------------------------------------------------------------


def _months(key: str, lines: Iterable[Line], after: Mapping[int | None, Html]) -> Html:
    """Return lines as months, months as days; `after` is what stands under the heading of a month whose articles are elsewhere."""
    ordered = sorted(lines, key=lambda line: (line.month or 13, line.day or 32, _ORDER.index(line.kind)))
    by_month = {month: tuple(group) for month, group in groupby(ordered, lambda line: line.month)}
    every = sorted(by_month.keys() | after.keys(), key=lambda month: month or 13)
    return together((_month(key, month, by_month.get(month, ()), after.get(month)) for month in every), "\n")


def _month(key: str, month: int | None, lines: tuple[Line, ...], after: Html | None) -> Html:
    days = [_day(key, month, day, tuple(group)) for day, group in groupby(lines, lambda line: line.day)]
    ident = f"{key}-{month:02d}" if month and key != UNDATED else f"{key}-mois-inconnu"
    heading = [] if key == UNDATED else [element("h2", {"id": ident}, month_name(month))]
    listed = [element("ol", {"class": "days"}, "\n", together(days, "\n"), "\n")] if days else []
    return element("section", {"class": "month"}, "\n", *heading, *([after] if after else []), "\n", *listed, "\n")


def _day(key: str, month: int | None, day: int, lines: tuple[Line, ...]) -> Html:
    """Return a day: what happened or is told of it on one side, what appeared on it on the other."""
    date = dt.date(int(key), month, day) if month and day else None
    head = (
        element("time", {"datetime": date.isoformat()}, *_day_words(date))
        if date
        else element("span", {"class": "no-day"}, _no_day(key, month))
    )
    told = tuple(line for line in lines if line.kind != PUBLISHED)
    out = tuple(line for line in lines if line.kind == PUBLISHED)
    lanes = [element("ul", {"class": name}, *map(_item, group)) for name, group in (("told", told), ("out", out)) if group]
    return element("li", {"class": "day", "id": date.isoformat() if date else None}, head, *lanes)


def _day_words(date: dt.date) -> tuple[Html, str, Html]:
    return (
        element("span", {"class": "weekday"}, _WEEKDAYS[date.weekday()]),
        " ",
        element("span", {"class": "date"}, french.day_of_year(date)),
    )


def _no_day(key: str, month: int | None) -> str:
    if month:
        return "jour inconnu"
    return "date inconnue" if key == UNDATED else "mois inconnu"


def _item(line: Line) -> Html:
    sign = element("span", {"class": "sign"}, _LABELS[line.kind])
    return element("li", {"class": line.kind}, sign, " ", Html(line.body))


# --- the pages ----------------------------------------------------------------------------------------------------------------------------


def _year_page(site: Site, year: Year, years: tuple[Year, ...]) -> Page:
    events = tuple(_event_line(site, event) for event in year.events)
    lines = (*events, *_lines(year.sheet))
    after = {_month_of(part): _moved(part) for part in year.sheet.parts}
    strip = _strip(site, year, {line.month for line in lines if line.month} | {month for month in after if month})
    siblings = tuple(_sibling(year, other) for other in years)
    counts = _tally((*events, *_below(year.sheet)))
    return _page(year.key, year.title, counts, siblings, (strip, _filter(lines), _months(year.key, lines, after)))


def _part_page(year: Year, part: Sheet) -> Page:
    lines = _lines(part)
    own = _month_of(part)
    up = [anchor(_HERE, f"chronologie/{year.key}.md" + (f"#{year.key}-{own:02d}" if own else ""), f"Toute l’année {year.title}")]
    siblings = tuple(_part_link(part, other) for other in year.sheet.parts)
    after = {own: _moved(part)} if part.parts else {}
    return _page(part.key, part.title, _tally(_below(part)), (*up, *siblings), (_filter(lines), _months(year.key, lines, after)))


def _page(key: str, title: str, counts: str, siblings: tuple[Html, ...], parts: tuple[Html, ...]) -> Page:
    here = f"chronologie/{key}.md"
    whole = f"Chronologie, {french.small(title)}"
    others = element(
        "nav", {"class": "siblings", "aria-label": "Années et mois"}, element("ul", None, *(element("li", None, item) for item in siblings))
    )
    return page(
        here,
        "chronology.md.jinja",
        {"title": whole, "description": f"{whole}{WIDE}: {counts}"},
        title=whole,
        counts=counts,
        index=live("[Chronologie](index.md)"),
        body=together((others, *(part for part in parts if part)), "\n"),
    )


def _lines(sheet: Sheet) -> tuple[Line, ...]:
    return tuple(entry for entry in sheet.entries if isinstance(entry, Line))


def _tally(lines: Iterable[Line]) -> str:
    """Return in words how much there is of each kind: events, articles, and days of a year that articles tell of, each day once."""
    every = tuple(lines)
    counts = Counter(line.kind for line in every if line.kind != REPORTED)
    counts[REPORTED] = len({(line.month, line.day) for line in every if line.kind == REPORTED})
    said = (
        (counts[EVENT], "événement", "événements"),
        (counts[PUBLISHED], "article paru", "articles parus"),
        (counts[REPORTED], "jour raconté", "jours racontés"),
    )
    return french.listing(french.count(value, one, many) for value, one, many in said if value)


def _below(sheet: Sheet) -> tuple[Line, ...]:
    """Return the lines of a sheet and of those below it."""
    return tuple(line for part in sheet.all() for line in _lines(part))


def _month_of(part: Sheet) -> int | None:
    """Return the month of a sheet below a year: its key is `2016-12` or `2016-12-1`."""
    month = part.key.split("-")[1] if part.key[:1].isdecimal() else "0"
    return int(month) or None


def _moved(part: Sheet) -> Html:
    """Return the way to the articles of a month that stand on pages of their own."""
    below = part.parts or (part,)
    links = [anchor(_HERE, f"chronologie/{sheet.key}.md", sheet.title) for sheet in below]
    return element("p", {"class": "moved"}, f"{_tally(_below(part))}{WIDE}: ", together(links, ", "))


def _sibling(year: Year, other: Year) -> Html:
    if other.key == year.key:
        return element("strong", {"aria-current": "page"}, other.title)
    return anchor(_HERE, f"chronologie/{other.key}.md", other.title)


def _part_link(part: Sheet, other: Sheet) -> Html:
    name = month_name(_month_of(other))
    return element("strong", {"aria-current": "page"}, name) if other is part else anchor(_HERE, f"chronologie/{other.key}.md", name)


def _filter(lines: Iterable[Line]) -> Html:
    """Return the choice of what to show, hidden until the script shows it; nothing where there is nothing to choose from."""
    kinds = {line.kind for line in lines}
    words = ((EVENT, "Événements"), (PUBLISHED, "Articles, au jour de parution"), (REPORTED, "Articles, aux jours dont ils parlent"))
    boxes = [
        element("label", None, element("input", {"type": "checkbox", "name": kind, "checked": True}), " ", label)
        for kind, label in words
        if kind in kinds
    ]
    if len(boxes) < 2:
        return Html()
    legend = element("legend", {"class": "visually-hidden"}, "Montrer")
    status = element("p", {"class": "visually-hidden", "role": "status"})
    return element(
        "form", {"class": "chronology-filter", "hidden": True, "autocomplete": "off"}, element("fieldset", None, legend, *boxes), status
    )


def _strip(site: Site, year: Year, present: Iterable[int]) -> Html:
    """Return the year as a line of days with its months under it."""
    if year.key == UNDATED:
        return Html()
    number = int(year.key)
    published = Counter(day for day, idents in site.listings.by_day.items() if day.year == number for _ in idents)
    reported = {day: len(idents) for day, idents in site.listings.by_reported.items() if day.year == number}
    days = Days(number, published, reported, tuple(event.date for event in year.events))
    key = [
        element("span", {"class": f"key-{name}"}, words)
        for name, words, is_there in (
            (PUBLISHED, "articles parus", published),
            (REPORTED, "jours racontés", reported),
            (EVENT, "événements", year.events),
            ("uncertain", "date incertaine", any(event.date.form is not Form.DAY for event in year.events)),
        )
        if is_there
    ]
    caption = element("figcaption", {"class": "strip-key"}, together(key, " "))
    return element("figure", {"class": "year-strip"}, "\n", day_strip(days), month_links(number, present), caption, "\n")


# --- the index ----------------------------------------------------------------------------------------------------------------------------


def chronology_index(site: Site, here: str) -> Markup:
    """Return the months of all years as a chart, and the years with what each holds."""
    rows = [element("li", None, *_index_row(site, here, year)) for year in chronology_years(site)]
    return together((month_chart(site, here), element("ul", {"class": "year-list"}, "\n", together(rows, "\n"))), "\n")


def _index_row(site: Site, here: str, year: Year) -> tuple[object, ...]:
    held = _tally((*(_event_line(site, event) for event in year.events), *_below(year.sheet)))
    return anchor(here, f"chronologie/{year.key}.md", year.title), " ", element("span", {"class": "n"}, held)
