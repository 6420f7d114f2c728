"""Stage 9, gather: see the whole archive from its things, days and outlets.

In: all Articles and the Authority. Out: Listings. Pure: no disk, no clock, no log; the order of the articles given changes nothing. Time grows
with the number of mentions, and with the square of the things named in one article, never of the articles.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import TypeVar

from builder.access import shown_blocks
from builder.model import (
    TEXT_KINDS,
    Appearance,
    Article,
    Authority,
    Companion,
    Listings,
    Mention,
    Neighbours,
    Passage,
    Quotation,
    Ref,
)
from builder.reprints import kindred
from builder.sentences import sentence_spans

Key = TypeVar("Key", str, int, dt.date, Ref)
Value = TypeVar("Value")


def gather(articles: tuple[Article, ...], authority: Authority) -> Listings:
    """List the archive by date, actor, place, outlet and day, and say what stands beside what.

    Args:
        articles: n >= 0 articles, each id once, in any order.
        authority: its places give the tree of places; a mention of a record that it does not hold is listed all the same.

    Returns:
        Listings whose lists are in the order of dates, then of ids. Sentences are those that `access` lets show.
    """
    ordered = tuple(sorted(articles, key=_place_in_time))
    dated = [(year, article.id) for article in ordered if (year := _year_of(article)) is not None]
    children = _children(authority)
    quotations = tuple(pair for article in ordered for pair in _quotations(article))
    by_id = {article.id: article for article in ordered}
    named = tuple(tuple(_appearances(article)) for article in ordered)
    return Listings(
        order=tuple(article.id for article in ordered),
        by_id=MappingProxyType(by_id),
        by_year=_grouped(dated),
        undated=tuple(article.id for article in ordered if _year_of(article) is None),
        by_day=_grouped((article.dating.likeliest, article.id) for article in ordered if article.dating.likeliest),
        by_reported=_grouped((day, article.id) for article in ordered for day in article.dating.reported),
        by_outlet=_grouped((outlet, article.id) for article in ordered if (outlet := article.attribution.outlet.value)),
        without_outlet=tuple(article.id for article in ordered if not article.attribution.outlet.value),
        by_agency=_grouped((agency, article.id) for article in ordered for agency in article.attribution.agency),
        appearances=_grouped(pair for pairs in named for pair in pairs),
        companions=_companions(named),
        quotations=quotations,
        said=_grouped((quotation.speaker, (ident, quotation)) for ident, quotation in quotations if quotation.speaker),
        spoken_of=_grouped(pair for ident, quotation in quotations for pair in _spoken_of(by_id[ident], quotation)),
        children=children,
        articles_within=_articles_within(ordered, authority),
        neighbours=_neighbours(ordered),
        kindred=kindred(ordered),
    )


def _place_in_time(article: Article) -> tuple[dt.date, str]:
    """Order by the likeliest day, else by the first possible, else the last; the undated stand at the end."""
    dating = article.dating
    return dating.likeliest or dating.first or dating.last or dt.date.max, article.id


def _year_of(article: Article) -> int | None:
    """Return the year of publication where it is known: that of the likeliest day, or the one that both bounds share."""
    dating = article.dating
    if dating.likeliest:
        return dating.likeliest.year
    if dating.first and dating.last and dating.first.year == dating.last.year:
        return dating.first.year
    return None


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> Mapping[Key, tuple[Value, ...]]:
    groups: dict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return MappingProxyType({key: tuple(groups[key]) for key in sorted(groups)})


# --- appearances -----------------------------------------------------------------------------------------------------------------------


def _appearances(article: Article) -> Iterator[tuple[Ref, Appearance]]:
    """Give each thing that an article names, in the order of first mention, with the sentences that name it."""
    mentions: dict[Ref, list[Mention]] = defaultdict(list)
    for mention in article.naming.mentions:
        mentions[mention.ref].append(mention)
    sentences = _shown_sentences(article)
    for thing, found in mentions.items():
        yield thing, Appearance.of(article.id, len(found), _passages(found, sentences))


def _shown_sentences(article: Article) -> tuple[tuple[int, int], ...]:
    blocks = (block for block in shown_blocks(article) if block.kind in TEXT_KINDS)
    return tuple(sentence for block in blocks for sentence in sentence_spans(article.text.body, block.start, block.end))


def _passages(mentions: list[Mention], sentences: tuple[tuple[int, int], ...]) -> tuple[Passage, ...]:
    """Walk down mentions and sentences together; a mention across a sentence's end stands with the sentence that it begins in."""
    passages: list[Passage] = []
    marks = [(mention.start, mention.end) for mention in mentions]
    place = 0
    for start, end in sentences:
        inside: list[tuple[int, int]] = []
        while place < len(marks) and marks[place][0] < end:
            if marks[place][0] >= start:
                inside.append(marks[place])
            place += 1
        if inside:
            passages.append(Passage(start, max(end, inside[-1][1]), tuple(inside)))
    return tuple(passages)


def _quotations(article: Article) -> Iterator[tuple[str, Quotation]]:
    """Give the quotations all of which may be shown: one that runs over several paragraphs may begin in an excerpt and end outside it."""
    shown = frozenset(shown_blocks(article))
    hidden = [block for block in article.text.blocks if block not in shown]
    for quotation in article.quotations:
        if not any(block.start < quotation.end and quotation.start < block.end for block in hidden):
            yield article.id, quotation


def _spoken_of(article: Article, quotation: Quotation) -> Iterator[tuple[Ref, tuple[str, Quotation]]]:
    inside = (item.ref for item in article.naming.mentions if quotation.start <= item.start and item.end <= quotation.end)
    yield from ((thing, (article.id, quotation)) for thing in dict.fromkeys(inside) if thing != quotation.speaker)


# --- what stands beside what ----------------------------------------------------------------------------------------------------------


def _companions(named: Iterable[tuple[tuple[Ref, Appearance], ...]]) -> Mapping[Ref, tuple[Companion, ...]]:
    articles: dict[Ref, Counter[Ref]] = defaultdict(Counter)
    sentences: dict[Ref, Counter[Ref]] = defaultdict(Counter)
    for pairs in named:
        _count_pairs(articles, (thing for thing, _ in pairs))
        for things in _by_sentence(pairs).values():
            _count_pairs(sentences, things)
    return MappingProxyType({thing: _ranked(articles[thing], sentences[thing]) for thing in sorted(articles)})


def _count_pairs(together: dict[Ref, Counter[Ref]], things: Iterable[Ref]) -> None:
    for one, other in combinations(sorted(things), 2):
        together[one][other] += 1
        together[other][one] += 1


def _by_sentence(pairs: tuple[tuple[Ref, Appearance], ...]) -> Mapping[int, list[Ref]]:
    """Return the things named in each sentence of one article, by where it begins: sentences are cut alike for all things."""
    sentences: dict[int, list[Ref]] = defaultdict(list)
    for thing, appearance in pairs:
        for passage in appearance.passages:
            sentences[passage.start].append(thing)
    return sentences


def _ranked(articles: Counter[Ref], sentences: Counter[Ref]) -> tuple[Companion, ...]:
    ranked = sorted(articles, key=lambda thing: (-articles[thing], -sentences[thing], thing))
    return tuple(Companion(thing, articles[thing], sentences[thing]) for thing in ranked)


def _children(authority: Authority) -> Mapping[str, tuple[str, ...]]:
    places = authority.places
    return _grouped((place.within or "", place.id) for place in places.values() if place.within in places)


def _articles_within(articles: tuple[Article, ...], authority: Authority) -> Mapping[str, tuple[str, ...]]:
    above = {place: (place, *authority.within(place)) for place in authority.places}
    pairs = (
        (place, article.id)
        for article in articles
        for place in sorted({higher for named in article.places for higher in above.get(named, (named,))})
    )
    return _grouped(pairs)


def _neighbours(articles: tuple[Article, ...]) -> Mapping[str, Neighbours]:
    ids = [article.id for article in articles]
    around = zip((None, *ids), ids, (*ids[1:], None), strict=False)
    return MappingProxyType({ident: Neighbours(before, after) for before, ident, after in around})
