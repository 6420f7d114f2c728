"""Which files the index was made from, told by stat alone.

In: the archive's root. Out: what its records and authority look like. Works on the disk, reads no content.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

RECORDS = "archive/articles"
AUTHORITY = ("archive/actors", "archive/places", "archive/outlets")
SETTINGS = "archive/archive.yml"


class Look(NamedTuple):
    """What a file looks like from outside."""

    size: int
    mtime_ns: int


class Known(NamedTuple):
    """A record as it was when it was read: its look, the digest of its content, and what was wrong with it ("" when it is indexed)."""

    size: int
    mtime_ns: int
    sha256: str
    problem: str


@dataclass(frozen=True, slots=True)
class State:
    """What the index was made from: records by file name, authority files by path."""

    records: Mapping[str, Known] = field(default_factory=dict)
    authority: Mapping[str, Look] = field(default_factory=dict)
    problem: str = ""
    """Why the names of records are older than their files, or missing."""

    def as_json(self) -> str:
        """Return it as it is kept."""
        return json.dumps({"records": self.records, "authority": self.authority, "problem": self.problem}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> State:
        """Read what `as_json` wrote."""
        held = json.loads(text)
        return cls(
            {name: Known(*known) for name, known in held["records"].items()},
            {path: Look(*look) for path, look in held["authority"].items()},
            held["problem"],
        )

    def differs(self, records: Mapping[str, Look], authority: Mapping[str, Look]) -> bool:
        """Say whether anything looks other than it did."""
        if self.authority != authority or self.records.keys() != records.keys():
            return True
        return any(self.records[name][:2] != look for name, look in records.items())


def state_file(generation: int) -> str:
    """Return the name of the file that holds the state of a generation."""
    return f"state-{generation}.json"


def records_now(root: Path) -> dict[str, Look]:
    """Return what the records look like, by file name in order."""
    return dict(sorted(_looks(root / RECORDS).items()))


def authority_now(root: Path) -> dict[str, Look]:
    """Return what the settings and the records of actors, places and outlets look like, by path."""
    looks = {f"{folder}/{name}": look for folder in AUTHORITY for name, look in _looks(root / folder).items()}
    try:
        seen = (root / SETTINGS).stat()
        looks[SETTINGS] = Look(seen.st_size, seen.st_mtime_ns)
    except OSError:
        pass
    return looks


def _looks(folder: Path) -> dict[str, Look]:
    looks = {}
    try:
        with os.scandir(folder) as files:
            for file in files:
                if file.name.endswith(".md") and not file.name.startswith(".") and file.is_file():
                    seen = file.stat()
                    looks[file.name] = Look(seen.st_size, seen.st_mtime_ns)
    except FileNotFoundError:
        pass
    return looks
