"""Import exported files that were edited in other tools, as changes for places.yaml. There is one module for each format.

A file is compared with the story as it is now, and only differences become changes. If all occurrences of a name changed in the
same way, the change is one entry for all of them. Otherwise there is an entry for each changed occurrence, selected by a quote.
"""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any, Protocol, cast

from storymap.errors import ImportFileError
from storymap.export.gather import Gathered
from storymap.importers.changes import ImportedChanges, IsKnownId

# Name of the format, the same as that of its exporter -> the module that reads it.
BUILT_IN = {
    "geojson": "geojson",
    "annotations": "annotations",
}


class Importer(Protocol):
    """A module that reads one format."""

    TITLE: str

    def accepts(self, document: Any) -> bool:
        """Return whether a JSON document is in this format."""

    def read(self, document: Any, gathered: Gathered, is_known: IsKnownId) -> ImportedChanges:
        """Return the changes that the document makes to the places of a story.

        Raise ImportFileError if the document is invalid or about another article.
        """


def importer(name: str) -> Importer:
    """Return the importer of a format."""
    return cast(Importer, import_module(f"storymap.importers.{BUILT_IN[name]}"))


def read(content: bytes, name: str, gathered: Gathered, is_known: IsKnownId) -> ImportedChanges:
    """Return the changes that a file makes to the places of a story. `name` is the name of the file in messages.

    Raise ImportFileError if the format of the file is not supported, or the file is about another article.
    """
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ImportFileError(f"{name} is not JSON: {error}.") from error
    importers = [importer(format_name) for format_name in BUILT_IN]
    accepting = next((i for i in importers if i.accepts(document)), None)
    if accepting is None:
        formats = " or ".join(i.TITLE for i in importers)
        raise ImportFileError(f"{name}: unsupported format; expected {formats}.")
    try:
        return accepting.read(document, gathered, is_known)
    except ImportFileError as error:
        raise ImportFileError(f"{name}: {error}.") from error
