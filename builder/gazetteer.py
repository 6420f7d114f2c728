"""The names of all records, compiled for matching.

`gazetteer(authority)` is pure and takes some 50 ms for 1,000 records; it is made once for each process, as the automaton does not pickle.
A name is looked up in two spellings (see `folding`): plainly folded, and, for names put over from Arabic, as a skeleton.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from builder.folding import ARTICLES, FOLDED, JOINTS, SKELETONS, WORD, fold, skeleton
from builder.model import Actor, Authority, Place, Record, Ref, RefKind, SenseKind, ref

_BREAK = "\n"
"""Stands where two words cannot belong to one name, so that no name reaches across."""

_SHORTEST_SKELETON = 5
"""Below this many letters two different names share a skeleton too often."""

_PARTICLES = frozenset({"de", "von", "van", "der", "di", "del", "le", "la", "ben", "ibn", "abdel", "abou"})
_ARABIC_WORDS = frozenset(
    {"abdel", "abou", "abu", "ben", "ibn", "jaych", "liwa", "harakat", "jabhat", "cheikh", "bab", "karam", "tal", "khan"}
    | set(
        "abdallah abdelaziz abdelbasset abdelkader abdelrahman abdullah ahmad ahmed ali ammar anas bachar bashar fares farouk faycal faisal fayez ghassan hadi "
        "haitham hamza hassan haytham hicham hossein hussein ibrahim imad issam jamal jihad karim khaled khalid louai louay maher mahmoud malek mazen moaz "
        "mohamed mohammad mohammed mouaz moustafa moustapha muhammad munir mustafa nabil nasr nasser nizar omar osama oussama rachid raed rami rashid riad "
        "riyad saad said salah saleh salem salim sami samir tarek tariq wael walid yahya yasser youssef yusuf zahran zaid zakaria zayd ziad ziyad".split()
    )
)
_FRENCH_ARTICLE = re.compile(r"(?:les?|la)\s+(?=\w)|l['’]")
"""An article that is no part of the name: "le Kremlin", but Le Monde and Le Caire."""

_ARTICLE_LE = re.compile(r"Le\s+(?=[^\W\d_a-z])")
_OWN_ARTICLE = re.compile(r"Les?\s+(?=[^\W\d_a-z])")
"""An article that melts into a preposition before it: "au Caire", "aux Sables"."""
_ROLE_TAIL = re.compile(r"\s+(?:des|de la|du|de|d['’]|à)\b|\s+of\b", re.IGNORECASE)


class Case(Enum):
    """Which letters of a surface must be capitals for it to be the name."""

    ANY = "any"
    SOME = "some"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Entry:
    """One way of writing one record. `written` is the spelling in the record; `role` indexes `Actor.roles`."""

    ref: Ref
    kind: SenseKind
    written: str
    case: Case
    role: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, where they stand, and behind each what joins it to the next one, "" where they cannot belong to one name."""

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    joints: Sequence[str]


@dataclass(frozen=True, slots=True)
class Folded:
    """A text put in its folded form: each word's key, where it begins in the folded text, and the words in the original."""

    text: str
    keys: Sequence[str]
    firsts: Sequence[int]
    words: Words

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """Return where a stretch of the folded text stands in the original, None where it does not begin and end with a word."""
        # where an article folds to nothing, the word behind it begins and the word before it ends in the same place
        begin, end = bisect_right(self.firsts, first) - 1, bisect_left(self.firsts, last) - 1
        is_whole = self.firsts[begin] == first and self.firsts[end] + len(self.keys[end]) == last
        return (self.words.starts[begin], self.words.ends[end]) if is_whole else None


class Group(tuple[Entry, ...]):
    """All that one pattern may stand for. Known by its identity, so that what is remembered of it is found fast."""

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Both automata; the index of a pattern is its index in the groups beside it."""

    plain: AhoCorasick
    plain_entries: tuple[Group, ...]
    loose: AhoCorasick
    loose_entries: tuple[Group, ...]


def gazetteer(authority: Authority) -> Gazetteer:
    """Compile the names, short forms, offices, metonyms and cues of all records."""
    plain: dict[str, list[Entry]] = defaultdict(list)
    loose: dict[str, list[Entry]] = defaultdict(list)
    place_names = {fold_plainly(name.text).text for place in authority.places.values() for name in place.names}
    seats = _seats(authority)
    for record, kind in _records(authority):
        for entry in (*_entries(record, kind, place_names), *_names_of_the_seat(record, seats)):
            pattern = fold_plainly(entry.written).text
            if pattern:
                plain[pattern].append(entry)
        if kind in {RefKind.ACTOR, RefKind.PLACE} and _is_romanised(record):
            for entry in _name_entries(record, kind):
                pattern = fold_loosely(entry.written).text
                if len(pattern) >= _SHORTEST_SKELETON and _BREAK not in pattern:
                    loose[pattern].append(entry)
    return Gazetteer(_automaton(plain), _values(plain), _automaton(loose), _values(loose))


_CUT = re.compile(f"({WORD.pattern})")


def words_of(text: str) -> Words:
    """Cut a text into words."""
    parts = _CUT.split(text)  # what is no word, a word, what is no word, ..., a word, what is no word
    words, gaps = parts[1::2], parts[2::2]
    places = list(accumulate(map(len, parts)))
    joints = [gap if gap in JOINTS or (gap in _STOPS and _is_initial(word)) else "" for gap, word in zip(gaps, words, strict=True)]
    return Words(words, places[:-1:2], places[1::2], [*joints[:-1], ""] if words else [])


def fold_plainly(words: Words | str) -> Folded:
    """Fold case and accents; one blank between the words of one stretch."""
    cut = words_of(words) if isinstance(words, str) else words
    return _folded(cut, list(map(FOLDED.__getitem__, cut.words)), " ")


@lru_cache(maxsize=1 << 14)
def plain_form(name: str) -> str:
    """Return a name as `fold_plainly` writes it, remembered: records' own names are asked for again and again."""
    return fold_plainly(name).text


def fold_loosely(words: Words | str) -> Folded:
    """Fold to skeletons, written together and without the Arabic article."""
    cut = words_of(words) if isinstance(words, str) else words
    keys = list(map(SKELETONS.__getitem__, cut.words))
    for place, (key, joint) in enumerate(zip(keys, cut.joints, strict=True)):
        if (joint in _HYPHENS or key == _PLAIN_ARTICLE) and _is_article(cut.words[place], joint):
            keys[place] = ""
    return _folded(cut, keys, "")


_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
_PLAIN_ARTICLES, _PLAIN_ARTICLE = frozenset({"al", "el"}), skeleton("al")


def _is_article(word: str, joint: str) -> bool:
    """Say whether a word is the Arabic article: "ez-" of "Deir ez-Zor", but not the French "en" and "et"."""
    return bool(joint) and (word.lower() in (ARTICLES if joint in _HYPHENS else _PLAIN_ARTICLES))


def _folded(cut: Words, keys: list[str], glue: str) -> Folded:
    glued = [key + (glue if joint else _BREAK) for key, joint in zip(keys, cut.joints, strict=True)]
    firsts = list(accumulate(map(len, glued), initial=0))[: len(keys)]
    return Folded("".join(glued).removesuffix(_BREAK), keys, firsts, cut)


_STOPS = frozenset({".", ". "})


def _is_initial(word: str) -> bool:
    """Say whether the stop behind a word is the one of an initial ("John F. Kerry", "A.S.L.")."""
    return len(word) == 1 and word.isupper()


def _records(authority: Authority) -> Iterator[tuple[Record, RefKind]]:
    for kind, records in (
        (RefKind.ACTOR, authority.actors),
        (RefKind.PLACE, authority.places),
        (RefKind.OUTLET, authority.outlets),
        (RefKind.EVENT, authority.events),
    ):
        for record in records.values():
            yield record, kind


def _entries(record: Record, kind: RefKind, place_names: set[str]) -> Iterator[Entry]:
    own = ref(kind, record.id)
    if kind is not RefKind.EVENT:  # an event's label is our own wording, nobody else writes it
        yield from _name_entries(record, kind)
    for text in record.metonyms:
        yield _entry(own, SenseKind.METONYM, text)
    if kind is not RefKind.OUTLET:  # furniture is more than words: `attribute` looks for it letter by letter
        for text in record.cues:
            yield _entry(own, SenseKind.CUE, text)
    if isinstance(record, Actor):
        for index, role in enumerate(record.roles):
            for text in dict.fromkeys((*role.phrases, *_short_roles(role.phrases))):
                yield _entry(own, SenseKind.ROLE, text, index)
        for text in (*record.short, *(_last_names(record, place_names) if record.kind == "person" else ())):
            yield _entry(own, SenseKind.SHORT, text)


def _name_entries(record: Record, kind: RefKind) -> Iterator[Entry]:
    own = ref(kind, record.id)
    texts = [name.text for name in record.names] + [text for text in (record.name_ar, record.name_en) if text]
    if kind is RefKind.PLACE:
        texts += [text[match.end() :] for text in texts if (match := _OWN_ARTICLE.match(text))]
    if isinstance(record, Actor) and record.kind == "media":  # "au Phare": the paper's article is in the preposition
        texts += [text[match.end() :] for text in texts if (match := _ARTICLE_LE.match(text))]
    for text in dict.fromkeys(texts):
        yield _entry(own, SenseKind.NAME, text)


def _seats(authority: Authority) -> Mapping[str, Place]:
    """Return countries and cities by each of their names, in folded form: the lands and seats of powers."""
    places = (place for place in authority.places.values() if place.kind in {"country", "city"})
    return {fold_plainly(name.text).text: place for place in places for name in place.names}


def _names_of_the_seat(record: Record, seats: Mapping[str, Place]) -> Iterator[Entry]:
    """Yield the other names of a state's land and of a power's capital: who is "Moscou" is "Moscow" too."""
    if not isinstance(record, Actor):
        return
    own = ref(RefKind.ACTOR, record.id)
    land = seats.get(fold_plainly(record.name).text)
    if record.kind == "state" and land and land.kind == "country":
        yield from (replace(entry, ref=own) for entry in _name_entries(land, RefKind.PLACE))
    for text in record.metonyms:
        if (seat := seats.get(fold_plainly(text).text)) and seat.kind == "city":
            yield from (replace(entry, ref=own, kind=SenseKind.METONYM) for entry in _name_entries(seat, RefKind.PLACE))


def _entry(own: Ref, kind: SenseKind, text: str, role: int | None = None) -> Entry:
    written = text[match.end() :] if (match := _FRENCH_ARTICLE.match(text)) else text
    letters = [letter for letter in written if letter.isalpha()]
    if kind is SenseKind.NAME and 1 < len(letters) <= 6 and all(map(str.isupper, letters)):
        return Entry(own, SenseKind.ACRONYM, written, Case.ALL, role)
    needs_capital = kind in {SenseKind.NAME, SenseKind.SHORT, SenseKind.METONYM} and any(map(str.isupper, letters))
    return Entry(own, kind, written, Case.SOME if needs_capital else Case.ANY, role)


def _short_roles(phrases: tuple[str, ...]) -> Iterator[str]:
    """Yield what later sentences make of an office: `ministre iranien` for `ministre iranien des Affaires étrangères`."""
    for phrase in phrases:
        head = _ROLE_TAIL.split(phrase, maxsplit=1)[0]
        if head != phrase and " " in head:
            yield head


def _last_names(person: Actor, place_names: set[str]) -> Iterator[str]:
    """Yield the last name alone, with its particle: `Lavrov`, `de Mistura`, `al-Nouri` and `Nouri`."""
    for name in person.names:
        words = name.text.split()
        last = words[-1]
        if len(words) < 2 or not any(map(str.islower, last)) or last.startswith("("):
            continue  # "Louis XVI", "François (pape)": a number or a remark is no surname
        if fold(words[-2]) in _PARTICLES:
            if fold_plainly(last).text not in place_names:  # "de Jordanie" is no surname
                yield f"{words[-2]} {last}"
        else:
            yield last
            article, hyphen, bare = last.partition("-")
            if hyphen and fold(article) in ARTICLES:
                yield bare


def _is_romanised(record: Record) -> bool:
    """Say whether a record's name was put over from Arabic letters, so that papers spell it as they hear it."""
    if isinstance(record, Place) and record.kind == "country":
        return False
    words = {fold(word) for name in record.names for word in WORD.findall(name.text)}
    return bool(record.name_ar) or not words.isdisjoint(_ARABIC_WORDS) or any(has_article(name.text) for name in record.names)


@lru_cache(maxsize=1 << 14)
def has_article(name: str) -> bool:
    """Say whether a name holds the Arabic article before a hyphen."""
    return any(fold(word) in ARTICLES for word in _BEFORE_HYPHEN.findall(name))


_BEFORE_HYPHEN = re.compile(r"(\w+)[-\u2010\u2011]\w")


def _automaton(patterns: Mapping[str, list[Entry]]) -> AhoCorasick:
    return AhoCorasick(list(patterns), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)


def _values(patterns: Mapping[str, list[Entry]]) -> tuple[Group, ...]:
    return tuple(Group(dict.fromkeys(entries)) for entries in patterns.values())
