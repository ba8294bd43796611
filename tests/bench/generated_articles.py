"""Write generated articles as JSON Lines: sentences of the texts in tests/quality, with names from the gazetteer.

    python -m tests.bench.generated_articles FILE.jsonl COUNT

The same count gives the same file. An article has 4 to 24 sentences, about 250 words and 12 names.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from storymap.gazetteer import open_gazetteer
from storymap.model import BoundingBox
from storymap.tokens import sentence_spans
from tests.quality.annotated import TEXTS, read_folder

PLACES = 20_000  # sentences are made with these names
WORLD = BoundingBox(-180, -90, 180, 90)
PATTERNS = (
    "The road from {} to {} was closed for two days.",
    "Officials in {} said the work would continue until spring.",
    "She moved to {} after ten years in {}.",
    "The company has offices in {}, {} and {}.",
    "Heavy rain was reported near {} on Tuesday morning.",
)


def articles(count: int, seed: int = 11) -> Iterator[dict[str, str]]:
    """Yield `count` articles with id, text and date of publication."""
    chance = random.Random(seed)
    sentences = [
        " ".join(text.text[start:end].split())
        for folder in ("gate", "teach")
        for text in read_folder(TEXTS / folder)
        for start, end in sentence_spans(text.text)
        if end - start > 20
    ]
    gazetteer = open_gazetteer()
    names = [gazetteer.place(entry).name for entry in gazetteer.largest(WORLD, frozenset({"city"}), PLACES)]
    weights = [1 / (number + 20) for number in range(len(names))]
    for number in range(count):
        chosen = chance.choices(sentences, k=chance.randint(3, 20))
        for pattern in chance.choices(PATTERNS, k=chance.randint(1, 4)):
            chosen.insert(
                chance.randint(0, len(chosen)), pattern.format(*chance.choices(names, weights, k=pattern.count("{}")))
            )
        text = "\n\n".join(" ".join(chosen[at : at + 4]) for at in range(0, len(chosen), 4))
        yield {"id": f"a{number}", "text": text, "published": f"{1970 + number % 50}-05-01"}


def main(arguments: list[str]) -> None:
    """Write the file."""
    with Path(arguments[0]).open("w", encoding="utf-8") as out:
        for article in articles(int(arguments[1])):
            out.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
