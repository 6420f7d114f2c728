"""Clean: a text is blocks that say what they are, and nothing of it is lost."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from builder.clean import clean
from builder.clean.normalise import normalise
from builder.clean.rules import CREDITS, RULES
from builder.model import BlockKind, Seed, Settings as ArchiveSettings, Text
from builder.read import read_file

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = [
    case for path in sorted((HERE / "cases" / "clean").glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
SEEDS = sorted((HERE.parent / "seeds").glob("*.txt"))


def seed(body: str, name: str = "a.txt") -> Seed:
    """Return a seed with this text."""
    return Seed("a", name, "", body)


def shown(text: Text) -> list[tuple[str, str]]:
    """Return kind and words of each block."""
    return [(str(block.kind), text.body[block.start : block.end]) for block in text.blocks]


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    """Each text of the case files gives the blocks that stand beside it."""
    assert shown(clean(seed(case["seed"]))) == [tuple(block) for block in case["blocks"]]


PIECES = (
    "\n", "\n\n", " ", "Le régime", "A lire aussi :", "Durée : 00:44", "---", "title: x", "• ", "- ", "Par Ann Lee", "AFP", " / ", "|", "Pays - VilleLe régime recule",
    " recule.", "« Ça suffit ! »", "\u200d", "\u200c", "ا", "e", "\u0301", "\u00a0", "\u3000", "\t", "x" * 50, "mot " * 10, "\r", "\x85", "\x1c", "\ufeff", "...", "?", "1.",
    "Alep-", "En direct", "Sur le même sujet", "#a", "(", ")", "[", "]", "\u2329", "(AFP)", "Ann Lee", "Publié le 3 mai 2016", "newsletter", "©", "cookies",
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def assert_laws(text: Text, source: str) -> None:
    """Assert what holds for every clean text of a plain seed."""
    words = [word for _, word in shown(text)]
    assert text.body == "\n\n".join(words)
    assert all(word and word == word.strip() and len(word.splitlines()) == 1 for word in words)
    assert unicodedata.is_normalized("NFC", text.body)
    assert "".join(text.body.split()) == "".join(normalise(source).split())
    again = clean(seed(text.body))
    assert (again.body, again.blocks, again.language) == (text.body, text.blocks, text.language)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_cleaning_a_clean_text_changes_nothing(body: str) -> None:
    """Law 3, and: blocks are lines without space at their ends, in NFC, and no character is lost but those that `normalise` names."""
    assert_laws(clean(seed(body)), body)


@given(st.text())
def test_normalising_twice_is_normalising_once(body: str) -> None:
    """The spelling of the archive is one."""
    assert normalise(normalise(body)) == normalise(body)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_laws_hold_for_the_seeds(path: Path) -> None:
    """The laws hold for what the archive really has."""
    source = read_file(path, ArchiveSettings())
    assert_laws(clean(source), source.body)


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_laws_hold_for_the_cases(case: dict[str, Any]) -> None:
    """The laws hold for every case."""
    assert_laws(clean(seed(case["seed"])), case["seed"])


@pytest.mark.parametrize(
    "body",
    [
        "a" * 100_000, "[" * 40_000, "mot " * 25_000, ">> " * 30_000, "par par " * 12_000, "© " * 50_000, "\n" * 100_000, "a\n" * 50_000, "Le ventLe ventLe " * 6_000, "Partager " * 12_000,
        "A" * 100_000, " " * 100_000, ", " * 50_000, "Ann Lee, " * 11_000, "Monde | " * 12_000, "12° " * 25_000,
    ],
    ids=lambda body: body[:9].strip() or "line ends",
)  # fmt: skip
def test_long_lines_and_many_lines(body: str) -> None:
    """A text of 100 000 characters, in one line or in as many, is a text like any other."""
    assert_laws(clean(seed(body)), body)


@pytest.mark.parametrize(
    "unit",
    ["par ", "facebook ", ">>", "#a", "avec AFP ", "12 ", "Ann ", "(AFP/", "lire aussi ", "a/", "- ", "Recommander 12 ", "Monde | ", "12° ", "© a ", "https://", "Ann Lee est ", "Texte par : ", "A-"],
)  # fmt: skip
def test_no_rule_explodes(unit: str) -> None:
    """No standing form takes more than a moment for a line made to tempt it."""
    for length in (280, 599):
        clean(seed("Un titre\n\n" + (unit * 300)[:length] + "\x21\n\nUne phrase."))


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Le port a été fermé par la tempête et les bateaux sont dans la rade.", "fr"),
        ("The harbour was closed by the storm and the boats are in the bay.", "en"),
        ("Der Hafen wurde vom Sturm geschlossen.", None),
        ("", None),
    ],
)
def test_the_language_is_told_by_common_words(body: str, language: str | None) -> None:
    """French and English are told apart; anything else is not known."""
    assert clean(seed(body)).language == language


def test_rules_that_ask_for_no_capitals_are_written_in_small_letters() -> None:
    """They are matched with the block in small letters: a capital in one would never fit."""
    spelled = {rule.name: re.sub(r"\\.", "", rule.pattern) for rule in RULES if "(?-i:" not in rule.pattern}
    assert {name for name, pattern in spelled.items() if pattern != pattern.lower()} == set()


def test_every_rule_has_a_name_of_its_own() -> None:
    """Rules are a table: each can be pointed at."""
    names = [rule.name for rule in RULES] + [name for name, _ in CREDITS]
    assert len(names) == len(set(names))


# --- HTML -------------------------------------------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html lang="fr-FR"><head><title>Le port | Le Journal</title>
<meta property="og:title" content="Le port rouvre"><meta property="article:published_time" content="2016-12-07T12:00:00+01:00">
<meta property="og:site_name" content="Le Journal de la côte"><link rel="canonical" href="https://example.org/port">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2016-12-09", "author": [{"name": "Ann Lee"}]}]}</script></head>
<body><nav><a href="/">Accueil</a></nav><article><h1>Le port rouvre</h1>
<p>Les bateaux ont repris la mer mercredi à l'aube, selon la capitainerie, qui a fait savoir que trois navires attendaient.</p>
<h2>Un calme précaire</h2><script>alert(1)</script>
<p>La nuit a été tranquille, disent les pêcheurs du vieux port, où l'on a compté douze barques brisées et des filets perdus.</p>
</article><footer>Mentions légales</footer></body></html>"""


def test_a_page_gives_its_text_and_its_head() -> None:
    """Of an HTML seed the main text is cleaned, and what its head says is kept apart."""
    text = clean(seed(PAGE, "a.html"))
    assert [kind for kind, _ in shown(text)] == [BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.SUBHEAD, BlockKind.PARAGRAPH]
    assert "alert" not in text.body
    assert dict(text.metadata) == {
        "title": "Le port rouvre",
        "date": "2016-12-07",
        "outlet": "Le Journal de la côte",
        "author": "Ann Lee",
        "url": "https://example.org/port",
        "language": "fr",
    }
    assert text.language == "fr"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>Une phrase.</p>", "Une phrase."),
        ("pas de balise", "pas de balise"),
        ("<?xml version='1.0' encoding='utf-8'?><html><body><p>Une phrase.</p></body></html>", "Une phrase."),
        ("", ""),
        ("<script>alert(1)</script>", ""),
        ("[" * 40_000, "[" * 40_000),
        ("<p>Le maire d'<a href='x'>Ys</a> est parti, dit <a href='y'>la radio</a>.</p>", "Le maire d'Ys est parti, dit la radio."),
    ],
)
def test_a_page_without_an_article_gives_all_its_text(page: str, words: str) -> None:
    """Where nothing looks like an article, all that the page shows is the text."""
    assert clean(seed(page, "a.html")).body == words


@pytest.mark.parametrize("value", ["yesterday", "06/12/2016", "2016", "2016-13", "<b>", ""])
def test_a_head_is_believed_only_in_its_plain_form(value: str) -> None:
    """A date that is no day is no date."""
    assert "date" not in dict(clean(seed(f'<meta name="date" content="{value}"><p>Une phrase.</p>', "a.html")).metadata)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "<h1>",
                "Une phrase.",
                "<script>",
                "</script>",
                "<!--",
                "<table><tr><td>",
                "&nbsp;",
                "<meta name=date content=x>",
                "\u202e",
            ]
        ),
        max_size=30,
    )
)
def test_any_page_is_read(parts: list[str]) -> None:
    """No page makes a traceback, and its text is a clean text."""
    text = clean(seed("".join(parts), "a.html"))
    assert text.body == "\n\n".join(word for _, word in shown(text))
