"""Packing: what is held small comes back as it was given."""

from __future__ import annotations

from hypothesis import given, strategies as st

from builder.model import Appearance, Page, Passage
from builder.packing import Packer, unpacked

LONG = bytes(range(256)) * 12_000


@given(st.lists(st.binary(max_size=50)))
def test_piece_by_piece_or_whole_the_content_is_the_same(parts: list[bytes]) -> None:
    """However a file's content is given, and however little of it there is, its bytes come back."""
    whole = b"".join(parts)
    assert Page("docs/a", parts).content == Page("docs/a", whole).content == whole
    assert b"".join(unpacked(Packer(parts).close())) == whole


def test_a_long_file_comes_in_pieces() -> None:
    """No piece is longer than a megabyte, and none is missing."""
    pieces = tuple(Page("docs/a", LONG).parts)
    assert max(map(len, pieces)) <= 1 << 20 < len(LONG)
    assert b"".join(pieces) == LONG


def test_repeated_content_is_held_small() -> None:
    """That is what the packing is for."""
    assert len(Packer([LONG]).close()) < len(LONG) / 50


_OFFSET = st.integers(0, 10**6)
_PASSAGES = st.lists(st.builds(Passage, _OFFSET, _OFFSET, st.lists(st.tuples(_OFFSET, _OFFSET)).map(tuple))).map(tuple)


@given(_PASSAGES)
def test_an_appearance_gives_back_its_passages(passages: tuple[Passage, ...]) -> None:
    """Any number of sentences, each with any number of marks."""
    assert Appearance.of("a", 3, passages).passages == passages
