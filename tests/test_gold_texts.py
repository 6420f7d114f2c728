"""The texts written for measuring: whole, honest, and annotated without one wrong date or outlet."""

from __future__ import annotations

import functools
import itertools
from pathlib import Path

import pytest
import yaml

from builder.authority import authority
from builder.clean import clean
from builder.evaluate import MEASURES, DateVerdict, Evaluation, OutletVerdict
from builder.gold import GoldFile, GoldQuotation, Spot, gold_of
from builder.model import TEXT_KINDS, Authority, Seed
from builder.pipeline import evaluate_all
from builder.read import read_file

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).parent / "gold" / "texts"
FILES = tuple(gold_of(path.read_text(encoding="utf-8"), path.name) for path in sorted(FOLDER.glob("*.yaml")))
FLOORS: dict[str, dict[str, float]] = yaml.safe_load((Path(__file__).parent / "floors.yaml").read_text(encoding="utf-8"))
TEXTS = pytest.mark.parametrize("file", FILES, ids=[file.path.removesuffix(".yaml") for file in FILES])


@functools.cache
def _authority() -> Authority:
    return authority(ROOT)


@functools.cache
def _seed(name: str) -> Seed:
    return read_file(FOLDER / name, _authority().settings)


@functools.cache
def _evaluation() -> Evaluation:
    return evaluate_all(ROOT, FOLDER)


def test_there_are_enough_and_enough_are_held_back() -> None:
    """Forty texts at least; those held back from tuning are twenty or more; a file's first letter tells its set."""
    sets = {"a": "tuned", "b": "held back"}
    assert [file.gold.set for file in FILES] == [sets[file.path[0]] for file in FILES]
    held = [file for file in FILES if file.gold.set == "held back"]
    assert len(FILES) >= 40
    assert len(held) >= 20


def test_every_text_has_its_gold_and_every_gold_its_text() -> None:
    """Nothing lies about."""
    assert {file.gold.seed for file in FILES} == {path.name for path in FOLDER.glob("*.txt")}
    assert all(file.gold.seed == file.path.removesuffix(".yaml") + ".txt" for file in FILES)
    noticed = {path.stem for path in FOLDER.glob("*.yml")}
    assert noticed == {Path(file.path).stem for file in FILES if file.gold.notice}


@TEXTS
def test_gold_says_what_it_covers_and_keeps_to_the_records(file: GoldFile) -> None:
    """Each text has its purpose, its headline, known outlets and agencies, and a truth that careful reading does not exclude."""
    gold = file.gold
    assert gold.covers
    assert gold.truth
    assert gold.date is None or (gold.truth.first and gold.truth.first in gold.date)
    assert {gold.outlet.without_notice, gold.outlet.with_notice} - {None} <= set(_authority().outlets)
    assert set(gold.agency) <= set(_authority().actors)
    assert gold.title is None or gold.title in clean(_seed(gold.seed)).body


@TEXTS
def test_one_count_serves_raw_and_clean_text(file: GoldFile) -> None:
    """Cleaning neither adds nor drops an occurrence, so `nth` means the same in both; mentions stand in order and never overlap."""
    seed = _seed(file.gold.seed)
    body = clean(seed).body
    words = [spot.surface for spot in (*file.gold.mentions, *file.gold.unresolved, *file.gold.either)]
    for surface in (*words, *(quotation.text for quotation in file.gold.quotes), *(block.starts for block in file.gold.blocks)):
        assert seed.body.count(surface) == body.count(surface) > 0, surface
    spans = [mention.span(body) for mention in file.gold.mentions]
    assert all(here[1] <= there[0] for here, there in itertools.pairwise(spans))


@TEXTS
def test_no_mention_lies_in_furniture(file: GoldFile) -> None:
    """What is not the article's own text holds no mention and no quotation."""
    body = _seed(file.gold.seed).body
    starts = tuple(block.starts for block in file.gold.blocks if block.kind not in TEXT_KINDS)
    spots: tuple[Spot | GoldQuotation, ...] = (*file.gold.mentions, *file.gold.quotes)
    for spot in spots:
        begin = body.rfind("\n", 0, spot.span(body)[0]) + 1
        assert not body.startswith(starts, begin), spot


def test_no_date_is_wrong() -> None:
    """An interval may be wide and a date unknown, but no answer excludes the day on which the text was published."""
    assert not [(text.path, text.date) for text in _evaluation().texts if text.date.verdict is DateVerdict.WRONG]


def test_no_outlet_is_wrong() -> None:
    """An outlet may stay unknown, but none is named that is not the publisher."""
    assert not [(text.path, text.outlet_found) for text in _evaluation().texts if text.outlet is OutletVerdict.WRONG]


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(name: str, measure: str) -> None:
    """What the site tells of annotation does not get worse unnoticed; every set and measure has its floor."""
    tally = _evaluation().sets[name].tallies[measure]
    reached = tally.recall if measure == "unresolved" else tally.f1
    assert reached is not None
    assert reached >= FLOORS[name][measure]


def test_every_set_has_its_floors() -> None:
    """A set without one could fall to nothing."""
    assert _evaluation().sets.keys() == FLOORS.keys()
