"""Measure annotation beside spaCy's French model: seeds a second, memory, and the names found in the gold texts.

    python benchmarks/annotate.py [--seeds 10000] [--words 580] [--model-seeds 200] [--write]

Prints two tables. Speed: `archive annotate` over seeds made by `synthetic.py`, on one process and on two, everything counted (start, reading, writing),
and the named entities alone of spaCy's fr_core_news_md over the first of the same seeds, its start not counted. Names: which stretches of the French
gold texts held back from tuning both find. spaCy links nothing, so only the words count: exactly those of the gold, or at least a part of them. Where spaCy is not installed
(`make ner`), its lines are left out. `--write` keeps the second table as `tests/gold/comparison.json`, from which the site takes it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import synthetic

from builder import __version__
from builder.evaluate import Tally
from builder.gold import GoldFile
from builder.model import TEXT_KINDS, Article
from builder.pipeline import Shown, show
from builder.recognise import MODEL, recognise
from builder.reliability import COMPARISON, gold_files, text_of, texts_digest

GOLD = synthetic.PROJECT / "tests/gold"
SET = "held back"
"""The set of gold texts that are compared: those that no rule was made by."""

LABELS = frozenset({"PER", "LOC", "ORG"})
"""What counts as a name of spaCy's: not MISC, which holds inhabitants and titles of works."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Run:
    """One program over some seeds: seconds on the clock and of the processors, megabytes of its largest process."""

    name: str
    seeds: int
    clock: float
    processors: float
    megabytes: float


@dataclass(frozen=True)
class Names:
    """How one program finds the names of the gold."""

    name: str
    exact: Tally
    overlap: Tally


# --- speed ------------------------------------------------------------------------------------------------------------------------------


def annotation(folder: Path, seeds: int, jobs: int) -> Run:
    """Run `archive annotate` over all seeds of a folder."""
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "builder", "annotate", "--clean", "--jobs", str(jobs), "--root", str(folder)])
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit("annotation failed")
    name = f"archive annotate, {jobs} process{'es' if jobs > 1 else ''}"
    return Run(name, seeds, time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def model_speed(folder: Path, seeds: int) -> Run | None:
    """Run the model in a process of its own, None where it is not installed."""
    if not has_model():
        return None
    child = subprocess.Popen(
        [sys.executable, __file__, "--over", str(folder / "seeds"), "--seeds", str(seeds)], stdout=subprocess.PIPE, text=True
    )
    told = child.stdout.read() if child.stdout else ""
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit("the model failed")
    took = json.loads(told)
    return Run(f"{model_name()}, names alone", took["seeds"], took["clock"], took["processors"], used.ru_maxrss / 1024)


def has_model() -> bool:
    """Say whether spaCy and its French model are installed."""
    try:
        importlib.metadata.version("spacy")
        importlib.metadata.version(MODEL.replace("_", "-"))
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def model_name() -> str:
    """Return both with their versions."""
    return f"spaCy {importlib.metadata.version('spacy')}, {MODEL} {importlib.metadata.version(MODEL.replace('_', '-'))}"


def _model() -> Any:
    import spacy  # noqa: PLC0415  a peer, not a dependency

    return spacy.load(MODEL, exclude=["morphologizer", "parser", "attribute_ruler", "lemmatizer"])


def over(folder: Path, seeds: int) -> None:
    """Have the model find names in the first seeds of a folder, and print how long that took."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))[:seeds]]
    model = _model()
    began, used = time.perf_counter(), time.process_time()
    for _ in model.pipe(texts):
        pass
    print(json.dumps({"seeds": len(texts), "clock": time.perf_counter() - began, "processors": time.process_time() - used}))


# --- names ------------------------------------------------------------------------------------------------------------------------------


def annotated(files: tuple[GoldFile, ...]) -> list[Article]:
    """Annotate the texts of the gold, each with or without its notice as it says."""
    articles: dict[str, Article] = {}
    for noticed in (False, True):
        chosen = [file for file in files if file.gold.notice is noticed]
        paths = [text_of(file, synthetic.PROJECT) for file in chosen]
        for file, shown in zip(chosen, show(synthetic.PROJECT, paths, with_notices=noticed), strict=True):
            if not isinstance(shown, Shown):
                raise SystemExit(shown.as_text())
            articles[file.path] = shown.article
    return [articles[file.path] for file in files]


def names_found(pairs: list[tuple[GoldFile, Article]]) -> list[Names]:
    """Hold both programs against the gold of these texts."""
    found = [Names(f"press-archive {__version__}", *_tallies(pairs, [_mentions(article) for _, article in pairs]))]
    if has_model():
        model = _model()
        found.append(Names(model_name(), *_tallies(pairs, [_entities(model, article) for _, article in pairs])))
    return found


def _mentions(article: Article) -> set[Span]:
    return {(mention.start, mention.end) for mention in article.naming.mentions}


def _entities(model: Any, article: Article) -> set[Span]:
    """Return what the model sees in the article's own text, block by block."""
    spans: set[Span] = set()
    for block in article.text.blocks:
        if block.kind in TEXT_KINDS:
            entities = model(article.text.body[block.start : block.end]).ents
            spans |= {(block.start + entity.start_char, block.start + entity.end_char) for entity in entities if entity.label_ in LABELS}
    return spans


def _tallies(pairs: list[tuple[GoldFile, Article]], found: list[set[Span]]) -> tuple[Tally, Tally]:
    """Count exact stretches, then those that share a part; names unknown to the records count in no way, as only a model can find them all."""
    exact, overlap = Tally(), Tally()
    for (file, article), spans in zip(pairs, found, strict=True):
        body = article.text.body
        wanted = {mention.span(body) for mention in file.gold.mentions}
        free = {spot.span(body) for spot in (*file.gold.unresolved, *file.gold.either)}
        counted = {span for span in spans if span in wanted or not _meets(span, free)}
        exact += Tally(len(wanted & counted), len(wanted - counted), len(counted - wanted))
        met = {span for span in wanted if _meets(span, counted)}
        overlap += Tally(len(met), len(wanted - met), sum(not _meets(span, wanted) for span in counted))
    return exact, overlap


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def unknown_names(pairs: list[tuple[GoldFile, Article]]) -> str:
    """Say how many of the gold's unresolved names are told to people: by rules alone, and with the model."""
    articles = [article for _, article in pairs]
    seen = recognise(articles) if has_model() else {}
    wanted = rules = both = 0
    for file, article in pairs:
        told = [(item.start, item.end) for item in article.naming.unresolved]
        more = [*told, *((sighting.start, sighting.end) for sighting in seen.get(article.id, ()))]
        spans = [spot.span(article.text.body) for spot in file.gold.unresolved]
        wanted += len(spans)
        rules += sum(_meets(span, told) for span in spans)
        both += sum(_meets(span, more) for span in spans)
    return f"unknown names told: {rules} of {wanted} by rules" + (f", {both} with the model" if seen else "")


# --- telling ----------------------------------------------------------------------------------------------------------------------------


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=580)
    parser.add_argument("--model-seeds", type=int, default=200)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--over", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.over:
        over(given.over, given.seeds)
        return
    if given.seeds:
        _measure_speed(given.seeds, given.words, given.model_seeds)
    _measure_names(write=given.write)


def _measure_speed(seeds: int, words: int, model_seeds: int) -> None:
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside)
        synthetic.copy_authority(folder)
        (folder / "seeds").mkdir()
        total = 0
        for ident, text in synthetic.seeds(seeds, words):
            (folder / f"seeds/{ident}.txt").write_text(text, encoding="utf-8")
            total += len(text.split())
        print(f"{seeds} seeds of {total / seeds:.0f} words; loop of a million additions: {_speed():.0f} ms of CPU", flush=True)
        runs = [annotation(folder, seeds, 1), annotation(folder, seeds, 2), model_speed(folder, model_seeds)]
    print(f"{'':58} {'seeds/s':>9} {'of CPU':>9} {'MB':>7}")
    for run in runs:
        if run:
            print(f"{run.name:58} {run.seeds / run.clock:9.0f} {run.seeds / run.processors:9.0f} {run.megabytes:7.0f}")
    if not has_model():
        print("spaCy and its French model are not installed: make ner")


def _measure_names(*, write: bool) -> None:
    files = gold_files(GOLD, synthetic.PROJECT)
    pairs = list(zip(files, annotated(files), strict=True))
    french = [(file, article) for file, article in pairs if article.text.language == "fr" and file.gold.set == SET]
    found = names_found(french)
    print(f"\n{len(french)} French gold texts ({SET}), names: precision, recall, F1 of the very words; of at least a part")
    for one in found:
        print(f"{one.name:58} {_ratios(one.exact)}   {_ratios(one.overlap)}")
    print(unknown_names(pairs) + f" (all {len(pairs)} texts)")
    if write and len(found) > 1:
        _write(found, len(french), texts_digest(files, [text_of(file, synthetic.PROJECT) for file in files]))


def _ratios(tally: Tally) -> str:
    return " ".join(f"{value or 0:.3f}" for value in (tally.precision, tally.recall, tally.f1))


def _write(found: list[Names], texts: int, digest: str) -> None:
    """Keep what was found for the site."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    kept = {"date": today, "set": SET, "texts": texts, "texts_digest": digest, "engines": [asdict(one) for one in found]}
    (GOLD / COMPARISON).write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"written: tests/gold/{COMPARISON}")


def _speed() -> float:
    """Return how long this machine takes for a million additions, to compare figures of different hours: others may use the same cores."""
    began = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number
    return (time.process_time() - began) * 1_000


if __name__ == "__main__":
    main()
