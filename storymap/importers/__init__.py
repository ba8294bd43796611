"""Read exported files that were edited in other tools, and find out what to change in places.yaml.

There is a module for each format.

A file is compared with the current story, and only differences become changes. If all occurrences of a name changed in
the same way, places.yaml gets one entry for all of them. Otherwise, places.yaml gets an entry for each changed
occurrence, which a quote selects.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol, cast

from storymap.errors import ImportFileError
from storymap.export.gather import Gathered
from storymap.importers import features, json_text
from storymap.importers.changes import ImportedChanges, IsKnownId
from storymap.importers.reference_systems import to_degrees
from storymap.importers.table import is_table, read_table
from storymap.read.encodings import MARKS, encoding_of

# Format name (the same as in `export`) -> the module that reads it.
BUILT_IN = {
    "geojson": "geojson",
    "annotations": "annotations",
}


LARGEST_BYTES = 50_000_000  # much more than an export of the longest article, which is smaller than 5 MB
_FORMATS = "GeoJSON, Linked Places, Web Annotations, CSV, KML, KMZ, GPX, GeoPackage or FlatGeobuf"


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

    The format is recognised by the content. Formats are GeoJSON, Linked Places, Web Annotations, CSV, KML,
    KMZ, GPX, GeoPackage and FlatGeobuf. Raise ImportFileError if the format of the file is not supported, or if the file is about
    another article.
    """
    if len(content) > LARGEST_BYTES:
        raise ImportFileError(
            f"{name}: it is larger than {LARGEST_BYTES // 1_000_000} MB, the limit for a file to import. Export only the places."
        )
    try:
        document = _document(content)
        accepting = next((i for i in map(importer, BUILT_IN) if i.accepts(document)), None)
        if accepting is None:
            raise ImportFileError(f"unsupported format; expected {_FORMATS}")
        if accepting is importer("geojson"):
            document = to_degrees(document)
        changes = accepting.read(document, gathered, is_known)
    except ImportFileError as error:
        raise ImportFileError(f"{name}: {error}.") from error
    if isinstance(document, dict) and isinstance(document.get("remarks"), list):
        changes.remarks += [remark for remark in document["remarks"] if isinstance(remark, str)]
    return changes


def _document(content: bytes) -> Any:
    """Return the content of a file as a JSON document. All formats except Web Annotations are converted to GeoJSON."""
    if features.is_vector_file(content):
        return features.read_vector_file(content)
    if features.is_archive(content):
        return features.read_archive(content, LARGEST_BYTES)
    if features.is_xml(content):
        return features.read_xml(content)
    text = _decoded(content)
    if not text.lstrip().startswith(("{", "[")):
        if is_table(text):
            return read_table(text)
        raise ImportFileError(f"unsupported format; expected {_FORMATS}")
    document = json_text.parse(text)
    if features.is_linked_places(document):
        return features.read_linked_places(document)
    # Only the converters above write messages into `remarks`. In a user's file, a member with this name is data.
    return (
        {key: value for key, value in document.items() if key != "remarks"} if isinstance(document, dict) else document
    )


def _decoded(content: bytes) -> str:
    """Return the text of a file that is not a binary format.

    Spreadsheets save tables in UTF-8, in UTF-16, or in an old encoding of their country, which is detected.
    """
    marked = [codec for mark, codec in MARKS if content.startswith(mark)]
    for codec in (*marked[:1], "utf-8", ""):
        try:
            text = content.decode(codec or encoding_of(content) or "")
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text:  # UTF-16 without a mark is also valid UTF-8
            return text.removeprefix("\ufeff")
    raise ImportFileError(f"unsupported format, or not UTF-8; expected {_FORMATS}")
