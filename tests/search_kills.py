"""Kill `archive index` and `archive search` at random moments, and see whether the next run is right.

    python tests/search_kills.py [--times 100] [--seed 1] [--articles 60]

Before each run a record is changed, added or removed, or the index thrown away; then the command is killed after a random time. The run after it must
give exactly the articles that are there. Prints what it saw; exit code 1 where a run was wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from searching import article, put

WORDS = ("ancre", "brise", "cale", "digue", "estran", "falaise", "galet", "houle")


@dataclass
class Harbour:
    """An archive whose articles each hold one of a few words, and what a search must find in it."""

    root: Path
    chance: random.Random
    holds: dict[str, str] = field(default_factory=dict)

    @classmethod
    def made(cls, root: Path, articles: int, seed: int) -> Harbour:
        """Return an archive of some articles."""
        (root / "archive").mkdir(parents=True)
        (root / "archive/archive.yml").write_text('languages: ["fr"]\n', encoding="utf-8")
        harbour = cls(root, random.Random(seed))
        for number in range(articles):
            harbour.put(f"article-{number}")
        return harbour

    def put(self, ident: str) -> None:
        """Write an article anew, with a word drawn by chance."""
        word = self.holds[ident] = self.chance.choice(WORDS)
        put(self.root, article(ident, " ".join([f"Le port et sa {word} au matin, numéro {self.chance.random()}."] * 20)))

    def change(self) -> None:
        """Change, add or remove a few articles."""
        for _ in range(self.chance.randint(1, 4)):
            ident = f"article-{self.chance.randrange(len(self.holds) + 3)}"
            if ident in self.holds and self.chance.random() < 0.3:
                (self.root / f"archive/articles/{ident}.md").unlink()
                del self.holds[ident]
            else:
                self.put(ident)

    def command(self) -> list[str]:
        """Return one of the commands that write the index."""
        words = self.chance.choice((["index"], ["index", "--clean"], ["search", "port"]))
        return [sys.executable, "-m", "builder", *words, "--root", str(self.root)]

    def is_right(self) -> bool:
        """Say whether the next search finds each article by its word, and no other."""
        word = self.chance.choice(WORDS)
        command = [sys.executable, "-m", "builder", "search", "--json", "--limit", "1000", "--root", str(self.root), word]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            return False
        found = {hit["id"] for hit in json.loads(run.stdout)["results"]}
        return found == {ident for ident, held in self.holds.items() if held == word}


def kill(harbour: Harbour, times: int) -> Counter[str]:
    """Kill so many commands, each after a time drawn from what whole ones take; return how often they had ended, been killed, and what was wrong."""
    seen: Counter[str] = Counter()
    took = 1.5
    while seen["killed"] < times:
        harbour.change()
        began = time.monotonic()
        run = subprocess.Popen(harbour.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            run.wait(harbour.chance.uniform(0.3, 1.0) * took)
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            seen["killed"] += 1
        else:
            took = 0.8 * took + 0.2 * (time.monotonic() - began)
            seen["ended before"] += 1
        seen["wrong"] += not harbour.is_right()
    return seen


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = str(Path(folder, "state"))
        seen = kill(Harbour.made(Path(folder, "harbour"), given.articles, given.seed), given.times)
    print(", ".join(f"{what}: {count}" for what, count in sorted(seen.items())))  # noqa: T201
    return bool(seen["wrong"])


if __name__ == "__main__":
    sys.exit(main())
