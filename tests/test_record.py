"""Record: an article as a file that people can read, and back, with nothing lost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from builder import yaml_text
from builder.clean.normalise import normalise
from builder.edtf import Edtf
from builder.errors import ArchiveError
from builder.markup import unescape
from builder.model import (
    Article,
    Attribution,
    Basis,
    Block,
    BlockKind,
    Claim,
    Dating,
    Evidence,
    Mention,
    Naming,
    Quotation,
    Ref,
    Rule,
    Text,
    Unresolved,
)
from builder.record import is_untouched, read_record, write_record

PATH = "archive/articles/un-article.md"
WORDS = [
    "Alep",
    "M. Lavrov",
    "a dit :",
    "«tout»",
    "1.",
    "#",
    "- a",
    "[b]",
    "](c)",
    "\\",
    "&amp;",
    "!",
    "*",
    "<b>",
    "été",
    "—",
    "صلاح",
    "@x",
    "---",
    "e\u0301",
    "",
    "digest: x",
    "aa",
]

# --- arbitrary valid articles -----------------------------------------------------------------------------------------------------------

IDENTS = st.from_regex(r"\A[a-z0-9][a-z0-9_-]{0,12}\Z")
REFS = st.builds(lambda kind, ident: Ref(f"{kind}/{ident}"), st.sampled_from(["actor", "place", "outlet", "event"]), IDENTS)
LINES = st.one_of(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), st.text(max_size=30))
BLOCKS = LINES.map(lambda line: " ".join(normalise(line).split("\n")).strip()).filter(bool)
FREE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(["null", "no", "~", "2016", "a: b # c", "", "\n", "\u202e"]),
)
MAYBE = st.one_of(st.none(), FREE)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """Draw a clean text of any blocks."""
    words = draw(st.lists(BLOCKS, max_size=5))
    blocks, start = [], 0
    for block in words:
        blocks.append(Block(draw(st.sampled_from(BlockKind)), start, start + len(block)))
        start += len(block) + 2
    metadata = draw(st.dictionaries(st.sampled_from(["title", "date", "outlet", "url"]), FREE, max_size=2))
    return Text("un-article", "\n\n".join(words), tuple(blocks), draw(st.sampled_from([None, "fr", "en", "no"])), tuple(metadata.items()))


@st.composite
def spans(draw: st.DrawFn, start: int, end: int) -> list[tuple[int, int]]:
    """Draw stretches that do not overlap, in order."""
    cuts = sorted(draw(st.sets(st.integers(start, end), max_size=6)))
    return [pair for index, pair in enumerate(pairwise(cuts)) if draw(st.booleans()) or index == 0]


@st.composite
def evidence(draw: st.DrawFn, text: Text) -> tuple[Evidence, ...]:
    """Draw evidence, in the text or outside it."""
    found = []
    for _ in range(draw(st.integers(0, 2))):
        ends = draw(st.one_of(st.just([]), spans(0, len(text.body))))
        start, end = ends[0] if ends else (None, None)
        quote = None if start is None else text.body[start:end]
        found.append(Evidence(quote, start, end, draw(FREE), draw(st.sampled_from(["weekday", "event/2016-12-06-x", "no", "a b"]))))
    return tuple(found)


@st.composite
def claims(draw: st.DrawFn, text: Text, values: st.SearchStrategy[str]) -> Claim[str]:
    """Draw a value with its ground."""
    return Claim(draw(st.one_of(st.none(), values)), draw(st.sampled_from(Basis)), draw(evidence(text)))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Draw a whole article."""
    text = draw(texts())
    cut = lambda pair: (*pair, text.body[pair[0] : pair[1]])  # noqa: E731  a name for three words
    mentions = [
        Mention(*cut(span), draw(REFS), draw(st.sampled_from(Rule)))
        for block in text.blocks
        for span in draw(spans(block.start, block.end))
    ]
    unresolved = [Unresolved(*cut(span), tuple(draw(st.lists(REFS, max_size=2)))) for span in draw(spans(0, len(text.body)))]
    quotations = [Quotation(*cut(span), draw(st.one_of(st.none(), REFS)), draw(MAYBE)) for span in draw(spans(0, len(text.body)))]
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    return Article(
        id="un-article",
        seed=draw(st.sampled_from(["un-article.txt", "Un article.html", "001_93.md", "é.txt", "12e4"])),
        sha256="0" * 64,
        text=text,
        title=draw(claims(text, FREE)),
        dating=Dating(
            draw(st.sampled_from([None, Edtf.between(*days), Edtf.of_day(days[0], probable=True), Edtf.parse("2016-12")])),
            draw(st.one_of(st.none(), DAYS)),
            draw(st.sampled_from(Basis)),
            draw(evidence(text)),
            tuple(draw(st.lists(DAYS, max_size=2))),
        ),
        attribution=Attribution(
            draw(claims(text, IDENTS)), draw(claims(text, FREE)), tuple(draw(st.lists(IDENTS, max_size=2))), draw(evidence(text))
        ),
        naming=Naming(tuple(mentions), tuple(unresolved)),
        quotations=tuple(quotations),
        access=draw(st.sampled_from(["full", "excerpt", "metadata", "withheld"])),
        slug=draw(st.one_of(st.none(), IDENTS)),
        url=draw(st.sampled_from([None, "https://example.org/a?b=1#c"])),
        note=draw(MAYBE),
        encoding=draw(st.sampled_from(["utf-8", "cp1252", "utf-16-le"])),
        encoding_guessed=draw(st.booleans()),
    )


# --- laws -------------------------------------------------------------------------------------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(articles())
def test_an_article_comes_back_whole(article: Article) -> None:
    """Law 6: record -> Article -> record is the identity, both ways round."""
    record = write_record(article)
    back = read_record(record, PATH)
    assert back == article
    assert write_record(back) == record
    assert is_untouched(record)


MARKS = re.compile(r"\\.|\[((?:[^\\\[\]]|\\.)+)\]\(\.\./\w+/[\w-]+\.md \"\w+\"\)")


def without_marks(record: str) -> str:
    """Take front matter and marks out of a record and unescape the rest, by no code of the builder's but `unescape`."""
    body = record.split("\n---\n", 1)[1].removeprefix("\n")
    bare = re.sub(r"^(?:<!-- \w+ -->\n|##? )", "", body, flags=re.MULTILINE)
    return unescape(MARKS.sub(lambda mark: mark[1] or mark[0], bare)).removesuffix("\n")


@settings(max_examples=300, deadline=None)
@given(articles())
def test_a_record_without_its_marks_is_the_text(article: Article) -> None:
    """Law 2: what is left when the marks are taken out is the clean text, byte for byte."""
    assert without_marks(write_record(article)) == article.text.body
