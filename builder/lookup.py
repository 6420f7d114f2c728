"""The order of a search: the index brought up to date, then the query. Beside `pipeline`, which a search does not need.

In: the archive's root and a Request. Out: what was found, and what is to be said. What reads records and authority is imported only when a file has
changed: it takes longer to import than most searches to answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import ArchiveError, Finding, Severity
from builder.index import Indexed, index
from builder.search import Found, Request, as_text, search
from builder.shelf import Shelf

if TYPE_CHECKING:
    from builder.model import Article, Authority

__all__ = ["Found", "Indexed", "Request", "as_text", "look_up", "reindex"]

Progress = Callable[[str, int, int], None]


def _no_progress(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """How records and authority are read."""

    def record(self, content: str, path: str) -> Article:
        from builder.record import read_record

        return read_record(content, path)

    def authority(self, root: Path) -> Authority:
        from builder.authority import authority

        return authority(root)


def reindex(root: Path, *, afresh: bool = False, progress: Progress = _no_progress) -> Indexed:
    """Bring the index up to date, or make it anew.

    Raises:
        ArchiveError: it cannot be written.
    """
    with index(root, _Reading(), afresh=afresh, progress=progress) as indexed:
        return indexed


def look_up(root: Path, request: Request, progress: Progress = _no_progress) -> tuple[Found, tuple[Finding, ...]]:
    """Answer a request from an index that is up to date.

    Raises:
        SettingsError: the request makes no sense.
        ArchiveError: the index cannot be written.
    """
    for _ in range(3):
        try:
            with index(root, _Reading(), progress=progress) as indexed, Shelf(indexed.folder, indexed.generation) as shelf:
                return search(shelf, request), indexed.findings
        except ArchiveError:
            raise
        except FileNotFoundError:  # another process has just committed, and removed the files of the generation before
            continue
        except Exception:  # noqa: BLE001  whatever a damaged file makes Whoosh raise, once more with an index made anew tells
            break
    with index(root, _Reading(), afresh=True, progress=progress) as indexed, Shelf(indexed.folder, indexed.generation) as shelf:
        note = Finding(".search", 0, "the search index was damaged and has been made anew", severity=Severity.NOTE)
        return search(shelf, request), (note, *indexed.findings)
