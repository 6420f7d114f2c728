"""Where a sentence ends, in French and English: for showing a name with the words around it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE_END = re.compile(r"[.!?…]+(?:\s?[»”\"])?\s+(?=[«“\"\s]*[^\W_a-zà-öø-ÿœ])")
"""A full stop, question or exclamation mark, a closing guillemet, space, and then no small letter."""

_ABBREVIATION = re.compile(r"(?:\b(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|Me|Mgr|St|Ste|cf|art|p|vol|av|env)|(?<!\w)[^\W\d_])\.$")
"""What ends in a full stop without ending a sentence: titles and initials."""


def sentence_spans(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split a stretch of text into sentences; together they hold every character that is no space between them."""
    here = start
    for stop in _SENTENCE_END.finditer(body, start, end):
        if not _ABBREVIATION.search(body, here, stop.start() + 1):
            yield here, stop.start() + len(stop.group().rstrip())
            here = stop.end()
    if here < end:
        yield here, end
