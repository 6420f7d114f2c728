"""Surfaces that look like a name and are none: English adjectives, and one half of a compound that nobody knows. Pure."""

from __future__ import annotations

import re

from builder.folding import fold
from builder.gazetteer import plain_form
from builder.model import BlockKind, Candidate, SenseKind
from builder.name.scene import Scene, full_name, kinds_of
from builder.name.words import OPENERS

_ENDINGS = ("ian", "ean", "ish", "ese", "ien", "ienne", "iennes", "iens", "aise", "aises", "oise", "oises")
_NO_NAMES = frozenset({SenseKind.ROLE, SenseKind.SHORT})
_SENTENCE_ENDS = (". ", "! ", "? ", "… ", "« ", "“", '"', "«\u202f", "«\xa0")
_TELLING = 7
"""Letters of a word from which on it is hardly another that happens to look so."""
_NEARBY = 4_000
_LEADING_WORD = re.compile(
    r"(?:\W(?:à|a|de|du|des|en|dans|vers|sur|depuis|entre|et|ou|ni|comme|par|pour|contre|sous|près|chez|autour|jusque|quartiers?|villages?|villes?|localité|province|camp|bastion|rue|route|aéroport|base|"
    r"the|in|at|of|to|from|and|or|near|around|on|into|towards?|outside|inside|via|town|village|city|district)\s|[,(–—/]\s?|(?:d|l|qu)['’])(?:\w{1,3}[-\u2010\u2011])?$"
)
"""What may stand before a name within its sentence: a preposition, a joiner, the kind of a thing."""
_WORD = re.compile(r"[^\W\d_]+")
_HYPHENS = frozenset({"-", "\u2010", "\u2011"})
_HALF_BEFORE = re.compile(r"(?<![\w'’-])([^\W\d_a-zß-öø-ÿ][\w'’]+)[-\u2010\u2011]$")
_NUMBER_BEHIND = re.compile(
    r"\s(?:\d|1\d|2[0-4])(?=\s?(?:[:;.!?»)]|,\s|$)|\s(?:et|a|que|qui|pour|où|aussi|est|ont|avait|diffuse|montre|and)\b)"
)
_WORD_BEHIND = re.compile(r"\s([^\W\d_a-zß-öø-ÿ][\w'’]+)")
_BODY_BEHIND = re.compile(
    r"(?:\s[^\W\d_a-zß-öø-ÿ][\w'’-]*){0,2}\s(?:Institute?|Cent(?:er|re)|University|Times|Post|Club|FC|SC|Hospital|Bank|Council|Foundation|Airlines|Airways|Match|Soir|"
    r"Presse|Media|News|TV|Radio|School|College|Group|Agency|Palace|Hotel|Saint-\w+|Festival|Watch|Tribune|Herald|Review|Star|Observer|Committee|Association)\b"
)
_IN_A_BODY = re.compile(
    r"\W(?:le|la|du|au|un|une|ce|association|collectif|ong|agence|société|groupe|chaîne|site|compagnie|club|festival|radio|journal|revue|fondation|réseau|comité)\s$"
)
"""No town has an article of its own: what it leads to is a body or a paper."""
_NO_PARTS = OPENERS | frozenset(
    "province city governorate district village old east west north south eastern western international airport est ouest nord sud".split()
)
_HALF_BEHIND = re.compile(r"[-\u2010\u2011]([^\W\d_a-zß-öø-ÿ][\w'’]+)")


def is_ordinary(scene: Scene, candidate: Candidate) -> bool:
    """Say whether nothing but a loose spelling makes a name of a word, and no word leads to one: "le prix Nobel" is not the village Nobal."""
    surface = candidate.surface
    if any(sense.exact or sense.kind in _NO_NAMES for sense in candidate.senses) or _WORD.fullmatch(surface) is None or surface.isupper():
        return False
    if surface.endswith(_ENDINGS) and len(surface) > len(_ENDINGS[0]):
        return True  # "Syldavian" is not the village Syldaviane
    plain = plain_form(surface)
    if any(plain == plain_form(written) for sense in candidate.senses for written in scene.written(sense.ref)):
        return False
    brink = scene.brink(candidate.start)
    if brink.endswith(_SENTENCE_ENDS):
        around = scene.text.body[max(0, candidate.start - _NEARBY) : candidate.start + _NEARBY]
        return len(surface) < _TELLING and around.count(f" {surface}") <= (candidate.start > scene.block(candidate.start).start)
    return _LEADING_WORD.search(brink) is None


def cuts_a_name(scene: Scene, candidate: Candidate) -> bool:
    """Say whether an office ends within a longer name: "chef de l'armée de Ramla" where the text goes on "de Ramla-Plage"."""
    return SenseKind.ROLE in kinds_of(candidate) and any(
        other.start < candidate.end < other.end and full_name(other) for other in scene.near(candidate, 0)
    )


def is_half_a_name(scene: Scene, candidate: Candidate) -> bool:
    """Say whether a hyphen joins a name to a capitalised word that no record knows: "l'association Brest-Ramla"; not "l'axe Ramla-Sidon"."""
    body, start, end = scene.text.body, candidate.start, candidate.end  # a look at the neighbouring letters spares most of the rest
    before = _HALF_BEFORE.search(scene.left(start)) if body[start - 1 : start] in _HYPHENS else None
    if before is not None and not _is_known(scene, candidate.start - len(before[0]), candidate):
        return True
    if body[end + 1 : end + 2].isdecimal() and _NUMBER_BEHIND.match(scene.right(end)):
        return True  # "Syldavie 2": a channel, a university
    behind = _HALF_BEHIND.match(scene.right(end)) if body[end : end + 1] in _HYPHENS else None
    return behind is not None and not _is_known(scene, candidate.end + 1, candidate)


def opens_a_name(scene: Scene, candidate: Candidate) -> bool:
    """Say whether a town's or land's name opens a longer one that no record knows: "le Ramla Institute", "Ramla Saint-Paul"; not "à Ramla Oda Lund"."""
    body, end = scene.text.body, candidate.end
    if body[end : end + 1] != " " or not body[end + 1 : end + 2].isupper() or scene.block(candidate.start).kind is BlockKind.HEADLINE:
        return False
    behind = _WORD_BEHIND.match(scene.right(end))
    if behind is None or fold(behind[1]) in _NO_PARTS or _is_known(scene, end + 1, candidate):
        return False
    return _BODY_BEHIND.match(scene.right(end)) is not None or _IN_A_BODY.search(scene.brink(candidate.start)) is not None


def _is_known(scene: Scene, start: int, candidate: Candidate) -> bool:
    """Say whether a record's name begins at an offset beside a candidate."""
    return any(other.start == start for other in scene.near(candidate, 40))
