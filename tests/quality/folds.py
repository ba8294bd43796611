"""Report the confidence on texts of this project that it was not trained on: `python -m tests.quality.folds`.

The training texts of the confidence are divided into parts. For each part, the weights are trained on the other parts
(as `storymap data train-ranker --only-certainty` does) and used on this part. `tests.quality.confidence` explains the
columns. Names whose place stays off the map are left out.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from random import Random

from storymap.forge.training.certainty import examples, fit_certainty
from storymap.forge.training.fitting import Example
from storymap.forge.training.local_news import local_news
from storymap.forge.training.ranker import START, lighter
from storymap.gazetteer import open_gazetteer
from storymap.recognize.tagger import Tagger
from storymap.resolve import DOUBTFUL
from storymap.resolve.confidence import probability
from storymap.resolve.ranker import load_weights, weights_of
from storymap.resources import data
from tests.quality.confidence import HEAD, Judged, row
from tests.quality.lessons import CONFIDENCE_FOLDERS, record, texts

_FOLDS = 5


def main() -> int:
    gazetteer, weights = open_gazetteer(data("places.bin")), load_weights()
    tagger = Tagger.open(gazetteer)
    start = weights_of(tomllib.loads(START.read_text(encoding="utf-8"))).certainty
    generated = [lighter(e) for e in examples(local_news(gazetteer), gazetteer, weights, tagger, rounds=0)]
    found: dict[tuple[str, str], list[Example]] = {}
    for folder in CONFIDENCE_FOLDERS:
        for text in texts([folder]):
            found[folder, text.name] = list(examples([record(text)], gazetteer, weights, tagger, seed=len(found)))
    keys = sorted(found)
    Random(0).shuffle(keys)
    judged: dict[str, list[Judged]] = defaultdict(list)
    for fold in range(_FOLDS):
        others = [e for i, key in enumerate(keys) if i % _FOLDS != fold for e in found[key]]
        trained = fit_certainty([*others, *generated], start)
        for folder, name in keys[fold::_FOLDS]:
            # only the examples of the round in which no places are hidden
            whole = (e for e in found[folder, name] if e.weight == 1)
            pins = (Judged(probability(e.features, trained), e.right) for e in whole)
            judged[folder] += [pin for pin in pins if pin.confidence >= DOUBTFUL]
    print(HEAD.format("texts"))
    for folder in CONFIDENCE_FOLDERS:
        print(row(f"{folder}, {_FOLDS} parts", judged[folder]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
