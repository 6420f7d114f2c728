"""Stage 5, attribute: who published, supplied and wrote a text.

In: a Text, its Candidates, its Notice, the Authority. Out: an Attribution, each value with its ground. Pure.

An outlet is taken from what a person states, from the page's own head, from an address or a line of rights, or from several pieces of one
outlet's page furniture together. To be quoted, thanked, pictured or linked is no proof of being the outlet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from builder.credits import credit
from builder.folding import fold
from builder.gazetteer import plain_form
from builder.model import (
    Attribution,
    Authority,
    Basis,
    Block,
    BlockKind,
    Candidate,
    Claim,
    Evidence,
    Notice,
    Outlet,
    RefKind,
    SenseKind,
    Text,
    split_ref,
)

_FURNITURE = frozenset({BlockKind.BOILERPLATE, BlockKind.RELATED, BlockKind.BYLINE, BlockKind.DATELINE})
_OWN_WORDS = frozenset({BlockKind.BOILERPLATE, BlockKind.BYLINE, BlockKind.DATELINE})
"""Furniture in which a publisher speaks of itself; what is related links to others too."""

_ENOUGH_CUES = 3
"""One piece of furniture is on many sites; three of one outlet's together are its template."""

_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,12}\b", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright|source\s?:|tous droits réservés)[\s\d:,–-]*$", re.IGNORECASE)
_WITH = re.compile(r"^(?:\.fr|\.com)?\s(?:avec|with|/)\b", re.IGNORECASE)
_BYLINE = re.compile(
    r"^(?:par|by|propos recueillis par|de notre (?:envoyée?|correspondante?)[^,:]{0,60}[,:]?)\s+"
    r"(?P<author>[^\W\d_][\w.'’-]*(?:\s(?:de|du|le|la|van|von|el|al|ben)?\s?[^\W\d_][\w.'’-]*){1,3}?)(?=\s?(?:[,(|–—-]|$)|\s(?:pour|avec|with|et|and|à|in|en)\b)",
    re.IGNORECASE,
)
_BYLINE_WITHIN = re.compile(
    r"(?:^|[|•·]\s?|recueillis\s|\d\s)(?:[Pp]ar|[Bb]y)\s(?P<author>[^\W\d_a-zß-öø-ÿ][\w.'’-]+(?:\s(?:(?:de|du|le|la|van|von|el|al|ben|bin)\s)?[^\W\d_a-zß-öø-ÿ][\w.'’-]+){1,3}?)"
    r"(?=\s?(?:[,(|•·–—-]|$)|\s(?:(?:pour|avec|with|et|and|à|in|le|[Mm]is)\b|[Pp]ublié|\d))"
)
_NAME_ALONE = re.compile(
    r"^(?P<author>[^\W\d_a-zß-öø-ÿ][\w.'’-]+(?:\s(?:(?:de|du|le|la|van|von|el|al|ben|bin)\s)?[^\W\d_a-zß-öø-ÿ][\w.'’-]+){1,3})(?=\s?(?:$|[,(|–—])|\s(?:(?:avec|with|à|in|en|[Mm]is)\b|le\s\d|[Pp]ublié|\d))"
)
_SIGNED_ON = re.compile(r",?\sle\s\d")
_SIGNS_BEFORE = re.compile(
    r"(?:^|[|•·/–—-]\s?|^(?:par|by|texte\s(?:par|de)|source)\s?:?\s|\bpour\s|\b(?:rédaction|desk)\s)$", re.IGNORECASE
)
_SIGNS_BEHIND = re.compile(
    r"(?:\.fr|\.com)?(?:\s?(?:$|[|•·/,(–—])|\s(?:avec|with|publiée?|posté|mise? (?:en ligne|à jour)|modifié|suivre|le\s\d|\d|[^\W\d_a-zà-ÿ]))",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"newsletter|infolettre|\babonn|\bsuivez|\bretrouvez|\bappli(?:cation)?\b|\balertes?\b|\bcompte\b|\bsubscri|\bfollow\b", re.IGNORECASE
)
_AGENCY_IN_BRACKETS = re.compile(r"\((?:[^()]{0,30}\bavec\s)?$|\((?:©\s?)?$", re.IGNORECASE)


def attribute(text: Text, candidates: tuple[Candidate, ...], notice: Notice | None, authority: Authority) -> Attribution:
    """Find outlet, agencies and author.

    Source: NewsML-G2 (provider, creator and source are three things); the annotation guide of the archive.
    """
    agencies = tuple(_agencies(text, candidates, authority))
    return Attribution(
        outlet=_outlet(text, candidates, notice, authority),
        author=_author(text, candidates, notice),
        agency=tuple(dict.fromkeys(ident for ident, _ in agencies)),
        agency_evidence=tuple(evidence for _, evidence in agencies),
    )


def _outlet(text: Text, candidates: tuple[Candidate, ...], notice: Notice | None, authority: Authority) -> Claim[str]:
    if notice and notice.outlet:
        says = "probable" if notice.outlet_probable else "stated"
        return Claim(notice.outlet, Basis.NOTICE, (Evidence(None, None, None, says, "notice"),))
    for basis, grounds in (
        (Basis.METADATA, _by_metadata(text, authority)),
        (Basis.STATED, (*_by_address(text, authority), *_by_rights(text, candidates))),
        (Basis.STATED, tuple(_by_signature(text, candidates, authority))),
        (Basis.INFERRED, _by_furniture(text, authority)),
        (Basis.INFERRED, tuple(_by_invitation(text, candidates, authority))),
    ):
        named = dict.fromkeys(ident for ident, _ in grounds)
        if len(named) == 1:
            owner = next(iter(named))
            heads = tuple(_by_masthead(text, candidates, authority, owner))
            paper = dict.fromkeys(ident for ident, _ in heads)
            told = (*heads, *grounds) if len(paper) == 1 else grounds
            return Claim(next(iter(paper)) if len(paper) == 1 else owner, basis, tuple(evidence for _, evidence in told))
    return Claim()


def _by_masthead(text: Text, candidates: tuple[Candidate, ...], authority: Authority, group: str) -> Iterator[tuple[str, Evidence]]:
    """Yield the titles of a group that open the page: its line of rights names the house, "© Presse du Port", not which of its papers this is."""
    start = text.blocks[0].start if text.blocks else 0
    for candidate in candidates:
        for sense in candidate.senses if candidate.start == start else ():
            kind, ident = split_ref(sense.ref)
            if kind is RefKind.OUTLET and authority.outlets[ident].parent == group:
                yield ident, _evidence(text, candidate.start, candidate.end, "a title of the publisher opens the page", "masthead")


def _by_metadata(text: Text, authority: Authority) -> tuple[tuple[str, Evidence], ...]:
    said = dict(text.metadata)
    if not said.keys() & {"outlet", "url"}:
        return ()
    by_name = {plain_form(name.text): outlet.id for outlet in authority.outlets.values() for name in outlet.names}
    found = by_name.get(plain_form(said.get("outlet", ""))) or _outlet_at(said.get("url", ""), authority)
    return ((found, Evidence(None, None, None, said.get("outlet") or said["url"], "metadata")),) if found else ()


def _by_address(text: Text, authority: Authority) -> Iterator[tuple[str, Evidence]]:
    for block in _blocks(text, _OWN_WORDS):
        for match in _DOMAIN.finditer(text.body, block.start, block.end):
            if found := _outlet_at(match.group(), authority):
                yield found, _evidence(text, match.start(), match.end(), "an address of the outlet in the page's own words", "address")


def _outlet_at(address: str, authority: Authority) -> str | None:
    host = re.sub(r"^\w+://|[/?#].*$", "", address.casefold()).rpartition("@")[2]
    for outlet in authority.outlets.values():
        if any(host == domain or host.endswith(f".{domain}") for domain in outlet.domains):
            return outlet.id
    return None


def _by_rights(text: Text, candidates: tuple[Candidate, ...]) -> Iterator[tuple[str, Evidence]]:
    """Yield outlets named behind a sign of rights, or that open a byline: "© 2016 Le Port", "Le Port.fr avec AFP"."""
    for block, candidate, ident in _named_in(text, candidates, RefKind.OUTLET):
        before, behind = text.body[block.start : candidate.start], text.body[candidate.end : block.end]
        if _RIGHTS.search(before) or (not before and block.kind is BlockKind.BYLINE and _WITH.match(behind)):
            yield (
                ident,
                _evidence(text, candidate.start, candidate.end, "the outlet names itself in a line of rights or a byline", "rights"),
            )


def _by_signature(text: Text, candidates: tuple[Candidate, ...], authority: Authority) -> Iterator[tuple[str, Evidence]]:
    """Yield outlets that sign a line of publication: "Le Port | 12.05.2016", "Publié le ... | Le Port.fr", "Texte par : Le Port"."""
    for block, candidate, ident in _named_in(text, candidates, RefKind.OUTLET):
        if block.kind is BlockKind.BOILERPLATE or authority.outlets[ident].kind == "agency" or not _is_capital(candidate.surface):
            continue
        before, behind = text.body[block.start : candidate.start], text.body[candidate.end : block.end]
        if _SIGNS_BEFORE.search(before) and _SIGNS_BEHIND.match(behind):
            yield ident, _evidence(text, candidate.start, candidate.end, "the outlet signs the line of publication", "signature")


def _is_capital(surface: str) -> bool:
    """Say whether a name is written as one: "Le Port", not "le port"."""
    return all(word[:1].isupper() or word[:1].isdigit() for word in re.split(r"[\s'’-]", surface)[-1:])


def _by_invitation(text: Text, candidates: tuple[Candidate, ...], authority: Authority) -> Iterator[tuple[str, Evidence]]:
    """Yield outlets whose newsletter, subscription or pages a line of furniture offers: a page offers its own."""
    for block, candidate, ident in _named_in(text, candidates, RefKind.OUTLET):
        offers = block.kind is BlockKind.BOILERPLATE and _OFFERS.search(text.body, block.start, block.end)
        if offers and authority.outlets[ident].kind != "agency" and _is_capital(candidate.surface):
            yield ident, _evidence(text, candidate.start, candidate.end, "the page offers what is this outlet's own", "invitation")


def _by_furniture(text: Text, authority: Authority) -> tuple[tuple[str, Evidence], ...]:
    """Return the outlet whose furniture stands here in three pieces or more, or the publisher of all such outlets."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    blocks = tuple(_blocks(text, _FURNITURE))
    if not blocks:
        return ()
    for outlet in authority.outlets.values():
        for cue in outlet.cues:
            if span := _cue_span(text, blocks, cue):
                found[outlet.id].append(_evidence(text, *span, "furniture of the outlet's pages", f"outlet/{outlet.id}"))
    strong = {ident: grounds for ident, grounds in found.items() if len({item.quote for item in grounds}) >= _ENOUGH_CUES}
    parents = {_publisher(authority.outlets[ident]) for ident in strong}
    if len(parents) != 1:
        return ()
    owner = next(iter(strong)) if len(strong) == 1 else parents.pop()
    return tuple((owner, evidence) for evidence in next(iter(strong.values())))


def _cue_span(text: Text, blocks: tuple[Block, ...], cue: str) -> tuple[int, int] | None:
    for block in blocks:
        start = text.body.find(cue, block.start, block.end)
        if start >= 0:
            return start, start + len(cue)
    return None


def _publisher(outlet: Outlet) -> str:
    return outlet.parent or outlet.id


def _agencies(text: Text, candidates: tuple[Candidate, ...], authority: Authority) -> Iterator[tuple[str, Evidence]]:
    """Yield the agencies of bylines, datelines, credits, and of brackets at the text's beginning or end."""
    paragraphs = tuple(_blocks(text, frozenset({BlockKind.PARAGRAPH})))
    lines = [(block.start, block.end) for block in _blocks(text, frozenset({BlockKind.BYLINE, BlockKind.DATELINE}))]
    lines += [span for block in text.blocks if (span := credit(text, block))]
    for candidate in candidates:
        in_line = bool(lines) and any(start <= candidate.start < end for start, end in lines)
        if not in_line and not (paragraphs and _closes(text, candidate, paragraphs)):
            continue
        if (agency := _agency(candidate, authority)) is not None:
            yield agency, _evidence(text, candidate.start, candidate.end, "an agency that supplied text or pictures", "agency")


def _agency(candidate: Candidate, authority: Authority) -> str | None:
    for sense in candidate.senses:
        if sense.kind is not SenseKind.NAME and sense.kind is not SenseKind.ACRONYM:
            continue
        kind, ident = split_ref(sense.ref)
        if kind is RefKind.ACTOR and ident in authority.outlets and authority.outlets[ident].kind == "agency":
            return ident
    return None


def _closes(text: Text, candidate: Candidate, paragraphs: tuple[Block, ...]) -> bool:
    """Say whether an agency stands in the brackets that end the text: "... (avec AFP)"."""
    last = paragraphs[-1]
    is_last = text.body.startswith(")", candidate.end) and candidate.end + 1 >= last.end - 1
    return is_last and bool(_AGENCY_IN_BRACKETS.search(text.body[last.start : candidate.start]))


def _author(text: Text, candidates: tuple[Candidate, ...], notice: Notice | None) -> Claim[str]:
    if notice and notice.author:
        return Claim(notice.author, Basis.NOTICE, (Evidence(None, None, None, "stated", "notice"),))
    if said := dict(text.metadata).get("author"):
        return Claim(said, Basis.METADATA, (Evidence(None, None, None, said, "metadata"),))
    for block in _blocks(text, frozenset({BlockKind.BYLINE, BlockKind.DATELINE})):
        if (span := _signed(text.body, block, candidates)) is not None:
            return Claim(text.body[slice(*span)], Basis.STATED, (_evidence(text, *span, "signed", "byline"),))
    return Claim()


_ADDRESS = re.compile(r"\.(?:fr|com|ch|be|org|net)$", re.IGNORECASE)
_NOBODY = frozenset(
    {
        "la",
        "le",
        "l",
        "redaction",
        "source",
        "texte",
        "photo",
        "avec",
        "publie",
        "modifie",
        "mis",
        "mise",
        "derniere",
        "article",
        "afp",
        "reuters",
    }
)
"""What a line of credit may go on with that is no first name."""


def _is_medium(candidate: Candidate) -> bool:
    return any(sense.ref.startswith("outlet/") for sense in candidate.senses)


def _signed(body: str, block: Block, candidates: tuple[Candidate, ...]) -> tuple[int, int] | None:
    """Return where the writer's name stands in a byline: behind "par", or alone with a post or a place behind; never a medium's or a place's name."""
    line = body[block.start : block.end]
    if block.kind is BlockKind.DATELINE:
        opening = next((c.end for c in candidates if c.start == block.start and _is_medium(c)), block.start)
        alone = _NAME_ALONE.match(body[opening : block.end].lstrip())
        if alone and opening == block.start and not _SIGNED_ON.match(line, alone.end()):
            alone = None  # "Port-Azur Ville, 3 mai": a place
        match = _BYLINE_WITHIN.search(line) or alone
        shift = body.index(match["author"], opening) - match.start("author") if match else 0
    else:
        match, shift = _BYLINE.match(line) or _NAME_ALONE.match(line), block.start
    if match is None or fold(match["author"]).split()[0] in _NOBODY or _ADDRESS.search(match["author"].split()[0]):
        return None
    start, end = shift + match.start("author"), shift + match.end("author")
    for candidate in candidates:
        if not start <= candidate.start < end or not any(sense.ref.startswith(("outlet/", "place/")) for sense in candidate.senses):
            continue
        if candidate.start == start or len(body[start : candidate.start].split()) < 2:
            return None  # "Par Le Port.fr", "Anse-Bleue"
        end = start + len(body[start : candidate.start].rstrip())
    return start, end


def _named_in(text: Text, candidates: tuple[Candidate, ...], wanted: RefKind) -> Iterator[tuple[Block, Candidate, str]]:
    for block in _blocks(text, _OWN_WORDS):
        for candidate in candidates:
            if block.start <= candidate.start < block.end:
                for sense in candidate.senses:
                    if sense.kind in {SenseKind.NAME, SenseKind.ACRONYM} and sense.ref.startswith(f"{wanted}/"):
                        yield block, candidate, split_ref(sense.ref)[1]


def _blocks(text: Text, kinds: frozenset[BlockKind]) -> Iterator[Block]:
    return (block for block in text.blocks if block.kind in kinds)


def _evidence(text: Text, start: int, end: int, says: str, by: str) -> Evidence:
    return Evidence(text.body[start:end], start, end, says, by)
