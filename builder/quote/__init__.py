"""Stage 7, quote: find the words that a text gives as somebody's, and whose they are.

In: a Text, its Naming, and the actors that are known. Out: Quotations in reading order, never overlapping. Pure: no disk, no clock, no log.

`marks` finds quoted words, `phrase` and `speech` find who reports in a sentence, `reading` reads a text for them, `people` and `description` find whom a
description takes up, `page` brings them together, `words` holds the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from builder.model import Actor, Naming, Quotation, Text
from builder.quote.marks import quoted
from builder.quote.page import Page

_NONE: Mapping[str, Actor] = MappingProxyType({})


def quote(text: Text, naming: Naming, actors: Mapping[str, Actor] = _NONE) -> tuple[Quotation, ...]:
    """Return the quotations of a text's own blocks (headline, subhead, caption, paragraph).

    Args:
        text: any length; time grows with it linearly.
        naming: its mentions, in order.
        actors: by id: whose office tells whom "le diplomate" takes up.

    Returns:
        Quotations whose offsets leave out the marks and the spaces inside them. One over several paragraphs is one a paragraph.
        Left out: one or two words, unless a reporting clause follows at once or a colon behind a reporting verb stands before; titles and
        names in marks. `speaker` is an actor whose mention stands in the speaker's place; `speaker_words` are that mention's or, where there is no
        such mention, the words that name the speaker.

    Law: `text.body[q.start:q.end] == q.text`, and quotations never overlap.
    """
    return Page(text, naming, quoted(text), actors).quotations()
