"""Compute the probability that a capitalised name in English text is the name of a place (see `possible_names`)."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

# The weights of the features, in nats: what each adds to the natural logarithm of the odds. They were fitted to the
# names in the annotated texts that also train the confidence, as a logistic regression. The prior of each weight was a
# normal distribution with the variance 0.2 around an earlier value. It decides the weights of features that are rare in these texts, such as "street" and "geographic".
WEIGHTS: Mapping[str, float] = {
    "bias": -0.21,
    "begins": 0.57,
    "lower": -1.24,
    "several": 0.08,
    "given-name": -1.24,
    "after-capital": -0.32,
    "before-capital": -1.52,
    "initials": -0.28,
    "title": -1.71,
    "street": -2.02,
    "prominence": 0.13,
    "country": -0.86,
    "county": 0.24,
    "feature": 1.00,
    "namesake": -0.13,
    "short": -0.77,
    "placed": 1.93,
    "alone": -0.11,
    "based": 2.00,
    "geographic": 2.27,
    "listed": 2.25,
    "preposition": 1.31,
    "body": 1.97,
    "scored": 2.00,  # chosen by hand: all seven names in these positions in the texts are places
    "resident": 2.23,
    "tag": 0.46,
    "accepted": 0.56,
    "unknown": -0.28,
    "person": 0.48,
    "bearer": -0.80,
    "organisation": 0.11,
    "relative": -0.19,
    "person-verb": -0.10,
    "article": -0.41,
}


def name_score(features: Mapping[str, float]) -> float:
    """Return the probability (0–1) that a name with these features is the name of a place."""
    return 1 / (1 + exp(-sum(WEIGHTS.get(k, 0.0) * v for k, v in features.items())))
