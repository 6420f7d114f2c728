"""The text and the machine-readable head of an HTML seed.

In: HTML. Out: plain text, one block a line, and metadata as (key, value). Pure.

The main text is trafilatura's reading; where it finds none, or leaves nothing out, all the text that a page shows; where its elements stand in each other deeper than the
parser follows, all that is no tag. The date is taken from the head's own statements (`meta`, JSON-LD, `time`) by the table below, never guessed from
the page: a guess would depend on the day it is made.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree, html as lxml_html  # type: ignore[import-untyped]  # lxml ships no types

from builder.clean.normalise import normalise

Metadata = tuple[tuple[str, str], ...]

MAX_METADATA = 500
"""Longest value, in code points, that is believed."""


def page_of(source: str) -> tuple[str, Metadata]:
    """Return the main text of a page and what its head says: title, date, outlet, author, url, language, as far as it says them."""
    root, is_whole = _tree(source)
    if root is None:
        return source, ()
    facts = _metadata(root)
    body = _body(source, root) if is_whole else _without_tags(source)
    return _with_title(body, _shown_title(root)), facts


def _body(source: str, root: Any) -> str:
    """Return the main text; where that is the whole page (a short one, a pasted fragment), as the page lays it out.

    Extraction that left nothing out falls back on a reading that puts each link on a line of its own, in the middle of a sentence.
    """
    main, whole = _main_text(source), _all_text(root)
    return whole if not main or "".join(main.split()) == "".join(whole.split()) else main


def _tree(source: str) -> tuple[Any, bool]:
    """Parse, or return None where there is nothing to parse, and say whether all was parsed; an encoding declaration is moot in text."""
    parser = lxml_html.HTMLParser()
    try:
        root = lxml_html.document_fromstring(_DECLARATION.sub("", source, count=1), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None, False
    return root, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


# --- the text -------------------------------------------------------------------------------------------------------------------------


def _main_text(source: str) -> str:
    try:
        found = trafilatura.extract(
            _DECLARATION.sub("", source, count=1),
            include_comments=False,
            include_formatting=False,
            include_images=False,
            with_metadata=False,
            favor_recall=True,
            deduplicate=False,
        )
    except (etree.LxmlError, ValueError, AssertionError, RecursionError):
        return ""
    return found or ""


_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "textarea", "select"})
_INLINE = frozenset("a abbr b bdi bdo cite code data dfn em font i kbd mark q s samp small span strong sub sup time tt u var wbr".split())


def _all_text(root: Any) -> str:
    """Return all text that a page shows, each block-level element on lines of its own."""
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else "script"
        if event == "start":
            parts.append("" if name in _INLINE else "\n")
            parts.append("" if _is_unseen(element) else _flat(element.text))
        else:
            parts.append("" if name in _INLINE else "\n")
            parent = element.getparent()
            parts.append("" if parent is None or _is_unseen(parent) else _flat(element.tail))
    return "".join(parts)


def _is_unseen(element: Any) -> bool:
    return any(not isinstance(node.tag, str) or node.tag in _UNSEEN for node in (element, *element.iterancestors()))


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


_UNREAD = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|title|svg|textarea|select)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"</?([a-z][a-z0-9]*)[^<>]*>?|<[!?][^<>]*>?", re.IGNORECASE)


def _without_tags(source: str) -> str:
    """Return the text of a page that is too deep to parse: the parser would end there and say nothing of the rest."""
    text = _TAG.sub(lambda tag: "" if (tag[1] or "").lower() in _INLINE else "\n", _flat(_UNREAD.sub("\n", source)))
    return html.unescape(text)


def _shown_title(root: Any) -> str | None:
    """Return the text of the page's one `h1`, which extraction often drops, or None."""
    titles = [" ".join(element.text_content().split()) for element in root.iter("h1")]
    titles = [title for title in titles if title]
    return titles[0] if len(titles) == 1 and len(titles[0]) <= MAX_METADATA else None


def _with_title(body: str, title: str | None) -> str:
    if title is None or title in " ".join(body[:4000].split()):
        return body
    return f"{title}\n\n{body}"


# --- the head -------------------------------------------------------------------------------------------------------------------------

_META: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title"),
    "date": (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "date",
        "pubdate",
        "publishdate",
        "publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
    ),
    "outlet": ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"),
    "author": ("author", "dc.creator", "dcterms.creator", "article:author_name", "parsely-author", "byl"),
    "url": ("og:url",),
}
"""Names, properties and itemprops of `meta` that say a thing, the surest first."""

_ARTICLE_TYPES = frozenset(
    {"Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BlogPosting", "WebPage"}
)


def _metadata(root: Any) -> Metadata:
    """Return what the head says, each key from the surest source that has it."""
    said = {**_from_links(root), **_from_json(root), **_from_meta(root)}
    checked = {key: _checked(key, value) for key, value in said.items()}
    return tuple((key, value) for key in ("title", "date", "outlet", "author", "url", "language") if (value := checked.get(key)))


def _from_meta(root: Any) -> dict[str, str]:
    values: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if (content := element.get("content")) and name:
            values.setdefault(name.lower(), content)
    return {key: found for key, names in _META.items() if (found := next((values[name] for name in names if name in values), None))}


def _from_links(root: Any) -> dict[str, str]:
    said: dict[str, str] = {}
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            said.setdefault("url", element.get("href", ""))
    for element in root.iter("time"):
        if element.get("datetime") and (element.get("pubdate") is not None or element.get("itemprop") == "datePublished"):
            said.setdefault("date", element.get("datetime", ""))
    if (language := root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")) is not None:
        said["language"] = language
    title = root.find(".//title")
    if title is not None and title.text:
        said["title"] = title.text
    return said


def _from_json(root: Any) -> dict[str, str]:
    """Return what a JSON-LD statement about the article says (schema.org)."""
    for element in root.iter("script"):
        if (element.get("type") or "").lower() == "application/ld+json":
            for thing in _things(element.text or ""):
                if _ARTICLE_TYPES & set(_listed(thing.get("@type"))):
                    return _said_of(thing)
    return {}


def _things(source: str) -> Iterator[dict[str, Any]]:
    try:
        data = json.loads(source)
    except (ValueError, RecursionError):
        return
    for item in _listed(data):
        if isinstance(item, dict):
            yield item
            yield from (inner for inner in _listed(item.get("@graph")) if isinstance(inner, dict))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _said_of(thing: dict[str, Any]) -> dict[str, str]:
    said = {
        "title": thing.get("headline"),
        "date": thing.get("datePublished"),
        "outlet": _named(thing.get("publisher")),
        "author": ", ".join(name for name in map(_named, _listed(thing.get("author"))) if name),
        "language": thing.get("inLanguage"),
    }
    return {key: value for key, value in said.items() if isinstance(value, str) and value}


def _named(value: Any) -> str | None:
    name = value.get("name") if isinstance(value, dict) else value
    return name if isinstance(name, str) else None


_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:$|[T ])|(\d{4})(\d\d)(\d\d)(?:$|T)")


def _checked(key: str, value: str) -> str | None:
    """Return the value in its plain form, or None where it is not what it should be."""
    text = " ".join(normalise(value).split())
    if not text or len(text) > MAX_METADATA:
        return None
    if key == "date":
        day = _DAY.match(text)
        return None if day is None else day[1] or f"{day[2]}-{day[3]}-{day[4]}"
    if key == "language":
        return text[:2].lower() if re.match(r"[A-Za-z]{2}(?:$|[-_])", text) else None
    if key in {"url", "author"}:
        is_address = re.fullmatch(r"https?://[^\s\"'<>]+", text) is not None
        return text if is_address is (key == "url") else None
    return text
