"""The copy of a site that is opened by double-click: one zip of all that needs no server.

In: a built site. Out: a zip file. Works on the disk. The same site and time give the same bytes.

The site itself is such a copy already: its links are relative, and beside each file of the search index stands a script that a browser may run from a disk.
"""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from builder.disk import written

NAME = "copie.zip"
"""What the site offers for download, at its top; a page by hand leads to it."""

LARGEST = 400_000_000
"""Bytes of a site of which a copy is offered: beyond, packing would take longer than building, and forges refuse the file. `archive bundle` has no such bound."""

_LEFT_OUT = frozenset({NAME, "404.html", "sitemap.xml", "sitemap.xml.gz"})
"""What a server or a search engine asks for."""

_EARLIEST = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""A zip knows no earlier time (APPNOTE.TXT 4.4.6)."""


def bundle(site: Path, target: Path, folder: str, epoch: int) -> None:
    """Pack a site.

    Args:
        site: the built site.
        target: the zip to be written, whole or not at all.
        folder: the one folder that unpacking makes.
        epoch: seconds since 1970, the time of all files.

    Raises:
        OSError: the site cannot be read, or the file not be written.
    """
    time = max(dt.datetime.fromtimestamp(epoch, dt.UTC), _EARLIEST).timetuple()[:6]
    with written(target) as file, zipfile.ZipFile(file, "w") as archive:
        for path in _files(site):
            info = zipfile.ZipInfo(f"{folder}/{path}", time)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            info.compress_type = zipfile.ZIP_STORED if path.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(info, (site / path).read_bytes())


def offer(site: Path, folder: str, epoch: int) -> None:
    """Put the copy into the site that it is a copy of, or take it away where the site is too large for one.

    Raises:
        OSError: see `bundle`.
    """
    if sum((site / path).stat().st_size for path in _files(site)) > LARGEST:
        withdraw(site)
    else:
        bundle(site, site / NAME, folder, epoch)


def withdraw(site: Path) -> None:
    """Take the copy out of a site: it would be one of another day."""
    (site / NAME).unlink(missing_ok=True)


_PACKED = (".woff2", ".png", ".jpg", ".gz", ".zip", ".pf_index", ".pf_meta", ".pf_fragment", ".pagefind")


def _files(site: Path) -> Iterator[str]:
    """Yield the files of a copy, in the order of their paths."""
    for here, folders, names in os.walk(site):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (Path(here, name).relative_to(site).as_posix() for name in sorted(names) if not name.startswith("."))
        yield from (path for path in paths if path not in _LEFT_OUT)
