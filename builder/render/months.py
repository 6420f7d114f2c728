"""How much was written, month by month: a strip of bars for each year, and the same as figures. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup

from builder import french
from builder.french import WIDE
from builder.render.markdown import fragment, join, link, live, span
from builder.render.paging import UNDATED
from builder.render.site import Site
from builder.render.tables import ARTICLE, Noun

LONGEST = 20
"""Years of an archive up to which a strip shows all of them, the empty ones too; beyond, it shows those that have something."""


@dataclass(frozen=True, slots=True)
class Months:
    """Articles by year, those without a year under None; and of each year by month (January first), as far as the month is known."""

    years: Mapping[int | None, int]
    months: Mapping[int, tuple[int, ...]]
    scale: tuple[int, ...]
    """The years that are shown: those of the whole archive, so that all strips run alike; unless they are many."""

    @classmethod
    def of(cls, site: Site, idents: Iterable[str]) -> Months:
        """Count articles."""
        years: dict[int | None, int] = {}
        months: dict[int, list[int]] = {}
        for ident in idents:
            year = site.years.get(ident)
            years[year] = years.get(year, 0) + 1
            if year and (month := site.month(ident)):
                months.setdefault(year, [0] * 12)[month - 1] += 1
        counted = {year: tuple(counts) for year, counts in months.items()}
        return cls(MappingProxyType(years), MappingProxyType(counted), _scale(site, years))

    @property
    def peak(self) -> tuple[int, tuple[dt.date, ...]]:
        """The highest number of a month, and the first days of the months that have it."""
        counted = {dt.date(year, month, 1): value for year in self.months for month, value in self.met(year)}
        highest = max(counted.values(), default=0)
        return highest, tuple(month for month, value in counted.items() if value == highest)

    def met(self, year: int) -> Iterator[tuple[int, int]]:
        """Give the months of a year that have a number, with it."""
        return ((month, value) for month, value in enumerate(self.of_year(year), start=1) if value)

    def of_year(self, year: int) -> tuple[int, ...]:
        """Return the twelve numbers of a year."""
        return self.months.get(year, (0,) * 12)


def _scale(site: Site, years: Iterable[int | None]) -> tuple[int, ...]:
    archive = site.listings.by_year
    if archive and max(archive) - min(archive) < LONGEST:
        return tuple(range(min(archive), max(archive) + 1))
    return tuple(sorted(year for year in years if year))


def strip(here: str, base: str, months: Months, noun: Noun = ARTICLE) -> Markup:
    """Return a plot a year, each leading to the year's page below `base`; what the bars show stands in the figures too."""
    items = [_year(here, base, months, year, noun) for year in months.scale]
    if undated := months.years.get(None):
        items.append(link(here, f"{base}/{UNDATED}.md", join((span("year", "Année inconnue"), span("n", noun.count(undated))))))
    return fragment("strip.md.jinja", items=items, said=_said(months, noun))


def _said(months: Months, noun: Noun) -> str:
    """Say what the bars are and how much the highest is; when that was, only where one month stands out."""
    highest, when = months.peak
    if not highest:
        return ""
    most = f" Le plus grand nombre{WIDE}: {noun.count(highest)}{f' en {french.month(when[0])}' if len(when) == 1 else ''}."
    return f"{french.capital(noun.many)} par mois.{most if highest > 1 else ''}"


def _year(here: str, base: str, months: Months, year: int, noun: Noun) -> Markup:
    highest = months.peak[0]
    bars = "".join(
        _bar(month, value, highest, f"{french.MONTHS[month - 1]} {year}{WIDE}: {noun.count(value)}") for month, value in months.met(year)
    )
    total = months.years.get(year, 0)
    size = (
        span("n", noun.count(total))
        if total
        else span("n", live('<span aria-hidden="true">–</span><span class="visually-hidden">rien</span>'))
    )
    words = live(f'<span class="plot" aria-hidden="true">{bars}</span> {span("year", year)} {size}')
    return link(here, f"{base}/{year}.md", words) if total else words


def _bar(month: int, value: int, highest: int, title: str) -> str:
    return f'<i style="--m:{month};--h:{max(2, round(100 * value / highest))}%" title="{title}"></i>'


def figures(here: str, base: str, months: Months) -> Markup:
    """Return the numbers of the strip as a table."""
    rows = [(_name(here, base, months, year), tuple(map(_cell, months.of_year(year)))) for year in months.scale]
    return fragment("months.md.jinja", heads=[name[0].upper() for name in french.MONTHS], names=french.MONTHS, rows=rows)


def _name(here: str, base: str, months: Months, year: int) -> Markup:
    return link(here, f"{base}/{year}.md", str(year)) if months.years.get(year) else live(str(year))


def _cell(value: int) -> Markup:
    """Return a count with a shade: each further shade is four times as many."""
    level = (value.bit_length() + 1) // 2
    return live(f'<span class="cell l{min(level, 5)}">{french.number(value)}</span>') if value else live("")
