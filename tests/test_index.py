"""The index: always that of the files as they are, never one that somebody else made, whole after every kill."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from search_kills import Harbour, kill
from searching import Reading, article, asked, ids, indexed, put
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from builder import index as index_module
from builder.errors import ArchiveError, Severity
from builder.index import index
from builder.lexicon import Form, Vocabulary
from builder.seal import Home
from builder.search import Request, search
from builder.shelf import INDEX, SCHEMA, Shelf


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for seals of the test's own."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive of three articles."""
    root = tmp_path / "archive-of-three"
    put(root, article("un", "La houle et le vent."), article("deux", "La houle seule."), article("trois", "Le vent seul."))
    return root


# --- up to date -------------------------------------------------------------------------------------------------------------------------------


def test_nothing_is_read_where_nothing_changed(root: Path) -> None:
    """Only the first run reads records and authority."""
    indexed(root)
    again = Reading()
    found = indexed(root, again)
    assert (again.read, found.taken, found.removed, found.articles) == ([], 0, 0, 3)


def test_only_what_changed_is_read(root: Path) -> None:
    """A changed, a new and a removed record; the authority is left alone."""
    indexed(root)
    put(root, article("deux", "Une brise seule."), article("quatre", "La houle encore."))
    (root / "archive/articles/trois.md").unlink()
    again = Reading()
    found = indexed(root, again)
    assert sorted(again.read) == ["deux", "quatre"]
    assert (found.taken, found.removed, found.articles) == (2, 1, 3)
    assert ids(asked(root, "houle")) == {"un", "quatre"}
    assert ids(asked(root, "vent")) == {"un"}


def test_a_touched_record_is_not_indexed_anew(root: Path) -> None:
    """Same content, other time: the digest tells."""
    indexed(root)
    os.utime(root / "archive/articles/un.md", ns=(1, 1))
    again = Reading()
    assert indexed(root, again).taken == 0
    assert again.read == []


def test_a_change_that_keeps_size_and_almost_the_time_is_seen(root: Path) -> None:
    """A record written right after it was indexed, within one tick of the file system's clock."""
    path = root / "archive/articles/un.md"
    put(root, article("un", "La houle et le gel."))
    times = path.stat().st_mtime_ns
    indexed(root)
    put(root, article("un", "La houle et le sel."))
    os.utime(path, ns=(times, times))
    assert ids(asked(root, "sel")) == {"un"}


def test_names_are_read_anew_where_a_record_of_the_authority_changed(root: Path) -> None:
    """Then, and only then."""
    indexed(root)
    (root / "archive/actors").mkdir()
    (root / "archive/actors/x.md").write_text("---\n---\n", encoding="utf-8")
    again = Reading()
    indexed(root, again)
    assert again.read == ["authority"]


def test_a_faulty_authority_keeps_the_names_of_before(root: Path) -> None:
    """Searching goes on, and says so, until it is mended."""
    put(root, article("quatre", "Les docks de Salahbahr."))
    indexed(root)
    (root / "archive/places").mkdir()
    (root / "archive/places/x.md").write_text("faux", encoding="utf-8")
    with index(root, Reading(authority_holds=False)) as found, Shelf(found.folder, found.generation) as shelf:
        assert ids(search(shelf, Request("Salah al-Bahr"))) == {"quatre"}
        assert "unknown key 'nom'" in str(found.findings[0])
    assert indexed(root).findings == found.findings
    (root / "archive/places/x.md").unlink()
    assert indexed(root).findings == ()


def test_a_faulty_record_is_told_and_the_others_are_searched(root: Path) -> None:
    """It is out of the index until it is mended, and told each time without being read again."""
    indexed(root)
    path = root / "archive/articles/deux.md"
    good = path.read_bytes()
    for bad in (b"nothing of the kind", b"\xff\xfe\x00", good.replace(b"access:", b"acces:")):
        path.write_bytes(bad)
        assert ids(asked(root, "houle")) == {"un"}
        again = Reading()
        assert "deux.md" in str(indexed(root, again).findings[0])
        assert again.read == []
    path.write_bytes(good)
    assert ids(asked(root, "houle")) == {"un", "deux"}


def test_an_archive_without_articles_has_an_empty_index(tmp_path: Path) -> None:
    """Nothing is found, and nothing is wrong; the first article is found."""
    assert asked(tmp_path, "houle").total == 0
    put(tmp_path, article("un", "La houle."))
    assert asked(tmp_path, "houle").total == 1
    shutil.rmtree(tmp_path / "archive/articles")
    assert asked(tmp_path, "houle").total == 0


IDENTS, TEXTS = st.sampled_from("abcdefgh"), st.sampled_from(("La houle.", "La houle et le vent.", "Le vent.", "Un phare.", None))


def test_bit_by_bit_gives_what_all_at_once_gives(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The law: after any changes in any steps the answers, scores apart, are those of an index made anew; so is the list of forms."""

    @settings(max_examples=10)
    @given(st.lists(st.lists(st.tuples(IDENTS, TEXTS), min_size=1, max_size=6), min_size=1, max_size=8))
    def law(steps: list[list[tuple[str, str | None]]]) -> None:
        root = tmp_path_factory.mktemp("steps")
        for step in steps:
            for ident, text in step:
                if text:
                    put(root, article(ident, text))
                else:
                    (root / f"archive/articles/{ident}.md").unlink(missing_ok=True)
            indexed(root)
        before = _all_of(root)
        indexed(root, afresh=True)
        assert _all_of(root) == before

    law()


def _all_of(root: Path) -> list[Any]:
    answers = [asked(root, query) for query in ("houle", "vent", "houle -vent", '"le vent"', "ph*", "NOT phare")]
    with index(root, Reading()) as found, Shelf(found.folder, found.generation) as shelf:
        return [[(answer.total, ids(answer), answer.facets) for answer in answers], list(shelf.vocabulary)]


# --- ours and nobody else's -------------------------------------------------------------------------------------------------------------------


class Planted:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        """Return what unpickling calls."""
        return os.mkdir, (str(self.path),)


def _plant(toc: Path, sprung: Path) -> None:
    """Write a table of contents over another, of the same size where that is long enough, whose segments are a trap."""
    storage, generation = FileStorage(str(toc.parent)), int(toc.stem.rpartition("_")[2])
    toc.unlink(missing_ok=True)
    TOC(SCHEMA, Planted(sprung), generation).write(storage, INDEX)


def test_the_trap_of_these_tests_is_sharp(root: Path, tmp_path: Path) -> None:
    """Opened by Whoosh as it comes, the planted index does what it should not."""
    found = indexed(root)
    _plant(found.folder / f"_MAIN_{found.generation}.toc", tmp_path / "sprung")
    subprocess.run(
        [sys.executable, "-c", f"import whoosh.index; whoosh.index.open_dir({str(found.folder)!r})"], capture_output=True, check=False
    )
    assert (tmp_path / "sprung").exists()


def test_an_index_from_elsewhere_is_never_opened(root: Path, state: Path, tmp_path: Path) -> None:
    """A whole one, shipped with the archive to somebody who has no seal for it."""
    found = indexed(root)
    _plant(found.folder / f"_MAIN_{found.generation}.toc", tmp_path / "sprung")
    other = root.rename(tmp_path / "clone")
    for path in (state / "press-archive/seals").iterdir():
        path.unlink()
    assert ids(asked(other, "houle")) == {"un", "deux"}
    assert not (tmp_path / "sprung").exists()


def test_a_copy_of_our_own_archive_is_indexed_anew(root: Path, tmp_path: Path) -> None:
    """The seal is for the very files in the very place."""
    indexed(root)
    shutil.copytree(root, tmp_path / "copy")
    found = indexed(tmp_path / "copy")
    assert found.taken == 3
    assert found.findings[0].severity is Severity.NOTE


@pytest.mark.parametrize("with_times", [False, True])
def test_an_index_that_was_written_over_is_never_opened(root: Path, tmp_path: Path, *, with_times: bool) -> None:
    """As an update of the archive could do it, even with the times of the file it replaces."""
    found = indexed(root)
    toc = found.folder / f"_MAIN_{found.generation}.toc"
    before = toc.stat()
    _plant(toc, tmp_path / "sprung")
    if with_times:
        os.utime(toc, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert ids(asked(root, "houle")) == {"un", "deux"}
    put(root, article("quatre", "La houle."))
    assert ids(asked(root, "houle")) == {"un", "deux", "quatre"}
    assert not (tmp_path / "sprung").exists()


def test_a_newer_generation_that_was_slipped_in_is_never_opened(root: Path, tmp_path: Path) -> None:
    """Not for reading, not for writing: the seal names the generation."""
    found = indexed(root)
    _plant(found.folder / "_MAIN_7.toc", tmp_path / "sprung")
    assert ids(asked(root, "houle")) == {"un", "deux"}
    put(root, article("quatre", "La houle."))
    assert ids(asked(root, "houle")) == {"un", "deux", "quatre"}
    assert not (tmp_path / "sprung").exists()


def test_a_link_is_no_index_folder(root: Path, tmp_path: Path) -> None:
    """`.search` leading elsewhere: nothing is written there, and nothing read."""
    (tmp_path / "elsewhere").mkdir()
    (root / ".search").symlink_to(tmp_path / "elsewhere")
    assert ids(asked(root, "houle")) == {"un", "deux"}
    assert not list((tmp_path / "elsewhere").iterdir())


def test_the_seal_is_for_this_user_only(root: Path, state: Path) -> None:
    """Nobody else may write it."""
    indexed(root)
    for path in (state / "press-archive/seals").glob("*.json"):
        assert path.stat().st_mode & 0o077 == 0


# --- damage, and places that cannot be written ----------------------------------------------------------------------------------------------


def test_any_damage_to_any_file_is_mended(root: Path) -> None:
    """Cut short, overwritten, emptied or gone: the answer is right, and a note says that the index was made anew."""
    first = indexed(root)
    names = [path.name for path in first.folder.iterdir() if path.is_file()]
    assert len(names) > 8
    for name in names:
        for damage in (lambda content: content[: len(content) // 2], lambda content: b"\x00" * len(content), lambda _: b"", None):
            now = indexed(root)  # a second look at files that were young may have begun another generation of some files
            renamed = re.sub(rf"(?<=[_g-]){first.generation}(?=\.)", str(now.generation), name)
            path = next(path for path in (now.folder / name, now.folder / renamed) if path.exists())
            if damage is None:
                path.unlink()
            else:
                path.write_bytes(damage(path.read_bytes()) or b"x")
            found = indexed(root)
            assert [finding.severity for finding in found.findings] == [Severity.NOTE], name
            assert ids(asked(root, "houle")) == {"un", "deux"}, name


def test_without_a_place_for_seals_the_index_is_made_each_time(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It works, says so, and leaves nothing in the archive that might be opened later."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for unusable in (str(tmp_path / "file"), str(root / "state")):
        monkeypatch.setenv("XDG_STATE_HOME", unusable)
        with index(root, Reading()) as found, Shelf(found.folder, found.generation) as shelf:
            assert ids(search(shelf, Request("houle"))) == {"un", "deux"}
            assert "each time" in str(found.findings[0])
        assert not found.folder.exists()
        assert not list(root.glob(".search/*"))


def test_a_full_disk_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback, and the index of before is still there."""
    indexed(root)
    put(root, article("quatre", "La houle."))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Home, "write", full)
        with pytest.raises(ArchiveError, match="No space left"):
            indexed(root)
    assert indexed(root).taken == 1


# --- several at once, and kills ---------------------------------------------------------------------------------------------------------------


def test_while_another_process_writes_the_index_of_before_is_searched(root: Path) -> None:
    """And a note says so."""
    indexed(root)
    put(root, article("quatre", "La houle."))
    home = Home.of(root)
    assert home
    with home.lock(0) as ours:
        assert ours
        with index(root, Reading()) as found, Shelf(found.folder, found.generation) as shelf:
            assert ids(search(shelf, Request("houle"))) == {"un", "deux"}
            assert "another process" in str(found.findings[0])
    assert ids(asked(root, "houle")) == {"un", "deux", "quatre"}


def test_nobody_waits_for_ever_for_a_first_index(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while the other process is named."""
    monkeypatch.setattr(index_module, "PATIENCE", 0.1)
    home = Home.of(root)
    assert home
    with home.lock(0), pytest.raises(ArchiveError, match="another process"):
        indexed(root)


def test_an_open_shelf_outlives_what_others_commit(root: Path) -> None:
    """A search under way answers from the generation it opened."""
    with index(root, Reading()) as found, Shelf(found.folder, found.generation) as shelf:
        put(root, article("quatre", "La houle."))
        indexed(root)
        assert ids(search(shelf, Request("houle"))) <= {"un", "deux"}


def test_searches_at_once_all_answer(tmp_path: Path) -> None:
    """Six processes over an archive that none has indexed yet, each right."""
    harbour = Harbour.made(tmp_path / "harbour", 12, 1)
    command = [sys.executable, "-m", "builder", "search", "--root", str(harbour.root), "--limit", "0", "port"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(6)]
    for run in runs:
        said, wrong = run.communicate()
        assert (run.returncode, said.splitlines()[0]) == (0, "12 articles, 0 shown"), wrong


def test_a_kill_at_any_moment_leaves_the_next_run_right(tmp_path: Path) -> None:
    """Ten here; `python tests/search_kills.py` does a hundred and more."""
    assert kill(Harbour.made(tmp_path / "harbour", 20, 1), 10)["wrong"] == 0


def test_a_kill_between_any_two_steps_leaves_the_next_run_right(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before and after each step of a commit that touches the disk: the index is that of before or of after, and what was half done is swept away."""
    indexed(root)
    steps = ((TOC, "write"), (Home, "write"), (Path, "write_bytes"), (Path, "unlink"), (FileStorage, "rename_file"))
    for number, (owner, name) in enumerate(steps):
        put(root, article("quatre", f"La houle {number}."))
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, _killed)
            with pytest.raises(KeyboardInterrupt):
                indexed(root)
        assert ids(asked(root, str(number))) == {"quatre"}
        assert ids(asked(root, "houle")) == {"un", "deux", "quatre"}
        found = indexed(root)
        assert len(list(found.folder.glob("*.toc*"))) == 1


def _killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


# --- what is written ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("articles", [1, 2, 127, 128, 129, 300])
def test_whoosh_reads_what_was_written_faster_than_it_writes(tmp_path: Path, articles: int) -> None:
    """Its own readers and matchers see each posting, and skip over blocks of them."""
    put(tmp_path, *(article(f"article-{number:03}", "houle " * (number % 5 + 1) + f"vague{number}") for number in range(articles)))
    found = indexed(tmp_path)
    with Shelf(found.folder, found.generation) as shelf:
        reader = shelf._reader
        matcher = reader.postings("text", b"houl")
        assert [(number, weight) for number, weight in _postings(matcher)] == [(number, number % 5 + 1) for number in range(articles)]
        assert reader.term_info("text", b"houl").doc_frequency() == articles
        matcher = reader.postings("text", b"houl")
        matcher.skip_to(articles - 1)
        assert (matcher.id(), matcher.weight()) == (articles - 1, (articles - 1) % 5 + 1)
        for number in (0, articles - 1):
            assert list(_postings(reader.postings("text", f"vague{number}".encode()))) == [(number, 1.0)]
        assert sorted(reader.field_terms("id")) == [f"article-{number:03}" for number in range(articles)]


def _postings(matcher: Any) -> Iterator[tuple[int, float]]:
    while matcher.is_active():
        yield matcher.id(), matcher.weight()
        matcher.next()


@given(
    st.lists(
        st.builds(Form, *[st.text("abcé", min_size=1, max_size=4)] * 2, st.sampled_from(["fr", "en"]), st.just("k"), st.just(1)),
        max_size=12,
    )
)
def test_a_vocabulary_gives_back_its_forms(forms: list[Form]) -> None:
    """All of them, and by spelling or beginning exactly those that are spelt or begin so."""
    vocabulary = Vocabulary.of(forms)
    assert sorted(vocabulary, key=repr) == sorted(forms, key=repr)
    for form in forms:
        assert {*vocabulary.spelt(form.folded)} == {other for other in forms if other.folded == form.folded}
        assert {*vocabulary.starting(form.folded[:1])} == {other for other in forms if other.folded.startswith(form.folded[0])}
    assert vocabulary.spelt("z") == vocabulary.starting("z") == ()


def test_nothing_of_ours_is_pickled_but_what_whoosh_needs(root: Path) -> None:
    """What is unpickled names classes of Whoosh and the field of counts only: opening an index does not import how it was written."""
    found = indexed(root)
    content = (found.folder / f"_MAIN_{found.generation}.toc").read_bytes()
    modules = {
        argument.split(" ")[0]
        for offset in range(len(content))
        if content[offset : offset + 2] == b"\x80\x02"
        for operation, argument, _ in _operations(content[offset:])
        if operation == "GLOBAL"
    }
    assert modules
    assert {name for name in modules if name.startswith("builder")} <= {"builder.shelf"}


def _operations(content: bytes) -> list[tuple[str, Any, Any]]:
    import pickletools  # noqa: PLC0415  for this only

    try:
        return [(operation.name, argument, place) for operation, argument, place in pickletools.genops(content)]
    except (ValueError, pickle.UnpicklingError):
        return []
