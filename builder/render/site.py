"""What every page needs: the archive, its names and addresses, and short ways to say them. Pure.

Paths are those of the site, written from `docs/`: `articles/ID.md`, `acteurs/ID.md`. A thing that no article names has no page, and no address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from markupsafe import Markup

from builder import french
from builder.access import shown_name
from builder.config import SiteSettings
from builder.model import Article, Authority, Event, Listings, Record, Ref, RefKind, ref, split_ref
from builder.reliability import Reliability
from builder.render.labels import ACTOR_KINDS, OUTLET_KINDS, PLACE_KINDS, kind
from builder.render.markdown import join, link, live, span, text

T = TypeVar("T")

FOLDERS: Mapping[RefKind, str] = {RefKind.ACTOR: "acteurs", RefKind.PLACE: "lieux", RefKind.OUTLET: "medias"}


@dataclass(frozen=True, slots=True)
class Site:
    """The archive as the pages see it."""

    listings: Listings
    authority: Authority
    settings: SiteSettings
    years: Mapping[str, int | None]
    records: Mapping[Ref, Record]
    paths: Mapping[Ref, str]
    """Addresses of the things that have a page."""
    titles: Mapping[Ref, str]
    """Titles of those pages, no two the same."""
    measured: Reliability | None = None
    """How right annotation is, where it was measured."""
    lost: frozenset[str] = frozenset()
    """Articles whose seed is gone, or is another by now: there is nothing to lead to."""

    @classmethod
    def of(
        cls,
        listings: Listings,
        authority: Authority,
        settings: SiteSettings,
        measured: Reliability | None = None,
        lost: frozenset[str] = frozenset(),
    ) -> Site:
        """Prepare what pages look up most: the year of each article, the records by ref, and their addresses."""
        years: dict[str, int | None] = dict.fromkeys(listings.undated)
        years |= {ident: year for year, idents in listings.by_year.items() for ident in idents}
        records = dict(_records(authority))
        paths = {thing: path for thing, record in records.items() if (path := _path(thing, record, listings))}
        titles = _titles({thing: records[thing] for thing in paths if not isinstance(records[thing], Event)})
        return cls(
            listings,
            authority,
            settings,
            MappingProxyType(years),
            MappingProxyType(records),
            MappingProxyType(paths),
            MappingProxyType(titles),
            measured,
            lost,
        )

    def article(self, ident: str) -> Article:
        """Return an article by its id."""
        return self.listings.by_id[ident]

    def record(self, thing: Ref) -> Record | None:
        """Return the authority record behind a ref, None where there is none."""
        return self.records.get(thing)

    def name(self, thing: Ref) -> str:
        """Return the preferred name of a thing, with the printed apostrophe; its id where no record tells it."""
        record = self.records.get(thing)
        return french.printed(record.name) if record else split_ref(thing)[1]

    def path(self, thing: Ref) -> str | None:
        """Return the address of a thing's page, None where it has none."""
        return self.paths.get(thing)

    def is_met(self, thing: Ref) -> bool:
        """Say whether an article names the thing, was published by it, or credits it: it has a page."""
        return thing in self.paths

    def newest_first(self, items: Sequence[T], article: Callable[[T], str]) -> Iterator[T]:
        """Go through a list in the order of dates backwards; what has no year still comes last."""
        for is_dated in (True, False):
            yield from (item for item in reversed(items) if (self.years.get(article(item)) is not None) is is_dated)

    def link(self, page: str, thing: Ref, words: object = None, title: str | None = None) -> Markup:
        """Return a link to a thing's page, or its name alone where it has none."""
        path = self.path(thing)
        shown = self.name(thing) if words is None else words
        return link(page, path, shown, title) if path and path.partition("#")[0] != page else text(shown)

    def title(self, article: Article) -> str:
        """Return what an article goes by."""
        return shown_name(article)

    def entry(self, page: str, thing: Ref) -> Markup:
        """Return a link to a thing as it begins a line of a list: with a capital."""
        return self.link(page, thing, french.capital(self.name(thing)))

    def article_link(self, page: str, ident: str) -> Markup:
        """Return a link to an article, its title as words."""
        article = self.article(ident)
        return link(page, article_path(article), self.title(article))

    def outlet(self, page: str, article: Article) -> Markup:
        """Return the outlet of an article with its link, nothing where it is not known."""
        ident = article.attribution.outlet.value
        return self.link(page, ref(RefKind.OUTLET, ident)) if ident else Markup()

    def line(self, page: str, ident: str, *, with_outlet: bool = True) -> Markup:
        """Return an article as an entry of a list: date, title, outlet unless the list is that of one outlet."""
        article = self.article(ident)
        source = self.outlet(page, article) if with_outlet else None
        return join(
            (
                span("when", french.date(article.dating.edtf)),
                live(f'<span class="what">{self.article_link(page, ident)}</span>'),
                span("from", source) if source else "",
            )
        )


def _records(authority: Authority) -> Iterator[tuple[Ref, Record]]:
    yield from ((ref(RefKind.ACTOR, ident), record) for ident, record in authority.actors.items())
    yield from ((ref(RefKind.PLACE, ident), record) for ident, record in authority.places.items())
    yield from ((ref(RefKind.OUTLET, ident), record) for ident, record in authority.outlets.items())
    yield from ((ref(RefKind.EVENT, ident), record) for ident, record in authority.events.items())


def _path(thing: Ref, record: Record, listings: Listings) -> str | None:
    """Return the address of a thing; an event stands in the chronology, all else only where an article leads to it."""
    if isinstance(record, Event):
        return f"{event_page(record)}#{event_anchor(record)}"
    folder, ident = split_ref(thing)
    is_met = (
        thing in listings.appearances
        or (folder is RefKind.OUTLET and ident in listings.by_outlet)
        or (folder is RefKind.ACTOR and ident in listings.by_agency)
    )
    return f"{FOLDERS[folder]}/{ident}.md" if is_met else None


def _titles(records: Mapping[Ref, Record]) -> dict[Ref, str]:
    """Name each thing; where several go by one name, with its kind, and where that is not enough, with its id."""
    titles = {thing: french.capital(french.printed(record.name)) for thing, record in records.items()}
    for more in (_kind_words, lambda thing, _record: split_ref(thing)[1]):
        taken = Counter(title.casefold() for title in titles.values())
        titles = {
            thing: f"{title} ({more(thing, records[thing])})" if taken[title.casefold()] > 1 else title for thing, title in titles.items()
        }
    return titles


def _kind_words(thing: Ref, record: Record) -> str:
    """Return what sort of thing it is, in a word or two."""
    name = str(getattr(record, "kind", ""))
    tables = {RefKind.ACTOR: ACTOR_KINDS, RefKind.PLACE: PLACE_KINDS, RefKind.OUTLET: OUTLET_KINDS}
    table = tables.get(split_ref(thing)[0])
    return kind(table, name).one if table else ""


def article_path(article: Article) -> str:
    """Return the address of an article's page."""
    return f"articles/{article.slug or article.id}.md"


def event_year(event: Event) -> str:
    """Return the year under which an event stands in the chronology."""
    first = event.date.first or event.date.last
    return str(first.year) if first else "sans-date"


def event_page(event: Event) -> str:
    """Return the page of the chronology on which an event stands."""
    return f"chronologie/{event_year(event)}.md"


def event_anchor(event: Event) -> str:
    """Return the anchor of an event on its page."""
    return f"evenement-{event.id}"
