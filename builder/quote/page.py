"""Stage 7, page: give each quotation of a text its speaker.

In: a Text, its Naming, its quoted stretches, the actors. Out: Quotations. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from builder.gender import is_woman
from builder.model import BlockKind, Mention, Quotation, RefKind, Rule, Unresolved, split_ref
from builder.quote import words
from builder.quote.description import Description, agrees, body, description, fits
from builder.quote.marks import Quoted
from builder.quote.people import BACK, NEAR, People, is_named, same_gender
from builder.quote.phrase import PRONOUN, Item, Speaker, items, noun_phrase, person_in
from builder.quote.reading import Sentence, may_report, mention_start, outer_start, start_of
from builder.quote.speech import Report, agent, heading_speaker, inner_speaker
from builder.quote.words import HIDDEN

_NOBODY = Speaker(None, None)
_CLAUSE_WITHIN = re.compile(
    r",\s(?:s['’]|se\s|[mn]['’]|me\s|nous\s|lui\s)?(?:(?:a|ont|avait|est|était)(?:-t-(?:il|elle))?\s\w+|\w+(?:e|ent|it|ait|end|ient|era)(?:\s(?:de son côté\s|à son tour\s|pour sa part\s|alors\s|aussi\s)?(?:(?:un|une|le|la|ce|cet|cette|son|sa|M|Mme)\b|l['’]|[^\W\d_a-zß-ÿ])"
    r"|(?:-t)?-(?:il|elle)\b)"
    r"|(?:affirm|ajout|assur|annonc|déclar|expliqu|racont|estim|confi|soulign|rappel|insist|précis|indiqu|témoign|résum|not)(?:e|ent|ait)\b"
    r"|(?:\w+\s){0,3}?(?:says?|said)\b)"
)
"""A quick look for what may be a reporting clause inside the marks."""
_HE_OR_SHE = re.compile(r"\b(?:il|elle|he|she)\b", re.IGNORECASE)
_THEN = frozenset(("puis", "et", "enfin", "alors", "ensuite", "mais", "then"))
_THEM = re.compile(r"[Pp]our (?:lui|elle),")
_HE_SHE = frozenset(("il", "elle", "he", "she"))
_THAT = re.compile(r"\s(?:\w+\s){0,4}?(?:que\s|qu['’]|that\s)")
_LATTER = re.compile(r"\b(?:ce dernier|cette dernière|celui-ci|celle-ci|the latter)\b", re.IGNORECASE)
_LATTER_NEAR = 24
"""Code points beside a verb within which its subject may stand so."""
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
_ANSWERS = re.compile(r"(?:a\s)?(?:rétor|répli|répon|corrig|temp[éè]r|nuanc|contr|ripost|renchéri|abond|object)")
"""Verbs of somebody else than who spoke before."""
_GOES_ON = re.compile(r"\b(?:ajout|poursui|conclu|continu|repri|reprend|renchéri|insist|add(?:ed|s)\b|continued)", re.IGNORECASE)
"""Verbs that carry on what the same person said before."""
_INTERVIEW = re.compile(
    r"(?:propos recueillis|entretien (?:réalisé|mené|avec)|interview (?:réalisée|by|with)|recueilli par|[–—-]\s[^.!?]{3,120}\?$)",
    re.IGNORECASE,
)
_INTRODUCTION = 600
"""Code points behind a headline within which an interview says who answers."""
_VERB_BEHIND = re.compile(r"\s(?:n['’]|ne\s|s['’]|se\s|l['’]|lui\s|leur\s)?([a-zà-ÿœ]+)")
_PLAYS_BEFORE = re.compile(r"\b(?:jou|interprét|publi|réalis|tourn|mont)(?:e|ent|ait|era|eront|é|er)\b(?:\s[\w’'-]+){0,3}\s$")
_ITS_BEFORE = re.compile(r"\b(?:leurs?|ses|son|sa|des|les|le|la|their|its)\s$")
_MOST_OF_A_TITLE, _MOST_OF_A_THING = 6, 4
"""Words that the name of a work or of a thing has at most, and what leads to it."""
_CLAUSE = 120
"""Code points between a verb of saying and one of wishing in its clause."""
_OBJECT = 12
"""Words that such a verb's object has at most."""
_ORDER = ("le premier", "le second")
_ONE_OF_TWO = {_ORDER[0]: 0, "la première": 0, "l'un": 0, "l'une": 0, _ORDER[1]: 1, "la seconde": 1, "l'autre": 1}
_TWO_SENTENCES = 3
_WHO_BEHIND = re.compile(r",\s(?:qui|who|\d{1,2}\sans|aged)\b")
_NAME_BEHIND_RELATIVE = re.compile(
    r"\s(?:qui|dont|que|qu['’])\s?[^,.;:«»“”]{2,60},\s(?P<name>[^\W\d_a-zß-öø-ÿ][\w’-]+(?:\s(?:al-|el-)?[^\W\d_a-zß-öø-ÿ][\w’-]+){1,3})"
)
_TAKEN_UP = words.PRONOUNS | {"son", "sa", "ses", "his", "her"}
_HEADINGS = frozenset((BlockKind.HEADLINE, BlockKind.SUBHEAD))
_WHOM = frozenset("qui lequel laquelle lesquels lesquelles".split())
_SOURCE = 4
"""Items at least that name a source and lead to its words: `un témoin pour qui`."""
_GAP = 2


class Page(People):
    """A text whose quotations get their speakers."""

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
                if (report.loose and not self._touches_quote(report)) or self._hands_on(report):
                    continue
                if report.speaker is PRONOUN:
                    meant = self._resolved(report, self.read(here)[1], here, sentence)
                    known = known if meant == _NOBODY else meant
                elif not _takes_up(report.speaker, known):
                    known = self._meant(report, here, sentence.block)
                if known != _NOBODY:
                    self._last[here] = known, sentence.block
        last = self._last[number - 1] if number else None
        return last[0] if last is not None and block - last[1] <= 1 else _NOBODY

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
            return _NOBODY
        opening = (number for number in range(min(BACK, len(self.sentences))) if self.sentences[number].end <= block.end)
        found = (self._headed(self.read(number)[0][:NEAR]) for number in opening)
        return next((speaker for speaker in found if speaker is not None), _NOBODY)

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

    def _hands_on(self, report: Report) -> bool:
        """Say whether a medium only reports what has happened: `X a signé, rapporte l'agence Y`. It is not who speaks on."""
        known = self.actors.get(split_ref(report.speaker.ref)[1]) if report.speaker.ref is not None else None
        relays = known is not None and known.kind == "media" and self.body[report.start : report.end].lower().startswith(words.RELAYS)
        return relays and not self._touches_quote(report)

    def _touches_quote(self, report: Report) -> bool:
        around = self.masked[max(0, report.start - 3) : report.start] + self.masked[report.end : report.end + 4]
        return HIDDEN in around

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
        which = _ONE_OF_TWO.get(cut[place - 2].lower + cut[place - 1].lower) if place > 1 and cut[place - 2].lower == "l'" else None
        return self._nth_of_two(which, sentence.start, cut[place - 2].start) if which is not None else None

    def _nth_of_two(self, which: int, start: int, end: int) -> Speaker | None:
        """Return the first or the second person of a stretch that names two."""
        named = {mention.ref: mention for mention in self._persons(start, end)}
        mention = list(reversed(named.values()))[which] if len(named) == len(_ORDER) else None
        return Speaker(mention.ref, mention.surface) if mention is not None else None

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
        if cut[0].lower in _THEN and noun_phrase(cut[: place - 1], self.body, keep=True) is None:
            return self._shown(number, self.sentences[number].block)  # "Puis, relevant la tête : « ... »"
        if cut[0].lower not in _HE_SHE:
            return None
        speaker = self._resolved(Report(cut[0].start, cut[0].end, PRONOUN), (), number, self.sentences[number])
        return speaker if speaker != _NOBODY else None

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
        first = re.compile(r"\w+").match(self.body, stretch.start, stretch.end)
        if not 0 < place <= NEAR or cut[place - 1].lower not in words.HAVE or first is None:
            return None
        if words.Tense.PARTICIPLE not in words.FORMS.get(first[0].lower(), ()):
            return None
        return noun_phrase(cut[: place - 1], self.body, keep=True)

    def _opening_verb(self, stretch: Quoted, cut: tuple[Item, ...]) -> Speaker | None:
        """`X « condamne ... »`: a subject, and within the marks the verb that says so."""
        place = bisect_left(cut, stretch.outer_start, key=start_of)
        first = re.compile(r"(?:n['’]|ne\s|s['’]|se\s)?(\w+)").match(self.body, stretch.start, stretch.end)
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
        is_it = mention is not None and mention.start - signed.end() < _LATTER_NEAR and self._is_human(mention.ref)
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
        clause = _CLAUSE_WITHIN.search(self.body, stretch.start, stretch.end) or stretch
        start = clause.start() if isinstance(clause, re.Match) else stretch.start
        end = clause.end() if isinstance(clause, re.Match) else stretch.end
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
            nearest = before[-2]
            return nearest, False
        if nearest is not None and not nearest.after and not nearest.source and self._introduces(nearest, stretch):
            named = after[0].speaker.ref is None and after[0].speaker.words if adjoining else None
            if adjoining and after[0].loose and not nearest.loose and not self._is_listed(after[0]):
                return nearest, False  # "« ... », pourrait occuper le fauteuil"
            if adjoining and (named if after[0].source else self._is_own_clause(nearest, after[0], stretch)):
                return after[0], True
            return nearest, self.masked[nearest.end : stretch.outer_start].rstrip().endswith(":")
        if adjoining:
            return after[0], True
        firm = [report for report in before if not report.loose and not report.source]
        later = [report for report in after if report.after and not report.loose]
        leading = [report for report in before[-1:] if report.loose and self._leads_to(report, stretch)]
        sources = [report for report in (*after[:1], *reversed(before)) if report.source]
        resumed = [report for report in before[-1:] if report.after and self._touches_quote(report)]  # "« A », lance X, « B »"
        return next(((report, False) for report in (*firm[-1:], *leading, *later[:1], *resumed, *sources[:1])), None)

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
        said = not before.loose and not before.after and not before.source and before.speaker not in {PRONOUN, _NOBODY}
        verb = self.body[wish.start : wish.end].lower()
        if not said or not verb.startswith(words.WISHES) or wish.start - before.end > _CLAUSE:
            return False
        between = self.masked[before.end : wish.start]
        return _THAT.match(between) is not None and HIDDEN not in between

    def _is_own_clause(self, before: Report, after: Report, stretch: Quoted) -> bool:
        """Say whether the clause behind tells the speaker, not the verb before: that has an object, and the clause hands on nothing."""
        between = self.masked[before.end : stretch.outer_start].strip(" :\u00a0\u202f")
        several = (before.speaker.words or "").lower().partition(" ")[0] in words.PLURALS and before.speaker.ref is None
        if several and after.speaker not in {PRONOUN, _NOBODY} and is_named(after.speaker):
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

    def _resolved(self, report: Report, told: tuple[Report, ...], number: int, sentence: Sentence) -> Speaker:
        place = bisect_left(told, report.start, key=start_of)
        earlier = (other.speaker for other in reversed(told[max(0, place - NEAR) : place]))
        known = next((speaker for speaker in earlier if speaker is not PRONOUN and speaker != _NOBODY), None)
        if known is not None:
            return known
        if (led := self._led_to(number)) is not None:
            return led
        if _LATTER.search(self.body, max(sentence.start, report.start - _LATTER_NEAR), min(sentence.end, report.end + _LATTER_NEAR)):
            latter = self.last_named(number - 1) if number and self.sentences[number - 1].block >= sentence.block - 1 else None
            if latter is not None:
                return latter
        pronoun = _HE_OR_SHE.search(self.body, max(sentence.start, report.start - 12), report.end)
        goes_on = _GOES_ON.search(self.body, report.start, report.end) is not None
        if pronoun is None and _THEM.match(self.body, report.start):
            pronoun = _HE_OR_SHE.search("il" if "lui" in self.body[report.start : report.start + _LATTER_NEAR] else "elle")
        subject = self._nearest_subject(number, sentence.block, pronoun[0].lower()) if pronoun is not None and not goes_on else None
        known = subject or self.last_speaker(number, sentence.block)
        if known != _NOBODY and (pronoun is None or self._agrees(known, pronoun[0].lower())):
            return known
        if pronoun is None:
            return _NOBODY
        known = self._antecedent(number, sentence.block, pronoun[0].lower())
        return self.portrayed if known == _NOBODY and self._agrees(self.portrayed, pronoun[0].lower()) else known

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
            return _NOBODY
        named = {mention.ref: mention for mention in self._persons(block.start, block.end)}
        first, last = (bisect_left(self._strange, place, key=mention_start) for place in (block.start, block.end))
        strangers = [name for name in self._strange[first:last] if " " in name.surface]
        if len(named) + len(strangers) != 1:
            return _NOBODY
        return Speaker(None, strangers[0].surface) if strangers else next(Speaker(ref, named[ref].surface) for ref in named)

    def _agrees(self, speaker: Speaker, pronoun: str) -> bool:
        """Say whether `il`, `elle`, `he` or `she` can be a speaker: no power, no several, nobody with the article of the other gender."""
        if speaker == _NOBODY:
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
                person = (
                    self.portrayed if self._agrees(self.portrayed, pronoun) else self.last_named(earlier)
                )  # "On attend X. Elle a connu Y."
            if person is not None and self._agrees(person, pronoun) and not self._is_only_headed(person, earlier):
                return self._same(person, earlier)
        return None

    def _is_only_headed(self, person: Speaker, number: int) -> bool:
        """Say whether a heading, which is no sentence, makes up somebody whom no record knows: `Le vieux boulanger et la ligne de front`."""
        return person.ref is None and self.own_blocks[self.sentences[number].block].kind in _HEADINGS

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
        place = self.body.find(speaker.words or "", self.sentences[number].start, self.sentences[number].end)
        before = min(report.start, place) if place >= 0 else report.start
        return self._described(said, before, number, answers=_ANSWERS.match(self.body, report.start) is not None) or speaker

    def _counted(self, spoken: str, number: int) -> Speaker | None:
        """Return whom `le premier` or `le second` is: one of the two persons whom the sentence before names."""
        which = _ONE_OF_TWO.get(spoken.lower().replace("’", "'"))
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
        last = self.last_speaker(number, block) if answers else _NOBODY
        if said.noun in words.CONCERNED and self.portrayed not in {_NOBODY, last}:
            return self.portrayed
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
        anybody = (speaker for speaker in near if self._may_be_anybody(speaker) and same_gender(said, speaker))
        return (next(anybody, None) if said.pointing or not said.complement else None) or self._only_woman(said, near)

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
        return any(report.speaker is not PRONOUN and report.speaker != _NOBODY for report in told)

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
        return self._doer(number - 1, block) or self._introduced(number - 1, block) or _NOBODY

    def _introduced(self, number: int, block: int) -> Speaker | None:
        """Return whom a sentence introduces by a first name and a relative clause: `the boy, Rami, who holds places`."""
        if number < 0 or self.sentences[number].block != block:
            return None
        sentence = self.sentences[number]
        first = bisect_left(self._strange, sentence.start, key=mention_start)
        named = self._strange[first : bisect_left(self._strange, sentence.end, key=mention_start)]
        told = [name for name in named if _WHO_BEHIND.match(self.body, name.end)]
        return Speaker(None, told[-1].surface) if told else None

    def _doer(self, number: int, block: int) -> Speaker | None:
        """Return the one person by name who does something in a sentence, wherever in it: `C'est tout ce que X a sauvé`."""
        if number < 0 or self.sentences[number].block != block:
            return None
        sentence = self.sentences[number]
        first = bisect_left(self._strange, sentence.start, key=mention_start)
        strange = self._strange[first : bisect_left(self._strange, sentence.end, key=mention_start)]
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

    def _carried_on(self, stretch: Quoted, number: int, sentence: Sentence) -> Speaker:
        """A quotation that opens its sentence without a speaker belongs to whom the sentence before reports; in a new block after a colon only."""
        opening = self.masked[sentence.start : stretch.outer_start].strip().lower()
        if opening not in _JOINING or not number:
            return _NOBODY
        previous = self.sentences[number - 1]
        if previous.block != sentence.block and not self.masked[previous.start : previous.end].rstrip().endswith(":"):
            return self._of_paragraph_above(sentence.block) if self._is_all_quoted(sentence.block) else _NOBODY
        told = [report for report in self.read(number - 1)[1] if not report.loose or self._touches_quote(report)]
        if not told:
            return self._shown(number, sentence.block) or self._goes_on(stretch, sentence)
        if told[-1].speaker is not PRONOUN:
            return self._meant(told[-1], number - 1, previous.block)
        return self._resolved(told[-1], self.read(number - 1)[1], number - 1, previous)

    def _names_anybody(self, number: int) -> bool:
        sentence = self.sentences[number]
        place = bisect_left(self._strange, sentence.start, key=mention_start)
        named = place < len(self._strange) and self._strange[place].start < sentence.end
        return named or next(self._persons(sentence.start, sentence.end), None) is not None

    def _goes_on(self, stretch: Quoted, sentence: Sentence) -> Speaker:
        """Return who alone has been quoted in the paragraph so far."""
        block = self.own_blocks[sentence.block]
        first, last = (bisect_left(self.stretches, place, key=outer_start) for place in (block.start, stretch.outer_start))
        spoken = {self._spoken[other] for other in self.stretches[max(first, last - NEAR) : last] if other in self._spoken}
        return spoken.pop() if len(spoken) == 1 else _NOBODY

    def _is_all_quoted(self, block: int) -> bool:
        """Say whether a paragraph is nothing but quotation."""
        own = self.own_blocks[block]
        return own.kind not in _HEADINGS and not self.masked[own.start : own.end].strip(f"{HIDDEN} \u00a0\u202f\n")

    def _of_paragraph_above(self, block: int) -> Speaker:
        """Return whose words a paragraph is that is nothing but quotation: whom the last sentence of the one above is about."""
        above = block - 1
        while above >= 0 and self._is_all_quoted(above):
            above -= 1
        number = bisect_left(self.sentences, block if above < 0 else above + 1, key=lambda sentence: sentence.block) - 1
        if above < 0 or number < 0 or self.own_blocks[above].kind in _HEADINGS:
            return _NOBODY
        cut, told = self.read(number)
        reports = [report for report in told if not report.loose or self._touches_quote(report)]
        if reports and reports[-1].speaker is not PRONOUN:
            return self._meant(reports[-1], number, above)
        if reports or (cut and cut[0].lower in _HE_SHE):
            taken_up = reports[-1] if reports else Report(cut[0].start, cut[0].end, PRONOUN)
            return self._resolved(taken_up, told if reports else (), number, self.sentences[number])
        about = person_in(cut[:NEAR], self.body)
        return _NOBODY if about is None else self._same(about, number)

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
                return None if spoken.speaker == _NOBODY else self._meant(spoken, earlier, block)
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
        if speaker != _NOBODY or len(said) > _CLAUSE or said.endswith((".", "!", "?", "…")):
            return False
        before = self.body[max(0, stretch.outer_start - _CLAUSE) : stretch.outer_start]
        if said[0].isupper():
            return len(said.split()) <= _MOST_OF_A_TITLE and _PLAYS_BEFORE.search(before) is not None
        return len(said.split()) <= _MOST_OF_A_THING and _ITS_BEFORE.search(before) is not None

    def _repeated(self, kept: list[tuple[Quoted, Speaker]]) -> list[tuple[Quoted, Speaker]]:
        """Give a heading's quotation the speaker of the same words in the text, or of a longer quotation that holds them."""
        headings = {number for number, block in enumerate(self.text.blocks) if block.kind in _HEADINGS}
        orphans = [place for place, (stretch, speaker) in enumerate(kept) if speaker == _NOBODY and stretch.block in headings]
        if not orphans:
            return kept
        known = [
            (_folded(self.body, stretch), speaker) for stretch, speaker in kept if speaker != _NOBODY and stretch.block not in headings
        ]
        same = dict(reversed(known))
        given = list(kept)
        for number, place in enumerate(orphans):
            words_of_heading = _folded(self.body, kept[place][0])
            speaker = same.get(words_of_heading) or (_longer(words_of_heading, known) if number < NEAR else None)
            given[place] = kept[place][0], speaker or self._answering(kept[place][0]) or _NOBODY
        return given

    def _answering(self, stretch: Quoted) -> Speaker | None:
        """Return whom an interview names first, where its headline is nothing but a quotation: it is theirs."""
        block = self.text.blocks[stretch.block]
        alone = block.kind is BlockKind.HEADLINE and block.end - block.start <= stretch.outer_end - stretch.outer_start + 1
        if not alone or not any(_INTERVIEW.match(self.body, other.start, other.end) for other in self.text.blocks):
            return None
        named = next((mention for mention in self.mentions if mention.start >= block.end and mention.ref in self._humans), None)
        return Speaker(named.ref, named.surface) if named is not None and named.start - block.end < _INTRODUCTION else None


def _takes_up(speaker: Speaker, known: Speaker) -> bool:
    """Say whether `le géographe` is whoever has just spoken, by a name that a record knows."""
    if speaker.ref is not None or known.ref is None or speaker.words is None:
        return False
    article, _, noun = speaker.words.lower().replace("’", "' ").replace("'  ", "' ").partition(" ")
    return article in {"le", "la", "l'"} and noun in words.TRADES


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
