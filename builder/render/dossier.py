"""The dossiers of actors, places and outlets: facts, counts and the newest on one page, the evidence year by year on others. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from builder import french
from builder.french import THIN, WIDE
from builder.model import Actor, Appearance, Article, DatedName, Outlet, Page, Place, Quotation, Record, Ref, RefKind, Role, ref
from builder.render import prose
from builder.render.labels import ACTOR_KINDS, IDENTIFIERS, LANGUAGES, OUTLET_KINDS, PLACE_KINDS, PRECISIONS, kind
from builder.render.lists import Chain, sheet_pages
from builder.render.markdown import arabic, join, link, live, outward, page, span, text
from builder.render.paging import Entry, Sheet, sheets
from builder.render.searchable import dossier_marks, search_box
from builder.render.site import FOLDERS, Site

NEWEST = 8
"""Articles that a dossier shows before it leads on to its years."""

COMPANIONS = 18
"""Things that a dossier names as standing with its own."""

QUOTATIONS = 6
"""Quotations that a dossier of a speaker shows."""

SENTENCES = 3
"""Sentences of one article that a dossier shows; the year's page has them all."""


@dataclass(frozen=True, slots=True)
class Line:
    """A fact of the record: what it is called, and its value."""

    label: str
    value: Markup


def dossier_pages(site: Site) -> Iterator[Page]:
    """Give the dossier of everything that an article names or was published by, with its pages by year."""
    folders: tuple[tuple[RefKind, Mapping[str, Record]], ...] = (
        (RefKind.ACTOR, dict(site.authority.actors)),
        (RefKind.PLACE, dict(site.authority.places)),
        (RefKind.OUTLET, dict(site.authority.outlets)),
    )
    for folder, records in folders:
        for ident, record in records.items():
            if site.is_met(thing := ref(folder, ident)):
                yield from _dossier(site, thing, record)


def _dossier(site: Site, thing: Ref, record: Record) -> Iterator[Page]:
    here = site.path(thing) or ""
    name = french.capital(site.name(thing))
    title = site.titles[thing]
    chain = _chain(thing, title, here)
    found = _articles(site, thing)
    years = sheets(_entry(site, f"{here.removesuffix('.md')}/0.md", ident, appearance, whole=True) for ident, appearance in found)
    yield page(
        here,
        "dossier.md.jinja",
        {
            "title": title,
            "description": f"{title}{WIDE}: {french.count(len(found), 'article')}, {_span(site, found)}",
            **dossier_marks(site, thing),
        },
        name=name,
        sort=_sort(site, here, record),
        lines=tuple(_lines(site, here, record)),
        note=tuple(part for part in record.note.split("\n\n") if part.strip()),
        counts=_counts(site, thing, found),
        search=search_box(here, thing),
        years=_bars(here, years),
        newest=tuple(_entry(site, here, ident, appearance, whole=False).body for ident, appearance in reversed(found[-NEWEST:])),
        has_more=len(found) > NEWEST,
        companions=_companions(site, here, thing),
        said=tuple(_quotation(site, here, *pair) for pair in site.listings.said.get(thing, ())[-QUOTATIONS:]),
        up=link(here, chain.index, chain.index_title),
        within=_within(site, here, record),
    )
    yield from sheet_pages(years, here.removesuffix(".md"), chain)


def _chain(thing: Ref, title: str, here: str) -> Chain:
    folder = RefKind(thing.partition("/")[0])
    titles = {RefKind.ACTOR: "Acteurs", RefKind.PLACE: "Lieux", RefKind.OUTLET: "Médias"}
    return Chain(title, here, f"{FOLDERS[folder]}/index.md", titles[folder])


def _articles(site: Site, thing: Ref) -> tuple[tuple[str, Appearance | None], ...]:
    """Return the articles of a dossier in the order of dates: those that name the thing, that it published, or that credit it."""
    folder, ident = RefKind(thing.partition("/")[0]), thing.partition("/")[2]
    if folder is RefKind.OUTLET:
        return tuple((article, None) for article in site.listings.by_outlet.get(ident, ()))
    named = {item.article: item for item in site.listings.appearances.get(thing, ())}
    if folder is not RefKind.ACTOR or ident not in site.listings.by_agency:
        return tuple(named.items())
    either = named.keys() | set(site.listings.by_agency[ident])
    return tuple((article, named.get(article)) for article in site.listings.order if article in either)


def _entry(site: Site, here: str, ident: str, appearance: Appearance | None, *, whole: bool) -> Entry:
    """Return an article of the dossier: its line, then the sentences that name the thing."""
    article = site.article(ident)
    passages = appearance.passages if appearance else ()
    shown = passages if whole else passages[:SENTENCES]
    quoted = [live(f"    > {prose.sentence(article, passage)}") for passage in shown]
    rest = french.count(len(passages) - len(shown), "autre phrase", "autres phrases")
    more = [live(f"    {span('more', f'et {rest}')}")] if len(passages) > len(shown) else []
    body = live("\n\n".join((f"-   {site.line(here, ident)}", *quoted, *more)))
    return Entry(site.years.get(ident), _month(article), body)


def _month(article: Article) -> int | None:
    return article.dating.likeliest.month if article.dating.likeliest else None


# --- facts ------------------------------------------------------------------------------------------------------------------------------


def _sort(site: Site, here: str, record: Record) -> Markup:
    """Return what sort of thing it is, in a few words under the name."""
    if isinstance(record, Actor):
        parent = [site.link(here, ref(RefKind.ACTOR, record.parent))] if record.parent else []
        return join((french.capital(kind(ACTOR_KINDS, record.kind).one), *parent), ", ")
    if isinstance(record, Place):
        above = (site.link(here, ref(RefKind.PLACE, ident)) for ident in site.authority.within(record.id))
        return join((french.capital(kind(PLACE_KINDS, record.kind).one), *above), ", ")
    if isinstance(record, Outlet):
        return join((french.capital(kind(OUTLET_KINDS, record.kind).one), *([record.country] if record.country else [])), ", ")
    return Markup()


def _lines(site: Site, here: str, record: Record) -> Iterator[Line]:
    if record.name_ar:
        yield Line("Nom arabe", arabic(record.name_ar))
    if record.name_en:
        yield Line("Nom anglais", live(f'<span lang="en">{text(record.name_en)}</span>'))
    if others := record.names[1:]:
        yield Line("Autres noms et graphies", join(map(_dated_name, others), ", "))
    if record.metonyms:
        yield Line("Désigné aussi par", join(record.metonyms, ", "))
    yield from _own_lines(site, here, record)
    if record.identifiers:
        yield Line("Identifiants", join((_identifier(*pair) for pair in record.identifiers), ", "))
    if record.sources:
        yield Line("Sources", join((_source(item) for item in record.sources), f"{WIDE}; ".replace(WIDE, THIN)))


def _own_lines(site: Site, here: str, record: Record) -> Iterator[Line]:
    if isinstance(record, Actor):
        if record.roles:
            yield Line("Fonctions", join((_role(site, here, role) for role in record.roles), "<br>"))
        if record.active_from or record.active_to:
            yield Line("Actif", text(french.period(record.active_from, record.active_to)))
    if isinstance(record, Place):
        if record.side:
            yield Line("Côté, pour l’essentiel", text(french.capital(record.side)))
        if position := coordinates(record):
            yield Line("Coordonnées", position)
    if isinstance(record, Outlet):
        if record.domains:
            yield Line("Adresses", join(record.domains, ", "))
        if record.languages:
            yield Line("Langues", join((LANGUAGES.get(code, code) for code in record.languages), ", "))


def _dated_name(name: DatedName) -> Markup:
    period = french.period(name.first, name.last)
    return text(f"{name.text} ({period})" if period else name.text)


def _role(site: Site, here: str, role: Role) -> Markup:
    held = f" {span('known', french.period(role.start, role.end))}" if role.start or role.end else ""
    body = f" ({site.link(here, ref(RefKind.ACTOR, role.of))})" if role.of and site.path(ref(RefKind.ACTOR, role.of)) else ""
    return live(f"{text(french.capital(role.phrases[0]))}{body}{held}")


def coordinates(place: Place) -> Markup:
    """Return a place's position in decimal degrees, WGS 84, with how exact it is; nothing where it is not known."""
    if place.lat is None or place.lon is None:
        return Markup()
    north = f"{abs(place.lat):.4f}".replace(".", ",") + f"°{THIN}{'N' if place.lat >= 0 else 'S'}"
    east = f"{abs(place.lon):.4f}".replace(".", ",") + f"°{THIN}{'E' if place.lon >= 0 else 'O'}"
    precision = PRECISIONS.get(place.precision or "", "")
    return join((f"{north}, {east}", *([span("known", precision)] if precision else [])))


def _identifier(register: str, value: str) -> Markup:
    if register not in IDENTIFIERS:
        return text(f"{register} {value}")
    name, address = IDENTIFIERS[register]
    return outward(address + value, f"{name} {value}") if value.isalnum() else text(f"{name} {value}")


def _source(item: str) -> Markup:
    return outward(item, item) if item.startswith(("https://", "http://")) else text(item)


# --- counts, years, company ---------------------------------------------------------------------------------------------------------------


def _counts(site: Site, thing: Ref, found: tuple[tuple[str, Appearance | None], ...]) -> Markup:
    mentions = sum(item.mentions for _, item in found if item)
    counted = [french.count(len(found), "article")] + ([french.count(mentions, "mention")] if mentions else [])
    below = len(site.listings.articles_within.get(thing.partition("/")[2], ())) if thing.startswith("place/") else 0
    wider = [f"{french.count(below, 'article')} avec les lieux situés à l’intérieur"] if below > len(found) else []
    return join((*counted, *wider, _span(site, found)), " · ")


def _span(site: Site, found: tuple[tuple[str, Appearance | None], ...]) -> str:
    """Return from when to when the thing is met."""
    known = [site.article(ident).dating.edtf for ident, _ in found]
    dates = [value for value in known if value]
    if not dates:
        return "dates inconnues"
    first, last = french.date(dates[0]), french.date(dates[-1])
    return first if first == last else f"premier article{WIDE}: {first}, dernier{WIDE}: {last}"


def _bars(here: str, years: tuple[Sheet, ...]) -> tuple[Markup, ...]:
    """Return a link a year, with a bar as long as its share of the fullest year."""
    most = max((sheet.size for sheet in years), default=1)
    base = here.removesuffix(".md")
    return tuple(bar(link(here, f"{base}/{sheet.key}.md", sheet.title), sheet.size, most, "article") for sheet in years)


def bar(label: Markup, value: int, most: int, noun: str) -> Markup:
    """Return a labelled value with a bar; the number stands beside it, the bar is ornament."""
    width = round(100 * value / most) if most else 0
    return live(f'{label} <span class="bar" style="--w:{width}%"></span> {span("n", french.count(value, noun))}')


def _companions(site: Site, here: str, thing: Ref) -> tuple[tuple[str, tuple[Markup, ...]], ...]:
    """Return what stands in the same articles, actors and places apart, the most frequent first."""
    groups = []
    for label, folder in (("Acteurs", RefKind.ACTOR), ("Lieux", RefKind.PLACE)):
        of_kind = [item for item in site.listings.companions.get(thing, ()) if item.ref.startswith(f"{folder}/") and site.record(item.ref)]
        shown = tuple(join((site.entry(here, item.ref), span("n", french.number(item.articles)))) for item in of_kind[:COMPANIONS])
        if shown:
            groups.append((label, shown))
    return tuple(groups)


def _quotation(site: Site, here: str, ident: str, quotation: Quotation) -> Markup:
    article = site.article(ident)
    return join(
        (text(french.quoted(quotation.text)), span("from", site.article_link(here, ident)), span("when", french.date(article.dating.edtf)))
    )


def _within(site: Site, here: str, record: Record) -> tuple[Markup, ...]:
    """Return the places directly within a place that have pages, by name."""
    if not isinstance(record, Place):
        return ()
    things = (ref(RefKind.PLACE, ident) for ident in site.listings.children.get(record.id, ()))
    met = sorted((thing for thing in things if site.path(thing)), key=lambda thing: french.sort_key(site.name(thing)))
    return tuple(join((site.entry(here, thing), span("n", french.number(len(site.listings.appearances[thing]))))) for thing in met)
