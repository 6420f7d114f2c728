"""The data files described for programs: a Data Package, with the columns of each table, their types and how tables refer to each other. Pure.

Source: Data Package 2.0, Table Schema 2.0 (datapackage.org, 2024).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable

from builder.config import SiteSettings
from builder.export.files import FOLDER, Field, Table
from builder.export.tables import TABLES
from builder.folding import fold
from builder.model import Page
from builder.report import Json

_PROFILES = "https://datapackage.org/profiles/2.0"

_MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "geojson": "application/geo+json",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
}


def package(files: tuple[Page, ...], site: SiteSettings) -> Page:
    """Return `datapackage.json` for the data files given, whatever they are: tables that are known get their schema."""
    found = {table.name: table for table in TABLES}
    resources = [_resource(file, found) for file in files]
    whole: dict[str, Json] = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": _name(fold(site.name)) or "archive",
        "title": site.name,
        **({"homepage": f"{site.url}/donnees/index.html"} if site.url else {}),
        "resources": resources,
    }
    return Page(f"{FOLDER}/datapackage.json", (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode())


def _name(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _resource(file: Page, found: dict[str, Table]) -> Json:
    path = file.path.removeprefix(f"{FOLDER}/")
    stem, _, ending = path.rpartition(".")
    size, digest = _size_and_digest(file.parts)
    said: dict[str, Json] = {
        "name": _name(path.removesuffix(".csv")),
        "path": path,
        "format": ending,
        "mediatype": _MEDIA.get(ending, "text/plain"),
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
    }
    if ending == "csv" and stem in found:
        said |= {"type": "table", "schema": _schema(found[stem])}
    return said


def _size_and_digest(parts: Iterable[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for part in parts:
        size += len(part)
        digest.update(part)
    return size, digest.hexdigest()


def _schema(table: Table) -> Json:
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(table, field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": [field.name], "reference": {"resource": "" if field.of == table.name else field.of, "fields": ["id"]}}
            for field in table.fields
            if field.of
        ],
    }


def _field(table: Table, field: Field) -> Json:
    needed: dict[str, Json] = {"constraints": {"required": True}} if field.name in table.key else {}
    return {"name": field.name, "type": field.type} | needed
