"""Undo and redo changes of the editor. The history has the content of the places files before and after each change.

The history is kept in a file in the user's state folder, so that changes can be undone after a restart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from hashlib import sha256
from pathlib import Path

from platformdirs import user_state_path

from storymap.errors import OutputError, OverrideError
from storymap.files import write_atomically
from storymap.json_limits import parse_json
from storymap.overrides.lock import locked

Content = bytes | None  # the bytes of a file; None if there is no such file
Change = dict[str, tuple[Content, Content]]  # path -> content before and after
MAX_CHANGES = 200  # maximum number of changes that can be undone
MAX_BYTES = 4_000_000  # maximum size of the history on disk; older changes are dropped


class History:
    """The changes of the places files of one article.

    If another program has changed a file since the last change, undo and redo are refused, so that the change of that
    program is not lost. `restore` writes the older content anyway, as a new change that can be undone. `store` is the
    history file. If `store` is None, the history is not saved.
    """

    def __init__(self, path: Path, store: Path | None = None) -> None:
        self.path, self._store = path, store
        self._done: list[Change] = []
        self._undone: list[Change] = []
        if store is not None:
            self._load(store)

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def read(self) -> Content:
        """Return the current content of the article's file."""
        return _content(self.path)

    def record(self, before: Content, others: Mapping[Path, Content] | None = None) -> None:
        """Record a change of the article's own places file from `before` to its current content.

        `others` maps other changed files to their old content.
        """
        olds = {self.path: before, **(others or {})}
        change = {str(path.resolve()): (old, _content(path)) for path, old in olds.items()}
        changed = {path: (old, new) for path, (old, new) in change.items() if old != new}
        if changed:
            self._done = [*self._done, changed][-MAX_CHANGES:]
            self._undone = []
            self._save()

    def undo(self) -> None:
        """Undo the last change. Raise StaleError if another program has changed a file since then."""
        change = self._done[-1]
        self._write({path: (after, before) for path, (before, after) in change.items()})
        self._undone.append(self._done.pop())
        self._save()

    def redo(self) -> None:
        """Redo the last undone change. Raise StaleError if another program has changed a file since then."""
        self._write(self._undone[-1])
        self._done.append(self._undone.pop())
        self._save()

    def restore(self) -> None:
        """Write the files as they were before the last change, and record this restoration as a new change.

        Changes that another program has made since then are removed too. `undo` brings these changes back.
        """
        change = self._done[-1]
        now = {path: _content(Path(path)) for path in change}
        self._write({path: (now[path], before) for path, (before, _) in change.items()})
        self._done.pop()
        restored = {path: (now[path], before) for path, (before, _) in change.items()}
        self._done.append(restored)
        self._undone = []
        self._save()

    def _write(self, change: Mapping[str, tuple[Content, Content]]) -> None:
        """Write the new content of the files.

        If a file does not have the expected old content, raise StaleError and write no file.
        """
        with ExitStack() as locks:
            # The files are always locked in the same order, so that two programs cannot wait for each other.
            for path in sorted(change):
                locks.enter_context(locked(Path(path)))
            self._write_locked(change)

    def _write_locked(self, change: Mapping[str, tuple[Content, Content]]) -> None:
        for path, (expected, _) in change.items():
            if _content(Path(path)) != expected:
                raise StaleError(Path(path))
        written = []
        try:
            for path, (_, content) in change.items():
                put_content(Path(path), content)
                written.append(path)
        except (OSError, OutputError):
            with suppress(OSError, OutputError):
                # Either all files are changed or none, so that no decision is lost between two files.
                for path in written:
                    put_content(Path(path), change[path][0])
            raise

    # ---------- on disk

    def _load(self, store: Path) -> None:
        """Load the history. A missing or invalid file is treated as an empty history."""
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            document = parse_json(store.read_text(encoding="utf-8"))
            if document["version"] == 1:
                self._done, self._undone = [_loaded(document[name]) for name in ("done", "undone")]

    def _save(self) -> None:
        """Save the history. If the state folder is not writable, the history is lost when the program ends."""
        if self._store is None:
            return
        done = list(self._done)
        while True:
            document = {"version": 1, "done": _saved(done), "undone": _saved(self._undone)}
            text = json.dumps(document, ensure_ascii=False)
            if len(text) <= MAX_BYTES or not done:
                break
            done = done[len(done) // 4 + 1 :]
        with suppress(OSError, OutputError):
            self._store.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._store, text.encode())


def history_store(path: Path) -> Path:
    """Return the file in which the history of a places file is kept."""
    name = sha256(str(path.resolve()).encode()).hexdigest()[:24]
    return user_state_path("storymap") / "history" / f"{name}.json"


def _saved(changes: Iterable[Change]) -> list[dict[str, list[str | None]]]:
    """Return changes in a form for JSON. Contents are decoded as Latin-1, which can represent any bytes."""
    return [
        {path: [None if side is None else side.decode("latin-1") for side in sides] for path, sides in change.items()}
        for change in changes
    ]


def _loaded(changes: Iterable[Mapping[str, list[str | None]]]) -> list[Change]:
    def content(side: str | None) -> Content:
        return None if side is None else side.encode("latin-1")

    return [{path: (content(a), content(b)) for path, (a, b) in change.items()} for change in changes]


def put_content(path: Path, content: Content) -> None:
    """Write a file, or remove it if `content` is None."""
    if content is None:
        path.unlink(missing_ok=True)
    else:
        write_atomically(path, content)


def _content(path: Path) -> Content:
    return path.read_bytes() if path.exists() else None


class StaleError(OverrideError):
    """Another program changed the file since the last change in the history."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "the file was changed by another program, so the last change cannot be undone or redone.", file=path.name
        )
