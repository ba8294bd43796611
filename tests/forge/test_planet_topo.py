from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from storymap.forge.topojson import Topology, unrolled


def topology(tmp_path: Path, document: dict[str, Any]) -> Topology:
    path = tmp_path / "t.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return Topology(path)


TWO_SQUARES = {
    "arcs": [[[1, 0], [1, 1]], [[1, 1], [0, 1], [0, 0], [1, 0]], [[1, 0], [2, 0], [2, 1], [1, 1]]],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "001", "properties": {"name": "West"}, "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "002", "properties": {"name": "East"}, "arcs": [[[2, -1]]]},
            ],
        }
    },
}


def test_negative_arcs_are_joined_in_reverse(tmp_path: Path) -> None:
    west, east = topology(tmp_path, TWO_SQUARES).features("countries")
    assert (west.id, west.name) == ("001", "West")
    assert west.polygons == (([(1, 0), (1, 1), (0, 1), (0, 0), (1, 0)],),)
    assert east.polygons == (([(1, 0), (2, 0), (2, 1), (1, 1), (1, 0)],),)


def test_mesh_contains_shared_arcs_only(tmp_path: Path) -> None:
    assert list(topology(tmp_path, TWO_SQUARES).mesh("countries")) == [[(1, 0), (1, 1)]]


def test_mesh_excludes_arcs_between_merged_countries(tmp_path: Path) -> None:
    assert list(topology(tmp_path, TWO_SQUARES).mesh("countries", alike={"East": "West"})) == []


def test_quantised_arcs_are_decoded(tmp_path: Path) -> None:
    document = {
        "transform": {"scale": [0.5, 2], "translate": [10, 20]},
        "arcs": [[[2, 1], [2, 0], [-1, 3]]],
        "objects": {"rivers": {"type": "LineString", "arcs": [0]}},
    }
    assert list(topology(tmp_path, document).lines("rivers")) == [[(11, 22), (12, 22), (11.5, 28)]]


def test_line_continues_beyond_antimeridian() -> None:
    assert unrolled([(179, 0), (-179, 1), (-178, 2), (179, 3)]) == [(179, 0), (181, 1), (182, 2), (179, 3)]


def test_ring_around_pole_is_closed_along_it(tmp_path: Path) -> None:
    ring = [[-180, -70], [-60, -72], [60, -71], [180, -70]]
    document = {"arcs": [ring], "objects": {"land": {"type": "Polygon", "arcs": [[0]]}}}
    (feature,) = topology(tmp_path, document).features("land")
    assert feature.polygons[0][0][-3:] == [(180, -90), (-180, -90), (-180, -70)]


def test_points_and_empty_geometries_have_no_polygons(tmp_path: Path) -> None:
    document: dict[str, Any] = {"arcs": [], "objects": {"x": {"type": None}}}
    (feature,) = topology(tmp_path, document).features("x")
    assert feature.polygons == ()


def test_missing_object_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="moon"):
        list(topology(tmp_path, TWO_SQUARES).lines("moon"))
