"""Stage 7, people: who has been spoken of before a place in a text, and what is known of them.

In: a Reading. Out: Persons, the nearest first. Pure. What a record lists and the words beside a name are all that is known.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.model import Mention, Ref, Unresolved, split_ref
from builder.quote import words
from builder.quote.description import Description
from builder.quote.phrase import Speaker, person_in
from builder.quote.reading import Reading, Sentence, mention_start

_APPOSITION = re.compile(r",\s[^,;:.!?«»\"]{3,90}")
_TITLE_BEFORE = re.compile(r"[^,;:.!?«»\"()]*$")
"""What a text says a person is, beside the name."""
_DESCRIBED = re.compile(
    r"(?:\b(?:un|une|le|la|ce|cette|son|sa|a|an|the)\s|\bl['’])(?:ancien(?:ne)?\s|jeune\s|vieux\s|former\s)?(?P<noun>[a-zà-ÿ][\w-]+)[^,;:.!?«»\"()]{0,70},\s$",
    re.IGNORECASE,
)
_CLAUSE_BEFORE = 110
_FAR = 40
"""Mentions back to which the holder of an office is looked for."""
BACK = 4
"""Sentences back in which a pronoun may find its person."""
NEAR = 24
"""Reports, items or characters around a quotation that are looked at: keeps the time linear."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody spoken of: the offices of the record or the words beside the name, and the block, -1 where that is far off."""

    speaker: Speaker
    known: str
    block: int


class People(Reading):
    """A text read for the persons of whom it speaks."""

    def _people(self, before: int, number: int) -> Iterator[Person]:
        """Yield the persons spoken of before a place, the nearest first, each with what is known of it."""
        reach = before
        for earlier in range(number, max(-1, number - 1 - 2 * BACK), -1):
            sentence = self.sentences[earlier]
            for mention in self._persons(sentence.start, min(reach, sentence.end)):
                yield Person(Speaker(mention.ref, mention.surface), self._known(mention, sentence), sentence.block)
            for name in self._strangers(earlier, before):
                yield Person(name, self._beside(name.words or "", sentence), sentence.block)
            reach = min(reach, sentence.start)
        far = bisect_left(self._starts, reach)
        for mention in self._persons(self._starts[max(0, far - _FAR)] if far else 0, reach):
            yield Person(Speaker(mention.ref, mention.surface), self._offices(mention.ref), -1)

    def last_named(self, number: int) -> Speaker | None:
        """Return the person whom a sentence names last, with or without a record: `ce dernier` of the next."""
        sentence = self.sentences[number]
        known = next(self._persons(sentence.start, sentence.end), None)
        names = [name for name in self._unknown(sentence.start, sentence.end) if " " in name.surface]
        if names and (known is None or names[-1].start > known.start):
            return Speaker(None, names[-1].surface)
        return Speaker(known.ref, known.surface) if known is not None else None

    def _persons(self, start: int, end: int) -> Iterator[Mention]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return (mention for mention in reversed(self.mentions[first:last]) if self._is_human(mention.ref))

    def _unknown(self, start: int, end: int) -> Sequence[Unresolved]:
        """Return the names of a stretch that no record knows, in order."""
        first, last = (bisect_left(self._strange, place, key=mention_start) for place in (start, end))
        return self._strange[first:last]

    def _strangers(self, number: int, before: int) -> Iterator[Speaker]:
        """Yield whom no record knows and a sentence names or introduces."""
        cut, told = self.read(number)
        for report in reversed(told):
            if report.start < before and report.speaker.ref is None and report.speaker.words:
                yield report.speaker
        sentence = self.sentences[number]
        about = person_in(cut[:NEAR], self.body) if sentence.end <= before else None
        if about is not None and about.ref is None and about.words:
            yield about
        for name in self._unknown(sentence.start, min(before, sentence.end)):
            apposed = _APPOSITION.match(self.body, name.end, sentence.end)
            if _is_of_a_thing(self.body[max(sentence.start, name.start - _CLAUSE_BEFORE) : name.start]):
                continue
            if (apposed is not None and _is_trade(apposed[0].strip(", "))) or _apposition_before(
                self.body[max(sentence.start, name.start - _CLAUSE_BEFORE) : name.start]
            ):
                yield Speaker(None, name.surface)

    def _offices(self, ref: Ref) -> str:
        known = self.actors.get(split_ref(ref)[1])
        return ", ".join(phrase for role in known.roles for phrase in role.phrases) if known is not None else ""

    def _known(self, mention: Mention, sentence: Sentence) -> str:
        offices = self._offices(mention.ref)
        beside = self._beside(mention.surface, sentence)
        return f"{beside}, {offices}" if offices else beside

    def _beside(self, name: str, sentence: Sentence) -> str:
        """Return a name with the words that may say what its bearer is: those right before it, and those between commas behind."""
        if not name[0].isupper():
            return name
        start = self.body.find(name, sentence.start, sentence.end)
        if start < 0:
            return name
        behind = _APPOSITION.match(self.body, start + len(name), sentence.end)
        clause = self.body[max(sentence.start, start - _CLAUSE_BEFORE) : start]
        before = _title(_TITLE_BEFORE.search(clause)) or _apposition_before(clause)
        return f"{name} {before} {behind[0] if behind else ''}"

    def _may_be_anybody(self, person: Speaker) -> bool:
        """Say whether somebody may be called a father or a baker: a name, and no holder of an office."""
        if person.ref is not None:
            return bool(self.actors) and not self._offices(person.ref)
        return person.words is not None and is_named(person)


def _title(clause: re.Match[str] | None) -> str:
    """Return the words right before a name that may be its bearer's title: no verb, and no name but a body's ("le chef de la Coalition")."""
    parts = clause[0].split() if clause is not None else []
    first = len(parts)
    while first and parts[first - 1].lower() not in words.VERBS:
        if parts[first - 1][0].isupper() and first > 1 and parts[first - 2].lower() not in words.JOINTS:
            break
        first -= 1
    return " ".join(parts[first:])


def is_named(person: Speaker) -> bool:
    """Say whether somebody has a record, or words that hold a name: `Oum Ali`, `le docteur Ali`, but not `un habitant du port`."""
    if person.ref is not None or not person.words:
        return person.ref is not None
    parts = person.words.split()
    if parts[0].lower() not in words.DETERMINERS:
        return True
    pairs = pairwise(parts[1:])
    return any(after[0].isupper() and before.lower() not in words.JOINTS and not before[0].isupper() for before, after in pairs)


def _apposition_before(clause: str) -> str:
    """Return what a clause that ends with a comma says the name behind it is: `un bénévole du Secours, ...`."""
    found = _DESCRIBED.search(clause)
    return found[0] if found is not None and words.is_person(found["noun"].lower()) else ""


def _is_of_a_thing(before: str) -> bool:
    """Say whether the words before a name make it no person's: a preposition, or a thing that is called so ("le souk Ramla")."""
    parts = before.lower().replace("’", "'").split()
    if not parts or parts[-1] in words.PREPOSITIONS:
        return bool(parts)
    noun, article = parts[-1], parts[-2] if len(parts) > 1 else ""
    is_thing = before[-1:].isspace() and not (words.is_person(noun) or words.is_calling(noun))
    return is_thing and article in _ARTICLES and noun.isalpha()


_ARTICLES = frozenset("le la un une au du ce cette".split())


def _is_trade(apposed: str) -> bool:
    """Say whether what stands between commas behind a name begins with what a person is: `le pâtissier de la rue voisine`."""
    parts = apposed.lower().replace("’", "'").replace("l'", "").split()
    noun = next((part for part in parts[:2] if part not in words.DETERMINERS), "")
    return words.is_person(noun) or words.is_calling(noun)


def same_gender(said: Description, person: Speaker) -> bool:
    """Say whether nothing tells that a description and somebody's words have different genders."""
    article = (person.words or "").lower().partition(" ")[0]
    return said.feminine is None or article not in ({"un", "le", "m.", "son"} if said.feminine else {"une", "la", "mme"})
