"""Short forms, last names above all: sure after a full name, behind a title, or where nobody else can be meant. Pure."""

from __future__ import annotations

import re

from builder.folding import fold
from builder.model import Actor, Candidate, Ref, Rule, SenseKind, Unresolved, split_ref
from builder.name.scene import Decision, Scene
from builder.name.words import OPENERS

_TITLE = re.compile(
    r"(?:\bM\.|\bMM\.|\bMme|\bMlle|\bMr\.?|\bMrs\.?|\bDr|\b[Mm]onsieur|\b[Mm]adame|\b[Gg]énéral|\b[Cc]olonel|\b[Cc]apitaine|\b[Cc]ommandant|\b[Pp]résident"
    r"|\b[Mm]inistre|\b[Cc]hancelière|\b[Cc]heikh|\b[Dd]octeur|\b[Rr]oi|\b[ÉEée]mir|\b[Pp]resident|\b[Gg]eneral)\s+$"
)
_WORD_BEFORE = re.compile(r"(?<![\w'’])([^\W\d_a-zà-ÿ][\w'’-]*[a-zà-ÿ][\w'’-]*)\s$")
_NAME_BEHIND = re.compile(r"^\s[^\W\d_a-zà-ÿ][a-zà-ÿ]")
_SHORTEST = 4
"""A shorter last name (Ban, Fox, May) is too often another word to be sure by itself."""


def short_form(scene: Scene, candidate: Candidate, *, contested: bool) -> Decision:
    """Decide a last name. `contested`: the surface is also a listed name of something else, so only a ground in the text will do."""
    persons = scene.refs(candidate, SenseKind.SHORT)
    if not contested and any(scene.kind_of(target) != "person" for target in persons):
        bodies = tuple(target for target in persons if target in scene.full_names)
        return scene.mention(candidate, bodies[0], Rule.SHORT) if len(bodies) == 1 else None
    titled = bool(_TITLE.search(scene.left(candidate.start)))
    named = tuple(person for person in persons if person in scene.full_names)
    if len(named) == 1 and (titled or not contested):
        return scene.mention(candidate, named[0], Rule.TITLE if titled else Rule.SHORT)
    if _is_part_of_an_unknown_name(scene, candidate, titled=titled):
        return None
    preferred = named or _listed(scene, candidate, persons) or persons
    if titled and len(preferred) == 1:
        return scene.mention(candidate, preferred[0], Rule.TITLE)
    if contested:
        return None
    if len(preferred) == 1 and len(candidate.surface) >= _SHORTEST:
        return scene.mention(candidate, preferred[0], Rule.SHORT)
    return Unresolved(candidate.start, candidate.end, candidate.surface, preferred)


def _listed(scene: Scene, candidate: Candidate, persons: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the persons whose record lists this very short form: the one whom papers mean by it."""
    return tuple(person for person in persons if candidate.surface in _actor(scene, person).short)


def _actor(scene: Scene, person: Ref) -> Actor:
    return scene.authority.actors[split_ref(person)[1]]


def _is_part_of_an_unknown_name(scene: Scene, candidate: Candidate, *, titled: bool) -> bool:
    """Say whether another first name stands before, or more of a name behind: then it is somebody else."""
    before = _WORD_BEFORE.search(scene.left(candidate.start))
    first_name = before and not titled and fold(before.group(1)) not in OPENERS
    return bool(first_name or _NAME_BEHIND.match(scene.right(candidate.end)))
