"""Rows as files: JSON that gives every value as it is, CSV that is safe to open in a spreadsheet. Pure.

CSV is RFC 4180, UTF-8; lists within a cell are joined by `|`, an unknown value is an empty cell. A cell that a spreadsheet would take for a formula begins
with an apostrophe more than its value does, which spreadsheets hide; the JSON has the value as it is.

Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.model import Page
from builder.packing import Packer
from builder.report import Json

FOLDER = "docs/donnees"

Row = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `type` is a type of Table Schema; `of` is the table whose `id` its values are."""

    name: str
    type: str = "string"
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one shape, to be walked over once. `key` names the columns that tell two rows apart."""

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    rows: Iterable[Row] = ()


def in_both(table: Table) -> tuple[Page, Page]:
    """Return a table as CSV and as JSON, in one walk over rows that are let go at once: those of all mentions fill ten times the memory that the files do."""
    sheet, objects = _Csv(table), Packer()
    rows = (sheet.with_row(row) for row in table.rows)
    objects.add(_json_lines(rows))
    return Page(f"{FOLDER}/{table.name}.csv", sheet.packer), Page(f"{FOLDER}/{table.name}.json", objects)


class _Csv:
    """A table as CSV, row by row: CRLF between records, quotes only where they are needed."""

    def __init__(self, table: Table) -> None:
        self._names = [field.name for field in table.fields]
        self.packer = Packer()
        self._line = io.StringIO(newline="")
        self._writer = csv.writer(self._line)
        self._add(self._names)

    def with_row(self, row: Row) -> Row:
        """Add a row, and give it back."""
        self._add([_cell(row.get(name)) for name in self._names])
        return row

    def _add(self, cells: Sequence[str | int | float]) -> None:
        self._line.seek(0)
        self._line.truncate()
        self._writer.writerow(cells)
        self.packer.add((self._line.getvalue().encode(),))


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _cell(value: Json) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else "|".join(map(str, value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def in_json(name: str, rows: Iterable[Row]) -> Page:
    """Return a list with one object a line, so that a changed article is a changed line."""
    return Page(f"{FOLDER}/{name}", _json_lines(rows))


def _json_lines(rows: Iterable[Row]) -> Iterator[bytes]:
    before = b"[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False).encode()
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"
