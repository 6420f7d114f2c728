"""Tables that a reader sorts and filters: plain Markdown tables, to which the site's script adds buttons and boxes. Pure.

What the script needs stands in the page: a heading's `data-facet` asks for a list of values to choose from, a cell's `data-v` sorts it where its words
would not, its `data-facet` is its value in that list where its words are not. Without the script they are tables in the order given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from builder import french
from builder.model import Article
from builder.render.markdown import fragment, join, live, text


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading; what a choice among its values is called, "" for none; whether it holds numbers."""

    head: str
    facet: str = ""
    is_number: bool = False

    @property
    def cell(self) -> Markup:
        """The heading as a cell."""
        facet = f' data-facet="{escape(self.facet)}"' if self.facet else ""
        kind = ' class="n"' if self.is_number else ""
        return live(f"<span{kind}{facet}>{text(self.head)}</span>") if facet or kind else text(self.head)


@dataclass(frozen=True, slots=True)
class Noun:
    """What a line of a list is: one of it and several."""

    one: str
    many: str

    def count(self, value: int) -> str:
        """Return a number with the noun."""
        return french.count(value, self.one, self.many)


ARTICLE = Noun("article", "articles")


def row(cells: Iterable[object]) -> Markup:
    """Return a line of a table; a cell that is no Markdown yet is text."""
    return live(f"| {join((' ' if cell == '' else cell for cell in cells), ' | ')} |")


def table(columns: Sequence[Column], rows: Iterable[Markup], noun: Noun | None, look: str = "") -> Markup:
    """Return a table.

    Args:
        columns: n >= 1 of them; each row has as many cells.
        rows: lines made by `row`.
        noun: what a row is: the script counts with it; without one the table stays as it is.
        look: a class of the stylesheet.
    """
    heads, dashes = row(column.cell for column in columns), live("|---" * len(columns) + "|")
    return fragment("table.md.jinja", heads=heads, dashes=dashes, rows=tuple(rows), noun=noun, look=look)


def dated(article: Article, year: int | None) -> Markup:
    """Return the cell of an article's date: sorted by its likeliest or first day, chosen by year."""
    dating = article.dating
    day = dating.likeliest or dating.first or dating.last
    order = f' data-v="{day}"' if day else ' data-v=""'
    return live(f'<span class="when"{order} data-facet="{year or "Année inconnue"}">{text(french.date(dating.edtf))}</span>')


def number(value: int) -> Markup:
    """Return the cell of a number; nothing for nought."""
    return live(f'<span class="n">{french.number(value)}</span>') if value else Markup()


def fitting(rows: Iterable[Markup], room: int) -> tuple[Markup, ...]:
    """Return the first rows that together weigh at most `room` bytes of Markdown."""
    shown: list[Markup] = []
    left = room
    for line in rows:
        left -= len(line.encode()) + 1
        if left < 0:
            break
        shown.append(line)
    return tuple(shown)
