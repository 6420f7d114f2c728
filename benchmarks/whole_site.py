"""Build a whole archive of any size from made-up seeds, as its owners would, and measure each stage.

    python benchmarks/whole_site.py FOLDER [--articles 10000] [--words 580]

FOLDER gets seeds made by `synthetic.py`, this project's authority, its pages by hand, theme and settings; seeds that already stand there are kept. Prints
what each stage takes, by the clock and at its peak of memory: `archive annotate`, `render` and `publish`, then, once more and alone, what of publishing is
the search index and what the copy for a disk. At the end, the weight of the site's folders and its largest pages.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import synthetic

from builder.write import FOLDERS

LARGEST = 200_000
"""Bytes of HTML that no page may exceed, whatever the archive's size."""

_INDEX = "import sys; from pathlib import Path; from builder.pagefind import index; sys.exit(bool(index(Path(sys.argv[1]), Path(sys.argv[1], 'site'))))"


def lay_out(folder: Path, articles: int, words: int) -> None:
    """Make the archive's folder: all that people would write in it."""
    synthetic.copy_authority(folder)
    for part in ("docs", "overrides"):
        shutil.copytree(synthetic.PROJECT / part, folder / part, dirs_exist_ok=True, ignore=_made_by_the_builder)
    shutil.copy(synthetic.PROJECT / "mkdocs.yml", folder)
    if (folder / "seeds").exists():
        return
    (folder / "seeds").mkdir()
    for ident, text in synthetic.seeds(articles, words):
        (folder / f"seeds/{ident}.txt").write_text(text, encoding="utf-8")


def _made_by_the_builder(folder: str, names: list[str]) -> list[str]:
    """Return what of a folder is not a person's."""
    here = Path(folder).relative_to(synthetic.PROJECT)
    return [name for name in names if (here / name).as_posix() in FOLDERS or name.startswith(".")]


def stages(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield what is measured, in order: a name, and the arguments of Python."""
    for verb in ("annotate", "render", "publish"):
        yield f"archive {verb}", ["-m", "builder", verb, "--clean", "--root", str(folder)]
    yield "of which the search index", ["-c", _INDEX, str(folder)]
    yield "of which the copy", ["-m", "builder", "bundle", "--root", str(folder), "--out", str(folder / "copy.zip")]


def measured(name: str, arguments: list[str]) -> str:
    """Run a stage; return its line of the table. Memory is that of the largest process, those it waited for included."""
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    failed = "" if child.returncode == 0 else f"   ended with code {child.returncode}"
    clock, processors = time.perf_counter() - began, used.ru_utime + used.ru_stime
    return f"{name:28} {clock:8.0f} {processors:8.0f} {used.ru_maxrss / 1024:8.0f}{failed}"


def sizes(site: Path) -> Iterator[str]:
    """Yield what the site weighs: folder by folder, then its largest pages."""
    files = [(path.relative_to(site), path.stat().st_size) for path in site.rglob("*") if path.is_file()]
    pages = sorted(((size, path.as_posix()) for path, size in files if path.suffix == ".html"), reverse=True)
    yield f"{len(files)} files, {len(pages)} pages, {sum(size for _, size in files) / 1e6:.0f} MB; {_above(pages)} pages above {LARGEST // 1000} kB"
    weights = Counter[str]()
    for path, size in files:
        weights[path.parts[0]] += size
    yield "   ".join(f"{name} {size / 1e6:.1f} MB" for name, size in weights.most_common(8))
    yield from (f"{size / 1e3:8.0f} kB  {path}" for size, path in pages[:12])


def _above(pages: list[tuple[int, str]]) -> int:
    return sum(size > LARGEST for size, _ in pages)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=580)
    given = parser.parse_args()
    lay_out(given.folder, given.articles, given.words)
    print(f"{'':28} {'seconds':>8} {'of CPU':>8} {'MB':>8}")
    for name, arguments in stages(given.folder):
        print(measured(name, arguments), flush=True)
    print("\n".join(sizes(given.folder / "site")))


if __name__ == "__main__":
    main()
