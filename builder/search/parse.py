"""The query language: Whoosh's parser with the words resolved in our way.

In: what somebody typed. Out: a tree of And, Or, Not and Parts. Reads the shelf only.

Words are joined by AND. `"..."` is a phrase, `lib*` a begun word, `title: actor: place: outlet: date:` a field, `OR`, `NOT` or a hyphen before a word, and
brackets do what they do elsewhere. Single quotes are no quotes: they are apostrophes. Whatever is typed gives a tree or a SettingsError.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from whoosh.qparser import FieldsPlugin, GroupPlugin, OperatorsPlugin, PhrasePlugin, QueryParser, syntax
from whoosh.qparser.plugins import Plugin, TaggingPlugin
from whoosh.query import And, Query

from builder.folding import WORD, fold
from builder.lexicon import words_of
from builder.search.parts import Everything
from builder.search.resolve import Resolver, days, refused

MAX_LETTERS, MAX_WORDS, MAX_DEPTH, MAX_PREFIXES = 2_000, 100, 20, 10
"""What one query may hold: beyond is an accident or an attack."""

_QUOTES = str.maketrans(dict.fromkeys("“”„«»＂", '"'))
_FIELDS = r"(?<![^\s(-])(?P<text>title|actor|place|outlet|date):(?=\S)"
_NOT = r"(?:^|(?<=[\s(]))(?:NOT(?=\s)|-(?=[^\s-]))"
_RECORDS = frozenset({"actor", "place", "outlet"})


def parse(query: str, resolver: Resolver) -> Query:
    """Return the tree of a query; an empty one asks for everything.

    Raises:
        SettingsError: it is too long, too deep, has no word, or names a record or a date that does not exist.
    """
    text = unicodedata.normalize("NFC", query).translate(_QUOTES)
    if not text.strip():
        return Everything()
    _hold_limits(text)
    parser = _Parser(resolver)
    tree = parser.parse(text, normalize=False)
    if not parser.parts:
        raise refused(f"{query!r} holds no word to search for", "write at least one word")
    return tree


def _hold_limits(text: str) -> None:
    depth = deepest = 0
    for sign in re.findall(r"[()]", text):
        depth = max(0, depth + (1 if sign == "(" else -1))
        deepest = max(deepest, depth)
    for count, most, things in (
        (len(text), MAX_LETTERS, "letters"),
        (len(WORD.findall(text)), MAX_WORDS, "words"),
        (deepest, MAX_DEPTH, "brackets within each other"),
        (text.count("*"), MAX_PREFIXES, "words with *"),
    ):
        if count > most:
            raise refused(f"the query has {count} {things}", f"at most {most} can be searched for at once")


class _Parser(QueryParser):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's parser without the parts that French text would set off."""

    def __init__(self, resolver: Resolver) -> None:
        plugins = [
            FieldsPlugin(_FIELDS),
            _Prefixes(),
            PhrasePlugin('"(?P<text>[^"]*)"(?P<slop>(?!))?'),  # no slop: there are no positions
            GroupPlugin(),
            OperatorsPlugin(
                [(OperatorsPlugin.OpTagger(_NOT, _Not, syntax.PrefixOperator), 0)], Not=None, AndNot=None, AndMaybe=None, Require=None
            ),
            _Resolving(),
        ]
        super().__init__("text", None, plugins=plugins)
        self.resolver = resolver
        self.parts = 0


class _Not(syntax.NotGroup):  # type: ignore[misc]
    """NOT, which Whoosh's own leaves without a word in `NOT AND`."""

    def query(self, parser: object) -> Query | None:
        """Return the query, None where there is nothing to leave out."""
        return super().query(parser) if self.nodes else None


class _Prefixes(TaggingPlugin):  # type: ignore[misc]
    """Tags begun words: `lib*`."""

    expr = r'(?P<text>[^\s*"()]*\w)[*](?=[\s)]|$)'

    class Node(syntax.TextNode):  # type: ignore[misc]
        """A begun word."""

    nodetype = Node


class _Resolved(syntax.SyntaxNode):  # type: ignore[misc]
    """A node whose query is already known."""

    startchar = endchar = None

    def __init__(self, query: Query) -> None:
        self.resolved = query

    def query(self, _parser: object) -> Query:
        """Return it."""
        return self.resolved


class _Resolving(Plugin):  # type: ignore[misc]
    """Turns the nodes of words into what they stand for, once fields are known and before operators join them."""

    def filters(self, _parser: object) -> list[tuple[Any, int]]:
        """Return the one filter, and its place between the removal of spaces (500) and the operators (600)."""
        return [(self.resolve, 550)]

    def resolve(self, parser: _Parser, group: Any) -> Any:
        """Return a group with all words resolved; runs of plain words are looked at as a whole, for names."""
        resolved = group.empty_copy()
        run: list[str] = []
        for node in group:
            if isinstance(node, syntax.WordNode) and node.fieldname is None:
                run.append(node.text)
                continue
            resolved.extend(_add_up(parser, _run(run, parser.resolver)))
            run = []
            if isinstance(node, syntax.GroupNode):
                resolved.append(self.resolve(parser, node))
            elif isinstance(node, syntax.TextNode):
                resolved.extend(_add_up(parser, _fielded(node, parser.resolver)))
            else:
                resolved.append(node)
        resolved.extend(_add_up(parser, _run(run, parser.resolver)))
        return resolved


def _add_up(parser: _Parser, queries: Iterable[Query]) -> list[_Resolved]:
    nodes = [_Resolved(query) for query in queries]
    parser.parts += len(nodes)
    return nodes


def _fielded(node: Any, resolver: Resolver) -> list[Query]:
    """Resolve a phrase, a begun word, or words of a field."""
    field_name = node.fieldname or "text"
    if field_name == "date":
        return [days(node.text)]
    if field_name in _RECORDS:
        return [resolver.record(field_name, node.text.strip())]
    words = words_of(node.text)
    if isinstance(node, _Prefixes.Node):
        return _all(
            [*(resolver.word(word, field_name) for word in words[:-1]), *(resolver.prefix(word, field_name) for word in words[-1:])]
        )
    if isinstance(node, PhrasePlugin.PhraseNode):
        return [resolver.phrase(words, field_name)] if words else []
    _refuse_stars(node.text)
    return _all([resolver.word(word.text, field_name) for word in _Typed.all([node.text]) if not word.is_elided])


def _all(queries: list[Query]) -> list[Query]:
    return [And(queries)] if len(queries) > 1 else queries


# --- plain words and names ------------------------------------------------------------------------------------------------------------

_APOSTROPHES = frozenset("'’ʼ‘")
_ELIDED = frozenset("l d j m t s n c qu jusqu lorsqu puisqu quoiqu".split())


class _Typed:
    """A word as it was typed: in which piece of the query, and what stands before it."""

    __slots__ = ("before", "is_elided", "piece", "text")

    def __init__(self, text: str, before: str, piece: int, *, is_elided: bool) -> None:
        self.text, self.before, self.piece, self.is_elided = text, before, piece, is_elided

    @classmethod
    def all(cls, pieces: list[str]) -> list[_Typed]:
        """Return the words of some pieces that stood side by side."""
        found = []
        for number, piece in enumerate(pieces):
            end = 0
            for match in WORD.finditer(piece):
                elided = (
                    fold(match.group()) in _ELIDED and piece[match.end() : match.end() + 1] in _APOSTROPHES and match.end() + 1 < len(piece)
                )
                before = (piece[end : match.start()] if end else " ") or " "
                found += [cls(word, before, number, is_elided=elided) for word in words_of(match.group())]
                end = match.end()
        return found


def _run(pieces: list[str], resolver: Resolver) -> list[Query]:
    """Resolve plain words that stand side by side: the longest names first, then word by word."""
    for piece in pieces:
        _refuse_stars(piece)
    words = _Typed.all(pieces)
    queries: list[Query] = []
    alone: list[_Typed] = []
    place = 0
    while place < len(words):
        length, refs = (0, ()) if resolver.is_exact else _longest_name(words, place, resolver)
        if length:
            queries += _by_piece(alone, resolver)
            alone = []
            queries.append(resolver.name([word.text for word in words[place : place + length] if not word.is_elided], refs))
        elif not words[place].is_elided:
            alone.append(words[place])
        place += length or 1
    return queries + _by_piece(alone, resolver)


def _longest_name(words: list[_Typed], place: int, resolver: Resolver) -> tuple[int, tuple[str, ...]]:
    """Return how many words from a place on are a name, and of which records; 0 for none."""
    names = resolver.shelf.names
    for length in range(min(names.longest, len(words) - place), 0, -1):
        span = words[place : place + length]
        if refs := names.meant(span[0].text + "".join(word.before + word.text for word in span[1:])):
            return length, refs
    return 0, ()


def _by_piece(words: list[_Typed], resolver: Resolver) -> list[Query]:
    """Resolve words one by one; those of one piece stay together, so that an operator beside it takes all of them."""
    pieces: dict[int, list[Query]] = {}
    for word in words:
        pieces.setdefault(word.piece, []).append(resolver.word(word.text, "text"))
    return [query for queries in pieces.values() for query in _all(queries)]


def _refuse_stars(text: str) -> None:
    if "*" in text and WORD.search(text):
        raise refused(f"* stands at the end of a word only, not as in {text!r}", "write lib* for all words that begin so")
