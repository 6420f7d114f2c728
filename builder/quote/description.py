"""Stage 7, description: read `le diplomate algérien` or `cette mère de cinq enfants` as somebody already spoken of.

In: the words that name a speaker; what is known of a person. Out: a Description; whether it fits the person. Pure. No article behind, no record: the text
and the offices that a record lists are the only evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from builder.quote import words

_ARTICLE = re.compile(r"(?:(le|la|ce|cet|cette|the|this)\s+|(l)['’])(.+)", re.IGNORECASE | re.DOTALL)
_FEMININE = frozenset(("la", "cette"))
_MASCULINE = frozenset(("le", "ce", "cet"))
_POINTING = frozenset(("ce", "cet", "cette", "this"))
_PAIRS = (
    "chef de la diplomatie",
    "chef de l'état",
    "chef de l'etat",
    "chef du gouvernement",
    "secrétaire général",
    "secrétaire d'état",
    "premier ministre",
    "souverain pontife",
    "saint-père",
)
"""Offices of several words that other offices imply."""
_DIPLOMACY = (
    "ambassad",
    "émissaire",
    "envoyé",
    "médiat",
    "diplomat",
    "affaires étrangères",
    "représentant",
    "négociat",
    "consul",
    "envoy",
    "foreign",
)
_LEARNED = (
    "chercheu",
    "politolog",
    "géograph",
    "professeur",
    "maître de conf",
    "spécialiste",
    "analyste",
    "histori",
    "universit",
    "expert",
    "sociolog",
    "directeur de rech",
    "arabisant",
    "islamolog",
    "économist",
)
_DOCTORS = ("docteur", "chirurg", "pédiatr", "dr ", "dr.", "médecin", "anesthés", "urgentiste", "interne", "doctor", "surgeon")
_SOLDIERS = ("général", "colonel", "capitaine", "commandant", "lieutenant", "amiral", "officier", "chef d'état-major", "militaire")
_HEADS = ("président", "roi ", "émir", "sultan", "president", "king")
_LEADERS = (
    "porte-parole",
    "chef",
    "direct",
    "coordinat",
    "responsable",
    "ministre",
    "secrétaire",
    "commissaire",
    "représentant",
    "président",
    "vice-",
    "dirigeant",
    "envoyé",
    "émissaire",
)
_IMPLIED: Mapping[str, tuple[str, ...]] = MappingProxyType({
    **dict.fromkeys(("diplomate", "diplomat"), _DIPLOMACY),
    **dict.fromkeys(("émissaire", "envoyé", "médiateur", "envoy", "mediator"), ("émissaire", "envoyé", "médiat", "représentant spécial", "envoy", "mediator")),
    **dict.fromkeys(("chef de l'état", "chef de l'etat", "raïs", "dictateur", "autocrate", "despote"), _HEADS),
    **dict.fromkeys(("dirigeant", "leader", "responsable", "patron", "official"), _LEADERS),
    "cheikh": ("cheikh", "imam", "prédicateur", "mufti", "sheikh"),
    "chef de la diplomatie": ("diplomat", "affaires étrangères", "secrétaire d'état", "foreign", "secretary of state"),
    **dict.fromkeys(("souverain pontife", "saint-père"), ("pape",)),
    "ministre": ("ministre", "chef de la diplomatie", "minister"),
    "chef du gouvernement": ("premier ministre", "première ministre", "prime minister"),
    **dict.fromkeys(("chercheur", "chercheuse", "universitaire", "spécialiste", "expert", "experte", "politologue", "analyste"), _LEARNED),
    **dict.fromkeys(("pédiatre", "anesthésiste", "urgentiste", "gastro-entérologue", "cardiologue", "neurologue", "gynécologue", "dentiste"), _DOCTORS),
    **dict.fromkeys(("médecin", "docteur", "chirurgien", "praticien", "doctor"), _DOCTORS),
    **dict.fromkeys(("officier", "militaire", "gradé", "général", "colonel"), _SOLDIERS),
    **dict.fromkeys(("élu", "élue"), ("maire", "député", "sénat", "adjoint", "conseill")),
    **dict.fromkeys(("prélat", "religieux", "évêque"), ("évêque", "archevêque", "patriarche", "cardinal", "mgr", "monseigneur")),
})  # fmt: skip
"""Noun -> beginnings of what makes somebody one."""
_GENERAL = re.compile(r"(?<=secrétaire )générale?|(?<=directeur )général|(?<=directrice )générale")
"""No soldier is a general so."""
_STEM = 5
_ENDING = 3
_MOST_NAMES = 4
"""Capitals in a row beyond which words hold a name of their own."""


@dataclass(frozen=True, slots=True)
class Description:
    """A person by what he or she is: `noun` in lower case, `adjectives` right behind it, whether it points (`ce`) and its gender, None where not told."""

    noun: str
    adjectives: tuple[str, ...]
    complement: bool
    pointing: bool
    feminine: bool | None
    anybody: bool = False
    """`le Norvégien`, `l'homme`: the last who was named, in office or not."""

    @property
    def is_office(self) -> bool:
        """Say whether the noun tells an office or a rank."""
        return self.noun.partition(" ")[0] in words.OFFICES


def description(spoken: str) -> Description | None:
    """Return the description that words are, None where they name somebody, several, or no person."""
    match = _ARTICLE.fullmatch(spoken)
    if match is None:
        return None
    article = (match[1] or match[2]).lower()
    parts = match[3].replace("’", "'").replace("'", "' ").split()
    is_hers = False
    while len(parts) > 1 and parts[0].lower() in words.BEFORE_NOUN:
        is_hers = is_hers or parts[0].lower().endswith(("enne", "eille", "aute", "ale", "ite", "ande"))
        parts = parts[1:]
    while len(parts) > 1 and parts[-1].lower() in words.TIMES:
        parts = parts[:-1]
    if len(parts) == 1 and words.is_nation(parts[0]) and (match[2] or article in _FEMININE | _MASCULINE):
        return Description(parts[0].lower(), (), complement=False, pointing=True, feminine=None, anybody=True)
    if _names_somebody(parts):
        return None
    phrase = " ".join(parts).replace("' ", "'").lower()
    pair = next((pair for pair in _PAIRS if phrase.startswith(pair)), None)
    noun = pair or parts[0].lower()
    if (
        pair is None
        and phrase not in _ANYBODY
        and not (words.is_person(noun) or noun in _IMPLIED or (article in _POINTING and words.is_calling(noun)))
    ):
        return None
    rest = phrase[len(noun) :].split()
    behind = [place for place, word in enumerate(rest) if word.partition("'")[0] in _CUTS]
    adjectives = rest[: behind[0]] if behind else rest
    anybody = phrase in _ANYBODY
    feminine = True if article in _FEMININE or is_hers or noun.endswith(_HERS) else False if article in _MASCULINE else None
    return Description(noun, tuple(word.strip(",") for word in adjectives), len(behind) > 0, article in _POINTING, feminine, anybody)


_HERS = ("ière", "trice", "euse", "ienne", "enne", "ante", "ée")
"""How callings of women end, where an elided article does not tell."""
_CUTS = frozenset("de du des d à au aux en chez pour dans sur of in at from for ,".split())


def _names_somebody(parts: Sequence[str]) -> bool:
    """Say whether a name of its own stands in the words: a capital behind a small word that joins nothing, or too many in a row."""
    row = 0
    for number, part in enumerate(parts):
        before = parts[number - 1].lower() if number else ""
        row = (row if not before.endswith(",") else 0) + 1 if part[0].isupper() else 0
        if row > _MOST_NAMES or (row == 1 and before not in words.JOINTS and not part.isupper()):
            return True
    return False


def body(spoken: str) -> frozenset[str]:
    """Return the kinds of records that words like `l'ONG` or `le quotidien` may take up, none where they are more than a noun and an adjective."""
    parts = spoken.lower().replace("’", "'").replace("'", "' ").split()
    if not _BODY <= len(parts) <= _BODY + 1 or parts[0] not in {"le", "la", "l'", "the", "cette", "ce", "cet"}:
        return frozenset()
    if len(parts) > _BODY and spoken.rsplit(maxsplit=1)[-1][0].isupper():
        return frozenset()  # "le quotidien X" has a name of its own
    return _BODIES.get(parts[1], frozenset())


_ANYBODY = frozenset(("homme", "femme", "intéressé", "intéressée"))
_BODY = 2
_BODIES: Mapping[str, frozenset[str]] = MappingProxyType({
    **dict.fromkeys(("ong", "association", "observatoire", "observatory", "charity", "ngo"), frozenset(("ngo",))),
    **dict.fromkeys(("organisation", "organization", "institution", "instance"), frozenset(("ngo", "organisation", "alliance"))),
    **dict.fromkeys(("agence", "agency"), frozenset(("media", "organisation"))),
    **dict.fromkeys(("quotidien", "journal", "hebdomadaire", "chaîne", "radio", "site", "newspaper"), frozenset(("media",))),
    **dict.fromkeys(("groupe", "mouvement", "faction", "group"), frozenset(("armed_group",))),
})  # fmt: skip


def fits(said: Description, known: str) -> bool:
    """Say whether what is known of somebody (offices, the words beside the name) makes the person what the description says."""
    known = known.lower().replace("’", "'")
    stems = _IMPLIED.get(said.noun, ())
    if stems is _SOLDIERS:
        known = _GENERAL.sub("", known)
    own = said.noun if said.noun in _PAIRS else said.noun[: max(_STEM, len(said.noun) - _ENDING)]
    return any(re.search(rf"(?<!\w){re.escape(stem)}", known) for stem in (own, *stems))


def agrees(said: Description, known: str) -> bool:
    """Say whether every adjective of a description stands in what is known, in either gender."""
    known = known.lower().replace("’", "'")
    return all(adjective[: max(_STEM - 1, len(adjective) - 2)] in known for adjective in said.adjectives)
