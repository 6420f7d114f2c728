"""HTML as the builder writes it itself, for what Markdown cannot say: drawings, forms, days with their machine-readable date. Pure.

An `Html` goes onto a page as it is, in a block of its own; any other text given to `element` is escaped for HTML. Markdown is refused: it would stand there
with its signs.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from builder.render.markdown import relative

_EMPTY = frozenset("circle input line path polygon rect".split())
"""Elements that never hold anything."""

Value = str | float | bool | None


class Html(Markup):
    """HTML that the builder made."""

    __slots__ = ()


def element(name: str, attributes: Mapping[str, Value] | None = None, *children: object) -> Html:
    """Return an element. An attribute that is None or False is left out, one that is True stands without a value."""
    head = name + "".join(_attribute(key, value) for key, value in (attributes or {}).items())
    if name in _EMPTY:
        return Html(f"<{head}/>")
    return Html(f"<{head}>{together(children)}</{name}>")


def together(children: Iterable[object], between: str = "") -> Html:
    """Return elements and texts one after the other."""
    return Html(between.join(map(_inside, children)))


def _inside(child: object) -> str:
    if isinstance(child, Html):
        return str(child)
    if isinstance(child, Markup):
        raise TypeError(f"this is Markdown, not HTML: {child!r}")
    return _escaped(str(child), quote=False) if child is not None else ""


_BRACKETS = str.maketrans({"[": "&#91;", "]": "&#93;"})


def _escaped(text: str, *, quote: bool) -> str:
    """Escape for HTML, and what Markdown would take for a link where a generator looks into raw HTML after all."""
    return html.escape(text, quote=quote).translate(_BRACKETS)


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return f" {key}"
    return f' {key}="{number(value) if isinstance(value, int | float) else _escaped(value, quote=True)}"'


def number(value: float) -> str:
    """Return a number for a drawing: a tenth of a unit is finer than a screen."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def address(page: str, target: str) -> str:
    """Return the address of a file of the site as it must stand in HTML on `page`; both are written from `docs/`, a page by its source."""
    path, mark, anchor = relative(page, target).partition("#")
    return (f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path) + mark + anchor


def anchor(page: str, target: str, words: object, attributes: Mapping[str, Value] | None = None) -> Html:
    """Return a link, its words escaped."""
    return element("a", {"href": address(page, target), **(attributes or {})}, words)
