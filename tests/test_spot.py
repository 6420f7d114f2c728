"""Spotting finds every known surface, and decides nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st
from world import spotted

from builder.model import SenseKind


def _found(body: str) -> dict[str, set[tuple[str, str]]]:
    return {candidate.surface: {(sense.ref, sense.kind.value) for sense in candidate.senses} for candidate in spotted(body)[1]}


def test_nested_names_are_all_kept() -> None:
    """A longer name does not hide the one inside: deciding comes later."""
    found = _found("Le Conseil du port de l’UDP s'est réuni hier.")
    assert ("actor/conseil", "name") in found["Conseil du port de l’UDP"]
    assert ("actor/udp", "acronym") in found["UDP"]


def test_one_surface_has_all_its_senses() -> None:
    """A capital's name is a town, and stands for its state."""
    assert _found("Elle vit à Port-Azur depuis hier.")["Port-Azur"] == {("place/port-azur", "name"), ("actor/etat-selene", "metonym")}


@pytest.mark.parametrize(
    "spelling", ["Salah al-Bahr", "Salaheddine al-Bahr", "Salah el-Bahr", "Salah Bahr", "SALAH AL-BAHR", "Salâh al Bahr", "صلاح البحر"]
)
def test_spellings_find_the_place(spelling: str) -> None:
    """Case, accents, the article and the transcription may differ; another name does not match."""
    hits = {ref for senses in _found(f"On se bat à {spelling} ce soir.").values() for ref, _ in senses}
    assert ("place/salah-al-bahr" in hits) is (spelling != "Salaheddine al-Bahr")


@pytest.mark.parametrize(
    "body", ["La brise se lève sur le quai.", "Un sabil est une fontaine.", "Le carambolage de Ramlaoui.", "il dit udp"]
)
def test_common_words_and_parts_of_words_are_no_names(body: str) -> None:
    """A name needs its capitals and its word edges."""
    assert not {"brise", "sabil", "Ramla", "udp"} & set(_found(body))


def test_a_name_does_not_reach_across_punctuation() -> None:
    """Two words with a comma or a line between them are two words."""
    assert "Anna, Lund" not in _found("Il y avait Anna, Lund et d'autres.")


def test_short_roles_and_short_names_are_spotted() -> None:
    """What a later sentence makes of a name or an office is a surface too."""
    found = _found("Le ministre sélène a vu Mme Lund et al-Nouri, dit Nouri.")
    assert {ref for ref, _ in found["ministre sélène"]} == {"actor/anna-lund", "actor/karim-al-nouri"}
    assert {kind for _, kind in found["Lund"]} == {SenseKind.SHORT}
    assert "al-Nouri" in found
    assert "Nouri" in found


@given(st.text(alphabet=st.sampled_from("Port-Azur ’'.,\nSÉLÈNElundé الرملة"), max_size=200))
def test_surfaces_stand_where_they_are_said_to(body: str) -> None:
    """`text[start:end] == surface`, in order of (start, -end), whatever the text."""
    text, candidates = spotted(body)
    assert all(text.body[candidate.start : candidate.end] == candidate.surface for candidate in candidates)
    assert list(candidates) == sorted(candidates, key=lambda candidate: (candidate.start, -candidate.end))
