"""Stage 7, speech: read a sentence as reports: who says, and which side of the verb the words stand.

In: the items of a sentence (see `phrase`). Out: Reports in reading order. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from builder.model import RefKind, split_ref
from builder.quote import words
from builder.quote.phrase import FAR, PRONOUN, REACH, Item, Report, Speaker, governed, noun_phrase, person_in
from builder.quote.sources import mouthpieces, sources
from builder.quote.words import HIDDEN, Tense

_OPENING, _FEW = 2, 6
"""Items that open a sentence; those within which somebody's trade stands."""


def reports(sentence: Sequence[Item], body: str) -> tuple[Report, ...]:
    """Return what a sentence reports, in reading order, with speakers as far as the sentence alone tells."""
    verbs = list(_verbs(sentence, body))
    first_quote = next((number for number, item in enumerate(sentence) if item.lower.startswith(HIDDEN)), len(sentence))
    found: list[Report] = []
    for number, verb in enumerate(verbs):
        border = verbs[number + 1].first if number + 1 < len(verbs) else len(sentence)
        opening = verbs[number - 1].last if number else 0
        inverted = (first_quote < verb.first or _is_retort(sentence, verb)) and _inverted(sentence, verb)
        inverted = inverted or (verb.tense in {Tense.FINITE, Tense.PARTICIPLE} and _is_compared(sentence, verb))
        subject = (
            noun_phrase(sentence[_behind_aside(sentence, verb.last) : min(border, verb.last + REACH)], body)
            if inverted
            else _late_subject(sentence, body, verb)
        )
        if subject is not None and verb.pronoun is None:
            after = first_quote < verb.first
            found.append(Report(sentence[verb.first].start, sentence[verb.last - 1].end, subject, after=after, loose=verb.loose and after))
        else:
            found.append(_report(sentence, body, verb, opening, found[-1].speaker if found else None))
    for voice in mouthpieces(sentence, body):
        found = _voiced(found, voice, body)
    found.extend(sources(sentence, body))
    return tuple(sorted(found, key=lambda report: report.start))


def _voiced(found: list[Report], voice: Report, body: str) -> list[Report]:
    """Give the verb nearest to `par la voix de X` that speaker: the one before, unless marks stand between, else the one behind; without any, X is a source."""
    before = [place for place, report in enumerate(found) if report.end <= voice.start and not _MARKS.search(body, report.end, voice.start)]
    behind = [place for place, report in enumerate(found) if report.start >= voice.end and not _MARKS.search(body, voice.end, report.start)]
    place = before[-1] if before else behind[0] if behind else None
    if place is None:
        return [*found, voice]
    return [replace(report, speaker=voice.speaker) if number == place else report for number, report in enumerate(found)]


_MARKS = re.compile('[«»“”"]')


def heading_speaker(opening: Sequence[Item], body: str) -> Speaker | None:
    """Return the actor in the words of a sentence before a colon: `X : « ... »`, `X sur Y : « ... »`."""
    opening = _unlabelled(opening)
    opening = opening[1:] if opening[0].lower in _LIKES else opening
    if (said_by := _said_by(opening, body)) is not None:
        return said_by
    relay = next((number for number, item in enumerate(opening) if item.lower in _CITES), None)
    place = relay + 1 if relay is not None else _saying(opening)
    if place:
        return noun_phrase(opening[place:-1], body, keep=True)
    if any(item.lower in words.VERBS for item in opening):
        return person_in(opening, body)
    speaker = noun_phrase(opening[:-1], body, keep=True)
    if opening[0].lower in words.HIS and len(opening) > 2 and opening[1].lower in words.PEOPLE:
        return speaker  # "Sa femme, du couloir : « ... »"
    return speaker if speaker is not None and speaker.ref is not None else person_in(opening, body)


def _said_by(opening: Sequence[Item], body: str) -> Speaker | None:
    """Return whose `phrase` or `mot` a sentence has before its colon: `Il y a cette phrase d'un voisin, que je trouve terrible : « ... »`."""
    for place in range(len(opening) - 3, max(-1, len(opening) - FAR), -1):
        if opening[place].lower in words.SAID_BY and opening[place + 1].lower in words.GENITIVES:
            return noun_phrase(governed(opening[place + 1 : -1]), body, keep=True)
    return None


_CITES = frozenset(("cite", "citent", "citait", "citant", "quoted", "quoting"))
"""Who is named behind these speaks, not who cites."""
_LIKES = frozenset(("comme", "tel", "telle"))


def _saying(opening: Sequence[Item]) -> int:
    """Return where the words behind `Réponse de`, `Les mots de` begin, 0 where a sentence does not open so."""
    for number, item in enumerate(opening[:3]):
        if item.lower in words.UTTERANCES or item.lower in words.TELLINGS:
            behind = range(number + 1, min(len(opening), number + _OF_WHOM))
            return next((place + 1 for place in behind if opening[place].lower in words.GENITIVES), 0)
    return 0


_OF_WHOM = 5
"""Items behind such a noun within which its genitive stands: `Un avertissement, aussi, de X`."""


def inner_speaker(quotation: Sequence[Item], body: str) -> Speaker | None:
    """Return who speaks by a clause within one pair of marks: `« A, dit X, B »`; only firm verbs behind a comma, with their subject behind them."""
    for verb in _verbs(quotation, body):
        if not verb.first or quotation[verb.first - 1].lower != "," or verb.tense is Tense.GERUND:
            continue
        if verb.pronoun is not None:
            return PRONOUN if verb.pronoun not in words.NOBODY else None
        if _inverted(quotation, verb):
            return noun_phrase(quotation[verb.last : verb.last + REACH], body)
    return None


# --- verbs -------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb group: items `first` to `last` (excluded), its tense, and the pronoun in it (`a-t-il`)."""

    first: int
    last: int
    tense: Tense
    loose: bool
    pronoun: str | None = None
    plural: bool = False


def _verbs(sentence: Sequence[Item], body: str) -> Iterator[_Verb]:
    reach, quoted = 0, -_BESIDE
    for number, item in enumerate(sentence):
        if item.lower.startswith(HIDDEN):
            quoted = number
            continue
        known = item.lower in words.FORMS or item.lower in words.PHRASES or "-" in item.lower
        verb = _verb(sentence, number, item, reach) if known else None
        if verb is None and number >= reach and number - quoted < _BESIDE:
            verb = _unlisted(sentence, number, body)
        if verb is not None:
            yield verb
            reach = verb.last


_BESIDE = 6
"""Items behind a quotation within which a verb that is not listed may stand: its comma and its small words."""


def _verb(sentence: Sequence[Item], number: int, item: Item, reach: int) -> _Verb | None:
    head, pronoun = _split_pronoun(item.lower)
    tenses = words.FORMS.get(head)
    last = _phrase_end(sentence, number, head)
    if last:
        tenses = {Tense.PARTICIPLE: False, Tense.FINITE: False, Tense.GERUND: False}
    elif head in _SEES and number and sentence[number - 1].lower == "y":
        tenses = {Tense.FINITE: False}  # "X y voit la main de Y, « ... »"
    elif tenses is None:
        return None
    last = last or number + 1
    before = sentence[number - 1].lower if number > reach else ""
    if Tense.PARTICIPLE in tenses and (auxiliary := _auxiliary(sentence, number, reach)) is not None:
        inverted = _split_pronoun(sentence[auxiliary].lower)[1]
        plural = sentence[auxiliary].lower.startswith(("ont", "av", "aur")) and sentence[auxiliary].lower.endswith("nt")
        return _Verb(_clitics(sentence, auxiliary, reach), last, Tense.PARTICIPLE, tenses[Tense.PARTICIPLE], inverted, plural)
    compared = number > reach + 1 and sentence[number - 2].lower == "comme"
    governed = before in words.GENITIVES or (before in words.DETERMINERS and not compared)
    if Tense.FINITE in tenses and (pronoun or not governed) and _finite(head):
        return _Verb(_clitics(sentence, number, reach), last, Tense.FINITE, tenses[Tense.FINITE], pronoun, head.endswith("ent"))
    tense = next((tense for tense in _BARE if tense in tenses and _stands_bare(tense, sentence, number, last, before)), None)
    return None if tense is None else _Verb(number, last, tense, tenses[tense])


_SEES = frozenset(("voit", "voient", "voyait", "voyaient"))
_BARE = (Tense.GERUND, Tense.INFINITIVE, Tense.ENGLISH)


def _stands_bare(tense: Tense, sentence: Sequence[Item], number: int, last: int, before: str) -> bool:
    """Say whether a form without auxiliary or ending of its own reports, by the word before it and what follows."""
    if tense is Tense.GERUND:
        return sentence[number].lower.endswith("ant") and before in {"en", ",", "tout"}
    if tense is Tense.INFINITIVE:
        return before in _BEFORE_INFINITIVE and (_leads_to_quote(sentence, last) or _goes_on_with(sentence, number, last))
    return before not in words.ENGLISH_BE and before not in words.DETERMINERS


def _goes_on_with(sentence: Sequence[Item], number: int, last: int) -> bool:
    """Say whether the sentence opens with `Et de rappeler`, and `que` follows."""
    return number == _AND_TO and sentence[0].lower == "et" and sentence[last : last + 1] != () and sentence[last].lower in {"que", "qu'"}


_AND_TO = 2
_BEFORE_INFINITIVE = frozenset("de d' à pour par va vient peut doit".split())


def _leads_to_quote(sentence: Sequence[Item], place: int) -> bool:
    following = sentence[place : place + 2]
    return bool(following) and (
        following[0].lower.startswith(HIDDEN) or (following[0].lower == ":" and following[-1].lower.startswith((HIDDEN, ":")))
    )


def _unlisted(sentence: Sequence[Item], number: int, body: str) -> _Verb | None:
    """Return the verb, whichever it is, of a clause right behind a quotation: `« ... », ironise X`, `« ... », a fini par lâcher X`.

    Its place tells it, not its meaning: any verb may report there. Its subject must begin right behind it.
    """
    first = number
    while first and sentence[first - 1].lower in _BEFORE_VERB:
        first -= 1
    if not first or not _behind_quote(sentence, first, body):
        return None
    item = sentence[number]
    last = number + 1
    lower, pronoun = _split_pronoun(item.lower)
    if pronoun is not None and pronoun not in words.NOBODY:
        return _Verb(first, _chain(sentence, last), Tense.FINITE, loose=True, pronoun=pronoun)
    if lower in words.HAVE or (lower in words.BE and first < number):
        while last < len(sentence) and last < number + 4 and sentence[last].lower.endswith("ment"):
            last += 1
        if last == len(sentence) or not words.PARTICIPLE.fullmatch(sentence[last].lower) or _is_listed(sentence, last):
            return None
        last += 1
    elif item.mention is not None or not words.looks_finite(item.surface):
        return None
    last = _chain(sentence, last)
    return _Verb(first, last, Tense.FINITE, loose=True) if _opens_subject(sentence, _behind_adverbial(sentence, last)) else None


def _behind_adverbial(sentence: Sequence[Item], place: int) -> int:
    """Return where the subject may begin behind a preposition and a name: `persifle depuis Ramla un colonel`."""
    if place + 2 < len(sentence) and sentence[place].lower in words.PREPOSITIONS and sentence[place + 1].surface[0].isupper():
        return place + 2
    return place


_BEFORE_VERB = frozenset("s' se n' ne m' me nous lui leur".split())


def _chain(sentence: Sequence[Item], last: int) -> int:
    """Return where the infinitives that hang on a verb end: `n'hésite pas à affirmer`, `a fini par lâcher`."""
    if last < len(sentence) and sentence[last].lower in {"pas", "jamais", "plus"}:
        last += 1
    while last + 1 < len(sentence) and words.INFINITIVE.fullmatch(sentence[last].lower):
        last += 1
    if last + 2 < len(sentence) and sentence[last].lower in _LINKS and words.INFINITIVE.fullmatch(sentence[last + 1].lower):
        last += 2
    return last


_LINKS = frozenset(("de", "d'", "à", "par"))


def _is_listed(sentence: Sequence[Item], number: int) -> bool:
    head = sentence[number].lower
    return head in words.FORMS or _phrase_end(sentence, number, head) > 0


def _behind_quote(sentence: Sequence[Item], place: int, body: str) -> bool:
    """Say whether a quotation and a comma stand right before, or a quotation that ended its own sentence."""
    before = sentence[max(0, place - 2) : place]
    if before[-1].lower in {",", "–", "—"}:
        return before[0].lower.startswith(HIDDEN)
    return before[-1].lower.startswith(HIDDEN) and body[before[-1].start : before[-1].end].rstrip('»”›" \u00a0\u202f').endswith(_ENDED)


_ENDED = (".", "!", "?", "…", ",")


def _opens_subject(sentence: Sequence[Item], place: int) -> bool:
    if place >= len(sentence):
        return False
    item = sentence[place]
    return item.mention is not None or item.lower in words.DETERMINERS or item.surface[0].isupper()


def _clitics(sentence: Sequence[Item], number: int, reach: int) -> int:
    """Return where a verb group starts, its `s'`, `n'`, `lui` taken in, and `comme l'`."""
    while number > reach and sentence[number - 1].lower in words.VERB_CLITICS:
        number -= 1
    compared = number - (number > reach and sentence[number - 1].lower in words.CLITICS) - 1
    return compared if compared >= reach and sentence[compared].lower == "comme" else number


def _finite(head: str) -> bool:
    """Keep participles out: a table entry of a phrase has no tense of its own."""
    return not head.endswith(("é", "mis")) and not head.endswith("ant")


def _split_pronoun(lower: str) -> tuple[str, str | None]:
    """Return verb and pronoun of `a-t-il`, `dit-elle`, `indique-t-on`."""
    head, hyphen, pronoun = lower.replace("‑", "-").rpartition("-")
    if hyphen and (pronoun in words.PRONOUNS or pronoun in words.NOBODY):
        return head.removesuffix("-t"), pronoun
    return lower, None


def _phrase_end(sentence: Sequence[Item], number: int, head: str) -> int:
    """Return where a verb with the words that make it report ends, 0 where they are not there."""
    following = " ".join(item.lower for item in sentence[number + 1 : number + 7])
    for phrase in words.PHRASES.get(head, ()):
        if following.startswith(phrase):
            return number + 1 + len(re.findall(r"[\w']+", phrase.replace("-", "")))
    return 0


def _auxiliary(sentence: Sequence[Item], number: int, reach: int) -> int | None:
    """Return where the auxiliary of a participle stands, a few words before it; adverbs may stand between, commas in pairs."""
    commas = 0
    for place in range(number - 1, max(reach, number - 8) - 1, -1):
        lower = _split_pronoun(sentence[place].lower)[0]
        reflexive = place - (place > reach and sentence[place - 1].lower == "en")  # "s'en est pris à"
        if lower in words.HAVE or (lower in words.BE and reflexive > reach and sentence[reflexive - 1].lower in {"s'", "se"}):
            return place if commas in {0, 2} else None
        if lower in words.PASSIVE or lower in words.CLAUSES or lower.startswith(HIDDEN) or lower in {";", ":", "(", ")"}:
            return None
        commas += lower == ","
    return None


# --- reports -----------------------------------------------------------------------------------------------------------------------


def _report(sentence: Sequence[Item], body: str, verb: _Verb, opening: int, before: Speaker | None) -> Report:
    """Return the report of a verb that its subject precedes; `before` is the speaker of the verb before, which ends at item `opening`."""
    start, end = sentence[verb.first].start, sentence[verb.last - 1].end
    if verb.pronoun is not None:
        nobody = verb.pronoun in words.NOBODY
        return Report(start, end, Speaker(None, None) if nobody else PRONOUN, after=_follows_quote(sentence, verb), loose=verb.loose)
    if verb.tense is Tense.GERUND:
        subject = (
            before
            or _main_subject(sentence, verb, body)
            or _relative_head(sentence[max(0, verb.first - REACH) : verb.first])
            or noun_phrase(sentence[: min(verb.first, REACH)], body, keep=True)
        )
        return Report(start, end, subject or Speaker(None, None), loose=verb.loose)
    region = _unlabelled(sentence[max(opening, verb.first - REACH) : verb.first])
    subject = _teller(region, _subject(region, body, verb, first=not opening), body)
    after = subject is not None and verb.tense is Tense.ENGLISH and _trails_quote(region, sentence, verb)
    if subject is None and before is None and verb.tense is Tense.INFINITIVE:
        return Report(start, end, PRONOUN)  # "Et d'ajouter : ...": whoever has just spoken
    return Report(start, end, subject or before or Speaker(None, None), after=after, loose=verb.loose)


def _relative_head(region: Sequence[Item]) -> Speaker | None:
    """Return the person whom the last relative clause is about: `le port a un maire, X, qui a signé en lâchant`."""
    place = next((place for place in range(len(region) - 1, 1, -1) if region[place].lower in {"qui", "who"}), 0)
    head = region[place - 2] if place > 1 and region[place - 1].lower == "," else None
    return Speaker(head.mention.ref, head.surface) if head is not None and head.mention is not None and head.person else None


def _main_subject(sentence: Sequence[Item], verb: _Verb, body: str) -> Speaker | None:
    """Return the subject of the clause behind a gerund that opens its sentence: `Tout en admettant « ... », X a dit`."""
    if verb.first > _OPENING or any(item.mention is not None or item.lower not in {"tout", "en"} for item in sentence[: verb.first]):
        return None
    comma = next((place for place, item in enumerate(sentence[: verb.last + REACH]) if place > verb.last and item.lower == ","), None)
    return None if comma is None else noun_phrase(sentence[comma + 1 : comma + REACH], body, keep=True)


def _unlabelled(region: Sequence[Item]) -> Sequence[Item]:
    """Drop the words before a colon: `Le présentateur : X a dit` is X's saying."""
    colon = next((number for number, item in enumerate(region[:-1]) if item.lower == ":"), None)
    return region if colon is None else region[colon + 1 :]


def _follows_quote(sentence: Sequence[Item], verb: _Verb) -> bool:
    return verb.first == 0 or any(item.lower.startswith(HIDDEN) for item in sentence[max(0, verb.first - 2) : verb.first])


def _inverted(sentence: Sequence[Item], verb: _Verb) -> bool:
    """Say whether the subject may stand behind the verb: `« ... », a dit X`, `« ... » à l'est, a dit X`."""
    if verb.tense in {Tense.GERUND, Tense.INFINITIVE} or verb.first == 0 or sentence[verb.last - 1].lower in _TELLS:
        return False
    before = sentence[verb.first - 1].lower
    following = sentence[verb.last].lower if verb.last < len(sentence) else ""
    detached = before in {",", ")", "–", "—"} or before.startswith(HIDDEN)
    return detached and following not in words.FOLLOWED_BY_CLAUSE and not following.startswith(HIDDEN)


_TELLS = frozenset(("told", "tells"))
"""What stands behind these is always whom they tell."""


def _is_compared(sentence: Sequence[Item], verb: _Verb) -> bool:
    """Say whether a verb opens with `comme me l'a`, `ainsi que le`, and its subject stands behind it: `comme me l'a dit X : « ... »`."""
    place = verb.last - 2
    while place >= 0 and (sentence[place].lower in words.CLITICS or sentence[place].lower in words.HAVE):
        place -= 1
    if place < 0 or not _opens_subject(sentence, verb.last):
        return False
    return sentence[place].lower == "comme" or (place > 0 and sentence[place].lower == "que" and sentence[place - 1].lower == "ainsi")


def _behind_aside(sentence: Sequence[Item], place: int) -> int:
    """Return where the subject behind a verb may begin: `résume, la gorge nouée, un voisin` sets something between."""
    if place < len(sentence) and sentence[place].lower == ",":
        end = next((number for number in range(place + 1, min(len(sentence), place + _ASIDE)) if sentence[number].lower == ","), None)
        if end is not None and _opens_subject(sentence, end + 1):
            return end + 1
    return place


_ASIDE = 10
"""Items within which an aside between two commas ends."""


def _is_retort(sentence: Sequence[Item], verb: _Verb) -> bool:
    """Say whether a verb stands behind one word and a comma: `Faux, réplique X`."""
    return verb.first == _RETORT and sentence[1].lower == "," and sentence[0].mention is None and _opens_subject(sentence, verb.last)


_RETORT = 2


def _late_subject(sentence: Sequence[Item], body: str, verb: _Verb) -> Speaker | None:
    """Return the actor behind the verb of a clause that closes a sentence without marks: `Le pont a été pris, a dit X.`"""
    opening = sentence[max(0, verb.first - REACH) : verb.first]
    if verb.pronoun is not None or not _inverted(sentence, verb):
        return None
    if _is_said_by(sentence, verb):
        return noun_phrase(sentence[verb.last : verb.last + REACH], body)
    if not any(item.lower in words.VERBS for item in opening):
        return None
    if any(item.lower in words.STOPS or item.lower.startswith(HIDDEN) for item in opening):
        return None
    subject = noun_phrase(sentence[verb.last : verb.last + REACH], body)
    return subject if subject is not None and subject.ref is not None else None


def _is_said_by(sentence: Sequence[Item], verb: _Verb) -> bool:
    """Say whether a person stands behind a verb that no person can be the object of: `Le pont sera fermé, a fait savoir la maire`."""
    if not sentence[verb.last - 1].lower.startswith(words.SAYINGS) or verb.last >= len(sentence):
        return False
    place = verb.last
    for _ in range(_ASIDE):
        if place + 1 < len(sentence) and sentence[place].lower in words.TIMES:
            place += 1
        elif place + 2 < len(sentence) and sentence[place].lower in words.PREPOSITIONS:
            place += 2 + (sentence[place + 1].lower in words.DETERMINERS)
    following = sentence[place : place + 2]
    if not following or following[0].person:
        return bool(following)
    return following[0].lower in words.DETERMINERS and (following[-1].person or words.is_person(following[-1].lower))


def _trails_quote(region: Sequence[Item], sentence: Sequence[Item], verb: _Verb) -> bool:
    """Say whether an English subject and verb end the sentence of the quotation before: `“...,” X said.`"""
    following = sentence[verb.last].lower if verb.last < len(sentence) else ""
    if following in words.FOLLOWED_BY_CLAUSE or following.startswith(HIDDEN):
        return False
    return any(item.lower.startswith(HIDDEN) for item in region)


def _subject(region: Sequence[Item], body: str, verb: _Verb, *, first: bool) -> Speaker | None:
    """Return the subject before a verb: the noun phrase of its own clause; for the first verb, otherwise the one that opens the sentence.

    `et a dit` has no noun phrase of its own: the subject is that of the verb before.
    """
    region = _without_relative(_own_part(region))
    for place in range(len(region) - 1, -1, -1):
        item = region[place]
        if item.lower.startswith(HIDDEN):
            region = region[place + 1 :]
            break
        if item.lower in words.CLAUSES or item.lower in _WHICH or (item.lower in _WHILE and place > _OPENING):
            if item.lower in words.JOINERS and verb.plural and _singular(region[place + 1 :]):
                continue  # "X et Y ont dit"
            own = noun_phrase(_main_clause(region, place), body, keep=True)
            own = own if own is not None and (own.words is not None or own.ref is not None) else _antecedent(region, place, body)
            if own is not None or not first:
                return own
            break
    else:
        return noun_phrase(region, body, keep=True)
    return noun_phrase(region, body, keep=True) if first or region else None


def _teller(region: Sequence[Item], subject: Speaker | None, body: str) -> Speaker | None:
    """Return whose words the subject is, where it is words: `Un autre message, du général X, disait`."""
    if subject is None or subject.ref is not None or not words.UTTERANCES & set((subject.words or "").lower().split()):
        return subject
    region = _without_relative(region)
    behind = (place for place, item in enumerate(region[1:-1], 1) if item.lower in words.GENITIVES and region[place - 1].lower == ",")
    place = next(behind, None)
    return subject if place is None else noun_phrase(governed(region[place:]), body, keep=True) or subject


_WHILE = frozenset(("quand", "lorsque", "lorsqu'", "where", "when"))
"""What opens another clause within a sentence."""


def _own_part(region: Sequence[Item]) -> Sequence[Item]:
    """Return what stands behind the last semicolon: it parts one subject from the next."""
    place = next((place for place in range(len(region) - 2, -1, -1) if region[place].lower == ";"), -1)
    return region[place + 1 :]


def _main_clause(region: Sequence[Item], place: int) -> Sequence[Item]:
    """Return what stands behind a clause's first word; behind the comma that ends a relative one: `savoir qui a tiré, X [répond]`."""
    behind = region[place + 1 :]
    listed = region[place].lower in words.JOINERS and region[-1].lower != ","  # "... qui a tué X et Y, le même Z assurait"
    if region[place].lower not in {"qui", "who"} and not listed:
        return behind
    comma = next((number for number in range(len(behind) - 2, 0, -1) if behind[number].lower == ","), None)
    return behind[comma + 1 :] if comma is not None and _opens_subject(behind, comma + 1) else behind


def _antecedent(region: Sequence[Item], place: int, body: str) -> Speaker | None:
    """Return the actor whom a preposition governs and a relative clause takes up: `même colère chez X, qui dénonce`."""
    if place < _GOVERNED or region[place].lower not in _WHO:
        return None
    if region[place - 1].lower != ",":
        return _described_head(region[:place], body)
    mention = region[place - 2].mention
    if region[place].lower in _WHICH and mention is not None:
        return Speaker(mention.ref, region[place - 2].surface)  # "selon la radio, laquelle annonce"
    governor = region[place - _GOVERNED].lower
    if governor == "," and mention is not None and region[place - 2].person:
        return Speaker(mention.ref, mention.surface)  # "son ministre du Port, X, qui demandait"
    whose = governor in words.GENITIVES and region[place - 2].person and not words.is_person(region[place - _GOVERNED - 1].lower)
    governed = mention is not None and (governor in words.PREPOSITIONS or whose)
    return Speaker(mention.ref, mention.surface) if mention and governed and split_ref(mention.ref)[0] is RefKind.ACTOR else None


def _described_head(region: Sequence[Item], body: str) -> Speaker | None:
    """Return the person by trade whom a relative clause takes up: `interpellé par un opposant qui lui criait`."""
    start = next(
        (place for place in range(len(region) - 2, max(-1, len(region) - _FEW), -1) if region[place].lower in words.DETERMINERS), None
    )
    if start is None or not words.is_person(region[start + 1].lower):
        return None
    return Speaker(None, body[region[start].start : region[-1].end])


_WHICH = frozenset(("lequel", "laquelle"))
_WHO = _WHICH | {"qui", "who"}
_GOVERNED = 3


def _without_relative(region: Sequence[Item]) -> Sequence[Item]:
    """Drop a relative clause between commas that ends before the verb: `X, dont c'était le tour, a dit`."""
    if not region or region[-1].lower != ",":
        return region
    mention = region[0].mention
    if mention is not None and len(region) > _GOVERNED and region[1].lower == "," and region[2].lower in {"qui", "who"}:
        return region[:1]  # "X, qui a prié lundi à Ramla, pour la fête, a promis"
    opens = (place for place in range(len(region) - 2, 1, -1) if region[place].lower in words.RELATIVES and region[place - 1].lower == ",")
    cut = next(opens, None)
    if cut is None or any(item.lower == "," for item in region[cut:-1]):
        return region  # "X, dont le porte-parole, Y, a dit"
    return region[: cut - 1]


def _singular(phrase: Sequence[Item]) -> bool:
    return bool(phrase) and (phrase[0].mention is not None or phrase[0].lower in words.SINGULAR)


def agent(sentence: Sequence[Item], place: int, body: str) -> Speaker | None:
    """Return by whom a thing is called what the quotation at item `place` says: `qualifié de « ... » par X`, `décrit par X comme « ... »`."""
    start = max(0, place - _AGENT)
    for number in range(place - 1, start - 1, -1):
        item = sentence[number]
        if item.lower.startswith(HIDDEN) or item.lower in {";", ":"}:
            return None
        tenses = words.FORMS.get(item.lower)
        if tenses is None or Tense.PARTICIPLE not in tenses:
            continue
        if _auxiliary(sentence, number, 0) is not None:
            return None
        behind = sentence[number + 1 : place]
        if behind and behind[0].lower in words.AGENTS:
            return noun_phrase(behind[1:], body, keep=True)
        follows = len(behind) <= 1 and place + 1 < len(sentence) and sentence[place + 1].lower in words.AGENTS
        return noun_phrase(sentence[place + 2 : place + 2 + REACH], body) if follows else None
    return None


_AGENT = 10
"""Items before a quotation within which such a participle stands."""
