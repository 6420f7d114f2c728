"""Attribution: what proves an outlet, and what does not."""

from __future__ import annotations

import pytest
from world import AUTHORITY, spotted

from builder.attribute import attribute
from builder.model import Attribution, Basis, Block, BlockKind, Notice, Text

BODY = "La mer monte sur le quai de Ramla depuis la nuit, disent les habitants du port qui sont sortis avec des seaux."


def _attributed(*blocks: tuple[BlockKind, str], notice: Notice | None = None, metadata: tuple[tuple[str, str], ...] = ()) -> Attribution:
    body, made = "", []
    for kind, words in blocks:
        body += "\n\n" if body else ""
        made.append(Block(kind, len(body), len(body) + len(words)))
        body += words
    _, candidates = spotted(body)
    return attribute(Text("essai", body, tuple(made), metadata=metadata), candidates, notice, AUTHORITY)


@pytest.mark.parametrize(
    ("line", "outlet", "basis"),
    [
        ((BlockKind.BOILERPLATE, "Signalez une erreur à courrier@lephare.example."), "le-phare", Basis.STATED),
        ((BlockKind.BOILERPLATE, "© 2012 Le Phare"), "le-phare", Basis.STATED),
        ((BlockKind.BYLINE, "Le Phare avec Brise"), "le-phare", Basis.STATED),
        ((BlockKind.DATELINE, "Publié le 15/11/2016 à 19:47 | Le Phare"), "le-phare", Basis.STATED),
        ((BlockKind.DATELINE, "LE PHARE | 15.11.2016 à 19h47"), "le-phare", Basis.STATED),
        ((BlockKind.BYLINE, "Claire Roux, correspondante au Phare"), None, Basis.UNKNOWN),
        ((BlockKind.BOILERPLATE, "Recevez la newsletter du Phare"), None, Basis.UNKNOWN),
        ((BlockKind.BOILERPLATE, "Newsletter : Le Phare chaque matin"), "le-phare", Basis.INFERRED),
        ((BlockKind.RELATED, "À lire aussi sur www.lephare.example : la marée"), None, Basis.UNKNOWN),
        ((BlockKind.PARAGRAPH, "« La mer monte », a déclaré au Phare une passante. Le Phare l'a crue."), None, Basis.UNKNOWN),
        ((BlockKind.BOILERPLATE, "À relire ici"), None, Basis.UNKNOWN),
    ],
)
def test_an_outlet_needs_proof(line: tuple[BlockKind, str], outlet: str | None, basis: Basis) -> None:
    """An address or a line of rights of its own is proof; to be linked, quoted, or to share one piece of furniture is not."""
    found = _attributed((BlockKind.PARAGRAPH, BODY), line).outlet
    assert (found.value, found.basis) == (outlet, basis)
    assert bool(found.evidence) is (outlet is not None)


@pytest.mark.parametrize(
    ("head", "outlet"), [("La Digue Monde", "la-digue"), ("Le Phare Monde", "presses-du-port"), ("À la Une de La Digue", "presses-du-port")]
)
def test_a_publishers_sign_leaves_open_which_of_its_papers(head: str, outlet: str) -> None:
    """Unless one of them opens the page."""
    found = _attributed((BlockKind.SUBHEAD, head), (BlockKind.PARAGRAPH, BODY), (BlockKind.BOILERPLATE, "© Presses du Port")).outlet
    assert (found.value, found.basis) == (outlet, Basis.STATED)


def test_three_pieces_of_furniture_are_a_template() -> None:
    """Several pieces of one outlet's furniture together lead to it, each shown as evidence."""
    found = _attributed(
        (BlockKind.PARAGRAPH, BODY),
        (BlockKind.RELATED, "À relire ici : le quai"),
        (BlockKind.BOILERPLATE, "Vos réactions au Phare"),
        (BlockKind.BOILERPLATE, "Le Phare en continu"),
    ).outlet
    assert (found.value, found.basis) == ("le-phare", Basis.INFERRED)
    assert [item.quote for item in found.evidence] == ["À relire ici", "Vos réactions au Phare", "Le Phare en continu"]


def test_what_a_person_states_wins() -> None:
    """A notice goes before anything the text says, and its doubt is kept."""
    line = (BlockKind.BOILERPLATE, "© 2012 Le Phare")
    found = _attributed(line, notice=Notice(outlet="la-digue", outlet_probable=True, author="Oda Lund"))
    assert (found.outlet.value, found.outlet.basis, found.outlet.evidence[0].says) == ("la-digue", Basis.NOTICE, "probable")
    assert (found.author.value, found.author.basis) == ("Oda Lund", Basis.NOTICE)


@pytest.mark.parametrize("said", [{"outlet": "le phare"}, {"url": "https://www.lephare.example/mer/1.html"}])
def test_a_page_head_tells_the_outlet(said: dict[str, str]) -> None:
    """The page's own head names the outlet or its address."""
    found = _attributed((BlockKind.PARAGRAPH, BODY), metadata=tuple(said.items())).outlet
    assert (found.value, found.basis) == ("le-phare", Basis.METADATA)


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ((BlockKind.BYLINE, "Avec Brise"), ("brise",)),
        ((BlockKind.CAPTION, "Le port. [ANNA LUND / Brise]"), ("brise",)),
        ((BlockKind.PARAGRAPH, "Le reste est mer et sable, dit-on sur la jetée. (Brise)"), ("brise",)),
        ((BlockKind.PARAGRAPH, "Le maire l'a dit à la Brise, et à elle seule, hier soir."), ()),
    ],
)
def test_an_agency_is_where_credit_is_given(line: tuple[BlockKind, str], agencies: tuple[str, ...]) -> None:
    """Bylines, credits and closing brackets name the supplier; being told something is not supplying the text."""
    assert _attributed((BlockKind.PARAGRAPH, BODY), line).agency == agencies


def test_a_dateline_names_its_agency() -> None:
    """The agency in the brackets that open a dispatch supplied it."""
    assert _attributed((BlockKind.PARAGRAPH, "PORT-AZUR (Brise) - " + BODY)).agency == ("brise",)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Par Rémi Castelnau", "Rémi Castelnau"),
        ("Par Rémi Castelnau avec Brise", "Rémi Castelnau"),
        ("Rémi Castelnau, à Nivôse", "Rémi Castelnau"),
        ("Rémi Castelnau Port-Azur", "Rémi Castelnau"),
        ("Propos recueillis par Rémi Castelnau pour Le Phare", "Rémi Castelnau"),
        ("Par Le Phare avec Brise", None),
        ("Par lephare.fr avec Brise", None),
        ("Par la rédaction", None),
        ("Avec Brise", None),
    ],
)
def test_a_byline_names_its_author(line: str, author: str | None) -> None:
    """The word `par` and a name sign a text; an office of the paper does not."""
    assert _attributed((BlockKind.BYLINE, line), (BlockKind.PARAGRAPH, BODY)).author.value == author
