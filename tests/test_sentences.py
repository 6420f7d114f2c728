"""Where a sentence ends."""

from __future__ import annotations

import itertools

from hypothesis import given, strategies as st

from builder.sentences import sentence_spans


def test_a_sentence_ends_where_a_reader_says() -> None:
    """Titles and initials end none; a caption's credit stays with its caption."""
    body = "M. Lestrade et A. Ruy parlent. « Tenez ! » La mer monte… Les Pins brûlent ! Fin"
    assert [body[start:end] for start, end in sentence_spans(body, 0, len(body))] == [
        "M. Lestrade et A. Ruy parlent.",
        "« Tenez ! »",
        "La mer monte…",
        "Les Pins brûlent !",
        "Fin",
    ]


@given(st.text(alphabet="aA .!?…«»M\u202f", max_size=60).map(str.strip))
def test_sentences_hold_every_character_but_spaces(body: str) -> None:
    """Nothing is lost between two sentences, and none overlap."""
    spans = list(sentence_spans(body, 0, len(body)))
    assert "".join("".join(body[start:end] for start, end in spans).split()) == "".join(body.split())
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
