"""The page of an article: its text, and beside it what is known of it and how. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from builder import french
from builder.access import gives_seed, opening, shown_author, shows
from builder.cite import head_tags, json_ld
from builder.french import THIN, WIDE
from builder.model import Article, Claim, Event, Evidence, Page, Ref, RefKind, Unresolved, ref, split_ref
from builder.render import prose
from builder.render.cards import cards, role_on
from builder.render.citing import citation, cited, corrections, formats
from builder.render.kin import kin
from builder.render.labels import ACCESS, ACTOR_KINDS, GROUNDS, LANGUAGES, PLACE_KINDS, RECORD_GROUNDS, Kind
from builder.render.markdown import FrontValue, join, link, live, outward, page, relative, span, text, written
from builder.render.searchable import article_marks
from builder.render.site import Site, article_path

DESCRIPTION = 160
"""Code points of a page's description: what search engines show."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the metadata panel: a value, how it is known, and the grounds that a click shows."""

    label: str
    value: Markup
    known: str = ""
    grounds: tuple[Markup, ...] = ()

    @property
    def line(self) -> Markup:
        """The fact in one line."""
        return join((live(f"**{self.label}**"), self.value, *([span("known", self.known)] if self.known else [])))


def article_pages(site: Site) -> Iterator[Page]:
    """Give the page of every article, and one that leads to it from its id where it has a nicer address."""
    for ident in site.listings.order:
        article = site.article(ident)
        yield _page(site, article)
        if article.slug and article.slug != article.id:
            yield _redirect(site, article)


def _page(site: Site, article: Article) -> Page:
    here = article_path(article)
    around = site.listings.neighbours[article.id]
    dating = article.dating
    source, date = _source(site, here, article), french.date(dating.edtf)
    return page(
        here,
        "article.md.jinja",
        _front(site, article),
        kicker=prose.kicker(site, here, article),
        heading=prose.heading(site, here, article),
        source=source,
        when=date if source else french.capital(date),
        known=french.certainty(dating.basis) if dating.edtf else "",
        reasons=_grounds(site, here, article, dating.evidence),
        body=prose.body(site, here, article),
        notice=ACCESS.get(article.access),
        facts=tuple(_facts(site, here, article)),
        actors=_by_kind(site, here, article, RefKind.ACTOR, ACTOR_KINDS),
        places=_by_kind(site, here, article, RefKind.PLACE, PLACE_KINDS),
        unresolved=_unresolved(site, here, article),
        kin=kin(site, here, article),
        citation=citation(site, article),
        formats=formats(site, article),
        corrections=corrections(site, article),
        cards=cards(site, article),
        before=around.before and site.line(here, around.before),
        after=around.after and site.line(here, around.after),
        index=link(here, "articles/index.md", "Tous les articles"),
    )


def _redirect(site: Site, article: Article) -> Page:
    here, target = f"articles/{article.id}.md", article_path(article)
    front = {"title": site.title(article), "redirect": relative(here, target).removesuffix(".md") + ".html"}
    return written(
        here, front, f"# {text(site.title(article))}\n\nCette page a changé d’adresse{WIDE}: {site.article_link(here, article.id)}.\n"
    )


def _description(site: Site, article: Article) -> str:
    """Return the first words of the text, or where there are none to show what the page is."""
    words = opening(article)
    if not words:
        return f"{site.title(article)}, {french.date(article.dating.edtf)}"
    return french.clipped(words, DESCRIPTION)


def _front(site: Site, article: Article) -> Mapping[str, FrontValue]:
    """Return what the page says of itself to the theme, to the search and to programs."""
    description = _description(site, article)
    reference = cited(site, article)
    return {
        "title": site.title(article),
        "description": description,
        **article_marks(site, article),
        "head": head_tags(reference, description),
        "json_ld": json_ld(reference),
    }


def _source(site: Site, here: str, article: Article) -> Markup:
    """Return paper and agency in one line, as a reader looks for them under a headline."""
    return join((part for part in (site.outlet(here, article), _agencies(site, here, article)) if part), " · ")


# --- what is known, and how -----------------------------------------------------------------------------------------------------------


def _facts(site: Site, here: str, article: Article) -> Iterator[Fact]:
    dating, attribution = article.dating, article.attribution
    known = french.certainty(dating.basis) if dating.edtf else ""
    yield Fact("Publication", text(french.date(dating.edtf)), known, _grounds(site, here, article, dating.evidence))
    if dating.reported:
        yield Fact("Faits rapportés", text(french.days(dating.reported)))
    yield _claim(site, here, article, "Titre de presse", attribution.outlet, site.outlet(here, article))
    if attribution.agency:
        yield Fact("Agence", _agencies(site, here, article), grounds=_grounds(site, here, article, attribution.agency_evidence))
    if shown_author(article):
        yield _claim(site, here, article, "Auteur", attribution.author, text(attribution.author.value))
    yield _title(site, here, article)
    if article.text.language:
        yield Fact("Langue", text(LANGUAGES.get(article.text.language, article.text.language)))
    yield from _provenance(site, here, article)


def _provenance(site: Site, here: str, article: Article) -> Iterator[Fact]:
    if article.url:
        yield Fact("Adresse d’origine", outward(article.url, article.url))
    if article.note:
        yield Fact("Note", text(article.note))
    yield Fact("Source brute", _seed(site, here, article), "codage des caractères deviné" if article.encoding_guessed else "")
    yield Fact("Empreinte SHA-256", live(f'<code class="digest">{article.sha256}</code>'))


def _seed(site: Site, here: str, article: Article) -> Markup:
    if not gives_seed(article):
        return text("non publiée")
    if article.id in site.lost:
        return text("perdue ou remplacée depuis l’annotation")
    ending = article.seed.rpartition(".")[2].lower()
    return link(here, f"donnees/graines/{article.id}.{ending}.txt", article.seed)


def _claim(site: Site, here: str, article: Article, label: str, claim: Claim[str], value: Markup) -> Fact:
    if claim.value is None:
        return Fact(label, text("non établi"))
    probable = any(item.by == "notice" and item.says == "probable" for item in claim.evidence)
    known = "probable, d’après la notice" if probable else french.certainty(claim.basis, feminine=False)
    return Fact(label, value, known, _grounds(site, here, article, claim.evidence))


def _title(site: Site, here: str, article: Article) -> Fact:
    """Say how the title is known; the title itself stands above the text."""
    if article.title.value is None or site.title(article) != article.title.value:
        return Fact("Titre de l’article", text("non établi"))
    known = french.capital(french.certainty(article.title.basis, feminine=False))
    return Fact("Titre de l’article", text(known), grounds=_grounds(site, here, article, article.title.evidence))


def _agencies(site: Site, here: str, article: Article) -> Markup:
    return join((site.link(here, ref(RefKind.ACTOR, ident)) for ident in article.attribution.agency), ", ")


def _grounds(site: Site, here: str, article: Article, evidence: tuple[Evidence, ...]) -> tuple[Markup, ...]:
    """Say of each piece of evidence what it quotes and what that tells; a bare "the notice says so" needs no list."""
    if all(item.by == "notice" for item in evidence):
        return ()
    return tuple(dict.fromkeys(_ground(site, here, article, item) for item in evidence))


def _ground(site: Site, here: str, article: Article, item: Evidence) -> Markup:
    words = _evidence_words(article, item)
    says = _explained(site, here, item)
    return join((span("quote", french.quoted(words)), says), f"{WIDE}: ") if words else says


def _evidence_words(article: Article, item: Evidence) -> str | None:
    if item.quote is None or item.start is None or item.end is None:
        return None
    return item.quote if article.access == "full" or shows(article, item.start, item.end) else None


def _explained(site: Site, here: str, item: Evidence) -> Markup:
    if "/" not in item.by:
        return text(GROUNDS.get(item.by, item.says))
    thing = Ref(item.by)
    record = site.record(thing)
    label = RECORD_GROUNDS.get(split_ref(thing)[0], "")
    when = f" ({french.date(record.date)})" if isinstance(record, Event) else ""
    return join((f"{label}, ", site.link(here, thing), when), "")


# --- who and what is named ------------------------------------------------------------------------------------------------------------


def _by_kind(site: Site, here: str, article: Article, folder: RefKind, kinds: Mapping[str, Kind]) -> tuple[tuple[str, Markup], ...]:
    """Group what the article names by kind, in the order of the table of kinds, then of names."""
    idents = article.actors if folder is RefKind.ACTOR else article.places
    order = list(kinds)
    things = [(_kind_name(site, ref(folder, ident)), ref(folder, ident)) for ident in idents]
    ranked = sorted(
        things, key=lambda pair: (order.index(pair[0]) if pair[0] in order else len(order), pair[0], french.sort_key(site.name(pair[1])))
    )
    return tuple(
        (
            french.capital(kinds[name].many if name in kinds else name or "Autres"),
            join((_named(site, here, article, thing) for _, thing in group), ", "),
        )
        for name, group in groupby(ranked, lambda pair: pair[0])
    )


def _named(site: Site, here: str, article: Article, thing: Ref) -> Markup:
    """Return a name with its link, and for a person the office held when the article appeared."""
    role = role_on(site.record(thing), article.dating)
    return join((site.link(here, thing), span("role", f"({role})"))) if role else site.link(here, thing)


def _kind_name(site: Site, thing: Ref) -> str:
    return str(getattr(site.record(thing), "kind", ""))


def _unresolved(site: Site, here: str, article: Article) -> tuple[Markup, ...]:
    """List each name that was seen and not identified once, with what it might be."""
    seen: dict[str, Unresolved] = {}
    for item in article.naming.unresolved:
        if shows(article, item.start, item.end):
            seen.setdefault(item.surface, item)
    return tuple(_candidates(site, here, item) for item in seen.values())


def _candidates(site: Site, here: str, item: Unresolved) -> Markup:
    if not item.candidates:
        return text(item.surface)
    choices = join((site.link(here, thing) for thing in item.candidates), " ou ")
    return live(f"{text(item.surface)} ({choices}{THIN}?)")
