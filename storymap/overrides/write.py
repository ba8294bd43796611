"""places.yaml being written: a decision at a time, every other character as the editor wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from storymap import resources
from storymap.errors import OverrideError
from storymap.files import write_atomically
from storymap.overrides import patch
from storymap.overrides.nodes import CannotPatchError, Steps
from storymap.overrides.read import decoded, load_overrides_text
from storymap.overrides.values import VERSION

NAME = "places.yaml"
# The keys that say which place it is, and those that say which occurrences are meant: a new decision takes the place of the old one.
DECISION = ("id", "ignore", "name", "lat", "lon", "kind", "box", "area", "dispute")
WHERE = ("in", "nth", "quote")


def schema_uri() -> str:
    """Where the JSON Schema of the language lies, for editors that complete and check while one types."""
    return resources.schema("places-yaml.schema.json").resolve().as_uri()


def header(article: str) -> str:
    """The first lines of a new file."""
    of = " ".join(article.split())
    return (
        f"# yaml-language-server: $schema={schema_uri()}\n"
        f"# The places of {of}. What you write here always wins; `storymap init` keeps it when the article changes.\n"
        f"version: {VERSION}\n"
    )


class PlacesFile:
    """A places.yaml and what is to be changed in it. Nothing reaches the disk before `save`."""

    def __init__(self, path: Path, text: str, before: bytes | None) -> None:
        self.path, self.text = path, text
        self._before = before
        self._mark = "\ufeff" if before and before.startswith(b"\xef\xbb\xbf") else ""

    @classmethod
    def open(cls, path: Path, article: str) -> PlacesFile:
        """The file as it is, or a new one for an article. OverrideError when there is a mistake in it: it must be mended first."""
        try:
            before = path.read_bytes()
        except FileNotFoundError:
            return cls(path, header(article), None)
        except OSError as error:
            raise OverrideError(f"cannot be read: {error.strerror or error}.", file=str(path)) from error
        text = decoded(before, path.name)
        load_overrides_text(text, path.name)
        return cls(path, text or header(article), before)

    def entry(self, surface: str) -> Any:
        """What is said of a surface, as plain values: a mapping, a list of them, or None."""
        data = patch.load(self.text) or {}
        return (data.get("places") or {}).get(surface)

    def decide(self, surface: str, decision: Mapping[str, Any], only: Mapping[str, Any] | None = None) -> None:
        """Says which place a surface is, for all its occurrences or for those that `only` means ({"quote": …}).

        `decision` has keys of DECISION, and may have others (note, zoom…); an older decision for the same occurrences goes.
        """
        path = self._entry(surface, only or {}, decision)
        if path is None:
            return
        old = [name for name in self._at(path) if name in DECISION and name not in decision]
        for name, value in decision.items():
            self._put((*path, name), value)
        for name in old:
            self._drop((*path, name))

    def show(self, surface: str, looks: Mapping[str, Any], only: Mapping[str, Any] | None = None) -> None:
        """Says how a place is shown (`as`, `note`, `zoom`, `radius_km`, `image`); None takes back."""
        present = {name: value for name, value in looks.items() if value is not None}
        if not present and self.entry(surface) is None:
            return
        path = self._entry(surface, only or {}, present)
        if path is None:
            return
        said = self._at(path)
        for name, value in looks.items():
            if value is not None:
                self._put((*path, name), value)
            elif name in said:
                self._drop((*path, name))

    def scene(self, passage: str, edit: Mapping[str, Any]) -> None:
        """Says how the scene of a passage is shown (`title`, `camera`, `hide`, `with`); None takes back."""
        said = (patch.load(self.text) or {}).get("scenes") or {}
        for name, value in edit.items():
            if value is not None:
                self._put(("scenes", passage, name), value)
            elif name in (said.get(passage) or {}):
                self._drop(("scenes", passage, name))

    def top(self, name: str, value: Any) -> None:
        """Sets `home` or `names`."""
        self._put((name,), value)

    def forget(self, surface: str) -> None:
        """Takes back all that is said of a surface."""
        if self.entry(surface) is not None:
            self._drop(("places", surface))

    def suggest(self, surface: str, place_id: str) -> None:
        """Says what storymap suggests for a surface; it decides nothing."""
        self._put(("places", surface, "suggested"), place_id)

    def extend(self, name: str, rows: Sequence[str]) -> None:
        """Puts lines of entries, comments among them, at the end of `places` or `scenes`."""
        self._change(patch.extend, (name,), rows)

    def comment(self, name: str, rows: Sequence[str]) -> None:
        """Puts lines of comments at the end of `places` or `scenes`."""
        self.text = patch.comment(self.text, name, rows)

    def remark(self, path: Steps) -> str:
        """The comment in the line above an entry, "" for none."""
        return patch.remark(self.text, path)

    def set_remark(self, path: Steps, remark: str, *, wanted: bool) -> None:
        """Puts a comment above an entry, or takes it away."""
        self.text = patch.set_remark(self.text, path, remark, wanted=wanted)

    def save(self) -> bool:
        """Writes the file, if anything changed: whether it did.

        OverrideError: what was made of it would not be understood, or the file on disk is no more the one that was read
        (then nothing is written, and the change must be made again on the new text).
        """
        content = (self._mark + self.text).encode()
        if content == self._before:
            return False
        load_overrides_text(self.text, self.path.name)
        now = self.path.read_bytes() if self.path.exists() else None
        if now != self._before:
            raise ConflictError(self.path)
        write_atomically(self.path, content)
        self._before = content
        return True

    # ---------- where things stand

    def _entry(self, surface: str, only: Mapping[str, Any], new: Mapping[str, Any]) -> Steps | None:
        """The path of the entry that speaks of just these occurrences; None when it had to be made, with `new` in it."""
        path: tuple[str | int, ...] = ("places", surface)
        said = self.entry(surface)
        if said is None:
            self._put(path, {**only, **new})
            return None
        if isinstance(said, Mapping):
            if _where(said) == dict(only):
                return path
            self._change(patch.listed, path)
            said = [said]
        for number, item in enumerate(said):
            if _where(item) == dict(only):
                return (*path, number)
        self._change(patch.append, path, {**only, **new})
        return None

    def _at(self, path: Steps) -> Mapping[str, Any]:
        data = patch.load(self.text)
        for step in path:
            data = data[step]
        return data if isinstance(data, Mapping) else {}

    def _put(self, path: Steps, value: Any) -> None:
        self._change(patch.put, path, value)

    def _drop(self, path: Steps) -> None:
        self._change(patch.drop, path)

    def _change(self, how: Any, path: Steps, *value: Any) -> None:
        try:
            self.text = how(self.text, path, *value)
        except CannotPatchError as error:
            where = " › ".join(map(str, path))
            raise OverrideError(
                f"{where} is written in a way that cannot be changed without touching more (an anchor, a merge key?). Change it by hand.",
                file=self.path.name,
            ) from error


class ConflictError(OverrideError):
    """The file was changed by somebody else since it was read."""

    def __init__(self, path: Path) -> None:
        super().__init__("was changed by another program just now; nothing was written. Try again.", file=path.name)


def _where(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: entry[name] for name in WHERE if name in entry}
