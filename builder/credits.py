"""Photo credits inside captions: `[NAME / AFP]`, `| NAME / AFP`, `(Photo NAME)`, `© NAME`. They attribute, they are no mentions. Pure."""

from __future__ import annotations

import re

from builder.model import Block, BlockKind, Text

_CREDIT = re.compile(
    r"""(?:\[[^\[\]]{2,80}/\s*[^\[\]]{2,40}\]      # [NAME / AFP]
        |\|\s*[^|]{2,80}/\s*[^|]{2,40}             # | NAME / AFP
        |\((?:photo|crédit|ph\.|©)[^()]{2,80}\)    # (Photo NAME)
        |(?:©|\(c\)|(?:crédit\s+)?photos?\s*:)\s*[^.|]{2,80}
        )\s*$""",
    re.IGNORECASE | re.VERBOSE,
)


def credit(text: Text, block: Block) -> tuple[int, int] | None:
    """Return the span of the credit that ends a caption, in code points of the text, or None."""
    if block.kind is not BlockKind.CAPTION:
        return None
    match = _CREDIT.search(text.body[block.start : block.end])
    return (block.start + match.start(), block.start + match.end()) if match else None
