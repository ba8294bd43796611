"""Measure which missed names appear in no list, and how many suggestions there are.

    python -m tests.quality.lost [--names]

A missed name is one that is annotated, that the gazetteer has, and that no mention overlaps. Each must be rejected with
a reason or suggested. `--names` prints those that are neither.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import storymap
from storymap.gazetteer import open_gazetteer
from storymap.ports import Gazetteer
from storymap.recognize.languages.data import language_data
from storymap.recognize.languages.inflection import base_forms
from tests.quality.annotated import NAMED, TEXTS, AnnotatedText, read_folder

FOLDERS = ("gate", "genres", "languages", "regions")


class Lost(NamedTuple):
    """Counts of one folder of texts. `names` are the missed names that are in no list, with the text's name."""

    words: int
    missed: int
    names: list[tuple[str, str]]
    suggestions: int

    @property
    def share(self) -> float:
        """The share (0–1) of the missed names that are in no list."""
        return len(self.names) / self.missed if self.missed else 0.0

    @property
    def per_thousand(self) -> float:
        """Suggestions for each 1,000 words."""
        return 1000 * self.suggestions / self.words if self.words else 0.0


def count(texts: Iterable[AnnotatedText], gazetteer: Gazetteer) -> Lost:
    """Return the counts of annotated texts."""
    words, missed, suggestions, names = 0, 0, 0, list[tuple[str, str]]()
    for text in texts:
        document: Mapping[str, Any] = storymap.places(
            text.text, id=text.name, title=text.title, home=text.home or None
        ).to_dict()
        words += len(text.text.split())
        suggestions += len(document["suggestions"])
        suggested = [span for s in document["suggestions"] for span in _spans(s)]
        mentions = [span for m in document["mentions"] for span in _spans(m)]
        listed = [*suggested, *(span for r in document["rejected"] for span in _spans(r))]
        for expected in text.expectations:
            if expected.kind not in NAMED or _overlaps(mentions, expected.start, expected.end):
                continue
            if is_known(expected.surface, text.language, gazetteer):
                missed += 1
                if not _overlaps(listed, expected.start, expected.end):
                    names.append((text.name, expected.surface))
    return Lost(words, missed, names, suggestions)


def is_known(surface: str, language: str, gazetteer: Gazetteer) -> bool:
    """Return whether the gazetteer has a name or one of its base forms."""
    return any(gazetteer.find(name) for name in (surface, *base_forms(surface, language_data(language))))


def _spans(value: Mapping[str, Any]) -> list[tuple[int, int]]:
    return [(v["start"], v["end"]) for v in value.get("occurrences", [value])]


def _overlaps(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return any(s < end and start < e for s, e in spans)


def main(arguments: Sequence[str]) -> int:
    gazetteer = open_gazetteer()
    print("| texts | missed names | in no list | share | suggestions for 1,000 words |\n|---|---|---|---|---|")
    for folder in FOLDERS:
        lost = count(read_folder(TEXTS / folder), gazetteer)
        print(f"| {folder} | {lost.missed} | {len(lost.names)} | {lost.share:.2f} | {lost.per_thousand:.1f} |")
        for text, name in lost.names if "--names" in arguments else ():
            print(f"    {text}: {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
