"""What is going on: a line on stderr once a build has taken longer than a second, and a bar while something is fetched."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

_AFTER_S = 1.0
_DOING = {
    "read": "reading the article",
    "recognize": "finding places",
    "resolve": "deciding which places they are",
    "compose": "composing the story",
    "render": "drawing the page",
}


class Stages:
    """Called with the name of each stage as it begins; silent while the whole goes fast, and when stderr is no terminal."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.shown = False

    def __call__(self, stage: str) -> None:
        if time.monotonic() - self.began >= _AFTER_S:
            self.shown = True
            end = "\r" if sys.stderr.isatty() else "\n"
            sys.stderr.write(
                f"\r\033[K{_DOING.get(stage, stage)} …{end}"
                if sys.stderr.isatty()
                else f"{_DOING.get(stage, stage)} …{end}"
            )
            sys.stderr.flush()

    def done(self) -> None:
        """Clears the line."""
        if self.shown and sys.stderr.isatty():
            sys.stderr.write("\r\033[K")


class Bar:
    """A bar for each file that is being fetched; called with its name, the bytes that came and those there are (0: not said)."""

    def __init__(self) -> None:
        self._name = ""
        self._bar: Any = None
        self._come = 0

    def __call__(self, name: str, come: int, total: int) -> None:
        import typer

        if name != self._name:
            self._close()
            self._name, self._come = name, 0
            self._bar = typer.progressbar(length=total or None, label=name, file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(come - self._come)
        self._come = come

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
