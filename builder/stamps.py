"""What earlier work depended on, so that it need not be done again. Works on `.cache/`, which may be deleted at any time.

A stamp is a digest of everything a result was made from. Where a stamp or a file is missing or differs, the work is done anew: a wrong answer
costs time, never truth.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from builder.disk import sweep, write_file

FOLDER = ".cache"

_SHAPING = ("ahocorasick-rs", "charset-normalizer", "jinja2", "markdown", "pyyaml", "trafilatura")
"""Libraries whose version can change what is annotated or rendered."""


@dataclass(frozen=True, slots=True)
class Stamps:
    """The stamps of one stage: name -> [digest of the inputs, look of the output]."""

    path: Path
    kept: Mapping[str, list[str]]

    @classmethod
    def load(cls, root: Path, stage: str, *, afresh: bool = False) -> Stamps:
        """Read a stage's stamps; none are left when they cannot be read, or when work is to be done afresh."""
        path = root / FOLDER / f"{stage}.json"
        if afresh:
            return cls(path, {})
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        return cls(path, kept if isinstance(kept, dict) else {})

    def holds(self, name: str, key: str, output: Path) -> bool:
        """Say whether one output was made from these very inputs, is there, and is as it was left."""
        look = _look(output)
        return bool(look) and self.kept.get(name) == [key, look]

    def holds_all(self, key: str, root: Path, folders: tuple[str, ...]) -> bool:
        """Say the same of whole folders."""
        return self.kept.get("all") == [key, _look_of_all(root, folders)]

    def save(self, outputs: Mapping[str, tuple[str, Path]]) -> None:
        """Keep the stamps of outputs made or found good: name -> (digest of the inputs, output)."""
        self.keep({name: [key, _look(path)] for name, (key, path) in outputs.items()})

    def save_all(self, key: str, root: Path, folders: tuple[str, ...]) -> None:
        """Keep the stamp of whole folders."""
        self.keep({"all": [key, _look_of_all(root, folders)]})

    def keep(self, kept: Mapping[str, list[str]]) -> None:
        """Keep stamps as they are given."""
        if kept == self.kept:
            return
        with contextlib.suppress(OSError):  # a full disk or a folder that may not be written: the next run does the work anew
            sweep(self.path.parent)
            write_file(self.path, json.dumps(kept, sort_keys=True).encode())


_LINE = ("archive", "docs", "mkdocs.yml", "overrides", "seeds", "site")
"""Everything that a whole build reads or writes, but for the gold texts, which lie where the settings say."""


def is_current(root: Path) -> bool:
    """Say whether nothing has changed since the last whole build that left no finding. Removes what a kill left half written beside the stamps."""
    sweep(root / FOLDER)  # a killed `--clean` may have left nothing else, and then no later step would
    return Stamps.load(root, "build").kept.get("all") == [_circumstances(root), _look_of_all(root, _line(root))]


def inputs(root: Path, made: tuple[str, ...]) -> str:
    """Return a digest of how everything looks but the folders and files that the builder makes."""
    ours = tuple(f"{part}/" for part in made)
    paths = (path for folder in _line(root) for path in sorted(_paths(root, folder)) if not f"{path}/".startswith(ours))
    return digest_of(*(f"{path}:{_look(root / path)}" for path in paths))


def remember(root: Path, before: str, made: tuple[str, ...]) -> None:
    """Keep how everything looks after a whole build that left no finding.

    `before` are the `inputs` as they were before anything was read: what was changed during the build is work for the next.
    """
    kept = {"all": [_circumstances(root), _look_of_all(root, _line(root))]}
    if inputs(root, made) == before:
        Stamps.load(root, "build").keep(kept)


def _line(root: Path) -> tuple[str, ...]:
    """Return what a whole build reads or writes. Settings that cannot be read name nothing: their own change is seen."""
    try:
        settings = yaml.load((root / "archive/archive.yml").read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506  it makes strings only
        gold = settings.get("gold")
    except (OSError, ValueError, AttributeError, yaml.YAMLError):
        gold = None
    return (*_LINE, gold) if gold and isinstance(gold, str) else _LINE


def _circumstances(root: Path) -> str:
    """Return a digest of what a build depends on besides files of the archive: builder, libraries, Python, newest commit."""
    try:
        commit = subprocess.run(
            ["git", "rev-parse", "HEAD"],  # noqa: S607  git is found on PATH, as it is for everyone
            cwd=root,
            capture_output=True,
            check=False,
        ).stdout
    except OSError:
        commit = b""
    libraries = _look(Path(sysconfig.get_path("purelib")))
    return digest_of(code_digest(), sys.version, libraries, commit, os.environ.get("SOURCE_DATE_EPOCH", ""))


def digest_of(*parts: str | bytes) -> str:
    """Return one SHA-256 over several parts, each with its length, so that no two lists of parts share it by chance."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(data))
        total.update(data)
    return total.hexdigest()


@cache
def code_digest() -> str:
    """Return a digest of the builder itself and of the libraries that shape its output."""
    package = Path(__file__).parent
    files = sorted(path for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc")
    versions = (f"{name}={importlib.metadata.version(name)}" for name in _SHAPING)
    return digest_of(*(part for path in files for part in (path.relative_to(package).as_posix(), path.read_bytes())), *versions)


def _look(path: Path) -> str:
    try:
        seen = path.stat()
    except OSError:
        return ""
    return f"{seen.st_size}:{seen.st_mtime_ns}"


def _look_of_all(root: Path, folders: tuple[str, ...]) -> str:
    return digest_of(*(f"{path}:{_look(root / path)}" for folder in folders for path in sorted(_paths(root, folder))))


def _paths(root: Path, folder: str) -> Iterator[str]:
    if (root / folder).is_file():
        yield folder
    for here, folders, names in os.walk(root / folder):
        folders[:] = [name for name in folders if name != "__pycache__"]  # Python's own; the folder of the gold may hold code too
        yield from (Path(here, name).relative_to(root).as_posix() for name in names)
