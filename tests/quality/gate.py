"""Run storymap on annotated texts, and read the floors (the minimum scores that these texts must reach)."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import storymap
from tests.quality.annotated import TEXTS, AnnotatedText, read_folder
from tests.quality.outcomes import Outcome, findings, judge

FLOORS = Path(__file__).with_name("floors.toml")


def run(texts: Iterable[AnnotatedText]) -> list[Outcome]:
    """Run `storymap.places` on the texts and return the outcomes."""
    return [outcome for text in texts for outcome in judge(text, findings(_document(text)))]


def languages(folder: str = "languages") -> dict[str, list[Outcome]]:
    """Return a mapping from language to outcomes, for the texts in other languages. `folder`: a folder in `texts`."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for text in read_folder(TEXTS / folder):
        found[text.language] += run([text])
    return dict(sorted(found.items()))


def _document(text: AnnotatedText) -> dict[str, object]:
    found = storymap.places(text.text, id=text.name, title=text.title, home=text.home or None)
    return found.to_dict()


def floors() -> tuple[dict[str, float], dict[str, float]]:
    """Return the floors that scores must reach, and the ceilings that they must not exceed."""
    table = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return table["floors"], table["ceilings"]


def floors_of_languages() -> dict[str, float]:
    """Return the minimum end-to-end F1 by language."""
    table: dict[str, float] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["languages"]
    return table
