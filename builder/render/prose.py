"""An article's clean text as Markdown: mentions as links, headings, captions, and what is no text of its own folded away. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, takewhile, zip_longest

from markupsafe import Markup

from builder.access import shown_blocks, shown_title
from builder.french import WIDE
from builder.markup import escape_parts
from builder.model import Actor, Article, Block, BlockKind, Mention, Passage, Place, Quotation
from builder.render.labels import ACTOR_KINDS, PLACE_KINDS, RULES, kind
from builder.render.markdown import join, live, quoted_title, relative, text
from builder.render.site import Site

_FURNITURE = {
    BlockKind.RELATED: "Liens et renvois de la page d’origine",
    BlockKind.BOILERPLATE: "Mentions et éléments de la page d’origine",
}

LEAD = 90
"""Code points from which a subhead is a standfirst (chapeau), not a heading."""


def body(site: Site, page: str, article: Article) -> Markup:
    """Return the text of an article as far as it may be shown, without the headline that is its title and what stands above that."""
    above = (_headline(article), *_kickers(article))
    blocks = [block for block in shown_blocks(article) if block not in above]
    parts: list[Markup] = []
    for furniture, group in groupby(blocks, lambda block: _FURNITURE.get(block.kind)):
        shown = [_block(site, page, article, block) for block in group]
        parts += [_folded(furniture, shown)] if furniture else shown
    return live("\n\n".join(parts))


def heading(site: Site, page: str, article: Article) -> Markup:
    """Return the title; where it is the text's own headline, with the names in it linked."""
    headline = _headline(article)
    return inline(site, page, article, headline.start, headline.end) if headline else text(site.title(article))


def kicker(site: Site, page: str, article: Article) -> Markup:
    """Return the short lines above the headline (surtitre), nothing where there are none."""
    return join((inline(site, page, article, block.start, block.end) for block in _kickers(article)), " · ")


def _kickers(article: Article) -> tuple[Block, ...]:
    headline = _headline(article)
    above = takewhile(lambda block: block is not headline and block.kind is BlockKind.SUBHEAD, shown_blocks(article))
    return tuple(above) if headline else ()


def _headline(article: Article) -> Block | None:
    """Return the block that says just what the title says."""
    title = shown_title(article)
    for block in shown_blocks(article):
        if block.kind is BlockKind.HEADLINE and article.text.body[block.start : block.end] == title:
            return block
    return None


def _block(site: Site, page: str, article: Article, block: Block) -> Markup:
    words = inline(site, page, article, block.start, block.end)
    match block.kind:
        case BlockKind.HEADLINE:
            return live(f"## {words}")
        case BlockKind.SUBHEAD if block.end - block.start < LEAD:
            return live(f"## {words}")
        case BlockKind.SUBHEAD:
            return live(f"{words}\n{{: .chapeau }}")
        case BlockKind.CAPTION:
            return live(f"{words}\n{{: .caption }}")
        case BlockKind.BYLINE | BlockKind.DATELINE:
            return live(f"{words}\n{{: .byline }}")
        case _:
            return words


def _folded(label: str, shown: list[Markup]) -> Markup:
    return live(
        f'<details class="furniture" markdown="1" data-pagefind-ignore="index">\n<summary>{label}</summary>\n\n'
        + "\n\n".join(shown)
        + "\n\n</details>"
    )


# --- within a block -------------------------------------------------------------------------------------------------------------------


def inline(site: Site, page: str, article: Article, start: int, end: int) -> Markup:
    """Return a stretch of the text with its mentions linked and its quotations marked."""
    mentions = _linked(site, article, start, end)
    opening: dict[int, list[str]] = defaultdict(list)
    closing: dict[int, list[str]] = defaultdict(list)
    for quotation in _markable(article.quotations, mentions, start, end):
        opening[quotation.start].append(_said(site, quotation))
        closing[quotation.end].append("</span>")
    for mention in mentions:
        opening[mention.start].append("[")
        closing[mention.end].insert(0, _behind(site, page, mention))
    cuts = sorted(opening.keys() | closing.keys())
    parts = escape_parts(article.text.body[start:end], [cut - start for cut in cuts], [mention.start - start for mention in mentions])
    marks = ("".join((*closing[cut], *opening[cut])) for cut in cuts)
    return live("".join(part + mark for part, mark in zip_longest(parts, marks, fillvalue="")))


def _linked(site: Site, article: Article, start: int, end: int) -> list[Mention]:
    return [mention for mention in article.naming.mentions if start <= mention.start and mention.end <= end and site.path(mention.ref)]


def anchor(site: Site, article: Article, quotation: Quotation) -> str | None:
    """Return the anchor of a quotation on the article's page, None where it could not be marked."""
    for block in shown_blocks(article):
        if block.start <= quotation.start and quotation.end <= block.end:
            marked = _markable(article.quotations, _linked(site, article, block.start, block.end), block.start, block.end)
            return _anchor(quotation) if quotation in marked else None
    return None


def _anchor(quotation: Quotation) -> str:
    """Name a quotation by where it begins; the stop keeps the anchor apart from those of headings."""
    return f"propos.{quotation.start}"


def _markable(quotations: tuple[Quotation, ...], mentions: list[Mention], start: int, end: int) -> Iterator[Quotation]:
    """Give the quotations that lie in the stretch, not within each other, and cut through no mention."""
    here = start
    for quotation in quotations:
        edges = (quotation.start, quotation.end)
        if (
            here <= quotation.start
            and quotation.end <= end
            and not any(named.start < edge < named.end for named in mentions for edge in edges)
        ):
            yield quotation
            here = quotation.end


def _said(site: Site, quotation: Quotation) -> str:
    speaker = site.name(quotation.speaker) if quotation.speaker else quotation.speaker_words
    title = f' title="{quoted_title(f"Propos attribués à{WIDE}: {speaker}")}"' if speaker else ""
    return f'<span class="said" id="{_anchor(quotation)}"{title}>'


def _behind(site: Site, page: str, mention: Mention) -> str:
    """Return what closes a mention's link."""
    return f']({relative(page, site.path(mention.ref) or "")} "{quoted_title(hint(site, mention))}")'


def hint(site: Site, mention: Mention) -> str:
    """Return what a mention's link says of it: the record's name, its kind, and the rule."""
    record = site.record(mention.ref)
    sort = ""
    if isinstance(record, Actor):
        sort = kind(ACTOR_KINDS, record.kind).one
    elif isinstance(record, Place):
        sort = kind(PLACE_KINDS, record.kind).one
    what = f"{site.name(mention.ref)} ({sort})" if sort else site.name(mention.ref)
    return f"{what} — {RULES[mention.by]}"


CLIPPED = 600
"""Code points of a sentence that stands as evidence: what was never ended with a full stop is cut."""

BEFORE = 200
"""Code points that may stand before the first mark of a sentence that is cut."""


def sentence(article: Article, passage: Passage) -> Markup:
    """Return a sentence as evidence, with the thing marked where it is named; of an endless one the words around the first mark."""
    source, marks = article.text.body, passage.marks
    start, end = _window(source, passage)
    here, parts = start, list[Markup]([text("… ")] if start > passage.start else [])
    for first, last in marks:
        if here <= first and last <= end:
            parts += [text(source[here:first]), live(f"<mark>{text(source[first:last])}</mark>")]
            here = last
    return join((*parts, text(source[here:end]), *(["…"] if end < passage.end else [])), "")


def _window(source: str, passage: Passage) -> tuple[int, int]:
    """Return the part of a sentence that is shown: cut at spaces."""
    start, end, mark = passage.start, passage.end, passage.marks[0] if passage.marks else (passage.start, passage.start)
    if end - start <= CLIPPED:
        return start, end
    if mark[0] - start > BEFORE:
        start = max(start, source.rfind(" ", start, mark[0] - BEFORE) + 1)
    stop = max(mark[1], start + CLIPPED)
    return start, min(end, max(mark[1], source.rfind(" ", start, stop))) if stop < end else end
