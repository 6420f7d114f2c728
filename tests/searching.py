"""A small archive of the made-up port for the tests of index and search, and how its files are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from world import AUTHORITY

from builder.edtf import Edtf
from builder.errors import ArchiveError, Finding
from builder.index import Indexed, index
from builder.model import Article, Authority, Notice, Seed
from builder.pipeline import annotate
from builder.record import read_record, write_record
from builder.search import Found, Request, search
from builder.shelf import Shelf


@dataclass
class Reading:
    """Reads records as the builder does, and has the authority of the made-up port; notes what it was asked for."""

    authority_holds: bool = True
    read: list[str] = field(default_factory=list)

    def record(self, content: str, path: str) -> Article:
        """Return the article of a record."""
        self.read.append(Path(path).stem)
        return read_record(content, path)

    def authority(self, _root: Path) -> Authority:
        """Return the authority, or the error of a faulty one."""
        self.read.append("authority")
        if not self.authority_holds:
            raise ArchiveError(Finding("archive/actors/x.md", 3, "unknown key 'nom'"))
        return AUTHORITY


def article(ident: str, text: str, notice: Notice | None = None) -> Article:
    """Return the article that a text makes."""
    return annotate(Seed(ident, f"{ident}.txt", "0" * 64, text), notice, AUTHORITY)


def put(root: Path, *articles: Article) -> None:
    """Write the records of articles."""
    folder = root / "archive/articles"
    folder.mkdir(parents=True, exist_ok=True)
    for each in articles:
        (folder / f"{each.id}.md").write_text(write_record(each), encoding="utf-8")


def articles_of(case: Mapping[str, Mapping[str, str]]) -> Iterable[Article]:
    """Return the articles of a case file."""
    for ident, stated in case.items():
        notice = Notice(
            title=stated.get("title"),
            date=Edtf.parse(stated["date"]) if "date" in stated else None,
            outlet=stated.get("outlet"),
            language="fr",
        )
        yield article(ident, stated["text"], notice)


def indexed(root: Path, reading: Reading | None = None, *, afresh: bool = False) -> Indexed:
    """Bring the index of an archive up to date."""
    with index(root, reading or Reading(), afresh=afresh) as found:
        return found


def asked(root: Path, query: str = "", **more: object) -> Found:
    """Answer a query from an index that is up to date."""
    with index(root, Reading()) as found, Shelf(found.folder, found.generation) as shelf:
        return search(shelf, Request(query, **{"limit": 1_000, **more}))  # type: ignore[arg-type]


def ids(found: Found) -> set[str]:
    """Return the ids of the articles found."""
    return {hit.id for hit in found.results}
