"""Stage 13, index: keep a search index of the annotated articles in `.search/`, and give the folder that may be opened.

In: the archive's root, and how its files are read. Out: an Indexed. Works on the disk.

The index is brought up to date where a record or the authority looks changed, else found good by stat alone. One process writes at a time; others
search what was committed last. What cannot be trusted (damaged, half written, made elsewhere, of another version) is not opened but made anew.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import Stemmer
import whoosh

from builder import folding, lexicon, shelf
from builder.errors import ArchiveError, Finding, Severity
from builder.index.state import State, authority_now, records_now, state_file
from builder.seal import FOLDER, Home, Seal

if TYPE_CHECKING:
    from builder.index.update import Now, Reading, Source, Updated

__all__ = ["Indexed", "index"]

Progress = Callable[[str, int, int], None]

PATIENCE = 60.0
"""Seconds to wait for another process that makes the very first index."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """An index that may be opened. `taken` records were read into it, `removed` taken out of it, of `articles` there are."""

    folder: Path
    generation: int
    articles: int
    taken: int = 0
    removed: int = 0
    findings: tuple[Finding, ...] = ()


@contextmanager
def index(root: Path, reading: Reading, *, afresh: bool = False, progress: Progress = lambda *_: None) -> Iterator[Indexed]:
    """Give the index of an archive, up to date, as long as the block lasts.

    Args:
        root: the archive's folder.
        reading: how records and authority are read; not used where nothing changed.
        afresh: trust no earlier index (`--clean`).
        progress: told of each record read.

    Raises:
        ArchiveError: the index cannot be written, or another process has been making it for too long.
    """
    home = Home.of(root)
    if home is None:
        with tempfile.TemporaryDirectory(prefix="archive-search-") as folder:
            yield _built_aside(_source(root, reading, progress), Path(folder))
        return
    try:
        found = _kept(home, root, lambda: _source(root, reading, progress), afresh=afresh)
    except OSError as error:
        raise ArchiveError(
            Finding(FOLDER, 0, f"the search index cannot be written: {error.strerror or error}", "is the disk full?")
        ) from error
    yield found


def _source(root: Path, reading: Reading, progress: Progress) -> Source:
    from builder.index.update import Source

    return Source(root, reading, progress)


def _built_aside(source: Source, folder: Path) -> Indexed:
    """Build an index for this one time: there is no place where a seal, or the index itself, could be kept."""
    from builder.index.update import update

    done = update(source, folder, None, _now(source.root), lambda _generation, _files: None)
    hint = "it needs a writable .search/ in the archive, and a folder for this user's state outside it (XDG_STATE_HOME)"
    note = Finding(FOLDER, 0, "the search index cannot be kept, it is made anew each time", hint, Severity.NOTE)
    return _indexed(folder, done, (note,))


def _kept(home: Home, root: Path, source: Callable[[], Source], *, afresh: bool) -> Indexed:
    """Return the index kept in the archive, brought up to date."""
    if not afresh and (good := _good(home, root)):
        return good
    committed = _committed(home)
    with home.lock(0.0 if committed and not afresh else PATIENCE) as ours:
        if ours:
            return _brought_up(home, source(), afresh=afresh)
    if committed is None:
        problem = "another process has been making the search index for a minute"
        raise ArchiveError(Finding(FOLDER, 0, problem, "try again when it has ended"))
    note = "another process is bringing the search index up to date; this is what it held before"
    seal, state = committed
    return _of_seal(home, seal, state, (Finding(FOLDER, 0, note, severity=Severity.NOTE),))


def _good(home: Home, root: Path) -> Indexed | None:
    """Return the index where nothing it was made from looks changed."""
    committed = _committed(home)
    if committed is None or committed[1].differs(records_now(root), authority_now(root)):
        return None
    return _of_seal(home, *committed)


def _committed(home: Home) -> tuple[Seal, State] | None:
    """Return the seal and state of the generation committed last, None where there is none that may be opened."""
    for _ in range(3):  # between the two readings another process may commit, and remove the files of the generation before
        seal = home.seal()
        if seal is None or not seal.folder.startswith(shape()):
            return None
        try:
            return seal, State.from_json((home.search / seal.folder / state_file(seal.generation)).read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def _of_seal(home: Home, seal: Seal, state: State, findings: tuple[Finding, ...] = ()) -> Indexed:
    return Indexed(home.search / seal.folder, seal.generation, _articles(state), findings=(*findings, *_problems(state)))


def _brought_up(home: Home, source: Source, *, afresh: bool) -> Indexed:
    """Bring the index up to date under the lock, or make it anew."""
    from builder.index.update import Old, StaleError, sweep, update

    committed = None if afresh else _committed(home)
    now = _now(source.root)
    if committed:
        seal, state = committed
        folder = home.search / seal.folder
        if not state.differs(now.records, now.authority):
            return _of_seal(home, seal, state)
        try:
            sweep(folder, list(seal.files))
            old = Old.read(folder, seal.generation, state)
            done = update(source, folder, old, now, lambda generation, files: home.write(seal.folder, generation, files))
            return _indexed(folder, done)
        except StaleError:
            pass
        except ArchiveError:
            raise
        except Exception:  # noqa: BLE001  whatever a damaged file makes Whoosh raise: the index is made anew from what it was made from
            return _anew(home, source, now, (_DAMAGED,))
    return _anew(home, source, now, () if afresh or committed else _why_anew(home))


_DAMAGED = Finding(FOLDER, 0, "the search index was damaged and has been made anew", severity=Severity.NOTE)
_FOREIGN = Finding(FOLDER, 0, "the search index was damaged, half made, or made elsewhere, and has been made anew", severity=Severity.NOTE)


def _why_anew(home: Home) -> tuple[Finding, ...]:
    """Say why, where somebody might wonder: there is something that claims to be an index of this version."""
    shaped = any(path.name.startswith(shape()) for path in home.search.iterdir())
    return (_FOREIGN,) if shaped or (home.stated() and home.seal() is None) else ()


def _anew(home: Home, source: Source, now: Now, findings: tuple[Finding, ...]) -> Indexed:
    """Make a new index in a folder of its own, which counts from the moment it is sealed; then remove the old ones."""
    from builder.index.update import remove, update

    folder = Path(tempfile.mkdtemp(prefix=f"{shape()}-", dir=home.search))
    try:
        done = update(source, folder, None, now, lambda generation, files: home.write(folder.name, generation, files))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    for other in home.search.iterdir():
        if other != folder and _is_index(other.name):
            remove(other)
    return _indexed(folder, done, findings)


def _is_index(name: str) -> bool:
    """Say whether a name in `.search/` is one that we give: the shape, a hyphen and some letters."""
    shaped, hyphen, rest = name.partition("-")
    return len(shaped) == _SHAPE and bool(hyphen and rest) and all(letter in "0123456789abcdef" for letter in shaped)


def _now(root: Path) -> Now:
    from builder.index.update import Now

    return Now(records_now(root), authority_now(root))


def _indexed(folder: Path, done: Updated, findings: tuple[Finding, ...] = ()) -> Indexed:
    return Indexed(folder, done.generation, _articles(done.state), done.taken, done.removed, (*findings, *_problems(done.state)))


def _articles(state: State) -> int:
    return sum(not known.problem for known in state.records.values())


def _problems(state: State) -> tuple[Finding, ...]:
    """Return what could not be indexed: records at fault, and the names of records while one of these is."""
    faulty = [
        Finding(FOLDER, 0, f"not searched: {known.problem}", severity=Severity.WARNING) for known in state.records.values() if known.problem
    ]
    if state.problem:
        faulty.append(Finding(FOLDER, 0, f"names of records are searched as they were before: {state.problem}", severity=Severity.WARNING))
    return tuple(faulty)


_SHAPE = 16
_shape: list[str] = []


def shape() -> str:
    """Return a digest of all that shapes an index but the archive itself: this code, its libraries, the Python version."""
    if not _shape:
        package = Path(__file__).parent
        sources = [Path(str(module.__file__)) for module in (folding, lexicon, shelf)] + sorted(package.glob("*.py"))
        versions = f"{whoosh.__version__} {Stemmer.version()} {sys.version_info[:2]} {sys.byteorder}"
        total = hashlib.sha256(versions.encode())
        for path in sources:
            total.update(path.read_bytes())
        _shape.append(total.hexdigest()[:_SHAPE])
    return _shape[0]
