"""What a block is by its place among the others: headline, subhead, a title of another text, or a paragraph.

In: the blocks of a text in reading order. Out: their kinds, one each. Pure; sees nothing but the blocks, so that a clean text gives the same
kinds again.
"""

from __future__ import annotations

import re

from builder.clean.rules import Rule, is_owner, rule_of
from builder.model import BlockKind

MAX_HEADLINE = 180
MAX_SUBHEAD = 120
"""Longest headline and subhead in code points: AFP's style asks for 90 and 60 at most, sites write up to double."""

MAX_KICKER_WORDS = 4

_Kinds = list[BlockKind | None]


def kinds_of(blocks: tuple[str, ...]) -> tuple[BlockKind, ...]:
    """Return the kind of each block."""
    rules = [rule_of(block) for block in blocks]
    kinds: _Kinds = [rule.kind if rule else None for rule in rules]
    _mark_front_matter(blocks, kinds)
    _mark_media_titles(blocks, rules, kinds)
    _mark_paragraphs(blocks, rules, kinds)
    if BlockKind.PARAGRAPH in kinds:
        _mark_head(blocks, kinds)
        _mark_links(blocks, rules, kinds)
        _mark_tail(blocks, kinds)
        _mark_rights(blocks, rules, kinds)
    return tuple(BlockKind.SUBHEAD if kind is None else kind for kind in kinds)


_KEY_LINE = re.compile(r"[\w-]+\s*:|- |#")
_MAX_FRONT_MATTER = 50


def _mark_front_matter(blocks: tuple[str, ...], kinds: _Kinds) -> None:
    """Mark `---`, `key: value`, ..., `---` at the very start: a head for machines that somebody left in the text, shown and never obeyed."""
    if not blocks or blocks[0] != "---" or "---" not in blocks[1 : _MAX_FRONT_MATTER + 2]:
        return
    end = blocks.index("---", 1)
    if all(_KEY_LINE.match(block) for block in blocks[1:end]):
        kinds[: end + 1] = [BlockKind.BOILERPLATE] * (end + 1)


def _mark_media_titles(blocks: tuple[str, ...], rules: list[Rule | None], kinds: _Kinds) -> None:
    """Mark the title that stands above the length of a video: both are a link to it."""
    for index, rule in enumerate(rules):
        if rule and rule.name == "media_length" and index and kinds[index - 1] is None and _is_short(blocks[index - 1], MAX_HEADLINE):
            kinds[index - 1] = BlockKind.RELATED


_BULLET = re.compile(r"[•·▪■*–—-]\s*\S")
_CLOSING = "»”\"')]’ \u00a0\u202f"


def _mark_paragraphs(blocks: tuple[str, ...], rules: list[Rule | None], kinds: _Kinds) -> None:
    """Mark what reads as sentences, and lists; where nothing does, everything left is paragraphs."""
    for index, block in enumerate(blocks):
        if kinds[index] is None and not _is_short(block, MAX_HEADLINE):
            kinds[index] = BlockKind.PARAGRAPH
    bullets = [kinds[index] is None and _BULLET.match(block) is not None for index, block in enumerate(blocks)]
    listed = False  # "Lire aussi :" and the titles below it, each with its bullet
    for index, is_bullet in enumerate(bullets):
        rule = rules[index]
        listed = bool(rule and rule.opens and _names_no_title(blocks[index])) or (listed and is_bullet)
        if is_bullet and not listed and any(bullets[max(index - 1, 0) : index] + bullets[index + 1 : index + 2]):
            kinds[index] = BlockKind.PARAGRAPH
    if BlockKind.PARAGRAPH not in kinds:
        kinds[:] = [kind or BlockKind.PARAGRAPH for kind in kinds]


def _is_short(block: str, most: int) -> bool:
    """Say whether a block may be a heading: short, and no sentence closed by a stop. `?`, `!` and `...` close no heading's right to be one."""
    if len(block) > most or _SIGNED.search(block):
        return False
    core = block.rstrip(_CLOSING)
    if core.endswith((".", ";", ",", ":")):
        return core.endswith("...") or bool(_ABBREVIATION_END.search(core[-_ABBREVIATION:]))
    return not _INNER_STOP.search(core)


_SIGNED = re.compile(r"[.!?…]\s?[»”\"]?\s*[(\[][^()\[\]]{1,60}[)\]]\.?$")
"""A sentence with a source or credit in brackets behind its stop: `... mercredi. (ats/afp)`."""

_ABBREVIATION = 5
"""Two capitals, each with its stop, and the sign before them."""

_ABBREVIATION_END = re.compile(r"\b(?:[A-ZÀ-Þ]\.){2}$")
_INNER_STOP = re.compile(r"[^\W\d_A-ZÀ-Þ]{3}\.\s+[A-ZÀ-Þ«\"][\s\S]*[!?]$")
"""Two sentences of which the last asks or exclaims: speech, not a heading."""


def _mark_head(blocks: tuple[str, ...], kinds: _Kinds) -> None:
    """Mark the headline: the first heading before the first paragraph; a kicker of a few words above a fuller one is a subhead."""
    first = kinds.index(BlockKind.PARAGRAPH)
    headings = [index for index in range(first) if kinds[index] is None]
    if not headings:
        return
    own = _without_lone_name(blocks, headings, kinds)
    if not own:
        return
    kicker = len(own) > 1 and _is_kicker(blocks[own[0]], blocks[own[1]])
    kinds[own[1 if kicker else 0]] = BlockKind.HEADLINE


_LONE_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?: (?:de |du |van |von )?[A-ZÀ-Þ][\w’'-]+){1,2}$")


_LONE_PLACE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}(?: [A-ZÀ-Þ][A-ZÀ-Þ'’-]+)?$")
"""A place in capitals between the writer's line and the text."""


def _without_lone_name(blocks: tuple[str, ...], headings: list[int], kinds: _Kinds) -> list[int]:
    """Return the headings less a writer's name that stands alone below another."""
    for index in headings[1:]:
        if _LONE_NAME.match(blocks[index]):
            kinds[index] = BlockKind.BYLINE
        elif _LONE_PLACE.match(blocks[index]) and kinds[index - 1] in {BlockKind.BYLINE, BlockKind.DATELINE}:
            kinds[index] = BlockKind.DATELINE
    return [index for index in headings if kinds[index] is None]


def _is_kicker(block: str, below: str) -> bool:
    return (
        len(block.split()) <= MAX_KICKER_WORDS
        and len(block) <= 40
        and len(below) > len(block)
        and block[-1].isalnum()
        and not _BULLET.match(below)
    )


def _mark_links(blocks: tuple[str, ...], rules: list[Rule | None], kinds: _Kinds) -> None:
    """Mark the titles of other texts: headings under such a line as "Sur le même sujet", once the text itself has begun."""
    begun = under = False
    for index, kind in enumerate(kinds):
        rule = rules[index]
        begun = begun or kind is BlockKind.PARAGRAPH
        if kind is None and begun and _MEDIUM.match(blocks[index]):
            kinds[index] = BlockKind.RELATED
        elif rule and rule.opens:
            under = begun and (kind is BlockKind.BOILERPLATE or _names_no_title(blocks[index]))
        elif kind is None and under:
            kinds[index] = BlockKind.RELATED
        elif kind is BlockKind.PARAGRAPH:
            under = False


_MEDIUM = re.compile(
    r"(?:VID[EÉ]OS?|EN (?:IMAGES?|VID[EÉ]O|DIRECT)|INFOGRAPHIES?|DIAPORAMA|PHOTOS?|CARTES?|PORTFOLIO|REPLAY|PODCAST|AUDIO|GALLERY|WATCH|IN PICTURES)\s?[.:|–—-]"
)
"""What a link to pictures begins with, once the text itself has begun; above it, a headline may begin so."""


def _names_no_title(block: str) -> bool:
    """Say whether "A lire aussi :" stands alone, so that the titles are the blocks below."""
    return len(block.rstrip(" :>»")) <= 25


def _mark_tail(blocks: tuple[str, ...], kinds: _Kinds) -> None:
    """Mark what stands below the last paragraph: the writer's name, a list of other texts; one heading alone heads a text cut off."""
    last = len(kinds) - 1 - kinds[::-1].index(BlockKind.PARAGRAPH)
    tail = [index for index in range(last + 1, len(kinds)) if kinds[index] is None]
    for index in tail:
        if _LONE_NAME.match(blocks[index]) and index == tail[0]:
            kinds[index] = BlockKind.BYLINE
        elif len(tail) > 1:
            kinds[index] = BlockKind.RELATED


_MAX_OWNER_WORDS = 7


def _mark_rights(blocks: tuple[str, ...], rules: list[Rule | None], kinds: _Kinds) -> None:
    """Mark `© Owner` below the last paragraph: it says whose the page is; above, it is the credit of a picture."""
    last = len(kinds) - 1 - kinds[::-1].index(BlockKind.PARAGRAPH)
    for index in range(last + 1, len(kinds)):
        rule = rules[index]
        if rule and rule.name == "copyright_head" and len(blocks[index].split()) <= _MAX_OWNER_WORDS and is_owner(blocks[index]):
            kinds[index] = BlockKind.BOILERPLATE
