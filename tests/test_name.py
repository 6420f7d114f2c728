"""Naming: case by case in `tests/cases/name/`, and its laws."""

from __future__ import annotations

import importlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, strategies as st
from world import AUTHORITY, on, spotted

from builder.model import Naming
from builder.name import name, scene, states

CASES_FILE = Path(__file__).parent / "cases/name/cases.yaml"
CASES: list[dict[str, Any]] = yaml.load(CASES_FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  makes nothing but strings


def _named(body: str, day: str | None = None) -> Naming:
    text, candidates = spotted(body)
    return name(text, candidates, on(day), AUTHORITY)


@pytest.mark.parametrize("case", CASES, ids=[case["promise"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    """The promise that the case itself states."""
    naming = _named(case["text"], case.get("day"))
    assert [f"{mention.surface} -> {mention.ref} {mention.by}" for mention in naming.mentions] == case.get("mentions", [])
    assert [item.surface for item in naming.unresolved] == case.get("unresolved", [])


@given(
    st.lists(
        st.sampled_from("Anna Lund Nouri Sélène Port-Azur la de à a Zohra quartier Mme , . UDP ( ) Le ministre sélène Xanthe".split()),
        max_size=40,
    )
)
def test_mentions_stand_where_they_say_and_never_overlap(words: list[str]) -> None:
    """Law 1 over any sequence of names and small words; what is decided and what is open keep apart."""
    text, candidates = spotted(" ".join(words))
    naming = name(text, candidates, on(None), AUTHORITY)
    spans = sorted([(item.start, item.end) for item in naming.mentions] + [(item.start, item.end) for item in naming.unresolved])
    assert all(text.body[mention.start : mention.end] == mention.surface for mention in naming.mentions)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_no_rule_of_grammar_looks_further_than_it_says() -> None:
    """What reads the last words before a name only is no longer than these: else a rule would silently never fit."""
    widths = {row.before: importlib.import_module("re._parser").parse(row.before).getwidth()[1] for row in states.ROWS if not row.far}
    assert [before for before, width in widths.items() if width > scene.BRINK] == []


@pytest.mark.parametrize(
    "piece",
    """a|A|A |, |le ministre |Anna Lund, le ministre |du Phare |sa fille Ramla, |Salah al-Bahr, Ramla |Ramla, le quartier du sud de Nivôse, |\
à Nivôse, dans le quartier de Ramla, |un Institut d'études de Ramla |L'Union des pêcheurs (UDP) |base de Cheikh Nouri |Timo chantait. |Vivez-vous Ramla |\
De la Borée à |Port-Azur Oda Lund Castelnau |Les fonds viennent de Borée. """.split("|"),
)
def test_time_grows_with_the_length(piece: str) -> None:
    """A long text of nothing but one piece ends; how long it takes is for the benchmark to say."""
    text, candidates = spotted(piece * (20_000 // len(piece)))
    naming = name(text, candidates, on(None), AUTHORITY)
    assert all(text.body[mention.start : mention.end] == mention.surface for mention in naming.mentions)


@pytest.mark.parametrize("sign", ["a", "A", " ", ", ", "M. "])
def test_a_text_of_nothing_but_one_sign_ends(sign: str) -> None:
    """A hundred thousand letters, capitals, spaces, commas or titles are read to an end, and name nobody."""
    text, candidates = spotted(sign * (100_000 // len(sign)))
    assert name(text, candidates, on(None), AUTHORITY) == Naming()
