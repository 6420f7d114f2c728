"""Stage 12, write: bring folders on disk to the state of the pages, touching only what differs.

In: pages, and the folders that are wholly the builder's. Out: counts, and findings for what was refused. Works on the disk.

What is the builder's is known, never guessed: for `docs/` a manifest keeps the digest of every file as it was written; for `archive/` the
caller says so of a file's content. All else is a person's: it is reported and left as it is, while the other pages are written. A kill at any
moment leaves whole files only, and a manifest that still knows each of them.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path, PurePosixPath

from builder.disk import TEMPORARY, sweep, write_file
from builder.errors import Finding
from builder.model import Page

FOLDERS = (
    "docs/acteurs",
    "docs/articles",
    "docs/chronologie",
    "docs/citations",
    "docs/donnees",
    "docs/fiabilite.md",
    "docs/index.md",
    "docs/lieux",
    "docs/medias",
    "docs/recherche.md",
)
"""The parts of `docs/` that are the builder's: folders, and single files. `.gitignore` names the same."""

MANIFEST = "docs/.written.json"
"""Path -> digests that the builder gave that file: one, or several while a write is under way."""

_ENDS_ALL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""Faults of the disk, not of one file: going on would only repeat them."""

Owns = Callable[[str, bytes], bool]
"""Says of a path and the content found there whether the builder wrote it."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, left as they were, removed; and what was refused or failed."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    findings: tuple[Finding, ...] = ()


def write(
    root: Path, pages: tuple[Page, ...], folders: tuple[str, ...], *, owns: Owns | None = None, keep: Collection[str] = ()
) -> Written:
    """Write the pages into the folders and remove what the builder once wrote there and writes no more.

    Args:
        root: the archive's root; every path is relative to it, and no symbolic link below it is followed.
        pages: n >= 0 pages, each inside one of the folders.
        folders: the folders (or single files) that are the builder's.
        owns: says whether a file's content is the builder's; without it, the manifest in `docs/` does.
        keep: paths to leave alone, whatever they hold.

    Returns:
        Counts, and a finding for each file that is not the builder's, or that the disk refused.

    Raises:
        ValueError: a page lies outside the folders, or two share a path: a fault of the caller.

    Law: writing the same pages again writes no file.
    """
    wanted = _by_path(pages, folders)
    for beside in {PurePosixPath(path).parent for path in (*folders, MANIFEST)}:
        if not _link_on_the_way(root, str(beside)):
            sweep(root / beside)
    manifest = _read_manifest(root) if owns is None else {}
    plan = _plan(root, wanted, folders, owns or _owned_by(manifest), frozenset(keep))
    if owns is not None:
        return _carry_out(root, plan, wanted)
    return _with_manifest(root, plan, wanted, manifest)


class _Deed(Enum):
    """What can be done about a path."""

    WRITE = auto()
    LEAVE = auto()
    REMOVE = auto()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What will be done: nothing was, yet."""

    write: tuple[str, ...]
    remove: tuple[str, ...]
    unchanged: tuple[str, ...]
    leftovers: tuple[str, ...]
    findings: tuple[Finding, ...]


def _by_path(pages: tuple[Page, ...], folders: tuple[str, ...]) -> dict[str, Page]:
    wanted = {page.path: page for page in pages}
    if len(wanted) != len(pages):
        raise ValueError("two pages share a path")
    for path in wanted:
        pure = PurePosixPath(path)
        is_inside = any(pure.is_relative_to(folder) for folder in folders)
        if not is_inside or any(part.startswith(".") for part in pure.parts):
            raise ValueError(f"{path} lies outside the builder's folders")
    return wanted


def _owned_by(manifest: Mapping[str, tuple[str, ...]]) -> Owns:
    return lambda path, content: _digest(content) in manifest.get(path, ())


def _plan(root: Path, wanted: Mapping[str, Page], folders: tuple[str, ...], owns: Owns, keep: frozenset[str]) -> _Plan:
    """Compare what is there with what shall be."""
    there, links = _survey(root, folders)
    leftovers = tuple(path for path in there if path.endswith(TEMPORARY))
    findings = [_is_link(link) for link in links]
    deeds: dict[_Deed, list[str]] = {deed: [] for deed in _Deed}
    for path in sorted({*wanted, *there}.difference(leftovers, keep)):
        if any(PurePosixPath(path).is_relative_to(link) for link in links):
            continue
        deed = _deed(root, path, wanted.get(path), owns) if path in there else _Deed.WRITE
        if isinstance(deed, Finding):
            findings.append(deed)
        else:
            deeds[deed].append(path)
    return _Plan(tuple(deeds[_Deed.WRITE]), tuple(deeds[_Deed.REMOVE]), tuple(deeds[_Deed.LEAVE]), leftovers, tuple(findings))


def _deed(root: Path, path: str, page: Page | None, owns: Owns) -> _Deed | Finding:
    """Decide upon a file that is there; `page` is what it shall be, None where no page has its path."""
    try:
        found = (root / path).read_bytes()
    except OSError as error:
        return Finding(path, 0, f"cannot be read: {error.strerror}", "make it readable, or remove it")
    if page and found == page.content:
        return _Deed.LEAVE
    if owns(path, found):
        return _Deed.WRITE if page else _Deed.REMOVE
    problem = "was not written by the builder, or was edited since, and stands in a folder of the builder's: it is kept as it is"
    return Finding(path, 0, problem, "keep what you need of it elsewhere, then delete it")


def _survey(root: Path, folders: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List the files in the folders, and the symbolic links: on the way there, folders, files."""
    files: list[str] = []
    links: list[str] = []
    for folder in folders:
        if link := _link_on_the_way(root, folder):
            links.append(link)
        else:
            for path in _walk(root, folder):
                (links if (root / path).is_symlink() else files).append(path)
    return tuple(files), tuple(dict.fromkeys(links))


def _link_on_the_way(root: Path, path: str) -> str | None:
    pure = PurePosixPath(path)
    return next((str(way) for way in (*reversed(pure.parents), pure) if way.name and (root / way).is_symlink()), None)


def _walk(root: Path, folder: str) -> Iterator[str]:
    """Yield the paths below a folder, links to folders included and not entered. Hidden files are never pages and not looked at."""
    start = root / folder
    if start.is_file():
        yield folder
    for here, subfolders, names in os.walk(start):
        links = [name for name in subfolders if Path(here, name).is_symlink()]
        for name in (*names, *links):
            if not name.startswith(".") or name.endswith(TEMPORARY):
                yield Path(here, name).relative_to(root).as_posix()


def _is_link(path: str) -> Finding:
    return Finding(path, 0, "is a symbolic link: nothing is written through it", "put a real file or folder in its place, or remove it")


def _with_manifest(root: Path, plan: _Plan, wanted: Mapping[str, Page], manifest: Mapping[str, tuple[str, ...]]) -> Written:
    """Carry out a plan between two manifests: before, of all that may come to stand there; after, of all that does."""
    refused = {finding.path for finding in plan.findings}
    known = {path: digests for path, digests in manifest.items() if path in refused}
    after = known | {path: (_digest(wanted[path].content),) for path in (*plan.unchanged, *plan.write)}
    before = {path: tuple(sorted({*manifest.get(path, ()), *after.get(path, ())})) for path in {*manifest, *after}}
    is_quiet = not plan.write and not plan.remove
    try:
        if not is_quiet and before != manifest:
            _write_manifest(root, before)
        done = _carry_out(root, plan, wanted)
        is_done = len(done.findings) == len(plan.findings)
        if is_done and after != (manifest if is_quiet else before):
            _write_manifest(root, after)
    except OSError as error:
        return Written(unchanged=len(plan.unchanged), findings=(*plan.findings, _failed(MANIFEST, error)))
    return done


def _carry_out(root: Path, plan: _Plan, wanted: Mapping[str, Page]) -> Written:
    """Remove, then write: so a file may give way to a folder of the same name."""
    failures: list[Finding] = []
    removed = 0
    for path in (*plan.leftovers, *plan.remove):
        try:
            _remove(root, path)
            removed += path in plan.remove
        except OSError as error:
            failures.append(_failed(path, error))
    written = 0
    for path in plan.write:
        try:
            write_file(root / path, wanted[path].content)
            written += 1
        except OSError as error:
            failures.append(_failed(path, error))
            if error.errno in _ENDS_ALL:
                break
    return Written(written, len(plan.unchanged), removed, tuple(sorted((*plan.findings, *failures))))


def _failed(path: str, error: OSError) -> Finding:
    return Finding(path, 0, f"cannot be written: {error.strerror or error}", "free some space or give the permission, then build again")


def _remove(root: Path, path: str) -> None:
    """Remove a file and the folders that it leaves empty."""
    (root / path).unlink()
    with contextlib.suppress(OSError):
        for folder in PurePosixPath(path).parents[:-1]:
            (root / folder).rmdir()


# --- the manifest ---------------------------------------------------------------------------------------------------------------------


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_manifest(root: Path) -> dict[str, tuple[str, ...]]:
    """Return the manifest; nothing where it is missing or not one: then only files that are already right count as the builder's."""
    try:
        data = json.loads((root / MANIFEST).read_bytes())
        return {str(path): tuple(map(str, digests)) for path, digests in data.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _write_manifest(root: Path, manifest: Mapping[str, tuple[str, ...]]) -> None:
    lines = json.dumps(manifest, indent=0, sort_keys=True, ensure_ascii=False)
    write_file(root / MANIFEST, f"{lines}\n".encode())
