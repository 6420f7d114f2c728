"""The names under which a query finds a record.

In: an Authority. Out: Names. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from builder.folding import WORD
from builder.gazetteer import Entry, fold_loosely, fold_plainly, gazetteer
from builder.lexicon import Names
from builder.model import Authority, RefKind, SenseKind, split_ref

_KINDS = frozenset({SenseKind.NAME, SenseKind.ACRONYM})
_FOUND = frozenset({RefKind.ACTOR, RefKind.PLACE})


def names_of(authority: Authority) -> Names:
    """Return all names in all scripts of actors and places: no short forms, offices, metonyms or cues, which stand for a record only in a text."""
    entries = gazetteer(authority)
    plain = _by_spelling((fold_plainly(entry.written).text, entry) for entry in _names(entries.plain_entries))
    loose = _by_spelling((fold_loosely(entry.written).text, entry) for entry in _names(entries.loose_entries))
    ids = {"actor": tuple(authority.actors), "place": tuple(authority.places), "outlet": tuple(authority.outlets)}
    longest = max((len(WORD.findall(name)) for name in plain), default=0)
    return Names(plain, loose, ids, authority.settings.languages, longest)


def _names(groups: Iterable[tuple[Entry, ...]]) -> Iterable[Entry]:
    return (entry for group in groups for entry in group if entry.kind in _KINDS and split_ref(entry.ref)[0] in _FOUND)


def _by_spelling(pairs: Iterable[tuple[str, Entry]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for spelling, entry in pairs:
        found[spelling].add(entry.ref)
    return {spelling: tuple(sorted(found[spelling])) for spelling in sorted(found)}
