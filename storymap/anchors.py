"""Find quotes again in a text that may have been edited since, like the TextQuoteSelector of W3C Web Annotation.

`locate` first searches for the quote, without regard to differences in white space, quotation marks and dashes. If the
quote does not occur, `locate` searches for similar text. If there are several matches, `locate` returns the match with
the most similar context.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from storymap.collapsed import CollapsedText, collapsed
from storymap.lazy_pattern import lazy_pattern

CONTEXT = 32  # characters of context kept on each side of a quote
MIN_RATIO = 0.75  # minimum similarity (difflib's ratio) of an edited quote to the original
_MAX_COMPARED = 400  # maximum number of characters of a quote that are compared
_MAX_ATTEMPTS = 40  # maximum number of spans that are compared with an edited quote
_NORMALIZED = str.maketrans(
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
_WORD = lazy_pattern(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted span of text, with the text before and after it."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def quote(text: str, start: int, end: int, context: int = CONTEXT) -> Quote:
    """Return text[start:end] as a quote, with `context` characters before and after it."""
    return Quote(text[start:end], text[max(0, start - context) : start], text[end : end + context])


def locate(text: str, wanted: Quote, near: int | None = None) -> tuple[int, int] | None:
    """Return the half-open offsets of a quote in a text that may have been edited, or None if it is not found.

    `near` is the offset of the quote in the original text. If several matches are equally good, the one nearest to this
    offset is returned.
    """
    if not wanted.exact.strip():
        return None
    article = _article(text)
    exact = normalized(wanted.exact).strip()
    spans = [(m.start(), m.end()) for m in re.finditer(re.escape(exact), article)]
    spans = spans or list(_similar_spans(article, exact))
    if not spans:
        return None
    before, after, original = normalized(wanted.prefix), normalized(wanted.suffix), collapsed(text)

    def score(span: tuple[int, int]) -> tuple[float, float]:
        start, end = span
        context = _similarity(before[::-1], article[max(0, start - len(before) - 8) : start][::-1])
        context += _similarity(after, article[end : end + len(after) + 8])
        return context, -abs(original.offset(start) - near) if near is not None else -start

    return original.span(*max(spans, key=score))


def locate_unchanged(text: str, wanted: Quote) -> tuple[int, int] | None:
    """Return the offsets of the first place where a quote occurs with all of its context, or None.

    Differences in white space, quotation marks and dashes are ignored. This is much faster than `locate`, and `locate`
    would return the same place.
    """
    before, exact = normalized(wanted.prefix).lstrip(), normalized(wanted.exact)
    at = _article(text).find(before + exact + normalized(wanted.suffix).rstrip()) if exact else -1
    return collapsed(text).span(at + len(before), at + len(before) + len(exact)) if at >= 0 else None


def normalized(text: str) -> str:
    """Return the text with normalized quotation marks, dashes and white space, as `locate` compares it."""
    return CollapsedText(text).text.translate(_NORMALIZED)


@lru_cache(maxsize=2)
def _article(text: str) -> str:
    """Return the normalized text of an article. It is kept for the next calls, as in `collapsed`."""
    return collapsed(text).text.translate(_NORMALIZED)


def _similarity(a: str, b: str) -> float:
    """Return the similarity (0–1) of two contexts. `a` is the context of a quote. Return 0 if `a` is empty."""
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a else 0.0


def _similar_spans(text: str, exact: str) -> Iterator[tuple[int, int]]:
    """Yield spans of the text that are similar to a quote.

    To save time, a quote is compared only with the text around its four rarest words.
    """
    words = sorted(set(_WORD.findall(exact)), key=lambda word: (text.count(word) or len(text), -len(word)))
    attempts = 0
    for word in words[:4]:
        offset = exact.index(word)
        for found in re.finditer(rf"\b{re.escape(word)}\b", text):
            attempts += 1
            if attempts > _MAX_ATTEMPTS:
                return
            start = max(0, found.start() - offset)
            start = text.rfind(" ", 0, start + 1) + 1
            end = text.find(" ", start + len(exact))
            end = len(text) if end < 0 else end
            ratio = SequenceMatcher(
                None, exact[:_MAX_COMPARED], text[start:end][:_MAX_COMPARED], autojunk=False
            ).ratio()
            if ratio >= MIN_RATIO:
                yield start, end
