"""Stage 7, sources: who speaks by other means than a verb: `selon X`, `pour X`, `par la voix de X`, `peut-on lire dans X`.

In: the items of a sentence (see `phrase`). Out: Reports. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.model import RefKind, split_ref
from builder.quote import words
from builder.quote.phrase import FAR, PRONOUN, REACH, Item, Report, Speaker, governed, is_capital, noun_phrase, person_in
from builder.quote.words import HIDDEN

_OPENING, _FEW = 2, 6
"""Items that open a sentence; those within which a name ends."""
_THIS = frozenset(("ce", "cet", "cette"))
_MAKES = frozenset(("fait", "font", "faisait", "faisaient"))
_VOICES = frozenset(("bouche", "voix"))


def _thinker(sentence: Sequence[Item], body: str) -> Speaker | None:
    """Return the person or body in whose eyes a sentence is told: `Pour X, ...`, `Pour un habitant du port, « ... »`."""
    end = next((number for number, item in enumerate(sentence[:REACH]) if number and item.lower in {",", "–", "—", ":"}), None)
    if end is None:
        return None
    if sentence[1].lower in _THIS and any(words.is_person(item.lower) or words.is_calling(item.lower) for item in sentence[2:4]):
        return Speaker(None, body[sentence[1].start : sentence[end - 1].end])
    if end == _OPENING and sentence[1].lower in {"lui", "elle", "him", "her"}:
        return PRONOUN
    named = sentence[1].mention
    if named is not None and (end == _OPENING or sentence[2].lower == "("):
        return Speaker(named.ref, named.surface) if split_ref(named.ref)[0] is RefKind.ACTOR else None
    leads = any(item.lower.startswith(HIDDEN) for item in sentence[end : end + FAR])
    return _described_thinker(sentence, end, body) if leads else None


def _described_thinker(sentence: Sequence[Item], end: int, body: str) -> Speaker | None:
    """Return who is described or named between `Pour` and the comma at item `end`."""
    person = person_in(sentence[1:end], body)
    if person is not None and person.ref is None and (name := _apposed_name(sentence[end + 1 :], body)) is not None:
        return name
    body_named = noun_phrase(sentence[1:end], body, keep=True) if person is None else None
    if body_named is not None and body_named.ref is not None:
        return body_named
    is_name = end > _OPENING and all(item.mention is None and item.surface[0].isupper() for item in sentence[1:end])
    return Speaker(None, body[sentence[1].start : sentence[end - 1].end]) if person is None and is_name else person


def _apposed_name(behind: Sequence[Item], body: str) -> Speaker | None:
    """Return the name that no record knows and that stands between commas behind a description."""
    last = next((place for place, item in enumerate(behind[:_FEW]) if item.mention is not None or not is_capital(item.surface)), 0)
    return Speaker(None, body[behind[0].start : behind[last - 1].end]) if last and behind[last].lower == "," else None


def mouthpieces(sentence: Sequence[Item], body: str) -> Iterator[Report]:
    """Yield who speaks in `X a répondu par la voix de Y : « ... »`, `X, par la bouche de son porte-parole Y, ...`: the one whose voice it is."""
    for number, item in enumerate(sentence[:-3]):
        if item.lower == "dire" and number and sentence[number - 1].lower in _MAKES and sentence[number + 1].lower in {"à", "au"}:
            voice = noun_phrase(governed(sentence[number + 1 : number + 2 + REACH]), body)
            if voice is not None:
                yield Report(sentence[number - 1].start, item.end, voice)
        if item.lower in _VOICES and number > 1 and sentence[number - 2].lower == "par":
            voice = noun_phrase(governed(sentence[number + 1 : number + 2 + REACH]), body)
            if voice is not None:
                yield Report(sentence[number - 2].start, item.end, voice, source=True)


def _readings(sentence: Sequence[Item], body: str) -> Iterator[Report]:
    """Yield what a text is read in: `« ... », peut-on lire dans un communiqué`, `lit-on dans X`."""
    for number, item in enumerate(sentence[:-2]):
        reads = item.lower == "lit-on" or (item.lower == "lire" and number > 0 and sentence[number - 1].lower == "peut-on")
        if reads and sentence[number + 1].lower in {"dans", "sur"}:
            document = noun_phrase(sentence[number + 2 : number + 2 + REACH], body)
            if document is not None:
                yield Report(item.start, item.end, document, after=True)


def _minds(sentence: Sequence[Item], body: str) -> Iterator[Report]:
    """Yield in whose eyes a thing is what the marks say: `ces couloirs, pour X, « ... »`."""
    for number, item in enumerate(sentence[1:-2], 1):
        if item.lower != "pour" or sentence[number - 1].lower not in {",", ":"}:
            continue
        reach = range(number + 2, min(len(sentence) - 1, number + FAR))
        end = next((place for place in reach if sentence[place].lower == ","), None)
        if end is not None and sentence[end + 1].lower.startswith(HIDDEN):
            mind = noun_phrase(sentence[number + 1 : end], body, keep=True)
            if mind is not None and (mind.ref is not None or person_in(sentence[number + 1 : end], body) is not None):
                yield Report(item.start, sentence[end].end, mind, source=True)


def _led_by(sentence: Sequence[Item], number: int) -> int:
    """Return where the source begins that `selon`, `d'après`, `à en croire`, `according to` leads to, 0 where none does."""
    lower = sentence[number].lower
    following = sentence[number + 1].lower if number + 1 < len(sentence) else ""
    if (lower, following) in {("according", "to"), ("d'", "après")}:
        return number + 2
    believing = lower in {"croire", "reprendre"} and number > 0 and sentence[number - 1].lower in {"en", "pour"}
    return number + 1 if lower in words.SOURCES or believing else 0


def _in_words(sentence: Sequence[Item], body: str) -> Iterator[Report]:
    """Yield who speaks in `“...”, in the words of X`."""
    for number, item in enumerate(sentence[:-4]):
        if item.lower == "in" and [step.lower for step in sentence[number + 1 : number + 4]] == ["the", "words", "of"]:
            teller = noun_phrase(sentence[number + 4 : number + 4 + REACH], body)
            if teller is not None:
                yield Report(item.start, sentence[number + 3].end, teller, after=True)


def sources(sentence: Sequence[Item], body: str) -> Iterator[Report]:
    """Yield `selon X`, `d'après X`, `according to X`, and `Pour X,` where it opens the sentence."""
    if sentence and sentence[0].lower in {"pour", "for"} and (thinker := _thinker(sentence, body)) is not None:
        yield Report(sentence[0].start, sentence[0].end, thinker, source=True)
    said = {item.lower for item in sentence}
    if not said.isdisjoint(_LEADING):
        yield from _led_to(sentence, body)
    opening = " ".join(item.lower for item in sentence[:3])
    if opening.startswith(words.VIEWS):
        place = next((number for number, item in enumerate(sentence[:5]) if number > 1 and item.lower in words.GENITIVES), None)
        viewer = noun_phrase(sentence[place + 1 : place + REACH], body) if place is not None else None
        if viewer is not None:
            yield Report(sentence[0].start, sentence[2].end, viewer, source=True)


_LEADING = words.SOURCES | {"pour", "in", "according", "d'", "croire", "reprendre", "lire", "lit-on"}
"""Without one of these no source is led to: a quick look."""


def _led_to(sentence: Sequence[Item], body: str) -> Iterator[Report]:
    """Yield the sources that words within a sentence lead to."""
    yield from _minds(sentence, body)
    yield from _in_words(sentence, body)
    yield from _readings(sentence, body)
    for number, item in enumerate(sentence):
        place = _led_by(sentence, number)
        if not place:
            continue
        if place + 1 < len(sentence) and sentence[place].lower in words.HIS and sentence[place + 1].lower in words.TELLINGS:
            teller = person_in(sentence[: min(number, REACH)], body)  # "X est venu, « ... », selon sa formule"
            yield Report(item.start, sentence[place].end, teller or PRONOUN, source=True)
            continue
        told = [step for step in range(place, min(place + 3, len(sentence))) if sentence[step].lower in words.TELLINGS]
        if told:  # "selon les mots de X"
            place = told[0] + 1
            place += place < len(sentence) and sentence[place].lower in words.GENITIVES
        speaker = noun_phrase(sentence[place : place + REACH], body)
        if speaker is not None:
            yield Report(item.start, sentence[place - 1].end, speaker, source=True)
