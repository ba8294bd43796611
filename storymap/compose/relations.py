"""Find distances that the article states, such as "800 km away off the coast of Vladivostok", and measure them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from storymap.decisions import sentence
from storymap.kinds import is_setting
from storymap.model import (
    Article,
    Distance,
    Footprint,
    Mention,
    MentionKind,
    Relation,
    RelativePoint,
    Resolution,
    SpatialRelation,
    StoryPlace,
)
from storymap.shapes import distance_km, nearest_and_farthest_km
from storymap.sphere import great_circle


def find_relations(
    article: Article,
    resolutions: Sequence[Resolution],
    slugs: Sequence[str | None],
    places: Mapping[str, StoryPlace],
    footprint: Callable[[str], Footprint | None],
) -> tuple[Relation, ...]:
    """Return the distances that the article states between two places on the map, in text order.

    Phrases such as "800 km away off Y" and "800 km from Y" name only one end of the distance, Y. The other end is the
    last place before Y in the same sentence that is not a country. A distance that locates a point ("30 miles north of
    Waco") is not measured.
    """
    found = []
    points = {
        r.mention.end: i
        for i, r in enumerate(resolutions)
        if isinstance(r.mention.description, RelativePoint) and r.mention.description.km is not None
    }
    for i, (resolution, target) in enumerate(zip(resolutions, slugs, strict=True)):
        mention = resolution.mention
        stated = mention.context.relation
        if target is None or stated is None or stated.distance is None:
            continue
        point = points.get(mention.end)
        if point is None:
            origin = _origin(article, resolutions, slugs, places, i)
        elif resolutions[point].reason.code == "told":
            continue  # the point was located with this distance
        else:
            origin = slugs[point]
        if origin is not None:
            found.append(_relation(mention, stated, stated.distance, places[origin], places[target], footprint))
    return tuple(found)


def _origin(
    article: Article,
    resolutions: Sequence[Resolution],
    slugs: Sequence[str | None],
    places: Mapping[str, StoryPlace],
    i: int,
) -> str | None:
    """Return the slug of the last place before mention `i` in the same sentence, or None. Countries are ignored."""
    start, _ = sentence(article, resolutions[i].mention)
    for j in range(i - 1, -1, -1):
        before = resolutions[j].mention
        if before.start < start:
            return None
        slug = slugs[j]
        if (
            slug
            and slug != slugs[i]
            and before.kind is not MentionKind.METONYM
            and not is_setting(places[slug].place.feature_code)
        ):
            return slug
    return None


def _relation(
    mention: Mention,
    stated: SpatialRelation,
    distance: Distance,
    origin: StoryPlace,
    target: StoryPlace,
    footprint: Callable[[str], Footprint | None],
) -> Relation:
    """Return the Relation of a stated distance, with three geodesic distances between the two places.

    The first distance, `label_km`, is between the positions of the two places. The distances `near_km` and `far_km` are
    to the nearest and the farthest point of an area. If the origin has an area, they are measured from the position of
    the target to this area. Otherwise, they are measured from the position of the origin to the area of the target. If
    neither place has an area, all three distances are equal.
    """
    label_km = distance_km(origin.place.position, target.place.position)
    area, point = footprint(origin.place.id), target.place.position
    if area is None:
        area, point = footprint(target.place.id), origin.place.position
    near_km, far_km = nearest_and_farthest_km(point, area) if area is not None else (label_km, label_km)
    return Relation(
        kind=stated.kind,
        start=stated.start,
        end=mention.end,
        origin=origin.slug,
        target=target.slug,
        stated=distance.words,
        stated_km=distance.km,
        near_km=round(near_km, 1),
        far_km=round(far_km, 1),
        label_km=round(label_km, 1),
        line=great_circle(origin.place.position, target.place.position),
    )
