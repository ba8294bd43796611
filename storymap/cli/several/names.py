"""Choose file names of pages: readable, unique in their folder, and stable between builds."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from storymap.paths import is_device_name

SUFFIX = ".html"
INDEX = "index.html"
# Maximum length of a name without its suffix. A name of this length has at most 240 bytes in UTF-8; file systems allow
# 255 bytes.
MAX_CHARACTERS = 60
# Pages of files with these names are named after the folder, as in static site generators.
_UNNAMED = ("index", "readme", "_index", "")


class Wanted(NamedTuple):
    """The preferred name of a page, and the folder that is put before this name if another page prefers the same name."""

    name: str
    folder: str = ""


def wanted_name(path: Path | None, title: str) -> Wanted:
    """Return the preferred name of the page, made from the path of the article's file.

    If `path` is None, because there is no file or the file has several articles, the name is made from the title.
    """
    if path is None:
        return Wanted(slug(title) or "story")
    folder = slug(path.absolute().parent.name)
    stem = slug(path.stem)
    if stem.casefold() in _UNNAMED:
        parent = slug(path.absolute().parent.parent.name)
        return Wanted(folder if folder.casefold() not in _UNNAMED else "story", parent)
    return Wanted(stem, folder)


def slug(text: str) -> str:
    """Convert text to a part of a file name.

    Letters and digits of any script are kept. Other characters become hyphens.
    """
    text = unicodedata.normalize("NFC", text)
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" or c in "-_." else "-" for c in text)
    name = re.sub(r"-{2,}", "-", kept).strip("-._")[:MAX_CHARACTERS].strip("-._")
    head, dot, rest = name.partition(".")
    return f"{head}-{dot}{rest}" if is_device_name(name) else name


def assign_names(wanted: Sequence[Wanted], is_free: Callable[[str], bool]) -> list[str]:
    """Return a file name for each page, in order. `is_free` returns whether a name can be used in the output folder.

    If several pages prefer the same name, the name of each page begins with the folder of its article. The names
    therefore do not depend on the order of the pages.
    """
    times = Counter(_folded(w.name) for w in wanted)
    taken = {_folded("index")}
    names = []
    for page in wanted:
        alone = times[_folded(page.name)] == 1
        stem = next(c for c in _candidates(page, alone=alone) if _folded(c) not in taken and is_free(c + SUFFIX))
        taken.add(_folded(stem))
        names.append(stem + SUFFIX)
    return names


def _candidates(page: Wanted, *, alone: bool) -> Iterator[str]:
    if alone or not page.folder:
        yield page.name
    if page.folder:
        yield f"{page.folder}-{page.name}"
    yield f"{page.name}.story"
    number = 2
    while True:
        yield f"{page.name}-{number}"
        number += 1


def _folded(name: str) -> str:
    """Return a normalised name.

    Some file systems treat two names as the same file if their normalised names are equal.
    """
    return unicodedata.normalize("NFC", name).casefold()
