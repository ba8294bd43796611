"""Names that end with a noun for a stream, a landform or a neighborhood."""

from __future__ import annotations

import pytest

import storymap
from storymap.kinds import DOUBTFUL_STREAM_NOUNS, NEIGHBORHOOD, STREAM, STREAM_NOUNS
from storymap.model import Resolution

WET = (
    "They crossed {} at noon near Hillsboro, Ohio.",
    "The camp was on {}, an hour from Hillsboro, Ohio.",
    "{} rose four feet overnight near Hillsboro, Ohio.",
    "The bridge over {} near Hillsboro, Ohio, is closed.",
    "At Hillsboro, Ohio, {} and Paint Creek were high.",
)
FIRST = ("Cutler", "Whiskey", "Rattling", "Miller's")


def resolved(text: str, surface: str) -> Resolution:
    return next(r for r in storymap.places(text) if r.mention.surface == surface)


@pytest.mark.parametrize("noun", [*STREAM_NOUNS, *DOUBTFUL_STREAM_NOUNS])
@pytest.mark.parametrize("frame", WET)
def test_stream_is_mentioned_and_not_placed_in_a_far_town(frame: str, noun: str) -> None:
    for first in FIRST:
        found = resolved(frame.format(f"{first} {noun}"), f"{first} {noun}")
        assert found.mention.context.type_word == STREAM
        assert found.place is None or found.place.admin1 == "Ohio"


@pytest.mark.parametrize("text", ["The charity Fun Run is on Sunday.", "The Executive Branch said nothing."])
def test_noun_of_a_stream_alone_does_not_make_a_name(text: str) -> None:
    assert not list(storymap.places(text))


def test_former_name_of_a_town_is_no_candidate_for_a_stream() -> None:
    found = resolved("Sandy Branch is two miles off, and beyond it lies Corinth.", "Sandy Branch")
    assert found.place is None


def test_town_that_is_called_like_the_stream_and_near_the_other_places_is_kept() -> None:
    found = resolved("Crews closed the bridge over Bull Run near Manassas.", "Bull Run")
    assert found.place is not None and found.place.admin1 == "Virginia"


def test_road_that_is_called_after_a_stream_is_no_place() -> None:
    found = storymap.places("The house on Otter Creek Road in Bend was sold.")
    placed = [r.mention.surface for r in found if r.place]
    assert placed == ["Bend"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two men were robbed in the Woodville neighborhood on Monday, Columbus police said.", "Woodville"),
        ("The Belmont section of Philadelphia has lost two schools.", "Belmont"),
        ("A car burned in the Highland district of Denver.", "Highland"),
        ("A wall fell in the Ashland quarter of Leeds.", "Ashland"),
        ("Two houses burned in the Fairfield section of the city, Cincinnati officials said.", "Fairfield"),
        ("The Marsden Green neighbourhood of Leeds has no shop.", "Marsden Green"),
    ],
)
def test_neighborhood_is_in_a_city_of_the_article_or_unresolved(text: str, name: str) -> None:
    found = resolved(text, name)
    assert found.mention.context.type_word == NEIGHBORHOOD
    cities = [r.place for r in storymap.places(text) if r.mention.surface != name and r.place]
    assert cities
    if found.place is not None:
        assert any(abs(found.place.position.lat - c.position.lat) < 0.5 for c in cities)


def test_district_of_a_city_does_not_make_the_city_a_district() -> None:
    denver = resolved("A car burned in the Highland district of Denver.", "Denver").place
    assert denver is not None and denver.feature_code == "PPLA"


@pytest.mark.parametrize(
    "text", ["The Sports section has moved.", "He edits the Arts section of the paper.", "The French quarter is old."]
)
def test_other_sections_are_no_neighborhoods(text: str) -> None:
    assert not [r for r in storymap.places(text) if r.mention.context.type_word == NEIGHBORHOOD]


def test_pass_is_not_a_river() -> None:
    found = resolved("We crossed the Fern Pass and came down to Lermoos.", "Fern Pass")
    assert found.mention.context.type_word == ""
    assert found.place is not None and found.place.feature_code == "PASS"


@pytest.mark.parametrize(
    ("text", "rivers"),
    [
        ("They fished the Deveron near Huntly and then the Ugie.", {"Deveron", "Ugie"}),
        ("The Eden floods Carlisle; the Kent floods Kendal.", {"Eden", "Kent"}),
        ("Rafts came down the Ottawa and the Gatineau.", {"Ottawa", "Gatineau"}),
        ("Gold was found on the Fraser, the Thompson and the Peace.", {"Fraser", "Thompson", "Peace"}),
        ("The Arun and the Adur flow through Sussex.", {"Arun", "Adur"}),
        ("They camped by the Nith near Sanquhar.", {"Nith"}),
        ("The Clarence flooded Grafton, and the Richmond flooded Casino.", {"Clarence", "Richmond"}),
    ],
)
def test_name_after_article_is_a_river_rather_than_a_town(text: str, rivers: set[str]) -> None:
    found = {r.mention.surface: r.place for r in storymap.places(text)}
    kinds = {name: place.feature_code for name in rivers if (place := found.get(name)) is not None}
    assert kinds == dict.fromkeys(rivers, "STM")


@pytest.mark.parametrize(
    "text",
    [
        "The Test was played at Lord’s, and the White beat the Black.",
        "The Hunter shot a deer, and the Walker saw it.",
        "The American crossed the road, and the Fox crossed the field.",
    ],
)
def test_everyday_word_after_article_is_not_a_river(text: str) -> None:
    assert not [r for r in storymap.places(text) if r.place is not None and r.place.feature_code == "STM"]
