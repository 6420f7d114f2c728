"""Offices: "le président suisse" is whoever held the office when the text was published. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.folding import fold, small
from builder.gazetteer import plain_form
from builder.model import Candidate, Ref, Role, Rule, SenseKind, Unresolved, split_ref
from builder.name.scene import Decision, Scene
from builder.name.words import FIRST_NAMES

_MODIFIER = re.compile(
    r"\b(?:(?:ex|vice|sous)[-\u2010\u2011\s]|(?:anciens?|anciennes?|premier|première|futurs?|futures?|prochaine?|former|deputy|next)\s)$"
)
_NOT_HELD = re.compile(
    r"\b(?:anciens?|anciennes?|futurs?|futures?|former|son|sa|leur|his|her|its|their|une?|des|deux|trois|plusieurs|certains?|an?|some)\s$"
)
"""These make an office a description, before a name too: `l'ancien ministre X`, `son porte-parole X`, `un porte-parole` (one of several)."""
_NAME_BEHIND = re.compile(r"^(?:,?\s(?:M\.\s|Mme\s|le\sgénéral\s)?|\s\()$")
_NAME_BEFORE = re.compile(r"^,?\s(?:(?:le|la|the)\s|l['’])?$|^\s\((?:(?:le|la)\s)?$", re.IGNORECASE)
_OUT_OF_OFFICE = re.compile(
    r"\W(?:(?:anciens?|anciennes?|ex|former|future?|prochaine?)[\s\u2010\u2011-](?P<head>[^\W\d_]+)(?:\s[^,.;:!?«»]{1,50})?"
    r"|(?:son|sa|leur|his|her|their)\s(?:\w+\s)?(?:prédécesseure?|predecessor))(?:,?\s)$"
)
_AROUND = 4_000
"""How many code points away a last name may stand that tells who holds an office: so that a text of any length is read in time in proportion."""

_REACH = 60
"""How many code points away a name beside an office may begin: a long name and the words between."""

_PORTFOLIO_BEHIND = re.compile(
    r"^\s(?:d[eu]s?\s|d['’]|à\s)(?:la\s|l['’])?(?:[^\W\d_a-zß-öø-ÿ]|affaires|défense|santé|justice|culture|commerce|transports?|tourisme|sports?|finances|réconciliation|éducation|énergie|pétrole|économie)"
    r"|^\s(?:of|for)\s(?:the\s)?(?:[A-Z]|information|defen[cs]e|health)"
)
_STRANGER_BEHIND = re.compile(r"^,?\s[^\W\d_a-zà-ÿ][\w'’-]+\s[^\W\d_a-zà-ÿ][\w'’-]+")


def office(scene: Scene, candidate: Candidate) -> Decision:
    """Decide an office: by the name beside it, else by who of those that may hold it is named in the text, else by the date.

    A role without any date in its record is no ground by itself: nobody has looked up since when it is held.
    """
    held = [(sense.ref, _role(scene, sense.ref, sense.role)) for sense in candidate.senses if sense.kind is SenseKind.ROLE]
    holders = tuple(dict.fromkeys(person for person, _ in held))
    beside, brink = _person_beside(scene, candidate), scene.brink(candidate.start)
    if _NOT_HELD.search(brink) or _has_another_portfolio(scene, candidate, held):
        return None
    if beside in holders:
        return scene.mention(candidate, beside, Rule.ROLE)
    if _MODIFIER.search(brink):
        return None
    if beside is None and _STRANGER_BEHIND.match(scene.right(candidate.end)):
        return Unresolved(candidate.start, candidate.end, candidate.surface, ())
    return _holder(scene, candidate, held)


def _has_another_portfolio(scene: Scene, candidate: Candidate, held: Sequence[tuple[Ref, Role]]) -> bool:
    """Say whether a shortened office goes on as one that no record lists: "ministre sélène des Sports"."""
    return _is_shortened(candidate, [role for _, role in held]) and _PORTFOLIO_BEHIND.match(scene.right(candidate.end)) is not None


def _holder(scene: Scene, candidate: Candidate, held: Sequence[tuple[Ref, Role]]) -> Decision:
    """Return who holds an office that no name beside it settles."""
    in_office = tuple(dict.fromkeys(person for person, role in held if may_hold(scene, role) and not _has_left(scene, person, role)))
    named = tuple(person for person in in_office if person in scene.full_names)
    if not named and len(in_office) > 1:
        named = _named_shortly(scene, candidate, in_office)
    if _is_shortened(candidate, [role for _, role in held]):
        earlier = tuple(person for person in named if scene.full_names.get(person, 0) < candidate.start)
        return scene.mention(candidate, earlier[0], Rule.ROLE) if len(earlier) == 1 else None
    if len(named) == 1 or (len(in_office) == 1 and any(role.start or role.end for person, role in held if person == in_office[0])):
        return scene.mention(candidate, (named if len(named) == 1 else in_office)[0], Rule.ROLE)
    return Unresolved(candidate.start, candidate.end, candidate.surface, in_office or tuple(dict.fromkeys(person for person, _ in held)))


def _has_left(scene: Scene, person: Ref, role: Role) -> bool:
    """Say whether the text introduces somebody as a former or a coming holder: "l'ancien président X", "son prédécesseur, X"."""
    match = _OUT_OF_OFFICE.search(scene.lead(scene.full_names[person])) if person in scene.full_names else None
    return match is not None and (match["head"] is None or any(small(phrase).startswith(match["head"]) for phrase in role.phrases))


def _named_shortly(scene: Scene, candidate: Candidate, persons: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return those of several persons whom the text around an office names by a last name that is nobody else's: "M. Lund"."""
    found: dict[Ref, None] = {}
    for other in scene.near(candidate, _AROUND):
        owners = scene.refs(other, SenseKind.SHORT)
        if len(owners) == 1 and owners[0] in persons and fold(other.surface) not in FIRST_NAMES:
            found[owners[0]] = None
    return tuple(found)


def _role(scene: Scene, person: Ref, index: int | None) -> Role:
    roles = scene.authority.actors[split_ref(person)[1]].roles
    return roles[index or 0]


def may_hold(scene: Scene, role: Role) -> bool:
    """Say whether somebody may have held the office on a day on which the text may have been published."""
    first, last = scene.dating.first, scene.dating.last
    return not ((role.start and last and role.start > last) or (role.end and first and role.end < first))


def _is_shortened(candidate: Candidate, roles: list[Role]) -> bool:
    surface = plain_form(candidate.surface)
    return all(surface != plain_form(phrase) for role in roles for phrase in role.phrases)


def _person_beside(scene: Scene, candidate: Candidate) -> Ref | None:
    """Return the person whose name stands directly behind or before, with no more than a comma and an article between."""
    for other in scene.near(candidate, _REACH):
        between = scene.text.body[candidate.end : other.start] if other.start >= candidate.end else None
        before = scene.text.body[other.end : candidate.start] if other.end <= candidate.start else None
        if (between is not None and _NAME_BEHIND.match(between)) or (before is not None and _NAME_BEFORE.match(before)):
            persons = [target for target in scene.refs(other, SenseKind.NAME) if scene.kind_of(target) == "person"]
            if len(persons) == 1:
                return persons[0]
    return None
