"""What stands in the same articles as a thing: how often, and the newest sentences that name both. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from markupsafe import Markup

from builder import french
from builder.model import Appearance, Companion, Passage, Ref, RefKind
from builder.render import prose
from builder.render.markdown import join, live, span
from builder.render.site import Site

NAMED = 32
"""Companions of a kind that a dossier names."""

SHOWN = 8
"""Companions of a kind that stand with their sentences; the others are folded away."""

SENTENCES = 3
"""Sentences that a dossier shows of two things."""

LOOKED_AT = 300
"""Articles of a companion, the newest first, in which such sentences are looked for: what bounds the work."""


@dataclass(frozen=True, slots=True)
class Together:
    """A companion: its line, the newest sentences that name both, and how many there are."""

    line: Markup
    sentences: tuple[Markup, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Company:
    """The companions of a kind: those first in rank with their sentences, then others by name, and how many are not named at all."""

    label: str
    first: tuple[Together, ...]
    others: tuple[Markup, ...]
    left_out: int


_LABELS = (("Acteurs", RefKind.ACTOR), ("Lieux", RefKind.PLACE))


def company(site: Site, here: str, thing: Ref) -> tuple[Company, ...]:
    """Return what is named in the same articles as a thing, actors and places apart, the most frequent first."""
    found = site.listings.companions.get(thing, ())
    own = _passages(site, thing)
    return _by_kind(site, here, found, lambda other: tuple(islice(_sentences(site, here, own, other), SENTENCES)))


def named_by(site: Site, here: str, idents: tuple[str, ...]) -> tuple[Company, ...]:
    """Return what is named in these articles, actors and places apart, the most frequent first."""
    counts = Counter(thing for ident in idents for thing in {mention.ref for mention in site.article(ident).naming.mentions})
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return _by_kind(site, here, tuple(Companion(thing, number) for thing, number in ranked), lambda _other: ())


def _by_kind(site: Site, here: str, found: tuple[Companion, ...], sentences: Callable[[Ref], tuple[Markup, ...]]) -> tuple[Company, ...]:
    groups = []
    for label, folder in _LABELS:
        known = [item for item in found if item.ref.startswith(f"{folder}/") and site.record(item.ref)]
        first = tuple(
            Together(_line(site, here, item), sentences(item.ref) if item.sentences else (), item.sentences) for item in known[:SHOWN]
        )
        others = tuple(_line(site, here, item) for item in known[SHOWN:NAMED])
        groups.append(Company(label, first, others, max(0, len(known) - NAMED)))
    return tuple(group for group in groups if group.first)


def _line(site: Site, here: str, item: Companion) -> Markup:
    return join((site.entry(here, item.ref), span("n", french.count(item.articles, "article"))))


def _passages(site: Site, thing: Ref) -> dict[tuple[str, int], Passage]:
    """Find the sentences of a thing by article and beginning: sentences are cut alike for all things."""
    return {(item.article, passage.start): passage for item in site.listings.appearances.get(thing, ()) for passage in item.passages}


def _sentences(site: Site, here: str, own: dict[tuple[str, int], Passage], other: Ref) -> Iterator[Markup]:
    """Give one sentence an article in which both are named, the newest first."""
    for item in islice(site.newest_first(site.listings.appearances[other], lambda found: found.article), LOOKED_AT):
        if shared := _shared(item, own):
            article = site.article(item.article)
            source = join((site.article_link(here, item.article), french.date(article.dating.edtf)), ", ")
            yield live(f'<span class="words">{prose.sentence(article, shared)}</span> {span("from", source)}')


def _shared(item: Appearance, own: dict[tuple[str, int], Passage]) -> Passage | None:
    """Return the first sentence of an article that names both, with the marks of both."""
    for passage in item.passages:
        if mine := own.get((item.article, passage.start)):
            return replace(mine, end=max(mine.end, passage.end), marks=tuple(sorted((*mine.marks, *passage.marks))))
    return None
