"""What Pagefind leaves of one part of the pages, made into what the site keeps: smaller chunks of words, shorter lists, and a table of the pages.

In: the files of an index, and what its pages say of themselves. Out: the files to keep. Pure.

A browser reads Pagefind's program, the lists of chunks and pages of every shard, which stand in one file, and one chunk for each word that is looked for.
Pagefind makes chunks of some 35 kB; here they are cut to a quarter of that, and have few of the places of a frequent word on each page. It names chunks and pages by
digests, which no list can be packed with; here they are numbered, and stand in a folder named by a digest of them all, so that numbers of one day never lead to
files of another. The table answers everything but words: facets and their counts, order by date, downloads.
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
"""Bytes of a chunk of words, packed, that are aimed at: half of it would cost more in the lists of chunks than it spares."""

PROGRAM = "program"
"""The folder of what runs: the same for all shards, and under names that a browser knows before it has read anything."""

ENGINE = f"{PROGRAM}/engine.js.gz"
"""Pagefind's script. It shows one search at a time and asks for files in one way; a line more shows its parts."""

_HANDLES = b"\n;let fetch;export const reading=(own)=>{fetch=own;};export{PagefindInstance};\n"
"""Search one shard alone, and hand over its files where a browser may not fetch them."""

PLACES = "places"
"""The folder of the whole chunks, for phrases in many pages. For all else a brief one will do, which has few of a frequent word's places on each page."""

FREQUENT = 100
"""Pages of a shard from which on a word has few places in a brief chunk: below, it costs little."""

_WHOLE_WORD, _HEAVIEST = 24, 255
"""The weight of a place of a word in the text, and the weight of a place at most: it is kept in a byte."""

_ENTRY = "pagefind-entry.json"
"""In each shard: what Pagefind knows of it, its `folder`, and by language the `lists` of its chunks and pages."""

_SIGNATURE = b"pagefind_dcd"
"""Stands at the head of what Pagefind packs."""

_LEVEL = 6
"""Of compression: 9 takes three times as long and spares nothing."""

_Word = list[Any]
"""[word, pages, variants], as `_smaller_chunks` says."""

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
    """Make the chunks of words of one language, cut smaller, brief and whole; yield of each its first word, its last word and its number.

    Pagefind 1.5: the file that leads to them lists its version, pages as [file, words], chunks as here, filters, sorts, names of metadata; a chunk is a list
    of one list of words, each as [word, pages, variants], a variant as [word, pages]; a page as [number, places in the text, places beside it].
    """
    for chunk in chunks:
        for words in _cut(_words(files[f"index/{chunk}.pf_index"])):
            number = next(numbers)
            made[f"index/{number}.pf_index"] = _packed(_SIGNATURE + cbor2.dumps([[_brief(word) for word in words]]))
            made[f"{PLACES}/{number}.pf_index"] = _packed(_SIGNATURE + cbor2.dumps([words]))
            yield [words[0][0], words[-1][0], number]


def _words(chunk: bytes) -> list[_Word]:
    """Return the words of a chunk."""
    match cbor2.loads(_raw(chunk)):
        case [list(words)] if words and all(map(_is_word, words)):
            return words
        case _:
            raise ValueError("a chunk of words is not laid out as expected")


def _is_word(read: object) -> bool:
    """Say whether this is a word, the pages that it stands on, and how else it is written."""
    match read:
        case [str(), list(pages), list(variants)]:
            return all(map(_is_page, pages)) and all(map(_is_variant, variants))
        case _:
            return False


def _is_variant(read: object) -> bool:
    match read:
        case [str(), list(pages)]:
            return all(map(_is_page, pages))
        case _:
            return False


def _is_page(read: object) -> bool:
    """Say whether this is a page, and that its places begin with a weight, which is below 0."""
    match read:
        case [int(), [], list()]:
            return True
        case [int(), [int(weight), *_], list()]:
            return weight < 0
        case _:
            return False


def _cut(words: list[_Word]) -> Iterator[list[_Word]]:
    """Give the words of a chunk in parts of some size, packed and brief."""
    sizes = [cbor2.dumps(_brief(word)) for word in words]
    share = CHUNK * sum(map(len, sizes)) / len(_packed(b"".join(sizes)))
    part: list[_Word] = []
    size = 0
    for word, content in zip(words, sizes, strict=True):
        if part and size + len(content) > share:
            yield part
            part, size = [], 0
        part.append(word)
        size += len(content)
    yield part


# --- fewer places --------------------------------------------------------------------------------------------------------------------------------


def _brief(word: _Word) -> _Word:
    """Return a word with as few places as tell how much it weighs on each page: what it costs to rank by it is their number."""
    text, pages, variants = word
    return [text, _brief_pages(pages), [[variant, _brief_pages(its_own)] for variant, its_own in variants]]


def _brief_pages(pages: list[Any]) -> list[Any]:
    return [[number, _brief_places(places), beside] for number, places, beside in pages] if len(pages) > FREQUENT else pages


def _brief_places(places: list[int]) -> list[int]:
    """Return the first place of each weight, with the weight of all of that weight: Pagefind adds them up.

    A weight stands before its places as -1 less the weight; a place is the number of words since the one before, the first after a weight since the beginning.
    Parts of a compound keep their places: where part and whole stand at one place, Pagefind counts the lighter alone.
    """
    weights = [at for at, value in enumerate(places) if value < 0]
    brief: list[int] = []
    for start, end in itertools.pairwise([*weights, len(places)]):
        weight = -1 - places[start]
        brief += places[start:end] if weight < _WHOLE_WORD else _put_together(weight, places[start + 1 : end])
    return brief


def _put_together(weight: int, places: list[int]) -> list[int]:
    """Give the weight of all places to the first; what is more than a byte holds to the next."""
    left = weight * len(places)
    together: list[int] = []
    for place in itertools.accumulate(places):
        share = min(left, _HEAVIEST)
        left -= share
        together += [-1 - share, place] if share else []
    return together
