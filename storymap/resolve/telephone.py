"""Find where an article's readers live from the telephone numbers in it: "call (716) 555-0134", "0131 496 0123"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from storymap.lazy_pattern import lazy_pattern

_TABLE = Path(__file__).with_name("area_codes.tsv")
_AMERICAN = lazy_pattern(r"(?<![\d(+.-])(?:\+?1[ .-])?(?:\((\d{3})\)[ ]?|(\d{3})[-.])\d{3}[-.]\d{4}(?![\d-])")
_BRITISH = lazy_pattern(r"(?<![\d+])\(?(0[1-9]\d{2,4})\)?[ ]\d{3}[ ]?\d{3,4}(?!\d)")
_OTHER = lazy_pattern(r"\+(44|353)[ ]?(?:\(0\))?(\d{1,5})[ -]\d{3}")


def home_of_numbers(text: str) -> tuple[float, float] | None:
    """Return (lat, lon) of the most frequent area code of the telephone numbers in a text, or None if there is none or
    two are equally frequent.

    Codes of mobile and free numbers are not in the table.
    """
    found: Counter[str] = Counter()
    found.update(m[1] or m[2] for m in _AMERICAN.finditer(text))
    found.update(f"+44{m[1][1:]}" for m in _BRITISH.finditer(text))
    found.update(f"+{m[1]}{m[2]}" for m in _OTHER.finditer(text))
    known = Counter[str]()
    for number, count in found.items():
        if code := _code(number):
            known[code] += count
    best = known.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return _codes()[best[0][0]]


def _code(number: str) -> str:
    """Return the longest area code in the table with which a number begins, or "" if there is none."""
    table = _codes()
    return next((number[:n] for n in range(len(number), 2, -1) if number[:n] in table), "")


@cache
def _codes() -> Mapping[str, tuple[float, float]]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {code: (float(lat), float(lon)) for code, lat, lon in rows}
