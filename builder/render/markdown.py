"""Markdown that says what was meant: every piece of outside text is escaped unless it is already Markdown.

Markdown made by the builder is a `Markup`; any other string is text. The templates escape whatever is not `Markup` (`finalize`), so that forgetting is
safe. Pure, but for the templates, which are read from the package once.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from builder import french
from builder.markup import escape
from builder.model import Page


def text(value: object) -> Markup:
    """Return text as Markdown that shows just that text, in a table too; what is Markdown already stays as it is, None is nothing."""
    if isinstance(value, Markup):
        return value
    return _escaped(str(value)) if value is not None else Markup()


@lru_cache(maxsize=1 << 14)
def _escaped(value: str) -> Markup:
    """Escape one line of text; a `!` at its end too, since a link may follow it."""
    plain = escape(value.replace("\n", " ")).replace("|", "&#124;")
    return Markup(plain[:-1] + "\\!" if plain.endswith("!") and not plain.endswith("\\!") else plain)  # noqa: S704  escaped for Markdown


def live(value: str) -> Markup:
    """Vouch for a string as Markdown made by the builder."""
    return Markup(value)  # noqa: S704  the one door; callers pass only what they built from `text` and constants


def join(parts: Iterable[object], between: str = " ") -> Markup:
    """Join pieces of text and Markdown by Markdown."""
    return live(between.join(text(part) for part in parts))


_PLAIN_IN_TITLE = re.compile(r"[^\w .,;?«»…’–—/-]")


def quoted_title(value: str) -> str:
    """Return text for a link's title or an attribute: all that Markdown or HTML could read as a sign is a character reference."""
    return _PLAIN_IN_TITLE.sub(lambda match: f"&#{ord(match.group())};" if match.group() not in "\n\r\t" else " ", value)


def relative(page: str, target: str) -> str:
    """Return the way from one file of the site to another, both written from `docs/`; an anchor goes along."""
    path, mark, anchor = target.partition("#")
    return _way(page.rpartition("/")[0], path) + mark + anchor


@lru_cache(maxsize=1 << 14)
def _way(folder: str, path: str) -> str:
    return posixpath.relpath(path, folder or ".")


def link(page: str, target: str, words: object, title: str | None = None) -> Markup:
    """Return a link as it must stand on `page`. `target` is a file of the site, written from `docs/`."""
    hint = f' "{quoted_title(title)}"' if title else ""
    return live(f"[{text(words)}]({relative(page, target)}{hint})")


def outward(address: str, words: object) -> Markup:
    """Return a link that leaves the site, or the words alone where the address is no plain web address."""
    if not _WEB.fullmatch(address):
        return text(words)
    return live(f'<a href="{html.escape(address)}" rel="noopener external">{text(words)}</a>')


_WEB = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[^\s<>\"'`\\\[\]]*)?")


def arabic(name: str | None) -> Markup:
    """Return a name in Arabic script, marked as such."""
    return live(f'<span class="ar" lang="ar" dir="rtl">{text(name)}</span>') if name else Markup()


def span(name: str, words: object) -> Markup:
    """Return words with a class of the stylesheet."""
    return live(f'<span class="{name}">{text(words)}</span>')


FrontValue = str | list[str] | list[list[str]]


def page(path: str, template: str, front: Mapping[str, FrontValue], **values: object) -> Page:
    """Return a page of the site from a template. `path` is written from `docs/`."""
    body = _ENVIRONMENT.get_template(template).render(page=path, **values)
    return written(path, front, body)


def written(path: str, front: Mapping[str, FrontValue], body: str) -> Page:
    """Return a page of the site: front matter in JSON, which is YAML that no reader mistakes, then the body."""
    head = "".join(f"{key}: {_json(value)}\n" for key, value in front.items() if value)
    spaced = _BLANKS.sub("\n\n", body).strip("\n")
    return Page(f"docs/{path}", f"---\n{head}---\n\n{spaced}\n".encode())


_BLANKS = re.compile(r"\n(?:[ \t]*\n){2,}")


def _json(value: FrontValue) -> str:
    """Spell a value so that YAML takes each character as it is, those outside its printable set as escapes."""
    plain = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", plain)


_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def fragment(template: str, **values: object) -> Markup:
    """Return a part of a page from a template."""
    return live(_ENVIRONMENT.get_template(template).render(**values).strip("\n"))


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("builder.render"),
        autoescape=True,
        finalize=text,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["join"] = join
    environment.filters["count"] = french.count
    return environment


_ENVIRONMENT = _environment()
