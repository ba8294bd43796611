"""Measure how close the names of an article are to each other in the text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Number of characters over which the closeness of two names decreases to 0.37. It is the length of a sentence or two.
_SCALE = 150.0


def closeness_in_text(starts: Sequence[Sequence[int]], columns: NDArray[np.intp]) -> Array:
    """Return how close names are to each other in the text: 1 at the same place, about 0 some sentences away.

    `starts`: the ascending start offsets of the mentions of each name. `columns`: the indices of the names to which the
    distance is measured. The result has a row for each name and a column for each of `columns`. The nearest two
    mentions count. A name without mentions is close to no other name.
    """
    found = np.zeros((len(starts), len(columns)))
    owner = np.repeat(np.arange(len(starts)), [len(s) for s in starts])
    if not len(owner):
        return found
    at = np.array([start for s in starts for start in s], dtype=float)
    rows, first = np.unique(owner, return_index=True)
    for column, number in enumerate(columns):
        others = np.array([-np.inf, *starts[number], np.inf])
        after = np.searchsorted(others, at)
        gap = np.minimum(others[after] - at, at - others[after - 1])
        found[rows, column] = np.exp(-np.minimum.reduceat(gap, first) / _SCALE)
    return found
