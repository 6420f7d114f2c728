"""Stage 7, reading: a text with its quotations hidden, read sentence by sentence on demand.

In: a Text, its Naming, its quoted stretches, the actors. Out: Sentences; their Items and Reports. Pure. Each sentence is read once, and only where a
quotation needs it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from builder.model import TEXT_KINDS, Actor, Block, Mention, Naming, Ref, RefKind, Rule, Text, Unresolved, split_ref
from builder.quote import words
from builder.quote.marks import Quoted
from builder.quote.phrase import Item, Report, Speaker, items
from builder.quote.speech import reports
from builder.quote.words import HIDDEN

_BREAK = re.compile(rf"[.!?…\s](?:(?<=[.!?…])[.!?…]*[)\]]?\s+|(?<={HIDDEN}\s)\s*)(?=[^\sa-zà-öø-ÿ])")
_ENDED = (".", "!", "?", "…")
_CLAUSE_FOLLOWS = re.compile(r"\s*,?\s*(?:\w+['’])?([\w-]+)(?:\s+(?:\w+\s+){0,3}?(\w+))?")
_WORK_BEFORE = re.compile(
    r"\b(?:une?|son|sa|leur|le|la|dernier|premier|premi[eè]re|derni[eè]re|vieux|nouveau|nouvelle|célèbre|a|an|his|her|the)\s"
    r"(?:film|livre|roman|documentaire|court-métrage|série|émission|album|chanson|pièce|exposition|poème|recueil|tableau|essai|ouvrage|rapport|report|book|novel|documentary|song|poem)\b"
    r"(?:\s[^\s,.;:!?«»\"]+){0,6},\s$"
)
"""A work and what it is, before its title: `un vieux film de cape et d'épée, « ... »`."""
_BY_AUTHOR = re.compile(r"\b(?:auteure?|autrice|author)s?\s(?:de|of)\s$")
_WORK = 120
"""Code points that may lead from a work to its title."""
_TITLE_LENGTH = 60
_DONE_BY = re.compile(r"\s?,\s(?:a|ont)\s\w+(?:é|i|u|it|is)\s(?:[^\W\d_a-zß-öø-ÿ]|(?:un|une|le|la)\s|l['’])")
"""`« Sept pains », a compté X`: whatever the verb, it is an utterance."""
WORD_BEFORE = re.compile(r"\w+['’]?\s*$")
_ARTICLES = words.DETERMINERS | words.GENITIVES | {"au", "aux"}
_SHORT = 2
"""Words up to which marks are taken for scare quotes."""
_WORDS = re.compile(r"\S+")
_LAST_WORD = re.compile(r"([\w-]+)[\s,:]*$")
_WORD_END = re.compile(r"\w+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the masked text; `block` counts blocks of the article's own text only."""

    block: int
    start: int
    end: int


class Reading:
    """A text with its long quotations hidden, read sentence by sentence on demand."""

    def __init__(self, text: Text, naming: Naming, stretches: tuple[Quoted, ...], actors: Mapping[str, Actor]) -> None:
        self.text = text
        self.actors = actors
        self.body = text.body
        self.stretches = tuple(stretch for stretch in stretches if not self._is_title(stretch) and self._may_be_said(stretch))
        self.mentions = tuple(mention for mention in naming.mentions if not self._is_hidden(mention.start))
        self._all = naming.mentions
        self._powers = frozenset(mention.ref for mention in naming.mentions if mention.by in {Rule.STATE, Rule.METONYM})
        self._humans = frozenset(filter(self._has_kind_person, {mention.ref for mention in naming.mentions}))
        self._strange = naming.unresolved
        self._starts = [mention.start for mention in self.mentions]
        self._read: dict[int, tuple[tuple[Item, ...], tuple[Report, ...]]] = {}
        self._last: list[tuple[Speaker, int] | None] = []
        self._spoken: dict[Quoted, Speaker] = {}
        self._all_quoted: dict[int, bool] = {}

    def _is_hidden(self, position: int) -> bool:
        place = bisect_right(self.stretches, position, key=outer_start) - 1
        return place >= 0 and position < self.stretches[place].outer_end

    # --- what is quoted ------------------------------------------------------------------------------------------------------------

    def _is_title(self, stretch: Quoted) -> bool:
        before = _LAST_WORD.search(self.body[max(0, stretch.outer_start - 30) : stretch.outer_start])
        if before is not None and before[1].lower() in words.TITLE_WORDS:
            return True
        if _BY_AUTHOR.search(self.body[max(0, stretch.outer_start - 30) : stretch.outer_start]):
            return True
        if not self.body[stretch.start].isupper() or stretch.end - stretch.start > _TITLE_LENGTH:
            return False
        work = _WORK_BEFORE.search(self.body[max(0, stretch.outer_start - _WORK) : stretch.outer_start])
        following = _CLAUSE_FOLLOWS.match(self.body, stretch.outer_end, stretch.outer_end + 60) if work is not None else None
        return work is not None and not (following is not None and any(map(may_report, following.groups(""))))

    def _may_be_said(self, stretch: Quoted) -> bool:
        """Keep long quotations, and short ones beside something that reads like a reporting clause."""
        if self._is_long(stretch) or self.body[max(0, stretch.outer_start - 3) : stretch.outer_start].rstrip().endswith(":"):
            return True
        before = WORD_BEFORE.search(self.body[max(0, stretch.outer_start - 12) : stretch.outer_start])
        if before is not None and before[0].strip().lower().replace("’", "'") in _ARTICLES:
            return False  # "une « évacuation », répète X" is no utterance
        following = _CLAUSE_FOLLOWS.match(self.body, stretch.outer_end, stretch.outer_end + 60)
        if _DONE_BY.match(self.body, stretch.outer_end):
            return True
        return following is not None and any(map(may_report, following.groups("")))

    def _is_long(self, stretch: Quoted) -> bool:
        count = 0
        for word in _WORDS.finditer(self.body, stretch.start, stretch.end):
            count += any(map(str.isalnum, word[0]))
            if count > _SHORT:
                return True
        return False

    # --- sentences -----------------------------------------------------------------------------------------------------------------

    @cached_property
    def masked(self) -> str:
        """The body with each quotation, marks included, replaced by as many placeholders."""
        parts: list[str] = []
        reach = 0
        for stretch in self.stretches:
            parts += [self.body[reach : stretch.outer_start], HIDDEN * (stretch.outer_end - stretch.outer_start)]
            reach = stretch.outer_end
        return "".join((*parts, self.body[reach:]))

    @cached_property
    def own_blocks(self) -> tuple[Block, ...]:
        """The blocks of the article's own text."""
        return tuple(block for block in self.text.blocks if block.kind in TEXT_KINDS)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of the article's own text, in reading order."""
        found: list[Sentence] = []
        for number, block in enumerate(self.own_blocks):
            start = block.start
            for match in _BREAK.finditer(self.masked, block.start, block.end):
                if self._breaks(match):
                    found.append(Sentence(number, start, match.end()))
                    start = match.end()
            found.append(Sentence(number, start, block.end))
        return tuple(found)

    def _breaks(self, match: re.Match[str]) -> bool:
        if match[0].isspace():  # behind a quotation: only where that ended a sentence
            return self.body[max(0, match.start() - 4) : match.start()].rstrip('»”›" \u00a0\u202f').endswith(_ENDED)
        before = _WORD_END.search(self.masked[max(0, match.start() - 5) : match.start()])
        return before is None or (before[0] not in words.ABBREVIATIONS and not (len(before[0]) == 1 and before[0].isupper()))

    def read(self, number: int) -> tuple[tuple[Item, ...], tuple[Report, ...]]:
        """Return the items and reports of a sentence; pronouns are not resolved."""
        if number not in self._read:
            sentence = self.sentences[number]
            first, last = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
            cut = items(self.masked[sentence.start : sentence.end], sentence.start, self.mentions[first:last], self._humans)
            self._read[number] = cut, reports(cut, self.body)
        return self._read[number]

    def _has_kind_person(self, ref: Ref) -> bool:
        kind, ident = split_ref(ref)
        return kind is RefKind.ACTOR and ident in self.actors and self.actors[ident].kind == "person"

    def _is_human(self, ref: Ref) -> bool:
        return ref in self._humans or (not self.actors and split_ref(ref)[0] is RefKind.ACTOR and ref not in self._powers)


def may_report(word: str) -> bool:
    """Say whether a word may begin a reporting clause: `a`, `dit`, `ajoute-t-il`."""
    head = word.lower().partition("-")[0]
    return head in words.FORMS or head in words.HAVE


def outer_start(stretch: Quoted) -> int:
    """Return where a stretch begins, its mark included: a key to sort and search by."""
    return stretch.outer_start


def mention_start(mention: Mention | Unresolved) -> int:
    """Return where a name begins: such a key."""
    return mention.start


def start_of(piece: Item | Report | Sentence) -> int:
    """Return where a piece of a sentence, or a sentence, begins: such a key."""
    return piece.start
