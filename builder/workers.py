"""The same work on one process or on many, in the same order. Starts processes; knows nothing of what they do."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

Work = TypeVar("Work")
Done = TypeVar("Done")

_WORTH_A_PROCESS = 64
"""Below so many pieces, starting a process costs more than it saves."""


class Opener(Protocol):
    """Makes what a process needs, once: automata and the like cannot be handed over."""

    def open(self, root: Path) -> Any:
        """Return it."""


def in_parallel(do: Callable[[Any, Work], Done], opener: Opener, root: Path, work: Sequence[Work], jobs: int) -> Iterator[Done]:
    """Yield `do(opener.open(root), piece)` for each piece of work, in order."""
    if not work:
        return
    if jobs <= 1 or len(work) < _WORTH_A_PROCESS:
        tools = opener.open(root)
        with _kept():
            yield from (do(tools, piece) for piece in work)
        return
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(do, opener, root)) as pool:
        yield from pool.map(_do, work, chunksize=16)


@contextmanager
def _kept() -> Iterator[None]:
    """Spare the garbage collector what has been made so far: tools are large, and it would look through them again and again."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


_HERE: dict[str, Any] = {}
"""What this process was started with: a pool hands its pieces to module functions only."""


def _start(do: Callable[[Any, Work], Done], opener: Opener, root: Path) -> None:
    _HERE["do"], _HERE["tools"] = do, opener.open(root)
    gc.freeze()


def _do(piece: Work) -> Any:
    return _HERE["do"](_HERE["tools"], piece)
