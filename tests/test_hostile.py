"""Bad input, end to end: each fault is told with its place or read right, none is a traceback, none stops the rest, none loses anything."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from browsing import chromium
from conftest import PROJECT, copy_archive
from typer.testing import CliRunner, Result

from builder.cli import app
from builder.errors import ArchiveError
from builder.model import Article
from builder.record import read_record
from builder.write import FOLDERS, MANIFEST

HOSTILE = Path(__file__).parent / "hostile"
PERMISSIONS: dict[str, dict[str, Any]] = yaml.safe_load((HOSTILE / "permissions.yaml").read_text(encoding="utf-8"))
CASES: dict[str, dict[str, Any]] = yaml.safe_load((HOSTILE / "building.yaml").read_text(encoding="utf-8"))
NEW = "Un titre nouveau\n\nUne phrase de plus sur Port-Azur, qui doit sortir malgré tout.\n"


def run(root: Path, *arguments: str) -> Result:
    """Run a command on an archive; a traceback fails the test."""
    result = CliRunner().invoke(app, [*arguments, "--root", str(root)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive, annotated and rendered once without a fault."""
    root = tmp_path_factory.mktemp("hostile") / "archive"
    shutil.copytree(HOSTILE / "archive", root)
    for command in ("annotate", "render"):
        assert run(root, command).exit_code == 0
    return root


def content(given: Any) -> bytes:
    """Return the bytes that a case describes."""
    match given:
        case str():
            return given.encode()
        case {"from": name}:
            return Path(HOSTILE, "seeds", name).read_bytes()
        case {"text": text, "as": encoding}:
            return str(text).encode(encoding)
    return str(given.get("before", "") + given["repeat"] * given["times"] + given.get("after", "")).encode()


def put(path: Path, given: Any) -> None:
    """Lay one file of a case in its place, or take away what is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    if given is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(given, dict) and "link" in given:
        path.symlink_to(given["link"])
    else:
        path.write_bytes(content(given))


def files(root: Path, *folders: str) -> dict[str, bytes]:
    """Return all files of some folders, links not followed, temporary ones too."""
    found = (path for folder in folders for path in sorted((root / folder).rglob("*")))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_file() and not path.is_symlink()}


def assert_told(result: Result, expected: list[Mapping[str, str]], code: int) -> None:
    """Compare what a command says with a case's findings: as many, in their order, each with place, problem and hint."""
    told = result.stderr.splitlines()
    assert len(told) == len(expected), result.stderr
    for line, finding in zip(told, expected, strict=True):
        assert line.startswith((f"error: {finding['at']}: ", f"warning: {finding['at']}: ")), line
        assert finding["problem"] in line, line
        assert finding["hint"] in line, line
        assert line.endswith(")"), f"no hint: {line}"
    assert result.exit_code == (code if expected else 0), result.stderr


def texts(root: Path) -> dict[str, str]:
    """Return the clean texts of all annotated pages that can be read, links not followed."""
    found = {}
    for path in (root / "archive/articles").glob("*.md"):
        with contextlib.suppress(ArchiveError, UnicodeDecodeError):
            found[path.stem] = read_record(path.read_text(encoding="utf-8"), path.name).text.body
    return found


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_bad_input(case: dict[str, Any], built: Path, tmp_path: Path) -> None:
    """What a case says of findings, exit codes and files holds; what people wrote, and what a stop leaves, is as it was."""
    root = tmp_path / "archive"
    shutil.copytree(built, root)
    for path, given in {"seeds/nouveau.txt": NEW, **case["put"]}.items():
        put(root / path, given)
    stops = case.get("stops", [])
    for command, ours in (("annotate", ("archive/articles",)), ("render", FOLDERS)):
        before = files(root.parent, ".")
        assert_told(run(root, command), case.get(command, []), case.get("exit", 1))
        after = files(root.parent, ".")
        may_change = tuple(f"{root.name}/{folder}" for folder in (".cache/", *(() if command in stops else (MANIFEST, *ours))))
        assert not [
            path for path in before.keys() | after.keys() if before.get(path) != after.get(path) and not path.startswith(may_change)
        ]
    assert_made(root, case, built)


def assert_made(root: Path, case: dict[str, Any], built: Path) -> None:
    """Compare what was written with what a case says of it."""
    made = texts(root)
    if "stops" not in case:
        assert made["nouveau"] == NEW.strip()
        assert (root / "docs/articles/nouveau.md").is_file()
    for ident, words in case.get("reads", {}).items():
        assert all(word in made[ident] for word in words), made[ident][:1000]
        assert (root / f"docs/articles/{ident}.md").is_file()
    for ident, words in case.get("reads_not", {}).items():
        assert not any(word in made[ident] for word in words)
    for ident, text in case.get("text", {}).items():
        assert made[ident] == text
    for path in case.get("keeps", ()):
        kept = content(case["put"][path]) if path in case["put"] else (built / path).read_bytes()
        assert (root / path).read_bytes() == kept
    assert not [path for path in case.get("gone", ()) if (root / path).exists()]


# --- when the system refuses ----------------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def permissions(root: Path, modes: Mapping[str, str]) -> Iterator[None]:
    """Give some paths other permissions for a while, which hold for root too."""
    before = {path: (root / path).stat().st_mode for path in modes}
    for path in sorted(modes, reverse=True):
        (root / path).chmod(int(modes[path], 8))
    try:
        with bound_by_permissions():
            yield
    finally:
        for path in sorted(modes):
            (root / path).chmod(before[path])


@contextlib.contextmanager
def bound_by_permissions() -> Iterator[None]:
    """Lay down for a while the capabilities by which root passes over permissions (capabilities(7): DAC_OVERRIDE, DAC_READ_SEARCH)."""
    if os.geteuid():
        yield
        return
    libc, header, sets = ctypes.CDLL(None, use_errno=True), (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets):
        pytest.skip("root, and its capabilities cannot be told")
    effective = sets[0]
    sets[0] &= ~0b110
    if libc.capset(header, sets):
        pytest.skip("root, and its capabilities cannot be laid down")
    try:
        yield
    finally:
        sets[0] = effective
        libc.capset(header, sets)


@pytest.fixture(scope="module")
def afterwards(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What comes of the small archive and one more seed where nothing is refused."""
    root = tmp_path_factory.mktemp("undisturbed") / "archive"
    shutil.copytree(built, root)
    put(root / "seeds/nouveau.txt", NEW)
    for command in ("annotate", "render"):
        assert run(root, command).exit_code == 0
    return files(root, "archive", "docs", "seeds")


@pytest.mark.parametrize("case", PERMISSIONS.values(), ids=PERMISSIONS.keys())
def test_a_file_or_folder_without_permission(case: dict[str, Any], built: Path, tmp_path: Path, afterwards: dict[str, bytes]) -> None:
    """It is told, what there was stays, and the next run, with the permission given, comes to what it would have come to."""
    root = tmp_path / "archive"
    shutil.copytree(built, root)
    put(root / "seeds/nouveau.txt", NEW)
    for command in ("annotate", "render"):
        with permissions(root, case["mode"]):
            result = run(root, command)
        assert_told(result, case.get(command, []), int(case.get("exit", 1)))
    for path in case.get("keeps", ()):
        assert (root / path).read_bytes() == (built / path).read_bytes()
    for command in ("annotate", "render"):
        assert run(root, command).exit_code == 0
    assert files(root, "archive", "docs", "seeds") == afterwards


@pytest.mark.parametrize("full", ["annotate", "render"])
def test_a_full_disk(full: str, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, afterwards: dict[str, bytes]) -> None:
    """It is told once, with what to do; what there was stays whole, and the next run, with some space, comes to what it would have come to."""
    root = tmp_path / "archive"
    shutil.copytree(built, root)
    put(root / "seeds/nouveau.txt", NEW)
    if full == "render":
        run(root, "annotate")
    before = files(root, ".")

    def no_space(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_space)
        result = run(root, full)
    assert_told(result, [{"at": NO_SPACE[full], "problem": "cannot be written: No space left on device", "hint": "free some space"}], 1)
    assert files(root, ".") == before
    for command in ("annotate", "render"):
        assert run(root, command).exit_code == 0
    assert files(root, "archive", "docs", "seeds") == afterwards


NO_SPACE = {"annotate": "archive/articles/nouveau.md", "render": "docs/.written.json"}
"""The first file that each command writes."""


# --- on the site ----------------------------------------------------------------------------------------------------------------------------

READING: dict[str, dict[str, Any]] = yaml.safe_load((HOSTILE / "reading.yaml").read_text(encoding="utf-8"))
READ = [name for name, expected in READING.items() if "id" in expected and name != "no-text.html"]
"""The hostile seeds that become articles."""

NAMES = ['"><img src=x onerror=alert(1)>](x) {: onclick=a } [a](b).txt', "Élève & Cœur, n° 3 <b>.md"]
"""Names of files that no system may take in a repository."""

ADDRESSES = {"href", "src", "srcset", "action", "formaction", "data", "poster", "content"}


@dataclass
class Seen(HTMLParser):
    """What a page is made of: its elements with their attributes, where they lead, and its text."""

    page: str
    pairs: set[tuple[str, str]] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.pairs |= {(tag, name) for name, _ in [("", ""), *attributes]}
        self.addresses |= {value or "" for name, value in attributes if name in ADDRESSES}
        self.inside = tag

    def handle_endtag(self, _tag: str) -> None:
        """Note that an element ends."""
        self.inside = ""

    def handle_data(self, data: str) -> None:
        """Note text, or a script."""
        (self.scripts if self.inside in {"script", "style"} else self.words).append(data)

    def handle_comment(self, data: str) -> None:
        """Note a comment as an element of its own."""
        self.pairs.add(("comment", data))


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's archive with all hostile seeds, notices and a record that can be read, and its site."""
    root = copy_archive(PROJECT, tmp_path_factory.mktemp("site") / "archive")
    for name in (*READ, "good.yml", "stated.yml"):
        shutil.copy2(HOSTILE / "seeds" / name, root / "seeds" / name)
    put(root / "seeds/good.yml", "outlet: le-monde\n")
    for name in NAMES:
        put(root / "seeds" / name, "Un nom de fichier hostile\n\nUne phrase sous un nom de fichier.\n")
    shutil.copy2(HOSTILE / "record.md", root / "archive/actors/nom-hostile.md")
    result = run(root, "build", "--jobs", "1")
    assert result.exit_code == 0, result.stderr
    return root


def seen(site: Path) -> dict[str, Seen]:
    """Return all pages of a site, taken apart."""
    return {path.relative_to(site).as_posix(): Seen(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def articles(root: Path) -> list[Article]:
    """Return all articles of an archive."""
    return [read_record(path.read_text(encoding="utf-8"), path.name) for path in sorted((root / "archive/articles").glob("*.md"))]


@pytest.mark.slow
def test_nothing_of_a_seed_is_live(hostile_site: Path, built_archive: Path) -> None:
    """No page has an element, attribute, comment or script that the pages of harmless articles do not have, or leads where they do not."""
    harmless = seen(built_archive / "site").values()
    pairs = CLOSE_TEXTS.union(*(page.pairs for page in harmless))
    scripts = {script for page in harmless for script in page.scripts}
    for name, page in seen(hostile_site / "site").items():
        assert page.pairs - pairs == set(), name
        assert not {script for script in page.scripts if ("alert(" in script or "exemple.invalid" in script) and not is_data(script)}, name
        assert len(page.scripts) <= max(len(other.scripts) for other in harmless), name
        assert not [address for address in page.addresses if address.lower().lstrip().startswith(("javascript:", "data:", "vbscript:"))], (
            name
        )
        assert not [address for address in page.addresses if "exemple.invalid" in address and address not in STATED], name
    assert scripts


def is_data(script: str) -> bool:
    """Say whether a script is JSON, which no browser runs."""
    try:
        return isinstance(json.loads(script), dict)
    except ValueError:
        return False


CLOSE_TEXTS = {("section", "aria-labelledby")}
"""The list of texts that share words with an article: several hostile ones do, none of the harmless ones does."""

STATED = {"https://exemple.invalid/a(b)[c]?d=%22%3E&e='f'&amp;g=h#i"}
"""What a person states in a notice as the address of the original."""


@pytest.mark.slow
def test_every_word_of_a_seed_is_on_its_page(hostile_site: Path) -> None:
    """What looks like markup is shown as it was written: each block of the text stands on the article's page, letter by letter."""
    pages = seen(hostile_site / "site")
    for article in articles(hostile_site):
        shown = squeezed("".join(pages[f"articles/{article.slug or article.id}.html"].words))
        for block in article.text.blocks:
            assert squeezed(article.text.body[block.start : block.end]) in shown, (article.id, block.kind)


def test_nothing_of_a_plain_seed_is_dropped(built: Path, tmp_path: Path) -> None:
    """The clean text has every letter of the seed, in its order: what goes is space and what cannot be seen."""
    root = tmp_path / "archive"
    shutil.copytree(built, root)
    plain = [name for name in READ if not name.endswith(".html")]
    for name in plain:
        shutil.copy2(HOSTILE / "seeds" / name, root / "seeds" / name)
    assert run(root, "annotate").exit_code == 0
    made = {article.seed: article for article in articles(root)}
    for name in plain:
        encoding = made[name].encoding
        assert squeezed(made[name].text.body) == squeezed((root / "seeds" / name).read_bytes().decode(encoding)), name


def squeezed(text: str) -> str:
    """Return a text without space and without what cannot be seen."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in composed if not letter.isspace() and unicodedata.category(letter) not in {"Cc", "Cf", "Cn"})


@pytest.mark.slow
def test_raw_seeds_are_plain_text(hostile_site: Path) -> None:
    """Whatever a seed was called, it is published byte for byte under a name that a browser shows and never runs."""
    raw = {path.name: path.read_bytes() for path in (hostile_site / "site/donnees/graines").iterdir()}
    assert all(name.endswith((".txt.txt", ".md.txt", ".html.txt")) for name in raw)
    assert sorted(raw.values()) == sorted(path.read_bytes() for path in (hostile_site / "seeds").iterdir() if path.suffix != ".yml")
    assert not [
        path
        for path in (hostile_site / "site").rglob("*")
        if path.suffix in {".md", ".htm", ".svg", ".xml"} and not {"assets", "flux"} & {*path.parts} and path.name != "sitemap.xml"
    ]


@pytest.mark.slow
def test_a_browser_runs_nothing_of_a_seed(hostile_site: Path) -> None:
    """Opened in a browser, no page of an article opens a window, asks another host, changes its address or has a fault in its scripts."""
    faults: list[str] = []
    with chromium() as browser:
        page = browser.new_page()
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.on("pageerror", lambda error: faults.append(f"fault: {error}"))
        page.on("request", lambda request: None if request.url.startswith(("file:", "data:", "blob:")) else faults.append(request.url))
        for path in sorted((hostile_site / "site/articles").glob("*.html")):
            page.goto(path.as_uri())
            if page.url != path.as_uri():
                faults.append(f"{path.name} leads to {page.url}")
    assert not faults
