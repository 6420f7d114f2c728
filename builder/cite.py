"""An article as a reference, in every spelling that programs and people cite by.

A noun: `reference` takes an Article and what is known of its paper, every other function takes the Reference and returns text. Pure.

No format here can carry an uncertain date, so each gets the longest part of it that is certain (`2016-12`), or none. What of a text is kept back is
kept back here too.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

from builder import french
from builder.access import shown_author, shown_name
from builder.config import SiteSettings
from builder.edtf import Edtf
from builder.french import WIDE
from builder.model import Actor, Article, Authority, Outlet


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited of an article. `address` is where it is read, absolute, "" where nobody said; `url` where it stood first."""

    id: str
    title: str
    author: str | None
    paper: str | None
    agencies: tuple[str, ...]
    date: Edtf | None
    language: str | None
    archive: str
    address: str
    url: str | None

    @property
    def day(self) -> str:
        """The longest certain part of the date as `2016-12-06`, `2016-12`, `2016` or ""."""
        return self.date.certain_prefix if self.date else ""

    @property
    def link(self) -> str:
        """Where a reader finds the text: in the archive, failing that where it stood first, failing that ""."""
        return self.address or self.url or ""


def page_of(article: Article) -> str:
    """Return the address of an article's page from the site's root."""
    return f"articles/{article.slug or article.id}.html"


def reference(article: Article, authority: Authority, site: SiteSettings) -> Reference:
    """Return what may be cited of an article: names by their records, with the printed apostrophe."""
    outlet = article.attribution.outlet.value
    return Reference(
        id=article.id,
        title=shown_name(article),
        author=shown_author(article),
        paper=_name(authority.outlets.get(outlet), outlet) if outlet else None,
        agencies=tuple(_name(authority.actors.get(ident), ident) for ident in article.attribution.agency),
        date=article.dating.edtf,
        language=article.text.language,
        archive=site.name,
        address=f"{site.url}/{page_of(article)}" if site.url else "",
        url=article.url,
    )


def _name(record: Actor | Outlet | None, ident: str) -> str:
    return french.printed(record.name) if record else ident


# --- for people -----------------------------------------------------------------------------------------------------------------------


def formatted(cited: Reference) -> str:
    """Return the reference as French usage sets it, as plain text.

    Source: NF ISO 690 (2021), for the order and the elements of an article.
    """
    title = cited.title if cited.title.startswith("«") else french.quoted(cited.title)
    parts = ", ".join(part for part in (cited.author, title, cited.paper, french.date(cited.date)) if part)
    return f"{parts}. Dans{WIDE}: {cited.archive}, {cited.address or f'article {cited.id}'}."


# --- for reference managers -----------------------------------------------------------------------------------------------------------


def ris(cited: Reference) -> str:
    """Return a RIS record, ended by `ER`, with the line ends that the format asks for.

    Source: Research Information Systems, "RIS Format Specifications" (type NEWS; DA is `YYYY/MM/DD/`, parts may be empty).
    """
    fields = (
        ("TY", "NEWS"),
        ("ID", cited.id),
        ("TI", cited.title),
        ("AU", cited.author),
        ("T2", cited.paper),
        ("PY", cited.day[:4]),
        ("DA", _ris_day(cited.day)),
        ("LA", cited.language),
        ("DB", cited.archive),
        ("UR", cited.link),
        ("N1", _note(cited)),
    )
    lines = (f"{tag}  - {_one_line(value)}\r\n" for tag, value in fields if value)
    return "".join(lines) + "ER  - \r\n"


def _ris_day(day: str) -> str:
    year, month, number = (*day.split("-"), "", "")[:3]
    return f"{year}/{month}/{number}/" if year else ""


def _note(cited: Reference) -> str:
    """Return what the formats have no field for: the agencies, and the date as it is known where it is not certain."""
    known = f"Date (EDTF){WIDE}: {cited.date}" if cited.date and str(cited.date) != cited.day else ""
    agencies = f"Agence{WIDE}: {', '.join(cited.agencies)}" if cited.agencies else ""
    return ". ".join(filter(None, (agencies, known)))


def _one_line(value: str) -> str:
    return " ".join(value.split())


CslValue = str | list[dict[str, str]] | dict[str, list[list[int]]]


def csl(cited: Reference) -> dict[str, CslValue]:
    """Return a CSL-JSON item, fields that are not known left out.

    Source: Citation Style Language, csl-data.json (1.0.2).
    """
    item: dict[str, CslValue] = {"id": cited.id, "type": "article-newspaper", "title": cited.title}
    if cited.author:
        item["author"] = [{"literal": cited.author}]
    if cited.day:
        item["issued"] = {"date-parts": [[int(part) for part in cited.day.split("-")]]}
    named = {
        "container-title": cited.paper,
        "language": cited.language,
        "archive": cited.archive,
        "URL": cited.link,
        "note": _note(cited),
    }
    return item | {key: value for key, value in named.items() if value}


def csl_text(cited: Reference) -> str:
    """Return a CSL-JSON document of one item."""
    return json.dumps([csl(cited)], ensure_ascii=False, indent=1) + "\n"


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
"""The names of months that every BibTeX style defines."""


def bibtex(cited: Reference) -> str:
    """Return a BibTeX entry: UTF-8, outside words in double braces so that no style changes their case or takes a name apart."""
    year, month, day = (*cited.day.split("-"), "", "")[:3]
    fields = (
        ("title", _braced(cited.title)),
        ("author", _braced(cited.author)),
        ("journal", _braced(cited.paper)),
        ("year", f"{{{year}}}" if year else ""),
        ("month", _MONTHS[int(month) - 1] if month else ""),
        ("day", f"{{{int(day)}}}" if day else ""),
        ("language", _braced(cited.language)),
        ("url", f"{{{_address(cited.link)}}}" if cited.link else ""),
        ("note", _braced(_note(cited))),
        ("entrysubtype", "{newspaper}"),
    )
    lines = "".join(f"  {name} = {value},\n" for name, value in fields if value)
    return f"@article{{{cited.id},\n{lines}}}\n"


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {sign: f"\\{sign}" for sign in "{}$&#_%"}


def _braced(value: str | None) -> str:
    """Return text in double braces, what TeX would act on made plain."""
    return "{{" + "".join(_TEX.get(sign, sign) for sign in _one_line(value)) + "}}" if value else ""


def _address(value: str) -> str:
    """Return an address without what would end a field."""
    return re.sub(r"[{}\\\s]", lambda match: quote(match.group()), value)


# --- for pages that are read by programs ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 14)
def coins(cited: Reference) -> str:
    """Return a COinS span: programs that collect references find the article on any page that holds it.

    As Dublin Core, whose `type` names the kind: the journal format knows no newspapers, and a collector would take the article for a journal's.
    Source: ANSI/NISO Z39.88-2004 (KEV); "OpenURL COinS: A Convention to Embed Bibliographic Metadata in HTML" (2006).
    """
    fields = (
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "newspaperArticle"),
        ("rft.title", cited.title),
        ("rft.creator", cited.author),
        ("rft.source", cited.paper),
        ("rft.date", cited.day),
        ("rft.language", cited.language),
        ("rft.identifier", cited.link),
    )
    told = urlencode([(key, value) for key, value in fields if value], quote_via=quote, safe="")
    return f'<span class="Z3988" title="{html.escape(told)}"></span>'


def head_tags(cited: Reference, description: str) -> list[list[str]]:
    """Return name and content of the tags of a page's head: Zotero's, Dublin Core, PRISM, Open Graph.

    Zotero takes `og:site_name` for the paper where no other tag names one: where the paper is not known that tag is left out.
    """
    paper = cited.paper or ""
    tags = (
        ("z:itemType", "newspaperArticle"),
        ("dc.title", cited.title),
        ("dc.creator", cited.author or ""),
        ("dc.date", cited.day),
        ("dc.language", cited.language or ""),
        ("dc.source", paper),
        ("dc.identifier", cited.address),
        ("prism.publicationName", paper),
        ("prism.publicationDate", cited.day),
        ("og:type", "article"),
        ("og:title", cited.title),
        ("og:description", description),
        ("og:site_name", cited.archive if paper else ""),
        ("og:url", cited.address),
        ("article:published_time", cited.day),
    )
    return [[name, content] for name, content in tags if content]


def json_ld(cited: Reference) -> str:
    """Return schema.org's description of a news article, as JSON that can stand in a page: no sign in it ends a script.

    Source: schema.org (NewsArticle, Newspaper).
    """
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": cited.title,
        "datePublished": cited.day,
        "inLanguage": cited.language,
        "author": {"@type": "Person", "name": cited.author} if cited.author else None,
        "publisher": {"@type": "NewsMediaOrganization", "name": cited.paper} if cited.paper else None,
        "sourceOrganization": [{"@type": "NewsMediaOrganization", "name": name} for name in cited.agencies],
        "isBasedOn": cited.url,
        "url": cited.address,
        "mainEntityOfPage": cited.address,
        "archivedAt": cited.address,
    }
    return in_script(json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False))


def in_script(text: str) -> str:
    """Return JSON that means the same and holds no `<`, `>` or `&`: it can stand in a script of a page, or in Markdown, and stay what it is."""
    return re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match.group()):04x}", text)
