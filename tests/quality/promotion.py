"""Fit the weights of `storymap.resolve.promotion` to the annotated texts and print them: `python -m tests.quality.promotion`.

The texts are those that also train the confidence (`lessons.py`).
"""

from __future__ import annotations

from storymap.forge.training.promotion import examples, fit_promotion
from storymap.gazetteer import open_gazetteer
from storymap.recognize.tagger import Tagger
from storymap.resolve.ranker import load_weights
from tests.quality.lessons import CONFIDENCE_FOLDERS, record, texts


def main() -> None:
    records = (record(text) for text in texts(CONFIDENCE_FOLDERS))
    gazetteer = open_gazetteer()
    found = list(examples(records, gazetteer, load_weights(), Tagger.open(gazetteer)))
    print(f"{sum(e.right for e in found)} of {len(found)} occurrences are right")
    for name, weight in fit_promotion(found).items():
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
