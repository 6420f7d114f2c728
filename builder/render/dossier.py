"""The dossiers of actors, places and outlets: facts, counts and the newest on one page, the evidence year by year on others. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from markupsafe import Markup

from builder import french
from builder.french import WIDE
from builder.model import Appearance, Page, Place, Record, Ref, RefKind, ref, split_ref
from builder.render import facts, prose
from builder.render.citing import coins
from builder.render.company import Company, company, named_by
from builder.render.lists import Chain, sheet_pages
from builder.render.markdown import join, link, live, page, span
from builder.render.months import Months, figures, strip
from builder.render.paging import Entry, Sheet, sheets
from builder.render.quotations import Said, place_in_article, saying, words
from builder.render.searchable import dossier_marks, search_box
from builder.render.site import FOLDERS, Site, article_path
from builder.render.tables import Column, table

NEWEST = 8
"""Articles that a dossier shows before it leads on to its years."""

QUOTATIONS = 8
"""Quotations that a dossier shows, of the thing and about it; the years' pages have all that it said."""

SENTENCES = 3
"""Sentences of one article that a dossier shows."""

MOST = 40
"""Sentences of one article that a year's page shows; the article has them all."""

WITHIN = 60
"""Places within a place that its dossier names."""

SmallMap = Callable[[Site, str, Ref], Markup]
"""Makes the small map of a dossier, or nothing: from the archive, the page's path, and the thing."""

Found = tuple[str, Appearance | None]
"""An article of a dossier, and how it names the thing; None where it is the thing's in another way."""


def no_map(site: Site, here: str, thing: Ref) -> Markup:
    """Make no map."""
    del site, here, thing
    return Markup()


def dossier_pages(site: Site, small_map: SmallMap = no_map) -> Iterator[Page]:
    """Give the dossier of everything that an article names or was published by, with its pages by year."""
    folders: tuple[tuple[RefKind, Mapping[str, Record]], ...] = (
        (RefKind.ACTOR, dict(site.authority.actors)),
        (RefKind.PLACE, dict(site.authority.places)),
        (RefKind.OUTLET, dict(site.authority.outlets)),
    )
    for folder, records in folders:
        for ident, record in records.items():
            if site.is_met(thing := ref(folder, ident)):
                yield from _dossier(site, thing, record, small_map)


def _dossier(site: Site, thing: Ref, record: Record, small_map: SmallMap) -> Iterator[Page]:
    here, title = site.path(thing) or "", site.titles[thing]
    base = here.removesuffix(".md")
    chain = _chain(thing, title, here)
    found = _articles(site, thing)
    months = Months.of(site, (ident for ident, _ in found))
    marks = {
        "title": title,
        "description": f"{title}{WIDE}: {french.count(len(found), 'article')}, {_span(site, found)}",
        **dossier_marks(site, thing),
    }
    sections = _sections(site, here, thing, record, found)
    yield page(
        here,
        "dossier.md.jinja",
        marks,
        name=french.capital(site.name(thing)),
        sort=facts.sort(site, here, record),
        lines=(*_first_and_last(site, here, found), *facts.facts(site, here, record)),
        map=small_map(site, here, thing),
        note=tuple(part for part in record.note.split("\n\n") if part.strip()),
        counts=_counts(site, thing, found),
        search=search_box(here, thing),
        strip=strip(here, base, months),
        figures=figures(here, base, months),
        up=link(here, chain.index, chain.index_title),
        contents=_contents(sections),
        **sections,
    )
    yield from sheet_pages(_years(site, base, thing, found), base, chain)


def _sections(site: Site, here: str, thing: Ref, record: Record, found: tuple[Found, ...]) -> dict[str, object]:
    """Return what the page holds below the facts, part by part; an empty part is left out of the page."""
    newest, is_outlet = tuple(islice(site.newest_first(found, lambda pair: pair[0]), NEWEST)), _is_outlet(thing)
    said, spoken_of = site.listings.said.get(thing, ()), site.listings.spoken_of.get(thing, ())
    return {
        "offices": _table(facts.OFFICES, facts.offices(site, here, record)),
        "office_sources": facts.office_sources(site, here, record),
        "names": _table(facts.NAMES, facts.successive_names(record)),
        "newest": tuple(_entry(site, here, pair, whole=False, with_outlet=not is_outlet).body for pair in newest),
        "rest": len(found) - len(newest),
        "said": _sayings(site, here, said, told_by=False),
        "said_rest": max(0, len(said) - QUOTATIONS),
        "spoken_of": _sayings(site, here, spoken_of, told_by=True),
        "spoken_of_rest": max(0, len(spoken_of) - QUOTATIONS),
        "company": _company(site, here, thing, found),
        "company_title": "Les plus nommés dans ses articles" if is_outlet else "Nommés dans les mêmes articles",
        "within": _within(site, here, record),
        "citations": link(here, "citations/index.md", "Toutes les citations de l’archive"),
    }


def _is_outlet(thing: Ref) -> bool:
    return split_ref(thing)[0] is RefKind.OUTLET


def _table(columns: tuple[Column, ...], rows: tuple[Markup, ...]) -> Markup:
    return table(columns, rows, None, "in-time") if rows else Markup()


def _sayings(site: Site, here: str, found: tuple[Said, ...], *, told_by: bool) -> tuple[Markup, ...]:
    newest = islice(site.newest_first(found, lambda pair: pair[0]), QUOTATIONS)
    return tuple(saying(site, here, pair, told_by=told_by) for pair in newest)


def _company(site: Site, here: str, thing: Ref, found: tuple[Found, ...]) -> tuple[Company, ...]:
    """Return what stands beside a thing; for an outlet, what its articles name."""
    if _is_outlet(thing):
        return named_by(site, here, tuple(ident for ident, _ in found))
    return company(site, here, thing)


_HEADINGS = (
    ("names", "noms", "Noms successifs"),
    ("offices", "fonctions", "Fonctions"),
    ("newest", "articles", "Articles"),
    ("said", "propos", "Propos"),
    ("spoken_of", "a-son-sujet", "À son sujet"),
    ("company", "avec", "Nommés avec"),
    ("within", "dedans", "À l’intérieur"),
)
"""Part of the page, its anchor, and what the table of contents calls it."""


def _contents(sections: Mapping[str, object]) -> tuple[Markup, ...]:
    """Return links to the parts of the page, nothing where there are hardly any."""
    there = tuple(live(f"[{name}](#{anchor})") for part, anchor, name in _HEADINGS if sections[part])
    return there if len(there) > 1 else ()


def _chain(thing: Ref, title: str, here: str) -> Chain:
    folder = split_ref(thing)[0]
    titles = {RefKind.ACTOR: "Acteurs", RefKind.PLACE: "Lieux", RefKind.OUTLET: "Médias"}
    return Chain(title, here, f"{FOLDERS[folder]}/index.md", titles[folder])


# --- articles -------------------------------------------------------------------------------------------------------------------------


def _articles(site: Site, thing: Ref) -> tuple[Found, ...]:
    """Return the articles of a dossier in the order of dates: those that name the thing, that it published, or that credit it."""
    folder, ident = split_ref(thing)
    if folder is RefKind.OUTLET:
        return tuple((article, None) for article in site.listings.by_outlet.get(ident, ()))
    named = {item.article: item for item in site.listings.appearances.get(thing, ())}
    if folder is not RefKind.ACTOR or ident not in site.listings.by_agency:
        return tuple(named.items())
    either = named.keys() | set(site.listings.by_agency[ident])
    return tuple((article, named.get(article)) for article in site.listings.order if article in either)


def _years(site: Site, base: str, thing: Ref, found: tuple[Found, ...]) -> tuple[Sheet, ...]:
    """Return the evidence, cut by year: every article with its sentences, and what the thing is quoted as saying in it."""
    said: dict[str, list[Said]] = {}
    for pair in site.listings.said.get(thing, ()):
        said.setdefault(pair[0], []).append(pair)
    here = f"{base}/0.md"
    with_outlet = not _is_outlet(thing)
    return sheets(_entry(site, here, pair, whole=True, with_outlet=with_outlet, said=tuple(said.get(pair[0], ()))) for pair in found)


def _entry(site: Site, here: str, found: Found, *, whole: bool, with_outlet: bool = True, said: tuple[Said, ...] = ()) -> Entry:
    """Return an article of the dossier: its line, the sentences that name the thing, and what it says."""
    ident, appearance = found
    article = site.article(ident)
    passages = appearance.passages if appearance else ()
    shown = passages[: MOST if whole else SENTENCES]
    quoted = [live(f"    > {prose.sentence(article, passage)}") for passage in shown]
    rest = french.count(len(passages) - len(shown), "autre phrase", "autres phrases")
    more = [live(f"    {span('more', f'et {rest}')}")] if len(passages) > len(shown) else []
    spoken = [
        live(f"    {span('spoken', join(('Propos' + WIDE + ':', place_in_article(site, here, pair, words(pair[1])))))}")
        for pair in said[:MOST]
    ]
    line = site.line(here, ident, with_outlet=with_outlet)
    body = live("\n\n".join((f"-   {line}{coins(site, ident)}", *quoted, *more, *spoken)))
    return Entry(site.years.get(ident), site.month(ident), body)


# --- counts ---------------------------------------------------------------------------------------------------------------------------


def _first_and_last(site: Site, here: str, found: tuple[Found, ...]) -> Iterator[facts.Line]:
    """Give the first and the last article of known date, with links."""
    dated = [ident for ident, _ in found if site.article(ident).dating.edtf]
    if dated:
        yield facts.Line("Premier article", _dated_link(site, here, dated[0]))
    if len(dated) > 1:
        yield facts.Line("Dernier article", _dated_link(site, here, dated[-1]))


def _dated_link(site: Site, here: str, ident: str) -> Markup:
    article = site.article(ident)
    return link(here, article_path(article), french.capital(french.date(article.dating.edtf)), site.title(article))


def _counts(site: Site, thing: Ref, found: tuple[Found, ...]) -> Markup:
    mentions = sum(item.mentions for _, item in found if item)
    counted = [french.count(len(found), "article")] + ([french.count(mentions, "mention")] if mentions else [])
    below = len(site.listings.articles_within.get(split_ref(thing)[1], ())) if thing.startswith("place/") else 0
    wider = [f"{french.count(below, 'article')} avec les lieux situés à l’intérieur"] if below > len(found) else []
    return join((*counted, *wider), " · ")


def _span(site: Site, found: tuple[Found, ...]) -> str:
    """Return from when to when the thing is met."""
    known = [site.article(ident).dating.edtf for ident, _ in found]
    dates = [value for value in known if value]
    if not dates:
        return "dates inconnues"
    first, last = french.date(dates[0]), french.date(dates[-1])
    return first if first == last else f"premier article{WIDE}: {first}, dernier{WIDE}: {last}"


def _within(site: Site, here: str, record: Record) -> tuple[Markup, ...]:
    """Return the places directly within a place that have pages, the most named first."""
    if not isinstance(record, Place):
        return ()
    things = (ref(RefKind.PLACE, ident) for ident in site.listings.children.get(record.id, ()))
    met = [(len(site.listings.appearances[thing]), thing) for thing in things if site.path(thing)]
    ranked = sorted(met, key=lambda pair: (-pair[0], french.sort_key(site.name(pair[1]))))
    return tuple(join((site.entry(here, thing), span("n", french.number(number)))) for number, thing in ranked[:WITHIN])
