"""The gold format: what careful reading says of a text, written by a person and read here. Pure.

| key | holds |
| --- | --- |
| `seed` | the text's file name: beside the gold file, or else in `seeds/` |
| `notice` | `true`: the text is annotated together with its notice; otherwise without |
| `set` | a free word; figures are told for each set too (the site has French words for `held back`, `tuned` and `seeds`) |
| `title` | the headline, or null |
| `date` | the day of publication as careful reading knows it, or null |
| `truth` | the very day, where the one who wrote the text knows more than the text tells |
| `outlet` | `{without_notice, with_notice}`: ids or null |
| `agency`, `author` | ids of actors; a name or null |
| `covers` | for people: what the text is there to try |
| `mentions` | `{surface, nth, ref}` |
| `unresolved` | `{surface, nth}`: names that no record denotes, or several do |
| `either` | `{surface, nth}`: what may be found there or not; neither is right or wrong |
| `quotes` | `{text, nth, speaker, words}` |
| `blocks` | `{starts, kind}`: of every block that is not a paragraph |

`nth` counts every occurrence of that exact string from the start of the text, also inside longer words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, ValidationError

from builder.edtf import Edtf
from builder.errors import ArchiveError, Finding
from builder.model import BlockKind
from builder.schema import Day, Entry, Line, Lines, faults
from builder.yaml_text import load

Nth = Annotated[int, Field(ge=1)]


class Spot(Entry):
    """A stretch of text, told without offsets."""

    surface: str = Field(min_length=1)
    nth: Nth

    def span(self, body: str) -> tuple[int, int]:
        """Return where it stands in `body`, half open, in code points.

        Raises:
            LookupError: the text has fewer occurrences.
        """
        return _span(body, self.surface, self.nth)


class GoldMention(Spot):
    """A name, and the record that it denotes."""

    ref: Line


class GoldQuotation(Entry):
    """Quoted words without their marks; `words` name the speaker in the text where no record does."""

    text: str = Field(min_length=1)
    nth: Nth
    speaker: Line | None = None
    words: Line | None = None

    def span(self, body: str) -> tuple[int, int]:
        """Return where the quoted words stand, half open; LookupError where they do not."""
        return _span(body, self.text, self.nth)


class GoldBlock(Entry):
    """The kind of the block that starts with these words."""

    starts: str = Field(min_length=1)
    kind: BlockKind


class GoldOutlet(Entry):
    """Who published the text: by the text alone, and by its notice too."""

    without_notice: Line | None = None
    with_notice: Line | None = None


class Gold(Entry):
    """All that careful reading says of one text."""

    seed: Line
    notice: bool = False
    set: Line | None = None
    title: Line | None = None
    date: Day | None = None
    truth: Day | None = None
    outlet: GoldOutlet = GoldOutlet()
    agency: Lines = ()
    author: Line | None = None
    covers: Lines = ()
    mentions: tuple[GoldMention, ...] = ()
    unresolved: tuple[Spot, ...] = ()
    either: tuple[Spot, ...] = ()
    quotes: tuple[GoldQuotation, ...] = ()
    blocks: tuple[GoldBlock, ...] = ()

    @property
    def known_outlet(self) -> str | None:
        """The outlet that annotation should find, with the notice where it counts."""
        return self.outlet.with_notice if self.notice else self.outlet.without_notice

    @property
    def day(self) -> Edtf | None:
        """What is surest of the day of publication: the very day where it is told."""
        return self.truth or self.date


@dataclass(frozen=True, slots=True)
class GoldFile:
    """A gold file and where it stands; `path` is for findings and for the list of texts."""

    path: str
    gold: Gold


def gold_of(content: str, path: str) -> GoldFile:
    """Read one gold file.

    Raises:
        ArchiveError: with all that is wrong in it, each with its line.
    """
    data, lines = load(content, path)
    try:
        return GoldFile(path, Gold.model_validate(data or {}))
    except ValidationError as error:
        found = (Finding(path, lines.get(key, lines.get(key[:1], 0)), problem, hint) for key, problem, hint in faults(error, Gold))
        raise ArchiveError(tuple(found)) from error


def _span(body: str, surface: str, nth: int) -> tuple[int, int]:
    start = -1
    for _ in range(nth):
        start = body.find(surface, start + 1)
        if start < 0:
            raise LookupError(f"{surface!r} does not stand {nth} times in the text")
    return start, start + len(surface)
