"""Stage 7, phrase: the items of a sentence, and the noun phrase that names a speaker.

In: a sentence with its quotations hidden, and the mentions outside them. Out: Items; Speakers. Pure.
No parser of language: closed word classes, mentions, and where commas stand. What they leave open stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from builder.model import Mention, Ref, RefKind, Rule, split_ref
from builder.quote import words
from builder.quote.words import HIDDEN

_TOKEN = re.compile(rf"{HIDDEN}+|[^\W\d_]+['’](?=\w)|\w+(?:[-‑]\w+)*|[,;:()\[\]–—]")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the record where sure, and the words that name them."""

    ref: Ref | None
    words: str | None


PRONOUN = Speaker(None, "")
"""He who spoke last: to be resolved by who reads the sentences in order."""
NOBODY = Speaker(None, None)
"""The text does not say."""


REACH = 60
"""Items behind a verb within which its subject must begin: keeps the time linear."""
FAR = 24
"""Items within which the marks must open behind who is said to think so, and the other way round."""


@dataclass(frozen=True, slots=True)
class Report:
    """A stretch of the sentence that says who speaks: a reporting verb with its auxiliary, or `selon`.

    `after` says that it belongs to the quotation before it: an inverted verb. `loose` ones count only right beside a quotation.
    """

    start: int
    end: int
    speaker: Speaker
    after: bool = False
    loose: bool = False
    source: bool = False
    """`selon X`: weaker than a verb, and as good for a quotation on either side."""


class Item(NamedTuple):
    """A word, a mark, a hidden quotation or a mention. `lower` has straight apostrophes; empty for a mention. A tuple, as thousands are made."""

    start: int
    end: int
    surface: str
    lower: str
    mention: Mention | None = None
    person: bool = False


def items(masked: str, offset: int, mentions: Sequence[Mention], persons: Container[Ref] = ()) -> tuple[Item, ...]:
    """Cut a masked sentence that starts at `offset` into items; a mention is one item, whatever words it has. `persons` are known to be such."""
    found: list[Item] = []
    waiting = iter((*mentions, None))
    following = next(waiting)
    reach = offset
    for token in _TOKEN.finditer(masked):
        start, end = token.start() + offset, token.end() + offset
        if start < reach:
            continue
        while following is not None and following.end <= start:
            following = next(waiting)
        if following is not None and following.start < end:
            found.append(Item(following.start, following.end, following.surface, "", following, following.ref in persons))
            reach = following.end
            following = next(waiting)
        else:
            found.append(Item(start, end, token[0], token[0].lower().replace("’", "'")))
    return tuple(found)


class _Place(Enum):
    """Where the reading of a noun phrase stands."""

    OUTSIDE = auto()
    HEAD = auto()
    COMPLEMENT = auto()
    """Behind de/of: a name here completes the head ("le porte-parole de X")."""
    ADVERBIAL = auto()
    """Behind à, dans, lors de: a name here is a place, an audience, an occasion."""


@dataclass(slots=True)
class _Reading:
    """A noun phrase while it is read; lives and dies in `noun_phrase`."""

    keep: bool
    place: _Place = _Place.OUTSIDE
    named: bool = False
    """The complement or adverbial at hand has got its name: the next name is a head of its own."""
    filled: bool = False
    start: int | None = None
    end: int = 0
    heads: list[Mention] | None = None
    fallback: Mention | None = None
    """An actor that a preposition governs: the speaker only where nothing better follows ("a dit à la presse X")."""
    spare: int | None = None
    """Where an unknown name stands in the same place."""
    joined: bool = False
    closed: bool = False
    agent: bool = False
    """`par` ended it: the participle before that is not of it."""
    described: bool = False
    """It began with an article: what a comma adds to it may be the name."""
    noun: str = ""
    """The first common noun of the complement at hand."""

    def open(self, item: Item) -> None:
        if self.start is None:
            self.start = item.start
        self.place = _Place.HEAD

    def leave(self, place: _Place) -> None:
        self.place, self.named, self.filled, self.noun = place, False, False, ""


def noun_phrase(phrase: Sequence[Item], body: str, *, keep: bool = False) -> Speaker | None:
    """Return the speaker that the first noun phrase names, None where none begins.

    The record is the actor mention at its head or in apposition, never one that completes it ("un porte-parole de X") or that a
    preposition governs ("à l'agence X"). `keep` says that the phrase stands before its verb: prepositions do not end it.
    """
    reading = _Reading(keep, heads=[])
    skipping: str | None = None
    for number, item in enumerate(phrase):
        if skipping is not None:
            if item.lower == skipping == ",":
                reading.leave(_Place.OUTSIDE)
            skipping = None if item.lower == skipping else skipping
            continue
        if item.lower in {"(", "["}:
            skipping = ")" if item.lower == "(" else "]"
        elif (item.lower in words.SUBORDINATORS or _is_ago(phrase, number) or _is_calling(phrase, number)) and reading.start is None:
            skipping = ","
        elif _stands_for_last(reading, item, phrase[number - 1] if number else None):
            return PRONOUN
        elif item.lower in words.PRONOUNS and reading.place is _Place.ADVERBIAL:
            reading.filled = True
        elif not _step(reading, item, phrase, number):
            break
        if (reading.start is not None or reading.spare is not None) and not reading.closed and skipping is None:
            reading.end = max(reading.end, item.end)
    else:
        return _spoken(reading, body)
    return _named_later(reading, phrase[number:], body) or _spoken(reading, body)


def _named_later(reading: _Reading, rest: Sequence[Item], body: str) -> Speaker | None:
    """Return who is named behind a description and where it was said: `a dit sa porte-parole à Ramla, Ana Rey`."""
    if not reading.described or reading.heads:
        return None
    goes_on = reading.closed and rest[0].lower in words.GENITIVES  # "le ministre du Port, de la Rive et du Pont, X"
    if not goes_on and (reading.keep or reading.closed or rest[0].lower not in words.PREPOSITIONS):
        return None
    reach = 3 * _ADVERBIAL if goes_on else _ADVERBIAL
    comma = next((place for place, item in enumerate(rest[:reach]) if item.lower == ","), None)
    if comma is None or comma + 1 >= len(rest):
        return None
    first = rest[comma + 1]
    if first.mention is not None:
        return Speaker(first.mention.ref, first.surface) if split_ref(first.mention.ref)[0] is RefKind.ACTOR else None
    last = comma + 1
    while last < len(rest) and rest[last].mention is None and is_capital(rest[last].surface):
        last += 1
    return Speaker(None, body[first.start : rest[last - 1].end]) if last > comma + 2 else None


def _is_calling(phrase: Sequence[Item], number: int) -> bool:
    """Say whether a phrase opens with what somebody is, without an article: `Chercheur à Lyon, X estime`."""
    if number or phrase[0].mention is not None or not words.is_person(phrase[0].lower) or not phrase[0].surface[0].isupper():
        return False
    named = len(phrase) > 1 and (phrase[1].mention is not None or is_capital(phrase[1].surface))
    return not named and any(item.lower == "," for item in phrase[1:_CLAUSES_NEAR])


def _is_ago(phrase: Sequence[Item], number: int) -> bool:
    """Say whether `il y a` begins here: a time, not a subject."""
    return phrase[number].lower == "il" and [item.lower for item in phrase[number + 1 : number + 3]] == ["y", "a"]


_ADVERBIAL = 5
"""Items within which such an adverbial ends."""


def _stands_for_last(reading: _Reading, item: Item, before: Item | None) -> bool:
    """Say whether the phrase is `il`, `she`, `ce dernier`."""
    if item.lower in words.LATTER:
        return before is not None and before.lower in {"ce", "cette", "the"}
    return item.lower in words.PRONOUNS and reading.start is None and reading.place is _Place.OUTSIDE


def _step(reading: _Reading, item: Item, phrase: Sequence[Item], number: int) -> bool:
    """Take one item into the reading; False ends it."""
    lower = item.lower
    if item.mention is not None and number + 1 < len(phrase) and _possessive(item, phrase[number + 1]):
        reading.open(item)
        reading.described = True
        return True
    if item.mention is not None:
        return _take_mention(reading, item, item.mention)
    if reading.closed:
        return _closes_on(reading, item, phrase[number - 1])
    if lower in {",", "–", "—"}:
        return _comma(reading, _list_end(phrase, number) if lower == "," and reading.heads else 0)
    if lower in words.JOINERS:
        reading.joined = reading.start is not None
        return True
    return not _ends(reading, lower) and _take_word(reading, item, phrase, number)


def _list_end(phrase: Sequence[Item], number: int) -> int:
    """Return the offset at which a list of actors ends that a comma carries on, 0 where it does not: `X, Y et Z`."""
    last = False
    for place in range(number + 1, min(len(phrase), number + _LISTED)):
        item = phrase[place]
        if item.mention is not None and split_ref(item.mention.ref)[0] is RefKind.ACTOR and item.mention.by is not Rule.ROLE:
            if last:
                return item.end
        elif item.lower in words.JOINERS:
            last = True
        elif item.lower != "," and item.lower not in words.DETERMINERS:
            return 0
    return 0


_LISTED = 16
"""Items within which a list of actors ends."""


def _possessive(item: Item, following: Item) -> bool:
    """Say whether a name only tells whose somebody is: `X's spokesman`."""
    return following.lower == "s" and following.start == item.end + 1


def _closes_on(reading: _Reading, item: Item, before: Item) -> bool:
    """Take a word behind the comma that closed a phrase: a title may lead to a name, and a name itself belongs to the words of a description."""
    if item.surface in words.ABBREVIATIONS or item.lower in words.DETERMINERS or item.lower in words.RANKS:
        return True
    titled = before.surface in words.ABBREVIATIONS
    if (
        not is_capital(item.surface)
        or reading.heads
        or (not titled and before.lower not in words.RANKS | {","} and before.end != reading.end)
    ):
        return False
    if before.lower == "," and not reading.described:
        return False
    reading.end = item.end
    return True


def _ends(reading: _Reading, lower: str) -> bool:
    if lower.startswith(HIDDEN) or lower in {";", ":"}:
        return True
    return reading.start is not None and (lower in words.STOPS or (reading.keep and lower in words.VERBS))


def _comma(reading: _Reading, list_end: int = 0) -> bool:
    if list_end:
        reading.heads, reading.closed, reading.end = [], True, list_end
        return False
    if reading.start is None and reading.spare is None:
        reading.leave(_Place.OUTSIDE)
        return True
    reading.closed = True
    return not reading.heads


def _take_mention(reading: _Reading, item: Item, mention: Mention) -> bool:
    actor = split_ref(mention.ref)[0] is RefKind.ACTOR
    governed = reading.place in {_Place.COMPLEMENT, _Place.ADVERBIAL} and not reading.closed
    if governed and not ((reading.named or _is_apposed(reading, item)) and actor):
        reading.named = reading.filled = True
        reading.fallback = mention if actor and reading.start is None and not reading.keep else reading.fallback
        return True
    if not governed or actor:
        reading.open(item)
        if actor and reading.heads is not None:
            reading.heads.append(mention)
            reading.end = item.end if not reading.closed else reading.end
    return not reading.closed


def _is_apposed(reading: _Reading, item: Item) -> bool:
    """Say whether a person is named behind a body: `le porte-parole de la mairie X`, but not `un proche du maire X`."""
    if not item.person or reading.place is not _Place.COMPLEMENT or not reading.noun:
        return False
    return not (words.is_person(reading.noun) or words.is_calling(reading.noun))


def _take_word(reading: _Reading, item: Item, phrase: Sequence[Item], number: int) -> bool:
    lower = item.lower
    following = phrase[number + 1] if number + 1 < len(phrase) else None
    if lower in words.TIMES or lower[0].isdigit():
        reading.filled = reading.filled or lower[0].isdigit()
        return True
    if lower in words.PREPOSITIONS or (item.surface == "A" and _french_a(following)):
        return _preposition(reading, lower)
    if lower in words.GENITIVES and not (lower == "des" and reading.place is _Place.OUTSIDE):
        if reading.place is _Place.HEAD:
            reading.leave(_Place.COMPLEMENT)
        elif reading.place is _Place.OUTSIDE:
            reading.leave(_Place.ADVERBIAL)
        reading.named = reading.filled = False  # "sous le sceau de l'anonymat": what the genitive governs is no subject
        return True
    if lower == "a" and following is not None and words.PARTICIPLE.fullmatch(following.lower):
        return True  # the verb, not the English article
    if lower in words.DETERMINERS or lower == "des":
        timely = following is not None and (
            _tells_time(following) or (following.lower == "même" and number + 2 < len(phrase) and _tells_time(phrase[number + 2]))
        )
        fresh = reading.place is _Place.OUTSIDE or (reading.place is _Place.ADVERBIAL and reading.filled)
        if fresh and reading.start is None and not timely:
            reading.open(item)
            reading.described = True
        return True
    return _common(reading, item, following, phrase[number - 1] if number else None)


def _tells_time(item: Item) -> bool:
    return item.lower in words.TIMES or item.lower in words.SPANS or item.lower[:1].isdigit()


def _follows_mention(item: Item, before: Item | None) -> bool:
    return (
        before is not None
        and before.mention is not None
        and split_ref(before.mention.ref)[0] is RefKind.ACTOR
        and item.start - before.end <= 1
    )


def _common(reading: _Reading, item: Item, following: Item | None, before: Item | None) -> bool:
    capital = is_capital(item.surface)
    if not capital and reading.start is None and item.lower in words.ADVERBS:
        return True
    if reading.place is _Place.OUTSIDE:
        participle = item.lower.endswith(words.PARTICIPLE_ENDINGS) and not (following is not None and following.surface[:1].isupper())
        opener = item.lower in words.OPENERS or item.lower in words.OPENING_PARTICIPLES
        if capital and not participle and not opener:  # "André Martin", but "Interrogé par"
            reading.open(item)
        else:
            reading.leave(_Place.ADVERBIAL)  # "fort de son succès", "généralement": no article, no name, no subject
            reading.filled = False
    elif reading.place is _Place.ADVERBIAL and item.lower in words.ASIDES and not reading.filled:
        reading.leave(_Place.OUTSIDE)
    else:
        if item.lower in words.POSTS and reading.place is _Place.HEAD and reading.heads and following is not None and following.mention:
            reading.heads.clear()  # "Harbour spokesman X": whose spokesman he is
        if capital and reading.place is _Place.ADVERBIAL and reading.start is None and not reading.keep and _follows_mention(item, before):
            reading.open(item)  # "à l'agence X Paul Rey": a second name without a joint is the subject
            return True
        if capital and reading.place is _Place.ADVERBIAL and reading.filled and not reading.named:
            reading.spare = item.start if reading.spare is None else reading.spare
        reading.filled = True
        reading.named = reading.named or capital
        reading.noun = reading.noun or ("" if capital else item.lower)
    return True


def _preposition(reading: _Reading, lower: str) -> bool:
    if reading.start is not None and not reading.keep:
        if lower in words.AGENTS:
            reading.joined = False
            reading.closed = reading.agent = True
            reading.place = _Place.ADVERBIAL
        return False
    reading.leave(_Place.ADVERBIAL)
    return True


def _french_a(following: Item | None) -> bool:
    """Tell the capital A of `A l'ouverture` and `A Genève` from the English article."""
    if following is None:
        return False
    known = following.lower in words.DETERMINERS or following.lower in words.FRENCH_A
    return following.mention is not None or known or following.surface[:1].isupper()


def _spoken(reading: _Reading, body: str) -> Speaker | None:
    heads = reading.heads or []
    if heads and reading.joined and len({head.ref for head in heads}) > 1:
        heads = []
    elif heads:
        named = next((head for head in heads if head.by is not Rule.ROLE), heads[0])
        return Speaker(named.ref, named.surface)
    if reading.start is None and reading.fallback is not None:
        return Speaker(reading.fallback.ref, reading.fallback.surface)
    if reading.start is None:
        return None if reading.spare is None or reading.keep else Speaker(None, _tidy(body[reading.spare : reading.end], by_agent=False))
    return Speaker(None, _tidy(body[reading.start : reading.end], by_agent=reading.agent))


def _tidy(spoken: str, *, by_agent: bool) -> str | None:
    """Cut what clings to the end of a speaker's words: clitics, joiners, and the participle before an agent ("repris par")."""
    parts = re.findall(r"\S+", spoken)
    cut = len(parts) - 1 if by_agent and len(parts) > 1 else len(parts)
    while cut and parts[cut - 1].strip(",").lower().replace("’", "'") in words.CLITICS | words.JOINERS | words.GENITIVES:
        cut -= 1
    kept = spoken
    for part in reversed(parts[cut:]):
        kept = kept[: kept.rindex(part)]
    return _untitled(kept.strip(" ,\u00a0\u202f")) or None


def _untitled(spoken: str) -> str:
    """Drop the title before a name: `M. Rey` is called Rey."""
    head, space, name = spoken.partition(" ")
    return name if space and head in words.TITLES and name[:1].isupper() else spoken


# --- persons whom a pronoun can mean -----------------------------------------------------------------------------------------------


def person_in(sentence: Sequence[Item], body: str, pronoun: str | None = None) -> Speaker | None:
    """Return the one person whom a sentence is about, in the gender of a pronoun if any; None where it may be anything else."""
    sentence = _unkickered(sentence, body)
    if not sentence:
        return None
    if sentence[0].lower in words.ANAPHORS:
        return _kin(sentence, body, pronoun) or _his(sentence, body) or _apposed(sentence, body)
    if sentence[0].lower in words.FIRST_PERSONS:  # "J'ai retrouvé X, ..."
        return _whom(sentence[1:], body)
    subject = noun_phrase(sentence, body, keep=True)
    if subject is PRONOUN:
        return None
    if subject is not None and subject.words is not None and _is_person(subject.words, body, sentence, pronoun):
        return subject if subject.ref is not None else Speaker(None, _unacted(subject.words))
    return None if subject is not None and subject.ref is not None else _named_subject(sentence, body)


def _unacted(spoken: str) -> str:
    """Drop what a described person does: `une voisine hoche la tête` is `une voisine`."""
    if (nation := _NATION.match(spoken)) is not None and words.is_nation(nation["who"]):
        return nation[0]
    parts = spoken.split(" ")
    if parts[0].lower() not in words.DETERMINERS:
        return spoken
    persons = [place > 0 and (words.is_person(part.lower()) or words.is_calling(part.lower())) for place, part in enumerate(parts)]
    noun = persons.index(True) if True in persons else 1
    while noun + 1 < len(parts) and persons[noun + 1]:  # "la jeune institutrice"
        noun += 1
    finite = (place for place, part in enumerate(parts) if place > noun and words.looks_finite(part) and not _governs(parts[place - 1]))
    end = next(finite, len(parts))
    return " ".join(parts[:end])


_NATION = re.compile(r"(?:l['’]|le\s|la\s)(?P<who>[\w-]+)", re.IGNORECASE)


def _governs(word: str) -> bool:
    lower = word.lower()
    return lower in words.GENITIVES or lower in words.PREPOSITIONS or lower in words.DETERMINERS


def _unkickered(sentence: Sequence[Item], body: str) -> Sequence[Item]:
    """Drop the capitals before a dash or a full stop that say what kind of text it is: `TÉMOIGNAGE - Oum Khaled a fui`."""
    if (
        len(sentence) < _KICKED
        or sentence[0].mention is not None
        or not sentence[0].surface.isupper()
        or len(sentence[0].surface) < _KICKED
    ):
        return sentence
    between = body[sentence[0].end : sentence[1].start].strip()
    dashed = sentence[1].lower in {"–", "—"}
    return sentence[1 + dashed :] if dashed or between in {"-", ".", "/", "|"} else sentence


_KICKED = 4


def _kin(sentence: Sequence[Item], body: str, pronoun: str | None) -> Speaker | None:
    """Return the relative or companion who opens a sentence and is named: `Sa femme, Ana, hésite`."""
    article = sentence[0].lower
    if article not in {"son", "sa"} or len(sentence) < _NAMED_KIN or sentence[1].lower not in words.PEOPLE:
        return None
    if pronoun is not None and (article == "sa") is not (pronoun in _SHE):
        return None
    last = next((place for place in range(2, min(len(sentence) - 1, _KIN_REACH)) if not _describes(sentence[place])), 2)
    last += sentence[last].lower == "," and last + 1 < len(sentence)
    named = sentence[last]
    if named.mention is not None:
        return Speaker(named.mention.ref, named.surface) if split_ref(named.mention.ref)[0] is RefKind.ACTOR else None
    while last + 1 < len(sentence) and sentence[last + 1].mention is None and is_capital(sentence[last + 1].surface):
        last += 1
    return Speaker(None, body[named.start : sentence[last].end]) if named.surface[0].isupper() else None


_NAMED_KIN = 4
_KIN_REACH = 5


def _describes(item: Item) -> bool:
    """Say whether an item may be an adjective between a kinsman and the name."""
    return item.mention is None and item.surface[0].islower() and not _is_function_word(item) and item.lower not in words.VERBS


def _his(sentence: Sequence[Item], body: str) -> Speaker | None:
    """Return the person of a record whom a possessive leads to: `Son homologue russe, X, a souri`."""
    if sentence[0].lower not in _POSSESSIVES:
        return None
    subject = noun_phrase(sentence, body, keep=True)
    known = subject is not None and any(item.person and item.mention is not None and item.mention.ref == subject.ref for item in sentence)
    return subject if known else None


def _apposed(sentence: Sequence[Item], body: str) -> Speaker | None:
    """Return whom no record knows and a comma names behind a possessive: `Son voisin de tribune, le député Paul Rey, n'est pas d'accord`."""
    comma = next((place for place, item in enumerate(sentence[:_CLAUSES_NEAR]) if item.lower == ","), 0)
    if not comma or sentence[0].lower not in _POSSESSIVES or any(item.lower in words.VERBS for item in sentence[:comma]):
        return None
    first = next((place for place, item in enumerate(sentence[comma : comma + _KIN_REACH], comma) if item.surface[0].isupper()), None)
    if (
        first is None
        or sentence[first].mention is not None
        or any(_governs(item.surface) and item.lower not in words.DETERMINERS for item in sentence[comma:first])
    ):
        return None
    last = first
    while last + 1 < len(sentence) and sentence[last + 1].mention is None and is_capital(sentence[last + 1].surface):
        last += 1
    return Speaker(None, body[sentence[first].start : sentence[last].end]) if last > first else None


_POSSESSIVES = frozenset(("son", "sa", "leur", "his", "her", "their"))


def _named_subject(sentence: Sequence[Item], body: str) -> Speaker | None:
    """Return the name that no record knows and that opens a sentence or one of its first clauses: `Oum Ali vit`, `Dans la foule, Nadine, retraitée, tient`."""
    for number, item in enumerate(sentence[:_CLAUSES_NEAR]):
        before = sentence[number - 1].lower if number else ","
        if before != "," or item.mention is not None or not item.surface[0].isupper() or _is_function_word(item):
            continue
        last = number
        while last + 1 < len(sentence) and sentence[last + 1].mention is None and is_capital(sentence[last + 1].surface):
            last += 1
        if last > number and _ROMAN.fullmatch(sentence[last].surface):
            continue  # "Genève II"
        following = sentence[last + 1] if last + 1 < len(sentence) else None
        aside = following is not None and following.lower == ","
        acts = following is not None and (following.lower in words.VERBS | words.VERB_CLITICS or words.looks_finite(following.surface))
        plain = following is not None and following.surface[0].islower() and not _is_function_word(following)
        acts = acts or (plain and number > 0 and last > number)
        if (aside and (number or last > number)) or (acts and (last > number or _is_known_name(item, body))):
            return Speaker(None, body[item.start : sentence[last].end])
    return None


_ROMAN = re.compile(r"[IVX]+")
_CLAUSES_NEAR = 14
_RECENT = 4000
"""Code points back within which a single name must have stood before, to be a person's who acts."""


def _is_known_name(item: Item, body: str) -> bool:
    """Say whether a name of one word stands in the text above, behind a small letter: there it is no capital of a sentence."""
    place = body.rfind(f" {item.surface}", max(0, item.start - _RECENT), max(0, item.start - 1))
    return place > 0 and (body[place - 1].islower() or body[place - 1] == ",") and not body[place + 1 + len(item.surface)].isalnum()


def _is_function_word(item: Item) -> bool:
    groups = (words.PREPOSITIONS, words.DETERMINERS, words.STOPS, words.OPENERS, words.PRONOUNS, words.ANAPHORS, words.CLAUSES, words.TIMES)
    return any(item.lower in group for group in groups) or item.lower.endswith("'")


def _whom(sentence: Sequence[Item], body: str) -> Speaker | None:
    """Return the first name that no place and no preposition has to itself."""
    for number, item in enumerate(sentence):
        before = sentence[number - 1].lower if number else ""
        if item.mention is not None or not item.surface[0].isupper() or before in words.PREPOSITIONS | words.GENITIVES | words.DETERMINERS:
            continue
        last = number
        while last + 1 < len(sentence) and sentence[last + 1].mention is None and is_capital(sentence[last + 1].surface):
            last += 1
        return Speaker(None, body[item.start : sentence[last].end])
    return None


_SHE = frozenset(("elle", "she"))
_GENDER = {"un": False, "le": False, "une": True, "la": True}


def _is_person(spoken: str, body: str, sentence: Sequence[Item], pronoun: str | None) -> bool:
    """Say whether words name a person: a name of two words, a name with something in apposition, or an article and a trade."""
    if any(item.mention is not None and (item.person or item.mention.by is Rule.ROLE) and item.surface == spoken for item in sentence):
        return True  # an office has a person
    parts = spoken.replace("’", "'").replace("'", "' ").split()
    if pronoun is not None and _GENDER.get(parts[0].lower(), pronoun in _SHE) is not (pronoun in _SHE):
        return False
    if parts[0].lower() in words.DETERMINERS:
        noun = next((part.lower() for part in parts[1:] if part.lower() not in words.BEFORE_NOUN), "")
        known = words.is_person(noun) or (len(parts) > 1 and words.is_nation(parts[1]))
        return parts[0].lower() not in words.ANAPHORS and known
    if parts[0].lower() in words.PEOPLE or (
        sentence[0].surface in words.ABBREVIATIONS and [item.surface for item in sentence[1:2]] == [spoken]
    ):
        return True  # an office that a record lists; "M. Rey"
    if len(parts) > 1:
        return all(is_capital(part) or part in words.PARTICLES for part in parts) and len(parts) <= _MAX_NAME
    behind = body[sentence[0].end : sentence[0].end + 1]
    return sentence[0].surface == spoken and spoken[0].isupper() and sentence[0].mention is None and behind == ","


_MAX_NAME = 4


def is_capital(word: str) -> bool:
    """Say whether a word is written as a name is: `Achkar`, `al-Achkar`."""
    return word[0].isupper() or (word.partition("-")[0] in words.PARTICLES and word.partition("-")[2][:1].isupper())


def governed(phrase: Sequence[Item]) -> Sequence[Item]:
    """Return the phrase that a preposition opens without it, but with the article that is in it: `du général` is `le général`."""
    joint, *rest = phrase
    article = (joint._replace(lower="le", start=rest[0].start),) if joint.lower in {"du", "des", "au", "aux"} else ()
    return (*article, *rest)
