from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap import static_map
from storymap.basemap import open_basemap
from storymap.model import BoundingBox, Label, Position, Relation, Role, Story
from storymap.sphere import great_circle
from storymap.static_map.ground import ground
from storymap.static_map.view import view_of
from storymap.wording import Wording
from tests.static_map.worlds import NoBasemap, OneContinent, no_areas, place, square, story

SVG = "{http://www.w3.org/2000/svg}"


def draw(of: Story, **options: Any) -> str:
    options = {"wording": Wording("en"), "footprint": no_areas, **options}
    return static_map.draw(of, OneContinent(), **options)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def words(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in parsed(svg).iter(f"{SVG}text")]


def of_class(svg: str, name: str) -> list[ET.Element]:
    return [each for each in parsed(svg).iter() if name in each.get("class", "").split()]


def test_map_has_title_and_description_with_places() -> None:
    root = parsed(draw(story(place("Lagos", 6.5, 3.4), title="Rain")))
    assert root.get("role") == "img"
    assert "Rain" in (root.findtext(f"{SVG}title") or "")
    assert "Lagos" in (root.findtext(f"{SVG}desc") or "")


def test_map_has_no_ids_styles_or_scripts() -> None:
    svg = draw(story(place("Lagos", 6.5, 3.4, area=square(5, 2), disputed=True)))
    assert not re.search(r"\bid=|<style|<script|style=|href|url\(|\bon\w+=", svg)
    classes = {name for each in parsed(svg).iter() for name in each.get("class", "").split()}
    assert all(name.startswith("sm-") for name in classes)


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="￾￿"), max_size=30))
def test_any_text_is_escaped(text: str) -> None:
    hostile = f'<script>"&{text}'
    svg = draw(story(place(hostile, 6.5, 3.4), title=hostile, labels=(Label(hostile, Position(0, 20), 0, 9, "city"),)))
    assert "<script" not in svg
    assert parsed(svg).findtext(f"{SVG}desc") == Wording("en").text("picture.places", places=hostile)


def test_map_is_reproducible() -> None:
    of = story(place("Lagos", 6.5, 3.4, area=square(5, 2)), place("Accra", 5.6, -0.2, disputed=True))
    assert draw(of) == draw(of)


def test_basemap_layers_are_drawn() -> None:
    svg = draw(story(place("Lagos", 6.5, 3.4)))
    for layer in ("sm-land", "sm-lakes", "sm-borders", "sm-disputed-lines", "sm-islets", "sm-graticule"):
        assert len(of_class(svg, layer)) == 1, layer


def test_hole_in_land_is_not_filled() -> None:
    (land,) = of_class(draw(story(place("Lagos", 6.5, 3.4))), "sm-land")
    assert land.get("d", "").count("M") == 2
    assert land.get("fill-rule") == "evenodd"


def test_places_are_drawn_without_basemap() -> None:
    svg = static_map.draw(story(place("Lagos", 6.5, 3.4)), NoBasemap(), wording=Wording("en"), footprint=no_areas)
    assert "Lagos" in words(svg)
    assert not of_class(svg, "sm-land")


def test_story_without_places_has_no_pins() -> None:
    svg = draw(story(box=BoundingBox(-180, -60, 180, 75)))
    assert not of_class(svg, "sm-pin")
    assert parsed(svg).find(f"{SVG}desc") is None


def test_area_of_main_place_is_filled_and_labelled() -> None:
    svg = draw(story(place("Niger", 17, 8, area=square(12, 2, 11))))
    assert of_class(svg, "sm-area")
    assert "Niger" in words(svg)
    assert not of_class(svg, "sm-pin")


def test_area_is_looked_up_by_place_id() -> None:
    svg = draw(story(place("Niger", 17, 8)), footprint={"test:Niger": square(12, 2, 11)}.get)
    assert of_class(svg, "sm-area")


def test_area_of_passing_place_is_not_drawn() -> None:
    assert not of_class(draw(story(place("Niger", 17, 8, area=square(12, 2, 11), role=Role.PASSING))), "sm-area")


def test_area_that_the_view_cuts_is_not_filled_beside_smaller_places() -> None:
    area = place("Niger", 17, 8, area=square(12, 2, 60))
    area = replace(area, place=replace(area.place, bbox=BoundingBox(2, 12, 62, 72)))
    lagos = place("Lagos", 6.5, 3.4)
    assert of_class(draw(story(area, lagos)), "sm-area-cut")
    assert not of_class(draw(story(area, lagos)), "sm-area")
    assert of_class(draw(story(area)), "sm-area")
    assert of_class(draw(story(area, lagos, box=BoundingBox(-20, -30, 80, 75))), "sm-area")


def test_area_of_a_sea_is_not_drawn() -> None:
    sea = place("Niger", 17, 8, area=square(12, 2, 11))
    assert of_class(draw(story(sea)), "sm-area")
    sea = replace(sea, place=replace(sea.place, feature_class="H", feature_code="GULF"))
    assert not of_class(draw(story(sea)), "sm-area-water")


def test_disputed_area_is_hatched_and_has_both_names() -> None:
    svg = draw(story(place("Northland / Southmark", 17, 8, area=square(12, 2, 11), disputed=True)))
    assert of_class(svg, "sm-hatch")
    assert not of_class(svg, "sm-area")
    (name,) = of_class(svg, "sm-name")
    assert [each.text for each in name] == ["Northland", "Southmark"]


def test_setting_has_label_and_no_pin() -> None:
    svg = draw(story(place("Lagos", 6.5, 3.4), place("Niger", 17, 8, role=Role.SETTING)))
    assert "NIGER" in words(svg)
    assert len(of_class(svg, "sm-pin")) == 1


def test_ocean_in_the_background_has_the_style_of_water() -> None:
    ocean = replace(place("North Sea", 17, 8, role=Role.SETTING).place, feature_class="H", feature_code="OCN")
    sea = replace(place("North Sea", 17, 8, role=Role.SETTING), place=ocean)
    svg = draw(story(place("Lagos", 6.5, 3.4), sea))
    assert not of_class(svg, "sm-setting")
    assert ["".join(each.itertext()) for each in of_class(svg, "sm-water")] == ["North Sea"]


def test_place_outside_overview_is_left_out() -> None:
    assert "Tokyo" not in words(draw(story(place("Lagos", 6.5, 3.4), place("Tokyo", 35.7, 139.7))))


def test_map_across_antimeridian_shows_both_sides() -> None:
    fiji = story(place("Suva", -18.1, 178.4), place("Apia", -13.8, -171.8), box=BoundingBox(176, -20, -171, -12))
    suva, apia = (float(pin.get("cx", "")) for pin in of_class(draw(fiji), "sm-pin"))
    assert 0 < suva < apia < 720


def test_area_across_antimeridian_is_one_piece() -> None:
    svg = draw(story(place("Taveuni", -17, 180, area=square(-18, 178)), box=BoundingBox(176, -20, -176, -14)))
    (area,) = of_class(svg, "sm-area")
    assert area.get("d", "").count("M") == 1


def distance(stated: str, near: float, far: float) -> Relation:
    line = great_circle(Position(10, 0), Position(10, 30))
    return Relation("distance", 0, 1, "a", "b", stated, 800, near, far, 3000, line)


def test_distance_line_has_stated_and_measured_distance() -> None:
    of = story(place("a", 10, 0), place("b", 10, 30), relations=(distance("800 km", 2950.4, 3321.2),))
    svg = draw(of)
    assert of_class(svg, "sm-line")
    (figures,) = of_class(svg, "sm-distance")
    assert "".join(figures.itertext()) == "800 km in the article3,000–3,300 km measured"


def test_distance_between_points_is_one_number() -> None:
    of = story(place("a", 10, 0), place("b", 10, 30), relations=(distance("", 3291.0, 3291.0),))
    assert "3,291 km measured" in words(draw(of))


def test_towns_and_seas_are_labelled_where_there_is_space() -> None:
    labels = (Label("Gulf of Guinea", Position(0, 3), 0, 9, "sea"), Label("Kano", Position(12, 8.5), 0, 9, "city"))
    svg = draw(story(place("Lagos", 6.5, 3.4), labels=labels))
    assert {"Gulf of Guinea", "Kano"} <= set(words(svg))


def test_name_with_several_positions_is_written_once() -> None:
    labels = tuple(Label("Gulf of Guinea", Position(0, lon), 0, 9, "sea") for lon in (-5, 3))
    assert words(draw(story(place("Lagos", 6.5, 3.4), labels=labels))).count("Gulf of Guinea") == 1


def test_label_for_another_zoom_is_left_out() -> None:
    assert "Kano" not in words(
        draw(story(place("Lagos", 6.5, 3.4), labels=(Label("Kano", Position(12, 8.5), 7, 9, "city"),)))
    )


def test_single_town_has_distance_rings() -> None:
    svg = draw(story(place("Lagos", 6.5, 3.4), box=BoundingBox(3.3, 6.4, 3.5, 6.6)))
    assert len(of_class(svg, "sm-ring")) == 2
    assert not of_class(draw(story(place("Lagos", 6.5, 3.4), place("Accra", 5.6, -0.2))), "sm-ring")


@pytest.mark.parametrize(
    "box", [BoundingBox(-100, 20, 150, 60), BoundingBox(-180, -85, 180, 85), BoundingBox(5, 54, 30, 71)]
)
def test_map_of_area_of_any_size_is_within_budget(box: BoundingBox) -> None:
    svg = static_map.draw(
        story(place("Oslo", 59.9, 10.7), box=box), open_basemap(), wording=Wording("en"), width_px=960, height_px=720
    )
    assert of_class(svg, "sm-land")
    assert len(svg.encode()) <= static_map.BUDGET


def test_self_touching_sliver_at_edge_does_not_fill_the_map() -> None:
    """In this view of the Pacific, `clip_by_rect` would turn a self-touching lake at the edge into the whole window."""
    pacific = place("Suva", -18.14, 178.43), place("Kodiak", 57.79, -152.41)
    view = view_of(story(*pacific, box=BoundingBox(172.4, -18.54, -151.65, 58.19)).overview, 960, 720).wider(90, 150)
    below = ground(open_basemap(), view)
    assert below.lakes.area < 0.05 * below.land.area


def test_river_is_drawn_along_its_course_without_a_pin() -> None:
    rhine = place("Rhine", 50.3, 7.6)
    of = replace(rhine.place, feature_class="H", feature_code="STM", radius_km=400.0)
    towns = place("Basel", 47.56, 7.6), place("Cologne", 50.94, 6.96)
    svg = draw(story(replace(rhine, place=of), *towns, box=BoundingBox(4, 47, 11, 52)))
    assert len(of_class(svg, "sm-course")) == 1
    assert len(of_class(svg, "sm-pin")) == 2
    assert "Rhine" in words(svg)
