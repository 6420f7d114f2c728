"""What of an article may be shown: the one place that knows what `access` means for every output.

A noun. `full` shows all; `excerpt` the headings and the first two paragraphs; `metadata` and `withheld` no word of the article at all: a title only
where a person states it. Pure.
"""

from __future__ import annotations

from builder.french import quoted
from builder.model import TEXT_KINDS, Article, Basis, Block, BlockKind

EXCERPT_PARAGRAPHS = 2
"""Paragraphs that an excerpt holds: about what a press review quotes."""

_HEADS = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEAD, BlockKind.DATELINE})


def shown_blocks(article: Article) -> tuple[Block, ...]:
    """Return the blocks whose words may be shown, in reading order."""
    if article.access == "full":
        return article.text.blocks
    return _excerpt(article.text.blocks) if article.access == "excerpt" else ()


def _excerpt(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    shown: list[Block] = []
    paragraphs = 0
    for block in blocks:
        if paragraphs == EXCERPT_PARAGRAPHS:
            break
        paragraphs += block.kind is BlockKind.PARAGRAPH
        if block.kind in _HEADS or block.kind is BlockKind.PARAGRAPH:
            shown.append(block)
    return tuple(shown)


def shows(article: Article, start: int, end: int) -> bool:
    """Say whether the stretch of the clean text lies in a block that may be shown."""
    return any(block.start <= start and end <= block.end for block in shown_blocks(article))


def shown_title(article: Article) -> str | None:
    """Return the title where it may be shown."""
    if article.access in {"metadata", "withheld"} and article.title.basis is not Basis.NOTICE:
        return None
    return article.title.value


def gives_seed(article: Article) -> bool:
    """Say whether the raw seed is published beside the article."""
    return article.access == "full"


def opening(article: Article) -> str:
    """Return the first block of the article's own text that may be shown: a paragraph, failing that a heading or caption, failing that ""."""
    shown = [block for block in shown_blocks(article) if block.kind in TEXT_KINDS]
    first = next((block for block in shown if block.kind is BlockKind.PARAGRAPH), shown[0] if shown else None)
    return article.text.body[first.start : first.end] if first else ""


FIRST_WORDS = 9
"""Words of the text that stand in for a missing title."""

FEWEST_WORDS = 4
"""Words that are left of them at least."""

_LEADING_ON = frozenset(
    "a à au aux avec ce ces cette chez comme dans de des du en entre est et la le les leur leurs mais ne ou où par pas plus pour que qui sa sans se ses"
    " si son sont sous sur un une vers an and as at by for from in is of on or that the to was with".split()
)
"""Words, French and English, that say nothing at the end of a line that is cut."""


def shown_name(article: Article) -> str:
    """Return what the article goes by: its title, or its first words between guillemets, or what can be said without its words."""
    if title := shown_title(article):
        return title
    words = opening(article).split()
    return quoted(_first(words)) if words else f"Article {article.id}"


def _first(words: list[str]) -> str:
    """Return the first words; where there are more, none that only leads on to the next ends them."""
    if len(words) <= FIRST_WORDS:
        return " ".join(words)
    end = FIRST_WORDS
    while end > FEWEST_WORDS and words[end - 1].casefold() in _LEADING_ON:
        end -= 1
    return " ".join(words[:end]).rstrip(" .,;:!?") + "…"


def shown_author(article: Article) -> str | None:
    """Return who signed the text where that may be said: a signature found in the text is a word of the text."""
    author = article.attribution.author
    return author.value if article.access in {"full", "excerpt"} or author.basis is Basis.NOTICE else None
