"""Read the names of authors in front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from storymap.lazy_pattern import lazy_pattern
from storymap.read.credits import OTHERS, words_for
from storymap.read.heads import in_order, writers

# Keys of front matter whose value is an author
AUTHORS = (
    *("author", "authors", "byline", "by", "writer", "Author", "creator"),
    *(
        "autor",
        "autora",
        "autores",
        "auteur",
        "auteurs",
        "autore",
        "autrice",
        "autori",
        "autorin",
        "autoren",
        "auteure",
    ),
    *("verfasser", "forfatter", "författare", "schrijver", "autorka", "autorzy", "автор", "作者", "著者"),
)
_PARTS = (
    ("given", "first", "firstname", "first_name", "given-names", "given_name", "forename"),
    ("non-dropping-particle", "dropping-particle", "particle", "name-particle"),
    ("family", "last", "lastname", "last_name", "family-names", "family_name", "surname"),
)
_NOT_WRITING = lazy_pattern(rf"(?i)^\W*{words_for(*OTHERS)}")


def names_in(value: Any, deep: int = 0) -> Iterator[str]:
    """Yield the names of persons in a text, in a mapping with a name, or in a list of these."""
    if deep > 4:  # no real list of authors is nested more deeply; values with YAML aliases can be
        return
    if isinstance(value, Mapping):
        if _NOT_WRITING.search(str(value.get("role") or "")):
            return
        name = (
            _in_parts(value)
            or value.get("name")
            or value.get("title")
            or value.get("display_name")
            or value.get("nickname")
        )
        if name:
            yield from names_in(name, deep + 1)
        elif value and all(isinstance(v, Mapping) for v in value.values()):
            yield from names_in(list(value.values()), deep + 1)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from names_in(item, deep + 1)
    elif isinstance(value, (str, int)) and str(value).strip():
        text = re.sub(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]", r"\1", str(value))
        text = re.sub(r"<[^<>]*@[^<>]*>|\([^()]*@[^()]*\)|https?://\S+", "", text)
        parts = unescape(text).split(";")
        pairs = len(parts) > 1 and all(part.count(",") == 1 for part in parts)  # "Lee, Ann; Ek, Bo"
        for part in parts:
            name = re.sub(r"(?i)^by\s+", "", " ".join(part.split()))
            # a text alone may also be a list of names: "Anna, Ben"
            ordered = in_order(name) if deep or pairs or " " in name.partition(",")[0] else name
            yield from [ordered] if ordered != name else writers(name)


def _in_parts(value: Mapping[str, Any]) -> str:
    """Return a name that is given in parts, as in Quarto and CSL: `{given: Ann, family: Lee}`.

    Return "" for other values.
    """
    parts = (next((value[key] for key in keys if isinstance(value.get(key), str)), "") for keys in _PARTS)
    given, particle, family = (str(part).strip() for part in parts)
    return " ".join(filter(None, (given, particle, family))) if given and family else ""
