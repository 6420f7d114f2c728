"""What lets a reader cite an article or correct it: the reference in every format, and the addresses of forms. Pure."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from builder import cite, french
from builder.cite import Reference, reference
from builder.french import WIDE
from builder.model import Article
from builder.render.editing import notice_address
from builder.render.markdown import join, live, outward, text
from builder.render.site import Site


@dataclass(frozen=True, slots=True)
class Format:
    """A reference in one format, to be copied or saved: `name` of the format, `file` to save it as, `body` as HTML."""

    name: str
    file: str
    body: Markup


def cited(site: Site, article: Article) -> Reference:
    """Return an article as a reference."""
    return reference(article, site.authority, site.settings)


def citation(site: Site, article: Article) -> Markup:
    """Return the reference as it is printed, the names of paper and archive in italics.

    Source: NF ISO 690 (2021), for order and the elements of an article.
    """
    said = cited(site, article)
    title = said.title if said.title.startswith("«") else french.quoted(said.title)
    paper = live(f"*{text(said.paper)}*") if said.paper else None
    parts = join((part for part in (said.author, title, paper, french.date(said.date)) if part), ", ")
    where = outward(said.address, said.address) if said.address else text(f"article {said.id}")
    return join((parts, ". ", live(f"Dans{WIDE}: *{text(said.archive)}*"), ", ", where, "."), "")


def formats(site: Site, article: Article) -> tuple[Format, ...]:
    """Return the reference in the formats that programs read, and as plain text."""
    said = cited(site, article)
    return (
        Format("Texte", f"{said.id}.txt", _verbatim(cite.formatted(said) + "\n")),
        Format("BibTeX", f"{said.id}.bib", _verbatim(cite.bibtex(said))),
        Format("RIS", f"{said.id}.ris", _verbatim(cite.ris(said).replace("\r\n", "\n"))),
        Format("CSL-JSON", f"{said.id}.json", _verbatim(cite.csl_text(said))),
    )


_MARKS = re.compile(r"[\[\]()*_`\\{}]")


def _verbatim(words: str) -> Markup:
    """Return text for a `pre`, with nothing in it that Markdown or HTML could act on."""
    return live(_MARKS.sub(lambda match: f"&#{ord(match.group())};", html.escape(words.rstrip("\n"), quote=False)))


def coins(site: Site, ident: str) -> Markup:
    """Return what lets a collector of references take an article from a list: it stands unseen beside the article's line."""
    return live(cite.coins(cited(site, site.article(ident))))


def corrections(site: Site, article: Article) -> tuple[Markup, ...]:
    """Return the links by which an article is corrected: its notice, begun where there is none, and a form to say what is wrong."""
    notice = notice_address(site, article)
    if not notice:
        return ()
    return (outward(notice, "Corriger la notice"), outward(_report_address(site, article), "Signaler une erreur"))


def _report_address(site: Site, article: Article) -> str:
    """Return the address of the form for an issue, with the article's id and what to say."""
    title = f"Article {article.id}{WIDE}: "
    body = (
        f"Notice à créer ou corriger{WIDE}: seeds/{article.id}.yml\n\n```yaml\ntitle: \ndate: \noutlet: \n```\n\n"
        f"Ce qui est faux, et d’où vous le savez{WIDE}:\n"
    )
    return f"{site.settings.repo_url}/issues/new?title={quote(title)}&body={quote(body)}"
