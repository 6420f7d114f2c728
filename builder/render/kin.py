"""The articles that share text with one: reprints, shortened versions, stories built on the same wire copy, with what they share. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from builder import french
from builder.french import THIN
from builder.model import Article, Kin
from builder.render.markdown import text
from builder.render.site import Site

PASSAGES = 5
"""Shared passages that are shown, the longest."""

LONGEST = 420
"""Code points of a passage that are shown."""


@dataclass(frozen=True, slots=True)
class Relative:
    """A close article as its page's neighbour shows it."""

    line: Markup
    sort: str
    passages: tuple[Markup, ...]


def kin(site: Site, here: str, article: Article) -> tuple[Relative, ...]:
    """Return the articles close to one, the closest first."""
    found = site.listings.kindred.close.get(article.id, ())
    return tuple(Relative(site.line(here, item.article), _sort(item), _passages(article, item)) for item in found)


def _sort(item: Kin) -> str:
    """Say how close it is."""
    if item.share == 100 and item.is_reprint:
        return "Même texte"
    sort = "Reprise" if item.is_reprint else "Texte proche"
    return f"{sort}, {item.share}{THIN}% de cet article s’y retrouve"


def _passages(article: Article, item: Kin) -> tuple[Markup, ...]:
    longest = sorted(item.passages, key=lambda place: (place[0] - place[1], place[0]))[:PASSAGES]
    return tuple(text(french.clipped(article.text.body[start:end], LONGEST)) for start, end in sorted(longest))
