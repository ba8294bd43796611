"""Read CSV, KML, GPX, GeoPackage and Linked Places as GeoJSON, so that all of them are imported in the same way.

Each reader returns a FeatureCollection in longitude and latitude. The member `remarks` of the collection has sentences
about what was left out. A reader raises ImportFileError if it cannot read the file.
"""

from __future__ import annotations

import csv
import io
import json
import math
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from storymap.errors import ImportFileError
from storymap.export.layers import LAYER_TYPE
from storymap.extras import install

Collection = dict[str, Any]
_LATITUDES, _LONGITUDES = ("lat", "latitude", "y"), ("lon", "lng", "long", "longitude", "x")
_NAMES = ("name", "title", "place", "mention")
_WGS84 = ("EPSG:4326", "OGC:CRS84", "EPSG:4979")


def is_vector_file(content: bytes) -> bool:
    """Return whether the content is a GeoPackage or FlatGeobuf file."""
    return content.startswith((b"SQLite format 3\x00", b"fgb"))


def is_xml(text: str) -> bool:
    """Return whether a text is XML."""
    return text.lstrip().startswith("<")


def collection(features: list[dict[str, Any]], remarks: list[str] | None = None) -> Collection:
    """Return a GeoJSON FeatureCollection with the further member `remarks`."""
    return {"type": "FeatureCollection", "features": features, "remarks": remarks or []}


def feature(properties: Mapping[str, Any], geometry: dict[str, Any] | None) -> dict[str, Any]:
    """Return a GeoJSON feature. The values of its properties are text, numbers or None."""
    return {"type": "Feature", "properties": dict(properties), "geometry": geometry}


def point(lon: float, lat: float) -> dict[str, Any]:
    """Return a GeoJSON Point."""
    return {"type": "Point", "coordinates": [lon, lat]}


# ---------- CSV


def read_csv(text: str) -> Collection:
    """Return the rows of a CSV table as points. The table must have columns for latitude and longitude.

    The separator may be a comma, a semicolon or a tab.
    """
    lines = text.lstrip("\ufeff")
    head = lines.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    try:
        rows = list(csv.DictReader(io.StringIO(lines, newline=""), delimiter=separator))
    except csv.Error as error:
        raise ImportFileError(f"the table is invalid: {error}. Keep only the columns of the places") from error
    columns = {str(name).strip().lower(): name for name in (rows[0] if rows else {}) if name}
    lat = next((columns[name] for name in _LATITUDES if name in columns), None)
    lon = next((columns[name] for name in _LONGITUDES if name in columns), None)
    if lat is None or lon is None:
        raise ImportFileError("the table has no columns named lat and lon (or latitude and longitude)")
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    remarks = []
    for number, row in enumerate(rows, 2):
        values = {key.strip(): _unquoted(value) for key, value in row.items() if key and isinstance(value, str)}
        if values.get("status", "mapped") not in ("", "mapped"):
            continue  # this row is for a name that was not on the map at the time of the export
        try:
            at = point(_number(row[lon]), _number(row[lat]))
        # the value is None if the row is too short, and a list if it is too long
        except (AttributeError, TypeError, ValueError):
            remarks.append(f"line {number} has no latitude and longitude in degrees.")
            continue
        values = {**values, "name": _first(values, _NAMES), "id": values.get("slug", "")}
        key = (values["id"] or values["name"], str(at["coordinates"]))
        found.setdefault(key, feature(values, at))
    return collection(list(found.values()), remarks)


def _unquoted(value: str) -> str:
    """Return a cell without the apostrophe that the CSV export puts before text that looks like a formula."""
    return value[1:] if value[:1] == "'" and value[1:2] in tuple("=+-@\t＝＋－＠") else value


def _number(text: str) -> float:
    number = float(text.strip().replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _first(values: Mapping[str, str], names: tuple[str, ...]) -> str:
    lowered = {key.lower(): value for key, value in values.items()}
    return next((lowered[name] for name in names if lowered.get(name)), "")


# ---------- XML


def read_xml(text: str) -> Collection:
    """Return the placemarks of a KML file or the waypoints of a GPX file."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
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
        if values.get("area_of"):
            shape = {"type": "MultiPolygon", "coordinates": [p for p in polygons if p and p[0]]}
            features.append(feature(values, shape))
        elif points and points[0]:
            features.append(feature(values, point(*points[0][0][:2])))
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
        values = {"name": (mark.findtext("{*}name") or "").strip()}
        link = mark.find("{*}link")
        found = (link.get("href") or "").rstrip("/").rpartition("/") if link is not None else ("", "", "")
        if found[0].endswith("geonames.org") and found[2].isdigit():
            values["place_id"] = f"geonames:{found[2]}"
        features.append(feature(values, at))
    tracks = sum(1 for tag in ("trk", "rte") for _ in root.iter(f"{{*}}{tag}"))
    if tracks:
        remarks.append(
            f"{tracks} track{'s' if tracks > 1 else ''} or route{'s' if tracks > 1 else ''} not imported: places.yaml has only "
            "places. To show a track, name the file under `layers` in places.yaml."
        )
    return collection(features, remarks)


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
                transform = transformer(str(meta["crs"] or "EPSG:4326"))
                names = list(meta["fields"])
                for i, wkb in enumerate(shapes):
                    values = {n: _plain(column[i]) for n, column in zip(names, columns, strict=True)}
                    values.setdefault("id", values.get("slug", ""))
                    shape = transform(json.loads(shapely.to_geojson(shapely.from_wkb(wkb)))) if wkb else None
                    features.append(feature(values, shape))
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


# ---------- coordinate systems


def to_degrees(document: dict[str, Any]) -> dict[str, Any]:
    """Return a GeoJSON document with all coordinates transformed to longitude and latitude.

    The member `crs` of the document names the coordinate system of its coordinates. GDAL writes this member (GeoJSON
    2008).
    """
    crs = document.get("crs")
    about = crs.get("properties") if isinstance(crs, dict) else None
    name = about.get("name") if isinstance(about, dict) else None
    found = document.get("features")
    if not name or not isinstance(found, list):
        return document
    transform = transformer(str(name))
    features = [{**f, "geometry": transform(f.get("geometry"))} if isinstance(f, dict) else f for f in found]
    return {**{key: value for key, value in document.items() if key != "crs"}, "features": features}


def transformer(name: str) -> Callable[[Any], Any]:
    """Return a function that transforms geometries from a coordinate system to longitude and latitude.

    Raise ImportFileError if the coordinate system is unknown, or if it needs pyproj and pyproj is not installed.
    """
    code = _code(name)
    if code in _WGS84:
        return lambda geometry: geometry
    try:
        import pyproj
    except ImportError as error:
        raise ImportFileError(
            f"its coordinates are in {code}, not in longitude and latitude; install pyproj (python -m pip install pyproj), or "
            "save the file again in EPSG:4326"
        ) from error
    try:
        project = pyproj.Transformer.from_crs(code, "EPSG:4326", always_xy=True).transform
    except pyproj.exceptions.ProjError as error:  # this exception includes CRSError
        raise ImportFileError(f"unknown coordinate system {name!r}; save the file again in EPSG:4326") from error

    def moved(value: Any) -> Any:
        if isinstance(value, list) and len(value) > 1 and all(isinstance(number, int | float) for number in value[:2]):
            return [float(number) for number in project(*value[:2])]
        return [moved(part) for part in value] if isinstance(value, list) else value

    return lambda geometry: (
        {**geometry, "coordinates": moved(geometry.get("coordinates"))} if isinstance(geometry, dict) else None
    )


def _code(name: str) -> str:
    """Return the short name of a coordinate system: "EPSG:3857" for "urn:ogc:def:crs:EPSG::3857"."""
    if name.lower().startswith("urn:ogc:def:crs:"):
        parts = name.split(":")
        return f"{parts[4]}:{parts[-1]}".upper() if len(parts) > 4 else name
    return name
