"""Characters: one spelling of the same text, and nothing invisible in it.

In: any text. Out: text in NFC, LF at line ends, in which what is seen is what is there. Pure.

| in the seed | in the clean text | why |
| --- | --- | --- |
| CR LF, CR, VT, FF, NEL, U+2028, U+2029 | line end | one kind of line |
| tab, runs of U+0020 | one U+0020 | layout, not words |
| U+00A0, U+202F and the other typographic spaces | kept | French typography; offsets stay those that an annotator counts |
| soft hyphen, U+200B, U+2060, U+FEFF | removed | they split words for search and matching and show nothing |
| bidirectional controls (U+061C, U+200E, U+200F, U+202A-E, U+2066-9) | removed | they can make a text show other words than it holds |
| U+200C, U+200D | kept behind scripts and signs that use them, else removed | Arabic, Indic, emoji need them |
| other controls, noncharacters, tag characters | removed | no text |

The seed keeps them all.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("[\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")
_INVISIBLE_CLASS = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "\U000e0000-\U000e007f]"
)
_INVISIBLE = re.compile(_INVISIBLE_CLASS)
_SUSPECT = re.compile(_INVISIBLE_CLASS + "|[\u200c\u200d]")
_JOINERS = re.compile("(?<![\u0590-\u109f\u1780-\u18af\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]+")
_SPACES = re.compile("[ \t]{2,}|\t")


def normalise(text: str) -> str:
    """Return the text in the one spelling of the archive. Law: a second time changes nothing."""
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    if not _without_common_spaces(text).isprintable() and _SUSPECT.search("".join(set(text))):
        text = unicodedata.normalize("NFC", _JOINERS.sub("", _INVISIBLE.sub("", text)))
    return _SPACES.sub(" ", text) if "  " in text or "\t" in text else text


def _without_common_spaces(text: str) -> str:
    """Return the text without the spaces that every other French text holds: what is left is printable, or worth a closer look."""
    return text.replace("\n", "").replace("\u00a0", "").replace("\u202f", "")
