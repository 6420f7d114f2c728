"""What the articles quote: the sayings of a dossier, and all quotations of the archive, paged by year. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from builder import french
from builder.french import WIDE
from builder.model import Page, Quotation, Ref
from builder.render import prose
from builder.render.lists import Chain, sheet_pages
from builder.render.markdown import fragment, join, link, live, span, text
from builder.render.months import Months, strip
from builder.render.paging import Entry, sheets
from builder.render.site import Site, article_path
from builder.render.tables import Column, Noun, dated, fitting, row, table

CLIPPED = 900
"""Code points of a quotation that a list shows; the article has it whole."""

ROOM = 55_000
"""Bytes of Markdown of the newest quotations on the first page."""

SPEAKERS = 24
"""Speakers that the first page names."""

FOLDER = "citations"
NOUN = Noun("citation", "citations")
COLUMNS = (Column("Date", "Année"), Column("Propos"), Column("Locuteur", "Locuteur"), Column("Article"))

Said = tuple[str, Quotation]
"""The id of an article, and a quotation in it."""


def quotation_index(site: Site, here: str) -> Markup:
    """Return who is quoted most, the years, and the newest quotations that have room."""
    said = site.listings.quotations
    if not said:
        return live("L’archive ne contient pas encore de citation.")
    shown = fitting((_row(site, here, pair) for pair in reversed(said)), ROOM)
    is_all = len(shown) == len(said)
    more = f"Les {french.number(len(shown))} plus récentes sur {french.number(len(said))}{WIDE}: toutes sont rangées par année, ci-dessus."
    parts = (
        strip(here, FOLDER, Months.of(site, (ident for ident, _ in said)), NOUN),
        "## Les plus cités",
        fragment("names.md.jinja", names=_speakers(site, here)),
        "## Toutes les citations" if is_all else "## Les plus récentes",
        *([] if is_all else [more]),
        table(COLUMNS, shown, NOUN, "quotations"),
    )
    return join(map(live, parts), "\n\n")


def _speakers(site: Site, here: str) -> tuple[Markup, ...]:
    ranked = sorted(site.listings.said.items(), key=lambda item: (-len(item[1]), french.sort_key(site.name(item[0]))))
    return tuple(join((_speaker(site, here, thing), span("n", french.number(len(said))))) for thing, said in ranked[:SPEAKERS])


def _speaker(site: Site, here: str, thing: Ref) -> Markup:
    """Return a link to what the speaker's dossier has of the quotations."""
    path, name = site.path(thing), french.capital(site.name(thing))
    return link(here, f"{path}#propos", name) if path else text(name)


def quotation_pages(site: Site) -> Iterator[Page]:
    """Give the pages by year."""
    here = f"{FOLDER}/0.md"
    rows = (Entry(site.years[ident], site.month(ident), _row(site, here, (ident, said))) for ident, said in site.listings.quotations)
    chain = Chain("Citations", f"{FOLDER}/index.md", f"{FOLDER}/index.md", "Citations", NOUN, COLUMNS, "quotations")
    yield from sheet_pages(sheets(rows), FOLDER, chain)


def _row(site: Site, here: str, pair: Said) -> Markup:
    ident, quotation = pair
    article = site.article(ident)
    source = site.outlet(here, article)
    where = join((place_in_article(site, here, pair), *([span("from", source)] if source else [])))
    return row(
        (dated(article, site.years[ident]), live(f'<span class="what">{words(quotation)}</span>'), _who(site, here, quotation), where)
    )


def words(quotation: Quotation) -> Markup:
    """Return what was said, between guillemets."""
    body = quotation.text
    return text(french.quoted(french.clipped(body, CLIPPED, " […]")))


def _who(site: Site, here: str, quotation: Quotation) -> Markup:
    """Return the speaker as a choice; where no record is behind it, the words of the text, or that they do not say."""
    if quotation.speaker:
        return _speaker(site, here, quotation.speaker)
    unnamed = "Sans fiche" if quotation.speaker_words else "Non établi"
    said = french.capital(quotation.speaker_words) if quotation.speaker_words else "non établi"
    return live(f'<span class="known" data-facet="{unnamed}">{text(said)}</span>')


def place_in_article(site: Site, here: str, pair: Said, shown: Markup | None = None) -> Markup:
    """Return a link to the place in the article where the words stand; it shows the article's title, or what is given."""
    ident, quotation = pair
    article = site.article(ident)
    anchor = prose.anchor(site, article, quotation)
    return link(here, article_path(article) + (f"#{anchor}" if anchor else ""), shown or site.title(article))


def saying(site: Site, here: str, pair: Said, *, told_by: bool = False) -> Markup:
    """Return a quotation as an entry of a dossier: the words, then who said it where that is another, where, and when."""
    ident, quotation = pair
    article = site.article(ident)
    who = [_who(site, here, quotation)] if told_by else []
    when = span("when", french.date(article.dating.edtf))
    outlet = site.outlet(here, article)
    source = join((*who, place_in_article(site, here, pair), *([outlet] if outlet else []), when), " · ")
    return live(f'<span class="words">{words(quotation)}</span> {span("from", source)}')
