"""Stage 7, resolve: whom `il`, `le diplomate` or `le premier` means, by who has been spoken of before.

In: the reports of a text, in order. Out: Speakers. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from builder.gender import is_woman
from builder.model import BlockKind, Mention, RefKind, Rule, Unresolved, split_ref
from builder.quote import words
from builder.quote.description import Description, agrees, body, description, fits
from builder.quote.people import BACK, NEAR, People, is_named, same_gender
from builder.quote.phrase import NOBODY, PRONOUN, Report, Speaker, person_in
from builder.quote.reading import Sentence, start_of
from builder.quote.words import HIDDEN

_HE_OR_SHE = re.compile(r"\b(?:il|elle|he|she)\b", re.IGNORECASE)
_FOR_WHOM = re.compile(r"[Pp]our (lui|elle),")
_PRONOUN_NEAR = 12
_LATTER = re.compile(r"\b(?:ce dernier|cette dernière|celui-ci|celle-ci|the latter)\b", re.IGNORECASE)
LATTER_NEAR = 24
"""Code points beside a verb within which its subject may stand so."""
_ANSWERS = re.compile(r"(?:a\s)?(?:rétor|répli|répon|corrig|temp[éè]r|nuanc|contr|ripost|renchéri|abond|object)")
"""Verbs of somebody else than who spoke before."""
_GOES_ON = re.compile(r"\b(?:ajout|poursui|conclu|continu|repri|reprend|renchéri|insist|add(?:ed|s)\b|continued)", re.IGNORECASE)
"""Verbs that carry on what the same person said before."""
_VERB_BEHIND = re.compile(r"\s(?:n['’]|ne\s|s['’]|se\s|l['’]|lui\s|leur\s)?([a-zà-ÿœ]+)")
_ORDER = ("le premier", "le second")
ONE_OF_TWO = {_ORDER[0]: 0, "la première": 0, "l'un": 0, "l'une": 0, _ORDER[1]: 1, "la seconde": 1, "l'autre": 1}
_TWO_SENTENCES = 3
_WHO_BEHIND = re.compile(r",\s(?:qui|who|\d{1,2}\sans|aged)\b")
_NAME_BEHIND_RELATIVE = re.compile(
    r"\s(?:qui|dont|que|qu['’])\s?[^,.;:«»“”]{2,60},\s(?P<name>[^\W\d_a-zß-öø-ÿ][\w’-]+(?:\s(?:al-|el-)?[^\W\d_a-zß-öø-ÿ][\w’-]+){1,3})"
)
HEADINGS = frozenset((BlockKind.HEADLINE, BlockKind.SUBHEAD))


class Resolver(People):
    """A text read for whom its pronouns and descriptions take up."""

    def last_speaker(self, number: int, block: int) -> Speaker:
        """Return who spoke last in the sentences before `number`, in that block or the one before it."""
        while len(self._last) < number:
            here = len(self._last)
            before = self._last[here - 1] if here else None
            sentence = self.sentences[here]
            known = before[0] if before is not None and sentence.block - before[1] <= 1 else NOBODY
            self._last.append(before)
            for report in self.read(here)[1]:
                if (report.loose and not self._touches_quote(report)) or self._hands_on(report):
                    continue
                if report.speaker is PRONOUN:
                    meant = self._resolved(report, self.read(here)[1], here, sentence)
                    known = known if meant == NOBODY else meant
                elif not _takes_up(report.speaker, known):
                    known = self._meant(report, here, sentence.block)
                if known != NOBODY:
                    self._last[here] = known, sentence.block
        last = self._last[number - 1] if number else None
        return last[0] if last is not None and block - last[1] <= 1 else NOBODY

    def _hands_on(self, report: Report) -> bool:
        """Say whether a medium only reports what has happened: `X a signé, rapporte l'agence Y`. It is not who speaks on."""
        known = self.actors.get(split_ref(report.speaker.ref)[1]) if report.speaker.ref is not None else None
        relays = known is not None and known.kind == "media" and self.body[report.start : report.end].lower().startswith(words.RELAYS)
        return relays and not self._touches_quote(report)

    def _touches_quote(self, report: Report) -> bool:
        around = self.masked[max(0, report.start - 3) : report.start] + self.masked[report.end : report.end + 4]
        return HIDDEN in around

    def _nth_of_two(self, which: int, start: int, end: int) -> Speaker | None:
        """Return the first or the second person of a stretch that names two."""
        named: dict[str, Mention] = {}
        for person in self._persons(start, end):
            named.setdefault(person.ref, person)
            if len(named) > len(_ORDER):
                return None
        mention = list(reversed(named.values()))[which] if len(named) == len(_ORDER) else None
        return Speaker(mention.ref, mention.surface) if mention is not None else None

    def _resolved(self, report: Report, told: tuple[Report, ...], number: int, sentence: Sentence) -> Speaker:
        """Return whom the pronoun of a report means; NOBODY where nothing tells."""
        place = bisect_left(told, report.start, key=start_of)
        earlier = (other.speaker for other in reversed(told[max(0, place - NEAR) : place]))
        known = next((speaker for speaker in earlier if speaker is not PRONOUN and speaker != NOBODY), None)
        if known is not None:
            return known
        if (led := self._led_to(number)) is not None:
            return led
        if _LATTER.search(self.body, max(sentence.start, report.start - LATTER_NEAR), min(sentence.end, report.end + LATTER_NEAR)):
            latter = self.last_named(number - 1) if number and self.sentences[number - 1].block >= sentence.block - 1 else None
            if latter is not None:
                return latter
        pronoun = self._pronoun(report, sentence)
        goes_on = _GOES_ON.search(self.body, report.start, report.end) is not None
        subject = self._nearest_subject(number, sentence.block, pronoun) if pronoun is not None and not goes_on else None
        known = subject or self.last_speaker(number, sentence.block)
        if pronoun is None or (known != NOBODY and self._agrees(known, pronoun)):
            return known
        known = self._antecedent(number, sentence.block, pronoun)
        return self.portrayed if known == NOBODY and self._agrees(self.portrayed, pronoun) else known

    def _pronoun(self, report: Report, sentence: Sentence) -> str | None:
        """Return `il`, `elle`, `he` or `she` beside a verb; what `pour lui` and `pour elle` stand for."""
        if (beside := _FOR_WHOM.match(self.body, report.start)) is not None:
            return "il" if beside[1] == "lui" else "elle"
        found = _HE_OR_SHE.search(self.body, max(sentence.start, report.start - _PRONOUN_NEAR), report.end)
        return found[0].lower() if found is not None else None

    def _led_to(self, number: int) -> Speaker | None:
        """Return whom a sentence is about up to its colon: `X se veut prudent : « ... », ajoute-t-il`."""
        cut = self.read(number)[0]
        place = next((place for place, item in enumerate(cut[:NEAR]) if item.lower.startswith(HIDDEN)), 0)
        return person_in(cut[:place], self.body) if place > 1 and cut[place - 1].lower == ":" else None

    @cached_property
    def portrayed(self) -> Speaker:
        """Whom the headline names, if it is one person: the text is about them, and "il" is them where nobody else can be."""
        block = next((block for block in self.text.blocks if block.kind is BlockKind.HEADLINE), None)
        if block is None:
            return NOBODY
        named = {mention.ref: mention for mention in self._persons(block.start, block.end)}
        strangers = [name for name in self._unknown(block.start, block.end) if " " in name.surface]
        if len(named) + len(strangers) != 1:
            return NOBODY
        return Speaker(None, strangers[0].surface) if strangers else next(Speaker(ref, named[ref].surface) for ref in named)

    def _agrees(self, speaker: Speaker, pronoun: str) -> bool:
        """Say whether `il`, `elle`, `he` or `she` can be a speaker: no power, no several, nobody with the article of the other gender."""
        if speaker == NOBODY:
            return False
        if speaker.ref is not None:
            record = self.actors.get(split_ref(speaker.ref)[1])
            is_of_gender = record is None or record.kind != "person" or is_woman(record.name) == (pronoun in {"elle", "she"})
            return speaker.ref not in self._powers and is_of_gender
        article = (speaker.words or "").lower().replace("’", "'").partition(" ")[0]
        if article in words.PLURALS:
            return False
        return not (pronoun == "il" and article in {"une", "la"}) and not (pronoun == "elle" and article in {"un", "le"})

    def _nearest_subject(self, number: int, block: int, pronoun: str) -> Speaker | None:
        """Return the person whom a sentence before, in this paragraph or the one that ends above it, is about, if nobody has spoken since."""
        opens = not number or self.sentences[number - 1].block != block
        for earlier in range(number - 1, max(-1, number - 1 - BACK), -1):
            if self._speaks(earlier) or block - self.sentences[earlier].block > opens:
                return None
            person = person_in(self.read(earlier)[0][:NEAR], self.body, pronoun)
            if person is None and (following := self.read(earlier + 1)[0]) and following[0].lower == pronoun:
                is_portrait = self._agrees(self.portrayed, pronoun)
                person = self.portrayed if is_portrait else self.last_named(earlier)  # "On attend X. Elle a connu Y."
            if person is not None and self._agrees(person, pronoun) and not self._is_only_headed(person, earlier):
                return self._same(person, earlier)
        return None

    def _is_only_headed(self, person: Speaker, number: int) -> bool:
        """Say whether a heading, which is no sentence, makes up somebody whom no record knows: `Le vieux boulanger et la ligne de front`."""
        return person.ref is None and self.own_blocks[self.sentences[number].block].kind in HEADINGS

    def _same(self, person: Speaker, number: int) -> Speaker:
        """Return whom a sentence is about by the name that one before gives, where this one says `l'homme` or `le diplomate`."""
        said = description(person.words) if person.ref is None and person.words else None
        if said is None:
            return person
        return self._described(said, self.sentences[number].start, number, answers=False) or person

    def _meant(self, report: Report, number: int, block: int) -> Speaker:
        """Return the person whom a description takes up (`l'émissaire`, `cette mère de cinq enfants`), otherwise the speaker as the report has it."""
        speaker = report.speaker
        if speaker.ref is None and speaker.words and (counted := self._counted(speaker.words, number)) is not None:
            return counted
        said = description(speaker.words) if speaker.ref is None and speaker.words else None
        if said is None:
            return speaker if speaker.ref is not None or not speaker.words else self._body(speaker, report.start, block)
        if (named := self._named_behind(speaker, number)) is not None:
            return named
        if said.noun in words.CONCERNED and self.portrayed not in {NOBODY, self.last_speaker(number, block)}:
            return self.portrayed
        place = self.body.find(speaker.words or "", self.sentences[number].start, self.sentences[number].end)
        before = min(report.start, place) if place >= 0 else report.start
        return self._described(said, before, number, answers=_ANSWERS.match(self.body, report.start) is not None) or speaker

    def _counted(self, spoken: str, number: int) -> Speaker | None:
        """Return whom `le premier` or `le second` is: one of the two persons whom the sentence before names."""
        which = ONE_OF_TWO.get(spoken.lower().replace("’", "'"))
        if which is None:
            return None
        for earlier in range(number, max(-1, number - _TWO_SENTENCES), -1):
            sentence = self.sentences[earlier]
            if (one := self._nth_of_two(which, sentence.start, sentence.end)) is not None:
                return one
        return None

    def _named_behind(self, speaker: Speaker, number: int) -> Speaker | None:
        """Return who is named behind a description and its relative clause: `le médecin qui l'a recousu, Paul Rey`."""
        sentence = self.sentences[number]
        place = self.body.find(speaker.words or "", sentence.start, sentence.end)
        behind = _NAME_BEHIND_RELATIVE.match(self.body, place + len(speaker.words or ""), sentence.end) if place >= 0 else None
        if behind is None:
            return None
        mention = next(self._persons(behind.start("name"), behind.end()), None)
        return Speaker(mention.ref, mention.surface) if mention is not None else Speaker(None, behind["name"])

    def _body(self, speaker: Speaker, before: int, block: int) -> Speaker:
        """Return the body that `l'ONG` or `le quotidien` takes up: the last of that kind which this paragraph or the one above names."""
        kinds = body(speaker.words or "")
        if not kinds:
            return speaker
        place = bisect_left(self._starts, before)
        for mention in reversed(self.mentions[max(0, place - NEAR) : place]):
            kind, ident = split_ref(mention.ref)
            if kind is RefKind.ACTOR and ident in self.actors and self.actors[ident].kind in kinds:
                return Speaker(mention.ref, mention.surface) if block - self._block_of(mention.start) <= 1 else speaker
        return speaker

    def _block_of(self, position: int) -> int:
        return self.sentences[bisect_right(self.sentences, position, key=start_of) - 1].block

    def _described(self, said: Description, before: int, number: int, *, answers: bool) -> Speaker | None:
        """Return the last person before a place whom a description fits; where nothing tells, who alone has been spoken of just before."""
        block = self.sentences[number].block
        last = self.last_speaker(number, block) if answers else NOBODY
        near: list[Speaker] = []
        chosen: Speaker | None = None
        for person in self._people(before, number):
            if person.speaker == last or (said.anybody and not (self._apart(person.block, block) <= 1 and is_named(person.speaker))):
                continue
            if said.anybody:
                return person.speaker
            if fits(said, person.known):
                if person.block != block and said.pointing and near:
                    continue
                chosen = chosen or person.speaker
                if agrees(said, person.known):
                    return person.speaker
            elif person.block == block:
                near.append(person.speaker)
        if chosen is not None or said.anybody:
            return chosen
        if said.is_office and not said.pointing:
            return None if answers else self._subject_before(number)
        return self._only_woman(said, near) or self._anybody(said, near)

    def _anybody(self, said: Description, near: list[Speaker]) -> Speaker | None:
        """Return the nearest of the paragraph whom nothing tells from what is said."""
        anybody = (speaker for speaker in near if self._may_be_anybody(speaker) and same_gender(said, speaker))
        return next(anybody, None) if said.pointing or not said.complement else None

    def _only_woman(self, said: Description, near: list[Speaker]) -> Speaker | None:
        """Return whom `l'ancienne journaliste` must be where the paragraph names one woman."""
        if not said.feminine:
            return None
        records = {speaker.ref: speaker for speaker in near if speaker.ref is not None}
        women = [speaker for ref, speaker in records.items() if (actor := self.actors.get(split_ref(ref)[1])) and is_woman(actor.name)]
        return women[0] if len(women) == 1 else None

    def _apart(self, before: int, block: int) -> int:
        """Return how many paragraphs one lies above another; those that are nothing but quotation do not count."""
        if not 0 <= before <= block or block - before > NEAR:
            return NEAR
        return sum(not self._is_all_quoted(number) for number in range(before, block))

    def _subject_before(self, number: int) -> Speaker | None:
        """Return whom the sentence before is about, if it quotes nobody and no record says what that person is."""
        if not number or self.sentences[number - 1].block != self.sentences[number].block:
            return None
        before = self.sentences[number - 1]
        if HIDDEN in self.masked[before.start : before.end]:
            return None  # who has just been quoted is seldom named anew
        person = person_in(self.read(number - 1)[0][:NEAR], self.body)
        return person if person is not None and person.ref is not None and not self._offices(person.ref) else None

    def _speaks(self, number: int) -> bool:
        """Say whether somebody other than `he` or `she` speaks in a sentence."""
        told = (
            report for report in self.read(number)[1] if not self._hands_on(report) and (not report.loose or self._touches_quote(report))
        )
        return any(report.speaker is not PRONOUN and report.speaker != NOBODY for report in told)

    def _antecedent(self, number: int, block: int, pronoun: str) -> Speaker:
        """Return the person whom the sentences before, of this paragraph and the one above, are about: where nobody has spoken yet."""
        for earlier in range(number - 1, max(-1, number - 1 - BACK), -1):
            if block - self.sentences[earlier].block > 1:
                break
            person = person_in(self.read(earlier)[0][:NEAR], self.body, pronoun)
            if person is not None and (self._is_only_headed(person, earlier) or not self._agrees(person, pronoun)):
                continue
            if person is not None or (person := self._officer(earlier)) is not None:
                return self._same(person, earlier)
        return self._doer(number - 1, block) or self._introduced(number - 1, block) or NOBODY

    def _introduced(self, number: int, block: int) -> Speaker | None:
        """Return whom a sentence introduces by a first name and a relative clause: `the boy, Rami, who holds places`."""
        if number < 0 or self.sentences[number].block != block:
            return None
        sentence = self.sentences[number]
        told = [name for name in self._unknown(sentence.start, sentence.end)[-NEAR:] if _WHO_BEHIND.match(self.body, name.end)]
        return Speaker(None, told[-1].surface) if told else None

    def _doer(self, number: int, block: int) -> Speaker | None:
        """Return the one person by name who does something in a sentence, wherever in it: `C'est tout ce que X a sauvé`."""
        if number < 0 or self.sentences[number].block != block:
            return None
        sentence = self.sentences[number]
        strange = self._unknown(sentence.start, sentence.end)
        named = [Speaker(mention.ref, mention.surface) for mention in self._persons(sentence.start, sentence.end) if self._acts(mention)]
        named += [Speaker(None, name.surface) for name in strange if " " in name.surface and self._acts(name)]
        return named[0] if len(named) == 1 else None

    def _acts(self, name: Mention | Unresolved) -> bool:
        """Say whether a verb stands right behind a name."""
        following = _VERB_BEHIND.match(self.body, name.end)
        return following is not None and (following[1].lower() in words.VERBS or words.looks_finite(following[1]))

    def _officer(self, number: int) -> Speaker | None:
        """Return the one person whom a sentence gives an office, whatever its subject."""
        held = {item.mention.ref: item for item in self.read(number)[0] if item.mention is not None and item.mention.by is Rule.ROLE}
        return Speaker(*next((ref, item.surface) for ref, item in held.items())) if len(held) == 1 else None

    def _is_all_quoted(self, block: int) -> bool:
        """Say whether a paragraph is nothing but quotation."""
        if block not in self._all_quoted:
            own = self.own_blocks[block]
            rest = self.masked[own.start : own.end].strip(f"{HIDDEN} \u00a0\u202f\n")
            self._all_quoted[block] = own.kind not in HEADINGS and not rest
        return self._all_quoted[block]


def _takes_up(speaker: Speaker, known: Speaker) -> bool:
    """Say whether `le géographe` is whoever has just spoken, by a name that a record knows."""
    if speaker.ref is not None or known.ref is None or speaker.words is None:
        return False
    article, _, noun = speaker.words.lower().replace("’", "' ").replace("'  ", "' ").partition(" ")
    return article in {"le", "la", "l'"} and noun in words.TRADES
