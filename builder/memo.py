"""Remember what pure functions made, where `functools.lru_cache` is too slow. A noun; pure, but for what it remembers.

`by_identity` is for large values: to hash all that an authority or a record holds, each time, takes longer than the work. `Memo` is for words: a text has
hundreds, and a plain look-up takes a third of the time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")
Made = TypeVar("Made")


class Memo(dict[str, str]):
    """What a function makes of a string, made when first looked up; when it holds `most`, it forgets them all."""

    __slots__ = ("_make", "_most")

    def __init__(self, make: Callable[[str], str], most: int) -> None:
        """Begin with nothing remembered."""
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, key: str) -> str:
        """Make what is not remembered."""
        if len(self) >= self._most:
            self.clear()
        self[key] = made = self._make(key)
        return made


def by_identity(most: int) -> Callable[[Callable[[Value], Made]], Callable[[Value], Made]]:
    """Return a decorator that remembers what a function makes of at most so many values; then it forgets them all."""

    def remembering(make: Callable[[Value], Made]) -> Callable[[Value], Made]:
        known: dict[int, tuple[Value, Made]] = {}

        def remembered(value: Value) -> Made:
            found = known.get(id(value))
            if found is not None and found[0] is value:  # a number is given anew once its value is gone: the value is kept, and looked at
                return found[1]
            if len(known) >= most:
                known.clear()
            known[id(value)] = (value, make(value))
            return known[id(value)][1]

        return remembered

    return remembering
