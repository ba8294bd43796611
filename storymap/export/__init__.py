"""Story and places in everybody else's formats: one module a format, each with what it keeps and what it drops.

Built-in formats come first; others are found by the entry point group `storymap.exporters`, whose names are the formats'.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from storymap.errors import OutputError
from storymap.ports import Exporter

GROUP = "storymap.exporters"
# Format -> the module that writes it.
BUILT_IN = {
    "geojson": "geojson",
    "kml": "kml",
    "gpx": "gpx",
    "csv": "csv",
    "geoparquet": "geoparquet",
    "linkedplaces": "linkedplaces",
    "annotations": "annotations",
    "tei": "tei",
    "markdown": "markdown",
    "spacy": "spacy",
    "conll": "conll",
    "folium": "folium",
    "maplibre": "maplibre",
}


def names() -> list[str]:
    """The names of all formats, ours first."""
    return [*BUILT_IN, *sorted(set(_plugins()) - set(BUILT_IN))]


def exporter(name: str) -> Exporter:
    """The exporter of a format. OutputError: there is none of that name, or a plugin cannot be loaded."""
    if name in BUILT_IN:
        return cast(Exporter, import_module(f"storymap.export.{BUILT_IN[name]}"))
    plugin = _plugins().get(name)
    if plugin is None:
        raise OutputError(unknown(name))
    try:
        return cast(Exporter, plugin.load())
    except Exception as error:  # whatever a stranger's module raises while it is loaded
        raise OutputError(f"the format {name} of {plugin.value} cannot be loaded: {error}.") from error


def exporters() -> Iterator[Exporter]:
    """All of them, ours first."""
    return map(exporter, names())


def unknown(name: str) -> str:
    """What to say of a format that there is not: those there are, and the one that is spelled most like it."""
    near = difflib.get_close_matches(name.lower(), names(), 1, 0.4)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"{name} is none of {', '.join(names())}.{hint}"


def _plugins() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
