"""What all walks have in common: how they tell of progress, and of what the system refuses."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from builder.errors import ArchiveError, refusal

Progress = Callable[[str, int, int], None]
"""Told after each piece of work: the stage, how many are done, of how many."""


def no_progress(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


Given = ParamSpec("Given")
Done = TypeVar("Done")


def told(walk: Callable[Concatenate[Path, Given], Done]) -> Callable[Concatenate[Path, Given], Done]:
    """Make a walk tell what the system refuses like any other fault: a full disk, a folder without permission where no stage looks for it."""

    @wraps(walk)
    def walked(root: Path, /, *given: Given.args, **named: Given.kwargs) -> Done:
        try:
            return walk(root, *given, **named)
        except OSError as error:
            raise ArchiveError(refusal(error, root)) from error

    return walked
