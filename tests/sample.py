"""A whole article of the made-up country, with something in every field, for the tests of what comes after annotation."""

from __future__ import annotations

import datetime as dt

from builder.edtf import Edtf
from builder.model import (
    Article,
    Attribution,
    Basis,
    Block,
    BlockKind,
    Claim,
    Dating,
    Evidence,
    Mention,
    Naming,
    Quotation,
    Ref,
    Rule,
    Text,
    Unresolved,
)

PARTS = (
    (BlockKind.HEADLINE, "Port-Azur ferme ses quais"),
    (BlockKind.PARAGRAPH, "Anna Lund a fermé mardi les quais de Ramla, « faute de grutiers », a-t-elle dit à Zohra."),
    (BlockKind.PARAGRAPH, "Le Guet du port, qui compte les navires depuis la tour de Ramla, n’en a vu aucun."),
    (BlockKind.BOILERPLATE, "Vos réactions au Phare"),
)
BODY = "\n\n".join(words for _, words in PARTS)


def blocks() -> tuple[Block, ...]:
    """Return the blocks of the text."""
    found, start = [], 0
    for kind, words in PARTS:
        found.append(Block(kind, start, start + len(words)))
        start += len(words) + 2
    return tuple(found)


def evidence(words: str, says: str, by: str) -> Evidence:
    """Return evidence for words of the text."""
    return Evidence(words, BODY.index(words), BODY.index(words) + len(words), says, by)


def mention(words: str, ref: str, by: Rule = Rule.NAME, after: int = 0) -> Mention:
    """Return the mention of words of the text, the first one from a place on."""
    start = BODY.index(words, after)
    return Mention(start, start + len(words), words, Ref(ref), by)


QUOTED = "faute de grutiers"
ARTICLE = Article(
    id="essai",
    seed="Essai.TXT",
    sha256="0" * 64,
    text=Text("essai", BODY, blocks(), "fr"),
    title=Claim(PARTS[0][1], Basis.STATED, (evidence(PARTS[0][1], "the headline", "headline"),)),
    dating=Dating(
        Edtf.one_of((dt.date(2012, 9, 11), dt.date(2012, 9, 12))),
        dt.date(2012, 9, 11),
        Basis.INFERRED,
        (
            evidence("mardi", "a Tuesday, or the day after one", "weekday"),
            Evidence(None, None, None, "before the flood", "event/grande-maree"),
        ),
        (dt.date(2012, 9, 11),),
    ),
    attribution=Attribution(
        Claim("le-phare", Basis.INFERRED, (evidence("Vos réactions au Phare", "furniture of Le Phare", "outlet/le-phare"),)),
        agency=("brise",),
    ),
    naming=Naming(
        (
            mention("Anna Lund", "actor/anna-lund"),
            mention("Ramla", "place/ramla"),
            mention("Guet du port", "actor/guet"),
            mention("Ramla", "place/ramla", after=BODY.index("tour de")),
        ),
        (Unresolved(BODY.index("Zohra"), BODY.index("Zohra") + 5, "Zohra", (Ref("place/zohra-quartier"), Ref("place/zohra-village"))),),
    ),
    quotations=(Quotation(BODY.index(QUOTED), BODY.index(QUOTED) + len(QUOTED), QUOTED, Ref("actor/anna-lund"), "elle"),),
)
