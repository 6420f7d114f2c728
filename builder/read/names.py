"""File names among the seeds: the ids they give, and what is wrong with them.

In: names of a folder. Out: ids and findings. Reads only whether an entry is a folder.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from builder.errors import ArchiveError, Finding
from builder.model import Notice

FOLDER = "seeds"
SEED_ENDINGS = (".txt", ".html", ".md")
RESERVED_IDS = frozenset({"index", "readme"})

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})
"""Latin letters that Unicode does not decompose."""


def article_id(stem: str) -> str:
    """Fold a file name without its ending to an id, "" where nothing of it can stand in one.

    In this order: NFKD, accents off, lower case, ligatures spelled out, every other character than a-z, 0-9 and _ to "-", runs of "-" to one,
    "-" and "_" off the ends, cut to 81 characters.
    """
    plain = "".join(character for character in unicodedata.normalize("NFKD", stem) if not unicodedata.combining(character))
    folded = re.sub(r"[^a-z0-9_]+", "-", plain.lower().translate(_LETTERS))
    return folded.strip("-_")[:81].rstrip("-_")


def stem(name: str) -> str:
    """Return a file name without its ending."""
    return name.rpartition(".")[0] or name


def _ending(name: str) -> str:
    return Path(name).suffix.lower()


def is_notice(name: str) -> bool:
    """Say whether a name is that of a notice."""
    return _ending(name) == ".yml"


def listed(folder: Path) -> tuple[list[str], list[Finding]]:
    """Return the names of seeds and notices, sorted, and findings for what else lies in the folder. Hidden and backup files are passed over.

    Raises:
        ArchiveError: the folder is there and cannot be read; that it seems empty must not remove every article.
    """
    try:
        entries = sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return [], []
    except OSError as error:
        problem = f"the folder cannot be read: {error.strerror}"
        raise ArchiveError(Finding(FOLDER, 0, problem, "allow reading it, and see that it is a folder")) from error
    visible = [name for name in entries if not name.startswith(".") and not name.endswith("~")]
    faults = [finding for name in visible if (finding := _name_fault(name, folder))]
    unfit = {finding.path for finding in faults}
    return [name for name in visible if f"{FOLDER}/{_shown(name)}" not in unfit], faults


def _shown(name: str) -> str:
    """Return a file name fit for printing: undecodable bytes and controls as escapes."""
    return "".join(character if character.isprintable() else character.encode("unicode_escape", "replace").decode() for character in name)


def _name_fault(name: str, folder: Path) -> Finding | None:
    where = f"{FOLDER}/{_shown(name)}"
    if not name.isprintable():
        return Finding(where, 0, "the file name holds characters that cannot be shown", "rename the file")
    if (folder / name).is_dir():
        return Finding(where, 0, "a folder among the seeds is not read", f"move its files to {FOLDER}/ itself")
    if _ending(name) not in (*SEED_ENDINGS, ".yml"):
        return Finding(where, 0, f"not a kind of file that is read here: {_ending(name) or 'no ending'}", _ending_hint(name))
    ident = article_id(stem(name))
    if not ident:
        return Finding(where, 0, "no id can be made from this file name", "rename the file with some letters a-z or digits")
    if ident in RESERVED_IDS:
        return Finding(where, 0, f"the id {ident!r} is reserved for a page of the site", "rename the file")
    return None


_OTHER_ENDINGS = {".htm": ".html", ".xhtml": ".html", ".yaml": ".yml", ".markdown": ".md", ".text": ".txt", "": ".txt"}


def _ending_hint(name: str) -> str:
    if better := _OTHER_ENDINGS.get(_ending(name)):
        return f"rename it to {_shown(stem(name))}{better}"
    return "a seed is .txt, .html or .md, its notice .yml: save the article's text as one of these"


def clashes(names: Iterable[str]) -> tuple[frozenset[str], tuple[Finding, ...]]:
    """Return the ids that two files of one sort give, and a finding for each."""
    takers: dict[tuple[bool, str], list[str]] = {}
    for name in names:
        takers.setdefault((is_notice(name), article_id(stem(name))), []).append(name)
    twice = {key: found for key, found in takers.items() if len(found) > 1}
    findings = (
        Finding(f"{FOLDER}/{found[1]}", 0, f"the id {ident!r} is taken twice: by {' and '.join(found)}", "rename or remove all but one")
        for (_, ident), found in sorted(twice.items())
    )
    return frozenset(ident for _, ident in twice), tuple(findings)


def orphans(names: list[str]) -> list[Finding]:
    """Return a finding for each notice beside which no seed lies."""
    seeds = {article_id(stem(name)): name for name in names if not is_notice(name)}
    found = []
    for name in names:
        ident = article_id(stem(name))
        if is_notice(name) and ident not in seeds:
            near = difflib.get_close_matches(ident, seeds, n=1)
            hint = f"did you mean {stem(seeds[near[0]])}.yml?" if near else f"add {stem(name)}.txt, or remove the notice"
            found.append(Finding(f"{FOLDER}/{name}", 0, "a notice without a seed", hint))
    return found


def slug_clashes(notices: Mapping[str, Notice], seeds: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return a finding for each nicer address that another article has already."""
    takers = {ident: f"{FOLDER}/{name}" for ident, name in seeds.items()}
    found = []
    for ident, notice in sorted(notices.items()):
        if notice.slug is None or notice.slug == ident:
            continue
        if notice.slug in takers:
            problem = f"the slug {notice.slug!r} is the address of another article: {takers[notice.slug]}"
            found.append(Finding(f"{FOLDER}/{ident}.yml", 0, problem, "choose another slug"))
        takers.setdefault(notice.slug, f"{FOLDER}/{ident}.yml")
    return tuple(found)
