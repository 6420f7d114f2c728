"""Names that no record knows: capitals where French and English put none. They are shown to people, never linked. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from builder.credits import credit
from builder.folding import fold
from builder.model import Block, BlockKind, Mention, Unresolved
from builder.name.scene import Scene
from builder.name.words import NO_FIRST_NAMES

_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w]*"
_NAME = re.compile(
    r"[^\W\d_b-df-zß-öø-ÿ](?<![\w-].)(?<!\w[^\Wu]['’].)(?<!\W['’].)"  # the first letter, a capital or the one of an article, before all else: so that the rest is skipped fast
    rf"(?:(?<=[aeAE])[lnstdrz]-{_CAPITALISED}|(?<![ae])\w*)(?:[-'’]{_CAPITALISED})*"
    rf"(?:\s(?:(?:al|el|ben|ibn|de|von|van|abou|abdel)[\s-]|[ae]l-)?{_CAPITALISED}(?:[-'’]{_CAPITALISED})*)*"
)
_ELIDED = re.compile(r"(?:[LDJNSMCT]|Qu|Lorsqu|Puisqu|Jusqu)['’]", re.IGNORECASE)
_BEFORE_A_SENTENCE = '.!?:…«“"(–—•|]'
_ACRONYM = re.compile(r"[A-ZÀ-Ý]{2,}[A-ZÀ-Ý0-9-]*$")
_TITLE_BEFORE = re.compile(r"\b(?:M|MM|Mr|Mrs|Dr)\.$")
_NAMING_BEFORE = re.compile(r"\b(?:rue|quartier|place|hôpital|village|ville)\s(?:d[eu]s?\s(?:la\s)?|d['’])$", re.IGNORECASE)
_PLURAL_BEFORE = re.compile(
    r"\b(?:les|des|aux|ces|ses|leurs|nos|entre|aucuns?|\d+|the|(?:\w+aines|\w*milliers|millions|beaucoup|nombre|plus|moins|peu|trop|tant|groupes?|familles?)\sde)\s$",
    re.IGNORECASE,
)
_LONGEST_ENDING = 7  # of an inhabitant
_DEMONYM = re.compile(
    r"(?:ians?|ish|ese|[a-z]cans?|French|Germans?|Greeks?|Dutch|Swiss|Arabs?|Iraqis?|Qataris?|Saudis?|Israelis?|Kurds?|Turks?|iens?|iennes?|ais|aises?|ois|oises?|[^r]ains?|aines?|istes?|ites?|eurs?)$"
)
_ORDINARY = frozenset(
    "etat etats dieu allah republique nord sud est ouest internet parlement assemblee occident ramadan noel premier ministre m mm mme dr mr mrs ms shi i he the a".split()
)
_NO_NAMES = _ORDINARY | NO_FIRST_NAMES
_OPENER = re.compile(r"(\w+)\s+")
_SOMEBODY_BEHIND = re.compile(
    r",\s(?:\d{1,2}\sans\b|(?:(?:un|une|le|la|a|an|the)\s)?(?:jeune\s|ancien(?:ne)?\s|young\s|former\s)?(?:étudiante?|médecin|infirmi[eè]re?|chirurgien|avocate?|enseignante?|instituteur|institutrice|"
    r"habitante?|militante?|activiste|combattant|rebelle|soldat|boulanger|épicier|chauffeur|coiffeu[rs]e?|commerçante?|ouvri[eè]re?|ingénieure?|journaliste|photographe|secouriste|bénévole|père|mère|réfugiée?|déplacée?|veuve|"
    r"student|doctor|nurse|teacher|lawyer|activist|fighter|baker|driver|shopkeeper|engineer|father|mother|resident)\b)"
)
"""An age or a calling in apposition: a name of one word may then open its sentence."""
_ACTS = re.compile(r"\s(?:(?:n['’]|ne\s|s['’]|se\s|lui\s|y\s|en\s)?(?:[^\W\d_A-Z]{3,}(?:ait|era|erait)|a|avait|était|dit|écrit)\b)")
_NOBODY = frozenset(
    "rien chacun chacune personne quiconque nul nulle tout rien autrui cela certes guere combien jadis naguere hormis".split()
)
"""What opens a sentence without an article before its verb, and is no name."""

_NEAR = 20
"""How many code points before a name say whether it opens a sentence, or is a plural."""


def unknown_names(scene: Scene, decided: list[Mention | Unresolved]) -> Iterator[Unresolved]:
    """Yield runs of capitalised words that nothing decided covers.

    One word alone counts within a sentence, elsewhere only if the text has it within one too, and not where it looks like an inhabitant ("les Azuréens") or an ordinary word with a capital.
    """
    starts = [item.start for item in decided]
    ends = [item.end for item in decided]
    sure = {item.end for item in decided if isinstance(item, Mention)}
    told: set[str] = set()
    doubtful: list[Unresolved] = []
    for block in scene.blocks:
        given = credit(scene.text, block) or (block.end, block.end)
        for match in _NAME.finditer(scene.text.body, block.start, block.end):
            if given[0] <= match.start() < given[1] or _is_covered(match.end() - 1, match.end(), starts, ends):
                continue
            found = None if block.kind is BlockKind.HEADLINE else _unknown(scene, block, match, starts, ends, sure)
            if found is not None:
                told.add(found.surface)
                yield found
            elif len(match[0]) > _SHORTEST:
                doubtful.append(Unresolved(*match.span(), match[0]))
    # headlines capitalise as they like, and so does the first word of a sentence: there, what the text itself calls a name
    yield from (name for name in doubtful if name.surface in told and not _is_covered(name.start, name.end, starts, ends))


_SHORTEST = 3
"""Letters up to which a word with a capital is no name where others have one too."""


def _is_covered(start: int, end: int, starts: list[int], ends: list[int]) -> bool:
    """Say whether what is decided has a part of a stretch."""
    index = bisect_right(starts, end - 1) - 1
    return index >= 0 and ends[index] > start


def _unknown(scene: Scene, block: Block, match: re.Match[str], starts: list[int], ends: list[int], sure: set[int]) -> Unresolved | None:
    (start, end), surface = match.span(), match[0]
    if "'" in surface or "’" in surface:
        while elided := _ELIDED.match(scene.text.body, start, end):
            start = elided.end()
    if _is_covered(start, end, starts, ends):
        start = _behind(scene, start, end, ends[bisect_right(starts, end - 1) - 1], sure)
        if start == end or _is_covered(start, end, starts, ends):
            return None
    before = scene.text.body[max(block.start, start - _NEAR) : start].rstrip()
    opens = not before or (before[-1] in _BEFORE_A_SENTENCE and not _TITLE_BEFORE.search(before))
    if before.endswith("(") and _ACRONYM.match(match[0]) and scene.text.body[end : end + 1] == ")":
        opens = False  # "le Bureau du port (BP)"
    while opens and (opener := _OPENER.match(scene.text.body, start, end)) and fold(opener.group(1)) in NO_FIRST_NAMES:
        start, opens = opener.end(), False
    surface = scene.text.body[start:end]
    before = scene.text.body[max(block.start, start - _NEAR) : start]
    if not (_opens_as_a_name(scene.text.body, end, surface) if opens else _is_name(before, surface)):
        return None
    return Unresolved(start, end, surface) if len(surface) > 1 and surface[0].isupper() | ("-" in surface) else None


def _opens_as_a_name(body: str, end: int, surface: str) -> bool:
    """Say whether what opens a sentence is a name: two words and more, "Rami, étudiant en droit, ...", "Nivôse écrivait, ..."."""
    if " " in surface:
        return True
    if fold(surface) in _NO_NAMES:
        return False
    acts = len(surface) > _SHORTEST and not surface.endswith("er") and fold(surface) not in _NOBODY and _ACTS.match(body, end)
    return bool(acts) or _SOMEBODY_BEHIND.match(body, end) is not None


def _behind(scene: Scene, start: int, end: int, reached: int, sure: set[int]) -> int:
    """Return where a name begins behind what is decided: "Oda Lund" in "Ramla Oda Lund", "Sablon" in "Vieille Ville de Sablon"; else the end."""
    tail = _TAIL.match(scene.text.body, reached, end) if start < reached < end else None
    return tail.end() if tail and (tail["of"] or reached in sure) else end


_TAIL = re.compile(r"\s(?P<of>de\s|d['’])?(?=[^\W\d_a-zß-öø-ÿ])")


def _is_name(before: str, surface: str) -> bool:
    if " " in surface:
        return True
    if fold(surface) in _NO_NAMES or len(surface) < 2:
        return False
    if "-" in surface or _NAMING_BEFORE.search(before):
        return True
    return not (_DEMONYM.search(surface[-_LONGEST_ENDING:]) or (surface.endswith("s") and _PLURAL_BEFORE.search(before)))
