"""Beside the line, suggest: names that no record knows, for a person to decide upon. Nothing is ever linked by it.

In: all Articles, the Authority, and perhaps names that a statistical model saw. Out: Suggestions, the most frequent name first, each with the sentences
that it stands in, the known names nearest to it, and a record to complete. Pure.

Of what a name denotes, only the words around it tell: "le village de X", "le général X", "X, un hameau". Where they tell nothing, or several things
as often, that is left to the person.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from builder.access import shown_blocks
from builder.folding import WORD, fold, skeleton
from builder.model import TEXT_KINDS, Actor, Article, Authority, RefKind
from builder.schema import KINDS
from builder.sentences import sentence_spans

CONTEXTS = 3
"""Sentences shown of each name, of as many articles as there are."""

NEAREST = 3
"""Known names shown beside an unknown one."""

NEAR = 80
"""From which score on (0 to 100) a known name is near."""

_SHORTEST_SKELETON = 5
"""Below this many letters two different names share a skeleton too often."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name seen in an article's clean text (code points, half open). `label` is what a model calls it, None where rules saw it."""

    start: int
    end: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence that an unknown name stands in."""

    article: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """A known name, whose it is, and how near it is: 100 is the same."""

    name: str
    ref: str
    score: int


@dataclass(frozen=True, slots=True)
class Guess:
    """What a name seems to denote, and the words that say so. `kind` is None where they tell only that it is a place."""

    folder: str
    kind: str | None
    words: str
    article: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An unknown name: its usual spelling, the others, how often and in how many articles it stands, and what there is to decide by.

    `labels` count what a model called it; `path` and `record` are the file to make, its kind left open where `guess` is None.
    """

    name: str
    spellings: tuple[str, ...]
    occurrences: int
    articles: int
    contexts: tuple[Context, ...]
    nearest: tuple[Nearest, ...]
    guess: Guess | None
    labels: tuple[tuple[str, int], ...]
    path: str
    record: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The first of all unknown names; `total` says how many there are."""

    total: int
    names: tuple[Suggestion, ...]


def suggest(
    articles: Sequence[Article], authority: Authority, seen: Mapping[str, tuple[Sighting, ...]] | None = None, limit: int = 20
) -> Suggestions:
    """Return the names that no record knows.

    Args:
        articles: n >= 0 articles; what of them may not be shown is passed over.
        authority: the records, for known names near to the unknown ones.
        seen: article id -> names that a model saw besides those unresolved; those that a record has by this very name are left out.
        limit: how many are returned, those that stand most often first, then in as many articles, then in the order of the alphabet.
    """
    found: dict[str, list[tuple[Article, Sighting]]] = defaultdict(list)
    known = _known_names(authority)
    for article in articles:
        rules = (Sighting(item.start, item.end) for item in article.naming.unresolved if not item.candidates)
        for sighting in _shown(article, (*rules, *(seen or {}).get(article.id, ()))):
            name = _key(article.text.body[sighting.start : sighting.end])
            if name and (sighting.label is None or name not in known):
                found[name].append((article, sighting))
    words = _words(articles, [name for name in found if " " not in name])
    names = {name: places for name, places in found.items() if words[name] < len(places) and name not in _CALENDAR}
    ranked = sorted(names.items(), key=lambda item: (-len(item[1]), -len({article.id for article, _ in item[1]}), item[0]))
    return Suggestions(len(ranked), tuple(_suggestion(name, places, authority, known) for name, places in ranked[:limit]))


def _words(articles: Sequence[Article], names: Collection[str]) -> Counter[str]:
    """Count how often the articles write each of these without a capital: what they write so as often as not is a word, not a name."""
    wanted = frozenset(names)
    written = (word for article in articles for word in _SMALL.findall(article.text.body))
    return Counter(key for word in written if (key := fold(word)) in wanted)


_SMALL = re.compile(r"(?<![^\W_])[a-zß-öø-ÿœ][^\W_]*")
_CALENDAR = frozenset(
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday".split()
)
"""English days and months are always written with a capital."""


def _shown(article: Article, sightings: Iterable[Sighting]) -> Iterator[Sighting]:
    """Give the sightings in blocks that may be shown."""
    blocks = [block for block in shown_blocks(article) if block.kind in TEXT_KINDS]
    for sighting in sightings:
        if any(block.start <= sighting.start and sighting.end <= block.end for block in blocks):
            yield sighting


@lru_cache(maxsize=1 << 14)
def _key(surface: str) -> str:
    """Return what the spellings of one name share: case, accents and what joins its words do not count."""
    return " ".join(map(fold, WORD.findall(surface)))


def _suggestion(name: str, found: list[tuple[Article, Sighting]], authority: Authority, known: Mapping[str, Nearest]) -> Suggestion:
    spellings = Counter(article.text.body[place.start : place.end] for article, place in found)
    usual, *others = sorted(spellings, key=lambda surface: (-spellings[surface], surface))
    guess = _guess(found)
    path = _free_path(name, guess, authority)
    labels = Counter(place.label for _, place in found if place.label)
    return Suggestion(
        name=usual,
        spellings=tuple(others),
        occurrences=len(found),
        articles=len({article.id for article, _ in found}),
        contexts=tuple(_contexts(found)),
        nearest=tuple(_nearest(name, known)),
        guess=guess,
        labels=tuple(sorted(labels.items(), key=lambda item: (-item[1], item[0]))),
        path=path,
        record=_record(usual, others, guess),
    )


def _contexts(found: list[tuple[Article, Sighting]]) -> Iterator[Context]:
    """Give sentences of different articles first, each sentence once."""
    turns: Counter[str] = Counter()
    ranked: list[tuple[int, int, Article, Sighting]] = []
    for article, place in found:
        ranked.append((turns[article.id], len(ranked), article, place))
        turns[article.id] += 1
    contexts = (Context(article.id, _sentence(article, place)) for _, _, article, place in sorted(ranked, key=lambda item: item[:2]))
    yield from list(dict.fromkeys(contexts))[:CONTEXTS]


def _sentence(article: Article, place: Sighting) -> str:
    start, end = _around(article, place)
    return " ".join(article.text.body[start:end].split())


def _around(article: Article, place: Sighting) -> tuple[int, int]:
    """Return the sentence in which a name begins."""
    block = next(block for block in article.text.blocks if block.start <= place.start < block.end)
    spans = sentence_spans(article.text.body, block.start, block.end)
    start, end = next((span for span in spans if place.start < span[1]), (block.start, block.end))
    return start, max(end, place.end)


# --- what it may denote -----------------------------------------------------------------------------------------------------------------

_PERSON = (
    r"M\.|MM\.|Mme|Mlle|Dr|Me|Mgr|Mr\.?|Mrs\.?|Ms\.?|docteur|professeur|général|colonel|commandant|capitaine|lieutenant|sergent|cheikh|émir"
    r"|imam|mollah|président|présidente|ministre|préfet|sous-préfet|député|députée|sénateur|maire|ambassadeur|ambassadrice|diplomate|homologue"
    r"|porte-parole|opposant|militant|militante|activiste|journaliste|photographe|chercheur|chercheuse|médecin|chirurgien|infirmier|infirmière"
    r"|avocat|avocate|habitant|habitante|entraîneur|spokesman|spokeswoman|General|Colonel|Captain|activist|doctor|resident"
)
_SITE = (
    r"hôpital|clinique|hôtel|école|lycée|université|mosquée|église|prison|place|rond-point|marché|souk|usine|camp|caserne|château|hospital"
)
_FORCE = r"brigade|bataillon|milice|katiba|faction|groupe armé|groupe rebelle|battalion|militia"
LEADS: tuple[tuple[str, str, str], ...] = (
    ("actor", "person", _PERSON),
    ("place", "village", r"village|hameau|bourgade|hamlet"),
    ("place", "city", r"ville|localité|city|town"),
    ("place", "neighbourhood", r"quartier|faubourg|neighbou?rhood"),
    ("place", "district", r"district|arrondissement"),
    ("place", "governorate", r"gouvernorat|province|governorate"),
    ("place", "region", r"région|plaine|montagne|vallée|region"),
    ("place", "road", r"rue|avenue|boulevard|route|autoroute|street|road|highway"),
    ("place", "river", r"rivière|fleuve|river"),
    ("place", "crossing", r"poste-frontière|point de passage|border crossing|crossing"),
    ("place", "airport", r"aéroport|base aérienne|aérodrome|airport|airbase"),
    ("place", "site", _SITE),
    ("actor", "armed_group", _FORCE),
    ("actor", "military", r"régiment|division|corps d['’]armée"),
    ("actor", "ngo", r"ONG|association|organisation non gouvernementale|fondation|NGO|charity"),
    ("actor", "media", r"journal|quotidien|hebdomadaire|magazine|chaîne|radio|télévision|agence|newspaper|channel"),
    ("actor", "alliance", r"coalition|alliance"),
    ("actor", "organisation", r"organisation|parti|syndicat|institut|comité|conseil|centre|bureau|mouvement|party|council"),
)
"""Folder, kind, and the words that announce one: before the name, perhaps with "de", or behind a comma after it."""

_OF = r"(?:(?:de|of)\s+(?:la\s+|l['’]\s?|the\s+)?|du\s+|des\s+|d['’]\s?)"
_BEFORE = tuple(
    (folder, kind, re.compile(rf"(?<![\w-])(?:{words})(?:,?\s+|\s+{'' if kind == 'person' else _OF})[«“\"]?\s?$"))
    for folder, kind, words in LEADS
)
_AFTER = tuple(
    (folder, kind, re.compile(rf"\s?[»”\"]?,\s(?:(?:un|une|le|la|a|an|the)\s|l['’])(?:[\w-]+\s)?(?:{words})(?![\w-])"))
    for folder, kind, words in LEADS
)
_OFFICE = re.compile(rf",\s(?:{_PERSON})\s(?:de|du|des|of)\b|,\s(?:{_PERSON})\sd['’]")
_AGED = re.compile(r",\s(?:âgée?\sde\s)?\d{1,2}\sans\b")
_WHERE = re.compile(
    r"(?<![\w-])(?:depuis|vers|jusqu['’]à|près d(?:e\s|['’])|(?:au nord|au sud|à l['’]est|à l['’]ouest)(?:-est|-ouest)? d(?:e\s|['’])|en direction d(?:e\s|['’])"
    r"|aux environs d(?:e\s|['’])|near|towards)\s?$"
)
"""Words before a name that is a place of whatever kind."""


def _guess(found: list[tuple[Article, Sighting]]) -> Guess | None:
    """Return what the words around say most often, None where they say nothing, or two things as often."""
    guesses = [guess for article, place in found if (guess := _said(article, place))]
    counts = Counter((guess.folder, guess.kind) for guess in guesses).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return None
    return next(guess for guess in guesses if (guess.folder, guess.kind) == counts[0][0])


def _said(article: Article, place: Sighting) -> Guess | None:
    """Return what the words around one occurrence say: the lead nearest before it, else what stands behind."""
    body = article.text.body
    start, end = _around(article, place)
    name = body[place.start : place.end]
    before, after = body[max(start, place.start - 60) : place.start], body[place.end : min(end, place.end + 60)]
    leads = [(match.start(), folder, kind) for folder, kind, lead in _BEFORE if (match := lead.search(before))]
    if leads:
        at, folder, kind = max(leads)
        return Guess(folder, kind, before[at:] + name, article.id)
    if behind := _behind(name, after):
        folder, kind, words = behind
        return Guess(folder, kind, name + words, article.id)
    where = _WHERE.search(before)
    return Guess("place", None, where.group() + name, article.id) if where else None


def _behind(name: str, after: str) -> tuple[str, str, str] | None:
    """Return folder, kind and words of what stands behind a name; one word alone is no person by it, as the comma may close anything."""
    has_two = " " in name
    for folder, kind, lead in _AFTER:
        if (has_two or kind != "person") and (match := lead.match(after)):
            return folder, kind, match.group()
    match = _AGED.match(after) or (_OFFICE.match(after) if has_two else None)
    return ("actor", "person", match.group()) if match else None


# --- known names near to it -------------------------------------------------------------------------------------------------------------


def _known_names(authority: Authority) -> dict[str, Nearest]:
    """Return all names that denote a record by themselves: the key of each -> the name."""
    kinds = ((RefKind.ACTOR, authority.actors), (RefKind.PLACE, authority.places), (RefKind.OUTLET, authority.outlets))
    found: dict[str, Nearest] = {}
    for kind, records in kinds:
        for record in records.values():
            short = record.short if isinstance(record, Actor) else ()
            for name in (*(dated.text for dated in record.names), *short, *([record.name_en] if record.name_en else [])):
                found.setdefault(_key(name), Nearest(name, f"{kind}/{record.id}", 0))
    return found


def _nearest(name: str, known: Mapping[str, Nearest]) -> Iterator[Nearest]:
    """Give the nearest known names, one a record, the nearest first."""
    scores = process.extract(name, {key: key for key in known}, scorer=_likeness, score_cutoff=NEAR, limit=4 * NEAREST)
    best: dict[str, Nearest] = {}
    for _, score, key in sorted(scores, key=lambda item: (-item[1], item[2])):
        near = known[key]
        best.setdefault(near.ref, Nearest(near.name, near.ref, round(score)))
    yield from list(best.values())[:NEAREST]


def _likeness(one: str, other: str, **_options: object) -> float:
    """Return how alike two names are, by their letters, or by what all spellings of an Arabic name share; 0 to 100."""
    if abs(len(one) - len(other)) > max(len(one), len(other)) // 2:
        return 0.0
    here, there = _skeleton(one), _skeleton(other)
    by_sound = fuzz.ratio(here, there) - 2 if min(len(here), len(there)) >= _SHORTEST_SKELETON else 0.0
    return max(fuzz.token_sort_ratio(one, other), by_sound)


@lru_cache(maxsize=1 << 14)
def _skeleton(name: str) -> str:
    return "".join(map(skeleton, name.split()))


# --- the record to complete -------------------------------------------------------------------------------------------------------------


def _free_path(name: str, guess: Guess | None, authority: Authority) -> str:
    """Return where the record would stand: under an id that no record has."""
    folder = guess.folder if guess else "actor"
    taken = authority.actors.keys() if folder == "actor" else authority.places.keys()
    ident = re.sub(r"[^a-z0-9]+", "-", name).strip("-")[:70].strip("-") or "nom"
    number = 1
    while (free := ident if number == 1 else f"{ident}-{number}") in taken:
        number += 1
    return f"archive/{folder}s/{free}.md"


def _record(name: str, others: list[str], guess: Guess | None) -> str:
    """Return the file of a record: what is not known of it is left to the person, with a comment."""
    kind = _kind_line(guess)
    names = f"names: {json.dumps(others, ensure_ascii=False)}\n" if others else ""
    return (
        f"---\nname: {json.dumps(name, ensure_ascii=False)}\n{kind}{names}sources: []  # where this is known from, one item a source\n---\n"
    )


def _kind_line(guess: Guess | None) -> str:
    """Return the line of the kind, with the words that tell it, or with what there is to choose from."""
    places, actors = ", ".join(KINDS["place"]), ", ".join(KINDS["actor"])
    if guess is None:
        return f"kind:  # of an actor: {actors}\n#       of a place, in archive/places/: {places}\n"
    words = f"{_one_line(guess.words)} ({guess.article})"
    return f"kind: {guess.kind}  # {words}\n" if guess.kind else f"kind:  # {places}\n#       {words}\n"


def _one_line(words: str) -> str:
    return " ".join(words.split())


# --- telling ----------------------------------------------------------------------------------------------------------------------------


def as_json(found: Suggestions) -> dict[str, object]:
    """Return all of it as plain data."""
    return asdict(found)


def as_text(found: Suggestions) -> str:
    """Return a report for people."""
    if not found.total:
        return "no unknown names\n"
    head = f"{found.total} unknown name{'s' if found.total > 1 else ''}"
    shown = f"; the {len(found.names)} most frequent" if found.total > len(found.names) else ""
    return f"{head}{shown}:\n" + "".join(f"\n{_told(name)}" for name in found.names)


def _told(name: Suggestion) -> str:
    where = f"{name.articles} articles" if name.articles > 1 else "one article"
    times = f"{name.occurrences} times in {where}" if name.occurrences > 1 else "once"
    lines = [f"{name.name}  ({times})"]
    if name.spellings:
        lines.append(f"  also written: {', '.join(name.spellings)}")
    lines += [f"  {context.article}: {context.sentence}" for context in name.contexts]
    if name.nearest:
        lines.append("  near: " + ", ".join(f"{near.name} ({near.ref}, {near.score} %)" for near in name.nearest))
    if name.labels:
        lines.append("  the model says: " + ", ".join(f"{label} ({count})" for label, count in name.labels))
    lines.append(f"  {name.path}")
    lines += [f"    {line}" for line in name.record.splitlines()]
    return "\n".join(lines) + "\n"
