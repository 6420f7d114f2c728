"""The shape of the code: who may know whom, who may touch the disk, and what no module may know of."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

STAGES = frozenset(
    "read authority clean spot dating attribute name quote record gather render export check write index search publish".split()
)
PURE = frozenset("clean spot dating attribute name quote record gather render export check".split())
EDGES = frozenset({"cli", "pipeline", "lookup", "__main__"})
"""`pipeline` knows the order of the line, `lookup` that of a search; `cli` calls both."""
LONGEST = 60
"""Lines of a function: none above; few above 40."""

IMPURE = frozenset(
    "os shutil subprocess socket tempfile time logging random secrets urllib.request requests threading multiprocessing glob".split()
)
"""Doors to the disk, the clock, the network, the log and chance."""


def _modules() -> dict[str, tuple[Path, ...]]:
    """Return each module or package of the builder with its files: a package is one module here."""
    builder = Path(__file__).parents[1] / "builder"
    files: dict[str, list[Path]] = {}
    for path in sorted(builder.rglob("*.py")):
        files.setdefault(path.relative_to(builder).parts[0].removesuffix(".py"), []).append(path)
    return {name: tuple(paths) for name, paths in files.items()}


MODULES = _modules()
NOUNS = MODULES.keys() - STAGES - EDGES - {"__init__"}


def imports(name: str) -> Iterator[str]:
    """Yield what a module imports, as dotted names."""
    for path in MODULES[name]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def known(name: str) -> set[str]:
    """Return which of the builder's modules a module imports, itself left out."""
    parts = (dotted.split(".") for dotted in imports(name) if dotted.startswith("builder."))
    return {part[1] for part in parts if part[1] in MODULES} - {name}


@pytest.mark.parametrize("name", sorted(STAGES & MODULES.keys()))
def test_stages_do_not_know_each_other(name: str) -> None:
    """A stage knows nouns only: the order of stages is the pipeline's alone."""
    assert known(name) <= NOUNS


@pytest.mark.parametrize("name", sorted(NOUNS))
def test_nouns_know_only_nouns(name: str) -> None:
    """The vocabulary depends on nobody who uses it."""
    assert known(name) <= NOUNS


def test_only_the_command_line_knows_the_pipeline() -> None:
    """The command line, the pipeline, stages, nouns: cli -> pipeline -> stages -> nouns, and never back."""
    assert [name for name in MODULES if "pipeline" in known(name)] == ["cli"]
    assert {name for name in MODULES if "lookup" in known(name)} <= {"cli"}
    assert [name for name in MODULES if "cli" in known(name)] == ["__main__"]
    assert not known("cli") & STAGES


def test_imports_never_run_in_a_circle() -> None:
    """Every module can be understood after those it imports."""
    done: set[str] = set()
    left = dict.fromkeys(MODULES, None)
    while ready := [name for name in left if known(name) <= done]:
        done |= {*ready}
        for name in ready:
            del left[name]
    assert not left


@pytest.mark.parametrize("name", sorted(PURE & MODULES.keys()))
def test_pure_stages_touch_nothing(name: str) -> None:
    """No disk, no clock, no network, no log, no chance: what comes out follows from what goes in."""
    modules = {part for dotted in imports(name) for part in (dotted, dotted.rpartition(".")[0], dotted.split(".")[0])}
    assert not modules & IMPURE
    assert not modules & {"disk", "stamps", "workers"}
    text = "".join(path.read_text("utf-8") for path in MODULES[name])
    calls = re.findall(
        r"(?<![.\w])(?<!def )(?:open|print|input)\(|\.(?:read_text|write_text|read_bytes|write_bytes|now|today|utcnow)\(", text
    )
    assert not calls


def test_only_the_command_line_prints_or_exits() -> None:
    """Everything else hands values and findings up."""
    told = {
        f"{path.name}:{node.lineno}"
        for name, paths in MODULES.items()
        if name not in {"cli", "__main__"}
        for path in paths
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "exit", "sys.exit", "quit"}
    }
    assert not told


def _functions() -> Iterator[tuple[str, int]]:
    for paths in MODULES.values():
        for path in paths:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield f"{path.name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_functions_are_short() -> None:
    """None over 60 lines, at most one in fifty over 40, half of them under 10."""
    lengths = dict(_functions())
    assert not {name: length for name, length in lengths.items() if length > LONGEST}
    ordered = sorted(lengths.values())
    assert sum(length > 40 for length in ordered) <= len(ordered) / 50
    assert ordered[len(ordered) // 2] < 10


def test_every_module_opens_with_what_it_is_for() -> None:
    """What it takes, what it returns, whether it is pure: nobody should have to read on to find out."""
    silent = [str(path) for paths in MODULES.values() for path in paths if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not silent


def test_each_stage_has_one_public_function_of_its_own() -> None:
    """`builder.clean.clean`, `builder.dating.date`: a stage is called by its verb."""
    verbs = {"dating": "date", "record": "write_record"}
    for name in sorted(STAGES & MODULES.keys()):
        home = next((path for path in MODULES[name] if path.name in {f"{name}.py", "__init__.py"}), None)
        assert home, name
        defined = {node.name for node in ast.walk(ast.parse(home.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)}
        assert verbs.get(name, name) in defined, name


def test_the_builder_knows_nothing_of_its_subject(project: Path) -> None:
    """Subject matter lives in seeds/, archive/ and docs/: no id or name of a record stands in the builder, no seed is mentioned."""
    code = "\n".join(
        path.read_text("utf-8") for path in (project / "builder").rglob("*") if path.suffix in {".py", ".jinja", ".yml", ".csv"}
    )
    folded = code.casefold()
    assert not [word for word in ("alep", "syri", "damas", "assad", "poutine") if re.search(rf"\b{word}", folded)]
    seeds = [path.stem for path in (project / "seeds").iterdir()]
    assert not [stem for stem in seeds if stem in code or stem.partition("_")[2] in code]


def test_no_file_names_this_or_that_machine(project: Path) -> None:
    """No absolute path of anybody's, no registry's address, in anything that is kept."""
    hosts = (name[::-1] for name in ("detsohnohtyp", "gro.ipyp", "sjmpn.yrtsiger"))  # backwards, so that this file names none either
    telling = re.compile(r"/(?:root|home|work|Users)/\w|" + "|".join(map(re.escape, hosts)))
    kept = (path for path in project.rglob("*") if path.is_file() and not _is_made(path.relative_to(project)) and path != Path(__file__))
    named = [path.relative_to(project).as_posix() for path in kept if telling.search(path.read_text("utf-8", errors="replace"))]
    assert not named


def _is_made(path: Path) -> bool:
    return (
        path.parts[0] in {".git", ".venv", ".cache", ".hypothesis", ".search", "site", ".ruff_cache", ".mypy_cache", ".pytest_cache"}
        or "__pycache__" in path.parts
    )
