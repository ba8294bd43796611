"""Draw the static map: an inline SVG for print and for readers without JavaScript.

The CSS of the page sets the colours of the map.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from storymap.basemap import footprints
from storymap.model import Footprint, Relation, Story
from storymap.ports import Basemap
from storymap.static_map import marks
from storymap.static_map.areas import areas_of, courses_of, draw_areas, draw_courses
from storymap.static_map.ground import ground
from storymap.static_map.labels import LabelLayout
from storymap.static_map.layers import draw_journey, draw_layer_areas, draw_layer_lines
from storymap.static_map.paths import UNITS
from storymap.static_map.scale import draw_rings, draw_scale
from storymap.static_map.streets import BYTES, draw_streets
from storymap.static_map.svg import element, words
from storymap.static_map.view import View, view_of
from storymap.wording import Wording
from storymap.wording.phrases import Phrases

if TYPE_CHECKING:
    from storymap.basemap.streets.reader import Streets


BUDGET = 26_000  # target size of the SVG in bytes
# The basemap extends outside the map by this many pixels, horizontally and vertically. A page may show the map with
# another aspect ratio.
_SURROUNDINGS_PX = (90, 150)
_TOLERANCES_PX = (1.0, 1.1, 1.6, 2.5)
Footprints = Callable[[str], Footprint | None]


def draw(
    story: Story,
    basemap: Basemap,
    *,
    wording: Wording,
    width_px: int = 720,
    height_px: int = 480,
    footprint: Footprints = footprints.footprint,
    budget: int = BUDGET,
    surroundings_px: tuple[int, int] = _SURROUNDINGS_PX,
    streets: Streets | None = None,
    street_bytes: int = BYTES,
) -> str:
    """Return the overview of a story as an SVG with at most about `budget` bytes.

    The same story always gives the same SVG.

    If `streets` is given, close views show streets, which add about `street_bytes` bytes.

    `footprint` takes the id of a place and returns its area. Text is escaped; the SVG has no ids, styles or scripts.
    """
    view = view_of(story.overview, width_px, height_px)
    wide = view.wider(*surroundings_px)
    above = _story(story, view, footprint, wording)
    own = draw_streets(streets, wide, street_bytes) if streets is not None else ""
    drawn = ""
    for tolerance in _TOLERANCES_PX:
        below = _ground(basemap, wide, tolerance, budget)  # type: ignore[arg-type]  # objects are hashable by default
        if below is None:
            continue
        drawn = _svg(story, view, wording, _scaled_group(below + own, surroundings_px) + above)
        if len(drawn.encode()) <= budget + len(own):
            break
    return drawn


@lru_cache(128)  # keeps results for the overview and the possible scene maps, each with all tolerances that are tried
def _ground(basemap: Basemap, view: View, tolerance_px: float, budget: int) -> str | None:
    """Return the paths of the basemap, simplified with a tolerance.

    If the paths exceed the budget and a larger tolerance can be tried, return None.
    """
    simple = ground(basemap, view).simplified(tolerance_px)  # type: ignore[arg-type]  # objects are hashable by default
    return None if simple.size() > budget and tolerance_px != _TOLERANCES_PX[-1] else simple.svg(view)


def _story(story: Story, view: View, footprint: Footprints, wording: Wording) -> str:
    layout, thousands = LabelLayout(view.width, view.height), wording.text("page.thousands")
    # distances do not contain names of countries, so the function for these names is not needed
    phrases = Phrases(wording, str)
    areas = areas_of(story, view, footprint)
    courses = courses_of(story, view, areas)
    scale = draw_scale(view, layout, thousands)
    places = list(marks.draw_places(story, view, layout, areas, courses))
    lines = list(marks.draw_relations(story.relations, view, layout, lambda relation: _figures(relation, phrases)))
    names = [*marks.draw_settings(story, view, layout), *marks.draw_orientation(story.labels, view, layout)]
    alone = story.places[0].place.position if len(story.places) == 1 and not areas else None
    rings = list(draw_rings(view, alone, layout, thousands)) if alone else []
    shapes = [
        *draw_areas(story, view, areas),
        *draw_courses(courses),
        *draw_layer_areas(story, view),
        *draw_layer_lines(story, view),
        *draw_journey(story, view),
    ]
    return _scaled_group("".join(shapes)) + "".join([*rings, *names, *lines, *places, scale])


def _svg(story: Story, view: View, wording: Wording, content: str) -> str:
    title = wording.text("picture.title", title=story.article.title)
    names = wording.text("page.comma").join(place.label for place in story.places)
    attributes = {"class": "sm-picture", "viewBox": f"0 0 {view.width} {view.height}", "role": "img"}
    described = words("desc", wording.text("picture.places", places=names)) if names else ""
    return element("svg", attributes, words("title", title), described, content)


def _scaled_group(content: str, shift_px: tuple[int, int] = (0, 0)) -> str:
    """Return an SVG group that contains the paths in `content`, or "" if there are none.

    The group scales coordinates from half pixels to pixels, and shifts the paths left and up.
    """
    moved = f"translate({-shift_px[0]} {-shift_px[1]}) " if any(shift_px) else ""
    return element("g", {"transform": f"{moved}scale({1 / UNITS})"}, content) if content else ""


def _figures(relation: Relation, phrases: Phrases) -> Sequence[str]:
    """Return the text lines of a distance: the stated distance, if the article states one, and the measured distance."""
    return [line for line in (phrases.stated(relation), phrases.measured(relation)) if line]
