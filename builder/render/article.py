"""The page of an article: its text, and beside it what is known of it and how. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup

from builder import french
from builder.access import gives_seed, opening, shows
from builder.french import THIN, WIDE
from builder.model import Article, Basis, Claim, Event, Evidence, Page, Ref, RefKind, Unresolved, ref, split_ref
from builder.render import prose
from builder.render.labels import ACCESS, ACTOR_KINDS, GROUNDS, LANGUAGES, PLACE_KINDS, RECORD_GROUNDS, Kind
from builder.render.markdown import join, link, live, outward, page, relative, span, text, written
from builder.render.searchable import article_marks
from builder.render.site import Site, article_path

DESCRIPTION = 160
"""Code points of a page's description: what search engines show."""

REPRINTS = 12
"""Articles of the same text that a page names."""


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
    return page(
        here,
        "article.md.jinja",
        {"title": site.title(article), "description": _description(site, article), **article_marks(site, article)},
        kicker=prose.kicker(site, here, article),
        heading=prose.heading(site, here, article),
        subtitle=_subtitle(site, here, article),
        body=prose.body(site, here, article),
        notice=ACCESS.get(article.access),
        facts=tuple(_facts(site, here, article)),
        actors=_by_kind(site, here, RefKind.ACTOR, article.actors, ACTOR_KINDS),
        places=_by_kind(site, here, RefKind.PLACE, article.places, PLACE_KINDS),
        unresolved=_unresolved(site, here, article),
        citation=_citation(site, article),
        report=_report_address(site, article),
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
    return words if len(words) <= DESCRIPTION else words[:DESCRIPTION].rpartition(" ")[0] + "…"


def _subtitle(site: Site, here: str, article: Article) -> Markup:
    """Return date and source in one line, as a reader looks for them under a headline."""
    dating = article.dating
    known = span("known", french.certainty(dating.basis)) if dating.edtf else ""
    when = join((span("when", french.date(dating.edtf)), known), ", ") if known else span("when", french.date(dating.edtf))
    return join((part for part in (site.outlet(here, article), _agencies(site, here, article), when) if part), " · ")


# --- what is known, and how -----------------------------------------------------------------------------------------------------------


def _facts(site: Site, here: str, article: Article) -> Iterator[Fact]:
    dating, attribution = article.dating, article.attribution
    known = french.certainty(dating.basis) if dating.edtf else ""
    yield Fact("Publication", text(french.date(dating.edtf)), known, _grounds(site, here, article, dating.evidence))
    if dating.reported:
        yield Fact("Faits rapportés", text(french.listing(map(french.day, dating.reported))))
    yield _claim(site, here, article, "Titre de presse", attribution.outlet, site.outlet(here, article))
    if attribution.agency:
        yield Fact("Agence", _agencies(site, here, article), grounds=_grounds(site, here, article, attribution.agency_evidence))
    if attribution.author.value and _may_name_author(article):
        yield _claim(site, here, article, "Auteur", attribution.author, text(attribution.author.value))
    if article.title.basis is Basis.NOTICE:
        yield Fact("Titre", text(site.title(article)), french.certainty(Basis.NOTICE, feminine=False))
    if article.text.language:
        yield Fact("Langue", text(LANGUAGES.get(article.text.language, article.text.language)))
    yield from _provenance(site, here, article)


def _provenance(site: Site, here: str, article: Article) -> Iterator[Fact]:
    if article.url:
        yield Fact("Adresse d’origine", outward(article.url, article.url))
    if article.note:
        yield Fact("Note", text(article.note))
    if reprints := [ident for ident in site.listings.reprints.get(article.id, ()) if ident != article.id]:
        rest = [f"et {french.count(len(reprints) - REPRINTS, 'autre')}"] if len(reprints) > REPRINTS else []
        yield Fact("Même texte", join((*(site.article_link(here, other) for other in reprints[:REPRINTS]), *rest), ", "))
    yield Fact("Source brute", _seed(here, article), "codage des caractères deviné" if article.encoding_guessed else "")
    yield Fact("SHA-256", live(f'<code class="digest">{article.sha256}</code>'))


def _seed(here: str, article: Article) -> Markup:
    if not gives_seed(article):
        return text("non publiée")
    ending = article.seed.rpartition(".")[2].lower()
    return link(here, f"donnees/graines/{article.id}.{ending}.txt", article.seed)


def _claim(site: Site, here: str, article: Article, label: str, claim: Claim[str], value: Markup) -> Fact:
    if claim.value is None:
        return Fact(label, text("non établi"))
    probable = any(item.by == "notice" and item.says == "probable" for item in claim.evidence)
    known = "probable, d’après la notice" if probable else french.certainty(claim.basis, feminine=False)
    return Fact(label, value, known, _grounds(site, here, article, claim.evidence))


def _may_name_author(article: Article) -> bool:
    """A signature found in the text is a word of the text."""
    return article.access in {"full", "excerpt"} or article.attribution.author.basis is Basis.NOTICE


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


def _by_kind(site: Site, here: str, folder: RefKind, idents: tuple[str, ...], kinds: Mapping[str, Kind]) -> tuple[tuple[str, Markup], ...]:
    """Group what the article names by kind, in the order of the table of kinds, then of names."""
    order = list(kinds)
    things = [(_kind_name(site, ref(folder, ident)), ref(folder, ident)) for ident in idents]
    ranked = sorted(
        things, key=lambda pair: (order.index(pair[0]) if pair[0] in order else len(order), pair[0], french.sort_key(site.name(pair[1])))
    )
    return tuple(
        (
            french.capital(kinds[name].many if name in kinds else name or "Autres"),
            join((site.link(here, thing) for _, thing in group), ", "),
        )
        for name, group in groupby(ranked, lambda pair: pair[0])
    )


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


# --- citing and correcting --------------------------------------------------------------------------------------------------------------


def _citation(site: Site, article: Article) -> Markup:
    """Return the reference as French usage sets it: author, title, paper, date; then where it was read.

    Source: NF ISO 690 (2021), for order and the elements of an article.
    """
    attribution = article.attribution
    author = attribution.author.value if _may_name_author(article) else None
    outlet = attribution.outlet.value and site.name(ref(RefKind.OUTLET, attribution.outlet.value))
    title = site.title(article)
    named = title if title.startswith("«") else french.quoted(title)
    italic = live(f"*{text(outlet)}*") if outlet else None
    parts = join((part for part in (author, named, italic, french.date(article.dating.edtf)) if part), ", ")
    address = f"{site.settings.url}/{article_path(article).removesuffix('.md')}.html" if site.settings.url else ""
    where = outward(address, address) if address else text(f"article {article.id}")
    return join((parts, ". ", live(f"Dans{WIDE}: *{text(site.settings.name)}*"), ", ", where, "."), "")


def _report_address(site: Site, article: Article) -> Markup:
    """Return the link that opens an issue in the repository, with the article's id and a notice to fill in."""
    if not site.settings.repo_url:
        return Markup()
    title = f"Article {article.id}{WIDE}: "
    body = f"Notice à créer ou corriger{WIDE}: seeds/{article.id}.yml\n\n```yaml\ntitle: \ndate: \noutlet: \n```\n\nCe qui est faux, et d’où vous le savez{WIDE}:\n"
    address = f"{site.settings.repo_url}/issues/new?title={quote(title)}&body={quote(body)}"
    return outward(address, "Signaler une erreur ou corriger")
