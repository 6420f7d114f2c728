"""The front matter of a record: everything of an Article but its words and mentions, and back.

In: an Article, or YAML with the text it belongs to. Out: plain data for `dump`, or an Article. Pure.

Keys that say nothing are left out, but for those that every record has; a basis is left out where it is `unknown`.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from sys import intern
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from builder.edtf import Edtf
from builder.errors import ArchiveError, Finding
from builder.model import (
    Article,
    Attribution,
    Basis,
    Claim,
    Dating,
    Evidence,
    Mention,
    Naming,
    Quotation,
    Ref,
    Text,
    Unresolved,
)
from builder.record.occurrences import Occurrences
from builder.yaml_text import Key, Plain, Word, load, load_own

# --- writing --------------------------------------------------------------------------------------------------------------------------


def front_of(article: Article) -> dict[str, Plain]:
    """Return the front matter of an article in the order of the file, without `digest`."""
    places = Occurrences(article.text.body, _words(article))
    dating, said = article.dating, article.attribution
    optional: dict[str, Plain] = {
        "slug": Word(article.slug) if article.slug else None,
        "url": article.url,
        "note": article.note,
        "metadata": dict(article.text.metadata),
        "encoding": Word(article.encoding) if article.encoding != "utf-8" else None,
        "encoding_guessed": article.encoding_guessed or None,
    }
    return {
        "title": article.title.value,
        **_ground("title", article.title.basis, article.title.evidence, places),
        "date": dating.likeliest,
        "date_edtf": str(dating.edtf) if dating.edtf else None,
        "date_basis": Word(dating.basis),
        "date_evidence": _evidence(dating.evidence, places),
        "reported": list(dating.reported),
        "outlet": Word(said.outlet.value) if said.outlet.value is not None else None,
        **_ground("outlet", said.outlet.basis, said.outlet.evidence, places),
        "author": said.author.value,
        **_ground("author", said.author.basis, said.author.evidence, places),
        "agency": _all_words(said.agency),
        **_ground("agency", Basis.UNKNOWN, said.agency_evidence, places),
        "language": Word(article.text.language) if article.text.language is not None else None,
        "actors": _all_words(article.actors),
        "places": _all_words(article.places),
        "unresolved": [_unresolved(name, places) for name in article.naming.unresolved],
        "quotes": [_quotation(quotation, places) for quotation in article.quotations],
        "seed": Word(article.seed),
        "sha256": article.sha256,
        "access": Word(article.access),
        **{key: value for key, value in optional.items() if value or value == ""},
    }


def _words(article: Article) -> Iterator[str]:
    """Yield all words that will be said as such and `nth`."""
    yield from (name.surface for name in article.naming.unresolved)
    yield from (quotation.text for quotation in article.quotations)
    for evidence in (article.title.evidence, article.dating.evidence):
        yield from (item.quote for item in evidence if item.quote)


def _all_words(values: tuple[str, ...]) -> list[Plain]:
    return [Word(value) for value in values]


def _ground(key: str, basis: Basis, evidence: tuple[Evidence, ...], places: Occurrences) -> dict[str, Plain]:
    ground: dict[str, Plain] = {}
    if basis is not Basis.UNKNOWN:
        ground[f"{key}_basis"] = Word(basis)
    if evidence:
        ground[f"{key}_evidence"] = _evidence(evidence, places)
    return ground


def _evidence(evidence: tuple[Evidence, ...], places: Occurrences) -> list[Plain]:
    items: list[Plain] = []
    for item in evidence:
        where: dict[str, Plain] = {} if item.quote is None else {"quote": item.quote, "nth": places.nth(item.quote, item.start or 0)}
        items.append({**where, "says": item.says, "by": Word(item.by)})
    return items


def _unresolved(name: Unresolved, places: Occurrences) -> Plain:
    known: dict[str, Plain] = {"candidates": _all_words(name.candidates)} if name.candidates else {}
    return {"surface": name.surface, "nth": places.nth(name.surface, name.start), **known}


def _quotation(quotation: Quotation, places: Occurrences) -> Plain:
    words: dict[str, Plain] = {} if quotation.speaker_words is None else {"words": quotation.speaker_words}
    speaker = None if quotation.speaker is None else Word(quotation.speaker)
    return {"speaker": speaker, **words, "text": quotation.text, "nth": places.nth(quotation.text, quotation.start)}


# --- reading --------------------------------------------------------------------------------------------------------------------------


def _edtf(value: object) -> object:
    return Edtf.parse(value) if isinstance(value, str) else value


def _day(value: object) -> object:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


_Ident = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,80}$")]
_RefText = Annotated[str, Field(pattern=r"^(?:actor|place|outlet|event)/[a-z0-9][a-z0-9_-]{0,80}$")]
_Nth = Annotated[int, Field(ge=1)]
_DayValue = Annotated[dt.date, BeforeValidator(_day)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class _EvidenceEntry(_Entry):
    quote: str | None = None
    nth: _Nth = 1
    says: str
    by: str


class _UnresolvedEntry(_Entry):
    surface: str
    nth: _Nth = 1
    candidates: tuple[_RefText, ...] = ()


class _QuotationEntry(_Entry):
    speaker: _RefText | None = None
    words: str | None = None
    text: str
    nth: _Nth = 1


class _FrontEntry(_Entry):
    """The keys of a record. `digest` is looked at by `is_untouched`, never here."""

    title: str | None
    title_basis: Basis = Basis.UNKNOWN
    title_evidence: tuple[_EvidenceEntry, ...] = ()
    date: _DayValue | None
    date_edtf: Annotated[Edtf | None, BeforeValidator(_edtf)]
    date_basis: Basis
    date_evidence: tuple[_EvidenceEntry, ...]
    reported: tuple[_DayValue, ...]
    outlet: _Ident | None
    outlet_basis: Basis = Basis.UNKNOWN
    outlet_evidence: tuple[_EvidenceEntry, ...] = ()
    author: str | None
    author_basis: Basis = Basis.UNKNOWN
    author_evidence: tuple[_EvidenceEntry, ...] = ()
    agency: tuple[_Ident, ...]
    agency_evidence: tuple[_EvidenceEntry, ...] = ()
    language: str | None
    actors: tuple[_Ident, ...]
    places: tuple[_Ident, ...]
    unresolved: tuple[_UnresolvedEntry, ...]
    quotes: tuple[_QuotationEntry, ...]
    seed: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    access: Literal["full", "excerpt", "metadata", "withheld"]
    slug: _Ident | None = None
    url: str | None = None
    note: str | None = None
    metadata: dict[str, str] = Field(default_factory=dict)
    encoding: str = "utf-8"
    encoding_guessed: bool = False
    digest: str = ""


_INNER: Mapping[str, type[_Entry]] = {
    "unresolved": _UnresolvedEntry,
    "quotes": _QuotationEntry,
    **{name: _EvidenceEntry for name in _FrontEntry.model_fields if name.endswith("_evidence")},
}


@dataclass(frozen=True, slots=True)
class Front:
    """The YAML between the fences (from line 2 of the file `path`). `is_own` says that the builder wrote it and nobody changed it."""

    yaml: str
    path: str
    is_own: bool


def article_of(front: Front, text: Text, mentions: tuple[Mention, ...]) -> Article:
    """Return the article that front matter, text and mentions make up.

    Raises:
        ArchiveError: with all faults of the front matter, each with its line.
    """
    entry, lines = _entry(front)
    finder = _Finder(entry, text, front.path, lines)
    whole = replace(text, language=entry.language, metadata=tuple(entry.metadata.items()))
    article = _assembled(entry, finder, whole, mentions)
    finder.compare("actors", entry.actors, _linked(mentions, "actor/"))
    finder.compare("places", entry.places, _linked(mentions, "place/"))
    if finder.findings:
        raise ArchiveError(tuple(finder.findings))
    return article if front.is_own else _stated(article)


def _linked(mentions: tuple[Mention, ...], kind: str) -> tuple[str, ...]:
    """Return what `Article.actors` and `.places` do, without making an enumeration's member of each ref: this runs for every record."""
    return tuple(dict.fromkeys(mention.ref.removeprefix(kind) for mention in mentions if mention.ref.startswith(kind)))


def _entry(front: Front) -> tuple[_FrontEntry, Mapping[Key, int]]:
    """Return the checked front matter and its lines; what the builder wrote needs no lines, for it has no faults."""
    if front.is_own:
        with suppress(ValueError):
            return _FrontEntry.model_validate(load_own(front.yaml)), {}
    data, lines = load(front.yaml, front.path, 2)
    try:
        return _FrontEntry.model_validate(data), lines
    except ValidationError as error:
        raise ArchiveError(tuple(_findings(error, front.path, lines))) from error


def _stated(article: Article) -> Article:
    """Return an article of a page that a person edited: a value with no word on how it is known is that person's statement."""
    title, dating, said = article.title, article.dating, article.attribution
    outlet, author = (replace(claim, basis=_basis(claim.value, claim.basis)) for claim in (said.outlet, said.author))
    return replace(
        article,
        title=replace(title, basis=_basis(title.value, title.basis)),
        dating=replace(dating, basis=_basis(dating.edtf, dating.basis)),
        attribution=replace(said, outlet=outlet, author=author),
    )


def _basis(value: object, basis: Basis) -> Basis:
    return Basis.NOTICE if value is not None and basis is Basis.UNKNOWN else basis


def _assembled(front: _FrontEntry, finder: _Finder, text: Text, mentions: tuple[Mention, ...]) -> Article:
    return Article(
        id=text.id,
        seed=front.seed,
        sha256=front.sha256,
        text=text,
        title=Claim(front.title, front.title_basis, finder.evidence("title_evidence")),
        dating=Dating(front.date_edtf, front.date, front.date_basis, finder.evidence("date_evidence"), front.reported),
        attribution=Attribution(
            outlet=Claim(front.outlet, front.outlet_basis, finder.evidence("outlet_evidence")),
            author=Claim(front.author, front.author_basis, finder.evidence("author_evidence")),
            agency=front.agency,
            agency_evidence=finder.evidence("agency_evidence"),
        ),
        naming=Naming(mentions, finder.unresolved()),
        quotations=finder.quotations(),
        access=front.access,
        slug=front.slug,
        url=front.url,
        note=front.note,
        encoding=front.encoding,
        encoding_guessed=front.encoding_guessed,
    )


class _Finder:
    """Finds the words of the front matter in the text, and notes those that are not there."""

    def __init__(self, front: _FrontEntry, text: Text, path: str, lines: Mapping[Key, int]) -> None:
        self.findings: list[Finding] = []
        self._front, self._path, self._lines = front, path, lines
        self._places = Occurrences(text.body, [*(entry.surface for entry in front.unresolved), *(entry.text for entry in front.quotes)])

    def evidence(self, key: str) -> tuple[Evidence, ...]:
        """Return the evidence that stands under a key."""
        entries: tuple[_EvidenceEntry, ...] = getattr(self._front, key)
        found = []
        for index, entry in enumerate(entries):
            start, end = (None, None) if entry.quote is None else self._span(entry.quote, entry.nth, (key, index))
            found.append(Evidence(entry.quote, start, end, intern(entry.says), intern(entry.by)))
        return tuple(found)

    def unresolved(self) -> tuple[Unresolved, ...]:
        """Return the names that are not known, or not for sure."""
        return tuple(
            Unresolved(
                *self._span(entry.surface, entry.nth, ("unresolved", index)),
                intern(entry.surface),
                tuple(Ref(intern(candidate)) for candidate in entry.candidates),
            )
            for index, entry in enumerate(self._front.unresolved)
        )

    def quotations(self) -> tuple[Quotation, ...]:
        """Return the quotations."""
        return tuple(
            Quotation(
                *self._span(entry.text, entry.nth, ("quotes", index)),
                entry.text,
                Ref(intern(entry.speaker)) if entry.speaker else None,
                entry.words,
            )
            for index, entry in enumerate(self._front.quotes)
        )

    def compare(self, key: str, stated: tuple[str, ...], linked: tuple[str, ...]) -> None:
        """Note where a list of ids is not that of the links in the text."""
        if stated != linked:
            hint = f"the links in the text make it {key}: [{', '.join(linked)}]"
            self.findings.append(Finding(self._path, self._lines.get((key,), 0), f"{key} does not agree with the text", hint))

    def _span(self, words: str, nth: int, key: Key) -> tuple[int, int]:
        start = self._places.start(words, nth)
        if start is None:
            problem = f"the words {words[:60]!r} do not stand in the text" + (f" {nth} times" if nth > 1 else "")
            self.findings.append(
                Finding(self._path, self._lines.get(key, 0), problem, "write them as they stand in the text, and count from 1")
            )
            return 0, 0
        return start, start + len(words)


def _findings(error: ValidationError, path: str, lines: Mapping[Key, int]) -> Iterator[Finding]:
    for fault in error.errors(include_url=False):
        key: Key = tuple(fault["loc"])
        line = next((lines[key[:length]] for length in range(len(key), -1, -1) if key[:length] in lines), 0)
        yield Finding(path, line, *_said(fault, key))


def _said(fault: Any, key: Key) -> tuple[str, str]:
    """Return problem and hint of one fault."""
    name = ".".join(str(part) for part in key)
    match fault["type"]:
        case "extra_forbidden":
            known = list(_INNER.get(str(key[0]), _FrontEntry).model_fields if len(key) > 1 else _FrontEntry.model_fields)
            near = difflib.get_close_matches(str(key[-1]), known, n=1)
            return f"unknown key {str(key[-1])!r}", f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
        case "missing":
            return f"the key {str(key[-1])!r} is missing", f"write {key[-1]}: ..., null where it is not known"
        case "literal_error" | "enum":
            return f"{name}: {fault['input']!r} is not known", f"one of {fault['ctx']['expected']}"
        case "value_error":
            problem, _, hint = str(fault["ctx"]["error"]).partition("; ")
            return f"{name}: {problem}", hint
        case "model_type":
            return "this is no map of keys and values" if key else "the front matter holds no keys", "write lines `key: value`"
        case _:
            return f"{name}: {fault['input']!r} does not fit here", str(fault["msg"])
