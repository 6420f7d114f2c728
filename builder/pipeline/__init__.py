"""The line: seeds -> archive -> docs -> site. The order of the stages is written here and nowhere else.

In: the archive's root. Out: what was done, and all findings. Each arrow can be walked alone; `build` walks all three (`line`). `annotation` is the
order of the stages that see one seed; `beside` looks and writes nothing.
"""

from __future__ import annotations

from builder.pipeline.annotation import annotate
from builder.pipeline.beside import Shown, Unreadable, check_all, evaluate_all, show, suggest_all
from builder.pipeline.line import Result, annotate_all, build, bundle, publish_all, render_all
from builder.pipeline.source import RECORDS
from builder.pipeline.walk import Progress

__all__ = [
    "RECORDS",
    "Progress",
    "Result",
    "Shown",
    "Unreadable",
    "annotate",
    "annotate_all",
    "build",
    "bundle",
    "check_all",
    "evaluate_all",
    "publish_all",
    "render_all",
    "show",
    "suggest_all",
]
