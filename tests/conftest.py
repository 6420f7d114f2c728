"""What all tests share: where the project is, a built copy of its own archive, and how Hypothesis looks for examples."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from browsing import chromium
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase
from playwright.sync_api import Browser

from builder.write import FOLDERS, MANIFEST

PROJECT = Path(__file__).parents[1]

settings.register_profile(
    "archive",
    deadline=None,  # no promise is one of seconds
    suppress_health_check=[HealthCheck.too_slow],
    database=DirectoryBasedExampleDatabase(PROJECT / ".cache/hypothesis"),
    print_blob=True,
)
settings.load_profile("archive")


def copy_archive(source: Path, target: Path, *, measured: bool = False) -> Path:
    """Copy what people keep of an archive, and nothing that the builder wrote into `docs/`; its gold texts only where they are to be measured."""
    ours = {source / part for part in (*FOLDERS, MANIFEST)}

    def written(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if Path(folder, name) in ours}

    for folder in ("seeds", "archive", "docs", "overrides"):
        if (source / folder).is_dir():
            shutil.copytree(source / folder, target / folder, ignore=written)
    shutil.copy2(source / "mkdocs.yml", target / "mkdocs.yml")
    settings = target / "archive/archive.yml"
    gold = yaml.safe_load(settings.read_text(encoding="utf-8")).get("gold")
    if gold and measured:
        shutil.copytree(source / gold, target / gold)
    elif gold:
        lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
        settings.write_text("".join(line for line in lines if not line.startswith("gold:")), encoding="utf-8")
    return target


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's own folder."""
    return PROJECT


@pytest.fixture
def archive_copy(tmp_path: Path) -> Path:
    """A copy of the project's archive, nothing of it built."""
    return copy_archive(PROJECT, tmp_path / "archive-copy")


@pytest.fixture(scope="session")
def built_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's archive with its site, built once for all tests that only read it."""
    from builder import pipeline  # noqa: PLC0415  a fault in one stage shall not end the tests of all others

    root = copy_archive(PROJECT, tmp_path_factory.mktemp("built") / "archive", measured=True)
    result = pipeline.build(root)
    assert result.is_fine, "\n".join(map(str, result.findings))
    return root


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a module."""
    with chromium() as started:
        yield started
