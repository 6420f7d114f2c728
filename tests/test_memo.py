"""`builder.memo`: what was made is remembered, and no more than was said."""

from __future__ import annotations

from builder.memo import Memo, by_identity


def test_what_is_made_of_a_value_is_made_once() -> None:
    """A second call with the very same value does no work; an equal value is another one."""
    made: list[list[int]] = []

    @by_identity(most=4)
    def total(value: list[int]) -> int:
        made.append(value)
        return sum(value)

    one, alike = [1, 2], [1, 2]
    assert [total(one), total(one), total(alike)] == [3, 3, 3]
    assert [id(value) for value in made] == [id(one), id(alike)]


def test_no_more_is_remembered_than_was_said() -> None:
    """A memo does not grow: where it is full it forgets, and makes anew."""
    made: list[str] = []

    @by_identity(most=2)
    def named(value: tuple[str, int]) -> str:
        made.append(value[0])
        return value[0]

    values = [(name, 0) for name in "abc"]
    assert [named(value) for value in (*values, values[0])] == ["a", "b", "c", "a"]
    assert made == ["a", "b", "c", "a"]


def test_a_memo_makes_what_is_missing_once_and_stays_small() -> None:
    """A look-up gives what the function makes; a full memo begins anew."""
    made: list[str] = []

    def shout(word: str) -> str:
        made.append(word)
        return word.upper()

    memo = Memo(shout, most=2)
    assert [memo[word] for word in "aabca"] == list("AABCA")
    assert made == ["a", "b", "c", "a"]
    assert len(memo) == 2
