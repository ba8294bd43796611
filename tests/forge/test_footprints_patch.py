"""The patch with which changed facts (outlines, islands, disputes) replace areas of the committed file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from storymap import resources
from storymap.basemap.footprints import Footprints
from storymap.basemap.pyramid import Pyramid
from storymap.errors import BasemapError
from storymap.forge.facts.check import Facts, load
from storymap.forge.facts.reading import Cache, Fact
from storymap.forge.footprints import inputs
from storymap.forge.footprints.embedded import EmbeddedAreas, EmbeddedLand
from storymap.forge.footprints.features import LAKES, feature_areas
from storymap.forge.footprints.land import turns_of
from storymap.forge.footprints.patch import build_patch, country_changes
from storymap.model import Position
from tests.areas import contains

RUSSIA, UKRAINE, FRANCE = "geonames:2017370", "geonames:690791", "geonames:3017382"
FRENCH_SQUARE = {"outline": [[45, 1], [45, 3], [47, 3], [47, 1]], "countries": ["FR"], "holder": "FR"}


@cache
def facts() -> Facts:
    return load(resources.facts(""), Cache(resources.data(".facts-cache.json")))


@cache
def areas() -> EmbeddedAreas:
    return EmbeddedAreas(resources.data("footprints.zip"))


@cache
def cuts() -> Mapping[str, Mapping[str, Any]]:
    return inputs.read(resources.data(inputs.RECORD))["disputes"]


@cache
def land() -> EmbeddedLand:
    disputed = [(f"storymap:{slug}", cut["countries"]) for slug, cut in cuts().items()]
    return EmbeddedLand(Pyramid(resources.data("planet.zip")), areas(), disputed)


def changed(changes: Mapping[str, Mapping[str, Any]], *, without: str = "") -> Facts:
    """Return the facts with changed values for some entries, and without the entry `without`."""
    features = [
        replace(fact, values={**fact.values, **changes.get(fact["id"], {})})
        for fact in facts().features
        if fact["id"] != without
    ]
    return replace(facts(), features=features)


def patched(found: Facts, tmp_path: Path) -> Footprints:
    return Footprints(resources.data("footprints.zip"), build_patch(found, {}, resources.data(""), tmp_path))


def alike(a: BaseGeometry, b: BaseGeometry) -> float:
    """Return the area of the intersection divided by the area of the union."""
    return float(a.intersection(b).area / a.union(b).area)


def test_record_contains_every_area_in_the_base_that_comes_from_facts() -> None:
    recorded = inputs.read(resources.data(inputs.RECORD))["areas"]
    own = {own.partition(":")[2] for name, (_, own) in areas().index.items() if own == name and "storymap:" in own}
    lakes = {fact["id"] for fact in load(resources.facts("")).features if fact["code"] in LAKES}
    assert own - lakes <= recorded.keys()  # lakes are not recorded, because their outlines come from a package


def test_patch_of_unchanged_facts_is_empty(tmp_path: Path) -> None:
    recorded = inputs.read(resources.data(inputs.RECORD))
    if inputs.record(facts().features, facts().disputes) != recorded:
        pytest.skip("facts have changed since the base was built")
    codes = {name.partition(":")[2]: own for name, (_, own) in areas().index.items() if "-country:" in name}
    path = build_patch(facts(), codes, resources.data(""), tmp_path)
    assert json.loads(path.read_text(encoding="utf-8")) == {"areas": {}, "names": {}}


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("slug", "least"),
    [("sakhalin", 0.97), ("hokkaido", 0.97), ("canary-islands", 0.95), ("aleutian-islands", 0.9), ("iturup", 0.95)],
)
def test_islands_from_basemap_match_those_from_source(slug: str, least: float) -> None:
    fact = next(fact for fact in facts().features if fact["id"] == slug)
    drawn, known = feature_areas([fact], land())[slug], areas().get(f"storymap:{slug}")
    assert known is not None
    assert alike(shapely.union_all(turns_of(drawn)), shapely.union_all(turns_of(known))) > least


def test_new_island_has_an_area(tmp_path: Path) -> None:
    new = Fact(
        {"id": "x", "code": "ISL", "position": [44.98, 147.87], "box": [146.8, 44.4, 148.9, 45.6], "countries": ["RU"]},
        "islands.yaml",
        1,
        {},
    )
    found = patched(replace(facts(), features=[*facts().features, new]), tmp_path)
    area = found.get("storymap:x")
    assert area is not None
    assert contains(area, Position(44.98, 147.87))
    assert "storymap:sakhalin" in found


def test_changed_outline_replaces_the_area(tmp_path: Path) -> None:
    drawn = next(fact for fact in facts().features if "outline" in fact and fact["code"] == "RGN")
    found = patched(changed({drawn["id"]: {"outline": [[47, 1], [47, 3], [48, 3], [48, 1]]}}), tmp_path)
    area = found.get(f"storymap:{drawn['id']}")
    assert area is not None
    assert contains(area, Position(47.5, 2))
    assert not contains(area, Position(*drawn["position"]))


def test_removed_entry_has_no_area(tmp_path: Path) -> None:
    found = patched(changed({}, without="sakhalin"), tmp_path)
    assert found.get("storymap:sakhalin") is None
    assert "storymap:sakhalin" not in found
    assert found.get("storymap:hokkaido") is not None


def test_new_disputed_area_is_removed_from_its_country() -> None:
    found = country_changes({**cuts(), "x": FRENCH_SQUARE}, cuts(), areas(), land())
    assert found.keys() == {FRANCE}
    area = found[FRANCE]
    assert area is not None
    assert not area.contains(shapely.Point(2, 46))
    assert area.contains(shapely.Point(5, 46))


def test_area_of_removed_dispute_is_returned_to_holder() -> None:
    without = {slug: cut for slug, cut in cuts().items() if slug not in {"crimea", "sevastopol", "occupied-ukraine"}}
    found = country_changes(without, cuts(), areas(), land())
    russia, ukraine = found[RUSSIA], found[UKRAINE]
    assert russia is not None
    assert ukraine is not None
    assert russia.contains(shapely.Point(34.1, 44.95))
    assert not ukraine.contains(shapely.Point(34.1, 44.95))


def test_slightly_moved_corner_of_disputed_area_leaves_no_slivers() -> None:
    moved = {**cuts()["crimea"], "outline": [[46.0, 32.6], *cuts()["crimea"]["outline"][1:]]}
    found = country_changes({**cuts(), "crimea": moved}, cuts(), areas(), land())
    russia, before = found[RUSSIA], areas().get(RUSSIA)
    assert russia is not None
    assert before is not None
    assert len(shapely.get_parts(russia)) == len(shapely.get_parts(before))


def test_footprints_with_patch_use_changed_and_removed_names(tmp_path: Path) -> None:
    patch = tmp_path / "footprints-patch.json"
    square = {"scale": 1, "polygons": ["AAEAAE"]}
    patch.write_text(
        json.dumps({"areas": {UKRAINE: square, FRANCE: None}, "names": {"storymap:a": UKRAINE}}), encoding="utf-8"
    )
    found = Footprints(resources.data("footprints.zip"), patch)
    assert found.get("geonames-country:UA") == found.get("storymap:a") == found.get(UKRAINE)
    assert found.get("geonames-country:FR") is None
    assert "geonames-country:FR" not in found
    assert len(found) == len(areas().index) - 2 + 1


def test_error_names_damaged_patch(tmp_path: Path) -> None:
    (tmp_path / "footprints-patch.json").write_text("{", encoding="utf-8")
    with pytest.raises(BasemapError, match=r"footprints-patch\.json"):
        Footprints(resources.data("footprints.zip"), tmp_path / "footprints-patch.json")
