"""Which texts tell of a journey, and the stops of the journey."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from storymap.compose.journeys.finder import Finder
from storymap.compose.journeys.vocabulary import vocabulary
from storymap.model import Story
from storymap.overrides.read import load_overrides_text
from storymap.pipeline import apply_overrides, build_story, compose_story, find_places
from storymap.read import read_string
from storymap.source import Source

TEXTS: dict[str, dict[str, Any]] = YAML(typ="safe").load(
    Path(__file__).with_name("journeys.yaml").read_text(encoding="utf-8")
)


def source(name: str, text: str) -> Source:
    return Source(read_string(text), title=name, language=name[:2])


@cache
def story(name: str) -> Story:
    text = next(group[name]["text"] for group in TEXTS.values() if name in group)
    return build_story(source(name, text), warn=lambda message: None)


def names(story: Story) -> list[str]:
    labels = {p.slug: p.label for p in story.places}
    return [labels[stop.slug] for stop in story.journey]


@pytest.mark.parametrize("name", [name for group in TEXTS if "not_" not in group for name in TEXTS[group]])
def test_text_that_tells_of_journey_has_one(name: str) -> None:
    assert story(name).journey


@pytest.mark.parametrize("name", [name for group in TEXTS if "not_" in group for name in TEXTS[group]])
def test_text_without_journey_has_none(name: str) -> None:
    assert names(story(name)) == []


HIKE = Path(__file__).parents[1] / "page" / "stories" / "hike_gr20.md"


def test_hike_is_a_journey_although_it_names_what_hikers_see() -> None:
    found = names(build_story(Source(read_string(HIKE.read_text(encoding="utf-8"))), warn=lambda message: None))
    assert len(found) >= 10
    assert not {"Elba", "Sardinia", "Corsica", "Bonifacio"} & {*found}


def test_narrator_in_a_quotation_does_not_tell_the_story() -> None:
    words = vocabulary("en")
    assert words is not None
    assert Finder("We came to Oslo.", words).is_narrated
    assert not Finder("“We came to Oslo,” she said.", words).is_narrated


@pytest.mark.parametrize("name", [*TEXTS["journeys"], *TEXTS["fourth_journeys"]])
def test_stops_are_in_order_of_travel(name: str) -> None:
    group = next(group for group in TEXTS.values() if name in group)
    assert names(story(name)) == group[name]["stops"]


def test_stops_have_distance_and_day() -> None:
    first, second, *_, last = story("en-datelines").journey
    assert (first.km, first.day, last.day) == (0, "June 2", "June 6")
    assert 60 < second.km < 80  # Tbilisi to Gori
    assert story("en-present-diary").journey[1].day == "Day 2"


def edited(name: str, journey: str) -> Story:
    text = next(group[name]["text"] for group in TEXTS.values() if name in group)
    found = find_places(source(name, text))
    overrides = load_overrides_text(f"version: 1\njourney: {journey}\n", "places.yaml")
    return compose_story(apply_overrides(found, overrides))


def test_editor_can_say_that_there_is_no_journey() -> None:
    assert edited("en-past-first-person", "false").journey == ()


def test_editor_can_say_that_there_is_a_journey() -> None:
    assert names(edited("en-epidemic", "true")) == ["Wuhan", "Milan", "Madrid", "New York", "London"]


def test_editor_can_name_the_stops() -> None:
    made = edited("en-epidemic", "[London, Milan, Atlantis]")
    assert names(made) == ["London", "Milan"]
    assert made.unused == ("places.yaml:2: `journey`: “Atlantis” is not a place on the map.",)


def test_far_places_that_others_speak_of_are_no_stops() -> None:
    text = (
        "I walked to Suceava in June. A woodcarver there had sold one gate to a dentist in Toronto.\n\n"
        "I went on to Vatra Dornei. A shepherd sold me cheese and asked for the price of a flat in Lisbon.\n\n"
        "I took the bus to Iași, and then I drove to Bacău."
    )
    found = build_story(source("en-diary", text), warn=lambda message: None)
    assert names(found) == ["Suceava", "Vatra Dornei", "Iași", "Bacău"]


@pytest.mark.parametrize(
    ("name", "confidence", "stops"),
    [
        ("Toronto", 0.85, ["Suceava", "Vatra Dornei", "Iași", "Bacău"]),
        ("Toronto", 0.95, ["Suceava", "Vatra Dornei", "Toronto", "Iași", "Bacău"]),
        ("Vatra Dornei", 0.85, ["Suceava", "Vatra Dornei", "Toronto", "Iași", "Bacău"]),
    ],
)
def test_far_stop_must_be_a_sure_place(name: str, confidence: float, stops: list[str]) -> None:
    text = (
        "I walked to Suceava in June, and then I drove to Vatra Dornei.\n\n"
        "I took the bus to Toronto. I went on to Iași, and then I drove to Bacău."
    )
    found = find_places(source("en-diary", text))
    sure = {r.mention.surface: 0.95 for r in found.resolutions} | {name: confidence}
    resolutions = tuple(replace(r, confidence=sure[r.mention.surface]) for r in found.resolutions)
    assert names(compose_story(replace(found, resolutions=resolutions))) == stops


def test_passage_of_a_journey_shows_the_stops_that_it_reaches() -> None:
    text = (
        "2 May, Plymouth. Forty men and a drum. At Exeter the bakers gave bread.\n\n"
        "6 May, Taunton. Rain. 9 May, Bristol: a hall, and straw. The people of Bath looked on.\n\n"
        "14 May, Swindon. In Reading they slept. The men talked of the bread of Plymouth.\n\n20 May, London."
    )
    made = build_story(source("en-march", text), warn=lambda message: None)
    third = next(scene for scene in made.scenes if "swindon" in scene.places)
    assert "plymouth" in third.places
    assert set(third.framed) == {"swindon", "reading"}


@pytest.mark.parametrize(("radius_km", "is_stop"), [(3, True), (30, False)])
def test_place_that_is_only_known_roughly_is_no_stop(radius_km: int, is_stop: bool) -> None:
    group = TEXTS["journeys"]["en-past-first-person"]
    stop = group["stops"][1]
    overrides = load_overrides_text(f"version: 1\nplaces:\n  {stop}: {{radius_km: {radius_km}}}\n", "places.yaml")
    made = compose_story(apply_overrides(find_places(source("en-past-first-person", group["text"])), overrides))
    assert (stop in names(made)) == is_stop
