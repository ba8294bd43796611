"""Encode integer coordinates as short text: deltas as zigzag VLQ in base64 digits.

Parts of one layer are separated by a space. Deltas continue across parts: the first point of a part is relative to the last
point of the previous one. The alphabet needs no escaping in JSON or HTML. `assets/basemap-shapes.js` decodes the same format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_DIGIT = {ord(letter): value for value, letter in enumerate(ALPHABET)}

Point = tuple[int, int]


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
    x = y = 0
    parts = []
    for word in text.split(" ") if text else ():
        numbers = _numbers(word)
        part = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            part.append((x, y))
        parts.append(part)
    return parts


def _number(value: int) -> str:
    rest = value << 1 if value >= 0 else (~value << 1) | 1
    digits = ""
    while rest > 31:
        digits += ALPHABET[rest & 31 | 32]
        rest >>= 5
    return digits + ALPHABET[rest]


def _numbers(word: str) -> list[int]:
    numbers = []
    value = shift = 0
    for letter in word.encode("ascii"):
        digit = _DIGIT[letter]
        value |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return numbers
