"""Change single entries of places.yaml. Every other character of the file stays the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from storymap import resources
from storymap.errors import OutputError, OverrideError
from storymap.files import write_atomically
from storymap.lazy_pattern import lazy_pattern
from storymap.overrides import keys, patch
from storymap.overrides.lock import locked
from storymap.overrides.nodes import CannotPatchError, Steps
from storymap.overrides.read import decode, load_overrides_text
from storymap.overrides.values import VERSION

NAME = "places.yaml"
SCHEMA_COPY = ".storymap/places-yaml.schema.json"  # path in the folder of places.yaml
_HEADER_LINES = 5  # the name of the article is searched for in this many lines at the start of the file
_MACHINE_SCHEMA = lazy_pattern(
    r"\A# yaml-language-server: \$schema=file:\S*/storymap/schemas/places-yaml\.schema\.json(?=\r?\n)"
)
_ARTICLE = lazy_pattern(r"# Overrides for (.+)\. They replace what storymap|# The places of (.+)\. What you write here")


def schema_reference(folder: Path) -> str:
    """Return the path of the JSON Schema for the first line of places.yaml, relative to a folder.

    Text editors use the schema to complete and check keys. The nearest copy in the folder or its parent folders is
    used, up to the folder with `.git` or to the home folder. If there is no copy, return the path of the copy that
    `PlacesFile.save` makes.
    """
    up = ""
    with suppress(OSError):
        for current in (folder.resolve(), *folder.resolve().parents):
            if (current / SCHEMA_COPY).is_file():
                return up + SCHEMA_COPY
            if (current / ".git").exists() or current == Path.home():
                break
            up += "../"
    return SCHEMA_COPY


def copy_schema(folder: Path) -> None:
    """Write a copy of the JSON Schema into a folder.

    Errors are ignored, because only completion in text editors needs the copy.
    """
    with suppress(OSError, OutputError):
        text = resources.schema("places-yaml.schema.json").read_text(encoding="utf-8")
        write_atomically(folder / SCHEMA_COPY, text)


def header(article: str, schema: str = SCHEMA_COPY) -> str:
    """Return the first lines of a new file. `article` is "" for a file that several articles share."""
    name = " ".join(article.split())
    about = (
        f"# Overrides for {name}. They replace what storymap decided; `storymap init` keeps them when the article changes."
        if name
        else "# Overrides for all articles that use this file."
    )
    return f"# yaml-language-server: $schema={schema}\n{about}\nversion: {VERSION}\n"


def article_of(text: str) -> str:
    """Return the name of the article in the first lines of a file, or "".

    The form that earlier versions wrote is also read.
    """
    for line in text.splitlines()[:_HEADER_LINES]:
        if found := _ARTICLE.match(line):
            return found[1] or found[2]
    return ""


class PlacesFile:
    """A places.yaml and its pending changes. Nothing is written before `save`.

    A surface is a name as the article writes it. In all methods, `only` has the keys of `keys.SELECTOR` and selects
    some occurrences of a surface. None or {} selects all occurrences.
    """

    def __init__(self, path: Path, text: str, before: bytes | None) -> None:
        self.path, self.text = path, text
        self._before = before  # the content on disk, or None if there is no file
        self._bom = "\ufeff" if before and before.startswith(b"\xef\xbb\xbf") else ""

    @classmethod
    def open(cls, path: Path, article: str) -> PlacesFile:
        """Open the file. If the file does not exist, start a new file for an article.

        Raise OverrideError if the file has a mistake.
        """
        try:
            before = path.read_bytes()
        except FileNotFoundError:
            return cls(path, header(article, schema_reference(path.parent)), None)
        except OSError as error:
            raise OverrideError(f"the file cannot be read: {error.strerror or error}.", file=str(path)) from error
        text = decode(before, path.name)
        load_overrides_text(text, path.name)
        return cls(path, text or header(article, schema_reference(path.parent)), before)

    def make_schema_portable(self) -> None:
        """Replace the absolute path of a schema in the first line by a relative path.

        Older versions wrote absolute paths.
        """
        reference = f"# yaml-language-server: $schema={schema_reference(self.path.parent)}"
        self.text = _MACHINE_SCHEMA.sub(lambda _: reference, self.text, count=1)

    def entry(self, surface: str) -> Any:
        """Return the entry of a surface as plain values: a mapping, a list of mappings, or None."""
        data = patch.load(self.text) or {}
        return (data.get("places") or {}).get(surface)

    def decide(self, surface: str, decision: Mapping[str, Any], only: Mapping[str, Any] | None = None) -> None:
        """Set the place of a surface. An earlier decision for the same occurrences is replaced.

        `decision` has keys of `keys.DECISION`, and may have other keys, such as `note` and `zoom`.
        """
        path = self._find_or_add(surface, only or {}, decision)
        if path is None:
            return
        current = self._mapping_at(path)
        decision = _with_own_fields(current, decision)
        old = [name for name in current if name in keys.DECISION and name not in decision]
        for name, value in decision.items():
            self._put((*path, name), value)
        for name in old:
            self._drop((*path, name))

    def top(self, name: str) -> Any:
        """Return the value of a key at the top level of the file, or None if the key is missing."""
        return (patch.load(self.text) or {}).get(name)

    def scene(self, passage: str) -> Mapping[str, Any]:
        """Return the fields of the scene of a passage, or {} if there is no entry."""
        return (self.top("scenes") or {}).get(passage) or {}

    def add_item(self, path: Steps, item: Mapping[str, Any]) -> None:
        """Add an item at the end of the list at a path. The list is added if it is missing."""
        data: Any = patch.load(self.text)
        for step in path:
            data = (data or {}).get(step)
        if data:
            self._change(patch.append, path, item)
        else:
            self._put(path, [item])

    def set_display(self, surface: str, display: Mapping[str, Any], only: Mapping[str, Any] | None = None) -> None:
        """Set how a place is shown (`as`, `note`, `zoom`, `radius_km`, `image`, `icon`).

        The value None removes a key.
        """
        present = {name: value for name, value in display.items() if value is not None}
        if not present and self.entry(surface) is None:
            return
        path = self._find_or_add(surface, only or {}, present)
        if path is None:
            return
        current = self._mapping_at(path)
        for name, value in display.items():
            if value is not None:
                self._put((*path, name), value)
            elif name in current:
                self._drop((*path, name))

    def set_scene(self, passage: str, scene: Mapping[str, Any]) -> None:
        """Set how the scene of a passage is shown (`title`, `camera`, `hide`, `with`, `split`).

        The value None removes a key.
        """
        scenes = (patch.load(self.text) or {}).get("scenes") or {}
        for name, value in scene.items():
            if value is not None:
                self._put(("scenes", passage, name), value)
            elif name in (scenes.get(passage) or {}):
                self._drop(("scenes", passage, name))

    def set_top(self, values: Mapping[str, Any]) -> None:
        """Set keys at the top level of the file, such as `home`. The value None removes a key."""
        current = patch.load(self.text) or {}
        for name, value in values.items():
            if value is not None:
                self._put((name,), value)
            elif name in current:
                self._drop((name,))

    def fields(self, surface: str, only: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """Return the fields of the entry of a surface with the selector `only`, or {} if there is no such entry."""
        entry = self.entry(surface)
        items = [entry] if isinstance(entry, Mapping) else entry or []
        return next((item for item in items if _selector(item) == dict(only or {})), {})

    def remove(self, surface: str) -> None:
        """Remove the entry of a surface."""
        if self.entry(surface) is not None:
            self._drop(("places", surface))

    def set_suggestion(self, surface: str, place_id: str) -> None:
        """Set the place that storymap suggests for a surface. A suggestion has no effect on the story map."""
        self._put(("places", surface, "suggested"), place_id)

    def extend(self, name: str, rows: Sequence[str]) -> None:
        """Add lines with entries and comments at the end of `places` or `scenes`."""
        self._change(patch.extend, (name,), rows)

    def add_comments(self, name: str, rows: Sequence[str]) -> None:
        """Add comment lines at the end of `places` or `scenes`."""
        self.text = patch.add_comments(self.text, name, rows)

    def comment_above(self, path: Steps) -> str:
        """Return the comment on the line above an entry, or "" if there is none."""
        return patch.comment_above(self.text, path)

    def add_comment_above(self, path: Steps, comment: str) -> None:
        """Add a comment on a line above an entry."""
        self.text = patch.add_comment_above(self.text, path, comment)

    def drop_comment_above(self, path: Steps) -> None:
        """Remove the comment on the line above an entry."""
        self.text = patch.drop_line_above(self.text, path)

    def save(self) -> bool:
        """Write the file if the text has changed, and return whether it was written.

        If there is an error, nothing is written. Raise OverrideError if the new text has a mistake. Raise ConflictError
        if another program has changed the file since it was opened.
        """
        content = (self._bom + self.text).encode()
        if content == self._before:
            return False
        load_overrides_text(self.text, self.path.name)
        if f"$schema={SCHEMA_COPY}\n" in self.text and not (self.path.parent / SCHEMA_COPY).exists():
            copy_schema(self.path.parent)
        with locked(self.path):
            on_disk = self.path.read_bytes() if self.path.exists() else None
            if on_disk != self._before:
                raise ConflictError(self.path)
            write_atomically(self.path, content)
        self._before = content
        return True

    # ---------- paths

    def _find_or_add(self, surface: str, only: Mapping[str, Any], new: Mapping[str, Any]) -> Steps | None:
        """Return the path of the entry with the selector `only`.

        If there is no such entry, add an entry with the fields of `only` and `new`, and return None.
        """
        path: tuple[str | int, ...] = ("places", surface)
        entry = self.entry(surface)
        if entry is None:
            self._put(path, {**only, **new})
            return None
        if isinstance(entry, Mapping):
            if _selector(entry) == dict(only):
                return path
            self._change(patch.wrap_in_list, path)
            entry = [entry]
        for number, item in enumerate(entry):
            if _selector(item) == dict(only):
                return (*path, number)
        self._change(patch.append, path, {**only, **new})
        return None

    def _mapping_at(self, path: Steps) -> Mapping[str, Any]:
        data = patch.load(self.text)
        for step in path:
            data = data[step]
        return data if isinstance(data, Mapping) else {}

    def _put(self, path: Steps, value: Any) -> None:
        self._change(patch.put, path, value)

    def _drop(self, path: Steps) -> None:
        self._change(patch.drop, path)

    def _change(self, operation: Any, path: Steps, *value: Any) -> None:
        try:
            self.text = operation(self.text, path, *value)
        except CannotPatchError as error:
            where = " › ".join(map(str, path))
            raise OverrideError(
                f"{where} cannot be changed without changing something else, probably because of an anchor or a merge key."
                " Edit it by hand.",
                file=self.path.name,
            ) from error


class ConflictError(OverrideError):
    """Another program has changed the file since it was opened."""

    def __init__(self, path: Path) -> None:
        super().__init__("the file was changed by another program; nothing was written. Try again.", file=path.name)


def _with_own_fields(current: Mapping[str, Any], decision: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the decision about a moved place. The kind and the radius have the form that the entry already uses.

    The kind `village` has the same code as `town`, and `approximate: true` means a radius of 10 km. Without this
    function, moving a place would replace `village` with `town`, and `approximate: true` with a radius in km.
    """
    if "lat" not in decision or not set(current) & {"lat", "at", "area"}:
        return decision
    kind = current.get("kind")
    if kind in keys.KINDS and keys.KINDS[kind] == keys.KINDS.get(decision.get("kind", "town")):
        decision = {**decision, "kind": kind}
    if "approximate" in current or "radius_km" in current:
        decision = {name: value for name, value in decision.items() if name != "radius_km"}
    return decision


def _selector(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: entry[name] for name in keys.SELECTOR if name in entry}
