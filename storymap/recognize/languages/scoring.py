"""Score candidates by a weighted sum of features (log-odds), with the weights in `scores.toml`.

A feature is a number, usually 0 or 1. Its weight is the number of nats that a value of 1 adds to the log-odds that the
candidate is a place. The confidence is the logistic function of the sum.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from math import exp, fsum
from pathlib import Path
from typing import NamedTuple

from storymap.lazy_pattern import lazy_pattern
from storymap.recognize.languages.data import Language

MENTION_CONFIDENCE = 0.5  # minimum confidence of a mention; such a name is more likely a place than not
SUGGESTION_CONFIDENCE = 0.2  # minimum confidence of a name that is suggested to the author
# Minimum confidence of a candidate that is listed as rejected. Places nearby may still support it. Candidates with a
# lower confidence are words such as the German "Sonntag", which the gazetteer has as names of villages.
LISTED_CONFIDENCE = 0.003
SCORES = Path(__file__).with_name("scores.toml")

Weights = Mapping[str, float]

_CLASSES = frozenset(["capitalizes_nouns", "declines_names"])
_CODE = lazy_pattern(r"[a-z]{2,3}")  # ISO 639


class FeatureName(StrEnum):
    """Base class for the features of a finder. Each value is a key of `scores.toml`, which describes the feature."""

    # str.__hash__ is implemented in C. Enum.__hash__ would take a fifth of the time of scoring.
    __hash__ = str.__hash__


class Contribution(NamedTuple):
    """What one feature adds to the score of a candidate."""

    feature: FeatureName
    value: float
    weight: float

    @property
    def log_odds(self) -> float:
        """The contribution in nats; it is negative if the feature makes a place less likely."""
        return self.value * self.weight


def log_odds(features: Mapping[FeatureName, float], weights: Weights) -> float:
    """Return the weighted sum in nats. It does not depend on the order of the features."""
    return fsum([weights[feature] * value for feature, value in features.items()])


def confidence(score: float) -> float:
    """Return the probability (0–1) for log-odds in nats."""
    return 1 / (1 + exp(-score))


@dataclass(slots=True)
class ScoredSpan:
    """A candidate in a script without capitals: `text[start:end]`, and the name that was looked up for it."""

    start: int
    end: int
    name: str
    features: Mapping[FeatureName, float]
    weights: Weights
    confidence: float = field(init=False)  # rounded to four digits

    def __post_init__(self) -> None:
        self.confidence = round(confidence(log_odds(self.features, self.weights)), 4)


def contributions(features: Mapping[FeatureName, float], weights: Weights) -> list[Contribution]:
    """Return what each feature adds to the log-odds, strongest first, without features that add 0."""
    found = [Contribution(feature, value, weights[feature]) for feature, value in features.items()]
    return sorted((c for c in found if c.log_odds), key=lambda c: -abs(c.log_odds))


def language_classes(language: Language) -> frozenset[str]:
    """Return the classes of a language: "capitalizes_nouns", "declines_names". `scores.toml` may have weights for a class."""
    classes = {"capitalizes_nouns": language.capitalizes_nouns, "declines_names": bool(language.case_endings)}
    return frozenset(name for name in _CLASSES if classes[name])


def weights_for(finder: str, language: Language) -> Weights:
    """Return the weights of a finder's features.

    Weights of the language override weights of its classes, and these override the general weights.
    """
    return _weights(finder, language.code, language_classes(language))


@cache
def _weights(finder: str, code: str, classes: frozenset[str]) -> Weights:
    general, overrides = read_scores(SCORES)[finder]
    weights = dict(general)
    for name in (*sorted(classes), code):
        weights |= overrides.get(name, {})
    return weights


def read_scores(path: Path) -> dict[str, tuple[dict[str, float], dict[str, dict[str, float]]]]:
    """Return a mapping of each finder to its weights, and to its overrides by class or language.

    Raise ValueError for an override of an unknown language, class or feature.
    """
    scores = {}
    for finder, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        overrides = table.pop("overrides", {})
        for name, changed in overrides.items():
            if name not in _CLASSES and not _CODE.fullmatch(name):
                raise ValueError(f"{path}: [{finder}.overrides.{name}]: not a language, nor one of {sorted(_CLASSES)}")
            if unknown := changed.keys() - table.keys():
                raise ValueError(f"{path}: [{finder}.overrides.{name}]: unknown feature {min(unknown)!r}")
        scores[finder] = (table, overrides)
    return scores
