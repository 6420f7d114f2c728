"""What can be wrong, said so that the person who wrote it can mend it.

One root. A `Finding` is a value (where, problem, hint); `ArchiveError` carries findings up to `cli`, which alone prints and exits.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """How grave a finding is: errors stop or leave out, warnings fail `check`, notes are only told."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault, addressed: `path` is relative to the archive's root, `line` counts from 1 (0: the whole file)."""

    path: str
    line: int
    problem: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Return `path:line: problem (hint)`, the form that editors can jump to."""
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.problem}" + (f" ({self.hint})" if self.hint else "")


class ArchiveError(Exception):
    """Work cannot go on; `findings` says why, all of them at once."""

    def __init__(self, findings: Finding | tuple[Finding, ...]) -> None:
        self.findings = (findings,) if isinstance(findings, Finding) else tuple(sorted(findings))
        super().__init__("\n".join(map(str, self.findings)))


def refusal(error: OSError, root: Path) -> Finding:
    """Return the finding of what the system refuses, with the file that it is about; `root` is the archive's."""
    path = Path(error.filename) if isinstance(error.filename, str) else root
    where = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    return Finding(where, 0, f"the system refuses: {error.strerror or error}", "free some space or give the permission, then build again")


class SettingsError(ArchiveError):
    """The archive cannot be found, or its settings cannot be used: exit code 2."""
