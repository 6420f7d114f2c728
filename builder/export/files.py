"""Rows as files: JSON that gives every value as it is, CSV that is safe to open in a spreadsheet. Pure.

CSV is RFC 4180, UTF-8; lists within a cell are joined by `|`, an unknown value is an empty cell. A cell that a spreadsheet would take for a formula begins
with an apostrophe more than its value does, which spreadsheets hide; the JSON has the value as it is.

Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.model import Page
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
    """Rows of one shape. `key` names the columns that tell two rows apart."""

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    rows: tuple[Row, ...] = ()


def in_csv(table: Table) -> Page:
    """Return a table as CSV: CRLF between records, quotes only where they are needed."""
    text = io.StringIO(newline="")
    names = [field.name for field in table.fields]
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in table.rows)
    return Page(f"{FOLDER}/{table.name}.csv", text.getvalue().encode())


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
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return Page(f"{FOLDER}/{name}", f"[\n{lines}\n]\n".encode() if lines else b"[]\n")
