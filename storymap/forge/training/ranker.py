"""Train the resolver's weights (`data/ranker.json`) on annotated texts, as a conditional logit with a Gaussian prior.

The texts are JSON Lines {"text", "mentions": [{"start", "end", "lat"?, "lon"?, "kind"?, "admin"?, "km"?}], "home"?:
{"lat", "lon"}}; "km" is the tolerance of a position. The texts are articles that were annotated for this project.
Corpora that are used to measure quality are never used for training.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from storymap.forge.training.certainty import examples, fit_certainty
from storymap.forge.training.fitting import Example, fit_logistic, is_right
from storymap.forge.training.local_news import local_news
from storymap.gazetteer import open_gazetteer
from storymap.model import Mention, MentionKind, NameContext
from storymap.ports import Gazetteer
from storymap.recognize.cues import add_cues
from storymap.recognize.tagger import Tagger
from storymap.resolve.candidates import Group, gather
from storymap.resolve.certainty import CERTAINTY_FEATURES
from storymap.resolve.confidence import CONFIDENCE_FEATURES, SIGNS, confidence_features
from storymap.resolve.dialect import NO_DIALECT
from storymap.resolve.features import FEATURES, FIRST_FEATURES, Array, ContextFeatures, own_features
from storymap.resolve.home import dialect_of
from storymap.resolve.ranker import ROUNDS, Weights, rank, softmax, weights_of
from storymap.resolve.surroundings import Surroundings
from storymap.resources import data, facts

# The weights depend on the probabilities, and these depend on the weights. Therefore both are updated in turn, this
# many times.
PASSES = 3
# The prior of a weight is a normal distribution around its initial value, and 1 / PRIOR is the variance. With this
# variance, a few hundred decisions change a weight only slightly.
PRIOR = 10.0
# Weight of an example whose right place is hidden. The gazetteer does not have the right place for about this share of
# the names.
HIDDEN = 0.1
HIDDEN_SMALL = 0.4  # HIDDEN for examples of small places, which are missing from the gazetteer more often
# Weight of an example from generated local news. It is low because the generated sentences are easier than real ones.
GENERATED = 0.08
# The same for the choice of places. It is higher because annotated texts have little local news of this kind.
GENERATED_CHOICE = 0.2
SMALL = 3.7  # prominence of a place with 5,000 people
CONFIDENCE_PRIOR = 1.0  # the inverse variance (see PRIOR) for the weights of the confidence model
START = facts("ranker.toml")  # the initial weights


@dataclass(frozen=True, slots=True)
class Document:
    """A preprocessed text.

    The fields contain the groups of mentions, the correct candidates, and the feature columns that do not change during
    the training.
    """

    groups: list[Group]
    right: NDArray[np.bool_]  # for each candidate of all groups, whether it is correct
    judged: NDArray[np.bool_]  # for each group, whether one of its candidates is correct
    own: Array
    company: ContextFeatures
    weight: float = 1.0  # weight of each group in the training


def train(
    texts: Iterable[Path],
    gazetteer: Gazetteer,
    start: Mapping[str, Mapping[str, float]],
    kept: Mapping[str, Mapping[str, float]] | None = None,
) -> dict[str, Any]:
    """Return the tables `first`, `full`, `confidence` and `certainty` of ranker.json.

    `kept` contains tables from an earlier training, which are not trained again: `first`, `full` and `confidence`, or
    `confidence` and `certainty`. By default, all tables are trained.
    """
    records, kept = [record for path in texts for record in _records(path)], kept or {}
    weights = weights_of(start)
    if "full" in kept:
        learned = weights_of(kept)
        return {**kept, "certainty": _certainty(records, gazetteer, learned, weights.certainty)}
    documents = [d for record in records if (d := prepare(record, gazetteer)) is not None]
    generated = (prepare(record, gazetteer) for record in local_news(gazetteer))
    documents += [replace(d, weight=GENERATED_CHOICE) for d in generated if d is not None]
    learned = fit_choice(documents, weights)
    choice = {"first": _table(FIRST_FEATURES, learned.first), "full": _table(FEATURES, learned.full)}
    if "certainty" in kept:
        return choice | dict(kept)
    confidence = fit_confidence([e for r in records for e in confidence_examples(r, gazetteer, learned)])
    learned = replace(learned, confidence=confidence)
    return {
        **choice,
        "confidence": _table(CONFIDENCE_FEATURES, confidence),
        "certainty": _certainty(records, gazetteer, learned, weights.certainty),
    }


def fit_choice(documents: Sequence[Document], start: Weights) -> Weights:
    """Return `start` with the weights that choose between places, `first` and `full`, trained on documents."""
    first = fit([(d.company.first(d.own), d) for d in documents], start.first)
    full = start.full
    for _ in range(PASSES):
        tables = [(table_of(d, replace(start, first=first, full=full))[0], d) for d in documents]
        full = fit(tables, start.full)
    return replace(start, first=first, full=full)


def _certainty(
    records: Sequence[Mapping[str, Any]], gazetteer: Gazetteer, learned: Weights, start: Array
) -> dict[str, float]:
    """Return the table `certainty`.

    `learned` contains the other tables, which are already trained. `start` contains the initial weights.
    """
    tagger = Tagger.open(gazetteer)
    outcomes = list(examples(records, gazetteer, learned, tagger))
    outcomes += [lighter(e) for e in examples(local_news(gazetteer), gazetteer, learned, tagger, rounds=0)]
    return _table(CERTAINTY_FEATURES, fit_certainty(outcomes, start))


def _table(names: Sequence[str], weights: Array) -> dict[str, float]:
    return {n: round(float(w), 3) for n, w in zip(names, weights, strict=True)}


def build(texts: Iterable[Path], out: Path, keep: Sequence[str] = ()) -> Path:
    """Train on `texts`, starting from facts/ranker.toml, and write `out`/ranker.json. The result is reproducible.

    `keep`: the tables that are not trained, but copied from the ranker.json of the package (see `train`).
    """
    gazetteer = open_gazetteer(data("places.bin"))  # fetched data is not used, so that the results can be reproduced
    path = out / "ranker.json"
    known = json.loads(data("ranker.json").read_text(encoding="utf-8")) if keep else {}
    kept = {name: known[name] for name in keep}
    table = train(texts, gazetteer, tomllib.loads(START.read_text(encoding="utf-8")), kept)
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def prepare(record: Mapping[str, Any], gazetteer: Gazetteer) -> Document | None:
    """Return the Document of an annotated text, or None if it has no usable mention.

    If the text names the unit that contains a place ("Paris, Texas"), this unit is hidden in every second group. If it
    were never hidden, the other features would get no weight.
    """
    text = record["text"]
    located = [m for m in record["mentions"] if m.get("kind", "name") in ("name", "metonym", "loc")]
    mentions = [Mention(text[m["start"] : m["end"]], m["start"], m["end"], context=_context(m)) for m in located]
    home = (record["home"]["lat"], record["home"]["lon"]) if record.get("home") else None
    groups = [g for g in gather(mentions, gazetteer, home) if g.candidates]
    for i, group in enumerate(groups):
        if i % 2:
            group.holders = []
    if not groups:
        return None
    right = [is_right(e, located[g.mentions[0]]) for g in groups for e in g.candidates]
    own = own_features(groups, home, "", dialect_of(text) if home is None else NO_DIALECT)
    company = ContextFeatures(groups, _demonyms(text, record["mentions"], gazetteer))
    truth = np.array(right, dtype=bool)
    judged = np.bincount(company.owner, weights=truth, minlength=len(groups)) > 0
    return Document(groups, truth, judged, own, company) if judged.any() else None


def table_of(document: Document, weights: Weights) -> tuple[Array, Array]:
    """Return all feature columns of a document, and the probabilities that result from them.

    The values are those of the last round of the resolver.
    """
    owner = document.company.owner
    beliefs = softmax(document.company.first(document.own) @ weights.first, owner)
    table = document.own
    for _ in range(ROUNDS):
        table = np.hstack([document.own, document.company.columns(beliefs)])
        beliefs = softmax(table @ weights.full, owner)
    return table, beliefs


def fit(tables: Sequence[tuple[Array, Document]], prior: Array) -> Array:
    """Return the maximum a posteriori weights, computed with L-BFGS. Groups without a correct candidate are ignored."""
    rows, owner, right, judged = _stack(tables)
    weight = np.concatenate([np.full(len(d.groups), d.weight) for _, d in tables])
    counts = (judged * weight)[owner]

    def loss(weights: Array) -> tuple[float, Array]:
        shares = softmax(rows @ weights, owner)
        hits = np.bincount(owner, weights=shares * right, minlength=len(judged))
        target = np.where(right, shares / np.maximum(hits[owner], 1e-12), 0.0)
        away = weights - prior
        value = -float(weight[judged] @ np.log(np.maximum(hits[judged], 1e-12))) + PRIOR / 2 * float(away @ away)
        return value, rows.T @ ((shares - target) * counts) + PRIOR * away

    learned: Array = minimize(loss, prior, jac=True, method="L-BFGS-B").x
    return learned


def confidence_examples(record: Mapping[str, Any], gazetteer: Gazetteer, weights: Weights) -> Iterator[Example]:
    """Yield two examples for each name in a text.

    The first example has all candidates. The second example has all candidates except the right place.

    The second example has the weight HIDDEN or HIDDEN_SMALL. A name that is followed by a larger unit has no second
    example, because the unit excludes the other places with the same name.
    """
    text = record["text"]
    located = [m for m in record["mentions"] if m.get("kind", "name") in ("name", "metonym", "loc")]
    names = [Mention(text[m["start"] : m["end"]], m["start"], m["end"]) for m in located]
    home = (record["home"]["lat"], record["home"]["lon"]) if record.get("home") else None
    groups = gather(list(add_cues(text, names, gazetteer)), gazetteer, home)
    demonyms = _demonyms(text, record["mentions"], gazetteer)
    dialect = dialect_of(text) if home is None else NO_DIALECT
    for i, group in enumerate(groups):
        truth = located[group.mentions[0]]
        if truth.get("lat") is None or not group.candidates:
            continue
        false = [e for e in group.candidates if not is_right(e, truth)]
        yield _example(groups, i, demonyms, home, weights, truth, 1.0, dialect)
        if false and len(false) < len(group.candidates) and not group.holders:
            hidden = [*groups[:i], replace(group, candidates=false), *groups[i + 1 :]]
            small = max(e.prominence for e in group.candidates if is_right(e, truth)) < SMALL
            yield _example(hidden, i, demonyms, home, weights, truth, HIDDEN_SMALL if small else HIDDEN, dialect)


def _example(
    groups: Sequence[Group],
    i: int,
    demonyms: Counter[str],
    home: tuple[float, float] | None,
    weights: Weights,
    truth: Mapping[str, Any],
    weight: float,
    dialect: Mapping[str, float],
) -> Example:
    rankings = rank(groups, demonyms, home, weights=weights, find_home=dialect != NO_DIALECT, dialect=dialect)
    winners = [g.candidates[int(r.shares.argmax())] if r else None for g, r in zip(groups, rankings, strict=True)]
    ranking, group = rankings[i], groups[i]
    assert ranking is not None
    best = int(ranking.shares.argmax())
    features = confidence_features(group, i, ranking.shares, ranking.values, best, Surroundings(groups, winners))
    return Example(features, is_right(group.candidates[best], truth), weight)


def lighter(example: Example) -> Example:
    """Return an example from a generated text with a lower weight, because examples from written texts count more."""
    return example._replace(weight=example.weight * GENERATED)


def fit_confidence(examples: Sequence[Example]) -> Array:
    """Return the weights of `CONFIDENCE_FEATURES`.

    The mean of the prior is 1 for the feature "share" and 0 for the other features.
    """
    prior = np.array([float(name == "share") for name in CONFIDENCE_FEATURES])
    return fit_logistic(examples, prior, CONFIDENCE_FEATURES, SIGNS, CONFIDENCE_PRIOR)


def _stack(
    tables: Sequence[tuple[Array, Document]],
) -> tuple[Array, NDArray[np.intp], NDArray[np.bool_], NDArray[np.bool_]]:
    rows = np.vstack([table for table, _ in tables])
    owners, base = [], 0
    for _, document in tables:
        owners.append(document.company.owner + base)
        base += len(document.groups)
    right = np.concatenate([d.right for _, d in tables])
    judged = np.concatenate([d.judged for _, d in tables])
    return rows, np.concatenate(owners), right, judged


def _context(mention: Mapping[str, Any]) -> NameContext:
    return NameContext(admin=str(mention.get("admin") or ""))


def _demonyms(text: str, mentions: Sequence[Mapping[str, Any]], gazetteer: Gazetteer) -> Counter[str]:
    words = [text[m["start"] : m["end"]] for m in mentions if m.get("kind") == MentionKind.DEMONYM]
    return Counter(c for w in words for c in gazetteer.demonym(w))


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
