"""Show a diff on the page of a workflow's run: Markdown in which nothing of the diff can act.

In: the path of a diff of `archive/articles/`. Out: Markdown on standard output. The diff holds a stranger's words, so it stands in a fence longer than
any run of backticks in it, and characters that hide or turn around what follows them are spelled out. It is cut where the forge would show none of it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

LIMIT = 900_000
"""Bytes of the diff that are shown: the forge shows no summary of more than 1 MiB."""

_HIDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls, and marks that change the direction of writing (Unicode Standard Annex 9)."""

_NONE = "Cette proposition ne change aucune page de `archive/articles/`."
_SOME = (
    "Une fois la proposition acceptée, le programme écrit ces pages lui-même\u202f; il n’y a rien à joindre. "
    "Le site tel qu’il serait est joint plus bas, sous le nom «\u202fsite\u202f»\u00a0: décompressez-le et ouvrez `index.html`."
)


def summary(diff: str, limit: int = LIMIT) -> str:
    """Return the Markdown that shows a diff, as long as it may be."""
    if not diff:
        return f"## Aucune page changée\n\n{_NONE}\n"
    pages = sum(line.startswith("diff --git ") for line in diff.split("\n"))
    shown, left_out = _cut(_HIDING.sub(lambda match: f"‹U+{ord(match.group()):04X}›", diff), limit)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    more = f"\n… et {left_out} lignes de plus, que montre une construction chez soi (`make site`).\n" if left_out else ""
    heading = "## Une page serait écrite" if pages == 1 else f"## {pages} pages seraient écrites"
    return f"{heading}\n\n{_SOME}\n\n{fence}diff\n{shown}{fence}\n{more}"


def _cut(text: str, limit: int) -> tuple[str, int]:
    """Return the whole lines that fit into so many bytes, each with its end, and the number of those that do not."""
    lines = text.removesuffix("\n").split("\n")
    size = 0
    for number, line in enumerate(lines):
        size += len(line.encode()) + 1
        if size > limit:
            return "".join(f"{kept}\n" for kept in lines[:number]), len(lines) - number
    return "".join(f"{line}\n" for line in lines), 0


if __name__ == "__main__":
    sys.stdout.buffer.write(summary(Path(sys.argv[1]).read_bytes().decode("utf-8", "replace")).encode())
