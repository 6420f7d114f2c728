"""What of an article may be shown."""

from __future__ import annotations

from dataclasses import replace

import port_azur
import pytest

from builder.access import opening, shown_blocks, shown_name, shown_title
from builder.model import Basis, Block, BlockKind, Claim, Text


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


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Le port a fermé ses quais jeudi soir.", "Le port a fermé ses quais jeudi soir."),
        ("Le port a fermé ses quais jeudi soir, le froid étant venu.", "Le port a fermé ses quais jeudi soir…"),
        ("Le port a fermé enfin ses quais jeudi. Une foule est venue.", "Le port a fermé enfin ses quais jeudi…"),
        ("Le de la à et ou où par pour que qui", "Le de la à…"),
    ],
)
def test_first_words_do_not_end_on_one_that_leads_on(words: str, name: str) -> None:
    """Without a title an article goes by its first words; an article or a preposition before the … would hang there."""
    text = Text("a", words, (Block(BlockKind.PARAGRAPH, 0, len(words)),), "fr")
    assert shown_name(replace(port_azur.article("a"), text=text, title=Claim(None, Basis.UNKNOWN))) == f"«\u202f{name}\u202f»"
