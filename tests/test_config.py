"""The settings of the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.config import SiteSettings, config
from builder.errors import SettingsError


def test_an_archive_needs_no_settings(tmp_path: Path) -> None:
    """Without a mkdocs.yml all is blank."""
    assert config(tmp_path) == SiteSettings()


def test_tags_of_the_generator_are_left_alone(tmp_path: Path) -> None:
    """A tag that names code is neither run nor an error."""
    (tmp_path / "mkdocs.yml").write_text(
        'site_name: Port-Azur\nsite_url: "https://port.example/"\nx: !!python/name:os.system\ny: !ENV [HOME, 1]\n', encoding="utf-8"
    )
    assert config(tmp_path) == SiteSettings("Port-Azur", "https://port.example")


@pytest.mark.parametrize(("content", "line"), [(b"site_name: [", 1), (b"- a\n", 0), (b"site_name: \xff", 0)])
def test_what_cannot_be_read_says_where(tmp_path: Path, content: bytes, line: int) -> None:
    """One error with a finding, never a traceback of the parser."""
    (tmp_path / "mkdocs.yml").write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        config(tmp_path)
    assert caught.value.findings[0].path == "mkdocs.yml"
    assert caught.value.findings[0].line >= line
