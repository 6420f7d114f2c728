"""Stage 14, publish: the site follows from its source, and no more is built than must be."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from builder import publish as publish_module
from builder.publish import STATE, Extent, Published, publish

PROJECT = Path(__file__).parents[1]
OURS = ("docs/articles", "docs/index.md")
PAGES = 12

MAIN = """<!doctype html><title>{{ page.title }}</title>{{ page.content }}
{%- for item in nav %}<a href="{{ item.url | url }}">{{ item.title }}</a>{% endfor %}
"""
SITEMAP = """{%- for file in pages %}{{ file.page.canonical_url }} {{ file.page.update_date }}
{% endfor %}"""
SETTINGS = """site_name: Essai
site_url: https://essai.example/
strict: true
use_directory_urls: false
plugins: []
theme: {name: null, custom_dir: overrides, static_templates: [sitemap.xml]}
nav: [{Accueil: index.md}, {À propos: propos.md}]
validation: {links: {not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small site: a home page, one page by hand, a dozen by the builder, a bare theme."""
    return make_site(tmp_path / "site-source")


def make_site(root: Path) -> Path:
    """Write the source of a small site."""
    for path, content in {
        "mkdocs.yml": SETTINGS,
        "overrides/main.html": MAIN,
        "overrides/sitemap.xml": SITEMAP,
        "docs/index.md": "# Accueil\n\n[un](articles/1.md)\n",
        "docs/propos.md": "# À propos\n\n[Accueil](index.md)\n",
        "docs/articles/data.csv": "a,b\r\n",
        **{f"docs/articles/{number}.md": f"# Article {number}\n\n[Accueil](../index.md)\n" for number in range(1, PAGES + 1)},
    }.items():
        put(root / path, content)
    return root


def put(path: Path, content: str) -> None:
    """Write a file with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="")


def site(root: Path) -> dict[str, bytes]:
    """Return every file of the site."""
    return {path.relative_to(root / "site").as_posix(): path.read_bytes() for path in (root / "site").rglob("*") if path.is_file()}


def looks(root: Path) -> dict[Path, int]:
    """Return the modification times of all files."""
    return {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}


def test_the_first_time_everything_is_built(root: Path) -> None:
    """A page for each source, files beside them, and no finding."""
    assert publish(root, OURS) == Published(Extent.ALL, PAGES + 3)
    assert {"index.html", "propos.html", "articles/1.html", "articles/data.csv", "sitemap.xml", "sitemap.xml.gz"} <= site(root).keys()


def test_publishing_again_does_nothing(root: Path) -> None:
    """Where nothing changed no process is run and no file is touched, not even for a new modification time."""
    publish(root, OURS)
    os.utime(root / "docs/propos.md")
    before = looks(root)
    assert publish(root, OURS) == Published()
    assert looks(root) == before


def test_a_copy_left_out_is_made_by_the_next_run_that_wants_one(root: Path) -> None:
    """While somebody writes and looks on, none; then one of the day, and with it all is as after a full build."""
    publish(root, OURS)
    put(root / "docs/articles/3.md", "# Nouveau\n")
    assert publish(root, OURS, with_copy=False) == Published(Extent.PAGES, 1)
    assert "copie.zip" not in site(root)
    assert publish(root, OURS, with_copy=False) == Published()
    assert publish(root, OURS) == Published(Extent.COPY)
    assert publish(root, OURS) == publish(root, OURS, with_copy=False) == Published()
    later = site(root)
    publish(root, OURS, afresh=True)
    assert site(root) == later


def test_a_changed_page_is_built_alone(root: Path) -> None:
    """The other pages are not touched, and the bytes are those of a full build."""
    publish(root, OURS)
    before = looks(root / "site")
    put(root / "docs/articles/3.md", "# Nouveau\n\n[quatre](4.md)\n")
    os.utime(root / "docs/articles/3.md", (1, 1))  # however old it claims to be
    assert publish(root, OURS) == Published(Extent.PAGES, 1)
    assert looks(root / "site")[root / "site/articles/4.html"] == before[root / "site/articles/4.html"]
    partial = site(root)
    assert b"Nouveau" in partial["articles/3.html"]
    publish(root, OURS, afresh=True)
    assert site(root) == partial


def test_the_sitemap_lists_no_page_that_only_forwards(root: Path) -> None:
    """Not after a full build, and not after one of other pages alone."""
    put(root / "overrides/sitemap.xml", (PROJECT / "overrides/sitemap.xml").read_text(encoding="utf-8"))
    put(root / "docs/articles/5.md", '---\ntitle: "Cinq"\nredirect: "4.html"\n---\n\n# Cinq\n')
    publish(root, OURS)
    listed = site(root)["sitemap.xml"]
    assert b"<loc>https://essai.example/articles/4.html</loc>" in listed
    assert b"articles/5.html" not in listed
    put(root / "docs/articles/3.md", "# Nouveau\n")
    assert publish(root, OURS) == Published(Extent.PAGES, 1)
    assert site(root)["sitemap.xml"] == listed


def test_without_an_address_there_is_no_sitemap(root: Path) -> None:
    """A list of nothing is worth no file."""
    put(root / "overrides/sitemap.xml", (PROJECT / "overrides/sitemap.xml").read_text(encoding="utf-8"))
    put(root / "mkdocs.yml", SETTINGS.replace("site_url: https://essai.example/", 'site_url: ""'))
    assert publish(root, OURS).findings == ()
    assert not {"sitemap.xml", "sitemap.xml.gz"} & site(root).keys()


def test_pages_that_come_and_go(root: Path) -> None:
    """A new page is there, the output of a removed one is gone, its empty folder too; again as in a full build."""
    put(root / "docs/articles/deep/a.md", "# A\n")
    publish(root, OURS)
    shutil.rmtree(root / "docs/articles/deep")
    (root / "docs/articles/data.csv").unlink()
    put(root / "docs/articles/b.md", "# B\n")
    assert publish(root, OURS) == Published(Extent.PAGES, 3)
    assert "articles/b.html" in site(root)
    assert not (root / "site/articles/deep").exists()
    partial = site(root)
    publish(root, OURS, afresh=True)
    assert site(root) == partial


@pytest.mark.parametrize("path", ["mkdocs.yml", "overrides/main.html", "docs/propos.md", "docs/assets/new.css"])
def test_what_may_change_every_page_asks_for_a_full_build(root: Path, path: str) -> None:
    """Settings, theme, hand-written pages, assets."""
    publish(root, OURS)
    put(root / path, (root / path).read_text("utf-8") + "\n" if (root / path).exists() else "")
    assert publish(root, OURS).extent is Extent.ALL


def test_a_site_changed_from_outside_is_built_anew(root: Path) -> None:
    """A missing or damaged output is noticed though no source changed."""
    publish(root, OURS)
    before = site(root)
    (root / "site/articles/5.html").unlink()
    put(root / "site/articles/6.html", "x")
    put(root / "site/articles/old.html", "x")
    assert publish(root, OURS).extent is Extent.ALL
    assert site(root) == before


def test_many_changes_are_built_strictly(root: Path) -> None:
    """Beyond a share of all pages the full build is chosen."""
    publish(root, OURS)
    for number in range(1, PAGES + 1):
        put(root / f"docs/articles/{number}.md", "# Tous\n")
    assert publish(root, OURS).extent is Extent.ALL


def test_a_theme_search_index_rules_out_partial_builds(root: Path) -> None:
    """It would hold only the changed pages afterwards."""
    put(
        root / "mkdocs.yml",
        SETTINGS.replace("plugins: []", "plugins: [search]").replace("[sitemap.xml]", "[sitemap.xml], include_search_page: true"),
    )
    publish(root, OURS)
    put(root / "docs/articles/3.md", "# Nouveau\n")
    assert publish(root, OURS).extent is Extent.ALL


# --- warnings and faults -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("link", ["nulle-part.md", "1.md#nulle-part", "/absolu.md"])
def test_a_warning_is_a_finding_and_keeps_the_last_good_site(root: Path, link: str) -> None:
    """Strict: what the generator warns of names the page; the site stays as it was, and the next run tries again."""
    publish(root, OURS)
    before = site(root)
    put(root / "docs/propos.md", f"# À propos\n\n[x]({link if link[0] == '/' else 'articles/' + link})\n")
    for _ in range(2):
        done = publish(root, OURS)
        assert [finding.path for finding in done.findings] == ["docs/propos.md"]
        assert not done.built
        assert site(root) == before


def test_a_partial_build_that_warns_is_followed_by_a_strict_one(root: Path) -> None:
    """A dead link in a page of the builder's does not slip through."""
    publish(root, OURS)
    put(root / "docs/articles/3.md", "# Trois\n\n[x](nulle-part.md)\n")
    done = publish(root, OURS)
    assert (done.extent, [finding.path for finding in done.findings]) == (Extent.ALL, ["docs/articles/3.md"])
    put(root / "docs/articles/3.md", "# Trois\n")
    assert publish(root, OURS) == Published(Extent.ALL, PAGES + 3)


@pytest.mark.parametrize(("settings", "words"), [("site_name: [", "mkdocs.yml"), (SETTINGS.replace("overrides", "nowhere"), "nowhere")])
def test_settings_that_the_generator_refuses_are_a_finding(root: Path, settings: str, words: str) -> None:
    """No traceback: what it said last."""
    put(root / "mkdocs.yml", settings)
    done = publish(root, OURS)
    assert done.findings
    assert words in " ".join(map(str, done.findings))


class Killed(BaseException):
    """The end of the process, as far as a test can play it."""


def test_a_kill_at_any_moment_leaves_a_state_from_which_the_next_run_is_right(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before, within and after the generator's run, and between the two renamings."""
    publish(root, OURS)

    def kill(*_arguments: object) -> None:
        raise Killed

    for name in ("_run", "_remember", "_prune"):
        put(root / "docs/articles/3.md", f"# {name}\n")
        (root / "docs/articles/2.md").unlink()
        monkeypatch.setattr(publish_module, name, kill)
        with pytest.raises(Killed):
            publish(root, OURS)
        monkeypatch.undo()
        put(root / "docs/articles/2.md", "# Deux\n")
        assert publish(root, OURS).extent is Extent.ALL
        assert name.encode() in site(root)["articles/3.html"]
    monkeypatch.setattr(Path, "replace", kill)
    with pytest.raises(Killed):
        publish(root, OURS, afresh=True)
    monkeypatch.undo()
    assert publish(root, OURS).built


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks processes up in /proc")
def test_the_generator_ends_with_the_builder(root: Path) -> None:
    """After a kill nothing goes on writing: the run's own process is gone, and so is the generator it had started."""
    os.mkfifo(root / "overrides/fifo.html")  # reading the theme never ends: the generator is alive until it is ended
    put(root / "overrides/main.html", "{% include 'fifo.html' %}")
    code = f"from pathlib import Path; from builder.publish import _run, _State; _run(Path({str(root)!r}), _State('', 0), '--site-dir', {str(root / 'site')!r})"
    builder = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    generator = _child_of(builder.pid)
    builder.kill()
    builder.wait()
    assert _ends(generator)


def _child_of(process: int) -> int:
    """Wait for the one child of a process."""
    children = Path(f"/proc/{process}/task/{process}/children")
    while not (found := children.read_text().split()):
        time.sleep(0.01)
    return int(found[0])


def _ends(process: int) -> bool:
    """Wait for the end of a process that is not ours to wait for."""
    for _ in range(3000):
        stat = Path(f"/proc/{process}/stat")
        if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.01)
    os.kill(process, signal.SIGKILL)
    return False


@pytest.mark.parametrize("state", ["", "{", "[]", '{"settings": 1}', '{"settings": "", "epoch": 0, "sources": [], "site": ""}'])
def test_a_damaged_state_is_no_state(root: Path, state: str) -> None:
    """Nothing sensible remembered: everything is built."""
    put(root / STATE, state)
    assert publish(root, OURS).extent is Extent.ALL


# --- the same bytes everywhere -------------------------------------------------------------------------------------------------------------


def test_place_time_zone_language_and_hash_seed_change_no_byte(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 4, for the site."""
    publish(root, OURS)
    other = make_site(tmp_path / "elsewhere/with space")
    for name, value in {"TZ": "Asia/Damascus", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7", "COLUMNS": "20"}.items():
        monkeypatch.setenv(name, value)
    publish(other, OURS)
    assert site(other) == site(root)


def test_the_date_of_the_build_is_that_of_the_newest_commit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """0 outside git; SOURCE_DATE_EPOCH wins; a new commit reaches the pages that tell the date."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    publish(root, OURS)
    assert b"1970-01-01" in site(root)["sitemap.xml"]
    who = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_DATE": "2020-02-20T12:00:00Z",
    }
    surroundings = os.environ | who | {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    for command in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run(["git", *command], cwd=root, env=surroundings, check=True)
    assert publish(root, OURS) == Published(Extent.PAGES, 0)
    assert b"2020-02-20" in site(root)["sitemap.xml"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    publish(root, OURS)
    assert b"1970-01-02" in site(root)["sitemap.xml"]
