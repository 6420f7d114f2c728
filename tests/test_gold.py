"""The five seeds, annotated by the pipeline, against the gold of `tests/gold/`."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from gold import Gold, load_all

from builder.authority import authority
from builder.clean import clean
from builder.edtf import Edtf
from builder.model import Article, Authority, BlockKind, Event, Notice, Seed
from builder.pipeline import annotate
from builder.read import Reading, read

ROOT = Path(__file__).parent.parent
GOLD = load_all()
NOTICES = pytest.mark.parametrize("noticed", [False, True], ids=["text alone", "with notice"])
SEEDS = pytest.mark.parametrize("gold", GOLD, ids=[gold.id[:3] for gold in GOLD])


@functools.cache
def _authority() -> Authority:
    return authority(ROOT)


@functools.cache
def _reading() -> Reading:
    return read(ROOT, _authority().settings)


def _seed(gold: Gold) -> Seed:
    return next(seed for seed in _reading().seeds if seed.id == gold.id)


def _notice(gold: Gold) -> Notice | None:
    return _reading().notices.get(gold.id)


@functools.cache
def _article(ident: str, *, noticed: bool) -> Article:
    gold = next(gold for gold in GOLD if gold.id == ident)
    return annotate(_seed(gold), _notice(gold) if noticed else None, _authority())


def _readable(body: str, found: set[tuple[int, int, str | None]]) -> list[str]:
    return [
        f"{body[start:end]!r} at {start}: {what} in …{body[max(0, start - 20) : end + 10]}…" for start, end, what in sorted(found, key=str)
    ]


def _days(value: Edtf) -> set[dt.date]:
    assert value.first is not None
    assert value.last is not None
    stretch = (value.first + dt.timedelta(days) for days in range((value.last - value.first).days + 1))
    return {day for day in stretch if day in value}


def test_every_seed_has_its_gold() -> None:
    """No seed of the first five goes unread."""
    assert {gold.id for gold in GOLD} <= {seed.id for seed in _reading().seeds}
    assert len(GOLD) == 5


@SEEDS
def test_one_count_serves_raw_and_clean_text(gold: Gold) -> None:
    """Cleaning neither adds nor drops an occurrence of a name or a quotation, so `nth` means the same in both."""
    seed = _seed(gold)
    body = clean(seed).body
    for spot in [*(mention.spot for mention in gold.mentions), *(quote.spot for quote in gold.quotations), *gold.unresolved]:
        assert seed.body.count(spot.surface) == body.count(spot.surface), spot


@SEEDS
def test_gold_names_known_records_in_reading_order(gold: Gold) -> None:
    """A gold mention refers to a record that exists, stands in the text once, and overlaps no other."""
    body = clean(_seed(gold)).body
    spans = [mention.spot.span(body) for mention in gold.mentions]
    assert spans == sorted(spans)
    assert all(here[1] <= there[0] for here, there in itertools.pairwise(spans))
    known = {f"actor/{ident}" for ident in _authority().actors} | {f"place/{ident}" for ident in _authority().places}
    assert {mention.ref for mention in gold.mentions} <= known


@SEEDS
def test_blocks(gold: Gold) -> None:
    """Each heading, caption, related line and piece of furniture is known for what it is; all else is a paragraph."""
    text = clean(_seed(gold))
    found = [(text.body[block.start : block.end], block.kind) for block in text.blocks]
    for wanted in gold.blocks:
        kinds = {kind for body, kind in found if body.lstrip("• ").startswith(wanted.starts)}
        assert BlockKind(wanted.kind) in kinds, f"{wanted.starts!r}: {kinds or 'no block starts so'}"


@NOTICES
@SEEDS
def test_date(gold: Gold, *, noticed: bool) -> None:
    """The day of publication is at least as narrow as careful reading makes it, never another, and has its evidence."""
    dating = _article(gold.id, noticed=noticed).dating
    assert dating.edtf is not None
    assert _days(dating.edtf) <= _days(Edtf.parse(gold.date)), f"{dating.edtf}, not {gold.date}"
    assert dating.evidence


@NOTICES
@SEEDS
def test_attribution(gold: Gold, *, noticed: bool) -> None:
    """Title, outlet, agency and author are what the text tells, and no more."""
    article = _article(gold.id, noticed=noticed)
    assert article.title.value == gold.title
    assert article.attribution.outlet.value == gold.outlet["with_notice" if noticed else "without_notice"]
    assert article.attribution.agency == gold.agency
    assert article.attribution.author.value == gold.author


@NOTICES
@SEEDS
def test_mentions(gold: Gold, *, noticed: bool) -> None:
    """Every mention is found where it stands, denotes the right record, and nothing else is one."""
    article = _article(gold.id, noticed=noticed)
    body = article.text.body
    wanted: set[tuple[int, int, str | None]] = {(*mention.spot.span(body), mention.ref) for mention in gold.mentions}
    found: set[tuple[int, int, str | None]] = {(mention.start, mention.end, mention.ref) for mention in article.naming.mentions}
    assert not wanted - found, "missed:\n" + "\n".join(_readable(body, wanted - found))
    assert not found - wanted, "wrong:\n" + "\n".join(_readable(body, found - wanted))


@SEEDS
def test_unresolved(gold: Gold) -> None:
    """A name that no record denotes is not linked, and is told."""
    article = _article(gold.id, noticed=False)
    told = {(item.start, item.end) for item in article.naming.unresolved}
    assert {spot.span(article.text.body) for spot in gold.unresolved} <= told


@SEEDS
def test_quotations(gold: Gold) -> None:
    """Every quotation is found, without its marks, with its speaker or the words for one."""
    article = _article(gold.id, noticed=False)
    body = article.text.body
    wanted: set[tuple[int, int, str | None]] = {(*quote.spot.span(body), quote.speaker or quote.words) for quote in gold.quotations}
    found: set[tuple[int, int, str | None]] = {
        (quote.start, quote.end, quote.speaker or quote.speaker_words) for quote in article.quotations
    }
    assert not wanted - found, "missed:\n" + "\n".join(_readable(body, wanted - found))
    assert not found - wanted, "wrong:\n" + "\n".join(_readable(body, found - wanted))


def _names_seed(event: Event, number: str) -> bool:
    """Say whether the event's sources name the seed: "graine 001", "graines 001 et 002", "graines 000 à 004"."""
    for listed in re.findall(r"graines? ((?:\d{3}(?:, | et | à |-)?)+)", " ".join((*event.sources, event.note))):
        numbers = re.findall(r"\d{3}", listed)
        if number in numbers or (re.search(r"à|-", listed) and numbers[0] <= number <= numbers[-1]):
            return True
    return False


def _without_own_words(seed: Seed, known: Authority) -> Authority:
    """Leave out what was compiled from this very seed: events that cite it, and cues that stand in it verbatim."""
    body = seed.body.casefold()
    events = {
        ident: replace(event, cues=tuple(cue for cue in event.cues if cue.casefold() not in body))
        for ident, event in known.events.items()
        if not _names_seed(event, seed.id[:3])
    }
    return replace(known, events=MappingProxyType(events), digest="without " + seed.id)


@SEEDS
def test_date_without_the_facts_made_from_the_seed(gold: Gold) -> None:
    """The facts were compiled with these seeds at hand. Without what they owe to the seed the date may be wider, never wrong."""
    seed = _seed(gold)
    known = _without_own_words(seed, _authority())
    assert len(known.events) < len(_authority().events), "nothing was left out: does the authority still name its sources?"
    dating = annotate(seed, None, known).dating
    if dating.edtf is not None:
        assert all(day in dating.edtf for day in _days(Edtf.parse(gold.date))), f"{dating.edtf} excludes {gold.date}"
