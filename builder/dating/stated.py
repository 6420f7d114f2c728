"""Find the lines that state when a text came out: "Publié le 6 décembre 2016 à 10h12", "BEYROUTH, 6 déc 2016 (AFP) -".

In: a Text and its expressions. Out: Statements. Pure. A report "publié le 6 décembre" in running prose is no such line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.dating.expressions import Expression, Kind, Sentence
from builder.dating.rules import DateRule
from builder.model import BlockKind, Text

_FURNITURE = frozenset({BlockKind.DATELINE, BlockKind.BYLINE, BlockKind.BOILERPLATE})
_LINE = 160
"""A line of furniture is no longer than this many code points, or is known as furniture."""
_ALONE = 45
"""A date stands alone if at most so many other code points stand in its block."""
_OPENING = 60
"""A dateline's date stands within so many code points from the start of its block."""
_BODY = 200
"""The first block of so many code points begins the article's own text."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A date that a line states as the day of publication (or, by `UPDATED`, of a later revision)."""

    expression: Expression
    rule: DateRule


def statements(text: Text, found: tuple[Expression, ...]) -> tuple[Statement, ...]:
    """Return the statements in order of place."""
    blocks = {(block.start, block.end): block for block in text.blocks}
    spans = sorted(blocks)
    body_start = next(
        (start for start, end in spans if end - start >= _BODY and blocks[start, end].kind is BlockKind.PARAGRAPH), len(text.body)
    )
    result: list[Statement] = []
    place = 0
    for expression in found:
        if expression.kind is Kind.YEAR and _is_copyright(text, expression):
            result.append(Statement(expression, DateRule.COPYRIGHT))
        if expression.kind is not Kind.DATE:
            continue
        while place + 1 < len(spans) and spans[place + 1][0] <= expression.start:
            place += 1
        rule = _rule(text.body, expression, spans[place], blocks[spans[place]].kind, above=expression.start < body_start)
        if rule is not None:
            result.append(Statement(expression, rule))
    alone = {statement.expression.days for statement in result if statement.rule is DateRule.DATE_LINE_ALONE}
    return tuple(statement for statement in result if statement.rule is not DateRule.DATE_LINE_ALONE or len(alone) == 1)


def _is_copyright(text: Text, expression: Expression) -> bool:
    """Say whether a year stands in the rights line below a text, not in the credit of a picture."""
    before = text.body[max(0, expression.start - 40) : expression.start]
    if not _COPYRIGHT.search(before):
        return False
    last = text.blocks[-1]
    at_end = last.start <= expression.start < last.end and last.end - last.start <= _LINE
    ours = last.kind is not BlockKind.CAPTION or _RIGHTS.search(text.body, last.start) is not None
    return (at_end and ours) or sentence_of(expression).kind is BlockKind.BOILERPLATE


def _rule(body: str, expression: Expression, span: tuple[int, int], kind: BlockKind, *, above: bool) -> DateRule | None:
    before = body[max(span[0], expression.start - 70) : expression.start]
    after = body[expression.end : min(span[1], expression.end + 40)]
    line = kind in _FURNITURE or (span[1] - span[0] <= _LINE and _is_line(body[span[0] : span[1]], body[span[0] : expression.start]))
    opening = expression.start - span[0] <= len(before) and not _PROSE.search(before)
    if kind is BlockKind.CAPTION:
        return None
    match = (_STATED if line else _STATED_STRICT).search(before)
    if match and (line or opening or match.group("mark")):
        return DateRule.UPDATED if match.group("updated") or is_put_online_later(body, expression) else DateRule.PUBLISHED
    if line and (_CLOCK_AFTER.match(after) or _CLOCK_BEFORE.search(before)):
        return DateRule.PUBLISHED
    if expression.start - span[0] <= _OPENING and _is_dateline(body[span[0] : expression.start], after, kind):
        return DateRule.DATELINE
    rest = span[1] - span[0] - (expression.end - expression.start)
    place = kind is not BlockKind.HEADLINE or _GLUED.search(body, max(0, expression.start - 1), expression.end + 1) is not None
    if line and above and place and expression.has_year and rest <= _ALONE and not _GOES_ON.match(after):
        return DateRule.DATE_LINE_ALONE
    return None


def is_put_online_later(body: str, expression: Expression) -> bool:
    """Say whether a line tells since when an old text has been online: "Archives : cet article, paru dans notre édition papier, ..."."""
    return _PUT_ONLINE_LATER.search(body, max(sentence_of(expression).start, expression.start - _BODY), expression.start) is not None


def _is_line(block: str, before: str) -> bool:
    """Say whether a short block is a line and not a sentence: it has no full stop, or opens with its date."""
    return not block.rstrip().endswith((".", "!", "?", "»")) or not before.strip(" (|") or before.strip().casefold() == "le"


def _is_dateline(before: str, after: str, kind: BlockKind) -> bool:
    """Say whether a block opens with place, agency and date, in any order, and a dash."""
    if not _PLACE.match(before):
        return False
    letter = _LETTER.match(before) is not None and _LETTER_AFTER.match(after) is not None
    return letter or kind is BlockKind.DATELINE or bool(_AGENCY.search(before) or _DATELINE_AFTER.match(after))


def sentence_of(expression: Expression) -> Sentence:
    """Return the sentence of an expression.

    Raises:
        ValueError: the expression was made without one.
    """
    if expression.sentence is None:
        raise ValueError("an expression of a text stands in a sentence")
    return expression.sentence


_GOES_ON = re.compile(r"\s?(?::|[–—-])\s\w|,?\s[a-zà-ÿ']+\s[a-zà-ÿ']+\s[a-zà-ÿ]+")
"""What follows a date that opens a sentence or an entry of a chronology, and does not stand alone."""
_WORDS = (
    r"(?:(?P<updated>mise?s?\sà\sjour|modifiée?|modification|actualisée?|màj|maj|(?:last\s)?updated|last\smodified)"
    r"|(?:première\s|date\sde\s)?(?:publiée?|publication|parution|parue?|postée?|mise?\sen\sligne|créée?|création|diffusée?|rédigée?|published|posted|first\spublished))"
    r"\b\s?:?(?:\spar\s[^.!?|]{2,30})?(?:\s(?:le|on|at|à|the|:|-|ce|\d{1,2}\s?[h:]\s?\d{2}))*\s?"
)
_STATED = re.compile(rf"(?P<mark>(?:^|[|•·–—,;:()>/-]|\s)\s?){_WORDS}$", re.IGNORECASE)
_PUT_ONLINE_LATER = re.compile(r"\barchives?\b|\bpapier\b|\bimprimée?\b|\bnuméris|\bimporté|\bprint edition\b", re.IGNORECASE)
"""An old text put online says since when it is there, not when it came out."""
_STATED_STRICT = re.compile(
    rf"(?P<mark>[|•·>]\s?)?(?:^|(?<=\s)|(?<=[|•·>])){_WORDS.replace('publiée?', '(?-i:Publiée?)').replace('parue?', '(?-i:Parue?)')}$",
    re.IGNORECASE,
)
_PROSE = re.compile(r"[a-zà-ÿ]{3,}\s[a-zà-ÿ]{3,}\s[a-zà-ÿ]{3,}|\b(?:rapport|communiqué|texte|article|vidéo|livre|étude|report|statement)\b")
_GLUED = re.compile(r"[a-zà-ÿ]\d|\d[A-ZÀ-Ýa-zà-ÿ]")
"""A date glued to other words is furniture, even where it was taken for a headline."""
_RIGHTS = re.compile(r"droits réservés|rights reserved", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|copyright|\(c\)|droits réservés|rights reserved)[^.!?]*$", re.IGNORECASE)
_CLOCK = r"\d{1,2}\s?(?:[h:]|heures)\s?\d{0,2}"
_CLOCK_AFTER = re.compile(rf"\s?(?:à|at|-|–|,|\||@)?\s?{_CLOCK}", re.IGNORECASE)
_CLOCK_BEFORE = re.compile(rf"{_CLOCK}\s?(?:am|pm|gmt)?,?\s?(?:le|on)?\s?$", re.IGNORECASE)
_PLACE = re.compile(r"^[(\[]?[A-ZÀ-ÖØ-Þ][^.!?:;«»|]*$")
_LETTER = re.compile(r"[A-ZÀ-ÖØ-Þ][\w' -]{1,30},\s(?:le\s)?$")
_LETTER_AFTER = re.compile(r"\s?(?:[.–—-]\s|$)")
_AGENCY = re.compile(r"\([A-ZÀ-Ý][\w .'-]{1,20}\)\s?[-–—,]?\s?(?:le\s)?$")
_DATELINE_AFTER = re.compile(r"\s?(?:\([A-ZÀ-Ý][\w .,'/-]{1,30}\)\s?[-–—:]?|[-–—]{1,2}\s)")
