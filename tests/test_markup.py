"""Markup: what a text shows is what it is, under every reader of Markdown that the archive meets."""

from __future__ import annotations

import html
import re
from functools import cache

import markdown
import pytest
from hypothesis import example, given, settings, strategies as st
from markdown_it import MarkdownIt

from builder.clean.normalise import normalise
from builder.markup import escape, escape_parts, unescape

SITE_EXTENSIONS = ("attr_list", "md_in_html", "tables", "toc", "fenced_code")
FURTHER_EXTENSIONS = (
    "def_list",
    "footnotes",
    "abbr",
    "admonition",
    "sane_lists",
    "pymdownx.caret",
    "pymdownx.tilde",
    "pymdownx.mark",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.details",
    "pymdownx.tasklist",
    "pymdownx.superfences",
)
MARKS = [
    *"\\`*_{}[]()>#+-.!<&|~^:=@$ \"'/;",
    "1",
    "a",
    "é",
    "amp",
    "lt",
    "#38",
    "www",
    "http",
    "\u00a0",
    "word ",
    "x.y",
    "&amp;",
    "---",
    "~~",
    "[a](b)",
    "!!! note",
    "{: #a}",
    "::",
    "1) ",
]


def blocks() -> st.SearchStrategy[str]:
    """Return blocks as stage 2 makes them: normalised, one line, no space at the ends."""
    raw = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(MARKS), max_size=12).map("".join))
    return raw.map(lambda text: " ".join(normalise(text).split("\n")).strip()).filter(bool)


@cache
def python_markdown(extensions: tuple[str, ...]) -> markdown.Markdown:
    """Return the reader of the site; the permanent link of headings is on."""
    return markdown.Markdown(extensions=list(extensions), extension_configs={"toc": {"permalink": "¶"}})


def shown(page: str) -> str:
    """Return what a browser shows of rendered HTML."""
    page = re.sub(r'<a class="headerlink".*?</a>', "", page)
    assert not re.search(r"<(?!/?(?:p|h1|h2|a)\b)", page), page
    return html.unescape(re.sub(r"<[^>]*>", "", page)).strip("\n ")


HOSTILE = (
    "\\` \\\\` ``",
    "* a",
    "+ b",
    "- c",
    "1. d",
    "1986. Une année",
    "12) e",
    "> f",
    ">> A lire aussi",
    "# g",
    "## h ##",
    "---",
    "- - -",
    "***",
    "___",
    "===",
    "```",
    "~~~",
    ": i",
    "| a | b |",
    "![x](y)",
    "[x](y)",
    "[x]: /y",
    "[^1]",
    "*[HTML]: x",
    "<script>alert(1)</script>",
    "<!-- x -->",
    "<a@b.c>",
    "a@b.c",
    "http://x.y",
    "www.x.y",
    "&lt;",
    "&amp;amp;",
    "&#38;",
    "{: #x .y}",
    "x {#y}",
    "[TOC]",
    "!!! note",
    "a\\",
    "a\\\\",
    "**a**",
    "__a__",
    "a_b_c",
    "~~a~~",
    "H~2~O",
    "x^2^",
    "==a==",
    "++a++",
    ":a:",
    "$a$",
    "10:30:20",
    "{{ x }}",
    "{% x %}",
    "_",
    "*",
    "a * b * c",
    "«a»",
    "a&b",
    "AT&T;",
    "&copy 2016",
    "]",
    "[",
    "](",
    "(c)",
    "\\[",
    "::",
    "- [ ] a",
    "/// x",
    "a  b",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("head", ["", "# ", "## ", "<!-- caption -->\n"])
@pytest.mark.parametrize("extensions", [SITE_EXTENSIONS, (*SITE_EXTENSIONS[:-1], *FURTHER_EXTENSIONS)], ids=["site", "more"])
def test_hostile_text_shows_as_it_is_on_the_site(text: str, head: str, extensions: tuple[str, ...]) -> None:
    """Markup in a text stays text, as paragraph, heading or caption, with the extensions of the site and with those that sites often add."""
    page = python_markdown(extensions).reset().convert(head + escape(text))
    assert shown(page.replace("<!-- caption -->", "")) == text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("head", ["", "# ", "## ", "<!-- caption -->\n"])
def test_hostile_text_shows_as_it_is_on_a_forge(text: str, head: str) -> None:
    """The same under CommonMark."""
    page = MarkdownIt("commonmark").render(head + escape(text))
    assert shown(page.replace("<!-- caption -->", "")) == text


@settings(max_examples=400, deadline=None)
@given(blocks(), st.sampled_from(["", "# ", "## "]))
@example("1٢. a", "")
def test_any_text_shows_as_it_is_on_the_site(text: str, head: str) -> None:
    """No block of clean text, whatever it holds, renders as anything but itself."""
    assert shown(python_markdown(SITE_EXTENSIONS).reset().convert(head + escape(text))) == text


@settings(max_examples=400, deadline=None)
@given(blocks(), st.sampled_from(["", "# ", "## "]))
def test_any_text_shows_as_it_is_on_a_forge(text: str, head: str) -> None:
    """The same under CommonMark."""
    assert shown(MarkdownIt("commonmark").render(head + escape(text))) == text


@given(st.text())
@example("&amp;")
@example("\\&lt;\\*")
@example("&#38;#38;")
def test_unescape_is_the_inverse(text: str) -> None:
    """Any text comes back, even one that looks escaped already."""
    assert unescape(escape(text)) == text


@given(st.text(alphabet="a![]()\\&;#1. ", max_size=20), st.data())
def test_parts_are_the_whole(text: str, data: st.DataObject) -> None:
    """Cutting an escaped block loses and adds nothing, and each part unescapes to its own stretch of the text."""
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    parts = escape_parts(text, cuts)
    assert "".join(parts) == escape(text)
    assert [unescape(part) for part in parts] == [text[start:end] for start, end in zip((0, *cuts), (*cuts, len(text)), strict=True)]


@pytest.mark.parametrize(
    "text",
    [
        "L’armée a repris, mardi : « tout », dit-il (selon l’ONU) - et 70% du reste; 8.000 personnes à 20:30.",
        "Un texte --non contraignante-- et 5-4=1, 50 $, 3 > 2, A&B, M. X !",
        "2016 fut une année.",
    ],
)
def test_prose_stays_prose(text: str) -> None:
    """What cannot act is not escaped, so that a record reads like a text."""
    assert escape(text) == text


def test_a_cry_before_a_link_makes_no_picture() -> None:
    """`!` right before a mention is escaped."""
    assert escape_parts("Oh !Alep", [4, 8], links=[4]) == ["Oh \\!", "Alep", ""]


def test_a_long_block_costs_no_more_a_character() -> None:
    """A block of 100 000 marks is escaped in one pass and comes back."""
    text = "[" * 40_000 + ":a" * 30_000
    assert unescape(escape(text)) == text
