"""Tell the tense in which a sentence speaks of a time word: "ont pris mardi" is over, "doivent voter vendredi" is to come.

In: the words before and after, in lower case (`words.lower`). Out: a Tense. Pure. Every pattern is linear; the caller passes 200 code points at most.
"""

from __future__ import annotations

import re
from enum import StrEnum

_NEAR = 5
"""How many words may stand between a verb and the time word that belongs to it."""


class Tense(StrEnum):
    """How a sentence looks at a time word."""

    PAST = "past"
    """Over and told as news: passé composé, simple past."""
    EARLIER = "earlier"
    """Before the news: pluperfect."""
    FUTURE = "future"
    """Still to come."""
    DUE = "due"
    """Expected then, over or not by now: "devaient se rencontrer", a meeting."""
    UNSURE = "unsure"
    """No verb says."""


def tense_of(before: str, after: str) -> Tense:
    """Return the tense of the verb that the time word between `before` and `after` belongs to."""
    left = _cut_left(before)
    if _SPLIT_LEFT.search(left) and _SPLIT_RIGHT.match(after):
        return Tense.PAST
    return _nearest_left(left) or _first_right(left, after) or Tense.UNSURE


def _cut_left(before: str) -> str:
    """Keep what follows the last strong mark or weekday: a verb before them belongs to something else."""
    marks = list(_BARRIER.finditer(before))
    while marks and _ALTERNATIVE.fullmatch(before, marks[-1].end()):
        before = before[: marks.pop().start()]
    return before[marks[-1].end() :] if marks else before


def _nearest_left(left: str) -> Tense | None:
    """Return the tense of the last verb before the time word, None if there is none, or none that is near enough."""
    found = [(match.end(), match.lastgroup or "") for match in _VERBS.finditer(left)]
    if not found:
        return None
    end, name = found[-1]
    gap = left[end:]
    distance = len(_WORD.findall(gap))
    tense = Tense(name)
    if tense is Tense.FUTURE:
        return tense if distance <= 3 * _NEAR else None
    if _MEETING.search(gap):
        return Tense.DUE
    return tense if distance <= _NEAR else Tense.UNSURE


def _first_right(left: str, after: str) -> Tense | None:
    """Return the tense of the first verb after a time word that opens its clause."""
    if len(_WORD.findall(left)) > 2 * _NEAR:
        return None
    barrier = _RIGHT_BARRIER.search(after)
    found = _VERBS.search(after[: barrier.start()] if barrier else after)
    return Tense(found.lastgroup or Tense.UNSURE) if found else None


_EXPECTED = r"(?:prévu|attendu|programmé|fixé|convoqué|censé|appelé|lieu\b)"
_PARTICIPLE = (
    rf"(?:(?!{_EXPECTED})(?:[a-zà-ÿœ]{{2,}}(?:é|ée|és|ées|i|ie|is|ies|it|ite|its|ites|u|ue|us|ues|ert|erte|erts|ertes|[aeo]int|[aeo]inte|[aeo]ints|ort|orte|orts|ortes)"
    r"|mis|mise|mises|pris|prise|prises|dit|fait|eu|vu|tu|lu|né))"
)
_ADVERBS = r"(?:\s(?:été|également|aussi|par\sailleurs|encore|déjà|de\snouveau|à\snouveau|pas|plus|ensuite|toutefois|néanmoins|donc|notamment|en\soutre|pour\ssa\spart|ainsi|[a-zà-ÿ]+ment)){0,3}"
_FUTURE = (
    r"(?!(?:re|at|é)?tir|(?:in|re|a|ex|con)spir|aspir|expir|soupir|admir|désir|chavir|vir|mir|tour|entour)"
    r"[a-zà-ÿ]{2,}(?:[ei]r|dr|ttr|pourr|verr|courr|mourr|suivr|vivr|ecevr|oudr)(?:a|ait|aient|ont)"
)
_VERBS = re.compile(
    rf"""\b(?:
      (?P<due>(?:devai(?:t|ent)|allai(?:t|ent)|pouvai(?:t|ent))\b|(?:était|étaient|avait\sété|avaient\sété)\s(?:initialement\s)?(?:prévu|attendu|programmé|fixé)e?s?
        |(?:serait|seraient){_ADVERBS}\s{_PARTICIPLE}\b|annulée?s?|reportée?s?|was\sto|were\sto|had\sbeen\s(?:due|scheduled|expected))
    | (?P<earlier>(?:avai(?:t|ent)|s'étai(?:t|ent)|étai(?:t|ent)){_ADVERBS}\s(?:{_PARTICIPLE})\b|had\s(?:been\s)?[a-z]+(?:ed|en|wn|ld|id|ut)\b)
    | (?P<past>(?:a|ont|est|sont|s'est|se\ssont|ai|avons|avez|ayant|aurait|auraient|s'être|avoir){_ADVERBS}\s(?:{_PARTICIPLE})\b
        |[a-zà-ÿ]{{3,}}(?:èrent|irent)\b|(?<=[a-zà-ÿ]\s)(?!{_EXPECTED})[a-zà-ÿœ]{{2,}}(?:é|ée|és|ées)(?:\s(?:le|la|en|au|du|dès|depuis))?\s?$|(?!étai|avai|devai|allai|pouvai)[a-zà-ÿ]{{2,}}[a-qs-zà-ÿ](?:ait|aient)\b|fut\b|furent\b|eut\slieu\b
        |(?:[a-z]{{2,}}ed|said|told|took|began|were|was|struck|hit|fell|met|made|came|went|held|left|won|lost|has\sbeen|have\sbeen|has\s[a-z]+ed)\b)
    | (?P<future>(?<!après\s)(?:sera|seront|être){_ADVERBS}\s{_PARTICIPLE}\b
        |(?:doi(?:t|vent)|va|vont|s'apprête(?:nt)?|compte(?:nt)?|prévoi(?:t|ent)|envisage(?:nt)?|prévue?s?|attendue?s?|programmée?s?|convoquée?s?)\b
        |(?:sera|aura|ira|fera|pourra|devra|viendra|tiendra|verra|voudra|faudra|saura)(?:it|ient|i)?\b|(?:seront|auront|iront|feront|pourront|devront)\b
        |{_FUTURE}\b
        |(?:will|would|shall|(?:is|are)\s(?:due|expected|scheduled|set|planned|to)|planned|scheduled)\b)
    )""",
    re.VERBOSE,
)
_BARRIER = re.compile(
    r"[;:()«»“”\"]|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
_ALTERNATIVE = re.compile(r"(?:\s(?:matin|midi|après-midi|soir|morning|afternoon|evening|night))?,?\s(?:ou|et|or|and|puis)\s")
"""Between "mardi soir" and "mercredi matin": both belong to one verb."""
_RIGHT_BARRIER = re.compile(r"[;()]|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b")
_MEETING = re.compile(
    r"\b(?:réunion|rencontre|entrevue|vote|scrutin|sommet|entretiens?|pourparlers|négociations|discussions|conférence|session|visite|reprise|report|meeting|talks|summit)\b",
)
_SPLIT_LEFT = re.compile(r"\b(?:a|ont|est|sont|s'est|se sont),?\s$")
_SPLIT_RIGHT = re.compile(rf",?\s(?:{_PARTICIPLE})\b")
_WORD = re.compile(r"\w+")
