"""Stage 7, page: give each quotation of a text its speaker.

In: a Text, its Naming, its quoted stretches, the actors. Out: Quotations. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from builder.model import BlockKind, Mention, Quotation, RefKind, split_ref
from builder.quote import words
from builder.quote.marks import Quoted
from builder.quote.people import BACK, NEAR, is_named
from builder.quote.phrase import NOBODY, PRONOUN, Item, Report, Speaker, items, noun_phrase, person_in
from builder.quote.reading import Sentence, may_report, mention_start, outer_start, start_of
from builder.quote.resolve import HEADINGS, LATTER_NEAR, ONE_OF_TWO, Resolver
from builder.quote.speech import agent, heading_speaker, inner_speaker
from builder.quote.words import HIDDEN

_CLAUSE_WITHIN = re.compile(
    r",\s(?:s['’]|se\s|[mn]['’]|me\s|nous\s|lui\s)?(?:(?:a|ont|avait|est|était)(?:-t-(?:il|elle))?\s\w+|\w+(?:e|ent|it|ait|end|ient|era)(?:\s(?:de son côté\s|à son tour\s|pour sa part\s|alors\s|aussi\s)?(?:(?:un|une|le|la|ce|cet|cette|son|sa|M|Mme)\b|l['’]|[^\W\d_a-zß-ÿ])"
    r"|(?:-t)?-(?:il|elle)\b)"
    r"|(?:affirm|ajout|assur|annonc|déclar|expliqu|racont|estim|confi|soulign|rappel|insist|précis|indiqu|témoign|résum|not)(?:e|ent|ait)\b"
    r"|(?:\w+\s){0,3}?(?:says?|said)\b)"
)
"""A quick look for what may be a reporting clause inside the marks."""
_THEN = frozenset(("puis", "et", "enfin", "alors", "ensuite", "mais", "then"))
_FIRST_WORD = re.compile(r"\w+")
_FIRST_VERB = re.compile(r"(?:n['’]|ne\s|s['’]|se\s)?(\w+)")
_HE_SHE = frozenset(("il", "elle", "he", "she"))
_THAT = re.compile(r"\s(?:\w+\s){0,4}?(?:que\s|qu['’]|that\s)")
_I_SAID = re.compile(r",?\s(?:ai-je|dis-je|comme je|comme j['’]ai|ainsi que je)\b", re.IGNORECASE)
_I_SAY = re.compile(
    rf"\bje (?:l['’]|le |lui |leur |vous )?(?:ai|avais) (?:dit|écrit|répété|expliqué|répondu)\b[^{HIDDEN}:;.]*$|\bj['’]ai (?:dit|écrit|répondu)\b[^{HIDDEN};.]*$",
    re.IGNORECASE,
)
_JOINING = frozenset(("", "mais", "et", "car", "or", "puis", "but", "and"))
_SIGNED = re.compile(
    r"[\s:»”\"]*(?:[Ll]['’]|(?:[Ll]e|[Ll]a|[Cc]e|[Cc]et|[Cc]ette)\s)(?:tweet|mot|phrase|formule|message|aveu|constat|commentaire|cri|avertissement|citation|question)"
    r"(?:,[^,.;:«»]{2,40},)?\s(?:est|était|vient)\s(?:signée?\s)?(?P<of>de\s(?:la\s|l['’])?|du\s|d['’])"
)
_INTERVIEW = re.compile(
    r"(?:propos recueillis|entretien (?:réalisé|mené|avec)|interview (?:réalisée|by|with)|recueilli par|[–—-]\s[^.!?]{3,120}\?$)",
    re.IGNORECASE,
)
_INTRODUCTION = 600
"""Code points behind a headline within which an interview says who answers."""
_PLAYS_BEFORE = re.compile(r"\b(?:jou|interprét|publi|réalis|tourn|mont)(?:e|ent|ait|era|eront|é|er)\b(?:\s[\w’'-]+){0,3}\s$")
_ITS_BEFORE = re.compile(r"\b(?:leurs?|ses|son|sa|des|les|le|la|their|its)\s$")
_MOST_OF_A_TITLE, _MOST_OF_A_THING = 6, 4
"""Words that the name of a work or of a thing has at most, and what leads to it."""
_CLAUSE = 120
"""Code points between a verb of saying and one of wishing in its clause."""
_OBJECT = 12
"""Words that such a verb's object has at most."""
_TAKEN_UP = words.PRONOUNS | {"son", "sa", "ses", "his", "her"}
_WHOM = frozenset("qui lequel laquelle lesquels lesquelles".split())
_SOURCE = 4
"""Items at least that name a source and lead to its words: `un témoin pour qui`."""
_GAP = 2


class Page(Resolver):
    """A text whose quotations get their speakers."""

    # --- speakers ------------------------------------------------------------------------------------------------------------------

    def _gapped(self, cut: tuple[Item, ...], place: int) -> Speaker | None:
        """`X évoque « ... », Y « ... »`: nothing but another name between two quotations has the verb of the first."""
        opening = next(
            (number for number in range(place - 1, max(-1, place - 1 - _OBJECT), -1) if cut[number].lower.startswith(HIDDEN)), None
        )
        if opening is None or place - opening <= _GAP or cut[opening + 1].lower not in {",", ";"}:
            return None
        between = cut[opening + 2 : place]
        if len(between) > _GAP and between[-1].lower == "," and between[1].lower == ",":
            between = between[:1]  # "Y, à ses côtés, « ... »"
        between = between[1:] if between[0].lower in words.JOINERS else between
        actors = [item for item in between if item.mention is not None and split_ref(item.mention.ref)[0] is RefKind.ACTOR]
        small = words.DETERMINERS | words.GENITIVES
        if len(actors) != 1 or any(item.mention is None and item.lower not in small for item in between):
            return None
        return Speaker(actors[0].mention.ref, actors[0].surface) if actors[0].mention else None

    @cached_property
    def interviewee(self) -> Speaker:
        """Who says `I` in an interview: whom the headline puts before a colon and marks; nobody in any other text."""
        block = self.text.blocks[0] if self.text.blocks else None
        if block is None or block.kind is not BlockKind.HEADLINE or not self.sentences or self.sentences[0].start != block.start:
            return NOBODY
        opening = (number for number in range(min(BACK, len(self.sentences))) if self.sentences[number].end <= block.end)
        found = (self._headed(self.read(number)[0][:NEAR]) for number in opening)
        return next((speaker for speaker in found if speaker is not None), NOBODY)

    def _headed(self, cut: tuple[Item, ...]) -> Speaker | None:
        colon = next((place for place, item in enumerate(cut) if item.lower == ":"), 0)
        quotes = 0 < colon < len(cut) - 1 and cut[colon + 1].lower.startswith(HIDDEN)
        return heading_speaker(cut[: colon + 1], self.body) if quotes else None

    def _i_say(self, stretch: Quoted, sentence: Sentence) -> bool:
        """Say whether the words beside a quotation are `comme je l'ai dit`: it is the writer's or the interviewee's own."""
        if _I_SAID.match(self.masked, stretch.outer_end, min(sentence.end, stretch.outer_end + _CLAUSE)):
            return True
        before = self.masked[max(sentence.start, stretch.outer_start - _CLAUSE) : stretch.outer_start]
        return _I_SAY.search(before) is not None

    def speaker(self, stretch: Quoted, number: int) -> tuple[Speaker, bool]:
        """Return the speaker of a quotation in a sentence, and whether a reporting clause stands right beside it."""
        cut, told = self.read(number)
        sentence = self.sentences[number]
        if self._i_say(stretch, sentence):
            return self.interviewee, True
        place = bisect_left(cut, stretch.outer_start, key=start_of)
        by = self._gapped(cut, place) or agent(cut, place, self.body)
        if by is not None and by is not PRONOUN:
            return by, True
        by = self._one_and_other(cut, place, sentence) or self._for_whom(cut, place)
        if by is not None:
            return by, True
        chosen = self._chosen(stretch, told)
        if chosen is not None:
            report, direct = chosen
            if report.speaker is PRONOUN:
                return self._resolved(report, told, number, sentence), direct
            return self._meant(report, number, sentence.block), direct
        beside = (
            self._within_verb(stretch, cut)
            or self._told(self._opening_verb(stretch, cut), stretch, number)
            or self._pronoun_before_colon(stretch, cut, number)
            or self._headline_speaker(stretch, cut)
            or self._bracketed_speaker(stretch, cut)
            or self._told(self._inner_speaker(stretch, number, sentence), stretch, number)
        )
        beside = beside or self._signed_behind(stretch)
        return (beside, True) if beside is not None else (self._carried_on(stretch, number, sentence), False)

    def _one_and_other(self, cut: tuple[Item, ...], place: int, sentence: Sentence) -> Speaker | None:
        """`X et Y se disent l'un « ... », l'autre « ... »`."""
        which = ONE_OF_TWO.get(cut[place - 2].lower + cut[place - 1].lower) if place > 1 and cut[place - 2].lower == "l'" else None
        return self._nth_of_two(which, sentence.start, cut[place - 2].start) if which is not None else None

    def _for_whom(self, cut: tuple[Item, ...], place: int) -> Speaker | None:
        """`X cite une source militaire pour qui « ... »`: whoever stands right before."""
        if place < _SOURCE or cut[place - 1].lower not in _WHOM or cut[place - 2].lower not in {"pour", "selon", "après"}:
            return None
        end = place - 2 - (cut[place - 2].lower == "après")
        end -= cut[end - 1].lower == ","
        begin = next((number for number in range(end - 1, max(-1, end - _OBJECT), -1) if cut[number].lower in words.DETERMINERS), None)
        mention = cut[end - 1].mention
        if mention is not None and split_ref(mention.ref)[0] is RefKind.ACTOR:
            return Speaker(mention.ref, mention.surface)
        return Speaker(None, self.body[cut[begin].start : cut[end - 1].end]) if begin is not None else None

    def _told(self, speaker: Speaker | None, stretch: Quoted, number: int) -> Speaker | None:
        """Return whom a speaker's words take up, if anybody."""
        report = Report(stretch.outer_start, stretch.outer_start, speaker, after=False) if speaker is not None else None
        return self._meant(report, number, self.sentences[number].block) if report is not None and report.speaker is not PRONOUN else None

    def _headline_speaker(self, stretch: Quoted, cut: tuple[Item, ...]) -> Speaker | None:
        """`X : « ... »`, `« ... » : X`."""
        place = bisect_left(cut, stretch.outer_start, key=start_of)
        if 0 < place <= NEAR and cut[place - 1].lower == ":":
            return heading_speaker(cut[:place], self.body)
        if (dated := self._dated_speaker(cut[: min(place, NEAR)])) is not None:
            return dated
        match cut[place : place + 3]:
            case (Item(), Item(lower=":"), Item(mention=Mention() as mention)) if not place and split_ref(mention.ref)[0] is RefKind.ACTOR:
                return Speaker(mention.ref, mention.surface)
            case (Item(), Item(lower=":"), Item()) if not place:
                return person_in(cut[2:NEAR], self.body)
        return None

    def _pronoun_before_colon(self, stretch: Quoted, cut: tuple[Item, ...], number: int) -> Speaker | None:
        """`Il lève les yeux : « ... »`."""
        place = bisect_left(cut, stretch.outer_start, key=start_of)
        if not 1 < place <= NEAR or cut[place - 1].lower != ":":
            return None
        if cut[0].lower in _THEN and cut[1].lower in {",", ":"} and noun_phrase(cut[: place - 1], self.body, keep=True) is None:
            return self._shown(number, self.sentences[number].block)  # "Puis, relevant la tête : « ... »"
        if cut[0].lower not in _HE_SHE:
            return None
        speaker = self._resolved(Report(cut[0].start, cut[0].end, PRONOUN), (), number, self.sentences[number])
        return speaker if speaker != NOBODY else None

    def _dated_speaker(self, opening: tuple[Item, ...]) -> Speaker | None:
        """`X lundi : le port est « ... »`: a person, a time, and a colon behind which the words begin without marks."""
        mention = opening[0].mention if opening else None
        if mention is None or not opening[0].person:
            return None
        colon = next((place for place, item in enumerate(opening) if item.lower == ":"), 0)
        is_time = all(item.lower in words.TIMES or item.lower[:1].isdigit() for item in opening[1:colon])
        return Speaker(mention.ref, mention.surface) if colon and is_time else None

    def _within_verb(self, stretch: Quoted, cut: tuple[Item, ...]) -> Speaker | None:
        """`X a « condamné ... »`: the marks cut a verb of saying from its auxiliary."""
        place = bisect_left(cut, stretch.outer_start, key=start_of)
        first = _FIRST_WORD.match(self.body, stretch.start, stretch.end)
        if not 0 < place <= NEAR or cut[place - 1].lower not in words.HAVE or first is None:
            return None
        if words.Tense.PARTICIPLE not in words.FORMS.get(first[0].lower(), ()):
            return None
        return noun_phrase(cut[: place - 1], self.body, keep=True)

    def _opening_verb(self, stretch: Quoted, cut: tuple[Item, ...]) -> Speaker | None:
        """`X « condamne ... »`: a subject, and within the marks the verb that says so."""
        place = bisect_left(cut, stretch.outer_start, key=start_of)
        first = _FIRST_VERB.match(self.body, stretch.start, stretch.end)
        if not 0 < place <= NEAR or first is None or words.Tense.FINITE not in words.FORMS.get(first[1].lower(), ()):
            return None
        opening = cut[:place]
        if any(item.lower in words.VERBS or item.lower in words.CLAUSES or item.lower.startswith(HIDDEN) for item in opening):
            return None
        return noun_phrase(opening, self.body, keep=True)

    def _signed_behind(self, stretch: Quoted) -> Speaker | None:
        """`« ... » Le mot est de X.`"""
        signed = _SIGNED.match(self.body, stretch.outer_end)
        if signed is None:
            return None
        place = bisect_left(self._starts, signed.end())
        mention = self.mentions[place] if place < len(self.mentions) else None
        is_it = mention is not None and mention.start - signed.end() < LATTER_NEAR and self._is_human(mention.ref)
        if mention is not None and is_it:
            return Speaker(mention.ref, mention.surface)
        number = bisect_right(self.sentences, signed.start("of"), key=start_of) - 1
        cut = self.read(number)[0]
        behind = cut[bisect_left(cut, signed.end(), key=start_of) :]
        return person_in(behind, self.body) if behind and behind[0].lower in words.DETERMINERS else None

    def _bracketed_speaker(self, stretch: Quoted, cut: tuple[Item, ...]) -> Speaker | None:
        """`« ... » (X)`."""
        place = bisect_left(cut, stretch.outer_end, key=start_of)
        match cut[place : place + 3]:
            case (Item(lower="("), Item(mention=Mention() as mention), Item(lower=")")) if split_ref(mention.ref)[0] is RefKind.ACTOR:
                return Speaker(mention.ref, mention.surface)
        return None

    def _inner_speaker(self, stretch: Quoted, number: int, sentence: Sentence) -> Speaker | None:
        """`« ..., a dit X, ... »`: one quotation, its speaker inside."""
        if not _CLAUSE_WITHIN.search(self.body, stretch.start, stretch.end):
            return None
        first, last = bisect_left(self._all, stretch.start, key=mention_start), bisect_left(self._all, stretch.end, key=mention_start)
        speaker = inner_speaker(items(self.body[stretch.start : stretch.end], stretch.start, self._all[first:last]), self.body)
        if speaker is not PRONOUN:
            return speaker
        clause = _CLAUSE_WITHIN.search(self.body, stretch.start, stretch.end)
        start, end = clause.span() if clause is not None else (stretch.start, stretch.end)
        return self._resolved(Report(start, end, PRONOUN, after=True), (), number, sentence)

    def _chosen(self, stretch: Quoted, told: tuple[Report, ...]) -> tuple[Report, bool] | None:
        """Choose the report that a quotation belongs to: the one right before, right after, then the nearest before, after; then `selon`."""
        place = bisect_left(told, stretch.outer_start, key=start_of)
        before, after = told[max(0, place - NEAR) : place], told[place : place + NEAR]
        nearest = before[-1] if before else None
        adjoining = bool(after) and (after[0].after or after[0].source) and self._adjoins(stretch, after[0])
        adjoining = adjoining and (self._is_long(stretch) or self._is_listed(after[0]))
        if nearest is not None and nearest.source and self._names_source(nearest, stretch):
            return nearest, False
        if nearest is not None and len(before) > 1 and self._only_wishes(before[-2], nearest):
            return before[-2], False
        if nearest is not None and not nearest.after and not nearest.source and self._introduces(nearest, stretch):
            return self._of_both(nearest, after[0] if adjoining else None, stretch)
        if adjoining:
            return after[0], True
        firm = [report for report in before if not report.loose and not report.source]
        later = [report for report in after if report.after and not report.loose]
        leading = [report for report in before[-1:] if report.loose and self._leads_to(report, stretch)]
        sources = [report for report in (*after[:1], *reversed(before)) if report.source]
        resumed = [report for report in before[-1:] if report.after and self._touches_quote(report)]  # "« A », lance X, « B »"
        return next(((report, False) for report in (*firm[-1:], *leading, *later[:1], *resumed, *sources[:1])), None)

    def _of_both(self, before: Report, after: Report | None, stretch: Quoted) -> tuple[Report, bool]:
        """Choose between the verb that introduces a quotation and the clause right behind it, if any."""
        is_deed = (
            after is not None and after.loose and not before.loose and not self._is_listed(after)
        )  # "« ... », pourrait occuper le fauteuil"
        if after is not None and not is_deed:
            named = after.speaker.ref is None and after.speaker.words
            if named if after.source else self._is_own_clause(before, after, stretch):
                return after, True
        return before, not is_deed and self.masked[before.end : stretch.outer_start].rstrip().endswith(":")

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
        return report.source or any(map(may_report, re.findall(r"[\w-]+", self.body[report.start : report.end])[-1:]))

    def _only_wishes(self, before: Report, wish: Report) -> bool:
        """Say whether a verb tells the wish of somebody of whom the verb before speaks: `X a affirmé que Y souhaitait « ... »`."""
        said = not before.loose and not before.after and not before.source and before.speaker not in {PRONOUN, NOBODY}
        verb = self.body[wish.start : wish.end].lower()
        if not said or not verb.startswith(words.WISHES) or wish.start - before.end > _CLAUSE:
            return False
        between = self.masked[before.end : wish.start]
        return _THAT.match(between) is not None and HIDDEN not in between

    def _is_own_clause(self, before: Report, after: Report, stretch: Quoted) -> bool:
        """Say whether the clause behind tells the speaker, not the verb before: that has an object, and the clause hands on nothing."""
        between = self.masked[before.end : stretch.outer_start].strip(" :\u00a0\u202f")
        several = (before.speaker.words or "").lower().partition(" ")[0] in words.PLURALS and before.speaker.ref is None
        if several and after.speaker not in {PRONOUN, NOBODY} and is_named(after.speaker):
            return True  # "Les pêcheurs démentent : « ... », assure X, leur porte-parole"
        return bool(between) and not self.body[after.start : after.end].lower().split()[-1].startswith(words.RELAYS)

    def _adjoins(self, stretch: Quoted, report: Report) -> bool:
        gap = report.start - stretch.outer_end
        return gap < NEAR and not self.masked[stretch.outer_end : report.start].strip(" ,\u00a0\u202f–—")

    def _introduces(self, report: Report, stretch: Quoted) -> bool:
        """Say whether hardly anything stands between a verb and the quotation, or a colon ends it."""
        between = self.masked[report.end : stretch.outer_start] if stretch.outer_start - report.end < 200 else ",…"
        if between.rstrip().endswith(":"):
            return HIDDEN not in between
        return "," not in between and HIDDEN not in between and len(between.split()) <= 3

    def _carried_on(self, stretch: Quoted, number: int, sentence: Sentence) -> Speaker:
        """A quotation that opens its sentence without a speaker belongs to whom the sentence before reports; in a new block after a colon only."""
        is_near = stretch.outer_start - sentence.start < LATTER_NEAR
        if not is_near or not number or self.masked[sentence.start : stretch.outer_start].strip().lower() not in _JOINING:
            return NOBODY
        previous = self.sentences[number - 1]
        if previous.block != sentence.block and not self.masked[previous.start : previous.end].rstrip().endswith(":"):
            return self._of_paragraph_above(sentence.block) if self._goes_on_from_above(number) else self._alone_above(sentence.block)
        told = [report for report in self.read(number - 1)[1] if not report.loose or self._touches_quote(report)]
        if not told:
            return self._shown(number, sentence.block) or self._goes_on(stretch, sentence)
        if told[-1].speaker is not PRONOUN:
            return self._meant(told[-1], number - 1, previous.block)
        return self._resolved(told[-1], self.read(number - 1)[1], number - 1, previous)

    def _names_anybody(self, number: int) -> bool:
        sentence = self.sentences[number]
        return bool(self._unknown(sentence.start, sentence.end)) or next(self._persons(sentence.start, sentence.end), None) is not None

    def _goes_on(self, stretch: Quoted, sentence: Sentence) -> Speaker:
        """Return who alone has been quoted in the paragraph so far."""
        return self._alone_between(self.own_blocks[sentence.block].start, stretch.outer_start)

    def _alone_between(self, start: int, end: int) -> Speaker:
        """Return who alone is quoted in a stretch of the text that has been read, if one is."""
        first, last = (bisect_left(self.stretches, place, key=outer_start) for place in (start, end))
        spoken = {self._spoken[other] for other in self.stretches[max(first, last - NEAR) : last] if other in self._spoken}
        return spoken.pop() if len(spoken) == 1 else NOBODY

    def _goes_on_from_above(self, number: int) -> bool:
        """Say whether a paragraph is nothing but quotation, or goes on about who speaks in it: `« ... » Il se lève.`"""
        block = self.sentences[number].block
        following = self.read(number + 1)[0] if number + 1 < len(self.sentences) else ()
        goes_on = bool(following) and self.sentences[number + 1].block == block and following[0].lower in _HE_SHE
        return self._is_all_quoted(block) or goes_on

    def _alone_above(self, block: int) -> Speaker:
        """Return who alone is quoted in the paragraph above, if one is."""
        above = self.own_blocks[block - 1] if block else None
        if above is None or HEADINGS & {above.kind, self.own_blocks[block].kind}:
            return NOBODY
        return self._alone_between(above.start, above.end)

    def _of_paragraph_above(self, block: int) -> Speaker:
        """Return whose words a paragraph is that is nothing but quotation: whom the last sentence of the one above is about."""
        above = block - 1
        while above >= 0 and self._is_all_quoted(above):
            above -= 1
        number = bisect_left(self.sentences, block if above < 0 else above + 1, key=lambda sentence: sentence.block) - 1
        if above < 0 or number < 0 or self.own_blocks[above].kind in HEADINGS:
            return NOBODY
        cut, told = self.read(number)
        reports = [report for report in told if not report.loose or self._touches_quote(report)]
        if reports and reports[-1].speaker is not PRONOUN:
            return self._meant(reports[-1], number, above)
        if reports or (cut and cut[0].lower in _HE_SHE):
            taken_up = reports[-1] if reports else Report(cut[0].start, cut[0].end, PRONOUN)
            return self._resolved(taken_up, told if reports else (), number, self.sentences[number])
        about = person_in(cut[:NEAR], self.body)
        return NOBODY if about is None else self._same(about, number)

    def _shown(self, number: int, block: int) -> Speaker | None:
        """Return whom the sentences right before, in the same paragraph, are about: `X filme la scène. Il a perdu un frère. « ... »`."""
        for earlier in range(number - 1, max(-1, number - 1 - BACK), -1):
            if self.sentences[earlier].block != block:
                return None
            cut, told = self.read(earlier)
            spoken = next((report for report in reversed(told) if not report.loose or self._touches_quote(report)), None)
            if spoken is not None:
                if spoken.speaker is PRONOUN:
                    return self._resolved(spoken, told, earlier, self.sentences[earlier])
                return None if spoken.speaker == NOBODY else self._meant(spoken, earlier, block)
            about = person_in(cut[:NEAR], self.body)
            if about is not None or not cut or (cut[0].lower not in _TAKEN_UP and self._names_anybody(earlier)):
                return about
        return None

    # --- quotations ----------------------------------------------------------------------------------------------------------------

    def quotations(self) -> tuple[Quotation, ...]:
        """Return every quotation with its speaker: its own, that of the paragraphs it runs over, or that of the same words elsewhere."""
        starts = [sentence.start for sentence in self.sentences]
        kept: list[tuple[Quoted, Speaker]] = []
        for stretch in self.stretches:
            speaker, direct = self.speaker(stretch, bisect_right(starts, stretch.outer_start) - 1)
            self._spoken[stretch] = speaker
            if (direct or self._is_long(stretch)) and not self._is_only_named(stretch, speaker):
                kept.append((stretch, speaker))
        chained = _chained(kept)
        repeated = self._repeated(chained)
        return tuple(
            Quotation(stretch.start, stretch.end, self.body[stretch.start : stretch.end], speaker.ref, speaker.words)
            for stretch, speaker in repeated
        )

    def _is_only_named(self, stretch: Quoted, speaker: Speaker) -> bool:
        """Say whether marks that are in nobody's mouth hold what a thing or a work is called: `leurs « canons du diable »`, `jouera « Le Pont »`."""
        said = self.body[stretch.start : stretch.end]
        if speaker != NOBODY or len(said) > _CLAUSE or said.endswith((".", "!", "?", "…")):
            return False
        before = self.body[max(0, stretch.outer_start - _CLAUSE) : stretch.outer_start]
        if said[0].isupper():
            return len(said.split()) <= _MOST_OF_A_TITLE and _PLAYS_BEFORE.search(before) is not None
        return len(said.split()) <= _MOST_OF_A_THING and _ITS_BEFORE.search(before) is not None

    def _repeated(self, kept: list[tuple[Quoted, Speaker]]) -> list[tuple[Quoted, Speaker]]:
        """Give a heading's quotation the speaker of the same words in the text, or of a longer quotation that holds them."""
        headings = {number for number, block in enumerate(self.text.blocks) if block.kind in HEADINGS}
        orphans = [place for place, (stretch, speaker) in enumerate(kept) if speaker == NOBODY and stretch.block in headings]
        if not orphans:
            return kept
        known = [(_folded(self.body, stretch), speaker) for stretch, speaker in kept if speaker != NOBODY and stretch.block not in headings]
        same = dict(reversed(known))
        given = list(kept)
        for number, place in enumerate(orphans):
            words_of_heading = _folded(self.body, kept[place][0])
            speaker = same.get(words_of_heading) or (_longer(words_of_heading, known) if number < NEAR else None)
            given[place] = kept[place][0], speaker or self._answering(kept[place][0]) or NOBODY
        return given

    def _answering(self, stretch: Quoted) -> Speaker | None:
        """Return whom an interview names first, where its headline is nothing but a quotation: it is theirs."""
        block = self.text.blocks[stretch.block]
        alone = block.kind is BlockKind.HEADLINE and block.end - block.start <= stretch.outer_end - stretch.outer_start + 1
        if not alone or not any(_INTERVIEW.match(self.body, other.start, other.end) for other in self.text.blocks):
            return None
        named = next((mention for mention in self.mentions if mention.start >= block.end and mention.ref in self._humans), None)
        return Speaker(named.ref, named.surface) if named is not None and named.start - block.end < _INTRODUCTION else None


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
        known = next((speaker for _, speaker in chain if speaker != NOBODY), NOBODY)
        found.extend((stretch, known if speaker == NOBODY else speaker) for stretch, speaker in chain)
    return found
