"""The arrows: seeds -> archive -> docs -> site, alone or all three. The order of what reads one seed stands in `annotation`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from builder.authority import authority as read_authority
from builder.check import check
from builder.config import SiteSettings, config
from builder.errors import ArchiveError, Finding, Severity
from builder.export import export
from builder.gather import gather
from builder.model import Authority, Notice, Page, Seed
from builder.pipeline.annotation import Line, Ready, annotate, annotating
from builder.pipeline.source import PROSE, RECORDS, articles_of, digest_of_file, lost, markdown_files, prose_of, raw_seeds, raw_stamps
from builder.pipeline.walk import Progress, no_progress, told
from builder.publish import SITE, copied, publish
from builder.read import read
from builder.record import is_untouched, read_record, write_record
from builder.reliability import Reliability, reliability
from builder.render import render
from builder.stamps import Stamps, code_digest, digest_of, inputs, remember
from builder.workers import in_parallel
from builder.write import FOLDERS, MANIFEST, Written, write

_MADE = (RECORDS, *FOLDERS, MANIFEST, SITE)
"""All that the line writes."""


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


def build(root: Path, *, jobs: int = 1, afresh: bool = False, with_copy: bool = True, progress: Progress = no_progress) -> Result:
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


@told
def annotate_all(root: Path, *, jobs: int = 1, afresh: bool = False, progress: Progress = no_progress) -> Result:
    """Walk the first arrow: write one annotated page for each seed.

    A faulty seed or notice leaves out its article, whose last good page stays. A page that a person edited is never replaced.
    """
    authority = read_authority(root)
    reading = read(root, authority.settings)
    if reading.clashes:
        raise ArchiveError(reading.findings)
    strangers = {ident: found for ident, notice in reading.notices.items() if (found := unknown_outlet(ident, notice, authority))}
    seeds = tuple(seed for seed in reading.seeds if seed.id not in strangers)
    stamps = Stamps.load(root, "annotate", afresh=afresh)
    keys = {seed.id: _key(seed, reading.notices.get(seed.id), authority) for seed in seeds}
    stale = tuple(seed for seed in seeds if not stamps.holds(seed.id, keys[seed.id], root / page_path(seed.id)))
    work = [(seed, reading.notices.get(seed.id)) for seed in stale]
    pages: list[Page] = []
    blank: dict[str, Finding] = {}
    for done, (seed, page) in enumerate(zip(stale, in_parallel(_annotated_page, Ready(authority), root, work, jobs), strict=True), 1):
        if page:
            pages.append(page)
        else:
            blank[seed.id] = no_text(seed)
        progress("annotate", done, len(work))
    new = {page.path for page in pages}
    keep = {page_path(ident) for ident in (*(seed.id for seed in seeds), *strangers, *reading.left_out)} - new
    outcome = write(root, tuple(pages), (RECORDS,), owns=lambda _path, content: is_untouched(content.decode("utf-8", "replace")), keep=keep)
    refused = {finding.path for finding in outcome.findings}
    good = (seed.id for seed in seeds if seed.id not in blank and page_path(seed.id) not in refused)
    stamps.save({ident: (keys[ident], root / page_path(ident)) for ident in good})
    explained = _explained(root, outcome, {page.path: page for page in pages})
    findings = (*reading.findings, *strangers.values(), *blank.values(), *explained)
    return Result(len(seeds) - len(blank), outcome.written, outcome.removed, findings=tuple(sorted(findings)))


def _annotated_page(line: Line, work: tuple[Seed, Notice | None]) -> Page | None:
    """Return the page of a seed, None where no text is found in it."""
    article = annotate(*work, line.authority, line.names)
    return Page(page_path(article.id), write_record(article).encode()) if article.text.body else None


def no_text(seed: Seed) -> Finding:
    """Tell of a seed that has no text."""
    hint = "it may show its text by a script only: save the article's text as plain text, in a .txt file"
    return Finding(f"seeds/{seed.name}", 0, "no text was found in this page", hint)


def page_path(ident: str) -> str:
    """Return where the annotated page of a seed stands."""
    return f"{RECORDS}/{ident}.md"


def _key(seed: Seed, notice: Notice | None, authority: Authority) -> str:
    """Return a digest of all that an annotated page depends on."""
    return digest_of(seed.name, seed.sha256, repr(notice), authority.digest, code_digest())


def unknown_outlet(ident: str, notice: Notice, authority: Authority) -> Finding | None:
    """Tell of a notice that names an outlet of which there is no record."""
    if notice.outlet is None or notice.outlet in authority.outlets:
        return None
    return Finding(f"seeds/{ident}.yml", 0, f"no record archive/outlets/{notice.outlet}.md", "write the id of an outlet, or add its record")


def _explained(root: Path, outcome: Written, pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Yield the findings of writing; for a page that a person edited, with the notice that would say the same."""
    for finding in outcome.findings:
        page = pages.get(finding.path)
        yield replace(finding, hint=as_notice(root, page)) if page and _is_edited(root / finding.path) else finding


def _is_edited(path: Path) -> bool:
    """Say whether a page is a person's: the disk may refuse one that is ours, or a link stand in its place."""
    try:
        return not path.is_symlink() and not is_untouched(path.read_bytes().decode("utf-8", "replace"))
    except OSError:
        return False


def as_notice(root: Path, page: Page) -> str:
    """Return the advice that says a person's edit of a page as a notice would."""
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


@told
def render_all(root: Path, *, afresh: bool = False, progress: Progress = no_progress) -> Result:
    """Walk the second arrow: from the annotated pages alone to the source of the site."""
    authority = read_authority(root)
    records = markdown_files(root, RECORDS)
    sources = markdown_files(root, PROSE)
    site = config(root)
    stamps = Stamps.load(root, "render", afresh=afresh)
    measured = reliability(root, authority, annotating(authority), afresh=afresh)
    figures = measured.digest if measured else ""
    key = digest_of(
        authority.digest, code_digest(), repr(site), figures, *(digest_of_file(path) for path in (*records, *sources)), *raw_stamps(root)
    )
    if stamps.holds_all(key, root, FOLDERS):
        return Result(len(records))
    number, pages, findings = _rendered(root, records, _Given(authority, site, prose_of(root, sources), measured), progress)
    outcome = write(root, pages, FOLDERS)
    findings = tuple(sorted((*findings, *outcome.findings)))
    if not findings:
        stamps.save_all(key, root, FOLDERS)
    return Result(number, outcome.written, outcome.removed, findings=findings)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the source of the site is made from, beside the annotated pages."""

    authority: Authority
    site: SiteSettings
    prose: Mapping[str, str]
    measured: Reliability | None


def _rendered(
    root: Path, records: tuple[Path, ...], given: _Given, progress: Progress
) -> tuple[int, tuple[Page, ...], tuple[Finding, ...]]:
    """Return the number of articles, every file of the site's source, and the findings. The articles themselves are let go before anything is written.

    Raises:
        ArchiveError: a law is broken.
    """
    articles, findings = articles_of(root, records)
    listings = gather(articles, given.authority)
    progress("gather", 1, 1)
    seeds = raw_seeds(root, articles)
    pages = (
        *render(listings, given.authority, given.site, given.prose, given.measured, lost(articles, seeds)),
        *export(articles, listings, given.authority, seeds, given.site),
    )
    progress("render", len(pages), len(pages))
    found = check(articles, listings, given.authority, pages)
    if any(finding.severity is Severity.ERROR for finding in found):
        raise ArchiveError((*findings, *found))
    return len(articles), pages, (*findings, *found)


# --- docs -> site ---------------------------------------------------------------------------------------------------------------------


@told
def publish_all(root: Path, *, afresh: bool = False, with_copy: bool = True, progress: Progress = no_progress) -> Result:
    """Walk the third arrow: have the site built from its source."""
    outcome = publish(root, FOLDERS, afresh=afresh, with_copy=with_copy)
    progress("publish", 1, 1)
    return Result(published=outcome.built, findings=outcome.findings)


@told
def bundle(root: Path, target: Path | None = None) -> Path:
    """Pack the built site into one file, to be read from a disk; return where it is."""
    return copied(root, target)
