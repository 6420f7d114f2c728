"""Short forms, last names above all: sure after a full name, behind a title, or where nobody else can be meant. Pure."""

from __future__ import annotations

import re

from builder.folding import fold
from builder.model import Actor, Candidate, Ref, Rule, SenseKind, Unresolved, split_ref
from builder.name.scene import Decision, Scene
from builder.name.words import OPENERS

_TITLE = re.compile(
    r"\b(?:M\.|MM\.|Mme|Mlle|Mr\.?|Mrs\.?|Dr|[Mm]onsieur|[Mm]adame|[Gg]énéral|[Cc]olonel|[Cc]apitaine|[Cc]ommandant|[Pp]résident"
    r"|[Mm]inistre|[Cc]hancelière|[Cc]heikh|[Dd]octeur|[Rr]oi|[ÉEée]mir|[Pp]resident|[Gg]eneral)$"
)
_LONGEST_TITLE = 11
_WORD_BEFORE = re.compile(r"([^\W\d_a-zà-ÿ](?<![\w'’].)[\w'’-]*[a-zà-ÿ][\w'’-]*)\s$")
_TRADE_BEHIND = re.compile(
    r"^,\s(?:(?:un|une|a|an)\s)?[a-zà-ÿ-]{3,}(?:ier|ière|er|ère|eur|euse|eure|ien|ienne|iste|aire|ogue|ecin|cat|ant|ante|ard|teacher|baker|grocer)\b"
)
"""A trade in apposition: who holds a public office is not introduced so."""
_STREET = re.compile(r"\b(?:rues?|avenue|boulevard|place|square|impasse|allée|quai|pont|lycée|collège|stade|street|avenue)\s$")
_NAME_BEHIND = re.compile(r"^\s(?:[ae](?:[lrsdntz]|ch|sh)[-‑])?[^\W\d_a-zà-ÿ][a-zà-ÿ]")
_SHORTEST = 4
"""A shorter last name (Ban, Fox, May) is too often another word to be sure by itself."""


def short_form(scene: Scene, candidate: Candidate, *, contested: bool) -> Decision:
    """Decide a short form. `contested`: the surface is also a listed name of something else, so only a ground in the text will do."""
    owners = scene.refs(candidate, SenseKind.SHORT)
    named = tuple(owner for owner in owners if owner in scene.full_names)
    if any(scene.kind_of(owner) != "person" for owner in owners):
        return scene.mention(candidate, named[0], Rule.SHORT) if len(named) == 1 and not contested else None
    if is_titled(scene.left(candidate.start)):
        if not named and _TRADE_BEHIND.match(scene.right(candidate.end)):
            return Unresolved(
                candidate.start, candidate.end, candidate.surface, ()
            )  # "M. Nouri, épicier": somebody whom the text has to introduce
        return _titled(scene, candidate, named or _listed(scene, candidate, owners) or owners, contested=contested)
    if contested or _STREET.search(scene.brink(candidate.start)):
        return None
    if len(named) == 1:
        return None if _is_anothers(scene, candidate) else scene.mention(candidate, named[0], Rule.SHORT)
    return _alone(scene, candidate, named or _listed(scene, candidate, owners) or owners)


def is_titled(left: str) -> bool:
    """Say whether what stands before a name ends with a title and a space."""
    words = left.rstrip()
    return words != left and _TITLE.search(words, max(0, len(words) - _LONGEST_TITLE)) is not None


def _titled(scene: Scene, candidate: Candidate, persons: tuple[Ref, ...], *, contested: bool) -> Decision:
    """Decide "M. Nouri": whoever of that name the text or the records single out."""
    if len(persons) == 1:
        return scene.mention(candidate, persons[0], Rule.TITLE)
    return None if contested else Unresolved(candidate.start, candidate.end, candidate.surface, persons)


def _alone(scene: Scene, candidate: Candidate, persons: tuple[Ref, ...]) -> Decision:
    """Decide a last name without a title and without a full name before: sure only where nobody contests it."""
    if _is_part_of_an_unknown_name(scene, candidate):
        return None
    if len(persons) == 1 and len(candidate.surface) >= _SHORTEST:
        return scene.mention(candidate, persons[0], Rule.SHORT)
    return Unresolved(candidate.start, candidate.end, candidate.surface, persons)


def _listed(scene: Scene, candidate: Candidate, persons: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the persons whose record lists this very short form: the one whom papers mean by it."""
    return tuple(person for person in persons if candidate.surface in _actor(scene, person).short)


def _actor(scene: Scene, person: Ref) -> Actor:
    return scene.authority.actors[split_ref(person)[1]]


def _is_anothers(scene: Scene, candidate: Candidate) -> bool:
    """Say whether another first name stands before a last name that the text has given in full: told as a whole, as an unknown name."""
    before = _WORD_BEFORE.search(scene.left(candidate.start))
    return bool(before and fold(before.group(1)) not in OPENERS and not before.group(1).endswith(_PARTICIPLES))


_PARTICIPLES = ("ant", "é", "ée")
"""How a word ends that opens a sentence with a capital and is no name: "Recevant Duval"."""


def _is_part_of_an_unknown_name(scene: Scene, candidate: Candidate) -> bool:
    """Say whether another first name stands before, or more of a name behind: then it is somebody else."""
    before = _WORD_BEFORE.search(scene.left(candidate.start))
    return bool((before and fold(before.group(1)) not in OPENERS) or _NAME_BEHIND.match(scene.right(candidate.end)))
