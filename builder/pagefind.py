"""The index of the site's search: Pagefind run over copies of the pages, some thousands at a time, and what it leaves made fit for both doors.

In: a built site. Out: its `pagefind/`, and a Finding where Pagefind failed. Works on the disk and runs a process.

Pagefind's analysis is compiled in and does not split at U+2019: "hôpital" would not find "l’hôpital". So it reads a copy in which a U+2019 between letters is
U+0027, and the page's script turns it back in what it shows. It holds all pages that it reads in memory, 0.4 MB each: so they are shared out among shards by
their addresses, and only shards of which a page changed are made anew. A browser may not read files from a disk, but may run scripts: beside each file of
the index stands a script that hands over the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pagefind_bin import get_executable

from builder import shards
from builder.disk import write_file
from builder.errors import Finding

FOLDER = "pagefind"
"""Where in the site the index stands; the script of the search looks there."""

QUICK, MANY, LARGEST = 1_500, 8, 3_000
"""Pages of a shard, as long as there are not many shards, and at most. Pagefind's time for a word grows with the square of a shard's pages that have it,
its memory at each build with all of them; what a browser must read for a search grows with the number of shards.
"""

STAMP = ".cache/pagefind.json"
_WORK = "pagefind-"
_SCRIPT = ".js"

ENTRY = "shards.json.gz"
"""Leads to all else."""

Files = Mapping[str, bytes]
"""Path -> content."""

_MARK = b"data-pagefind-body"
"""Stands in every page that is searched. A site without such a page has no index."""


@dataclass(frozen=True, slots=True)
class _Searched:
    """A page that is searched: its path in the site, and a digest of its content."""

    path: str
    digest: str


def index(root: Path, site: Path, before: Path | None = None) -> tuple[Finding, ...]:
    """Bring the search index of a site up to date.

    Args:
        root: the archive's root; Pagefind works in its `.cache/`.
        site: the built site, at its place or about to be put there.
        before: the site that was there until now, whose index serves again as far as no searched page has changed; None: trust nothing.

    Returns:
        A finding where Pagefind failed; the index is then as it was.

    Law: the index follows from the searched pages alone; what is the same keeps its files as they are.
    """
    pages = tuple(_searched(site))
    if not pages:
        if (root / STAMP).exists():
            shutil.rmtree(site / FOLDER, ignore_errors=True)
            (root / STAMP).unlink()
        return ()
    for rest in (root / ".cache").glob(f"{_WORK}*/"):
        shutil.rmtree(rest, ignore_errors=True)
    parts = _shared_out(pages)
    stamps = _stamps(root) if before else {}
    try:
        made = {name: _kept(before, name, part, stamps) or _made(root, site, part) for name, part in parts.items()}
        files = dict(_laid_out(made))
    except (OSError, ValueError, LookupError, TypeError) as error:
        hint = "see whether pagefind-bin is installed as the lock says"
        return (Finding(f"{site.name}/{FOLDER}", 0, f"the search index was not made: {error}", hint),)
    now = {name: {"key": _key(part), "files": _digest(made[name])} for name, part in parts.items()}
    if now != stamps:
        (root / STAMP).unlink(missing_ok=True)
    _synchronise(site / FOLDER, files)
    if now != stamps:
        write_file(root / STAMP, json.dumps(now, sort_keys=True).encode())
    return ()


# --- what is searched -----------------------------------------------------------------------------------------------------------------------


def _searched(site: Path) -> Iterator[_Searched]:
    """Yield the pages that say what of them is searched, in the order of their paths."""
    for here, folders, names in os.walk(site):
        folders[:] = sorted(name for name in folders if Path(here, name) != site / FOLDER)
        for name in sorted(names):
            if name.endswith(".html") and _MARK in (content := Path(here, name).read_bytes()):
                yield _Searched(Path(here, name).relative_to(site).as_posix(), hashlib.sha256(content).hexdigest())


def _shared_out(pages: tuple[_Searched, ...]) -> dict[str, tuple[_Searched, ...]]:
    """Share pages out among shards: by their address alone, so that each stays in its own as long as the number of shards is the same.

    All shards then hold words about as often, and what they find can be ranked together.
    """
    number = 1
    while len(pages) > (QUICK if number < MANY else LARGEST) * number:
        number *= 2
    parts: defaultdict[str, list[_Searched]] = defaultdict(list)
    for page in pages:
        parts[str(int(hashlib.sha256(page.path.encode()).hexdigest(), 16) % number)].append(page)
    return {name: tuple(part) for name, part in sorted(parts.items())}


_BETWEEN_LETTERS = re.compile(r"(\w(?:<[^<>]*>)*)’(?=(?:<[^<>]*>)*\w)")


def straighten(page: bytes) -> bytes:
    """Return a page with U+0027 for each U+2019 between letters, tags between them or not."""
    return _BETWEEN_LETTERS.sub(r"\1'", page.decode("utf-8")).encode("utf-8")


_SAYS = re.compile(r'<meta name="archive:([a-z-]+)" content="([^"]*)"')


def marks(page: bytes) -> shards.Marks:
    """Return what a page says of itself in its head."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in _SAYS.findall(page.partition(b"</head>")[0].decode("utf-8")):
        said[name].append(html.unescape(value))
    return said


# --- what still holds -------------------------------------------------------------------------------------------------------------------------


def _key(part: Iterable[_Searched]) -> str:
    """Digest all that a shard follows from."""
    code = (hashlib.sha256(Path(str(module)).read_bytes()).hexdigest() for module in (__file__, shards.__file__))
    parts = [version("pagefind-bin"), *code, *(f"{page.path} {page.digest}" for page in part)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _stamps(root: Path) -> dict[str, Any]:
    """Return what was noted of each shard; nothing where nothing, or nothing sensible, was."""
    try:
        told = json.loads((root / STAMP).read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _digest(files: Files) -> str:
    return hashlib.sha256("".join(f"{name} {hashlib.sha256(files[name]).hexdigest()}\n" for name in sorted(files)).encode()).hexdigest()


def _kept(before: Path | None, name: str, part: tuple[_Searched, ...], stamps: Mapping[str, Any]) -> Files | None:
    """Return the files of a shard of the site before, None where they were made from other pages or are not as they were left."""
    stamp = stamps.get(name)
    if before is None or not isinstance(stamp, dict) or stamp.get("key") != _key(part):
        return None
    files = dict(_of_shard(before / FOLDER, name))
    return files if _digest(files) == stamp.get("files") else None


def _of_shard(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a shard, the program included, as they were before scripts were put beside them."""
    program = ((f"{shards.PROGRAM}/{path}", content) for path, content in _read(folder / shards.PROGRAM))
    yield from ((path, content) for path, content in (*_read(folder / name), *program) if not path.endswith(_SCRIPT))


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    yield from ((path.relative_to(folder).as_posix(), path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file())


# --- running Pagefind -----------------------------------------------------------------------------------------------------------------------


def _made(root: Path, site: Path, part: tuple[_Searched, ...]) -> Files:
    """Return the files of a shard, made anew.

    Pagefind runs in a folder of its own: should it outlive this process, it writes where nobody looks.
    """
    (root / ".cache").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=_WORK, dir=root / ".cache", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        said = {f"/{page.path}": _copied(site / page.path, work / "site" / page.path) for page in part}
        _run(work)
        return shards.settled(dict(_read(work / "index")), said)


def _copied(page: Path, copy: Path) -> shards.Marks:
    """Put down the copy of a page that Pagefind reads; return what the page says of itself."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    content = page.read_bytes()
    copy.write_bytes(straighten(content))
    return marks(content)


def _run(work: Path) -> None:
    """Run Pagefind over `work/site` into `work/index`, without the settings that it would take from its surroundings.

    Raises:
        OSError: it is not there, or did not end well; the error says what it said last.
    """
    done = subprocess.run(
        [str(get_executable()), "--site", "site", "--output-path", "index", "--quiet"],
        cwd=work,
        env={name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = (done.stderr + done.stdout).strip().splitlines()
        raise OSError(said[-1] if said else f"Pagefind ended with code {done.returncode}")


# --- what the site keeps --------------------------------------------------------------------------------------------------------------------


def _laid_out(made: Mapping[str, Files]) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the index, and the script that hands over the same bytes where a browser may not read it."""
    whole = {_place(name, path): content for name, files in made.items() for path, content in files.items()}
    for path, content in ({ENTRY: shards.entry(made)} | whole).items():
        yield path, content
        yield path + _SCRIPT, f'archiveChunk("{path}","{base64.b64encode(content).decode()}");\n'.encode()


def _place(shard: str, path: str) -> str:
    """Return where a file of a shard stands: the program, which all shards have the same, once for all."""
    return path if path.startswith(f"{shards.PROGRAM}/") else f"{shard}/{path}"


def _synchronise(folder: Path, files: Files) -> None:
    """Write what differs and remove what is left over: first the chunks, which nobody asks for yet, last the entry that leads to them.

    Only the entry is waited for until it is on the disk: a chunk that a kill left half written is known by the stamp.
    """
    for name in sorted(files, key=lambda name: (name.startswith(ENTRY), name)):
        target = folder / name
        if not target.is_file() or target.read_bytes() != files[name]:
            target.parent.mkdir(parents=True, exist_ok=True)
            (write_file if name.startswith(ENTRY) else Path.write_bytes)(target, files[name])
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in files:
            path.unlink()
