"""The body of a record: blocks and mentions as Markdown, and back.

In: a Text and its Mentions, or Markdown. Out: the other of the two. Pure. What is read ten thousand times over, as names are, is interned: one string.

A headline is `# ...`, a subhead `## ...`, a paragraph bare; a block of any other kind has its kind as a comment on the line above. A mention is a link
to its record whose title is the rule: `[Lyon](../places/lyon.md "name")`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern

from builder.errors import ArchiveError, Finding
from builder.markup import escape_parts, unescape
from builder.model import Block, BlockKind, Mention, RefKind, Rule, Text, ref, split_ref

_FOLDERS = {RefKind.ACTOR: "actors", RefKind.PLACE: "places", RefKind.OUTLET: "outlets", RefKind.EVENT: "events"}
_KIND_OF = {folder: kind for kind, folder in _FOLDERS.items()}
_BARE_HEADS = {BlockKind.HEADLINE: "# ", BlockKind.SUBHEAD: "## ", BlockKind.PARAGRAPH: ""}
_SAID_KINDS = {str(kind): kind for kind in BlockKind if kind not in _BARE_HEADS}
_HEADS = {**_BARE_HEADS, **{kind: f"<!-- {kind} -->\n" for kind in _SAID_KINDS.values()}}


def write_body(text: Text, mentions: tuple[Mention, ...]) -> str:
    """Return the Markdown of all blocks, one blank line between them.

    Raises:
        ArchiveError: a mention does not stand where it says, or in no block, or over another.
    """
    waiting = list(reversed(mentions))
    chunks = []
    for block in text.blocks:
        inside = []
        while waiting and waiting[-1].start < block.end:
            inside.append(waiting.pop())
        _hold_law(text, block, inside)
        chunks.append(_HEADS[block.kind] + _marked(text.body[block.start : block.end], block.start, inside))
    if waiting:
        raise _broken(text, waiting[-1])
    return "\n\n".join(chunks)


def _hold_law(text: Text, block: Block, mentions: list[Mention]) -> None:
    done = block.start
    for mention in mentions:
        if not done <= mention.start < mention.end <= block.end or text.body[mention.start : mention.end] != mention.surface:
            raise _broken(text, mention)
        done = mention.end


def _broken(text: Text, mention: Mention) -> ArchiveError:
    problem = f"the mention {mention.surface!r} at {mention.start}-{mention.end} does not stand in a block of the text (law 1)"
    return ArchiveError(Finding(f"archive/articles/{text.id}.md", 0, problem, "this is a fault of the builder: please report it"))


def _marked(words: str, offset: int, mentions: list[Mention]) -> str:
    """Return a block's words escaped, its mentions as links."""
    cuts = [place - offset for mention in mentions for place in (mention.start, mention.end)]
    parts = escape_parts(words, cuts, cuts[::2])
    marked = [parts[0]]
    for mention, surface, after in zip(mentions, parts[1::2], parts[2::2], strict=True):
        kind, ident = split_ref(mention.ref)
        marked.append(f'[{surface}](../{_FOLDERS[kind]}/{ident}.md "{mention.by}"){after}')
    return "".join(marked)


# --- reading --------------------------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"""\\.                                                                 # an escaped character
      | \[(?P<surface>(?:[^\\\[\]]|\\.)+)\]                                 # a mention
        \(\.\./(?P<folder>[a-z]+)/(?P<ident>[^\s()/]+)\.md\ "(?P<rule>[^"]*)"\)
      | [\[\]]                                                              # a bracket that is neither
    """,
    re.VERBOSE,
)
_RULES = {str(rule): rule for rule in Rule}
_IDENT = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}")
_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->$")
_HEADING = re.compile(r"(#+) +(?=\S)")
_LINK_FORM = '[Lyon](../places/lyon.md "name")'


@dataclass(slots=True)
class _Reading:
    """What is gathered while the lines of a body go by."""

    path: str
    words: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    length: int = 0

    def find(self, line: int, problem: str, hint: str) -> None:
        """Note a fault on a line."""
        self.findings.append(Finding(self.path, line, problem, hint))


def read_body(markdown: str, path: str, first_line: int) -> tuple[Text, tuple[Mention, ...]]:
    """Return text and mentions of a body; the text's id and language are not known here.

    Raises:
        ArchiveError: with all marks that cannot be read, each with its line.
    """
    reading = _Reading(path)
    for line, kind, words in _lines(markdown, first_line, reading):
        _read_block(line, kind, words, reading)
    if reading.findings:
        raise ArchiveError(tuple(reading.findings))
    return Text("", "\n\n".join(reading.words), tuple(reading.blocks)), tuple(reading.mentions)


def _lines(markdown: str, first_line: int, reading: _Reading) -> Iterator[tuple[int, BlockKind, str]]:
    """Yield line number, kind and Markdown of each block."""
    said: BlockKind | None = None
    is_open = False
    for line, words in enumerate(markdown.split("\n"), first_line):
        if not words.strip():
            is_open = False
        elif comment := _COMMENT.match(words):
            said = _said_kind(comment[1], line, reading)
        else:
            if is_open:
                reading.find(line, "a second line in a block", "put the block on one line, or a blank line between two blocks")
            kind, words = _headed(words.strip(" \t"), line, reading)  # noqa: PLW2901  the mark comes off
            yield line, said or kind, words
            said, is_open = None, True
    if said is not None:
        reading.find(line, f"<!-- {said} --> stands above no block", "put it on the line above its block, or remove it")


def _said_kind(word: str, line: int, reading: _Reading) -> BlockKind | None:
    if kind := _SAID_KINDS.get(word):
        return kind
    near = difflib.get_close_matches(word, _SAID_KINDS, n=1)
    reading.find(line, f"<!-- {word} --> is no kind of block", f"did you mean {near[0]}?" if near else f"one of {', '.join(_SAID_KINDS)}")
    return None


def _headed(words: str, line: int, reading: _Reading) -> tuple[BlockKind, str]:
    heading = _HEADING.match(words)
    if heading is None:
        return BlockKind.PARAGRAPH, words
    if len(heading[1]) > 2:
        reading.find(line, "a heading of the third level or below", "# marks the headline, ## a subhead; write \\# for the sign itself")
    return BlockKind.HEADLINE if len(heading[1]) == 1 else BlockKind.SUBHEAD, words[heading.end() :]


def _read_block(line: int, kind: BlockKind, markdown: str, reading: _Reading) -> None:
    start = reading.length + 2 * bool(reading.blocks)
    pieces: list[str] = []
    here, done = start, 0
    for token in _TOKEN.finditer(markdown) if "[" in markdown or "]" in markdown else ():
        if token["surface"] is not None:
            before, surface = unescape(markdown[done : token.start()]), unescape(token["surface"])
            here += len(before)
            _read_mention(token, surface, here, line, reading)
            pieces += (before, surface)
            here, done = here + len(surface), token.end()
        elif token.group() in "[]":
            reading.find(
                line,
                f"a bracket that belongs to no mention: {markdown[token.start() : token.start() + 30]!r}",
                f"write {_LINK_FORM}, or \\[ for the sign itself",
            )
    pieces.append(unescape(markdown[done:]))
    words = "".join(pieces)
    reading.length = start + len(words)
    reading.words.append(words)
    reading.blocks.append(Block(kind, start, reading.length))


def _read_mention(token: re.Match[str], surface: str, start: int, line: int, reading: _Reading) -> None:
    folder, ident, rule = token["folder"], token["ident"], token["rule"]
    if folder not in _KIND_OF or not _IDENT.fullmatch(ident):
        reading.find(line, f"../{folder}/{ident}.md is no record's address", f"write {_LINK_FORM}")
    elif rule not in _RULES:
        near = difflib.get_close_matches(rule, _RULES, n=1)
        reading.find(
            line,
            f"{rule!r} is no rule by which a mention is known",
            f"did you mean {near[0]!r}?" if near else f"one of {', '.join(_RULES)}",
        )
    else:
        reading.mentions.append(Mention(start, start + len(surface), intern(surface), ref(_KIND_OF[folder], ident), _RULES[rule]))
