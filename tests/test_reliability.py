"""How right annotation is: measured on the archive's own gold, kept by content, told on a page, and never silently missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from sample import ARTICLE, BODY
from test_render import rendered

from builder import pipeline
from builder.errors import ArchiveError, SettingsError
from builder.evaluate import MEASURES, DateVerdict, MentionSlip, OutletVerdict, Tally
from builder.model import Actor, Article, Authority, DatedName, Place, Settings
from builder.reliability import Reliability, reliability
from builder.render.labels import DATE_VERDICTS, MEASURE_NAMES, MENTION_SLIPS, OUTLET_VERDICTS

GOLD = """seed: "a.txt"
set: {set}
date: "2012-09-11"
outlet: {{without_notice: le-phare, with_notice: le-phare}}
mentions:
- {{surface: "Anna Lund", nth: 1, ref: actor/anna-lund}}
- {{surface: "Port-Azur", nth: 1, ref: place/port-azur}}
"""
AUTHORITY = Authority(
    actors=MappingProxyType({"anna-lund": Actor("anna-lund", (DatedName("Anna Lund"),), kind="person")}),
    places=MappingProxyType({"port-azur": Place("port-azur", (DatedName("Port-Azur"),), kind="city")}),
    settings=Settings(gold="texts/gold"),
    digest="one",
)


class Annotator:
    """Gives the same article for every text, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, bool]] = []

    def __call__(self, files: Sequence[tuple[Path, bool]]) -> Sequence[Article]:
        """Annotate."""
        self.asked += [(path.name, noticed) for path, noticed in files]
        return tuple(ARTICLE for _ in files)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive with two gold texts, the text of one of them a seed."""
    for path, content in {
        "archive/archive.yml": 'languages: ["fr"]\ngold: "texts/gold"\n',
        "texts/gold/a.yaml": GOLD.format(set="held back"),
        "texts/gold/a.txt": BODY,
        "texts/gold/more/b.yaml": GOLD.format(set="tuned").replace("a.txt", "b.txt"),
        "seeds/b.txt": BODY,
        "seeds/c.txt": BODY,
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    return tmp_path


def measured(root: Path, annotate: Annotator, authority: Authority = AUTHORITY) -> Reliability:
    """Measure, where there is gold."""
    found = reliability(root, authority, annotate)
    assert found
    return found


def test_where_no_gold_is_named_nothing_is_measured(root: Path) -> None:
    """Gold is a choice; without it nothing is annotated and nothing claimed."""
    annotate = Annotator()
    assert reliability(root, replace(AUTHORITY, settings=Settings()), annotate) is None
    assert not annotate.asked


def test_what_was_measured_is_measured_once(root: Path) -> None:
    """The same gold, texts, records and builder give the same figures without one text annotated, read back as they were."""
    annotate = Annotator()
    first = measured(root, annotate)
    assert annotate.asked == [("a.txt", False), ("b.txt", False)]
    assert first.measured.sets["held back"].tallies["mentions"] == Tally(right=1, missed=1, wrong=3)
    assert list(first.measured.sets) == ["held back", "tuned"]
    second = measured(root, annotate)
    assert (second, len(annotate.asked)) == (first, 2)


def test_a_seed_that_is_no_gold_text_changes_nothing(root: Path) -> None:
    """A new article does not make annotation be measured again."""
    annotate = Annotator()
    digest = measured(root, annotate).digest
    (root / "seeds/c.txt").write_text("Autre chose", encoding="utf-8")
    assert measured(root, annotate).digest == digest
    assert len(annotate.asked) == 2


@pytest.mark.parametrize("changed", ["texts/gold/a.yaml", "texts/gold/a.txt", "seeds/b.txt", "records"])
def test_what_counts_is_measured_anew_when_it_changes(root: Path, changed: str) -> None:
    """Gold, a text wherever it lies, and the records: a change of any is seen by its content."""
    annotate = Annotator()
    before = measured(root, annotate)
    authority = AUTHORITY
    if changed == "records":
        authority = replace(AUTHORITY, digest="two")
    else:
        written = (root / changed).read_text(encoding="utf-8")
        (root / changed).write_text(written.replace("title", "titre") + "covers: []\nagency: [brise]\n", encoding="utf-8")
    assert measured(root, annotate, authority).digest != before.digest
    assert len(annotate.asked) == 4


def test_a_damaged_memory_costs_time_not_truth(root: Path) -> None:
    """What cannot be read back is measured again."""
    annotate = Annotator()
    first = measured(root, annotate)
    kept = root / ".cache/reliability.json"
    for content in ("{", "[]", json.dumps({"key": json.loads(kept.read_text())["key"], "measured": {"total": 1}})):
        kept.write_text(content, encoding="utf-8")
        assert measured(root, annotate) == first
    assert len(annotate.asked) == 8


def test_looking_alone_writes_nothing(root: Path) -> None:
    """`archive check` leaves no trace."""
    reliability(root, AUTHORITY, Annotator(), keep=False)
    assert not (root / ".cache").exists()


@pytest.mark.parametrize("folder", ["texts/golden", "texts/gold/a.yaml", "texts/none"])
def test_a_folder_that_is_not_there_is_told(root: Path, folder: str) -> None:
    """Where the settings name it, and what to do; the site never goes without its figures unnoticed."""
    (root / "archive/archive.yml").write_text(f'languages: ["fr"]\ngold: "{folder}"\n', encoding="utf-8")
    (root / "texts/none").mkdir()
    with pytest.raises(SettingsError) as caught:
        reliability(root, replace(AUTHORITY, settings=Settings(gold=folder)), Annotator())
    (finding,) = caught.value.findings
    if folder == "texts/none":
        assert (finding.path, finding.problem) == ("texts/none", "no gold files here")
    else:
        assert (finding.path, finding.line) == ("archive/archive.yml", 2)
        assert finding.hint


def test_a_folder_elsewhere_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A symbolic link that leads out of the archive is no folder of it."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "a.yaml").write_text(GOLD.format(set="tuned"), encoding="utf-8")
    (root / "link").symlink_to(elsewhere)
    with pytest.raises(SettingsError):
        reliability(root, replace(AUTHORITY, settings=Settings(gold="link")), Annotator())


def test_faults_of_all_gold_files_are_told_at_once(root: Path) -> None:
    """Each with its file and line."""
    (root / "texts/gold/a.yaml").write_bytes('seed: "a.txt"\ntitle: "\xe9t\xe9"\n'.encode("latin-1"))
    (root / "texts/gold/more/b.yaml").write_text('seed: "b.txt"\nseeds: 1\n', encoding="utf-8")
    with pytest.raises(ArchiveError) as caught:
        reliability(root, AUTHORITY, Annotator())
    assert [(finding.path, finding.line) for finding in caught.value.findings] == [("texts/gold/a.yaml", 2), ("texts/gold/more/b.yaml", 2)]


# --- the page ---------------------------------------------------------------------------------------------------------------------------


def page(found: Reliability | None) -> str:
    """Return the page as it is where nobody wrote prose for it."""
    return rendered(measured=found)["docs/fiabilite.md"]


def test_an_archive_without_gold_says_so() -> None:
    """Not measured is an answer; no empty table stands there."""
    assert "n’a pas été mesurée" in page(None)
    assert "|" not in page(None)


def test_the_page_tells_each_set_apart(root: Path) -> None:
    """Held back comes first; a set that the site has no word for goes by its own name; figures are French."""
    (root / "texts/gold/c.yaml").write_text(GOLD.format(set="extra"), encoding="utf-8")
    told = page(measured(root, Annotator()))
    heads = [line.removeprefix("### ") for line in told.splitlines() if line.startswith("### ")]
    assert heads == ["Textes réservés (1)", "Textes de mise au point (1)", "Extra (1)"]
    assert "| Noms\u00a0: les mots et la fiche | 2 | 25,0\u202f% | 50,0\u202f% | 33,3\u202f% |" in told
    assert "3\u00a0textes" in told


def test_gold_without_sets_has_one_table(root: Path) -> None:
    """All texts together, where nobody told them apart."""
    for path in (root / "texts/gold").rglob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("set:")), encoding="utf-8")
    told = page(measured(root, Annotator()))
    assert "### Textes (2)" in told


def test_every_figure_has_its_words() -> None:
    """A measure, verdict or sort of error without French words would be missing from the page."""
    assert tuple(MEASURE_NAMES) == MEASURES
    assert set(DATE_VERDICTS) == set(DateVerdict)
    assert set(OUTLET_VERDICTS) == set(OutletVerdict)
    assert set(MENTION_SLIPS) == set(MentionSlip)


COMPARISON = {
    "date": "2016-12-06",
    "set": "held back",
    "texts": 2,
    "texts_digest": "other",
    "engines": [{"name": "Autre <b>2.0</b>", "exact": {"right": 1, "missed": 1}, "overlap": {"right": 2}}],
}


def test_another_program_is_shown_with_the_day_it_was_measured(root: Path) -> None:
    """A comparison is a benchmark's: its day is told, and that the texts have changed since where they have."""
    assert "Autre" not in page(measured(root, Annotator()))
    (root / "texts/gold/comparison.json").write_text(json.dumps(COMPARISON), encoding="utf-8")
    told = page(measured(root, Annotator()))
    assert "Mesuré le 6\u00a0décembre 2016 sur 2 textes réservés." in told
    assert "ont changé" in told
    assert "| mêmes mots | 100,0\u202f% | 50,0\u202f% | 66,7\u202f% |" in told
    assert "<b>" not in told


@pytest.mark.parametrize("content", ["{", "{}", json.dumps(COMPARISON | {"date": "soon"}), json.dumps(COMPARISON | {"more": 1})])
def test_a_faulty_comparison_is_told(root: Path, content: str) -> None:
    """A file that no benchmark wrote is refused with its name."""
    (root / "texts/gold/comparison.json").write_text(content, encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"texts/gold/comparison\.json"):
        measured(root, Annotator())


# --- along the line ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def archive(root: Path) -> Path:
    """The same as an archive that can be built, with its records."""
    for path, content in {
        "archive/actors/anna-lund.md": '---\nname: "Anna Lund"\nkind: person\n---\n',
        "archive/places/port-azur.md": '---\nname: "Port-Azur"\nkind: city\n---\n',
    }.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    return root


def test_a_changed_article_does_not_measure_again(archive: Path) -> None:
    """The page is made with the first build; a new or changed seed leaves page and figures alone, a changed record does not."""
    pipeline.annotate_all(archive)
    assert pipeline.render_all(archive).is_fine
    page, kept = archive / "docs/fiabilite.md", archive / ".cache/reliability.json"
    assert "Textes réservés (1)" in page.read_text(encoding="utf-8")
    before = (page.stat().st_mtime_ns, kept.stat().st_mtime_ns)
    (archive / "seeds/c.txt").write_text("Un article\n\nAnna Lund est à Port-Azur depuis mardi.", encoding="utf-8")
    pipeline.annotate_all(archive)
    assert pipeline.render_all(archive).written
    assert (page.stat().st_mtime_ns, kept.stat().st_mtime_ns) == before
    (archive / "archive/places/port-azur.md").write_text('---\nname: "Port-Azur"\nkind: village\n---\n', encoding="utf-8")
    pipeline.render_all(archive)
    assert kept.stat().st_mtime_ns > before[1]


def test_check_tells_faulty_gold_among_all_else(archive: Path) -> None:
    """A gold file that speaks of a record that is gone is a finding beside the others, and nothing is written."""
    (archive / "archive/places/port-azur.md").unlink()
    (archive / "seeds/d.yml").write_text("outlet: nobody\n", encoding="utf-8")
    findings = pipeline.check_all(archive)
    assert {"texts/gold/a.yaml", "texts/gold/more/b.yaml", "seeds/d.yml"} <= {finding.path for finding in findings}
    assert not (archive / ".cache").exists()
