"""Show progress on standard error: the stage of a slow build, and a bar for each download."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

_DELAY_S = 1.0  # progress is shown only after this time, so that fast commands print nothing
_LABELS = {
    "read": "Reading the article",
    "recognize": "Finding places",
    "resolve": "Resolving places",
    "compose": "Composing the story",
    "render": "Rendering the page",
}
_CLEAR_LINE = "\r\033[K"


class Stages:
    """Prints the stage of a command that has run for over a second.

    Call this object with the name of a stage when the stage begins.
    """

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.shown = False

    def __call__(self, stage: str) -> None:
        if time.monotonic() - self.began >= _DELAY_S:
            self.shown = True
            label = f"{_LABELS.get(stage, stage)} …"
            sys.stderr.write(f"{_CLEAR_LINE}{label}\r" if sys.stderr.isatty() else f"{label}\n")
            sys.stderr.flush()

    def done(self) -> None:
        """Clear the line with the stage."""
        if self.shown and sys.stderr.isatty():
            sys.stderr.write(_CLEAR_LINE)


class Bar:
    """Draws a bar for each download.

    Call this object with the file name, the number of bytes received, and the total number of bytes (0 if it is
    unknown).
    """

    def __init__(self) -> None:
        self._name = ""
        self._bar: Any = None
        self._received = 0

    def __call__(self, name: str, received: int, total: int) -> None:
        import typer

        if name != self._name:
            self._close()
            self._name, self._received = name, 0
            self._bar = typer.progressbar(length=total or None, label=name, file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(received - self._received)
        self._received = received

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
