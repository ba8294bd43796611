"""Encode integer coordinates as short text: the differences between points as zigzag VLQ in base64 digits.

Spaces separate the parts of a layer. The first point of a part is relative to the last point of the previous part. The
base64 digits need no escaping in JSON or HTML. `assets/basemap-shapes.js` decodes the same format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SPACE = 64  # `_VALUES` contains this number for a space
_VALUES = np.full(128, _SPACE, np.int64)
_VALUES[np.frombuffer(ALPHABET.encode("ascii"), np.uint8)] = np.arange(64)

Point = tuple[int, int]
Points = NDArray[np.int64]  # shape (n, 2): x and y


def encode(parts: Iterable[Sequence[Point]]) -> str:
    """Return the parts of a layer as text. A part is a ring or line; in a layer of points, all points are one part."""
    x = y = 0
    texts = []
    for part in parts:
        steps = []
        for px, py in part:
            steps.append(_number(px - x) + _number(py - y))
            x, y = px, py
        texts.append("".join(steps))
    return " ".join(texts)


def decode(text: str) -> list[list[Point]]:
    """Return the parts of a text that `encode` returned."""
    return [list(zip(*part.T.tolist(), strict=True)) for part in decode_arrays(text)]


def decode_arrays(text: str) -> list[Points]:
    """Return the parts of a text that `encode` returned. Each part is an array with a row (x, y) for each point."""
    points, ends = decode_points(text)
    return [points[start:end] for start, end in pairwise([0, *ends])]


def decode_points(text: str) -> tuple[Points, list[int]]:
    """Return all points of a text that `encode` returned, and the index after the last point of each part."""
    if not text:
        return np.empty((0, 2), np.int64), []
    values = _VALUES[np.frombuffer(text.encode("ascii"), np.uint8)]
    spaces = values == _SPACE
    digits = values[~spaces]
    ends = np.flatnonzero(digits < 32)
    starts = np.concatenate([[0], ends + 1])[: len(ends)]
    digits = digits[: ends[-1] + 1 if len(ends) else 0]
    shifts = 5 * (np.arange(len(digits)) - np.repeat(starts, ends - starts + 1))
    numbers = np.add.reduceat((digits & 31) << shifts, starts)
    steps = np.where(numbers & 1, ~(numbers >> 1), numbers >> 1)
    points: Points = steps.reshape(-1, 2).cumsum(axis=0)
    before = np.cumsum(values < 32)[spaces] // 2
    return points, [*before.tolist(), len(points)]


def _number(value: int) -> str:
    rest = value << 1 if value >= 0 else (~value << 1) | 1
    digits = ""
    while rest > 31:
        digits += ALPHABET[rest & 31 | 32]
        rest >>= 5
    return digits + ALPHABET[rest]
