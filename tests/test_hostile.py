"""Bad input, end to end: each fault is told with its place or read right, none is a traceback, none stops the rest, none loses anything."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from builder.cli import app
from builder.errors import ArchiveError
from builder.record import read_record
from builder.write import FOLDERS, MANIFEST

HOSTILE = Path(__file__).parent / "hostile"
CASES: dict[str, dict[str, Any]] = yaml.safe_load((HOSTILE / "building.yaml").read_text(encoding="utf-8"))
NEW = "Un titre nouveau\n\nUne phrase de plus sur Port-Azur, qui doit sortir malgré tout.\n"


def run(root: Path, *arguments: str) -> Result:
    """Run a command on an archive; a traceback fails the test."""
    result = CliRunner().invoke(app, [*arguments, "--root", str(root)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive, annotated and rendered once without a fault."""
    root = tmp_path_factory.mktemp("hostile") / "archive"
    shutil.copytree(HOSTILE / "archive", root)
    for command in ("annotate", "render"):
        assert run(root, command).exit_code == 0
    return root


def content(given: Any) -> bytes:
    """Return the bytes that a case describes."""
    match given:
        case str():
            return given.encode()
        case {"from": name}:
            return (HOSTILE / "seeds" / name).read_bytes()
        case {"hex": digits}:
            return bytes.fromhex(digits)
        case {"text": text, "as": encoding}:
            return str(text).encode(encoding)
    return (given.get("before", "") + given["repeat"] * given["times"] + given.get("after", "")).encode()


def put(path: Path, given: Any) -> None:
    """Lay one file of a case in its place, or take away what is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    if given is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(given, dict) and "link" in given:
        path.symlink_to(given["link"])
    else:
        path.write_bytes(content(given))


def files(root: Path, *folders: str) -> dict[str, bytes]:
    """Return all files of some folders, links not followed, temporary ones too."""
    found = (path for folder in folders for path in sorted((root / folder).rglob("*")))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_file() and not path.is_symlink()}


def assert_told(result: Result, expected: list[Mapping[str, str]], code: int) -> None:
    """Compare what a command says with a case's findings: as many, in their order, each with place, problem and hint."""
    told = result.stderr.splitlines()
    assert len(told) == len(expected), result.stderr
    for line, finding in zip(told, expected, strict=True):
        assert line.startswith((f"error: {finding['at']}: ", f"warning: {finding['at']}: ")), line
        assert finding["problem"] in line, line
        assert finding["hint"] in line, line
        assert line.endswith(")"), f"no hint: {line}"
    assert result.exit_code == (code if expected else 0), result.stderr


def texts(root: Path) -> dict[str, str]:
    """Return the clean texts of all annotated pages that can be read, links not followed."""
    found = {}
    for path in (root / "archive/articles").glob("*.md"):
        with contextlib.suppress(ArchiveError, UnicodeDecodeError):
            found[path.stem] = read_record(path.read_text(encoding="utf-8"), path.name).text.body
    return found


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_bad_input(case: dict[str, Any], built: Path, tmp_path: Path) -> None:
    """What a case says of findings, exit codes and files holds; what people wrote, and what a stop leaves, is as it was."""
    root = tmp_path / "archive"
    shutil.copytree(built, root)
    for path, given in {"seeds/nouveau.txt": NEW, **case["put"]}.items():
        put(root / path, given)
    stops = case.get("stops", [])
    for command, ours in (("annotate", ("archive/articles",)), ("render", FOLDERS)):
        before = files(root.parent, ".")
        assert_told(run(root, command), case.get(command, []), case.get("exit", 1))
        after = files(root.parent, ".")
        may_change = tuple(f"{root.name}/{folder}" for folder in (".cache/", *(() if command in stops else (MANIFEST, *ours))))
        assert not [
            path for path in before.keys() | after.keys() if before.get(path) != after.get(path) and not path.startswith(may_change)
        ]
    assert_made(root, case, built)


def assert_made(root: Path, case: dict[str, Any], built: Path) -> None:
    """Compare what was written with what a case says of it."""
    made = texts(root)
    if "stops" not in case:
        assert made["nouveau"] == NEW.strip()
        assert (root / "docs/articles/nouveau.md").is_file()
    for ident, words in case.get("reads", {}).items():
        assert all(word in made[ident] for word in words), made[ident][:1000]
        assert (root / f"docs/articles/{ident}.md").is_file()
    for ident, words in case.get("reads_not", {}).items():
        assert not any(word in made[ident] for word in words)
    for ident, text in case.get("text", {}).items():
        assert made[ident] == text
    for path in case.get("keeps", ()):
        kept = content(case["put"][path]) if path in case["put"] else (built / path).read_bytes()
        assert (root / path).read_bytes() == kept
    assert not [path for path in case.get("gone", ()) if (root / path).exists()]
