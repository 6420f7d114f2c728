"""Stage 14, publish: turn `docs/` into `site/` with the site generator and the search index, no more of it than changed.

In: the archive's root. Out: what was done, and the generator's warnings as findings. Works on the disk and runs a process.

A full build is strict, made beside `site/` and put in its place by renaming, so that what is served is never half a site. Where only pages of the
builder's own folders changed, the generator rebuilds these alone. What `site/` was made from is noted after each success and forgotten before each
start: after a kill or a fault nothing is assumed, and the next run is a full one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath

from builder import bundle, pagefind, shards
from builder.config import config
from builder.disk import sweep, write_file
from builder.errors import ArchiveError, Finding
from builder.folding import fold

SITE = "site"
STATE = ".cache/publish.json"
_FRESH, _OLD = ".cache/site-new", ".cache/site-old"


class Extent(StrEnum):
    """How much of the site was built."""

    NOTHING = "nothing"
    COPY = "copy"
    PAGES = "pages"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Published:
    """How much was built, of how many source files that had changed, and what the generator warned of. With findings no new site was put in place."""

    extent: Extent = Extent.NOTHING
    changed: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def built(self) -> bool:
        """Say whether `site/` is another than before."""
        return self.extent is not Extent.NOTHING and not self.findings


def publish(root: Path, generated: tuple[str, ...] = (), *, afresh: bool = False, with_copy: bool = True) -> Published:
    """Bring `site/` up to date with `docs/`.

    Args:
        root: the archive's root, with `mkdocs.yml` and `docs/`.
        generated: the builder's own folders and files in `docs/`: a change elsewhere may change every page.
            Without any, every build is a full one.
        afresh: build everything, whatever is known.
        with_copy: put the copy of the site into it. Without, one of an earlier day is taken out, and the next run with it makes one.

    Returns:
        What was done. Findings are the generator's warnings and errors in a strict build: a partial one that warns is followed by a full one.

    Law: a partial build and a full one give the same bytes, and publishing again does nothing.
    """
    now, before = _state(root, with_copy=with_copy), None if afresh else _remembered(root)
    if before and replace(before, has_copy=with_copy) == now:
        return _copied_later(root, before, now)
    changed = _changed(now, before)
    is_partial = before is not None and _may_be_partial(root, now, before, changed, generated)
    (root / STATE).unlink(missing_ok=True)
    if is_partial and not _build_pages(root, changed, now):
        _remember(root, now)
        return Published(Extent.PAGES, len(changed))
    findings = _build_all(root, now, before)
    if not findings:
        _remember(root, now)
    return Published(Extent.ALL, len(changed), findings)


def _copied_later(root: Path, before: _State, now: _State) -> Published:
    """Add the copy that is asked for to a site that is as it should be, where it was left out so far."""
    if before.has_copy or not now.has_copy:
        return Published()
    bundle.offer(root / SITE, copy_name(root), now.epoch)
    _remember(root, now)
    return Published(Extent.COPY)


# --- what the site is made from -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _State:
    """What `site/` follows from, and a digest of its files' names, sizes and times, by which a change from outside is noticed."""

    settings: str
    epoch: int
    sources: Mapping[str, str] = field(default_factory=dict)
    site: str = ""
    has_copy: bool = True


_TOOLS = ("pagefind-bin", "mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2", "pyyaml")


def _state(root: Path, *, with_copy: bool) -> _State:
    sources = {path: _file_digest(root / path) for path in _files(root, "docs")}
    return _State(_settings(root), _epoch(root), sources, _site(root), with_copy)


def _settings(root: Path) -> str:
    """Digest what every page depends on: settings, theme, this module, the versions of the tools."""
    parts = [f"{name} {_version(name)}" for name in _TOOLS]
    parts += [
        platform.python_version(),
        *(_file_digest(Path(module)) for module in (__file__, bundle.__file__, pagefind.__file__, shards.__file__)),
    ]
    parts += [f"{path} {_file_digest(root / path)}" for path in ("mkdocs.yml", *_files(root, "overrides"))]
    return _text_digest(parts)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _epoch(root: Path) -> int:
    """Return the time of the newest commit, 0 outside git; the environment may say otherwise (reproducible-builds.org, SOURCE_DATE_EPOCH)."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    if stated.isdecimal():
        return int(stated)
    try:
        told = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return 0
    return int(told) if told.isdecimal() else 0


def _files(root: Path, folder: str) -> Iterator[str]:
    """Yield the files below a folder as paths from the root, hidden ones left out."""
    for here, subfolders, names in os.walk(root / folder):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(here, name).relative_to(root).as_posix()


def _site(root: Path) -> str:
    """Digest the outside of the site's files; "" where there is no site."""
    if not (root / SITE / "index.html").is_file():
        return ""
    stats = ((path, (root / path).stat()) for path in _files(root, SITE))
    return _text_digest(f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)


def _file_digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _text_digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _remembered(root: Path) -> _State | None:
    """Return what was noted after the last success; None where nothing, or nothing sensible, was."""
    try:
        data = json.loads((root / STATE).read_bytes())
        return _State(
            str(data["settings"]),
            int(data["epoch"]),
            {str(path): str(digest) for path, digest in data["sources"].items()},
            str(data["site"]),
            bool(data["has_copy"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _remember(root: Path, state: _State) -> None:
    done = replace(state, site=_site(root))
    sweep((root / STATE).parent)
    write_file(root / STATE, json.dumps(asdict(done), sort_keys=True).encode())


def _changed(now: _State, before: _State | None) -> frozenset[str]:
    """Return the sources that are new, gone, or not as they were."""
    earlier = before.sources if before else {}
    return frozenset(path for path, _digest in now.sources.items() ^ earlier.items())


_LARGEST_PART = 0.25
"""Share of changed sources up to which the pages alone are built: beyond it a full build, which is strict, costs hardly more."""


def _may_be_partial(root: Path, now: _State, before: _State, changed: Collection[str], generated: tuple[str, ...]) -> bool:
    """Say whether the changed sources can be built alone.

    Not where the theme's own search index is in use: a partial build would keep only the changed pages in it.
    """
    return (
        now.settings == before.settings
        and now.site == before.site
        and len(changed) <= _LARGEST_PART * len(now.sources)
        and all(any(PurePosixPath(path).is_relative_to(part) for part in generated) for path in changed)
        and not (root / SITE / "search/search_index.json").exists()
    )


# --- building -------------------------------------------------------------------------------------------------------------------------------


def _build_all(root: Path, now: _State, before: _State | None) -> tuple[Finding, ...]:
    """Build everything beside the site, strictly, then change places."""
    fresh, old, site = root / _FRESH, root / _OLD, root / SITE
    for rest in (fresh, old):
        shutil.rmtree(rest, ignore_errors=True)
    findings = _run(root, now, "--clean", "--strict", "--site-dir", str(fresh))
    findings = findings or _finished(root, now, fresh, site if before else None)
    if findings:
        return findings
    if site.exists():
        site.replace(old)
    fresh.replace(site)
    shutil.rmtree(old, ignore_errors=True)
    return ()


def _build_pages(root: Path, changed: Collection[str], now: _State) -> tuple[Finding, ...]:
    """Rebuild the outputs of the changed sources in place; those whose source is gone only go."""
    for path in {*changed, *_forwarding(root, now)}:
        output = root / _output(path)
        output.unlink(missing_ok=True)
        if path not in now.sources:
            _prune(output.parent, root / SITE)
    findings = _run(root, now, "--dirty", "--no-strict", "--site-dir", str(root / SITE))
    return findings or _finished(root, now, root / SITE, root / SITE)


_FORWARDS = re.compile(rb"\A---\n(?:(?!---\n).*\n)*?redirect:")


def _forwarding(root: Path, now: _State) -> Iterator[str]:
    """Yield the sources that only forward: where there is a sitemap the generator must read them each time, or it would take them for pages to list."""
    if config(root).url:
        for path in now.sources:
            if path.endswith(".md") and _FORWARDS.match((root / path).read_bytes()):
                yield path


def _finished(root: Path, now: _State, site: Path, before: Path | None) -> tuple[Finding, ...]:
    """Add to a site what is made from its pages: the search index, then the copy of it all."""
    findings = pagefind.index(root, site, before)
    if not now.has_copy:
        bundle.withdraw(site)
    elif not findings:
        bundle.offer(site, copy_name(root), now.epoch)
    return findings


def copy_name(root: Path) -> str:
    """Return the name of the folder that a copy of the site unpacks to: the site's, in letters that every system takes."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(config(root).name))) or "archive"


def copied(root: Path, target: Path | None = None) -> Path:
    """Pack the site for reading from a disk; return where. Without a target, into the archive's root, under the site's name.

    Raises:
        ArchiveError: there is no site.
        OSError: it cannot be read, or the file not be written.
    """
    if not (root / SITE / "index.html").is_file():
        raise ArchiveError(Finding(SITE, 0, "there is no site to copy", "run: archive build"))
    place = target or root / f"{copy_name(root)}.zip"
    bundle.bundle(root / SITE, place, copy_name(root), _epoch(root))
    return place


def _output(source: str) -> str:
    """Return where a source of `docs/` comes out, with `use_directory_urls: false`."""
    inside = PurePosixPath(source).relative_to("docs")
    return str(PurePosixPath(SITE) / (inside.with_suffix(".html") if inside.suffix == ".md" else inside))


def _prune(folder: Path, top: Path) -> None:
    with contextlib.suppress(OSError):
        while folder != top:
            folder.rmdir()
            folder = folder.parent


def _run(root: Path, now: _State, *arguments: str) -> tuple[Finding, ...]:
    """Run the site generator; return what it warned of."""
    code, log = _leashed(["build", "--config-file", str(root / "mkdocs.yml"), *arguments], root, _environment(now.epoch))
    findings = tuple(_findings(log))
    if code and not findings:
        last = _COLOUR.sub("", log).strip().splitlines()[-1:] or [f"ended with code {code}"]
        return (Finding("mkdocs.yml", 0, f"the site generator failed: {last[0]}", f"see for yourself: {_BY_HAND}"),)
    return findings


_GENERATOR = """
import os, sys, threading
threading.Thread(target=lambda: (os.read(0, 1), os._exit(1)), daemon=True).start()
from mkdocs.__main__ import cli
cli(prog_name="mkdocs")
"""
"""`python -m mkdocs` that ends with its parent: its standard input is a pipe that says nothing and closes when the parent is gone, be it by a kill.

Otherwise it would go on writing while the next run already builds.
"""


def _leashed(arguments: list[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Run the generator to its end; return its exit code and its log."""
    ours, theirs = os.pipe()
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _GENERATOR, *arguments],
            cwd=folder,
            env=environment,
            stdin=ours,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    return done.returncode, done.stderr


_BY_HAND = "python -m mkdocs build --strict"


def _environment(epoch: int) -> dict[str, str]:
    """Return the surroundings that a build may depend on, all fixed."""
    fixed = {
        "SOURCE_DATE_EPOCH": str(epoch),
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "NO_COLOR": "1",
        "NO_MKDOCS_2_WARNING": "1",
    }
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONWARNINGS", "COLUMNS", "LANGUAGE"}} | fixed


_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_MESSAGE = re.compile(r"(?:WARNING|ERROR|CRITICAL)\s*-\s+(.*)")
_ABOUT = re.compile(r"(?:Doc file|Error reading page|Error building page) '([^']+)'")
_EXPECTED = ("A 'dirty' build is being performed", "Aborted with")


def _findings(log: str) -> Iterator[Finding]:
    for line in _COLOUR.sub("", log).splitlines():
        message = _MESSAGE.match(line)
        if message and not message[1].startswith(_EXPECTED):
            about = _ABOUT.search(message[1])
            yield Finding(f"docs/{about[1]}" if about else "mkdocs.yml", 0, message[1], "the site generator says so")
