"""Undo and redo: the texts of places.yaml before and after each change that was made here."""

from __future__ import annotations

from pathlib import Path

from storymap.errors import OverrideError
from storymap.files import write_atomically

Text = bytes | None  # None: there is no file
MOST = 200  # changes that are remembered


class History:
    """The changes of one file. It goes back only when the file is as the last change left it: nobody else's word is lost."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._done: list[tuple[Text, Text]] = []
        self._undone: list[tuple[Text, Text]] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def read(self) -> Text:
        """The file as it is now."""
        return self.path.read_bytes() if self.path.exists() else None

    def note(self, before: Text) -> None:
        """A change was made: the file was `before`, and is what it is now."""
        now = self.read()
        if now != before:
            self._done = [*self._done, (before, now)][-MOST:]
            self._undone = []

    def undo(self) -> None:
        """Takes the last change back. StaleError when the file is not as it left it."""
        before, after = self._done[-1]
        self._write(after, before)
        self._undone.append(self._done.pop())

    def redo(self) -> None:
        """Makes the change again that was taken back last."""
        before, after = self._undone[-1]
        self._write(before, after)
        self._done.append(self._undone.pop())

    def _write(self, expected: Text, wanted: Text) -> None:
        if self.read() != expected:
            raise StaleError(self.path)
        if wanted is None:
            self.path.unlink()
        else:
            write_atomically(self.path, wanted)


class StaleError(OverrideError):
    """The file is not as the history left it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "was changed by another program since; nothing was taken back, so that its change is not lost.",
            file=path.name,
        )
