"""Convert the training texts (`texts/teach`) to JSON Lines for the ranker.

python -m tests.quality.lessons > teach.jsonl && storymap data train-ranker teach.jsonl
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from storymap.gazetteer import open_gazetteer
from storymap.model import Article, Home, Passage, PassageKind
from storymap.resolve.home import home_of
from tests.quality.annotated import AnnotatedText, Expectation, Kind, read_folder

TEACH = Path(__file__).with_name("texts") / "teach"
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


def main() -> None:
    for text in read_folder(TEACH):
        sys.stdout.write(json.dumps(record(text), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
