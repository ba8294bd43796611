"""Find the partitions that are affected by a change of the shared places files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storymap.archive.tables import library
from storymap.errors import OutputError

if TYPE_CHECKING:
    from storymap.archive.partitions import Document
    from storymap.overrides import Overrides

# This prefix marks the hash of an entry with `ignore`, because the table of mentions does not contain the name of the
# entry.
_IGNORED = "ignored:"


@dataclass(frozen=True, slots=True)
class Changes:
    """The names whose entries differ between two states of the places files.

    `hidden` says whether one of the old entries has `ignore`. Ignored names are not in the table of mentions, so that
    the table does not show which partitions contain them.
    """

    names: frozenset[str]
    hidden: bool

    def affect(self, mentions: Path, part: Sequence[Document]) -> bool:
        """Return whether a partition contains a name whose entries changed.

        `mentions` is the file with the partition's table of mentions. Documents that are plain text are searched as
        well, because names that were ignored or not recognised are not in the table. Documents in other formats are not
        searched. A partition with such a document counts as affected if `hidden` is true.
        """
        from storymap.overrides.occurrences import occurrences

        if not self.names:
            return False
        library()
        from pyarrow import parquet

        surfaces = parquet.read_table(mentions, columns=["surface"])["surface"].unique().to_pylist()
        if self.names & {_plain(surface) for surface in surfaces}:
            return True
        if self.hidden and any(document.raw for document in part):
            return True
        return any(
            occurrences(document.text, name, ignore_case=True)
            for document in part
            if not document.raw
            for name in self.names
        )


def entry_hashes(overrides: Overrides | None) -> dict[str, str]:
    """Return a hash of the entries for each name in the places files.

    The key "" has the hash of `home`, which applies to the whole article.
    """
    if overrides is None:
        return {}
    entries: dict[str, list[str]] = {}
    ignored: set[str] = set()
    for entry in overrides.entries:
        if not entry.has_no_effect:
            name = _plain(entry.surface)
            entries.setdefault(name, []).append(repr(replace(entry, line=0, file="")))
            ignored |= {name} if entry.ignore else set()
    hashes = {"": _hash(overrides.home)} if overrides.home else {}
    for name, texts in sorted(entries.items()):
        hashes[name] = (_IGNORED if name in ignored else "") + _hash("\n".join(texts))
    return hashes


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Changes:
    """Compare the places files that an archive was made with (`before`) and those of the current run (`now`).

    Raise OutputError if `home` differs, or if the archive did not store the entries.
    """
    old, new = before.get("entries"), now["entries"]
    if old is None and before["options"].get("places"):
        raise OutputError(
            "The archive was made by a version that did not store the entries of places files: use --restart."
        )
    old = old or {}
    names = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    if "" in names:
        raise OutputError("`home` in the places file has changed. It applies to all articles: use --restart.")
    return Changes(frozenset(names), any(str(old.get(name, "")).startswith(_IGNORED) for name in names))


def only_places_changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Return whether the options of two runs differ only in the places files."""
    options, others = dict(before.get("options") or {}), dict(now["options"])
    options.pop("places", None)
    others.pop("places", None)
    return options == others


def _plain(name: str) -> str:
    return " ".join(name.split())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
