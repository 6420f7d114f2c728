"""Text as Markdown that shows exactly that text, and back.

In: one block of clean text (no line break, no space at its ends). Out: Markdown for that block, or the text of such Markdown. Pure.

Only what could act is escaped, so that prose stays prose: brackets, braces, stars, underscores, backticks, hashes and backslashes always, the rest
where it stands in a place that matters. Backslashes serve the 16 characters that Python-Markdown lets be escaped, entities all others.

| character | acts | in |
| --- | --- | --- |
| `>` `-` `+` `:` `=` `1.` `1)` `!!!` | at the start of a block | lists, quotations, rules, definitions, underlined headings, admonitions |
| `<` | always | HTML, comments, autolinks |
| `&` | before `name;` or `#123;` | character references |
| `~` `^` | always | fences, struck text, footnotes, sub- and superscript |
| `=` `+` | doubled | marked text, keys |
| `:` | around a word, before `//` | emoji, bare addresses |
| `@` | before a word | bare mail addresses, names of a forge's users |
| `$` | before a word or sign | formulas of forges |
| `!` | before a link | pictures |

Source: CommonMark 0.31.2 (2.4, 2.5), Python-Markdown 3 (`ESCAPED_CHARS`), GitHub Flavored Markdown (6.9, autolinks), PyMdown Extensions.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection

ESCAPABLE = "\\`*_{}[]()>#+-.!"
"""The 16 characters that a backslash makes plain in Python-Markdown as in CommonMark."""

_ACTIVE = re.compile(
    r"""[\\`*_{}\[\]\#<~^>:=+!&@$.-]           # any that may act: first of all, so that prose is skipped fast
        (?: (?<=[\\`*_{}\[\]\#<~^])            # always
        | (?<=\A[>:=])                        # quotation, definition, underline
        | (?<=\A[-+])(?=[\s-]|\Z)             # list, rule
        | (?<=\A!)(?=!!)                      # admonition
        | (?<=&)(?=\#?[0-9A-Za-z]+;)          # character reference
        | (?<===) | (?<==)(?==)               # ==marked==
        | (?<=\+\+) | (?<=\+)(?=\+)           # ++keys++
        | (?<=:)(?=//|[\w+-]+:)               # address, :emoji:
        | (?<=@)(?=\w)                        # mail address, name of a user
        | (?<=\$)(?=[^\s,.;:!?)»])            # formula
        | (?<=[Ww][Ww][Ww]\.)                 # bare address
        )
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(r"\A\d+([.)])(?=\s|\Z)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!])|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[0-9A-Za-z]+);")
_NAMED = {"<": "&lt;", "&": "&amp;"}


def escape(text: str) -> str:
    """Return Markdown that shows exactly this block. Law: `unescape(escape(text)) == text`, for any text."""
    return "".join(escape_parts(text, ()))


def escape_parts(text: str, cuts: Collection[int], links: Collection[int] = ()) -> list[str]:
    """Escape a block and cut the result, so that marks can be put between the parts.

    Args:
        text: one block.
        cuts: offsets in code points of `text`, ascending; the part before the first and behind the last are returned too (both may be "").
        links: those of the cuts at which a link will begin: a `!` before it would make it a picture.
    """
    edits = {match.start(): _spelled(match.group()) for match in _ACTIVE.finditer(text)}
    if number := _NUMBERED.match(text):
        edits[number.start(1)] = "\\" + number[1]
    edits |= {cut - 1: "\\!" for cut in links if cut and text[cut - 1] == "!"}
    return _cut(text, sorted(edits.items()), (*cuts, len(text)))


def unescape(markdown: str) -> str:
    """Return the text that the Markdown of a block shows; the inverse of `escape`."""
    if "\\" not in markdown and "&" not in markdown:
        return markdown
    return _ESCAPED.sub(lambda match: match[1] or html.unescape(match.group()), markdown)


def _spelled(character: str) -> str:
    if character in ESCAPABLE:
        return "\\" + character
    return _NAMED.get(character) or f"&#{ord(character)};"


def _cut(text: str, edits: list[tuple[int, str]], cuts: tuple[int, ...]) -> list[str]:
    """Copy the text in one go, put the edits in, and begin a new part at each cut."""
    parts: list[str] = []
    pieces: list[str] = []
    done = index = 0
    for cut in cuts:
        while index < len(edits) and edits[index][0] < cut:
            place, spelling = edits[index]
            pieces += (text[done:place], spelling)
            done = place + 1
            index += 1
        pieces.append(text[done:cut])
        done = max(done, cut)
        parts.append("".join(pieces))
        pieces = []
    return parts
