"""The archive's own files as the second arrow reads them: annotated pages, prose, and the seeds as they were received.

In: the archive's root. Out: their content. Works on the disk, writes nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from builder.access import gives_seed
from builder.errors import ArchiveError, Finding
from builder.export import FOLDER as DATA, raw_name
from builder.model import Article
from builder.record import read_record
from builder.stamps import digest_of

RECORDS = "archive/articles"
PROSE = "docs/_pages"


def markdown_files(root: Path, folder: str) -> tuple[Path, ...]:
    """Return the Markdown files below a folder, in order of their paths; a folder that is not there has none.

    Raises:
        ArchiveError: a folder cannot be read, or is elsewhere: that it seems empty must not empty the site.
    """
    if not (root / folder).resolve().is_relative_to(root.resolve()):
        raise ArchiveError(Finding(folder, 0, "this symbolic link leads out of the archive", "put the files themselves into a folder here"))
    walk = os.walk(root / folder, onerror=_raise) if (root / folder).is_dir() else ()
    return tuple(sorted(Path(here, name_) for here, _, names in walk for name_ in names if name_.endswith(".md") and name_[0] != "."))


def _raise(error: OSError) -> None:
    raise error


def digest_of_file(path: Path) -> str:
    """Return a digest of a file's name and content."""
    return digest_of(path.name, path.read_bytes() if path.is_file() else b"")


def _text(root: Path, path: Path) -> str:
    """Return the content of a text file of the archive.

    Raises:
        ArchiveError: it leads elsewhere, or is not UTF-8.
    """
    where = path.relative_to(root).as_posix()
    if path.is_symlink():
        raise ArchiveError(Finding(where, 0, "is a symbolic link: it is not followed", "put the file itself here"))
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ArchiveError(Finding(where, line, "this is not UTF-8", "save the file as UTF-8")) from error


def prose_of(root: Path, sources: tuple[Path, ...]) -> dict[str, str]:
    """Return the hand-written parts of mixed pages: path of the page from `docs/` -> Markdown."""
    return {path.relative_to(root / PROSE).as_posix(): _text(root, path) for path in sources}


def articles_of(root: Path, records: tuple[Path, ...]) -> tuple[tuple[Article, ...], tuple[Finding, ...]]:
    """Read all annotated pages; a faulty one is left out with its findings."""
    articles: list[Article] = []
    findings: list[Finding] = []
    for path in records:
        try:
            articles.append(read_record(_text(root, path), path.relative_to(root).as_posix()))
        except ArchiveError as error:
            findings.extend(error.findings)
    return tuple(articles), tuple(findings)


def raw_seeds(root: Path, articles: tuple[Article, ...]) -> Mapping[str, bytes]:
    """Return the seeds that were annotated, byte for byte: where one is another by now, is gone or cannot be read, as it was published last."""
    found = ((article.seed, _raw_seed(root.resolve(), article)) for article in articles if gives_seed(article))
    return {seed: content for seed, content in found if content is not None}


def _raw_seed(root: Path, article: Article) -> bytes | None:
    for folder, name_ in (("seeds", article.seed), (f"{DATA}/graines", raw_name(article))):
        path = (root / folder / name_).resolve()
        with contextlib.suppress(OSError):
            content = path.read_bytes() if path.parent == root / folder else b""
            if hashlib.sha256(content).hexdigest() == article.sha256:
                return content
    return None


def lost(articles: tuple[Article, ...], seeds: Mapping[str, bytes]) -> frozenset[str]:
    """Return the articles whose seed can no longer be given."""
    return frozenset(article.id for article in articles if article.seed not in seeds)


def raw_stamps(root: Path) -> tuple[str, ...]:
    """Return what the seeds look like from outside."""
    files = sorted(path for path in (root / "seeds").glob("*") if path.is_file())
    return tuple(f"{path.name}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in files)
