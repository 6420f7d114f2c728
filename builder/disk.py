"""Writing a file whole or not at all: what every stage that keeps something on disk needs.

In: a path and its content. Works on the disk.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

TEMPORARY = ".archive-tmp"
"""Ending of a file that is still being written: after a kill one may be left, and it is nobody's work."""


def write_file(target: Path, content: bytes) -> None:
    """Write one file: beside its place, through to the disk, then renamed over what stood there.

    Raises:
        OSError: it could not be; what stood there before still does.
    """
    with written(target) as file:
        file.write(content)


@contextlib.contextmanager
def written(target: Path) -> Iterator[BinaryIO]:
    """Give a file to be written piece by piece, which takes its place only when all is well.

    Raises:
        OSError: it could not be; what stood there before still does.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name[:100]}.{os.getpid()}{TEMPORARY}")
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Remove what kills left half written in a folder itself, not in those below it."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f".*{TEMPORARY}"):
            path.unlink()
