"""Offices told without whose they are: "a poursuivi le ministre" is the one minister whom the text has named before. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.folding import fold
from builder.model import Mention, Ref, RefKind, Rule, Unresolved, split_ref
from builder.name.offices import may_hold
from builder.name.scene import Scene

_HEADS = (
    "premier ministre|première ministre|ministre des affaires étrangères|ministre de la défense|ministre|président|présidente|chancelier|chancelière|secrétaire d[’']etat|secrétaire d[’']état|secrétaire général|"
    "ambassadeur|ambassadrice|chef de la diplomatie|chef de l[’']etat|chef de l[’']état|chef du gouvernement|"
    "prime minister|foreign minister|minister|president|chancellor|secretary of state|secretary general|ambassador"
)
_OFFICE = re.compile(rf"(?:{fold(_HEADS)})(?![\w-])")
_BARE = re.compile(rf"(?<![\w-])(?:(?:du|au|le|la|the)\s|l['’])(?P<office>{_HEADS})(?![\w-])")
"""An office with its article alone, in small letters: an office of one word never holds another that is longer, so the first alternative wins."""

_GOES_ON = re.compile(
    r"(?:\s|-)(?:d[eu]s?\b|d['’]|à\b|aux?\b|en\s(?:exercice|titre|chef)|of\b|to\b|for\b|libre|suprême|adjointe?|déléguée?|sortante?|déchue?|élue?|lui-même|"
    r"russe|turc|turque|arabe|kurde|suisse|belge|grec|grecque|suédois|tchèque|slovaque|serbe|croate|bulgare|islamique|britannique|catholique|orthodoxe|unique|public|publique|"
    r"\w+(?:iens?|iennes?|ais|aises?|ois|oises?|[^r]ains?|aines?|istes?))\b"
)
"""What makes it somebody's, or another office: "le président de la chambre", "le ministre délégué"."""

_NAME_BEHIND = re.compile(r"\s[^\W\d_a-zà-ÿ]|,?\s(?:M\.|Mme)\s")
"""A title before a name is no mention of its own."""

_WORD_BEHIND = re.compile(r"\s\w+\b")
_OTHER_BEFORE = re.compile(r"\b(?:premiere?|vice|sous|prime|deputy)[\s-]$")
"""What makes another office of its last words: "premier ministre" is no "ministre"."""


def bare_offices(scene: Scene, decided: list[Mention | Unresolved]) -> list[Mention | Unresolved]:
    """Return what is decided, and besides it each bare office of somebody named before: a mention where one holds such an office, else open."""
    known, reached, found = _Known(scene), 0, list[Mention | Unresolved]()
    for start, end in _told(scene):
        while reached < len(decided) and decided[reached].end <= start:
            known.add(decided[reached])
            reached += 1
        if reached < len(decided) and decided[reached].start < end:
            continue
        surface = scene.text.body[start:end]
        holders, is_shared = known.holders(_head(surface), _head(_word_behind(scene.text.body, end)))
        if len(holders) == 1 and not is_shared:
            found.append(Mention(start, end, surface, holders[0], Rule.ROLE))
        elif holders:
            found.append(Unresolved(start, end, surface, holders))
    return sorted((*decided, *found), key=lambda item: item.start) if found else decided


def _told(scene: Scene) -> Iterator[tuple[int, int]]:
    """Yield where an office stands with its article alone."""
    for block in scene.blocks:
        for match in _BARE.finditer(scene.small, block.start, block.end):
            start, end = match.span("office")
            if not (_GOES_ON.match(scene.small, end) or _NAME_BEHIND.match(scene.text.body, end)):
                yield start, end


class _Known:
    """Whom the text has named so far, and the offices that it has left open."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._phrases: dict[Ref, tuple[str, ...]] = {}
        self._open: set[str] = set()
        self._found: dict[tuple[str, str], tuple[Ref, ...]] = {}

    def add(self, item: Mention | Unresolved) -> None:
        """Take note of what the text names next."""
        if isinstance(item, Unresolved):
            if office := _OFFICE.match(_head(item.surface)):
                self._open.add(office[0])
        elif item.ref not in self._phrases and split_ref(item.ref)[0] is RefKind.ACTOR:
            roles = self._scene.authority.actors[split_ref(item.ref)[1]].roles
            if phrases := tuple(_head(phrase) for role in roles if may_hold(self._scene, role) for phrase in role.phrases):
                self._phrases[item.ref] = phrases
                self._found.clear()

    def holders(self, head: str, behind: str) -> tuple[tuple[Ref, ...], bool]:
        """Return who may hold an office of that name, and whether somebody else may whom the text has left open; none if the word behind is part of it."""
        if (head, behind) not in self._found:
            is_part = behind and any(phrase.startswith(head + behind) for phrases in self._phrases.values() for phrase in phrases)
            called = (person for person, phrases in self._phrases.items() if any(_is_called(phrase, head) for phrase in phrases))
            self._found[head, behind] = () if is_part else tuple(called)
        return self._found[head, behind], head in self._open


def _word_behind(body: str, end: int) -> str:
    """Return the word that a blank parts from an offset, with the blank; "" where none stands there."""
    match = _WORD_BEHIND.match(body, end)
    return match[0] if match is not None else ""


def _head(phrase: str) -> str:
    return fold(phrase).replace("’", "'")


_PORTFOLIO = re.compile(r"\s(?:des|de la)\s.+")


def _is_called(phrase: str, head: str) -> bool:
    """Say whether an office is called so in short: "ministre" is "ministre sélène du Port", as is "ministre du Port"; "minister" is "Selenian Minister"."""
    if (portfolio := _PORTFOLIO.search(head)) is not None:
        return phrase.startswith(head[: portfolio.start()]) and portfolio[0] in phrase
    if phrase.startswith(head):
        return phrase[len(head) : len(head) + 1] in {"", " ", "-"}
    return phrase.endswith(f" {head}") and _OTHER_BEFORE.search(phrase[: -len(head)]) is None
