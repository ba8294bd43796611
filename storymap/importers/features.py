"""Read KML, GPX, GeoPackage and Linked Places as GeoJSON, so that all of them are imported in the same way.

Each reader returns a FeatureCollection in longitude and latitude. The member `remarks` of the collection has sentences
about what was left out. A reader raises ImportFileError if it cannot read the file.
"""

from __future__ import annotations

import io
import json
import math
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from storymap.errors import ImportFileError
from storymap.export.layers import LAYER_TYPE
from storymap.extras import install
from storymap.importers.collection import Collection, collection, feature, point
from storymap.importers.reference_systems import transformation

_HEAD = 200  # number of bytes in which the format is recognised


def is_vector_file(content: bytes) -> bool:
    """Return whether the content is a GeoPackage or FlatGeobuf file."""
    return content.startswith((b"SQLite format 3\x00", b"fgb"))


def is_xml(content: bytes) -> bool:
    """Return whether the content is XML in any encoding."""
    return content[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


# ---------- XML


def is_archive(content: bytes) -> bool:
    """Return whether the content is a ZIP archive, such as a KMZ file."""
    return content.startswith(b"PK\x03\x04")


def read_archive(content: bytes, limit: int) -> Collection:
    """Return the placemarks of all KML files in a KMZ file. `limit` is the maximum number of bytes of these files.

    Raise ImportFileError if the archive has no KML file, or if the files are too large or damaged.
    """
    features: list[dict[str, Any]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [info.filename for info in archive.infolist() if info.filename.lower().endswith(".kml")]
            for name in names:
                with archive.open(name) as file:
                    text = file.read(limit + 1)
                limit -= len(text)
                if limit < 0:
                    raise ImportFileError("the KML files in the archive are too large")
                features += read_xml(text)["features"]
    # an encrypted file raises RuntimeError, and an unknown compression raises NotImplementedError
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError, EOFError) as error:
        raise ImportFileError(f"the KMZ file cannot be read: {error}") from error
    if not names:
        raise ImportFileError("this is a ZIP archive without a KML file. If it is a spreadsheet, save it as CSV")
    return collection(features)


def read_xml(content: bytes) -> Collection:
    """Return the placemarks of a KML file or the waypoints of a GPX file.

    The encoding is the one that the XML declares. Raise ImportFileError if the content is not valid KML or GPX.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content.lstrip(b" \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ImportFileError(f"the XML is not well-formed: {error}") from error
    name = etree.QName(root).localname
    if name == "kml":
        return _read_kml(root)
    if name == "gpx":
        return _read_gpx(root)
    raise ImportFileError(f"the XML file is neither KML nor GPX: its first element is <{name}>")


def _read_kml(root: Any) -> Collection:
    features = []
    for mark in root.iter("{*}Placemark"):
        values = {data.get("name", ""): (data.findtext("{*}value") or "") for data in mark.iter("{*}Data")}
        values |= {data.get("name", ""): (data.text or "") for data in mark.iter("{*}SimpleData")}
        values["name"] = (mark.findtext("{*}name") or values.get("name") or values.get("Name") or "").strip()
        values["id"] = values.get("slug", "")
        points = [_pairs(p.findtext("{*}coordinates") or "") for p in mark.iter("{*}Point")]
        polygons = [
            [_pairs(ring.findtext("{*}coordinates") or "") for ring in polygon.iter("{*}LinearRing")]
            for polygon in mark.iter("{*}Polygon")
        ]
        if points and points[0] and not values.get("area_of"):
            features.append(feature(values, point(*points[0][0][:2])))
        elif polygons or values.get("area_of"):
            shape = {"type": "MultiPolygon", "coordinates": [p for p in polygons if p and p[0]]}
            features.append(feature(values, shape))
        else:
            features.append(feature(values, None))
    return collection(features)


def _pairs(text: str) -> list[list[float]]:
    """Return the positions in the text of a <coordinates> element as [lon, lat].

    Return [] if one of the positions is invalid.
    """
    try:
        pairs = [[float(number) for number in part.split(",")[:2]] for part in text.split()]
    except ValueError:
        return []
    return pairs if all(len(pair) == 2 and all(map(math.isfinite, pair)) for pair in pairs) else []


def _read_gpx(root: Any) -> Collection:
    features, remarks = [], []
    for mark in root.iter("{*}wpt"):
        if mark.findtext("{*}type") == LAYER_TYPE:
            continue  # this waypoint is a point of a layer, which can only be changed in the file of the layer
        try:
            at = point(float(mark.get("lon")), float(mark.get("lat")))
        except (TypeError, ValueError):
            remarks.append(f"the waypoint on line {mark.sourceline} has no position.")
            continue
        values = _extensions(mark)
        values["name"] = (mark.findtext("{*}name") or "").strip()
        values["id"] = values.get("slug", "")
        link = mark.find("{*}link")
        found = (link.get("href") or "").rstrip("/").rpartition("/") if link is not None else ("", "", "")
        if found[0].endswith("geonames.org") and found[2].isdigit():
            values.setdefault("place_id", f"geonames:{found[2]}")
        features.append(feature(values, at))
    tracks = sum(1 for tag in ("trk", "rte") for _ in root.iter(f"{{*}}{tag}"))
    if tracks:
        remarks.append(
            f"{tracks} track{'s' if tracks > 1 else ''} or route{'s' if tracks > 1 else ''} not imported: places.yaml has only "
            "places. To show a track, name the file under `layers` in places.yaml."
        )
    return collection(features, remarks)


def _extensions(mark: Any) -> dict[str, Any]:
    """Return the texts in the extensions of a waypoint. GDAL writes the columns of a layer there."""
    parts = (part for extensions in mark.iterfind("{*}extensions") for part in extensions.iter("{*}*"))
    return {part.tag.rpartition("}")[2]: part.text.strip() for part in parts if part.text and not len(part)}


# ---------- GeoPackage and FlatGeobuf


def read_vector_file(content: bytes) -> Collection:
    """Return the features of all layers of a GeoPackage or FlatGeobuf file, in longitude and latitude."""
    try:
        import pyogrio
        import shapely
    except ImportError as error:
        raise ImportFileError(f"this format needs pyogrio, which is not installed: {install('geoparquet')}") from error
    suffix = ".fgb" if content.startswith(b"fgb") else ".gpkg"
    features = []
    with tempfile.TemporaryDirectory(prefix="storymap-") as folder:
        path = Path(folder) / f"layer{suffix}"
        path.write_bytes(content)
        try:
            for layer, kind in pyogrio.list_layers(path):
                if not kind:
                    continue
                meta, _, shapes, columns = pyogrio.raw.read(path, layer=layer)
                transform = transformation(str(meta["crs"] or "EPSG:4326"))
                names = list(meta["fields"])
                for i, wkb in enumerate(shapes):
                    values = {n: _plain(column[i]) for n, column in zip(names, columns, strict=True)}
                    values.setdefault("id", values.get("slug", ""))
                    shape = json.loads(shapely.to_geojson(shapely.from_wkb(wkb))) if wkb else None
                    features.append(transform.feature(feature(values, shape)))
        except _vector_errors() as error:
            raise ImportFileError(f"the file cannot be read: {error}") from error
    return collection(features)


def _vector_errors() -> tuple[type[Exception], ...]:
    """Return the exceptions that GDAL and GEOS raise for damaged files."""
    import pyogrio
    import shapely

    known: tuple[type[Exception], ...] = (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pyogrio.errors.FieldError,
    )
    known += (pyogrio.errors.GeometryError, pyogrio.errors.CRSError, pyogrio.errors.FeatureError)
    return (*known, shapely.errors.ShapelyError, OSError, RuntimeError, ValueError, TypeError, LookupError)


def _plain(value: Any) -> Any:
    """Return a value of a column as text, as a number, or as None."""
    if value is None or value != value:  # noqa: PLR0124  NaN
        return None
    return value if isinstance(value, str) else value.item() if hasattr(value, "item") else str(value)


# ---------- Linked Places


def is_linked_places(document: Any) -> bool:
    """Return whether a document is a Linked Places collection."""
    features = document.get("features") if isinstance(document, dict) else None
    return isinstance(features, list) and any(isinstance(f, dict) and "@id" in f and "names" in f for f in features)


def read_linked_places(document: Mapping[str, Any]) -> Collection:
    """Return the places of a Linked Places collection as points.

    Exports of storymap also have outlines, which become areas.
    """
    features = []
    for item in document["features"]:
        if not isinstance(item, dict):
            continue
        given = item.get("properties")
        given = given.items() if isinstance(given, dict) else ()
        values = {k: v for k, v in given if isinstance(v, str | int | float | bool)}
        values["name"] = values.get("title") or ""
        values["id"] = values.get("slug", "")
        if not values.get("place_id"):
            values["place_id"] = _geonames_id(item)
        shapes = _geometries(item.get("geometry"))
        at = next((s for s in shapes if s.get("type") == "Point"), None)
        lat, lon = values.get("lat"), values.get("lon")
        if at is None and isinstance(lat, int | float) and isinstance(lon, int | float):
            at = point(lon, lat)
        features.append(feature(values, at and {"type": "Point", "coordinates": at.get("coordinates")}))
        area = next((s for s in shapes if s.get("type") in ("Polygon", "MultiPolygon")), None)
        if area and values["id"]:
            shape = {"type": area["type"], "coordinates": area.get("coordinates")}
            features.append(feature({"area_of": values["id"], "name": values["name"]}, shape))
    return collection(features)


def _geometries(geometry: Any) -> list[dict[str, Any]]:
    if not isinstance(geometry, dict):
        return []
    inside = geometry.get("geometries")
    return [g for g in inside if isinstance(g, dict)] if isinstance(inside, list) else [geometry]


def _geonames_id(item: Mapping[str, Any]) -> str:
    links = item.get("links")
    links = links if isinstance(links, list) else []
    for iri in [
        str(item.get("@id", "")),
        *(str(link.get("identifier", "")) for link in links if isinstance(link, dict)),
    ]:
        number = iri.removeprefix("gn:").rstrip("/").rpartition("/")[2]
        if ("geonames.org/" in iri or iri.startswith("gn:")) and number.isdigit():
            return f"geonames:{number}"
    return ""
