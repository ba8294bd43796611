"""Choose the places that a camera fits, and its box and zoom."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import pairwise

from storymap.basemap.streets.levels import has_streets
from storymap.basemap.views import Viewport, fit_zoom
from storymap.compose.close_up import close_km, is_close_up
from storymap.compose.label_ranks import zoom_of_length
from storymap.compose.places import LARGE_KM, is_small_country
from storymap.compose.poles import drawn
from storymap.kinds import is_country, is_river, is_setting
from storymap.model import BoundingBox, Camera, Place, Role, Stop, StoryPlace
from storymap.sphere import around, contains, distance_km, overlaps, union, width_deg

TOWN_KM = 45.0  # radius shown around a town that is alone in its scene
SETTING_KM = 700.0  # maximum radius of the view of a country
OBLONG = 1.3  # the length of a typical country, divided by the diameter of a circle with the same area
# In a passage about countries, the camera may zoom in until the largest of them has this length on the map.
COUNTRY_PX = 250.0
# The size of the map beside the text on a laptop. The zooms of cameras are compared at this size.
WINDOW = Viewport(800, 850, 100)
PASSING_ZOOM = 7.0  # highest zoom for a place that is mentioned in passing, so that the map also shows its surroundings
# An uncertain place is left out of a view if showing it would lower the zoom by more than this many levels.
UNSURE_LOSS = 1.5
# An uncertain place is distant from the story if a view of both has a zoom that is lower by more than this many levels
# than the zoom of the overview. An overview that is closer than PASSING_ZOOM counts as having this zoom.
DISTANT_LOSS = 1.0
# A place that is mentioned in passing is left out beside main places if showing it would lower the zoom by more than
# this many levels.
PASSING_LOSS = 2.5
# In a passage with stops of the journey, another place is left out if showing it would lower the zoom by more than
# OFF_ROUTE_LOSS levels. If it is a stop of another passage, the limit is ELSEWHERE_LOSS: "Wakefield, Barnsley, Sheffield.
# The men talked of it as far as London".
OFF_ROUTE_LOSS, ELSEWHERE_LOSS = 2.1, 1.0
# A place that the passage is not about ("campers from Leiden") is left out if showing it would lower the zoom by more than
# this many levels.
ASIDE_LOSS = 0.7
# see `with_home`
HOME, HOME_LOSS = 2.0, 1.0
# A place is left out of a view if the view has at least GROUP other places, and showing the place would lower the zoom
# by more than OUTLIER_LOSS levels.
GROUP, OUTLIER_LOSS = 5, 2.5
# If an area contains the other places of a view and is larger by more than LARGER zoom levels, the view does not fit
# the area. Its zoom is one level below the zoom that fits the other places, and LARGER to INSIDE levels above the zoom
# that fits the area, so that the reader recognises the area.
LARGER, INSIDE = 1.5, 2.5
NAME_KM = 10.0  # If an area has no outline, the map shows this radius around the position of its name.
# a smaller place this close to the centre of a town counts as inside the town, whatever the radius of the town
INNER_KM = 2.0
# Countries have their own view if the zoom of this view is higher than that of the common view by more than this many
# levels.
COUNTRY_LOSS = 1.2


def camera_for(places: Sequence[StoryPlace], town_km: float = TOWN_KM) -> Camera:
    """Return the camera that fits all `places` (at least one).

    Each place has a maximum zoom; the highest one becomes the zoom of the camera.

    `town_km` is the radius in km that the camera shows around a town.
    """
    box = union([frame(p.place, min(town_km, close_km(p)) if is_close_up(p) else town_km) for p in places])
    zoom = max(p.zoom for p in places)
    passing = all(p.role is Role.PASSING and not is_close_up(p) for p in places)
    return Camera(box, min(zoom, PASSING_ZOOM) if passing else zoom)


def frame(place: Place, town_km: float = TOWN_KM) -> BoundingBox:
    """Return the box that a camera shows for a place.

    For an area, the result is its box; for a town, its surroundings; for a large country, its centre.
    """
    if is_setting(place.feature_code) and not is_small_country(place):
        radius = place.radius_km * (OBLONG if is_country(place.feature_code) else 1.0)
        box = around(*place.position, min(SETTING_KM, max(150.0, radius)))
        return place.bbox if place.bbox and width_deg(place.bbox) < width_deg(box) else box
    if place.bbox is not None and (width_deg(place.bbox) > 0.6 or place.bbox.north - place.bbox.south > 0.4):
        return place.bbox
    return around(*drawn(place.position), max(town_km, place.radius_km))


def framed_places(named: Sequence[StoryPlace], meant: Container[str], unsure: Container[str]) -> list[StoryPlace]:
    """Return the places of a passage that the camera of the passage fits: at least one, if the passage names a place.

    `meant` and `unsure` contain slugs. Places that are not meant (metonyms, qualifiers, addresses of institutions) are
    only fitted if no place is meant. Rivers and countries are only fitted if the passage names no smaller place. Areas
    that are mentioned in passing are only fitted if no other place is. If the street archive covers some places of the
    passage, the other places are only fitted if they are near these.
    """
    fine = finest([p for p in named if p.slug in meant] or list(named))
    main = [p for p in fine if has_streets(p)] or [p for p in fine if p.role is not Role.PASSING] or fine
    sure = [p for p in main if p.slug not in unsure]
    base = sure or main
    framed = [
        p
        for p in fine
        if p in base
        or (not _is_passing_area(p) and _is_affordable(p, base, UNSURE_LOSS if p in main else PASSING_LOSS))
    ]
    return _without_outlier(framed)


def without_asides(framed: Sequence[StoryPlace], subject: Container[str]) -> list[StoryPlace]:
    """Return the places that the passage is about, and those that are near these.

    `subject` contains the slugs of the former. If it contains none of the places, return all places.
    """
    about = [p for p in framed if p.slug in subject] or framed
    return [p for p in framed if p in about or zoom_of(about) - zoom_of([*about, p]) <= ASIDE_LOSS]


def is_distant(place: Place, overview: Camera) -> bool:
    """Return whether a view of the overview and a place outside it has a much lower zoom than the overview."""
    if contains(overview.box, *place.position):
        return False
    both = replace(overview, box=union([overview.box, frame(place)]))
    return min(fit_zoom(overview, WINDOW), PASSING_ZOOM) - fit_zoom(both, WINDOW) > DISTANT_LOSS


def with_home(framed: Sequence[StoryPlace], places: Sequence[StoryPlace]) -> list[StoryPlace]:
    """Return the places of a passage, and the town of the story if all of them are near it.

    `places` are the places of the story, the most salient first. The story has a town if its neighbouring places are
    shown from close by, and the first of them is at least HOME times as salient as the second.
    """
    main = [p for p in places if p.role is Role.MAIN and is_close_up(p) and not has_streets(p)][:2]
    if len(main) < 2 or main[0].salience < HOME * main[1].salience or not all(map(is_close_up, framed)):
        return list(framed)
    both = list(dict.fromkeys([*framed, main[0]]))
    return both if zoom_of(framed) - zoom_of(both) <= HOME_LOSS else list(framed)


def without_revisited(framed: Sequence[StoryPlace], known: Container[str], overview: Camera | None) -> list[StoryPlace]:
    """Return the places of a passage without those that earlier passages have shown and that are distant from the story.

    `known` contains the slugs of the places of the earlier passages. If the passage names no place of the overview,
    return all places.
    """
    if overview is None or not any(contains(overview.box, *p.place.position) for p in framed):
        return list(framed)
    return [p for p in framed if p.slug not in known or not is_distant(p.place, overview)]


def near_stops(framed: Sequence[StoryPlace], passage: str, journey: Sequence[Stop]) -> list[StoryPlace]:
    """Return the places of a passage that are stops of the journey in it, and those that are not far from these.

    `passage` is the id of the passage. If none of the places is a stop in it, return all places.
    """
    here, every = {stop.slug for stop in journey if stop.passage == passage}, {stop.slug for stop in journey}
    reached = [p for p in framed if p.slug in here]
    # the way continues with these: "a ferry to Mersin, then work in Izmir", before a passage that stays in Izmir
    beside = {stop.slug for pair in pairwise(journey) for stop in pair if here.intersection(one.slug for one in pair)}

    def is_near(p: StoryPlace) -> bool:
        loss = zoom_of(reached) - zoom_of([*reached, p])
        return loss <= (ELSEWHERE_LOSS if p.slug in every - beside else OFF_ROUTE_LOSS)

    return [p for p in framed if p in reached or is_near(p)] if reached else list(framed)


def _is_passing_area(place: StoryPlace) -> bool:
    return place.role is Role.PASSING and place.place.radius_km > TOWN_KM


def _without_outlier(framed: Sequence[StoryPlace]) -> list[StoryPlace]:
    """Return the places, except a place that is far from all others and not more salient than most of them."""
    if len(framed) > GROUP:
        middle = sorted(p.salience for p in framed)[len(framed) // 2]
        for p in framed:
            others = [other for other in framed if other is not p]
            if p.salience <= middle and zoom_of(others) - zoom_of(framed) > OUTLIER_LOSS:
                return others
    return list(framed)


def _is_affordable(place: StoryPlace, others: Sequence[StoryPlace], loss: float) -> bool:
    """Return whether adding a place to the others lowers the zoom by at most `loss` levels."""
    zoom = zoom_of(others)
    # streets are not visible at low zooms, and the neighbouring places that the story is about cannot be told apart
    is_close = all(map(is_close_up if place.role is Role.PASSING else has_streets, others))
    most = zoom if is_close else PASSING_ZOOM
    return min(zoom, most) - zoom_of([*others, place]) <= loss


def finest(places: Sequence[StoryPlace]) -> list[StoryPlace]:
    """Return the places of the smallest size that occurs.

    The sizes are: towns and small areas; rivers and very large provinces; countries; continents and oceans.
    """
    levels = [_level(p.place) for p in places]
    return [p for p, level in zip(places, levels, strict=True) if level == min(levels)]


def _level(place: Place) -> int:
    if is_country(place.feature_code):
        return 0 if is_small_country(place) else 2
    if place.feature_code == "ADM1" and place.radius_km > LARGE_KM:
        return 1
    if is_setting(place.feature_code) or place.radius_km > LARGE_KM:
        return 3
    return 1 if is_river(place.feature_code) else 0


def zoom_of(places: Sequence[StoryPlace]) -> float:
    """Return the zoom at which an ordinary window shows all places."""
    return fit_zoom(camera_for(places), WINDOW)


def without_towns(places: Sequence[StoryPlace]) -> list[StoryPlace]:
    """Leave out towns that contain other places.

    A map with streets then shows the quarter instead of the whole town.
    """

    def surrounds(town: StoryPlace) -> bool:
        of = town.place
        return has_streets(town) and any(
            has_streets(p)
            and p.place.radius_km < of.radius_km / 2
            and distance_km(*of.position, *p.place.position) <= max(of.radius_km, INNER_KM)
            for p in places
        )

    return [p for p in places if not surrounds(p)]


def scene_camera(framed: Sequence[StoryPlace], wide: Camera | None, pointlike: Container[str] = ()) -> Camera:
    """Return the camera for the places of a scene. `wide` is the common view of the countries of the story.

    `pointlike` contains the slugs of the places without an outline. The map shows the name of such a place at one
    position only.
    """
    if all(is_setting(p.place.feature_code) and not is_small_country(p.place) for p in framed):
        own = _closer(camera_for(framed), framed)
        shown = wide is not None and all(contains(wide.box, *p.place.position) for p in framed)
        near = shown and wide is not None and fit_zoom(own, WINDOW) - fit_zoom(wide, WINDOW) <= COUNTRY_LOSS
        return wide if near and wide is not None else own
    return _without_surroundings(without_towns(framed), pointlike)


def _closer(camera: Camera, places: Sequence[StoryPlace]) -> Camera:
    """Return `camera`, with a higher zoom if all places are countries and the largest of them is small."""
    if not all(is_country(p.place.feature_code) for p in places):
        return camera
    return replace(camera, zoom=max(camera.zoom, round(min(zoom_of_length(p.place, COUNTRY_PX) for p in places), 2)))


def _without_surroundings(framed: Sequence[StoryPlace], pointlike: Container[str]) -> Camera:
    """Return the camera that fits the places.

    An area is not fitted if it contains other places and is much larger than these.

    The reader can still recognise an area that is not fitted, because the zoom of the camera is LARGER to INSIDE
    levels above the zoom that fits the area. If the area has no outline, the camera shows its position.
    """
    camera = camera_for(framed)
    inner = [p for p in framed if not _surrounds(p, framed)]
    if not inner or len(inner) == len(framed):
        return camera
    near = camera_for(inner)
    names = [p.place.position for p in framed if p.slug in pointlike and p not in inner]
    near = replace(near, box=union([near.box, *(around(*drawn(at), NAME_KM) for at in names)]))
    wide = fit_zoom(camera, WINDOW)
    closer = fit_zoom(near, WINDOW) - wide
    if closer <= LARGER:
        return camera
    return replace(near, zoom=min(near.zoom, wide + min(INSIDE, max(LARGER, closer - 1.0))))


def _surrounds(area: StoryPlace, places: Sequence[StoryPlace]) -> bool:
    box = area.place.bbox
    return box is not None and any(p is not area and contains(box, *p.place.position) for p in places)


def setting_camera(places: Sequence[StoryPlace]) -> Camera | None:
    """Return one camera for all passages that name only countries, so that the map does not jump between countries.

    The camera shows the most salient countries, which together have nine tenths of the salience of all countries. The
    camera does not show a very large country completely: the country only has to overlap the view of the other
    countries. If the story has no countries, return None.
    """
    countries = sorted((p for p in places if is_setting(p.place.feature_code)), key=lambda p: -p.salience)
    if not countries:
        return None
    total, carried, kept = sum(p.salience for p in countries), 0.0, []
    for p in countries:
        if carried >= 0.9 * total:
            break
        carried += p.salience
        kept.append(p)
    kept.sort(key=lambda p: p.place.radius_km)
    box = frame(kept[0].place)
    for p in kept[1:]:
        if not overlaps(p.place.bbox or frame(p.place), box):
            box = union([box, frame(p.place)])
    return Camera(box, max(p.zoom for p in kept))
