"""Kills `archive build`, `index` and `search` at random moments, and looks at what is left: run as `python tests/kills.py --kills 100`.

Before each kill something that people write is changed, so that there is work to kill. After it, all that people wrote must be as it was, every page
must be whole, and the next run must come to the very bytes that an undisturbed run comes to. Half the kills take the whole group of processes, half the
builder alone, as the system does when memory runs out. The moments are random; `--seed` makes the choices around them the same again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import copy_archive

from builder.disk import TEMPORARY
from builder.record import is_untouched
from builder.write import FOLDERS, MANIFEST

PROJECT = Path(__file__).parents[1]
PEOPLES = ("seeds", "archive", "docs", "overrides", "tests/gold")
RECORDS = "archive/articles"
MADE = (RECORDS, *FOLDERS)

Files = dict[str, bytes]

NEW = "Un titre nouveau\n\nUne phrase de plus sur Alep, que Sergueï Lavrov a dite mardi à Genève.\n".encode()
QUERIES = ("Alep", "Salahedine", "liberee", "ministre OR président", "place:salaheddine")
ASK = """
import json, sys
from pathlib import Path
from builder.lookup import Request, look_up
print(json.dumps([look_up(Path(sys.argv[1]), Request(query))[0].as_json() for query in sys.argv[2:]]))
"""
"""Searches as `archive search --json` does, several in one process."""


# --- states of what people write ----------------------------------------------------------------------------------------------------------


def change(root: Path, state: int) -> None:
    """Bring what people write to one of four states: 0 as it is, 1 a seed and a notice more, 2 a seed less and a record changed, 3 prose changed."""
    first, second, *_ = sorted((PROJECT / "seeds").glob("*.txt"))
    settle(root / "seeds/nouveau.txt", NEW if state == 1 else None)
    for path in (first, first.with_suffix(".yml")):
        settle(root / "seeds" / path.name, None if state == 2 else original(path))
    notice = second.with_suffix(".yml")
    settle(root / "seeds" / notice.name, b'author: "Oda Lund"\nslug: une-adresse\n' if state == 1 else original(notice))
    record, prose = min((PROJECT / "archive/places").glob("*.md")), PROJECT / "docs/_pages/index.md"
    settle(root / "archive/places" / record.name, record.read_bytes() + (b"\nUne note de plus.\n" if state == 2 else b""))
    settle(root / "docs/_pages/index.md", prose.read_bytes() + (b"\nUn mot de plus.\n" if state == 3 else b""))


def original(path: Path) -> bytes | None:
    """Return what the project's own archive has there."""
    return path.read_bytes() if path.is_file() else None


def settle(path: Path, content: bytes | None) -> None:
    """Make a file hold this, or be gone; one that is right is not touched."""
    if content is None:
        path.unlink(missing_ok=True)
    elif not path.is_file() or path.read_bytes() != content:
        path.write_bytes(content)


def files(root: Path, *parts: str) -> Files:
    """Return the files in folders, or files, of an archive."""
    paths = (path for part in parts for path in ((root / part).rglob("*") if (root / part).is_dir() else [root / part]))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def peoples(root: Path) -> Files:
    """Return all that people write."""
    made = tuple(f"{part}/" for part in (*MADE, MANIFEST))
    found = files(root, *PEOPLES, "mkdocs.yml")
    return {path: content for path, content in found.items() if not f"{path}/".startswith(made) and not path.endswith(TEMPORARY)}


# --- running and killing --------------------------------------------------------------------------------------------------------------------


def ended(process: subprocess.Popen[str]) -> str:
    """Wait for a process, which must end well, and return what it printed."""
    out, err = process.communicate()
    assert not process.returncode, f"{process.args!r} ended with {process.returncode}: {err}"
    return out


@dataclass(frozen=True, slots=True)
class Archive:
    """A copy of the project's archive, and where the seals of its search index are kept."""

    root: Path
    seals: Path

    @classmethod
    def make(cls, folder: Path, seeds: int) -> Archive:
        """Copy what people wrote of the project's archive, with so many of its seeds."""
        root = copy_archive(PROJECT, folder / "archive")
        shutil.rmtree(root / RECORDS)
        for path in sorted((root / "seeds").glob("*.txt"))[seeds:]:
            path.unlink()
            path.with_suffix(".yml").unlink(missing_ok=True)
        return cls(root, folder / "state")

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command of the archive in a group of processes of its own."""
        return self.python("-m", "builder", *arguments, "--root", str(self.root))

    def python(self, *arguments: str) -> subprocess.Popen[str]:
        """Start Python so."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=PROJECT,
            env={**os.environ, "XDG_STATE_HOME": str(self.seals), "GIT_CEILING_DIRECTORIES": str(self.root.parent)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str) -> None:
        """Run a command to its end, which must be a good one."""
        ended(self.start(*arguments))

    def made(self) -> Files:
        """Return all that a build makes."""
        return files(self.root, *MADE, "site")

    def found(self) -> list[dict[str, Any]]:
        """Return what searches find, but for scores, which weigh a word by how the index grew, and the order that follows from them."""
        found: list[dict[str, Any]] = json.loads(ended(self.python("-c", ASK, str(self.root), *QUERIES)))
        for answer in found:
            answer["results"] = sorted(({**result, "score": None} for result in answer["results"]), key=lambda result: str(result["id"]))
        return found


@dataclass(frozen=True, slots=True)
class Reference:
    """What an undisturbed run makes of a state, and how many seconds each command takes."""

    made: Files
    found: list[dict[str, Any]]
    seconds: Mapping[str, float]


def reference(folder: Path, state: int, seeds: int) -> Reference:
    """Build a state from nothing, and index it."""
    archive = Archive.make(folder, seeds)
    change(archive.root, state)
    seconds = {}
    for command in ("build", "index"):
        begin = time.monotonic()
        archive.run(command)
        seconds[command] = time.monotonic() - begin
    return Reference(archive.made(), archive.found(), {**seconds, "search": seconds["index"]})


def kill_once(archive: Archive, command: str, seconds: float, chance: random.Random) -> str:
    """Start a command, kill it at a random moment, and say how that went."""
    options = {"build": [["--jobs", "1"], ["--jobs", "2"], ["--clean"]], "index": [[], ["--clean"]], "search": [["Alep"]]}[command]
    process = archive.start(command, *chance.choice(options))
    time.sleep(chance.uniform(0.1, 1.0) * seconds)
    is_over = process.poll() is not None
    if chance.random() < 0.5:
        os.killpg(process.pid, signal.SIGKILL) if not is_over else None
    else:
        process.kill()
    process.communicate()
    return f"{command} {'was over before' if is_over else 'killed'}"


# --- looking at what is left ------------------------------------------------------------------------------------------------------------------


def look(archive: Archive, before: Files, known: Mapping[str, set[bytes]], states: Iterable[Reference]) -> tuple[str, ...]:
    """Hold what a kill left to what must never be otherwise; return what was seen of half-done work."""
    assert peoples(archive.root) == before, "what people wrote has changed"
    left = files(archive.root, *MADE)
    pages = {path: content for path, content in left.items() if not path.endswith(TEMPORARY)}
    for path, content in pages.items():
        assert content in known.get(path, set()), f"{path} is not whole"
        if path.startswith(RECORDS):
            assert is_untouched(content.decode()), f"the digest of {path} does not hold"
    rest = archive.root / ".cache"
    seen = {
        "left pages of two states": bool(states) and all(any(pages[path] != one.made.get(path) for path in pages) for one in states),
        "left a temporary file": len(left) > len(pages) or any(archive.root.glob(f"*/.*{TEMPORARY}")) or any(rest.glob(f".*{TEMPORARY}")),
        "left a site half built": (rest / "site-new").exists(),
        "left no site": not (archive.root / "site/index.html").exists(),
        "left a search index half made": any(rest.glob("pagefind-*")),
    }
    return tuple(what for what, is_so in seen.items() if is_so)


def assert_right(archive: Archive, expected: Reference, command: str) -> None:
    """Run again, undisturbed: the very bytes of an undisturbed archive, or the same answers."""
    if command != "build":
        assert archive.found() == expected.found, "searches find something else"
        return
    archive.run("build")
    made = archive.made()
    differing = sorted(path for path in made.keys() | expected.made.keys() if made.get(path) != expected.made.get(path))
    assert not differing, f"not as an undisturbed build: {differing[:10]}"
    assert not any(archive.root.rglob(f".*{TEMPORARY}")), "temporary files stay"


def kills(folder: Path, number: int, seed: int, states: int = 4, seeds: int = 1000) -> Counter[str]:
    """Kill so many times, and return what the kills met.

    Raises:
        AssertionError: something was lost, or came out otherwise.
    """
    chance, tally = random.Random(seed), Counter[str]()
    expected = [reference(folder / f"reference-{state}", state, seeds) for state in range(states)]
    known: dict[str, set[bytes]] = {}
    for one in expected:
        for path, content in one.made.items():
            known.setdefault(path, set()).add(content)
    archive = Archive.make(folder / "killed", seeds)
    for command in ("build", "index"):
        archive.run(command)
    state, pace = 0, dict.fromkeys(expected[0].seconds, 0.8)
    for count in range(1, number + 1):
        was, state = state, chance.choice([other for other in range(states) if other != state])
        command = chance.choices(("build", "index", "search"), (3, 1, 1))[0]
        change(archive.root, state)
        if command != "build":
            archive.run("annotate")
        before = peoples(archive.root)
        met: tuple[str, ...] = ()
        for _ in range(chance.choice((1, 1, 1, 2))):
            met += (kill_once(archive, command, pace[command] * expected[state].seconds[command], chance),)
            pace[command] *= 1.05 if met[-1].endswith("killed") else 0.8  # to stay within what there is to do
            met += look(archive, before, known, (expected[was], expected[state]) if command == "build" else ())
        assert_right(archive, expected[state], command)
        tally.update(met)
        sys.stdout.write(f"{count:4} {', '.join(met)}\n")
        sys.stdout.flush()
    archive.run("build")
    assert archive.found() == expected[state].found, "searches find something else in the end"
    return tally


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    given = parser.parse_args()
    sys.stdout.write(f"seed {given.seed}\n")
    with tempfile.TemporaryDirectory(prefix="archive-kills-") as folder:
        met = kills(Path(folder), given.kills, given.seed)
    sys.stdout.write("".join(f"{count:5} {what}\n" for what, count in sorted(met.items())))


if __name__ == "__main__":
    main()
