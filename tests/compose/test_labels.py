"""Orientation labels: from which zoom a map names a place, and which names the views of a story get."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.basemap.views import Viewport, fit_zoom
from storymap.compose.label_names import map_name
from storymap.compose.label_ranks import NEVER, can_be_named, rank, town_zoom, zoom_of_length, zoom_of_population
from storymap.compose.labels import _PART, _extended, _may_fill, place_labels
from storymap.gazetteer import open_gazetteer
from storymap.model import BoundingBox, Camera, Footprint, Label, Place, Position, Scene
from storymap.ports import Entry, Match
from storymap.shapes import bounds, point_in_box
from storymap.sphere import contains
from tests.compose.examples import place, story_place
from tests.worlds import SmallWorld

WINDOW = Viewport(900, 850, 90)
EUROPE = Camera(BoundingBox(-5, 42, 20, 54), 6.0)
KINDS = {"PCLI": "country", "SEA": "sea", "ISL": "island", "MTS": "land", "STM": "water", "ADM1": "admin1"}


def entry(
    code: str,
    country: str = "FR",
    prominence: float = 6.0,
    population: int = 0,
    number: int = 1,
    at: tuple[float, float] = (48.0, 4.0),
) -> Entry:
    kind = KINDS.get(code, "city" if code.startswith("PPL") else "land")
    return Entry(number, Match.NAME, *at, population, prominence, code, country, "", kind)


class World(SmallWorld):
    """A gazetteer with the given places."""

    def __init__(self, *places: Place) -> None:
        super().__init__()
        self.places = places

    def largest(self, box: BoundingBox, kinds: frozenset[str], limit: int) -> Sequence[Entry]:
        found = [
            entry(
                p.feature_code,
                p.country_codes[0] if p.country_codes else "",
                log10(p.population + 1) or 6.0,
                p.population,
                i,
                p.position,
            )
            for i, p in enumerate(self.places)
        ]
        return [e for e in found if e.kind in kinds and contains(box, e.lat, e.lon)][:limit]

    def place(self, wanted: Entry | str) -> Place:
        return next(
            p
            for i, p in enumerate(self.places)
            if wanted in (p.id, entry(p.feature_code)) or getattr(wanted, "number", -1) == i
        )

    def country_place(self, code: str) -> str:
        return next((p.id for p in self.places if p.feature_code == "PCLI" and code in p.country_codes), "")


def labels(camera: Camera, *places: Place, story: Sequence[Place] = (), language: str = "en") -> dict[str, Label]:
    of_story = [story_place(p.name, *p.position, country_codes=p.country_codes) for p in story]
    found = place_labels([Scene("p1", ("p1",), (), camera)], of_story, World(*places), language)
    assert list(found) == sorted(found, key=lambda label: label.low)
    return {label.text: label for label in found}


@pytest.mark.parametrize(
    ("code", "population", "zoom"),
    [
        ("PPLC", 9_000_000, 3.0), ("PPLC", 2_000_000, 3.5), ("PPLC", 400_000, 4.1), ("PPLC", 60_000, 4.8), ("PPLC", 100, 5.6),
        ("PPL", 9_000_000, 3.3), ("PPL", 5_000_000, 3.8), ("PPL", 3_000_000, 4.3), ("PPL", 1_000_000, 4.8), ("PPL", 600_000, 5.4),
        ("PPL", 300_000, 6.0), ("PPL", 120_000, 6.6), ("PPL", 60_000, 7.2), ("PPL", 30_000, 7.8), ("PPL", 9_000, 8.4),
        ("PPL", 2_000, 9.0), ("PPL", 1_999, NEVER), ("PPLA", 120_000, 6.2),
    ],
)  # fmt: skip
def test_zoom_from_which_a_town_is_named(code: str, population: int, zoom: float) -> None:
    assert zoom_of_population(code, population) == pytest.approx(zoom)
    assert town_zoom(entry(code, population=population)) == pytest.approx(zoom)


@pytest.mark.parametrize(
    ("code", "populations"),
    [
        ("PPLC", [3_000_000, 1_000_000, 300_000, 50_000]),
        ("PPL", [8_000_000, 4_000_000, 2_000_000, 1_000_000, 500_000, 250_000, 100_000, 50_000, 20_000, 8_000, 2_000]),
    ],
)
def test_town_is_named_earlier_from_these_populations(code: str, populations: list[int]) -> None:
    zooms = [zoom_of_population(code, population) for population in populations]
    assert zooms == sorted(set(zooms))
    below = [zoom_of_population(code, population - 1) for population in populations]
    assert below[:-1] == zooms[1:] and below[-1] > zooms[-1]


def test_quarters_are_not_named() -> None:
    assert town_zoom(entry("PPLX", population=900_000)) == NEVER


def test_length_on_the_map_doubles_with_each_zoom() -> None:
    equator, north, pole = (place("X", lat, 0, radius_km=100) for lat in (0, 60, 89))
    assert zoom_of_length(equator, 256) == pytest.approx(7.645, abs=0.001)  # the length of the equator is 40,030 km
    assert zoom_of_length(equator, 512) == pytest.approx(8.645, abs=0.001)
    assert zoom_of_length(north, 256) == pytest.approx(6.645, abs=0.001)
    assert zoom_of_length(pole, 256) == zoom_of_length(place("X", -80, 0, radius_km=100), 256)


def low(code: str, radius_km: float = 300.0, name: str = "X", **values: object) -> float:
    return rank(entry(code, **values), place(name, 48, 4, code, radius_km=radius_km)).low  # type: ignore[arg-type]


def test_areas_are_named_where_they_are_long_enough() -> None:
    country, lake, islands, mountains = (low(code) for code in ("PCLI", "LK", "ISLS", "MTS"))
    assert country == pytest.approx(zoom_of_length(place("X", 48, 4, radius_km=300), 26))
    assert country < lake < islands < mountains
    assert low("PCLI", 3000) < low("PCLI", 300) < low("PCLI", 100)
    assert low("OCN", 20_000) == 0.0
    assert low("ISLS", prominence=4.9) == pytest.approx(islands + 1)


def test_islets_and_repeated_names_are_not_named() -> None:
    assert low("ISL", 1.4) == NEVER != low("ISL", 1.6)
    assert low("ISLS", name="British Isles") == NEVER
    assert low("HLL") == NEVER


def test_only_famous_peaks_and_long_rivers_are_named() -> None:
    assert (low("MT", prominence=6.6), low("VLC", prominence=6.5)) == (8.0, NEVER)
    assert low("STM", prominence=6.9) == NEVER != low("STM", prominence=7.0)


def test_provinces_are_named_in_federations() -> None:
    assert low("ADM1", country="FR") == NEVER != low("ADM1", country="US")


def test_island_states_are_named_early() -> None:
    assert low("PCLI", 15, country="MT") == 3.4 < low("PCLI", 15, country="SM")
    assert low("PCLI", 900, country="MG") < 3.4


def test_kinds_of_labels() -> None:
    kinds = [
        rank(entry(code, prominence=7.0), place("X", 48, 4, code, radius_km=300)).kind
        for code in ("PCLI", "SEA", "STM", "ISL", "PPL", "MT")
    ]
    assert kinds == ["country", "sea", "sea", "land", "city", "land"]


FRANCE = place("France", 46.5, 2.5, "PCLI", country_codes=("FR",), radius_km=450)
PARIS = place("Paris", 48.85, 2.35, "PPLC", country_codes=("FR",), radius_km=10, population=2_100_000)
LYON = place("Lyon", 45.76, 4.84, country_codes=("FR",), radius_km=8, population=500_000)


def test_label_has_its_zooms_and_kind() -> None:
    found = labels(EUROPE, FRANCE, PARIS)
    assert (found["Paris"].low, found["Paris"].high, found["Paris"].kind) == (3.5, 13.0, "city")
    filled = zoom_of_length(FRANCE, 1700)
    assert found["France"].high == pytest.approx(filled, abs=0.06)
    assert found["Paris"].position == PARIS.position and found["Paris"].course == ()


def test_small_area_is_named_for_three_zoom_levels() -> None:
    islands = place("Isles", 46.5, 2.5, "ISLS", country_codes=("FR",), radius_km=20)
    label = labels(Camera(BoundingBox(2.4, 46.4, 2.6, 46.6), 9.0), islands)["Isles"]
    assert label.high == pytest.approx(zoom_of_length(islands, 1700), abs=0.06)
    large = place("Alps", 46.5, 2.5, "MTS", country_codes=("FR",), radius_km=1_000_000)
    assert labels(EUROPE, large)["Alps"].high == pytest.approx(3.0)


def test_places_of_the_story_are_left_out() -> None:
    other = place("Lyon", 46.0, 5.0, country_codes=("FR",), population=500_000)
    assert set(labels(EUROPE, FRANCE, PARIS, story=[PARIS])) == {"France"}
    assert set(labels(EUROPE, FRANCE, LYON, story=[other])) == {"France"}


def test_only_names_near_the_zoom_of_a_view_are_kept() -> None:
    """A view with at least zoom 2.6 names its twelve largest towns. Names for the next zoom are kept, because a reader
    may zoom in once."""
    towns = [
        place(f"Town {chr(97 + i)}", 46 + i / 5, 2 + i / 4, country_codes=("FR",), population=10_000 - i)
        for i in range(20)
    ]
    found = labels(EUROPE, *towns)
    assert sorted(found) == [p.name for p in towns[:12]]
    assert {label.low for label in found.values()} == {round(fit_zoom(EUROPE, WINDOW) - 0.9, 1)}
    near = Camera(BoundingBox(2, 46, 4, 48), 9.0)
    assert len(labels(near, *towns)) > 8
    continent = Camera(BoundingBox(-60, -40, 100, 70), 2.0)
    assert labels(continent, *towns) == {}


def test_suburbs_are_named_later() -> None:
    suburb = place("Bron", 45.74, 4.91, country_codes=("FR",), population=300_000)
    apart = place("Chambéry", 45.57, 5.92, country_codes=("FR",), population=300_000)
    large = [
        place(f"City {chr(97 + i)}", 47 + i / 5, 2 + i / 4, country_codes=("FR",), population=900_000)
        for i in range(12)
    ]
    found = labels(Camera(BoundingBox(4, 45, 7, 47), 8.0), LYON, suburb, apart, *large)
    wide = labels(EUROPE, LYON, suburb, apart, *large)
    assert wide["Chambéry"].low == 6.0 and "Bron" not in wide
    assert found["Bron"].low > found["Chambéry"].low - 0.01


def test_capital_is_not_a_suburb_of_an_old_quarter() -> None:
    quarter = place("Quarter", 48.87, 2.36, country_codes=("FR",), population=3_000_000, radius_km=5)
    found = labels(
        EUROPE,
        PARIS,
        quarter,
        *[
            place(f"City {chr(97 + i)}", 43 + i / 5, 2 + i / 4, population=9_000_000, country_codes=("FR",))
            for i in range(12)
        ],
    )
    assert found["Paris"].low == 3.5 and "Quarter" not in found


def test_numbered_districts_and_long_names_have_no_label() -> None:
    odd = [
        place(name, 46 + i, 2 + i, country_codes=("FR",), population=900_000)
        for i, name in enumerate(("Lyon 09", "Budapest XII.", "X" * 35, "Y" * 34))
    ]
    assert set(labels(EUROPE, *odd)) == {"Y" * 34}


def test_country_is_named_in_its_part_of_the_view() -> None:
    """The middle of the country is outside the view, but the country fills a part of the view and has a town there."""
    square = ((Position(44, -20), Position(44, 5), Position(60, 5), Position(60, -20)),)
    middle = place("Far", 50, -12, "PCLI", country_codes=("XF",), radius_km=450)
    town = place("Border", 48, 2, country_codes=("XF",), population=90_000)
    world = World(middle, town)
    world.footprints[middle.id] = Footprint((square,))
    found = {label.text: label for label in place_labels([Scene("p1", ("p1",), (), EUROPE)], [], world)}
    assert -5 <= found["Far"].position.lon <= 5
    assert found["Far"].low == pytest.approx(fit_zoom(EUROPE, WINDOW) - 0.9, abs=0.06)
    near = Camera(BoundingBox(1.9, 47.9, 2.1, 48.1), 9.0)
    assert [label.text for label in place_labels([Scene("p1", ("p1",), (), near)], [], world)] == ["Border"]


def test_countries_of_the_story_are_named_on_the_overview() -> None:
    tiny = place("Andorra", 42.5, 1.5, "PCLI", country_codes=("AD",), radius_km=12)
    wide = Camera(BoundingBox(-20, 20, 60, 70), 3.0)
    town = story_place("Canillo", 42.57, 1.6, country_codes=("AD",))
    with_home = place_labels([], [town], World(tiny, FRANCE), "en", wide)
    assert {label.text for label in with_home} == {"Andorra", "France"}
    assert {label.text for label in place_labels([], [], World(tiny, FRANCE), "en", wide)} == {"France"}


def test_territory_named_after_a_place_of_the_story_is_left_out() -> None:
    territory = place("Svalbard and Jan Mayen", 78, 20, "PCLD", country_codes=("SJ",), radius_km=300)
    view = Camera(BoundingBox(10, 76, 30, 81), 9.0)
    for name, labels in (("Svalbard", set()), ("Hopen", {"Svalbard and Jan Mayen"})):
        island = story_place(name, 78.5, 18, "ISL", country_codes=("SJ",))
        assert {label.text for label in place_labels([], [island], World(territory), "en", view)} == labels


def test_country_of_the_most_important_place_has_several_positions_on_the_overview() -> None:
    lyon, oslo = (
        story_place(n, lat, lon, country_codes=(c,))
        for n, lat, lon, c in (("Lyon", 46, 5, "FR"), ("Oslo", 60, 11, "NO"))
    )
    world = World(FRANCE)
    world.footprints[FRANCE.id] = Footprint(
        (((Position(42, -4), Position(42, 8), Position(51, 8), Position(51, -4)),),),
    )
    for places, number in (([lyon, oslo], 10), ([oslo, lyon], 1)):
        found = [
            label
            for label in place_labels([], places, world, "en", Camera(BoundingBox(-2, 43, 7, 50), 9.0))
            if label.text == "France"
        ]
        assert len(found) == number and all(label.home == (places[0] is lyon) for label in found)


@settings(max_examples=5)
@given(st.lists(st.tuples(st.integers(-60, 65), st.integers(-180, 170), st.integers(1, 25)), min_size=1, max_size=60))
def test_page_has_at_most_180_labels_of_its_views(corners: list[tuple[int, int, int]]) -> None:
    views = [Camera(BoundingBox(w, s, w + size / 3, s + size / 3), 9.0) for s, w, size in corners]
    scenes = [Scene(f"p{i}", (), (), camera) for i, camera in enumerate(views)]
    found = place_labels(scenes, [], open_gazetteer(), "en")
    assert len(found) <= 180
    assert [label.low for label in found] == sorted(label.low for label in found)
    assert all(0 <= label.low < label.high <= 13 or label.low < NEVER for label in found)
    reach = 25 / 3 * 0.36 + 3
    assert all(
        any(
            contains(
                BoundingBox(
                    max(-180, v.box.west - reach),
                    max(-90, v.box.south - reach),
                    min(180, v.box.east + reach),
                    min(90, v.box.north + reach),
                ),
                *label.position,
            )
            for v in views
        )
        for label in found
        if label.kind == "city"
    )


def test_name_on_a_map_in_another_language() -> None:
    us = place("Texas", 31, -99, "ADM1", country_codes=("US",))
    russian = place("Tomsk", 56, 85, "ADM1", country_codes=("RU",))
    assert map_name(us, "fr") == "Texas"
    assert map_name(us, "ru") == map_name(russian, "fr") == ""
    assert map_name(place("Bavaria", 49, 11, "ADM1", country_codes=("DE",)), "fr") == ""
    assert map_name(place("New York City", 40, -74), "en") == "New York"
    assert map_name(place("Island of Skye", 57, -6, "ISL"), "en") == "Skye"
    assert map_name(place("Paris (Texas)", 33, -95), "en-GB") == "Paris"
    assert map_name(place("Andros, Greece", 38, 25, "ISL"), "en") == "Andros"
    small = place("Altmünster", 47, 13, population=9_000, country_codes=("RU",))
    assert map_name(small, "de") == "Altmünster"


@pytest.mark.parametrize("code", ["AU", "CA", "FR", "GL", "IT", "JP", "MC", "NO", "OM", "SM"])
def test_country_may_fill_the_box_around_it(code: str) -> None:
    gazetteer = open_gazetteer()
    place_id = gazetteer.country_place(code)
    area = gazetteer.footprint(place_id)
    assert area is not None
    largest = bounds(Footprint((max(area.polygons, key=lambda rings: len(rings[0])),)))
    assert point_in_box(area, largest, _PART)
    assert _may_fill(gazetteer.place(place_id), largest)


def test_small_country_does_not_fill_a_continent() -> None:
    gazetteer = open_gazetteer()
    europe = BoundingBox(-10, 36, 30, 60)
    assert not _may_fill(gazetteer.place(gazetteer.country_place("MC")), europe)
    assert _may_fill(gazetteer.place(gazetteer.country_place("FR")), europe)


def test_only_40_views_have_labels() -> None:
    towns = [place(f"Town {chr(65 + i)}", 0.5, 6 * i - 150 + 0.5, population=9_000 + i) for i in range(50)]
    views = [Camera(BoundingBox(6 * i - 150, 0, 6 * i - 149, 1), 9.0) for i in range(50)]
    scenes = [Scene(f"p{i}", (f"p{i}",), (), camera) for i, camera in enumerate(views)]
    assert len(place_labels(scenes, [], World(*towns))) == 40


@pytest.mark.parametrize(
    ("box", "extended"),
    [
        ((0, 10, 20, 20), (-7, 6.5, 27, 23.5)),
        ((0, 10, 0, 10), (-0.7, 9.475, 0.7, 10.525)),  # the margin of a small box is that of a box of 2° by 1.5°
        ((170, 0, -170, 10), (163, -3.5, -163, 13.5)),
        ((-178, 0, -168, 10), (178.5, -3.5, -164.5, 13.5)),
        ((168, 0, 178, 10), (164.5, -3.5, -178.5, 13.5)),
        ((0, -80, 20, 80), (-7, -85, 27, 85)),
        ((-150, -80, 150, 80), (-180, -85, 180, 85)),
        ((-150, 0, 150, 10), (-180, -3.5, 180, 13.5)),
        ((0, 0, 210 - 360, 10), (-73.5, -3.5, -76.5, 13.5)),
    ],
)
def test_names_are_looked_up_in_the_view_and_a_margin(
    box: tuple[float, float, float, float], extended: tuple[float, float, float, float]
) -> None:
    assert _extended(BoundingBox(*box)) == pytest.approx(extended)


def test_place_without_a_radius_is_100_m_long() -> None:
    assert zoom_of_length(place("X", 0, 0, radius_km=0.0), 100) == zoom_of_length(place("X", 0, 0, radius_km=0.05), 100)
    assert zoom_of_length(place("X", 0, 0, radius_km=0.0), 100) > zoom_of_length(place("X", 0, 0, radius_km=0.06), 100)


@pytest.mark.parametrize(("code", "number"), [("PCLI", 24), ("SEA", 14), ("MTS", 12), ("PPL", 56)])
def test_number_of_labels_of_a_view_is_limited_by_kind(code: str, number: int) -> None:
    names = [f"Name {chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(70)]
    many = [
        place(name, 43 + i % 10, -4 + 3 * (i // 10), code, radius_km=300.0, population=9_000_000, country_codes=("XX",))
        for i, name in enumerate(names)
    ]
    assert len(labels(EUROPE, *many)) == number


def test_places_that_cannot_be_named_have_no_rank() -> None:
    gazetteer, world = open_gazetteer(), BoundingBox(-180, -90, 180, 90)
    kinds = frozenset({"admin1", "city", "country", "island", "land", "sea", "water"})
    entries = gazetteer.largest(world, kinds, 3000)
    refused = [entry for entry in entries if not can_be_named(entry)]
    assert refused
    assert all(rank(entry, gazetteer.place(entry)).low == NEVER for entry in refused)
