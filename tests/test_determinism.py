"""Law 4: the same seeds, notices and authority give the same bytes, whoever builds them, wherever, whenever."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import copy_archive

pytestmark = pytest.mark.slow

SURROUNDINGS = {
    "hash seed, language, time zone, processes": (
        {"PYTHONHASHSEED": "4242", "LANG": "C", "LC_ALL": "C", "TZ": "Pacific/Chatham"},
        ["--jobs", "2"],
    ),
    "another hash seed, language and time zone": (
        {"PYTHONHASHSEED": "1", "LANG": "tr_TR.UTF-8", "TZ": "America/St_Johns", "COLUMNS": "40"},
        ["--jobs", "1"],
    ),
}


def made(root: Path) -> dict[str, bytes]:
    """Return everything that the builder made of an archive, its caches left out."""
    folders = ("archive", "docs", "site")
    paths = (path for folder in folders for path in (root / folder).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def build(root: Path, *options: str, **surroundings: str) -> None:
    """Build in a process of its own, as a user would."""
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(root.parent), **surroundings}
    subprocess.run([sys.executable, "-m", "builder", "build", "--root", str(root), *options], env=environment, check=True, cwd=root)


def shuffled(source: Path, target: Path) -> Path:
    """Copy an archive file by file in another order, so that folders list them differently, with other times, and nothing of it built."""
    copy_archive(source, target, measured=True)
    shutil.rmtree(target / "archive/articles")
    for folder in ("seeds", "archive/actors", "archive/places"):
        files = sorted((target / folder).iterdir(), reverse=True)
        for path in files:
            beside = path.with_name(f"x-{path.name}")
            shutil.move(path, beside)
        for path in sorted((target / folder).iterdir()):
            shutil.move(path, path.with_name(path.name.removeprefix("x-")))
            os.utime(path.with_name(path.name.removeprefix("x-")), (1, 1))
    return target


@pytest.fixture(scope="module")
def reference(built_archive: Path) -> dict[str, bytes]:
    """What the build that the other tests read has made."""
    return made(built_archive)


@pytest.mark.parametrize(("surroundings", "options"), SURROUNDINGS.values(), ids=SURROUNDINGS.keys())
def test_surroundings_change_no_byte(
    built_archive: Path, tmp_path: Path, reference: dict[str, bytes], surroundings: dict[str, str], options: list[str]
) -> None:
    """Other hash seed, language, time zone, number of processes, order of files, place on the disk: the same bytes."""
    root = shuffled(built_archive, tmp_path / "une autre archive")
    build(root, *options, **surroundings)
    assert made(root) == reference


def test_a_partial_build_gives_the_bytes_of_a_full_one(built_archive: Path, tmp_path: Path, reference: dict[str, bytes]) -> None:
    """One seed taken out and put back, a build after each: as if nothing had happened."""
    root = tmp_path / "archive"
    shutil.copytree(built_archive, root)
    seed = min(path for path in (root / "seeds").glob("*.txt") if not path.with_suffix(".yml").exists())
    gold = root / "tests/gold" / f"{seed.stem}.yaml"
    kept = {path: path.read_bytes() for path in (seed, gold)}
    for path in kept:
        path.unlink()
    build(root)
    assert made(root) != reference
    for path, content in kept.items():
        path.write_bytes(content)
    build(root)
    assert made(root) == reference


def test_a_build_from_nothing_gives_the_bytes_of_a_build_upon_another(
    built_archive: Path, tmp_path: Path, reference: dict[str, bytes]
) -> None:
    """`--clean` trusts nothing and comes to the same."""
    root = tmp_path / "archive"
    shutil.copytree(built_archive, root)
    build(root, "--clean")
    assert made(root) == reference
