"""Stage 7, page: give each quotation of a text its speaker.

In: a Text, its Naming, its quoted stretches. Out: Quotations. Pure. Sentences are read only where a quotation needs them, each once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from builder.model import TEXT_KINDS, BlockKind, Mention, Naming, Quotation, RefKind, Rule, Text, split_ref
from builder.quote import words
from builder.quote.marks import Quoted
from builder.quote.phrase import PRONOUN, Item, Speaker, items, noun_phrase, person_in
from builder.quote.speech import Report, heading_speaker, inner_speaker, reports
from builder.quote.words import HIDDEN

_NOBODY = Speaker(None, None)
_BREAK = re.compile(rf"[.!?…\s](?:(?<=[.!?…])[.!?…]*[)\]]?\s+|(?<={HIDDEN}\s)\s*)(?=[^\sa-zà-öø-ÿ])")
_ENDED = (".", "!", "?", "…")
_CLAUSE_FOLLOWS = re.compile(r"\s*,?\s*(?:\w+['’])?([\w-]+)(?:\s+(?:\w+\s+){0,3}?(\w+))?")
_CLAUSE_WITHIN = re.compile(
    r",\s(?:s['’]|se\s)?(?:(?:a|ont|avait|est|était)(?:-t-(?:il|elle))?\s\w+|\w+(?:e|ent|it|ait|end|ient)(?:\s(?:(?:un|une|le|la|ce|cet|cette|son|sa|M|Mme)\b|l['’]|[^\W\d_a-zß-ÿ])"
    r"|(?:-t)?-(?:il|elle)\b)"
    r"|(?:affirm|ajout|assur|annonc|déclar|expliqu|racont|estim|confi|soulign|rappel|insist|précis|indiqu|témoign|résum|not)(?:e|ent|ait)\b"
    r"|(?:\w+\s){0,3}?(?:says?|said)\b)"
)
"""A quick look for what may be a reporting clause inside the marks."""
_WORD_BEFORE = re.compile(r"\w+['’]?\s*$")
_ARTICLES = words.DETERMINERS | words.GENITIVES
_HE_OR_SHE = re.compile(r"\b(?:il|elle|he|she)\b", re.IGNORECASE)
_THAT = re.compile(r"\s(?:\w+\s){0,4}?(?:que\s|qu['’]|that\s)")
_BARE_TITLE = re.compile(
    r"(?:(?:le|la|ce|cet|cette|the)\s|l')(?:ancien(?:ne)?\s)?(?:émissaire|envoyée?|médiateur|diplomate|ministre|président|présidente|chancelière|dirigeante?|responsable|opposante?|"
    r"secrétaire général|secrétaire d'[ée]tat|chef (?:de la diplomatie|de l'[ée]tat|du gouvernement)|porte-parole|représentante?|ambassadeur|ambassadrice|général|"
    r"maire|directeur|directrice|raïs|dictateur|gouverneur|premier ministre|coordinateur|coordinatrice|négociateur|patriarche|archevêque|évêque|émir|roi|sultan|"
    r"envoy|minister|president|spokesman|spokeswoman|ambassador|mediator|general)"
)
"""A title with nothing behind it: it takes up somebody named before."""
_ANSWERS = re.compile(r"(?:a\s)?(?:rétor|répli|répon|corrig|temp[éè]r|nuanc|contr|ripost|renchéri|abond|object)")
"""Verbs of somebody else than who spoke before."""
_GOES_ON = re.compile(r"\b(?:ajout|poursui|conclu|continu|repri|reprend|renchéri|insist|add(?:ed|s)\b|continued)", re.IGNORECASE)
"""Verbs that carry on what the same person said before."""
_BACK = 4
"""Sentences back in which a pronoun may find its person."""
_CLAUSE = 120
"""Code points between a verb of saying and one of wishing in its clause."""
_OBJECT = 7
"""Words that such a verb's object has at most."""
_SHORT = 2
"""Words up to which marks are taken for scare quotes."""
_NEAR = 24
"""Reports, items or characters around a quotation that are looked at: keeps the time linear."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the masked text; `block` counts blocks of the article's own text only."""

    block: int
    start: int
    end: int


class Page:
    """A text with its long quotations hidden, read sentence by sentence on demand."""

    def __init__(self, text: Text, naming: Naming, stretches: tuple[Quoted, ...]) -> None:
        self.text = text
        self.body = text.body
        self.stretches = tuple(stretch for stretch in stretches if not self._is_title(stretch) and self._may_be_said(stretch))
        self.mentions = tuple(mention for mention in naming.mentions if not self._is_hidden(mention.start))
        self._all = naming.mentions
        self._powers = frozenset(mention.ref for mention in naming.mentions if mention.by in {Rule.STATE, Rule.METONYM})
        self._starts = [mention.start for mention in self.mentions]
        self._read: dict[int, tuple[tuple[Item, ...], tuple[Report, ...]]] = {}
        self._last: list[tuple[Speaker, int] | None] = []

    def _is_hidden(self, position: int) -> bool:
        place = bisect_right(self.stretches, position, key=_outer_start) - 1
        return place >= 0 and position < self.stretches[place].outer_end

    # --- what is quoted ------------------------------------------------------------------------------------------------------------

    def _is_title(self, stretch: Quoted) -> bool:
        before = re.search(r"([\w-]+)[\s,:]*$", self.body[max(0, stretch.outer_start - 30) : stretch.outer_start])
        return before is not None and before[1].lower() in words.TITLE_WORDS

    def _may_be_said(self, stretch: Quoted) -> bool:
        """Keep long quotations, and short ones beside something that reads like a reporting clause."""
        if self._is_long(stretch) or self.body[max(0, stretch.outer_start - 3) : stretch.outer_start].rstrip().endswith(":"):
            return True
        before = _WORD_BEFORE.search(self.body[max(0, stretch.outer_start - 12) : stretch.outer_start])
        if before is not None and before[0].strip().lower().replace("’", "'") in _ARTICLES:
            return False  # "une « évacuation », répète X" is no utterance
        following = _CLAUSE_FOLLOWS.match(self.body, stretch.outer_end, stretch.outer_end + 60)
        return following is not None and any(map(_reports, following.groups("")))

    def _is_long(self, stretch: Quoted) -> bool:
        count = 0
        for word in re.finditer(r"\S+", self.body[stretch.start : stretch.end]):
            count += any(map(str.isalnum, word[0]))
            if count > _SHORT:
                return True
        return False

    # --- sentences -----------------------------------------------------------------------------------------------------------------

    @cached_property
    def masked(self) -> str:
        """The body with each quotation, marks included, replaced by as many placeholders."""
        parts: list[str] = []
        reach = 0
        for stretch in self.stretches:
            parts += [self.body[reach : stretch.outer_start], HIDDEN * (stretch.outer_end - stretch.outer_start)]
            reach = stretch.outer_end
        return "".join((*parts, self.body[reach:]))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of the article's own text, in reading order."""
        blocks = [block for block in self.text.blocks if block.kind in TEXT_KINDS]
        found: list[Sentence] = []
        for number, block in enumerate(blocks):
            start = block.start
            for match in _BREAK.finditer(self.masked, block.start, block.end):
                if self._breaks(match):
                    found.append(Sentence(number, start, match.end()))
                    start = match.end()
            found.append(Sentence(number, start, block.end))
        return tuple(found)

    def _breaks(self, match: re.Match[str]) -> bool:
        if match[0].isspace():  # behind a quotation: only where that ended a sentence
            return self.body[max(0, match.start() - 4) : match.start()].rstrip('»”›" \u00a0\u202f').endswith(_ENDED)
        before = re.search(r"\w+$", self.masked[max(0, match.start() - 5) : match.start()])
        return before is None or (before[0] not in words.ABBREVIATIONS and not (len(before[0]) == 1 and before[0].isupper()))

    def read(self, number: int) -> tuple[tuple[Item, ...], tuple[Report, ...]]:
        """Return the items and reports of a sentence; pronouns are not resolved."""
        if number not in self._read:
            sentence = self.sentences[number]
            first, last = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
            cut = items(self.masked[sentence.start : sentence.end], sentence.start, self.mentions[first:last])
            self._read[number] = cut, reports(cut, self.body)
        return self._read[number]

    # --- speakers ------------------------------------------------------------------------------------------------------------------

    def last_speaker(self, number: int, block: int) -> Speaker:
        """Return who spoke last in the sentences before `number`, in that block or the one before it."""
        while len(self._last) < number:
            here = len(self._last)
            before = self._last[here - 1] if here else None
            sentence = self.sentences[here]
            known = before[0] if before is not None and sentence.block - before[1] <= 1 else _NOBODY
            self._last.append(before)
            for report in self.read(here)[1]:
                if report.loose and not self._touches_quote(report):
                    continue
                if report.speaker is PRONOUN:
                    meant = self._resolved(report, self.read(here)[1], here, sentence)
                    known = known if meant == _NOBODY else meant
                elif not _takes_up(report.speaker, known):
                    known = report.speaker
                if known != _NOBODY:
                    self._last[here] = known, sentence.block
        last = self._last[number - 1] if number else None
        return last[0] if last is not None and block - last[1] <= 1 else _NOBODY

    def _touches_quote(self, report: Report) -> bool:
        around = self.masked[max(0, report.start - 3) : report.start] + self.masked[report.end : report.end + 4]
        return HIDDEN in around

    def speaker(self, stretch: Quoted, number: int) -> tuple[Speaker, bool]:
        """Return the speaker of a quotation in a sentence, and whether a reporting clause stands right beside it."""
        cut, told = self.read(number)
        sentence = self.sentences[number]
        chosen = self._chosen(stretch, told)
        if chosen is not None:
            report, direct = chosen
            if report.speaker is PRONOUN:
                return self._resolved(report, told, number, sentence), direct
            return self._meant(report, number, sentence.block), direct
        beside = (
            self._within_verb(stretch, cut)
            or self._headline_speaker(stretch, cut)
            or self._bracketed_speaker(stretch, cut)
            or self._inner_speaker(stretch, number, sentence)
        )
        return (beside, True) if beside is not None else (self._carried_on(stretch, number, sentence), False)

    def _headline_speaker(self, stretch: Quoted, cut: tuple[Item, ...]) -> Speaker | None:
        """`X : « ... »`, `« ... » : X`."""
        place = bisect_left(cut, stretch.outer_start, key=_start)
        if 0 < place <= _NEAR and cut[place - 1].lower == ":":
            return heading_speaker(cut[:place], self.body)
        match cut[place : place + 3]:
            case (Item(), Item(lower=":"), Item(mention=Mention() as mention)) if not place and split_ref(mention.ref)[0] is RefKind.ACTOR:
                return Speaker(mention.ref, mention.surface)
        return None

    def _within_verb(self, stretch: Quoted, cut: tuple[Item, ...]) -> Speaker | None:
        """`X a « condamné ... »`: the marks cut a verb of saying from its auxiliary."""
        place = bisect_left(cut, stretch.outer_start, key=_start)
        first = re.compile(r"\w+").match(self.body, stretch.start, stretch.end)
        if not 0 < place <= _NEAR or cut[place - 1].lower not in words.HAVE or first is None:
            return None
        if words.Tense.PARTICIPLE not in words.FORMS.get(first[0].lower(), ()):
            return None
        return noun_phrase(cut[: place - 1], self.body, keep=True)

    def _bracketed_speaker(self, stretch: Quoted, cut: tuple[Item, ...]) -> Speaker | None:
        """`« ... » (X)`."""
        place = bisect_left(cut, stretch.outer_end, key=_start)
        match cut[place : place + 3]:
            case (Item(lower="("), Item(mention=Mention() as mention), Item(lower=")")) if split_ref(mention.ref)[0] is RefKind.ACTOR:
                return Speaker(mention.ref, mention.surface)
        return None

    def _inner_speaker(self, stretch: Quoted, number: int, sentence: Sentence) -> Speaker | None:
        """`« ..., a dit X, ... »`: one quotation, its speaker inside."""
        if not _CLAUSE_WITHIN.search(self.body, stretch.start, stretch.end):
            return None
        first, last = bisect_left(self._all, stretch.start, key=_mention_start), bisect_left(self._all, stretch.end, key=_mention_start)
        speaker = inner_speaker(items(self.body[stretch.start : stretch.end], stretch.start, self._all[first:last]), self.body)
        return self.last_speaker(number, sentence.block) if speaker is PRONOUN else speaker

    def _chosen(self, stretch: Quoted, told: tuple[Report, ...]) -> tuple[Report, bool] | None:
        """Choose the report that a quotation belongs to: the one right before, right after, then the nearest before, after; then `selon`."""
        place = bisect_left(told, stretch.outer_start, key=_start)
        before, after = told[max(0, place - _NEAR) : place], told[place : place + _NEAR]
        nearest = before[-1] if before else None
        adjoining = bool(after) and (after[0].after or after[0].source) and self._adjoins(stretch, after[0])
        adjoining = adjoining and (self._is_long(stretch) or self._is_listed(after[0]))
        if nearest is not None and nearest.source and self._names_source(nearest, stretch):
            return nearest, False
        if nearest is not None and len(before) > 1 and self._only_wishes(before[-2], nearest):
            nearest = before[-2]
            return nearest, False
        if nearest is not None and not nearest.after and not nearest.source and self._introduces(nearest, stretch):
            if adjoining and not after[0].source and self._is_own_clause(nearest, after[0], stretch):
                return after[0], True
            return nearest, self.masked[nearest.end : stretch.outer_start].rstrip().endswith(":")
        if adjoining:
            return after[0], True
        firm = [report for report in before if not report.loose and not report.source]
        later = [report for report in after if report.after and not report.loose]
        leading = [report for report in before[-1:] if report.loose and self._leads_to(report, stretch)]
        sources = [report for report in (*after[:1], *reversed(before)) if report.source]
        return next(((report, False) for report in (*firm[-1:], *leading, *later[:1], *sources[:1])), None)

    def _leads_to(self, report: Report, stretch: Quoted) -> bool:
        """Say whether a few words and no comma part a verb that may tell a deed from the quotation: `a parlé à X d'une attaque « ... »`."""
        between = self.masked[report.end : stretch.outer_start] if stretch.outer_start - report.end < _CLAUSE else ","
        return not report.after and HIDDEN not in between and "," not in between and len(between.split()) <= _OBJECT

    def _names_source(self, source: Report, stretch: Quoted) -> bool:
        """Say whether `selon X, « ... »` names a person without a record: a body or a medium with one may only hand on what another said."""
        between = self.masked[source.end : stretch.outer_start]
        named = source.speaker.words
        if source.speaker.ref is not None or named is None or not between.rstrip().endswith(",") or len(between) > _CLAUSE:
            return False
        return between.strip(" ,\u00a0\u202f") == named

    def _is_listed(self, report: Report) -> bool:
        """Say whether a report has a verb of the table: a place behind a quotation alone does not turn a name in marks into an utterance."""
        return report.source or any(map(_reports, re.findall(r"\w+", self.body[report.start : report.end])[-1:]))

    def _only_wishes(self, before: Report, wish: Report) -> bool:
        """Say whether a verb tells the wish of somebody of whom the verb before speaks: `X a affirmé que Y souhaitait « ... »`."""
        said = not before.loose and not before.after and not before.source and before.speaker not in {PRONOUN, _NOBODY}
        verb = self.body[wish.start : wish.end].lower()
        if not said or not verb.startswith(words.WISHES) or wish.start - before.end > _CLAUSE:
            return False
        between = self.masked[before.end : wish.start]
        return _THAT.match(between) is not None and HIDDEN not in between

    def _is_own_clause(self, before: Report, after: Report, stretch: Quoted) -> bool:
        """Say whether the clause behind tells the speaker, not the verb before: that has an object, and the clause hands on nothing."""
        between = self.masked[before.end : stretch.outer_start].strip(" :\u00a0\u202f")
        return bool(between) and not self.body[after.start : after.end].lower().split()[-1].startswith(words.RELAYS)

    def _adjoins(self, stretch: Quoted, report: Report) -> bool:
        gap = report.start - stretch.outer_end
        return gap < _NEAR and not self.masked[stretch.outer_end : report.start].strip(" ,\u00a0\u202f–—")

    def _introduces(self, report: Report, stretch: Quoted) -> bool:
        """Say whether hardly anything stands between a verb and the quotation, or a colon ends it."""
        between = self.masked[report.end : stretch.outer_start] if stretch.outer_start - report.end < 200 else ",…"
        if between.rstrip().endswith(":"):
            return HIDDEN not in between
        return "," not in between and HIDDEN not in between and len(between.split()) <= 3

    def _resolved(self, report: Report, told: tuple[Report, ...], number: int, sentence: Sentence) -> Speaker:
        place = bisect_left(told, report.start, key=_start)
        earlier = (other.speaker for other in reversed(told[max(0, place - _NEAR) : place]))
        known = next((speaker for speaker in earlier if speaker is not PRONOUN and speaker != _NOBODY), None)
        if known is not None:
            return known
        pronoun = _HE_OR_SHE.search(self.body, max(sentence.start, report.start - 12), report.end)
        goes_on = _GOES_ON.search(self.body, report.start, report.end) is not None
        subject = self._nearest_subject(number, sentence.block, pronoun[0].lower()) if pronoun is not None and not goes_on else None
        known = subject or self.last_speaker(number, sentence.block)
        if known != _NOBODY and (pronoun is None or self._agrees(known, pronoun[0].lower())):
            return known
        return self._antecedent(number, sentence.block, pronoun[0].lower()) if pronoun is not None else _NOBODY

    def _agrees(self, speaker: Speaker, pronoun: str) -> bool:
        """Say whether `il`, `elle`, `he` or `she` can be a speaker: no power, no several, nobody with the article of the other gender."""
        if speaker.ref is not None:
            return speaker.ref not in self._powers
        article = (speaker.words or "").lower().replace("’", "'").partition(" ")[0]
        if article in words.PLURALS:
            return False
        return not (pronoun == "il" and article in {"une", "la"}) and not (pronoun == "elle" and article in {"un", "le"})

    def _nearest_subject(self, number: int, block: int, pronoun: str) -> Speaker | None:
        """Return the person whom a sentence before, in this paragraph or the one that ends above it, is about, if nobody has spoken since."""
        opens = not number or self.sentences[number - 1].block != block
        for earlier in range(number - 1, max(-1, number - 1 - _BACK), -1):
            if self._speaks(earlier) or block - self.sentences[earlier].block > opens:
                return None
            person = person_in(self.read(earlier)[0][:_NEAR], self.body, pronoun)
            if person is not None:
                return person
        return None

    def _meant(self, report: Report, number: int, block: int) -> Speaker:
        """Return the person whom a bare title ("l'émissaire", "the minister") takes up: whom the sentence before is about, if a record knows him."""
        speaker = report.speaker
        if not report.after or _ANSWERS.match(self.body, report.start) or speaker.ref is not None or speaker.words is None:
            return speaker
        if not _BARE_TITLE.fullmatch(speaker.words.lower().replace("’", "'")):
            return speaker
        if not number or self.sentences[number - 1].block != block:
            return speaker
        if speaker.words.lower().startswith(("ce ", "cet ", "cette ")):
            last = self.last_speaker(number, block)
            return last if last.ref is not None and last.ref not in self._powers else speaker
        before = self.sentences[number - 1]
        if _GOES_ON.search(self.body, report.start, report.end):
            person: Speaker | None = self.last_speaker(number, block)
        elif HIDDEN in self.masked[before.start : before.end]:
            return speaker  # who has just been quoted is seldom named anew
        else:
            person = person_in(self.read(number - 1)[0][:_NEAR], self.body)
        return person if person is not None and person.ref is not None else speaker

    def _speaks(self, number: int) -> bool:
        """Say whether somebody other than `he` or `she` speaks in a sentence."""
        told = (report for report in self.read(number)[1] if not report.loose or self._touches_quote(report))
        return any(report.speaker is not PRONOUN and report.speaker != _NOBODY for report in told)

    def _antecedent(self, number: int, block: int, pronoun: str) -> Speaker:
        """Return the person whom the sentences before, of this paragraph and the one above, are about: where nobody has spoken yet."""
        for earlier in range(number - 1, max(-1, number - 1 - _BACK), -1):
            if block - self.sentences[earlier].block > 1:
                break
            person = person_in(self.read(earlier)[0][:_NEAR], self.body, pronoun)
            if person is not None or (person := self._officer(earlier)) is not None:
                return person
        return _NOBODY

    def _officer(self, number: int) -> Speaker | None:
        """Return the one person whom a sentence gives an office, whatever its subject."""
        held = {item.mention.ref: item for item in self.read(number)[0] if item.mention is not None and item.mention.by is Rule.ROLE}
        return Speaker(*next((ref, item.surface) for ref, item in held.items())) if len(held) == 1 else None

    def _carried_on(self, stretch: Quoted, number: int, sentence: Sentence) -> Speaker:
        """A quotation that opens its sentence without a speaker belongs to whom the sentence before reports; in a new block after a colon only."""
        if stretch.outer_start != sentence.start or not number:
            return _NOBODY
        previous = self.sentences[number - 1]
        if previous.block != sentence.block and not self.masked[previous.start : previous.end].rstrip().endswith(":"):
            return _NOBODY
        told = [report for report in self.read(number - 1)[1] if not report.loose or self._touches_quote(report)]
        if not told:
            about = person_in(self.read(number - 1)[0][:_NEAR], self.body) if previous.block == sentence.block else None
            return about or _NOBODY
        if told[-1].speaker is not PRONOUN:
            return told[-1].speaker
        return self._resolved(told[-1], self.read(number - 1)[1], number - 1, previous)

    # --- quotations ----------------------------------------------------------------------------------------------------------------

    def quotations(self) -> tuple[Quotation, ...]:
        """Return every quotation with its speaker: its own, that of the paragraphs it runs over, or that of the same words elsewhere."""
        starts = [sentence.start for sentence in self.sentences]
        kept: list[tuple[Quoted, Speaker]] = []
        for stretch in self.stretches:
            speaker, direct = self.speaker(stretch, bisect_right(starts, stretch.outer_start) - 1)
            if direct or self._is_long(stretch):
                kept.append((stretch, speaker))
        chained = _chained(kept)
        repeated = self._repeated(chained)
        return tuple(
            Quotation(stretch.start, stretch.end, self.body[stretch.start : stretch.end], speaker.ref, speaker.words)
            for stretch, speaker in repeated
        )

    def _repeated(self, kept: list[tuple[Quoted, Speaker]]) -> list[tuple[Quoted, Speaker]]:
        """Give a heading's quotation the speaker of the same words in the text, or of a longer quotation that holds them."""
        headings = {number for number, block in enumerate(self.text.blocks) if block.kind in {BlockKind.HEADLINE, BlockKind.SUBHEAD}}
        orphans = [place for place, (stretch, speaker) in enumerate(kept) if speaker == _NOBODY and stretch.block in headings]
        if not orphans:
            return kept
        known = [(_folded(self.body, stretch), speaker) for stretch, speaker in kept if speaker != _NOBODY]
        same = dict(reversed(known))
        given = list(kept)
        for number, place in enumerate(orphans):
            words_of_heading = _folded(self.body, kept[place][0])
            speaker = same.get(words_of_heading) or (_longer(words_of_heading, known) if number < _NEAR else None)
            given[place] = kept[place][0], speaker or _NOBODY
        return given


def _reports(word: str) -> bool:
    """Say whether a word may begin a reporting clause: `a`, `dit`, `ajoute-t-il`."""
    head = word.lower().partition("-")[0]
    return head in words.FORMS or head in words.HAVE


def _takes_up(speaker: Speaker, known: Speaker) -> bool:
    """Say whether `le géographe` is whoever has just spoken, by a name that a record knows."""
    if speaker.ref is not None or known.ref is None or speaker.words is None:
        return False
    article, _, noun = speaker.words.lower().replace("’", "' ").replace("'  ", "' ").partition(" ")
    return article in {"le", "la", "l'"} and noun in words.TRADES


def _outer_start(stretch: Quoted) -> int:
    return stretch.outer_start


def _mention_start(mention: Mention) -> int:
    return mention.start


def _start(piece: Item | Report) -> int:
    return piece.start


def _folded(body: str, stretch: Quoted) -> str:
    return body[stretch.start : stretch.end].casefold().replace("’", "'").rstrip(".,!? \u00a0\u202f")


def _longer(short: str, known: list[tuple[str, Speaker]]) -> Speaker | None:
    """Return the speaker of the first quotation that holds these words whole."""
    whole = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)")
    return next((speaker for words_said, speaker in known if short in words_said and whole.search(words_said)), None)


def _chained(kept: list[tuple[Quoted, Speaker]]) -> list[tuple[Quoted, Speaker]]:
    """Give all parts of a quotation over several paragraphs the speaker that one of them has."""
    chains: list[list[tuple[Quoted, Speaker]]] = []
    for stretch, speaker in kept:
        if stretch.continued and chains:
            chains[-1].append((stretch, speaker))
        else:
            chains.append([(stretch, speaker)])
    found: list[tuple[Quoted, Speaker]] = []
    for chain in chains:
        known = next((speaker for _, speaker in chain if speaker != _NOBODY), _NOBODY)
        found.extend((stretch, known if speaker == _NOBODY else speaker) for stretch, speaker in chain)
    return found
