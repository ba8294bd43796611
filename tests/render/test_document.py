from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import storymap
from storymap.model import BoundingBox, Camera, Position, Relation, Story
from storymap.render.document import cameras_of, encode, label_lines
from storymap.wording import Wording
from storymap.wording.phrases import Phrases
from tests.render import stories
from tests.render.pages import document_in, page_of

SCHEMA = json.loads((Path(storymap.__file__).parent / "schemas" / "story.schema.json").read_text(encoding="utf-8"))
WORDS = Phrases(Wording("en"), str)


def document_of(story: Story) -> dict[str, Any]:
    return document_in(page_of(story).html())


@pytest.mark.parametrize("name", ["ferry", "hostile", "pacific", "arabic", "placeless"])
def test_document_is_valid_against_schema(name: str) -> None:
    story: Story = getattr(stories, name)()
    jsonschema.Draft202012Validator(SCHEMA).validate(document_of(story))


def test_schema_rejects_swapped_coordinates() -> None:
    document = document_of(stories.ferry())
    document["places"][0]["at"] = [143.0, 43.0]
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(document)


def test_json_cannot_end_script_element() -> None:
    text = encode(["</script>", "<!--", "&amp;", "\u2028\u2029", "é"])
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == ["</script>", "<!--", "&amp;", "\u2028\u2029", "é"]


def test_longitudes_are_continuous_across_antimeridian() -> None:
    lons = [place["at"][1] for place in document_of(stories.pacific())["places"]]
    assert max(lons) - min(lons) < 12


def test_camera_across_antimeridian_is_one_narrow_box() -> None:
    story = replace(stories.pacific(), overview=Camera(BoundingBox(178, -20, -171, -13), 5))
    west, south, east, north = document_of(story)["overview"]["box"]
    assert (east - west, south, north) == (11, -20, -13)


def test_label_of_disputed_place_has_both_names() -> None:
    place = next(p for p in stories.ferry().places if p.place.dispute)
    assert label_lines(place) == ["Southern Kuril Islands", "Northern Territories"]


def test_label_of_place_is_its_name_in_the_article() -> None:
    place = next(p for p in stories.ferry().places if p.slug == "okhotsk-coast")
    assert label_lines(place) == ["the Okhotsk coast"]


def test_overview_comes_first_and_other_cameras_by_salience() -> None:
    story = stories.ferry()
    places = tuple(replace(p, salience=float(p.slug == "nemuro")) for p in story.places)
    assert cameras_of(replace(story, places=places))[:2] == [story.overview, story.scenes[3].camera]


def test_line_shows_stated_and_measured_distance() -> None:
    (line,) = document_of(stories.ferry())["lines"]
    assert (line["passage"], line["text"]) == ("p2", "160 km in the article; 162 km measured")


def test_distance_to_area_is_a_rounded_range() -> None:
    relation = Relation("distance", 0, 1, "a", "b", "800 km", 800.0, near_km=563.4, far_km=1118.0, label_km=887.2)
    assert WORDS.distance(relation) == "800 km in the article; 560–1,100 km measured"


def test_distance_uses_unit_of_article_and_optionally_kilometres() -> None:
    relation = Relation("north", 0, 1, "a", "b", "30 miles", 48.3, near_km=51.0, far_km=51.0, label_km=51.0)
    assert WORDS.distance(relation) == "30 miles in the article; 32 miles measured"
    assert WORDS.distance(relation, with_km=True).endswith("32 miles measured (51 km)")


def test_relation_without_stated_distance_is_not_drawn() -> None:
    assert [line["ends"] for line in document_of(stories.ferry())["lines"]] == [["wakkanai", "korsakov"]]


def test_place_without_area_or_extent_is_a_point() -> None:
    tokyo = next(p for p in document_of(stories.ferry())["places"] if p["slug"] == "tokyo")
    assert not {"areas", "soft_km"} & set(tokyo)


def test_river_has_its_mouth() -> None:
    story, mouth = stories.ferry(), Position(43.5, 141.2)
    places = [replace(p, place=replace(p.place, mouth=mouth)) if p.slug == "tokyo" else p for p in story.places]
    written = document_of(replace(story, places=tuple(places)))["places"]
    assert [(p["slug"], p["mouth"]) for p in written if "mouth" in p] == [("tokyo", [43.5, 141.2])]


def test_approximate_place_is_a_soft_circle() -> None:
    coast = next(p for p in document_of(stories.ferry())["places"] if p["slug"] == "okhotsk-coast")
    assert (coast["soft_km"], coast["approximate"]) == (90, True)


def test_circle_around_an_approximate_position_is_smaller_at_higher_zooms() -> None:
    story = stories.ferry()
    for zoom, km in ((7.0, 15), (9.0, 15), (11.0, 4)):
        places = [
            replace(p, zoom=zoom, place=replace(p.place, approximate=True, radius_km=0.5)) if p.slug == "nemuro" else p
            for p in story.places
        ]
        written = document_of(replace(story, places=tuple(places)))["places"]
        assert next(p["soft_km"] for p in written if p["slug"] == "nemuro") == km


def test_unsure_place_is_marked() -> None:
    assert [p["slug"] for p in document_of(stories.ferry())["places"] if p.get("unsure")] == ["nemuro"]
