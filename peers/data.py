"""Hand the data files to the programs that people would read them with: each must accept them and find the same articles in them.

In: `docs/donnees/` of the archive, built. Out: one line a fault, exit 1 on any. Works on the disk; runs in the environment of requirements/peers-data.txt.
"""

from __future__ import annotations

import csv
import json
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

DATA = Path("docs/donnees")


def data_package(folder: Path) -> Iterator[str]:
    """Yield what frictionless finds wrong with the Data Package: its description, and every row against its schema."""
    from frictionless import Package  # noqa: PLC0415  each reader is only there in its own environment

    report = Package(str(folder / "datapackage.json")).validate()
    for task in report.tasks:
        yield from (f"{task.place}: {error.message}" for error in task.errors)
    yield from (f"datapackage.json: {error.message}" for error in report.errors)
    tables = sum(task.type == "table" for task in report.tasks)
    if tables < len([*folder.glob("*.csv")]):
        yield f"datapackage.json: only {tables} tables are described"


def feeds(folder: Path) -> Iterator[str]:
    """Yield what feedparser stumbles over, and where a JSON Feed tells of other articles than the Atom feed beside it."""
    import feedparser  # noqa: PLC0415

    for path in sorted((folder / "flux").rglob("*.atom.xml")):
        name = path.relative_to(folder)
        read = feedparser.parse(path.read_bytes())
        told = json.loads(path.with_name(path.name.replace(".atom.xml", ".feed.json")).read_text(encoding="utf-8"))
        if read.bozo or read.version != "atom10":
            yield f"{name}: {read.get('bozo_exception', read.version)}"
        if [entry.id for entry in read.entries] != [item["id"] for item in told["items"]]:
            yield f"{name}: tells of other articles than the JSON Feed"
        yield from (f"{name}: {entry.id} lacks a title, link or date" for entry in read.entries if not _is_whole(entry))


def _is_whole(entry: Mapping[str, Any]) -> bool:
    return bool(entry.get("title") and entry.get("link") and entry.get("updated_parsed"))


def _references(folder: Path) -> list[dict[str, Any]]:
    references: list[dict[str, Any]] = json.loads((folder / "references.csl.json").read_text(encoding="utf-8"))
    return references


def csl(folder: Path) -> Iterator[str]:
    """Yield the references that citeproc cannot set, or sets without their title, and articles that have none."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter  # noqa: PLC0415
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

    references = _references(folder)
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as file:
        idents = [row["id"] for row in csv.DictReader(file)]
    if [item["id"] for item in references] != idents:
        yield "references.csl.json: does not hold the articles of articles.csv"
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(references), formatter.plain)
    for item in references:
        bibliography.register(Citation([CitationItem(item["id"])]))
    for item, entry in zip(references, bibliography.bibliography(), strict=False):
        if not str(entry).strip():
            yield f"references.csl.json: {item['id']} is set as nothing"


def ris(folder: Path) -> Iterator[str]:
    """Yield where rispy reads other references than CSL-JSON tells."""
    import rispy  # noqa: PLC0415

    found = rispy.loads((folder / "references.ris").read_bytes().decode("utf-8").replace("\r\n", "\n"))
    theirs = [(item.get("id"), item.get("title"), item.get("secondary_title"), item.get("year")) for item in found]
    yield from _differences("references.ris", [_essence(item) for item in _references(folder)], theirs)
    yield from (f"references.ris: {item.get('id')} is no newspaper article" for item in found if item.get("type_of_reference") != "NEWS")


def bibtex(folder: Path) -> Iterator[str]:
    """Yield where bibtexparser reads other references than CSL-JSON tells, or cannot read."""
    import bibtexparser  # noqa: PLC0415

    library = bibtexparser.parse_string((folder / "references.bib").read_text(encoding="utf-8"))
    yield from (f"references.bib: cannot be read: {block.raw[:80]}" for block in library.failed_blocks)
    fields = [{field.key: _plain(str(field.value)) for field in entry.fields} | {"id": entry.key} for entry in library.entries]
    theirs = [(item["id"], item.get("title"), item.get("journal"), item.get("year")) for item in fields]
    yield from _differences("references.bib", [_essence(item) for item in _references(folder)], theirs)


def _plain(value: str) -> str:
    """Return what a BibTeX value shows."""
    words = value.removeprefix("{").removesuffix("}")
    for tex, sign in ((r"\textbackslash{}", "\\"), (r"\textasciitilde{}", "~"), (r"\textasciicircum{}", "^")):
        words = words.replace(tex, sign)
    for sign in "{}$&#_%":
        words = words.replace(f"\\{sign}", sign)
    return words


def _essence(item: Mapping[str, Any]) -> tuple[str | None, ...]:
    issued = item.get("issued", {}).get("date-parts", [[None]])[0][0]
    return item["id"], " ".join(item["title"].split()), item.get("container-title"), str(issued) if issued else None


def _differences(name: str, ours: Sequence[tuple[str | None, ...]], theirs: Sequence[tuple[str | None, ...]]) -> Iterator[str]:
    """Compare as readers do: they level spaces of every width."""
    levelled = [[tuple(" ".join(part.split()) if part else None for part in item) for item in items] for items in (ours, theirs)]
    yield from (f"{name}: {item} is missing" for item in levelled[0] if item not in levelled[1])
    yield from (f"{name}: {item} is only here" for item in levelled[1] if item not in levelled[0])


def entities(folder: Path) -> Iterator[str]:
    """Yield what followthemoney does not accept: a schema, a property, a value that it would have to clean, an id that leads nowhere."""
    from followthemoney import model  # noqa: PLC0415
    from followthemoney.exc import InvalidData  # noqa: PLC0415

    lines = [json.loads(line) for line in (folder / "archive.ftm.json").read_text(encoding="utf-8").splitlines()]
    known = {line["id"] for line in lines}
    if len(known) != len(lines):
        yield "archive.ftm.json: an id is taken twice"
    for line in lines:
        schema = model.get(line["schema"])
        try:
            schema.validate(line)
        except InvalidData as error:
            yield f"archive.ftm.json: {line['id']}: {error} {error.errors}"
            continue
        for name, values in line["properties"].items():
            kind = schema.get(name).type
            yield from (
                f"archive.ftm.json: {line['id']}: {name} {value!r} is not as it would be kept"
                for value in values
                if kind.clean(value) != value
            )
            if kind.name == "entity":
                yield from (f"archive.ftm.json: {line['id']}: {name} {value} is no entity" for value in values if value not in known)


def places(folder: Path) -> Iterator[str]:
    """Yield the features that geojson does not accept, or that lie off the globe."""
    import geojson  # noqa: PLC0415

    for path in sorted(folder.glob("*.geojson")):
        read = geojson.loads(path.read_text(encoding="utf-8"))
        if not isinstance(read, geojson.FeatureCollection) or not read.is_valid:
            yield f"{path.name}: {read.errors()}"
        located = [
            feature["geometry"] for feature in read["features"] if feature["geometry"]
        ]  # null: a place of no known position (RFC 7946, 3.2)
        for lon, lat, *_ in geojson.coords(geojson.GeometryCollection(located)):
            if not (-180 <= lon <= 180 and -90 <= lat <= 90):
                yield f"{path.name}: {lon}, {lat} is no place on the globe"


READERS: Mapping[str, Callable[[Path], Iterator[str]]] = {
    "frictionless": data_package,
    "feedparser": feeds,
    "citeproc": csl,
    "rispy": ris,
    "bibtexparser": bibtex,
    "followthemoney": entities,
    "geojson": places,
}
"""Reader -> what it finds wrong."""


def main() -> int:
    """Let each reader read; say what it finds, or that all is well."""
    warnings.simplefilter("ignore")
    folder = Path(__file__).absolute().parents[1] / DATA
    failed = False
    for name, read in READERS.items():
        found = tuple(read(folder))
        failed = failed or bool(found)
        for line in found or ("reads the data files",):
            print(f"{name}: {line}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
