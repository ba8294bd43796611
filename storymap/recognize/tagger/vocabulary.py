"""Compute values of a word that do not depend on its context: spelling, shape, clusters and usual capitalisation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike, NDArray

Hashes = NDArray[np.uint32]

# The columns of the values of a word. The value 0 means that there is no value.
(
    WORD,
    SHAPE,
    OUTLINE,
    PREFIX2,
    PREFIX3,
    PREFIX4,
    SUFFIX2,
    SUFFIX3,
    SUFFIX4,
    FINE,
    COARSE,
    USUAL,
    DEMONYM,
    OUTLINE_FINE,
) = range(14)

# The role of a word in a name: PLAIN (none), CAPITAL (a part), LINK (between two parts, as in "Isle of Man") or FIGURE
# (a number).
PLAIN, CAPITAL, LINK, FIGURE = range(4)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LINKS = _set("of the for de del da do di la le du des el al bin von van und et y e & - ' on in upon")
# What a word shows about the name beside it: after INTO, there is a place; after TITLE and before SAYS, there is a
# person.
INTO, TITLE, SAYS = 1, 2, 4
_CUES = {
    **dict.fromkeys(_set("in at near from to across outside around inside throughout"), INTO),
    **dict.fromkeys(
        _set("Mr. Mrs. Ms. Dr. Gen. Sen. Rep. Gov. Lt. Col. Capt. Sgt. Prof. President Minister Sir Judge"), TITLE
    ),
    **dict.fromkeys(_set("said says told added explained whose who"), SAYS),
}
BOUNDARY = 0  # the positions before the first word and after the last word of a sentence have this id

# Codes of the usual case in `WordTable`: from 1 to 3 for words usually in lower case, and 9 for acronyms.
_LOWER_USUAL, _UPPER_USUAL = 3, 9


class WordTable:
    """Clusters and usual case of the most frequent word forms (data/words.npz)."""

    def __init__(self, keys: Hashes, table: NDArray[np.uint16], coarse: NDArray[np.uint8]) -> None:
        self._keys, self._table, self._coarse = keys, table, coarse

    @classmethod
    def open(cls, path: Path) -> WordTable:
        """Open the table. Raise OSError if the file is missing."""
        with np.load(path) as file:
            return cls(np.cumsum(file["gaps"], dtype=np.uint32), file["table"], file["coarse"])

    def look_up(self, words: Sequence[str]) -> list[tuple[int, int, int]]:
        """Return (fine cluster, coarse cluster, usual case) of each word. For an unknown word, all three are 0."""
        keys = np.fromiter((crc32(word.lower().encode()) for word in words), np.uint32, len(words))
        rows = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        known = self._keys[rows] == keys
        found = []
        for word, row, hit in zip(words, self._table[:, rows].T.tolist(), known.tolist(), strict=True):
            lower, title, upper, usual = row if hit else (0, 0, 0, 0)
            if word.isupper() and len(word) > 1:
                fine = upper or title or lower
            else:
                fine = (title or lower) if word[0].isupper() else (lower or title)
            found.append((fine, int(self._coarse[fine]), usual))
        return found


def recase(word: str, usual: int) -> str:
    """Return the usual spelling of a word that is in capitals: "HOKKAIDO" -> "Hokkaido", "THE" -> "the"."""
    if usual == _UPPER_USUAL or "." in word:
        return word
    if 0 < usual <= _LOWER_USUAL:
        return word.lower()
    return word[:1] + word[1:].lower()


def spelling(word: str) -> list[str]:
    """Return the values of the columns WORD … SUFFIX4: word, shape, outline of the shape, prefixes and suffixes."""
    lower = word.lower()
    shape = shape_of(word)
    affixes = [lower[:2], lower[:3], lower[:4], lower[-2:], lower[-3:], lower[-4:]]
    return [lower, shape[:7], outline(shape), *affixes]


@lru_cache(1 << 12)
def _character_shape(char: str) -> str:
    if char.isupper():
        return "X"
    if char.islower():
        return "x"
    if char.isdigit():
        return "0"
    return "c" if char.isalpha() else char


def shape_of(word: str) -> str:
    """Return the shape of a word: letters as X and x (c in scripts without case), digits as 0: "F-15s" -> "X-00x"."""
    return "".join(map(_character_shape, word))


def outline(shape: str) -> str:
    """Return a shape without repetitions: "Xxxxx" -> "Xx"."""
    return "".join(char for char, _ in groupby(shape))


def hashes(values: Iterable[str]) -> list[int]:
    """Return a nonzero 32-bit number for each value, or 0 for an empty value."""
    return [crc32(value.encode()) or 1 if value else 0 for value in values]


class Vocabulary:
    """Gives a number to each word, and stores the values of the words. They are computed once per distinct word."""

    def __init__(self, table: WordTable, demonym: Callable[[str], Sequence[str]]) -> None:
        self._table, self._demonym = table, demonym
        self._ids = {"": BOUNDARY}
        self.usual = [0]
        self.kinds = Growing(2, np.uint8)  # columns: one of PLAIN … FIGURE; one of INTO, TITLE, SAYS or 0
        self.values = Growing(14, np.uint32)
        self.values.extend([[crc32(b"</s>"), *[0] * 13]])
        self.kinds.extend([[PLAIN, 0]])

    def __len__(self) -> int:
        return len(self._ids)

    def ids(self, words: Sequence[str]) -> list[int]:
        """Return the number of each word. New words get the next numbers."""
        ids = self._ids
        new = [word for word in dict.fromkeys(words) if word not in ids]
        if new:
            self._learn(new)
        return [ids[word] for word in words]

    def _learn(self, words: list[str]) -> None:
        rows, kinds = [], []
        for word, (fine, coarse, usual) in zip(words, self._table.look_up(words), strict=True):
            values = spelling(word)
            demonym = "d" if word[0].isupper() and self._demonym(word) else ""
            shape = values[OUTLINE]
            clusters = [f"f{fine}", f"c{coarse}", f"u{usual}", demonym, f"{shape} {fine}"]
            rows.append(hashes([*values, *clusters]))
            kinds.append([_kind(word, usual), _CUES.get(word, 0)])
            self.usual.append(usual)
        self._ids.update(zip(words, range(len(self._ids), len(self._ids) + len(words)), strict=True))
        self.values.extend(rows)
        self.kinds.extend(kinds)


def _kind(word: str, usual: int) -> int:
    first = word[0]
    if _CUES.get(word) == TITLE:
        return PLAIN  # a name may begin after this word
    if first.isupper():
        # the word only has a capital because the sentence begins: "The", "In"
        return PLAIN if 0 < usual <= 2 and not word.isupper() else CAPITAL
    if first.isdigit():
        return FIGURE
    if word in _LINKS:
        return LINK
    return CAPITAL if any(char.isupper() for char in word) else PLAIN  # CAPITAL: "al-Qaeda", "eBay"


class Growing:
    """An array of rows that grows in place."""

    def __init__(self, columns: int, dtype: type[np.generic]) -> None:
        self._rows = np.zeros((256, columns), dtype)
        self.size = 0

    def extend(self, rows: ArrayLike) -> None:
        added = np.asarray(rows, self._rows.dtype)
        while self.size + len(added) > len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[self.size : self.size + len(added)] = added
        self.size += len(added)

    @property
    def rows(self) -> NDArray[Any]:
        return self._rows[: self.size]
