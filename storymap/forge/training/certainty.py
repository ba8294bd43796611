"""Fit the weights of the confidence (`storymap.resolve.certainty`) to the results of all stages for annotated texts.

The texts are those of `storymap.forge.training.ranker`. Each text is first read with all candidates. The text is then
read `_ROUNDS` more times. Each time, the right places of some names are hidden, that is, removed from the candidates.
The weights thereby also fit names that are missing from the gazetteer, which are about a tenth of the names in
articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

from storymap.forge.training.fitting import Example, fit_logistic, is_right, is_within
from storymap.model import Article, Home, Mention, MentionKind, Passage, PassageKind, Position
from storymap.ports import Gazetteer
from storymap.recognize import Recognition, recognize
from storymap.recognize.tagger import Tagger
from storymap.resolve import Resolver
from storymap.resolve.candidates import Group
from storymap.resolve.certainty import CERTAINTY_FEATURES, CERTAINTY_SIGNS, certainty_features
from storymap.resolve.features import Array
from storymap.resolve.ranker import Ranking, Weights

_ROUNDS = 6  # each text is also resolved this many times with hidden places
_HIDDEN = 0.2  # in a round with hidden places, the right place is hidden for this share of the names
_WEIGHT = 0.075  # weight of an example from a round with hidden places
PRIOR = 2.0  # the prior of a weight is a normal distribution around its initial value; 1 / PRIOR is the variance


class _Recorder(Resolver):
    """A resolver that records a training example for each name that it puts on the map.

    It can hide the right places of names.
    """

    truths: Sequence[Mapping[str, Any]] = ()
    random: Random | None = None  # the random numbers that decide which places are hidden; None: no place is hidden
    weight = 1.0

    def groups(self, mentions: Sequence[Mention], home: tuple[float, float] | None) -> list[Group]:
        self.examples: list[Example] = []
        groups = super().groups(mentions, home)
        for group in groups if self.random is not None else ():
            truth = self.truth(mentions[group.mentions[0]])
            if group.holders or group.landmark or self.random.random() >= _HIDDEN or truth is None:  # type: ignore[union-attr]
                continue
            left = [e for e in group.candidates if not is_right(e, truth)]
            group.candidates = left or group.candidates
        return groups

    def certainty(self, mention: Mention, group: Group, number: int, ranking: Ranking, share: float) -> float:
        best = int(ranking.shares.argmax())
        truth = self.truth(mention)
        if truth is None or truth.get("kind") != MentionKind.DEMONYM:
            right = truth is not None and is_within(group.candidates[best], truth)
            shares, values = ranking.shares, ranking.values
            features = certainty_features(mention, group, number, share, shares, values, self.surroundings)
            self.examples.append(Example(features, right, self.weight))
        return super().certainty(mention, group, number, ranking, share)

    def truth(self, mention: Mention) -> Mapping[str, Any] | None:
        """Return the annotated mention that overlaps a mention, or None."""
        return next((m for m in self.truths if m["start"] < mention.end and mention.start < m["end"]), None)


def examples(
    records: Iterable[Mapping[str, Any]],
    gazetteer: Gazetteer,
    weights: Weights,
    tagger: Tagger,
    seed: int = 0,
    rounds: int = _ROUNDS,
) -> Iterator[Example]:
    """Read the texts and yield a training example for each name that the resolver puts on the map."""
    random = Random(seed)
    for record in records:
        article = article_of(record)
        found = recognize(article, gazetteer, tagger)
        for number in range(rounds + 1):
            yield from _read(record, article, found, _Recorder(gazetteer, None, weights), random if number else None)


def _read(
    record: Mapping[str, Any], article: Article, found: Recognition, resolver: _Recorder, random: Random | None
) -> list[Example]:
    resolver.truths, resolver.random = record["mentions"], random
    resolver.weight = _WEIGHT if random is not None else 1.0
    resolver.run(article, found.mentions, found.rejected, found.suggestions)
    return resolver.examples


def article_of(record: Mapping[str, Any]) -> Article:
    """Return the article of an annotated text, with its home and a passage for each paragraph."""
    text, passages, at = record["text"], list[Passage](), 0
    for number, part in enumerate(text.split("\n\n"), 1):
        if part.strip():
            passages.append(Passage(f"p{number}", at, at + len(part), PassageKind.PARAGRAPH))
        at += len(part) + 2
    home = record.get("home")
    return Article("", text, tuple(passages), home=Home(position=Position(home["lat"], home["lon"])) if home else None)


def fit_certainty(found: Sequence[Example], prior: Array) -> Array:
    """Return the weights of CERTAINTY_FEATURES.

    `prior` contains the initial weights, which are the mean of the prior.
    """
    return fit_logistic(found, prior, CERTAINTY_FEATURES, CERTAINTY_SIGNS, PRIOR)
