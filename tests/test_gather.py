"""The archive seen from its things, days and outlets."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import port_azur
import pytest
from hypothesis import given, strategies as st
from port_azur import ARTICLES, AUTHORITY

from builder.gather import gather
from builder.model import Article, BlockKind, Companion, Neighbours, Quotation, Ref

LISTINGS = gather(ARTICLES, AUTHORITY)


def test_articles_stand_in_the_order_of_dates() -> None:
    """By the likeliest day; those of which nothing is known stand last."""
    assert LISTINGS.order == ("001_prise", "002_reprise", "003_retire", "005_adresse", "004_sans_date")
    assert dict(LISTINGS.by_year) == {2003: ("001_prise", "002_reprise", "003_retire"), 2004: ("005_adresse",)}
    assert LISTINGS.undated == ("004_sans_date",)


def test_neighbours_follow_the_order() -> None:
    """The first has none before it, the last none after."""
    assert LISTINGS.neighbours["001_prise"] == Neighbours(None, "002_reprise")
    assert LISTINGS.neighbours["004_sans_date"] == Neighbours("005_adresse", None)


def test_every_mention_stands_in_a_listing_with_its_sentence() -> None:
    """Law 5: nothing that an article names is lost, and each mark is just the words of a mention."""
    for article in ARTICLES:
        for mention in article.naming.mentions:
            found = [item for item in LISTINGS.appearances[mention.ref] if item.article == article.id]
            assert len(found) == 1
            marks = [mark for passage in found[0].passages for mark in passage.marks]
            assert article.access != "full" or (mention.start, mention.end) in marks


def test_companions_are_counted_by_articles() -> None:
    """However often two things stand in one article, it counts once; the relation goes both ways."""
    pins, port = Ref("place/les-pins"), Ref("place/port-azur")
    assert next(item.articles for item in LISTINGS.companions[pins] if item.ref == port) == 2
    assert next(item.articles for item in LISTINGS.companions[port] if item.ref == pins) == 2


def test_companions_of_one_sentence_come_first() -> None:
    """Among those of as many articles; a sentence that may not be shown counts for none."""
    mayor, port = Ref("actor/aubin-lestrade"), Ref("place/port-azur")
    assert LISTINGS.companions[mayor][0] == Companion(port, 2, 2)
    assert {item.sentences for item in LISTINGS.companions[mayor][1:]} == {0}
    shut = replace(ARTICLES[0], access="metadata")
    assert Companion(port, 1, 0) in gather((shut,), AUTHORITY).companions[mayor]


def test_a_place_holds_what_names_the_places_within() -> None:
    """A country no article names is met through its towns."""
    assert Ref("place/azurie") not in LISTINGS.appearances
    assert set(LISTINGS.articles_within["azurie"]) == {"001_prise", "002_reprise", "004_sans_date", "005_adresse"}
    assert LISTINGS.children["port-azur"] == ("les-pins", "vieux-quai")


def test_reprints_are_the_same_text() -> None:
    """The later ones lead to the first; a withheld one is never told of."""
    assert LISTINGS.kindred.first["002_reprise"] == "001_prise"
    assert "004_sans_date" not in LISTINGS.kindred.first
    shut = replace(ARTICLES[1], access="withheld")
    assert gather((ARTICLES[0], shut), AUTHORITY).kindred.first == {}


def test_days_told_and_days_published_are_apart() -> None:
    """An article stands under its likeliest day, and under each day it reports."""
    assert LISTINGS.by_day[dt.date(2003, 4, 10)] == ("002_reprise",)
    assert "002_reprise" in LISTINGS.by_reported[dt.date(2003, 4, 8)]


def test_words_that_may_not_be_shown_are_in_no_passage() -> None:
    """A withheld article is named, its sentences are not."""
    shut = next(item for item in LISTINGS.appearances[Ref("actor/garde-du-port")] if item.article == "003_retire")
    assert shut.mentions == 1
    assert shut.passages == ()


def test_quotations_stand_in_the_order_of_dates_and_under_who_speaks_and_is_spoken_of() -> None:
    """Each under its speaker, and under what others name in it."""
    assert [(ident, quotation.text) for ident, quotation in LISTINGS.quotations] == [
        ("001_prise", "Nous tiendrons"),
        ("002_reprise", "Nous tiendrons"),
    ]
    assert LISTINGS.said[Ref("actor/aubin-lestrade")] == LISTINGS.quotations
    body = ARTICLES[0].text.body
    start = body.index("Les Pins brûlent")
    about = replace(ARTICLES[0], quotations=(Quotation(start, start + 16, body[start : start + 16], Ref("actor/aubin-lestrade")),))
    listings = gather((about,), AUTHORITY)
    assert listings.spoken_of == {Ref("place/les-pins"): listings.quotations}


def test_a_quotation_that_leaves_an_excerpt_is_not_shown() -> None:
    """One that begins in what may be shown and ends outside it would tell what is withheld."""
    words = ("Il dit : « Nous tiendrons.", "Et encore.", "Jusqu’au bout. »")
    whole = port_azur.article("a", paragraphs=words, kinds=(BlockKind.PARAGRAPH,) * 3)
    quotation = replace(whole.quotations[0], end=len(whole.text.body) - 2)
    for access, shown in (("full", 1), ("excerpt", 0), ("withheld", 0)):
        article = replace(whole, access=access, quotations=(quotation,))
        assert len(gather((article,), AUTHORITY).quotations) == shown


@given(st.randoms(use_true_random=False))
def test_the_order_given_changes_nothing(chance: random.Random) -> None:
    """Law 4 for this stage."""
    shuffled: list[Article] = list(ARTICLES)
    chance.shuffle(shuffled)
    assert gather(tuple(shuffled), AUTHORITY) == LISTINGS


def test_an_empty_archive_has_empty_listings() -> None:
    """Nought articles are an archive too."""
    assert gather((), AUTHORITY).order == ()


@pytest.mark.parametrize("outlet", ["le-fanal", None])
def test_articles_stand_under_their_outlet_or_under_none(outlet: str | None) -> None:
    """An unknown outlet is said, not dropped."""
    listings = gather((port_azur.article("a", outlet=outlet),), AUTHORITY)
    assert (listings.by_outlet.get("le-fanal") == ("a",)) == (outlet is not None)
    assert (listings.without_outlet == ("a",)) == (outlet is None)
