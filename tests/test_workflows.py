"""Contributing by pull request: the workflows are sound, promise nothing that they do not keep, and do what they promise when their own steps are run."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from conftest import PROJECT, copy_archive
from hypothesis import given, strategies as st
from markdown_it import MarkdownIt

from builder import pipeline

WORKFLOWS = sorted((PROJECT / ".github/workflows").glob("*.yml"))
FORMS = sorted(path for path in (PROJECT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")

every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def load(path: Path) -> dict[str, Any]:
    """Return a workflow; every scalar is a string, so that `on` is no truth value."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  the base loader makes strings only
    assert isinstance(data, dict)
    return data


def workflow(name: str) -> dict[str, Any]:
    """Return a workflow by its file's stem."""
    return load(PROJECT / f".github/workflows/{name}.yml")


def steps(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the steps of all jobs."""
    for job in data["jobs"].values():
        yield from job["steps"]


# --- what they are ------------------------------------------------------------------------------------------------------------------------


def test_there_are_workflows() -> None:
    """The other tests have something to look at."""
    assert {path.stem for path in WORKFLOWS} == {"proposal", "publish", "tests"}


def test_actionlint_finds_nothing() -> None:
    """Syntax, expressions, inputs of actions; with ShellCheck also the shell of every step."""
    tools = Path(sys.executable).parent
    told = subprocess.run(
        [tools / "actionlint", "-no-color", "-shellcheck", tools / "shellcheck", *WORKFLOWS],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout) == (0, "")


@every_workflow
def test_no_workflow_runs_a_strangers_code_with_our_rights(path: Path) -> None:
    """`pull_request_target` and its like run with write rights and secrets; what they check out would be a stranger's."""
    events = load(path)["on"]
    named = {events} if isinstance(events, str) else set(events)
    assert named <= {"push", "pull_request", "workflow_dispatch"}


@every_workflow
def test_rights_are_stated_and_small(path: Path) -> None:
    """A workflow may read at most; only a job that says so may do more, and none that a pull request can start."""
    data = load(path)
    assert data["permissions"] in ({}, {"contents": "read"})
    of_jobs = {name: job.get("permissions", data["permissions"]) for name, job in data["jobs"].items()}
    if "pull_request" in data["on"]:
        assert set(map(str, of_jobs.values())) == {str({"contents": "read"})}
    for name, rights in of_jobs.items():
        if "write" in rights.values():
            assert "github.ref == 'refs/heads/main'" in data["jobs"][name]["if"]


@every_workflow
def test_no_secret_is_named(path: Path) -> None:
    """The workflow's own token is all that any of them uses, and it is handed to no step of ours."""
    text = path.read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "github.token" not in text
    assert "cache:" not in text


@every_workflow
def test_no_expression_stands_in_a_shell_command(path: Path) -> None:
    """Expressions are pasted into the script before the shell reads it: a title could be a command. They go through `env`."""
    assert not [step["name"] for step in steps(load(path)) if "${{" in step.get("run", "")]


@every_workflow
def test_no_word_of_a_proposal_is_an_expression(path: Path) -> None:
    """Not in `env` either: titles, branches and names of strangers are not needed at all."""
    assert not re.findall(r"\$\{\{[^}]*(?:github\.event|head_ref|github\.actor)[^}]*\}\}", path.read_text(encoding="utf-8"))


@every_workflow
def test_actions_are_the_forges_own_and_by_released_tag(path: Path) -> None:
    """No stranger's action, and none by a branch that moves."""
    used = [step["uses"] for step in steps(load(path)) if "uses" in step]
    assert used
    assert not [name for name in used if not re.fullmatch(r"actions/[a-z-]+@v\d+\.\d+\.\d+", name)]


@every_workflow
def test_a_token_that_may_write_is_beside_nothing_of_ours(path: Path) -> None:
    """A job that may write installs nothing, runs no Python, and keeps the token out of the hands of those that do."""
    data = load(path)
    for job in data["jobs"].values():
        rights = job.get("permissions", data["permissions"])
        commands = " ".join(step.get("run", "") for step in job["steps"])
        checkouts = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        if "write" in rights.values():
            assert not re.search(r"\b(?:python|pip|make|npm|bash|sh|curl)\b", commands)
        else:
            assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@every_workflow
def test_every_job_ends_and_every_step_has_a_name(path: Path) -> None:
    """A job that hangs ends by itself; a log can be read."""
    data = load(path)
    assert all(int(job["timeout-minutes"]) <= 60 for job in data["jobs"].values())
    assert all(step["name"] for step in steps(data))
    assert data["concurrency"]["group"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms_are_of_the_forges_form(path: Path) -> None:
    """A form with a fault is not shown at all."""
    form = load(path)
    assert form["name"]
    assert form["description"]
    asked = [item for item in form["body"] if item["type"] != "markdown"]
    idents = [item["id"] for item in asked]
    assert asked
    assert len(set(idents)) == len(idents)
    assert {item["type"] for item in form["body"]} <= {"markdown", "input", "textarea", "dropdown", "checkboxes"}
    assert all(item["attributes"]["label"] for item in asked)
    assert all(item["attributes"]["options"] for item in asked if item["type"] == "dropdown")


# --- the summary: a stranger's words, shown -------------------------------------------------------------------------------------------------


def _summary() -> ModuleType:
    spec = importlib.util.spec_from_file_location("summary", PROJECT / ".github/summary.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


summary = _summary().summary

fences = st.lists(
    st.sampled_from(["```", "`````", "~~~", "\n", "\r", " ", "+", "-", "a", "<b>", "\u202e", "\x00", "\u2028"]), max_size=12
).map("".join)
"""Diffs that try to end the picture they are shown in: a context line of a diff begins with a space, which a closing fence may."""


@given(st.one_of(fences, st.text(max_size=60)).filter(bool))
def test_nothing_of_a_diff_acts(diff: str) -> None:
    """Whatever stands in the diff, the page is a heading, a sentence and one picture of text: no markup, no link, no second block."""
    tokens = MarkdownIt("commonmark").parse(summary(diff))
    kinds = [token.type for token in tokens if token.level == 0 and not token.type.endswith("_close")]
    assert kinds == ["heading_open", "paragraph_open", "fence"]
    assert not re.search("[\x00\u061c\u202a-\u202e\u2066-\u2069]", tokens[-1].content)
    assert len(tokens[-1].content.split("\n")) == len(diff.removesuffix("\n").split("\n")) + 1


@given(st.lists(st.text(alphabet="aé`", max_size=20), min_size=1, max_size=20), st.integers(1, 200))
def test_a_long_diff_is_cut_between_lines(lines: list[str], limit: int) -> None:
    """What does not fit is left out by whole lines, and how many is said: beyond its limit the forge would show nothing at all."""
    shown = MarkdownIt("commonmark").parse(summary("\n".join([*lines, ""]), limit))
    content = next(token.content for token in shown if token.type == "fence")
    kept = content.split("\n")[:-1]
    assert kept == lines[: len(kept)]
    assert len(content.encode()) <= limit
    said = re.search(r"et (\d+) lignes de plus", shown[-2].content)
    assert (int(said[1]) if said else 0) == len(lines) - len(kept)


def test_pages_are_counted() -> None:
    """A header counts, not a line of an article that looks like one."""
    page = "diff --git a/archive/articles/a.md b/archive/articles/a.md\n+diff --git a b\n"
    assert summary(page).startswith("## Une page serait écrite\n")
    assert summary(page * 2).startswith("## 2 pages seraient écrites\n")


# --- what they do: their own steps, run on a repository -------------------------------------------------------------------------------------

ARTICLE = """Le maire visite le port

Le maire s’est rendu mardi à Alep.
"""


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody; return what it says."""
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    config = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", *arguments], cwd=folder, env=os.environ | who | config, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(scope="session")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare repository with an archive of two articles on its main branch, their pages written."""
    folder = tmp_path_factory.mktemp("forge")
    work = copy_archive(PROJECT, folder / "work")
    for seed in sorted((work / "seeds").glob("*.txt"))[2:]:
        seed.unlink()
        seed.with_suffix(".yml").unlink(missing_ok=True)
    shutil.rmtree(work / "archive/articles", ignore_errors=True)
    shutil.copytree(PROJECT / "builder", work / "builder", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PROJECT / ".github", work / ".github", ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".gitignore", ".gitattributes"):
        shutil.copy2(PROJECT / name, work / name)
    result = pipeline.annotate_all(work)
    assert result.is_fine
    git(work, "init", "--quiet", "--initial-branch", "main")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "An archive")
    git(folder, "clone", "--quiet", "--bare", "work", "forge.git")
    return folder / "forge.git"


@pytest.fixture
def clone(forge: Path, tmp_path: Path) -> Path:
    """A clone of a forge of one's own, as a workflow finds it after the builder's installation."""
    own = tmp_path / "forge.git"
    shutil.copytree(forge, own)
    return checked_out(own, tmp_path / "clone")


def checked_out(forge: Path, folder: Path) -> Path:
    """Return a fresh clone in which `.venv/bin/python` is the Python of these tests."""
    git(forge.parent, "clone", "--quiet", str(forge), str(folder))
    python = folder / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    return folder


def contribute(folder: Path, files: Mapping[str, str]) -> None:
    """Commit files, as the forge's web page does."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A contribution")


class Runner:
    """Runs the shell steps of a workflow one by one, as the forge would: the text of the workflow, nothing else."""

    def __init__(self, folder: Path, name: str, job: str) -> None:
        self.folder = folder
        self.home = folder.parent / f"runner-{name}-{job}"
        self.home.mkdir()
        self.steps = {step["name"]: step for step in workflow(name)["jobs"][job]["steps"]}

    def run(self, step: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a step; `variables` are what its `env` would hold."""
        assert set(variables) == set(self.steps[step].get("env", {}))
        runner = {"RUNNER_TEMP": str(self.home), "CI": "true", "GIT_CONFIG_GLOBAL": str(self.home / "gitconfig")}
        runner |= {name: str(self.home / name) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
        script = self.home / "step.sh"
        script.write_text(self.steps[step]["run"], encoding="utf-8")
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        return subprocess.run(command, cwd=self.folder, env=os.environ | runner | variables, capture_output=True, text=True, check=False)

    def read(self, name: str) -> str:
        """Return what steps wrote for the forge."""
        path = self.home / name
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def outputs(self) -> dict[str, str]:
        """What steps gave to later ones."""
        return dict(line.split("=", 1) for line in self.read("GITHUB_OUTPUT").splitlines())


@pytest.mark.slow
def test_a_seed_alone_is_a_whole_proposal(clone: Path) -> None:
    """Added through the forge's web page, with nothing else: a note, the page as a diff, the site to look at, and no failure."""
    contribute(clone, {"seeds/visite.txt": ARTICLE})
    runner = Runner(clone, "proposal", "look")

    checked = runner.run("Check")
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.splitlines() == ["::notice file=archive/articles/visite.md::is missing (run: archive annotate)"]

    built = runner.run("Build")
    assert built.returncode == 0, built.stderr
    told = built.stdout.splitlines()
    assert told[0].startswith("::stop-commands::")
    assert told[-1] == f"::{told[0].removeprefix('::stop-commands::')}::"
    kept = runner.steps["Keep the site"]["with"]["path"]
    assert (clone / kept / "articles/visite.html").is_file()

    shown = runner.run("Show the pages")
    assert shown.returncode == 0, shown.stderr
    summary = runner.read("GITHUB_STEP_SUMMARY")
    assert summary.startswith("## Une page serait écrite\n")
    assert "+++ b/archive/articles/visite.md" in summary
    assert '+title: "Le maire visite le port"' in summary


@pytest.mark.slow
def test_a_fault_is_shown_where_it_is_and_the_rest_is_shown_all_the_same(clone: Path) -> None:
    """An error points at its file and line and fails the check; the other article still gets its page and the site is built."""
    contribute(clone, {"seeds/visite.txt": ARTICLE, "seeds/autre.txt": ARTICLE, "seeds/autre.yml": 'titel: "Le port"\n'})
    runner = Runner(clone, "proposal", "look")
    checked = runner.run("Check")
    assert checked.returncode == 1
    assert "::error file=seeds/autre.yml,line=1::" in checked.stdout
    assert runner.run("Build").returncode == 1
    assert (clone / "site/articles/visite.html").is_file()
    assert runner.run("Show the pages").returncode == 0
    assert "+++ b/archive/articles/visite.md" in runner.read("GITHUB_STEP_SUMMARY")


@pytest.mark.slow
def test_a_faulty_record_is_an_annotation_too(clone: Path) -> None:
    """A fault that stops everything is shown at its place, not only in the log."""
    contribute(clone, {"archive/actors/personne.md": "---\nkind: person\nnom: Personne\n---\n"})
    checked = Runner(clone, "proposal", "look").run("Check")
    assert checked.returncode == 1
    assert "::error file=archive/actors/personne.md,line=3::" in checked.stdout


@pytest.mark.slow
def test_a_proposal_without_a_change_of_pages_says_so(clone: Path) -> None:
    """Nothing to show is said, not left blank."""
    contribute(clone, {"docs/a-propos.md": "---\ntitle: À propos\n---\n\n# À propos\n\nRien.\n"})
    runner = Runner(clone, "proposal", "look")
    assert runner.run("Show the pages").returncode == 0
    assert runner.read("GITHUB_STEP_SUMMARY").startswith("## Aucune page changée\n")


class Published:
    """The publishing workflow, as far as it is shell: `build`, then `commit` in a clone of its own."""

    def __init__(self, forge: Path, folder: Path) -> None:
        folder.mkdir()
        self.forge = forge
        self.build = Runner(checked_out(forge, folder / "build"), "publish", "build")

    def steps_of_build(self) -> dict[str, str]:
        """Run the builder's job; return its outputs."""
        for step in ("Build", "Gather the pages that changed"):
            done = self.build.run(step)
            assert done.returncode == 0, done.stdout + done.stderr
        return self.build.outputs

    def commit(self) -> subprocess.CompletedProcess[str]:
        """Run the job that may write, over the pages that the other one handed on."""
        outputs = self.build.outputs
        folder = self.build.folder.parent / "commit"
        git(self.forge.parent, "clone", "--quiet", str(self.forge), str(folder))
        git(folder, "checkout", "--quiet", "--detach", outputs["commit"])
        runner = Runner(folder, "publish", "commit")
        shutil.copy2(self.build.home / "pages.patch", runner.home)
        return runner.run("Commit the pages", BASE=outputs["commit"], BRANCH="main")


def tip(forge: Path) -> str:
    """Return the newest commit of the main branch."""
    return git(forge, "rev-parse", "main")


@pytest.mark.slow
def test_after_a_merge_the_page_is_written_and_the_next_run_has_nothing_to_do(clone: Path) -> None:
    """The page is committed by the workflow, alone, with its parent's date; a run on its own commit changes nothing: no loop."""
    forge = clone.parent / "forge.git"
    contribute(clone, {"seeds/visite.txt": ARTICLE})
    git(clone, "push", "--quiet", "origin", "main")
    merged = tip(forge)

    first = Published(forge, clone.parent / "first")
    outputs = first.steps_of_build()
    assert outputs == {"outcome": "0", "commit": merged, "pages": "true"}
    done = first.commit()
    assert done.returncode == 0, done.stdout + done.stderr
    assert git(forge, "diff", "--name-status", merged, "main") == "A\tarchive/articles/visite.md"
    assert git(forge, "rev-parse", "main^") == merged
    assert git(forge, "log", "-1", "--format=%an", "main") == "github-actions[bot]"
    assert git(forge, "log", "-1", "--format=%ct", "main") == git(forge, "log", "-1", "--format=%ct", merged)

    second = Published(forge, clone.parent / "second")
    assert second.steps_of_build()["pages"] == "false"
    one, two = (run.build.folder / "site/articles/visite.html" for run in (first, second))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.slow
def test_a_faulty_article_does_not_keep_the_others_from_being_published(clone: Path) -> None:
    """The rest is built, committed and published; the last step says what is wrong and makes the run a red one."""
    forge = clone.parent / "forge.git"
    contribute(clone, {"seeds/visite.txt": ARTICLE, "seeds/autre.txt": ARTICLE, "seeds/autre.yml": 'titel: "Le port"\n'})
    git(clone, "push", "--quiet", "origin", "main")
    run = Published(forge, clone.parent / "run")
    assert run.steps_of_build()["outcome"] == "1"
    assert run.commit().returncode == 0
    assert (
        git(forge, "ls-tree", "--name-only", "main", "archive/articles/visite.md", "archive/articles/autre.md")
        == "archive/articles/visite.md"
    )
    told = run.build.run("Tell what is wrong", OUTCOME="1")
    assert told.returncode == 1
    assert "::error file=seeds/autre.yml,line=1::" in told.stdout


@pytest.mark.slow
def test_a_push_in_between_is_left_to_its_own_run(clone: Path) -> None:
    """Whoever pushed while the builder worked is not overwritten; the run says that the newer one takes over, and its pages come then."""
    forge = clone.parent / "forge.git"
    contribute(clone, {"seeds/visite.txt": ARTICLE})
    git(clone, "push", "--quiet", "origin", "main")
    early = Published(forge, clone.parent / "early")
    early.steps_of_build()
    contribute(clone, {"seeds/retour.txt": ARTICLE})
    git(clone, "push", "--quiet", "origin", "main")
    newest = tip(forge)

    done = early.commit()
    assert done.returncode == 0
    assert "::notice::main has moved on" in done.stdout
    assert tip(forge) == newest

    late = Published(forge, clone.parent / "late")
    late.steps_of_build()
    assert late.commit().returncode == 0
    assert git(forge, "diff", "--name-only", newest, "main").split() == ["archive/articles/retour.md", "archive/articles/visite.md"]


@pytest.mark.slow
def test_a_push_that_the_repository_refuses_fails(clone: Path) -> None:
    """A rule that protects the branch is told as what it is, in red."""
    forge = clone.parent / "forge.git"
    contribute(clone, {"seeds/visite.txt": ARTICLE})
    git(clone, "push", "--quiet", "origin", "main")
    run = Published(forge, clone.parent / "run")
    run.steps_of_build()
    hook = forge / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    done = run.commit()
    assert done.returncode == 1
    assert "::error::the pages cannot be pushed to main" in done.stdout


PATCHES = {
    "a file elsewhere": ("seeds/visite.txt", "100644"),
    "the workflows themselves": (".github/workflows/publish.yml", "100644"),
    "a name that is no id": ("archive/articles/Visite.md", "100644"),
    "a folder below": ("archive/articles/a/b.md", "100644"),
    "a program": ("archive/articles/visite.md", "100755"),
    "a symbolic link": ("archive/articles/visite.md", "120000"),
}


@pytest.mark.slow
@pytest.mark.parametrize("stranger", PATCHES)
def test_only_pages_are_ever_committed(clone: Path, stranger: str) -> None:
    """Whatever the other job hands on, the one that may write takes plain pages of articles and nothing else."""
    forge = clone.parent / "forge.git"
    before = tip(forge)
    path, mode = PATCHES[stranger]
    work = checked_out(forge, clone.parent / "work")
    target = work / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if mode == "120000":
        target.symlink_to("../../README.md")
    else:
        target.write_text("else\n", encoding="utf-8")
        target.chmod(int(mode, 8) & 0o777)
    git(work, "add", "--force", "--", path)
    runner = Runner(work, "publish", "commit")
    (runner.home / "pages.patch").write_text(git(work, "diff", "--cached", "--binary") + "\n", encoding="utf-8")
    git(work, "reset", "--quiet", "--hard")
    done = runner.run("Commit the pages", BASE=before, BRANCH="main")
    assert done.returncode == 1
    assert "::error::the builder changed what is not a page" in done.stdout
    assert tip(forge) == before
