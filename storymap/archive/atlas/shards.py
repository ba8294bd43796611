"""Divide the passages and the index of their words into JavaScript files ("scripts") of limited size.

Passages are numbered in the order of the places. If the passages of a place do not fit into the rest of the current
script, they start a new script, so that the page loads the first passages of a place with one request.
"""

from __future__ import annotations

import json
import unicodedata
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from storymap.archive.atlas.rows import Atlas, Document, Passage
from storymap.lazy_pattern import lazy_pattern

# Maximum size of a script: small enough for slow connections, but large enough that there are few files.
SHARD_BYTES = 90_000
# Maximum number of passages that contain a word. More frequent words, such as "the", are not in the index.
MAX_POSTINGS = 20_000
_WORD = lazy_pattern(r"[^\W_]+")
_UNSPACED = lazy_pattern("([\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+)")  # Thai, Lao, Japanese, Chinese


@dataclass(slots=True)
class Shard:
    """The content of a script with passages.

    The keys of `places` are indexes of places; the values are what the page shows about each place.
    """

    first: int  # number of the first passage
    documents: list[tuple[str, str, str]] = field(default_factory=list)
    places: dict[str, Any] = field(default_factory=dict)
    passages: list[tuple[int, str, str, str]] = field(default_factory=list)

    def script(self, name: str) -> bytes:
        """Return the script."""
        content = {
            "first": self.first,
            "documents": self.documents,
            "places": self.places,
            "passages": self.passages,
        }
        return script(name, content)


def script(name: str, content: object) -> bytes:
    """Return the JavaScript that passes `content` to the page."""
    return f"storymap.loaded({to_json(name)},{to_json(content)})\n".encode()


def to_json(value: object) -> str:
    """Return compact JSON that is also valid JavaScript and safe inside HTML."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def passage_shards(atlas: Atlas, about: Callable[[int], object], limit: int = SHARD_BYTES) -> Iterator[Shard]:
    """Yield the scripts with passages. `about` returns what the page shows about the place with a given index."""
    packer = _Packer(atlas.documents, limit)
    for index, place in enumerate(atlas.places):
        yield from packer.add(index, about(index), place.passages)
    if packer.shard.passages:
        yield packer.shard


class _Packer:
    """Collects passages, place by place, until a script is full."""

    def __init__(self, documents: Sequence[Document], limit: int) -> None:
        self._documents, self._limit = documents, limit
        self.shard = Shard(0)
        self._local: dict[int, int] = {}  # index of a document -> its index in the current script
        self._size = 0

    def add(self, index: int, about: object, passages: Sequence[Passage]) -> Iterator[Shard]:
        """Add the passages of a place. Yield each script that becomes full."""
        sizes = [self._size_of(p) for p in passages]
        if self.shard.passages and self._size + sum(sizes) + _bytes(about) > self._limit:
            yield self._next()
        for passage, size in zip(passages, sizes, strict=True):
            if self.shard.passages and self._size + size > self._limit:
                yield self._next()
            if str(index) not in self.shard.places:
                self.shard.places[str(index)] = about
                self._size += _bytes(about) + 10
            self._add(passage, size)

    def _add(self, passage: Passage, size: int) -> None:
        number = self._local.setdefault(passage.document, len(self._local))
        if number == len(self.shard.documents):
            self.shard.documents.append(self._documents[passage.document][:3])
        self.shard.passages.append((number, *passage[1:]))
        self._size += size

    def _size_of(self, passage: Passage) -> int:
        """Return the size (bytes) of a passage and its document, which is the most that the passage can add to a
        script.
        """
        return _bytes(passage) + _bytes(self._documents[passage.document][:3]) + 2

    def _next(self) -> Shard:
        full = self.shard
        self.shard, self._local, self._size = Shard(full.first + len(full.passages)), {}, 0
        return full


@dataclass(frozen=True, slots=True)
class WordShards:
    """The index of words.

    `scripts` has the content of each script, `first` has the first word of each script, and `common` has the words that
    are too frequent for the index.
    """

    scripts: list[tuple[list[str], list[list[int]]]]
    first: list[str]
    common: list[str]


def word_shards(atlas: Atlas, limit: int = SHARD_BYTES, most: int = MAX_POSTINGS) -> WordShards:
    """Return the index of words, divided into scripts.

    For each word, the index has the numbers of the passages that contain the word. Each number except the first is
    stored as the difference from the number before it.
    """
    index: dict[str, array[int]] = {}
    number = 0
    for place in atlas.places:
        for passage in place.passages:
            for word in set(words(f"{passage.before}{passage.words}{passage.after}")):
                index.setdefault(word, array("I")).append(number)
            number += 1
    common = sorted(word for word, found in index.items() if len(found) > most)
    for word in common:
        del index[word]
    scripts: list[tuple[list[str], list[list[int]]]] = []
    first: list[str] = []
    size = limit + 1
    # JavaScript sorts strings by their UTF-16 code units
    for word in sorted(index, key=lambda w: w.encode("utf-16-be")):
        found = index[word]
        steps = [found[0], *(b - a for a, b in pairwise(found))]
        needs = _bytes(word) + _bytes(steps) + 2
        if size + needs > limit:
            first.append(word)
            scripts.append(([], []))
            size = 0
        names, postings = scripts[-1]
        names.append(word)
        postings.append(steps)
        size += needs
    return WordShards(scripts, first, common)


def words(text: str) -> list[str]:
    """Return the words of a text for the index, in lower case and without diacritics.

    Thai, Lao, Chinese and Japanese do not separate words by spaces: their texts are divided into pairs of characters.
    `storymap.words` in assets/atlas-data.js must return the same words.
    """
    found: list[str] = []
    for word in _WORD.findall(_folded(text)):
        for part in _UNSPACED.split(word) if not word.isascii() else [word]:
            if part and _UNSPACED.fullmatch(part):
                found += [part[i : i + 2] for i in range(max(1, len(part) - 1))]
            elif part:
                found.append(part)
    return found


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    return "".join(filter(_is_no_mark, unicodedata.normalize("NFKD", text))).lower()


@lru_cache(10_000)
def _is_no_mark(char: str) -> bool:
    return unicodedata.category(char) != "Mn"


def _bytes(value: object) -> int:
    return len(to_json(value).encode())
