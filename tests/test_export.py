"""Stage 10, export: the data files say what the articles say, and nothing that is kept back."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, strategies as st
from sample import ARTICLE, BODY, PARTS
from world import AUTHORITY

from builder.config import SiteSettings
from builder.edtf import Edtf
from builder.export import ARTICLE_FIELDS, MENTION_FIELDS, TABLES, export
from builder.export.package import package
from builder.gather import gather
from builder.model import Article, Basis, Claim, Dating, Listings, Page
from builder.report import as_json

SEEDS = {"Essai.TXT": b"\xff\r\nas received\x00"}


def exported(*articles: Article) -> dict[str, bytes]:
    """Return path -> content of all data files."""
    return {page.path: page.content for page in export(articles, Listings(), AUTHORITY, SEEDS)}


def rows(content: bytes) -> list[dict[str, str]]:
    """Read CSV as a program would."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_every_kind_of_file_and_the_raw_seeds() -> None:
    """Tables as CSV and JSON, whole articles by year, references, entities, feeds; the seed under a name that no browser runs, bytes unchanged."""
    files = exported(ARTICLE)
    names = [f"{table.name}.{ending}" for table in TABLES for ending in ("csv", "json")]
    names += ["articles/sans-date.json", "references.csl.json", "references.ris", "references.bib", "archive.ftm.json", "datapackage.json"]
    names += ["flux/articles.atom.xml", "flux/articles.feed.json", "graines/essai.txt.txt", "lieux.geojson", "quartiers.geojson"]
    assert set(files) == {f"docs/donnees/{name}" for name in names}
    assert files["docs/donnees/graines/essai.txt.txt"] == SEEDS["Essai.TXT"]


def test_json_holds_the_objects_of_show() -> None:
    """One shape for one thing: the export and the command line give the same object, one a line."""
    content = exported(ARTICLE, replace(ARTICLE, id="autre"))["docs/donnees/articles/sans-date.json"]
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
    assert json.loads(files["docs/donnees/articles/sans-date.json"])[0].keys() == as_json(ARTICLE, AUTHORITY).keys()


def test_a_headline_is_text_too() -> None:
    """Where the title was read from the text of a withheld article, it is kept back with it."""
    assert json.loads(exported(replace(ARTICLE, access="withheld"))["docs/donnees/articles.json"])[0]["title"] is None


def test_a_seed_that_is_no_longer_there_is_left_out() -> None:
    """The record outlives its seed."""
    assert "docs/donnees/graines/parti.txt.txt" not in exported(replace(ARTICLE, id="parti", seed="parti.txt"))


@given(title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_title_comes_back_from_csv_and_json(title: str) -> None:
    """JSON is faithful; CSV too, but for the apostrophe before what a spreadsheet would carry out."""
    files = exported(replace(ARTICLE, title=Claim(title, Basis.NOTICE)))
    told = rows(files["docs/donnees/articles.csv"])[0]["title"]
    assert told.removeprefix("'" if not title.startswith("'") else "") == title
    assert json.loads(files["docs/donnees/articles.json"])[0]["title"] == title


@pytest.mark.parametrize("title", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "＝1"])
def test_no_cell_is_a_formula(title: str) -> None:
    """A spreadsheet that opens the file carries out nothing."""
    (row,) = rows(exported(replace(ARTICLE, title=Claim(title, Basis.NOTICE)))["docs/donnees/articles.csv"])
    assert row["title"] == f"'{title}"


def test_numbers_stay_numbers() -> None:
    """A place south of the equator has a latitude that begins with a sign, and no apostrophe."""
    places = {**AUTHORITY.places, "ramla": replace(AUTHORITY.places["ramla"], lat=-10.5)}
    files = export((ARTICLE,), Listings(), replace(AUTHORITY, places=MappingProxyType(places)), {})
    table = next(page.content for page in files if page.path.endswith("places.csv"))
    assert next(row["lat"] for row in rows(table) if row["id"] == "ramla") == "-10.5"


# --- feeds, entities, and what describes them all ---------------------------------------------------------------------------------------


def whole(*articles: Article, url: str = "") -> dict[str, bytes]:
    """Return all data files of articles that were gathered."""
    return {
        page.path: page.content for page in export(articles, gather(articles, AUTHORITY), AUTHORITY, SEEDS, SiteSettings("Archive", url))
    }


ATOM = "{http://www.w3.org/2005/Atom}"


def entries(files: dict[str, bytes], name: str) -> list[ET.Element]:
    """Return the entries of an Atom feed."""
    return ET.fromstring(files[f"docs/donnees/flux/{name}.atom.xml"]).findall(f"{ATOM}entry")  # noqa: S314  our own file


def test_a_feed_says_no_day_that_is_not_certain() -> None:
    """`published` only of a certain day; the longest certain part in `dc:date`; `updated`, which Atom wants, is the last possible day."""
    (entry,) = entries(whole(ARTICLE), "articles")
    assert entry.find(f"{ATOM}published") is None
    assert entry.findtext("{http://purl.org/dc/elements/1.1/}date") == "2012-09"
    assert entry.findtext(f"{ATOM}updated") == "2012-09-12T00:00:00Z"
    (sure,) = entries(whole(replace(ARTICLE, dating=Dating(Edtf.parse("2012-09-11"), basis=Basis.NOTICE))), "articles")
    assert sure.findtext(f"{ATOM}published") == "2012-09-11T00:00:00Z"


def test_feeds_hold_the_newest_fifty_and_no_undated() -> None:
    """Newest first, however many there are; of an article without any day no feed can say when it was new."""
    days = (dt.date(2012, 1, 1) + dt.timedelta(days=number) for number in range(60))
    articles = [replace(ARTICLE, id=f"a{number:02}", dating=Dating(Edtf.of_day(day), day, Basis.NOTICE)) for number, day in enumerate(days)]
    files = whole(*articles, replace(ARTICLE, id="sans", dating=Dating()))
    for name in ("articles", "acteurs/anna-lund", "lieux/ramla"):
        links = [entry.find(f"{ATOM}link").get("href", "").rpartition("/")[2] for entry in entries(files, name)]  # type: ignore[union-attr]
        assert links == [f"a{number:02}.html" for number in range(59, 9, -1)]
        told = json.loads(files[f"docs/donnees/flux/{name}.feed.json"])["items"]
        assert [item["url"].rpartition("/")[2] for item in told] == links


@pytest.mark.parametrize(
    ("url", "link"),
    [("", "../../../articles/essai.html"), ("https://port.example/archive", "https://port.example/archive/articles/essai.html")],
)
def test_feeds_link_with_the_site_s_address_or_relatively(url: str, link: str) -> None:
    """No address is made up; an entry's id does not hang on it, so that readers do not see old articles as new when the site moves."""
    (here,) = entries(whole(ARTICLE, url=url), "acteurs/anna-lund")
    assert here.find(f"{ATOM}link").get("href") == link  # type: ignore[union-attr]
    (there,) = entries(whole(ARTICLE, url="https://elsewhere.example"), "acteurs/anna-lund")
    assert here.findtext(f"{ATOM}id") == there.findtext(f"{ATOM}id")


@given(title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_title_makes_a_feed_that_can_be_read(title: str) -> None:
    """Signs that no XML may hold are left out; all others are kept."""
    (entry,) = entries(whole(replace(ARTICLE, title=Claim(title, Basis.NOTICE))), "articles")
    assert (entry.findtext(f"{ATOM}title") or "").split() == re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", title).split()


def test_the_package_describes_every_file() -> None:
    """Each data file with its size and digest, each table with the columns that it has; files of other makers too."""
    files = whole(ARTICLE)
    told = {item["path"]: item for item in json.loads(files["docs/donnees/datapackage.json"])["resources"]}
    data = {path.removeprefix("docs/donnees/") for path in files if "/flux/" not in path and "/graines/" not in path}
    assert told.keys() == data - {"datapackage.json"}
    for path, item in told.items():
        content = files[f"docs/donnees/{path}"]
        assert (item["bytes"], item["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        if path.endswith(".csv"):
            assert [field["name"] for field in item["schema"]["fields"]] == content.decode().split("\r\n")[0].split(",")
    other = package((Page("docs/donnees/lieux.geojson", b"{}"),), SiteSettings()).content
    assert json.loads(other)["resources"][0]["mediatype"] == "application/geo+json"


def test_entities_lead_to_each_other() -> None:
    """Every mention has its document and its thing among the entities."""
    lines = [json.loads(line) for line in whole(ARTICLE)["docs/donnees/archive.ftm.json"].splitlines()]
    known = {line["id"] for line in lines}
    mentions = [line["properties"] for line in lines if line["schema"] == "Mention"]
    assert mentions
    assert all({*mention["document"], *mention["resolved"]} <= known for mention in mentions)


@given(order=st.permutations(["un", "deux", "trois"]))
def test_the_order_of_the_articles_changes_no_byte(order: list[str]) -> None:
    """Law 4, for the data files."""
    articles = [replace(ARTICLE, id=ident) for ident in order]
    assert exported(*articles) == exported(*sorted(articles, key=lambda article: article.id))


def test_every_column_is_explained_on_the_data_page(project: Path) -> None:
    """A column that readers find no word about is not documented."""
    page = (project / "docs/_pages/donnees/index.md").read_text(encoding="utf-8")
    fields = {field.name for table in TABLES for field in table.fields}
    assert not [field for field in sorted(fields) if f"`{field}`" not in page]
