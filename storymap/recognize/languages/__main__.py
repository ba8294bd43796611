"""Print how the names in a text are scored.

Run `python -m storymap.recognize.languages LANGUAGE FILE`; FILE may be `-` for standard input.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from storymap.gazetteer import open_gazetteer
from storymap.ports import Gazetteer
from storymap.recognize.languages.capitalized import score_names
from storymap.recognize.languages.caseless import score_caseless
from storymap.recognize.languages.data import language_data
from storymap.recognize.languages.scoring import FeatureName, Weights, contributions
from storymap.recognize.languages.unspaced import score_unspaced
from storymap.recognize.languages.words import split_words

USAGE = "usage: python -m storymap.recognize.languages LANGUAGE FILE"


def explain(text: str, tag: str, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield a line for each candidate of each finder: words, confidence, and what each feature adds to the log-odds."""
    language = language_data(tag)
    words = list(split_words(text, language))
    for name in score_names(text, words, language, gazetteer):
        first, after = name.candidate.first, name.candidate.after
        surface = text[words[first].start : words[after - 1].end]
        yield _line(surface, name.confidence, name.features, name.weights)
    for span in (*score_unspaced(text, tag, gazetteer), *score_caseless(text, tag, gazetteer)):
        yield _line(text[span.start : span.end], span.confidence, span.features, span.weights)


def _line(surface: str, confidence: float, features: Mapping[FeatureName, float], weights: Weights) -> str:
    parts = (f"{part.feature} {part.log_odds:+.1f}" for part in contributions(features, weights))
    return f"{' '.join(surface.split())}  {confidence:.2f}  {', '.join(parts)}"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(USAGE)
    file = sys.argv[2]
    content = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    for line in explain(content, sys.argv[1], open_gazetteer()):
        print(line)
