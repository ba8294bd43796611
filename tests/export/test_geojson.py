"""GeoJSON: read by geojson-pydantic, shapely and GDAL."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from geojson_pydantic import FeatureCollection
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.export import exporter
from storymap.export.areas import cut
from storymap.export.gather import gather
from storymap.model import Footprint, Position
from storymap.pipeline import build_story
from storymap.results import lookups
from storymap.source import Source
from tests.export.needs import reader
from tests.export.stories import STORIES, TEXT, looked_up, seed, written
from tests.repetitions import examples


def collection(story: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(written(story, "geojson"))
    return read


def feature(story: str, name: str) -> dict[str, Any]:
    return next(f for f in collection(story)["features"] if f["id"] == name)


@pytest.mark.filterwarnings("ignore:BBOX crossing the Antimeridian")  # RFC 7946 §5.2 requires such a box
@pytest.mark.parametrize("story", STORIES)
def test_collection_is_valid(story: str) -> None:
    FeatureCollection.model_validate(collection(story))
    assert "crs" not in collection(story)


@pytest.mark.parametrize("story", STORIES)
def test_outer_rings_are_counter_clockwise_and_within_the_world(story: str) -> None:
    for f in collection(story)["features"]:
        shape = shapely.from_geojson(json.dumps(f["geometry"]))
        assert shape.is_valid
        for polygon in shapely.get_parts(shape):
            if polygon.geom_type == "Polygon":
                assert polygon.exterior.is_ccw and not any(hole.is_ccw for hole in polygon.interiors)
        west, south, east, north = shape.bounds
        assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90


def test_area_across_antimeridian_is_cut_and_keeps_its_size() -> None:
    area = feature("hostile", "fiji-area")
    shape = shapely.from_geojson(json.dumps(area["geometry"]))
    assert area["bbox"] == [177, -19, -179, -16]
    assert all(p.bounds[2] - p.bounds[0] <= 2.01 for p in shape.geoms)
    assert shape.area == pytest.approx(3 * 3 - 1 * 0.5 + 0.6 * 0.8 / 2)


def test_area_of_place_is_a_separate_feature() -> None:
    isle = feature("hostile", "łeft-isle")
    assert isle["geometry"] == {"type": "Point", "coordinates": [-40.5, 10.25]}
    assert feature("hostile", "łeft-isle-area")["properties"]["area_of"] == "łeft-isle"


def test_dispute_has_status_sides_and_names_of_each_side() -> None:
    dispute = feature("hostile", "łeft-isle")["properties"]["dispute"]
    assert (dispute["status"], dispute["administered_by"], dispute["claimed_by"]) == ("occupied", ["XA"], ["XB", "XA"])
    assert [(n["side"], n["name"]) for n in dispute["names"]] == [
        ("XA", "Łeft Ísle"),
        ("XB", "'Right' Isle"),
        ("XB", "الجزيرة"),
    ]


def test_confidence_and_candidates_are_written() -> None:
    properties = feature("hostile", "quotes-ticks-braces-x")["properties"]
    assert (properties["unsure"], properties["confidence"]) == (True, 0.31)
    assert (properties["approximate"], properties["radius_km"]) == (True, 12.5)
    assert properties["candidates"][0]["name"] == "Elsewhere-on-Sea"


@pytest.mark.parametrize("story", STORIES)
def test_offsets_select_the_quote_and_its_context(story: str) -> None:
    text = STORIES[story]().article.text
    found = [m for f in collection(story)["features"] for m in f["properties"].get("mentions", [])]
    assert len(found) == len(gather(STORIES[story](), looked_up(story)).mapped())
    for m in found:
        assert text[m["start"] : m["end"]] == m["quote"]
        assert text[: m["start"]].endswith(m["prefix"]) and text[m["end"] :].startswith(m["suffix"])
        assert m["prefix"] or m["suffix"]


def test_unmapped_names_are_in_the_collection_with_reason() -> None:
    absent = {row["quote"]: row for row in collection("hostile")["storymap"]["not_mapped"]}
    assert absent["Nowhereville"]["place"] and not absent["May"]["place"]
    assert "Not read as a place on its own" in absent["May"]["reason"]
    assert TEXT[absent["May"]["start"] : absent["May"]["end"]] == "May"


def test_story_without_places_has_no_features_and_no_bbox() -> None:
    assert collection("empty")["features"] == [] and "bbox" not in collection("empty")


@pytest.mark.parametrize("story", ["seed", "hostile", "ferry"])
def test_gdal_reads_points_and_areas(story: str, tmp_path: Path) -> None:
    pyogrio = reader("pyogrio")
    path = tmp_path / "story.geojson"
    path.write_bytes(written(story, "geojson"))
    meta, table = pyogrio.read_arrow(path)
    assert meta["crs"] == "EPSG:4326"
    shapes = shapely.from_wkb(table[meta["geometry_name"] or "wkb_geometry"].to_pylist())
    assert [s.geom_type for s in shapes] == [f["geometry"]["type"] for f in collection(story)["features"]]
    assert table["name"].to_pylist() == [f["properties"]["name"] for f in collection(story)["features"]]


WORDS = st.sampled_from(
    ["Paris", "Tokyo", "the islands", "🏝️", "Hokkaido,", "\u0007", "<b>", "Vladivostok.", "é", "\n\n", "Fiji"]
)


@pytest.mark.slow
@settings(max_examples=examples(8, 50), deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=30))
def test_offsets_select_the_quote_in_any_text(words: list[str]) -> None:
    story = build_story(Source(" ".join(["In", *words, "\n"])))
    features = json.loads(exporter("geojson").write(story, lookups(story, areas=False)))["features"]
    found = [m for f in features for m in f["properties"]["mentions"]]
    assert sorted((m["start"], m["end"]) for m in found) == sorted(
        (r.mention.start, r.mention.end) for r in story.resolutions if r.place
    )
    assert all(story.article.text[m["start"] : m["end"]] == m["quote"] for m in found)


@pytest.mark.slow
@settings(max_examples=examples(25, 150), deadline=None)
@given(
    st.floats(-180, 180),
    st.floats(-80, 70),
    st.lists(st.tuples(st.floats(0, 40), st.floats(0, 10)), min_size=3, max_size=8),
)
def test_any_ring_becomes_valid_polygons_within_the_world(
    west: float, south: float, steps: list[tuple[float, float]]
) -> None:
    ring = tuple(Position(south + lat, (west + lon + 180) % 360 - 180) for lon, lat in steps)
    shape = cut(Footprint(((ring,),)))
    assert shape.is_empty or (shape.is_valid and shape.bounds[0] >= -180 and shape.bounds[2] <= 180)


def test_without_areas_only_points_are_written() -> None:
    bare = json.loads(exporter("geojson").write(seed(), lookups(seed(), areas=False)))
    whole = json.loads(exporter("geojson").write(seed(), lookups(seed())))
    points = [f["id"] for f in whole["features"] if f["geometry"]["type"] == "Point"]
    assert len(points) < len(whole["features"])
    assert [(f["id"], f["geometry"]["type"]) for f in bare["features"]] == [(name, "Point") for name in points]
