"""The line as a whole: what is kept, what is left out, and what is never overwritten."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from builder import pipeline
from builder.authority import authority
from builder.errors import ArchiveError, Severity
from builder.model import Basis, Claim
from builder.pipeline.annotation import Ready
from builder.record import read_record

SEED = "003_ea07a390312a6797"


def _state(root: Path, folder: str) -> dict[str, tuple[bytes, int]]:
    paths = (path for path in sorted((root / folder).rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def _page(root: Path, ident: str = SEED) -> Path:
    return root / pipeline.RECORDS / f"{ident}.md"


def test_annotating_again_writes_nothing(archive_copy: Path) -> None:
    """With and without what is remembered of earlier work, the second time leaves every file and its time alone."""
    pipeline.annotate_all(archive_copy)
    before = _state(archive_copy, "archive")
    for afresh in (False, True):
        assert pipeline.annotate_all(archive_copy, afresh=afresh).written == 0
        assert _state(archive_copy, "archive") == before


def test_a_faulty_notice_leaves_out_its_article_alone(archive_copy: Path) -> None:
    """The others are written, the article's last good page stays, and the fault is told with file and line."""
    pipeline.annotate_all(archive_copy)
    good = _page(archive_copy).read_bytes()
    (archive_copy / f"seeds/{SEED}.yml").write_text('outlet: "rfi"\ndaet: "2016-10-04"\n', encoding="utf-8")
    (archive_copy / "seeds/nouveau.txt").write_text("Titre\n\nLa mer est calme ce matin sur tout le port, dit-on.\n", encoding="utf-8")
    result = pipeline.annotate_all(archive_copy)
    assert [(finding.path, finding.line) for finding in result.findings] == [(f"seeds/{SEED}.yml", 2)]
    assert "date" in result.findings[0].hint
    assert not result.is_fine
    assert _page(archive_copy).read_bytes() == good
    assert _page(archive_copy, "nouveau").exists()


def test_an_unknown_outlet_in_a_notice_is_told(archive_copy: Path) -> None:
    """A notice can only name an outlet that has a record."""
    (archive_copy / f"seeds/{SEED}.yml").write_text('outlet: "le-phare"\n', encoding="utf-8")
    result = pipeline.annotate_all(archive_copy)
    assert [finding.problem for finding in result.findings] == ["no record archive/outlets/le-phare.md"]


def test_a_persons_edit_is_reported_and_never_replaced(archive_copy: Path) -> None:
    """The page stays as the person left it, and the finding gives the notice that would say the same."""
    pipeline.annotate_all(archive_copy)
    page = _page(archive_copy)
    edited = page.read_text(encoding="utf-8").replace("author: null", 'author: "Oda Lund"')
    page.write_text(edited, encoding="utf-8")
    result = pipeline.annotate_all(archive_copy)
    assert page.read_text(encoding="utf-8") == edited
    (finding,) = result.findings
    assert finding.path == f"{pipeline.RECORDS}/{SEED}.md"
    assert f"seeds/{SEED}.yml" in finding.hint
    assert 'author: "Oda Lund"' in finding.hint
    assert pipeline.render_all(archive_copy).is_fine
    assert read_record(edited, "page.md").attribution.author == Claim("Oda Lund", Basis.NOTICE)


def test_a_notice_is_honoured(archive_copy: Path) -> None:
    """What a person states is taken over, with its basis, and a new notice is noticed."""
    pipeline.annotate_all(archive_copy)
    (archive_copy / f"seeds/{SEED}.yml").write_text('date: "2016-10-05"\noutlet: "rfi?"\ntitle: "Un titre"\n', encoding="utf-8")
    assert pipeline.annotate_all(archive_copy).written == 1
    article = read_record(_page(archive_copy).read_text(encoding="utf-8"), "page.md")
    assert (article.title.value, str(article.dating.edtf), article.attribution.outlet.value) == ("Un titre", "2016-10-05", "rfi")
    assert {article.title.basis, article.dating.basis, article.attribution.outlet.basis} == {"notice"}


def test_a_page_goes_with_its_seed_unless_a_person_edited_it(archive_copy: Path) -> None:
    """The builder removes only what is its own."""
    pipeline.annotate_all(archive_copy)
    other = _page(archive_copy, "002_19b7305b3f46132a")
    other.write_text(other.read_text(encoding="utf-8") + "\nUne phrase ajoutée.\n", encoding="utf-8")
    for ident in (SEED, "002_19b7305b3f46132a"):
        (archive_copy / f"seeds/{ident}.txt").unlink()
    pipeline.annotate_all(archive_copy)
    assert not _page(archive_copy).exists()
    assert other.exists()
    assert pipeline.render_all(archive_copy).is_fine
    assert "perdue ou remplacée" in (archive_copy / "docs/articles/002_19b7305b3f46132a.md").read_text(encoding="utf-8")


def test_a_broken_record_stops_before_anything_is_written(archive_copy: Path) -> None:
    """A fault in the authority is told with its line, and no file changes."""
    record = archive_copy / "archive/actors/john-kerry.md"
    record.write_text(record.read_text(encoding="utf-8").replace("kind: person", "kind: perzon"), encoding="utf-8")
    before = _state(archive_copy, ".")
    with pytest.raises(ArchiveError) as caught:
        pipeline.build(archive_copy)
    assert [(finding.path, finding.line) for finding in caught.value.findings] == [("archive/actors/john-kerry.md", 3)]
    assert _state(archive_copy, ".") == before


def test_check_tells_what_is_missing_or_old_as_a_note(archive_copy: Path) -> None:
    """A seed without its page is no fault: the next build writes it."""
    pipeline.annotate_all(archive_copy)
    assert pipeline.check_all(archive_copy) == ()
    _page(archive_copy).unlink()
    (archive_copy / "seeds/002_19b7305b3f46132a.yml").write_text('author: "Oda Lund"\n', encoding="utf-8")
    findings = pipeline.check_all(archive_copy)
    assert {finding.problem for finding in findings} == {"is missing", "is out of date"}
    assert {finding.severity for finding in findings} == {Severity.NOTE}


def test_check_writes_nothing(archive_copy: Path) -> None:
    """Looking changes no file."""
    before = _state(archive_copy, ".")
    pipeline.check_all(archive_copy)
    assert _state(archive_copy, ".") == before


def test_rendering_reads_the_archive_and_not_the_seeds(archive_copy: Path) -> None:
    """The annotated pages alone give the articles' pages."""
    pipeline.annotate_all(archive_copy)
    pipeline.render_all(archive_copy)
    with_seeds = (archive_copy / f"docs/articles/{SEED}.md").read_bytes()
    for path in (archive_copy / "seeds").iterdir():
        path.rename(archive_copy / path.name)
    pipeline.render_all(archive_copy, afresh=True)
    assert (archive_copy / f"docs/articles/{SEED}.md").read_bytes() == with_seeds


def test_another_process_opens_the_line_by_itself(project: Path) -> None:
    """An authority does not pickle: who is handed what opens the line reads the records anew, and finds the same."""
    known = authority(project)
    assert Ready(known).open(project).authority is known
    assert pickle.loads(pickle.dumps(Ready(known))).open(project).authority == known  # noqa: S301  our own bytes
