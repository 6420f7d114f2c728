"""Short forms, last names above all: sure after a full name, behind a title, or where nobody else can be meant. Pure."""

from __future__ import annotations

import re

from builder.folding import fold
from builder.gender import is_woman
from builder.model import Actor, BlockKind, Candidate, Ref, Rule, SenseKind, Unresolved, split_ref
from builder.name.scene import Decision, Scene, bare
from builder.name.words import FIRST_NAMES, OPENERS, opens_with_a_verb

_TITLE = re.compile(
    r"\b(?:M\.|MM\.|Mme|Mlle|Mr\.?|Mrs\.?|Dr|[Mm]onsieur|[Mm]adame|[Gg]énéral|[Cc]olonel|[Cc]apitaine|[Cc]ommandant|[Pp]résident"
    r"|[Mm]inistre|[Cc]hancelière|[Cc]heikh|[Dd]octeur|[Rr]oi|[ÉEée]mir|[Pp]rince|[Pp]resident|[Gg]eneral|King|Prince|Secretary|Chancellor"
    r"|[Ll]ieutenant|[Ss]ergent|[Cc]aporal|[Aa]miral|[Bb]rigadier|[Mm]ajor|[Ii]mam|[Mm]aître|Me|[Pp]rofesseur|Pr|Mgr|[Ss]énateur|[Dd]éputé|[Jj]uge"
    r"|Gen\.|Col\.|Capt\.|Lt\.?|Sgt\.|Captain|Colonel|Sergeant|Commander|Sheikh|Senator)$"
)
_LONGEST_TITLE = 11
_WORD_BEFORE = re.compile(r"([^\W\d_a-zà-ÿ](?<![\w'’].)[\w'’-]*[a-zà-ÿ][\w'’-]*)\s$")
_TRADE_BEHIND = re.compile(
    r"^,\s(?:(?:un|une|a|an)\s)?[a-zà-ÿ-]{3,}(?:ier|ière|er|ère|eur|euse|eure|ien|ienne|iste|aire|ogue|ecin|cat|ant|ante|ard|teacher|baker|grocer)\b"
)
"""A trade in apposition: who holds a public office is not introduced so."""
_STREET = re.compile(r"\b(?:rues?|avenue|boulevard|place|square|impasse|allée|quai|pont|lycée|collège|stade|street|avenue)\s$")
_NAME_BEHIND = re.compile(r"^\s(?:[aeAE][lnrsdtz]-|(?:al|el|ben|ibn|bin|abou|abu)\s)?([^\W\d_a-zà-ÿ][a-zà-ÿ][\w'’-]*)")
_HEALER = re.compile(
    r"\b(?:Dr\.?|[Dd]octeur|Doctor|[Ll]ieutenant|[Ss]ergent|[Cc]aporal|[Bb]rigadier|[Mm]ajor|[Ii]mam|[Mm]aître|Me|[Pp]rofesseur|Pr|[Jj]uge|Lt\.?|Sgt\.|Sergeant)\s+$"
)
"""A doctor or a lieutenant of whom a text says no more is one of many; the others of these titles are held by few."""
_MALE = re.compile(r"\b(?:M\.|Mr\.?|[Mm]onsieur)\s$")
_FEMALE = re.compile(r"\b(?:Mme|Mlle|Mrs\.?|Ms\.?|[Mm]adame)\s$")
_INTRODUCED = re.compile(
    r"(?:\W(?:s['’]appel\w+|se\snomm\w+|prénommée?|un\scertain|une\scertaine|(?:is|was|man|woman|boy|girl|fighter)\s(?:called|named)))\s$"
)
"""What gives somebody a name for the first time: whoever else bears it is not meant."""
AGE_BEHIND = re.compile(r"^(?:,\s|\s\()\d{1,2}(?:\sans\b|[,)])|^\set\s(?:sa|son|ses)\s")
"""Who is told with an age or a family goes by the first name."""
_SHORTEST = 4
"""A shorter last name (Ban, Fox, May) is too often another word to be sure by itself."""


def short_form(scene: Scene, candidate: Candidate, *, contested: bool) -> Decision:
    """Decide a short form. `contested`: the surface is also a listed name of something else, so only a ground in the text will do."""
    owners = scene.refs(candidate, SenseKind.SHORT)
    named = tuple(owner for owner in owners if owner in scene.full_names)
    if any(scene.kind_of(owner) != "person" for owner in owners):
        return scene.mention(candidate, named[0], Rule.SHORT) if len(named) == 1 and not contested else None
    left = scene.left(candidate.start)
    if is_introduced(scene, candidate):
        return Unresolved(candidate.start, candidate.end, candidate.surface, ())
    if is_titled(left):
        owners, named = _of_that_gender(scene, left, owners), _of_that_gender(scene, left, named)
        return _titled(scene, candidate, named or _listed(scene, candidate, owners) or owners, named=bool(named), contested=contested)
    if contested or _STREET.search(scene.brink(candidate.start)):
        return None
    if len(named) == 1:
        return None if _is_anothers(scene, candidate) or _goes_on(scene, candidate) else scene.mention(candidate, named[0], Rule.SHORT)
    return _alone(scene, candidate, named or _listed(scene, candidate, owners) or owners)


def is_introduced(scene: Scene, candidate: Candidate) -> bool:
    """Say whether the text gives somebody a name here: "Il s'appelait Nouri, comme tout le monde"."""
    return _INTRODUCED.search(scene.brink(candidate.start)) is not None


def _of_that_gender(scene: Scene, left: str, persons: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the persons whom "M." or "Mme" can mean, by their first names."""
    women = tuple(person for person in persons if is_woman(_actor(scene, person).name))
    if women and _MALE.search(left):
        return tuple(person for person in persons if person not in women)
    return women if women and _FEMALE.search(left) else persons


def is_titled(left: str) -> bool:
    """Say whether what stands before a name ends with a title and a space."""
    words = left.rstrip()
    return words != left and _TITLE.search(words, max(0, len(words) - _LONGEST_TITLE)) is not None


def _titled(scene: Scene, candidate: Candidate, persons: tuple[Ref, ...], *, named: bool, contested: bool) -> Decision:
    """Decide "M. Nouri": whoever of that name the text or the records single out."""
    if _goes_on(scene, candidate):
        return None  # "M. Salah Nouri": the whole is told as an unknown name
    if not named and (_TRADE_BEHIND.match(scene.right(candidate.end)) or _HEALER.search(scene.left(candidate.start))):
        # "M. Nouri, épicier": somebody whom the text has to introduce
        return Unresolved(candidate.start, candidate.end, candidate.surface, ())
    if len(persons) == 1:
        return scene.mention(candidate, persons[0], Rule.TITLE)
    return None if contested else Unresolved(candidate.start, candidate.end, candidate.surface, persons)


def _alone(scene: Scene, candidate: Candidate, persons: tuple[Ref, ...]) -> Decision:
    """Decide a last name without a title and without a full name before: sure only where nobody contests it."""
    if _is_part_of_an_unknown_name(scene, candidate):
        return None
    if len(persons) == 1 and len(candidate.surface) >= _SHORTEST and not _is_contested(scene, candidate, persons[0]):
        return scene.mention(candidate, persons[0], Rule.SHORT)
    return Unresolved(candidate.start, candidate.end, candidate.surface, persons)


def _is_contested(scene: Scene, candidate: Candidate, person: Ref) -> bool:
    """Say whether the last name may be a first name here, or has been somebody else's in this text."""
    is_first_name = fold(bare(candidate.surface)) in FIRST_NAMES and candidate.surface not in _actor(scene, person).short
    return is_first_name or scene.is_borne(candidate.surface) or AGE_BEHIND.match(scene.right(candidate.end)) is not None


def _listed(scene: Scene, candidate: Candidate, persons: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the persons whose record lists this very short form: the one whom papers mean by it."""
    return tuple(person for person in persons if candidate.surface in _actor(scene, person).short)


def _actor(scene: Scene, person: Ref) -> Actor:
    return scene.authority.actors[split_ref(person)[1]]


def _is_anothers(scene: Scene, candidate: Candidate) -> bool:
    """Say whether another first name stands before a last name that the text has given in full: told as a whole, as an unknown name."""
    return _first_name(scene.left(candidate.start))


def _first_name(left: str) -> bool:
    """Say whether a name ends here: "Bill" before "Nouri"; not "Selon", not "Recevant" at the beginning of a sentence."""
    before = _WORD_BEFORE.search(left)
    return bool(before and fold(before.group(1)) not in OPENERS and not opens_with_a_verb(left, before.group(1)))


def _goes_on(scene: Scene, candidate: Candidate) -> bool:
    """Say whether more of a name stands behind: "Nouri al-Bahri"."""
    behind = _NAME_BEHIND.match(scene.right(candidate.end))
    return bool(behind and fold(behind.group(1)) not in OPENERS and scene.block(candidate.start).kind is not BlockKind.HEADLINE)


def _is_part_of_an_unknown_name(scene: Scene, candidate: Candidate) -> bool:
    """Say whether another first name stands before, or more of a name behind: then it is somebody else."""
    return _first_name(scene.left(candidate.start)) or _goes_on(scene, candidate)
