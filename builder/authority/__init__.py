"""Stage 1, authority: read what people know of the world, or say all that is wrong with it.

In: the archive's root. Out: an Authority, the records in order of their ids. Touches the disk (reading only); see `files`.

A record is a Markdown file `archive/actors/ID.md` (likewise `places`, `outlets`, `events`): YAML between two lines `---`, then an optional
note. Its id is its file name: 1 to 81 characters of `a-z0-9_-`, the first a letter or digit; `index` and `readme` are reserved.
Only `name` and `kind` (an event: `name` and `date`) must be there; keys with nothing behind them are as if left out.

| key | of | what |
| --- | --- | --- |
| `name` | all | the preferred name, as readers know it; a `name` that tells namesakes apart, `Vaux (Isère)`, wants the bare form in `names` |
| `kind` | actor, place, outlet | from the closed lists of `schema` |
| `parent` | actor, outlet | id of the record that this one is part of |
| `within` | place | id of the place around it |
| `names` | all | what else denotes the thing by itself: a text, or `{name, from, to}` with the days on which it was in use |
| `short` | actor | short forms that count only after a full name, unless they are the last words of a name, which are known anyway |
| `metonyms` | actor, place | what stands for it where it acts: a capital, a seat of power |
| `roles` | actor | offices: `{phrases, of, start, end, sources, note}`, the preferred phrase first, `of` an actor's id |
| `cues` | all | descriptions and generic words that help to find and to date, and are never linked; of an outlet: words seen on its pages |
| `name_ar`, `name_en` | all | in Arabic script, in English |
| `active_from`, `active_to` | actor | when it existed or acted |
| `lat`, `lon`, `precision` | place | WGS 84 degrees, both or neither; `exact` or `approximate` |
| `side` | place | who held it, in the words of the archive |
| `country`, `domains`, `languages` | outlet | plain words; bare domains; ISO 639 codes |
| `date` | event | a date of `edtf` |
| `places`, `actors` | event | ids |
| `identifiers` | all | `{wikidata: "Q858", geonames: "163843", …}` |
| `sources` | all | where this is known from, one item a source |

Ends of periods are days, months or years: `from` and `start` count from the first day, `to` and `end` to the last. A preferred name with
dates stands in `names` again, with them. `dump` writes the canonical form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import ValidationError

from builder.authority import files
from builder.authority.entries import dump, record
from builder.authority.files import Document, RecordFile
from builder.authority.references import Ids, Written, check_references
from builder.errors import ArchiveError, Finding, SettingsError
from builder.model import Actor, Authority, Event, Outlet, Place, Record, RefKind, Settings
from builder.schema import ENTRIES, Entry, SettingsEntry, faults, near_miss, schemas

__all__ = ["authority", "dump", "schemas"]

E = TypeVar("E", bound=Entry)
R = TypeVar("R", bound=Record)


def authority(root: Path) -> Authority:
    """Read all records and the settings.

    Args:
        root: the folder that holds `archive/`. Its folders of records may be missing, `archive/archive.yml` may not.

    Returns:
        The Authority; its digest depends on the paths and bytes of these files and on nothing else.

    Raises:
        SettingsError: `archive.yml` is missing or wrong; carries the findings of the records too.
        ArchiveError: a record is wrong. All findings of all files at once.
    """
    findings: list[Finding] = []
    found = files.find_files(root, findings)
    written = [one for file in found if (one := _written(file, findings))]
    records = sorted((made for one in written if (made := _record(one, findings))), key=lambda made: made.id)
    ids: Ids = {kind: {file.ident: file for file in found if file.kind is kind} for kind in RefKind}
    findings += check_references(written, ids)
    content, settings = _settings(root, ids, findings)
    if findings:
        raise ArchiveError(tuple(findings))
    return Authority(
        actors=_those(Actor, records),
        places=_those(Place, records),
        outlets=_those(Outlet, records),
        events=_those(Event, records),
        settings=settings,
        digest=files.digest([(files.SETTINGS, content), *((file.path, file.content) for file in found)]),
    )


def _written(file: RecordFile, findings: list[Finding]) -> Written | None:
    """Return a file taken apart, or None and findings."""
    try:
        return Written(file.kind, file.ident, file.path, files.document(file.path, file.content))
    except ArchiveError as error:
        findings += error.findings
        return None


def _record(item: Written, findings: list[Finding]) -> Record | None:
    entry = _checked(ENTRIES[item.kind], item.document, item.path, findings)
    return record(item.ident, entry, item.document.note) if entry else None


def _checked(model: type[E], document: Document, path: str, findings: list[Finding]) -> E | None:
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        findings += (Finding(path, document.line(key), problem, hint) for key, problem, hint in faults(error, model))
        return None


def _those(cls: type[R], records: Iterable[Record]) -> Mapping[str, R]:
    return MappingProxyType({item.id: item for item in records if isinstance(item, cls)})


def _settings(root: Path, ids: Ids, findings: list[Finding]) -> tuple[bytes, Settings]:
    """Return the settings and the bytes that they come from.

    Raises:
        SettingsError: they are missing or wrong. It carries all other findings too.
    """
    faulty: list[Finding] = []
    content = _settings_content(root, faulty)
    document, entry = _settings_entry(content, faulty) if content is not None else (None, None)
    if document and entry and entry.districts_of is not None and entry.districts_of not in ids[RefKind.PLACE]:
        hint = near_miss(entry.districts_of, ids[RefKind.PLACE]) or f"no file {files.FOLDERS[RefKind.PLACE]}/{entry.districts_of}.md"
        faulty.append(Finding(files.SETTINGS, document.line(("districts_of",)), f"there is no place {entry.districts_of!r}", hint))
    if faulty or content is None or entry is None:
        raise SettingsError((*faulty, *findings))
    return content, Settings(entry.languages, entry.districts_of, entry.max_seed_bytes, entry.period, entry.gold)


def _settings_content(root: Path, findings: list[Finding]) -> bytes | None:
    if not (root / files.SETTINGS).exists():
        findings.append(Finding(files.SETTINGS, 0, "this file is missing", "every archive has one; it may be empty"))
        return None
    return files.read(root, files.SETTINGS, root.resolve(), findings)


def _settings_entry(content: bytes, findings: list[Finding]) -> tuple[Document | None, SettingsEntry | None]:
    try:
        data, lines = files.mapping(files.SETTINGS, files.decoded(files.SETTINGS, content), 1)
    except ArchiveError as error:
        findings += error.findings
        return None, None
    document = Document(data, lines)
    return document, _checked(SettingsEntry, document, files.SETTINGS, findings)
