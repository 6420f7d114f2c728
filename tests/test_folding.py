"""Foldings bring spellings together and keep names apart."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from builder.folding import fold, skeleton, small


@pytest.mark.parametrize(
    "spellings",
    [
        ("Salaheddine", "Salahedine", "Salaheddin"),
        ("Ramoussa", "Ramouseh", "Ramoussé"),
        ("Boustane", "Bustan", "Boustan"),
        ("Zebdiyé", "Zebdiya", "Zebdieh"),
        ("Chaar", "Shaar"),
        ("Kallassé", "Kallasseh", "Kalasa"),
        ("Haydariyé", "Haïdariya", "Heydaria"),
        ("Cheikh", "Sheikh", "Shaykh"),
        ("Maqsoud", "Maksoud", "Maqsud"),
    ],
)
def test_spellings_of_one_arabic_word_share_a_skeleton(spellings: tuple[str, ...]) -> None:
    """However a paper hears an Arabic name, its skeleton is the same."""
    assert len({skeleton(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Sana", "Sanaa"), ("Homs", "Hama"), ("Idleb", "Alep"), ("Maadi", "Madaya"), ("Raqqa", "Marea")]
)
def test_two_names_keep_two_plain_folds(one: str, other: str) -> None:
    """Forgetting accents and case makes no two names of one."""
    assert fold(one) != fold(other)


def test_arabic_writing_variants_are_folded() -> None:
    """Vowel signs, the forms of alif and the round ta keep no word apart."""
    assert fold("إدْلِب") == fold("ادلب")
    assert fold("القلعة") == fold("القلعه")


@given(st.text())
def test_folding_twice_is_folding_once(word: str) -> None:
    """A folded word is its own fold."""
    assert fold(fold(word)) == fold(word)


@given(st.text())
def test_small_letters_keep_their_places(text: str) -> None:
    """One code point for each; what is small already stays, whatever stands beside it."""
    assert len(small(text)) == len(text)
    assert all(there == letter for letter, there in zip(text, small(text), strict=True) if letter == letter.lower())
    assert small(small(text)) == small(text)
