"""Offices: "le président suisse" is whoever held the office when the text was published. Pure."""

from __future__ import annotations

import re

from builder.gazetteer import plain_form
from builder.model import Candidate, Mention, Ref, Role, Rule, SenseKind, Unresolved, split_ref
from builder.name.scene import Decision, Scene

_MODIFIER = re.compile(
    r"(?:\b(?:ex|vice|sous)[-\u2010\u2011\s]|\b(?:anciens?|anciennes?|premier|première|futurs?|futures?|prochaine?|former|deputy|next)\s)$",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(r"\b(?:une?|des|deux|trois|plusieurs|certains?|an?|some)\s$", re.IGNORECASE)
_POSSESSED = re.compile(r"\b(?:[Ss]on|[Ss]a|[Ll]eurs?|[Nn]otre|[Vv]otre|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s$")
_NAME_BEHIND = re.compile(r"^(?:,?\s(?:M\.\s|Mme\s|le\sgénéral\s)?|\s\()$")
_NAME_BEFORE = re.compile(r"^,?\s(?:(?:le|la|the)\s|l['’])?$|^\s\((?:(?:le|la)\s)?$", re.IGNORECASE)
_REACH = 60
"""How many code points away a name beside an office may begin: a long name and the words between."""

_PORTFOLIO_BEHIND = re.compile(
    r"^\s(?:d[eu]s?\s|d['’]|à\s)(?:la\s|l['’])?(?:[^\W\d_a-zß-öø-ÿ]|affaires|défense|santé|justice|culture|commerce|transports?|tourisme|sports?|finances|réconciliation|éducation|énergie|pétrole|économie)"
    r"|^\s(?:of|for)\s(?:the\s)?(?:[A-Z]|information|defen[cs]e|health)"
)
_MEMORY = 100
"""How many names back somebody told by last name is still in mind: so that a text of any length is read in time in proportion."""

_STRANGER_BEHIND = re.compile(r"^,?\s[^\W\d_a-zà-ÿ][\w'’-]+\s[^\W\d_a-zà-ÿ][\w'’-]+")


def office(scene: Scene, candidate: Candidate, before: list[Mention | Unresolved]) -> Decision:
    """Decide an office: by the name beside it, else by who of those that may hold it is named in the text, else by the date.

    A role without any date in its record is no ground by itself: nobody has looked up since when it is held.
    """
    held = [(sense.ref, _role(scene, sense.ref, sense.role)) for sense in candidate.senses if sense.kind is SenseKind.ROLE]
    holders = tuple(dict.fromkeys(person for person, _ in held))
    beside, left = _person_beside(scene, candidate), scene.left(candidate.start)
    shortened = _is_shortened(candidate, [role for _, role in held])
    if (
        _is_description(left)
        or (shortened and _POSSESSED.search(left))
        or (shortened and _PORTFOLIO_BEHIND.match(scene.right(candidate.end)))
    ):
        return None  # "ministre sélène des Sports": another office, which no record lists
    if beside in holders:
        return scene.mention(candidate, beside, Rule.ROLE)
    if beside is None and _STRANGER_BEHIND.match(scene.right(candidate.end)):
        return Unresolved(candidate.start, candidate.end, candidate.surface, ())
    in_office = tuple(dict.fromkeys(person for person, role in held if _may_hold(scene, role)))
    named = tuple(person for person in in_office if person in scene.full_names) or _told(in_office, before)
    if shortened:
        earlier = tuple(person for person in named if scene.full_names.get(person, 0) < candidate.start)
        return scene.mention(candidate, earlier[0], Rule.ROLE) if len(earlier) == 1 else None
    if len(named) == 1 or (len(in_office) == 1 and any(role.start or role.end for person, role in held if person == in_office[0])):
        return scene.mention(candidate, (named if len(named) == 1 else in_office)[0], Rule.ROLE)
    return Unresolved(candidate.start, candidate.end, candidate.surface, in_office or holders)


def _told(persons: tuple[Ref, ...], before: list[Mention | Unresolved]) -> tuple[Ref, ...]:
    """Return those of several persons whom the text has told before, by a last name as it may be: "Duval ... le chef de la diplomatie"."""
    told = {item.ref for item in before[-_MEMORY:] if isinstance(item, Mention)}
    return tuple(person for person in persons if person in told)


def _is_description(left: str) -> bool:
    """Say whether an office tells what somebody was or will be, or is one of several: "l'ancien ...", "un porte-parole de ..."."""
    return bool(_INDEFINITE.search(left) or _MODIFIER.search(left))


def _role(scene: Scene, person: Ref, index: int | None) -> Role:
    roles = scene.authority.actors[split_ref(person)[1]].roles
    return roles[index or 0]


def _may_hold(scene: Scene, role: Role) -> bool:
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
