"""The index of the site's search: what is in it, that it is the same every time, and that it is made no more often than needed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from builder import cbor, pagefind
from builder.pagefind import FOLDER, STAMP, index, straighten

PAGES = 24


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive whose site has two dozen pages to search, with filters, and one that is not searched."""
    for number in range(PAGES):
        put(tmp_path, f"articles/{number}.html", f"<h1>Titre {number}</h1><p>Le siège d’Alep, jour {number}.</p>", number)
    put(tmp_path, "index.html", "<h1>Accueil</h1>", None)
    return tmp_path


def put(root: Path, name: str, content: str, number: int | None) -> None:
    """Write a page of the site; one with a number is searched."""
    marks = "".join(
        f'<meta content="{kind} {(number or 0) % 7}" data-pagefind-filter="{kind}[content]">' for kind in ("acteur", "lieu", "genre")
    )
    head, body = ("", "") if number is None else (marks, " data-pagefind-body")
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
    packed = (gzip.decompress(content) for name, content in made(root).items() if name.startswith("fragment/"))
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
    """What the search page asks for, and nothing else."""
    index(root, root / "site")
    top = {name for name in made(root) if "/" not in name}
    assert {name for name in top if not name.endswith(".pf_meta")} == {
        "pagefind.js",
        "pagefind-worker.js",
        "pagefind-entry.json",
        "wasm.fr.pagefind",
    }


def test_the_same_pages_give_the_same_bytes(root: Path) -> None:
    """Law 4, for Pagefind orders filters by chance: as many runs as it takes to be sure."""
    index(root, root / "site")
    first = made(root)
    for _ in range(4):
        index(root, root / "site")
        assert made(root) == first


def test_filters_are_in_order_and_whole(root: Path) -> None:
    """Every value with its pages, the file that leads to them naming each."""
    index(root, root / "site")
    files = made(root)
    name = json.loads(files["pagefind-entry.json"])["languages"]["fr"]["hash"]
    listed = cbor.read(gzip.decompress(files[f"pagefind.{name}.pf_meta"]).removeprefix(b"pagefind_dcd"))[3]
    assert [kind for kind, _ in listed] == ["acteur", "genre", "lieu"]
    for kind, file in listed:
        told, values = cbor.read(gzip.decompress(files[f"filter/{file}.pf_filter"]).removeprefix(b"pagefind_dcd"))
        assert (told, [value for value, _ in values]) == (kind, [f"{kind} {number}" for number in range(7)])
        assert sorted(page for _, pages in values for page in pages) == list(range(PAGES))


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
    assert {path for path, time in looks(root).items() if times.get(path) == time} >= {site / FOLDER / "pagefind.js"}
    index(root, site)
    assert made(root) == after
    assert len(fragments(root)) == PAGES


def test_a_damaged_index_is_made_anew(root: Path) -> None:
    """The stamp knows each file: one that is missing or another is noticed."""
    site = root / "site"
    index(root, site)
    before = made(root)
    (site / FOLDER / "pagefind-entry.json").write_text("{}", encoding="utf-8")
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
