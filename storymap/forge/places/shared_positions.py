"""Find villages whose position in the base is only the centre of their postal area.

GeoNames' postal codes give all villages of some postal areas the same position. On Shetland, for example, 130 villages
have the position of one post office.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from storymap.forge.places.base import Base
from storymap.gazetteer.layout import DEGREE
from storymap.gazetteer.settlement_ids import POSTAL, numbers_of

# The radius of a postal area is estimated as the distance from its centre to the third-nearest centre of another area.
# In nine British areas, most villages were within this distance.
_NEIGHBOUR = 3
_LEAST_KM, _MOST_KM = 3, 25
_KM_PER_DEGREE = 111.2


def shared_positions(base: Base) -> dict[int, int]:
    """Return a mapping from the row of each such village to the estimated radius of its postal area in km.

    A village is probably within this radius.
    """
    numbers = numbers_of(POSTAL)
    villages = np.flatnonzero((base.city_ids >= numbers.start) & (base.city_ids < numbers.stop))
    if not len(villages):
        return {}
    countries = {code: number for number, code in enumerate(sorted({area[0] for area in base.areas}))}
    country = np.array([countries[area[0]] for area in base.areas], np.int64)[base.area_of[villages]]
    places = np.stack([country, base.lat[villages], base.lon[villages]], axis=1)
    centres, centre_of, counts = np.unique(places, axis=0, return_inverse=True, return_counts=True)
    shared = counts > 1
    radius = np.zeros(len(centres), np.int64)
    for number in np.unique(centres[shared, 0]).tolist():
        own = shared & (centres[:, 0] == number)
        radius[own] = _radii(centres[own, 1] / DEGREE, centres[own, 2] / DEGREE)
    found = radius[centre_of.ravel()]
    return dict(zip(villages[found > 0].tolist(), found[found > 0].tolist(), strict=True))


def _radii(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the estimated radius (km) of each postal area of a country. `lat` and `lon` are the centres in degrees."""
    if len(lat) <= _NEIGHBOUR:
        return np.full(len(lat), _MOST_KM)
    found = np.empty(len(lat), np.int64)
    for i in range(len(lat)):
        east = (lon - lon[i] + 180) % 360 - 180
        km = np.hypot(lat - lat[i], east * np.cos(np.radians(lat[i]))) * _KM_PER_DEGREE
        found[i] = np.clip(np.rint(np.partition(km, _NEIGHBOUR)[_NEIGHBOUR]), _LEAST_KM, _MOST_KM)
    return found
