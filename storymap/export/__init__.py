"""Export stories to other formats. Each format has a module, which lists what the format keeps and drops.

Plugins add formats with the entry point group `storymap.exporters`; the name of an entry point is the name of its format.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from storymap.errors import OutputError
from storymap.nearest import did_you_mean, nearest
from storymap.ports import Exporter

GROUP = "storymap.exporters"
# Name of the format -> module.
BUILT_IN = {
    "geojson": "geojson",
    "kml": "kml",
    "gpx": "gpx",
    "csv": "csv",
    "geoparquet": "geoparquet",
    "geopackage": "geopackage",
    "flatgeobuf": "flatgeobuf",
    "linkedplaces": "linkedplaces",
    "annotations": "annotations",
    "tei": "tei",
    "markdown": "markdown",
    "spacy": "spacy",
    "conll": "conll",
    "folium": "folium",
    "maplibre": "maplibre",
}
# Other names and suffixes of formats -> the format to use instead. Instead of shapefiles, which cannot contain long
# texts, GeoPackage is used.
OTHER_NAMES = {
    "shp": "geopackage",
    "shapefile": "geopackage",
    "gpkg": "geopackage",
    "fgb": "flatgeobuf",
    "parquet": "geoparquet",
    "json": "geojson",
    "geojsonl": "geojson",
    "kmz": "kml",
    "googleearth": "kml",
    "xlsx": "csv",
    "excel": "csv",
    "tsv": "csv",
    "md": "markdown",
    "xml": "tei",
    "html": "folium",
    "jsonld": "linkedplaces",
    "webannotation": "annotations",
}


def names() -> list[str]:
    """Return the names of all formats, built-in ones first."""
    return [*BUILT_IN, *sorted(set(_plugins()) - set(BUILT_IN))]


def exporter(name: str) -> Exporter:
    """Return the exporter of a format. Raise OutputError if the format is unknown or its plugin cannot be loaded."""
    if name in BUILT_IN:
        return cast(Exporter, import_module(f"storymap.export.{BUILT_IN[name]}"))
    plugin = _plugins().get(name)
    if plugin is None:
        raise OutputError(unknown(name))
    try:
        return cast(Exporter, plugin.load())
    except Exception as error:  # the code of a plugin may raise any exception
        raise OutputError(f"the plugin {plugin.value} for the format {name} cannot be loaded: {error}.") from error


def exporters() -> Iterator[Exporter]:
    """Return all exporters, built-in ones first."""
    return map(exporter, names())


def unknown(name: str) -> str:
    """Return the message for an unknown format.

    The message lists the known formats and suggests the format with the most similar name.
    """
    near = OTHER_NAMES.get(name.lower().strip(".")) or nearest(name, names(), prefix=True)
    return f"unknown format {name!r}; choose one of {', '.join(names())}.{did_you_mean(near, '')}"


def _plugins() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
