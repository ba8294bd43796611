"""Find names of which only the first word is written, because the rest is in the name before.

Example: "the North Thompson meets the South" means the South Thompson.
"""

from __future__ import annotations

from collections.abc import Iterator

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Gazetteer, Match

CONFIDENCE = 0.8
_GAP = r"[^\S\n]"
_FIRST = r"(?:North|South|East|West|Upper|Lower|White|Blue|Black|Red|Big|Little|Great|Middle)"
# Matches "the North Thompson meets the South", but not "the North Sea meets the South Downs".
_PAIR = lazy_pattern(
    rf"\b[Tt]he{_GAP}(?P<first>{_FIRST}){_GAP}(?P<rest>[A-ZÀ-Þ][\w-]+)(?:{_GAP}(?:River|Lake|Island|Fork|Branch))?"
    rf"[^.!?;:\n]{{1,40}}?\bthe{_GAP}(?P<other>{_FIRST})(?![\w’'-])(?!{_GAP}[A-ZÀ-Þ])"
)
_NATURAL = frozenset({"water", "island", "land", "region"})


def find_elliptic(text: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield the whole and the shortened name of each pair, in text order.

    The lemma of a shortened name is the whole name. Both names must be in the gazetteer.
    """
    for match in _PAIR.finditer(text):
        if match["first"] != match["other"] and all(
            _is_natural(f"{match[word]} {match['rest']}", gazetteer) for word in ("first", "other")
        ):
            start, end = match.start("first"), match.end("rest")
            yield Mention(text[start:end], start, end, confidence=CONFIDENCE)
            lemma = f"{match['other']} {match['rest']}"
            yield Mention(match["other"], match.start("other"), match.end("other"), confidence=CONFIDENCE, lemma=lemma)


def _is_natural(name: str, gazetteer: Gazetteer) -> bool:
    """Return whether a river, an island or another natural feature has this name, with or without "River"."""
    found = (*gazetteer.find(name), *gazetteer.find(f"{name} River"))
    return any(e.kind in _NATURAL and e.match <= Match.ALTERNATE for e in found)
