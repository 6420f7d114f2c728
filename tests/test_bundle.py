"""The copy of the site: what is in it, and that it is the same every time."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from builder import bundle
from builder.bundle import NAME, bundle as pack, offer


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of a few files, some of which only a server needs."""
    for name, content in {
        "index.html": "Accueil",
        "b/c.html": "C",
        "a.css": "x" * 999,
        "404.html": "?",
        "sitemap.xml": "<x/>",
        ".hidden": "h",
    }.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "site"


def test_a_copy_holds_what_a_reader_needs_in_one_folder(site: Path, tmp_path: Path) -> None:
    """In order, readable by all; not what only a server asks for."""
    pack(site, tmp_path / "out/x.zip", "une-archive", 1_481_000_000)
    with zipfile.ZipFile(tmp_path / "out/x.zip") as made:
        assert made.testzip() is None
        assert made.namelist() == ["une-archive/a.css", "une-archive/index.html", "une-archive/b/c.html"]
        assert made.read("une-archive/b/c.html") == b"C"
        assert {info.date_time for info in made.infolist()} == {(2016, 12, 6, 4, 53, 20)}
        assert {info.external_attr >> 16 for info in made.infolist()} == {0o100644}


def test_the_same_site_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Whatever the times of its files; a time before zips began is their first."""
    pack(site, tmp_path / "one.zip", "x", 0)
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_file():
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)
    pack(site, tmp_path / "two.zip", "x", 0)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_site_offers_its_copy_but_not_a_copy_of_the_copy(site: Path) -> None:
    """Made again, it is the same."""
    offer(site, "x", 0)
    first = (site / NAME).read_bytes()
    offer(site, "x", 0)
    assert (site / NAME).read_bytes() == first


def test_a_very_large_site_offers_none(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was offered before goes: it would be of another day."""
    offer(site, "x", 0)
    monkeypatch.setattr(bundle, "LARGEST", 10)
    offer(site, "x", 0)
    assert not (site / NAME).exists()


def test_a_copy_that_cannot_be_written_leaves_the_one_there_was(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole or not at all."""
    pack(site, tmp_path / "x.zip", "x", 0)
    before = (tmp_path / "x.zip").read_bytes()
    monkeypatch.setattr(Path, "read_bytes", lambda _path: (_ for _ in ()).throw(OSError("gone")))
    with pytest.raises(OSError, match="gone"):
        pack(site, tmp_path / "x.zip", "x", 0)
    monkeypatch.undo()
    assert (tmp_path / "x.zip").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["x.zip"]
