"""Add layers to a story: read their files, measure and simplify them, and widen the cameras to show them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import radians, sin
from pathlib import Path

from storymap import sphere
from storymap.errors import OverrideError
from storymap.map_layers.read import read_shapes
from storymap.map_layers.shapes_of_file import MAX_BYTES, Line, Shapes
from storymap.model import (
    BoundingBox,
    Camera,
    Edits,
    Footprint,
    LayerSource,
    MapLayer,
    Position,
    Scene,
    Story,
)
from storymap.ports import Gazetteer
from storymap.sphere import EARTH_KM

TOLERANCE_DEG = 0.0001  # about 11 m, which is half a pixel at zoom 13; the highest zoom of the page is 12
ZOOM = 11.0  # highest zoom of the camera of a scene with a layer
NEAR_KM = 150.0  # the position of a layer is described by the nearest town within this distance
_TOWNS = frozenset(["city"])
Find = Callable[[str], Path | None]


def _sources(edits: Edits) -> list[LayerSource]:
    """Return all layers in places.yaml. Layers of the whole story come before layers of scenes."""
    return [*edits.layers, *(source for edit in edits.scenes.values() for source in edit.layers)]


def add_layers(story: Story, edits: Edits, find: Find, gazetteer: Gazetteer) -> Story:
    """Return the story with the layers from places.yaml, and with cameras that show them.

    `find` returns the file for a path in the article's folder or site, or None. No other files are read. Raise
    OverrideError if a file is missing or has a mistake.
    """
    sources = _sources(edits)
    if not sources:
        return story
    read = {source.file: _read(source, find) for source in sources}
    layers = tuple(
        _layer(f"layer-{number}", source, read[source.file], gazetteer) for number, source in enumerate(sources, 1)
    )
    by_scene: dict[str, list[MapLayer]] = {}
    rest = iter(layers[len(edits.layers) :])
    for passage, edit in edits.scenes.items():
        by_scene[passage] = [next(rest) for _ in edit.layers]
    own_cameras = {passage for passage, edit in edits.scenes.items() if edit.camera}
    scenes = tuple(_with_layers(scene, by_scene, own_cameras, story) for scene in story.scenes)
    common = [box for layer in layers[: len(edits.layers)] if (box := _box(layer))]
    overview = story.overview
    if common and story.places:
        overview = replace(overview, box=sphere.union([overview.box, *common]))
    elif common:
        overview = Camera(sphere.union(common), ZOOM)
    return replace(story, layers=layers, scenes=scenes, overview=overview, meridian=sphere.centre(overview.box).lon)


def _read(source: LayerSource, find: Find) -> Shapes:
    path = find(source.file)
    file, _, line = source.where.rpartition(":")
    if path is None:
        raise OverrideError(
            f"the layer {source.file} was not found in the folder of the article or its site. Check the path, which is relative to "
            "the folder of the article.",
            file=file,
            line=int(line),
        )
    try:
        if path.stat().st_size > MAX_BYTES:
            raise OverrideError(f"the file is larger than {MAX_BYTES // 1_000_000} MB. Simplify it.", file=source.file)
        return read_shapes(path.read_bytes(), source.file)
    except OSError as error:
        raise OverrideError(f"the file cannot be read: {error.strerror or error}.", file=source.file) from error


def _layer(name: str, source: LayerSource, shapes: Shapes, gazetteer: Gazetteer) -> MapLayer:
    """Return the layer that consists of the shapes. In the style `flood`, a closed line becomes an area."""
    lines, polygons = shapes.lines, shapes.polygons
    if source.style == "flood":
        closed = [line for line in lines if line[0] == line[-1] and len(set(line)) > 2]
        polygons = [*polygons, *([line[:-1]] for line in closed)]
        lines = [line for line in lines if line not in closed]
    drawn = tuple(_simplified(_continuous(line)) for line in lines)
    rings = tuple(
        tuple(
            tuple(_normal(p) for p in _simplified(_continuous([*ring, ring[0]]))[:-1])
            for ring in rings
            if len(ring) > 2
        )
        for rings in polygons
    )
    area = Footprint(tuple(one for one in rings if one and len(one[0]) > 2))
    ends = [lines[0][0], lines[-1][-1]] if lines else [polygons[0][0][0]] if polygons else shapes.points[:1]
    names = [_nearest(at, gazetteer) for at in ends]
    return MapLayer(
        name,
        source.label or Path(source.file).stem.replace("_", " ").replace("-", " "),
        source.style,
        drawn,
        area if area.polygons else None,
        tuple(shapes.points),
        round(sum(_length_km(line) for line in lines), 1),
        round(sum(abs(_area_km2(rings[0])) - sum(abs(_area_km2(hole)) for hole in rings[1:]) for rings in polygons), 1),
        names[0],
        names[-1] if lines else "",
        source.credit,
        source.file,
    )


def _nearest(at: Position, gazetteer: Gazetteer) -> str:
    """Return the name of the nearest town, or "" if there is none within NEAR_KM."""
    found = gazetteer.within(at.lat, sphere.normal(at.lon), NEAR_KM, _TOWNS, 1)
    return gazetteer.place(found[0]).name if found else ""


def _with_layers(scene: Scene, by_scene: dict[str, list[MapLayer]], own_cameras: set[str], story: Story) -> Scene:
    """Return a scene with its layers. The new camera shows the layers and the places of the scene.

    A camera that places.yaml sets is kept.
    """
    layers = [layer for passage in scene.passages for layer in by_scene.get(passage, ())]
    if not layers:
        return scene
    ids = tuple(layer.id for layer in layers)
    boxes = [box for layer in layers if (box := _box(layer))]
    if own_cameras & set(scene.passages):
        return replace(scene, layers=ids)
    at = {p.slug: p.place.position for p in story.places}
    boxes += [BoundingBox(lon, lat, lon, lat) for lat, lon in (at[slug] for slug in scene.framed)]
    return replace(scene, layers=ids, camera=Camera(sphere.union(boxes), ZOOM))


def _box(layer: MapLayer) -> BoundingBox | None:
    rings = [rings[0] for rings in layer.area.polygons] if layer.area else []
    boxes = [sphere.bounding_box(part) for part in (*layer.lines, *rings) if part]
    boxes += [sphere.bounding_box(layer.points)] if layer.points else []
    return sphere.union(boxes) if boxes else None


# ---------- geometry


def _continuous(line: Sequence[Position]) -> Line:
    """Return a line whose longitudes do not jump by 360° at the antimeridian."""
    found = [line[0]]
    for at in line[1:]:
        found.append(Position(at.lat, sphere.unwrap(at.lon, found[-1].lon)))
    return found


def _normal(at: Position) -> Position:
    return Position(at.lat, sphere.normal(at.lon))


def _simplified(line: Line) -> tuple[Position, ...]:
    """Return a line simplified with the tolerance TOLERANCE_DEG (Douglas-Peucker)."""
    import shapely

    simple = shapely.LineString([(lon, lat) for lat, lon in line]).simplify(TOLERANCE_DEG, preserve_topology=False)
    points = tuple(Position(lat, lon) for lon, lat in simple.coords)
    return points if len(points) > 3 or line[0] != line[-1] else tuple(line)


def _length_km(line: Sequence[Position]) -> float:
    return sum(sphere.distance_km(*a, *b) for a, b in _pairs(line))


def _pairs(line: Sequence[Position]) -> Iterator[tuple[Position, Position]]:
    return itertools.pairwise(line)


def _area_km2(ring: Sequence[Position]) -> float:
    """Return the signed area (km²) of a ring on the sphere.

    The formula is from Chamberlain & Duquette, Some Algorithms for Polygons on a Sphere, 2007.
    """
    closed = _continuous([*ring, ring[0]])
    total = sum(radians(b.lon - a.lon) * (2 + sin(radians(a.lat)) + sin(radians(b.lat))) for a, b in _pairs(closed))
    return total * EARTH_KM**2 / 2
