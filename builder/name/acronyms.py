"""Acronyms that a text explains itself: "l'Observatoire du port (ODP)". Pure."""

from __future__ import annotations

import re

from builder.model import Mention, Ref, RefKind, Rule, Unresolved, split_ref
from builder.name.scene import Scene

_IN_BRACKETS = re.compile(r"^\s?\(([A-ZÀ-Ý][A-ZÀ-Ýa-z.]{0,10}[A-ZÀ-Ý]\.?)\)")


def learned_acronyms(scene: Scene, decided: list[Mention | Unresolved]) -> list[Mention | Unresolved]:
    """Return what is decided, and besides it each acronym that stands in brackets behind a known actor, wherever it occurs."""
    learned: dict[str, Ref] = {}
    for item in decided:
        if isinstance(item, Mention) and split_ref(item.ref)[0] is RefKind.ACTOR and (match := _IN_BRACKETS.match(scene.right(item.end))):
            learned.setdefault(match.group(1), item.ref)
    known = {item.surface for item in decided if isinstance(item, Mention)}
    new = [
        Mention(match.start(), match.end(), acronym, target, Rule.ACRONYM)
        for acronym, target in learned.items()
        if acronym not in known
        for block in scene.blocks
        for match in re.compile(rf"(?<!\w){re.escape(acronym)}(?!\w)").finditer(scene.text.body, block.start, block.end)
    ]
    spans = [(mention.start, mention.end) for mention in new]
    kept = [item for item in decided if not any(start < item.end and item.start < end for start, end in spans)]
    return sorted((*kept, *new), key=lambda item: item.start)
