"""Fetch layers of Natural Earth."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from storymap.errors import StorymapError
from storymap.extras import install
from storymap.gazetteer.codes import KIND_OF
from storymap.gazetteer.fetch.download import ZIP_ERRORS, Progress, download
from storymap.gazetteer.fetch.store import Row, write
from storymap.gazetteer.fold import fold
from storymap.model import position
from storymap.ports import Match

NATURAL_EARTH = "https://naciscdn.org/naturalearth/10m"
LAYERS = {
    "marine": "physical/ne_10m_geography_marine_polys.zip",
    "regions": "physical/ne_10m_geography_regions_polys.zip",
    "admin1": "cultural/ne_10m_admin_1_states_provinces.zip",
}
# Natural Earth's feature class -> GeoNames' feature code
_CODE_OF_CLASS = {
    "ocean": "OCN", "sea": "SEA", "gulf": "GULF", "bay": "BAY", "strait": "STRT", "channel": "CHN", "sound": "SD", "fjord": "FJD",
    "inlet": "INLT", "lagoon": "LGN", "reef": "RF", "island": "ISL", "island group": "ISLS", "range/mtn": "MTS", "plateau": "PLAT",
    "pen/cape": "PEN", "peninsula": "PEN", "desert": "DSRT", "plain": "PLN", "basin": "BSN", "valley": "VAL", "delta": "DLTA",
    "geoarea": "RGN", "coast": "RGN", "wetlands": "WTLD", "isthmus": "ISTH", "tundra": "RGN", "lowland": "PLN", "foothills": "HLLS",
    "gorge": "GRGE", "continent": "CONT", "dragons-be-here": "", "river": "STM", "admin-1 states provinces": "ADM1",
}  # fmt: skip
# The library pyshp raises these exceptions for damaged files.
_DAMAGED = (LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, MemoryError)
_AREA_STEP_DEG = 0.02  # tolerance of the simplification of areas


def fetch_natural_earth(layer: str, target: Path, *, base: str, today: str, progress: Progress) -> int:
    """Fetch a layer of Natural Earth (a key of LAYERS), and return the number of places."""
    file = download(f"{base}/{LAYERS[layer]}", target.parent / "downloads", progress)
    return write(target, f"naturalearth:{layer}", file, today, natural_earth_rows(file.path))


def natural_earth_rows(path: Path) -> Iterator[Row]:
    """Yield the areas of a layer that have a name.

    Raise StorymapError if pyshp is not installed or the zip file has no shapefile.
    """
    try:
        import shapefile
        from shapely.errors import ShapelyError
    except ImportError as error:
        raise StorymapError(f"Natural Earth needs pyshp: {install('fetch')}") from error
    try:
        reader = shapefile.Reader(str(path), encoding="utf-8")
    except (shapefile.ShapefileException, *ZIP_ERRORS, *_DAMAGED) as error:
        raise StorymapError(f"{path.name} contains no shapefile: {error}") from error
    with reader:
        records = iter(reader.iterShapeRecords())
        while True:
            try:
                found = next(records, None)
                row = found and _natural_earth_row(
                    {k.lower(): v for k, v in found.record.as_dict().items()}, found.shape.__geo_interface__
                )
            except (shapefile.ShapefileException, ShapelyError, *ZIP_ERRORS, *_DAMAGED) as error:
                raise StorymapError(f"{path.name} is damaged ({type(error).__name__}). Fetch it again.") from error
            if found is None:
                return
            if row is not None:
                yield row


def _natural_earth_row(about: Mapping[str, Any], geometry: Any) -> Row | None:
    from shapely import Polygon
    from shapely.geometry import shape

    code = _CODE_OF_CLASS.get(str(about.get("featurecla", "")).lower(), "")
    name = str(about.get("name_en") or about.get("name") or "").strip()
    if not code or not name or not about.get("ne_id"):
        return None
    labels = [
        (str(value).strip(), key[5:])
        for key, value in about.items()
        if key.startswith("name_") and len(key) == 7 and value
    ]
    whole = shape(geometry)
    thin = whole.simplify(_AREA_STEP_DEG)
    at = whole.representative_point()
    position(at.y, at.x)  # this raises ValueError if the position is invalid
    polygons = [thin] if isinstance(thin, Polygon) else list(getattr(thin, "geoms", ()))
    area = [
        [[[round(y, 4), round(x, 4)] for x, y in ring.coords[:-1]] for ring in (p.exterior, *p.interiors)]
        for p in polygons
    ]
    names = {fold(name): Match.NAME}
    for other in (str(about.get("name") or ""), *(label for label, _ in labels)):
        if fold(other):
            names.setdefault(fold(other), Match.OFFICIAL)
    rank = float(about.get("scalerank") or 5)
    country = str(about.get("iso_a2") or "")
    return Row(
        f"naturalearth:{about['ne_id']}", "naturalearth", name, KIND_OF[code], code, at.y, at.x, 0, max(2.5, 6.0 - rank / 2),
        country if len(country) == 2 and country.isalpha() else "", "", names, tuple(labels), whole.bounds, json.dumps(area),
    )  # fmt: skip
