"""Work is the same on any number of processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.workers import in_parallel


class Doubler:
    """What each process opens: here, the number to multiply by."""

    @classmethod
    def open(cls, _root: Path) -> int:
        """Return it."""
        return 2


def times(factor: int, number: int) -> int:
    """Multiply: work that can be handed to a process."""
    return factor * number


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("pieces", [0, 3, 200])
def test_results_come_in_the_order_of_the_work(jobs: int, pieces: int) -> None:
    """One process or five, few pieces or many: the same list."""
    assert list(in_parallel(times, Doubler, Path(), range(pieces), jobs)) == [2 * number for number in range(pieces)]
