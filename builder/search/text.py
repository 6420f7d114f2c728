"""What was found, as lines for a terminal.

In: a Found. Out: a string. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from builder.search.answer import MARK, Found, Hit

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that could make a terminal do or show something else."""

_FACET = 6
"""Values of a facet that are shown."""


def as_text(found: Found, *, marked: bool) -> str:
    """Return the answer for people. `marked`: what was found is bold, for a terminal; otherwise it stays between `**`."""
    lines = [line for number, hit in enumerate(found.results, 1) for line in _hit(number, hit, marked=marked)]
    count = "1 article" if found.total == 1 else f"{found.total} articles"
    lines.append(count if len(found.results) == found.total else f"{count}, {len(found.results)} shown")
    if found.total > 1:
        lines += [f"  {name}: {_counts(counts)}" for name, counts in found.facets.items() if counts]
    if found.suggestion:
        lines.append(f"did you mean: {_safe(found.suggestion)}")
    return "\n".join(lines)


def _hit(number: int, hit: Hit, *, marked: bool) -> list[str]:
    title = _safe(hit.title) if hit.title else "(no title)"
    about = " · ".join(part for part in (hit.date or hit.date_edtf or "no date", hit.outlet, hit.id) if part)
    return [
        f"{number:2}. {_BOLD}{title}{_PLAIN}" if marked else f"{number:2}. {title}",
        f"    {about}",
        *(f"    {_shown(excerpt, marked=marked)}" for excerpt in hit.excerpts),
        "",
    ]


def _shown(excerpt: str, *, marked: bool) -> str:
    parts = _safe(excerpt).split(MARK)
    if not marked or len(parts) % 2 == 0:  # the text holds the mark itself
        return MARK.join(parts)
    return "".join(f"{_BOLD}{part}{_PLAIN}" if place % 2 else part for place, part in enumerate(parts))


def _counts(counts: Mapping[str, int]) -> str:
    shown = [f"{name} {count}" for name, count in list(counts.items())[:_FACET]]
    return ", ".join(shown) + (f", … ({len(counts)} in all)" if len(counts) > _FACET else "")


def _safe(text: str) -> str:
    return _UNSEEN.sub(" ", text)
