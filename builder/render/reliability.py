"""How right annotation is, in tables: the figures by set of texts, the sorts of errors, and another program on the same texts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from markupsafe import Markup

from builder import french
from builder.evaluate import MEASURES, Figures, Tally
from builder.reliability import Comparison, Reliability
from builder.render.labels import DATE_VERDICTS, MEASURE_NAMES, MENTION_SLIPS, OUTLET_VERDICTS, SETS
from builder.render.markdown import fragment, live
from builder.render.site import Site

NOT_MEASURED = "La justesse de l’annotation n’a pas été mesurée dans cette archive."
NOTHING = "—"
"""Stands where there is nothing to divide by."""

Row = tuple[str, ...]
Kind = TypeVar("Kind")


def reliability_figures(site: Site, _here: str) -> Markup:
    """Return precision and recall of what is counted, a table for each set of texts; then dates and outlets, the sets side by side."""
    if site.measured is None:
        return live(NOT_MEASURED)
    sets = _sets(site.measured)
    rows = [(_set_name(name, figures), _measures(figures)) for name, figures in sets]
    return fragment(
        "reliability.md.jinja",
        summary=_summary(site.measured),
        sets=rows,
        heads=[french.capital(_label(name)) for name, _ in sets],
        dates=_date_rows([figures for _, figures in sets]),
        outlets=_counts(OUTLET_VERDICTS, (figures.outlets for _, figures in sets)),
    )


def mention_slips(site: Site, _here: str) -> Markup:
    """Return how often names went wrong, by the sort of error."""
    if site.measured is None:
        return Markup()
    sets = _sets(site.measured)
    rows = _counts(MENTION_SLIPS, (figures.mention_slips for _, figures in sets))
    wanted: Row = ("Noms à trouver", *(french.number(_wanted(figures.tallies["mentions"])) for _, figures in sets))
    return fragment("slips.md.jinja", heads=[french.capital(_label(name)) for name, _ in sets], rows=[wanted, *rows])


def comparison(site: Site, _here: str) -> Markup:
    """Return what a benchmark measured of this and of another program, and when."""
    compared = site.measured.comparison if site.measured else None
    if site.measured is None or compared is None:
        return Markup()
    return fragment(
        "comparison.md.jinja",
        texts=f"{french.number(compared.texts)} {_label(compared.set)}",
        date=french.date(compared.date),
        is_current=site.measured.is_current,
        rows=list(_engine_rows(compared)),
    )


def _sets(measured: Reliability) -> list[tuple[str, Figures]]:
    """Return the sets in the order of their labels, then those of other names; all texts together where no set is named."""
    sets = measured.measured.sets
    order = [*(name for name in SETS if name in sets), *(name for name in sets if name not in SETS)]
    return [(name, sets[name]) for name in order] or [("", measured.measured.total)]


def _label(name: str) -> str:
    return SETS.get(name, name) if name else "textes"


def _set_name(name: str, figures: Figures) -> str:
    return f"{french.capital(_label(name))} ({french.number(figures.texts)})"


def _summary(measured: Reliability) -> str:
    parts = [f"{french.number(figures.texts)} {_label(name)}" for name, figures in _sets(measured) if name]
    total = french.count(measured.measured.total.texts, "texte")
    return f"{total}{french.WIDE}: {french.listing(parts)}." if parts else f"{total}."


def _measures(figures: Figures) -> list[Row]:
    return [
        (MEASURE_NAMES[name], french.number(_wanted(figures.tallies[name])), *_ratios(name, figures.tallies[name])) for name in MEASURES
    ]


def _wanted(tally: Tally) -> int:
    return tally.right + tally.missed


def _ratios(name: str, tally: Tally) -> tuple[str, str, str]:
    """Return precision, recall and F1; unknown names have a recall only, as no gold lists all that may be told."""
    recall = _percent(tally.recall)
    return (NOTHING, recall, NOTHING) if name == "unresolved" else (_percent(tally.precision), recall, _percent(tally.f1))


def _percent(value: float | None) -> str:
    return NOTHING if value is None else french.percent(value)


def _date_rows(sets: list[Figures]) -> list[Row]:
    rows = _counts(DATE_VERDICTS, (figures.dates for figures in sets))
    widths: Row = ("Étendue médiane de ces intervalles", *(_median(figures.widths) for figures in sets))
    narrow: Row = ("Aussi précise qu’une lecture attentive", *(french.number(figures.narrow) for figures in sets))
    return [*rows, widths, narrow]


def _median(widths: tuple[int, ...]) -> str:
    return french.count(widths[len(widths) // 2], "jour") if widths else NOTHING


def _counts(labels: Mapping[Kind, str], sets: Iterable[Mapping[Kind, int]]) -> list[Row]:
    """Return a row a kind: its words, and how many there are in each set."""
    columns = tuple(sets)
    return [(words, *(french.number(counts[kind]) for counts in columns)) for kind, words in labels.items()]


def _engine_rows(compared: Comparison) -> Iterable[Row]:
    for engine in compared.engines:
        for words, tally in (("mêmes mots", engine.exact), ("au moins un mot en commun", engine.overlap)):
            yield engine.name, words, *(_percent(value) for value in (tally.precision, tally.recall, tally.f1))
