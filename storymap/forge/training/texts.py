"""Read lessons from this project's own texts (`texts/*.txt`), which were written to train the tagger.

A line "====" separates two texts. "[L Oban]" marks a place, "[P Ann Ross]" marks a person, and "[O Bank of Ceylon]"
marks an organisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from storymap.errors import StorymapError
from storymap.forge.training.lessons import Lesson, Mark

FOLDER = Path(__file__).with_name("texts")
_LABELS = {"L": "LOC", "P": "PER", "O": "ORG"}
_MARK = re.compile(r"\[([LPO]) ([^\[\]]+)\]")


def own_lessons(folder: Path = FOLDER) -> Iterator[Lesson]:
    """Yield the lessons in all files of a folder. Raise StorymapError if a bracket is not part of a mark."""
    for file in sorted(folder.glob("*.txt")):
        for number, text in enumerate(re.split(r"(?m)^=+$", file.read_text(encoding="utf-8")), 1):
            if text.strip():
                yield marked(text.strip(), f"{file.name}, text {number}")


def marked(source: str, where: str = "text") -> Lesson:
    """Return the lesson for a text with marks in brackets. `where` identifies the text in error messages."""
    out, marks, at = "", list[Mark](), 0
    for match in _MARK.finditer(source):
        out += source[at : match.start()]
        marks.append((len(out), len(out) + len(match[2]), _LABELS[match[1]]))
        out += match[2]
        at = match.end()
    out += source[at:]
    if bracket := re.search(r"[\[\]]", out):
        raise StorymapError(
            f"{where}: a bracket is not part of a mark, at “{out[max(0, bracket.start() - 20) : bracket.end() + 20]}”"
        )
    return Lesson(out, tuple(marks))
