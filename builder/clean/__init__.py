"""Stage 2, clean: turn a seed into text blocks that say what they are.

In: a Seed. Out: a Text. Pure: no disk, no clock, no log.

Read top to bottom: `normalise` (characters), `lines` (lines to blocks), `rules` (what one block is by its own words), `kinds` (what it is
by its place), `page` (the text and head of an HTML seed), `language`.
"""

from __future__ import annotations

from builder.clean.kinds import kinds_of
from builder.clean.language import language_of
from builder.clean.lines import blocks_of
from builder.clean.normalise import normalise
from builder.model import Block, BlockKind, Seed, Text

__all__ = ["clean"]

_SEPARATOR = "\n\n"


def clean(seed: Seed) -> Text:
    """Split a seed into blocks and say of each what it is.

    Args:
        seed: `body` holds n >= 0 code points, any line ends; HTML where the file's ending is `.html`, else plain text.

    Returns:
        A Text of m >= 0 blocks in reading order. Block offsets count code points of `Text.body` (NFC), half open.
        Nothing is dropped from plain text but what `normalise` names: boilerplate is a block of kind BOILERPLATE.

    Source: Unicode Standard Annex 15 (NFC); the kinds follow the parts of a story in NewsML-G2 and NITF (hedline, byline, dateline, caption).
    Law: clean(seed_of(clean(seed))) == clean(seed).
    """
    body, metadata = _page(seed.body) if seed.suffix == ".html" else (seed.body, ())
    blocks = blocks_of(normalise(body))
    text = _SEPARATOR.join(blocks)
    language = dict(metadata).get("language") or language_of(text)
    return Text(seed.id, text, _placed(blocks, kinds_of(blocks)), language, metadata)


def _placed(blocks: tuple[str, ...], kinds: tuple[BlockKind, ...]) -> tuple[Block, ...]:
    placed, start = [], 0
    for block, kind in zip(blocks, kinds, strict=True):
        placed.append(Block(kind, start, start + len(block)))
        start += len(block) + len(_SEPARATOR)
    return tuple(placed)


def _page(html: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    from builder.clean.page import page_of  # noqa: PLC0415  trafilatura takes a second to import, and most seeds are plain text

    return page_of(html)
