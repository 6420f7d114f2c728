"""Bringing one index folder up to what the archive's files now say.

In: a folder, the generation it holds (none: a new one), the archive's root. Out: the next generation, committed and sealed. Works on the disk; the
caller holds the lock.

Order: the files of the new generation are written beside the old one's, then the seal names them, then the old ones go. Whatever moment a kill comes at,
the seal names one whole generation, and what it does not name is swept away by the next update.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from builder.errors import ArchiveError
from builder.index.entries import entry
from builder.index.names import names_of
from builder.index.state import RECORDS, Known, Look, State, state_file
from builder.index.writer import Forms, Writer
from builder.lexicon import Names, Vocabulary
from builder.model import Article, Authority, Settings
from builder.shelf import Shelf, names_file, words_file

_SETTLED = 100_000_000
"""Nanoseconds after which a file's time of change is sure to change with its content; some file systems keep it to a hundredth of a second."""


class Reading(Protocol):
    """How an archive's files are read: what belongs to other stages."""

    def record(self, content: str, path: str) -> Article:
        """Return the article of a record; ArchiveError where it cannot be read."""

    def authority(self, root: Path) -> Authority:
        """Return the authority; ArchiveError where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Now:
    """What the archive's files look like now."""

    records: Mapping[str, Look]
    authority: Mapping[str, Look]


@dataclass(frozen=True, slots=True)
class Old:
    """A sealed generation that is to be brought up to date."""

    generation: int
    state: State
    names: Names
    vocabulary: Vocabulary

    @classmethod
    def read(cls, folder: Path, generation: int, state: State) -> Old:
        """Read the files of a sealed generation that Whoosh does not keep."""
        with Shelf(folder, generation) as shelf:
            return cls(generation, state, shelf.names, shelf.vocabulary)


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did."""

    generation: int
    state: State
    taken: int
    removed: int


FileName = Callable[[int], str]
"""Gives the name of one of our own files of a generation."""

Seals = Callable[[int, list[str]], None]
"""Seals a generation, given the names of all files of the folder that belong to it."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is indexed: an archive, how its files are read, and who is told of each one."""

    root: Path
    reading: Reading
    progress: Callable[[str, int, int], None]


def update(source: Source, folder: Path, old: Old | None, now: Now, seal: Seals) -> Updated:
    """Write the next generation: changed records are read anew, missing ones removed, names read anew where an authority file changed."""
    known = old.state if old else State()
    names, problem = _names(source, old, now)
    if old and old.names.languages != names.languages:
        raise StaleError
    changed = [name for name, look in now.records.items() if name not in known.records or known.records[name][:2] != look]
    records = {name: known.records[name] for name in now.records if name in known.records}
    forms = Forms(old.vocabulary if old else None)
    parts: dict[FileName, str] = {}
    gone = [name for name in known.records if name not in now.records]
    removed, taken = len(gone), 0
    with Writer(folder, old.generation if old else None, lambda generation: _finish(folder, generation, parts, seal)) as writer:
        for done, name in enumerate(changed, 1):
            was = known.records.get(name)
            records[name], article = _read(source, name, now.records[name], was)
            if was is None or was.sha256 != records[name].sha256:
                gone += [name] * (was is not None)
                taken += 1
                if article:
                    writer.add(entry(article, names.languages), forms)
            source.progress("index", done, len(changed))
        if old:
            _forget(folder, old.generation, gone, writer, forms)
        state = State({name: records[name] for name in now.records}, now.authority, problem)
        parts |= {names_file: names.as_json(), words_file: forms.vocabulary().lines, state_file: state.as_json()}
    return Updated(writer.generation, state, taken, removed)


class StaleError(Exception):
    """The index was shaped by other settings: it must be made anew."""


def _names(source: Source, old: Old | None, now: Now) -> tuple[Names, str]:
    """Return the names of records, and what keeps them from being read: then the old ones are kept."""
    if old and old.state.authority == now.authority:
        return old.names, old.state.problem
    try:
        return names_of(source.reading.authority(source.root)), ""
    except ArchiveError as error:
        empty = Names({}, {}, {}, Settings().languages)
        return old.names if old else empty, str(error.findings[0])


def _read(source: Source, name: str, look: Look, was: Known | None) -> tuple[Known, Article | None]:
    """Read one record; it is not parsed where its content is what it was."""
    path = f"{RECORDS}/{name}"
    try:
        content = (source.root / path).read_bytes()
    except OSError as error:
        return Known(*look, "", f"{path}: {error.strerror}"), None
    sha256 = hashlib.sha256(content).hexdigest()
    mtime_ns = look.mtime_ns if time.time_ns() - look.mtime_ns > _SETTLED else 0  # 0: look at the content again next time
    if was is not None and was.sha256 == sha256:
        return Known(look.size, mtime_ns, sha256, was.problem), None
    try:
        return Known(look.size, mtime_ns, sha256, ""), source.reading.record(content.decode("utf-8"), path)
    except ArchiveError as error:
        return Known(look.size, mtime_ns, sha256, str(error.findings[0])), None
    except UnicodeDecodeError as error:
        return Known(look.size, mtime_ns, sha256, f"{path}: no UTF-8 at byte {error.start}"), None


def _forget(folder: Path, generation: int, gone: list[str], writer: Writer, forms: Forms) -> None:
    """Remove articles, and take their words out of the forms that occur."""
    if not gone:
        return
    with Shelf(folder, generation) as shelf:
        for article in shelf.counts("id", (Path(name).stem for name in gone)):
            forms.forget(shelf.body(article), shelf.facts(article).language)
            writer.delete_document(article)


def _finish(folder: Path, generation: int, parts: Mapping[FileName, str], seal: Seals) -> None:
    """Write our own files of a generation, seal all of its files and remove those of older ones."""
    for name, content in parts.items():
        (folder / name(generation)).write_bytes(content.encode("utf-8", "surrogatepass"))
    files = files_of(folder, generation)
    seal(generation, files)
    sweep(folder, files)


def files_of(folder: Path, generation: int) -> list[str]:
    """Return the names of all files of the newest generation: that of Whoosh's segments and our own."""
    own = {part(generation) for part in (names_file, words_file, state_file)}
    with Shelf(folder, generation) as shelf:
        prefixes = shelf.segments()
    toc = f"_MAIN_{generation}.toc"
    return sorted(path.name for path in folder.iterdir() if path.name in own or path.name == toc or path.name.startswith(prefixes))


def sweep(folder: Path, files: list[str]) -> None:
    """Remove all files that do not belong to the sealed generation: of older ones, and what a kill left half written."""
    for path in folder.iterdir():
        if path.name not in files:
            remove(path)


def remove(path: Path) -> None:
    """Remove a file, a folder with all that is in it, or a link but not what it leads to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
