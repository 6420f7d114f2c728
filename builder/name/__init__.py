"""Stage 6, name: decide which candidates are mentions, and of whom.

In: a Text, its Candidates, its Dating and the Authority. Out: a Naming: mentions that are sure, and what stays unresolved. Pure.

The longest surface is tried first; where nothing decides it, what it contains is tried. Never a guess: a surface in several senses needs a
ground in the text or in the date, else it is unresolved with its candidates.
"""

from __future__ import annotations

from builder.model import Authority, Candidate, Dating, Mention, Naming, SenseKind, Text, Unresolved
from builder.name.acronyms import learned_acronyms
from builder.name.bare import bare_offices
from builder.name.offices import office
from builder.name.persons import short_form
from builder.name.places import several, single
from builder.name.scene import Decision, Scene, kinds_of, scene_of
from builder.name.states import is_power, power
from builder.name.surface import cuts_a_name, is_half_a_name, is_ordinary, opens_a_name
from builder.name.unknown import unknown_names


def name(text: Text, candidates: tuple[Candidate, ...], dating: Dating, authority: Authority) -> Naming:
    """Link every known name of the article's own text that denotes exactly one record.

    Returns:
        Mentions and unresolved names; neither overlap among themselves nor each other.

    Source: the annotation guide of the archive (a mention is the name without article, elision, title or preposition).
    """
    scene = scene_of(text, candidates, dating, authority)
    decided: list[Mention | Unresolved] = []
    for candidate in scene.candidates:
        if decided and candidate.start < decided[-1].end:
            continue
        decision = _decide(scene, candidate, decided)
        if decision is not None:
            decided.append(decision)
    decided = learned_acronyms(scene, decided)
    decided = sorted((*decided, *unknown_names(scene, decided)), key=lambda item: item.start)
    decided = bare_offices(scene, decided)
    return Naming(
        tuple(item for item in decided if isinstance(item, Mention)),
        tuple(item for item in decided if isinstance(item, Unresolved)),
    )


def _decide(scene: Scene, candidate: Candidate, before: list[Mention | Unresolved]) -> Decision:
    """Return the mention or the open question that a candidate is, or None where it is neither."""
    if is_ordinary(scene, candidate) or is_half_a_name(scene, candidate) or cuts_a_name(scene, candidate):
        return None
    kinds = kinds_of(candidate)
    if SenseKind.ROLE in kinds:
        return office(scene, candidate)
    if is_power(scene, candidate):
        return None if opens_a_name(scene, candidate) else power(scene, candidate, before)
    if kinds & {SenseKind.NAME, SenseKind.ACRONYM}:
        if SenseKind.SHORT in kinds and (person := short_form(scene, candidate, contested=True)):
            return person
        refs = scene.refs(candidate, SenseKind.NAME, SenseKind.ACRONYM)
        return single(scene, candidate, refs[0]) if len(refs) == 1 else several(scene, candidate, refs)
    return short_form(scene, candidate, contested=False)
