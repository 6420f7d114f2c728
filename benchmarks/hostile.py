"""Measure how long the builder takes over texts that are made to keep it busy: a megabyte of one thing each.

    python benchmarks/hostile.py [--bytes 1000000]

Prints seconds of CPU time and the most memory for each, start of the program included. A text twice as long should take twice as long, not four times:
`--bytes 500000` shows whether it does.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

Pieces = Iterator[str]

DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
SYLLABLES = "ka lo mi ra ste vou chi del nor ba".split()


def dates(chance: random.Random) -> Pieces:
    """Yield dates of every form, and nothing else."""
    while True:
        day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2011, 2017)
        yield chance.choice(
            (
                f"{chance.choice(DAYS)} {day} {MONTHS[month - 1]} {year}",
                f"le {day} {MONTHS[month - 1]}",
                f"{day:02}/{month:02}/{year}",
                f"ce {chance.choice(DAYS)} matin",
                "hier",
                "depuis le 15 novembre.",
                "il y a trois semaines",
                "dans la nuit de vendredi à samedi",
            )
        )


def capitals(chance: random.Random) -> Pieces:
    """Yield words with a capital that no record knows, 100,000 at most."""
    for _ in range(100_000):
        yield "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(1, 3))).capitalize()


def nested(_chance: random.Random) -> Pieces:
    """Yield quotations twenty deep."""
    return itertools.repeat("« " * 20 + "dit-il" + " »" * 20)


def open_quotes(_chance: random.Random) -> Pieces:
    """Yield quotations that never end."""
    return itertools.repeat("« a")


def quotes(_chance: random.Random) -> Pieces:
    """Yield quotations in quotations, each with its speaker."""
    return itertools.repeat('« Il a dit “oui "non" oui” », a déclaré M. Durand.')


def brackets(_chance: random.Random) -> Pieces:
    """Yield what Markdown would take for links."""
    return itertools.repeat("[a](b) <!-- c --> ![")


KINDS: tuple[Callable[[random.Random], Pieces], ...] = (dates, capitals, nested, open_quotes, quotes, brackets)


def text(pieces: Pieces, size: int) -> str:
    """Return a headline and one paragraph of at most so many bytes."""
    kept, total = ["Un titre\n\n"], 0
    for piece in pieces:
        total += len(piece.encode()) + 1
        if total > size - 20:
            break
        kept += (piece, " ")
    return "".join(kept)


def measured(path: Path) -> tuple[float, float]:
    """Return seconds of CPU time and megabytes that annotating a file took."""
    process = subprocess.Popen([sys.executable, "-m", "builder", "show", "--json", str(path)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{path.name}: ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1_024


def main() -> None:
    """Run from the command line, in an archive's folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bytes", type=int, default=1_000_000)
    size = parser.parse_args().bytes
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            path = Path(folder, f"{kind.__name__}.txt")
            path.write_text(text(kind(random.Random(1)), size), encoding="utf-8")
            seconds, megabytes = measured(path)
            print(f"{kind.__name__:12} {path.stat().st_size:9,} bytes {seconds:6.1f} s {megabytes:6.0f} MB")


if __name__ == "__main__":
    main()
