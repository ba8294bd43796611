"""Read the names of authors in front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from storymap.read.credits import OTHERS, words_for
from storymap.read.heads import writers

_NOT_WRITING = re.compile(rf"(?i)^\W*{words_for(*OTHERS)}")


def names_in(value: Any, deep: int = 0) -> Iterator[str]:
    """Yield the names of persons in a text, in a mapping with a name, or in a list of these."""
    if deep > 4:  # only YAML aliases cause deeper nesting
        return
    if isinstance(value, Mapping):
        if _NOT_WRITING.search(str(value.get("role") or "")):
            return
        name = value.get("name") or value.get("title") or value.get("display_name") or value.get("nickname")
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
        yield from writers(re.sub(r"(?i)^by\s+", "", " ".join(text.split())))
