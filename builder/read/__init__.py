"""Stage 1, read: seeds and notices from disk to values.

In: the archive's root (or one file) and the settings. Out: a Reading, or a Seed. Reads the disk, writes nothing.

Every fault is a Finding; a file at fault leaves out its own article and no other.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from builder.errors import ArchiveError, Finding
from builder.model import Notice, Seed, Settings
from builder.read.decode import decoded
from builder.read.names import FOLDER, article_id, clashes as clashes_of, is_notice, listed, orphans, slug_clashes as slug_clashes_of, stem
from builder.read.notice import notice_of

__all__ = ["Reading", "read", "read_file", "read_notice"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What `seeds/` holds: seeds in order of ids, notices by id, and all that is wrong.

    `clashes` is the part of `findings` about an id or address taken twice: it stops the build, the rest leaves out one article each.
    `left_out` are the ids of seeds that are there but cannot be used now: their last good pages stay.
    """

    seeds: tuple[Seed, ...] = ()
    notices: Mapping[str, Notice] = field(default_factory=lambda: MappingProxyType({}))
    findings: tuple[Finding, ...] = ()
    clashes: tuple[Finding, ...] = ()
    left_out: tuple[str, ...] = ()


def read(root: Path, settings: Settings) -> Reading:
    """Read all seeds and notices of an archive.

    Args:
        root: the archive's folder; its `seeds/` may be missing (an archive that has nothing yet).
        settings: `max_seed_bytes` is the size in bytes above which a file is refused unread.

    Raises:
        ArchiveError: the folder is there and cannot be read at all.
    """
    if not (root / FOLDER).resolve().is_relative_to(root.resolve()):
        raise ArchiveError(Finding(FOLDER, 0, "this symbolic link leads out of the archive", "put the files themselves into a folder here"))
    names, faults = listed(root / FOLDER)
    clashing, clashes = clashes_of(names)
    seeds: dict[str, Seed] = {}
    notices: dict[str, Notice] = {}
    faulty = set(clashing)
    for name in names:
        ident = article_id(stem(name))
        if ident in clashing:
            continue
        try:
            if is_notice(name):
                notices[ident] = _notice_of(root / FOLDER / name, f"{FOLDER}/{name}", settings, root / FOLDER)
            else:
                seeds[ident] = _seed_of(root / FOLDER / name, f"{FOLDER}/{name}", settings, root / FOLDER)
        except ArchiveError as error:
            faults += error.findings
            faulty.add(ident)
    faults += orphans(names)
    slug_clashes = slug_clashes_of(notices, {article_id(stem(name)): name for name in names if not is_notice(name)})
    return Reading(
        seeds=tuple(seeds[ident] for ident in sorted(seeds) if ident not in faulty),
        notices=MappingProxyType({ident: notices[ident] for ident in sorted(notices) if ident not in faulty}),
        findings=tuple(sorted({*faults, *clashes, *slug_clashes})),
        clashes=tuple(sorted({*clashes, *slug_clashes})),
        left_out=tuple(sorted(faulty)),
    )


def read_file(path: Path, settings: Settings) -> Seed:
    """Read any one file as a seed, whatever its name and place.

    Raises:
        ArchiveError: it cannot be read as text; the finding says why.
    """
    return _seed_of(path, path.as_posix(), settings, None)


def read_notice(path: Path, settings: Settings) -> Notice:
    """Read one notice.

    Raises:
        ArchiveError: with all that is wrong in it, each with its line.
    """
    return _notice_of(path, path.as_posix(), settings, None)


def _seed_of(path: Path, where: str, settings: Settings, within: Path | None) -> Seed:
    data = _bytes_of(path, where, settings, within)
    text, encoding, guessed = decoded(data, where)
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise ArchiveError(Finding(where, 0, "the seed is empty", "put the article's text into it, or remove the file"))
    return Seed(article_id(stem(path.name)) or "untitled", path.name, hashlib.sha256(data).hexdigest(), text, encoding, guessed)


def _notice_of(path: Path, where: str, settings: Settings, within: Path | None) -> Notice:
    text, _, _ = decoded(_bytes_of(path, where, settings, within), where)
    return notice_of(text, where)


def _bytes_of(path: Path, where: str, settings: Settings, within: Path | None) -> bytes:
    """Return the bytes of a regular file that is not too large and, with `within`, does not lie outside that folder."""
    try:
        if within is not None and not path.resolve().is_relative_to(within.resolve()):
            raise ArchiveError(Finding(where, 0, "a link leads out of the folder", "put the file itself here"))
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ArchiveError(Finding(where, 0, "not a file that can be read", "name a plain text file"))
        if status.st_size > settings.max_seed_bytes:
            problem = f"too large: {status.st_size} bytes, and {settings.max_seed_bytes} are allowed"
            raise ArchiveError(Finding(where, 0, problem, "cut it to one article, or raise max_seed_bytes in archive/archive.yml"))
        return path.read_bytes()
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ArchiveError(Finding(where, 0, f"cannot be read: {why}", "see that the file is there and that you may read it")) from error
