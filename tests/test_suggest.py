"""Names that no record knows: counted, shown where they stand, with a record to complete; never linked."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, strategies as st

from builder.authority import authority as read_authority
from builder.errors import ArchiveError, SettingsError
from builder.model import (
    Actor,
    Article,
    Attribution,
    Authority,
    Block,
    BlockKind,
    Claim,
    DatedName,
    Dating,
    Naming,
    Outlet,
    Place,
    Ref,
    Text,
    Unresolved,
)
from builder.recognise import _trimmed, recognise
from builder.suggest import Sighting, Suggestions, as_json, as_text, suggest

AUTHORITY = Authority(
    actors=MappingProxyType(
        {
            "anna-lund": Actor("anna-lund", (DatedName("Anna Lund"),), kind="person"),
            "zohra": Actor("zohra", (DatedName("Zohra du Large"),), kind="ngo"),
        }
    ),
    places=MappingProxyType({"khan-touman": Place("khan-touman", (DatedName("Khan Touman"),), kind="village")}),
    outlets=MappingProxyType({"le-fanal": Outlet("le-fanal", (DatedName("Le Fanal"),))}),
)


def article(ident: str, body: str, *names: str, access: str = "full", candidates: tuple[Ref, ...] = ()) -> Article:
    """Make an article of paragraphs; every occurrence of the names is unresolved in it."""
    blocks, start = [], 0
    for paragraph in body.split("\n\n"):
        blocks.append(Block(BlockKind.BOILERPLATE if paragraph.startswith("#") else BlockKind.PARAGRAPH, start, start + len(paragraph)))
        start += len(paragraph) + 2
    spans = sorted((match.start(), match.end()) for name in names for match in re.finditer(re.escape(name), body))
    unresolved = tuple(Unresolved(start, end, body[start:end], candidates) for start, end in spans)
    text = Text(ident, body, tuple(blocks), "fr")
    return Article(ident, f"{ident}.txt", "0" * 64, text, Claim(), Dating(), Attribution(), Naming((), unresolved), access=access)


def names(*articles: Article, limit: int = 20) -> list[str]:
    """Return the suggested names in their order."""
    return [name.name for name in suggest(articles, AUTHORITY, limit=limit).names]


def told(body: str, name: str) -> tuple[str | None, str | None]:
    """Return folder and kind that are guessed of a name."""
    (found,) = suggest((article("a", body, name),), AUTHORITY).names
    return (found.guess.folder, found.guess.kind) if found.guess else (None, None)


def test_the_most_frequent_stands_first() -> None:
    """By occurrences, then by articles, then by the alphabet; spellings that differ in case and accents are one name."""
    one = article("a", "Tarik Bey dort. TARIK BEY rêve. Zenia dort. Zenia rêve.", "Tarik Bey", "TARIK BEY", "Zenia")
    other = article("b", "Ici Bela dort. Là Tarik Béy dort. Ici Avna dort, et Nilo.", "Bela", "Tarik Béy", "Avna", "Nilo")
    third = article("c", "Nilo part.", "Nilo")
    found = suggest((one, other, third), AUTHORITY)
    assert [name.name for name in found.names] == ["TARIK BEY", "Nilo", "Zenia", "Avna", "Bela"]
    assert found.names[0].spellings == ("Tarik Bey", "Tarik Béy")
    assert (found.names[0].occurrences, found.names[0].articles) == (3, 2)
    assert names(one, other, third, limit=2) == ["TARIK BEY", "Nilo"]
    assert suggest((one, other, third), AUTHORITY, limit=2).total == 5


def test_names_known_in_several_senses_are_not_unknown() -> None:
    """What is ambiguous has its records; it needs none."""
    assert not names(article("a", "Vers Machha.", "Machha", candidates=(Ref("place/a"), Ref("place/b"))))


def test_a_word_that_the_archive_writes_small_is_no_name() -> None:
    """`Source`, `Elle`: a capital at the beginning of a line makes no name; a name that happens to be a word once stays."""
    assert names(article("a", "Source close. Une source. Rose dort. Rose rêve. Rose part. Une rose.", "Source", "Rose")) == ["Rose"]
    assert not names(article("a", "On Monday they left.", "Monday"))


@pytest.mark.parametrize("access", ["excerpt", "metadata", "withheld"])
def test_what_may_not_be_shown_is_not_shown(access: str) -> None:
    """No word of a withheld text, and nothing beyond the excerpt of another; furniture is nobody's text."""
    body = "Premier.\n\nSecond.\n\nVers Secretville.\n\n# Vers Furnitureville."
    assert not names(article("a", body, "Secretville", "Furnitureville", access=access))
    assert names(article("a", body, "Secretville", "Furnitureville")) == ["Secretville"]


def test_contexts_come_from_different_articles_first() -> None:
    """Three sentences at most, whole ones, each once."""
    one = article("a", "Ici Zenia dort. Là Zenia rêve. Là Zenia rêve. Enfin Zenia part.", "Zenia")
    other = article("b", "Rien.\n\nOn vit Zenia ! Puis rien.", "Zenia")
    (found,) = suggest((one, other), AUTHORITY).names
    assert [(context.article, context.sentence) for context in found.contexts] == [
        ("a", "Ici Zenia dort."),
        ("b", "On vit Zenia !"),
        ("a", "Là Zenia rêve."),
    ]


@pytest.mark.parametrize(
    ("body", "name", "expected"),
    [
        ("Le village de Zenia brûle.", "Zenia", ("place", "village")),
        ("Dans le quartier d'Avna, rien.", "Avna", ("place", "neighbourhood")),
        ("L’hôpital Nilo brûle.", "Nilo", ("place", "site")),
        ("Zenia, un hameau de la plaine, brûle.", "Zenia", ("place", "village")),
        ("M. Nilo dort.", "Nilo", ("actor", "person")),
        ("Le général Tarik Bey dort.", "Tarik Bey", ("actor", "person")),
        ("Tarik Bey, 34 ans, dort.", "Tarik Bey", ("actor", "person")),
        ("Tarik Bey, commandant de la place, dort.", "Tarik Bey", ("actor", "person")),
        ("La brigade Nilo recule.", "Nilo", ("actor", "armed_group")),
        ("The village of Zenia burns.", "Zenia", ("place", "village")),
        ("Il vient depuis Zenia.", "Zenia", ("place", None)),
        ("Joint par Nilo, un chirurgien raconte.", "Nilo", (None, None)),
        ("Zenia brûle.", "Zenia", (None, None)),
        ("Le village de Zenia brûle. La brigade Zenia recule.", "Zenia", (None, None)),
        (
            "Le village de Zenia brûle. La brigade Zenia recule. Un village, Zenia, dort. Au village de Zenia.",
            "Zenia",
            ("place", "village"),
        ),
    ],
)
def test_the_kind_is_guessed_only_where_the_words_say_so(body: str, name: str, expected: tuple[str | None, str | None]) -> None:
    """A word before the name or behind it tells; where nothing does, or two things as often, a person decides."""
    assert told(body, name) == expected


def test_known_names_near_to_it_are_shown() -> None:
    """By letters, or by what the spellings of an Arabic name share; each record once, the nearest first."""
    (found,) = suggest((article("a", "Vers Khan Tuman et Toman.", "Khan Tuman"),), AUTHORITY).names
    assert [(near.ref, near.score >= 90) for near in found.nearest] == [("place/khan-touman", True)]
    (found,) = suggest((article("a", "Vu par Anne Lund.", "Anne Lund"),), AUTHORITY).names
    assert found.nearest[0].name == "Anna Lund"
    (found,) = suggest((article("a", "Un article de Le Fanal ?", "Le Fanal"),), AUTHORITY).names
    assert (found.nearest[0].ref, found.nearest[0].score) == ("outlet/le-fanal", 100)


def _with_record(root: Path, path: str, record: str) -> Authority:
    (root / "archive").mkdir(exist_ok=True)
    (root / "archive/archive.yml").touch()
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(record, encoding="utf-8")
    return read_authority(root)


def test_the_record_can_be_pasted(tmp_path: Path) -> None:
    """With a kind it is a record as it stands; its other spellings are names."""
    body = "Le village de Zénia brûle. Le village de Zénia dort. ZENIA brûle."
    (found,) = suggest((article("a", body, "Zénia", "ZENIA"),), AUTHORITY).names
    assert found.path == "archive/places/zenia.md"
    place = _with_record(tmp_path, found.path, found.record).places["zenia"]
    assert (place.kind, [name.text for name in place.names]) == ("village", ["Zénia", "ZENIA"])
    assert "# village de Zénia (a)" in found.record


def test_what_is_not_known_is_left_to_the_person(tmp_path: Path) -> None:
    """Without a kind the record is refused until somebody chooses one; the id is one that no record has."""
    (found,) = suggest((article("a", "Zohra dort.", "Zohra"),), AUTHORITY).names
    assert found.path == "archive/actors/zohra-2.md"
    with pytest.raises(ArchiveError, match="the key 'kind' is missing"):
        _with_record(tmp_path, found.path, found.record)


@given(st.text(min_size=1, max_size=30).filter(lambda text: text.strip() == text and text.isprintable()))
def test_any_name_makes_a_record_that_can_be_read(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Quotes, colons, other scripts: what is suggested is always YAML, and says the very name."""
    found = suggest((article("a", f"M. {name}", name),), AUTHORITY).names
    for suggestion in found[:1]:
        root = tmp_path_factory.mktemp("record")
        record = suggestion.record.replace("kind:  #", "kind: person  #")
        (made,) = _with_record(root, suggestion.path, record).actors.values()
        assert made.name == suggestion.name


def test_a_model_adds_names_and_no_known_ones() -> None:
    """What a model sees counts beside what rules see; a name that a record has is not unknown."""
    body = "Anna Lund et Tarik Bey partent, et Zenia avec eux."
    sightings = tuple(Sighting(body.index(name), body.index(name) + len(name), "person") for name in ("Anna Lund", "Tarik Bey"))
    found = suggest((article("a", body, "Zenia"),), AUTHORITY, {"a": sightings})
    assert [(name.name, name.labels) for name in found.names] == [("Tarik Bey", (("person", 1),)), ("Zenia", ())]


@pytest.mark.parametrize(
    ("words", "kept"),
    [("le Quai", "Quai"), ("d’Avna", "Avna"), ("M. Bey", "Bey"), ("Bey »", "Bey"), ("les hommes", ""), ("le", ""), ("L'Avna", "Avna")],
)
def test_a_name_is_kept_without_what_leads_it(words: str, kept: str) -> None:
    """Articles, elisions and titles are no part of a name; what has no capital is none."""
    start, end = _trimmed(words, 10)
    assert words[start - 10 : end - 10] == kept


def test_without_the_extra_the_model_is_refused_with_the_way_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is a choice: all else works without it, and the message says how to have it."""
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(SettingsError, match="make ner"):
        recognise([])


def test_the_report_tells_all_of_it() -> None:
    """Name, number, sentences, near names, file; and that there is nothing, where there is nothing."""
    report = as_text(suggest((article("a", "Le village de Khan Tuman brûle.", "Khan Tuman"),), AUTHORITY))
    for words in (
        "1 unknown name",
        "Khan Tuman  (once)",
        "a: Le village",
        "Khan Touman (place/khan-touman",
        "archive/places/",
        "kind: village",
    ):
        assert words in report
    assert as_text(Suggestions(0, ())) == "no unknown names\n"
    assert json.loads(json.dumps(as_json(Suggestions(0, ())))) == {"total": 0, "names": []}


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one article, with a name that no record knows."""
    root = tmp_path_factory.mktemp("suggest")
    for path, content in {
        "archive/archive.yml": 'languages: ["fr"]\n',
        "archive/actors/anna-lund.md": '---\nname: "Anna Lund"\nkind: person\n---\n',
        "seeds/a.txt": "Un titre\n\nAnna Lund a rejoint mardi le village de Zenia, où Tarik Bey l’attendait. On la dit à Zenia depuis.\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    assert _archive(root, "annotate").returncode == 0
    return root


def _archive(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "builder", *arguments, "--root", str(root)], capture_output=True, text=True, check=False)


def test_the_command_shows_and_changes_nothing(annotated: Path) -> None:
    """Text for people, one object for programs; no file is touched."""
    before = {path: path.read_bytes() for path in annotated.rglob("*") if path.is_file()}
    run = _archive(annotated, "suggest", "--json", "--limit", "1")
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert (found["total"], [name["name"] for name in found["names"]]) == (2, ["Zenia"])
    assert "Zenia  (2 times in one article)" in _archive(annotated, "suggest").stdout
    assert {path: path.read_bytes() for path in annotated.rglob("*") if path.is_file()} == before


def test_a_faulty_page_is_told_and_the_others_are_read(annotated: Path) -> None:
    """A page that somebody broke costs its own names only."""
    broken = annotated / "archive/articles/b.md"
    broken.write_text("no record", encoding="utf-8")
    run = _archive(annotated, "suggest")
    broken.unlink()
    assert run.returncode == 1
    assert "archive/articles/b.md" in run.stderr
    assert "Zenia" in run.stdout
