"""Lines of integers as short text: zigzag VLQ in base64 digits, each point the step from the one before.

Parts of one layer are separated by a space, and the pen is not lifted between them: the first point of a part is the
step from the last point of the part before. The alphabet needs no escaping in JSON or HTML. `assets/basemap.js` reads
the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_DIGIT = {ord(letter): value for value, letter in enumerate(ALPHABET)}

Point = tuple[int, int]


def encode(parts: Iterable[Sequence[Point]]) -> str:
    """The text of a layer's parts (rings, lines or, as a single part, loose points)."""
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
    """The parts that `encode` was given."""
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
