"""Islands that are mentioned by a short name beside another island, such as "Harris" with "Lewis"."""

from __future__ import annotations

import pytest

import storymap


@pytest.mark.parametrize(
    ("text", "name", "lat"),
    [
        ("We drove from Stornoway into Harris and sailed to North Uist, Barra and Mull.", "Harris", 58.1),
        ("We drove from Stornoway to Harris and sailed to North Uist and Barra.", "Barra", 57.0),
        ("The ferry leaves Oban for Mull and Coll. Tiree is flat.", "Coll", 56.6),
        ("From Madeira they sailed to Pico, where the mountain is, and to Faial and Graciosa.", "Pico", 38.5),
        ("From Islay a small ferry crosses to Jura in five minutes.", "Jura", 56.0),
    ],
)
def test_short_name_is_the_island_beside_other_islands(text: str, name: str, lat: float) -> None:
    place = next(r.place for r in storymap.places(text) if r.mention.surface == name)
    assert place is not None
    assert abs(place.position.lat - lat) < 0.3


def test_first_names_and_surnames_are_not_islands() -> None:
    assert not [r for r in storymap.places("Marie and Lewis went to Harris's house. Coll laughed.") if r.place]


def test_island_is_no_candidate_far_from_the_other_places() -> None:
    place = next(r.place for r in storymap.places("He lives in Jura, near Lons-le-Saunier in France.") if r.place)
    assert place is not None and "GB" not in place.country_codes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The cable ran from Bamfield on Vancouver Island to Suva. Messages from Vancouver reached Brisbane.",
            "Vancouver",
        ),
        ("The ferry from Galveston crosses to Bolivar, and a bridge from Galveston Island to Freeport.", "Galveston"),
    ],
)
def test_city_keeps_its_name_beside_an_island_with_it(text: str, name: str) -> None:
    place = next(r.place for r in storymap.places(text) if r.mention.surface == name)
    assert place is not None and place.name == name


def test_mountain_is_no_candidate_beside_one_place() -> None:
    place = next(r.place for r in storymap.places("He drove from Boston to Adams.") if r.mention.surface == "Adams")
    assert place is None or place.name != "Mount Adams"


def test_short_name_after_the_whole_name_is_the_same_place() -> None:
    text = (
        "The cable ran from Vancouver to Fanning Island, then to Suva in Fiji. Fanning Island is an atoll of Kiribati.\n\n"
        "In 1914 a cruiser landed a party at Fanning and cut the cable. The post office at Fanning was closed.\n"
    )
    found = {r.mention.surface: r.place for r in storymap.places(text)}
    assert found["Fanning"] is not None and found["Fanning Island"] is not None
    assert found["Fanning"].id == found["Fanning Island"].id


def test_short_name_without_the_whole_name_is_not_a_place() -> None:
    text = (
        "The cable ran from Vancouver to Suva in Fiji. In 1914 a cruiser landed a party at Fanning and cut the cable.\n"
    )
    assert not [r for r in storymap.places(text) if r.mention.surface == "Fanning" and r.place]


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Lorries from Melton use the lane at Asfordby Hill. Syston, Gaddesby and Holwell have asked too.", "Melton", "Melton Mowbray"),
        ("Officers from Southwell, Balderton and Farndon closed the road to Newark.", "Newark", "Newark on Trent"),
        ("Der Weg führt von Aurach über Insingen und Gebsattel nach Rothenburg.", "Rothenburg", "Rothenburg ob der Tauber"),
    ],
)  # fmt: skip
def test_town_is_called_by_its_first_word_among_its_villages(text: str, name: str, whole: str) -> None:
    place = next(r.place for r in storymap.places(text) if r.mention.surface == name)
    assert place is not None and place.name == whole


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trains from New York reach Newark, Elizabeth, Rahway and Linden.", "Newark"),
        ("From Brooklyn and Harlem they marched to Washington; the Bronx and Queens sent buses.", "Washington"),
        ("From Cotonou, Ouidah and Godomey the road goes north to Abomey.", "Abomey"),
    ],
)
def test_other_towns_keep_their_names_beside_longer_ones(text: str, name: str) -> None:
    place = next(r.place for r in storymap.places(text) if r.mention.surface == name)
    assert place is not None and place.name == name
