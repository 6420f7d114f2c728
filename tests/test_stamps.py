"""Stamps spare work, and never hide a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from builder.disk import TEMPORARY
from builder.stamps import Stamps, digest_of, inputs, is_current, remember


def test_a_stamp_holds_until_input_or_output_changes(tmp_path: Path) -> None:
    """The same inputs and the same output need no new work; a change of either does."""
    output = tmp_path / "page.md"
    output.write_text("one")
    Stamps.load(tmp_path, "annotate").save({"a": ("key", output)})
    stamps = Stamps.load(tmp_path, "annotate")
    assert stamps.holds("a", "key", output)
    assert not stamps.holds("a", "other key", output)
    assert not stamps.holds("b", "key", output)
    output.write_text("other")
    assert not stamps.holds("a", "key", output)
    output.unlink()
    assert not stamps.holds("a", "key", output)


def test_folders_are_looked_at_as_a_whole(tmp_path: Path) -> None:
    """A file more or less in the folders is a change."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("a")
    Stamps.load(tmp_path, "render").save_all("key", tmp_path, ("docs",))
    assert Stamps.load(tmp_path, "render").holds_all("key", tmp_path, ("docs",))
    (tmp_path / "docs/b.md").write_text("b")
    assert not Stamps.load(tmp_path, "render").holds_all("key", tmp_path, ("docs",))


def test_what_cannot_be_read_counts_for_nothing(tmp_path: Path) -> None:
    """A damaged stamp file costs time, not truth; so does asking for work afresh."""
    output = tmp_path / "page.md"
    output.write_text("one")
    Stamps.load(tmp_path, "annotate").save({"a": ("key", output)})
    assert not Stamps.load(tmp_path, "annotate", afresh=True).holds("a", "key", output)
    (tmp_path / ".cache/annotate.json").write_text('{"a": ["ke')
    assert not Stamps.load(tmp_path, "annotate").holds("a", "key", output)


@given(st.lists(st.text(), max_size=5), st.lists(st.text(), max_size=5))
def test_two_lists_of_parts_have_two_digests(one: list[str], other: list[str]) -> None:
    """Parts are kept apart: ab + c is not a + bc."""
    assert (digest_of(*one) == digest_of(*other)) is (one == other)


def test_a_build_with_nothing_to_do_sweeps_up_after_a_kill(tmp_path: Path) -> None:
    """What a killed `--clean` left half written goes, though everything else is as it was."""
    (tmp_path / "seeds").mkdir()
    remember(tmp_path, inputs(tmp_path, ()), ())
    left = tmp_path / f".cache/.annotate.json.1{TEMPORARY}"
    left.write_text("{")
    assert is_current(tmp_path)
    assert not left.exists()


def test_gold_texts_are_looked_at_where_the_settings_name_them(tmp_path: Path) -> None:
    """A build has something to do when a gold text changed, wherever the settings say that these lie."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive/archive.yml").write_text('gold: "texts/gold"\n', encoding="utf-8")
    (tmp_path / "texts/gold").mkdir(parents=True)
    remember(tmp_path, inputs(tmp_path, ()), ())
    assert is_current(tmp_path)
    (tmp_path / "texts/other.yaml").write_text("a", encoding="utf-8")
    (tmp_path / "texts/gold/__pycache__").mkdir()
    (tmp_path / "texts/gold/__pycache__/a.pyc").write_text("a", encoding="utf-8")
    assert is_current(tmp_path)
    (tmp_path / "texts/gold/a.yaml").write_text("a", encoding="utf-8")
    assert not is_current(tmp_path)


@pytest.mark.parametrize("settings", ["gold: [a", "- gold", "gold: [a]", "", "\xff"])
def test_settings_that_cannot_be_read_name_no_gold(tmp_path: Path, settings: str) -> None:
    """The build itself tells what is wrong with them."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive/archive.yml").write_bytes(settings.encode("latin-1"))
    assert not is_current(tmp_path)
    assert inputs(tmp_path, ()) == inputs(tmp_path, ())
