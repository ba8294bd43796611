"""Convert annotated texts to JSON Lines for the ranker: `python -m tests.quality.lessons [FOLDER…]`.

The folders are in `texts`; the default is `teach`. These commands make the weights for the choice of places again:

    python -m tests.quality.lessons teach genres > all.jsonl
    storymap data train-ranker all.jsonl --only-choice

With `--only-certainty` instead, the second one makes the weights of the confidence.

Texts with a tag in `HELD_OUT` are left out: they show how good the choice of places and the confidence are on texts that
they were not trained on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from storymap.gazetteer import open_gazetteer
from storymap.model import Article, Home, Passage, PassageKind
from storymap.resolve.home import home_of
from tests.quality.annotated import TEXTS, AnnotatedText, Expectation, Kind, read_folder

CONFIDENCE_FOLDERS = ("teach", "genres")  # the folders of the training texts
HELD_OUT = frozenset({"fourth", "fifth", "sixth", "seventh", "eighth"})
_NAMES = {Kind.NAME, Kind.METONYM, Kind.DEMONYM}


def record(text: AnnotatedText) -> dict[str, Any]:
    """Return {"text", "mentions", "home"?} in the format of `storymap.forge.training.ranker`."""
    lesson: dict[str, Any] = {
        "text": text.text,
        "mentions": [_mention(e) for e in text.expectations if e.kind in _NAMES],
    }
    if text.home:
        whole = (Passage("p1", 0, len(text.text), PassageKind.PARAGRAPH),)
        at, _ = home_of(Article("", text.text, whole, home=Home(name=text.home)), open_gazetteer())
        lesson |= {"home": {"lat": at[0], "lon": at[1]}} if at else {}
    return lesson


def _mention(expected: Expectation) -> dict[str, Any]:
    row: dict[str, Any] = {"start": expected.start, "end": expected.end, "kind": expected.kind.value}
    at = expected.position
    if expected.country:
        gazetteer = open_gazetteer()
        country = gazetteer.country_place(expected.country)
        at = gazetteer.place(country).position if country else None
    if expected.position:
        row["km"] = expected.tolerance_km
    return row | ({"lat": at.lat, "lon": at.lon} if at and expected.kind is not Kind.DEMONYM else {})


def texts(folders: Sequence[str]) -> Iterator[AnnotatedText]:
    """Yield the texts in folders of `texts`, without those that are held out."""
    for folder in folders:
        yield from (text for text in read_folder(TEXTS / folder) if not HELD_OUT.intersection(text.tags))


def main(folders: Sequence[str]) -> None:
    for text in texts(folders or ["teach"]):
        sys.stdout.write(json.dumps(record(text), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
