"""The outlines of the land: sound shapes on the earth."""

from __future__ import annotations

from builder.coasts import outlines


def test_outlines_are_shapes_on_the_earth() -> None:
    """Each has an area to enclose, and no side leaps across the map but the one below Antarctica."""
    for outline in outlines():
        assert len(set(outline)) >= 3
        assert all(-90 <= lat <= 90 and -200 <= lon <= 200 for lat, lon in outline)
        leaps = [lat for (lat, lon), (_, before) in zip(outline, (outline[-1], *outline), strict=False) if abs(lon - before) > 60]
        assert all(lat <= -80 for lat in leaps)
    assert len(outlines()) > 100
