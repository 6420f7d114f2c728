"""Read the gold annotations of `tests/gold/*.yaml`. In: the folder beside this file. Out: frozen values. Reads the disk.

Surfaces are found again by counting: `nth` is the 1-based occurrence of that exact string, wherever it stands, also inside longer words and in
boilerplate. The clean text drops and adds no occurrence, so one number serves the raw and the clean text; a test holds that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of text, told without offsets."""

    surface: str
    nth: int

    def span(self, body: str) -> tuple[int, int]:
        """Return where it stands in `body`, half open, in code points.

        Raises:
            LookupError: the text has fewer occurrences.
        """
        start = -1
        for _ in range(self.nth):
            start = body.find(self.surface, start + 1)
            if start < 0:
                raise LookupError(f"{self.surface!r} does not stand {self.nth} times in the text")
        return start, start + len(self.surface)


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A name, and the record that it denotes."""

    spot: Spot
    ref: str


@dataclass(frozen=True, slots=True)
class GoldQuotation:
    """Quoted words; `words` name the speaker in the text where no record does."""

    spot: Spot
    speaker: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class GoldBlock:
    """The kind of the block that starts with these words."""

    starts: str
    kind: str


@dataclass(frozen=True, slots=True)
class Gold:
    """All that careful reading says of one seed."""

    seed: str
    title: str | None
    date: str
    outlet: Mapping[str, str | None]
    agency: tuple[str, ...]
    author: str | None
    mentions: tuple[GoldMention, ...]
    unresolved: tuple[Spot, ...]
    quotations: tuple[GoldQuotation, ...]
    blocks: tuple[GoldBlock, ...]

    @property
    def id(self) -> str:
        """The article's id: the seed's name without its ending."""
        return Path(self.seed).stem


def load(path: Path) -> Gold:
    """Read one gold file."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Gold(
        seed=raw["seed"],
        title=raw["title"],
        date=raw["date"],
        outlet=raw["outlet"],
        agency=tuple(raw["agency"]),
        author=raw["author"],
        mentions=tuple(GoldMention(Spot(item["surface"], item["nth"]), item["ref"]) for item in raw["mentions"]),
        unresolved=tuple(Spot(item["surface"], item["nth"]) for item in raw["unresolved"]),
        quotations=tuple(GoldQuotation(Spot(item["text"], item["nth"]), item["speaker"], item["words"]) for item in raw["quotes"]),
        blocks=tuple(GoldBlock(item["starts"], item["kind"]) for item in raw["blocks"]),
    )


def load_all() -> tuple[Gold, ...]:
    """Read every gold file, in the order of their names."""
    return tuple(load(path) for path in sorted(FOLDER.glob("*.yaml")))
