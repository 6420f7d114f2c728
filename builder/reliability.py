"""Beside the line, reliability: how right annotation is on the archive's own gold texts, measured once and kept until something changes.

In: the archive's root, its Authority, and a way to annotate files. Out: a Reliability, None where the settings name no gold. Reads the gold and its
texts; keeps what it measured in `.cache/`, by content: gold, texts, records, settings and builder.

A file `comparison.json` in the folder of the gold holds what a benchmark measured of another program on the same texts; it is shown as it is.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from builder.disk import write_file
from builder.errors import ArchiveError, Finding, SettingsError
from builder.evaluate import Evaluation, Figures, Tally, evaluate
from builder.gold import GoldFile, gold_of
from builder.model import Article, Authority
from builder.schema import Day, Entry, Line, near_miss
from builder.stamps import FOLDER, code_digest, digest_of

COMPARISON = "comparison.json"
"""File in the folder of the gold: another program, measured on the same texts."""

Annotate = Callable[[Sequence[tuple[Path, bool]]], Sequence[Article]]
"""Annotates files, each with or without the notice beside it, as the second value says.

Raises:
    ArchiveError: one of them cannot be read.
"""


class Engine(Entry):
    """A program, and how it finds the names of the gold: `exact` the very words, `overlap` at least a part of them."""

    name: Line
    exact: Tally
    overlap: Tally


class Comparison(Entry):
    """What a benchmark measured, when, on how many texts of which set, and on which state of all gold (`texts_digest`)."""

    date: Day
    set: Line
    texts: int
    texts_digest: Line
    engines: tuple[Engine, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of all texts, and of each set by its name, in the order in which the gold files name them."""

    total: Figures
    sets: Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class Reliability:
    """How right annotation is. `digest` is of all that these figures depend on; `is_current` says whether the texts are still those compared."""

    measured: Measured
    comparison: Comparison | None
    is_current: bool
    digest: str


def reliability(root: Path, authority: Authority, annotate: Annotate, *, afresh: bool = False, keep: bool = True) -> Reliability | None:
    """Measure annotation on the gold that the settings name, or take what was measured of the same.

    Args:
        root: the archive's root.
        authority: its settings name the folder of the gold.
        annotate: called only where something has to be measured.
        afresh: measure in any case.
        keep: keep what was measured for the next time.

    Raises:
        SettingsError: the folder is not there, or has no gold files.
        ArchiveError: gold, a text or the comparison is faulty; all findings of the gold files at once.
    """
    if authority.settings.gold is None:
        return None
    folder = root / authority.settings.gold
    if not folder.resolve().is_relative_to(root.resolve()) or not folder.is_dir():
        raise SettingsError(_no_folder(root, authority.settings.gold))
    files = gold_files(folder, root)
    texts = tuple(text_of(file, root) for file in files)
    compared = folder / COMPARISON
    state = texts_digest(files, texts)
    key = digest_of(state, authority.digest, code_digest())
    kept = root / FOLDER / "reliability.json"
    measured = None if afresh else _kept(kept, key)
    if measured is None:
        evaluation = measure(files, texts, authority, annotate)
        measured = Measured(evaluation.total, evaluation.sets)
        if keep:
            _keep(kept, key, measured)
    comparison = _comparison(compared, root) if compared.is_file() else None
    digest = digest_of(key, compared.read_bytes() if comparison else b"")
    return Reliability(measured, comparison, comparison is None or comparison.texts_digest == state, digest)


def measure(files: Sequence[GoldFile], texts: Sequence[Path], authority: Authority, annotate: Annotate) -> Evaluation:
    """Annotate the texts of gold files and hold them against the gold.

    Raises:
        ArchiveError: a text cannot be read, or gold does not fit it.
    """
    articles = annotate([(text, file.gold.notice) for file, text in zip(files, texts, strict=True)])
    return evaluate(tuple(zip(files, articles, strict=True)), authority)


def gold_files(folder: Path, root: Path) -> tuple[GoldFile, ...]:
    """Read all gold files in a folder and those below it, in order of their paths.

    Raises:
        SettingsError: there are none.
        ArchiveError: some are faulty; all findings of all files.
    """
    paths = sorted(folder.rglob("*.yaml"))
    if not paths:
        raise SettingsError(Finding(_shown(folder, root), 0, "no gold files here", "name a folder with files *.yaml"))
    found: list[GoldFile] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            found.append(gold_of(_text(path, root), _shown(path, root)))
        except ArchiveError as error:
            findings += error.findings
    if findings:
        raise ArchiveError(tuple(findings))
    return tuple(found)


def text_of(file: GoldFile, root: Path) -> Path:
    """Return where the text of a gold file lies: beside it, else among the seeds."""
    beside = (root / file.path).with_name(file.gold.seed)
    return beside if beside.is_file() else root / "seeds" / beside.name


def texts_digest(files: Sequence[GoldFile], texts: Sequence[Path]) -> str:
    """Return a digest of gold, texts and the notices that count."""
    read = (
        path for file, text in zip(files, texts, strict=True) for path in (text, *((text.with_suffix(".yml"),) if file.gold.notice else ()))
    )
    return digest_of(*(repr(file.gold) for file in files), *(path.read_bytes() if path.is_file() else b"" for path in read))


def _no_folder(root: Path, folder: str) -> Finding:
    """Say that the settings name no folder, on the line where they do."""
    lines = (root / "archive/archive.yml").read_text(encoding="utf-8").splitlines()
    line = next((number for number, words in enumerate(lines, 1) if words.startswith("gold:")), 0)
    beside = (root / folder).parent
    near = near_miss(Path(folder).name, [path.name for path in beside.iterdir() if path.is_dir()]) if beside.is_dir() else ""
    hint = near or "write its path from the archive's root, or leave gold blank: then the site says that nothing was measured"
    return Finding("archive/archive.yml", line, f"gold: there is no folder {folder} in this archive", hint)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _text(path: Path, root: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ArchiveError(Finding(_shown(path, root), line, "this is not UTF-8", "save the file as UTF-8")) from error


def _comparison(path: Path, root: Path) -> Comparison:
    try:
        return Comparison.model_validate_json(_text(path, root))
    except ValidationError as error:
        where = "; ".join(".".join(map(str, item["loc"])) + ": " + item["msg"] for item in error.errors(include_url=False))
        hint = "it is a benchmark's to write: delete it, or measure again"
        raise ArchiveError(Finding(_shown(path, root), 0, f"is no comparison: {where}", hint)) from error


# --- what was measured before ---------------------------------------------------------------------------------------------------------

_AS_DATA = TypeAdapter(Measured)


def _kept(path: Path, key: str) -> Measured | None:
    """Return what was measured of the very same; a file that cannot be read, or is damaged, holds nothing."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return _AS_DATA.validate_python(kept["measured"]) if kept["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(path: Path, key: str, measured: Measured) -> None:
    with contextlib.suppress(OSError):  # a full disk or a folder that may not be written: the next run measures again
        write_file(path, json.dumps({"key": key, "measured": to_jsonable_python(measured, fallback=dict)}).encode())
