"""Photo credits are told from what a caption says."""

from __future__ import annotations

import pytest

from builder.credits import credit
from builder.model import Block, BlockKind, Text


@pytest.mark.parametrize(
    ("caption", "credited"),
    [
        ("Le port au matin. [ANNA LUND / BRISE]", "[ANNA LUND / BRISE]"),
        ("Le port, le 3 mai. | ANNA LUND / BRISE", "| ANNA LUND / BRISE"),
        ("Le port au matin (Photo Anna Lund)", "(Photo Anna Lund)"),
        ("Le port au matin. © Anna Lund", "© Anna Lund"),
        ("Le port au matin. Anna Lund/BRISE", ". Anna Lund/BRISE"),
        ("Le port au matin (ANNA LUND / BRISE)", "(ANNA LUND / BRISE)"),
        ("Le port au matin / BRISE", "/ BRISE"),
        ("Le port au matin.", None),
        ("Le port [au nord] au matin.", None),
        ("Le port (nord / sud)", None),
        ("Le port au matin. Mer/Vent", None),
    ],
)
def test_a_credit_ends_a_caption(caption: str, credited: str | None) -> None:
    """The credit is found in each of its usual forms, and nothing else is one."""
    block = Block(BlockKind.CAPTION, 0, len(caption))
    span = credit(Text("essai", caption, (block,)), block)
    assert (caption[slice(*span)] if span else None) == credited


def test_only_captions_have_credits() -> None:
    """A paragraph that ends in brackets is the article's own text."""
    words = "Le port au matin. [ANNA LUND / BRISE]"
    block = Block(BlockKind.PARAGRAPH, 0, len(words))
    assert credit(Text("essai", words, (block,)), block) is None


@pytest.mark.parametrize(
    ("words", "supplied"),
    [
        ("Le port est vide. (avec AFP)", "(avec AFP)"),
        ("Le port est vide (avec les agences)", "(avec les agences)"),
        ("Le port est vide. (source : Brise)", "(source : Brise)"),
        ("Le port est vide (avec ses marins)", None),
        ("Le port (avec AFP) est vide.", None),
    ],
)
def test_a_paper_says_at_the_end_of_a_paragraph_who_supplied_it(words: str, supplied: str | None) -> None:
    """What stands in brackets at the very end and names an agency is a credit; whom one is with is none."""
    block = Block(BlockKind.PARAGRAPH, 0, len(words))
    span = credit(Text("essai", words, (block,)), block)
    assert (words[slice(*span)] if span else None) == supplied


@pytest.mark.parametrize("kind", [BlockKind.CAPTION, BlockKind.PARAGRAPH])
@pytest.mark.parametrize("unit", ["a", "A", ", ", "A. ", "(avec A", ". Anna Lund/", "Anna de "])
def test_a_long_line_ends(unit: str, kind: BlockKind) -> None:
    """A hundred thousand characters made to tempt the forms of a credit hold none, also where a bracket closes them."""
    words = unit * (100_000 // len(unit)) + " !)"
    block = Block(kind, 0, len(words))
    assert credit(Text("essai", words, (block,)), block) is None
