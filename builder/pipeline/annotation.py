"""Stages 2 to 7 in their order: one seed becomes one article. Pure, but for `Line.open` and `annotated`, which read files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.attribute import attribute
from builder.authority import authority as read_authority
from builder.clean import clean
from builder.dating import date
from builder.gazetteer import Gazetteer, gazetteer
from builder.model import Article, Authority, Basis, BlockKind, Claim, Evidence, Notice, Seed, Text
from builder.name import name
from builder.quote import quote
from builder.read import read_file, read_notice
from builder.reliability import Annotate
from builder.spot import spot


def annotate(seed: Seed, notice: Notice | None, authority: Authority, names: Gazetteer | None = None) -> Article:
    """Turn one seed into one article: stages 2 to 7, pure. `names` spares compiling the authority's names for each seed."""
    names = names or gazetteer(authority)
    text = clean(seed)
    if notice and notice.language:
        text = replace(text, language=notice.language)
    candidates = spot(text, names)
    dating = date(text, candidates, notice, authority)
    attribution = attribute(text, candidates, notice, authority)
    naming = name(text, candidates, dating, authority)
    stated = notice or Notice()
    return Article(
        id=seed.id,
        seed=seed.name,
        sha256=seed.sha256,
        text=text,
        title=_title(text, notice),
        dating=dating,
        attribution=attribution,
        naming=naming,
        quotations=quote(text, naming, authority.actors),
        access=stated.access,
        slug=stated.slug,
        url=stated.url,
        note=stated.note,
        encoding=seed.encoding,
        encoding_guessed=seed.encoding_guessed,
    )


def _title(text: Text, notice: Notice | None) -> Claim[str]:
    """Return the title that a person states, that the page's head says, or that the text has as its headline."""
    if notice and notice.title:
        return Claim(notice.title, Basis.NOTICE, (Evidence(None, None, None, "stated", "notice"),))
    for block in text.blocks:
        if block.kind is BlockKind.HEADLINE:
            words = text.body[block.start : block.end]
            return Claim(words, Basis.STATED, (Evidence(words, block.start, block.end, "the headline", "headline"),))
    if said := dict(text.metadata).get("title"):
        return Claim(said, Basis.METADATA, (Evidence(None, None, None, said, "metadata"),))
    return Claim()


@dataclass(frozen=True, slots=True)
class Line:
    """What each process needs to annotate, made once in each."""

    authority: Authority
    names: Gazetteer

    @classmethod
    def open(cls, root: Path) -> Line:
        """Read the authority and compile its names."""
        authority = read_authority(root)
        return cls(authority, gazetteer(authority))


class Ready:
    """Opens the line with an authority that is read already; a process that does not share this one's memory reads its own."""

    def __init__(self, authority: Authority | None) -> None:
        """Take the authority, None in another process: it does not pickle."""
        self._authority = authority

    def open(self, root: Path) -> Line:
        """Compile the authority's names."""
        authority = self._authority or read_authority(root)
        return Line(authority, gazetteer(authority))

    def __reduce__(self) -> tuple[type[Ready], tuple[None]]:
        """Pickle without the authority."""
        return Ready, (None,)


def annotated(line: Line, path: Path, *, noticed: bool) -> Article:
    """Annotate any file, with the notice beside it if that counts.

    Raises:
        ArchiveError: one of them cannot be read.
    """
    beside, settings = path.with_suffix(".yml"), line.authority.settings
    seed = read_file(path, settings)
    notice = read_notice(beside, settings) if noticed and beside.is_file() else None
    return annotate(seed, notice, line.authority, line.names)


def annotating(authority: Authority) -> Annotate:
    """Return what annotates files, each with or without its notice; names are compiled when there is something to do."""

    def of(files: Sequence[tuple[Path, bool]]) -> Sequence[Article]:
        line = Line(authority, gazetteer(authority))
        return tuple(annotated(line, path, noticed=noticed) for path, noticed in files)

    return of
