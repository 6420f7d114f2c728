"""Notices: what a person states about a seed, in YAML.

In: the text of `ID.yml`. Out: a Notice. Pure. Leaving a key out, or its value blank, states nothing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, ValidationError

from builder.errors import ArchiveError, Finding
from builder.model import Notice
from builder.read.names import RESERVED_IDS
from builder.schema import Day, Entry, Line, faults
from builder.yaml_text import Key, load

_ID = r"[a-z0-9][a-z0-9_-]{0,80}"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _paragraphs(text: str) -> str:
    """Trim text that may have several lines, and refuse what cannot be seen in it."""
    trimmed = "\n".join(line.rstrip() for line in text.strip().split("\n"))
    if not trimmed:
        raise ValueError("is blank; leave the key out instead")
    for character in trimmed:
        if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} and character not in "\n\u200c\u200d":
            raise ValueError(f"holds the invisible character U+{ord(character):04X}; remove it")
    return _composed(trimmed)


def _slug(text: str) -> str:
    if not re.fullmatch(_ID, text) or text in RESERVED_IDS:
        raise ValueError(f"{text!r} is no slug; write 1 to 81 of a-z, 0-9, - and _, a letter or digit first, and neither index nor readme")
    return text


def _outlet(text: str) -> str:
    if not re.fullmatch(rf"{_ID}\s?\??", text):
        raise ValueError(
            f'{text!r} is no outlet; write the id of a record of archive/outlets/, with "?" behind it where it is only probable'
        )
    return text


def _language(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}", text):
        raise ValueError(f"{text!r} is not a language code; write fr, en, ar")
    return text


def _web_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#<>\"'`\\{}|^]+[^\s<>\"`\\{}|^]*", text):
        raise ValueError(f"{text!r} is no web address; write one that begins with http:// or https://")
    return text


class _WrittenNotice(Entry):
    """A notice as people write it."""

    title: Annotated[Line, AfterValidator(_composed)] | None = None
    slug: Annotated[Line, AfterValidator(_slug)] | None = None
    date: Day | None = None
    outlet: Annotated[Line, AfterValidator(_outlet)] | None = None
    author: Annotated[Line, AfterValidator(_composed)] | None = None
    url: Annotated[Line, AfterValidator(_web_address)] | None = None
    language: Annotated[Line, AfterValidator(_language)] | None = None
    access: Literal["full", "excerpt", "metadata", "withheld"] = "full"
    note: Annotated[str, AfterValidator(_paragraphs)] | None = None


_KEYS = tuple(_WrittenNotice.model_fields)


def notice_of(text: str, where: str) -> Notice:
    """Return the notice that the text is.

    Raises:
        ArchiveError: with all that is wrong in it, each with its line.
    """
    data, lines = load(text, where)
    if data is None:
        return Notice()
    if not isinstance(data, dict):
        raise ArchiveError(Finding(where, 1, "not a notice", f"write lines `key: value` with the keys {', '.join(_KEYS)}"))
    try:
        written = _WrittenNotice.model_validate({key: value for key, value in data.items() if value is not None or key not in _KEYS})
    except ValidationError as error:
        found = (Finding(where, lines.get(key[:1], 0), problem, hint or _form(key)) for key, problem, hint in faults(error, _WrittenNotice))
        raise ArchiveError(tuple(found)) from error
    return _plain(written)


_EXAMPLES = {"date": '"2016-12-06"', "outlet": "le-monde", "url": '"https://example.org/article"', "language": "fr", "slug": "un-titre"}


def _form(key: Key) -> str:
    """Return how a key is written."""
    example = _EXAMPLES.get(str(key[0]), '"…"')
    return f"write it like {key[0]}: {example}, or leave the key out"


def _plain(written: _WrittenNotice) -> Notice:
    outlet = written.outlet
    values = {key: getattr(written, key) for key in _KEYS if key != "outlet"}
    return Notice(**values, outlet=outlet.rstrip("? ") if outlet else None, outlet_probable=bool(outlet and outlet.endswith("?")))
