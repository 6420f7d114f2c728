"""Stage 12, write: what is on disk afterwards, and what never is."""

from __future__ import annotations

import contextlib
import errno
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from builder import disk, write as write_module
from builder.errors import Severity
from builder.model import Page
from builder.write import FOLDERS, MANIFEST, Written, write

OURS = ("docs/articles", "docs/index.md")


def page(path: str, content: str = "a page\n") -> Page:
    """Return a page of the builder's."""
    return Page(path, content.encode())


def files(root: Path) -> dict[str, bytes]:
    """Return every file below a folder, the manifest left out."""
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    found.pop(MANIFEST, None)
    return found


def looks(root: Path) -> dict[str, tuple[int, int]]:
    """Return what would betray a write: inode and modification time of every file."""
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()}


def test_pages_are_written_and_counted(tmp_path: Path) -> None:
    """Each page stands on disk, byte for byte, and the counts say so."""
    pages = (page("docs/articles/a.md"), page("docs/articles/deep/er/b.md", "é\r\n"), page("docs/index.md"))
    assert write(tmp_path, pages, OURS) == Written(written=3)
    assert files(tmp_path) == {item.path: item.content for item in pages}


def test_a_second_write_writes_no_file(tmp_path: Path) -> None:
    """The same pages again touch nothing, the manifest included."""
    pages = (page("docs/articles/a.md"), page("docs/articles/b.md", ""))
    write(tmp_path, pages, OURS)
    before = looks(tmp_path)
    assert write(tmp_path, pages[::-1], OURS) == Written(unchanged=2)
    assert looks(tmp_path) == before


def test_only_the_changed_file_is_written(tmp_path: Path) -> None:
    """A file whose content is the same keeps its modification time."""
    write(tmp_path, (page("docs/articles/a.md"), page("docs/articles/b.md")), OURS)
    before = looks(tmp_path)
    assert write(tmp_path, (page("docs/articles/a.md"), page("docs/articles/b.md", "new\n")), OURS) == Written(written=1, unchanged=1)
    same = str(tmp_path / "docs/articles/a.md")
    assert looks(tmp_path)[same] == before[same]


def test_stale_files_and_the_folders_they_leave_empty_are_removed(tmp_path: Path) -> None:
    """What the builder wrote and writes no more goes."""
    write(tmp_path, (page("docs/articles/a.md"), page("docs/articles/2016/b.md")), OURS)
    assert write(tmp_path, (page("docs/articles/a.md"),), OURS) == Written(unchanged=1, removed=1)
    assert not (tmp_path / "docs/articles/2016").exists()


def test_a_file_may_give_way_to_a_folder(tmp_path: Path) -> None:
    """A page `a` today may be a folder `a/` tomorrow, and back."""
    for pages in ((page("docs/articles/a"),), (page("docs/articles/a/b.md"),), (page("docs/articles/a"),)):
        assert not write(tmp_path, pages, OURS).findings
        assert list(files(tmp_path)) == [pages[0].path]


def test_a_strangers_file_is_refused_and_kept(tmp_path: Path) -> None:
    """A file that the builder did not write is reported, never replaced or removed; the other pages are written."""
    stranger = tmp_path / "docs/articles/a.md"
    stranger.parent.mkdir(parents=True)
    stranger.write_text("mine")
    (tmp_path / "docs/articles/notes.txt").write_text("mine too")
    for _ in range(2):
        done = write(tmp_path, (page("docs/articles/a.md"), page("docs/articles/b.md")), OURS)
        assert [finding.path for finding in done.findings] == ["docs/articles/a.md", "docs/articles/notes.txt"]
        assert all(finding.severity is Severity.ERROR and finding.hint for finding in done.findings)
        assert files(tmp_path) == {"docs/articles/a.md": b"mine", "docs/articles/b.md": b"a page\n", "docs/articles/notes.txt": b"mine too"}


def test_a_hand_edit_is_noticed_and_kept(tmp_path: Path) -> None:
    """A page of the builder's that a person changed is theirs from then on: not replaced, not removed."""
    write(tmp_path, (page("docs/articles/a.md"),), OURS)
    (tmp_path / "docs/articles/a.md").write_text("edited")
    for pages in ((page("docs/articles/a.md", "new\n"),), (page("docs/articles/a.md"),), ()):
        assert [finding.path for finding in write(tmp_path, pages, OURS).findings] == ["docs/articles/a.md"]
        assert files(tmp_path) == {"docs/articles/a.md": b"edited"}


def test_an_edit_taken_back_is_the_builders_again(tmp_path: Path) -> None:
    """Once the person deletes the edited page, or restores it, the next write goes on as ever."""
    write(tmp_path, (page("docs/articles/a.md"),), OURS)
    (tmp_path / "docs/articles/a.md").write_text("edited")
    write(tmp_path, (page("docs/articles/a.md", "new\n"),), OURS)
    (tmp_path / "docs/articles/a.md").write_text("a page\n")
    assert write(tmp_path, (page("docs/articles/a.md", "new\n"),), OURS) == Written(written=1)


def test_without_its_manifest_the_builder_takes_back_only_what_is_right(tmp_path: Path) -> None:
    """A lost or damaged manifest makes no file the builder's but those that are already as they should be."""
    write(tmp_path, (page("docs/articles/a.md"), page("docs/articles/b.md")), OURS)
    (tmp_path / MANIFEST).write_text("{damaged")
    done = write(tmp_path, (page("docs/articles/a.md"), page("docs/articles/b.md", "new\n")), OURS)
    assert [finding.path for finding in done.findings] == ["docs/articles/b.md"]
    assert done.unchanged == 1


def test_files_beside_the_folders_are_not_looked_at(tmp_path: Path) -> None:
    """Hand-written pages, and hidden files anywhere, are nobody's business here."""
    for path in ("docs/contribuer.md", "docs/articles/.DS_Store"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("mine")
    assert write(tmp_path, (page("docs/articles/a.md"),), OURS) == Written(written=1)
    assert write(tmp_path, (), OURS) == Written(removed=1)
    assert set(files(tmp_path)) == {"docs/contribuer.md", "docs/articles/.DS_Store"}


@pytest.mark.parametrize("where", ["docs", "docs/articles", "docs/articles/deep", "docs/articles/deep/a.md"])
def test_nothing_is_written_through_a_symbolic_link(tmp_path: Path, where: str) -> None:
    """Wherever a link stands on the way, it is reported, and what it points to stays as it is."""
    root, outside = tmp_path / "archive", tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("not of this archive")
    (root / where).parent.mkdir(parents=True)
    (root / where).symlink_to(outside / "a.md" if where.endswith(".md") else outside)
    done = write(root, (page("docs/articles/deep/a.md"),), ("docs/articles",))
    assert {finding.path for finding in done.findings} == {where}
    assert files(outside) == {"a.md": b"not of this archive"}


@pytest.mark.parametrize(
    "path", ["docs/contribuer.md", "docs/articles/../x.md", "/etc/passwd", "../x.md", "docs/articles/.hidden.md", "docs/articlesx/a.md"]
)
def test_a_page_outside_the_folders_is_the_callers_fault(tmp_path: Path, path: str) -> None:
    """No page can be written anywhere else."""
    with pytest.raises(ValueError, match="outside"):
        write(tmp_path, (page(path),), OURS)
    assert not files(tmp_path)


def test_two_pages_of_one_path_are_the_callers_fault(tmp_path: Path) -> None:
    """One of two would be lost."""
    with pytest.raises(ValueError, match="share"):
        write(tmp_path, (page("docs/index.md", "a"), page("docs/index.md", "b")), OURS)


# --- where the content says whose it is ---------------------------------------------------------------------------------------------------


def signed(_path: str, content: bytes) -> bool:
    """Stand in for a record whose digest holds."""
    return content.startswith(b"builder:")


def test_content_may_say_whose_a_file_is(tmp_path: Path) -> None:
    """Without a manifest, untouched files are replaced and removed, edited ones kept and reported, kept ones left alone."""
    folder = tmp_path / "archive/articles"
    folder.mkdir(parents=True)
    for name, content in {"old": "builder: 1", "edited": "person", "stale": "builder: 1", "good": "builder: 1"}.items():
        (folder / f"{name}.md").write_text(content)
    pages = tuple(page(f"archive/articles/{name}.md", "builder: 2") for name in ("old", "edited"))
    done = write(tmp_path, pages, ("archive/articles",), owns=signed, keep={"archive/articles/good.md"})
    assert (done.written, done.removed) == (1, 1)
    assert [finding.path for finding in done.findings] == ["archive/articles/edited.md"]
    assert {path.stem: path.read_text() for path in folder.iterdir()} == {"old": "builder: 2", "edited": "person", "good": "builder: 1"}
    assert not (tmp_path / MANIFEST).exists()


# --- when the disk fails, or the process is killed ------------------------------------------------------------------------------------------


class Killed(BaseException):
    """The end of the process, as far as a test can play it."""


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No space left: a finding, whole files, and the next write is right."""
    write(tmp_path, (page("docs/articles/a.md"), page("docs/articles/b.md")), OURS)
    changed = (page("docs/articles/a.md", "new\n"), page("docs/articles/b.md", "new\n"))

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        done = write(tmp_path, changed, OURS)
    assert "No space left" in done.findings[0].problem
    assert files(tmp_path) == {"docs/articles/a.md": b"a page\n", "docs/articles/b.md": b"a page\n"}
    assert write(tmp_path, changed, OURS) == Written(written=2)


def test_one_file_that_cannot_be_written_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of one file is a finding; the rest is written."""
    real = disk.write_file

    def fussy(target: Path, content: bytes) -> None:
        if target.name == "a.md":
            raise PermissionError(errno.EACCES, "Permission denied")
        real(target, content)

    monkeypatch.setattr(write_module, "write_file", fussy)
    done = write(tmp_path, (page("docs/articles/a.md"), page("docs/articles/b.md")), OURS)
    assert (done.written, [finding.path for finding in done.findings]) == (1, ["docs/articles/a.md"])


def test_what_a_kill_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    """A temporary file is never taken for a page or for a stranger's file."""
    left = tmp_path / f"docs/articles/.a.md.99{disk.TEMPORARY}"
    left.parent.mkdir(parents=True)
    left.write_text("ha")
    assert write(tmp_path, (page("docs/articles/a.md"),), OURS) == Written(written=1)
    assert not left.exists()


names = st.sampled_from(["docs/index.md", *(f"docs/articles/{name}.md" for name in ("a", "b", "c", "d/e"))])
page_sets = st.dictionaries(names, st.sampled_from([b"1", b"2", b"3"]))


class KilledWrites(RuleBasedStateMachine):
    """Writes, killed before any of their steps or not at all: whatever happens, files are whole and the builder knows its own."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.folder.cleanup()

    @rule(pages=page_sets, steps=st.integers(0, 12))
    def write_and_be_killed(self, pages: dict[str, bytes], steps: int) -> None:
        """Die at the given file operation."""
        left = [steps]

        def counted(real: Callable[..., object]) -> Callable[..., object]:
            def step(*arguments: object) -> object:
                if not left[0]:
                    raise Killed
                left[0] -= 1
                return real(*arguments)

            return step

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "replace", counted(Path.replace))
            patch.setattr(write_module, "_remove", counted(write_module._remove))
            with contextlib.suppress(Killed):
                write(self.root, _pages(pages), OURS)

    @rule(pages=page_sets)
    def write_in_peace(self, pages: dict[str, bytes]) -> None:
        """The next write is right, whatever came before."""
        done = write(self.root, _pages(pages), OURS)
        assert not done.findings
        assert files(self.root) == pages
        assert write(self.root, _pages(pages), OURS) == Written(unchanged=len(pages))

    @invariant()
    def every_file_is_whole(self) -> None:
        """No file holds anything but one of the contents."""
        assert set(files(self.root).values()) <= {b"1", b"2", b"3"}


TestKilledWrites = KilledWrites.TestCase
TestKilledWrites.settings = settings(max_examples=30, stateful_step_count=12)


def _pages(contents: dict[str, bytes]) -> tuple[Page, ...]:
    return tuple(Page(path, content) for path, content in contents.items())


def test_the_folders_are_those_that_git_ignores(project: Path) -> None:
    """One list in two places, kept the same: nothing that the builder wrote can be committed."""
    ignored = {line.strip("/\n") for line in (project / ".gitignore").read_text().splitlines() if line.startswith("/docs/")}
    assert ignored == {*FOLDERS, MANIFEST}
