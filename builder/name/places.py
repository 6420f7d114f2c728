"""Names of one or several records that are neither person nor power: places above all. Pure."""

from __future__ import annotations

import re

from builder.model import Candidate, Ref, RefKind, Rule, SenseKind, Unresolved, ref, split_ref
from builder.name.scene import Decision, Scene

_KIND_WORDS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (
        re.compile(rf"\b(?:{words})\s(?:[\wà-ÿ]+\s){{0,2}}(?:d[eu]\s(?:la\s)?|d['’]|of\s)?(?:l['’])?(?:al-)?$", re.IGNORECASE),
        frozenset(kinds.split()),
    )
    for words, kinds in (
        (r"quartiers?|faubourgs?|districts?|neighbou?rhoods?", "district neighbourhood"),
        (r"villages?|hameaux?|hameau|bourgades?", "village"),
        (r"localités?|bourgs?", "village city"),
        (r"villes?|cit(?:y|ies)|towns?", "city"),
        (r"provinces?|gouvernorats?|mohafazats?|governorates?", "governorate"),
        (r"aéroports?|aérodromes?|bases? aériennes?|airports?", "airport"),
        (r"hôpital|hôpitaux|camps?|école|académie|mosquée|caserne|hospital", "site"),
        (r"routes?|rues?|axes?|autoroutes?|roads?", "road"),
        (r"brigades?|groupes?|bataillons?|mouvements?|milices?|organisations?", "armed_group alliance military organisation"),
        (r"agences?|chaînes?|télévisions?|quotidiens?|agency", "media"),
    )
)
_OTHER_NAME_BEFORE = re.compile(r"[\wà-ÿ,;]\s([^\W\d_a-zà-ÿ][\w'’-]*[a-zà-ÿ])\s(?:al-|el-)?$")
_SMALL = frozenset({"neighbourhood", "district", "village", "site"})


def single(scene: Scene, candidate: Candidate, target: Ref) -> Decision:
    """Decide a name of one record: sure, but for a small place's name that is part of somebody's."""
    is_acronym = all(sense.kind is SenseKind.ACRONYM for sense in candidate.senses if sense.ref == target)
    if scene.kind_of(target) in _SMALL and " " not in candidate.surface and _OTHER_NAME_BEFORE.search(scene.left(candidate.start)):
        return Unresolved(candidate.start, candidate.end, candidate.surface, (target,))
    if larger := _region_of_that_name(scene, candidate, target):
        return scene.mention(candidate, larger, Rule.CONTEXT)
    return scene.mention(candidate, target, Rule.ACRONYM if is_acronym else Rule.NAME)


def _region_of_that_name(scene: Scene, candidate: Candidate, target: Ref) -> Ref | None:
    """Return the place around a town that the word before asks for: "la province voisine de [Port-Azur]" is the province."""
    kind, ident = split_ref(target)
    kinds = _asked_kinds(scene, candidate)
    if kind is not RefKind.PLACE or kinds is None or scene.kind_of(target) in kinds:
        return None
    around = (ref(RefKind.PLACE, parent) for parent in scene.authority.within(ident))
    return next((parent for parent in around if scene.kind_of(parent) in kinds and "governorate" in kinds), None)


def several(scene: Scene, candidate: Candidate, targets: tuple[Ref, ...]) -> Decision:
    """Decide a name of several records by the kind of word before it, else by the places that the text has named; else leave it open."""
    for narrowed in (_by_kind_word(scene, candidate, targets), _by_surroundings(scene, targets)):
        if len(narrowed) == 1:
            return scene.mention(candidate, narrowed[0], Rule.CONTEXT)
    return Unresolved(candidate.start, candidate.end, candidate.surface, targets)


def _by_kind_word(scene: Scene, candidate: Candidate, targets: tuple[Ref, ...]) -> tuple[Ref, ...]:
    kinds = _asked_kinds(scene, candidate) or frozenset()
    return tuple(target for target in targets if scene.kind_of(target) in kinds)


def _asked_kinds(scene: Scene, candidate: Candidate) -> frozenset[str] | None:
    """Return the kinds of record that the word before a name asks for, None where there is no such word."""
    left = scene.left(candidate.start)
    return next((kinds for pattern, kinds in _KIND_WORDS if pattern.search(left)), None)


def _by_surroundings(scene: Scene, targets: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Return the place whose town or region the text names, where that is so of one of them only."""
    if any(split_ref(target)[0] is not RefKind.PLACE for target in targets):
        return ()
    parents = {target: scene.authority.places[split_ref(target)[1]].within for target in targets}
    return tuple(target for target, parent in parents.items() if parent and f"place/{parent}" in scene.full_names)
