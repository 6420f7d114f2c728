"""Hold the pages of the built site to HTML's own rules, with the Nu HTML checker.

In: the site as `peers/compare.py` built it with the default generator, and the checker under `.cache/peers/vnu/`. Out: one line an error, exit 1 on any.

Of each folder at most some pages are looked at, those of one folder being of one or two kinds. What the theme itself does wrong cannot be mended here and
is left out, each message spelled out in `THEME`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

CHECKER = Path(".cache/peers/vnu/node_modules/vnu-jar/build/dist/vnu.jar")
SITE = Path(".cache/peers/mkdocs/archive/site")
OF_EACH = 40
"""Pages of a folder that are looked at, evenly spread over it."""

THEME = (
    # Material's two toggles for drawer and search stand in its base template, outside of any block: checkboxes that ask browsers to forget their state.
    ("Attribute “autocomplete” is only allowed when the input type is", 'class="md-toggle" data-md-toggle="drawer"'),
    ("Attribute “autocomplete” is only allowed when the input type is", 'class="md-toggle" data-md-toggle="search"'),
)
"""Beginning of the message, and what stands in the source that it is about: errors of the theme's own."""


def chosen(site: Path) -> Iterator[Path]:
    """Yield the pages to look at: all of a small folder, some of a large one."""
    folders: dict[Path, list[Path]] = defaultdict(list)
    for path in sorted(site.rglob("*.html")):
        folders[path.parent].append(path)
    for pages in folders.values():
        step = max(1, -(-len(pages) // OF_EACH))
        yield from pages[::step]


def errors(messages: Iterable[Mapping[str, Any]], site: Path) -> Iterator[str]:
    """Yield a line for each error that is not the theme's."""
    for message in messages:
        extract = message.get("extract", "")
        about_theme = any(message["message"].startswith(said) and source in extract for said, source in THEME)
        if message["type"] != "info" and not about_theme:
            page = message.get("url", "").partition(f"{site.as_posix()}/")[2]
            yield f"{page}:{message.get('lastLine', 0)}: {message['message']} {' '.join(extract.split())!r}"


def check(checker: Path, pages: Iterable[Path]) -> list[dict[str, Any]]:
    """Run the checker; return its messages."""
    command = ["java", "-Xss8m", "-jar", str(checker), "--format", "json", "--errors-only", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError) as error:
        raise SystemExit(f"pages: the checker failed\n{done.stderr[-2000:]}") from error
    return messages


def main() -> int:
    """Check; say what is wrong, or how much was looked at."""
    root = Path(__file__).absolute().parents[1]
    pages = tuple(chosen(root / SITE))
    if not pages:
        raise SystemExit("pages: no page to look at: peers/compare.py builds them")
    found = tuple(errors(check(root / CHECKER, pages), root / SITE))
    for line in found or (f"{len(pages)} pages, no error",):
        print(f"pages: {line}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
