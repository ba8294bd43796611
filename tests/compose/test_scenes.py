"""Composition of a story: scenes, cameras, roles of places, and slugs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storymap.basemap.views import fit_zoom
from storymap.compose import compose
from storymap.compose.framing import LARGER, PASSING_ZOOM, WINDOW, camera_for
from storymap.compose.overview import overview_camera
from storymap.compose.places import slug, story_places
from storymap.compose.scenes import make_scenes
from storymap.model import BoundingBox, Mention, MentionKind, PassageKind, Place, Position, Reason, Resolution, Role
from storymap.read import read_string
from storymap.sphere import contains, width_deg
from tests.worlds import SmallWorld

TEXT = """Japan held drills in Hokkaido near Chitose.

Nothing is named here.

Russia and Japan talked.

Moscow said no.

A forum met in Milan.

Hokkaido, Chitose and Hokkaido again.
"""
ARTICLE = read_string(TEXT)
JAPAN = Place("c:JP", "Japan", Position(36, 138), "A", "PCLI", country_codes=("JP",), radius_km=900)
RUSSIA = Place("c:RU", "Russia", Position(60, 100), "A", "PCLI", country_codes=("RU",), radius_km=2500)
HOKKAIDO = Place(
    "s:h",
    "Hokkaido",
    Position(43.4, 142.8),
    "T",
    "ISL",
    country_codes=("JP",),
    bbox=BoundingBox(139.7, 41.4, 145.8, 45.5),
)
CHITOSE = Place("g:c", "Chitose", Position(42.8, 141.7), "P", "PPL", country_codes=("JP",))
MOSCOW = Place("g:m", "Moscow", Position(55.75, 37.6), "P", "PPLC", country_codes=("RU",))
MILAN = Place("g:i", "Milan", Position(45.5, 9.2), "P", "PPLA", country_codes=("IT",))
PLACES = {p.name: p for p in (JAPAN, RUSSIA, HOKKAIDO, CHITOSE, MOSCOW, MILAN)}


def resolutions() -> list[Resolution]:
    found = []
    for name, place in PLACES.items():
        start = TEXT.find(name)
        while start >= 0:
            kind = MentionKind.METONYM if name == "Moscow" else MentionKind.NAME
            found.append(Resolution(Mention(name, start, start + len(name), kind), place, 0.9, Reason("only")))
            start = TEXT.find(name, start + 1)
    return sorted(found, key=lambda r: r.mention.start)


def test_passage_without_place_belongs_to_previous_scene() -> None:
    rows = resolutions()
    places, slugs = story_places(ARTICLE, rows)
    scenes = make_scenes(ARTICLE, ARTICLE.passages, rows, slugs, places, ())
    assert [s.passages for s in scenes] == [("p1", "p2"), ("p3",), ("p4",), ("p5",), ("p6",)]


def test_scene_with_smaller_places_does_not_frame_the_country() -> None:
    rows = resolutions()
    places, slugs = story_places(ARTICLE, rows)
    scenes = make_scenes(ARTICLE, ARTICLE.passages, rows, slugs, places, ())
    assert "japan" in scenes[0].places
    assert set(scenes[0].framed) == {"hokkaido", "chitose"}
    assert scenes[0].camera is not None
    whole = camera_for([p for p in places if p.slug == "hokkaido"])
    assert fit_zoom(scenes[0].camera, WINDOW) == pytest.approx(fit_zoom(whole, WINDOW) + LARGER)


def test_metonym_alone_is_shown_from_farther_away() -> None:
    rows = resolutions()
    places, slugs = story_places(ARTICLE, rows)
    moscow = next(s for s in make_scenes(ARTICLE, ARTICLE.passages, rows, slugs, places, ()) if s.places == ("moscow",))
    assert moscow.camera is not None
    assert contains(moscow.camera.box, *MOSCOW.position)
    assert moscow.camera.zoom == PASSING_ZOOM
    assert next(p for p in places if p.slug == "moscow").role is Role.PASSING


def test_places_have_roles_by_kind_and_frequency() -> None:
    places, _ = story_places(ARTICLE, resolutions())
    roles = {p.slug: p.role for p in places}
    assert roles["hokkaido"] is roles["chitose"] is Role.MAIN
    assert roles["japan"] is roles["russia"] is Role.SETTING
    assert roles["milan"] is Role.PASSING
    assert places[0].slug == "hokkaido"


def test_overview_shows_only_main_places() -> None:
    places, _ = story_places(ARTICLE, resolutions())
    box = overview_camera(places).box
    assert contains(box, *HOKKAIDO.position)
    assert width_deg(box) < 10


def found(text: str, *places: Place) -> list[Resolution]:
    """Return a resolution for the first occurrence of each place's name, in text order."""
    starts = [text.index(p.name) for p in places]
    rows = [
        Resolution(Mention(p.name, at, at + len(p.name)), p, 1.0, Reason("only"))
        for p, at in zip(places, starts, strict=True)
    ]
    return sorted(rows, key=lambda r: r.mention.start)


WACO = Place("g:w", "Waco", Position(31.55, -97.15), "P", "PPLA2", country_codes=("US",), admin1="Texas")
TEXAS = Place("g:t", "Texas", Position(31.5, -99.3), "A", "ADM1", bbox=BoundingBox(-106.6, 25.8, -93.5, 36.5))
BRAZOS = Place("s:b", "Brazos", Position(31.8, -97.4), "H", "STM", bbox=BoundingBox(-101, 28.9, -95, 34), radius_km=300)


def test_views_do_not_extend_to_state_after_town_or_to_whole_river() -> None:
    text = "A bridge is closed\n\nIn Waco, Texas, the bridge over the Brazos is closed.\n"
    rows = found(text, WACO, TEXAS, BRAZOS)
    article = read_string(text)
    places, slugs = story_places(article, rows)
    assert {p.slug: p.role for p in places} == {"waco": Role.MAIN, "brazos": Role.MAIN, "texas": Role.SETTING}
    scenes = make_scenes(article, article.passages, rows, slugs, places, ())
    assert width_deg(overview_camera(places).box) < 2
    assert all(s.camera and width_deg(s.camera.box) < 2 for s in scenes if "waco" in s.places)


def test_country_that_only_qualifies_a_town_is_not_in_the_scene() -> None:
    text = "Snow falls\n\nIn Chitose, Japan, snow falls.\n"
    rows = found(text, CHITOSE, JAPAN)
    article = read_string(text)
    places, slugs = story_places(article, rows)
    scenes = make_scenes(article, article.passages, rows, slugs, places, ())
    assert [s.places for s in scenes if s.places] == [("chitose",)]


def test_overview_includes_state_that_is_mentioned_apart_from_its_town() -> None:
    text = "Texas votes\n\nWaco, in the middle of the state, votes too.\n"
    places, _ = story_places(read_string(text), found(text, WACO, TEXAS))
    assert width_deg(overview_camera(places).box) > 10


def test_all_places_are_main_if_none_is_repeated() -> None:
    text = "The year\n\nIn Chitose.\n\nIn Milan.\n\nIn Waco.\n\nIn Moscow.\n\nIn Suva.\n"
    suva = Place("g:s", "Suva", Position(-18.14, 178.44), "P", "PPLC")
    places, _ = story_places(read_string(text), found(text, CHITOSE, MILAN, WACO, MOSCOW, suva))
    assert {p.role for p in places} == {Role.MAIN}


def test_heading_belongs_to_next_scene_if_it_has_a_place() -> None:
    article = read_string("News\n\nIn Chitose.\n\nMeanwhile\n\nIn Milan.\n\nThe end\n\nNothing.\n")
    kinds = [PassageKind.HEADING, PassageKind.PARAGRAPH] * 3
    article = replace(article, passages=tuple(replace(p, kind=k) for p, k in zip(article.passages, kinds, strict=True)))
    rows = found(article.text, CHITOSE, MILAN)
    places, slugs = story_places(article, rows)
    scenes = make_scenes(article, article.passages[1:], rows, slugs, places, ())
    assert [(s.id, s.passages) for s in scenes] == [("p2", ("p2",)), ("p4", ("p3", "p4", "p5", "p6"))]


def test_place_mentioned_only_in_hidden_passage_is_not_on_the_map() -> None:
    text = "In Chitose and Milan.\n\nIn Milan and Waco.\n"
    places, slugs = story_places(read_string(text), found(text, CHITOSE, MILAN, WACO), {"p2"})
    assert sorted(p.slug for p in places) == ["chitose", "milan"]
    assert slugs == ("chitose", "milan", None)


def test_overview_can_cross_the_antimeridian() -> None:
    text = "From Suva to Apia.\n\nAnd back.\n"
    suva = Place("g:s", "Suva", Position(-18.14, 178.44), "P", "PPLC")
    apia = Place("g:a", "Apia", Position(-13.83, -171.76), "P", "PPLC")
    rows = [Resolution(Mention(p.name, s, s + 4), p, 1.0, Reason("only")) for p, s in ((suva, 5), (apia, 13))]
    places, _ = story_places(read_string(text), rows)
    assert width_deg(overview_camera(places).box) < 12


def test_slugs_are_readable_and_unique() -> None:
    taken: set[str] = set()
    assert [
        slug(n, taken)
        for n in ("Île-de-France", "Ile de France", "Southern Kuril Islands / Northern Territories", "北海道", "!?")
    ] == [
        "ile-de-france",
        "ile-de-france-2",
        "southern-kuril-islands",
        "北海道",
        "place",
    ]


def test_unsure_place_far_from_the_story_does_not_move_the_view() -> None:
    text = "Rain\n\nIn Chitose and Suva.\n\nIn Muroran.\n\nIn Nadi.\n\nIn Date.\n"
    suva = Place("g:s", "Suva", Position(-18.14, 178.44), "P", "PPLC")
    muroran, date, nadi = (
        replace(place, id=name, name=name, position=Position(lat, place.position.lon))
        for name, place, lat in (("Muroran", CHITOSE, 42.3), ("Date", CHITOSE, 42.5), ("Nadi", suva, -17.8))
    )
    rows = found(text, CHITOSE, suva, muroran, nadi, date)
    unsure = [replace(r, confidence=0.6) if r.place in (suva, nadi, date) else r for r in rows]
    shown = []
    for given in (rows, unsure):
        story = compose(read_string(text), given, (), SmallWorld(), footprint=lambda _: None)
        shown.append([c is not None and contains(c.box, *suva.position) for c in (s.camera for s in story.scenes)])
    assert shown == [[False, True, False, True, False], [False] * 5]
    assert story.scenes[3].camera == story.overview  # the passage names only Nadi
    date_camera = story.scenes[4].camera  # Date is unsure too, but near the other places
    assert date_camera is not None and width_deg(date_camera.box) < 2
