"""Fit the confidence models with logistic regression, and check whether a place is the annotated one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from storymap.ports import Entry
from storymap.resolve.features import Array
from storymap.sphere import distance_km

TOLERANCE_KM = 40.0  # a candidate (a town or a site) is correct if it is at most this far from the annotated position


class Example(NamedTuple):
    """A training example: the features of a decision, and whether the decision is right."""

    features: Array
    right: bool
    weight: float


def is_right(entry: Entry, mention: Mapping[str, Any]) -> bool:
    """Return whether an entry is the annotated place.

    The entry is the annotated place if it is near enough to the annotated position. The maximum distance depends on the
    kind of place. For a mention without a position, return False.
    """
    if mention.get("lat") is None:
        return False
    reach = {"country": 900.0, "region": 400.0, "sea": 400.0, "admin1": 200.0}.get(entry.kind, TOLERANCE_KM)
    return distance_km(entry.lat, entry.lon, mention["lat"], mention["lon"]) <= reach


def is_within(entry: Entry, mention: Mapping[str, Any]) -> bool:
    """Return whether an entry is within the tolerance "km" of a mention.

    If the mention has no tolerance, return the result of `is_right`.
    """
    if mention.get("lat") is None or "km" not in mention:
        return is_right(entry, mention)
    return distance_km(entry.lat, entry.lon, mention["lat"], mention["lon"]) <= float(mention["km"])


def fit_logistic(
    examples: Sequence[Example], prior: Array, names: Sequence[str], signs: Mapping[str, int], precision: float
) -> Array:
    """Return the weights of a logistic regression with a Gaussian prior, in the order of `names`.

    `prior` is the mean of the prior. `precision` is the inverse variance of the prior. `signs` maps the name of a
    weight to 1 if the weight must not be negative, and to -1 if it must not be positive.
    """
    rows = np.array([e.features for e in examples])
    right = np.array([e.right for e in examples])
    counts = np.array([e.weight for e in examples])

    def loss(line: Array) -> tuple[float, Array]:
        z = rows @ line
        value = float(counts @ np.where(right, np.logaddexp(0, -z), np.logaddexp(0, z)))
        slope = counts * (1 / (1 + np.exp(-np.clip(z, -30, 30))) - right)
        away = line - prior
        return value + precision / 2 * float(away @ away), rows.T @ slope + precision * away

    bounds = [{1: (0.0, None), -1: (None, 0.0)}.get(signs.get(name, 0), (None, None)) for name in names]
    learned: Array = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds).x
    return learned
