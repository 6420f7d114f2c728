"""Lines to blocks: a line is a block, but for hard-wrapped paragraphs, which are joined, and glued headings, which are parted.

In: normalised text. Out: blocks without line breaks and without space at their ends. Pure. Law: the blocks of blocks are the blocks.
"""

from __future__ import annotations

import re
from itertools import pairwise

from builder.clean.rules import SENTENCE_END, rule_of

MAX_WRAP = 120
"""Longest line, in code points, that a hard-wrapped text may have."""

MIN_WRAP = 40
"""Shortest width to which anyone wraps."""


def blocks_of(text: str) -> tuple[str, ...]:
    """Return the blocks of a text in reading order."""
    groups = _groups([line.strip() for line in text.split("\n")])
    width = _wrap_width(groups)
    joined = (block for group in groups for block in (_joined(group, width) if width else group))
    return tuple(piece for block in joined for piece in _parted(block))


def _groups(lines: list[str]) -> list[list[str]]:
    """Return runs of lines between which no line is blank."""
    groups: list[list[str]] = [[]]
    for line in lines:
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


# --- hard-wrapped text ----------------------------------------------------------------------------------------------------------------


def _wrap_width(groups: list[list[str]]) -> int:
    """Return the width to which the text is wrapped, 0 where it is not.

    It is wrapped where most line ends within groups fall in the middle of a sentence, behind a line that had no room for the next word.
    """
    able = [group for group in groups if len(group) > 1 and max(map(len, group)) <= MAX_WRAP]
    width = max((len(line) for group in able for line in group), default=0)
    if width < MIN_WRAP:
        return 0
    breaks = [pair for group in able for pair in pairwise(group)]
    full = sum(_is_mid_sentence(line, after) and _is_full(line, after, width) for line, after in breaks)
    return width if full >= 2 and full * 2 >= sum(_is_full(line, after, width) for line, after in breaks) else 0


_SLACK = 12
"""People who wrap by hand break a little early."""


def _is_full(line: str, after: str, width: int) -> bool:
    return len(line) + 1 + len(after.split(" ", 1)[0]) > width - _SLACK


def _is_mid_sentence(line: str, after: str) -> bool:
    return after[0].islower() and not SENTENCE_END.search(line[-4:])


def _joined(group: list[str], width: int) -> list[str]:
    """Join the lines of a group where the text was broken for want of room; a longer line than wrapping allows is left alone."""
    blocks = [group[0]]
    last = group[0]
    for line in group[1:]:
        if _continues(last, line, width):
            blocks[-1] += line if _is_broken_word(last, line) else f" {line}"
        else:
            blocks.append(line)
        last = line
    return blocks


_LIST_MARK = re.compile(r"(?:[•*·▪■–—-]|\d{1,2}[.)]) ")


def _continues(line: str, after: str, width: int) -> bool:
    if len(line) > width or len(after) > width or _LIST_MARK.match(after) or rule_of(after) or rule_of(line):
        return False
    return _is_full(line, after, width) or _is_mid_sentence(line, after)


def _is_broken_word(line: str, after: str) -> bool:
    """Say whether a compound is broken behind its hyphen. The hyphen stays: that it was set for the break only cannot be known."""
    return len(line) > 1 and line.endswith("-") and line[-2].isalpha() and after[0].isalpha()


# --- glued headings -------------------------------------------------------------------------------------------------------------------

MAX_GLUED = 120
"""Within so many code points of a block's start a heading may be glued to what follows."""

_GLUE = re.compile(
    r"(?<=[a-zà-öø-ÿœ]{3})(?=(?:Les?|La|Une?|Des|Du|Aux?|Ces?|Cette|Sur|Dans|Pour|Après|Selon|The|An) [^\W\d_]|L['’][^\W\d_])",
)
"""A small letter meets a capital article or preposition without a space: the end of one heading and the start of the next line."""

_JOINT = re.compile("[A-Z](?<=[a-zà-öø-ÿœ].)")
"""What every glue has: the quick look that spares the slow one. The capital comes first, as few letters are one."""

_HEADING_BREAK = re.compile(r"[.!?;…:]")


def _parted(block: str) -> list[str]:
    """Part `Pays - VilleLe titre` at the glue, as often as it occurs. `McDonald` and `iPhone` have no article at the joint."""
    cuts = [0]
    while (glue := _glue_in(block, cuts[-1])) is not None:
        cuts.append(glue)
    return [block[start:end] for start, end in pairwise([*cuts, len(block)])]


def _glue_in(block: str, start: int) -> int | None:
    """Return where the first glue is in the block from `start` on: behind a heading's words, before two words more."""
    end = start + MAX_GLUED
    found = _GLUE.search(block, start + 3, end) if _JOINT.search(block, start + 3, end) else None
    if found is None or not block[start].isupper() or _HEADING_BREAK.search(block, start, found.start()):
        return None
    space = block.find(" ", found.start())
    return found.start() if space >= 0 and block.find(" ", space + 1) >= 0 else None
