"""Stage 7, speech: read a sentence as reports (who says) and the noun phrases that name speakers.

In: a sentence with its quotations hidden, and the mentions outside them. Out: Reports in reading order. Pure.
No parser of language: closed word classes, mentions, and where commas stand. What they leave open stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from builder.model import Mention, Ref, RefKind, Rule, split_ref
from builder.quote import words
from builder.quote.words import Tense

HIDDEN = "\ufffc"
"""Stands for each character of a hidden quotation."""
_REACH = 60
"""Items behind a verb within which its subject must begin: keeps the time linear."""
_TOKEN = re.compile(rf"{HIDDEN}+|[^\W\d_]+['’](?=\w)|\w+(?:[-‑]\w+)*|[,;:()\[\]–—]")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the record where sure, and the words that name them."""

    ref: Ref | None
    words: str | None


PRONOUN = Speaker(None, "")
"""He who spoke last: to be resolved by who reads the sentences in order."""


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a mark, a hidden quotation or a mention. `lower` has straight apostrophes; empty for a mention."""

    start: int
    end: int
    surface: str
    lower: str
    mention: Mention | None = None


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


def reports(sentence: Sequence[Item], body: str) -> tuple[Report, ...]:
    """Return what a sentence reports, in reading order, with speakers as far as the sentence alone tells."""
    verbs = list(_verbs(sentence))
    found: list[Report] = []
    for number, verb in enumerate(verbs):
        border = verbs[number + 1].first if number + 1 < len(verbs) else len(sentence)
        found.append(_report(sentence, body, verb, verbs[number - 1] if number else None, found, border))
    found.extend(_sources(sentence, body))
    return tuple(sorted(found, key=lambda report: report.start))


def heading_speaker(sentence: Sequence[Item], body: str, end: int) -> Speaker | None:
    """Return the actor that opens a sentence and is followed by a colon: `X : « ... »`, `X sur Y : « ... »`."""
    opening = [item for item in sentence if item.end <= end]
    if not opening or opening[-1].lower != ":" or any(item.lower in words.VERBS for item in opening):
        return None
    speaker = noun_phrase(opening[:-1], body, keep=True)
    return speaker if speaker is not None and speaker.ref is not None else None


# --- verbs -------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb group: items `first` to `last` (excluded), its tense, and the pronoun in it (`a-t-il`)."""

    first: int
    last: int
    tense: Tense
    loose: bool
    pronoun: str | None = None
    plural: bool = False


def _verbs(sentence: Sequence[Item]) -> Iterator[_Verb]:
    reach = 0
    for number, item in enumerate(sentence):
        verb = _verb(sentence, number, item, reach)
        if verb is not None:
            yield verb
            reach = verb.last


def _verb(sentence: Sequence[Item], number: int, item: Item, reach: int) -> _Verb | None:
    head, pronoun = _split_pronoun(item.lower)
    tenses = words.FORMS.get(head)
    last = number + 1
    if tenses is None:
        last = _phrase_end(sentence, number, head)
        if last is None:
            return None
        tenses = {Tense.PARTICIPLE: False, Tense.FINITE: False, Tense.GERUND: False}
    before = sentence[number - 1].lower if number > reach else ""
    if Tense.PARTICIPLE in tenses and (auxiliary := _auxiliary(sentence, number, reach)) is not None:
        inverted = _split_pronoun(sentence[auxiliary].lower)[1]
        plural = sentence[auxiliary].lower.startswith(("ont", "av", "aur")) and sentence[auxiliary].lower.endswith("nt")
        return _Verb(auxiliary, last, Tense.PARTICIPLE, tenses[Tense.PARTICIPLE], inverted, plural)
    if Tense.FINITE in tenses and (pronoun or not (before in words.DETERMINERS or before in words.GENITIVES)) and _finite(head):
        return _Verb(number, last, Tense.FINITE, tenses[Tense.FINITE], pronoun, head.endswith("ent"))
    if Tense.GERUND in tenses and head.endswith("ant") and before in {"en", ",", "tout"}:
        return _Verb(number, last, Tense.GERUND, tenses[Tense.GERUND])
    if Tense.ENGLISH in tenses and before not in words.ENGLISH_BE and before not in words.DETERMINERS:
        return _Verb(number, last, Tense.ENGLISH, loose=False)
    return None


def _finite(head: str) -> bool:
    """Keep participles out: a table entry of a phrase has no tense of its own."""
    return not head.endswith(("é", "mis")) and not head.endswith("ant")


def _split_pronoun(lower: str) -> tuple[str, str | None]:
    """Return verb and pronoun of `a-t-il`, `dit-elle`, `indique-t-on`."""
    head, hyphen, pronoun = lower.replace("‑", "-").rpartition("-")
    if hyphen and (pronoun in words.PRONOUNS or pronoun in words.NOBODY):
        return head.removesuffix("-t"), pronoun
    return lower, None


def _phrase_end(sentence: Sequence[Item], number: int, head: str) -> int | None:
    following = " ".join(item.lower for item in sentence[number + 1 : number + 7])
    for phrase in words.PHRASES.get(head, ()):
        if following.startswith(phrase):
            return number + 1 + len(re.findall(r"[\w']+", phrase.replace("-", "")))
    return None


def _auxiliary(sentence: Sequence[Item], number: int, reach: int) -> int | None:
    """Return where the auxiliary of a participle stands, a few words before it; adverbs may stand between, commas in pairs."""
    commas = 0
    for place in range(number - 1, max(reach, number - 8) - 1, -1):
        lower = _split_pronoun(sentence[place].lower)[0]
        if lower in words.HAVE or (lower in words.BE and place > reach and sentence[place - 1].lower in {"s'", "se"}):
            return place if commas in {0, 2} else None
        if lower in words.PASSIVE or lower in words.CLAUSES or lower.startswith(HIDDEN) or lower in {";", ":", "(", ")"}:
            return None
        commas += lower == ","
    return None


# --- reports -----------------------------------------------------------------------------------------------------------------------


def _report(
    sentence: Sequence[Item], body: str, verb: _Verb, previous: _Verb | None, earlier: Sequence[Report], border: int
) -> Report:
    start, end = sentence[verb.first].start, sentence[verb.last - 1].end
    if verb.pronoun is not None:
        nobody = verb.pronoun in words.NOBODY
        return Report(start, end, Speaker(None, None) if nobody else PRONOUN, after=_follows_quote(sentence, verb), loose=verb.loose)
    if _inverted(sentence, verb):
        subject = noun_phrase(sentence[verb.last : min(border, verb.last + _REACH)], body)
        if subject is not None:
            return Report(start, end, subject, after=True, loose=verb.loose)
    opening = previous.last if previous else 0
    region = sentence[opening : verb.first]
    subject = None if verb.tense is Tense.GERUND else _subject(region, body, verb, first=previous is None)
    after = subject is not None and verb.tense is Tense.ENGLISH and _trails_quote(region, sentence, verb)
    if subject is None:
        subject = next((report.speaker for report in reversed(earlier)), None)
    if subject is None and verb.tense is Tense.GERUND:
        subject = noun_phrase(sentence[: min(verb.first, _REACH)], body, keep=True)
    return Report(start, end, subject or Speaker(None, None), after=after, loose=verb.loose)


def _follows_quote(sentence: Sequence[Item], verb: _Verb) -> bool:
    return verb.first == 0 or any(item.lower.startswith(HIDDEN) for item in sentence[max(0, verb.first - 2) : verb.first])


def _inverted(sentence: Sequence[Item], verb: _Verb) -> bool:
    """Say whether the subject may stand behind the verb: `« ... », a dit X`, `« ... » à l'est, a dit X`."""
    if verb.tense is Tense.GERUND or verb.first == 0:
        return False
    before = sentence[verb.first - 1].lower
    following = sentence[verb.last].lower if verb.last < len(sentence) else ""
    if not (before in {",", ")", "–", "—"} or before.startswith(HIDDEN)) or following in words.FOLLOWED_BY_CLAUSE or following.startswith(HIDDEN):
        return False
    return any(item.lower.startswith(HIDDEN) for item in sentence[: verb.first])


def _trails_quote(region: Sequence[Item], sentence: Sequence[Item], verb: _Verb) -> bool:
    """Say whether an English subject and verb end the sentence of the quotation before: `“...,” X said.`"""
    following = sentence[verb.last].lower if verb.last < len(sentence) else ""
    if following in words.FOLLOWED_BY_CLAUSE or following.startswith(HIDDEN):
        return False
    return any(item.lower.startswith(HIDDEN) for item in region)


def _subject(region: Sequence[Item], body: str, verb: _Verb, *, first: bool) -> Speaker | None:
    """Return the subject before a verb: the noun phrase of its own clause; for the first verb, otherwise the one that opens the sentence.

    `et a dit` has no noun phrase of its own: the subject is that of the verb before.
    """
    for place in range(len(region) - 1, max(-1, len(region) - _REACH), -1):
        item = region[place]
        if item.lower.startswith(HIDDEN):
            region = region[place + 1 :]
            break
        if item.lower in words.CLAUSES:
            if item.lower in words.JOINERS and verb.plural and _singular(region[place + 1 :]):
                continue  # "X et Y ont dit"
            own = noun_phrase(region[place + 1 :], body, keep=True)
            if own is not None or not first:
                return own
            break
    else:
        return noun_phrase(region[-_REACH:], body, keep=True)
    return noun_phrase(region[:_REACH], body, keep=True) if first or region else None


def _singular(phrase: Sequence[Item]) -> bool:
    return bool(phrase) and (phrase[0].mention is not None or phrase[0].lower in words.SINGULAR)


def _sources(sentence: Sequence[Item], body: str) -> Iterator[Report]:
    for number, item in enumerate(sentence):
        follows = number + 1 < len(sentence)
        according = item.lower == "according" and follows and sentence[number + 1].lower == "to"
        d_apres = item.lower == "d'" and follows and sentence[number + 1].lower == "après"
        if item.lower not in words.SOURCES and not according and not d_apres:
            continue
        place = number + 1 + (according or d_apres)
        told = [step for step in range(place, min(place + 3, len(sentence))) if sentence[step].lower in words.TELLINGS]
        if told:  # "selon les mots de X"
            place = told[0] + 1
            place += place < len(sentence) and sentence[place].lower in words.GENITIVES
        speaker = noun_phrase(sentence[place : place + _REACH], body)
        if speaker is not None:
            yield Report(item.start, sentence[place - 1].end, speaker, source=True)


# --- noun phrases ------------------------------------------------------------------------------------------------------------------


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
    joined: bool = False
    closed: bool = False

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
        elif item.lower in words.PRONOUNS and reading.start is None and reading.place is _Place.OUTSIDE:
            return PRONOUN
        elif item.lower in words.LATTER and number and phrase[number - 1].lower in {"ce", "cette", "the"}:
            return PRONOUN
        elif item.lower in words.PRONOUNS and reading.place is _Place.ADVERBIAL:
            reading.filled = True
        elif not _step(reading, item, phrase, number):
            break
        if reading.start is not None and not reading.closed and skipping is None:
            reading.end = max(reading.end, item.end)
    return _spoken(reading, body)


def _step(reading: _Reading, item: Item, phrase: Sequence[Item], number: int) -> bool:
    """Take one item into the reading; False ends it."""
    lower = item.lower
    if item.mention is not None:
        return _take_mention(reading, item, item.mention)
    if lower.startswith(HIDDEN) or lower in {";", ":"}:
        return False
    if reading.closed:
        return reading.start is not None and (item.surface in words.ABBREVIATIONS or lower in words.DETERMINERS) and not reading.heads
    if lower in {",", "–", "—"}:
        return _comma(reading)
    if lower in words.JOINERS:
        reading.joined = reading.start is not None
        return True
    if reading.start is not None and (lower in words.STOPS or (reading.keep and lower in words.VERBS)):
        return False
    return _take_word(reading, item, phrase, number)


def _comma(reading: _Reading) -> bool:
    if reading.start is None:
        reading.leave(_Place.OUTSIDE)
        return True
    reading.closed = True
    return not reading.heads


def _take_mention(reading: _Reading, item: Item, mention: Mention) -> bool:
    actor = split_ref(mention.ref)[0] is RefKind.ACTOR
    governed = reading.place in {_Place.COMPLEMENT, _Place.ADVERBIAL} and not reading.closed
    if governed and not (reading.named and actor):
        reading.named = reading.filled = True
        reading.fallback = mention if actor and reading.start is None else reading.fallback
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
        return True
    return _common(reading, item)


def _common(reading: _Reading, item: Item) -> bool:
    capital = item.surface[0].isupper()
    if reading.place is _Place.OUTSIDE:
        if capital:
            reading.open(item)
        else:
            reading.leave(_Place.ADVERBIAL)  # "fort de son succès", "généralement": no article, no name, no subject
            reading.filled = False
    else:
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
    return following is not None and (following.mention is not None or following.lower in words.DETERMINERS or following.surface[:1].isupper())


def _spoken(reading: _Reading, body: str) -> Speaker | None:
    heads = reading.heads or []
    if heads and reading.joined and len({head.ref for head in heads}) > 1:
        heads = []
    elif heads:
        named = next((head for head in heads if head.by is not Rule.ROLE), heads[0])
        return Speaker(named.ref, named.surface)
    if reading.start is None:
        return None if reading.fallback is None else Speaker(reading.fallback.ref, reading.fallback.surface)
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
    return kept.strip(" ,\u00a0\u202f") or None
