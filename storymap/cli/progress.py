"""A line on stderr that says what is going on, once something has taken longer than a second."""

from __future__ import annotations

import sys
import time

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
