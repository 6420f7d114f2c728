"""A small made-up archive for tests: the siege of a town that never was. Built straight from model values, no stage needed."""

from __future__ import annotations

import datetime as dt
import hashlib
from types import MappingProxyType

from builder.edtf import Edtf
from builder.model import (
    Actor,
    Article,
    Attribution,
    Authority,
    Basis,
    Block,
    BlockKind,
    Claim,
    DatedName,
    Dating,
    Event,
    Evidence,
    Mention,
    Naming,
    Outlet,
    Place,
    Quotation,
    Ref,
    Role,
    Rule,
    Settings,
    Text,
    Unresolved,
)

AUTHORITY = Authority(
    actors=MappingProxyType(
        {
            "aubin-lestrade": Actor(
                "aubin-lestrade",
                (DatedName("Aubin Lestrade"), DatedName("Aubin L’Estrade")),
                kind="person",
                name_ar="أوبان",
                identifiers=(("wikidata", "Q1"),),
                sources=("annuaire du port",),
                roles=(Role(("maire de Port-Azur", "édile du port"), "garde-du-port", dt.date(2001, 3, 1), dt.date(2004, 5, 2)),),
                note="Maire pendant le siège.\n\nAncien marin.",
            ),
            "depeche-du-large": Actor("depeche-du-large", (DatedName("Dépêche du large"),), kind="media"),
            "garde-du-port": Actor("garde-du-port", (DatedName("Garde du port"),), metonyms=("la Capitainerie",), kind="military"),
            "ligue-des-phares": Actor("ligue-des-phares", (DatedName("Ligue des phares"),), kind="alliance"),
        }
    ),
    places=MappingProxyType(
        {
            "azurie": Place("azurie", (DatedName("Azurie"),), kind="country"),
            "port-azur": Place(
                "port-azur",
                (DatedName("Port-Azur"), DatedName("Port Azur")),
                kind="city",
                within="azurie",
                lat=12.5,
                lon=-3.25,
                precision="exact",
            ),
            "les-pins": Place(
                "les-pins",
                (DatedName("Les Pins"),),
                kind="neighbourhood",
                within="port-azur",
                lat=12.51,
                lon=-3.2,
                precision="approximate",
                side="est",
                name_ar="الصنوبر",
            ),
            "vieux-quai": Place("vieux-quai", (DatedName("Vieux Quai"),), kind="neighbourhood", within="port-azur"),
        }
    ),
    outlets=MappingProxyType(
        {
            "le-fanal": Outlet("le-fanal", (DatedName("Le Fanal"),), country="Azurie", domains=("lefanal.example",), languages=("fr",)),
            "la-vigie": Outlet("la-vigie", (DatedName("La Vigie"),), kind="radio"),
        }
    ),
    events=MappingProxyType(
        {
            "prise-du-quai": Event(
                "prise-du-quai",
                (DatedName("Prise du Vieux Quai"),),
                cues=("la prise du quai",),
                date=Edtf.parse("2003-04-08"),
                places=("vieux-quai",),
                actors=("garde-du-port",),
            ),
            "siege": Event("siege", (DatedName("Siège de Port-Azur"),), date=Edtf.parse("[2003-01-05..2003-04-30]"), places=("port-azur",)),
        }
    ),
    settings=Settings(districts_of="port-azur"),
)

BODY = (
    "La Garde du port tient Les Pins",
    "« Nous tiendrons », dit le maire. Aubin Lestrade parle à Port-Azur mardi. Les Pins brûlent !",
    "Sous les obus",
    "M. Lestrade n’a *rien* <b>dit</b> de [la Ligue](javascript:alert(1)) | ni du Fort Noir. À Port-Azur, on attend.",
    "Le phare de Port-Azur. [NOM / DÉPÊCHE]",
    "Lire aussi : la météo <script>alert(1)</script>",
)
KINDS = (BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.SUBHEAD, BlockKind.PARAGRAPH, BlockKind.CAPTION, BlockKind.RELATED)

SURFACES: tuple[tuple[str, str, Rule], ...] = (
    ("Garde du port", "actor/garde-du-port", Rule.NAME),
    ("Les Pins", "place/les-pins", Rule.NAME),
    ("Aubin Lestrade", "actor/aubin-lestrade", Rule.NAME),
    ("Port-Azur", "place/port-azur", Rule.NAME),
)


def text_of(ident: str, paragraphs: tuple[str, ...] = BODY, kinds: tuple[BlockKind, ...] = KINDS) -> Text:
    """Join paragraphs to a clean text, with their blocks."""
    blocks, start = [], 0
    for paragraph, kind in zip(paragraphs, kinds, strict=True):
        blocks.append(Block(kind, start, start + len(paragraph)))
        start += len(paragraph) + 2
    return Text(ident, "\n\n".join(paragraphs), tuple(blocks), "fr")


def naming_of(text: Text) -> Naming:
    """Find every surface of the list in the text, and one unknown name."""
    found = []
    for surface, thing, rule in SURFACES:
        start = text.body.find(surface)
        while start >= 0:
            found.append(Mention(start, start + len(surface), surface, Ref(thing), rule))
            start = text.body.find(surface, start + 1)
    unknown = text.body.find("Fort Noir")
    unresolved = (Unresolved(unknown, unknown + 9, "Fort Noir", (Ref("place/vieux-quai"),)),) if unknown >= 0 else ()
    return Naming(tuple(sorted(found, key=lambda mention: mention.start)), unresolved)


def article(
    ident: str,
    date: str | None = "[2003-04-08,2003-04-09]",
    *,
    outlet: str | None = "le-fanal",
    access: str = "full",
    slug: str | None = None,
    paragraphs: tuple[str, ...] = BODY,
    kinds: tuple[BlockKind, ...] = KINDS,
) -> Article:
    """Make an article of the made-up archive."""
    text = text_of(ident, paragraphs, kinds)
    edtf = Edtf.parse(date) if date else None
    narrow = edtf is not None and edtf.first is not None and edtf.last is not None and (edtf.last - edtf.first).days <= 31
    weekday = text.body.find("mardi")
    grounds = (
        (
            Evidence("mardi", weekday, weekday + 5, "a Tuesday, or the day after one", "weekday"),
            Evidence(None, None, None, "2003-04-08, give or take 1 day", "event/prise-du-quai"),
        )
        if weekday >= 0
        else ()
    )
    said = text.body.find("Nous tiendrons")
    headline = text.blocks[0] if kinds and kinds[0] is BlockKind.HEADLINE else None
    title = (
        Claim(
            text.body[headline.start : headline.end],
            Basis.STATED,
            (Evidence(text.body[headline.start : headline.end], headline.start, headline.end, "the headline", "headline"),),
        )
        if headline
        else Claim()
    )
    return Article(
        id=ident,
        seed=f"{ident}.txt",
        sha256=hashlib.sha256(ident.encode()).hexdigest(),
        text=text,
        title=title,
        dating=Dating(
            edtf,
            edtf.first if edtf and narrow else None,
            Basis.INFERRED if edtf else Basis.UNKNOWN,
            grounds,
            (dt.date(2003, 4, 8),) if edtf else (),
        ),
        attribution=Attribution(
            outlet=Claim(outlet, Basis.NOTICE, (Evidence(None, None, None, "stated", "notice"),)) if outlet else Claim(),
            agency=("depeche-du-large",),
        ),
        naming=naming_of(text),
        quotations=(Quotation(said, said + 14, "Nous tiendrons", Ref("actor/aubin-lestrade"), "le maire"),) if said >= 0 else (),
        access=access,
        slug=slug,
    )


ARTICLES = (
    article("001_prise"),
    article("002_reprise", "2003-04-10"),
    article(
        "003_retire",
        "2003-05",
        access="withheld",
        paragraphs=("Un secret bien gardé par la Garde du port depuis toujours",),
        kinds=(BlockKind.PARAGRAPH,),
    ),
    article(
        "004_sans_date",
        None,
        outlet=None,
        paragraphs=("À Port-Azur, personne ne sait quel jour on est ni quand la mer montera.",),
        kinds=(BlockKind.PARAGRAPH,),
    ),
    article("005_adresse", "2004-01-02?", slug="le-phare", paragraphs=("Port-Azur rallume son phare.",), kinds=(BlockKind.PARAGRAPH,)),
)
