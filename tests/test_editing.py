"""The button that corrects a page: it opens what a person would edit, never what the builder writes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

import port_azur
import pytest
import yaml
from conftest import copy_archive
from port_azur import ARTICLES, AUTHORITY

from builder.config import SiteSettings
from builder.gather import gather
from builder.model import Article, Attribution, Basis, Claim, Dating, Notice
from builder.read import read_notice
from builder.render import render

HUB = SiteSettings("Archive", "", "https://github.com/port/azur", "edit/main/docs/")
PROSE: Mapping[str, str] = MappingProxyType({"articles/index.md": "# Articles\n\n<!-- archive:articles -->\n"})


PLAIN = replace(port_azur.article("a"), title=Claim(), attribution=Attribution(), dating=Dating())
"""An article of which nobody states anything."""


def addresses(site: SiteSettings = HUB, articles: tuple[Article, ...] = ARTICLES) -> dict[str, str | None]:
    """Return for each page the address in its front matter."""
    pages = render(gather(articles, AUTHORITY), AUTHORITY, site, PROSE)
    return {page.path: _edit_url(page.content.decode()) for page in pages}


def _edit_url(content: str) -> str | None:
    front = yaml.safe_load(content.partition("\n---\n")[0]) if content.startswith("---\n") else {}
    found = front.get("edit_url")
    assert found is None or isinstance(found, str)
    return found


def of(article: Article, site: SiteSettings = HUB) -> str:
    """Return the address for an article's page."""
    found = addresses(site, (article,))[f"docs/articles/{article.slug or article.id}.md"]
    assert found
    return found


def test_without_a_repository_there_is_no_address() -> None:
    """Where `mkdocs.yml` names none, nothing leads to one."""
    assert set(addresses(SiteSettings("Archive")).values()) == {None}
    assert set(addresses(replace(HUB, repo_url="javascript:alert(1)")).values()) == {None}


def test_every_page_has_one_otherwise() -> None:
    """So that no page falls back on its own file, which is not in the repository."""
    assert all(addresses().values())


def test_an_article_with_a_notice_is_corrected_there() -> None:
    """Whatever it states; its nicer address and its id lead to the same file."""
    stated = replace(PLAIN, slug="le-phare")
    found = addresses(HUB, (stated,))
    notice = "https://github.com/port/azur/edit/main/seeds/a.yml"
    assert found["docs/articles/le-phare.md"] == found["docs/articles/a.md"] == notice
    assert of(replace(PLAIN, note="p. 3")) == notice
    assert of(replace(PLAIN, access="withheld")) == notice
    assert of(replace(PLAIN, title=Claim("Le phare", Basis.NOTICE))) == notice


def test_an_article_without_one_opens_the_form_that_makes_it(tmp_path: Path) -> None:
    """With the right name, and a beginning that is a notice and states nothing yet."""
    address = urlsplit(of(PLAIN))
    assert (address.netloc, address.path) == ("github.com", "/port/azur/new/main/seeds")
    query = parse_qs(address.query, strict_parsing=True)
    assert query["filename"] == ["a.yml"]
    notice = tmp_path / "a.yml"
    notice.write_text(query["value"][0], encoding="utf-8")
    assert read_notice(notice, AUTHORITY.settings) == Notice()


def test_the_forms_lines_are_the_notices_keys(tmp_path: Path) -> None:
    """A line is completed and its sign taken away: that is a notice."""
    query = parse_qs(urlsplit(of(PLAIN)).query)
    begun = query["value"][0].splitlines()[1:]
    notice = tmp_path / "a.yml"
    for line in begun:
        key = line.removeprefix("# ").partition(":")[0]
        value = {"date": "2016-12-06"}.get(key, "x")
        notice.write_text(f'{key}: "{value}"\n', encoding="utf-8")
        assert read_notice(notice, AUTHORITY.settings) != Notice()


def test_a_dossier_is_corrected_in_its_record() -> None:
    """Its pages by year too."""
    found = addresses()
    record = "https://github.com/port/azur/edit/main/archive/places/port-azur.md"
    assert found["docs/lieux/port-azur.md"] == found["docs/lieux/port-azur/2003.md"] == record
    assert found["docs/acteurs/depeche-du-large/2003.md"] == "https://github.com/port/azur/edit/main/archive/actors/depeche-du-large.md"


def test_a_list_leads_to_its_prose_or_to_what_it_lists() -> None:
    """Prose can be edited; a list that has none is made from a folder."""
    found = addresses()
    assert found["docs/articles/index.md"] == "https://github.com/port/azur/edit/main/docs/_pages/articles/index.md"
    assert found["docs/articles/2003.md"] == "https://github.com/port/azur/tree/main/seeds"
    assert found["docs/lieux/index.md"] == "https://github.com/port/azur/tree/main/archive/places"
    assert found["docs/index.md"] == "https://github.com/port/azur/tree/main/archive"


@pytest.mark.parametrize(
    ("repository", "edit_uri", "form", "record"),
    [
        ("https://github.com/a/b", "", "/a/b/new/main/seeds?filename=a.yml&value=", "/a/b/edit/main/archive/places/port-azur.md"),
        ("https://github.com/a/b", "blob/trunk/docs/", "/a/b/new/trunk/seeds?filename=a.yml&value=", "/a/b/edit/trunk/archive/places/"),
        ("https://gitlab.com/a/b", "", "/a/b/-/new/main/seeds?file_name=a.yml", "/a/b/-/edit/main/archive/places/port-azur.md"),
        ("https://forge.example/a", "-/edit/dev/docs/", "/a/-/new/dev/seeds?file_name=a.yml", "/a/-/edit/dev/archive/places/"),
        ("https://codeberg.org/a/b", "", "/a/b/_new/main/seeds?filename=a.yml&value=", "/a/b/_edit/main/archive/places/port-azur.md"),
        ("https://forge.example/a", "_edit/dev/docs/", "/a/_new/dev/seeds?filename=a.yml&value=", "/a/_edit/dev/archive/places/"),
    ],
)
def test_forges_spell_their_addresses_each_in_its_way(repository: str, edit_uri: str, form: str, record: str) -> None:
    """By the form of `edit_uri`, failing that by the host; the branch is the one that `edit_uri` names."""
    site = SiteSettings("Archive", "", repository, edit_uri)
    host = repository.partition("/a")[0]
    assert of(PLAIN, site).startswith(host + form)
    assert (addresses(site)["docs/lieux/port-azur.md"] or "").startswith(host + record)


@pytest.mark.slow
@pytest.mark.parametrize("repository", ["", "https://github.com/port/azur"])
def test_the_button_is_on_the_page_and_only_with_a_repository(project: Path, tmp_path: Path, repository: str) -> None:
    """Built by the site generator, with the theme's own button in its place."""
    root = copy_archive(project, tmp_path / "archive")
    for seed in sorted((root / "seeds").glob("*.txt"))[1:]:
        seed.unlink()
        seed.with_suffix(".yml").unlink(missing_ok=True)
        (root / f"archive/articles/{seed.stem}.md").unlink(missing_ok=True)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(settings.replace('repo_url: ""', f'repo_url: "{repository}"'), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "builder", "build", "--root", root], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (seed,) = (root / "seeds").glob("*.txt")
    has_notice = seed.with_suffix(".yml").exists()
    html = (root / f"site/articles/{seed.stem}.html").read_text(encoding="utf-8")
    if not repository:
        assert 'rel="edit' not in html
        return
    expected = f"edit/main/seeds/{seed.stem}.yml" if has_notice else f"new/main/seeds?filename={seed.stem}.yml&amp;value="
    assert f'<a href="{repository}/{expected}' in html
    assert html.count('rel="edit') == 1
