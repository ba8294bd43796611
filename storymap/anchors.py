"""Quotes that find their place again: a stretch of text with some of its surroundings, as in the W3C's TextQuoteSelector.

Texts are edited: quotes become typographic, spaces move, a word is put in. So a quote is looked for first as it is, then with
its white space, quotes and dashes folded, then by the words it is made of; the surroundings decide between several places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 32  # characters kept on each side
ALIKE = 0.75  # ratio of matching characters that a changed quote must keep
_LONGEST = 400  # characters of a quote that are compared letter by letter
_TRIED = 40  # places at which a changed quote is looked for
_FOLDED = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "…": ".",
    }
)
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words, and what stands before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def quote(text: str, start: int, end: int, context: int = CONTEXT) -> Quote:
    """The quote of text[start:end]."""
    return Quote(text[start:end], text[max(0, start - context) : start], text[end : end + context])


def locate(text: str, wanted: Quote, near: int | None = None) -> tuple[int, int] | None:
    """Where a quote stands in a text that may have been edited since, as half-open offsets; None when it is not there any more.

    `near`: the offset at which it stood; of places that fit equally well the nearest one is taken.
    """
    if not wanted.exact.strip():
        return None
    flat, at = _flat(text)
    exact = _flat(wanted.exact)[0].strip()
    places = [(m.start(), m.end()) for m in re.finditer(re.escape(exact), flat)] or list(_changed(flat, exact))
    if not places:
        return None
    before, after = _flat(wanted.prefix)[0], _flat(wanted.suffix)[0]

    def fits(place: tuple[int, int]) -> tuple[float, float]:
        start, end = place
        around = _common(before[::-1], flat[:start][-len(before) - 8 :][::-1]) + _common(
            after, flat[end : end + len(after) + 8]
        )
        return around, -abs(at[start] - near) if near is not None else -start

    start, end = max(places, key=fits)
    return at[start], at[end - 1] + 1


def _common(a: str, b: str) -> float:
    """How much of two contexts agrees, 0–1; nothing to compare agrees by half."""
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.5 if not a else 0.0


def _flat(text: str) -> tuple[str, list[int]]:
    """The text with quotes, dashes and white space folded, and the offset in the original of each of its characters."""
    folded = text.translate(_FOLDED)
    characters: list[str] = []
    at: list[int] = []
    for i, char in enumerate(folded):
        space = char.isspace()
        if space and characters and characters[-1] == " ":
            continue
        characters.append(" " if space else char)
        at.append(i)
    return "".join(characters), at


def _changed(flat: str, exact: str) -> Iterator[tuple[int, int]]:
    """Stretches that are much like the quote: they hold its rarest words, at about the same distance from its beginning."""
    words = sorted(set(_WORD.findall(exact)), key=lambda word: (flat.count(word) or len(flat), -len(word)))
    tried = 0
    for word in words[:4]:
        offset = exact.index(word)
        for found in re.finditer(rf"\b{re.escape(word)}\b", flat):
            tried += 1
            if tried > _TRIED:
                return
            start = max(0, found.start() - offset)
            start = flat.rfind(" ", 0, start + 1) + 1
            end = flat.find(" ", min(len(flat), start + len(exact)))
            end = len(flat) if end < 0 else end
            ratio = SequenceMatcher(None, exact[:_LONGEST], flat[start:end][:_LONGEST], autojunk=False).ratio()
            if ratio >= ALIKE:
                yield start, end
