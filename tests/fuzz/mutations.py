"""Operations that change an input. A list of operations and a seed determine the input, so that failures can be repeated."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

# Values for which programs often fail: limits of numbers and encodings, markup, deep nesting, long texts.
TOKENS = (
    b"", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\\ud800", b"\xf0\x9f\x8f\xb4", b"\xe2\x80\xae", b"-", b"0", b"-1", b"1e999", b"nan", b"inf", b"NaN",
    b"Infinity", b"9" * 400, b"9" * 5000, b"null", b"true", b"[]", b"{}", b'""', b'"', b"'", b"<", b">", b"</", b"&#0;", b"&", b"%00", b"%ff", b"://",
    b"https://[x", b"http://[::1", b"//", b"..", b"/", b"\\", b"\n", b"\r", b"\t", b",", b";", b":", b"#", b"{{", b"{%", b"{#", b"!!set", b"&a", b"*a", b"<<: *a",
    b"---\n", b"[" * 200, b"{\"a\":" * 200, b"a" * 3000, b"\xc3\xa9" * 50, b"12", b"180.0001", b"-90", b"91", b"2024-13-45", b"0x1F", b"1_0", b"\xe2\x80\xa8",
)  # fmt: skip
_KINDS = ("insert", "replace", "delete", "double", "swap", "flip", "join", "cut")


class Operation(NamedTuple):
    """A change of an input: its kind, its position and length (shares of the input), and a number.

    The number selects the token that is inserted, or the other input of which a part is used.
    """

    kind: str
    at: float
    length: float
    number: int


def operation(source: random.Random) -> Operation:
    """Return a random operation. Short lengths are more frequent."""
    return Operation(source.choice(_KINDS), source.random(), source.random() ** 4, source.randrange(1 << 16))


def mutate(content: bytes, operations: Sequence[Operation], tokens: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    """Return an input after operations. The operation "join" takes parts of the inputs in `others`."""
    for kind, at, length, number in operations:
        start = int(at * (len(content) + 1))
        end = min(len(content), start + 1 + int(length * len(content)))
        before, part, after = content[:start], content[start:end], content[end:]
        if kind == "insert":
            content = before + tokens[number % len(tokens)] + part + after
        elif kind == "replace":
            content = before + tokens[number % len(tokens)] + after
        elif kind == "delete":
            content = before + after
        elif kind == "double":
            content = before + part * (2 + number % 30) + after
        elif kind == "swap":
            content = after + part + before
        elif kind == "flip" and part:
            content = before + bytes([part[0] ^ (1 << number % 8)]) + part[1:] + after
        elif kind == "join":
            other = others[number % len(others)]
            content = before + other[int(length * len(other)) :] + (after if number % 2 else b"")
        elif kind == "cut":
            content = before
        content = content[:200_000]
    return content


def random_input(source: random.Random, seeds: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """Return an input that is derived from one of the seeds by up to six operations."""
    operations = [operation(source) for _ in range(source.randrange(7))]
    return mutate(source.choice(seeds), operations, tokens, seeds)
