"""Stage 11, check: hold the whole archive to its laws before anything is written.

In: articles, listings, authority, pages. Out: findings, all of them errors, none when all is well. Pure: no disk, no clock, no log.
"""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import unquote

from builder.access import shown_blocks, shown_title
from builder.errors import Finding
from builder.model import Article, Authority, Basis, Evidence, Listings, Page, Ref, RefKind, split_ref


def check(articles: tuple[Article, ...], listings: Listings, authority: Authority, pages: tuple[Page, ...]) -> tuple[Finding, ...]:
    """Return every breach of a law that can be seen without reading the disk.

    Args:
        articles: n >= 0 articles as their records give them back.
        listings: gathered from these articles.
        authority: the records that mentions, outlets and evidence may name.
        pages: what will stand in `docs/`; without any, links are not looked at.

    Returns:
        Findings in order of path; the path of an article is that of its record.
    """
    known = _known_refs(authority)
    found = [*_taken_twice(articles), *_listed_wrongly(articles, listings)]
    for article in articles:
        problems = (problem for law in _LAWS for problem in law(article, known))
        found += [
            Finding(_path(article.id), 0, problem, "the builder broke a law of the archive: please report this text")
            for problem in problems
        ]
    found += [*_wrong_links(articles, pages), *_words_given_away(articles, pages)]
    return tuple(sorted(found))


def _path(ident: str) -> str:
    return f"archive/articles/{ident}.md"


def _known_refs(authority: Authority) -> frozenset[str]:
    folders: tuple[tuple[RefKind, Iterable[str]], ...] = (
        (RefKind.ACTOR, authority.actors),
        (RefKind.PLACE, authority.places),
        (RefKind.OUTLET, authority.outlets),
        (RefKind.EVENT, authority.events),
    )
    return frozenset(f"{kind}/{ident}" for kind, idents in folders for ident in idents)


def _taken_twice(articles: tuple[Article, ...]) -> Iterator[Finding]:
    for what, counts in (
        ("id", Counter(article.id for article in articles)),
        ("address", Counter(address for article in articles for address in {article.slug or article.id, article.id})),
    ):
        for value, count in sorted(counts.items()):
            if count > 1:
                yield Finding(
                    _path(value),
                    0,
                    f"the {what} {value!r} is taken by {count} articles",
                    "rename all but one of the seeds, or change the slug",
                )


def _listed_wrongly(articles: tuple[Article, ...], listings: Listings) -> Iterator[Finding]:
    hint = "build again; if it stays, report it"
    missing = {article.id for article in articles}.symmetric_difference(listings.order)
    for ident in sorted(missing):
        yield Finding(_path(ident), 0, "is not in the list of all articles exactly once", hint)
    for ref, numbers in _named(articles).items():
        listed = {appearance.article for appearance in listings.appearances.get(ref, ())}
        for number in numbers:
            if articles[number].id not in listed:
                yield Finding(_path(articles[number].id), 0, f"its mention of {ref} is in no listing", hint)


def _named(articles: tuple[Article, ...]) -> dict[Ref, array[int]]:
    """Return the things that are named, each with the places in `articles` of those that name it: half a million numbers in a large archive."""
    named: dict[Ref, array[int]] = defaultdict(lambda: array("I"))
    for number, article in enumerate(articles):
        for ref in {mention.ref for mention in article.naming.mentions}:
            named[ref].append(number)
    return named


# --- laws of one article ----------------------------------------------------------------------------------------------------------------


def _text_is_clean(article: Article, _known: frozenset[str]) -> Iterator[str]:
    """Law 2: blocks joined by one blank line, none with a line break or a space at its ends."""
    text = article.text
    parts = [text.body[block.start : block.end] for block in text.blocks]
    if "\n\n".join(parts) != text.body:
        yield "its blocks do not make up its text"
    if not all(parts) or any(part != part.strip() or "\n" in part for part in parts):
        yield "a block of its text is empty, holds a line break, or has a space at an end"
    if not unicodedata.is_normalized("NFC", text.body):
        yield "its text is not in normal form C"


def _offsets_hold(article: Article, _known: frozenset[str]) -> Iterator[str]:
    """Law 1, for all that quotes the text."""
    body = article.text.body
    naming = article.naming
    spans = (
        *((item.start, item.end, item.surface, "mention") for item in naming.mentions),
        *((item.start, item.end, item.surface, "unresolved name") for item in naming.unresolved),
        *((item.start, item.end, item.text, "quotation") for item in article.quotations),
        *((item.start, item.end, item.quote, "evidence") for item in _all_evidence(article)),
    )
    for start, end, words, what in spans:
        if start is not None and (end is None or not 0 <= start < end <= len(body) or body[start:end] != words):
            yield f"the words of a {what} are not at {start}-{end}: {words!r}"


def _all_evidence(article: Article) -> tuple[Evidence, ...]:
    attribution = article.attribution
    return (
        *article.title.evidence,
        *article.dating.evidence,
        *attribution.outlet.evidence,
        *attribution.author.evidence,
        *attribution.agency_evidence,
    )


def _mentions_stand_apart(article: Article, _known: frozenset[str]) -> Iterator[str]:
    end = 0
    for mention in article.naming.mentions:
        if mention.start < end:
            yield f"the mention {mention.surface!r} at {mention.start} overlaps the one before it"
        end = mention.end


def _records_exist(article: Article, known: frozenset[str]) -> Iterator[str]:
    """Whatever an article names, a record is there for it."""
    attribution = article.attribution
    wanted: tuple[str | None, ...] = (
        *(mention.ref for mention in article.naming.mentions),
        *(candidate for item in article.naming.unresolved for candidate in item.candidates),
        *(item.speaker for item in article.quotations),
        *(item.by for item in _all_evidence(article) if "/" in item.by),
        attribution.outlet.value and f"{RefKind.OUTLET}/{attribution.outlet.value}",
        *(f"{RefKind.ACTOR}/{ident}" for ident in attribution.agency),
    )
    for ref in dict.fromkeys(filter(None, wanted)):
        if ref not in known:
            yield f"it names {ref}, of which there is no record"


def _values_have_grounds(article: Article, _known: frozenset[str]) -> Iterator[str]:
    """A value without a basis is a guess shown as a fact."""
    dating, attribution = article.dating, article.attribution
    values = (("title", article.title), ("outlet", attribution.outlet), ("author", attribution.author))
    for name, claim in values:
        if claim.value is not None and claim.basis is Basis.UNKNOWN:
            yield f"its {name} is given, but not how it is known"
    if dating.edtf is not None and dating.basis is Basis.UNKNOWN:
        yield "its date is given, but not how it is known"
    if dating.likeliest is not None and (dating.edtf is None or dating.likeliest not in dating.edtf):
        yield f"its likeliest day {dating.likeliest} is not one that its date {dating.edtf} allows"


_LAWS: tuple[Callable[[Article, frozenset[str]], Iterator[str]], ...] = (
    _text_is_clean,
    _offsets_hold,
    _mentions_stand_apart,
    _records_exist,
    _values_have_grounds,
)


# --- laws of the pages -------------------------------------------------------------------------------------------------------------------

_LINK = re.compile(r'(?<!\\)\]\(\s*<?([^)\s>]+)>?(?:\s+["(\'].*?["\')])?\s*\)|<\w[^<>]*?\b(?:href|src)="([^"]*)"')
_FRONT = re.compile(r"\A---\n(?:.*\n)*?---\n")
"""A page's own head: words for machines, in which brackets are no links."""
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|\?", re.IGNORECASE)


def _links(page: Page) -> Iterator[str]:
    """Yield the paths that a page links to, written from the archive's root, without anchors; for an address of the site, its source."""
    for match in _LINK.finditer(_FRONT.sub("", page.content.decode(), count=1)):
        target = html.unescape(match[1] or match[2] or "")
        if target and not _ELSEWHERE.match(target):
            path = posixpath.join(posixpath.dirname(page.path), unquote(re.split(r"[#?]", target)[0]))
            yield _source(posixpath.normpath(path))


def _wrong_links(articles: tuple[Article, ...], pages: tuple[Page, ...]) -> Iterator[Finding]:
    """Law 5, page by page: what a page links to is let go once it is looked at, but for what the pages of things say of articles."""
    there = {page.path for page in pages}
    folders = {posixpath.dirname(path) for path in there} - {"docs"}
    own = {path: number for number, article in enumerate(articles) for path in _own_pages(article)}
    reached: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for page in (page for page in pages if page.path.endswith(".md")):
        targets = frozenset(_links(page))
        yield from _dead_links(page.path, targets.difference(there), folders)
        if owner := _owner(page.path):
            reached[owner].extend(own[target] for target in targets if target in own)
    if any(page.path.endswith(".md") for page in pages):
        yield from _unlisted_mentions(articles, reached)


def _own_pages(article: Article) -> Iterator[str]:
    yield from (f"docs/articles/{address}.md" for address in (article.id, article.slug) if address)


def _dead_links(path: str, targets: frozenset[str], folders: set[str]) -> Iterator[Finding]:
    """Tell of links to nowhere in the folders that these pages fill: what people keep beside them, the site generator checks."""
    for target in sorted(targets):
        if posixpath.dirname(target) in folders:
            yield Finding(
                path, 0, f"links to {target}, which is no page", "the builder broke a law of the archive: please report this page"
            )


def _owner(path: str) -> str | None:
    """Return the page of the actor or place to whose dossier a page belongs, without its ending; None for a page of anything else."""
    folder, name = "/".join(path.split("/")[:2]), path.removesuffix(".md").split("/")[2:3]
    return f"{folder}/{name[0]}" if name and folder in _FOLDERS.values() else None


def _source(target: str) -> str:
    """Return the Markdown file behind an address of the site, for links in HTML."""
    return f"{target.removesuffix('.html')}.md" if target.endswith(".html") else target


_FOLDERS = {RefKind.ACTOR: "docs/acteurs", RefKind.PLACE: "docs/lieux"}


def _unlisted_mentions(articles: tuple[Article, ...], reached: Mapping[str, array[int]]) -> Iterator[Finding]:
    """Law 5: every sure mention stands on one of its entity's pages."""
    for ref, numbers in _named(articles).items():
        for number in sorted({*numbers}.difference(reached.get(_entity_page(ref), ()))):
            yield Finding(_path(articles[number].id), 0, f"no page of {ref} leads to it", "build again; if it stays, report it")


def _entity_page(ref: Ref) -> str:
    kind, ident = split_ref(ref)
    return f"{_FOLDERS.get(kind, 'docs')}/{ident}"


_RUN = re.compile(r"[^\W_](?:[\w ,’]){28,}[^\W_]")
"""A run of words that stands unescaped in Markdown, HTML, CSV and JSON alike: long enough to be nobody else's."""


def _words_given_away(articles: tuple[Article, ...], pages: tuple[Page, ...]) -> Iterator[Finding]:
    """No words of an article whose text is kept back stand in any file, unless another article gives them openly."""
    secret = {article.id: runs for article in articles if (runs := _secret_runs(article))}
    if not secret:
        return
    given = "\n".join(words for article in articles for words in _given_words(article))
    kept_back = {ident: [run.encode() for run in runs if run not in given] for ident, runs in secret.items()}
    for page in pages:
        content = page.content
        for ident, kept in kept_back.items():
            if any(run in content for run in kept):
                yield Finding(
                    page.path, 0, f"gives words of {ident}, whose text is not open", "the builder broke a law: please report this page"
                )


def _secret_runs(article: Article) -> tuple[str, ...]:
    shown = frozenset(shown_blocks(article))
    hidden = [block for block in article.text.blocks if block not in shown]
    return tuple(run for block in hidden for run in _RUN.findall(article.text.body[block.start : block.end]))


def _given_words(article: Article) -> Iterator[str]:
    yield shown_title(article) or ""
    yield from (article.text.body[block.start : block.end] for block in shown_blocks(article))
