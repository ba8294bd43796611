"""Static maps of the main scenes.

A printed page shows each map beside the text of its scene. On the screen, these maps are hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from storymap import sphere, static_map
from storymap.basemap.views import Viewport, fit_zoom
from storymap.model import Camera, Passage, Scene, Story
from storymap.ports import Basemap
from storymap.wording import Wording

if TYPE_CHECKING:
    from storymap.basemap.streets.reader import Streets


WIDTH_PX, HEIGHT_PX = 560, 280
SIZE = Viewport(WIDTH_PX, HEIGHT_PX, 28)
MAX_MAPS = 4
TOTAL_BYTES = 7_500  # maximum number of bytes for all scene maps; the basemap of the page gets fewer bytes accordingly
# Maximum number of bytes for one map without streets. A map exceeds this limit if even the most simplified land is
# larger.
MAP_BYTES = 3_600
# Additional bytes for all maps together and for one map, if they show streets
STREETS_BYTES, MAP_STREET_BYTES = 20_000, 7_000
EMPTY_BYTES = 1_800  # if a map has fewer bytes, it shows only a place and nothing around it
# A scene has its own map only if the zoom of this map is higher than that of the overview by at least this many levels
CLOSER = 1.5


def scene_maps(
    story: Story, passages: Sequence[Passage], basemap: Basemap, wording: Wording, streets: Streets | None = None
) -> dict[str, Markup]:
    """Return the maps of the most salient scenes. The keys are the ids of the first passages of the scenes.

    A scene gets a map only if it is too small on the map of the overview.
    """
    maps: dict[str, Markup] = {}
    left = TOTAL_BYTES + (STREETS_BYTES if streets else 0)
    for scene in _main_scenes(story, frozenset(p.id for p in passages)):
        if len(maps) == MAX_MAPS or left < EMPTY_BYTES:
            break
        svg = static_map.draw(
            _story_of(story, scene),
            basemap,
            wording=wording,
            width_px=WIDTH_PX,
            height_px=HEIGHT_PX,
            budget=MAP_BYTES,
            surroundings_px=(0, 0),
            streets=streets,
            street_bytes=MAP_STREET_BYTES,
        )
        if not EMPTY_BYTES <= len(svg) <= left:
            continue
        left -= len(svg)
        maps[scene.passages[0]] = Markup('\n<figure class="scene-map">{}</figure>').format(Markup(svg))
    return {passage.id: maps[passage.id] for passage in passages if passage.id in maps}


def _main_scenes(story: Story, shown: frozenset[str]) -> Iterator[Scene]:
    """Yield the scenes whose views are closer than the overview and different from each other.

    The most salient scenes come first.
    """
    salience = {p.slug: p.salience for p in story.places}
    ranked = sorted(story.scenes, key=lambda scene: -max((salience[slug] for slug in scene.framed), default=0.0))
    chosen: list[Scene] = []
    overview = fit_zoom(story.overview, SIZE)
    for scene in ranked:
        camera = scene.camera
        if camera is None or scene.passages[0] not in shown or fit_zoom(camera, SIZE) < overview + CLOSER:
            continue
        if not any(other.camera and _similar(camera, other.camera) for other in chosen):
            chosen.append(scene)
            yield scene


def _similar(one: Camera, other: Camera) -> bool:
    """Return whether two maps show nearly the same area.

    The centre of each map is then in the middle part of the other.
    """
    zoom = min(fit_zoom(one, SIZE), fit_zoom(other, SIZE))
    a, b = sphere.centre(one.box), sphere.centre(other.box)
    (x, y), (u, v) = sphere.mercator(*a), sphere.mercator(*b)
    across = abs((x - u + 0.5) % 1 - 0.5)
    world = 256 * 2**zoom
    return across * world < WIDTH_PX / 3 and abs(y - v) * world < HEIGHT_PX / 3


def _story_of(story: Story, scene: Scene) -> Story:
    """Return the part of a story that the map of a scene shows."""
    slugs = set(scene.places)
    spans = [(p.start, p.end) for p in story.article.passages if p.id in scene.passages]
    relations = tuple(r for r in story.relations if any(start <= r.start < end for start, end in spans))
    places = tuple(p for p in story.places if p.slug in slugs)
    assert scene.camera is not None
    named = {name for one in story.scenes for name in one.layers}
    layers = tuple(layer for layer in story.layers if layer.id in scene.layers or layer.id not in named)
    return replace(story, overview=scene.camera, places=places, relations=relations, layers=layers, journey=())
