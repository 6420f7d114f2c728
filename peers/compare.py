"""Build the site with its peers and compare: the same pages, and on each the same ids and links as the default generator's.

In: the archive's root, with `docs/` rendered and the peers installed under `.cache/peers/`. Out: one line a difference, exit 1 on any.

Each generator works on a copy of `docs/`, `overrides/` and `mkdocs.yml`, so that none can touch `site/` or what another made. Only the main content
is compared: header, navigation and footer are the theme's, which each generator may ship in a version of its own.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

WORK = Path(".cache/peers")
SOURCES = ("docs", "overrides", "mkdocs.yml")
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "mkdocs": ("mkdocs", "build", "--strict", "--quiet"),
    "properdocs": ("properdocs", "build", "--strict", "--quiet", "--config-file", "mkdocs.yml"),
    "zensical": ("zensical", "build", "--strict", "--clean", "--config-file", "mkdocs.yml"),
}
"""Modules to run, the default generator first: the others are held against it."""

CONTENT = "md-content"
"""The class of the element that holds a page's main content, in the theme of all three."""

THEME = "__"
"""How ids begin that a theme sets for itself: Zensical's puts one before each page's first heading, for its link that skips the navigation."""

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(frozen=True, slots=True)
class Content:
    """What a page's main content offers to link to, and links to: targets as addresses from the site's root, each as often as it stands there."""

    ids: Counter[str]
    links: Counter[str]


class _Reader(HTMLParser):
    """Collects ids and links below the first element of the class `CONTENT`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.depth = page, 0
        self.ids: Counter[str] = Counter()
        self.links: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's id and target, if it stands in the content."""
        given = {name: value or "" for name, value in attrs}
        if self.depth:
            self.ids.update([given["id"]] if not given.get("id", THEME).startswith(THEME) else [])
            self.links.update(target(self.page, given[name]) for name in ("href", "src") if name in given)
        if tag not in _VOID and (self.depth or CONTENT in given.get("class", "").split()):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if self.depth and tag not in _VOID:
            self.depth -= 1


def target(page: str, address: str) -> str:
    """Return where a link on a page leads, written from the site's root; addresses elsewhere stay as they are."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return address
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), parts.path)) if parts.path else page
    return path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def content(page: str, html: str) -> Content:
    """Return ids and links of a page. `page` is its path from the site's root."""
    reader = _Reader(page)
    reader.feed(html)
    reader.close()
    return Content(reader.ids, reader.links)


def site(folder: Path) -> dict[str, Content]:
    """Return what all pages of a built site hold, by path."""
    paths = sorted(folder.rglob("*.html"))
    named = ((path.relative_to(folder).as_posix(), path) for path in paths)
    return {name: content(name, path.read_text(encoding="utf-8")) for name, path in named}


def differences(ours: Mapping[str, Content], theirs: Mapping[str, Content]) -> Iterator[str]:
    """Yield one line for each page, id or link that one of two sites has and the other has not."""
    for page in sorted(ours.keys() ^ theirs.keys()):
        yield f"{page}: {'is missing' if page in ours else 'is only here'}"
    for page in sorted(ours.keys() & theirs.keys()):
        for what, here, there in (("id", ours[page].ids, theirs[page].ids), ("link", ours[page].links, theirs[page].links)):
            yield from (f"{page}: {what} {value} is missing" for value in sorted(here - there))
            yield from (f"{page}: {what} {value} is only here" for value in sorted(there - here))


def files(folder: Path, built: Path) -> Iterator[str]:
    """Yield one line for each file of `docs/` that is published as it is, and is not, or not as it is, in a built site."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and path.suffix != ".md" and not name.name.startswith("."):
            theirs = built / name
            if not theirs.is_file() or theirs.read_bytes() != path.read_bytes():
                yield f"{name.as_posix()}: is not published as it is"


def build(root: Path, name: str) -> Path:
    """Build the site with one generator on a fresh copy of its sources; return where it is."""
    folder = (root / WORK / name / "archive").resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for source in SOURCES:
        if (root / source).is_dir():
            shutil.copytree(root / source, folder / source)
        else:
            shutil.copy2(root / source, folder / source)
    own = (root / WORK / name / "venv/bin/python").absolute()
    python = own if own.exists() else Path(sys.executable)
    fixed = {"SOURCE_DATE_EPOCH": "0", "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "TZ": "UTC", "PYTHONUTF8": "1"}
    done = subprocess.run([python, "-m", *COMMANDS[name]], cwd=folder, env=os.environ | fixed, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: does not build\n{done.stdout}{done.stderr}")
    return folder / "site"


def main() -> int:
    """Compare all; say what differs, or how much was compared."""
    root = Path(__file__).absolute().parents[1]
    ours, *peers = COMMANDS
    reference = site(build(root, ours))
    compared = f"{len(reference)} pages, {_total(page.ids for page in reference.values())} ids, {_total(page.links for page in reference.values())} links"
    failed = False
    for name in peers:
        built = build(root, name)
        found = (*differences(reference, site(built)), *files(built.parent / "docs", built))
        failed = failed or bool(found)
        for line in found or (f"{compared}: the same as under {ours}",):
            print(f"{name}: {line}")
    return int(failed)


def _total(counts: Iterable[Counter[str]]) -> int:
    return sum(count.total() for count in counts)


if __name__ == "__main__":
    sys.exit(main())
