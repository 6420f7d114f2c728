"""Where things stand in one text, and what is rare in the events of an authority: look-ups for `events`.

In: Text, Candidates, sentences, expressions; an Authority. Out: Scene, Told, Index. Pure, but for a memo of the last indexes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable

from builder.dating import words
from builder.dating.expressions import Expression, Kind, Lead, Sentence
from builder.edtf import Form
from builder.memo import by_identity
from builder.model import TEXT_KINDS, Authority, Candidate, Event, SenseKind, Text

MOST_CUE, _RARE, _COMMON = 3.0, 3, 0.15
"""A cue is worth 3 points at most; a word is rare that stands in 3 events at most, and tells nothing if in 15 % of them."""
_REACH = 280
"""How many code points around a cue a time word may belong to it."""


_OF_WHAT = re.compile(r"\s(?:de\s|d['’])")


class Scene:
    """Look-ups by place in one text: sentences, time words near a cue, words and names of a sentence (each computed once)."""

    def __init__(self, text: Text, candidates: tuple[Candidate, ...], parts: tuple[Sentence, ...], found: tuple[Expression, ...]) -> None:
        self.text = text
        self._candidates = candidates
        self._parts = parts
        self._found = found
        self._starts = [part.start for part in parts]
        self._expression_starts = [expression.start for expression in found]
        self._candidate_starts = [candidate.start for candidate in candidates]
        self._words: dict[Sentence, frozenset[str]] = {}
        self._names: dict[Sentence, frozenset[str]] = {}

    def sentence(self, offset: int) -> Sentence | None:
        """Return the sentence that holds an offset."""
        place = bisect_right(self._starts, offset) - 1
        return self._parts[place] if place >= 0 and offset < self._parts[place].end else None

    def near(self, cue: Candidate, sentence: Sentence) -> tuple[Expression, ...]:
        """Return the time words of a cue's sentence that stand near it."""
        low = bisect_left(self._expression_starts, max(sentence.start, cue.start - _REACH))
        high = bisect_left(self._expression_starts, min(sentence.end, cue.end + _REACH))
        return self._found[low:high][:40]

    def words_in(self, sentence: Sentence) -> frozenset[str]:
        """Return the folded words of a sentence, of its first 2,000 code points at most."""
        if sentence not in self._words:
            self._words[sentence] = frozenset(words.tokens_in(self.text.body, sentence.start, min(sentence.end, sentence.start + 2000)))
        return self._words[sentence]

    def lasted(self, expression: Expression) -> bool:
        """Say whether a span tells how long something lasted, and is counted from nothing: "après onze jours de siège"."""
        return expression.lead is Lead.AFTER and _OF_WHAT.match(self.text.body, expression.end) is not None

    def words_after(self, expression: Expression, sentence: Sentence) -> frozenset[str]:
        """Return the words that follow a span of time: what it is counted from."""
        after = self.text.body[expression.end : min(sentence.end, expression.end + 90)]
        if _OF_WHAT.match(after):  # "après onze jours de siège, ...": what lasted so long, not what came of it
            after = after.partition(",")[0]
        return frozenset(words.tokens(after))

    def names_in(self, sentence: Sentence) -> frozenset[str]:
        """Return the refs of all records that a sentence may name."""
        if sentence not in self._names:
            low = bisect_left(self._candidate_starts, sentence.start)
            high = min(bisect_left(self._candidate_starts, sentence.end), low + 200)
            inside = self._candidates[low:high]
            self._names[sentence] = frozenset(
                str(sense.ref) for candidate in inside for sense in candidate.senses if sense.kind is not SenseKind.CUE
            )
        return self._names[sentence]

    def names_around(self, sentence: Sentence) -> frozenset[str]:
        """Return the refs of all records that a sentence or the next of its paragraph may name."""
        place = bisect_right(self._starts, sentence.start)
        following = self._parts[place] if place < len(self._parts) else None
        if following is None or following.paragraph != sentence.paragraph:
            return self.names_in(sentence)
        return self.names_in(sentence) | self.names_in(following)


class Told:
    """The cues of each event in each paragraph: several different ones together are worth more than one."""

    def __init__(self, scene: Scene, cues: tuple[tuple[Candidate, Event], ...]) -> None:
        self._surfaces: dict[tuple[str, int], frozenset[str]] = defaultdict(frozenset)
        for cue, event in cues:
            if (sentence := scene.sentence(cue.start)) is not None and sentence.kind in TEXT_KINDS:
                self._surfaces[event.id, sentence.paragraph] |= {words.fold(cue.surface)}

    def in_paragraph(self, event: Event, sentence: Sentence) -> bool:
        """Say whether a cue of the event stands in the paragraph of that sentence."""
        return (event.id, sentence.paragraph) in self._surfaces

    def worth(self, index: Index, event: Event, sentence: Sentence, own: frozenset[str]) -> float:
        """Return what these words and the event's cues of the same paragraph are worth together."""
        surfaces = self._surfaces.get((event.id, sentence.paragraph), frozenset())
        spelled = own.union(*map(words.tokens, surfaces))
        return min(MOST_CUE + (len(surfaces) > 1), sum(map(index.weight, spelled)))


class Index:
    """What is rare in the events of one authority."""

    def __init__(self, authority: Authority) -> None:
        self.events = {ident: event for ident, event in authority.events.items() if event.date.form is Form.DAY}
        self.words_of = {ident: _own_words(event) for ident, event in self.events.items()}
        self._frequency = Counter(word for spelled in self.words_of.values() for word in spelled)
        named = Counter(ref for event in self.events.values() for ref in _refs(event))
        self.rare_names = {ident: frozenset(r for r in _refs(event) if named[r] <= _RARE) for ident, event in self.events.items()}
        by_date: dict[tuple[int, int], list[Event]] = defaultdict(list)
        by_weekday: dict[int, list[Event]] = defaultdict(list)
        for event in self.events.values():
            day = event.date.days[0]
            by_date[day.month, day.day].append(event)
            by_weekday[day.weekday()].append(event)
        self._by_date, self._by_weekday = dict(by_date), dict(by_weekday)

    def near_to(self, expression: Expression) -> Iterable[Event]:
        """Return the events that a time word may mean by the calendar alone."""
        if expression.kind is Kind.SPAN:
            return self.events.values()
        if expression.month_day is not None:
            return self._by_date.get(expression.month_day, ())
        return self._by_weekday.get(expression.weekday, ()) if expression.weekday is not None else ()

    def weight(self, word: str) -> float:
        """Return 1 for a word of few events, 0.5 for one of several, 0 for one of many or none."""
        count = self._frequency.get(word, 0)
        if count == 0 or count > max(_RARE, _COMMON * len(self.events)):
            return 0.0
        return 1.0 if count <= _RARE else 0.5

    def worth(self, spelled: frozenset[str]) -> float:
        """Return what these words are worth together."""
        return min(MOST_CUE, sum(map(self.weight, spelled)))


def _own_words(event: Event) -> frozenset[str]:
    spelled = [word for phrase in (event.name, *event.cues) for word in words.tokens(phrase)]
    return frozenset(
        w
        for w in spelled
        if len(w) > 2 and not w[0].isdigit() and w not in words.STOP_WORDS and w not in words.MONTHS and w not in words.WEEKDAYS
    )


def _refs(event: Event) -> frozenset[str]:
    return frozenset(f"place/{place}" for place in event.places) | frozenset(f"actor/{actor}" for actor in event.actors)


@by_identity(most=4)
def index_of(authority: Authority) -> Index:
    """Return the index of an authority's events, made once."""
    return Index(authority)
