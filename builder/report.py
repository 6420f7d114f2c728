"""What the archive knows of one article, told: to programs as JSON, to people as text. Pure.

`archive show --json` and `docs/donnees/articles/YEAR.json` give the same object: every field is always there, unknown is null. Offsets count
Unicode code points of `text`, half open. Ids stand alone where a field holds one kind of thing, as `kind/id` where kinds mix (`candidates`,
and `by` where a record was the ground).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder.model import Article, Authority, Basis, Evidence, Mention, Quotation, Record, Ref, RefKind, Unresolved, split_ref

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None


def as_json(article: Article, authority: Authority, file: str | None = None) -> dict[str, Json]:
    """Return all that is known of an article, as plain data in the documented order.

    Args:
        article: a whole article, its text included.
        authority: gives names, kinds and ancestors of what is mentioned.
        file: the path under which the article was asked for; the seed's name where it was not.
    """
    dating, outlet = article.dating, article.attribution.outlet
    return {
        "file": file or article.seed,
        "id": article.id,
        "text": article.text.body,
        "title": article.title.value,
        "title_basis": article.title.basis,
        "language": article.text.language,
        "date": _day(dating.likeliest),
        "date_edtf": str(dating.edtf) if dating.edtf else None,
        "date_first": _day(dating.first),
        "date_last": _day(dating.last),
        "date_basis": dating.basis,
        "date_evidence": _evidence(dating.evidence),
        "reported": [day.isoformat() for day in dating.reported],
        "outlet": outlet.value,
        "outlet_basis": outlet.basis,
        "outlet_evidence": _evidence(outlet.evidence),
        "agency": list(article.attribution.agency),
        "author": article.attribution.author.value,
        "actors": [_entity(ident, RefKind.ACTOR, article, authority) for ident in article.actors],
        "places": [_place(ident, article, authority) for ident in article.places],
        "unresolved": [_unresolved(item) for item in article.naming.unresolved],
        "quotes": [_quote(item) for item in article.quotations],
        "blocks": [{"kind": block.kind, "start": block.start, "end": block.end} for block in article.text.blocks],
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _evidence(items: tuple[Evidence, ...]) -> list[Json]:
    return [{"quote": item.quote, "start": item.start, "end": item.end, "says": item.says, "by": item.by} for item in items]


def _entity(ident: str, kind: RefKind, article: Article, authority: Authority) -> dict[str, Json]:
    record = _record(kind, ident, authority)
    return {
        "id": ident,
        "name": record.name if record else None,
        "kind": getattr(record, "kind", None),
        "mentions": [_mention(mention) for mention in article.naming.mentions if split_ref(mention.ref) == (kind, ident)],
    }


def _place(ident: str, article: Article, authority: Authority) -> dict[str, Json]:
    above: dict[str, Json] = {"within": list(authority.within(ident)), "district": authority.is_district(ident)}
    return _entity(ident, RefKind.PLACE, article, authority) | above


def _record(kind: RefKind, ident: str, authority: Authority) -> Record | None:
    folders: Mapping[RefKind, Mapping[str, Record]] = {
        RefKind.ACTOR: authority.actors,
        RefKind.PLACE: authority.places,
        RefKind.OUTLET: authority.outlets,
        RefKind.EVENT: authority.events,
    }
    return folders[kind].get(ident)


def _mention(mention: Mention) -> Json:
    return {"start": mention.start, "end": mention.end, "surface": mention.surface, "by": mention.by}


def _unresolved(item: Unresolved) -> Json:
    return {"surface": item.surface, "start": item.start, "end": item.end, "candidates": list(item.candidates)}


def _quote(item: Quotation) -> Json:
    speaker: Json = {"id": split_ref(item.speaker)[1] if item.speaker else None, "surface": item.speaker_words}
    return {"speaker": speaker, "start": item.start, "end": item.end, "text": item.text}


# --- for people -----------------------------------------------------------------------------------------------------------------------


def as_text(article: Article, authority: Authority, file: str | None = None) -> str:
    """Return the same as a report to read in a terminal, the evidence below each value, ending in a line break."""
    lines = (
        file or article.seed,
        *_values(article, authority),
        *_entities(RefKind.ACTOR, article, authority),
        *_entities(RefKind.PLACE, article, authority),
        *_names_unresolved(article),
        *_quotes(article, authority),
    )
    return "".join(f"{line}\n" for line in lines)


def _values(article: Article, authority: Authority) -> Iterator[str]:
    dating, attribution = article.dating, article.attribution
    yield _line("id", article.id)
    yield from _value("title", article.title.value, article.title.basis, article.title.evidence)
    yield from _value("date", str(dating.edtf) if dating.edtf else None, dating.basis, dating.evidence)
    if dating.likeliest:
        yield _line("", f"sorted under {dating.likeliest}")
    if dating.reported:
        yield _line("reports of", ", ".join(map(str, dating.reported)))
    yield from _value(
        "outlet", _named(RefKind.OUTLET, attribution.outlet.value, authority), attribution.outlet.basis, attribution.outlet.evidence
    )
    agencies = ", ".join(filter(None, (_named(RefKind.ACTOR, ident, authority) for ident in attribution.agency)))
    yield from _value("agency", agencies or None, None, attribution.agency_evidence)
    yield from _value("author", attribution.author.value, attribution.author.basis, attribution.author.evidence)
    yield _line("language", article.text.language or _UNKNOWN)
    yield _line("text", f"{len(article.text.body)} characters in {len(article.text.blocks)} blocks")


_UNKNOWN = "unknown"


def _line(label: str, value: str) -> str:
    return f"  {label:<12}{value}"


def _value(label: str, value: str | None, basis: Basis | None, evidence: tuple[Evidence, ...]) -> Iterator[str]:
    how = f"  ({basis})" if basis and basis is not Basis.UNKNOWN else ""
    yield _line(label, f"{value or _UNKNOWN}{how}")
    for item in evidence:
        words = f"“{item.quote}” at {item.start}: " if item.quote is not None else ""
        yield _line("", f"- {words}{item.says}  [{item.by}]")


def _named(kind: RefKind, ident: str | None, authority: Authority) -> str | None:
    record = _record(kind, ident, authority) if ident else None
    return f"{record.name} [{ident}]" if record else ident


def _entities(kind: RefKind, article: Article, authority: Authority) -> Iterator[str]:
    idents = article.actors if kind is RefKind.ACTOR else article.places
    yield _line(f"{kind}s", str(len(idents)))
    for ident in idents:
        record = _record(kind, ident, authority)
        yield f"    {_named(kind, ident, authority)}, {getattr(record, 'kind', _UNKNOWN)}"
        mentions = [mention for mention in article.naming.mentions if split_ref(mention.ref) == (kind, ident)]
        yield f"      {_listed(f'“{mention.surface}” at {mention.start} by {mention.by}' for mention in mentions)}"


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _names_unresolved(article: Article) -> Iterator[str]:
    items = article.naming.unresolved
    yield _line("unresolved", str(len(items)))
    for item in items:
        meaning = f"one of {', '.join(item.candidates)}" if item.candidates else "not known"
        yield f"    “{item.surface}” at {item.start}: {meaning}"


def _quotes(article: Article, authority: Authority) -> Iterator[str]:
    yield _line("quotes", str(len(article.quotations)))
    for item in article.quotations:
        yield f"    {_speaker(item.speaker, authority) or item.speaker_words or _UNKNOWN}: “{item.text}” at {item.start}"


def _speaker(speaker: Ref | None, authority: Authority) -> str | None:
    return _named(*split_ref(speaker), authority) if speaker else None
