"""Rivers after their type word: "the river Mur"."""

from __future__ import annotations

import pytest

import storymap
from storymap.gazetteer import open_gazetteer
from storymap.model import Resolution
from storymap.recognize.bare_names import is_bare_river

FRAMES = (
    "Two walkers were rescued from the river {} on Monday.",
    "The river {} rose overnight and flooded the road.",
    "A boat sank in the river {}.",
)


def resolved(text: str, surface: str) -> Resolution | None:
    return next((r for r in storymap.places(text) if r.mention.surface == surface), None)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("Mur", 46.9, 15.5),
        ("Drava", 46.1, 17.2),
        ("Enns", 47.6, 14.5),
        ("Sava", 45.2, 17.5),
        ("Salzach", 47.7, 13.1),
        ("Lech", 48.2, 10.9),
        ("Aare", 47.2, 7.5),
        ("Saale", 51.4, 11.9),
    ],
)
def test_river_after_its_type_word_is_on_the_map(frame: str, name: str, lat: float, lon: float) -> None:
    found = resolved(frame.format(name), name)
    assert found is not None and found.place is not None
    assert found.place.position == pytest.approx((lat, lon), abs=1)


def test_town_of_the_same_name_stays_a_town_without_the_type_word() -> None:
    found = resolved("The town hall in Enns, in Austria, was built in 1565.", "Enns")
    assert found is not None and found.place is not None and found.place.feature_class == "P"


@pytest.mark.parametrize("word", ["Monday", "Because", "Police"])
def test_word_after_the_river_is_no_place_without_a_river_of_that_name(word: str) -> None:
    assert resolved(f"Crowds stood by the river {word} night.", word) is None


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("At Mildura and Wentworth, in Victoria, the Murray was low.", "Murray", -34.1, 142),
        ("It rained at Bourke, where the Darling meets the Warrego.", "Darling", -31, 144),
        ("They drove cattle from Chipinge across the Save to Mutare, in Zimbabwe.", "Save", -20.8, 32.8),
        ("From Moab, in Utah, we paddled down the Green for a week.", "Green", 40, -110),
    ],
)
def test_article_before_the_name_of_a_town_and_a_river_means_the_river(
    text: str, name: str, lat: float, lon: float
) -> None:
    found = resolved(text, name)
    assert found is not None and found.place is not None
    assert found.place.position == pytest.approx((lat, lon), abs=3)
    assert found.place.feature_class == "H"


@pytest.mark.parametrize(
    ("rest", "river"),
    [
        (" was low.", True),
        (", which", True),
        (" house was sold.", False),
        (" and Smith families", False),
        (", Smith and Jones families", False),
        ("s met.", False),
    ],
)
def test_river_with_an_article_only_ends_its_phrase(rest: str, river: bool) -> None:
    text = f"the Murray{rest}"
    assert is_bare_river(text, 4, 10, open_gazetteer()) is river


def test_town_that_is_much_larger_than_the_river_is_not_the_river() -> None:
    assert not is_bare_river("the Moscow was", 4, 10, open_gazetteer())


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("Seals lay on the Wash near King's Lynn.", "Wash", 52.9, 0.2),
        ("A gale in the Minch kept the boat at Ullapool.", "Minch", 58, -6),
    ],
)
def test_feature_whose_name_has_an_article_is_found_after_it(text: str, name: str, lat: float, lon: float) -> None:
    found = resolved(text, name)
    assert found is not None and found.place is not None
    assert found.place.position == pytest.approx((lat, lon), abs=1)


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("Both banks of the Jordan were mined below Jericho.", "Jordan", 32, 35.5),
        ("A barge went down the Niger with millet for Ségou.", "Niger", 12, 1),
        ("The Paraguay is half a mile wide at Concepción.", "Paraguay", -22, -58),
        ("The Ohio rose four feet at Marietta.", "Ohio", 38, -85),
        ("The Tweed at Kelso was full of salmon.", "Tweed", 55.6, -2.6),
        ("Barges no longer use the Trent above the town.", "Trent", 53, -1),
        ("She moved from Columbia, Missouri, to Astoria, where the Columbia meets the sea.", "Columbia", 46.8, -119.5),
    ],
)
def test_river_is_meant_although_a_country_or_a_town_has_its_name(text: str, name: str, lat: float, lon: float) -> None:
    found = [r for r in storymap.places(text) if r.mention.surface == name][-1]
    assert found.place is not None and found.place.feature_class == "H"
    assert found.place.position == pytest.approx((lat, lon), abs=10)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops from Jordan were in Jericho by noon.", "Jordan"),
        ("Farms in Niger lost their goats.", "Niger"),
        ("She was born in Paraguay and works in Salta.", "Paraguay"),
        ("The Ohio delegation left the hall in Denver.", "Ohio"),
        ("The Congo is a large country, and Kinshasa its capital.", "Congo"),
        ("The Trent brothers farm near Derby.", "Trent"),
        ("The Green is a meadow in the middle of the village.", "Green"),
        ("The Ohio and Indiana teams met in Dayton.", "Ohio"),
    ],
)
def test_country_or_person_is_not_the_river_of_that_name(text: str, name: str) -> None:
    assert all(
        r.place is None or r.place.feature_class != "H" for r in storymap.places(text) if r.mention.surface == name
    )


def test_country_with_an_article_is_not_replaced_if_no_river_has_its_name() -> None:
    found = resolved("Trains run across the UK. In the UK they are late.", "UK")
    assert found is not None and found.place is not None and found.place.feature_code == "PCLI"


def test_direction_in_the_name_of_a_river_is_kept() -> None:
    found = resolved("We came by Humboldt to this river, which is the South Saskatchewan.", "South Saskatchewan")
    assert found is not None and found.place is not None and found.place.name == "South Saskatchewan River"
    found = resolved("Farms in southern Saskatchewan lost their wheat.", "southern Saskatchewan")
    assert found is None or found.place is None or found.place.feature_class == "A"
