"""The numbers, texts and lists of CBOR, as far as search indexes use them."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from builder import cbor

VALUES = st.recursive(st.integers(0, 2**64 - 1) | st.text(), lambda inner: st.lists(inner, max_size=30), max_leaves=80)


@given(VALUES)
def test_reading_gives_back_what_was_written(value: object) -> None:
    """Law: read(write(value)) == value."""
    assert cbor.read(cbor.write(value)) == value


@pytest.mark.parametrize(
    ("value", "bytes_"),
    [
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (1000, "1903e8"),
        (1000000, "1a000f4240"),
        (18446744073709551615, "1bffffffffffffffff"),
        ("IETF", "6449455446"),
        ("ü", "62c3bc"),
        ([], "80"),
        ([1, [2, 3], [4, 5]], "8301820203820405"),
    ],
)
def test_examples_of_the_standard(value: object, bytes_: str) -> None:
    """RFC 8949, appendix A."""
    assert cbor.write(value) == bytes.fromhex(bytes_)
    assert cbor.read(bytes.fromhex(bytes_)) == value


@pytest.mark.parametrize("bytes_", ["", "20", "a0", "9f", "1c", "82", "0000", "f5"])
def test_what_is_not_understood_is_refused(bytes_: str) -> None:
    """Negative numbers, maps, lists of unknown length, truth values; too few bytes, or too many."""
    with pytest.raises(ValueError):
        cbor.read(bytes.fromhex(bytes_))
