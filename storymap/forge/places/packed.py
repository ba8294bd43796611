"""Store whole numbers compactly: the differences between consecutive numbers, in byte planes.

Each difference has four bytes. The first bytes of all differences are stored together, then all second bytes, and so
on, because the file is then smallest.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


def packed(numbers: Integers) -> bytes:
    """Return the differences between consecutive numbers as four byte planes (see `planes`).

    The lowest bit of a difference is its sign.
    """
    steps = np.diff(numbers, prepend=0)
    return planes((steps << 1) ^ (steps >> 63))


def unpacked(content: bytes) -> Integers:
    """Return the numbers that `packed` stored."""
    folded = joined(content)
    return np.cumsum((folded >> 1) ^ -(folded & 1))


def planes(numbers: Integers) -> bytes:
    """Return non-negative numbers as four byte planes. A plane contains one of the four bytes of all numbers."""
    return numbers.astype("<u4").view(np.uint8).reshape(-1, 4).T.tobytes()


def joined(planes: bytes) -> Integers:
    """Return the numbers that `planes` stored."""
    columns = np.ascontiguousarray(np.frombuffer(planes, np.uint8).reshape(4, -1).T)
    return columns.view("<u4").ravel().astype(np.int64)
