"""The report on one article: the documented object, and its text for people."""

from __future__ import annotations

import json
from dataclasses import replace

from sample import ARTICLE, BODY
from world import AUTHORITY

from builder.model import Article, Attribution, Claim, Dating, Naming, Ref, Text
from builder.report import as_json, as_text

FIELDS = (
    "file id text title title_basis language date date_edtf date_first date_last date_basis date_evidence reported outlet outlet_basis "
    "outlet_evidence agency author actors places unresolved quotes blocks"
)


def test_the_object_has_the_documented_fields_in_their_order() -> None:
    """What other programs rely on: names and order of the fields, all the way down."""
    told = as_json(ARTICLE, AUTHORITY)
    assert list(told) == FIELDS.split()
    plain = json.loads(json.dumps(told))
    assert list(plain["date_evidence"][0]) == ["quote", "start", "end", "says", "by"]
    assert list(plain["actors"][0]) == ["id", "name", "kind", "mentions"]
    assert list(plain["actors"][0]["mentions"][0]) == ["start", "end", "surface", "by"]
    assert list(plain["places"][0]) == ["id", "name", "kind", "mentions", "within", "district"]
    assert list(plain["unresolved"][0]) == ["surface", "start", "end", "candidates"]
    assert list(plain["quotes"][0]) == ["speaker", "start", "end", "text"]
    assert list(plain["blocks"][0]) == ["kind", "start", "end"]


def test_values_are_told_as_they_are_known() -> None:
    """Dates in their canonical spelling with bounds, entities with names, kinds and ancestors, words with offsets that hold."""
    told = json.loads(json.dumps(as_json(ARTICLE, AUTHORITY, "some/where.txt")))
    assert told["file"] == "some/where.txt"
    assert (told["date"], told["date_edtf"]) == ("2012-09-11", "[2012-09-11,2012-09-12]")
    assert (told["date_first"], told["date_last"]) == ("2012-09-11", "2012-09-12")
    assert [actor["id"] for actor in told["actors"]] == ["anna-lund", "guet"]
    (ramla,) = told["places"]
    assert (ramla["name"], ramla["kind"], ramla["within"], ramla["district"]) == ("Ramla", "neighbourhood", ["port-azur", "selene"], True)
    assert [BODY[item["start"] : item["end"]] for item in ramla["mentions"]] == ["Ramla", "Ramla"]
    assert told["unresolved"][0]["candidates"] == ["place/zohra-quartier", "place/zohra-village"]
    assert told["quotes"][0]["speaker"] == {"id": "anna-lund", "surface": "elle"}
    assert told["blocks"][-1]["kind"] == "boilerplate"


NOTHING_KNOWN = replace(
    ARTICLE,
    title=Claim(),
    dating=Dating(),
    attribution=Attribution(),
    naming=Naming(),
    quotations=(),
    text=Text("essai", BODY, ARTICLE.text.blocks),
)


def test_unknown_is_null_and_never_absent() -> None:
    """An article of which nothing is known has every field all the same."""
    told = as_json(NOTHING_KNOWN, AUTHORITY)
    assert list(told) == FIELDS.split()
    unknown = {key for key, value in told.items() if value is None}
    assert unknown == {"title", "language", "date", "date_edtf", "date_first", "date_last", "outlet", "author"}
    assert {told["title_basis"], told["date_basis"], told["outlet_basis"]} == {"unknown"}


def test_a_record_that_is_gone_is_told_without_its_name() -> None:
    """A mention outlives its record: the id stays, name and kind are null."""
    stray = replace(ARTICLE.naming.mentions[0], ref=Ref("actor/nobody"))
    told = as_json(replace(ARTICLE, naming=Naming((stray,))), AUTHORITY)
    assert json.loads(json.dumps(told["actors"]))[0] | {"mentions": None} == {"id": "nobody", "name": None, "kind": None, "mentions": None}


def test_people_see_the_evidence_beside_each_value() -> None:
    """Every value with how it is known, and under it the words that say so."""
    told = as_text(ARTICLE, AUTHORITY)
    for piece in (
        "[2012-09-11,2012-09-12]  (inferred)",
        "“mardi” at 45: a Tuesday, or the day after one  [weekday]",
        "before the flood  [event/grande-maree]",
        "Le Phare [le-phare]  (inferred)",
        "Brise [brise]",
        "Ramla [ramla], neighbourhood",
        "“Guet du port” at ",
        "“Zohra” at ",
        "one of place/zohra-quartier, place/zohra-village",
        "Anna Lund [anna-lund]: “faute de grutiers”",
    ):
        assert piece in told
    assert told.endswith("\n")


def test_people_are_told_what_is_not_known() -> None:
    """Not knowing is a value, and is shown."""
    told = as_text(NOTHING_KNOWN, AUTHORITY)
    for label in ("title", "date", "outlet", "agency", "author", "language"):
        assert f"  {label:<12}unknown\n" in told


def test_the_file_is_the_seed_where_no_path_is_given() -> None:
    """Exports name the seed."""
    article: Article = ARTICLE
    assert as_json(article, AUTHORITY)["file"] == "Essai.TXT"
    assert as_text(article, AUTHORITY).startswith("Essai.TXT\n")
