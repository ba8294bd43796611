"""Write the places of a story to a file with GDAL (through pyogrio). A row has columns and a geometry.

The columns are the scalar properties of a place in the GeoJSON export. Lists and disputes are JSON in text columns.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storymap.errors import OutputError
from storymap.export.gather import PlaceRow, as_exported
from storymap.export.geojson import place_values
from storymap.extras import install

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Layer = tuple[str, Sequence[dict[str, Any]], Sequence["BaseGeometry"], str]  # name, rows, geometries, type of geometry
# GDAL writes the current time into a GeoPackage. This date replaces it, so that the same story gives the same bytes.
_DATE = "1970-01-01T00:00:00.000Z"


def point_values(row: PlaceRow) -> dict[str, Any]:
    """Return the columns of a place."""
    return _flat({"slug": row.slug, **place_values(row), "exported_as": as_exported(row.place)})


def area_values(row: PlaceRow) -> dict[str, Any]:
    """Return the columns of an area."""
    values = place_values(row)
    keys = ("name", "place_id", "kind", "role", "disputed", "dispute", "source", "licence")
    return _flat({"area_of": row.slug, **{key: values[key] for key in keys}})


def write_layers(layers: Sequence[Layer], driver: str, suffix: str) -> bytes:
    """Return a file with the layers. Raise OutputError if pyogrio is not installed."""
    try:
        import numpy as np
        import pyogrio
        import shapely
    except ImportError as error:
        raise OutputError(f"{driver} needs pyogrio, which is not installed: {install('geoparquet')}") from error
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _DATE})
    try:
        with tempfile.TemporaryDirectory(prefix="storymap-") as folder:
            path = Path(folder) / f"story{suffix}"
            for name, rows, shapes, kind in layers:
                fields = list(rows[0]) if rows else ["name"]
                pyogrio.raw.write(
                    path,
                    geometry=np.array([shapely.to_wkb(shape) for shape in shapes], dtype=object),
                    field_data=[np.array([row[field] for row in rows], dtype=_type(rows, field)) for field in fields],
                    fields=fields,
                    layer=name,
                    driver=driver,
                    geometry_type=kind,
                    crs="EPSG:4326",
                    append=path.exists(),
                )
            return path.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _type(rows: Sequence[dict[str, Any]], field: str) -> Any:
    values = {type(row[field]) for row in rows}
    return bool if values == {bool} else float if values and values <= {int, float} else object


def _flat(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values. Each list and each mapping is converted to JSON text, so that it fits into one column."""
    return {
        key: json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else "" if value is None else value
        for key, value in values.items()
    }
