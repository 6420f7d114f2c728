"""The line: seeds -> archive -> docs -> site. The order of the stages is written here and nowhere else.

In: the archive's root. Out: what was done, and all findings. Each arrow can be walked alone; `build` walks all three.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from builder.access import gives_seed
from builder.attribute import attribute
from builder.authority import authority as read_authority
from builder.check import check
from builder.clean import clean
from builder.config import config
from builder.dating import date
from builder.errors import ArchiveError, Finding, Severity, refusal
from builder.evaluate import Evaluation
from builder.export import FOLDER as DATA, export, raw_name
from builder.gather import gather
from builder.gazetteer import Gazetteer, gazetteer
from builder.model import Article, Authority, Basis, BlockKind, Claim, Evidence, Notice, Page, Seed, Text
from builder.name import name
from builder.publish import SITE, copied, publish
from builder.quote import quote
from builder.read import Reading, read, read_file, read_notice
from builder.recognise import recognise
from builder.record import is_untouched, read_record, write_record
from builder.reliability import Annotate, Reliability, gold_files, measure, reliability, text_of
from builder.render import render
from builder.report import Json, as_json, as_text
from builder.spot import spot
from builder.stamps import Stamps, code_digest, digest_of, inputs, remember
from builder.suggest import Suggestions, suggest
from builder.workers import in_parallel
from builder.write import FOLDERS, MANIFEST, Written, write

RECORDS = "archive/articles"
_PROSE = "docs/_pages"
_MADE = (RECORDS, *FOLDERS, MANIFEST, SITE)
"""All that the line writes."""

Progress = Callable[[str, int, int], None]
"""Told after each piece of work: the stage, how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a walk along the line did. `published`: the site was built anew, in full or in part."""

    articles: int = 0
    written: int = 0
    removed: int = 0
    published: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def is_fine(self) -> bool:
        """Say whether nothing needs a person: notes do not count."""
        return all(finding.severity is Severity.NOTE for finding in self.findings)

    def and_then(self, later: Result) -> Result:
        """Return both results as one; the later one knows the number of articles."""
        return Result(
            later.articles or self.articles,
            self.written + later.written,
            self.removed + later.removed,
            self.published or later.published,
            tuple(dict.fromkeys((*self.findings, *later.findings))),
        )


def _no_progress(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


Given = ParamSpec("Given")
Done = TypeVar("Done")


def _told(walk: Callable[Concatenate[Path, Given], Done]) -> Callable[Concatenate[Path, Given], Done]:
    """Make a walk tell what the system refuses like any other fault: a full disk, a folder without permission where no stage looks for it."""

    @wraps(walk)
    def told(root: Path, /, *given: Given.args, **named: Given.kwargs) -> Done:
        try:
            return walk(root, *given, **named)
        except OSError as error:
            raise ArchiveError(refusal(error, root)) from error

    return told


def build(root: Path, *, jobs: int = 1, afresh: bool = False, with_copy: bool = True, progress: Progress = _no_progress) -> Result:
    """Walk the whole line.

    Args:
        root: the folder that holds `archive/archive.yml`.
        jobs: on how many processes seeds are annotated; the result is the same on any number.
        afresh: trust no earlier work (`--clean`).
        with_copy: put the copy of the site into it; not worth its time at each change of a site that is only looked at.
        progress: told of each article and stage.

    Raises:
        ArchiveError: a record or the settings are faulty, or a law is broken; nothing was written.
    """
    before = inputs(root, _MADE)
    annotated = annotate_all(root, jobs=jobs, afresh=afresh, progress=progress)
    rendered = render_all(root, afresh=afresh, progress=progress)
    result = annotated.and_then(rendered).and_then(publish_all(root, afresh=afresh, with_copy=with_copy, progress=progress))
    if not result.findings:
        remember(root, before, _MADE)
    return result


# --- seeds -> archive ---------------------------------------------------------------------------------------------------------------


@_told
def annotate_all(root: Path, *, jobs: int = 1, afresh: bool = False, progress: Progress = _no_progress) -> Result:
    """Walk the first arrow: write one annotated page for each seed.

    A faulty seed or notice leaves out its article, whose last good page stays. A page that a person edited is never replaced.
    """
    authority = read_authority(root)
    reading = read(root, authority.settings)
    if reading.clashes:
        raise ArchiveError(reading.findings)
    strangers = {ident: found for ident, notice in reading.notices.items() if (found := _unknown_outlet(ident, notice, authority))}
    seeds = tuple(seed for seed in reading.seeds if seed.id not in strangers)
    stamps = Stamps.load(root, "annotate", afresh=afresh)
    keys = {seed.id: _key(seed, reading.notices.get(seed.id), authority) for seed in seeds}
    stale = tuple(seed for seed in seeds if not stamps.holds(seed.id, keys[seed.id], root / _page_path(seed.id)))
    work = [(seed, reading.notices.get(seed.id)) for seed in stale]
    pages: list[Page] = []
    blank: dict[str, Finding] = {}
    for done, (seed, page) in enumerate(zip(stale, in_parallel(_annotated_page, _Line, root, work, jobs), strict=True), 1):
        if page:
            pages.append(page)
        else:
            blank[seed.id] = _no_text(seed)
        progress("annotate", done, len(work))
    new = {page.path for page in pages}
    keep = {_page_path(ident) for ident in (*(seed.id for seed in seeds), *strangers, *reading.left_out)} - new
    outcome = write(root, tuple(pages), (RECORDS,), owns=lambda _path, content: is_untouched(content.decode("utf-8", "replace")), keep=keep)
    refused = {finding.path for finding in outcome.findings}
    good = (seed.id for seed in seeds if seed.id not in blank and _page_path(seed.id) not in refused)
    stamps.save({ident: (keys[ident], root / _page_path(ident)) for ident in good})
    explained = _explained(root, outcome, {page.path: page for page in pages})
    findings = (*reading.findings, *strangers.values(), *blank.values(), *explained)
    return Result(len(seeds) - len(blank), outcome.written, outcome.removed, findings=tuple(sorted(findings)))


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
        quotations=quote(text, naming),
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
class _Line:
    """What each process needs to annotate, made once in each."""

    authority: Authority
    names: Gazetteer

    @classmethod
    def open(cls, root: Path) -> _Line:
        authority = read_authority(root)
        return cls(authority, gazetteer(authority))


def _annotated_page(line: _Line, work: tuple[Seed, Notice | None]) -> Page | None:
    """Return the page of a seed, None where no text is found in it."""
    article = annotate(*work, line.authority, line.names)
    return Page(_page_path(article.id), write_record(article).encode()) if article.text.body else None


def _no_text(seed: Seed) -> Finding:
    hint = "it may show its text by a script only: save the article's text as plain text, in a .txt file"
    return Finding(f"seeds/{seed.name}", 0, "no text was found in this page", hint)


def _page_path(ident: str) -> str:
    return f"{RECORDS}/{ident}.md"


def _key(seed: Seed, notice: Notice | None, authority: Authority) -> str:
    """Return a digest of all that an annotated page depends on."""
    return digest_of(seed.name, seed.sha256, repr(notice), authority.digest, code_digest())


def _unknown_outlet(ident: str, notice: Notice, authority: Authority) -> Finding | None:
    if notice.outlet is None or notice.outlet in authority.outlets:
        return None
    return Finding(f"seeds/{ident}.yml", 0, f"no record archive/outlets/{notice.outlet}.md", "write the id of an outlet, or add its record")


def _explained(root: Path, outcome: Written, pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Yield the findings of writing; for a page that a person edited, with the notice that would say the same."""
    for finding in outcome.findings:
        page = pages.get(finding.path)
        yield replace(finding, hint=_as_notice(root, page)) if page and _is_edited(root / finding.path) else finding


def _is_edited(path: Path) -> bool:
    """Say whether a page is a person's: the disk may refuse one that is ours, or a link stand in its place."""
    try:
        return not path.is_symlink() and not is_untouched(path.read_bytes().decode("utf-8", "replace"))
    except OSError:
        return False


def _as_notice(root: Path, page: Page) -> str:
    ident = Path(page.path).stem
    advice = f"write what you know into seeds/{ident}.yml instead, then delete this page so that it is made anew"
    try:
        edited, ours = (read_record(content.decode(), page.path) for content in ((root / page.path).read_bytes(), page.content))
    except (ArchiveError, OSError, UnicodeDecodeError):
        return advice
    said = (
        ("title", edited.title.value, ours.title.value),
        ("date", edited.dating.edtf, ours.dating.edtf),
        ("outlet", edited.attribution.outlet.value, ours.attribution.outlet.value),
        ("author", edited.attribution.author.value, ours.attribution.author.value),
    )
    entries = ", ".join(f'{key}: "{theirs}"' for key, theirs, own in said if theirs != own and theirs is not None)
    return f"{advice}: {entries}" if entries else advice


# --- archive -> docs ------------------------------------------------------------------------------------------------------------------


@_told
def render_all(root: Path, *, afresh: bool = False, progress: Progress = _no_progress) -> Result:
    """Walk the second arrow: from the annotated pages alone to the source of the site."""
    authority = read_authority(root)
    records = _files(root, RECORDS)
    sources = _files(root, _PROSE)
    site = config(root)
    stamps = Stamps.load(root, "render", afresh=afresh)
    measured = reliability(root, authority, _annotating(authority), afresh=afresh)
    figures = measured.digest if measured else ""
    key = digest_of(
        authority.digest, code_digest(), repr(site), figures, *(_content(path) for path in (*records, *sources)), *_raw_stamps(root)
    )
    if stamps.holds_all(key, root, FOLDERS):
        return Result(len(records))
    articles, findings = _articles(root, records)
    listings = gather(articles, authority)
    progress("gather", 1, 1)
    prose = _prose(root, sources)
    pages = (
        *render(articles, listings, authority, site, prose, measured),
        *export(articles, listings, authority, _raw_seeds(root, articles), site),
    )
    progress("render", len(pages), len(pages))
    found = check(articles, listings, authority, pages)
    if any(finding.severity is Severity.ERROR for finding in found):
        raise ArchiveError((*findings, *found))
    outcome = write(root, pages, FOLDERS)
    findings = tuple(sorted((*findings, *found, *outcome.findings)))
    if not findings:
        stamps.save_all(key, root, FOLDERS)
    return Result(len(articles), outcome.written, outcome.removed, findings=findings)


def _files(root: Path, folder: str) -> tuple[Path, ...]:
    """Return the Markdown files below a folder, in order of their paths; a folder that is not there has none.

    Raises:
        ArchiveError: a folder cannot be read, or is elsewhere: that it seems empty must not empty the site.
    """
    if not (root / folder).resolve().is_relative_to(root.resolve()):
        raise ArchiveError(Finding(folder, 0, "this symbolic link leads out of the archive", "put the files themselves into a folder here"))
    walk = os.walk(root / folder, onerror=_raise) if (root / folder).is_dir() else ()
    return tuple(sorted(Path(here, name_) for here, _, names in walk for name_ in names if name_.endswith(".md") and name_[0] != "."))


def _raise(error: OSError) -> None:
    raise error


def _content(path: Path) -> str:
    return digest_of(path.name, path.read_bytes() if path.is_file() else b"")


def _text(root: Path, path: Path) -> str:
    """Return the content of a text file of the archive.

    Raises:
        ArchiveError: it leads elsewhere, or is not UTF-8.
    """
    where = path.relative_to(root).as_posix()
    if path.is_symlink():
        raise ArchiveError(Finding(where, 0, "is a symbolic link: it is not followed", "put the file itself here"))
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ArchiveError(Finding(where, line, "this is not UTF-8", "save the file as UTF-8")) from error


def _prose(root: Path, sources: tuple[Path, ...]) -> dict[str, str]:
    """Return the hand-written parts of mixed pages: path of the page from `docs/` -> Markdown."""
    return {path.relative_to(root / _PROSE).as_posix(): _text(root, path) for path in sources}


def _articles(root: Path, records: tuple[Path, ...]) -> tuple[tuple[Article, ...], tuple[Finding, ...]]:
    """Read all annotated pages; a faulty one is left out with its findings."""
    articles: list[Article] = []
    findings: list[Finding] = []
    for path in records:
        try:
            articles.append(read_record(_text(root, path), path.relative_to(root).as_posix()))
        except ArchiveError as error:
            findings.extend(error.findings)
    return tuple(articles), tuple(findings)


def _raw_seeds(root: Path, articles: tuple[Article, ...]) -> Mapping[str, bytes]:
    """Return the seeds that were annotated, byte for byte: where one is another by now, is gone or cannot be read, as it was published last."""
    found = ((article.seed, _raw_seed(root.resolve(), article)) for article in articles if gives_seed(article))
    return {seed: content for seed, content in found if content is not None}


def _raw_seed(root: Path, article: Article) -> bytes | None:
    for folder, name_ in (("seeds", article.seed), (f"{DATA}/graines", raw_name(article))):
        path = (root / folder / name_).resolve()
        with contextlib.suppress(OSError):
            content = path.read_bytes() if path.parent == root / folder else b""
            if hashlib.sha256(content).hexdigest() == article.sha256:
                return content
    return None


def _raw_stamps(root: Path) -> tuple[str, ...]:
    files = sorted(path for path in (root / "seeds").glob("*") if path.is_file())
    return tuple(f"{path.name}:{path.stat().st_size}:{path.stat().st_mtime_ns}" for path in files)


# --- docs -> site ---------------------------------------------------------------------------------------------------------------------


@_told
def publish_all(root: Path, *, afresh: bool = False, with_copy: bool = True, progress: Progress = _no_progress) -> Result:
    """Walk the third arrow: have the site built from its source."""
    outcome = publish(root, FOLDERS, afresh=afresh, with_copy=with_copy)
    progress("publish", 1, 1)
    return Result(published=outcome.built, findings=outcome.findings)


@_told
def bundle(root: Path, target: Path | None = None) -> Path:
    """Pack the built site into one file, to be read from a disk; return where it is."""
    return copied(root, target)


# --- beside the line: show --------------------------------------------------------------------------------------------------------------


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
    line = _Line.open(root)
    for path in files:
        try:
            yield Shown(path.as_posix(), _annotated(line, path, noticed=with_notices), line.authority)
        except ArchiveError as error:
            yield Unreadable(path.as_posix(), error.findings)


def _annotated(line: _Line, path: Path, *, noticed: bool) -> Article:
    """Annotate any file, with the notice beside it if that counts.

    Raises:
        ArchiveError: one of them cannot be read.
    """
    beside, settings = path.with_suffix(".yml"), line.authority.settings
    seed = read_file(path, settings)
    notice = read_notice(beside, settings) if noticed and beside.is_file() else None
    return annotate(seed, notice, line.authority, line.names)


# --- beside the line: evaluate ----------------------------------------------------------------------------------------------------------


@_told
def evaluate_all(root: Path, gold: Path) -> Evaluation:
    """Measure annotation on a folder of gold files, in the archive or not; nothing is written.

    Raises:
        SettingsError: there are no gold files.
        ArchiveError: gold or a text is faulty.
    """
    authority = read_authority(root)
    files = gold_files(gold.resolve(), root)
    return measure(files, [text_of(file, root) for file in files], authority, _annotating(authority))


def _annotating(authority: Authority) -> Annotate:
    """Return what annotates files, each with or without its notice; names are compiled when there is something to do."""

    def annotated(files: Sequence[tuple[Path, bool]]) -> Sequence[Article]:
        line = _Line(authority, gazetteer(authority))
        return tuple(_annotated(line, path, noticed=noticed) for path, noticed in files)

    return annotated


# --- beside the line: suggest -----------------------------------------------------------------------------------------------------------


@_told
def suggest_all(
    root: Path, *, limit: int, with_model: bool = False, progress: Progress = _no_progress
) -> tuple[Suggestions, tuple[Finding, ...]]:
    """Look through the annotated pages for names that no record knows; nothing is written. Faulty pages are left out, with findings.

    Raises:
        SettingsError: the model is wanted and not installed.
    """
    authority = read_authority(root)
    articles, findings = _articles(root, _files(root, RECORDS))
    seen = recognise(articles, lambda done: progress("recognise", done, len(articles))) if with_model else {}
    return suggest(articles, authority, seen, limit), findings


# --- beside the line: check --------------------------------------------------------------------------------------------------------------------


@_told
def check_all(root: Path) -> tuple[Finding, ...]:
    """Look at everything and write nothing: records, seeds, notices, annotated pages, and the laws that bind them."""
    authority = read_authority(root)
    reading: Reading = read(root, authority.settings)
    findings = list(reading.findings)
    findings += [found for ident, notice in reading.notices.items() if (found := _unknown_outlet(ident, notice, authority))]
    articles, faults = _articles(root, _files(root, RECORDS))
    listings = gather(articles, authority)
    measured, gold_faults = _measured(root, authority)
    site = config(root)
    pages = (
        *render(articles, listings, authority, site, _prose(root, _files(root, _PROSE)), measured),
        *export(articles, listings, authority, _raw_seeds(root, articles), site),
    )
    findings += [*faults, *gold_faults, *check(articles, listings, authority, pages), *_out_of_date(root, authority, reading, articles)]
    return tuple(sorted(set(findings)))


def _measured(root: Path, authority: Authority) -> tuple[Reliability | None, tuple[Finding, ...]]:
    """Return how right annotation is, or what is wrong with the gold that would tell."""
    try:
        return reliability(root, authority, _annotating(authority), keep=False), ()
    except ArchiveError as error:
        return None, error.findings


def _out_of_date(root: Path, authority: Authority, reading: Reading, articles: tuple[Article, ...]) -> Iterator[Finding]:
    """Yield the pages that are missing, edited by hand, or not what the builder would write today."""
    names = gazetteer(authority)
    known = {article.id for article in articles}
    for seed in reading.seeds:
        path = root / _page_path(seed.id)
        if not clean(seed).body:
            yield _no_text(seed)
            continue
        if seed.id not in known:
            if not path.exists():
                yield Finding(_page_path(seed.id), 0, "is missing", "run: archive annotate", Severity.NOTE)
            continue
        written = path.read_text(encoding="utf-8")
        page = Page(_page_path(seed.id), write_record(annotate(seed, reading.notices.get(seed.id), authority, names)).encode())
        if not is_untouched(written):
            yield Finding(page.path, 0, "was edited by hand", _as_notice(root, page), Severity.WARNING)
        elif written.encode() != page.content:
            yield Finding(page.path, 0, "is out of date", "run: archive annotate", Severity.NOTE)
    seeds = {seed.id for seed in reading.seeds} | set(reading.left_out)
    for ident in sorted(known - seeds):
        yield Finding(_page_path(ident), 0, "has no seed", "put its seed back, or delete the page", Severity.WARNING)
