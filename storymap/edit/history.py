"""Undo and redo: the content of places.yaml before and after each change made in the editor."""

from __future__ import annotations

from pathlib import Path

from storymap.errors import OverrideError
from storymap.files import write_atomically

Content = bytes | None  # None: there is no file
MAX_CHANGES = 200  # maximum number of changes that can be undone


class History:
    """The changes of one file.

    Undo and redo are refused if another program has changed the file since the last change, so that its change is not lost.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._done: list[tuple[Content, Content]] = []
        self._undone: list[tuple[Content, Content]] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def read(self) -> Content:
        """Return the current content of the file."""
        return self.path.read_bytes() if self.path.exists() else None

    def record(self, before: Content) -> None:
        """Record a change from `before` to the current content."""
        now = self.read()
        if now != before:
            self._done = [*self._done, (before, now)][-MAX_CHANGES:]
            self._undone = []

    def undo(self) -> None:
        """Undo the last change. Raise StaleError if another program has changed the file since then."""
        before, after = self._done[-1]
        self._write(after, before)
        self._undone.append(self._done.pop())

    def redo(self) -> None:
        """Redo the last undone change. Raise StaleError if another program has changed the file since then."""
        before, after = self._undone[-1]
        self._write(before, after)
        self._done.append(self._undone.pop())

    def _write(self, expected: Content, content: Content) -> None:
        if self.read() != expected:
            raise StaleError(self.path)
        if content is None:
            self.path.unlink()
        else:
            write_atomically(self.path, content)


class StaleError(OverrideError):
    """Another program changed the file since the last change in the history."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "the file was changed by another program, so the last change cannot be undone or redone.", file=path.name
        )
