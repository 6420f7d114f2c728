"""Stage 7, marks: find the words between quotation marks, whatever they are worth.

In: a Text. Out: outermost quoted stretches in reading order. Pure. Time grows with the length of the text alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from builder.model import TEXT_KINDS, Block, Text


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted stretch of one block: `start`/`end` without marks and the spaces inside them, `outer_*` with them.

    `continued` says that it carries on a quotation that the block before left open.
    """

    block: int
    start: int
    end: int
    outer_start: int
    outer_end: int
    continued: bool = False


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks of one block, matched: pairs of positions, and those that found no partner."""

    pairs: tuple[tuple[int, int], ...]
    opened: tuple[tuple[str, int], ...]
    closed: tuple[tuple[str, int], ...]


_KIND = {"«": "guillemet", "»": "guillemet", "‹": "single", "›": "single", "“": "curly", "”": "curly", '"': "straight"}
_MARK = re.compile('[«»‹›“”"]')
_BEFORE_OPENING = frozenset("([{'’-–—:/«‹“")


def quoted(text: Text) -> tuple[Quoted, ...]:
    """Return the outermost quoted stretches of the article's own text; none overlap.

    A quotation that runs over paragraphs (each opened anew, or only the first) is one stretch a paragraph.
    """
    blocks = [(number, block) for number, block in enumerate(text.blocks) if block.kind in TEXT_KINDS]
    marks = [_match(text.body, block) for _, block in blocks]
    found: list[Quoted] = []
    open_kind: str | None = None
    for place, (number, block) in enumerate(blocks):
        following = (blocks[place + 1][1], marks[place + 1]) if place + 1 < len(blocks) else None
        spans, open_kind = _spans(text.body, block, marks[place], open_kind, following)
        found.extend(replace(span, block=number) for span in spans)
    return tuple(found)


def _match(body: str, block: Block) -> _Marks:
    """Pair the marks of a block with a stack; a closing mark drops what was opened after its partner and never closed."""
    stack: list[tuple[str, int]] = []
    depth: Counter[str] = Counter()
    pairs: list[tuple[int, int]] = []
    strays: list[tuple[str, int]] = []
    for match in _MARK.finditer(body, block.start, block.end):
        position, kind = match.start(), _KIND[match[0]]
        if _opens(body, block, position, depth[kind]):
            stack.append((kind, position))
            depth[kind] += 1
        elif not depth[kind]:
            strays.append((kind, position))
        else:
            while True:
                other, start = stack.pop()
                depth[other] -= 1
                if other == kind:
                    break
            pairs.append((start, position))
    return _Marks(tuple(_outermost(pairs)), tuple(stack), tuple(strays))


def _opens(body: str, block: Block, position: int, depth: int) -> bool:
    """Say whether a mark opens, by its shape where that tells, otherwise by its neighbours and what is open already."""
    mark = body[position]
    if mark in "«‹":
        return True
    if mark in "»›":
        return position == block.start  # printed again at the head of each paragraph that a quotation runs over
    before = body[position - 1] if position > block.start else " "
    after = body[position + 1] if position + 1 < block.end else " "
    free_before = before.isspace() or before in _BEFORE_OPENING
    free_after = not (after.isalnum() or after in "([«‹“…")
    if mark == "“":
        return not depth or free_before or not free_after
    if mark == "”":
        return not depth and free_before and not free_after
    return (free_before and not free_after) if depth else (free_before or not free_after)


def _outermost(pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    reach = -1
    for start, end in sorted(pairs):
        if start > reach:
            yield start, end
            reach = end


def _spans(
    body: str, block: Block, marks: _Marks, open_kind: str | None, following: tuple[Block, _Marks] | None
) -> tuple[list[Quoted], str | None]:
    """Return a block's stretches, and the kind of quotation that it leaves open for the next block."""
    carried = _carried(body, block, marks, open_kind)
    first = dict(reversed(marks.opened))  # the earliest of each kind
    tail = next((mark for mark in sorted(first.items(), key=itemgetter(1)) if _goes_on(body, mark[0], following)), None)
    spans: list[Quoted] = []
    if carried is not None:
        spans.append(carried)
    for start, end in marks.pairs:
        if (not spans or start >= spans[-1].outer_end) and (tail is None or start < tail[1]):
            again = open_kind is not None and start == block.start and _KIND[body[start]] == open_kind
            spans.append(_trimmed(body, start + 1, end, (start, end + 1), continued=again))
    if tail is not None and (not spans or tail[1] >= spans[-1].outer_end):
        again = open_kind is not None and tail[1] == block.start
        spans.append(_trimmed(body, tail[1] + 1, block.end, (tail[1], block.end), continued=again))
    return [span for span in spans if span.start < span.end], tail[0] if tail else None


def _carried(body: str, block: Block, marks: _Marks, open_kind: str | None) -> Quoted | None:
    """Return the rest of a quotation that an earlier block opened and this one closes, without opening it anew."""
    if open_kind is None or _KIND.get(body[block.start]) == open_kind:
        return None
    end = next((position for kind, position in marks.closed if kind == open_kind), None)
    return None if end is None else _trimmed(body, block.start, end, (block.start, end + 1), continued=True)


def _goes_on(body: str, kind: str, following: tuple[Block, _Marks] | None) -> bool:
    """Say whether the next block opens with the same kind of mark, or closes what it never opened."""
    if following is None:
        return False
    block, marks = following
    return _KIND.get(body[block.start]) == kind or (kind != "straight" and any(other == kind for other, _ in marks.closed))


def _trimmed(body: str, start: int, end: int, outer: tuple[int, int], *, continued: bool) -> Quoted:
    while start < end and body[start].isspace():
        start += 1
    while start < end and body[end - 1].isspace():
        end -= 1
    return Quoted(-1, start, end, *outer, continued)
