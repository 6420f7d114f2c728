"""Serving: on loopback, rebuilt on change, alive after a fault."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SEED = "003_ea07a390312a6797"
PATIENCE = 60
"""Seconds after which a test gives up; no promise is one of seconds."""


@pytest.fixture
def served(archive_copy: Path) -> Iterator[tuple[str, subprocess.Popen[str], Path]]:
    """A served copy of the archive: its address, the process, the folder."""
    log = archive_copy / "serve.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "builder", "serve", "--port", "0"],
            cwd=archive_copy,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield _until(lambda: _address(log)), process, archive_copy
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _until(found: Callable[[], str | None]) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if value := found():
            return value
        time.sleep(0.1)
    raise AssertionError("waited in vain")


def _address(log: Path) -> str | None:
    match = re.search(r"serving (http://127\.0\.0\.1:\d+/)", log.read_text())
    return match.group(1) if match else None


def _page(address: str, path: str) -> str:
    with urllib.request.urlopen(address + path, timeout=PATIENCE) as answer:  # noqa: S310  an address of our own
        return str(answer.read().decode())


def test_a_change_is_built_and_a_fault_does_not_end_it(served: tuple[str, subprocess.Popen[str], Path]) -> None:
    """A new notice shows on the page; a broken one is told in the terminal; the next good one is built again."""
    address, process, root = served
    notice, path = root / f"seeds/{SEED}.yml", f"articles/{SEED}.html"
    assert "livereload" in _page(address, path)
    notice.write_text('author: "Oda Lund"\n', encoding="utf-8")
    _until(lambda: "yes" if "Oda Lund" in _page(address, path) else None)
    notice.write_text('autor: "Oda Lund"\n', encoding="utf-8")
    _until(lambda: "yes" if f"seeds/{SEED}.yml:1" in (root / "serve.log").read_text() else None)
    assert process.poll() is None
    notice.write_text('author: "Anna Lund"\n', encoding="utf-8")
    _until(lambda: "yes" if "Anna Lund" in _page(address, path) else None)


def test_what_is_not_there_gets_the_sites_own_page(served: tuple[str, subprocess.Popen[str], Path]) -> None:
    """A wrong address is answered in French, with a way back."""
    with pytest.raises(urllib.error.HTTPError) as caught:
        _page(served[0], "nulle-part.html")
    assert caught.value.code == 404
    assert "<html" in caught.value.read().decode()


def test_a_taken_port_is_told(served: tuple[str, subprocess.Popen[str], Path]) -> None:
    """Two cannot have one port: the second says so and ends with code 2."""
    port = served[0].rsplit(":", 1)[1].strip("/")
    run = subprocess.run(
        [sys.executable, "-m", "builder", "serve", "--port", port],
        cwd=served[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert run.returncode == 2
    assert "--port" in run.stderr
