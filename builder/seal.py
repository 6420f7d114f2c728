"""Where an archive's index stands, and how it is known to be our own.

A noun that works on the disk. A Whoosh index is unpickled when it is opened: one that somebody shipped inside a clone or an archive file, or that an
update wrote over ours, could run anything. So the index is opened only under a seal, kept outside the archive where only this user writes: the name
of the index folder, the generation that was committed, and of each of its files size, both times and inode. No copy of a file has all of these,
whoever made it. The seal is replaced by rename, so it is also what makes a new generation, or a whole new index, the one that counts.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import platformdirs
from whoosh.util.filelock import FileLock, try_for

FOLDER = ".search"
"""Of the archive's root; git-ignored."""

Look = list[int]
"""What a file looks like: size, time of content, time of anything, inode. A list, as JSON gives it back."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One committed state of the index: its folder within `.search/`, its generation and what its files look like."""

    folder: str
    generation: int
    files: Mapping[str, Look]


@dataclass(frozen=True, slots=True)
class Home:
    """The place of one archive's index, and of its seal and lock outside it."""

    search: Path
    sealed_in: Path
    locked_by: Path

    @classmethod
    def of(cls, root: Path) -> Home | None:
        """Return the place for an archive; None where this user has no folder for seals, or the index may not stand in the archive."""
        search = root.resolve() / FOLDER
        try:
            seals = _seals()
            search.mkdir(exist_ok=True)
            if not stat.S_ISDIR(search.lstat().st_mode) or seals.is_relative_to(root.resolve()):
                return None
            name = hashlib.sha256(os.fsencode(search)).hexdigest()[:32]
            for folder in (search, seals):
                tempfile.TemporaryFile(dir=folder).close()
        except (OSError, RuntimeError):  # RuntimeError: there is no home folder
            return None
        return cls(search, seals / f"{name}.json", seals / f"{name}.lock")

    def stated(self) -> Seal | None:
        """Return what the seal says, whether or not it holds."""
        try:
            held: Any = json.loads(self.sealed_in.read_text(encoding="utf-8"))
            return Seal(str(held["folder"]), int(held["generation"]), dict(held["files"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def seal(self) -> Seal | None:
        """Return the seal where it holds: where each file is the very file that was sealed."""
        stated = self.stated()
        if stated is None or Path(stated.folder).name != stated.folder:
            return None
        folder = self.search / stated.folder
        return stated if stated.files and _looks(folder, stated.files) == stated.files and _is_folder(folder) else None

    def write(self, folder: str, generation: int, files: Iterable[str]) -> None:
        """Seal some files of a folder: from now on they are the index."""
        seal = Seal(folder, generation, _looks(self.search / folder, files))
        descriptor, name = tempfile.mkstemp(dir=self.sealed_in.parent)  # for this user only: mode 0600
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(asdict(seal), file)
            Path(name).replace(self.sealed_in)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    @contextmanager
    def lock(self, patience: float) -> Iterator[bool]:
        """Hold the lock for writing; give False where another process still holds it after so many seconds. A kill frees it."""
        held = FileLock(str(self.locked_by))
        if not try_for(held.acquire, timeout=patience, delay=0.05):
            yield False
            return
        try:
            yield True
        finally:
            held.release()


def _seals() -> Path:
    """Return the folder of all seals of this user, made where it is missing."""
    folder = platformdirs.user_state_path("press-archive") / "seals"
    if not folder.is_absolute():
        raise OSError("no absolute path")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder.resolve()


def _looks(folder: Path, files: Iterable[str]) -> dict[str, Look]:
    return {name: look for name in files if (look := _look(folder / name))}


def _look(path: Path) -> Look | None:
    """Return what a file looks like; a link or anything else that is no plain file has no look."""
    try:
        seen = path.lstat()
    except OSError:
        return None
    return [seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino] if stat.S_ISREG(seen.st_mode) else None


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False
