"""Build the gazetteer's final rows as NumPy columns, from the base and from drafts of the rows that facts change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from storymap.forge.places.draft import Draft
from storymap.forge.places.world import World
from storymap.gazetteer.codes import KINDS
from storymap.gazetteer.fold import fold
from storymap.gazetteer.layout import DEGREE
from storymap.gazetteer.settlement_ids import settlement_number

# The three groups of rows, in order: rows with details (sorted by kind and id), admin-2 units (sorted by code),
# settlements.
_DETAILED, _BOXED, _SETTLED = 0, 1, 2

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of the gazetteer, with one value per row in the final order.

    `drafts` are the drafts of the first rows, which are the rows with details.
    """

    drafts: Sequence[Draft]
    changed: Mapping[int, Draft]  # final row -> its `Draft`, for settlements and admin-2 units that were changed
    base_row: Integers  # row of the `Base`; -1 for the rows of `drafts`
    boxed: int  # number of rows at the beginning that can have a box; the rows after them have none
    labels: Sequence[str]
    kind: Integers  # index into KINDS
    lat: Integers  # 1e-5 degrees
    lon: Integers
    population: Integers
    prominence: NDArray[np.float64]
    code: Sequence[str]
    area: Sequence[tuple[str, str, str]]  # country, admin-1 code, admin-2 code
    numbers: Integers  # numbers of settlements (see `settlement_ids`); 0 for other rows
    boxes: NDArray[np.float64]  # west, south, east, north of the first `boxed` rows; NaN for a row without a box
    admin2_codes: Sequence[str]
    names: Sequence[str]  # folded names, beginning with those of the `Base`
    name_of: Integers  # index into `names` for each (name, row) pair
    row_of: Integers
    match_of: Integers
    own_name: Integers  # for rows with details: index of the row's own name in `names`


def columns(world: World) -> Columns:
    """Return the columns of all places of the world."""
    base, size, cities = world.base, len(world.base), world.base.cities
    for _ in world.units():  # this loop creates the drafts of all admin-1 units, because they have details
        pass
    drafts = sorted((d for d in world.drafts.values() if _group(d) == _DETAILED), key=_detailed_order)
    order, boxed = _row_order(world, drafts)
    final = np.full(max(world.drafts, default=-1) + size + 2, -1, np.int64)
    final[order] = np.arange(len(order))
    in_base = order < size
    source = np.where(in_base, order, 0)
    blank = np.zeros(max(1, size), np.int64)
    lat, lon, people = (c[source] if size else blank[source] for c in (base.lat, base.lon, base.people))
    population = np.where(source < cities, people, 0)
    prominence = base.prominence[source].copy() if size else np.zeros(len(order))
    labels = [base.labels[row] if row < size else "" for row in order.tolist()]
    levels = np.where(source < cities, KINDS.index("city"), KINDS.index("admin2"))
    code = ["PPL" if row < cities else "ADM2" for row in order.tolist()]
    area = [base.areas[i] for i in base.area_of[source].tolist()] if size else [("", "", "")] * len(order)
    numbers = np.zeros(len(order), np.int64)
    settled = in_base & (order < cities)
    numbers[settled] = base.city_ids[order[settled]]
    changed = {}
    for row, draft in world.drafts.items():
        at = int(final[row])
        changed[at] = draft
        labels[at], code[at], levels[at] = draft.name, draft.code, KINDS.index(draft.kind)
        lat[at], lon[at] = round(draft.lat * DEGREE), round(draft.lon * DEGREE)
        population[at], prominence[at] = draft.population, draft.prominence
        area[at] = (draft.country, draft.admin1, draft.admin2)
        numbers[at] = _number(draft) if _group(draft) == _SETTLED else 0
    number, pairs = _names(world, final)
    return Columns(
        drafts=drafts,
        changed={at: draft for at, draft in changed.items() if at >= len(drafts)},
        base_row=np.where(in_base, order, -1),
        boxed=boxed,
        labels=labels,
        kind=levels,
        lat=lat,
        lon=lon,
        population=population,
        prominence=prominence,
        code=code,
        area=area,
        numbers=numbers,
        boxes=_boxes(world, order[:boxed], changed),
        admin2_codes=[area[at][2] for at in range(len(drafts), boxed)],
        names=list(number),
        name_of=pairs[0],
        row_of=pairs[1],
        match_of=pairs[2],
        own_name=np.array([number[fold(draft.name)] for draft in drafts], np.int64),
    )


def _group(draft: Draft) -> int:
    if draft.kind == "city" and settlement_number(draft.id) is not None:
        return _SETTLED
    return _BOXED if draft.kind == "admin2" else _DETAILED


def _number(draft: Draft) -> int:
    return settlement_number(draft.id) or 0


def _detailed_order(draft: Draft) -> tuple[int, str]:
    return KINDS.index(draft.kind), draft.id


def _row_order(world: World, drafts: Sequence[Draft]) -> tuple[Integers, int]:
    """Return the base rows in their final order, and the number of rows that can have a box."""
    base = world.base
    counties = [row for code, row in base.units.items() if code.count(".") == 2]
    if added := [d for d in world.added() if _group(d) == _BOXED]:
        ids = {row: f"geonames-admin2:{base.unit_codes[row - base.cities]}" for row in counties}
        ids |= {draft.row: draft.id for draft in added}
        counties = sorted(ids, key=ids.__getitem__)
    towns = [d for d in world.added() if _group(d) == _SETTLED]
    rows = np.array([*range(base.cities), *(d.row for d in towns)], np.int64)
    numbers = np.array([*base.city_ids.tolist(), *(_number(d) for d in towns)], np.int64)
    settlements = rows[np.argsort(numbers, kind="stable")]
    detailed = np.array([draft.row for draft in drafts], np.int64)
    return np.concatenate([detailed, np.array(counties, np.int64), settlements]), len(drafts) + len(counties)


def _boxes(world: World, order: Integers, changed: Mapping[int, Draft]) -> NDArray[np.float64]:
    base = world.base
    found = np.full((len(order), 4), np.nan)
    units = (order < len(base)) & (order >= base.cities)
    found[units] = base.box_degrees()[order[units] - base.cities]
    for at, draft in changed.items():
        if at < len(order):
            found[at] = draft.box or (np.nan,) * 4
    return found


def _names(world: World, final: Integers) -> tuple[dict[str, int], tuple[Integers, Integers, Integers]]:
    """Return the number of each folded name, and three arrays.

    The arrays have an item for each name of each row: the number of the name, the final row, and the `Match`.
    """
    base = world.base
    number = dict(base.names)
    own: list[tuple[int, int, int]] = []
    for row, draft in sorted(world.drafts.items()):
        own += [(number.setdefault(name, len(number)), row, match) for name, match in draft.names.items()]
    changed = np.array(own, np.int64).reshape(-1, 3)
    untouched = np.ones(len(base) + 1, bool)
    untouched[[row for row in world.drafts if row < len(base)]] = False
    kept = untouched[base.row_of]
    return number, (
        np.concatenate([base.name_of[kept], changed[:, 0]]),
        np.concatenate([final[base.row_of[kept]], final[changed[:, 1]]]),
        np.concatenate([base.match_of[kept].astype(np.int64), changed[:, 2]]),
    )
