"""Measure the offline search beside SQLite FTS5 and tantivy, on the same texts and queries.

    python benchmarks/search.py FOLDER [--repeat 5]

FOLDER is an archive made by `synthetic.py`, or any other with annotated articles. Prints one table: articles indexed a second (CPU time of one core,
records already read for all three; and, for ours, with reading them), milliseconds of a warm query (median over the queries, each answered with all
its hits, ten of them shown with excerpts and all counted into facets; the peers give ids and a snippet of ten), and seconds from the shell. tantivy is
left out where it is not installed (`pip install tantivy`).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from builder import lookup
from builder.access import shown_blocks, shown_title
from builder.authority import authority
from builder.index.entries import entry
from builder.index.names import names_of
from builder.index.writer import Forms, Writer
from builder.model import TEXT_KINDS, Article
from builder.record import read_record
from builder.search import Request, search
from builder.shelf import Shelf

QUERIES = (
    "régime",
    "hopital",
    "quartiers rebelles",
    "liberee",
    "offensive russe aviation",
    "lib*",
    '"conseil de sécurité"',
    "trêve OR cessez",
    "bombardements civils NOT aviation",
    "ministre affaires étrangères",
)
"""Words, begun words, phrases and operators that all three can be asked for."""

OURS_ALONE = ("Salah al-Din", "actor:sergei-lavrov", "date:2014-03", "rebeles assiégés", "title:ville", "place:alep régime")


@dataclass(frozen=True)
class Measured:
    """One engine: articles a second, median and slowest of the warm queries in milliseconds, megabytes on disk."""

    name: str
    rate: float
    median: float
    slowest: float
    size: float


def _texts(articles: list[Article]) -> list[tuple[str, str, str]]:
    return [
        (
            article.id,
            shown_title(article) or "",
            "\n\n".join(article.text.body[block.start : block.end] for block in shown_blocks(article) if block.kind in TEXT_KINDS),
        )
        for article in articles
    ]


def _timed(ask: Callable[[str], object], queries: tuple[str, ...], repeat: int) -> list[float]:
    """Return the median milliseconds of each query, asked once before."""
    medians = []
    for query in queries:
        ask(query)
        took = []
        for _ in range(repeat):
            began = time.perf_counter()
            ask(query)
            took.append((time.perf_counter() - began) * 1_000)
        medians.append(statistics.median(took))
    return medians


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


@contextmanager
def _clock() -> Iterator[list[float]]:
    took: list[float] = []
    began = time.process_time()
    yield took
    took.append(time.process_time() - began)


def ours(articles: list[Article], root: Path, folder: Path, repeat: int) -> Measured:
    """Measure this project's search."""
    with _clock() as took:
        forms = Forms()
        with Writer(folder, None, lambda _generation: None) as writer:
            for article in articles:
                writer.add(entry(article, ("fr",)), forms)
        (folder / "words-1.tsv").write_bytes(forms.vocabulary().lines.encode())
    (folder / "names-1.json").write_text(names_of(authority(root)).as_json(), encoding="utf-8")
    with Shelf(folder, 1) as shelf:
        asked = _timed(lambda query: search(shelf, Request(query)), QUERIES, repeat)
        alone = _timed(lambda query: search(shelf, Request(query)), OURS_ALONE, repeat)
    print("  ours alone: " + ", ".join(f"{query} {took:.1f} ms" for query, took in zip(OURS_ALONE, alone, strict=True)))
    return Measured("archive (Whoosh)", len(articles) / took[0], statistics.median(asked), max(asked), _megabytes(folder))


def sqlite(articles: list[Article], folder: Path, repeat: int) -> Measured:
    """Measure SQLite FTS5 of the standard library; it folds accents and has no French stemmer."""
    texts = _texts(articles)
    database = sqlite3.connect(folder / "fts.db")
    with _clock() as took, database:
        database.execute("CREATE VIRTUAL TABLE found USING fts5(id UNINDEXED, title, body, tokenize = 'unicode61 remove_diacritics 2')")
        database.executemany("INSERT INTO found VALUES (?, ?, ?)", texts)

    def ask(query: str) -> object:
        asked = query.replace("*", " *").replace(" *", "*")
        rows = "SELECT id, snippet(found, 2, '**', '**', '…', 30) FROM found WHERE found MATCH ? ORDER BY rank LIMIT 10"
        count = database.execute("SELECT count(*) FROM found WHERE found MATCH ?", (asked,)).fetchone()
        return count, database.execute(rows, (asked,)).fetchall()

    asked = _timed(ask, QUERIES, repeat)
    database.close()
    return Measured("SQLite FTS5", len(articles) / took[0], statistics.median(asked), max(asked), _megabytes(folder))


def tantivy(articles: list[Article], folder: Path, repeat: int) -> Measured | None:
    """Measure tantivy, on one thread, with its French stemmer; None where it is not installed."""
    try:
        import tantivy as engine  # noqa: PLC0415  a peer, not a dependency
    except ImportError:
        return None
    texts = _texts(articles)
    schema = (
        engine.SchemaBuilder()
        .add_text_field("id", stored=True, tokenizer_name="raw")
        .add_text_field("title", stored=True, tokenizer_name="fr_stem")
        .add_text_field("body", stored=True, tokenizer_name="fr_stem")
        .build()
    )
    index = engine.Index(schema, path=str(folder))
    french = engine.TextAnalyzerBuilder(engine.Tokenizer.simple()).filter(engine.Filter.lowercase())
    index.register_tokenizer("fr_stem", french.filter(engine.Filter.stemmer("french")).filter(engine.Filter.ascii_fold()).build())
    with _clock() as took:
        writer = index.writer(num_threads=1)
        for ident, title, body in texts:
            writer.add_document(engine.Document(id=ident, title=title, body=body))
        writer.commit()
        writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(query: str) -> object:
        asked = index.parse_query(query.replace("*", ""), ["title", "body"], conjunction_by_default=" OR " not in query)
        snippets = engine.SnippetGenerator.create(searcher, asked, schema, "body")
        hits = searcher.search(asked, 10, count=True).hits
        return [snippets.snippet_from_doc(searcher.doc(address)).to_html() for _, address in hits]

    asked = _timed(ask, QUERIES, repeat)
    return Measured("tantivy", len(articles) / took[0], statistics.median(asked), max(asked), _megabytes(folder))


def _shell(root: Path, *words: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "builder", *words, "--root", str(root)], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        os.environ["XDG_STATE_HOME"] = str(Path(aside, "state"))
        with _clock() as reading:
            paths = sorted((given.folder / "archive/articles").glob("*.md"))
            articles = [read_record(path.read_text(encoding="utf-8"), path.as_posix()) for path in paths]
        words = sum(len(article.text.body.split()) for article in articles) / len(articles)
        print(f"{len(articles)} articles of {words:.0f} words; loop of a million additions: {_speed():.0f} ms of CPU")
        folders = [Path(aside, name) for name in ("ours", "sqlite", "tantivy")]
        for folder in folders:
            folder.mkdir()
        first = ours(articles, given.folder, folders[0], given.repeat)
        _table([first, sqlite(articles, folders[1], given.repeat), tantivy(articles, folders[2], given.repeat)])
        print(
            f"reading the records: {len(articles) / reading[0]:.0f} a second; read and indexed: {1 / (reading[0] / len(articles) + 1 / first.rate):.0f} a second"
        )
        shutil.rmtree(given.folder / ".search", ignore_errors=True)
        print(f"from the shell: first search, which makes the index: {_shell(given.folder, 'search', 'hopital'):.2f} s")
        lookup.reindex(given.folder)
        print("from the shell: " + ", ".join(f"{_shell(given.folder, 'search', 'quartiers rebelles'):.2f} s" for _ in range(given.repeat)))


def _speed() -> float:
    """Return how long this machine takes for a million additions, to compare figures of different hours: others may use the same cores."""
    with _clock() as took:
        total = 0
        for number in range(1_000_000):
            total += number
    return took[0] * 1_000


def _table(measured: list[Measured | None]) -> None:
    engines = [engine for engine in measured if engine]
    base = engines[0]
    print(f"{'':18} {'articles/s':>18} {'median ms':>18} {'slowest ms':>12} {'MB':>8}")
    for engine in engines:
        with suppress(ZeroDivisionError):
            rate, median = f"({engine.rate / base.rate:.2f}x)", f"({engine.median / base.median:.2f}x)"
            print(
                f"{engine.name:18} {engine.rate:9.0f} {rate:>8} {engine.median:9.2f} {median:>8} {engine.slowest:12.2f} {engine.size:8.1f}"
            )


if __name__ == "__main__":
    main()
