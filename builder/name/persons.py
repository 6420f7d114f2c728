"""Short forms, last names above all: sure after a full name, behind a title, or where nobody else can be meant. Pure."""

from __future__ import annotations

import re

from builder.folding import fold
from builder.gender import is_woman
from builder.model import Actor, BlockKind, Candidate, Ref, Rule, SenseKind, Unresolved, split_ref
from builder.name.scene import Decision, Scene, bare, full_name
from builder.name.words import FIRST_NAMES, OPENERS, ORDINARY, opens_with_a_verb

_TITLE = re.compile(
    r"\b(?:M\.|MM\.|Mme|Mlle|Mr\.?|Mrs\.?|Ms\.?|Dr|[Mm]onsieur|[Mm]adame|[Gg]énéral|[Cc]olonel|[Cc]apitaine|[Cc]ommandant|[Pp]résident"
    r"|[Mm]inistre|[Cc]hancelière|[Cc]heikh|[Dd]octeur|[Rr]oi|[ÉEée]mir|[Pp]rince|[Pp]resident|[Gg]eneral|King|Prince|Secretary(?:\sof\sState)?|Minister|Ambassador|Chancellor"
    r"|[Ll]ieutenant|[Ss]ergent|[Cc]aporal|[Aa]miral|[Bb]rigadier|[Mm]ajor|[Ii]mam|[Mm]aître|Me|[Pp]rofesseur|Pr|Mgr|[Ss]énateur|[Dd]éputé|[Jj]uge"
    r"|Gen\.|Col\.|Capt\.|Lt\.?|Sgt\.|Captain|Colonel|Sergeant|Commander|Sheikh|Senator)$"
)
_LONGEST_TITLE = 18
_WORD_BEFORE = re.compile(r"([^\W\d_a-zà-ÿ](?<![\w'’].)[\w'’-]*[a-zà-ÿ][\w'’-]*)\s$")
_TRADE_BEHIND = re.compile(
    r"^,\s(?:(?:un|une|a|an)\s)?[a-zà-ÿ-]{3,}(?:ier|ière|er|ère|eur|euse|eure|ien|ienne|iste|aire|ogue|ecin|cat|ant|ante|ard|teacher|baker|grocer)\b"
)
"""A trade in apposition: who holds a public office is not introduced so."""
_STREET = re.compile(r"\b(?:en|la|rues?|avenue|boulevard|place|square|impasse|allée|quai|pont|lycée|collège|stade|street|avenue)\s$")
_NAME_BEHIND = re.compile(r"^\s(?:[aeAE][lnrsdtz]-|(?:al|el|ben|ibn|bin|abou|abu)\s)?([^\W\d_a-zà-ÿ][a-zà-ÿ][\w'’-]*)")
_HEALER = re.compile(
    r"\b(?:Dr\.?|[Dd]octeur|Doctor|[Ll]ieutenant|[Ss]ergent|[Cc]aporal|[Bb]rigadier|[Mm]ajor|[Ii]mam|[Mm]aître|Me|[Pp]rofesseur|Pr|[Jj]uge|Lt\.?|Sgt\.|Sergeant)\s+$"
)
"""A doctor or a lieutenant of whom a text says no more is one of many; the others of these titles are held by few."""
_MALE = re.compile(r"\b(?:M\.|Mr\.?|[Mm]onsieur)\s$")
_FEMALE = re.compile(r"\b(?:Mme|Mlle|Mrs\.?|Ms\.?|[Mm]adame)\s$")
_INTRODUCED = re.compile(
    r"(?:\W(?:s['’]appel\w+|se\s(?:pré)?nomm\w+|prénommée?|un\scertain|une\scertaine|(?:is|was|man|woman|boy|girl|fighter)\s(?:called|named)))\s$"
)
"""What gives somebody a name for the first time: whoever else bears it is not meant."""
AGE_BEHIND = re.compile(r"^(?:,\s|\s\()\d{1,2}(?:\sans\b|[,)])|^\set\s(?:sa|son|ses)\s")
"""Who is told with an age or a family goes by the first name."""
_OF_A_NATION = re.compile(
    r"^\s(?:\w+(?:iens?|iennes?|ais|aises?|ois|oises?|[^r]ains?|aines?)|russes?|turques?|turcs?|arabes?|suisses?|d[ue]s?\b|d['’])"
)
"""What says whose a body is, behind its short form: another's than the one that the record means."""

_SHEIKH_OF_A_PLACE = re.compile(
    r"\b(?:base|village|quartier|localité|ville|route|camp|colline|caserne|faubourg)\s(?:de\s|d['’])?[Cc]heikh\s$"
)
"""Where "Cheikh" begins a place's name, and is no title."""

_PARAGRAPH = 400
"""How many code points back a name told in full is still in mind."""

_LADY = re.compile(r"\b(?:Mme|Mlle|Mrs|Ms|[Mm]adame)\.?\s+$")
"""Whoever papers mean by a family's bare name is not the lady of that name whom the text has named."""

_FAMILY_BEFORE = re.compile(r"\b(?:clan|famille|dynastie|frères|sœurs|époux|couple|[Ll]es|[Dd]es|[Aa]ux|family|brothers|clan)\s$")
_GENERATION_BEHIND = re.compile(r"\s(?:père|fils|junior|senior|family|clan|brothers)\b")
"""A family or a generation of it: "les Nouri", "le clan Nouri", "Nouri père"."""

_SHORTEST = 4
"""A shorter last name (Ban, Fox, May) is too often another word to be sure by itself."""


def short_form(scene: Scene, candidate: Candidate, *, contested: bool) -> Decision:
    """Decide a short form. `contested`: the surface is also a listed name of something else, so only a ground in the text will do."""
    owners = scene.refs(candidate, SenseKind.SHORT)
    named = tuple(owner for owner in owners if owner in scene.full_names)
    if any(scene.kind_of(owner) != "person" for owner in owners):
        told = named or _of_a_told_body(scene, candidate, owners)
        return scene.mention(candidate, told[0], Rule.SHORT) if len(told) == 1 and not contested else None
    if is_introduced(scene, candidate):
        return Unresolved(candidate.start, candidate.end, candidate.surface, ())
    if _SHEIKH_OF_A_PLACE.search(scene.left(candidate.start)):
        return None
    return _last_name(scene, candidate, owners, contested=contested)


def _last_name(scene: Scene, candidate: Candidate, owners: tuple[Ref, ...], *, contested: bool) -> Decision:
    """Decide a person's last name: by a title, by who is named in full, by whom the records single out."""
    left = scene.left(candidate.start)
    owners = _of_that_gender(scene, left, owners)
    named = tuple(owner for owner in owners if owner in scene.full_names)
    known = _likeliest(scene, candidate, owners, named)
    if is_titled(left):
        return _titled(scene, candidate, known, named=bool(named), contested=contested)
    if contested or _STREET.search(scene.brink(candidate.start)):
        return None
    if (
        _is_just_anothers(scene, candidate, named, known)
        or _FAMILY_BEFORE.search(left)
        or _GENERATION_BEHIND.match(scene.text.body, candidate.end)
    ):
        return Unresolved(candidate.start, candidate.end, candidate.surface, owners)
    if _is_part_of_an_unknown_name(scene, candidate):
        return None
    if len(known) == 1 and known[0] in named:
        return scene.mention(candidate, known[0], Rule.SHORT)
    return _alone(scene, candidate, known)


def _likeliest(scene: Scene, candidate: Candidate, owners: tuple[Ref, ...], named: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return whom a last name means first of all: those whom papers call by it alone, unless "Mme" says another of the family."""
    listed = _listed(scene, candidate, owners)
    if _LADY.search(scene.left(candidate.start)):
        return tuple(owner for owner in named if owner not in listed) or named or owners
    return tuple(owner for owner in listed if owner in named) or listed or named or owners


def _is_just_anothers(scene: Scene, candidate: Candidate, named: tuple[Ref, ...], known: tuple[Ref, ...]) -> bool:
    """Say whether the paragraph has just told another of several persons of that name in full."""
    if len(named) < 2 or len(known) != 1:
        return False
    told = [person for other in scene.before(candidate, _PARAGRAPH) if (person := full_name(other)) in named]
    return bool(told) and told[-1] != known[0]


def _of_a_told_body(scene: Scene, candidate: Candidate, owners: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the bodies that are part of one the text names, or of its land: "Assemblée du port" where the text speaks of Sélène."""
    if _OF_A_NATION.match(scene.right(candidate.end)):
        return ()
    return tuple(owner for owner in owners if (parent := _actor(scene, owner).parent) and scene.is_told(parent))


def is_introduced(scene: Scene, candidate: Candidate) -> bool:
    """Say whether the text gives somebody a name here: "Il s'appelait Nouri, comme tout le monde"."""
    return _INTRODUCED.search(scene.brink(candidate.start)) is not None


def _of_that_gender(scene: Scene, left: str, persons: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the persons whom "M." or "Mme" can mean, by their first names: who bears none of the usual ones of either may be both."""
    women = tuple(person for person in persons if is_woman(_actor(scene, person).name))
    if women and _MALE.search(left):
        return tuple(person for person in persons if person not in women)
    if not _FEMALE.search(left):
        return persons
    return women or tuple(person for person in persons if fold(_actor(scene, person).name.partition(" ")[0]) not in FIRST_NAMES)


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
    if len(persons) == 1 and len(candidate.surface) >= _SHORTEST and not _is_contested(scene, candidate, persons[0]):
        return scene.mention(candidate, persons[0], Rule.SHORT)
    return Unresolved(candidate.start, candidate.end, candidate.surface, persons)


def _is_contested(scene: Scene, candidate: Candidate, person: Ref) -> bool:
    """Say whether the last name may be a first name here, or has been somebody else's in this text."""
    record, word = _actor(scene, person), bare(candidate.surface)
    is_first_name = fold(word) in FIRST_NAMES and candidate.surface not in record.short
    return (
        is_first_name
        or fold(word) in ORDINARY
        or scene.is_borne(candidate.surface)
        or AGE_BEHIND.match(scene.right(candidate.end)) is not None
    )


def _listed(scene: Scene, candidate: Candidate, persons: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the persons whose record lists this very short form: the one whom papers mean by it."""
    return tuple(person for person in persons if candidate.surface in _actor(scene, person).short)


def _actor(scene: Scene, person: Ref) -> Actor:
    return scene.authority.actors[split_ref(person)[1]]


def _first_name(left: str) -> bool:
    """Say whether a name ends here: "Bill" before "Nouri"; not "Selon", not "Recevant" at the beginning of a sentence."""
    before = _WORD_BEFORE.search(left)
    return bool(before and fold(before.group(1)) not in OPENERS and not opens_with_a_verb(left, before.group(1)))


def _goes_on(scene: Scene, candidate: Candidate) -> bool:
    """Say whether more of a name stands behind: "Nouri al-Bahri"."""
    behind = _NAME_BEHIND.match(scene.right(candidate.end))
    return bool(behind and fold(behind.group(1)) not in OPENERS and scene.block(candidate.start).kind is not BlockKind.HEADLINE)


def _is_part_of_an_unknown_name(scene: Scene, candidate: Candidate) -> bool:
    """Say whether another first name stands before, or more of a name behind: then it is somebody else, told as a whole."""
    return _first_name(scene.left(candidate.start)) or _goes_on(scene, candidate)
