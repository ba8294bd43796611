"""Measure the pages of the test inputs while the readers know no words of any language.

    python -m tests.quality.without_words [SET …] [--failures]

The tables of words for bylines, labels and requests are replaced, so that every language is unknown. The names of
classes stay, because most sites name them in English. Without arguments, all sets are measured.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from storymap.read import boilerplate, byline, insertions, persons, towns
from storymap.read import credits as makers
from storymap.read.page import (
    author_boxes,
    bylines,
    clutter,
    head_lines,
    head_names,
    image_credits,
    name_forms,
    notices,
    parts,
    prices,
    signatures,
)
from tests.quality.inputs import INPUTS, SETS, Score, expectations, report, score_file

_NEVER = re.compile(r"(?!)")
# Patterns that are made of words. The words of notices in `insertions` and of roles in `credits` are replaced below.
_PATTERNS: dict[Any, str] = {
    author_boxes: "_ABOUT",
    bylines: "_OTHERS_LABEL",
    boilerplate: "_CUES _OWN _CALLS _MAILING _BUTTONS _ASKS",
    byline: "_OPENING",
    clutter: "_AD_LABEL _LABEL _INSTRUCTION _REST _SIGN_UP _FOOT _RELATIVE",
    head_lines: "_OTHERS",
    notices: "_NOTICE _SCROLL _SECTION _TRIBUTE _BUTTON _TIP_REQUEST _CONTACT _FOLLOW _DISCLOSURE _END_MARK _PRESS _OFFER",
    image_credits: "_PHOTO_BY",
    parts: "_READING_TIME _CREDIT_LINE _SOURCE",
    persons: "_BY _OTHERS_ONLY _OTHERS_AFTER _ALL_OF _OTHERS_REMARK _ROLE _OFFICE _GUEST",
    prices: "_PERIOD",
    signatures: "_LINE_BY _BUREAU _REPORTER _STAMP",
    towns: "_IN _UNCASED_TOWN",
}
# Names of functions whose results are stored, and depend on words
_STORED: dict[Any, str] = {
    clutter: "is_label is_instruction",
    insertions: "_pattern _compiled _liked _first_words _all_first_words is_request is_page_notice",
    notices: "is_notice is_appeal",
}


@contextmanager
def without_words() -> Iterator[None]:
    """Replace the tables of words of the readers inside a `with` block."""
    patches: list[Any] = [
        patch.object(module, name, _NEVER) for module, names in _PATTERNS.items() for name in names.split()
    ]
    patches += [patch.object(module, "words_in", lambda *_: ()) for module in (makers, byline)]
    patches.append(patch.object(insertions, "_phrases", lambda _: ("qqqq",)))
    roles = name_forms.Roles(_NEVER, _NEVER, _NEVER)
    patches += [patch.object(module, "role_words", lambda: roles) for module in (name_forms, head_names)]
    with ExitStack() as stack:
        stack.callback(_forget)  # called last, when the words are back
        for one in patches:
            stack.enter_context(one)
        _forget()
        yield


def _forget() -> None:
    for module, names in _STORED.items():
        for name in names.split():
            getattr(module, name).cache_clear()


def score_pages(number: str) -> tuple[int, Score]:
    """Return the number of pages of a set and their score, measured without words."""
    folder = INPUTS / "pages" if number == "first" else INPUTS / number / "pages"
    total, files = Score(), 0
    with without_words():
        for path in expectations([folder]):
            total.add(score_file(path))
            files += 1
    return files, total


def main(arguments: list[str]) -> int:
    """Print the counts of each set and of all of them; with --failures also each difference."""
    every, count = Score(), 0
    for number in [a for a in arguments if not a.startswith("-")] or SETS:
        files, score = score_pages(number)
        if "--failures" in arguments:
            print("\n".join(score.failures))
        print(report(number, files, score))
        every.add(score)
        count += files
    print(report("all", count, every))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
