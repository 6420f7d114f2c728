"""Stage 7, phrase: the items of a sentence, and the noun phrase that names a speaker.

In: a sentence with its quotations hidden, and the mentions outside them. Out: Items; Speakers. Pure.
No parser of language: closed word classes, mentions, and where commas stand. What they leave open stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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


class Item(NamedTuple):
    """A word, a mark, a hidden quotation or a mention. `lower` has straight apostrophes; empty for a mention.

    A tuple, as thousands are made for each article.
    """

    start: int
    end: int
    surface: str
    lower: str
    mention: Mention | None = None


def items(masked: str, offset: int, mentions: Sequence[Mention]) -> tuple[Item, ...]:
    """Cut a masked sentence that starts at `offset` into items; a mention is one item, whatever words it has."""
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
            found.append(Item(following.start, following.end, following.surface, "", following))
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
    described: bool = False
    """It began with an article: what a comma adds to it may be the name."""

    def open(self, item: Item) -> None:
        if self.start is None:
            self.start = item.start
        self.place = _Place.HEAD

    def leave(self, place: _Place) -> None:
        self.place, self.named, self.filled = place, False, False


def noun_phrase(phrase: Sequence[Item], body: str, *, keep: bool = False) -> Speaker | None:
    """Return the speaker that the first noun phrase names, None where none begins.

    The record is the actor mention at its head or in apposition, never one that completes it ("un porte-parole de X") or that a
    preposition governs ("à l'agence X"). `keep` says that the phrase stands before its verb: prepositions do not end it.
    """
    reading = _Reading(keep, heads=[])
    skipping: str | None = None
    for number, item in enumerate(phrase):
        if skipping is not None:
            skipping = None if item.lower == skipping else skipping
            continue
        if item.lower in {"(", "["}:
            skipping = ")" if item.lower == "(" else "]"
        elif item.lower in words.SUBORDINATORS and reading.start is None:
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
    if reading.keep or not reading.described or reading.heads or reading.closed or rest[0].lower not in words.PREPOSITIONS:
        return None
    comma = next((place for place, item in enumerate(rest[:_ADVERBIAL]) if item.lower == ","), None)
    if comma is None or comma + 1 >= len(rest):
        return None
    first = rest[comma + 1]
    if first.mention is not None:
        return Speaker(first.mention.ref, first.surface) if split_ref(first.mention.ref)[0] is RefKind.ACTOR else None
    last = comma + 1
    while last < len(rest) and rest[last].mention is None and rest[last].surface[0].isupper():
        last += 1
    return Speaker(None, body[first.start : rest[last - 1].end]) if last > comma + 2 else None


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
    if item.mention is not None:
        return _take_mention(reading, item, item.mention)
    if reading.closed:
        return _closes_on(reading, item, phrase[number - 1])
    if lower in {",", "–", "—"}:
        return _comma(reading)
    if lower in words.JOINERS:
        reading.joined = reading.start is not None
        return True
    return not _ends(reading, lower) and _take_word(reading, item, phrase, number)


def _closes_on(reading: _Reading, item: Item, before: Item) -> bool:
    """Take a word behind the comma that closed a phrase: a title may lead to a name, and a name itself belongs to the words of a description."""
    if item.surface in words.ABBREVIATIONS or item.lower in words.DETERMINERS or item.lower in words.RANKS:
        return True
    if not item.surface[0].isupper() or reading.heads or (before.lower not in words.RANKS | {","} and before.end != reading.end):
        return False
    if before.lower == "," and not reading.described:
        return False
    reading.end = item.end
    return True


def _ends(reading: _Reading, lower: str) -> bool:
    if lower.startswith(HIDDEN) or lower in {";", ":"}:
        return True
    return reading.start is not None and (lower in words.STOPS or (reading.keep and lower in words.VERBS))


def _comma(reading: _Reading) -> bool:
    if reading.start is None and reading.spare is None:
        reading.leave(_Place.OUTSIDE)
        return True
    reading.closed = True
    return not reading.heads


def _take_mention(reading: _Reading, item: Item, mention: Mention) -> bool:
    actor = split_ref(mention.ref)[0] is RefKind.ACTOR
    governed = reading.place in {_Place.COMPLEMENT, _Place.ADVERBIAL} and not reading.closed
    if governed and not (reading.named and actor):
        reading.named = reading.filled = True
        reading.fallback = mention if actor and reading.start is None and not reading.keep else reading.fallback
        return True
    if not governed or actor:
        reading.open(item)
        if actor and reading.heads is not None:
            reading.heads.append(mention)
            reading.end = item.end if not reading.closed else reading.end
    return not reading.closed


def _take_word(reading: _Reading, item: Item, phrase: Sequence[Item], number: int) -> bool:
    lower = item.lower
    following = phrase[number + 1] if number + 1 < len(phrase) else None
    if lower in words.TIMES or lower[0].isdigit():
        return True
    if lower in words.PREPOSITIONS or (item.surface == "A" and _french_a(following)):
        return _preposition(reading, lower)
    if lower in words.GENITIVES and not (lower == "des" and reading.place is _Place.OUTSIDE):
        if reading.place is _Place.HEAD:
            reading.leave(_Place.COMPLEMENT)
        elif reading.place is _Place.OUTSIDE:
            reading.leave(_Place.ADVERBIAL)
        reading.named = False
        return True
    if lower in words.DETERMINERS or lower == "des":
        timely = following is not None and (following.lower in words.TIMES or following.lower[:1].isdigit())
        fresh = reading.place is _Place.OUTSIDE or (reading.place is _Place.ADVERBIAL and reading.filled)
        if fresh and reading.start is None and not timely:
            reading.open(item)
            reading.described = True
        return True
    return _common(reading, item, following, phrase[number - 1] if number else None)


def _follows_mention(item: Item, before: Item | None) -> bool:
    return (
        before is not None
        and before.mention is not None
        and split_ref(before.mention.ref)[0] is RefKind.ACTOR
        and item.start - before.end <= 1
    )


def _common(reading: _Reading, item: Item, following: Item | None, before: Item | None) -> bool:
    capital = item.surface[0].isupper()
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
    return True


def _preposition(reading: _Reading, lower: str) -> bool:
    if reading.start is not None and not reading.keep:
        if lower in words.AGENTS:
            reading.joined = False
            reading.closed = True
            reading.place = _Place.ADVERBIAL
        return False
    reading.leave(_Place.ADVERBIAL)
    return True


def _french_a(following: Item | None) -> bool:
    """Tell the capital A of `A l'ouverture` and `A Genève` from the English article."""
    return following is not None and (
        following.mention is not None or following.lower in words.DETERMINERS or following.surface[:1].isupper()
    )


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
    return Speaker(None, _tidy(body[reading.start : reading.end], by_agent=reading.closed and reading.place is _Place.ADVERBIAL))


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
    if not sentence:
        return None
    if sentence[0].lower in words.ANAPHORS:
        return _kin(sentence, pronoun)
    if sentence[0].lower in words.FIRST_PERSONS:  # "J'ai retrouvé X, ..."
        return _whom(sentence[1:], body)
    subject = noun_phrase(sentence, body, keep=True)
    if subject is PRONOUN:
        return None
    if subject is not None and subject.words is not None and _is_person(subject.words, body, sentence, pronoun):
        return subject
    return None if subject is not None and subject.ref is not None else _named_subject(sentence, body)


def _kin(sentence: Sequence[Item], pronoun: str | None) -> Speaker | None:
    """Return the relative or companion who opens a sentence and is named: `Sa femme, Ana, hésite`."""
    article = sentence[0].lower
    if article not in {"son", "sa"} or len(sentence) < _NAMED_KIN or sentence[1].lower not in words.PEOPLE:
        return None
    if pronoun is not None and (article == "sa") is not (pronoun in _SHE):
        return None
    named = sentence[2].lower == "," and sentence[3].mention is None and sentence[3].surface[0].isupper()
    return Speaker(None, sentence[3].surface) if named else None


_NAMED_KIN = 4


def _named_subject(sentence: Sequence[Item], body: str) -> Speaker | None:
    """Return the name that no record knows and that opens a sentence or one of its first clauses: `Oum Ali vit`, `Dans la foule, Nadine, retraitée, tient`."""
    for number, item in enumerate(sentence[:_CLAUSES_NEAR]):
        before = sentence[number - 1].lower if number else ","
        if before != "," or item.mention is not None or not item.surface[0].isupper() or _is_function_word(item):
            continue
        last = number
        while last + 1 < len(sentence) and sentence[last + 1].mention is None and sentence[last + 1].surface[0].isupper():
            last += 1
        following = sentence[last + 1] if last + 1 < len(sentence) else None
        aside = following is not None and following.lower == ","
        acts = following is not None and (following.lower in words.VERBS | words.VERB_CLITICS or words.looks_finite(following.surface))
        if (aside and (number or last > number)) or (acts and last > number):
            return Speaker(None, body[item.start : sentence[last].end])
    return None


_CLAUSES_NEAR = 14


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
        while last + 1 < len(sentence) and sentence[last + 1].mention is None and sentence[last + 1].surface[0].isupper():
            last += 1
        return Speaker(None, body[item.start : sentence[last].end])
    return None


_SHE = frozenset(("elle", "she"))
_GENDER = {"un": False, "le": False, "une": True, "la": True}


def _is_person(spoken: str, body: str, sentence: Sequence[Item], pronoun: str | None) -> bool:
    """Say whether words name a person: a name of two words, a name with something in apposition, or an article and a trade."""
    if any(item.mention is not None and item.mention.by is Rule.ROLE and item.surface == spoken for item in sentence):
        return True  # an office has a person
    parts = spoken.replace("’", "'").replace("'", "' ").split()
    if pronoun is not None and _GENDER.get(parts[0].lower(), pronoun in _SHE) is not (pronoun in _SHE):
        return False
    if parts[0].lower() in words.DETERMINERS:
        noun = parts[1].lower() if len(parts) > 1 else ""
        known = noun in words.PEOPLE or noun.partition("-")[0] in words.PEOPLE or noun.endswith(words.PEOPLE_ENDINGS)
        return parts[0].lower() not in words.ANAPHORS and known
    if parts[0].lower() in words.PEOPLE or (sentence[0].surface in words.ABBREVIATIONS and sentence[1].surface == spoken):
        return True  # an office that a record lists; "M. Rey"
    if len(parts) > 1:
        return all(part[0].isupper() or part in words.PARTICLES for part in parts) and len(parts) <= _MAX_NAME
    behind = body[sentence[0].end : sentence[0].end + 1]
    return sentence[0].surface == spoken and spoken[0].isupper() and sentence[0].mention is None and behind == ","


_MAX_NAME = 4
