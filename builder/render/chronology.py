"""The chronology: for each year its events, the articles published, and the days that articles tell of. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from builder import french
from builder.edtf import Form
from builder.model import Event, Page, RefKind, ref
from builder.render.markdown import fragment, join, link, live, page, span, text
from builder.render.months import bar
from builder.render.paging import UNDATED, Entry, Sheet, sheets
from builder.render.site import Site, event_anchor, event_year

_EVENT, _PUBLISHED, _REPORTED = "Événement", "Paru", "Raconté"


@dataclass(frozen=True, slots=True)
class Year:
    """What a year's page holds: its events, always; its days, unless they had to be moved to months."""

    key: str
    title: str
    events: tuple[Event, ...] = ()
    sheet: Sheet = field(default_factory=lambda: Sheet("", ""))


def chronology_pages(site: Site) -> Iterator[Page]:
    """Give a page a year, and where the articles of a year outgrow it, its months."""
    years = chronology_years(site)
    for year in years:
        yield _page(site, year, year.sheet, years, with_events=True)
        for part in (part for part in year.sheet.all() if part is not year.sheet):
            yield _page(site, year, part, years, with_events=False)


def chronology_years(site: Site) -> tuple[Year, ...]:
    """Return the years in which something happened, was told of, or was published, the undated last."""
    cut = {sheet.key: sheet for sheet in sheets(_entries(site))}
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


def _entries(site: Site) -> Iterator[Entry]:
    """Give the articles as lines of the chronology, in the order of days: published, then told of."""
    here = "chronologie/0.md"
    dated: list[tuple[dt.date, int, Entry]] = []
    for rank, label, days in ((0, _PUBLISHED, site.listings.by_day), (1, _REPORTED, site.listings.by_reported)):
        for day, idents in days.items():
            dated += [(day, rank, Entry(day.year, day.month, _line(site, here, label, day, ident), day.day)) for ident in idents]
    yield from (entry for _, _, entry in sorted(dated, key=lambda item: item[:2]))
    for ident in site.listings.order:
        if site.article(ident).dating.likeliest is None:
            yield Entry(site.years[ident], None, _line(site, here, _PUBLISHED, None, ident))


def _line(site: Site, here: str, label: str, day: dt.date | None, ident: str) -> Markup:
    """Return an article on a day; where the day of publication is not certain, the date stands as it is known."""
    article = site.article(ident)
    is_certain = day is not None and (label == _REPORTED or str(article.dating.edtf) == day.isoformat())
    when = french.day_of_year(day) if day and is_certain else french.date(article.dating.edtf)
    sign = live(f'<span class="sign {"published" if label == _PUBLISHED else "reported"}">{label}</span>')
    return join((live("-  "), span("when", when), sign, live(f'<span class="what">{site.article_link(here, ident)}</span>')))


# --- a page -----------------------------------------------------------------------------------------------------------------------------


def _page(site: Site, year: Year, sheet: Sheet, years: tuple[Year, ...], *, with_events: bool) -> Page:
    here = f"chronologie/{sheet.key}.md"
    events = year.events if with_events else ()
    title = f"Chronologie, {sheet.title}"
    counted = [french.count(len(events), "événement")] if events else []
    counted += [french.count(sheet.size, "ligne d’articles", "lignes d’articles")] if sheet.size else []
    return page(
        here,
        "chronology.md.jinja",
        {"title": title, "description": f"{title} : {french.listing(counted)}".replace(" : ", "\u00a0: ")},
        part=sheet.title,
        counts=french.listing(counted),
        siblings=tuple(_sibling(here, other) for other in years),
        months=tuple(_merged(site, here, events, sheet).months()),
        parts=tuple(link(here, f"chronologie/{part.key}.md", part.title) for part in sheet.parts),
        index=link(here, "chronologie/index.md", "Chronologie"),
    )


def _merged(site: Site, here: str, events: tuple[Event, ...], sheet: Sheet) -> Sheet:
    """Return the sheet with the year's events among its entries, each before the articles of its day."""
    happened = tuple(_event_entry(site, here, event) for event in events)
    order = sorted((*happened, *sheet.entries), key=lambda entry: (entry.month is None, entry.month or 0, entry.day))
    return replace(sheet, entries=tuple(order))


def _event_entry(site: Site, here: str, event: Event) -> Entry:
    first = event.date.first or event.date.last
    is_day = first is not None and event.date.form is not Form.YEAR
    return Entry(None, first.month if first and is_day else None, _event(site, here, event), first.day if first and is_day else 0)


def _sibling(here: str, year: Year) -> Markup:
    path = f"chronologie/{year.key}.md"
    return live(f"<strong>{year.title}</strong>") if path == here else link(here, path, year.title)


def _event(site: Site, here: str, event: Event) -> Markup:
    things = (*(ref(RefKind.PLACE, ident) for ident in event.places), *(ref(RefKind.ACTOR, ident) for ident in event.actors))
    involved = join((site.link(here, thing) for thing in things if site.record(thing)), ", ")
    anchor = live(f'<span class="when" id="{event_anchor(event)}">{text(_event_date(event))}</span>')
    sign = live(f'<span class="sign happened">{_EVENT}</span>')
    more = [live(f'<span class="involved">{involved}</span>')] if involved else []
    return join((live("-  "), anchor, sign, span("what", event.name.replace("'", "’")), *more))


def _event_date(event: Event) -> str:
    """Return when it happened, as a stretch from one day to another where it lasted."""
    first, last = event.date.first, event.date.last
    if first and last and first != last and str(event.date).startswith("["):
        return french.capital(french.period(first, last))
    return french.capital(french.date(event.date))


def chronology_index(site: Site, here: str) -> Markup:
    """Return the years with what each holds."""
    years = chronology_years(site)
    most = max((len(year.events) for year in years), default=0)
    rows = tuple(
        join(
            (
                bar(link(here, f"chronologie/{year.key}.md", year.title), len(year.events), most, "événement"),
                span("n", french.count(number, "article") if (number := _published(site, year.key)) else ""),
            )
        )
        for year in years
    )
    return fragment("bars.md.jinja", rows=rows)


def _published(site: Site, key: str) -> int:
    return len(site.listings.undated) if key == UNDATED else len(site.listings.by_year.get(int(key), ()))
