"""What roles and names say of the day: who held an office, and since when a name exists.

In: Text, Candidates, Authority, sentences. Out: Constraints. Pure.
An office without its holder's name is not used: a list of holders that has gaps would exclude true days.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from builder.dating import days as day_sets, words
from builder.dating.constraints import Constraint, Rank, is_over
from builder.dating.expressions import Expression, Kind, Sentence
from builder.folding import small
from builder.memo import by_identity
from builder.model import TEXT_KINDS, Actor, Authority, Candidate, Evidence, Role, Sense, SenseKind, Text

GRACE = 7
"""Days for which an office is still given to who has just left it: news is told after."""
_MOST_OF_ONE = 30
"""How many occurrences of one person are looked at."""
_REACH = 110
"""How many code points beside a name may hold its office."""

_SOFT_OWNERS = frozenset({"armed_group"})
"""Kinds of body whose heads bound nothing from above: they are named after the body under old names too."""
_DATED_KINDS = frozenset({"armed_group", "alliance", "organisation", "ngo", "military", "government"})
_ACTOR = "actor/"


def bounds(
    text: Text, candidates: tuple[Candidate, ...], authority: Authority, parts: tuple[Sentence, ...], found: tuple[Expression, ...]
) -> Iterator[Constraint]:
    """Yield what offices, deaths and names say."""
    yield from _persons_bounds(text, candidates, authority, parts, found)
    yield from _names_in_use(text, candidates, authority, parts)


def _persons_bounds(
    text: Text, candidates: Iterable[Candidate], authority: Authority, parts: tuple[Sentence, ...], found: tuple[Expression, ...]
) -> Iterator[Constraint]:
    """Yield what each office says that stands side by side with its holder's name, and that who speaks is alive."""
    starts = [part.start for part in parts]
    dated = {id(e.sentence) for e in found if e.has_year and e.kind in {Kind.DATE, Kind.MONTH, Kind.YEAR} and is_over(text, e)}
    for candidate, actor in _persons(text, candidates, authority):
        place = bisect_right(starts, candidate.start) - 1
        if place < 0 or parts[place].kind not in TEXT_KINDS:
            continue
        background = id(parts[place]) in dated
        if actor.roles and (constraint := _tenure(text.body, candidate, actor, parts[place], authority, background=background)) is not None:
            yield constraint
        if actor.active_to is not None and not background and _speaks(text.body, candidate):
            until = actor.active_to + dt.timedelta(days=GRACE)
            says = f"speaks, so not long after {actor.active_to}"
            yield Constraint(
                day_sets.between(None, until),
                Rank.BOUND,
                Evidence(candidate.surface, candidate.start, candidate.end, says, f"actor/{actor.id}"),
            )


def _persons(text: Text, candidates: Iterable[Candidate], authority: Authority) -> Iterator[tuple[Candidate, Actor]]:
    seen: dict[str, int] = defaultdict(int)
    for candidate in candidates:
        for ident in _actors_named(candidate.senses):
            actor = authority.actors.get(ident)
            if actor is None or not (actor.roles or (actor.active_to and actor.kind == "person")) or seen[ident] >= _MOST_OF_ONE:
                continue
            if _NUMERAL.match(text.body, candidate.end) is None:
                seen[ident] += 1
                yield candidate, actor


@lru_cache(maxsize=1 << 13)
def _actors_named(senses: tuple[Sense, ...]) -> tuple[str, ...]:
    """Return the ids of the actors that a surface may name, in full or by last name, one for each such sense."""
    naming = (sense.ref for sense in senses if sense.kind is SenseKind.NAME or sense.kind is SenseKind.SHORT)
    return tuple(named.removeprefix(_ACTOR) for named in naming if named.startswith(_ACTOR))


_NUMERAL = re.compile(r"\s(?:Ier|I{2,3}|IV|V|VI{1,3}|IX|X|XI{0,3}|XIV|XVI?)\b")
"""Tells a ruler from a namesake: `le roi Abdallah II` is not `le roi Abdallah`."""


def _tenure(
    body: str, candidate: Candidate, actor: Actor, sentence: Sentence, authority: Authority, *, background: bool
) -> Constraint | None:
    """Return what the office beside this name says, None where there is none."""
    offices = _offices(actor)
    begin, stop = max(sentence.start, candidate.start - _REACH), min(sentence.end, candidate.end + _REACH)
    plain = words.fold_whole(body)
    left, right = slice(begin, candidate.start), slice(candidate.end, stop)
    span = _beside(_Side(body[left], plain[left]), _Side(body[right], plain[right]), offices)
    if span is None:
        return None
    roles, left_length, right_length, modified = span
    start, end = candidate.start - left_length, candidate.end + right_length
    if modified is None:
        return None
    lower = None if any(role.start is None for role in roles) else min(role.start for role in roles if role.start is not None)
    soft = (
        modified
        or background
        or _is_lax(body, max(sentence.start, candidate.start - 2 * _REACH), min(sentence.end, candidate.end + 2 * _REACH))
    )
    allowed = 0
    for role in roles:
        allowed |= day_sets.between(role.start, None if soft or not _bounds_above(role, authority) else _with_grace(role.end))
    if allowed == day_sets.ALL:
        return None
    says = f"not before {lower}, when the office was taken up" if soft else " or ".join(dict.fromkeys(_span_words(role) for role in roles))
    evidence = Evidence(body[start:end], start, end, says, f"actor/{actor.id}")
    weaker = day_sets.between(lower, None) if lower is not None else day_sets.ALL
    return Constraint(allowed, Rank.BOUND, evidence, weaker=weaker)


def _is_lax(body: str, start: int, end: int) -> bool:
    """Say whether a stretch of a sentence tells of another time."""
    before = min(start, 1)  # shows where the first word begins
    return _LAX.search(small(body[start - before : end]), before) is not None


def _speaks(body: str, candidate: Candidate) -> bool:
    return bool(_SAID.search(body[max(0, candidate.start - 40) : candidate.start]) or _SAYS.match(body, candidate.end))


_SAID = re.compile(
    r"\b(?:a|ont)\s(?:déclaré|affirmé|assuré|indiqué|expliqué|annoncé|estimé|ajouté|précisé|dit)(?:\s(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))?\s$"
)
_SAYS = re.compile(r"\s(?:a|said)\s(?:déclaré|affirmé|assuré|indiqué|expliqué|annoncé|estimé|ajouté|précisé|dit|on|that)\b")


def _bounds_above(role: Role, authority: Authority) -> bool:
    owner = authority.actors.get(role.of or "")
    return owner is None or owner.kind not in _SOFT_OWNERS


def _with_grace(end: dt.date | None) -> dt.date | None:
    return None if end is None else end + dt.timedelta(days=GRACE)


def _span_words(role: Role) -> str:
    return f"in office from {role.start or 'an unknown day'} to {role.end or 'an unknown day'}"


# --- an office beside a name ------------------------------------------------------------------------------------------------------------


class _Side(NamedTuple):
    """What stands on one side of a name, as it is written and folded; offsets agree."""

    written: str
    plain: str


def _beside(left: _Side, right: _Side, offices: _Offices) -> tuple[tuple[Role, ...], int, int, bool | None] | None:
    """Return the roles that words beside a name say, how many code points they take left and right, and whether a word takes them back.

    The last value is True for "ancien", "ex-", "démissionnaire" (only the start still bounds), None for "futur", "élu" (nothing does).
    """
    if (before := _office_before(left, offices)) is not None:
        roles, length = before
        start = len(left.plain) - length
        return roles, length, 0, _modified(left.plain[max(0, start - 24) : start], left.plain[start:] + right.plain[:14])
    if (after := _office_after(right, offices)) is not None:
        roles, length = after
        return roles, 0, length, _modified("", right.plain[: length + 16])
    return None


@lru_cache(maxsize=1024)
def _phrases(spelled: tuple[str, ...]) -> tuple[_Phrase, ...]:
    """Return the different phrases of an office, one for each head and set of words."""
    return tuple({(phrase.head, phrase.content): phrase for phrase in map(_Phrase, spelled)}.values())


class _Phrase:
    """The words of an office: the first decides, the others may come in any order or be left out."""

    __slots__ = ("content", "head")

    def __init__(self, text: str) -> None:
        spelled = words.tokens(text)
        self.head = _head(spelled)
        self.content = frozenset(word for word in spelled if word not in words.STOP_WORDS)

    def fits(self, spelled: list[str]) -> bool:
        """Say whether these words are this office, or a shorter way to say it."""
        head = tuple(spelled[: len(self.head)])
        return head == self.head and all(word in self.content or word in words.STOP_WORDS or word in _MODIFIERS for word in spelled)


def _head(spelled: list[str]) -> tuple[str, ...]:
    """Return the words without which an office is another: "premier ministre", "vice president", "porte parole", "chef de la diplomatie"."""
    length = 1
    if spelled and spelled[0] in {"premier", "premiere", "vice", "porte", "sous", "haut", "haute"}:
        length = 2
    elif spelled and spelled[0] in {"chef", "patron", "secretaire", "envoye"}:
        length = next((n for n, word in enumerate(spelled[1:], 2) if word not in words.STOP_WORDS), 1)
    return tuple(spelled[:length])


class _Offices:
    """The offices of one person, ready to be matched."""

    __slots__ = ("_bags", "_roles", "heads")

    def __init__(self, actor: Actor) -> None:
        self._roles = actor.roles
        self._bags = tuple((place, phrase) for place, role in enumerate(actor.roles) for phrase in _phrases(role.phrases))
        self.heads = frozenset(phrase.head[0] for _, phrase in self._bags)

    def called(self, spelled: list[str]) -> tuple[Role, ...]:
        """Return the offices that these words say."""
        places = {place for place, phrase in self._bags if phrase.head[0] == spelled[0] and phrase.fits(spelled)}
        return tuple(self._roles[place] for place in sorted(places))

    def of_words(self, wanted: frozenset[str]) -> tuple[Role, ...]:
        """Return the offices whose phrases hold all these words."""
        places = {place for place, phrase in self._bags if wanted <= phrase.content and "vice" not in phrase.content}
        return tuple(self._roles[place] for place in sorted(places))


@by_identity(most=1 << 12)
def _offices(actor: Actor) -> _Offices:
    return _Offices(actor)


def _office_before(left: _Side, offices: _Offices) -> tuple[tuple[Role, ...], int] | None:
    """Match the words that end at a name: "le secrétaire d'Etat américain, John Kerry", "Secretary of State John Kerry"."""
    if not any(head in left.plain for head in offices.heads) and not any(head in left.written for head in _ENGLISH_HEADS):
        return None  # the quick look that spares the slow one
    length = len(left.plain)
    gap = _LEFT_GAP.search(left.written, max(0, length - _WIDEST_GAP))
    end = gap.start() if gap else length
    found = list(_WORD.finditer(left.plain, 0, end))[-10:]
    if not found or _BREAK.search(left.plain, found[-1].end(), end):
        return None
    best: tuple[tuple[Role, ...], int] | None = None
    for place in range(len(found) - 1, -1, -1):
        if place + 1 < len(found) and _BREAK.search(left.plain, found[place].end(), found[place + 1].start()):
            break
        if found[place].group() in offices.heads and (roles := offices.called([word.group() for word in found[place:]])):
            best = roles, length - found[place].start()
    return best or _english_before(left.written[:end], length, offices)


def _english_before(trimmed: str, length: int, offices: _Offices) -> tuple[tuple[Role, ...], int] | None:
    match = _ENGLISH.search(trimmed, max(0, len(trimmed) - 30))
    if match is None:
        return None
    roles = offices.of_words(_ENGLISH_OFFICES[re.sub(r"\W+", " ", match.group("office").lower())])
    return (roles, length - match.start("office")) if roles else None


def _office_after(right: _Side, offices: _Offices) -> tuple[tuple[Role, ...], int] | None:
    """Match the words that follow a name: "John Kerry, le secrétaire d'Etat américain"."""
    gap = _RIGHT_GAP.match(right.plain)
    first = _WORD.search(right.plain, gap.end()) if gap else None
    if first is None or first.group() not in offices.heads:
        return None
    found = list(islice(_WORD.finditer(right.plain, first.start()), 10))
    best: tuple[tuple[Role, ...], int] | None = None
    for place, word in enumerate(found):
        if place and _BREAK.search(right.plain, found[place - 1].end(), word.start()):
            break
        if word.group() not in words.STOP_WORDS and (roles := offices.called([known.group() for known in found[: place + 1]])):
            best = roles, word.end()
    if best is not None and _GOES_ON.match(right.written, best[1]):
        return None
    return best


def _modified(before: str, own: str) -> bool | None:
    if _NOT_YET.search(own) or _NOT_YET_BEFORE.search(before):
        return None
    return bool(_FORMER.search(own) or _FORMER_BEFORE.search(before))


_WORD = re.compile(r"\w+")
_LEFT_GAP = re.compile(r"(?:[\s,«\"“]|(?<=\s)(?:M\.|Mme|le général)(?=\s)){0,4}$")
_WIDEST_GAP = 40
_RIGHT_GAP = re.compile(r"\s?,?\s?\(?(?:le\s|la\s|l'|the\s)?")
_BREAK = re.compile(r"[.;:!?()«»\"“”|]|,")
_GOES_ON = re.compile(r"\s(?:de|des|du|à|au|aux|chargée?|pour|of|for)\s|\s(?:de\s)?[ld]['’]|-", re.IGNORECASE)
_MODIFIERS = frozenset(
    {"demissionnaire", "sortant", "sortante", "dechu", "dechue", "limoge", "limogee", "honoraire", "elu", "elue", "designe", "designee"}
)
_FORMER = re.compile(r"\b(?:demissionnaire|sortante?|dechue?|limogee?|honoraire|de l'epoque|d'alors)\b")
_FORMER_BEFORE = re.compile(
    r"(?:\b(?:ancien|ancienne|ex|feu|defunt|alors|former|late|then)\b[\s-]*(?:le\s|la\s|l')?|\bpredecesseur,?\s(?:le\s|la\s|l')?)$"
)
_NOT_YET = re.compile(r"\b(?:elue?|designee?|elect|pressentie?|nommee?|par interim|acting)\b")
_NOT_YET_BEFORE = re.compile(
    r"(?:\b(?:futur|future|prochain|prochaine|nouveau|nouvelle|successeur|vice|co|sous|candidat|candidate|incoming|next|deputy|adjoint|conseiller|conseillere|epouse)\b"
    r"[\s-]*(?:d[eu]\s|au\s|,\s)?(?:le\s|la\s|l')?)$"
)
_LAX = re.compile(r"\b(?:à l['’]époque|il y a \w+ ans|d['’]alors|years ago|at the time)\b")
_ENGLISH = re.compile(
    r"\b(?<!vice )(?<!Vice )(?<!former )(?<!Former )(?P<office>President|Prime Minister|Secretary of State|Foreign Minister|Foreign Secretary"
    r"|Defen[cs]e Secretary|Defen[cs]e Minister)$"
)
_ENGLISH_HEADS = ("President", "Minister", "Secretary")
_ENGLISH_OFFICES = {
    "president": frozenset({"president"}),
    "prime minister": frozenset({"premier", "ministre"}),
    "secretary of state": frozenset({"secretaire", "etat"}),
    "foreign minister": frozenset({"ministre", "affaires", "etrangeres"}),
    "foreign secretary": frozenset({"ministre", "affaires", "etrangeres"}),
    "defense secretary": frozenset({"secretaire", "defense"}),
    "defence secretary": frozenset({"ministre", "defense"}),
    "defense minister": frozenset({"ministre", "defense"}),
    "defence minister": frozenset({"ministre", "defense"}),
}


# --- names in use -----------------------------------------------------------------------------------------------------------------------


def _names_in_use(text: Text, candidates: tuple[Candidate, ...], authority: Authority, parts: tuple[Sentence, ...]) -> Iterator[Constraint]:
    """Yield a lower bound for every name that did not exist before a known day.

    Only a name in capitals that is not part of a longer one and has one sense counts: "coalition internationale" may be any coalition.
    """
    starts = [part.start for part in parts]
    covered = -1
    seen: set[str] = set()
    for candidate in candidates:
        inner, covered = candidate.end <= covered, max(covered, candidate.end)
        if inner or candidate.surface in seen:
            continue
        if (actor := _only_actor(candidate, authority)) is None or _NAME_GOES_ON.match(text.body, candidate.end):
            continue
        place = bisect_right(starts, candidate.start) - 1
        if place < 0 or parts[place].kind not in TEXT_KINDS:
            continue
        seen.add(candidate.surface)
        since = _in_use_since(candidate.surface, actor) if _NAME.match(candidate.surface) else None
        if since is not None:
            says = f"not before {since}, since when the name is in use"
            yield Constraint(
                day_sets.between(since, None),
                Rank.BOUND,
                Evidence(candidate.surface, candidate.start, candidate.end, says, f"actor/{actor.id}"),
            )


def _only_actor(candidate: Candidate, authority: Authority) -> Actor | None:
    actor = authority.actors.get(_only_named(candidate.senses) or "")
    return actor if actor is not None and actor.kind in _DATED_KINDS else None


@lru_cache(maxsize=1 << 13)
def _only_named(senses: tuple[Sense, ...]) -> str | None:
    """Return the id of the actor that a surface names if it can mean nothing else."""
    refs = {sense.ref for sense in senses if sense.kind is not SenseKind.CUE}
    if len(refs) != 1 or not any(sense.kind is SenseKind.NAME for sense in senses):
        return None
    target = refs.pop()
    return target.removeprefix(_ACTOR) if target.startswith(_ACTOR) else None


def _in_use_since(surface: str, actor: Actor) -> dt.date | None:
    """Return the earliest day on which this surface named this actor: the name's own, else the actor's."""
    folded = _tokens(surface)
    own = [name for name in actor.names if _tokens(name.text) == folded]
    if any(name.first is not None for name in own):
        return min(name.first for name in own if name.first is not None)
    if any(name.first is not None for name in actor.names):
        return None
    return actor.active_from


@lru_cache(maxsize=1 << 12)
def _tokens(name: str) -> tuple[str, ...]:
    return tuple(words.tokens(name))


_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’-]+\s.*[A-ZÀ-ÖØ-Þ]|[A-ZÀ-ÖØ-Þ][\w'’-]+\s(?:al|el|as|ach|ash)-|\w+\s\w+\s\w+")
_NAME_GOES_ON = re.compile(r"\s(?:d['’]|(?:de|du|des|en|pour)\s|[a-zà-ÿ]+(?:ien|ienne|ique|ais|aise|ois|oise|ié|iée|libre)\b)")
