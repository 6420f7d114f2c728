"""Killed at any moment, a build, an index or a search loses nothing, and the next run is right. `kills.py` beside this does it a hundred times."""

from __future__ import annotations

from pathlib import Path

import pytest
from kills import kills


@pytest.mark.slow
def test_kills_lose_nothing(tmp_path: Path) -> None:
    """Eight kills at random moments: what people wrote is as it was, pages are whole, the next run comes to the bytes of an undisturbed one."""
    met = kills(tmp_path, number=8, seed=2016, states=2, seeds=2)
    assert sum(count for what, count in met.items() if what.endswith(("killed", "over before"))) >= 8
