"""Menus of a page and rows of its buttons, told by the words that they are made of. Pure.

In: one block. Out: whether it is one. The words are those of French and English press pages; none is about a subject.
"""

from __future__ import annotations

import re

_MENU = frozenset(
    """
    accueil menu rechercher recherche compte abonnez-vous abonner s'abonner connecter inscription direct live replay vidéo vidéos video videos photos opinions idées débats tribune tribunes
    entretien interview éditorial editorial chronique analyse reportage portrait blog blogs international monde politique société societe economie économie culture cultures sport sports sciences planète tech high-tech
    police-justice santé météo horoscope jeux people styles style tv radio podcast podcasts newsletter newsletters services annonces emploi immobilier boutique édition éditions abonnés
    carnet obsèques avis une shows africa afrique amériques amérique moyen-orient proche-orient asie europe france régions région religion search news business travel americas tweeter tweet j'aime google google+ pinterest facebook
    twitter linkedin imprimer partager envoyer commenter réagir ajouter recommander share print comment favoris fermer accepter j'accepte cookies savoir e-mail archives contact
    publicité rédaction mentions légales globale inde aide world middle east home health science opinion lifestyle
    """.split()
)
"""What menus and rows of buttons are made of, in small letters."""
_GENRES = frozenset(
    "tribune entretien interview éditorial chronique analyse reportage portrait idées débats opinions opinion blog une".split()
)
"""Words that head a text with what kind it is."""
_SMALL = frozenset("à a la le les l' en et de du des d' mon à partir plus ce se un € 1 aux the and of to".split())
"""Words that tell nothing."""
_OWNED = re.compile(r"©[^|]{0,40}")
_SEGMENTS = re.compile(r"\s?[|/•·]\s?|\s[-–—>]\s")
_WORDS = re.compile(r"[^\s|/•·>()–—:,]+")
_DIGIT = re.compile(r"\d")
_LONGEST, _LONGEST_SEGMENT = 160, 4
"""Code points of a menu, and words between two of its bars, at most."""
_LEAST, _SHARE = 3, 0.6
"""How many words of a menu a line must have, and which part of those that tell something."""


def is_menu(block: str) -> bool:
    """Say whether a line is a row of a page's sections or buttons: three of their words and hardly another, or short stretches between bars."""
    if len(block) > _LONGEST or block.endswith((".", "!", "?", "…")) or "«" in block or '"' in block:
        return False
    said = [word.lower().replace("’", "'") for word in _WORDS.findall(block)]
    telling = [word for word in said if word not in _SMALL and not word.isdigit() and word != "-"]
    known = sum(map(_is_known, telling))
    return (known >= _LEAST and known >= _SHARE * len(telling)) or _is_segmented(block, telling)


def _is_known(word: str) -> bool:
    return word in _MENU or word.removeprefix("d'") in _MENU or ".fr" in word or ".com" in word


def _is_segmented(block: str, telling: list[str]) -> bool:
    """Say whether bars or dashes part a line into short stretches of which one at most is not a menu's."""
    segments = [segment.strip() for segment in _SEGMENTS.split(block) if segment.strip()]
    if len(segments) < 2 or any(len(segment.split()) > _LONGEST_SEGMENT for segment in segments):
        return False
    if block.count("|") > _LEAST and not _DIGIT.search(block):
        return True
    strange = [segment for segment in segments if not any(_is_known(word.lower()) for word in segment.split())]
    if len(strange) == 1 and len(segments) == 2:  # "FIGAROVOX/ENTRETIEN", but "Reportage - Au port de Ramla"
        return " " not in strange[0] and not _GENRES.isdisjoint(telling)
    return len(strange) <= 1


def is_row_between_bars(block: str) -> bool:
    """Say whether a menu stands between bars and without a number, such as a date would have: it is none of the other standing forms."""
    return block.count("|") > 1 and not _DIGIT.search(_OWNED.sub("", block)) and is_menu(block)
