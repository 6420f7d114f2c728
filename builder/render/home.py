"""The generated parts of the home page: the search box, the numbers, the months, key articles, and the ways in. Pure.

Its prose stands in `docs/_pages/index.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from markupsafe import Markup

from builder import french
from builder.french import WIDE
from builder.model import Ref, RefKind, ref
from builder.render.elements import Html, address, anchor, element, together
from builder.render.indexes import articles_of, districts, mentions_of
from builder.render.markdown import fragment, join, link, live, span
from builder.render.site import Site
from builder.render.strips import Months, month_chart, months

KEY = 12
"""Districts or actors on the home page."""

DENSE = 5
"""Key articles on the home page."""

_EXAMPLES = 2
"""Actors, and districts, that the search box proposes."""

_FIRST = 3
"""Names that a way in begins with."""


# --- search -------------------------------------------------------------------------------------------------------------------------------


def search_box(site: Site, here: str) -> Markup:
    """Return the box, which leads to the page of results, and a few names to try."""
    page = address(here, "recherche.md")
    words = element("label", {"class": "visually-hidden", "for": "accueil-recherche"}, "Rechercher dans l’archive")
    box = element(
        "input",
        {
            "id": "accueil-recherche",
            "type": "search",
            "name": "q",
            "placeholder": "Un nom, un quartier, des mots",
            "autocomplete": "off",
            "spellcheck": "false",
            "enterkeyhint": "search",
        },
    )
    form = element(
        "form", {"class": "home-search", "role": "search", "aria-label": "Recherche dans tout le site", "action": page, "method": "get"},
        words, box, element("button", {"type": "submit"}, "Rechercher"),
    )  # fmt: skip
    examples = [anchor(here, site.path(thing) or "", french.capital(site.name(thing))) for thing in _examples(site)]
    hint = element("p", {"class": "home-examples"}, f"Par exemple{WIDE}: ", together(examples, ", ")) if examples else Html()
    return together((form, hint), "\n")


def _examples(site: Site) -> Iterator[Ref]:
    yield from _most_named(site, _actors(site))[:_EXAMPLES]
    yield from _most_named(site, _districts(site))[:_EXAMPLES]


# --- what is named most -----------------------------------------------------------------------------------------------------------------


def key_districts(site: Site, here: str) -> Markup:
    """The districts that most articles name."""
    return _names(site, here, _districts(site))


def key_actors(site: Site, here: str) -> Markup:
    """The actors that most articles name."""
    return _names(site, here, _actors(site))


def _actors(site: Site) -> list[Ref]:
    return [ref(RefKind.ACTOR, ident) for ident in site.authority.actors]


def _districts(site: Site) -> list[Ref]:
    return [ref(RefKind.PLACE, place.id) for place in districts(site)]


def _places(site: Site) -> list[Ref]:
    return [ref(RefKind.PLACE, ident) for ident in site.authority.places]


def _most_named(site: Site, things: list[Ref]) -> list[Ref]:
    """Return the things that articles name, those named in most of them first."""
    met = [thing for thing in things if articles_of(site, thing)]
    return sorted(met, key=lambda thing: (-articles_of(site, thing), -mentions_of(site, thing), french.sort_key(site.name(thing))))


def _names(site: Site, here: str, things: list[Ref]) -> Markup:
    ranked = _most_named(site, things)[:KEY]
    names = tuple(join((site.entry(here, thing), span("n", french.count(articles_of(site, thing), "article")))) for thing in ranked)
    return fragment("names.md.jinja", names=names)


def key_articles(site: Site, here: str) -> Markup:
    """The articles that name the most different actors and places: by which to begin. Of reprints only the first stands here."""
    firsts = (ident for ident in site.listings.order if ident not in site.listings.kindred.first)
    ranked = sorted(firsts, key=lambda ident: (-_named_in(site, ident), ident))[:DENSE]
    lines = tuple(join((site.line(here, ident), span("n", french.count(_named_in(site, ident), "nom")))) for ident in ranked)
    return fragment("lines.md.jinja", lines=lines)


def _named_in(site: Site, ident: str) -> int:
    article = site.article(ident)
    return len(article.actors) + len(article.places)


# --- numbers ------------------------------------------------------------------------------------------------------------------------------


def counts(site: Site, here: str) -> Markup:
    """How much the archive holds, each number leading to its index."""
    named = site.listings.appearances
    actors = sum(thing.startswith("actor/") for thing in named)
    places = sum(thing.startswith("place/") for thing in named)
    items = (
        ("articles/index.md", len(site.listings.order), "article", "articles"),
        ("acteurs/index.md", actors, "acteur nommé", "acteurs nommés"),
        ("lieux/index.md", places, "lieu nommé", "lieux nommés"),
        ("lieux/quartiers.md", len(districts(site)), "quartier répertorié", "quartiers répertoriés"),
        ("medias/index.md", len(site.listings.by_outlet), "titre de presse", "titres de presse"),
        ("chronologie/index.md", len(site.authority.events), "événement", "événements"),
    )
    return fragment("tally.md.jinja", items=tuple(_tally(here, *item) for item in items if item[1]))


def _tally(here: str, path: str, value: int, one: str, many: str) -> Markup:
    return link(here, path, live(f"<strong>{french.number(value)}</strong> {one if value < 2 else many}"))


# --- months -------------------------------------------------------------------------------------------------------------------------------


def month_overview(site: Site, here: str) -> Markup:
    """The months as a chart, and the same as a table whose cells lead to the months of the chronology."""
    counted = months(site)
    if not counted.years:
        return Markup()
    rows = [_month_row(site, here, year, counted) for year in counted.years]
    heads = [element("th", {"scope": "col"}, element("abbr", {"title": name}, name[0].upper())) for name in french.MONTHS]
    head = element("thead", None, element("tr", None, element("th", {"scope": "col"}, "Année"), *heads))
    table = element("table", {"class": "month-table"}, head, element("tbody", None, *rows))
    words = element("summary", None, "Les articles par mois en tableau")
    return together(
        (month_chart(site, here), element("details", {"class": "chart-data"}, words, element("div", {"class": "chart-rows"}, table))), "\n"
    )


def _month_row(site: Site, here: str, year: int, counted: Months) -> Html:
    name = anchor(here, f"articles/{year}.md", str(year)) if year in site.listings.by_year else str(year)
    cells = (element("td", None, _cell(here, year, month, counted)) for month in range(1, 13))
    return element("tr", None, element("th", {"scope": "row"}, name), *cells)


def _cell(here: str, year: int, month: int, counted: Months) -> Html:
    value = counted.articles.get((year, month), 0)
    if not value:
        return Html()
    return anchor(here, f"chronologie/{year}.md#{year}-{month:02d}", french.number(value))


# --- ways in ------------------------------------------------------------------------------------------------------------------------------


def ways(site: Site, here: str, pages: Collection[str]) -> Markup:
    """Return the ways into the archive, those to the pages that there are."""
    items = [_way(site, here, path, title, say) for path, (title, say) in _WAYS.items() if path in pages]
    return element("ul", {"class": "ways"}, "\n", together(items, "\n"))


def _way(site: Site, here: str, path: str, title: str, say: Callable[[Site], str]) -> Html:
    words = (element("strong", None, title), " ", element("span", None, say(site)))
    return element("li", None, element("a", {"href": address(here, path)}, *words))


def _beginning(site: Site, things: list[Ref]) -> str:
    """Return the first names of a list, and how many more there are."""
    ranked = _most_named(site, things)
    first = [site.name(thing) for thing in ranked[:_FIRST]]
    rest = len(ranked) - len(first)
    return french.capital(", ".join(first)) + (f" et {french.number(rest)}{WIDE}autres" if rest > 1 else " et un autre" if rest else "")


def _outlets(site: Site) -> str:
    ranked = sorted(site.listings.by_outlet, key=lambda ident: (-len(site.listings.by_outlet[ident]), ident))
    return french.capital(french.listing(site.name(ref(RefKind.OUTLET, ident)) for ident in ranked[:_FIRST])) or "Qui a publié quoi"


def _events(site: Site) -> str:
    counted = months(site)
    span_ = f", de {counted.years[0]} à {counted.years[-1]}" if len(counted.years) > 1 else ""
    return f"{french.count(len(site.authority.events), 'événement')} et les articles, jour par jour{span_}"


def _said(site: Site) -> str:
    return f"{french.count(sum(map(len, site.listings.said.values())), 'citation')} dont on sait qui parle"


_WAYS: Mapping[str, tuple[str, Callable[[Site], str]]] = {
    "acteurs/index.md": ("Acteurs", lambda site: _beginning(site, _actors(site))),
    "lieux/quartiers.md": ("Quartiers", lambda site: _beginning(site, _districts(site))),
    "lieux/index.md": ("Lieux", lambda site: _beginning(site, _places(site))),
    "chronologie/index.md": ("Chronologie", _events),
    "medias/index.md": ("Médias", _outlets),
    "citations/index.md": ("Citations", _said),
    "donnees/index.md": ("Données", lambda _site: "Articles, mentions et lieux à télécharger, pour un tableur, un programme ou une carte"),
    "fiabilite.md": ("Fiabilité", lambda _site: "Ce que l’annotation trouve, et ce qu’elle manque, mesuré"),
}
"""Page -> its title on the home page, and what is said of it."""
