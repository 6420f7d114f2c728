"""What Pagefind leaves of one part of the pages, made into what the site keeps: smaller chunks of words, shorter lists, and a table of the pages.

In: the files of an index, and what its pages say of themselves. Out: the files to keep. Pure.

A browser reads Pagefind's program, the lists of chunks and pages of every shard, which stand in one file, and one chunk for each word that is looked for. Pagefind makes
chunks of some 35 kB; here they are cut to a quarter of that. It names chunks and pages by digests, which no list can be packed with; here they are numbered, and stand
in a folder named by a digest of them all, so that numbers of one day never lead to files of another. The table answers everything but words: facets and their counts,
order by date, downloads.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import itertools
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import cbor2

TABLE = "table.json.gz"
"""In each shard: its pages, and the values that they are filtered by."""

CHUNK = 8_000
"""Bytes of a chunk of words, packed, that are aimed at: half of it costs more in the list of chunks than it spares."""

PROGRAM = "program"
"""The folder of what runs: the same for all shards, and under names that a browser knows before it has read anything."""

ENGINE = f"{PROGRAM}/engine.js.gz"
"""Pagefind's script. It shows one search at a time and asks for files in one way; a line more shows its parts."""

_HANDLES = b"\n;let fetch;export const reading=(own)=>{fetch=own;};export{PagefindInstance};\n"
"""Search one shard alone, and hand over its files where a browser may not fetch them."""

_ENTRY = "pagefind-entry.json"
"""In each shard: what Pagefind knows of it, its `folder`, and by language the `lists` of its chunks and pages."""

_SIGNATURE = b"pagefind_dcd"
"""Stands at the head of what Pagefind packs."""

_LEVEL = 6
"""Of compression: 9 takes three times as long and spares nothing."""

Marks = Mapping[str, Sequence[str]]
"""What a page says of itself: `genre`, `ordre`, `acteur` and so on -> values."""

FACETS = ("genre", "mois", "media", "acteur", "lieu")
"""What pages are filtered by. A value is an id, a space and a name, or what is its own name."""

SHOWN = ("titre", "date", "ordre", "certain", "titre-de-presse", "reprise")
"""What is shown, sorted, folded and downloaded by."""


def settled(files: Mapping[str, bytes], marks: Mapping[str, Marks]) -> dict[str, bytes]:
    """Return the files of a shard: name -> content.

    Args:
        files: those that Pagefind made, without scripts and modules.
        marks: address of each page, as Pagefind writes it -> what it says of itself.

    Raises:
        ValueError, LookupError, TypeError: they are not laid out as those of Pagefind 1.5.
    """
    entry = json.loads(files[_ENTRY]) | {"lists": {}}
    program = {ENGINE: _packed(files["pagefind.js"] + _HANDLES)}
    numbered: dict[str, bytes] = {}
    ids: dict[str, str] = {}
    numbers = map(str, itertools.count())
    for name, language in sorted(entry["languages"].items()):
        root = cbor2.loads(_raw(files[f"pagefind.{language['hash']}.pf_meta"]))
        root[1] = [[_page(files, page, numbered, ids), _rounded(words)] for page, words in root[1]]
        root[2] = list(_smaller_chunks(files, (chunk for _first, _last, chunk in root[2]), numbered, numbers))
        language["hash"] = name
        entry["lists"][name] = base64.b64encode(_packed(_SIGNATURE + cbor2.dumps(root))).decode()
        program[f"{PROGRAM}/{name}.wasm.gz"] = _packed(_raw(files[f"wasm.{language['wasm'] or 'unknown'}.pagefind"]))
    numbered[TABLE] = _packed(_json(_table(ids, marks)))
    entry["folder"] = _digest(numbered | {_ENTRY: _json(entry)})
    return program | {_ENTRY: _json(entry)} | {f"{entry['folder']}/{name}": content for name, content in numbered.items()}


def entry(made: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """Return what leads to all shards: of each its entry, and the pages that are the same article."""
    entries = {name: json.loads(files[_ENTRY]) for name, files in made.items()}
    tables = {name: json.loads(gzip.decompress(files[f"{entries[name]['folder']}/{TABLE}"])) for name, files in made.items()}
    return _packed(_json({"shards": entries, "folded": _folded(tables)}))


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, _LEVEL, mtime=0)


def _raw(content: bytes) -> bytes:
    return gzip.decompress(content).removeprefix(_SIGNATURE)


def _digest(files: Mapping[str, bytes]) -> str:
    whole = "".join(f"{name} {hashlib.sha256(files[name]).hexdigest()}\n" for name in sorted(files))
    return hashlib.sha256(whole.encode()).hexdigest()[:10]


# --- pages ---------------------------------------------------------------------------------------------------------------------------------------


def _page(files: Mapping[str, bytes], name: str, made: dict[str, bytes], ids: dict[str, str]) -> str:
    """Take over the text of a page, without what nothing here shows; note which address has the number, and return that."""
    page = json.loads(_raw(files[f"fragment/{name}.pf_fragment"])) | {"filters": {}, "anchors": []}
    number = ids[page["url"]] = str(len(ids))
    made[f"fragment/{number}.pf_fragment"] = _packed(_SIGNATURE + _json(page))
    return number


_STEP = 1.1


def _rounded(words: int) -> int:
    """Return a page's length in steps of a tenth: ranking needs no more, and the list of lengths packs into half."""
    return round(_STEP ** round(math.log(max(words, 1), _STEP)))


# --- the table ---------------------------------------------------------------------------------------------------------------------------------


def _table(ids: Mapping[str, str], marks: Mapping[str, Marks]) -> dict[str, Any]:
    """Return the pages in order of their addresses, column by column: what they are filtered by as numbers of a list of values."""
    order = sorted(ids)
    values = {facet: sorted({value for url in order for value in marks[url].get(facet, ())}) for facet in FACETS}
    numbers = {facet: {value: number for number, value in enumerate(known)} for facet, known in values.items()}
    pages = {facet: [[numbers[facet][value] for value in marks[url].get(facet, ())] for url in order] for facet in FACETS}
    shown = {mark: [next(iter(marks[url].get(mark, ())), "") for url in order] for mark in SHOWN}
    return {"ids": [ids[url] for url in order], "urls": [url.removeprefix("/") for url in order], "values": values, "pages": pages, **shown}


def _folded(tables: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """Return the groups of pages that are the same article: `SHARD/ID` of each, the first publication first.

    `reprise` of a page is the id of the article that it repeats: the name of that article's file.
    """
    places = [
        (f"{shard}/{ident}", url.rpartition("/")[2].removesuffix(".html"), again)
        for shard, table in tables.items()
        for ident, url, again in zip(table["ids"], table["urls"], table["reprise"], strict=True)
    ]
    repeated = {again for _, _, again in places if again}
    groups: dict[str, list[tuple[bool, str]]] = {}
    for place, name, again in places:
        if again or name in repeated:
            groups.setdefault(again or name, []).append((bool(again), place))
    return [[place for _, place in sorted(group)] for _, group in sorted(groups.items()) if len(group) > 1]


# --- smaller chunks ------------------------------------------------------------------------------------------------------------------------------


def _smaller_chunks(
    files: Mapping[str, bytes], chunks: Iterable[str], made: dict[str, bytes], numbers: Iterator[str]
) -> Iterator[list[str]]:
    """Make the chunks of words of one language, cut smaller; yield of each its first word, its last word and its number.

    Pagefind 1.5: the file that leads to them lists its version, pages as [file, words], chunks as here, filters, sorts, names of metadata; a chunk is a list
    of one list of words, each as [word, pages, variants].
    """
    for chunk in chunks:
        for words, content in _cut(files[f"index/{chunk}.pf_index"]):
            number = next(numbers)
            made[f"index/{number}.pf_index"] = _packed(_SIGNATURE + content)
            yield [words[0], words[-1], number]


def _cut(chunk: bytes) -> Iterator[tuple[list[str], bytes]]:
    """Give the parts of a chunk, each with its words and its content."""
    raw = _raw(chunk)
    read = cbor2.loads(raw)
    words = read[0] if isinstance(read, list) and len(read) == 1 else None
    if not isinstance(words, list) or not all(map(_is_word, words)):
        raise ValueError("a chunk of words is not laid out as expected")
    share = CHUNK * len(raw) / len(chunk)
    for part in _parts([(word[0], cbor2.dumps(word)) for word in words], share):
        yield [word for word, _ in part], _head(1) + _head(len(part)) + b"".join(content for _, content in part)


def _is_word(read: object) -> bool:
    """Say whether this is a word, the pages that it stands on, and how else it is written."""
    match read:
        case [str(), list(pages), list()]:
            return all(isinstance(page, list) for page in pages)
        case _:
            return False


def _parts(words: Iterable[tuple[str, bytes]], share: float) -> Iterator[list[tuple[str, bytes]]]:
    part: list[tuple[str, bytes]] = []
    size = 0
    for word, content in words:
        if part and size + len(content) > share:
            yield part
            part, size = [], 0
        part.append((word, content))
        size += len(content)
    if part:
        yield part


def _head(length: int) -> bytes:
    """Return how a CBOR list of some length begins."""
    content: bytes = cbor2.dumps([0] * length)
    return content[: len(content) - length]
