"""What the seed article must show: the house as a whole, with the real tagger and the real gazetteer."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import storymap
from storymap.model import MentionKind, Resolution, Role, Story
from storymap.sphere import distance_km

SEED = Path(__file__).parents[1] / "seeds" / "000_b6515417aea22efc.txt"


@cache
def story() -> Story:
    return storymap.build(SEED).story


def of(surface: str) -> list[Resolution]:
    return [r for r in story().resolutions if r.mention.surface == surface]


@pytest.mark.parametrize(
    ("surface", "times", "lat", "lon", "within_km"),
    [
        ("Hokkaido", 4, 43.4, 142.8, 60),
        ("Chitose", 1, 42.8, 141.7, 20),
        ("Vladivostok", 2, 43.1, 131.9, 20),
        ("Sakhalin Island", 1, 50.0, 143.0, 150),
        ("Crimea", 3, 45.3, 34.4, 60),
        ("Japan", 12, 36.5, 138.5, 350),
        ("Russia", 13, 60.0, 100.0, 900),
        ("U.S.", 4, 39.8, -98.6, 400),
        ("United States", 1, 39.8, -98.6, 400),
        ("China", 1, 35.0, 105.0, 400),
        ("Ukraine", 2, 49.0, 32.0, 150),
        ("Tokyo", 2, 35.69, 139.69, 20),
        ("Beijing", 1, 39.9, 116.4, 20),
        ("Milan", 1, 45.46, 9.19, 20),
        ("Washington", 1, 38.9, -77.04, 20),
    ],
)
def test_every_mention_of_a_place_is_there_and_right(
    surface: str, times: int, lat: float, lon: float, within_km: float
) -> None:
    found = of(surface)
    assert len(found) == times
    for resolution in found:
        assert resolution.place is not None
        assert distance_km(*resolution.place.position, lat, lon) <= within_km


def test_the_islands_are_one_disputed_place_with_both_names() -> None:
    described = [r for r in story().resolutions if r.mention.kind is MentionKind.DESCRIPTION and r.place]
    assert [r.mention.surface for r in described] == [
        "the small Russian-held group of islands off Hokkaido",
        "the islands",
        "the islands",
    ]
    (place,) = {r.place for r in described if r.place}
    assert distance_km(*place.position, 44.4, 147.0) < 60
    assert place.dispute is not None
    assert (place.dispute.administered_by, place.dispute.claimed_by) == (("RU",), ("JP",))
    assert "Kuril" in place.name and "Northern Territories" in place.name


def test_crimea_is_disputed_and_sakhalin_an_area_of_land() -> None:
    crimea, sakhalin = of("Crimea")[0].place, of("Sakhalin Island")[0].place
    assert crimea is not None and crimea.dispute is not None
    assert sakhalin is not None and sakhalin.feature_code == "ISL"


def test_the_soviet_union_is_named_but_not_pinned() -> None:
    (union,) = of("Soviet Union")
    assert (union.place, union.reason.code) == (None, "historical")


def test_what_has_no_place_on_the_map_says_why() -> None:
    (region,) = of("the region")
    assert (region.place, region.reason.code) == (None, "vague")
    assert any(r.surface.startswith("Asia") for r in story().rejected)


@pytest.mark.parametrize(
    "name",
    [
        "Foundation",
        "7th",
        "Fleet",
        "Orient",
        "Shield",
        "Hamagiri",
        "Stryker",
        "Apache",
        "Abe",
        "Abiru",
        "Putin",
        "Thomas",
        "Smith",
        "Council",
        "Seven",
    ],
)
def test_what_is_no_place_is_never_one(name: str) -> None:
    words = name.split()
    assert not [
        r.mention.surface for r in story().resolutions if r.place and set(words) & set(r.mention.surface.split())
    ]


def test_demonyms_are_evidence() -> None:
    assert {r.mention.surface for r in story().resolutions if r.mention.kind is MentionKind.DEMONYM} == {
        "Russian",
        "Japanese",
    }
    assert not any(r.place for r in of("Russian"))


def test_the_distance_has_the_articles_figure_and_ours() -> None:
    (relation,) = story().relations
    assert (relation.origin, relation.target) == ("hokkaido", "vladivostok")
    assert (relation.stated, relation.stated_km) == ("800 km", 800)
    assert 600 < relation.near_km < relation.label_km < relation.far_km < 1250
    assert relation.kind == "off"


def test_countries_set_the_scene_and_do_not_drag_the_camera() -> None:
    roles = {p.label: p.role for p in story().places}
    assert roles["Japan"] is roles["Russia"] is Role.SETTING
    assert roles["Milan"] is roles["Washington"] is Role.PASSING
    first = story().scenes[0]
    assert set(first.framed) == {"hokkaido", "vladivostok"}


def test_the_newspapers_own_lines_are_left_out() -> None:
    assert len(story().left_out) == 2
    kept = storymap.build(SEED, keep_boilerplate=True).story
    assert kept.left_out == ()


def test_offsets_are_those_of_the_file() -> None:
    text = SEED.read_text(encoding="utf-8")
    assert story().article.text == text
    assert all(text[r.mention.start : r.mention.end] == r.mention.surface for r in story().resolutions)
