"""Stage 10, export: the data files say what the articles say, and nothing that is kept back."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from sample import ARTICLE, BODY, PARTS
from world import AUTHORITY

from builder.export import ARTICLE_FIELDS, MENTION_FIELDS, export
from builder.model import Article, Basis, Claim, Listings
from builder.report import as_json

SEEDS = {"Essai.TXT": b"\xff\r\nas received\x00"}


def exported(*articles: Article) -> dict[str, bytes]:
    """Return path -> content of all data files."""
    return {page.path: page.content for page in export(articles, Listings(), AUTHORITY, SEEDS)}


def rows(content: bytes) -> list[dict[str, str]]:
    """Read CSV as a program would."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_six_files_and_the_raw_seeds() -> None:
    """Articles and mentions, each as CSV and JSON, places as GeoJSON; the seed under a name that no browser runs, bytes unchanged."""
    files = exported(ARTICLE)
    tables = ("articles.csv", "articles.json", "mentions.csv", "mentions.json")
    names = (*tables, "lieux.geojson", "quartiers.geojson", "graines/essai.txt.txt")
    assert set(files) == {f"docs/donnees/{name}" for name in names}
    assert files["docs/donnees/graines/essai.txt.txt"] == SEEDS["Essai.TXT"]


def test_json_holds_the_objects_of_show() -> None:
    """One shape for one thing: the export and the command line give the same object, one a line."""
    content = exported(ARTICLE, replace(ARTICLE, id="autre"))["docs/donnees/articles.json"]
    assert json.loads(content)[1] == json.loads(json.dumps(as_json(ARTICLE, AUTHORITY)))
    assert len(content.splitlines()) == 4


def test_csv_tells_values_as_they_are_known() -> None:
    """Lists are joined by a bar, unknown is an empty cell, columns are the documented ones."""
    content = exported(ARTICLE)["docs/donnees/articles.csv"]
    (row,) = rows(content)
    assert tuple(row) == ARTICLE_FIELDS
    assert (row["date_edtf"], row["outlet"], row["author"]) == ("[2012-09-11,2012-09-12]", "le-phare", "")
    assert (row["actors"], row["quotes"], row["unresolved"], row["encoding_guessed"]) == ("anna-lund|guet", "1", "1", "false")
    assert content.count(b"\r\n") == content.count(b"\n") == 2


def test_every_mention_is_a_row_with_offsets_that_hold() -> None:
    """Mentions can be laid over the text of `articles.json`."""
    files = exported(ARTICLE)
    told = rows(files["docs/donnees/mentions.csv"])
    assert tuple(told[0]) == MENTION_FIELDS
    assert [BODY[int(row["start"]) : int(row["end"])] for row in told] == [row["surface"] for row in told]
    assert [(row["type"], row["id"], row["kind"]) for row in told[:2]] == [
        ("actor", "anna-lund", "person"),
        ("place", "ramla", "neighbourhood"),
    ]
    as_objects = json.loads(files["docs/donnees/mentions.json"])
    assert [{key: str(value) for key, value in item.items()} for item in as_objects] == told


@pytest.mark.parametrize("access", ["withheld", "metadata", "excerpt"])
def test_an_article_that_is_not_open_gives_away_none_of_its_words(access: str) -> None:
    """No file holds any of the text, nor the seed; what is known about the article stays."""
    stated = replace(ARTICLE, access=access, title=Claim("Titre public", Basis.NOTICE))
    files = exported(stated)
    everything = b"".join(files.values()).decode()
    for words in (*(words for _, words in PARTS), "mardi", "faute de grutiers", "Guet du port, qui"):
        assert words not in everything
    assert not any("graines" in path for path in files)
    (row,) = rows(files["docs/donnees/articles.csv"])
    assert (row["title"], row["access"], row["date_edtf"], row["actors"]) == (
        "Titre public",
        access,
        "[2012-09-11,2012-09-12]",
        "anna-lund|guet",
    )
    assert json.loads(files["docs/donnees/articles.json"])[0].keys() == as_json(ARTICLE, AUTHORITY).keys()


def test_a_headline_is_text_too() -> None:
    """Where the title was read from the text of a withheld article, it is kept back with it."""
    assert json.loads(exported(replace(ARTICLE, access="withheld"))["docs/donnees/articles.json"])[0]["title"] is None


def test_a_seed_that_is_no_longer_there_is_left_out() -> None:
    """The record outlives its seed."""
    assert "docs/donnees/graines/parti.txt.txt" not in exported(replace(ARTICLE, id="parti", seed="parti.txt"))


@given(title=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_title_comes_back_from_csv_and_json(title: str) -> None:
    """Values are faithful: quotes, bars, line breaks and formulas come back as they went in."""
    files = exported(replace(ARTICLE, title=Claim(title, Basis.NOTICE)))
    assert rows(files["docs/donnees/articles.csv"])[0]["title"] == title
    assert json.loads(files["docs/donnees/articles.json"])[0]["title"] == title


@given(order=st.permutations(["un", "deux", "trois"]))
def test_the_order_of_the_articles_changes_no_byte(order: list[str]) -> None:
    """Law 4, for the data files."""
    articles = [replace(ARTICLE, id=ident) for ident in order]
    assert exported(*articles) == exported(*sorted(articles, key=lambda article: article.id))


def test_every_column_is_explained_on_the_data_page(project: Path) -> None:
    """A column that readers find no word about is not documented."""
    page = (project / "docs/_pages/donnees/index.md").read_text(encoding="utf-8")
    assert not [field for field in {*ARTICLE_FIELDS, *MENTION_FIELDS} if f"`{field}`" not in page]
