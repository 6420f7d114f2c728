"""The part of CBOR (RFC 8949) that search indexes are written in: whole numbers from 0, texts, and lists of them.

In: bytes, or a value. Out: the other. Pure.
"""

from __future__ import annotations

from typing import Any

_NUMBER, _TEXT, _LIST = 0, 3, 4
"""Major types (section 3.1)."""

_INLINE = 24
"""Numbers below it stand in the first byte; from it on, that byte tells how many bytes follow (section 3)."""


def read(data: bytes) -> Any:
    """Return the value that the bytes hold, lists as lists.

    Raises:
        ValueError: they hold something else, or more than one value.
    """
    value, end = _read(data, 0)
    if end != len(data):
        raise ValueError(f"{len(data) - end} bytes are left over")
    return value


def _read(data: bytes, here: int) -> tuple[Any, int]:
    kind, number, here = _head(data, here)
    if kind == _NUMBER:
        return number, here
    if kind == _TEXT:
        return data[here : here + number].decode(), here + number
    items = []
    for _ in range(number):
        item, here = _read(data, here)
        items.append(item)
    return items, here


def _head(data: bytes, here: int) -> tuple[int, int, int]:
    """Return the type of the item that begins here, its number or length, and where its content begins."""
    if here >= len(data):
        raise ValueError("the bytes end too early")
    kind, number = divmod(data[here], 32)
    if kind not in {_NUMBER, _TEXT, _LIST} or number > _INLINE + 3:
        raise ValueError(f"byte {here}: no whole number from 0, text or list of known length")
    here += 1
    if number >= _INLINE:
        size = 1 << (number - _INLINE)
        number, here = int.from_bytes(data[here : here + size]), here + size
    return kind, number, here


def write(value: Any) -> bytes:
    """Return a value as bytes, in the shortest form of each number (section 4.2.1)."""
    if isinstance(value, list):
        return _begun(_LIST, len(value)) + b"".join(map(write, value))
    if isinstance(value, str):
        content = value.encode()
        return _begun(_TEXT, len(content)) + content
    return _begun(_NUMBER, value)


def _begun(kind: int, number: int) -> bytes:
    if number < _INLINE:
        return bytes([kind << 5 | number])
    power = next(power for power in range(4) if number < 1 << (8 << power))
    return bytes([kind << 5 | (_INLINE + power)]) + number.to_bytes(1 << power)
