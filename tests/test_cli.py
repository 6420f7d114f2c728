"""The command line: its exit codes, and what it prints for people and for programs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FIELDS = (
    "file id text title title_basis language date date_edtf date_first date_last date_basis date_evidence reported outlet outlet_basis "
    "outlet_evidence agency author actors places unresolved quotes blocks"
).split()
PAGE = (
    "La mer est calme\n\nLe ministre russe des Affaires étrangères, Sergueï Lavrov, s'est rendu mardi à Alep, dans le quartier de Chaar.\n"
)


def _archive(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "builder", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_show_gives_one_documented_object_a_line(project: Path, tmp_path: Path) -> None:
    """Every field is there, in its order; unknown is null; offsets point at what they say."""
    one, other = tmp_path / "un.txt", tmp_path / "deux.txt"
    one.write_text(PAGE, encoding="utf-8")
    other.write_text("Rien de connu ici.", encoding="utf-8")
    run = _archive(tmp_path, "show", "--root", str(project), "--json", str(one), str(other))
    assert run.returncode == 0, run.stderr
    first, second = map(json.loads, run.stdout.splitlines())
    assert list(first) == FIELDS == list(second)
    for entity in (*first["actors"], *first["places"]):
        for mention in entity["mentions"]:
            assert first["text"][mention["start"] : mention["end"]] == mention["surface"]
    assert [actor["id"] for actor in first["actors"]] == ["sergei-lavrov"]
    chaar = next(place for place in first["places"] if place["id"] == "chaar")
    assert (chaar["district"], chaar["within"]) == (True, ["alep", "gouvernorat-alep", "syrie"])
    assert (second["date"], second["date_edtf"], second["outlet"], second["author"]) == (None, None, None, None)


def test_show_tells_what_it_cannot_read_and_goes_on(project: Path, tmp_path: Path) -> None:
    """A binary file gives its error, the next file its annotation, and the exit code says so."""
    (tmp_path / "binaire.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "bon.txt").write_text(PAGE, encoding="utf-8")
    run = _archive(tmp_path, "show", "--root", str(project), "--json", "binaire.txt", "absent.txt", "bon.txt")
    broken, absent, good = map(json.loads, run.stdout.splitlines())
    assert run.returncode == 1
    assert broken["error"]["problem"]
    assert absent["error"]["hint"]
    assert good["id"] == "bon"


def test_show_honours_a_notice_unless_told_not_to(project: Path, tmp_path: Path) -> None:
    """The notice beside a file wins; with --no-notice the text speaks alone."""
    (tmp_path / "un.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "un.yml").write_text('date: "2016-12-07"\n', encoding="utf-8")
    stated = json.loads(_archive(tmp_path, "show", "--root", str(project), "--json", "un.txt").stdout)
    alone = json.loads(_archive(tmp_path, "show", "--root", str(project), "--json", "--no-notice", "un.txt").stdout)
    assert (stated["date"], stated["date_basis"]) == ("2016-12-07", "notice")
    assert alone["date_basis"] != "notice"


def test_show_for_people_has_the_evidence_beside_the_value(project: Path) -> None:
    """The readable report names the date, its words and its rule."""
    run = _archive(project, "show", "seeds/003_ea07a390312a6797.txt")
    assert run.returncode == 0, run.stderr
    assert "2016-10-04" in run.stdout
    assert "Ce mardi matin" in run.stdout


def test_the_archive_is_the_nearest_parent(project: Path) -> None:
    """A command run deep inside the archive finds it."""
    assert _archive(project / "archive/actors", "show", "--json", "../../seeds/003_ea07a390312a6797.txt").returncode == 0


@pytest.mark.parametrize("arguments", [["check"], ["check", "--root", "nowhere"], ["show"], ["nonsense"], ["build", "--jobs", "0"]])
def test_usage_and_settings_give_exit_code_two(tmp_path: Path, arguments: list[str]) -> None:
    """Where there is no archive, or a command is wrong, a message says so and the code is 2."""
    run = _archive(tmp_path, *arguments)
    assert run.returncode == 2
    assert run.stderr.strip()
    assert "Traceback" not in run.stderr


def test_findings_come_in_three_forms(archive_copy: Path) -> None:
    """Text for people, JSON for programs, commands for the forge; a finding gives exit code 1."""
    assert _archive(archive_copy, "annotate").returncode == 0
    (archive_copy / "seeds/orphelin.yml").write_text('title: "%0A::error::"\n', encoding="utf-8")
    text, data, forge = (_archive(archive_copy, "check", "--format", form) for form in ("text", "json", "github"))
    assert (text.returncode, data.returncode, forge.returncode) == (1, 1, 1)
    assert text.stderr.startswith("error: seeds/orphelin.yml")
    assert json.loads(data.stdout)[0]["path"] == "seeds/orphelin.yml"
    assert forge.stdout.startswith("::error file=seeds/orphelin.yml::")


def test_a_second_build_says_that_there_is_nothing_to_do(archive_copy: Path) -> None:
    """The first build makes the site, the second leaves it, and a change is noticed again."""
    first, second = _archive(archive_copy, "build"), _archive(archive_copy, "build")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert first.stdout.endswith("site built\n")
    assert second.stdout == "nothing to write\n"
    (archive_copy / "seeds/002_19b7305b3f46132a.yml").write_text('author: "Oda Lund"\n', encoding="utf-8")
    assert _archive(archive_copy, "build").stdout.endswith("site built\n")
