"""Linked Places: validated against a schema, expanded as JSON-LD, and read as GeoJSON.

No package contains a schema or a context of the format. Those in `schemas/` follow the format's description.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from geojson_pydantic import FeatureCollection
from jsonschema import Draft202012Validator
from pyld import jsonld

from storymap.export import exporter
from storymap.export.gather import gather
from storymap.export.linkedplaces import certainty, feature_classes
from storymap.export.place_types import concept
from storymap.model import Place, Story
from tests.export.needs import reader
from tests.export.stories import STORIES, TWO_NAMES, hostile, looked_up, written

HERE = Path(__file__).parent / "schemas"
SCHEMA = Draft202012Validator(json.loads((HERE / "linkedplaces.schema.json").read_text(encoding="utf-8")))
CONTEXT = json.loads((HERE / "linkedplaces.context.json").read_text(encoding="utf-8"))


def collection(story: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(written(story, "linkedplaces"))
    return read


def feature(story: str, title: str) -> dict[str, Any]:
    return next(f for f in collection(story)["features"] if f["properties"]["gazetteer_name"] == title)


def local_context(address: str, options: Any) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": address, "document": CONTEXT}


@pytest.mark.parametrize("story", STORIES)
def test_collection_is_valid_against_schema(story: str) -> None:
    SCHEMA.validate(collection(story))


@pytest.mark.parametrize("story", STORIES)
def test_collection_is_valid_geojson(story: str) -> None:
    FeatureCollection.model_validate(collection(story))


def test_schema_rejects_missing_and_unknown_keys() -> None:
    """Check that the schema does not accept everything."""
    spoils: tuple[Callable[[Any], object], ...] = (
        lambda f: f.pop("@id"),
        lambda f: f["names"].clear(),
        lambda f: f["geometry"].update(certainty="sure"),
        lambda f: f.update({"@id": "no iri"}),
        lambda f: f["types"][0].update(identifier="island"),
        lambda f: f["properties"].update(fclasses=["X"]),
        lambda f: f["properties"].pop("fclasses"),
    )
    for spoil in spoils:
        spoilt = collection("hostile")
        spoil(spoilt["features"][0])
        assert not SCHEMA.is_valid(spoilt)


@pytest.mark.parametrize("story", ["hostile", "ferry"])
def test_linked_data_has_names_types_and_certainty(story: str) -> None:
    graph = jsonld.expand(collection(story), {"documentLoader": local_context})
    features = graph[0]["https://example.org/lpo#hasFeature"]
    places = gather(STORIES[story](), looked_up(story)).places
    assert len(features) == len(places)
    for node, row in zip(features, places, strict=True):
        names = [
            n["https://example.org/lpo#toponym"][0]["@value"] for n in node["https://example.org/lpo#name_attestation"]
        ]
        assert row.place.name in names
        setting = node["https://purl.org/geojson/vocab#geometry"]
        sure = setting[0]["https://example.org/lpo#has_certainty"][0]["@value"]
        assert sure == certainty(row.confidence)


def test_disputed_place_has_both_names_and_descriptions() -> None:
    isle = feature("hostile", TWO_NAMES.name)
    assert {"Łeft Ísle", "'Right' Isle", "الجزيرة"} <= {n["toponym"] for n in isle["names"]}
    told = [d["value"] for d in isle["descriptions"]]
    assert told[0] == "“The disputed island off Fiji”" and "Held by one <side> & claimed by two." in told
    assert "The editor’s note: <i>mind</i> the gap." in told


def test_names_in_article_cite_the_article() -> None:
    wakkanai = feature("ferry", "Wakkanai")
    cited = wakkanai["names"][0]["citations"][0]["label"]
    assert cited == "Ferry talks resume across the strait, A. Writer, 2026-03-02"
    assert wakkanai["links"] == [{"type": "exactMatch", "identifier": "https://www.geonames.org/2127733/"}]


def test_stated_distance_is_a_relation() -> None:
    relation = feature("ferry", "Wakkanai")["relations"][0]
    assert relation["relationTo"] == "https://www.geonames.org/2124044/"
    assert "160 km" in relation["label"]


def test_kind_without_aat_concept_has_geonames_code() -> None:
    assert feature("hostile", TWO_NAMES.name)["types"][0]["identifier"] == "aat:300008791"
    assert concept(replace(TWO_NAMES, feature_class="H", feature_code="STRT")) is None
    assert concept(replace(TWO_NAMES, feature_class="P", feature_code="PPLQ")) is None


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (replace(TWO_NAMES, feature_class="V", feature_code="FRST"), "L"),
        (replace(TWO_NAMES, feature_class="U", feature_code="BNKU"), "H"),
        (replace(TWO_NAMES, feature_class="", feature_code="ADM1"), "A"),  # online lookups give only a code
        (replace(TWO_NAMES, feature_class="", feature_code=""), "S"),
        (TWO_NAMES, "T"),
    ],
)
def test_feature_class_is_one_of_the_seven_of_the_format(place: Place, found: str) -> None:
    assert feature_classes(place) == [found]


@pytest.mark.parametrize("story", STORIES)
def test_peripleo_shows_every_place(story: str) -> None:
    """Check what Peripleo's loader and its card of a place read (github.com/britishlibrary/peripleo-lanc)."""
    features = collection(story)["features"]
    # Peripleo replaces https by http in ids, and shows only one of two features with the same id
    assert len({f["@id"].replace("https://", "http://") for f in features}) == len(features)
    for f in features:
        assert f["properties"]["title"].strip()
        # a feature without coordinates is not drawn: Peripleo does not look into geometry collections
        assert f["geometry"]["type"] in ("Point", "MultiPolygon") and f["geometry"]["coordinates"]
        assert all(isinstance(name["toponym"], str) for name in f["names"])
        assert all(isinstance(kind["label"], str) for kind in f.get("types", []))
        assert all(isinstance(link["identifier"], str) for link in f.get("links", []))
        assert all(isinstance(description["value"], str) for description in f.get("descriptions", []))
        assert isinstance(f["when"]["timespans"], list)


def test_historical_place_has_years() -> None:
    def years(story: Story, span: tuple[int, int]) -> Any:
        places = tuple(replace(p, place=replace(p.place, years=span)) for p in story.places)
        resolutions = tuple(replace(r, place=replace(r.place, years=span)) if r.place else r for r in story.resolutions)
        changed = replace(story, places=places, resolutions=resolutions)
        read = json.loads(exporter("linkedplaces").write(changed, looked_up("hostile")))
        SCHEMA.validate(read)
        return read["features"][0]["when"]["timespans"]

    assert years(hostile(), (1922, 1991)) == [{"start": {"in": "1922"}, "end": {"in": "1991"}}]
    assert years(hostile(), (-499, 14)) == [{"start": {"in": "-0499"}, "end": {"in": "0014"}}]


def test_gdal_reads_every_place(tmp_path: Path) -> None:
    pyogrio = reader("pyogrio")
    path = tmp_path / "story.json"
    path.write_bytes(written("hostile", "linkedplaces"))
    meta, table = pyogrio.read_arrow(path)
    assert meta["geometry_type"] == "Unknown"  # the file has points and areas; QGIS shows them as two layers
    assert table["title"].to_pylist() == [p.label for p in gather(hostile(), looked_up("hostile")).places]
