"""Beside the line, evaluate: hold the annotation of texts against what careful reading says of them.

In: pairs of a gold file and the article that annotation made of its text, and the Authority. Out: an Evaluation: figures for all texts and for each
set of them, and of every text what was missed and what is wrong. Pure.

Mentions count by span and record, and again by span alone (`spans`); quotations by span, and again by span and speaker; entities once an article.
What a gold file calls `either` counts in no way. Names told as unresolved beyond those of the gold are no fault, so `unresolved` has a recall only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from types import MappingProxyType

from builder.edtf import Edtf, Form
from builder.errors import ArchiveError, Finding
from builder.gold import Gold, GoldFile, GoldQuotation, Spot
from builder.model import TEXT_KINDS, Article, Authority, Quotation

Json = Mapping[str, "Json"] | list["Json"] | str | int | float | bool | None
Span = tuple[int, int]
Found = tuple[int, int, str]
"""Where something stands, and what it is said to be."""

MEASURES = ("mentions", "spans", "entities", "actors", "places", "districts", "quotes", "speakers", "unresolved", "furniture")
"""What is counted right, missed or wrong, in the order of telling."""

FIELDS = ("title", "author", "agency")
"""What is right or not, once a text."""


class DateVerdict(StrEnum):
    """How good a date is, from the best to the worst."""

    EXACT = "exact"
    """The very day."""
    CONTAINS = "contains"
    """Several days, the true one among them."""
    UNKNOWN = "unknown"
    """No date is given."""
    WRONG = "wrong"
    """The true day is excluded."""


class MentionSlip(StrEnum):
    """In which way a mention can be missed or wrong; each fault counts once."""

    MISSED = "missed"
    """A name of the gold where annotation has none."""
    RECORD = "record"
    """The same words, linked to another record."""
    EXTENT = "extent"
    """Some words more or fewer than the gold has, whatever the record."""
    UNFOUNDED = "unfounded"
    """A mention where the gold has none."""


class OutletVerdict(StrEnum):
    """How good an outlet is."""

    RIGHT = "right"
    """The outlet, or rightly none."""
    NULL = "null"
    """None, where careful reading tells one."""
    WRONG = "wrong"
    """Another outlet, or one where careful reading tells none."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are right, how many were missed, how many are wrong; ratios are None where there is nothing to divide by."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return both counts as one."""
        return Tally(self.right + other.right, self.missed + other.missed, self.wrong + other.wrong)

    @property
    def precision(self) -> float | None:
        """What part of the found is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """What part of the wanted was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        total = 2 * self.right + self.missed + self.wrong
        return 2 * self.right / total if total else None


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing missed or wrong: where it stands, what it is (`wanted`) or is said to be (`found`), and the words around."""

    measure: str
    start: int
    end: int
    surface: str
    wanted: str | None
    found: str | None
    context: str


@dataclass(frozen=True, slots=True)
class DateReport:
    """A date, against careful reading and the truth. `days` is the width of the answer, None where it is open or not there.

    `narrow`: it excludes every day that careful reading excludes.
    """

    verdict: DateVerdict
    found: str | None
    careful: str | None
    truth: str | None
    days: int | None
    narrow: bool


@dataclass(frozen=True, slots=True)
class TextReport:
    """What holds and what does not of one text. `fields` says of each of FIELDS whether it is right."""

    path: str
    set: str | None
    tallies: Mapping[str, Tally]
    date: DateReport
    outlet: OutletVerdict
    outlet_found: str | None
    outlet_wanted: str | None
    fields: Mapping[str, bool]
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The sums over some texts. `widths` are those of the dates that contain the truth and have two ends, in days, sorted."""

    texts: int
    mention_slips: Mapping[MentionSlip, int]
    tallies: Mapping[str, Tally]
    dates: Mapping[DateVerdict, int]
    narrow: int
    widths: tuple[int, ...]
    outlets: Mapping[OutletVerdict, int]
    fields: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of all texts, those of each set by its name, and the texts one by one."""

    total: Figures
    sets: Mapping[str, Figures]
    texts: tuple[TextReport, ...]


def evaluate(pairs: Iterable[tuple[GoldFile, Article]], authority: Authority) -> Evaluation:
    """Compare annotations with gold.

    Args:
        pairs: a gold file, and the article made of the text that it names, with or without its notice as it says.
        authority: tells which places are districts.

    Raises:
        ArchiveError: gold speaks of words that do not stand in its text, or of records that are not there; all of it at once.
    """
    read = list(pairs)
    if faults := tuple(fault for file, article in read for fault in _faults(file, article, authority)):
        raise ArchiveError(faults)
    texts = tuple(_text_report(file, article, authority) for file, article in read)
    sets = {text.set: None for text in texts if text.set}
    by_set = {name: _figures(tuple(text for text in texts if text.set == name)) for name in sets}
    return Evaluation(_figures(texts), MappingProxyType(by_set), texts)


def _faults(file: GoldFile, article: Article, authority: Authority) -> Iterable[Finding]:
    gold, body = file.gold, article.text.body
    spots: tuple[Spot | GoldQuotation, ...] = (*gold.mentions, *gold.unresolved, *gold.either, *gold.quotes)
    for spot in spots:
        try:
            spot.span(body)
        except LookupError as error:
            yield Finding(file.path, 0, str(error), "count its occurrences in the text again")
    known = {f"actor/{ident}" for ident in authority.actors} | {f"place/{ident}" for ident in authority.places}
    refs = {mention.ref for mention in gold.mentions} | {quotation.speaker for quotation in gold.quotes if quotation.speaker}
    for ref in sorted(refs - known):
        yield Finding(file.path, 0, f"there is no record {ref}", "write actor/ID or place/ID")


# --- one text ---------------------------------------------------------------------------------------------------------------------------


def _text_report(file: GoldFile, article: Article, authority: Authority) -> TextReport:
    gold, body = file.gold, article.text.body
    free = tuple(spot.span(body) for spot in gold.either)
    wanted, found = _wanted_mentions(gold, body), _found_mentions(gold, article, free)
    tallies, slips = (
        {"mentions": _tally(wanted, found), "spans": _tally(_spans(wanted), _spans(found))},
        _slips("mentions", wanted, found, body),
    )
    tallies |= _entity_tallies({ref for *_, ref in wanted}, {ref for *_, ref in found}, authority)
    quoted = _quotation_tallies(gold, article, free)
    tallies |= {measure: _tally(*both) for measure, both in quoted.items()}
    slips += _slips("speakers", *quoted["speakers"], body)
    tallies["unresolved"], more = _unresolved(gold, article)
    tallies["furniture"], odd = _furniture(gold, article)
    outlet = article.attribution.outlet.value
    return TextReport(
        path=file.path,
        set=gold.set,
        tallies=MappingProxyType(tallies),
        date=_date_report(gold, article.dating.edtf),
        outlet=_outlet_verdict(gold.known_outlet, outlet),
        outlet_found=outlet,
        outlet_wanted=gold.known_outlet,
        fields=_fields(gold, article),
        slips=tuple(sorted((*slips, *more, *odd), key=lambda slip: (MEASURES.index(slip.measure), slip.start, slip.end))),
    )


def _wanted_mentions(gold: Gold, body: str) -> set[Found]:
    return {(*mention.span(body), mention.ref) for mention in gold.mentions}


def _found_mentions(gold: Gold, article: Article, free: tuple[Span, ...]) -> set[Found]:
    """Return what was found; what lies across a stretch where anything goes only if gold wants just that."""
    wanted = _wanted_mentions(gold, article.text.body)
    found = {(mention.start, mention.end, str(mention.ref)) for mention in article.naming.mentions}
    return {item for item in found if item in wanted or not any(_overlap((item[0], item[1]), span) for span in free)}


def _spans(found: set[Found]) -> set[Found]:
    """Return where something stands, whatever it is said to be."""
    return {(start, end, "") for start, end, _ in found}


def _entity_tallies(wanted: set[str], found: set[str], authority: Authority) -> dict[str, Tally]:
    """Count the things that a text names, each once: all, and by kind."""

    def is_district(ref: str) -> bool:
        return ref.startswith("place/") and authority.is_district(ref.removeprefix("place/"))

    kinds: Mapping[str, Callable[[str], bool]] = {
        "entities": lambda _ref: True,
        "actors": lambda ref: ref.startswith("actor/"),
        "places": lambda ref: ref.startswith("place/"),
        "districts": is_district,
    }
    return {name: _tally({ref for ref in wanted if holds(ref)}, {ref for ref in found if holds(ref)}) for name, holds in kinds.items()}


def _quotation_tallies(gold: Gold, article: Article, free: tuple[Span, ...]) -> dict[str, tuple[set[Found], set[Found]]]:
    """Return wanted and found quotations, first by their stretch alone, then with their speakers."""
    body = article.text.body
    wanted = {quotation.span(body): quotation for quotation in gold.quotes}
    found = {(item.start, item.end): item for item in article.quotations}
    found = {span: item for span, item in found.items() if span in wanted or not any(_inside(span, other) for other in free)}
    said = {(*span, _speaker_found(item, wanted.get(span))) for span, item in found.items()}
    return {
        "quotes": ({(*span, "") for span in wanted}, {(*span, "") for span in found}),
        "speakers": ({(*span, quotation.speaker or quotation.words or "nobody") for span, quotation in wanted.items()}, said),
    }


def _speaker_found(item: Quotation, wanted: GoldQuotation | None) -> str:
    """Return the speaker found; where gold has words only, words that hold them or are held by them are the same speaker."""
    if item.speaker:
        return str(item.speaker)
    if wanted and not wanted.speaker and wanted.words and item.speaker_words and _same_words(wanted.words, item.speaker_words):
        return wanted.words
    return item.speaker_words or "nobody"


def _same_words(one: str, other: str) -> bool:
    here, there = one.casefold(), other.casefold()
    return here in there or there in here


def _unresolved(gold: Gold, article: Article) -> tuple[Tally, list[Slip]]:
    """Count the unresolved names of the gold that were told, in whatever extent."""
    body = article.text.body
    told = tuple((item.start, item.end) for item in article.naming.unresolved)
    spans = {(*spot.span(body), "unresolved") for spot in gold.unresolved}
    right = {item for item in spans if any(_overlap((item[0], item[1]), span) for span in told)}
    return Tally(len(right), len(spans - right)), _slips("unresolved", spans, right, body)


def _furniture(gold: Gold, article: Article) -> tuple[Tally, list[Slip]]:
    """Count the blocks that are not the article's own text, as found and as wanted."""
    body = article.text.body
    starts = tuple(block.starts for block in gold.blocks if block.kind not in TEXT_KINDS)
    wanted, found = set[Found](), set[Found]()
    for block in article.text.blocks:
        here = (block.start, block.end, "furniture")
        if body[block.start : block.end].startswith(starts):
            wanted.add(here)
        if block.kind not in TEXT_KINDS:
            found.add(here)
    return _tally(wanted, found), _slips("furniture", wanted, found, body)


def _fields(gold: Gold, article: Article) -> Mapping[str, bool]:
    attribution = article.attribution
    return MappingProxyType(
        {
            "title": article.title.value == gold.title,
            "author": attribution.author.value == gold.author,
            "agency": set(attribution.agency) == set(gold.agency),
        }
    )


def _outlet_verdict(wanted: str | None, found: str | None) -> OutletVerdict:
    if found == wanted:
        return OutletVerdict.RIGHT
    return OutletVerdict.NULL if found is None else OutletVerdict.WRONG


def _date_report(gold: Gold, found: Edtf | None) -> DateReport:
    careful = gold.date
    narrow = careful is None or (found is not None and _is_within(found, careful))
    return DateReport(
        _date_verdict(gold.day, found),
        str(found) if found else None,
        str(careful) if careful else None,
        str(gold.truth) if gold.truth else None,
        _width(found),
        narrow,
    )


def _date_verdict(wanted: Edtf | None, found: Edtf | None) -> DateVerdict:
    """Judge a date by the truth; where gold itself knows only several days, by whether it shares one with them."""
    if found is None:
        return DateVerdict.UNKNOWN
    if wanted is None or not _share_a_day(wanted, found):
        return DateVerdict.WRONG
    return DateVerdict.EXACT if _is_day(found) and _is_day(wanted) else DateVerdict.CONTAINS


def _is_day(value: Edtf) -> bool:
    return value.form in {Form.DAY, Form.PROBABLE_DAY}


def _share_a_day(one: Edtf, other: Edtf) -> bool:
    if members := one.days or other.days:
        return any(day in one and day in other for day in members)
    starts_before = one.first is None or other.last is None or one.first <= other.last
    return starts_before and (other.first is None or one.last is None or other.first <= one.last)


def _is_within(inner: Edtf, outer: Edtf) -> bool:
    if inner.days:
        return all(day in outer for day in inner.days)
    after = outer.first is None or (inner.first is not None and inner.first >= outer.first)
    before = outer.last is None or (inner.last is not None and inner.last <= outer.last)
    return after and before


def _width(value: Edtf | None) -> int | None:
    if value is None or value.first is None or value.last is None:
        return None
    return len(value.days) or (value.last - value.first).days + 1


def _tally(wanted: set[Found] | set[str], found: set[Found] | set[str]) -> Tally:
    return Tally(len(wanted & found), len(wanted - found), len(found - wanted))


def _slips(measure: str, wanted: set[Found], found: set[Found], body: str) -> list[Slip]:
    missed = [_slip(measure, item, body, wanted=item[2]) for item in wanted - found]
    return missed + [_slip(measure, item, body, found=item[2]) for item in found - wanted]


def _slip(measure: str, item: Found, body: str, *, wanted: str | None = None, found: str | None = None) -> Slip:
    start, end, _ = item
    around = " ".join(body[max(0, start - 40) : end + 30].split())
    return Slip(measure, start, end, body[start:end], wanted, found, around)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


# --- many texts -------------------------------------------------------------------------------------------------------------------------


def _figures(texts: tuple[TextReport, ...]) -> Figures:
    dates = Counter(text.date.verdict for text in texts)
    outlets = Counter(text.outlet for text in texts)
    contained = (text.date.days for text in texts if text.date.verdict is DateVerdict.CONTAINS)
    return Figures(
        texts=len(texts),
        mention_slips=_mention_slips(texts),
        tallies=MappingProxyType({name: reduce(Tally.__add__, (text.tallies[name] for text in texts), Tally()) for name in MEASURES}),
        dates=MappingProxyType({verdict: dates[verdict] for verdict in DateVerdict}),
        narrow=sum(text.date.narrow and text.date.verdict is not DateVerdict.WRONG for text in texts),
        widths=tuple(sorted(days for days in contained if days is not None)),
        outlets=MappingProxyType({verdict: outlets[verdict] for verdict in OutletVerdict}),
        fields=MappingProxyType({name: sum(text.fields[name] for text in texts) for name in FIELDS}),
    )


def _mention_slips(texts: tuple[TextReport, ...]) -> Mapping[MentionSlip, int]:
    """Count the slips of mentions by their kind."""
    counts: Counter[MentionSlip] = Counter()
    for text in texts:
        slips = [slip for slip in text.slips if slip.measure == "mentions"]
        missed = [(slip.start, slip.end) for slip in slips if slip.wanted]
        wrong = [(slip.start, slip.end) for slip in slips if slip.found]
        counts.update(_kind_of_slip(span, missed) for span in wrong)
        counts[MentionSlip.MISSED] += sum(not any(_overlap(span, other) for other in wrong) for span in missed)
    return MappingProxyType({kind: counts[kind] for kind in MentionSlip})


def _kind_of_slip(wrong: Span, missed: list[Span]) -> MentionSlip:
    if wrong in missed:
        return MentionSlip.RECORD
    return MentionSlip.EXTENT if any(_overlap(wrong, span) for span in missed) else MentionSlip.UNFOUNDED


# --- telling ----------------------------------------------------------------------------------------------------------------------------


def as_text(evaluation: Evaluation) -> str:
    """Return a table for people: a row a measure, three columns (precision, recall, F1) for all texts and for each set."""
    columns = {"all": evaluation.total, **evaluation.sets}
    heads = [f"{name} ({figures.texts})" for name, figures in columns.items()]
    rows = [("", *heads), ("", *("precision recall  F1" for _ in heads))]
    rows += [(name, *(_ratios(figures.tallies[name]) for figures in columns.values())) for name in MEASURES]
    rows.append(("", *("" for _ in heads)))
    for verdict in DateVerdict:
        rows.append((f"dates {verdict}", *(str(figures.dates[verdict]) for figures in columns.values())))
    rows.append(("  days, where several", *(_spread(figures.widths) for figures in columns.values())))
    rows.append(("  as narrow as reading", *(str(figures.narrow) for figures in columns.values())))
    for kind in OutletVerdict:
        rows.append((f"outlets {kind}", *(str(figures.outlets[kind]) for figures in columns.values())))
    rows += [(f"{name} right", *(str(figures.fields[name]) for figures in columns.values())) for name in FIELDS]
    return "\n".join("".join(cell.ljust(26) for cell in row).rstrip() for row in rows) + "\n"


def _ratios(tally: Tally) -> str:
    return "     ".join(f"{value:.3f}" if value is not None else "  -  " for value in (tally.precision, tally.recall, tally.f1))


def _spread(widths: tuple[int, ...]) -> str:
    return f"{widths[0]} to {widths[-1]}, median {widths[len(widths) // 2]}" if widths else "-"


def as_json(evaluation: Evaluation) -> dict[str, Json]:
    """Return figures and details as plain data. Ratios are rounded to four places, null where there is nothing to divide by."""
    return {
        "all": _figures_json(evaluation.total),
        "sets": {name: _figures_json(figures) for name, figures in evaluation.sets.items()},
        "texts": [_text_json(text) for text in evaluation.texts],
    }


def _figures_json(figures: Figures) -> dict[str, Json]:
    return {
        "texts": figures.texts,
        **{name: _tally_json(tally) for name, tally in figures.tallies.items()},
        "mention_slips": {str(kind): count for kind, count in figures.mention_slips.items()},
        "dates": {
            **{str(verdict): count for verdict, count in figures.dates.items()},
            "narrow": figures.narrow,
            "days": list(figures.widths),
        },
        "outlets": {str(verdict): count for verdict, count in figures.outlets.items()},
        **dict(figures.fields),
    }


def _tally_json(tally: Tally) -> dict[str, Json]:
    ratios = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    counts: dict[str, Json] = {"right": tally.right, "missed": tally.missed, "wrong": tally.wrong}
    return counts | {name: round(value, 4) if value is not None else None for name, value in ratios.items()}


def _text_json(text: TextReport) -> dict[str, Json]:
    date = text.date
    return {
        "file": text.path,
        "set": text.set,
        **{name: _tally_json(tally) for name, tally in text.tallies.items()},
        "date": {
            "verdict": date.verdict,
            "found": date.found,
            "careful": date.careful,
            "truth": date.truth,
            "days": date.days,
            "narrow": date.narrow,
        },
        "outlet": {"verdict": text.outlet, "found": text.outlet_found, "wanted": text.outlet_wanted},
        **dict(text.fields),
        "slips": [_slip_json(slip) for slip in text.slips],
    }


def _slip_json(slip: Slip) -> dict[str, Json]:
    return {name: getattr(slip, name) for name in ("measure", "start", "end", "surface", "wanted", "found", "context")}
