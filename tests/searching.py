"""A small archive of the made-up port for the tests of index and search, and how its files are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from world import AUTHORITY

from builder.edtf import Edtf
from builder.errors import ArchiveError, Finding
from builder.index import Indexed, index
from builder.model import (
    Article,
    Attribution,
    Authority,
    Basis,
    Block,
    BlockKind,
    Claim,
    Dating,
    Mention,
    Naming,
    Notice,
    Ref,
    Rule,
    Text,
)
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


NAMES = {
    "Anna Lund": "actor/anna-lund",
    "Yara Sabil": "actor/yara-sabil",
    "Conseil du port": "actor/conseil",
    "Ramla": "place/ramla",
    "Salahbahr": "place/salah-al-bahr",
    "Salah al-Bahr": "place/salah-al-bahr",
}
"""What these articles name; how names are found in a text is another stage's business."""

_NAME = re.compile("|".join(NAMES))


def article(ident: str, text: str, notice: Notice | None = None) -> Article:
    """Return the article of a text: blocks between blank lines, a first one without a full stop is the headline."""
    stated = notice or Notice()
    words = [" ".join(block.split()) for block in text.split("\n\n") if block.strip()]
    starts = [sum(len(block) + 2 for block in words[:number]) for number in range(len(words))]
    has_headline = len(words) > 1 and not words[0].endswith(".")
    kinds = [BlockKind.HEADLINE if has_headline and number == 0 else BlockKind.PARAGRAPH for number in range(len(words))]
    body = "\n\n".join(words)
    mentions = (Mention(match.start(), match.end(), match.group(), Ref(NAMES[match.group()]), Rule.NAME) for match in _NAME.finditer(body))
    found_title: Claim[str] = Claim(words[0], Basis.STATED) if has_headline else Claim()
    day = stated.date.first if stated.date and stated.date.first == stated.date.last else None
    return Article(
        id=ident,
        seed=f"{ident}.txt",
        sha256="0" * 64,
        text=Text(ident, body, tuple(Block(kind, at, at + len(block)) for kind, at, block in zip(kinds, starts, words, strict=True)), "fr"),
        title=Claim(stated.title, Basis.NOTICE) if stated.title else found_title,
        dating=Dating(stated.date, day, Basis.NOTICE if stated.date else Basis.UNKNOWN),
        attribution=Attribution(Claim(stated.outlet, Basis.NOTICE) if stated.outlet else Claim()),
        naming=Naming(tuple(mentions)),
        access=stated.access,
    )


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
