"""Rank the places of a story for the labels of its overview."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from math import exp

from storymap.compose.label_ranks import NEVER, zoom_of_length, zoom_of_population
from storymap.compose.places import LARGE_KM
from storymap.kinds import is_country
from storymap.model import Camera, Place, Role, StoryPlace
from storymap.sphere import distance_km, unit_vector

FIRST = 3  # the overview labels this many places before the countries of the story
# The overview labels this many countries before the other places. After AFTER places, it labels the other countries.
COUNTRIES = 4
AFTER = 12
# Salience counts mentions, but a text often mentions each place of a journey only once. The map should then name the
# capitals and large towns, because readers know them. Therefore the score of the best-known town is multiplied by this
# number. The score of a village does not change.
_KNOWN = 3.0
# The scores of the first and the last place in the text have this factor, because a journey may begin or end there.
_LAST = 1.5
_OPENS = 1.5  # factor of the score of a place that begins a paragraph, because the paragraph is then about it
# Each part of the map should have a name. A place right beside a more important one loses the share _CROWDED of its
# score; the loss decreases with the distance. The scale of the distance is the share _APART of the overview's diagonal.
_CROWDED, _APART = 0.7, 0.06
_SPREAD = 40  # the distances between places affect the order of this many places
_UNSURE = 0.5  # factor of the scores of places that are uncertain or mentioned in passing
_CLOSEST, _WIDEST = 9.0, 3.3  # Maps name villages from zoom _CLOSEST, and cities of eight million from zoom _WIDEST.
# `_fame` returns how well known a place is, from 0 to 1. For a town, this value depends on the zoom from which maps
# name the town. For an area, it depends on the zoom at which the area is _AREA_PX wide. The value of a region or an
# administrative unit is at most _AREA, because a story happens in the towns and at the lakes and mountains of a region.
# The value of a lake, a mountain or another place in _FEATURES is at most _FEATURE.
_AREA_PX, _AREA, _FEATURE = 120.0, 0.3, 0.5
_FEATURES = frozenset(["LK", "LKS", "ISL", "ISLS", "ATOL", "GULF", "BAY", "STRT", "MT", "VLC"])


def label_ranking(
    places: Sequence[StoryPlace],
    slugs: Sequence[str | None],
    unsure: Container[str] = (),
    openers: Container[str] = (),
    overview: Camera | None = None,
) -> tuple[str, ...]:
    """Return the slugs of the places that the overview may label, the most important first.

    The list begins with the most salient place and with up to two other salient places that have several mentions. A
    place with one mention is not put there, because its salience mainly depends on where the text names it. The
    countries of the story follow. Continents and large regions are left out if the story has smaller places, and so are
    states that only qualify towns and continents beside countries. Uncertain places that are mentioned in passing are
    also left out; the overview shows neither a label nor an arrow for them. `slugs` contains for each mention in
    text order the slug of its place, or None. `openers` contains the slugs of the places that begin a paragraph.
    """
    main = [p for p in places if p.role is Role.MAIN]
    known = [p for p in places if p.role is not Role.SETTING and not (p.role is Role.PASSING and p.slug in unsure)]
    fine = [p for p in known if not _is_vague(p.place)] or main
    inside = {p.slug for p in fine}
    mentioned = [slug for slug in slugs if slug in inside]
    ends = {mentioned[0], mentioned[-1]} if mentioned else set()
    scores = {p.slug: _score(p, unsure, ends) * (_OPENS if p.slug in openers else 1.0) for p in fine}
    salient = sorted(fine, key=lambda p: (p.slug in unsure, p.role is Role.PASSING, -p.salience, p.slug))[:FIRST]
    salient = [p for i, p in enumerate(salient) if not i or not mentioned or mentioned.count(p.slug) > 1]
    first = {p.slug for p in salient}
    others = sorted((p for p in fine if p.slug not in first), key=lambda p: (-scores[p.slug], p.slug))
    ordered = _spread(salient, others, scores, _diagonal_km(overview) if overview else 0.0)
    setting = [p for p in places if p.role is Role.SETTING and p.slug not in inside and p.place.feature_code != "ADM1"]
    countries = [p for p in setting if is_country(p.place.feature_code)]
    vague = [p for p in setting if p not in countries and not (countries and p.place.feature_code == "CONT")]
    early, late = countries[:COUNTRIES], countries[COUNTRIES:]
    ranked = [*ordered[:FIRST], *early, *ordered[FIRST:AFTER], *late, *ordered[AFTER:], *vague]
    return tuple(p.slug for p in ranked)


def _spread(
    first: Sequence[StoryPlace], others: Sequence[StoryPlace], scores: Mapping[str, float], diagonal_km: float
) -> list[StoryPlace]:
    """Return the places `first`, and then the places `others`, the highest score first.

    The score of a place is lowered if the place is close to an earlier place in the result.
    """
    ordered, left = list(first), {p.slug: 1.0 for p in others}
    by_slug = {p.slug: p for p in others}
    apart_km = max(1.0, _APART * diagonal_km)
    points = {p.slug: unit_vector(p.place.position) for p in [*first, *others]}
    closest = dict.fromkeys(left, -2.0)  # the cosine of the angle to the closest place in `ordered`
    seen = 0
    while left and diagonal_km and len(ordered) < _SPREAD:
        for done in ordered[seen:]:
            x, y, z = points[done.slug]
            for name, factor in left.items():
                u, v, w = points[name]
                if (cosine := x * u + y * v + z * w) > closest[name]:  # this is faster than to compute each distance
                    closest[name] = cosine
                    near = exp(-((distance_km(*by_slug[name].place.position, *done.place.position) / apart_km) ** 2))
                    left[name] = min(factor, 1.0 - _CROWDED * near)
        seen = len(ordered)
        best = max(left, key=lambda slug: (scores[slug] * left[slug], slug))
        ordered.append(by_slug[best])
        del left[best]
    return [*ordered, *(by_slug[slug] for slug in left)]


def _diagonal_km(camera: Camera) -> float:
    west, south, east, north = camera.box
    return distance_km(south, west, north, east)


def _score(p: StoryPlace, unsure: Container[str], ends: Container[str]) -> float:
    doubtful = p.slug in unsure or p.role is Role.PASSING
    factor = (_UNSURE if doubtful else 1.0) * (_LAST if p.slug in ends else 1.0)
    return p.salience * factor * (1.0 + (_KNOWN - 1.0) * _fame(p.place))


def _fame(place: Place) -> float:
    """Return how well known a place is, from 0 to 1, computed from the lowest zoom at which a map names the place."""
    if place.feature_class == "P" or is_country(place.feature_code):
        low = zoom_of_population(place.feature_code, place.population)
    else:
        low = zoom_of_length(place, _AREA_PX) if place.radius_km else NEVER
    limit = 1.0 if place.feature_class == "P" else _FEATURE if place.feature_code in _FEATURES else _AREA
    return max(0.0, min(limit, (_CLOSEST - low) / (_CLOSEST - _WIDEST)))


def _is_vague(place: Place) -> bool:
    """Return whether a place is a region as large as a continent.

    A label at one point is not useful for such a region.
    """
    return place.feature_class == "L" and place.radius_km > LARGE_KM
