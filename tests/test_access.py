"""What of an article may be shown."""

from __future__ import annotations

from dataclasses import replace

import port_azur

from builder.access import opening, shown_blocks, shown_title
from builder.model import Basis, Claim


def test_an_open_article_shows_all() -> None:
    """Furniture included: it is folded, not hidden."""
    whole = port_azur.article("a")
    assert shown_blocks(whole) == whole.text.blocks


def test_an_excerpt_ends_after_two_paragraphs() -> None:
    """Headings and the first paragraphs, no caption, no furniture."""
    part = port_azur.article("a", access="excerpt")
    assert [block.kind.value for block in shown_blocks(part)] == ["headline", "paragraph", "subhead", "paragraph"]


def test_a_withheld_article_shows_no_word() -> None:
    """Not even its headline, which is a word of the text; a title that a person states is none."""
    shut = port_azur.article("a", access="withheld")
    assert shown_blocks(shut) == ()
    assert shown_title(shut) is None
    assert opening(shut) == ""
    assert shown_title(replace(shut, title=Claim("Retiré", Basis.NOTICE))) == "Retiré"
