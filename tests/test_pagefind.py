"""The index of the site's search: what is in it, that it is the same every time, and that it is made no more often than needed."""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path

import pytest

from builder import pagefind
from builder.pagefind import ENTRY, FOLDER, STAMP, index, marks, straighten

PAGES = 24


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive whose site has two dozen pages to search, which say what they are, and one that is not searched."""
    for number in range(PAGES):
        put(tmp_path, f"articles/{number}.html", f"<h1>Titre {number}</h1><p>Le siège d’Alep, jour {number}.</p>", number)
    put(tmp_path, "index.html", "<h1>Accueil</h1>", None)
    return tmp_path


def put(root: Path, name: str, content: str, number: int | None) -> None:
    """Write a page of the site; one with a number is searched."""
    said = "".join(f'<meta name="archive:{kind}" content="{kind}-{(number or 0) % 7} Nom">' for kind in ("acteur", "lieu", "media"))
    head, body = ("", "") if number is None else (said, " data-pagefind-body")
    path = root / "site" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'<!doctype html><html lang="fr"><head>{head}</head><body><main{body}>{content}</main></body></html>', encoding="utf-8")


def made(root: Path) -> dict[str, bytes]:
    """Return the files of the index."""
    folder = root / "site" / FOLDER
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def looks(root: Path) -> dict[Path, int]:
    """Return the modification times of the index."""
    return {path: path.stat().st_mtime_ns for path in (root / "site" / FOLDER).rglob("*") if path.is_file()}


def fragments(root: Path) -> list[dict[str, str]]:
    """Return what the index holds of each page."""
    packed = (gzip.decompress(content) for name, content in made(root).items() if "/fragment/" in name and not name.endswith(".js"))
    return [json.loads(content.removeprefix(b"pagefind_dcd")) for content in packed]


@pytest.mark.parametrize(
    ("page", "copy"),
    [
        ("d’Alep", "d'Alep"),
        ("l’<a href='x'>hôpital</a>", "l'<a href='x'>hôpital</a>"),
        ("<em>l</em>’<b><i>hôpital</i></b>", "<em>l</em>'<b><i>hôpital</i></b>"),
        ("s’il n’y a qu’un", "s'il n'y a qu'un"),
        ('content="l’ONU"', 'content="l\'ONU"'),
        ("‘mot’ et ’ rien", "‘mot’ et ’ rien"),
    ],
)
def test_apostrophes_between_letters_are_made_straight(page: str, copy: str) -> None:
    """Only these: a closing quotation mark stays what it is."""
    assert straighten(page.encode()).decode() == copy


def test_only_marked_pages_are_searched(root: Path) -> None:
    """The index knows the marked pages, with the apostrophe at which Pagefind splits words; the site's own pages keep theirs."""
    assert index(root, root / "site") == ()
    found = fragments(root)
    assert {item["url"] for item in found} == {f"/articles/{number}.html" for number in range(PAGES)}
    assert all("d'Alep" in item["content"] for item in found)
    assert "d’Alep" in (root / "site/articles/1.html").read_text("utf-8")


def test_pagefinds_own_looks_are_left_out(root: Path) -> None:
    """What the search asks for, and nothing else."""
    index(root, root / "site")
    top = {name for name in made(root) if name.count("/") < 2 and not name.endswith(".js")}
    assert top == {ENTRY, "program/engine.js.gz", "program/fr.wasm.gz", "0/pagefind-entry.json"}


def test_beside_each_file_stands_a_script_with_its_bytes(root: Path) -> None:
    """A browser that may not read a file from a disk gets the same from the script, which names it."""
    index(root, root / "site")
    files = made(root)
    whole = {name for name in files if not name.endswith(".js")}
    assert {name for name in files if name.endswith(".js")} == {f"{name}.js" for name in whole}
    for name in whole:
        told = re.fullmatch(r'archiveChunk\("([^"]+)","([^"]*)"\);\n', files[f"{name}.js"].decode())
        assert told
        assert (told[1], base64.b64decode(told[2])) == (name, files[name])


def test_what_a_page_says_of_itself_is_read_from_its_head() -> None:
    """Values as they are meant, none from the text."""
    page = '<head><meta name="archive:acteur" content="a A &amp; B"><meta name="archive:acteur" content="b B"></head>'
    found = marks((page + '<meta name="archive:lieu" content="x">').encode())
    assert found == {"acteur": ["a A & B", "b B"]}


def test_pages_are_shared_out_and_only_changed_shards_are_made_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded; every page is in one shard; a change makes its own shard anew, the others keep their files; a fresh start gives the same."""
    monkeypatch.setattr(pagefind, "QUICK", 8)
    site = root / "site"
    runs: list[int] = []
    run = pagefind._run

    def counted(work: Path) -> None:
        runs.append(len(list((work / "site").rglob("*.html"))))
        run(work)

    monkeypatch.setattr(pagefind, "_run", counted)
    index(root, site)
    assert len(runs) == len(json.loads(gzip.decompress(made(root)[ENTRY]))["shards"]) == 4
    assert sum(runs) == PAGES
    assert {item["url"] for item in fragments(root)} == {f"/articles/{number}.html" for number in range(PAGES)}
    times = looks(root)
    runs.clear()
    put(root, "articles/3.html", "<h1>Titre nouveau</h1><p>La trêve.</p>", 3)
    index(root, site, site)
    assert len(runs) == 1
    shards = {path.relative_to(site / FOLDER).parts[0] for path, time in looks(root).items() if times.get(path) != time}
    assert len(shards - {ENTRY, f"{ENTRY}.js"}) == 1
    after = made(root)
    index(root, site)
    assert made(root) == after


@pytest.mark.parametrize(("pages", "shards"), [(1, 1), (1_500, 1), (1_501, 2), (11_000, 8), (24_000, 8), (24_001, 16)])
def test_shards_are_small_until_they_are_many(pages: int, shards: int) -> None:
    """Small ones are searched and made faster; more of them are more to read."""
    parts = pagefind._shared_out(tuple(pagefind._Searched(f"articles/{number}.html", "") for number in range(pages)))
    assert len(parts) == shards
    assert sum(map(len, parts.values())) == pages


def test_the_same_pages_give_the_same_bytes(root: Path) -> None:
    """Law 4, whatever Pagefind leaves to chance: as many runs as it takes to be sure."""
    index(root, root / "site")
    first = made(root)
    for _ in range(4):
        index(root, root / "site")
        assert made(root) == first


def test_nothing_is_done_where_no_searched_page_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pagefind is not even run, and a new site takes over the index of the one before."""
    site = root / "site"
    index(root, site)
    before, times = made(root), looks(root)
    put(root, "index.html", "<h1>Autre accueil</h1>", None)
    monkeypatch.setattr(pagefind, "_run", lambda _work: pytest.fail("ran"))
    assert index(root, site, site) == ()
    assert looks(root) == times
    site.rename(root / "old")
    for path in (root / "old").rglob("*.html"):
        target = site / path.relative_to(root / "old")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    assert index(root, site, root / "old") == ()
    assert made(root) == before


def test_a_change_touches_only_what_differs(root: Path) -> None:
    """A page that changes, comes or goes: the index of a fresh start, the other chunks left as they are, none left over."""
    site = root / "site"
    index(root, site)
    times = looks(root)
    put(root, "articles/3.html", "<h1>Titre nouveau</h1><p>La trêve.</p>", 3)
    (site / "articles/4.html").unlink()
    put(root, "articles/neuf.html", "<h1>Neuf</h1>", 1)
    index(root, site, site)
    after = made(root)
    assert {path for path, time in looks(root).items() if times.get(path) == time} >= {site / FOLDER / "program/engine.js.gz"}
    index(root, site)
    assert made(root) == after
    assert len(fragments(root)) == PAGES


def test_a_damaged_index_is_made_anew(root: Path) -> None:
    """The stamp knows each file: one that is missing or another is noticed."""
    site = root / "site"
    index(root, site)
    before = made(root)
    (site / FOLDER / "0/pagefind-entry.json").write_text("{}", encoding="utf-8")
    index(root, site, site)
    assert made(root) == before
    (root / STAMP).write_text("nonsense", encoding="utf-8")
    index(root, site, site)
    assert made(root) == before


def test_a_site_without_searched_pages_has_no_index(root: Path) -> None:
    """An index that was ours goes; a folder of that name that was not stays."""
    index(root, root / "site")
    for path in (root / "site/articles").iterdir():
        path.unlink()
    assert index(root, root / "site", root / "site") == ()
    assert not (root / "site" / FOLDER).exists()
    put(root, f"{FOLDER}/page.html", "<h1>À moi</h1>", None)
    assert index(root, root / "site") == ()
    assert (root / "site" / FOLDER / "page.html").exists()


@pytest.mark.parametrize("program", ["false", "absent"])
def test_a_failure_is_a_finding_and_leaves_the_index(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """A program that fails or is not there: said plainly, what was there stays, nothing is left in the cache, the next run tries again."""
    index(root, root / "site")
    before = made(root)
    put(root, "articles/3.html", "<h1>Titre nouveau</h1>", 3)
    with monkeypatch.context() as patch:
        patch.setattr(pagefind, "get_executable", lambda: Path("/bin/false") if program == "false" else tmp_path / "absent")
        (finding,) = index(root, root / "site", root / "site")
    assert "search index" in finding.problem
    assert made(root) == before
    assert not list((root / ".cache").glob("pagefind-*"))
    assert index(root, root / "site", root / "site") == ()
    assert made(root) != before
