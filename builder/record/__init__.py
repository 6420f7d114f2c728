"""Stage 8, record: an Article as annotated Markdown with front matter, and back.

In: an Article, or the content of a file of `archive/articles/`. Out: the other of the two. Pure: no disk, no clock, no log.

Laws: `read_record(write_record(article), path) == article`, and writing what was read gives the same bytes; the record with its marks taken out and
unescaped is the clean text. Evidence, quotations and unresolved names are kept as words and `nth`, the occurrence of those very words in the clean
text: counted from 1, overlapping ones included (as `str.find` finds them, one code point on each time). Offsets are computed on reading.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import PurePosixPath

from builder.errors import ArchiveError, Finding
from builder.model import Article
from builder.record.body import read_body, write_body
from builder.record.front import Front, article_of, front_of
from builder.yaml_text import dump

__all__ = ["is_untouched", "read_record", "write_record"]

_FENCE = "---\n"
_DIGEST = re.compile(r'^digest: "?([0-9a-f]{64})"?\n', re.MULTILINE)


def write_record(article: Article) -> str:
    """Return the file of an article, LF at line ends, its `digest` over all the rest.

    Raises:
        ArchiveError: law 1 is broken: a mention is not where it says, or spans blocks.
    """
    body = write_body(article.text, article.naming.mentions)
    head, rest = _FENCE + dump(front_of(article)), _FENCE + (f"\n{body}\n" if body else "")
    return f'{head}digest: "{_sha256(head + rest)}"\n{rest}'


def read_record(content: str, path: str) -> Article:
    """Return the article of a file.

    Args:
        content: the file; it may have been edited by hand, and have CR LF at line ends.
        path: where it stands: gives the article its id, and findings their place.

    Raises:
        ArchiveError: with all that keeps it from being read, each with its line.
    """
    head, rest = _split(_plain_ends(content), path)
    text, mentions = read_body(rest, path, first_line=head.count("\n") + 2)
    front = Front(head.removeprefix(_FENCE), path, is_own=_holds(head, rest))
    return article_of(front, replace(text, id=PurePosixPath(path).stem), mentions)


def is_untouched(content: str) -> bool:
    """Say whether the file is as the builder wrote it; other line ends, as some tools make them, are no edit."""
    try:
        head, rest = _split(_plain_ends(content), "")
    except ArchiveError:
        return False
    return _holds(head, rest)


def _holds(head: str, rest: str) -> bool:
    """Say whether the digest agrees with all that is not the digest."""
    found = _DIGEST.findall(head)
    return len(found) == 1 and found[0] == _sha256(_DIGEST.sub("", head) + _FENCE + rest)


def _plain_ends(content: str) -> str:
    return content.removeprefix("\ufeff").replace("\r\n", "\n")


def _split(content: str, path: str) -> tuple[str, str]:
    """Return what stands before the second fence, first fence included, and what stands behind it."""
    end = content.find("\n---\n", 3)
    if not content.startswith(_FENCE) or end < 0:
        raise ArchiveError(Finding(path, 1, "no front matter", "an annotated page begins with lines between two lines ---"))
    return content[: end + 1], content[end + 5 :]


def _sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
