"""The documents: what they say of the project is so, and nothing that a user can call is missing from them."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
import typer.main

from builder.cli import app
from builder.dating.rules import DateRule
from builder.model import Basis, BlockKind, Rule
from builder.schema import ActorKind, PlaceKind

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-ARTICLES.md")


def text(project: Path, name: str) -> str:
    """Return a document."""
    return (project / name).read_text(encoding="utf-8")


def _commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


def _options() -> Iterator[tuple[str, str]]:
    for name, command in _commands().items():
        for parameter in command.params:
            yield from ((name, option) for option in parameter.opts if option.startswith("--") and option != "--help")


@pytest.mark.parametrize("command", sorted(_commands()))
def test_every_command_is_in_the_readme(project: Path, command: str) -> None:
    """A command that readers find no word about does not exist for them."""
    assert f"`archive {command}" in text(project, "README.md")


@pytest.mark.parametrize(("command", "option"), sorted(_options()))
def test_every_option_is_in_the_readme(project: Path, command: str, option: str) -> None:
    """So does an option: it stands in the line of its command, or among those that all share."""
    readme = text(project, "README.md")
    rows = [row for row in readme.splitlines() if f"`archive {command}" in row]
    assert any(option in row for row in rows) or (option == "--root" and f"`{option} DIR`" in readme)


def test_the_readme_names_no_command_that_is_not_there(project: Path) -> None:
    """What is written can be typed."""
    named = set(re.findall(r"`archive ([a-z]+)", text(project, "README.md")))
    assert named <= _commands().keys()


def test_every_command_says_what_it_does() -> None:
    """`archive --help` and `archive COMMAND --help` are documents too."""
    for command in _commands().values():
        assert command.help
        assert all(getattr(parameter, "help", None) for parameter in command.params if parameter.name != "help")


def test_the_readme_names_no_target_of_make_that_is_not_there(project: Path) -> None:
    """`make site`, `make test`: one word runs everything, and it is there."""
    targets = set(re.findall(r"^([a-z]+):", text(project, "Makefile"), re.MULTILINE))
    for name in DOCUMENTS:
        assert (
            set(re.findall(r"make ([a-z]+)\b", " ".join(re.findall(r"`[^`]+`|^ {4}.*$|^make .*$", text(project, name), re.MULTILINE))))
            <= targets
        )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_of_a_document_leads_to_a_file(project: Path, name: str) -> None:
    """Relative links only to what a clone holds."""
    links = re.findall(r"\]\(([^)#\s]+)", text(project, name))
    dead = [link for link in links if not re.match(r"[a-z]+:", link) and not (project / link).exists()]
    assert not dead


CLOSED_LISTS = {"basis": Basis, "rule": Rule, "block": BlockKind, "rule of dating": DateRule}
CLOSED_KINDS = {"actor": ActorKind, "place": PlaceKind}


def test_the_closed_lists_are_in_the_readme(project: Path) -> None:
    """The words that `archive show --json` chooses from are explained to people, all of them."""
    readme = text(project, "README.md")
    words = (
        *(word for words in CLOSED_LISTS.values() for word in words),
        *(word for kinds in CLOSED_KINDS.values() for word in get_args(kinds)),
    )
    assert not [word for word in words if f"`{word}`" not in readme]


def test_the_changelog_knows_this_version(project: Path) -> None:
    """Each release, and what is to be in the next one, in the order of Keep a Changelog."""
    headings = re.findall(r"^## \[([^\]]+)\]", text(project, "CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "Unreleased"


def test_every_ignored_rule_has_its_reason(project: Path) -> None:
    """Ruff ALL: what is left out is left out for a reason, spoken beside it."""
    lint = text(project, "pyproject.toml").partition("[tool.ruff.lint]")[2].partition("[tool.mypy]")[0]
    rules = [line for line in lint.splitlines() if re.match(r'\s+"[A-Z]+[0-9]*",', line)]
    assert rules
    assert not [line for line in rules if not re.search(r"# \w+\W+\w+", line)]


# --- the lock -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", ["requirements/site.txt", "requirements/ner.txt", "requirements/test.txt"])
def test_the_lock_holds_hashes_and_no_addresses(project: Path, lock: str) -> None:
    """Any index that has the same files will do; a file that is another one is refused."""
    content = text(project, lock)
    packages = re.split(r"\n(?=\S)", content.strip())
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in content
    assert not re.search(r"^\s*(?:-i|--(?:extra-)?index|--find-links|-e)\b", content, re.MULTILINE)


def test_the_lock_holds_all_that_is_asked_for(project: Path) -> None:
    """Every dependency, and the build backend: nothing is fetched that is not in it."""
    settings = tomllib.loads(text(project, "pyproject.toml"))
    locked = {
        lock: set(re.findall(r"^([a-z0-9-]+)==", text(project, f"requirements/{lock}.txt"), re.MULTILINE)) for lock in ("site", "test")
    }
    backend = settings["build-system"]["requires"]
    runtime = {_plain_name(item) for item in (*settings["project"]["dependencies"], *backend)}
    assert runtime <= locked["site"] <= locked["test"]
    assert {_plain_name(item) for item in settings["project"]["optional-dependencies"]["test"]} <= locked["test"]
    assert backend == [line for line in text(project, "requirements/build.in").splitlines() if not line.startswith("#")]


def _plain_name(requirement: str) -> str:
    return re.split(r"[<>=!~\[ ]", requirement)[0].lower().replace("_", "-")


def test_both_locks_agree(project: Path) -> None:
    """The tests run what the site is built with."""
    site, test = (
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text(project, f"requirements/{lock}.txt"), re.MULTILINE)) for lock in ("site", "test")
    )
    assert {name: test.get(name) for name in site} == site


# --- the repository -------------------------------------------------------------------------------------------------------------------------


def test_git_leaves_seeds_as_they_are(project: Path) -> None:
    """Byte for byte: no line end is changed on the way in or out; notices are text."""
    asked = ["seeds/a.txt", "seeds/a.html", "tests/hostile/a.txt", "seeds/a.yml", "builder/cli.py"]
    told = subprocess.run(["git", "check-attr", "text", "--", *asked], cwd=project, capture_output=True, text=True, check=False).stdout
    if not told:
        pytest.skip("not in a git repository")
    assert [line.rpartition(": ")[2] for line in told.splitlines()] == ["unset", "unset", "unset", "set", "auto"]


def test_pre_commit_hooks_are_local(project: Path) -> None:
    """A commit fetches nothing."""
    repos = re.findall(r"^\s*- repo:\s*(\S+)", text(project, ".pre-commit-config.yaml"), re.MULTILINE)
    assert repos
    assert set(repos) == {"local"}


def test_continuous_integration_runs_the_tests(project: Path) -> None:
    """One word runs everything, there as here; a failure is a failure."""
    script = text(project, ".ci/run")
    assert "make test" in script
    assert "set -e" in script


_NOT_PROSE = re.compile(r"\A---\n.*?\n---\n|```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>|\{:[^}]*\}", re.DOTALL)
_LOOSE = re.compile(r"'|« |[^\u202f]»|«[^\u202f]| [;!?]|[^\u202f\s];| :|[^\u00a0\s]:(?=\s)")
"""Apostrophes of a typewriter, spaces that break a line before a sign that ends it."""


def test_pages_by_hand_are_set_in_french_type(project: Path) -> None:
    """As those are that the builder writes: printed apostrophes, U+202F within « » and before ; ! ?, U+00A0 before a colon."""
    hand = [*project.glob("docs/_pages/**/*.md"), *(project / "docs" / name for name in ("a-propos.md", "contribuer.md", "copie.md"))]
    prose = {path.name: _NOT_PROSE.sub("X", path.read_text(encoding="utf-8")) for path in hand}
    loose = {name: [text[max(0, found.start() - 20) : found.end() + 5] for found in _LOOSE.finditer(text)] for name, text in prose.items()}
    assert {name: places for name, places in loose.items() if places} == {}
