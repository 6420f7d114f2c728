"""A shard of the search index: chunks cut smaller without a word lost, and the table of its pages."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from typing import Any

import cbor2
import pytest

from builder import shards
from builder.shards import ENGINE, PLACES, TABLE, entry, settled

SIGNATURE = b"pagefind_dcd"

WORDS = [
    [f"mot{number:04}" + "x" * (number % 40), [[page, [-25, page * 7, 300, 70_000], [[-3, [number]]]] for page in range(9)], []]
    for number in range(400)
]
"""Words as Pagefind 1.5 packs them: short and long ones, numbers of each size, weights below 0."""

VARIED = ["été", [[1, [-25, 4], []]], [["ete", [[1, [-25, 2, 5], []]]], ["Été", [[0, [-169, 0], []]]]]]
"""A word with other spellings, each with its pages."""


def packed(content: object) -> bytes:
    """Pack a value as Pagefind does."""
    return gzip.compress(SIGNATURE + cbor2.dumps(content))


def unpacked(content: bytes) -> Any:
    """Return what is packed."""
    return cbor2.loads(gzip.decompress(content).removeprefix(SIGNATURE))


LENGTH = 333


def fragment(url: str) -> dict[str, Any]:
    """Return the text of a page, as Pagefind keeps it."""
    return {"url": url, "content": f"Texte de {url}", "meta": {"title": "Titre"}, "filters": {"x": ["y"]}, "anchors": [{"id": "z"}]}


def told(files: Mapping[str, bytes]) -> Any:
    """Return the entry of a shard."""
    return json.loads(files["pagefind-entry.json"])


def lists(files: Mapping[str, bytes]) -> Any:
    """Return the lists of a shard's chunks and pages."""
    return unpacked(base64.b64decode(told(files)["lists"]["fr"]))


def numbered(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a shard's folder."""
    folder = told(files)["folder"] + "/"
    return {path.removeprefix(folder): content for path, content in files.items() if path.startswith(folder)}


def index(words: list[Any], pages: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of an index, as Pagefind leaves them: pages are address -> fragment."""
    language = {"hash": "fr_1", "wasm": "fr", "page_count": len(pages)}
    return {
        "pagefind-entry.json": json.dumps({"version": "1.5.2", "languages": {"fr": language}}).encode(),
        "pagefind.js": b"class PagefindInstance {}",
        "pagefind-ui.js": b"",
        "wasm.fr.pagefind": gzip.compress(SIGNATURE + b"fr"),
        "wasm.unknown.pagefind": gzip.compress(SIGNATURE + b"unknown"),
        "pagefind.fr_1.pf_meta": packed(
            ["1.5.2", [[name, LENGTH] for name in pages.values()], [[words[0][0], words[-1][0], "fr_a"]], [], [], []]
        ),
        "index/fr_a.pf_index": packed([words]),
        **{f"fragment/{name}.pf_fragment": gzip.compress(SIGNATURE + json.dumps(fragment(url)).encode()) for url, name in pages.items()},
    }


PAGES = {"/articles/b.html": "fr_b", "/articles/a.html": "fr_a", "/acteurs/x.html": "fr_x"}
MARKS = {
    "/articles/a.html": {"genre": ["Article"], "acteur": ["x Nom", "y Autre nom"], "mois": ["2016-12"], "titre": ["Un titre"]},
    "/articles/b.html": {"genre": ["Article"], "acteur": ["y Autre nom"], "reprise": ["a"]},
    "/acteurs/x.html": {"genre": ["Acteur"]},
}


@pytest.mark.parametrize("words", [WORDS, [VARIED], [*WORDS, VARIED]])
def test_no_word_is_lost_where_chunks_are_cut(words: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words in the same order, each chunk led to by its first and last; many of them where there is much; a brief one for each whole one."""
    monkeypatch.setattr(shards, "CHUNK", 200)
    whole = settled(index(words, PAGES), MARKS)
    files, listed = numbered(whole), lists(whole)[2]
    chunks = [unpacked(files[f"{PLACES}/{file}.pf_index"]) for _, _, file in listed]
    assert [word for chunk in chunks for word in chunk[0]] == words
    assert [word[0] for _, _, file in listed for word in unpacked(files[f"index/{file}.pf_index"])[0]] == [word[0] for word in words]
    assert [(first, last) for first, last, _ in listed] == [(chunk[0][0][0], chunk[0][-1][0]) for chunk in chunks]
    assert (len(chunks) > 5) == (len(words) > 1)
    assert {path for path in files if path.startswith("index/")} == {f"index/{file}.pf_index" for _, _, file in listed}


@pytest.mark.parametrize(
    ("whole", "brief"),
    [
        ([-25, 3], [-25, 3]),
        ([-25, 3, 4, 5], [-73, 3]),
        ([-13, 288, 3, -25, 51, 41], [-13, 288, 3, -49, 51]),
        ([-169, 0, 2], [-256, 0, -82, 2]),
        ([-25, *range(1, 13)], [-256, 1, -34, 3]),
        ([], []),
    ],
)
def test_a_brief_chunk_tells_the_same_weights_by_fewer_places(whole: list[int], brief: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each weight the first place, with all that it weighs; what is more than a byte holds is given to the next; parts of compounds and what stands beside the text stay."""
    monkeypatch.setattr(shards, "FREQUENT", 0)
    word = ["mot", [[2, whole, [-3, 1]]], [["Mot", [[0, whole, []]]]]]
    files = numbered(settled(index([word], PAGES), MARKS))
    assert unpacked(files["index/0.pf_index"]) == [[["mot", [[2, brief, [-3, 1]]], [["Mot", [[0, brief, []]]]]]]]
    assert weight(whole) == weight(brief)


def test_a_rare_word_keeps_its_places() -> None:
    """It costs little, and nothing of it is lost."""
    files = numbered(settled(index([VARIED], PAGES), MARKS))
    assert unpacked(files["index/0.pf_index"]) == unpacked(files[f"{PLACES}/0.pf_index"]) == [[VARIED]]


def weight(places: list[int]) -> int:
    """Return what places weigh together: each as much as the last number below 0 says."""
    at = total = 0
    for number in places:
        at, total = (-1 - number, total) if number < 0 else (at, total + at)
    return total


@pytest.mark.parametrize(
    "chunk",
    [[WORDS, WORDS], [[["mot", [0.5], []]]], [[["mot", [[0, [3], []]], []]]], [[["mot", [], [["Mot"]]]]], [["mot"]], [[]], {"mot": 1}, []],
)
def test_another_layout_is_refused(chunk: object) -> None:
    """Should a later Pagefind pack words otherwise, nothing is guessed."""
    files = index(WORDS, PAGES) | {"index/fr_a.pf_index": packed(chunk)}
    with pytest.raises(ValueError, match="laid out"):
        settled(files, MARKS)


def test_pages_are_numbered_and_keep_what_is_shown_of_them() -> None:
    """Their lengths about as they are; each number leads to its own text, without anchors and filters."""
    whole = settled(index(WORDS, PAGES), MARKS)
    files, pages = numbered(whole), lists(whole)[1]
    assert [number for number, _ in pages] == ["0", "1", "2"]
    assert all(abs(length - LENGTH) < 0.06 * LENGTH for _, length in pages)
    texts = [json.loads(gzip.decompress(files[f"fragment/{number}.pf_fragment"]).removeprefix(SIGNATURE)) for number, _ in pages]
    assert texts == [fragment(url) | {"filters": {}, "anchors": []} for url in PAGES]


def test_a_folder_is_named_by_what_it_holds() -> None:
    """The same pages, the same name; one page changed, another: a browser never puts files of two days together."""
    files = index(WORDS, PAGES)
    assert told(settled(files, MARKS)) == told(settled(index(WORDS, PAGES), MARKS))
    changed = gzip.compress(SIGNATURE + json.dumps(fragment("/acteurs/x.html") | {"content": "Autre"}).encode())
    assert told(settled(files | {"fragment/fr_x.pf_fragment": changed}, MARKS))["folder"] != told(settled(files, MARKS))["folder"]


def test_the_table_says_of_each_page_what_it_is() -> None:
    """In order of addresses; values once, as numbers in the pages; nothing where nothing is said."""
    table = json.loads(gzip.decompress(numbered(settled(index(WORDS, PAGES), MARKS))[TABLE]))
    assert table["urls"] == ["acteurs/x.html", "articles/a.html", "articles/b.html"]
    assert table["ids"] == ["2", "1", "0"]
    assert table["values"] == {
        "genre": ["Acteur", "Article"],
        "mois": ["2016-12"],
        "media": [],
        "acteur": ["x Nom", "y Autre nom"],
        "lieu": [],
    }
    assert table["pages"]["acteur"] == [[], [0, 1], [1]]
    assert table["titre"] == ["", "Un titre", ""]


def test_copies_of_an_article_are_told_across_shards() -> None:
    """The first publication stands first, wherever its shard is; what is repeated by nobody is in no group."""
    one = settled(index(WORDS, {url: PAGES[url] for url in ("/articles/b.html", "/acteurs/x.html")}), MARKS)
    two = settled(index(WORDS, {"/articles/a.html": "fr_a"}), MARKS)
    whole = json.loads(gzip.decompress(entry({"0": one, "1": two})))
    assert whole["folded"] == [["1/0", "0/0"]]
    assert whole["shards"] == {"0": told(one), "1": told(two)}


def test_the_engine_shows_its_parts() -> None:
    """Pagefind's script as it is, and a line more; the program of each language, as a browser compiles it."""
    files = settled(index(WORDS, PAGES), MARKS)
    text = gzip.decompress(files[ENGINE]).decode()
    assert text.startswith("class PagefindInstance {}\n")
    assert "export{PagefindInstance}" in text
    assert gzip.decompress(files["program/fr.wasm.gz"]) == b"fr"
    assert {path for path in files if path.startswith("program/")} == {ENGINE, "program/fr.wasm.gz"}
    assert "pagefind-ui.js" not in files
