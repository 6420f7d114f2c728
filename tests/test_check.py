"""Stage 11, check: a sound archive passes in silence, and each broken law is found."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sample import ARTICLE, BODY, PARTS, evidence, mention
from world import AUTHORITY

from builder.check import check
from builder.edtf import Edtf
from builder.errors import Finding
from builder.gather import gather
from builder.model import (
    Article,
    Attribution,
    Basis,
    Block,
    BlockKind,
    Claim,
    Dating,
    Listings,
    Naming,
    Page,
    Quotation,
    Ref,
    Text,
    Unresolved,
)

PAGES = {
    "docs/articles/essai.md": '[Anna Lund](../acteurs/anna-lund.md) à [Ramla](../lieux/ramla.md#faits "nom")',
    "docs/acteurs/anna-lund.md": "[essai](../articles/essai.md)",
    "docs/acteurs/guet.md": "[2012](guet/2012.md)",
    "docs/acteurs/guet/2012.md": '<a href="../../articles/essai.html">essai</a>',
    "docs/lieux/ramla.md": "[essai](<../articles/essai.md>) [ailleurs](https://example.org/x.md) [ici](#ici) [image](../assets/x.png)",
}


def found(*articles: Article, pages: dict[str, str] | None = None) -> tuple[Finding, ...]:
    """Check articles as the pipeline would."""
    contents = pages if pages is not None else PAGES
    return check(
        articles, gather(articles, AUTHORITY), AUTHORITY, tuple(Page(path, content.encode()) for path, content in contents.items())
    )


def test_a_sound_archive_has_no_findings() -> None:
    """Neither has an empty one."""
    assert found(ARTICLE) == ()
    assert check((), Listings(), AUTHORITY, ()) == ()


def naming(*mentions: object) -> Article:
    """Return the sample with other mentions."""
    return replace(ARTICLE, naming=Naming(mentions))  # type: ignore[arg-type]


def text(body: str, *spans: tuple[int, int]) -> Article:
    """Return an article of nothing but a text."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, *span) for span in spans)
    return Article("essai", "essai.txt", "", Text("essai", body, blocks), Claim(), Dating(), Attribution(), Naming())


LUND = ARTICLE.naming.mentions[0]
BROKEN = {
    "mention": (naming(replace(LUND, surface="Anna")), "words of a mention"),
    "beyond": (naming(replace(LUND, start=len(BODY), end=len(BODY) + 9)), "words of a mention"),
    "backwards": (naming(replace(LUND, start=5, end=3, surface="")), "words of a mention"),
    "unresolved": (replace(ARTICLE, naming=Naming(ARTICLE.naming.mentions, (Unresolved(0, 3, "Zoh"),))), "words of a unresolved name"),
    "quotation": (replace(ARTICLE, quotations=(Quotation(0, 4, "Azur"),)), "words of a quotation"),
    "evidence": (
        replace(ARTICLE, title=Claim("x", Basis.STATED, (replace(evidence("mardi", "", "weekday"), quote="lundi"),))),
        "words of a evidence",
    ),
    "overlap": (naming(LUND, mention("Lund", "actor/anna-lund")), "overlaps"),
    "no such actor": (naming(replace(LUND, ref=Ref("actor/nobody"))), "actor/nobody, of which there is no record"),
    "no such candidate": (
        replace(
            ARTICLE, naming=Naming(ARTICLE.naming.mentions, (replace(ARTICLE.naming.unresolved[0], candidates=(Ref("place/nowhere"),)),))
        ),
        "place/nowhere",
    ),
    "no such speaker": (replace(ARTICLE, quotations=(replace(ARTICLE.quotations[0], speaker=Ref("actor/nobody")),)), "actor/nobody"),
    "no such outlet": (replace(ARTICLE, attribution=Attribution(Claim("la-gazette", Basis.NOTICE))), "outlet/la-gazette"),
    "no such agency": (replace(ARTICLE, attribution=Attribution(agency=("nobody",))), "actor/nobody"),
    "no such event": (replace(ARTICLE, title=Claim("x", Basis.STATED, (evidence("mardi", "", "event/no-day"),))), "event/no-day"),
    "guess as fact": (replace(ARTICLE, title=Claim("x")), "not how it is known"),
    "date without basis": (replace(ARTICLE, dating=Dating(Edtf.of_day(dt.date(2012, 9, 11)))), "not how it is known"),
    "impossible likeliest day": (
        replace(ARTICLE, dating=Dating(Edtf.of_day(dt.date(2012, 9, 11)), dt.date(2012, 9, 12), Basis.NOTICE)),
        "not one that its date",
    ),
    "hole between blocks": (text("un deux", (0, 2), (3, 7)), "do not make up"),
    "line break in a block": (text("un\ndeux", (0, 7)), "line break"),
    "space at an end": (text("un ", (0, 3)), "space at an end"),
    "not normal": (text("e\u0301", (0, 2)), "normal form C"),
}


@pytest.mark.parametrize(("article", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_law_is_found(article: Article, problem: str) -> None:
    """One fault, at least one finding that names the article's record and says what is wrong."""
    findings = found(article, pages={})
    assert any(problem in finding.problem for finding in findings), findings
    assert {finding.path for finding in findings} == {"archive/articles/essai.md"}
    assert all(finding.hint for finding in findings)


def test_an_id_or_address_taken_twice_is_found() -> None:
    """Two articles cannot have one page, be it by id or by slug."""
    assert [finding.problem for finding in found(ARTICLE, ARTICLE) if "taken" in finding.problem]
    assert [
        finding.problem for finding in found(ARTICLE, replace(ARTICLE, id="autre", slug="essai")) if "address 'essai'" in finding.problem
    ]


def test_listings_of_other_articles_are_found() -> None:
    """What is listed must be what is there."""
    findings = check((ARTICLE,), Listings(), AUTHORITY, ())
    assert {finding.problem for finding in findings} >= {
        "is not in the list of all articles exactly once",
        "its mention of place/ramla is in no listing",
    }


@pytest.mark.parametrize(
    "link", ["[x](../lieux/nulle-part.md)", "[x](../lieux/nulle-part.md#ici 'x')", '<a href="../lieux/nulle-part.html">x</a>']
)
def test_a_dead_link_is_found(link: str) -> None:
    """Law 5: every link into the builder's folders has a target."""
    findings = found(ARTICLE, pages=PAGES | {"docs/articles/essai.md": link})
    assert [(finding.path, "nulle-part" in finding.problem) for finding in findings] == [("docs/articles/essai.md", True)]


def test_escaped_markup_is_no_link() -> None:
    """Words of an article that look like a link are words."""
    assert found(ARTICLE, pages=PAGES | {"docs/articles/essai.md": r"\[x\](../lieux/nulle-part.md)"}) == ()


def test_a_mention_that_no_page_of_its_entity_leads_to_is_found() -> None:
    """Law 5: every sure mention stands on one of its entity's pages, be it a page by year."""
    findings = found(ARTICLE, pages=PAGES | {"docs/acteurs/guet/2012.md": "rien"})
    assert [finding.problem for finding in findings] == ["no page of actor/guet leads to it"]


def test_an_article_may_be_reached_by_its_slug() -> None:
    """The nicer address counts as well."""
    pages = {
        path.replace("articles/essai", "articles/quais"): content.replace("articles/essai", "articles/quais")
        for path, content in PAGES.items()
    }
    assert found(replace(ARTICLE, slug="quais"), pages=pages) == ()


@pytest.mark.parametrize("access", ["withheld", "metadata", "excerpt"])
def test_words_that_are_kept_back_are_found_in_any_file(access: str) -> None:
    """No output holds text of an article that is not open: here a stretch of its boilerplate-free text and of a later paragraph."""
    unsaid = "La suite que personne ne doit lire ici, en aucun cas et nulle part."
    parts = (*PARTS[:3], (BlockKind.PARAGRAPH, unsaid))
    body = "\n\n".join(words for _, words in parts)
    blocks = tuple(Block(kind, body.index(words), body.index(words) + len(words)) for kind, words in parts)
    article = replace(ARTICLE, access=access, text=Text("essai", body, blocks, "fr"), attribution=Attribution())
    assert found(article, pages=PAGES) == ()
    leaking = PAGES | {"docs/donnees/articles.csv": f"essai;{unsaid}"}
    assert [finding.path for finding in found(article, pages=leaking)] == ["docs/donnees/articles.csv"]
    twin = replace(article, id="jumeau", access="full")
    assert "docs/donnees/articles.csv" not in {finding.path for finding in found(article, twin, pages=leaking)}
