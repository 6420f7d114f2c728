"""Record: an article as a file that people can read, and back, with nothing lost."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import replace
from itertools import pairwise

import markdown
import pytest
from hypothesis import given, settings, strategies as st
from markdown_it import MarkdownIt

from builder.clean.normalise import normalise
from builder.edtf import Edtf
from builder.errors import ArchiveError, Finding
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
from builder.record.occurrences import MANY, Occurrences

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
    body = text.body
    mentions = [
        Mention(start, end, body[start:end], draw(REFS), draw(st.sampled_from(Rule)))
        for block in text.blocks
        for start, end in draw(spans(block.start, block.end))
    ]
    unresolved = [
        Unresolved(start, end, body[start:end], tuple(draw(st.lists(REFS, max_size=2)))) for start, end in draw(spans(0, len(body)))
    ]
    quotations = [
        Quotation(start, end, body[start:end], draw(st.one_of(st.none(), REFS)), draw(MAYBE)) for start, end in draw(spans(0, len(body)))
    ]
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


@settings(max_examples=80, deadline=None)
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


@settings(max_examples=80, deadline=None)
@given(articles())
def test_a_record_without_its_marks_is_the_text(article: Article) -> None:
    """Law 2: what is left when the marks are taken out is the clean text, byte for byte."""
    assert without_marks(write_record(article)) == article.text.body


PM = markdown.Markdown(extensions=["attr_list", "md_in_html", "tables", "toc", "fenced_code"])


def rendered(page: str) -> str:
    """Return what a browser shows of a rendered record: its blocks, one blank line between them."""
    page = re.sub(r"<!-- \w+ -->", "", page)
    assert not re.search(r"<(?!/?(?:p|h1|h2|a)\b)", page), page
    blocks = re.findall(r"<(p|h1|h2)\b[^>]*>(.*?)</\1>", page, re.DOTALL)
    return "\n\n".join(html.unescape(re.sub(r"<[^>]*>", "", block)) for _, block in blocks)


@settings(max_examples=50, deadline=None)
@given(articles())
def test_a_record_shows_the_text_wherever_it_is_read(article: Article) -> None:
    """Law 2 as readers see it: Python-Markdown and CommonMark show the clean text, and every mention as a link."""
    body = write_record(article).split("\n---\n", 1)[1]
    for page in (PM.reset().convert(body), MarkdownIt("commonmark").render(body)):
        assert rendered(page) == article.text.body
        assert len(re.findall(r"<a\b", page)) == len(article.naming.mentions)
        assert "<img" not in page


# --- an example to read -----------------------------------------------------------------------------------------------------------------


def example() -> Article:
    """Return a small article with a little of everything."""
    body = "Le port rouvre\n\nPar Ann Lee\n\nLes bateaux de Bergen ont repris la mer mercredi à Bergen, a dit M. Berg : « Enfin ! »"
    spans = [(0, 14), (16, 27), (29, len(body))]
    kinds = (BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.PARAGRAPH)
    first, second = body.index("Bergen"), body.rindex("Bergen")
    wednesday = body.index("mercredi")
    return Article(
        id="un-article",
        seed="Un article.txt",
        sha256="ab" * 32,
        text=Text("un-article", body, tuple(Block(kind, *span) for kind, span in zip(kinds, spans, strict=True)), "fr"),
        title=Claim("Le port rouvre", Basis.STATED, (Evidence("Le port rouvre", 0, 14, "the headline", "headline"),)),
        dating=Dating(
            Edtf.parse("[2016-12-07,2016-12-08]"),
            dt.date(2016, 12, 7),
            Basis.INFERRED,
            (Evidence("mercredi", wednesday, wednesday + 8, "a Wednesday, or the day after one", "weekday"),),
            (dt.date(2016, 12, 7),),
        ),
        attribution=Attribution(author=Claim("Ann Lee", Basis.STATED, (Evidence("Par Ann Lee", 16, 27, "a byline", "byline"),))),
        naming=Naming(
            (Mention(second, second + 6, "Bergen", Ref("place/bergen"), Rule.NAME),),
            (Unresolved(first, first + 6, "Bergen", (Ref("place/bergen"), Ref("actor/bergen"))), Unresolved(body.index("M. Berg"), body.index("M. Berg") + 7, "M. Berg")),
        ),
        quotations=(Quotation(body.index("Enfin"), body.index("Enfin") + 7, "Enfin !", None, "M. Berg"),),
    )  # fmt: skip


EXAMPLE = """---
title: "Le port rouvre"
title_basis: stated
title_evidence:
- {quote: "Le port rouvre", nth: 1, says: "the headline", by: headline}
date: "2016-12-07"
date_edtf: "[2016-12-07,2016-12-08]"
date_basis: inferred
date_evidence:
- {quote: "mercredi", nth: 1, says: "a Wednesday, or the day after one", by: weekday}
reported: ["2016-12-07"]
outlet: null
author: "Ann Lee"
author_basis: stated
author_evidence:
- {quote: "Par Ann Lee", nth: 1, says: "a byline", by: byline}
agency: []
language: fr
actors: []
places: [bergen]
unresolved:
- {surface: "Bergen", nth: 1, candidates: [place/bergen, actor/bergen]}
- {surface: "M. Berg", nth: 1}
quotes:
- {speaker: null, words: "M. Berg", text: "Enfin !", nth: 1}
seed: "Un article.txt"
sha256: "abababababababababababababababababababababababababababababababab"
access: full
digest: "DIGEST"
---

# Le port rouvre

<!-- byline -->
Par Ann Lee

Les bateaux de Bergen ont repris la mer mercredi à [Bergen](../places/bergen.md "name"), a dit M. Berg : « Enfin ! »
"""


def test_the_form_of_a_record() -> None:
    """The file is as the documentation shows it, key by key."""
    record = write_record(example())
    assert re.sub(r'digest: "[0-9a-f]{64}"', 'digest: "DIGEST"', record) == EXAMPLE


# --- hand edits -------------------------------------------------------------------------------------------------------------------------


def test_a_hand_edit_is_noticed_and_read() -> None:
    """A person's edit breaks the digest and nothing else; other line ends are no edit."""
    record = write_record(example())
    edited = record.replace("Le port rouvre\n\n", "Le port rouvre enfin\n\n").replace(
        'title: "Le port rouvre"', "title: Le port rouvre enfin  # à vérifier"
    )
    assert not is_untouched(edited)
    assert read_record(edited, PATH).title.value == "Le port rouvre enfin"
    assert is_untouched(record.replace("\n", "\r\n"))
    assert read_record(record.replace("\n", "\r\n"), PATH) == example()
    assert not is_untouched("")
    assert not is_untouched(re.sub(r"digest: .*\n", "", record))


def test_more_blank_lines_are_no_fault() -> None:
    """A hand edit may leave lines and spaces that Markdown does not see."""
    record = write_record(example()).replace("\n\nLes bateaux", "\n\n\n \nLes bateaux") + "\n\n"
    assert read_record(record, PATH) == example()


FAULTS = {
    "unknown key": ("agency: []", "agenci: []", "unknown key 'agenci'", "did you mean 'agency'"),
    "missing key": ("language: fr\n", "", "'language' is missing", "write language:"),
    "unknown basis": ("date_basis: inferred", "date_basis: guessed", "date_basis: 'guessed' is not known", "'inferred'"),
    "no date": ('date_edtf: "[2016-12-07,2016-12-08]"', "date_edtf: hier", "'hier' is not a date", "write 2016-12-06"),
    "words not there": ('quote: "mercredi"', 'quote: "jeudi"', "'jeudi' do not stand in the text", "as they stand"),
    "too few": ('{surface: "Bergen", nth: 1', '{surface: "Bergen", nth: 3', "3 times", "count from 1"),
    "unknown key in evidence": ('nth: 1, says: "a byline"', 'nht: 1, says: "a byline"', "unknown key 'nht'", "did you mean 'nth'"),
    "list and links": ("places: [bergen]", "places: [bergen, oslo]", "places does not agree with the text", "places: [bergen]"),
    "colon": ('title: "Le port rouvre"', "title: Le port: il rouvre", "not valid YAML", "needs quotes"),
    "twice": ("agency: []", "agency: []\nagency: []", "stands twice", "keep one"),
    "unknown rule": ('.md "name")', '.md "nam")', "'nam' is no rule", "did you mean 'name'"),
    "unknown folder": ("../places/bergen.md", "../place/bergen.md", "no record's address", "write ["),
    "open bracket": ("à [Bergen]", "à [la [Bergen]", "a bracket that belongs to no mention", "\\["),
    "unknown kind": ("<!-- byline -->", "<!-- bylin -->", "no kind of block", "did you mean byline"),
    "two lines": ("# Le port rouvre\n", "# Le port rouvre\nenfin\n", "a second line in a block", "blank line"),
    "third level": ("# Le port rouvre\n", "### Le port rouvre\n", "third level", "##"),
    "comment alone": ("« Enfin ! »\n", "« Enfin ! »\n\n<!-- caption -->\n", "stands above no block", "remove it"),
    "no front matter": ("---\ntitle", "title", "no front matter", "---"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_hand_edit_is_explained(name: str) -> None:
    """What cannot be read gives a finding with line, problem and hint."""
    old, new, problem, hint = FAULTS[name]
    record = write_record(example())
    assert old in record
    with pytest.raises(ArchiveError) as caught:
        read_record(record.replace(old, new, 1), PATH)
    finding = next(finding for finding in caught.value.findings if problem in finding.problem)
    assert hint in finding.hint
    assert finding.path == PATH
    assert finding.line > 0


def test_the_line_of_a_fault_is_the_line_of_the_file() -> None:
    """Editors jump to it."""
    record = write_record(example()).replace('.md "name")', '.md "nam")').replace("date_basis: inferred", "date_basis: inferred")
    with pytest.raises(ArchiveError) as caught:
        read_record(record, PATH)
    assert "nam" in record.split("\n")[caught.value.findings[0].line - 1]
    faulty = record.replace('"nam"', '"name"').replace("outlet: null", "outlet: Le Monde")
    with pytest.raises(ArchiveError) as caught:
        read_record(faulty, PATH)
    assert "Le Monde" in faulty.split("\n")[caught.value.findings[0].line - 1]


@pytest.mark.parametrize("start", [1, 10, 16, 30])
def test_a_mention_out_of_place_is_refused(start: int) -> None:
    """Law 1 is held before anything is written."""
    article = example()
    broken = replace(article, naming=Naming((Mention(start, start + 6, "Bergen", Ref("place/bergen"), Rule.NAME),)))
    with pytest.raises(ArchiveError, match="law 1"):
        write_record(broken)


@given(st.text(max_size=40), st.data())
def test_raw_bodies_are_read_or_explained(body: str, data: st.DataObject) -> None:
    """Whatever a person makes of the body, there is an article or a finding."""
    record = write_record(example())
    cut = data.draw(st.integers(record.index("\n---\n") + 5, len(record)))
    findings: tuple[Finding, ...] = ()
    try:
        read_record(record[:cut] + body + record[cut:], PATH)
    except ArchiveError as error:
        findings = error.findings
    assert all(finding.hint for finding in findings)


# --- size -------------------------------------------------------------------------------------------------------------------------------


def test_many_names_in_a_long_text() -> None:
    """A text of 40 000 brackets and one of 20 000 unresolved names, many the same, go there and back."""
    words = [f"Nom{number % 5000}" for number in range(20_000)]
    body = " ".join(words)
    spans = []
    place = 0
    for word in words:
        spans.append((place, place + len(word)))
        place += len(word) + 1
    text = Text("un-article", body, (Block(BlockKind.PARAGRAPH, 0, len(body)),), None)
    article = replace(
        example(),
        text=text,
        title=Claim(),
        dating=Dating(),
        attribution=Attribution(),
        quotations=(),
        naming=Naming((), tuple(Unresolved(start, end, body[start:end]) for start, end in spans)),
    )
    assert read_record(write_record(article), PATH) == article
    brackets = "[" * 40_000
    article = replace(article, text=replace(text, body=brackets, blocks=(Block(BlockKind.PARAGRAPH, 0, 40_000),)), naming=Naming())
    assert read_record(write_record(article), PATH) == article


@given(st.text("ab", max_size=30), st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=8))
def test_occurrences_are_counted_alike_by_few_and_by_many(body: str, words: list[str]) -> None:
    """One pass for many words finds what a pass for each finds: every place, overlapping ones too."""
    few = Occurrences(body, words)
    many = Occurrences(body, [*words, *(f"mot{number}" for number in range(MANY))])
    for word in words:
        places = [place for place in range(len(body)) if body.startswith(word, place)]
        for occurrences in (few, many):
            assert [occurrences.nth(word, place) for place in places] == list(range(1, len(places) + 1))
            assert [occurrences.start(word, nth) for nth in range(len(places) + 2)] == [None, *places, None]
