"""The files of the authority: found, read, and taken apart into front matter and note. The only part of this stage that touches the disk."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder import yaml_text
from builder.errors import ArchiveError, Finding
from builder.model import RefKind
from builder.yaml_text import Key, Yaml

FOLDERS: Mapping[RefKind, str] = {kind: f"archive/{kind}s" for kind in RefKind}
"""Where the records of a kind live: `archive/actors` and so on."""

SETTINGS = "archive/archive.yml"

RESERVED = frozenset({"index", "readme"})
_IDENT = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}")


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file as found. `path` is relative to the archive's root, with forward slashes."""

    kind: RefKind
    ident: str
    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A file taken apart: its data, the line of each value, the note below and the line on which the note begins."""

    data: dict[str, Yaml]
    lines: Mapping[Key, int]
    note: str = ""
    note_line: int = 0

    def line(self, key: Key) -> int:
        """Return the line of a value, or of the nearest thing around it."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)


def find_files(root: Path, findings: list[Finding]) -> list[RecordFile]:
    """Read all record files in order of their paths; what cannot be one is a finding."""
    home = root.resolve()
    files: list[RecordFile] = []
    for kind, folder in FOLDERS.items():
        for name in _names(root, folder, home, findings):
            path = f"{folder}/{name}"
            if problem := _misnamed(name):
                findings.append(Finding(path, 0, *problem))
            elif (content := read(root, path, home, findings)) is not None:
                files.append(RecordFile(kind, name.removesuffix(".md"), path, content))
    return sorted(files, key=lambda file: file.path)


def _names(root: Path, folder: str, home: Path, findings: list[Finding]) -> list[str]:
    """Return what stands in a folder, hidden files apart; a folder that is not there is an empty one."""
    try:
        if not _is_inside(root / folder, home):
            findings.append(_leaves(folder))
            return []
        return sorted(path.name for path in (root / folder).iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        findings.append(_unreadable(folder, error))
        return []


def _misnamed(name: str) -> tuple[str, str] | None:
    """Say why a file cannot be a record, and what to do."""
    stem, dot, suffix = name.rpartition(".")
    if not dot or suffix != "md":
        return "this is not a record", "records are files ID.md; move anything else out of this folder"
    if stem.lower() in RESERVED:
        return f"the id {stem.lower()!r} is reserved", "choose another file name"
    if not _IDENT.fullmatch(stem):
        return f"{stem!r} cannot be an id", "a file name has 1 to 81 small letters a-z, digits, - and _, and begins with a letter or digit"
    return None


def read(root: Path, path: str, home: Path, findings: list[Finding]) -> bytes | None:
    """Return a file's bytes, or None and a finding."""
    try:
        if (root / path).is_symlink() and not _is_inside(root / path, home):
            findings.append(_leaves(path))
            return None
        return (root / path).read_bytes()
    except OSError as error:
        findings.append(_unreadable(path, error))
        return None


def _is_inside(path: Path, home: Path) -> bool:
    return path.resolve().is_relative_to(home)


def _leaves(path: str) -> Finding:
    return Finding(path, 0, "this symbolic link leads out of the archive", "put the file itself here")


def _unreadable(path: str, error: OSError) -> Finding:
    return Finding(path, 0, f"cannot be read: {error.strerror or error}", "check that it is a file and who may read it")


def digest(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the SHA-256 over paths and contents, each with its length before it, in order of the paths."""
    total = hashlib.sha256()
    for path, content in sorted(files):
        name = path.encode("utf-8", "surrogateescape")
        total.update(b"%d %s %d " % (len(name), name, len(content)) + content)
    return total.hexdigest()


# --- taking apart ---------------------------------------------------------------------------------------------------------------------

_FENCED = re.compile(r"---[ \t]*\n(?P<front>(?:.*\n)*?)---[ \t]*(?:\n|\Z)(?P<note>(?:.|\n)*)")


def document(path: str, content: bytes) -> Document:
    """Take a record file apart.

    Raises:
        ArchiveError: not UTF-8, no front matter, or not YAML that can be trusted.
    """
    text = decoded(path, content)
    match = _FENCED.fullmatch(text)
    if match is None:
        hint = "close it with a second line ---" if text.startswith("---") else "begin with a line ---, then keys, then a second line ---"
        raise ArchiveError(Finding(path, 1, "this record has no front matter", hint))
    data, lines = mapping(path, match["front"], 2)
    before = text[: match.start("note")] + match["note"][: len(match["note"]) - len(match["note"].lstrip())]
    return Document(data, lines, match["note"].strip(), before.count("\n") + 1)


def decoded(path: str, content: bytes) -> str:
    """Return the text of a file people wrote: UTF-8 with or without its mark, any line ends, NFC."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ArchiveError(Finding(path, line, "this is not UTF-8", "save the file as UTF-8")) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def mapping(path: str, text: str, first_line: int) -> tuple[dict[str, Yaml], Mapping[Key, int]]:
    """Read YAML that must be keys with values; keys with nothing behind them are as if left out.

    Raises:
        ArchiveError: see `yaml_text.load`; or it is a list or a single value.
    """
    data, lines = yaml_text.load(text, path, first_line)
    if data is None:
        return {}, lines
    if not isinstance(data, dict):
        raise ArchiveError(Finding(path, first_line, "this is not a list of keys with values", 'write one a line: name: "…"'))
    return _without_blanks(data), lines


def _without_blanks(data: dict[str, Yaml]) -> dict[str, Yaml]:
    return {key: _filled(value) for key, value in data.items() if value is not None}


def _filled(value: Yaml) -> Yaml:
    if isinstance(value, dict):
        return _without_blanks(value)
    return [_filled(item) for item in value] if isinstance(value, list) else value
