"""YAML as people write it and as the builder writes it: strings with their lines, and one canonical spelling.

`load` takes YAML text and gives plain data (every scalar a string, so that `2016`, `20:30` and `no` are no surprises) with the line
of every key and item; `dump` takes plain data and gives the one spelling that the archive writes. Pure: no disk, no clock, no log.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from builder.errors import ArchiveError, Finding

Yaml = str | list["Yaml"] | dict[str, "Yaml"] | None
"""What `load` gives: a plain `null`, `~` or nothing at all is None, every other scalar its characters."""

Key = tuple[str | int, ...]
"""The way from the root to a value: keys of maps, indexes of lists. The root is `()`."""


_Event = Any
"""An event of the C parser: its stubs leave out marks, anchors and tags."""


class Word(str):
    """A string of a closed vocabulary or an id: `dump` writes it without quotes where every YAML reader would still see a string."""

    __slots__ = ()


def load(text: str, path: str, first_line: int = 1) -> tuple[Yaml, Mapping[Key, int]]:
    """Read one YAML document.

    Args:
        text: the document, without the `---` lines around a front matter.
        path: where it stands, for findings only.
        first_line: the line of the file on which `text` begins.

    Returns:
        The data, and the line of each value's key (of each item, in a list), counted from 1 in the file.

    Raises:
        ArchiveError: not YAML, or YAML that says other than it seems to: a key twice, an anchor, a tag, text lost behind ` #`.
    """
    reading = _Reading(text, path, first_line)
    try:
        _refuse_unprintable(reading)
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            _take(event, reading)
    except yaml.YAMLError as error:
        raise ArchiveError(_syntax_finding(error, reading)) from error
    if reading.findings:
        raise ArchiveError(tuple(reading.findings))
    return reading.root, reading.lines


MAX_DEPTH = 30
"""Lists and maps within each other that `load` follows: people write three or four, `[[[[...` is an attack or an accident."""


@dataclass(slots=True)
class _Open:
    """A list or map whose end has not been seen. `name` is the key that waits for its value;"""

    data: list[Yaml] | dict[str, Yaml]
    key: Key
    name: str | None = None


@dataclass(slots=True)
class _Reading:
    """What is gathered while the parser's events go by, once and without recursion."""

    text: str
    path: str
    first_line: int
    root: Yaml = None
    lines: dict[Key, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    documents: int = 0
    rows: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines[()] = self.first_line

    def find(self, row: int, problem: str, hint: str) -> None:
        """Note a fault on a row (counted from 0) of the text."""
        self.findings.append(Finding(self.path, row + self.first_line, problem, hint))

    def stop(self, row: int, problem: str, hint: str) -> None:
        """Note a fault behind which nothing can be read."""
        self.find(row, problem, hint)
        raise ArchiveError(tuple(self.findings))

    def row(self, number: int) -> str:
        """Return a row of the text; the rows are split when first asked for."""
        if not self.rows:
            self.rows = _BREAK.split(self.text)
        return self.rows[number] if number < len(self.rows) else ""


_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""The line breaks that the parser counts."""

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML 1.2.2 (5.1) does not allow outside escapes."""


def _refuse_unprintable(reading: _Reading) -> None:
    if bad := _UNPRINTABLE.search(reading.text):
        row = len(_BREAK.findall(reading.text, 0, bad.start()))
        problem = f"the character U+{ord(bad.group()):04X} is not allowed in YAML"
        reading.stop(row, problem, "remove it, or write it as an escape in double quotes")


def _take(event: _Event, reading: _Reading) -> None:
    """Fit one event of the parser into the data so far."""
    kind = type(event)
    if kind is yaml.ScalarEvent:
        _refuse_shared(event, reading)
        _take_scalar(event, reading)
    elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
        _refuse_shared(event, reading)
        _take_start(event, {} if kind is yaml.MappingStartEvent else [], reading)
    elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
        reading.open.pop()
    elif kind is yaml.AliasEvent:
        problem = f"an alias (*{event.anchor}) stands for a value"
        reading.stop(event.start_mark.line, problem, "write the value out, or put the text in quotes")
    elif kind is yaml.DocumentStartEvent:
        reading.documents += 1
        if reading.documents > 1:
            reading.stop(event.start_mark.line, "a second document begins", "one document a file: remove the line ---")


def _refuse_shared(event: _Event, reading: _Reading) -> None:
    """Report anchors and tags: they make a value other than what its characters say."""
    if event.anchor:
        reading.find(event.start_mark.line, f"an anchor (&{event.anchor}) marks a value", "write the value out, or put the text in quotes")
    if event.tag:
        reading.find(event.start_mark.line, f"a tag ({event.tag}) changes what the value is", "remove the tag, or put the text in quotes")


def _take_start(event: _Event, data: list[Yaml] | dict[str, Yaml], reading: _Reading) -> None:
    row = event.start_mark.line
    if len(reading.open) >= MAX_DEPTH:
        reading.stop(row, f"lists or maps stand in each other more than {MAX_DEPTH} deep", "put text that contains [ or { in quotes")
    parent = reading.open[-1] if reading.open else None
    if parent and isinstance(parent.data, dict) and parent.name is None:
        reading.stop(row, "a key is not plain text", "put text that contains [ or { in quotes")
    reading.open.append(_Open(data, _place(data, row, reading)))


def _take_scalar(event: _Event, reading: _Reading) -> None:
    parent = reading.open[-1] if reading.open else None
    if parent and isinstance(parent.data, dict) and parent.name is None:
        _take_name(event, parent, reading)
        return
    value: str | None = event.value
    if not event.style:
        if "#" in reading.text:
            _look_for_lost_text(event, reading)
        value = None if value in _NULLS else value
    _place(value, event.start_mark.line, reading)


_NULLS = frozenset({"", "~", "null"})


def _take_name(event: _Event, parent: _Open, reading: _Reading) -> None:
    """Take the key of a map's next value; the value of a key seen before is read and forgotten."""
    row = event.start_mark.line
    parent.name = event.value
    if event.value in parent.data:
        first = reading.lines[*parent.key, event.value]
        reading.find(row, f"the key {event.value!r} stands twice", f"the first is on line {first}; keep one")
    else:
        reading.lines[*parent.key, event.value] = row + reading.first_line


def _place(value: Yaml, row: int, reading: _Reading) -> Key:
    """Put a value where the parser stands, and return the way to it."""
    if not reading.open:
        reading.root = value
        return ()
    parent = reading.open[-1]
    if isinstance(parent.data, list):
        key: Key = (*parent.key, len(parent.data))
        reading.lines[key] = row + reading.first_line
        parent.data.append(value)
        return key
    name = parent.name or ""
    parent.name = None
    parent.data.setdefault(name, value)
    return (*parent.key, name)


_COMMENT = re.compile(r"\s{2,}# |\s*#?\s*$")
"""What may follow a value without quotes: a comment set off by two spaces, or nothing."""


def _look_for_lost_text(event: _Event, reading: _Reading) -> None:
    """Report `title: Article #12`, of which YAML keeps only `Article`."""
    row, column = event.end_mark.line, event.end_mark.column
    rest = reading.row(row)[column:]
    if event.value and re.match(r"\s+#", rest) and not _COMMENT.match(rest):
        hint = "quote the whole value to keep it; a comment is set off by two spaces and begins with '# '"
        reading.find(row, f"the text from # on is lost: {rest.strip()!r}", hint)


def _syntax_finding(error: yaml.YAMLError, reading: _Reading) -> Finding:
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    around = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or around
    if around and "end of stream" in problem and "quoted scalar" in (getattr(error, "context", None) or ""):
        problem, mark = "a quoted scalar does not end", around  # what is wrong is where it begins
    row = mark.line if mark else 0
    return Finding(reading.path, row + reading.first_line, f"not valid YAML: {problem}", _syntax_hint(reading, row, problem))


_UNQUOTED_COLON = re.compile(r"^\s*(?:- )?\s*[\w-]+\s*:\s+[^\"'\[{|>#\s].*:(?:\s|$)")


def _syntax_hint(reading: _Reading, row: int, problem: str) -> str:
    """Say what most often lies behind a syntax error at this row or the one before it."""
    for number in (row, row - 1):
        if number >= 0 and _UNQUOTED_COLON.match(reading.row(number)):
            return 'a value with a colon in it needs quotes: title: "A: B"'
    if "\t" in reading.row(row):
        return "YAML is indented with spaces, not tabs"
    if "quoted scalar" in problem:
        return "a quotation mark is not closed"
    return "check indentation, quotation marks and brackets"


# --- reading what `dump` wrote, fast ---------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[A-Za-z0-9_][A-Za-z0-9_./-]*')


def load_own(text: str) -> Yaml:
    """Read what `dump` wrote and nobody changed, as `load` would and some ten times faster: its lines are JSON but for bare words.

    Raises:
        ValueError: a map stands in a block of its own, or this is not what `dump` wrote; `load` knows what it is.
    """
    fields: list[tuple[str, list[str]]] = []
    for line in _TOKEN.sub(_quoted, text.removesuffix("\n")).split("\n"):
        if line.startswith("- "):
            fields[-1][1].append(line[2:])
        else:
            fields.append((line, []))
    pairs = (f"{head}[{','.join(items)}]" if head.endswith(":") else head for head, items in fields)
    data: Yaml = json.loads("{" + ",".join(pairs) + "}")
    return data


def _quoted(token: re.Match[str]) -> str:
    word = token.group()
    return word if word[0] == '"' or word == "null" else f'"{word}"'


# --- writing --------------------------------------------------------------------------------------------------------------------------

Plain = Mapping[str, "Plain"] | Sequence["Plain"] | str | int | float | dt.date | None
"""What `dump` takes."""


def dump(data: Mapping[str, Plain]) -> str:
    """Write a map in the one spelling of the archive, ending in a line break.

    Strings and dates are in double quotes, `Word`s and numbers plain; keys keep their order; maps in lists and small maps in maps stand on one
    line; nothing is folded, so that a changed value changes one line. Law: `load(dump(data))` gives the data back, each scalar as a string.
    """
    return "".join(f"{line}\n" for line in _block(data, ""))


_SMALL = 120
"""Length up to which a map within a map stands on one line."""


def _block(data: Mapping[str, Plain], indent: str) -> list[str]:
    lines: list[str] = []
    for name, value in data.items():
        head = f"{indent}{_key(name)}:"
        if isinstance(value, _SCALARS):
            lines.append(f"{head} {_flow(value)}")
        elif isinstance(value, Sequence) and value and isinstance(value[0], Mapping):
            lines += [head, *(line for item in value for line in _list_item(item, indent))]
        elif isinstance(value, Mapping) and value and not _fits(value):
            lines += [head, *_block(value, indent + "  ")]
        else:
            lines.append(f"{head} {_flow(value)}")
    return lines


def _list_item(item: Plain, indent: str) -> list[str]:
    if isinstance(item, Mapping) and not all(_is_shallow(value) for value in item.values()):
        inner = _block(item, indent + "  ")
        return [f"{indent}- {inner[0].lstrip()}", *inner[1:]]
    return [f"{indent}- {_flow(item)}"]


_SCALARS = (str, int, float, dt.date, type(None))


def _is_shallow(value: Plain) -> bool:
    """Say whether a value is a scalar or a list of scalars."""
    if isinstance(value, _SCALARS) or not value:
        return True
    return not isinstance(value, Mapping) and all(isinstance(item, _SCALARS) for item in value)


def _fits(value: Mapping[str, Plain]) -> bool:
    return all(map(_is_shallow, value.values())) and len(_flow(value)) <= _SMALL


def _flow(value: Plain) -> str:
    if isinstance(value, str):
        return _spelled(value)
    if isinstance(value, _SCALARS):
        return _scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join([f"{_key(name)}: {_flow(inner)}" for name, inner in value.items()]) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]"


def _scalar(value: Plain) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value.isoformat()}"' if isinstance(value, dt.date) else str(value)


@lru_cache(maxsize=1 << 10)
def _key(name: str) -> str:
    return _spelled(Word(name))


_SAFE_WORD = re.compile(r"(?:[A-Za-z_]|[0-9][0-9A-Fa-f_.oxX-]*[G-NP-WYZg-np-wyz])[A-Za-z0-9_./-]*")
"""Begins with a letter, or with a digit but holds a letter that no YAML number or date has."""

_RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "_"})
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]')
_SHORT_ESCAPES = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"}


def _spelled(text: str) -> str:
    if isinstance(text, Word) and _is_safe(text):
        return text
    if text.isprintable() and '"' not in text and "\\" not in text:  # what else is escaped cannot be printed
        return f'"{text}"'
    return '"' + _ESCAPED.sub(_escape, text) + '"'


@lru_cache(maxsize=1 << 14)
def _is_safe(word: str) -> bool:
    return _SAFE_WORD.fullmatch(word) is not None and word.lower() not in _RESERVED


def _escape(match: re.Match[str]) -> str:
    """Escape what YAML would misread and what an editor would hide (controls, zero-width and bidirectional marks)."""
    character = match.group()
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04X}"
