"""Beside the line: what looks at the archive, or at any file, and writes nothing: show, evaluate, suggest, check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.authority import authority as read_authority
from builder.check import check
from builder.clean import clean
from builder.config import config
from builder.errors import ArchiveError, Finding, Severity
from builder.evaluate import Evaluation
from builder.export import export
from builder.gather import gather
from builder.gazetteer import gazetteer
from builder.model import Article, Authority, Page
from builder.pipeline.annotation import Line, annotate, annotated, annotating
from builder.pipeline.line import as_notice, no_text, page_path, unknown_outlet
from builder.pipeline.source import PROSE, RECORDS, articles_of, lost, markdown_files, prose_of, raw_seeds
from builder.pipeline.walk import Progress, no_progress, told
from builder.read import Reading, read
from builder.recognise import recognise
from builder.record import is_untouched, write_record
from builder.reliability import Reliability, gold_files, measure, reliability, text_of
from builder.render import render
from builder.report import Json, as_json, as_text
from builder.suggest import Suggestions, suggest


@dataclass(frozen=True, slots=True)
class Shown:
    """A file, annotated."""

    file: str
    article: Article
    authority: Authority

    def as_json(self) -> Mapping[str, Json]:
        """Return the documented object."""
        return as_json(self.article, self.authority, self.file)

    def as_text(self) -> str:
        """Return the report for people."""
        return as_text(self.article, self.authority, self.file)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that cannot be annotated, and why."""

    file: str
    findings: tuple[Finding, ...]

    def as_json(self) -> Mapping[str, Json]:
        """Return the file with its error."""
        problem = "; ".join(finding.problem for finding in self.findings)
        return {
            "file": self.file,
            "error": {"problem": problem, "hint": "; ".join(filter(None, (finding.hint for finding in self.findings)))},
        }

    def as_text(self) -> str:
        """Return one line a fault."""
        return "\n".join(f"{finding.severity}: {finding}" for finding in self.findings) + "\n"


def show(root: Path, files: Iterable[Path], *, with_notices: bool = True) -> Iterator[Shown | Unreadable]:
    """Annotate any files with the archive's authority, one after the other; nothing is written.

    A notice beside a file (`ID.yml`) is honoured unless `with_notices` is false.
    """
    line = Line.open(root)
    for path in files:
        try:
            yield Shown(path.as_posix(), annotated(line, path, noticed=with_notices), line.authority)
        except ArchiveError as error:
            yield Unreadable(path.as_posix(), error.findings)


@told
def evaluate_all(root: Path, gold: Path) -> Evaluation:
    """Measure annotation on a folder of gold files, in the archive or not; nothing is written.

    Raises:
        SettingsError: there are no gold files.
        ArchiveError: gold or a text is faulty.
    """
    authority = read_authority(root)
    files = gold_files(gold.resolve(), root)
    return measure(files, [text_of(file, root) for file in files], authority, annotating(authority))


@told
def suggest_all(
    root: Path, *, limit: int, with_model: bool = False, progress: Progress = no_progress
) -> tuple[Suggestions, tuple[Finding, ...]]:
    """Look through the annotated pages for names that no record knows; nothing is written. Faulty pages are left out, with findings.

    Raises:
        SettingsError: the model is wanted and not installed.
    """
    authority = read_authority(root)
    articles, findings = articles_of(root, markdown_files(root, RECORDS))
    seen = recognise(articles, lambda done: progress("recognise", done, len(articles))) if with_model else {}
    return suggest(articles, authority, seen, limit), findings


@told
def check_all(root: Path) -> tuple[Finding, ...]:
    """Look at everything and write nothing: records, seeds, notices, annotated pages, and the laws that bind them."""
    authority = read_authority(root)
    reading: Reading = read(root, authority.settings)
    findings = list(reading.findings)
    findings += [found for ident, notice in reading.notices.items() if (found := unknown_outlet(ident, notice, authority))]
    articles, faults = articles_of(root, markdown_files(root, RECORDS))
    listings = gather(articles, authority)
    measured, gold_faults = _measured(root, authority)
    site, seeds = config(root), raw_seeds(root, articles)
    pages = (
        *render(listings, authority, site, prose_of(root, markdown_files(root, PROSE)), measured, lost(articles, seeds)),
        *export(articles, listings, authority, seeds, site),
    )
    findings += [*faults, *gold_faults, *check(articles, listings, authority, pages), *_out_of_date(root, authority, reading, articles)]
    return tuple(sorted(set(findings)))


def _measured(root: Path, authority: Authority) -> tuple[Reliability | None, tuple[Finding, ...]]:
    """Return how right annotation is, or what is wrong with the gold that would tell."""
    try:
        return reliability(root, authority, annotating(authority), keep=False), ()
    except ArchiveError as error:
        return None, error.findings


def _out_of_date(root: Path, authority: Authority, reading: Reading, articles: tuple[Article, ...]) -> Iterator[Finding]:
    """Yield the pages that are missing, edited by hand, or not what the builder would write today."""
    names = gazetteer(authority)
    known = {article.id for article in articles}
    for seed in reading.seeds:
        path = root / page_path(seed.id)
        if not clean(seed).body:
            yield no_text(seed)
            continue
        if seed.id not in known:
            if not path.exists():
                yield Finding(page_path(seed.id), 0, "is missing", "run: archive annotate", Severity.NOTE)
            continue
        written = path.read_text(encoding="utf-8")
        page = Page(page_path(seed.id), write_record(annotate(seed, reading.notices.get(seed.id), authority, names)).encode())
        if not is_untouched(written):
            yield Finding(page.path, 0, "was edited by hand", as_notice(root, page), Severity.WARNING)
        elif written.encode() != page.content:
            yield Finding(page.path, 0, "is out of date", "run: archive annotate", Severity.NOTE)
    seeds = {seed.id for seed in reading.seeds} | set(reading.left_out)
    for ident in sorted(known - seeds):
        yield Finding(page_path(ident), 0, "has no seed", "put its seed back, or delete the page", Severity.WARNING)
