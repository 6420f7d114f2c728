"""Bytes to text, by what the bytes are and not by what somebody hopes.

In: the bytes of a file. Out: text, the name of the encoding, and whether that is a guess. Pure.

In this order: byte order mark, UTF-16 by its zero bytes, strict UTF-8, cp1252 for western text, and charset-normalizer only where cp1252 leaves control
characters or would make most of the text accented letters.
"""

from __future__ import annotations

import re

from builder.errors import ArchiveError, Finding

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte order marks (Unicode Standard 23.8), longest first where one begins another."""

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP, Word or LibreOffice file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip file"),
)
"""The first bytes of what people most often take for text."""

_SAVE_AS_TEXT = "save the article's text as a plain text file in UTF-8"


def decoded(data: bytes, where: str) -> tuple[str, str, bool]:
    """Return text, encoding, and whether the encoding is a guess."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise ArchiveError(Finding(where, 0, f"not text but {what}", _SAVE_AS_TEXT))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strictly(data[len(mark) :], encoding, where), where), encoding, False
    if order := _utf16_by_zeros(data):
        return _checked(_strictly(data, order, where), where), order, True
    try:
        return _checked(data.decode("utf-8"), where), "utf-8", False
    except UnicodeDecodeError:
        text, guess = _western_or_guessed(data, where)
        return _checked(text, where), guess, True


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArchiveError(Finding(where, 0, f"looks like {encoding}, but byte {error.start} does not fit", _SAVE_AS_TEXT)) from error


def _utf16_by_zeros(data: bytes) -> str | None:
    """Name the UTF-16 byte order in which at least half the units have a zero high byte and none is a NUL."""
    if len(data) < 4 or len(data) % 2:
        return None
    even, odd = data[::2].count(0), data[1::2].count(0)
    if odd * 4 >= len(data) and not even:
        return "utf-16-le"
    return "utf-16-be" if even * 4 >= len(data) and not odd else None


_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MAX_CONTROLS = 0.01
"""Share of control characters above which bytes are no text."""


def _checked(text: str, where: str) -> str:
    if len(_CONTROLS.findall(text)) > _MAX_CONTROLS * len(text) + 1:
        raise ArchiveError(Finding(where, 0, "not text: too many control characters (a binary file?)", _SAVE_AS_TEXT))
    if (position := text.find("\x00")) >= 0:
        line = text.count("\n", 0, position) + 1
        raise ArchiveError(Finding(where, line, "a NUL character stands in the text", "remove it; the file may be damaged"))
    return text


_MAX_HIGH = 0.25
"""Share of bytes above 127 up to which cp1252 is believed: French has some 4 %, Arabic or Russian nearly all their letters."""


def _western_or_guessed(data: bytes, where: str) -> tuple[str, str]:
    text = _cp1252(data)
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if text is not None and not _CONTROLS.search(text) and high <= _MAX_HIGH * len(data):
        return text, "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415  slow to import, seldom needed

    best = from_bytes(data).best()
    if best is None:
        raise ArchiveError(Finding(where, 0, "the encoding cannot be told (a binary file?)", _SAVE_AS_TEXT))
    return str(best), best.encoding


def _cp1252(data: bytes) -> str | None:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None
