"""Foldings: what must not keep two spellings of one name apart.

Two of them, both word by word and pure. `fold` forgets case, accents, ligatures and Arabic vowel signs: `État` is `etat`. `skeleton` goes on to
forget how Arabic was put into Latin letters (al-/el-, ch/sh, ou/u/oo, dd/d, q/k, final h): `Ramouseh` is `ramusa` as `Ramoussa` is.

Sources: Unicode Standard Annex 15 (NFKD); ISO 233-2 and ALA-LC for what the spellings stand for; the pairs are those that French and English
papers mix.
"""

from __future__ import annotations

import re
import unicodedata

from builder.memo import Memo

WORD = re.compile(r"[^\W_]+")
"""A word: letters and digits. Apostrophes, hyphens and stops stand between words."""

JOINTS = frozenset({" ", "\u00a0", "\u202f", "-", "\u2010", "\u2011", "'", "\u2019", "\u02bc", "\u2018"})
"""What may stand between two words of one name."""

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ة": "ه", "ى": "ي", "ـ": None})

ARTICLES = frozenset(
    "al el ul l ad ed as es ach ech ash esh an en ar er az ez at et".split(),
)
"""The Arabic article as written before the sun letters too. Only what is joined to a next word by a hyphen counts as one."""


def small(text: str) -> str:
    """Return a text in small letters, one code point for each: offsets hold."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)


def fold(word: str) -> str:
    """Return a word without case, accents, ligatures and vowel signs."""
    return FOLDED[word]


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(letter for letter in flat if not unicodedata.combining(letter)).translate(_LIGATURES)


_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"[éèêë]", "a"),  # Kallassé, Kallasseh, Kallassa
        (r"(?<=[bdfgjklmnprstvz])e$", ""),  # a mute e: Boustane, Boustan
        (r"tch|sch|sh", "ch"),
        (r"dj", "j"),
        (r"gu(?=[ei])", "g"),
        (r"oo|ou|w|o", "u"),
        (r"ee", "i"),
        (r"[yïî]", "i"),
        (r"e", "a"),
        (r"q|ck|c(?!h)", "k"),
        (r"[dt]h", "d"),
        (r"(.)\1+", r"\1"),  # doubled letters
        (r"(?<=.)[aeu]d[ai]n$", "din"),  # -eddine, -al-Din, -uddin
        (r"(?<=[aiu])h$", ""),
    )
)


def skeleton(word: str) -> str:
    """Return what all usual Latin spellings of an Arabic word share: `Salaheddine` and `Salahedine` give `salahdin`."""
    return SKELETONS[word]


def _skeleton(word: str) -> str:
    flat = word.casefold().replace("œ", "oe")
    for pattern, plain in _SPELLINGS:
        flat = pattern.sub(plain, flat)
    return fold(flat)


FOLDED, SKELETONS = Memo(_fold, 1 << 16), Memo(_skeleton, 1 << 16)
"""Each word's `fold` and `skeleton`, for looking up those of a whole text."""
