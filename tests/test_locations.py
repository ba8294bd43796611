"""Positions in the front matter of an article, and their effect on mentions."""

from __future__ import annotations

from pathlib import Path

from storymap.pipeline import Places, find_places
from storymap.source import Source


def found(tmp_path: Path, front: str, text: str) -> Places:
    path = tmp_path / "trip.md"
    path.write_text(f"---\ntitle: Trip\n{front}\n---\n{text}\n", encoding="utf-8")
    return find_places(Source(path))


def positions(places: Places) -> dict[str, tuple[float, float]]:
    return {
        r.mention.surface: (round(r.place.position.lat, 1), round(r.place.position.lon, 1)) for r in places if r.place
    }


def test_position_with_name_applies_to_every_occurrence(tmp_path: Path) -> None:
    front = "mapping:\n  locations:\n    - {title: Konoba Portun, latitude: 42.45, longitude: 18.72}"
    places = found(tmp_path, front, "We ate at Konoba Portun. Konoba Portun is near Kotor.")
    assert [r.reason.code for r in places if r.mention.surface == "Konoba Portun"] == ["front-matter"] * 2
    assert positions(places)["Konoba Portun"] == (42.5, 18.7)
    assert not places.unused


def test_position_without_name_decides_between_places_of_same_name(tmp_path: Path) -> None:
    text = "The train from London to Cambridge was late, so we stayed in Cambridge."
    assert positions(found(tmp_path, "location: [42.37, -71.11]", text))["Cambridge"] == (42.4, -71.1)
    assert positions(found(tmp_path, "location: {lat: 52.2, lon: 0.12}", text))["Cambridge"] == (52.2, 0.1)


def test_position_that_matches_no_name_is_reported(tmp_path: Path) -> None:
    places = found(tmp_path, "geo: {name: Nowhere, lat: 1, lon: 2}", "We walked through Cambridge.")
    assert len(places.unused) == 1 and "“Nowhere” at 1, 2" in places.unused[0]


def test_home_is_not_a_place_of_the_story(tmp_path: Path) -> None:
    places = found(tmp_path, "home: [42.37, -71.11]", "We walked through Cambridge.")
    assert not places.unused and places.article.home is not None and places.article.locations == ()
