"""Remember what was made of a value by which value it is, not by what it holds. A noun; pure, but for what it remembers.

In: a pure function of one large frozen value. Out: the same function, made once for each of the values last seen. `functools.lru_cache` would have to
hash all that an authority or a record holds, each time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")
Made = TypeVar("Made")


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
