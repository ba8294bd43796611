"""GeoParquet 1.1.0: one row per place, with its point as `geometry` and its area as `footprint`.

Both geometries are WKB with (lon, lat) in the default CRS of GeoParquet (OGC:CRS84). Each geometry has a column of
bounding boxes for filters (`covering`). An area that crosses the antimeridian is cut there. The bounding box of such an
area therefore spans all longitudes. Mentions, candidates and disputes are nested columns. The data of the story is in
the file's metadata under `storymap`, as in the GeoJSON export. The format drops the text of the article.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from storymap.errors import OutputError
from storymap.export.areas import cut
from storymap.export.gather import PlaceRow, gather, rounded
from storymap.export.geojson import about_the_story, place_values
from storymap.extras import install
from storymap.model import Story
from storymap.ports import About, Aspect, Lookups

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

ABOUT = About(
    "geoparquet",
    "GeoParquet 1.1",
    ".parquet",
    frozenset(Aspect) - {Aspect.TEXT, Aspect.LAYERS, Aspect.PICTURES},
    "GeoPandas, DuckDB, QGIS, GDAL, Apache Sedona",
    remark="scenes, distances, unmapped names and credits are JSON in the file's metadata (`storymap`)",
    extra="geoparquet",
)
VERSION = "1.1.0"
EDGES = ("xmin", "ymin", "xmax", "ymax")
# Column -> (column of its boxes, orientation as defined by GeoParquet).
_GEOMETRIES = {"geometry": ("bbox", {}), "footprint": ("footprint_bbox", {"orientation": "counterclockwise"})}


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the file with one row group. Raise OutputError if pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise OutputError(f"GeoParquet needs pyarrow, which is not installed: {install('geoparquet')}") from error
    gathered = gather(story, lookups)
    shapes = {
        "geometry": [_point(row) for row in gathered.places],
        "footprint": [cut(row.footprint) if row.footprint else None for row in gathered.places],
    }
    rows = [{"slug": row.slug, **place_values(row), **_geometry(shapes, i)} for i, row in enumerate(gathered.places)]
    schema = _schema(pyarrow).with_metadata(
        {"geo": _json(_geo(shapes)), "storymap": _json(about_the_story(gathered))},
    )
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema), out, compression="zstd")
    return out.getvalue()


def _point(row: PlaceRow) -> BaseGeometry:
    import shapely

    return shapely.Point(rounded(row.place.position.lon), rounded(row.place.position.lat))


def _geometry(shapes: dict[str, list[BaseGeometry | None]], row: int) -> dict[str, Any]:
    """Return the geometry columns of a row, and the columns with the bounding boxes of these geometries."""
    import shapely

    values: dict[str, Any] = {}
    for column, (boxes, _) in _GEOMETRIES.items():
        shape = shapes[column][row]
        known = shape is not None and not shape.is_empty
        values[column] = shapely.to_wkb(shape, byte_order=1) if known else None
        values[boxes] = dict(zip(EDGES, shape.bounds, strict=True)) if shape is not None and known else None
    return values


def _geo(shapes: dict[str, list[BaseGeometry | None]]) -> dict[str, Any]:
    """Return the GeoParquet metadata."""
    columns = {}
    for column, (boxes, more) in _GEOMETRIES.items():
        known = [shape for shape in shapes[column] if shape is not None and not shape.is_empty]
        columns[column] = {
            "encoding": "WKB",
            "geometry_types": sorted({shape.geom_type for shape in known}),
            **({"bbox": _bounds(known)} if known else {}),
            "covering": {"bbox": {edge: [boxes, edge] for edge in EDGES}},
            **more,
        }
    return {"version": VERSION, "primary_column": "geometry", "columns": columns}


def _bounds(shapes: Sequence[BaseGeometry]) -> list[float]:
    from shapely import total_bounds

    return [float(edge) for edge in total_bounds(list(shapes))]


def _schema(pa: Any) -> Any:
    """Return the schema: the properties of a place in the GeoJSON export, and its geometries."""
    text, number, truth = pa.string(), pa.float64(), pa.bool_()
    texts = pa.list_(text)
    box = pa.struct([(edge, number) for edge in EDGES])
    side = pa.struct([("side", text), ("language", text), ("name", text)])
    dispute = [("status", text), ("administered_by", texts), ("claimed_by", texts), ("since", text), ("note", text)]
    candidate = pa.struct([("place_id", text), ("name", text), ("lat", number), ("lon", number)])
    offsets = [("start", pa.int64()), ("end", pa.int64())]
    quote = [("quote", text), ("prefix", text), ("suffix", text)]
    mention = pa.struct(
        [*quote, *offsets, ("passage", text), ("kind", text), ("confidence", number), ("reason", text)],
    )
    return pa.schema(
        [
            ("slug", text), ("name", text), ("gazetteer_name", text), ("place_id", text), ("kind", text),
            ("feature_code", text), ("country_codes", texts), ("where", text), ("role", text), ("salience", number),
            ("confidence", number), ("unsure", truth), ("reason", text), ("approximate", truth), ("radius_km", number),
            ("disputed", truth), ("dispute", pa.struct([*dispute, ("names", pa.list_(side))])), ("note", text),
            ("source", text), ("licence", text), ("candidates", pa.list_(candidate)), ("mentions", pa.list_(mention)),
            ("bbox", box), ("footprint_bbox", box), ("geometry", pa.binary()), ("footprint", pa.binary()),
        ]
    )  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
