"""The JSON document `storymap/1` for the scripts of the page, described by schemas/story.schema.json.

Longitudes are within 180° of the meridian of the story. A longitude may be outside -180…180, so that the scripts need
not handle the antimeridian. Boxes are [west, south, east, north] and positions are [lat, lon], in degrees WGS 84.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from storymap import sphere
from storymap.basemap.codec import encode as encode_line
from storymap.basemap.label_positions import LABEL_POSITIONS
from storymap.basemap.rivers import river_line
from storymap.basemap.streets.levels import has_streets
from storymap.kinds import OPEN_WATERS, has_extent, is_setting, max_zoom
from storymap.model import BoundingBox, Camera, Footprint, Label, Position, Relation, Role, Scene, Story, StoryPlace
from storymap.render.areas import Coarsen, bands, course_band, light_bands, units_per_degree
from storymap.render.layers import layer_rows
from storymap.render.options import PageOptions, Tiles
from storymap.wording.phrases import Phrases

SCHEMA = "storymap/1"
MAX_ROUTE_STOPS = 60  # a route with more stops would be hard to read on the map
JOURNEY_ZOOM = 9  # at this zoom, the great circles of a journey are accurate to half a pixel
SOFT_KM = 15.0  # minimum radius of the circle around an approximate position
Outline = Callable[[Footprint, float, float, Coarsen], Sequence[Mapping[str, Any]]]
_ESCAPES = [(c, f"\\u{ord(c):04x}") for c in "<>&\u2028\u2029"]


def story_document(
    story: Story,
    words: Phrases,
    places: Sequence[Mapping[str, Any]],
    *,
    wording: Mapping[str, str],
    basemap: Mapping[str, Any],
    cameras: Mapping[Camera, Camera],
    tiles: Tiles | None = None,
    icons: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return the document.

    `places` are the rows from `place_rows`. `wording` contains the sentences for the scripts. `cameras` maps each
    camera of the story to the same camera with its zoom limited to the tiles of the basemap.
    """
    return {
        "schema": SCHEMA,
        "language": story.article.language,
        "overview": _camera(cameras[story.overview], story.meridian),
        "scenes": [_scene(scene, story.meridian, cameras) for scene in story.scenes],
        "places": list(places),
        "lines": [_line(r, story, words) for r in story.relations if r.stated and r.line],
        "labels": [
            {
                "text": label.text,
                "at": _at(label.position, story.meridian, _digits(label)),
                "zooms": [_short(label.low), _short(label.high)],
                "kind": label.kind,
                **_course(label, story.meridian),
            }
            for label in story.labels
        ],
        "route": _route(story),
        "wording": dict(wording),
        "basemap": basemap,
        **({"tiles": tiles._asdict()} if tiles else {}),
        **_icons(places, icons or {}),
        **({"journey": _journey(story, words)} if story.journey else {}),
        **({"layers": layer_rows(story.layers, story.meridian)} if story.layers else {}),
    }


def _icons(places: Sequence[Mapping[str, Any]], icons: Mapping[str, str]) -> dict[str, Any]:
    """Return a mapping from path to image, for the marker images that places use."""
    used = {place["icon"]: icons[place["icon"]] for place in places if place.get("icon") in icons}
    return {"icons": used} if used else {}


def _course(label: Label, meridian: float) -> dict[str, Any]:
    """Return the optional values of a label: its line, and whether it names a river or a country of the story."""
    line = {"course": [_at(end, meridian, _digits(label)) for end in label.course]} if label.course else {}
    return {**line, **({"river": True} if label.river else {}), **({"home": True} if label.home else {})}


def _route(story: Story) -> list[str]:
    """Return the slugs of the main places in the order of their mentions. Countries are left out.

    The result is the reading order and not a journey. A place occurs again if it is mentioned again after another
    place. If the story has only one main place, return [].
    """
    main = {p.slug for p in story.places if p.role is Role.MAIN and not is_setting(p.place.feature_code)}
    order = [slug for slug in story.slugs if slug in main]
    return [slug for slug, _ in groupby(order)][:MAX_ROUTE_STOPS] if len(set(order)) > 1 else []


def _journey(story: Story, words: Phrases) -> dict[str, Any]:
    """Return the stops of the journey with the great circles between them.

    The longitudes are continuous across the antimeridian.
    """
    at = {p.slug: p.place.position for p in story.places}
    scale = units_per_degree(JOURNEY_ZOOM)
    stops: list[dict[str, Any]] = []
    lon = sphere.unwrap(at[story.journey[0].slug].lon, story.meridian)
    for number, stop in enumerate(story.journey):
        row: dict[str, Any] = {"slug": stop.slug, "passage": stop.passage, "text": words.so_far(stop)}
        if number:
            line = sphere.course(at[story.journey[number - 1].slug], at[stop.slug])
            shift = sphere.unwrap(line[0].lon, lon) - line[0].lon
            lon = line[-1].lon + shift
            row["course"] = encode_line([[(round((p.lon + shift) * scale), round(p.lat * scale)) for p in line]])
        stops.append(row)
    return {"scale": scale, "stops": stops}


def place_rows(story: Story, options: PageOptions, *, unsure: frozenset[str], coarsen: Coarsen) -> list[dict[str, Any]]:
    """Return one row for each place, with the simplified area of the place.

    Simplifying the areas takes most of the time.

    `unsure` contains the slugs of uncertain places.
    """
    return [_place(p, story, options, p.slug in unsure, coarsen) for p in story.places]


def cameras_of(story: Story) -> list[Camera]:
    """Return the distinct cameras of the story: the overview, then scenes with the most important places first."""
    salience = {p.slug: p.salience for p in story.places}
    scenes = sorted(story.scenes, key=lambda scene: -max((salience[slug] for slug in scene.framed), default=0.0))
    return list(dict.fromkeys([story.overview, *(scene.camera for scene in scenes if scene.camera)]))


def reading_of(story: Story) -> dict[Camera, float]:
    """Return a measure of reading time for each camera: the number of characters in its passages."""
    lengths = {p.id: p.end - p.start for p in story.article.passages}
    found: dict[Camera, float] = {}
    for scene in story.scenes:
        if scene.camera:
            found[scene.camera] = found.get(scene.camera, 0.0) + sum(lengths.get(p, 0) for p in scene.passages)
    return found


def encode(document: object) -> str:
    """Return JSON that is safe in a script element: the text cannot end this element or start another element."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escape in _ESCAPES:  # `str.replace` is much faster than `str.translate`, because these are rare
        text = text.replace(character, escape)
    return text


def _scene(scene: Scene, meridian: float, cameras: Mapping[Camera, Camera]) -> dict[str, Any]:
    return {
        "passages": list(scene.passages),
        "places": list(scene.places),
        "framed": list(scene.framed),
        "camera": _camera(cameras[scene.camera], meridian) if scene.camera else None,
        **({"layers": list(scene.layers)} if scene.layers else {}),
    }


def _camera(camera: Camera, meridian: float) -> dict[str, Any]:
    return {"box": [_short(edge) for edge in _unrolled(camera.box, meridian)], "zoom": camera.zoom}


def _unrolled(box: BoundingBox, meridian: float) -> Sequence[float]:
    width = sphere.width_deg(box)
    west = sphere.unwrap(box.west + width / 2, meridian) - width / 2
    return west, box.south, west + width, box.north


def _digits(label: Label) -> int:
    """Return how many decimal places the position of a label (in degrees) gets.

    The position of a street is accurate to 1 m. Other positions are accurate to 10 m.
    """
    return 5 if label.kind in ("street", "stream") else 4


def _at(position: Position, meridian: float, digits: int = 4) -> list[float]:
    return [_short(position.lat, digits), _short(sphere.unwrap(position.lon, meridian), digits)]


def _short(number: float, digits: int = 4) -> float:
    """Return a number in a short form for JSON. The number is rounded, and has no ".0" if it is whole."""
    rounded = round(number, digits)
    return int(rounded) if rounded == int(rounded) else rounded


def _place(place: StoryPlace, story: Story, options: PageOptions, unsure: bool, coarsen: Coarsen) -> dict[str, Any]:
    """Return the values of a place that the map needs. Values that are false or empty are left out."""
    of = place.place
    footprint = of.footprint or (None if _only_qualifies(place) else options.footprint(of.id))
    own = footprint is None and place.role is not Role.SETTING
    course = river_line(of) if own and not of.approximate else ()
    areas = [course_band(course, story.meridian)] if course else []
    rough = footprint is not None and of.is_drawn_by_hand
    drawn: dict[str, Any] = {
        "areas": _areas(footprint, place, story.meridian, options, coarsen) if footprint else areas,
        "course": bool(course),
        "soft_km": _soft_km(place) if own and of.approximate else 0,
        "extent_km": round(of.radius_km)
        if ((own and not course and not of.approximate) or (rough and place.role is not Role.SETTING))
        and has_extent(of.feature_class, of.radius_km)
        else 0,
        "rough": rough,
        "open": footprint is not None and of.feature_code in OPEN_WATERS,
        "spots": [_at(Position(*at), story.meridian) for at in LABEL_POSITIONS.get(of.name, ())]
        if not footprint or of.feature_class == "H"
        else [],
        "mouth": _at(of.mouth, story.meridian) if of.mouth and not footprint else [],
        "disputed": of.dispute is not None,
        "approximate": of.approximate,
        "unsure": unsure and not is_setting(of.feature_code),
        "water": of.feature_class == "H",
        "icon": place.icon if place.icon in options.icons else "",
    }
    return {
        "slug": place.slug,
        "lines": label_lines(place),
        "at": _at(of.position, story.meridian),
        "role": place.role.value,
        "zoom": place.zoom,
        **{key: value for key, value in drawn.items() if value},
    }


def _only_qualifies(place: StoryPlace) -> bool:
    """Return whether a state is named only to say where towns are: "Knoxville, Tennessee". The map does not fill it."""
    return place.role is Role.SETTING and not is_setting(place.place.feature_code) and place.place.dispute is None


def _soft_km(place: StoryPlace) -> float:
    """Return the radius in km of the circle that the map shows around an approximate position.

    If the map has no streets at this place, the circle is at least as large as one of SOFT_KM at the maximum zoom of
    towns. A circle of this radius would cover the whole city in a story about its quarters.
    """
    radius = place.place.radius_km
    least = SOFT_KM * 2 ** min(0.0, max_zoom("PPL") - place.zoom)
    return max(0.1, round(radius, 1)) if has_streets(place) else round(max(radius, least))


def _areas(
    footprint: Footprint, place: StoryPlace, meridian: float, options: PageOptions, coarsen: Coarsen
) -> Sequence[Mapping[str, Any]]:
    """Return the bands of the area of a place.

    The bands have less detail if the place is a setting or a water, or if its area is drawn by hand (see
    `light_bands`).

    If the area comes from `options.footprint`, its bands are cached.
    """
    light = place.role is Role.SETTING or place.place.feature_class == "H" or place.place.is_drawn_by_hand
    outline = light_bands if light else bands
    if place.place.footprint is not None:
        return outline(footprint, place.zoom, meridian, coarsen)
    return _known_areas(options.footprint, place.place.id, outline, place.zoom, meridian, coarsen)


@lru_cache(512)
def _known_areas(
    areas: Callable[[str], Footprint | None],
    place_id: str,
    outline: Outline,
    zoom: float,
    meridian: float,
    coarsen: Coarsen,
) -> Sequence[Mapping[str, Any]]:
    footprint = areas(place_id)
    return outline(footprint, zoom, meridian, coarsen) if footprint else ()


def label_lines(place: StoryPlace) -> list[str]:
    """Return the lines of text of a place's label.

    The label of a disputed place may have one line for each side of the dispute.
    """
    return place.label.split(" / ") if place.place.dispute else [place.label]


def _line(relation: Relation, story: Story, words: Phrases) -> dict[str, Any]:
    """Return a line on the map for a distance that the article states. The line has two ends, points and a label."""
    start = relation.line[0]
    shift = sphere.unwrap(start.lon, story.meridian) - start.lon
    return {
        "ends": [relation.origin, relation.target],
        "passage": _passage_at(story, relation.start),
        "course": [[_short(p.lat, 3), _short(p.lon + shift, 3)] for p in relation.line],
        "text": words.distance(relation),
    }


def _passage_at(story: Story, offset: int) -> str:
    return next(p.id for p in reversed(story.article.passages) if p.start <= offset)
