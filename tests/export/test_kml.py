"""KML: validated against the OGC schema (from fastkml), read by fastkml and GDAL."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import fastkml
import pytest
from fastkml.validator import validate
from lxml import etree

from storymap.export import exporter
from storymap.export.gather import gather
from tests.export.needs import reader
from tests.export.stories import FORMULA, SCRIPT, STORIES, hostile, looked_up, written

K = "{http://www.opengis.net/kml/2.2}"


def tree(story: str) -> ElementTree.Element:
    return ElementTree.fromstring(written(story, "kml"))


@pytest.mark.parametrize("story", STORIES)
def test_document_is_valid_against_ogc_schema(story: str, tmp_path: Path) -> None:
    path = tmp_path / "story.kml"
    path.write_bytes(written(story, "kml"))
    assert validate(file_to_validate=path)


@pytest.mark.parametrize("story", STORIES)
def test_fastkml_reads_every_place_with_its_point(story: str) -> None:
    root: Any = fastkml.KML.from_string(written(story, "kml").decode().partition("\n")[2])
    places = gather(STORIES[story](), looked_up(story)).places
    folders: list[Any] = [f for f in root.features[0].features if isinstance(f, fastkml.Folder)]
    marks = [m for m in folders[0].features if isinstance(m, fastkml.Placemark)] if folders else []
    assert [f.name for f in marks] == [p.label for p in places]
    for mark, place in zip(marks, places, strict=True):
        point: Any = mark.geometry
        assert (point.y, point.x) == pytest.approx(tuple(place.place.position), abs=1e-6)


def test_names_are_escaped() -> None:
    names = [e.text for e in tree("hostile").iter(f"{K}name")]
    assert SCRIPT.name in names and FORMULA.name in names
    assert not list(tree("hostile").iter(f"{K}script"))


def test_characters_invalid_in_xml_are_replaced() -> None:
    first, *others = hostile().places
    story = replace(hostile(), places=(replace(first, note="a\x07bell"), *others))
    content = exporter("kml").write(story, looked_up("hostile"))
    assert "a\ufffdbell" in etree.fromstring(content).xpath("string()")


def test_area_across_antimeridian_is_cut() -> None:
    fiji = next(e for e in tree("hostile").iter(f"{K}Placemark") if e.get("id") == "area-fiji")
    rings = [
        [float(point.split(",")[0]) for point in str(ring.findtext(f".//{K}coordinates")).split()]
        for ring in fiji.iter(f"{K}outerBoundaryIs")
    ]
    assert sorted((min(lons), max(lons)) for lons in rings) == [(-180, -179), (177, 177.6), (178, 180)]


def test_dispute_confidence_and_source_are_extended_data() -> None:
    mark = next(e for e in tree("hostile").iter(f"{K}Placemark") if e.get("id") == "place-łeft-isle")
    data = {e.get("name"): e.findtext(f"{K}value") for e in mark.iter(f"{K}Data")}
    assert data["administered_by"] == "XA" and data["claimed_by"] == "XB XA"
    assert data["side_names"] == "XA: Łeft Ísle; XB: 'Right' Isle, الجزيرة"
    assert data["confidence"] == "0.9" and data["source"] == "storymap's own facts"


def test_tour_shows_the_camera_of_every_scene() -> None:
    gx = "{http://www.google.com/kml/ext/2.2}"
    views = [fly.find(f"{K}LookAt") for fly in tree("hostile").iter(f"{gx}FlyTo")]
    assert len(views) == len([scene for scene in STORIES["hostile"]().scenes if scene.camera])
    assert all(look is not None and 0 < float(look.findtext(f"{K}range", "0")) <= 20_000_000 for look in views)


@pytest.mark.parametrize("story", ["seed", "hostile", "ferry"])
def test_gdal_reads_every_place(story: str, tmp_path: Path) -> None:
    pyogrio = reader("pyogrio")
    path = tmp_path / "story.kml"
    path.write_bytes(written(story, "kml"))
    layers = [layer for layer, _ in pyogrio.list_layers(path)]
    assert all(pyogrio.read_info(path, layer=layer)["features"] for layer in layers)
    _, table = pyogrio.read_arrow(path, layer=layers[0])
    labels = [p.label for p in gather(STORIES[story](), looked_up(story)).places]
    assert table["Name"].to_pylist() == labels
