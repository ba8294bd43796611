"""Dates as people write them, in the languages that articles are often in."""

from __future__ import annotations

import re

# Beginnings of the names of months; the longest that fits counts.
_MONTHS = (
    "jan gen ene янв січ sty led oca كانون_الثاني يناير", "feb fév fev févr фев лют lut úno şub فبراير شباط", "mar mär mrt мар берез březn مارس آذار", "apr avr abr кві апр kwi dub nis أبريل نيسان", "may mai maj mei mag май мая трав květ أيار مايو",
    "jun juin giu июн черв cze haz يونيو حزيران", "jul juil lug июл лип lip tem يوليو تموز", "aug août aou ago авг серп sie srp ağu أغسطس آب", "sep set сен верес wrz zář eyl سبتمبر أيلول", "oct okt ott out окт жовт paź říj eki أكتوبر تشرين_الأول", "nov ноя листоп lis kas نوفمبر تشرين_الثاني", "dec dez dic déc дек груд gru pro ara ديسمبر كانون_الأول",
)  # fmt: skip
_MONTH_OF = {beginning.replace("_", " "): number for number, row in enumerate(_MONTHS, 1) for beginning in row.split()}
_ISO = re.compile(
    r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)|(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)|(\d{4})\s?[年년]\s*(\d{1,2})\s?[月월]\s*(\d{1,2})\s?[日일]"
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª)?\.?\s+(?:of\s+|de\s+|d['’])?([^\W\d_]{3,}(?:\s(?:الثاني|الأول))?)\.?,?\s+(?:de\s+|del\s+)?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")


def iso(written: str) -> str:
    """The first date in a text that is written in numbers, year first, as YYYY-MM-DD; "" without one."""
    for found in _ISO.finditer(written):
        year, month, day = (int(part) for part in found.groups() if part)
        if date := _date(year, month, day):
            return date
    return ""


def written_date(text: str) -> str:
    """The first date in a line, in numbers or words, as YYYY-MM-DD; "" without one. 3/4/2020 is not told: it has two readings."""
    text = " ".join(text.split())[:200]
    if date := iso(text):
        return date
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        for found in pattern.finditer(text):
            if date := _date(int(found[3]), _month(found[month]), int(found[day])):
                return date
    if dotted := _DOTTED.search(text):
        return _date(int(dotted[3]) + (2000 if len(dotted[3]) == 2 else 0), int(dotted[2]), int(dotted[1]))
    if slashed := _SLASHED.search(text):
        first, second, year = int(slashed[1]), int(slashed[2]), int(slashed[3])
        if first > 12 or first == second:
            return _date(year, second, first)
        if second > 12:
            return _date(year, first, second)
    return ""


def _month(name: str) -> int:
    """The number of a month by its name in some language; 0: it is none."""
    name = name.lower()
    for length in range(min(len(name), 12), 1, -1):
        if name[:length] in _MONTH_OF:
            return _MONTH_OF[name[:length]]
    return 0


def _date(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}" if 1400 < year < 2200 and 1 <= month <= 12 and 1 <= day <= 31 else ""
