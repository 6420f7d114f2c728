"""What every naming rule looks at: the text around a surface, and what the text has named by itself. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile

from builder.credits import credit
from builder.folding import fold, small
from builder.model import (
    TEXT_KINDS,
    Actor,
    Authority,
    Block,
    Candidate,
    Dating,
    Mention,
    Ref,
    RefKind,
    Rule,
    Sense,
    SenseKind,
    Text,
    Unresolved,
    ref,
    split_ref,
)
from builder.name.words import NO_FIRST_NAMES, OPENERS, opens_with_a_verb

Decision = Mention | Unresolved | None

LINKED = frozenset({SenseKind.NAME, SenseKind.ACRONYM, SenseKind.METONYM, SenseKind.ROLE, SenseKind.SHORT})
"""The senses that can make a mention; a cue never does."""

_FULL, _NAME = frozenset({SenseKind.NAME, SenseKind.ACRONYM}), frozenset({SenseKind.NAME})

_NAMEABLE, _LAND = ("actor/", "place/"), ("place/",)
"""What a mention can denote; outlets and events are spotted for other stages."""

_REACH = 80
"""How many code points of a block a rule may look at on either side."""

BRINK = 20
"""How many code points before a surface hold the last words before it: a preposition with its article, an office's modifier."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One text in the light of its candidates."""

    text: Text
    dating: Dating
    authority: Authority
    blocks: tuple[Block, ...]
    candidates: tuple[Candidate, ...]
    full_names: dict[Ref, int]
    """Records named in full and in one sense only, with the offset of the first time."""
    lands: frozenset[Ref]
    """Places named, countries that may stand for their state among them."""
    borne: frozenset[str]
    """Single words, names of places or last names, without their article, that the text uses in somebody else's name too."""
    starts: tuple[int, ...]
    """Where the blocks begin, for finding the one that holds an offset."""
    small: str
    """The text in small letters, for patterns that care for none: ignoring case makes them many times slower."""

    def block(self, offset: int) -> Block:
        """Return the block of the article's own text that holds an offset."""
        return self.blocks[bisect_right(self.starts, offset) - 1]

    def left(self, start: int) -> str:
        """Return what stands before an offset in its block, at most 80 code points."""
        return self.text.body[max(self.block(start).start, start - _REACH) : start]

    def lead(self, start: int) -> str:
        """Return the same in small letters behind ". ": so every word follows a sign, and the first begins a sentence."""
        return ". " + self.small[max(self.block(start).start, start - _REACH) : start]

    def brink(self, start: int) -> str:
        """Return the last 20 code points of the lead."""
        return self.lead(start)[-BRINK:]

    def right(self, end: int) -> str:
        """Return what stands behind an offset in its block, at most 80 code points."""
        return self.text.body[end : min(self.block(end - 1).end, end + _REACH)]

    def trail(self, end: int) -> str:
        """Return the same in small letters."""
        return self.small[end : min(self.block(end - 1).end, end + _REACH)]

    def near(self, candidate: Candidate, reach: int) -> Iterator[Candidate]:
        """Yield the candidates that begin within so many code points before or behind one."""
        first = bisect_left(self.candidates, candidate.start - reach, key=lambda other: other.start)
        for other in islice(self.candidates, first, None):
            if other.start > candidate.end + reach:
                return
            yield other

    def before(self, candidate: Candidate, reach: int) -> Iterator[Candidate]:
        """Yield the candidates of the same block that begin within so many code points before one, in order."""
        begin = max(self.block(candidate.start).start, candidate.start - reach)
        first = bisect_left(self.candidates, begin, key=lambda other: other.start)
        return takewhile(lambda other: other.start < candidate.start, islice(self.candidates, first, None))

    def is_told(self, actor: str) -> bool:
        """Say whether the text names an actor, or the land of a state."""
        if ref(RefKind.ACTOR, actor) in self.full_names:
            return True
        record = self.authority.actors.get(actor)
        return record is not None and record.kind == "state" and any(self._name_of(land) == record.name for land in self.lands)

    def _name_of(self, land: Ref) -> str:
        return self.authority.places[split_ref(land)[1]].name

    def is_borne(self, surface: str) -> bool:
        """Say whether the text uses a name in somebody else's name, with or without the Arabic article."""
        return bare(surface) in self.borne

    def refs(self, candidate: Candidate, *kinds: SenseKind) -> tuple[Ref, ...]:
        """Return the actors and places that a candidate may mean in the given ways; exact spellings alone where there are any."""
        return _refs(candidate.senses, kinds)

    def kind_of(self, target: Ref) -> str:
        """Return the kind that a record gives of itself: person, city, ..."""
        kind, ident = split_ref(target)
        record = self.authority.actors[ident] if kind is RefKind.ACTOR else self.authority.places[ident]
        return record.kind

    def written(self, target: Ref) -> tuple[str, ...]:
        """Return the names and short forms that a record lists."""
        record = self.authority.record(target)
        if record is None:
            return ()
        short = record.short if isinstance(record, Actor) else ()
        return (
            *(name.text for name in record.names),
            *(text for text in (record.name_ar, record.name_en) if text),
            *record.metonyms,
            *short,
        )

    def mention(self, candidate: Candidate, target: Ref, rule: Rule) -> Mention:
        """Return the candidate as a mention."""
        return Mention(candidate.start, candidate.end, candidate.surface, target, rule)

    def one_of(self, candidate: Candidate, targets: tuple[Ref, ...], rule: Rule) -> Decision:
        """Return a mention where one record is left, an open question where several are, nothing where none is."""
        if len(targets) == 1:
            return self.mention(candidate, targets[0], rule)
        return Unresolved(candidate.start, candidate.end, candidate.surface, targets) if targets else None


@lru_cache(maxsize=1 << 13)
def _refs(senses: tuple[Sense, ...], kinds: tuple[SenseKind, ...]) -> tuple[Ref, ...]:
    meant = [sense for sense in senses if sense.kind in kinds and sense.ref.startswith(_NAMEABLE)]
    exact = [sense for sense in meant if sense.exact]
    return tuple(dict.fromkeys(sense.ref for sense in exact or meant))


def scene_of(text: Text, candidates: tuple[Candidate, ...], dating: Dating, authority: Authority) -> Scene:
    """Keep the candidates of the article's own text (no credits, no furniture) and note what is named in full."""
    blocks = tuple(block for block in text.blocks if block.kind in TEXT_KINDS)
    starts = tuple(block.start for block in blocks)
    credits_ = [span for span in (credit(text, block) for block in blocks) if span]
    own = tuple(candidate for candidate in candidates if _is_own(candidate, blocks, starts, credits_))
    return Scene(text, dating, authority, blocks, own, _full_names(own), _lands(own), _borne(text, own), starts, small(text.body))


def _is_own(candidate: Candidate, blocks: tuple[Block, ...], starts: tuple[int, ...], credits_: list[tuple[int, int]]) -> bool:
    index = bisect_right(starts, candidate.start) - 1
    if index < 0 or candidate.end > blocks[index].end or not kinds_of(candidate):
        return False
    return not any(start <= candidate.start < end for start, end in credits_)


def kinds_of(candidate: Candidate) -> frozenset[SenseKind]:
    """Return the ways in which a surface may make a mention."""
    return _linked(candidate.senses)


@lru_cache(maxsize=1 << 13)
def _linked(senses: tuple[Sense, ...]) -> frozenset[SenseKind]:
    return frozenset(sense.kind for sense in senses if sense.kind in LINKED)


def full_name(candidate: Candidate) -> Ref | None:
    """Return the one record that a surface names in full, None where it is less than a name or several records' name."""
    return _only_one(candidate.senses, _FULL, _NAMEABLE)


@lru_cache(maxsize=1 << 13)
def _only_one(senses: tuple[Sense, ...], kinds: frozenset[SenseKind], folders: tuple[str, ...]) -> Ref | None:
    targets = {sense.ref for sense in senses if sense.kind in kinds and sense.ref.startswith(folders)}
    return targets.pop() if len(targets) == 1 else None


_FIRST_BEFORE = re.compile(r"([^\W\d_a-zà-ÿ](?:(?<![\w'’-].)|(?<=(?<![\w'’-])[LD]’.))[\w’-]*[a-zà-ÿ])\s$")
_LAST_BEHIND = re.compile(r"\s([^\W\d_a-zà-ÿ][\w’-]*[a-zà-ÿ])")


_KIN_BEFORE = re.compile(
    r"\b(?:[Ss]a|[Ss]on|[Ll]eur|[Ll]a|[Ll]e|[Uu]ne?|[Hh]is|[Hh]er)\s(?:petite?\s|jeune\s|fille\scadette\s)?(?:fille|fils|fillette|frère|sœur|nièce|neveu|cousine?|épouse|époux|femme|mari|mère|père|grand-mère|bébé|daughter|son|sister|brother|wife|husband),?\s$"
)
_KIN_REACH = 40
"""How many code points before a name a word of kinship with its article stands at most."""
_AGE = re.compile(
    r",?\s(?:a\s|avait\s|âgée?\sde\s)?(?:\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize)\sans\b"
)


def is_kin(left: str, body: str, end: int) -> bool:
    """Say whether the words around make a name somebody's: "sa fille Ramla", "Ramla a neuf ans"."""
    return _KIN_BEFORE.search(left, max(0, len(left) - _KIN_REACH)) is not None or _AGE.match(body, end) is not None


_JOINED_ARTICLE = re.compile(r"[aeAE][lnstdrz][-\u2010\u2011](?=\w)")


def bare(surface: str) -> str:
    """Return a name without the Arabic article joined to it."""
    return _JOINED_ARTICLE.sub("", surface, count=1) if surface[2:3] in "-\u2010\u2011" else surface


def _borne(text: Text, candidates: tuple[Candidate, ...]) -> frozenset[str]:
    found, reach = set(), 0
    for candidate in candidates:
        if candidate.end <= reach:
            continue  # a part of a longer name
        reach = candidate.end
        if " " in candidate.surface:
            continue
        left = text.body[max(0, candidate.start - _REACH) : candidate.start]
        is_short = any(sense.kind is SenseKind.SHORT for sense in candidate.senses)
        if not is_short and is_kin(left, text.body, candidate.end):
            found.add(bare(candidate.surface))
        if not is_short and not any(sense.ref.startswith("place/") for sense in candidate.senses):
            continue
        before = _FIRST_BEFORE.search(left)
        behind = _LAST_BEHIND.match(text.body, candidate.end)
        if (before and fold(before[1]) not in NO_FIRST_NAMES and not opens_with_a_verb(left, before[1])) or (
            behind and fold(behind[1]) not in OPENERS
        ):
            found.add(bare(candidate.surface))
    return frozenset(found)


def _lands(candidates: tuple[Candidate, ...]) -> frozenset[Ref]:
    named = (_only_one(candidate.senses, _NAME, _LAND) for candidate in candidates)
    return frozenset(place for place in named if place)


def _full_names(candidates: tuple[Candidate, ...]) -> dict[Ref, int]:
    found: dict[Ref, int] = {}
    for candidate in candidates:
        if target := full_name(candidate):
            found.setdefault(target, candidate.start)
    return found
