"""Create drafts of admin-1 and admin-2 units.

The names of units come from GeoNames. The box of a unit is computed from its settlements or, in the US, from its
geometry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from storymap.forge.places.base import LESS_FAME
from storymap.forge.places.draft import Draft
from storymap.forge.places.nearest_units import Settlements
from storymap.forge.places.sources import Sources
from storymap.forge.topojson import Feature
from storymap.gazetteer.names import settled
from storymap.model import BoundingBox, Position
from storymap.ports import Match
from storymap.sphere import around, bounding_box, central_meridian, centre, distance_km, normal, union, unwrap

_CO = ("US", "IE")  # countries whose second-order units are counties, abbreviated "Co."
_MARGIN_KM = 5.0  # distance by which the bounding box of a unit's settlements is extended
# On each side of a unit's box, this share of the unit's people may be outside. An example is Ogasawara, which is in
# Tokyo, but 1,000 km away.
_TRIM = 0.003
# Settlements that are far from all others in a unit are not included in its box: islands in the ocean (Easter Island is
# part of Valparaíso), exclaves, and villages to which GeoNames gives the code of a wrong unit. They are at least
# _STRAY_KM from the middle of the unit, are _STRAY_RATIO times as far from it as the other settlements, and have less
# than _STRAY_PEOPLE of the unit's people.
_STRAY_KM, _STRAY_RATIO, _STRAY_PEOPLE = 100.0, 2.2, 0.25
# If a settlement of another unit is nearer to the centre of the box by this distance, the centre is moved to the
# nearest settlement of the unit.
_OUTSIDE_KM = 5.0
_KIND_OF_UNIT = re.compile(
    r"(?i)\s+(county|parish|borough|census area|municipality|municipio|province|oblast|krai|okrug|prefecture|region"
    r"|governorate|district|department|canton|state|territory|voivodeship|raion|division|commune|regency|autonomous "
    r"(?:region|oblast|okrug|community)|republic|city and borough|planning region|emirate)$"
)
_LEADING = re.compile(
    r"(?i)^(?:(?:state|province|department|departamento|provincia|province|département|distrito|region|región"
    r"|governorate|republic|kreis|landkreis|powiat|arrondissement|comarca|municipio|oblast|stadt)\s+"
    r"(?:(?:of|de|del|della|di|do|da|du|des)\s+(?:the\s+|la\s+|las\s+|los\s+)?|d['’]|de l['’])?"
    r"|(?:city and )?(?:county|(?:royal |metropolitan |london )?borough) of |city of |county )"
)
# Words that are too general to be the bare name of a unit: "Northern Province" is never called just "Northern".
_TOO_GENERAL = (
    "north south east west northern southern eastern western central center centre capital national federal upper"
    " lower northeastern northwestern southeastern southwestern north-eastern north-western middle rural urban city"
    " metropolitan northeast northwest southeast southwest special municipal autonomous outer inner county district"
)


def units(cities: Sequence[Draft], sources: Sources) -> list[Draft]:
    """Return a draft of every unit that has settlements or geometry. A unit that is the only one in its parent unit is
    left out."""
    members: dict[str, list[Draft]] = defaultdict(list)
    for city in cities:
        for code in {city.admin1, city.admin2} - {""}:
            members[code].append(city)
    fips = {state["code"]: state["fips"] for state in sources.us_states.values()}
    only = _only_children(sources.units)
    nearest = Settlements(cities)
    drafts = []
    for code, name in sources.units.items():
        shape = sources.us_geometry.get(_fips(code, fips))
        if (code in members or shape) and code not in only:
            drafts.append(_unit(code, name, members[code], shape, nearest))
    return drafts


def _only_children(codes: Iterable[str]) -> set[str]:
    """Return the codes of the units that are the only unit in their parent unit.

    Such a unit has the same area as its parent unit.

    An example is the admin-2 unit Réunion in the admin-1 unit Réunion.
    """
    children: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        children[code.rpartition(".")[0]].append(code)
    return {units[0] for units in children.values() if len(units) == 1}


def _fips(code: str, states: dict[str, str]) -> str:
    country, state, *county = code.split(".")
    return states.get(state, "") + "".join(county) if country == "US" else ""


def _unit(code: str, name: str, members: Sequence[Draft], shape: Feature | None, nearest: Settlements) -> Draft:
    box = _shape_box(shape) if shape else _margin(settled_box(without_strays(members)))
    middle = _middle(shape, box) if shape else inner_point(centre(box), members, nearest)
    level = code.count(".")
    country, first = code.split(".")[:2]
    people = sum(city.population for city in members)
    draft = Draft(
        id=f"geonames-admin{level}:{code}",
        name=name,
        kind=f"admin{level}",
        code=f"ADM{level}",
        lat=middle.lat,
        lon=middle.lon,
        prominence=settled(people) - LESS_FAME[level],
        population=people,
        country=country,
        admin1=f"{country}.{first}",
        admin2=code if level == 2 else "",
        box=box,
    )
    draft.add_names(bare_names(name), Match.ALTERNATE)
    if country in _CO and level == 2:
        draft.add_names(_co(name), Match.NAME)
    return draft


def _co(name: str) -> list[str]:
    """Return further names of a county that newspapers use, such as "Loudon Co.", "Co. Kerry" and "County Kerry"."""
    bare = bare_names(name) or [name]
    return [f"{part} co" for part in bare] + [f"co {part}" for part in bare] + [f"county {part}" for part in bare]


def _middle(shape: Feature, box: BoundingBox) -> Position:
    """Return the centroid of the largest part of a shape.

    If the centroid is outside this part, return a point inside it.
    """
    from shapely import Polygon

    parts = [Polygon(rings[0]) for rings in shape.polygons if len(rings[0]) >= 4]
    if not parts:  # this occurs if a county is smaller than the grid to which the outlines are rounded
        return centre(box)
    largest = max(parts, key=lambda part: part.area)
    middle = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
    return Position(round(middle.y, 5), round(normal(middle.x), 5))


def bare_names(name: str) -> list[str]:
    """Return the names of a unit without the word for its kind, such as "Junín" for "Departamento de Junín"."""
    bare = {_KIND_OF_UNIT.sub("", name), _LEADING.sub("", name)} - {name, ""}
    return sorted(part for part in bare if part.lower() not in _TOO_GENERAL.split())


def without_strays(members: Sequence[Draft]) -> Sequence[Draft]:
    """Return the settlements of a unit. Settlements that are far from all others (see _STRAY_KM) are left out."""
    lats, lons = [c.lat for c in members], [c.lon for c in members]
    meridian = central_meridian(lons)
    lat, lon = median(lats), normal(median(unwrap(lon, meridian) for lon in lons))
    ranked = sorted(members, key=lambda c: distance_km(lat, lon, c.lat, c.lon))
    km = [distance_km(lat, lon, c.lat, c.lon) for c in ranked]
    people = [max(c.population, 50) for c in ranked]
    for first in range(len(ranked) // 2 + 1, len(ranked)):
        if km[first] > max(_STRAY_KM, _STRAY_RATIO * km[first - 1]):
            return ranked[:first] if sum(people[first:]) < _STRAY_PEOPLE * sum(people) else members
    return members


def inner_point(point: Position, members: Sequence[Draft], nearest: Settlements) -> Position:
    """Return `point`.

    If `point` seems to be in another unit, return the position of a settlement instead. It is the settlement that is
    nearest to `point` among `members`, the settlements of the unit.
    """
    own = min(members, key=lambda c: distance_km(point.lat, point.lon, c.lat, c.lon))
    limit = distance_km(point.lat, point.lon, own.lat, own.lon) - _OUTSIDE_KM
    if limit > 0 and nearest.has_within(point.lat, point.lon, limit):
        return Position(own.lat, own.lon)
    return point


def settled_box(members: Iterable[Draft]) -> BoundingBox:
    """Return a box around the settlements that leaves out the small share _TRIM of their people at each side."""
    weights = [(Position(c.lat, c.lon), max(c.population, 50)) for c in members]
    meridian = central_meridian(p.lon for p, _ in weights)
    lats = _trimmed([(p.lat, w) for p, w in weights])
    lons = _trimmed([(unwrap(p.lon, meridian), w) for p, w in weights])
    return bounding_box([Position(lats[0], lons[0]), Position(lats[1], lons[1])], meridian)


def _margin(box: BoundingBox) -> BoundingBox:
    """Return a box extended by _MARGIN_KM, because a unit includes the land around its outermost settlements."""
    corners = ((box.south, box.west), (box.north, box.east))
    return union([around(lat, lon, _MARGIN_KM) for lat, lon in corners])


def _trimmed(weighted: list[tuple[float, int]]) -> tuple[float, float]:
    ordered = sorted(weighted)
    spare = _TRIM * sum(weight for _, weight in ordered)
    return _edge(ordered, spare), _edge(ordered[::-1], spare)


def _edge(ordered: list[tuple[float, int]], spare: float) -> float:
    for value, weight in ordered:
        spare -= weight
        if spare < 0:
            return value
    return ordered[-1][0]


def _shape_box(shape: Feature) -> BoundingBox:
    return bounding_box([Position(lat, lon) for polygon in shape.polygons for lon, lat in polygon[0]])
