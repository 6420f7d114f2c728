"""The index of the site's search: Pagefind run over a copy of the pages, and what it leaves made the same on every run.

In: a built site. Out: its `pagefind/`, and a Finding where Pagefind failed. Works on the disk and runs a process.

Pagefind's analysis is compiled in and does not split at U+2019: "hôpital" would not find "l’hôpital". So it reads a copy in which a U+2019 between letters is
U+0027, and the page's script turns it back in what it shows. Pagefind writes the values of its filters in the order of a randomly seeded table; they are put
in order here, so that the same pages give the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pagefind_bin import get_executable

from builder import cbor
from builder.disk import write_file
from builder.errors import Finding

FOLDER = "pagefind"
"""Where in the site the index stands; the script of the search page looks there."""

STAMP = ".cache/pagefind.json"
_WORK = "pagefind-"

_MARK = b"data-pagefind-body"
"""Stands in every page that is searched. A site without such a page has no index."""


def index(root: Path, site: Path, before: Path | None = None) -> tuple[Finding, ...]:
    """Bring the search index of a site up to date.

    Args:
        root: the archive's root; Pagefind works in its `.cache/`.
        site: the built site, at its place or about to be put there.
        before: the site that was there until now, whose index serves again where no searched page has changed; None: trust nothing.

    Returns:
        A finding where Pagefind failed; the index is then as it was.

    Law: the index follows from the searched pages alone; an index that is the same keeps its files as they are.
    """
    pages = tuple(_searched(site))
    if not pages:
        if (root / STAMP).exists():
            shutil.rmtree(site / FOLDER, ignore_errors=True)
            (root / STAMP).unlink()
        return ()
    key = _key(site, pages)
    if before and _still_holds(root, before, key):
        if before != site:
            shutil.copytree(before / FOLDER, site / FOLDER, dirs_exist_ok=True)
        return ()
    for rest in (root / ".cache").glob(f"{_WORK}*/"):
        shutil.rmtree(rest, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_WORK, dir=_made(root / ".cache"), ignore_cleanup_errors=True) as folder:
        return _indexed(root, site, pages, key, Path(folder))


def _indexed(root: Path, site: Path, pages: tuple[Path, ...], key: str, work: Path) -> tuple[Finding, ...]:
    """Run Pagefind in a folder of its own: should it outlive this process, it writes where nobody looks."""
    for page in pages:
        copy = work / "site" / page.relative_to(site)
        _made(copy.parent)
        copy.write_bytes(straighten(page.read_bytes()))
    (root / STAMP).unlink(missing_ok=True)
    try:
        _run(work)
        found = _settled(work / "index")
    except (OSError, ValueError, LookupError, TypeError) as error:
        hint = "see whether pagefind-bin is installed as the lock says"
        return (Finding(f"{site.name}/{FOLDER}", 0, f"the search index was not made: {error}", hint),)
    _synchronise(site / FOLDER, found)
    write_file(root / STAMP, json.dumps({"key": key, "files": _digests(found)}, sort_keys=True).encode())
    return ()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# --- what is searched -----------------------------------------------------------------------------------------------------------------------


def _searched(site: Path) -> Iterator[Path]:
    """Yield the pages that say what of them is searched, in the order of their paths."""
    for here, folders, names in os.walk(site):
        folders[:] = sorted(name for name in folders if Path(here, name) != site / FOLDER)
        yield from (path for name in sorted(names) if name.endswith(".html") and _MARK in (path := Path(here, name)).read_bytes())


_BETWEEN_LETTERS = re.compile(r"(\w(?:<[^<>]*>)*)’(?=(?:<[^<>]*>)*\w)")


def straighten(page: bytes) -> bytes:
    """Return a page with U+0027 for each U+2019 between letters, tags between them or not."""
    return _BETWEEN_LETTERS.sub(r"\1'", page.decode("utf-8")).encode("utf-8")


def _key(site: Path, pages: tuple[Path, ...]) -> str:
    """Digest all that the index follows from."""
    parts = [version("pagefind-bin"), hashlib.sha256(Path(__file__).read_bytes()).hexdigest()]
    parts += [f"{page.relative_to(site).as_posix()} {hashlib.sha256(page.read_bytes()).hexdigest()}" for page in pages]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _still_holds(root: Path, site: Path, key: str) -> bool:
    """Say whether the index of a site was made from these pages and is as it was left."""
    try:
        stamp = json.loads((root / STAMP).read_bytes())
        files = {path.relative_to(site / FOLDER).as_posix(): path.read_bytes() for path in (site / FOLDER).rglob("*") if path.is_file()}
    except (OSError, ValueError):
        return False
    return bool(stamp == {"key": key, "files": _digests(files)})


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


# --- running Pagefind -----------------------------------------------------------------------------------------------------------------------


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


_OWN_LOOKS = re.compile(r"pagefind-(?:ui|modular-ui|component-ui|highlight)\.")
"""Pagefind's own boxes and lists: the archive has one of its own."""


def _settled(made: Path) -> dict[str, bytes]:
    """Return the files of an index as the site keeps them: name -> content."""
    found = {path.relative_to(made).as_posix(): path.read_bytes() for path in sorted(made.rglob("*")) if path.is_file()}
    entry = json.loads(found["pagefind-entry.json"])
    for language in entry["languages"].values():
        language["hash"] = _ordered(found, language["hash"])
    modules = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in entry["languages"].values()}
    found["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return {
        name: content for name, content in found.items() if not _OWN_LOOKS.match(name) and (name in modules or not name.startswith("wasm."))
    }


def _synchronise(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write what differs and remove what is left over: first the chunks, which nobody asks for yet, last the entry that leads to them."""
    for name in sorted(files, key=lambda name: (name == "pagefind-entry.json", "/" not in name, name)):
        target = folder / name
        if not target.is_file() or target.read_bytes() != files[name]:
            write_file(target, files[name])
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in files:
            path.unlink()


# --- one order for filters ---------------------------------------------------------------------------------------------------------------------

_SIGNATURE = b"pagefind_dcd"
"""Stands at the head of what Pagefind packs."""


def _ordered(files: dict[str, bytes], name: str) -> str:
    """Put the filters of one language in order, naming each file by what it holds; return the new name of the file that leads to them.

    Pagefind 1.5: that file lists its version, pages, chunks of words, filters as [name, file], sorts as [name, pages], names of metadata; a filter's file
    holds its name and its values as [value, pages].
    """
    root = _unpacked(files.pop(f"pagefind.{name}.pf_meta"))
    language = name.partition("_")[0]
    _version, _pages, _chunks, filters, sorts, *_more = root
    for item in filters:
        content = _unpacked(files.pop(f"filter/{item[1]}.pf_filter"))
        content[1].sort()
        item[1] = _put(files, "filter/{}.pf_filter", language, content)
    filters.sort()
    sorts.sort()
    return _put(files, "pagefind.{}.pf_meta", language, root)


def _put(files: dict[str, bytes], pattern: str, language: str, content: object) -> str:
    packed = _SIGNATURE + cbor.write(content)
    name = f"{language}_{hashlib.sha256(packed).hexdigest()[:10]}"
    files[pattern.format(name)] = gzip.compress(packed, mtime=0)
    return name


def _unpacked(content: bytes) -> Any:
    return cbor.read(gzip.decompress(content).removeprefix(_SIGNATURE))
