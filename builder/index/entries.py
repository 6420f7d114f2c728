"""What the index holds of one article: its words counted, its facts, and its text as far as it may be shown.

In: an Article. Out: an Entry. Pure.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.access import shown_blocks, shown_title
from builder.edtf import Edtf, Form
from builder.lexicon import words_of
from builder.model import TEXT_KINDS, Article, Block, Dating, RefKind
from builder.shelf import Facts

TITLE_COUNTS = 3
"""How often a word of the title counts as if it stood in the text."""

_FIRST, _LAST = 1, 3652059
"""The ordinals of 0001-01-01 and 9999-12-31, for open ends."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article for the index. `words` and `title` count small-letter words, `actors` and `places` count mentions by id."""

    facts: Facts
    body: str
    mentions: bytes
    words: Mapping[str, int]
    title: Mapping[str, int]
    actors: Mapping[str, int]
    places: Mapping[str, int]


def entry(article: Article, languages: tuple[str, ...]) -> Entry:
    """Return what is indexed: the title where it may be shown, and the blocks of the article's own text that may be.

    Args:
        article: any. Which things it names is never hidden, as its page lists them all the same.
        languages: those of the archive; the first is taken for a text that says none.
    """
    title = shown_title(article)
    blocks = [block for block in shown_blocks(article) if block.kind in TEXT_KINDS]
    texts = [article.text.body[block.start : block.end] for block in blocks]
    if title and title not in texts:
        texts.insert(0, title)
        blocks.insert(0, Block(blocks[0].kind, 0, 0) if blocks else Block(next(iter(TEXT_KINDS)), 0, 0))
    body = "\n\n".join(texts)
    title_words = Counter(words_of(title or ""))
    words = Counter(words_of(body))
    for word, count in title_words.items():
        words[word] += (TITLE_COUNTS - 1) * count
    named = _named(article)
    return Entry(
        facts=_facts(article, title, languages, named),
        body=body,
        mentions=json.dumps(list(_mentions(article, blocks, texts)), ensure_ascii=False).encode(),
        words=words,
        title=title_words,
        actors=named[RefKind.ACTOR],
        places=named[RefKind.PLACE],
    )


def _facts(article: Article, title: str | None, languages: tuple[str, ...], named: Mapping[str, Mapping[str, int]]) -> Facts:
    dating = article.dating
    return Facts(
        id=article.id,
        title=title,
        language=article.text.language or next(iter(languages), ""),
        date=dating.likeliest.isoformat() if dating.likeliest else None,
        date_edtf=str(dating.edtf) if dating.edtf else None,
        spans=_spans(dating.edtf),
        year=_year(dating),
        outlet=article.attribution.outlet.value,
        actors=list(named[RefKind.ACTOR]),
        places=list(named[RefKind.PLACE]),
    )


def _spans(date: Edtf | None) -> list[list[int]]:
    """Return all days that a date may be, as stretches of ordinals; none for no date."""
    if date is None:
        return []
    if date.form is Form.ONE_OF:
        return [[day.toordinal(), day.toordinal()] for day in date.days]
    return [[date.first.toordinal() if date.first else _FIRST, date.last.toordinal() if date.last else _LAST]]


def _year(dating: Dating) -> int | None:
    """Return the year of publication where it is known: that of the likeliest day, or the one that both bounds share."""
    if dating.likeliest:
        return dating.likeliest.year
    if dating.first and dating.last and dating.first.year == dating.last.year:
        return dating.first.year
    return None


def _named(article: Article) -> Mapping[str, Mapping[str, int]]:
    """Return kind -> id -> number of mentions, in the order of first mention."""
    named: dict[str, dict[str, int]] = {kind: {} for kind in RefKind}
    for mention in article.naming.mentions:
        kind, _, ident = mention.ref.partition("/")
        named[kind][ident] = named[kind].get(ident, 0) + 1
    return named


def _mentions(article: Article, blocks: list[Block], texts: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield each mention that stands in the body, by its place there."""
    mentions = article.naming.mentions
    place = here = 0
    for block, text in zip(blocks, texts, strict=True):
        while place < len(mentions) and mentions[place].start < block.start:
            place += 1
        while place < len(mentions) and mentions[place].end <= block.end:
            mention = mentions[place]
            yield here + mention.start - block.start, here + mention.end - block.start, mention.ref
            place += 1
        here += len(text) + 2
