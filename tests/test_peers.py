"""The comparison of `make peers`: it sees every difference that matters, and the peers are locked like everything else."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from conftest import PROJECT


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, PROJECT / f"peers/{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # a dataclass looks for its module there
    spec.loader.exec_module(module)
    return module


compare = _script("compare")
pages = _script("pages")

PAGE = """<!doctype html><html><head><link href="x.css"></head><body><a href="header.html" id="top">Archive</a>
<div class="md-content" data-md-component="content"><article class="md-content__inner">
<h1 id="titre">Titre</h1><p>Un <a href="../lieux/alep.html#faits">lieu</a>,<br> une <img src="a.png"> et <a href="https://example.org/?a=1&amp;b=2">ailleurs</a>.</p>
</article></div><footer><a href="footer.html">Bas</a></footer></body></html>"""


def found(page: str, path: str = "articles/a.html") -> tuple[list[str], list[str]]:
    """Return ids and links of a page, sorted."""
    content = compare.content(path, page)
    return sorted(content.ids.elements()), sorted(content.links.elements())


def test_only_the_main_content_is_looked_at() -> None:
    """Header and footer are the theme's; links are written from the site's root, so that how they are spelled does not matter."""
    assert found(PAGE) == (["titre"], ["articles/a.png", "https://example.org/?a=1&b=2", "lieux/alep.html#faits"])


@pytest.mark.parametrize(
    ("page", "address", "target"),
    [
        ("articles/a.html", "b.html", "articles/b.html"),
        ("articles/a.html", "./b.html#c", "articles/b.html#c"),
        ("articles/a.html", "#c", "articles/a.html#c"),
        ("articles/a.html", "../index.html", "index.html"),
        ("index.html", "articles/a.html?q=1", "articles/a.html?q=1"),
        ("index.html", "mailto:a@example.org", "mailto:a@example.org"),
        ("index.html", "//example.org/a", "//example.org/a"),
    ],
)
def test_targets_are_written_from_the_root(page: str, address: str, target: str) -> None:
    """Two spellings of one way are one link."""
    assert compare.target(page, address) == target


def test_the_ids_that_a_theme_sets_for_itself_do_not_count() -> None:
    """Zensical marks where its link to the content leads; nothing of the archive links there."""
    assert found(PAGE.replace("<h1", '<span id="__skip"></span><h1'))[0] == ["titre"]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("titre", "titel"), ["a.html: id titre is missing", "a.html: id titel is only here"]),
        (("alep.html", "homs.html"), ["a.html: link lieux/alep.html#faits is missing", "a.html: link lieux/homs.html#faits is only here"]),
        (("#faits", ""), ["a.html: link lieux/alep.html#faits is missing", "a.html: link lieux/alep.html is only here"]),
        (('<img src="a.png">', ""), ["a.html: link articles/a.png is missing"]),
        (("Un ", '<a href="../lieux/alep.html#faits">un</a> '), ["a.html: link lieux/alep.html#faits is only here"]),
    ],
)
def test_a_difference_is_told(change: tuple[str, str], line: list[str]) -> None:
    """An id or link more, fewer or another, each in its line, counted as often as it stands there."""
    ours, theirs = ({"articles/a.html": compare.content("articles/a.html", page)} for page in (PAGE, PAGE.replace(*change)))
    assert list(compare.differences(ours, ours)) == []
    assert list(compare.differences(ours, theirs)) == [f"articles/{told}" for told in line]


def test_a_page_more_or_fewer_is_told() -> None:
    """Whichever site it is on."""
    one = compare.content("a.html", PAGE)
    assert list(compare.differences({"a.html": one, "b.html": one}, {"a.html": one, "c.html": one})) == [
        "b.html: is missing",
        "c.html: is only here",
    ]


def test_a_data_file_must_be_published_as_it_is(tmp_path: Path) -> None:
    """Raw seeds and data are bytes: a generator that changes or leaves out one is no peer."""
    for folder in ("docs", "site"):
        (tmp_path / folder / "donnees").mkdir(parents=True)
        (tmp_path / folder / "donnees/articles.csv").write_bytes(b"a\r\n")
    (tmp_path / "docs/index.md").write_bytes(b"# A\n")
    docs, site = tmp_path / "docs", tmp_path / "site"
    assert list(compare.files(docs, site)) == []
    (site / "donnees/articles.csv").write_bytes(b"a\n")
    assert list(compare.files(docs, site)) == ["donnees/articles.csv: is not published as it is"]
    (site / "donnees/articles.csv").unlink()
    assert list(compare.files(docs, site)) == ["donnees/articles.csv: is not published as it is"]


@pytest.mark.parametrize(("peer", "version"), [("properdocs", "1.6.7"), ("zensical", "0.0.73")])
def test_peers_are_locked(peer: str, version: str) -> None:
    """With hashes, without addresses, and what they share with the default generator in the same version."""
    lock = (PROJECT / f"requirements/peers-{peer}.txt").read_text(encoding="utf-8")
    assert f"{peer}=={version} \\\n" in lock
    assert all("--hash=sha256:" in package for package in re.split(r"\n(?=\S)", lock.strip()))
    assert "://" not in lock
    assert not re.search(r"^\s*(?:-i|--(?:extra-)?index|--find-links|-e)\b", lock, re.MULTILINE)
    theirs, ours = (
        set(re.findall(r"^([a-z0-9-]+==\S+)", text, re.MULTILINE))
        for text in (lock, (PROJECT / "requirements/site.txt").read_text(encoding="utf-8"))
    )
    names = {package.partition("==")[0] for package in ours}
    assert {package for package in theirs if package.partition("==")[0] in names} <= ours


def test_every_peer_is_installed_and_run() -> None:
    """`make peers` installs what the script runs; continuous integration runs it."""
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    _, *peers = compare.COMMANDS
    assert peers
    assert all(f".cache/peers/{peer}/venv.stamp" in makefile for peer in peers)
    assert "make peers" in (PROJECT / ".ci/run").read_text(encoding="utf-8")


def test_only_the_theme_s_own_errors_are_left_out(tmp_path: Path) -> None:
    """A message about the theme's toggles is left out; the same message about anything else is told."""
    said = "Attribute “autocomplete” is only allowed when the input type is “text”."
    toggle = '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" autocomplete="off">'
    messages = [{"type": "error", "message": said, "extract": extract, "url": f"file:{tmp_path}/a.html"} for extract in (toggle, "<input>")]
    assert list(pages.errors(messages, tmp_path)) == [f"a.html:0: {said} '<input>'"]


def test_the_readers_are_locked() -> None:
    """With hashes, without addresses: the Python packages and the HTML checker."""
    lock = (PROJECT / "requirements/peers-data.txt").read_text(encoding="utf-8")
    assert all("--hash=sha256:" in package for package in re.split(r"\n(?=\S)", lock.strip()))
    checker = (PROJECT / "requirements/vnu/package-lock.json").read_text(encoding="utf-8")
    assert '"integrity": "sha512-' in checker
    assert "://" not in lock + checker
