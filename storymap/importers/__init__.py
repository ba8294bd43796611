"""Import exports that were edited in other tools, as changes for places.yaml: one module for each format.

A file is compared with the story as it is now, and only differences become changes. A change applies to as few occurrences of
a name as necessary: to all of them if all changed in the same way, otherwise to one, selected by a quote.
"""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any, Protocol, cast

from storymap.errors import BroughtBackError
from storymap.export.gather import Gathered
from storymap.importers.changes import ImportedChanges, IsKnownId

# Format, named as its exporter -> the module that reads it.
BUILT_IN = {
    "geojson": "geojson",
    "annotations": "annotations",
}


class Importer(Protocol):
    """A module that reads one format."""

    TITLE: str

    def accepts(self, document: Any) -> bool:
        """Whether a JSON document is in this format."""

    def read(self, document: Any, gathered: Gathered, is_known: IsKnownId) -> ImportedChanges:
        """What the document says about a story's places. BroughtBackError: it is broken, or about another article."""


def importer(name: str) -> Importer:
    """The importer of a format."""
    return cast(Importer, import_module(f"storymap.importers.{BUILT_IN[name]}"))


def read(content: bytes, name: str, gathered: Gathered, is_known: IsKnownId) -> ImportedChanges:
    """What a file says about a story's places; `name` is the file's name in messages.

    BroughtBackError: the file is in none of the formats, or is about another article.
    """
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BroughtBackError(f"{name} is not JSON: {error}.") from error
    importers = [importer(format_name) for format_name in BUILT_IN]
    accepting = next((i for i in importers if i.accepts(document)), None)
    if accepting is None:
        formats = " or ".join(i.TITLE for i in importers)
        raise BroughtBackError(f"{name}: unsupported format; expected {formats}.")
    try:
        return accepting.read(document, gathered, is_known)
    except BroughtBackError as error:
        raise BroughtBackError(f"{name}: {error}.") from error
