"""Texts that have nothing to do with the archive's subject: no district of its main place is linked in them, and no date is made up.

They hold what could mislead: surnames, streets and associations spelt like districts, the old town and the citadel of other cities, bare weekdays.
"""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from builder.model import Article
from builder.pipeline import Shown, show

ROOT = Path(__file__).parents[1]
TEXTS = tuple(sorted((Path(__file__).parent / "unrelated").glob("*.txt")))
EACH = pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
KNOWN_WRONG: dict[tuple[str, str], str] = {}
"""What is still linked in which text, and why. Whoever mends the rule takes it out of here."""


@functools.cache
def _shown() -> dict[Path, Shown]:
    pairs = zip(TEXTS, show(ROOT, TEXTS), strict=True)
    return {path: shown for path, shown in pairs if isinstance(shown, Shown)}


def _article(path: Path) -> Article:
    return _shown()[path].article


def _may_fail(request: pytest.FixtureRequest, what: str, path: Path) -> None:
    """Let a test fail where it is known why."""
    if reason := KNOWN_WRONG.get((what, path.stem)):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=False))


@EACH
def test_no_district_is_linked(path: Path, request: pytest.FixtureRequest) -> None:
    """`archive show` finds no quarter of the archive's town in a text about another."""
    _may_fail(request, "district", path)
    authority = _shown()[path].authority
    assert not [place for place in _article(path).places if authority.is_district(place)]


@EACH
def test_nobody_is_linked(path: Path, request: pytest.FixtureRequest) -> None:
    """Nor anybody whom the archive knows: a footballer and a street only share their names."""
    _may_fail(request, "person", path)
    actors = _shown()[path].authority.actors
    assert not [actor for actor in _article(path).actors if actors[actor].kind == "person"]


@EACH
def test_no_date_is_made_up(path: Path) -> None:
    """A weekday alone dates nothing."""
    assert _article(path).dating.edtf is None


@EACH
def test_no_outlet_is_made_up(path: Path) -> None:
    """A text that does not say who published it was published by nobody known."""
    assert _article(path).attribution.outlet.value is None


def test_the_texts_hold_what_could_mislead() -> None:
    """Every text names something that is spelt like a record of the archive; else it would prove little."""
    assert len(TEXTS) >= 6
    assert {_article(path).text.language for path in TEXTS} == {"en", "fr"}
    for path in TEXTS:
        article = _article(path)
        assert article.naming.unresolved or article.naming.mentions, path.stem
