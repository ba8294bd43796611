"""The story map of the seed article, built with the packaged tagger and gazetteer."""

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
        ("U.S.", 7, 39.8, -98.6, 400),
        ("United States", 1, 39.8, -98.6, 400),
        ("China", 1, 35.0, 105.0, 400),
        ("Ukraine", 2, 49.0, 32.0, 150),
        ("Tokyo", 2, 35.69, 139.69, 20),
        ("Beijing", 1, 39.9, 116.4, 20),
        ("Milan", 1, 45.46, 9.19, 20),
        ("Washington", 1, 38.9, -77.04, 20),
    ],
)
def test_every_mention_is_resolved_correctly(
    surface: str, times: int, lat: float, lon: float, within_km: float
) -> None:
    found = of(surface)
    assert len(found) == times
    for resolution in found:
        assert resolution.place is not None
        assert distance_km(*resolution.place.position, lat, lon) <= within_km


def test_islands_are_one_disputed_place_with_both_names() -> None:
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


def test_crimea_is_disputed_and_sakhalin_is_an_island() -> None:
    crimea, sakhalin = of("Crimea")[0].place, of("Sakhalin Island")[0].place
    assert crimea is not None and crimea.dispute is not None
    assert sakhalin is not None and sakhalin.feature_code == "ISL"


def test_soviet_union_is_mentioned_but_not_on_map() -> None:
    (union,) = of("Soviet Union")
    assert (union.place, union.reason.code) == (None, "historical")


def test_vague_region_and_rejected_asia_have_reasons() -> None:
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
def test_name_of_non_place_is_not_resolved(name: str) -> None:
    words = name.split()
    assert not [
        r.mention.surface for r in story().resolutions if r.place and set(words) & set(r.mention.surface.split())
    ]


def test_demonyms_are_mentions_without_marker() -> None:
    assert {r.mention.surface for r in story().resolutions if r.mention.kind is MentionKind.DEMONYM} == {
        "Russian",
        "Japanese",
    }
    assert not any(r.place for r in of("Russian"))


def test_distance_has_stated_and_measured_length() -> None:
    (relation,) = story().relations
    assert (relation.origin, relation.target) == ("hokkaido", "vladivostok")
    assert (relation.stated, relation.stated_km) == ("800 km", 800)
    assert 600 < relation.near_km < relation.label_km < relation.far_km < 1250
    assert relation.kind == "off"


def test_countries_are_settings_and_do_not_move_camera() -> None:
    roles = {p.label: p.role for p in story().places}
    assert roles["Japan"] is roles["Russia"] is Role.SETTING
    assert roles["Milan"] is roles["Washington"] is Role.PASSING
    first = story().scenes[0]
    assert set(first.framed) == {"hokkaido", "vladivostok"}


def test_boilerplate_of_newspaper_is_left_out() -> None:
    assert len(story().left_out) == 2
    kept = storymap.build(SEED, keep_boilerplate=True).story
    assert kept.left_out == ()


def test_offsets_refer_to_text_of_file() -> None:
    text = SEED.read_text(encoding="utf-8")
    assert story().article.text == text
    assert all(text[r.mention.start : r.mention.end] == r.mention.surface for r in story().resolutions)
