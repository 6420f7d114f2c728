"""All articles as references, for programs that keep bibliographies. Pure."""

from __future__ import annotations

import json

from builder.cite import Reference, bibtex, csl, ris
from builder.export.files import FOLDER
from builder.model import Page


def bibliographies(cited: tuple[Reference, ...]) -> tuple[Page, ...]:
    """Return the references of all articles as CSL-JSON, RIS and BibTeX."""
    return (
        Page(f"{FOLDER}/references.csl.json", _csl(cited)),
        Page(f"{FOLDER}/references.ris", "\r\n".join(map(ris, cited)).encode()),
        Page(f"{FOLDER}/references.bib", "\n".join(map(bibtex, cited)).encode()),
    )


def _csl(cited: tuple[Reference, ...]) -> bytes:
    lines = ",\n".join(json.dumps(csl(item), ensure_ascii=False) for item in cited)
    return f"[\n{lines}\n]\n".encode()
