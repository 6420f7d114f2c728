"""What `mkdocs.yml` says of the site: its name, addresses and repository.

In: the archive's root. Out: SiteSettings. A noun that reads one file; it needs no site generator, and no tag of the file is carried out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from builder.errors import Finding, SettingsError

FILE = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The settings of the site that pages depend on. Addresses are "" where blank; `url` and `repo_url` end in no slash."""

    name: str = "Archive"
    url: str = ""
    repo_url: str = ""
    edit_uri: str = ""


def config(root: Path) -> SiteSettings:
    """Read the settings of an archive's site; without a `mkdocs.yml` they are the defaults.

    Raises:
        SettingsError: the file is not YAML, not UTF-8, or not a map.
    """
    path = root / FILE
    if not path.is_file():
        return SiteSettings()
    try:
        data = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_Tolerant)  # noqa: S506  a safe loader that leaves tags alone
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(Finding(FILE, _line_of(error), f"cannot be read: {_reason(error)}", "mend its YAML; UTF-8 only")) from error
    if not isinstance(data, Mapping):
        raise SettingsError(Finding(FILE, 0, "holds no settings", "begin with site_name: and a name"))
    return _settings(data)


class _Tolerant(yaml.SafeLoader):
    """Reads values behind unknown tags (`!!python/name:`, `!ENV`) as nothing, where the site generator would act on them."""


_Tolerant.add_multi_constructor("", lambda _loader, _tag, _node: None)


def _settings(data: Mapping[object, object]) -> SiteSettings:
    return SiteSettings(
        name=_word(data, "site_name") or SiteSettings().name,
        url=_word(data, "site_url").rstrip("/"),
        repo_url=_word(data, "repo_url").rstrip("/"),
        edit_uri=_word(data, "edit_uri"),
    )


def _word(data: Mapping[object, object], key: str) -> str:
    value = data.get(key)
    return "" if value is None else str(value).strip()


def _line_of(error: yaml.YAMLError | UnicodeDecodeError) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 0


def _reason(error: yaml.YAMLError | UnicodeDecodeError) -> str:
    return getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
