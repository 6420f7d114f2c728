"""The command line: the only module that prints, and the only one that exits.

Exit codes: 0 fine, 1 findings, 2 usage or settings. What a command needs is imported when it runs: a build with nothing to do, or a search, does
not wait for the stages that it has no use for.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from builder.errors import ArchiveError, Finding, SettingsError, Severity

if TYPE_CHECKING:
    from builder.pipeline import Progress, Result

app = typer.Typer(
    name="archive",
    help="Turn raw press articles into an annotated, searchable static archive.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_FINDINGS, _USAGE, _STOPPED = 1, 2, 130

Root = Annotated[
    Path | None, typer.Option("--root", help="The archive's folder; otherwise the nearest parent folder with archive/archive.yml.")
]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="On how many processes seeds are annotated.")]
Clean = Annotated[bool, typer.Option("--clean", help="Trust no earlier work: do everything anew.")]


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


@app.command()
def build(root: Root = None, jobs: Jobs = os.cpu_count() or 1, *, clean: Clean = False) -> None:
    """Walk the whole line: seeds -> archive -> docs -> site."""
    with _told("build") as progress:
        from builder import stamps

        folder = _root(root)
        if not clean and stamps.is_current(folder):
            typer.echo("nothing to write")
            return
        from builder import pipeline

        _end(pipeline.build(folder, jobs=jobs, afresh=clean, progress=progress))


@app.command()
def annotate(root: Root = None, jobs: Jobs = os.cpu_count() or 1, *, clean: Clean = False) -> None:
    """Walk the first arrow: write an annotated page for each seed."""
    from builder import pipeline

    with _told("annotate") as progress:
        _end(pipeline.annotate_all(_root(root), jobs=jobs, afresh=clean, progress=progress))


@app.command()
def render(root: Root = None, *, clean: Clean = False) -> None:
    """Walk the second arrow: write the source of the site from the annotated pages."""
    from builder import pipeline

    with _told("render") as progress:
        _end(pipeline.render_all(_root(root), afresh=clean, progress=progress))


@app.command()
def publish(root: Root = None, *, clean: Clean = False) -> None:
    """Walk the third arrow: build the site from its source."""
    from builder import pipeline

    with _told("publish") as progress:
        _end(pipeline.publish_all(_root(root), afresh=clean, progress=progress))


@app.command()
def bundle(
    root: Root = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.zip", help="Where to; by default into the archive, named after it.")
    ] = None,
) -> None:
    """Pack the built site into one file that is read from a disk, without a server or a network."""
    from builder import pipeline

    with _told("bundle"):
        place = pipeline.bundle(_root(root), out)
    typer.echo(f"{place}: {place.stat().st_size / 1e6:.1f} MB; unpack it and open index.html")


@app.command()
def check(root: Root = None, form: Annotated[Format, typer.Option("--format", help="How findings are printed.")] = Format.TEXT) -> None:
    """Look at everything and write nothing."""
    from builder import pipeline

    with _told("check", form):
        findings = pipeline.check_all(_root(root))
    _print(findings, form)
    if any(finding.severity is not Severity.NOTE for finding in findings):
        raise typer.Exit(_FINDINGS)


@app.command()
def show(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Any texts, seeds or not.", show_default=False)],
    root: Root = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    no_notice: Annotated[bool, typer.Option("--no-notice", help="Leave out what the file's notice states.")] = False,
) -> None:
    """Annotate any files with the archive's authority, and write nothing."""
    from builder import pipeline

    faults = 0
    with _told("show"):
        for shown in pipeline.show(_root(root), files, with_notices=not no_notice):
            faults += isinstance(shown, pipeline.Unreadable)
            if as_json:
                typer.echo(json.dumps(shown.as_json(), ensure_ascii=False))
            else:
                typer.echo(shown.as_text())
    if faults:
        raise typer.Exit(_FINDINGS)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder of gold files; folders in it count.", show_default=False)],
    root: Root = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Add, text by text, what was missed and what is wrong.")] = False,
) -> None:
    """Measure annotation against what careful reading says of texts, and write nothing."""
    from builder import evaluate as measure, pipeline

    with _told("evaluate"):
        evaluation = pipeline.evaluate_all(_root(root), gold)
    told = json.dumps(measure.as_json(evaluation), ensure_ascii=False, indent=1) if as_json else measure.as_text(evaluation)
    typer.echo(told, nl=as_json)


@app.command()
def suggest(
    root: Root = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many names are shown.")] = 20,
    *,
    ner: Annotated[bool, typer.Option("--ner", help="Look for names with a statistical model too (the optional extra `ner`).")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show names of the annotated articles that no record knows, and write nothing."""
    from builder import pipeline, suggest as names

    with _told("suggest") as progress:
        found, findings = pipeline.suggest_all(_root(root), limit=limit, with_model=ner, progress=progress)
    _print(findings, Format.TEXT)
    typer.echo(json.dumps(names.as_json(found), ensure_ascii=False, indent=1) if as_json else names.as_text(found), nl=as_json)
    if findings:
        raise typer.Exit(_FINDINGS)


@app.command()
def serve(
    root: Root = None, port: Annotated[int, typer.Option("--port", min=0, max=65535, help="On which port; 0 takes any.")] = 8000
) -> None:
    """Serve the site on this machine, rebuild it on every change and reload the browser."""
    from builder import pipeline
    from builder.serve import serve as serve_site

    with _told("serve"):
        folder = _root(root)
        _rebuild(pipeline.build, folder)
        serve_site(folder, lambda: _rebuild(pipeline.build, folder), port, lambda url: typer.echo(f"serving {url} (stop with Ctrl-C)"))


def _rebuild(build: Callable[..., Result], folder: Path) -> None:
    """Build, and tell what was done or what is wrong: a fault does not end the serving."""
    try:
        result = build(folder, jobs=os.cpu_count() or 1, with_copy=False)
    except ArchiveError as error:
        _print(error.findings, Format.TEXT)
        typer.echo("not built; mend the above and save")
    else:
        _summarise(result)


class Sort(StrEnum):
    """In which order articles are given."""

    RELEVANCE = "relevance"
    DATE = "date"


@app.command()
def search(
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUERY...",
            help='Words, all of which must occur; "a phrase", beg*, title: actor: place: outlet: date:, OR, NOT and brackets.',
            show_default=False,
        ),
    ] = None,
    root: Root = None,
    actor: Annotated[list[str] | None, typer.Option("--actor", metavar="ID", help="Names this actor (each one given).")] = None,
    place: Annotated[list[str] | None, typer.Option("--place", metavar="ID", help="Names this place (each one given).")] = None,
    outlet: Annotated[list[str] | None, typer.Option("--outlet", metavar="ID", help="Published there (any one given).")] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Perhaps published then or later: 2016-12-06, 2016-12, 2016.")
    ] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Perhaps published then or earlier.")] = None,
    sort: Annotated[Sort, typer.Option("--sort", help="Best first, or newest first.")] = Sort.RELEVANCE,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many articles are shown.")] = 10,
    *,
    exact: Annotated[
        bool, typer.Option("--exact", help="Letter by letter, only case ignored: no other forms, spellings or names.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Search the annotated articles, with no network and no site built."""
    from builder import lookup

    words = " ".join(query or ())
    if not any((words.strip(), actor, place, outlet, first, last)):
        raise typer.BadParameter("nothing to search for: write a word, or name an actor, place, outlet or date")
    asked = lookup.Request(
        words, tuple(actor or ()), tuple(place or ()), tuple(outlet or ()), first, last, sort.value, limit, is_exact=exact
    )
    with _told("search") as progress:
        found, findings = lookup.look_up(_root(root), asked, progress)
    _print(findings, Format.TEXT)
    typer.echo(json.dumps(found.as_json(), ensure_ascii=False) if as_json else lookup.as_text(found, marked=sys.stdout.isatty()))


@app.command()
def index(root: Root = None, *, clean: Clean = False) -> None:
    """Bring the search index up to date; a search does so by itself."""
    from builder import lookup

    with _told("index") as progress:
        done = lookup.reindex(_root(root), afresh=clean, progress=progress)
    _print(done.findings, Format.TEXT)
    changes = f"{done.taken} read anew, {done.removed} removed" if done.taken or done.removed else "nothing to index"
    typer.echo(f"{done.articles} articles, {changes}")


def main() -> None:
    """Run the command line. A reader that stops listening (`| head`) is no fault."""
    try:
        app()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(_FINDINGS) from None


def _root(given: Path | None) -> Path:
    """Return the archive's root: the folder given, else the nearest parent that holds an archive."""
    start = (given or Path.cwd()).resolve()
    for folder in (start,) if given else (start, *start.parents):
        if (folder / "archive" / "archive.yml").is_file():
            return folder
    where = str(given) if given else "this folder and those above it"
    raise SettingsError(
        Finding(where, 0, "no archive here: archive/archive.yml is missing", "go to the archive's folder, or name it with --root")
    )


@contextmanager
def _told(stage: str, form: Format = Format.TEXT) -> Iterator[Progress]:
    """Show progress where a person looks on; turn errors into messages and exit codes."""
    try:
        with _progress() if sys.stderr.isatty() else nullcontext(_quietly) as progress:
            yield progress
    except SettingsError as error:
        _print(error.findings, form)
        raise typer.Exit(_USAGE) from None
    except ArchiveError as error:
        _print(error.findings, form)
        raise typer.Exit(_FINDINGS) from None
    except KeyboardInterrupt:
        typer.echo(f"{stage}: stopped; the next run goes on from here", err=True)
        raise typer.Exit(_STOPPED) from None


@contextmanager
def _progress() -> Iterator[Progress]:
    from rich import progress as bars
    from rich.console import Console

    columns = (bars.TextColumn("{task.description}"), bars.BarColumn(), bars.MofNCompleteColumn())
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        tasks: dict[str, bars.TaskID] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = shown.add_task(stage, total=total)
            shown.update(tasks[stage], completed=done, total=total)

        yield progress


def _quietly(_stage: str, _done: int, _total: int) -> None:
    """Show nothing: nobody looks on."""


def _end(result: Result) -> None:
    _summarise(result)
    if not result.is_fine:
        raise typer.Exit(_FINDINGS)


def _summarise(result: Result) -> None:
    _print(result.findings, Format.TEXT)
    parts = [f"{result.written} files written", f"{result.removed} removed"] if result.written or result.removed else ["nothing to write"]
    if result.articles:
        parts.insert(0, f"{result.articles} articles")
    typer.echo(", ".join(parts) + ("; site built" if result.published else ""))


def _print(findings: tuple[Finding, ...], form: Format) -> None:
    if form is Format.JSON:
        typer.echo(json.dumps([_as_json(finding) for finding in findings], ensure_ascii=False, indent=1))
        return
    for finding in findings:
        typer.echo(_as_github(finding) if form is Format.GITHUB else f"{finding.severity}: {finding}", err=form is Format.TEXT)


def _as_json(finding: Finding) -> dict[str, str | int]:
    return {"path": finding.path, "line": finding.line, "severity": finding.severity, "problem": finding.problem, "hint": finding.hint}


def _as_github(finding: Finding) -> str:
    """Return a workflow command; its data is escaped as the forge asks, so that no file's content can give a command of its own."""
    kind = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}[finding.severity]
    message = finding.problem + (f" ({finding.hint})" if finding.hint else "")
    place = f"file={_escaped(finding.path, ':,')}" + (f",line={finding.line}" if finding.line else "")
    return f"::{kind} {place}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    for letter in "%\r\n" + more:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text
