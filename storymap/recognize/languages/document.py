"""Add the features of a name that depend on the rest of the text.

They say that the name is that of a person or organisation in the text, that the name is certainly a place somewhere else
in the text, or that it stands in a list beside a certain place. Two adjacent names ("Bayern München") are one organisation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from storymap.lazy_pattern import lazy_pattern
from storymap.recognize.languages.candidates import Candidate
from storymap.recognize.languages.data import Language
from storymap.recognize.languages.feature_names import Feature
from storymap.recognize.languages.features import Bearer, Observation
from storymap.recognize.languages.scoring import MENTION_CONFIDENCE, Weights, confidence, log_odds
from storymap.recognize.languages.words import Word

CERTAIN = 0.8  # a name with at least this confidence is evidence for adjacent names, and for the same name elsewhere

_MAX_BETWEEN = 14  # maximum number of characters between two names of a list
# Matches what may be between two names of a list: punctuation, and up to two words.
_BETWEEN = lazy_pattern(r"[\s,/–—-]*(?:[^\W\d_]+['’]?\s*){0,2}")


class ScoredName:
    """A candidate with its features and confidence. `add` adds features from the rest of the text."""

    __slots__ = ("bearer", "candidate", "confidence", "features", "introduced", "placed", "weights")

    def __init__(self, candidate: Candidate, observation: Observation, weights: Weights) -> None:
        self.candidate = candidate
        self.features = dict(observation.features)
        self.placed = observation.placed
        self.bearer = observation.bearer
        self.introduced = observation.introduced
        self.weights = weights
        self.confidence = confidence(log_odds(self.features, weights))

    @property
    def certain(self) -> bool:
        """Return whether the name is certain enough to be evidence for other names."""
        return self.confidence >= CERTAIN

    def add(self, feature: Feature) -> None:
        """Add a feature with the value 1 and update the confidence."""
        self.features[feature] = 1.0
        self.confidence = confidence(log_odds(self.features, self.weights))


def apply_document(text: str, words: Sequence[Word], names: Sequence[ScoredName], language: Language) -> None:
    """Add features from the whole text to the names, which must be in text order.

    Each step uses the results of the steps before it, for example which names are now certain or belong to a person.
    """
    _same_elsewhere(words, names)
    _double_names(words, names)
    _lists(text, words, names, language)


def _same_elsewhere(words: Sequence[Word], names: Sequence[ScoredName]) -> None:
    """Treat all occurrences of a person's name as that person. Raise the score of names that are certain elsewhere."""
    persons = _persons(words, names)
    certain = {name.candidate.name for name in names if name.certain}
    for name in names:
        person = persons.get(words[name.candidate.after - 1].lower)
        if name.bearer is not None:
            continue
        if person is not None and not name.placed:
            name.bearer = person
            name.add(Feature.NAME_OF_PERSON)
        elif name.candidate.name in certain and not name.certain:
            name.add(Feature.CERTAIN_ELSEWHERE)


def _persons(words: Sequence[Word], names: Sequence[ScoredName]) -> Mapping[str, Bearer]:
    """Return a mapping from the last word of a name, in lower case, to the person who has this name.

    It contains the persons who are introduced by a title or given name.
    """
    return {
        words[name.candidate.after - 1].lower: name.bearer._replace(kind="person")
        for name in names
        if name.bearer is not None and name.introduced
    }


def _double_names(words: Sequence[Word], names: Sequence[ScoredName]) -> None:
    """Treat two adjacent names as the name of one organisation: Bayern München, Real Madrid."""
    for one, other in pairwise(names):
        first, after = one.candidate.first, other.candidate.after
        adjacent = one.candidate.after == other.candidate.first and words[other.candidate.first].adjacent
        if not adjacent or one.bearer or other.bearer:
            continue
        if min(one.confidence, other.confidence) >= MENTION_CONFIDENCE:
            for name in (one, other):
                name.bearer = Bearer(first, after, "organisation")
                name.add(Feature.PART_OF_DOUBLE_NAME)


def _lists(text: str, words: Sequence[Word], names: Sequence[ScoredName], language: Language) -> None:
    """Increase the score of names that are next to a certain place in a list.

    The text is processed forwards, then backwards, and a name that becomes certain supports the next one.
    """
    listed = [(one, other) for one, other in pairwise(names) if _in_one_list(text, words, one, other, language)]
    for near, name in listed:
        if near.certain and name.bearer is None:
            name.add(Feature.LISTED_AFTER_CERTAIN)
    for name, near in reversed(listed):
        if near.certain and name.bearer is None:
            name.add(Feature.LISTED_BEFORE_CERTAIN)


def _in_one_list(text: str, words: Sequence[Word], one: ScoredName, other: ScoredName, language: Language) -> bool:
    """Return whether two names are separated only by punctuation of lists and up to two function words ("und in")."""
    between = text[words[one.candidate.after - 1].end : words[other.candidate.first].start]
    if len(between) > _MAX_BETWEEN or "\n" in between or not _BETWEEN.fullmatch(between):
        return False
    small = between.lower().strip(" ,/–—-").split()
    return all(word in language.function_words for word in small) and bool(small or between.strip())
