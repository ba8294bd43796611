"""GeoParquet 1.1: checked by geoparquet-validator, read by GeoPandas and pyarrow."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from storymap.errors import OutputError
from storymap.export import exporter
from storymap.export.gather import gather
from tests.export.needs import needs, reader
from tests.export.stories import STORIES, TEXT, hostile, looked_up, written


@pytest.fixture(autouse=True)
def _pyarrow() -> None:
    needs("geoparquet")


def table(story: str) -> Any:
    return reader("pyarrow.parquet").read_table(io.BytesIO(written(story, "geoparquet")))


@pytest.mark.parametrize("story", STORIES)
def test_file_conforms_to_version_1_1(story: str) -> None:
    validator = reader("geoparquet_validator")
    report = validator.check_bytes(f"{story}.parquet", written(story, "geoparquet"))
    assert report["version"] == "1.1.0"
    assert not validator.failed(report, "core") and not validator.failed(report, "covering")


@pytest.mark.parametrize("story", ["seed", "hostile", "ferry"])
def test_geopandas_reads_points_areas_and_the_crs(story: str) -> None:
    frame = reader("geopandas").read_parquet(io.BytesIO(written(story, "geoparquet")))
    places = gather(STORIES[story](), looked_up(story)).places
    assert frame.crs.to_string() == "OGC:CRS84" and frame["name"].tolist() == [p.label for p in places]
    assert [(p.y, p.x) for p in frame.geometry] == [pytest.approx(tuple(p.place.position), abs=1e-6) for p in places]
    areas = frame["footprint"]
    assert [a is not None for a in areas] == [p.footprint is not None for p in places]
    assert all(a.is_valid for a in areas if a is not None)


def test_bounding_box_filter_returns_places_inside() -> None:
    near_fiji = reader("geopandas").read_parquet(io.BytesIO(written("hostile", "geoparquet")), bbox=(170, -30, 180, 0))
    assert near_fiji["name"].tolist() == ["Fiji"]


def test_mentions_candidates_and_disputes_are_columns() -> None:
    rows = {row["slug"]: row for row in table("hostile").to_pylist()}
    for row in rows.values():
        assert all(TEXT[m["start"] : m["end"]] == m["quote"] for m in row["mentions"])
    isle = rows["łeft-isle"]
    assert isle["dispute"]["claimed_by"] == ["XB", "XA"] and isle["note"] == "The editor’s note: <i>mind</i> the gap."
    assert {"side": "XB", "language": "ar", "name": "الجزيرة"} in isle["dispute"]["names"]
    assert rows["fiji"]["dispute"] is None
    assert [c["name"] for c in rows["quotes-ticks-braces-x"]["candidates"]] == ["Elsewhere-on-Sea"]


def test_distances_scenes_and_unmapped_names_are_in_the_metadata() -> None:
    about = json.loads(table("ferry").schema.metadata[b"storymap"])
    assert about["distances"][0]["stated"] == "160 km" and len(about["scenes"]) == 5
    absent = json.loads(table("hostile").schema.metadata[b"storymap"])["not_mapped"]
    assert {"Nowhereville", "May"} <= {row["quote"] for row in absent}


def test_missing_pyarrow_raises_error_with_install_command(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OutputError, match=r"pip install 'storymap-leaflet\[geoparquet\]'"):
        exporter("geoparquet").write(hostile(), looked_up("hostile"))
