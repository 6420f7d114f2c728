"""Beside the line, recognise: names that a statistical model of French sees. For people to decide upon; nothing is ever linked by it.

In: Articles. Out: what it sees in each that annotation has neither linked nor told. Needs the optional extra `ner`; loads the model from the disk.
Articles in other languages than French are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from builder.access import shown_blocks
from builder.errors import Finding, SettingsError
from builder.model import TEXT_KINDS, Article
from builder.suggest import Sighting

MODEL = "fr_core_news_md"

LABELS = {"PER": "person", "LOC": "place", "ORG": "organisation", "MISC": "other"}
"""What the model's labels mean."""

_NEEDLESS = ("morphologizer", "parser", "attribute_ruler", "lemmatizer")
"""Parts of the pipeline that recognising names does without."""

_LEADING = re.compile(r"(?:(?:le|la|les|l|d|un|une|des|du|de|au|aux|m|mme|mlle|dr)(?:\.\s|['’]|\s))+", re.IGNORECASE)


def recognise(articles: Iterable[Article], progress: Callable[[int], None] = lambda _done: None) -> dict[str, tuple[Sighting, ...]]:
    """Return, for each article in French, the names that the model alone sees.

    Args:
        articles: n >= 0 articles.
        progress: told how many are done.

    Raises:
        SettingsError: the extra is not installed.
    """
    model = _model()
    french = [article for article in articles if article.text.language in {None, "fr"}]
    found: dict[str, tuple[Sighting, ...]] = {}
    for done, article in enumerate(french, 1):
        found[article.id] = tuple(_sightings(model, article))
        progress(done)
    return found


def _model() -> Any:
    try:
        import spacy

        return spacy.load(MODEL, exclude=_NEEDLESS)
    except (ImportError, OSError) as error:
        hint = "make ner, or: pip install --require-hashes -r requirements/ner.txt; without --ner, rules alone look for names"
        raise SettingsError(Finding("--ner", 0, "the statistical model is not installed", hint)) from error


def _sightings(model: Any, article: Article) -> Iterator[Sighting]:
    """Give the names seen in what may be shown, block by block, without those that annotation links or tells."""
    mentions, unresolved = article.naming.mentions, article.naming.unresolved
    told = [*((item.start, item.end) for item in mentions), *((item.start, item.end) for item in unresolved)]
    for block in shown_blocks(article):
        if block.kind not in TEXT_KINDS:
            continue
        for entity in model(article.text.body[block.start : block.end]).ents:
            start, end = _trimmed(entity.text, block.start + entity.start_char)
            if start < end and not any(start < after and before < end for before, after in told):
                yield Sighting(start, end, LABELS.get(entity.label_, "other"))


def _trimmed(words: str, start: int) -> tuple[int, int]:
    """Return where a name stands without its article and title; nothing is left of what has no capital."""
    leading = _LEADING.match(words)
    begin = leading.end() if leading else 0
    rest = words[begin:].rstrip(" .,;:»”\"'’")
    is_name = len(rest) > 1 and rest[:1].isupper()
    return (start + begin, start + begin + len(rest)) if is_name else (start, start)
