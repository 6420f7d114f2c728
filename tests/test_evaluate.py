"""Measuring: what counts as right, missed and wrong, and what a wrong gold file is told."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, strategies as st
from sample import ARTICLE, BODY, QUOTED

from builder.edtf import Edtf
from builder.errors import ArchiveError
from builder.evaluate import MEASURES, DateVerdict, MentionSlip, OutletVerdict, Tally, TextReport, as_json, as_text, evaluate
from builder.gold import GoldFile, gold_of
from builder.model import Actor, Article, Authority, DatedName, Dating, Mention, Naming, Place, Ref, Rule, Settings

GOLD = f"""
seed: "essai.txt"
set: tuned
title: "Port-Azur ferme ses quais"
date: "[2012-09-11,2012-09-12]"
truth: "2012-09-11"
outlet: {{without_notice: le-phare, with_notice: le-phare}}
agency: [brise]
author: null
mentions:
- {{surface: "Anna Lund", nth: 1, ref: actor/anna-lund}}
- {{surface: "Ramla", nth: 1, ref: place/ramla}}
- {{surface: "Guet du port", nth: 1, ref: actor/guet}}
- {{surface: "Ramla", nth: 2, ref: place/ramla}}
unresolved:
- {{surface: "Zohra", nth: 1}}
quotes:
- {{text: "{QUOTED}", nth: 1, speaker: actor/anna-lund, words: "elle"}}
blocks:
- {{starts: "Port-Azur ferme", kind: headline}}
- {{starts: "Vos réactions", kind: boilerplate}}
"""
AUTHORITY = Authority(
    actors=MappingProxyType({ident: Actor(ident, (DatedName(ident),)) for ident in ("anna-lund", "brise", "guet")}),
    places=MappingProxyType(
        {
            "port-azur": Place("port-azur", (DatedName("Port-Azur"),), kind="city"),
            "ramla": Place("ramla", (DatedName("Ramla"),), kind="neighbourhood", within="port-azur"),
        }
    ),
    settings=Settings(districts_of="port-azur"),
)


def _report(article: Article = ARTICLE, gold: str = GOLD) -> TextReport:
    return evaluate([(gold_of(gold, "essai.yaml"), article)], AUTHORITY).texts[0]


def _named(*mentions: Mention) -> Article:
    return replace(ARTICLE, naming=Naming(mentions))


def test_what_agrees_is_all_right() -> None:
    """An annotation that says what the gold says has nothing missed and nothing wrong."""
    report = _report()
    assert {name: (tally.missed, tally.wrong) for name, tally in report.tallies.items()} == dict.fromkeys(MEASURES, (0, 0))
    assert not report.slips
    assert (report.outlet, all(report.fields.values())) == (OutletVerdict.RIGHT, True)
    assert [report.tallies[name].right for name in MEASURES] == [4, 4, 3, 2, 1, 1, 1, 1, 1, 1]


def test_a_mention_is_right_by_span_and_record() -> None:
    """A wrong record, a wrong extent and a place never named: each is both missed and wrong, or wrong alone; entities count once."""
    first, second, *rest = ARTICLE.naming.mentions
    report = _report(_named(replace(first, ref=Ref("actor/guet")), replace(second, end=second.end - 1, surface="Raml"), *rest))
    assert report.tallies["mentions"] == Tally(right=2, missed=2, wrong=2)
    assert report.tallies["actors"] == Tally(right=1, missed=1)
    assert report.tallies["districts"] == Tally(right=1)
    assert {(slip.surface, slip.wanted or slip.found) for slip in report.slips if slip.measure == "mentions"} == {
        ("Anna Lund", "actor/anna-lund"),
        ("Anna Lund", "actor/guet"),
        ("Ramla", "place/ramla"),
        ("Raml", "place/ramla"),
    }


def test_mention_slips_are_told_by_their_kind() -> None:
    """Each fault counts once: another record, another extent, a name missed, a mention of nothing."""
    first, second, third, _ = ARTICLE.naming.mentions
    nowhere = replace(third, start=third.end + 1, end=third.end + 4, surface=BODY[third.end + 1 : third.end + 4])
    article = _named(replace(first, ref=Ref("actor/guet")), replace(second, end=second.end - 1, surface="Raml"), nowhere)
    told = evaluate([(gold_of(GOLD, "essai.yaml"), article)], AUTHORITY).total
    assert told.mention_slips == {
        MentionSlip.MISSED: 2,
        MentionSlip.RECORD: 1,
        MentionSlip.EXTENT: 1,
        MentionSlip.UNFOUNDED: 1,
    }
    assert told.tallies["spans"] == Tally(right=1, missed=3, wrong=2)


def test_either_counts_in_no_way() -> None:
    """Where anything goes, a mention is neither right nor wrong, found or not."""
    extra = Mention(BODY.index("Phare"), BODY.index("Phare") + 5, "Phare", Ref("actor/brise"), Rule.NAME)
    article = _named(*ARTICLE.naming.mentions, extra)
    assert _report(article).tallies["mentions"].wrong == 1
    free = GOLD + 'either:\n- {surface: "Phare", nth: 1}\n'
    assert _report(article, free).tallies["mentions"] == _report(gold=free).tallies["mentions"] == Tally(right=4)


@pytest.mark.parametrize(
    ("found", "verdict", "narrow"),
    [
        ("2012-09-11", DateVerdict.EXACT, True),
        ("2012-09-11?", DateVerdict.EXACT, True),
        ("[2012-09-11,2012-09-12]", DateVerdict.CONTAINS, True),
        ("2012-09", DateVerdict.CONTAINS, False),
        ("[2012-09-11..]", DateVerdict.CONTAINS, False),
        (None, DateVerdict.UNKNOWN, False),
        ("2012-09-12", DateVerdict.WRONG, True),
        ("[2012-09-12..]", DateVerdict.WRONG, False),
    ],
)
def test_dates_are_judged_by_the_truth(found: str | None, verdict: DateVerdict, *, narrow: bool) -> None:
    """The very day is exact, a choice with it contains it, an answer without it is wrong; careful reading says how narrow is honest."""
    date = _report(replace(ARTICLE, dating=Dating(Edtf.parse(found) if found else None))).date
    assert (date.verdict, date.narrow) == (verdict, narrow)


def test_without_the_truth_careful_reading_judges() -> None:
    """Gold of a text that somebody else wrote knows some days: an answer that shares none with them is wrong."""
    gold = GOLD.replace('truth: "2012-09-11"\n', "")
    verdicts = [
        _report(replace(ARTICLE, dating=Dating(Edtf.parse(found))), gold).date.verdict for found in ("2012-09-12", "[2012-09-12..]", "2013")
    ]
    assert verdicts == [DateVerdict.CONTAINS, DateVerdict.CONTAINS, DateVerdict.WRONG]


def test_a_date_where_none_can_be_known_is_wrong() -> None:
    """A text that tells no date must get none."""
    gold = GOLD.replace('"[2012-09-11,2012-09-12]"', "null").replace('truth: "2012-09-11"\n', "")
    assert _report(gold=gold).date.verdict is DateVerdict.WRONG
    assert _report(replace(ARTICLE, dating=Dating()), gold).date.verdict is DateVerdict.UNKNOWN


@pytest.mark.parametrize(("wanted", "verdict"), [("le-phare", "right"), ("null", "wrong"), ("autre", "wrong")])
def test_outlets(wanted: str, verdict: str) -> None:
    """An outlet is right or wrong; none where one is known is told apart from a wrong one."""
    gold = GOLD.replace("without_notice: le-phare", f"without_notice: {wanted}")
    assert _report(gold=gold).outlet == verdict
    nobody = replace(ARTICLE, attribution=replace(ARTICLE.attribution, outlet=replace(ARTICLE.attribution.outlet, value=None)))
    assert _report(nobody).outlet is OutletVerdict.NULL


def test_speakers_without_a_record_agree_by_their_words() -> None:
    """Words that hold the other's words name the same speaker; a record in their place does not."""
    gold = GOLD.replace("speaker: actor/anna-lund", "speaker: null").replace('words: "elle"', 'words: "un docker, Paul"')
    (quotation,) = ARTICLE.quotations
    for speaker, words, right in ((None, "Paul", 1), (None, "Un docker", 1), (None, "un pilote", 0), (Ref("actor/guet"), "Paul", 0)):
        tallies = _report(replace(ARTICLE, quotations=(replace(quotation, speaker=speaker, speaker_words=words),)), gold).tallies
        assert (tallies["quotes"], tallies["speakers"].right) == (Tally(right=1), right)


def test_text_taken_for_furniture_is_wrong_and_the_other_way_round() -> None:
    """Only the side counts: the article's own text, or not."""
    assert _report(gold=GOLD.replace('- {starts: "Vos réactions", kind: boilerplate}\n', "")).tallies["furniture"] == Tally(wrong=1)
    more = GOLD.replace('{starts: "Port-Azur ferme", kind: headline}', '{starts: "Le Guet", kind: related}')
    assert _report(gold=more).tallies["furniture"] == Tally(right=1, missed=1)


def test_sets_are_told_apart_and_sum_up() -> None:
    """Each set has its figures; all together are their sum."""
    other = gold_of(GOLD.replace("set: tuned", "set: held back"), "b.yaml")
    told = evaluate([(gold_of(GOLD, "a.yaml"), ARTICLE), (other, _named())], AUTHORITY)
    assert {name: figures.tallies["mentions"] for name, figures in told.sets.items()} == {
        "tuned": Tally(right=4),
        "held back": Tally(missed=4),
    }
    assert told.total.tallies["mentions"] == Tally(right=4, missed=4)
    assert "tuned (1)" in as_text(told)
    assert as_json(told)["all"] == json.loads(json.dumps(as_json(told)))["all"]


def test_a_faulty_gold_file_is_told_with_its_lines() -> None:
    """Unknown keys, missing keys and bad values, all at once, each with its line."""
    with pytest.raises(ArchiveError) as caught:
        gold_of('seed: "a.txt"\nsets: tuned\ndate: "soon"\nmentions:\n- {surface: "A", nth: 0, ref: actor/a}\n', "a.yaml")
    assert [(finding.line, finding.path) for finding in caught.value.findings] == [(2, "a.yaml"), (3, "a.yaml"), (5, "a.yaml")]


def test_gold_that_does_not_fit_its_text_is_refused() -> None:
    """Words that do not stand in the text and records that are not there are the gold's fault, not annotation's."""
    gold = GOLD.replace('surface: "Anna Lund", nth: 1', 'surface: "Anna Lund", nth: 7').replace("actor/guet", "actor/nobody")
    with pytest.raises(ArchiveError, match=r"(?s)'Anna Lund' does not stand 7 times.*no record actor/nobody"):
        _report(gold=gold)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_ratios_keep_their_bounds(right: int, missed: int, wrong: int) -> None:
    """F1 lies between precision and recall where there are both; all lie between 0 and 1; nothing is divided by nothing."""
    tally = Tally(right, missed, wrong)
    precision, recall, f1 = tally.precision, tally.recall, tally.f1
    assert all(value is None or 0 <= value <= 1 for value in (precision, recall, f1))
    assert (f1 is None) == (right + missed + wrong == 0)
    if precision is not None and recall is not None and f1 is not None:
        assert min(precision, recall) - 1e-9 <= f1 <= max(precision, recall) + 1e-9


def test_the_order_of_texts_changes_no_figure() -> None:
    """Sums do not depend on the order."""
    pairs: list[tuple[GoldFile, Article]] = [(gold_of(GOLD, "a.yaml"), ARTICLE), (gold_of(GOLD, "b.yaml"), _named())]
    assert evaluate(pairs, AUTHORITY).total == evaluate(pairs[::-1], AUTHORITY).total


def _archive(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "builder", "evaluate", *arguments], capture_output=True, text=True, check=False)


def _write(folder: Path, gold: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "essai.txt").write_text("Un titre\n\nLe Phare a fermé mardi, dit-on.\n", encoding="utf-8")
    (folder / "essai.yml").write_text('date: "2016-12-06"\n', encoding="utf-8")
    (folder / "essai.yaml").write_text(gold, encoding="utf-8")


@pytest.mark.parametrize(("noticed", "verdict"), [("true", "exact"), ("false", "unknown")])
def test_the_notice_counts_where_the_gold_says_so(project: Path, tmp_path: Path, noticed: str, verdict: str) -> None:
    """A text lies beside its gold file; its notice is left out unless the gold wants it."""
    _write(tmp_path / "gold", f'seed: "essai.txt"\nnotice: {noticed}\ntruth: "2016-12-06"\n')
    run = _archive(str(tmp_path / "gold"), "--root", str(project), "--json")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["texts"][0]["date"]["verdict"] == verdict


def test_seeds_are_found_in_the_archive(project: Path) -> None:
    """Gold of a seed names its file only; the seed stays where it is."""
    run = _archive(str(project / "tests/gold"), "--root", str(project))
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith(" ")
    assert "mentions" in run.stdout


def test_nothing_to_measure_is_a_slip_of_the_call(project: Path, tmp_path: Path) -> None:
    """A folder without gold files ends with 2, a faulty gold file with 1, both saying where."""
    (tmp_path / "empty").mkdir()
    assert _archive(str(tmp_path / "empty"), "--root", str(project)).returncode == 2
    _write(tmp_path / "faulty", 'seed: "absent.txt"\n')
    run = _archive(str(tmp_path / "faulty"), "--root", str(project))
    assert (run.returncode, "absent.txt" in run.stderr) == (1, True)


def test_the_width_of_an_answer_is_told() -> None:
    """A choice counts its members, a stretch its days; an open one has no width."""
    day = dt.date(2012, 9, 11)
    widths = [
        _report(replace(ARTICLE, dating=Dating(value))).date.days
        for value in (
            Edtf.one_of((day, day + dt.timedelta(days=7))),
            Edtf.between(day, day + dt.timedelta(days=9)),
            Edtf.between(day, None),
        )
    ]
    assert widths == [2, 10, None]
