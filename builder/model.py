"""The vocabulary of the archive, in the order of the pipeline.

Every value is frozen, slotted and made of tuples. Offsets count Unicode code points of `Text.body`, half open, unless a line says otherwise.
An id is `[a-z0-9][a-z0-9_-]{0,80}` and unique within its folder; where kinds mix it is written as a `Ref`: `actor/afp`.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Generic, NamedTuple, NewType, TypeVar

from builder.edtf import Edtf
from builder.packing import Packer, unpacked

T = TypeVar("T")

Ref = NewType("Ref", str)
"""`kind/id` with kind one of actor, place, outlet, event: `actor/afp`."""


class RefKind(StrEnum):
    """The four folders of authority records."""

    ACTOR = "actor"
    PLACE = "place"
    OUTLET = "outlet"
    EVENT = "event"


@lru_cache(maxsize=1 << 14)
def ref(kind: RefKind, ident: str) -> Ref:
    """Return the mixed-kind spelling of an id: `ref(RefKind.ACTOR, "afp") == "actor/afp"`, one string however often a thing is named."""
    return Ref(f"{kind}/{ident}")


@lru_cache(maxsize=1 << 14)
def split_ref(value: Ref) -> tuple[RefKind, str]:
    """Return kind and id of a ref, the inverse of `ref`."""
    kind, _, ident = value.partition("/")
    return RefKind(kind), ident


class Basis(StrEnum):
    """How a value is known, from the surest to not at all."""

    NOTICE = "notice"
    """A person states it in the seed's notice."""
    METADATA = "metadata"
    """The seed's own machine-readable head says it (HTML `meta`, JSON-LD)."""
    STATED = "stated"
    """The text says it in so many words (a headline, a publication line, a byline)."""
    INFERRED = "inferred"
    """It follows from the text by rules; the evidence shows which."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a value is what it is: the words, what they say, and the rule or record that reads them so.

    `quote` is `Text.body[start:end]`; all three are None where the ground is not in the text (a notice, metadata).
    `by` comes from the closed list of the documentation, or is a `Ref` of the record that was used.
    """

    quote: str | None
    start: int | None
    end: int | None
    says: str
    by: str


@dataclass(frozen=True, slots=True)
class Claim(Generic[T]):
    """A value with its ground. `value` is None exactly where `basis` is unknown or a person states that nobody knows."""

    value: T | None = None
    basis: Basis = Basis.UNKNOWN
    evidence: tuple[Evidence, ...] = ()


# --- 1 read: what people put into seeds/ ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seed:
    """One raw article as received, decoded. `name` is its file name, `body` its text with nothing changed but the decoding."""

    id: str
    name: str
    sha256: str
    body: str
    encoding: str = "utf-8"
    encoding_guessed: bool = False

    @property
    def suffix(self) -> str:
        """The file's ending in lower case: `.txt`, `.html` or `.md`."""
        return "." + self.name.rpartition(".")[2].lower()


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person states about a seed (`seeds/ID.yml`). It wins over everything; None means not stated."""

    title: str | None = None
    slug: str | None = None
    date: Edtf | None = None
    outlet: str | None = None
    outlet_probable: bool = False
    """Written `outlet: "le-monde?"`: the person thinks so but does not vouch for it."""
    author: str | None = None
    url: str | None = None
    language: str | None = None
    access: str = "full"
    note: str | None = None


# --- 1 authority: what people know of the world -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name in its own right, and the days on which it was in use (None: open)."""

    text: str
    first: dt.date | None = None
    last: dt.date | None = None
    stated: tuple[Edtf | None, Edtf | None] = field(default=(None, None), compare=False)
    """Both ends as precisely as the record gives them, no more: `2014-06` where `first` must be 2014-06-01. For showing."""


@dataclass(frozen=True, slots=True)
class Role:
    """An office that an actor held. `phrases` are the ways French and English press say it, the preferred one first.

    `of` is the id of the actor it is held for (a state, a body). `start`/`end` are the first and last day, None where not known.
    """

    phrases: tuple[str, ...]
    of: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None
    stated: tuple[Edtf | None, Edtf | None] = field(default=(None, None), compare=False)
    """Both ends as precisely as the record gives them: `2009-10` where `start` must be 2009-10-01. For showing."""


@dataclass(frozen=True, slots=True)
class Record:
    """What all authority records share. The variants are of unequal worth, so they are sorted:

    `names` denote the thing by themselves (`names[0]` is the preferred one); `metonyms` stand for it where it acts (`Moscou`);
    `cues` are descriptions and generic words: they help searching and dating, they are never linked.
    """

    id: str
    names: tuple[DatedName, ...]
    metonyms: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    name_ar: str | None = None
    name_en: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""
    """Markdown, French: the record's body."""

    @property
    def name(self) -> str:
        """The preferred name."""
        return self.names[0].text


@dataclass(frozen=True, slots=True)
class Actor(Record):
    """A person, state, government, armed_group, military, organisation, ngo, media or alliance."""

    kind: str = "organisation"
    parent: str | None = None
    roles: tuple[Role, ...] = ()
    short: tuple[str, ...] = ()
    """Short forms that are not simply the last word of a name, or that papers use for this person and no other of the name."""
    active_from: dt.date | None = None
    active_to: dt.date | None = None
    active_stated: tuple[Edtf | None, Edtf | None] = field(default=(None, None), compare=False)
    """Both ends as precisely as the record gives them. For showing."""


@dataclass(frozen=True, slots=True)
class Place(Record):
    """A place. `within` is the parent's id; coordinates are WGS 84 degrees; `precision` is exact or approximate."""

    kind: str = "site"
    within: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet(Record):
    """A paper, station, site or agency that publishes. Its `cues` are furniture seen on its pages: hints, not proof."""

    kind: str = "daily"
    country: str | None = None
    domains: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Event(Record):
    """Something that happened; `names[0]` is its label, its `cues` the phrases that articles use for it."""

    date: Edtf = field(default_factory=Edtf)
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """`archive/archive.yml`: what the builder must know of the subject."""

    languages: tuple[str, ...] = ("fr",)
    districts_of: str | None = None
    """The place whose districts and neighbourhoods get an index and a map."""
    max_seed_bytes: int = 1_000_000
    period: Edtf | None = None
    """The days within which all texts of the archive were published, if its people vouch for that: closes a date that is open at one end."""
    gold: str | None = None
    """The folder of gold texts, from the archive's root: annotation is measured on them, and the site tells how right it is."""


@dataclass(frozen=True, slots=True)
class Authority:
    """All records and the settings. Maps are read-only, in the order of ids."""

    actors: Mapping[str, Actor] = field(default_factory=lambda: MappingProxyType({}))
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    outlets: Mapping[str, Outlet] = field(default_factory=lambda: MappingProxyType({}))
    events: Mapping[str, Event] = field(default_factory=lambda: MappingProxyType({}))
    settings: Settings = field(default_factory=Settings)
    digest: str = ""
    """SHA-256 over the bytes of all records and settings: what cached work depends on."""

    def record(self, thing: Ref) -> Actor | Place | None:
        """Return the actor or place that a mention means; None where there is no such record."""
        kind, ident = split_ref(thing)
        return self.actors.get(ident) if kind is RefKind.ACTOR else self.places.get(ident)

    def within(self, place_id: str) -> tuple[str, ...]:
        """Return all ancestors of a place, nearest first. Unknown ids and loops end the chain."""
        chain: list[str] = []
        here = self.places[place_id].within if place_id in self.places else None
        while here is not None and here in self.places and here not in chain and here != place_id:
            chain.append(here)
            here = self.places[here].within
        return tuple(chain)

    def is_district(self, place_id: str) -> bool:
        """Say whether a place is a district or neighbourhood below the place that `districts_of` names."""
        place = self.places.get(place_id)
        return place is not None and place.kind in {"district", "neighbourhood"} and self.settings.districts_of in self.within(place_id)


# --- 2 clean: the text, block by block ----------------------------------------------------------------------------------------------


class BlockKind(StrEnum):
    """What a block of text is. RELATED and BOILERPLATE are not the article's own text."""

    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    PARAGRAPH = "paragraph"
    RELATED = "related"
    BOILERPLATE = "boilerplate"


TEXT_KINDS = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEAD, BlockKind.CAPTION, BlockKind.PARAGRAPH})
"""The kinds in which names are mentions and words are the article's own."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the clean text and what it is."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A clean text: NFC, blocks joined by one blank line, no line break in a block, no space at a block's ends.

    `metadata` holds what an HTML head said, as (key, value) with keys title, date, outlet, author, url, language; empty otherwise.
    """

    id: str
    body: str
    blocks: tuple[Block, ...]
    language: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()


# --- 3 spot: every known surface, nothing decided -----------------------------------------------------------------------------------


class SenseKind(StrEnum):
    """In which way a surface belongs to a record."""

    NAME = "name"
    ACRONYM = "acronym"
    METONYM = "metonym"
    ROLE = "role"
    SHORT = "short"
    """A person's last name alone: sure only after more was said."""
    CUE = "cue"
    """A description or generic word: never linked, used for dating and search."""


class Sense(NamedTuple):
    """One thing that a surface may mean. `exact` says that accents, case and spelling agree too; `role` indexes `Actor.roles`.

    A tuple, as thousands are compared and looked up for each article.
    """

    ref: Ref
    kind: SenseKind
    exact: bool = False
    role: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known surface and all that it may mean. Nested and overlapping candidates are all kept, in order of (start, -end)."""

    start: int
    end: int
    surface: str
    senses: tuple[Sense, ...]


# --- 4 dating -------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dating:
    """When this text was published, and which days it reports of.

    `edtf` is None when unknown. `likeliest` is for sorting: None when unknown or when the bounds lie more than 31 days apart.
    """

    edtf: Edtf | None = None
    likeliest: dt.date | None = None
    basis: Basis = Basis.UNKNOWN
    evidence: tuple[Evidence, ...] = ()
    reported: tuple[dt.date, ...] = ()

    @property
    def first(self) -> dt.date | None:
        """The earliest possible day, None when open or unknown."""
        return self.edtf.first if self.edtf else None

    @property
    def last(self) -> dt.date | None:
        """The latest possible day, None when open or unknown."""
        return self.edtf.last if self.edtf else None


# --- 5 attribute ----------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who published, supplied and wrote the text. `agency` holds actor ids."""

    outlet: Claim[str] = field(default_factory=Claim)
    author: Claim[str] = field(default_factory=Claim)
    agency: tuple[str, ...] = ()
    agency_evidence: tuple[Evidence, ...] = ()


# --- 6 name ---------------------------------------------------------------------------------------------------------------------------


class Rule(StrEnum):
    """By which rule a mention was decided."""

    NAME = "name"
    """A listed name, in one sense only."""
    ACRONYM = "acronym"
    """A listed acronym, or one that the text itself expands."""
    SHORT = "short"
    """A later short form of a name given in full in this text, or a last name that nothing contests."""
    TITLE = "title"
    """A short form behind a title: M., le général, le président."""
    ROLE = "role"
    """An office, and who held it when the text was published."""
    METONYM = "metonym"
    """A capital or seat that stands for the power that acts."""
    STATE = "state"
    """A country that speaks, decides or acts, or is acted upon as a state."""
    TERRITORY = "territory"
    """A country as a stretch of land."""
    CONTEXT = "context"
    """A name of several, decided by the words around it or the places already named."""


@dataclass(frozen=True, slots=True)
class Mention:
    """`Text.body[start:end] == surface`, and it denotes exactly one record, for the reason that `by` names."""

    start: int
    end: int
    surface: str
    ref: Ref
    by: Rule


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name seen and not known (`candidates` empty) or known in several senses that nothing decides."""

    start: int
    end: int
    surface: str
    candidates: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Naming:
    """What stage 6 found: mentions never overlap and stand in order, likewise the unresolved."""

    mentions: tuple[Mention, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()


# --- 7 quote --------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that the text gives as somebody's, without their marks.

    `speaker` is the record where sure; `speaker_words` are the words that name the speaker in the text, or None.
    """

    start: int
    end: int
    text: str
    speaker: Ref | None = None
    speaker_words: str | None = None


# --- 8 record: the whole article ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """One annotated article: all that the archive knows of a seed, and all that later stages read."""

    id: str
    seed: str
    sha256: str
    text: Text
    title: Claim[str]
    dating: Dating
    attribution: Attribution
    naming: Naming
    quotations: tuple[Quotation, ...] = ()
    access: str = "full"
    slug: str | None = None
    url: str | None = None
    note: str | None = None
    encoding: str = "utf-8"
    encoding_guessed: bool = False

    @property
    def actors(self) -> tuple[str, ...]:
        """Ids of the actors mentioned, in order of first mention."""
        return self._mentioned(RefKind.ACTOR)

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of the places mentioned, in order of first mention."""
        return self._mentioned(RefKind.PLACE)

    def _mentioned(self, wanted: RefKind) -> tuple[str, ...]:
        pairs = (split_ref(mention.ref) for mention in self.naming.mentions)
        return tuple(dict.fromkeys(ident for kind, ident in pairs if kind is wanted))


# --- 9 gather: what only the whole archive shows ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence `Text.body[start:end]` of an article, and where in it (offsets of the same text) one thing is named."""

    start: int
    end: int
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Appearance:
    """One article in which a thing is named `mentions` times, and the sentences that may be shown, in reading order."""

    article: str
    mentions: int
    _numbers: bytes = b""
    """The passages, as bare numbers: half a million of them, each an object with its marks, would fill 150 MB."""

    @classmethod
    def of(cls, article: str, mentions: int, passages: Iterable[Passage]) -> Appearance:
        """Return the appearance that has these passages."""
        numbers = (number for item in passages for number in (item.start, item.end, len(item.marks), *chain.from_iterable(item.marks)))
        return cls(article, mentions, array("I", numbers).tobytes())

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The sentences, made anew each time."""
        numbers = iter(array("I", self._numbers))
        return tuple(
            Passage(start, next(numbers), tuple((next(numbers), next(numbers)) for _ in range(next(numbers)))) for start in numbers
        )


@dataclass(frozen=True, slots=True)
class Companion:
    """A thing named in `articles` of the same articles as another, and in `sentences` of the same sentences that may be shown."""

    ref: Ref
    articles: int
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The articles just before and just after one in the order of dates."""

    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Kin:
    """An article that shares text with another, seen from that other one.

    `share` is how much of that other one's text stands here too, in percent; `passages` are stretches of that other one's `Text.body`.
    """

    article: str
    share: int
    is_reprint: bool
    passages: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Kindred:
    """Which articles share text. Maps are read-only."""

    close: Mapping[str, tuple[Kin, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The closest first; without those that stand alone."""
    first: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Each reprint but the first of its group -> that first."""


@dataclass(frozen=True, slots=True)
class Listings:
    """The archive seen from its things, days and outlets. Lists of article ids are in the order of dates, the undated last.

    Maps are read-only and in the order of their keys; a thing that no article names is in none of them.
    """

    order: tuple[str, ...] = ()
    by_id: Mapping[str, Article] = field(default_factory=lambda: MappingProxyType({}))
    by_year: Mapping[int, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    undated: tuple[str, ...] = ()
    """Articles whose year of publication is not known."""
    by_day: Mapping[dt.date, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By the likeliest day of publication."""
    by_reported: Mapping[dt.date, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By the days that the articles tell of."""
    by_outlet: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    without_outlet: tuple[str, ...] = ()
    by_agency: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By the id of the actor credited as agency."""
    appearances: Mapping[Ref, tuple[Appearance, ...]] = field(default_factory=lambda: MappingProxyType({}))
    companions: Mapping[Ref, tuple[Companion, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Those of most articles first, then of most sentences, then in the order of refs."""
    quotations: tuple[tuple[str, Quotation], ...] = ()
    """All quotations that may be shown, each with the id of its article, in the order of dates, then of the text."""
    said: Mapping[Ref, tuple[tuple[str, Quotation], ...]] = field(default_factory=lambda: MappingProxyType({}))
    """What each speaker is quoted as saying: article id and quotation."""
    spoken_of: Mapping[Ref, tuple[tuple[str, Quotation], ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The quotations of others in which a thing is named."""
    children: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The places directly within a place, of all the authority's places."""
    articles_within: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Articles that name a place or any place within it."""
    neighbours: Mapping[str, Neighbours] = field(default_factory=lambda: MappingProxyType({}))
    kindred: Kindred = field(default_factory=Kindred)


# --- 9 and after: pages -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, init=False)
class Page:
    """A file to be: `path` is relative to the archive's root, with forward slashes."""

    path: str
    _packed: bytes = field(repr=False)

    def __init__(self, path: str, content: bytes | Iterable[bytes] | Packer) -> None:
        """Take the content: whole, piece by piece, or packed already."""
        packer = content if isinstance(content, Packer) else Packer((content,) if isinstance(content, bytes) else content)
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "_packed", packer.close())

    @property
    def content(self) -> bytes:
        """The bytes of the file, made anew each time: whoever needs them twice keeps them."""
        return b"".join(self.parts)

    @property
    def parts(self) -> Iterator[bytes]:
        """The same bytes piece by piece, none longer than a megabyte: some files of data are too long to be held."""
        return unpacked(self._packed)
