"""Read: whatever lies in seeds/, each file is read right or said to be wrong, and none stops the rest."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, strategies as st

from builder.edtf import Edtf
from builder.errors import ArchiveError, Finding
from builder.model import Notice, Settings
from builder.read import Reading, read, read_file, read_notice
from builder.read.decode import decoded
from builder.read.names import article_id

HOSTILE = Path(__file__).parent / "hostile"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((HOSTILE / "reading.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reading() -> Reading:
    """Return what is read of the folder of hostile seeds."""
    return read(HOSTILE, Settings())


def archive(root: Path, **files: str | bytes) -> Path:
    """Write seeds; `a_txt="..."` becomes `seeds/a.txt`."""
    folder = root / "seeds"
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def said(reading: Reading) -> list[str]:
    """Return all findings as people see them."""
    return list(map(str, reading.findings))


def test_every_hostile_file_has_its_expectation() -> None:
    """One expectation a file, no file without one."""
    assert {path.name for path in (HOSTILE / "seeds").iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_hostile_files(name: str, reading: Reading) -> None:
    """Each is read right, or gives a finding with place, problem and hint."""
    expected = EXPECTED[name]
    findings = [finding for finding in reading.findings if finding.path == f"seeds/{name}"]
    if "problem" in expected:
        finding = findings[0]
        assert expected["problem"] in finding.problem
        assert expected["hint"] in finding.hint
        assert finding.line == expected.get("line", 0)
        return
    assert not findings
    if "id" in expected:
        seed = next(seed for seed in reading.seeds if seed.name == name)
        assert seed.id == expected["id"]
        assert expected.get("text", "") in seed.body
        assert seed.body.startswith(expected.get("starts", ""))
        assert seed.encoding == expected.get("encoding", seed.encoding)
        assert seed.encoding_guessed is expected.get("guessed", False)


def test_a_fault_leaves_out_its_article_alone(reading: Reading) -> None:
    """Seeds with a fault of their own or of their notice are left out, and told apart from seeds that are gone."""
    assert {"empty", "binary", "with-nul", "colon", "list", "unknown-key", "twice"} <= set(reading.left_out)
    assert not {seed.id for seed in reading.seeds} & set(reading.left_out)
    assert [finding.path for finding in reading.clashes] == ["seeds/twice.txt"]


def test_every_fault_of_a_notice_is_told_with_its_line(reading: Reading) -> None:
    """All problems of a file at once."""
    told = [str(finding) for finding in reading.findings if finding.path == "seeds/unknown-key.yml"]
    assert [re.match(r"[^:]+:(\d):", line)[1] for line in told if re.match(r"[^:]+:(\d):", line)] == ["2", "3", "4", "5", "6"]  # type: ignore[index]
    for word in ("'outlett'", "2016-12-06", "http", "'full'", "slug"):
        assert any(word in line for line in told), word


def test_a_notice_says_what_it_says(reading: Reading) -> None:
    """Every key arrives, typed; a question mark behind the outlet means probable."""
    assert reading.notices["good"] == Notice(
        title="Écrit : ainsi",
        slug="ecrit-ainsi",
        date=Edtf.parse("2016-12-06?"),
        outlet="le-journal",
        outlet_probable=True,
        author="Ann Lee",
        url="https://example.org/a?b=c#d",
        language="fr",
        access="excerpt",
        note="Vu sur papier.\nPage 4.",
    )


@pytest.mark.parametrize(
    "content",
    ["title: ''\n", "title: [a]\n", 'title: "a\\u202Eb"\n', "slug: index\n", "slug: É\n", "language: français\n", "outlet: Le Monde\n", "date: 2016-13-01\n", "note: ''\n",
     "url: ftp://example.org\n", "url: 'https://example.org/\"onclick'\n", "access: secret\n", "a: 1\na: 2\n", "title: &x a\nauthor: *x\n", "title: Article #12\n", "just words\n", "title: [\n"],
)  # fmt: skip
def test_a_faulty_notice_is_refused(content: str, tmp_path: Path) -> None:
    """Nothing doubtful is taken for a statement; the finding has a hint."""
    path = tmp_path / "a.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ArchiveError) as caught:
        read_notice(path, Settings())
    assert all(finding.line and finding.hint for finding in caught.value.findings)


@pytest.mark.parametrize("content", ["", "# rien\n", "title:\ndate: null\n"])
def test_a_blank_notice_states_nothing(content: str, tmp_path: Path) -> None:
    """Blank values are as good as left out."""
    path = tmp_path / "a.yml"
    path.write_text(content, encoding="utf-8")
    assert read_notice(path, Settings()) == Notice()


def test_no_folder_is_an_archive_that_has_nothing_yet(tmp_path: Path) -> None:
    """`seeds/` need not be there."""
    assert read(tmp_path, Settings()) == Reading()


def test_a_file_in_place_of_the_folder_stops(tmp_path: Path) -> None:
    """What cannot be listed must not look like an empty archive."""
    (tmp_path / "seeds").write_text("", encoding="utf-8")
    with pytest.raises(ArchiveError, match="cannot be read"):
        read(tmp_path, Settings())


def test_too_large_a_seed_is_refused_unread(tmp_path: Path) -> None:
    """The setting's bytes are allowed, one more is not."""
    root = archive(tmp_path, a_txt="a" * 100, b_txt="b" * 101)
    result = read(root, Settings(max_seed_bytes=100))
    assert [seed.id for seed in result.seeds] == ["a"]
    assert said(result) == [
        "seeds/b.txt: too large: 101 bytes, and 100 are allowed (cut it to one article, or raise max_seed_bytes in archive/archive.yml)"
    ]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Neither a link that leads away nor one that leads nowhere nor one that leads in a ring is read; one within the folder is."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    root = archive(tmp_path, a_txt="Une phrase.")
    for name, target in {"out.txt": "../secret.txt", "gone.txt": "nothing.txt", "ring.txt": "ring.txt", "in.txt": "a.txt"}.items():
        (root / "seeds" / name).symlink_to(target)
    result = read(root, Settings())
    assert [seed.id for seed in result.seeds] == ["a", "in"]
    assert {finding.path for finding in result.findings} == {"seeds/out.txt", "seeds/gone.txt", "seeds/ring.txt"}


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    """A pipe would wait for ever, a folder has no text."""
    root = archive(tmp_path, a_txt="Une phrase.")
    os.mkfifo(root / "seeds" / "pipe.txt")
    (root / "seeds" / "folder.txt").mkdir()
    result = read(root, Settings())
    assert [seed.id for seed in result.seeds] == ["a"]
    assert {finding.path for finding in result.findings} == {"seeds/pipe.txt", "seeds/folder.txt"}


def test_a_file_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's refusal becomes a finding; the rest is read."""
    root = archive(tmp_path, a_txt="Une phrase.", b_txt="Une autre.")
    plain = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return plain(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    result = read(root, Settings())
    assert [seed.id for seed in result.seeds] == ["a"]
    assert "Permission denied" in said(result)[0]


def test_hidden_and_backup_files_are_passed_over(tmp_path: Path) -> None:
    """What editors and systems leave behind is nobody's fault."""
    root = archive(tmp_path, a_txt="Une phrase.")
    for name in (".gitkeep", ".DS_Store", "a.txt~"):
        (root / "seeds" / name).write_text("x", encoding="utf-8")
    assert not read(root, Settings()).findings


def test_slugs_clash_with_ids_and_slugs(tmp_path: Path) -> None:
    """An address belongs to one article."""
    root = archive(tmp_path, a_txt="Un.", b_txt="Deux.", c_txt="Trois.", a_yml="slug: b", b_yml="slug: d", c_yml="slug: d")
    clashes = read(root, Settings()).clashes
    assert [finding.path for finding in clashes] == ["seeds/a.yml", "seeds/c.yml"]


def test_the_order_of_files_is_of_no_account(tmp_path: Path) -> None:
    """Seeds come in the order of their ids, whatever the folder's."""
    root = archive(tmp_path, c_txt="Trois.", a_txt="Un.", b_txt="Deux.")
    assert [seed.id for seed in read(root, Settings()).seeds] == ["a", "b", "c"]


def test_any_file_can_be_shown(tmp_path: Path) -> None:
    """`read_file` asks nothing of place and name."""
    path = tmp_path / "Note sans fin"
    path.write_text("Une phrase.", encoding="utf-8")
    assert read_file(path, Settings()).id == "note-sans-fin"


@pytest.mark.parametrize(
    ("stem", "ident"),
    [("001_9371c988884dd3f9", "001_9371c988884dd3f9"), ("L’Été à Noël", "l-ete-a-noel"), ("Cœur—Œuvre", "coeur-oeuvre"), ("__x--y__", "x-y"), ("a" * 90, "a" * 81), ("ﬁn", "fin")],
)  # fmt: skip
def test_ids_are_folded_as_documented(stem: str, ident: str) -> None:
    """The fold of file names to ids."""
    assert article_id(stem) == ident


@given(st.text())
def test_every_name_gives_an_id_or_none(stem: str) -> None:
    """An id is of the form that all other parts rely on, and folding it again changes nothing."""
    ident = article_id(stem)
    assert ident == "" or re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,80}", ident)
    assert article_id(ident) == ident


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_a_finding(data: bytes) -> None:
    """No bytes make a traceback."""
    findings: tuple[Finding, ...] = ()
    text = ""
    try:
        text, _, _ = decoded(data, "seeds/a.txt")
    except ArchiveError as error:
        findings = error.findings
    assert "\x00" not in text
    assert all(finding.hint for finding in findings)


@given(st.text("abcdefghijklmnopqrstuvwxyzéèêàçùïœŒ’«»–… \n", min_size=1))
def test_french_in_cp1252_is_told_from_utf8(text: str) -> None:
    """French text comes back from cp1252 unless nearly all of it is accented."""
    data = ("Selon la radio, " * 4 + text).encode("cp1252")
    is_utf8 = data.decode("utf-8", "ignore").encode() == data  # "çŒŒ" is the same bytes as "猌": nobody could tell
    if not is_utf8 and sum(byte > 127 for byte in data) * 4 <= len(data):
        assert decoded(data, "a.txt")[0] == "Selon la radio, " * 4 + text


def test_nothing_is_written(tmp_path: Path) -> None:
    """Seeds are sacred: reading leaves the folder as it was."""
    shutil.copytree(HOSTILE / "seeds", tmp_path / "seeds")
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "seeds").iterdir()}
    read(tmp_path, Settings())
    assert before == {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "seeds").iterdir()}
