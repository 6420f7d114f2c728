"""Acronyms that a text explains itself: "l'Observatoire du port (ODP)". Pure."""

from __future__ import annotations

import re
from bisect import bisect_right

from builder.folding import fold
from builder.model import Mention, Ref, RefKind, Rule, Unresolved, split_ref
from builder.name.scene import Scene

_IN_BRACKETS = re.compile(r"^\s?\(([A-ZÀ-Ý][A-ZÀ-Ýa-z.]{0,10}[A-ZÀ-Ý]\.?)\)")


_BEFORE_BRACKET = re.compile(r"\s\($")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset("de des du la le les l d pour et en au aux sur of the for and in on".split())
_MOST_WORDS = 12


def _with_expansions(scene: Scene, decided: list[Mention | Unresolved]) -> list[Mention | Unresolved]:
    """Return what is decided, and besides it the words that a known acronym in brackets stands for: "le [Bureau du port et des digues] (BPD)"."""
    new = [mention for item in decided if isinstance(item, Mention) and (mention := _expansion(scene, item)) is not None]
    if not new:
        return decided
    told = {item.end: item.start for item in decided if isinstance(item, Mention)}
    new = [mention for mention in new if told.get(mention.end, mention.end) > mention.start]
    starts = [mention.start for mention in new]
    kept = [item for item in decided if not _is_within(item, new, starts)]
    return sorted((*kept, *new), key=lambda item: item.start)


def _is_within(item: Mention | Unresolved, mentions: list[Mention], starts: list[int]) -> bool:
    """Say whether one of the mentions, which begin in this order, holds an item."""
    place = bisect_right(starts, item.start) - 1
    return place >= 0 and item.end <= mentions[place].end


def _expansion(scene: Scene, item: Mention) -> Mention | None:
    """Return the mention of the words before an acronym in brackets whose initials it is; None where they are not."""
    if not item.surface.isupper() or len(item.surface) < 3 or split_ref(item.ref)[0] is not RefKind.ACTOR:
        return None
    left = scene.left(item.start)
    if not _BEFORE_BRACKET.search(left):
        return None
    end = item.start - 2
    letters = list(fold(item.surface))
    start = None
    for word in reversed(list(_WORD.finditer(left[:-2]))[-_MOST_WORDS:]):
        if letters and fold(word[0])[:1] == letters[-1]:
            letters.pop()
            start = item.start - len(left) + word.start()
        elif fold(word[0]) not in _SMALL:
            return None
        if not letters:
            break
    if letters or start is None:
        return None
    return Mention(start, end, scene.text.body[start:end], item.ref, Rule.ACRONYM)


def _without_anothers(scene: Scene, decided: list[Mention | Unresolved]) -> list[Mention | Unresolved]:
    """Return what is decided; an acronym that the text itself spells out as a body of another name is open wherever it occurs."""
    anothers = {
        item.surface
        for item in decided
        if isinstance(item, Mention) and (words := _expansion(scene, item)) is not None and not _is_known_as(scene, words)
    }
    if not anothers:
        return decided
    return [Unresolved(item.start, item.end, item.surface) if item.surface in anothers else item for item in decided]


def _is_known_as(scene: Scene, words: Mention) -> bool:
    """Say whether the words before an acronym and the names of its record, if any spells it out, have a word in common."""
    spelled = {fold(word)[:_STEM] for word in _WORD.findall(words.surface) if len(word) > _STEM}
    names = [text for text in scene.written(words.ref) if " " in text]
    return not names or any(fold(word)[:_STEM] in spelled for text in names for word in _WORD.findall(text))


_STEM = 4


def _is_body(scene: Scene, target: Ref) -> bool:
    """Say whether a mention is of a body that may have an acronym: what stands in brackets behind a person is a party."""
    return split_ref(target)[0] is RefKind.ACTOR and scene.kind_of(target) not in {"person", "state"}


def learned_acronyms(scene: Scene, decided: list[Mention | Unresolved]) -> list[Mention | Unresolved]:
    """Return what is decided, and besides it each acronym that stands in brackets behind a known actor, wherever it occurs."""
    learned: dict[str, Ref] = {}
    for item in decided:
        if not isinstance(item, Mention) or "(" not in scene.text.body[item.end : item.end + 2]:
            continue
        if _is_body(scene, item.ref) and (match := _IN_BRACKETS.match(scene.right(item.end))):
            learned.setdefault(match.group(1), item.ref)
    decided = _with_expansions(scene, _without_anothers(scene, decided))
    known = {item.surface for item in decided if isinstance(item, Mention)}
    new = [
        Mention(match.start(), match.end(), acronym, target, Rule.ACRONYM)
        for acronym, target in learned.items()
        if acronym not in known
        for block in scene.blocks
        for match in re.compile(rf"(?<!\w){re.escape(acronym)}(?!\w)").finditer(scene.text.body, block.start, block.end)
    ]
    if not new:
        return decided
    spans = [(mention.start, mention.end) for mention in new]
    kept = [item for item in decided if not any(start < item.end and item.start < end for start, end in spans)]
    return sorted((*kept, *new), key=lambda item: item.start)
