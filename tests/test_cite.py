"""References: every format tells the same, nothing that is not certain, and no sign of a title breaks one."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from hypothesis import given, strategies as st
from sample import ARTICLE, PARTS
from world import AUTHORITY

from builder.cite import Reference, bibtex, coins, csl, formatted, head_tags, in_script, json_ld, reference, ris
from builder.config import SiteSettings
from builder.edtf import Edtf
from builder.model import Article, Basis, Claim, Dating

SITE = SiteSettings("Archive de Port-Azur", "https://port.example/archive")
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1)


def dated(edtf: str) -> Article:
    """Return the article published when a notice says."""
    return replace(ARTICLE, dating=Dating(Edtf.parse(edtf), basis=Basis.NOTICE))


def fields(record: str) -> dict[str, str]:
    """Read a RIS record: tag -> value."""
    return {line[:2]: line[6:] for line in record.split("\r\n") if line}


def tags(cited: Reference) -> dict[str, str]:
    """Return the tags of the page's head."""
    return {tag[0]: tag[1] for tag in head_tags(cited, "")}


def test_a_reference_names_paper_agency_and_address() -> None:
    """By the names of the records; the address only where the site has one."""
    cited = reference(ARTICLE, AUTHORITY, SITE)
    assert (cited.paper, cited.agencies, cited.address) == ("Le Phare", ("Brise",), "https://port.example/archive/articles/essai.html")
    assert reference(ARTICLE, AUTHORITY, SiteSettings()).address == ""


@pytest.mark.parametrize(
    ("edtf", "day", "da", "parts"),
    [
        ("2016-12-06", "2016-12-06", "2016/12/06/", [2016, 12, 6]),
        ("[2016-12-06,2016-12-07]", "2016-12", "2016/12//", [2016, 12]),
        ("2016-12-06?", "", None, None),
        ("[2016-11-30,2016-12-01]", "2016", "2016///", [2016]),
        ("[..2016-12-07]", "", None, None),
    ],
)
def test_no_format_tells_more_of_a_date_than_is_certain(edtf: str, day: str, da: str | None, parts: list[int] | None) -> None:
    """Formats that know no uncertainty get the longest certain part, and the date as it is known in a note."""
    cited = reference(dated(edtf), AUTHORITY, SITE)
    assert cited.day == day
    assert fields(ris(cited)).get("DA") == da
    assert csl(cited).get("issued") == (parts and {"date-parts": [parts]})
    assert json.loads(json_ld(cited)).get("datePublished", "") == day
    assert tags(cited).get("dc.date", "") == day
    for told in (fields(ris(cited))["N1"], str(csl(cited)["note"]), bibtex(cited)):
        assert (edtf in told) is (edtf != day)


def test_zotero_finds_a_newspaper_article() -> None:
    """Kind, paper, date and title stand in the tags that its translators read; of an unknown paper it is told none, the archive's name neither."""
    found = tags(reference(ARTICLE, AUTHORITY, SITE))
    assert (found["z:itemType"], found["prism.publicationName"], found["dc.title"]) == ("newspaperArticle", "Le Phare", PARTS[0][1])
    nobody = replace(ARTICLE, attribution=replace(ARTICLE.attribution, outlet=Claim()))
    assert not tags(reference(nobody, AUTHORITY, SITE)).keys() & {
        "prism.publicationName",
        "og:site_name",
        "dc.source",
    }


def test_a_list_offers_newspaper_articles() -> None:
    """COinS: one span, whose keys a collector reads as kind, title, paper and date."""
    (title,) = re.findall(r'<span class="Z3988" title="([^"]*)"></span>', coins(reference(ARTICLE, AUTHORITY, SITE)))
    told = parse_qs(html.unescape(title))
    assert told["rft.type"] == ["newspaperArticle"]
    assert (told["rft.title"], told["rft.source"], told["rft.date"]) == ([PARTS[0][1]], ["Le Phare"], ["2012-09"])


@given(title=TEXTS)
def test_no_title_breaks_a_format(title: str) -> None:
    """One line a field in RIS, balanced braces in BibTeX, one attribute in COinS, nothing that ends a script in JSON-LD."""
    cited = reference(replace(ARTICLE, title=Claim(title, Basis.NOTICE)), AUTHORITY, SITE)
    assert fields(ris(cited))["TI"].split() == title.split()
    entry = re.sub(r"\\[{}]", "", bibtex(cited))
    assert entry.count("{") == entry.count("}")
    assert re.fullmatch(r'<span class="Z3988" title="[^"<>]*"></span>', coins(cited))
    assert not re.search("[<>&]", json_ld(cited))
    assert json.loads(json_ld(cited))["headline"] == title


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_in_a_script_means_the_same(text: str) -> None:
    """Escaped, never changed."""
    assert json.loads(in_script(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.parametrize("access", ["withheld", "metadata"])
def test_nothing_of_a_withheld_text_is_cited(access: str) -> None:
    """Neither its headline nor a signature that was read from it."""
    signed = replace(ARTICLE.attribution, author=Claim("Une Signature", Basis.STATED))
    cited = reference(replace(ARTICLE, access=access, attribution=signed), AUTHORITY, SITE)
    told = "".join(
        (formatted(cited), ris(cited), bibtex(cited), coins(cited), json_ld(cited), json.dumps(csl(cited)), str(head_tags(cited, "")))
    )
    assert "Port-Azur ferme" not in told
    assert "Signature" not in told
    assert "Article essai" in told


def test_the_printed_reference() -> None:
    """Author, title, paper, date; then where it was read."""
    assert formatted(reference(ARTICLE, AUTHORITY, SITE)) == (
        "«\u202fPort-Azur ferme ses quais\u202f», Le Phare, 11 ou 12\u00a0septembre 2012. "
        "Dans\u00a0: Archive de Port-Azur, https://port.example/archive/articles/essai.html."
    )
