"""Where a block gives credit instead of telling: the photo credit that ends a caption, the agency that opens a dispatch. Pure.

Forms: `[NAME / AFP]`, `| NAME / AFP`, `(Photo NAME)`, `© NAME`, `REUTERS/Name`, `- AFP`; `LYON, 6 mai (AFP) - ...`. Such names attribute, they are
no mentions.
"""

from __future__ import annotations

import re

from builder.model import Block, BlockKind, Text

_CREDIT = re.compile(
    r"""(?:\[[^\[\]]{2,80}/\s*[^\[\]]{2,40}\]               # [NAME / AFP]
        |\[(?-i:[A-Z])[\w ]{1,20}\s[-–—]\s[^\[\]]{2,40}\]      # [Reuters - Name]
        |\.\s/\s(?-i:[A-ZÀ-Ý])[^|()–—/.]{2,50}/\s?(?-i:[A-Z])[\w ]{1,20} # . / Name/AFP
        |\|\s*[^|]{2,80}/\s*[^|]{2,40}                      # | NAME / AFP
        |\((?-i:[A-Z]{2,12})\s?/[^()]{2,60}\)             # (AFP/Name.)
        |(?-i:PHOTOS?\s[A-ZÀ-Ý])[^.|,]{1,50},\s[^.|]{2,60}  # PHOTO NAME, AGENCY
        |\((?:photo|crédit|ph\.|©)[^()]{2,80}\)             # (Photo NAME)
        |(?:©|\(c\)|(?:crédit\s+)?photo(?:s|graph)?\s*:)\s*[^.|]{2,80}(?:\s\.\s[^.|]{2,40})? # © NAME, © Agency . Name
        |(?-i:\b[A-Z]{2,}(?:\s[A-Z]+)*)\s?/\s?[\w .'’-]{2,40} # REUTERS/Name
        |[-–—]\s(?-i:[A-ZÀ-Ý])[^|()–—/]{2,50}/\s?(?-i:[A-Z])[\w ]{1,20}  # — Name / AGENCY
        |[-–—/]\s(?-i:[A-Z]{2,12})                          # - AFP
        |[.(]\s?(?:photo\s)?(?-i:[A-ZÀ-Ý])[\w.'’-]+(?:\s(?:al-|de\s)?(?-i:[A-ZÀ-Ý])[\w.'’-]+){1,3}\s?/\s?(?-i:[A-Z])[\w ]{1,20}\)? # . Name/AFP, (NAME / AFP)
        )\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_SUPPLIED = re.compile(r"\((?:avec|with|source\s?:|par)\s(?:les\s|l['’])?(?:agences?|agencies|[A-Z])[\w ,/&-]{1,40}\)$")
"""What a paper adds to its last paragraph: `(avec AFP)`."""
_CREDIT_HEAD = re.compile(r"image (?:copyright|source)\s(?-i:[A-Z][\w/ ]{1,40}?)(?=\s(?:image )?caption\b)", re.IGNORECASE)
_DATELINE_LEAD = 90
_DATELINE = re.compile(rf"[^.«“\"]{{0,{_DATELINE_LEAD}}}?(\((?:avec\s|with\s)?[A-ZÀ-Ý][^()]{{1,30}}\))\s?(?:[-–—]{{1,2}}|:)\s")


def credit(text: Text, block: Block) -> tuple[int, int] | None:
    """Return the span that gives credit, in code points of the text, or None."""
    if block.kind is BlockKind.CAPTION and (match := _CREDIT.search(text.body, block.start, block.end)):
        return match.span()
    if block.kind is BlockKind.CAPTION and (match := _CREDIT_HEAD.match(text.body, block.start, block.end)):
        return match.span()
    if (
        block.kind is BlockKind.PARAGRAPH
        and text.body[block.end - 1] == ")"
        and (match := _SUPPLIED.search(text.body, block.start, block.end))
    ):
        return match.span()
    if block.kind is BlockKind.PARAGRAPH and text.body.find("(", block.start, block.start + _DATELINE_LEAD + 1) < 0:
        return None  # the quick look that spares the slow one
    if block.kind is BlockKind.PARAGRAPH and (match := _DATELINE.match(text.body, block.start, block.end)):
        return match.span(1)
    return None
