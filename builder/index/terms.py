"""The terms and postings of one field, in the format of Whoosh's third codec.

In: key -> postings. Out: bytes in the two files that Whoosh's field writer has open. Works on the disk.

Whoosh's own writer takes 70 microseconds for a key, most of them for the keys that occur once. Here the same bytes are put together in one loop: nothing
but the way of making them is ours, so that its readers and mergers find what they expect. Whoosh is pinned to the version whose format this is.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pickle import dumps
from struct import Struct
from typing import Any

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3TermInfo

_BLOCK = 128
"""Postings in a block: what a reader can skip at once."""

_INLINE = 1
"""Up to so many postings stand beside the key itself, and not in the file of postings."""

_FIELD, _LENGTHS, _EXTENT, _SIZE = Struct("!H"), Struct("!ii"), Struct("!qi"), Struct("!i")
_PICKLE = 2
"""The protocol that the format asks for."""


def write_terms(writer: Any, lists: Mapping[bytes, list[float]], sizes: list[int]) -> None:
    """Write all keys of a field.

    Args:
        writer: Whoosh's field writer, the field begun.
        lists: key -> article, weight, article, weight, ... in the order of articles.
        sizes: the length of the field in each article, as one byte says it.
    """
    terms, places = writer._tindex, writer._tindex.index  # noqa: SLF001  see above
    field = _FIELD.pack(writer._fieldid)  # noqa: SLF001
    place, end = terms.dbfile.tell(), writer._postfile.tell()  # noqa: SLF001
    entries, blocks = [], []
    for each in sorted(lists):
        name = field + each
        info, block = _term(lists[each], sizes, end)
        entry = _LENGTHS.pack(len(name), len(info)) + name + info
        places.append(place)
        hashed = terms.hashfn(name)
        terms.buckets[hashed & 255].append((hashed, place))
        entries.append(entry)
        blocks.append(block)
        place, end = place + len(entry), end + len(block)
        terms.lastkey = name
    terms.dbfile.write(b"".join(entries))
    writer._postfile.write(b"".join(blocks))  # noqa: SLF001


def _term(postings: list[float], sizes: list[int], end: int) -> tuple[bytes, bytes]:
    """Return what stands beside a key, and what goes to the end of the file of postings."""
    articles, weights = [int(article) for article in postings[::2]], [float(weight) for weight in postings[1::2]]
    lengths = [sizes[article] for article in articles]
    is_inline = len(articles) <= _INLINE
    info = W3TermInfo._struct.pack(  # noqa: SLF001
        is_inline, sum(weights), len(articles), min(lengths), max(lengths), max(weights), articles[0], articles[-1]
    )
    if is_inline:
        return info + dumps((tuple(articles), tuple(weights), None), _PICKLE), b""
    starts = range(0, len(articles), _BLOCK)
    block = WHOOSH3_HEADER_MAGIC + b"".join(
        _block(articles[at : at + _BLOCK], weights[at : at + _BLOCK], lengths[at : at + _BLOCK], is_last=at == starts[-1]) for at in starts
    )
    return info + _EXTENT.pack(end, len(block)), block


def _block(articles: list[int], weights: list[float], lengths: list[int], *, is_last: bool) -> bytes:
    """Return one block of postings: its length (negative in the last one), what a reader needs to skip it, and its content, uncompressed."""
    steps = (articles[0], *(later - earlier for earlier, later in pairwise(articles)))
    same = weights[0] if weights.count(weights[0]) == len(weights) else tuple(weights)
    info = dumps((len(articles), articles[-1], max(weights), 0, min(lengths), max(lengths)), _PICKLE)
    content = dumps((steps, None if same == 1.0 else same, None), _PICKLE)
    length = len(info) + len(content)
    return _SIZE.pack(-length if is_last else length) + info + content
