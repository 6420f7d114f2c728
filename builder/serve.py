"""Beside the line, serve: the site on this machine alone, made anew when a source changes, the browser reloaded.

In: the site's folder, what to watch, and how to build. Out: nothing; it runs until stopped. Opens a port on loopback.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from builder.errors import Finding, SettingsError

HOST = "127.0.0.1"

WATCHED = (
    "archive/actors",
    "archive/events",
    "archive/outlets",
    "archive/places",
    "archive/archive.yml",
    "docs/_pages",
    "docs/assets",
    "mkdocs.yml",
    "overrides",
    "seeds",
)
"""What people write. The builder's own output is not watched: each build would start the next."""


def serve(root: Path, rebuild: Callable[[], None], port: int, told: Callable[[str], None]) -> None:
    """Serve `site/` and call `rebuild` after each change; a fault in it must be told by itself and not be raised.

    Args:
        root: the archive's root.
        rebuild: brings the site up to date.
        port: 0 takes any free one.
        told: called once with the address, when the port is open.

    Raises:
        SettingsError: the port is taken or not allowed.
    """
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    server = _Server(root / "site", rebuild, port)
    for path in _watched(root):
        server.watch(str(path), recursive=path.is_dir())
    try:
        server.open(told)
    except OSError as error:
        raise SettingsError(Finding(f"port {port}", 0, f"cannot be opened: {error.strerror}", "choose another with --port")) from error
    try:
        server.serve()  # type: ignore[no-untyped-call]  # the library's
    finally:
        server.shutdown()


class _Server(LiveReloadServer):
    """Opens its port before it says so, and shows the site's own page for what is not there."""

    def __init__(self, site: Path, rebuild: Callable[[], None], port: int) -> None:
        super().__init__(builder=rebuild, host=HOST, port=port, root=str(site))
        missing = site / "404.html"
        self.error_handler = lambda code: missing.read_bytes() if code == 404 and missing.is_file() else None
        self._is_open = False

    def open(self, told: Callable[[str], None]) -> None:
        """Take the port and tell its address."""
        self.server_bind()
        self.url = f"http://{HOST}:{self.server_port}/"
        told(self.url)

    def server_bind(self) -> None:
        """Take the port once: `serve` asks again."""
        if not self._is_open:
            super().server_bind()
            self._is_open = True


def _watched(root: Path) -> Iterable[Path]:
    """Yield what there is to watch: the folders of people's files, and hand-written pages beside the generated ones."""
    yield from (root / path for path in WATCHED if (root / path).exists())
    yield from sorted((root / "docs").glob("*.md"))
