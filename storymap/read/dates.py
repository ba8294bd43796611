"""Find dates in the languages that most articles are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from storymap.lazy_pattern import lazy_pattern
from storymap.read.months import MONTHS

# Prefixes of the names of months. The longest prefix that matches is used.
_MONTHS = (
    "jan gen ene ian gener ocak januá tammi sausi јан януа янв січ sty led oca كانون_الثاني يناير ιαν ינואר בינואר siječ ýanw rêbend ଜାନୁ جنوري jenụ", "feb fév febrer helmi vasar феб fev févr фев лют lut úno şub فبراير شباط φεβ פברואר בפברואר velja fewr sibat ଫେବୃ فبروري fabur febụ", "mar mär mrt març mars maalis kovo мар берез březn مارس آذار μαρ μάρ מרץ במרץ ožuj márc mac adar ମାର୍ଚ୍ଚ maris maach", "apr avr abr huhti balan ápr апр кві kwi dub nis أبريل نيسان απρ אפריל באפריל travanj travnj avrêl ଅପ୍ରେ afiril", "may mai maj mei mag maig maí máj touko gegu мај май мая трав květ أيار مايو μαϊ μαΐ μάι μάϊ מאי במאי svib mee maai maý gulan ମଇ",
    "jun juin juny iun jún kesä birž јун юни июн черв cze haz يونيو حزيران červen ιουν ιούν יוני ביוני giu lipanj lipnj června červn iýun pûşper ଜୁନ ጁን", "jul juil lug iul júl heinä liep јул юли июл лип lip tem يوليو تموز červenec ιουλ ιούλ יולי ביולי srpanj srpnj července červenc iýul tîrmeh ଜୁଲା جولای", "aug août aou ago ágú eloku rugpj авг серп sie srp ağu أغسطس آب αυγ αύγ אוגוסט באוגוסט kolov awg gelaw ଅଗଷ୍ଟ", "sep set syys rugs szept сеп сен верес wrz zář eyl سبتمبر أيلول σεπ ספטמבר בספטמבר ruj meán rezber ସେପ୍ଟେ سپتمبر satumb", "oct okt ott out loka spal окт жовт paź říj eki أكتوبر تشرين_الأول οκτ אוקטובר באוקטובר kewçêr ଅକ୍ଟୋ oktoba deireadh", "nov noi nóv marras lapkr нов ноя листоп lis kas نوفمبر تشرين_الثاني νοε νοέ נובמבר בנובמבר studen sermawez ନଭେ نوامبر nuwam", "dec dez dic déc des joulu gruod дец дек груд gru pro ara ديسمبر كانون_الأول δεκ דצמבר בדצמבר prosin berfanb ଡିସେ disam",
)  # fmt: skip
_MONTH_OF = {
    beginning.replace("_", " "): number
    for rows in (MONTHS, _MONTHS)
    for number, row in enumerate(rows, 1)
    for beginning in row.split()
}
# Vowel signs and other marks of scripts from Hebrew to Khmer. In patterns of `re`, they do not count as letters.
SIGNS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd\u0f71-\u0f84\u102b-\u103e\u17b4-\u17d3"
_WORD = rf"[^\W\d_](?:[^\W\d_]|[{SIGNS}.])+"
_BUDDHIST = 543  # the Thai calendar is ahead of the Gregorian calendar by this many years
_ISO = lazy_pattern(
    r"(?<!\d)(\d{4})(?:[-/]|\.\s?)(\d{1,2})(?:[-/]|\.\s?)(\d{1,2})(?!\d)|(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)|(\d{4})\s?[年년]\s*(\d{1,2})\s?[月월]\s*(\d{1,2})\s?[日일]"
)
# The years before the first year of each era of Japan, and before the first year of the Republic of China (Taiwan)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民國": 1911, "民国": 1911}
# Matches a year of an era, or a date in Chinese numerals, or both: 令和8年4月2日, 二〇二六年五月三十一日, 令和元年五月一日.
_NUMERAL = r"(?:\d{1,3}|[〇零一二三四五六七八九十]{1,4})"
_ERA = lazy_pattern(rf"({'|'.join(_ERAS)})?\s?(元|{_NUMERAL})\s?年\s*({_NUMERAL})\s?月\s*({_NUMERAL})\s?日")
_DIGITS = {numeral: digit for digit, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0}
_DAY_FIRST = lazy_pattern(
    r"(?<!\d)(\d{1,2})(?:(?:st|nd|rd|th|er|º|ª|ê)?\.?\s+|-)(?:of\s+|de\s+|d['’]|ta['’]\s+)?([^\W\d_]{3,}(?:\s(?:الثاني|الأول|Fómhair))?)\.?(?:\s?/\s?[^\W\d_]{3,})?[,،]?\s+(?:de\s+|del\s+)?(\d{4})(?!\d)"
)
# The same dates, but in scripts with vowel signs, or with the year first: "2021. gada 8. jūlijs", "2023ko irailaren
# 5a".
_DAY_FIRST_SIGNS = lazy_pattern(rf"(?<!\d)(\d{{1,2}})\.?\s+({_WORD})[,،]?\s+(?:[พค]\.ศ\.\s*|سنة\s+)?(\d{{4}})(?!\d)")
_YEAR_FIRST = lazy_pattern(
    rf"(?<!\d)(\d{{4}})(?:ko|eko|\(e\)ko|-ж)?\.?,?\s+(?:gada|m\.|metų|ж\.|жылғы|жылы|йил|йылдын|წლის|թ\.)?\s*(?:(\d{{1,2}})(?:\.?\s+|-)({_WORD})|({_WORD})\s+(\d{{1,2}}))(?!\d)"
)
_MONTH_FIRST_SIGNS = lazy_pattern(rf"({_WORD})\s+(\d{{1,2}}),?\s+(\d{{4}})(?!\d)")
_MONGOLIAN = lazy_pattern(r"(?<!\d)(\d{4})\s+оны\s+(\d{1,2})(?:-?\s?\w{1,6})?\s+сарын\s+(\d{1,2})(?!\d)")
_VIETNAMESE = lazy_pattern(r"(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm|,)?\s+(\d{4})(?!\d)", re.I)
_MONTH_FIRST = lazy_pattern(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_DOTTED = lazy_pattern(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d)")
_SLASHED = lazy_pattern(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?![\d/-])")


_NUMBER_WITH_DOT = lazy_pattern(r"\d{1,2}\.")


class Dated(NamedTuple):
    """A date in a text: the ISO 8601 form and its position."""

    iso: str
    start: int
    end: int


def date_in(text: str) -> Dated | None:
    """Return the first date with day, month and year in a text, or None.

    Ambiguous dates such as 3/4/2020 or 3-4-2020 are ignored.
    """
    return min(_dates(text), key=lambda found: (found.start, -found.end), default=None)


def written_date(text: str, *, day_first: bool = False) -> str:
    """Return the first date in the first 200 characters of a text as YYYY-MM-DD, or "" if there is none.

    With `day_first`, an ambiguous date such as 3/4/2020 has the day before the month.
    """
    text = " ".join(text.split())[:200]
    if found := date_in(text):
        return found.iso
    if day_first and (slashed := _SLASHED.search(text)):
        return next((d.iso for d in _dated(slashed, int(slashed[4]), int(slashed[3]), int(slashed[1]))), "")
    return ""


def iso(written: str) -> str:
    """Return the first date in a text that is written as year, month and day in numbers, or "".

    The result is YYYY-MM-DD.
    """
    return next((found.iso for found in _in_numbers(written)), "")


def _dates(text: str) -> Iterator[Dated]:
    yield from _in_numbers(text)
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        for found in pattern.finditer(text):
            yield from _dated(found, int(found[3]), _month(found[month], found[0]), int(found[day]))
    for found in _YEAR_FIRST.finditer(text):
        yield from _dated(found, int(found[1]), _month(found[3] or found[4]), int(found[2] or found[5]))
    if not text.isascii():
        yield from _in_other_scripts(text)
    for found in _DOTTED.finditer(text):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        yield from _dated(found, year, int(found[2]), int(found[1]))
    for found in _SLASHED.finditer(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if first > 12 or first == second:
            yield from _dated(found, year, second, first)
        elif second > 12:
            yield from _dated(found, year, first, second)


def _in_other_scripts(text: str) -> Iterator[Dated]:
    """Yield the dates in scripts with vowel signs, such as Thai, in Mongolian and Vietnamese, and those with an era or
    Chinese numerals."""
    for found in _DAY_FIRST_SIGNS.finditer(text):
        thai = "\u0e00" < found[2][0] < "\u0e7f" and int(found[3]) > 2400
        yield from _dated(found, int(found[3]) - _BUDDHIST * thai, _month(found[2]), int(found[1]))
    for found in _MONTH_FIRST_SIGNS.finditer(text):
        yield from _dated(found, int(found[3]), _month(found[1]), int(found[2]))
    for found in _MONGOLIAN.finditer(text):
        yield from _dated(found, *map(int, found.groups()))
    for found in _VIETNAMESE.finditer(text):
        yield from _dated(found, int(found[3]), int(found[2]), int(found[1]))
    yield from _in_eras(text)


def _in_eras(text: str) -> Iterator[Dated]:
    """Yield the dates whose year is counted from the beginning of an era, and dates in Chinese numerals."""
    for found in _ERA.finditer(text):
        year = 1 if found[2] == "元" else _number(found[2])
        yield from _dated(found, _ERAS.get(found[1], 0) + year, _number(found[3]), _number(found[4]))


def _number(numeral: str) -> int:
    """Return the value of Arabic digits, or of a Chinese numeral that is below 100 or has one sign for each digit."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[char]) for char in numeral))
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def _in_numbers(text: str) -> Iterator[Dated]:
    for found in _ISO.finditer(text):
        year, month, day = (int(part) for part in found.groups() if part)
        yield from _dated(found, year, month, day)


def _dated(found: re.Match[str], year: int, month: int, day: int) -> Iterator[Dated]:
    """Yield the date of a match, or nothing if the calendar has no such day or the year is not between 1401 and
    2199."""
    try:
        written = date(year, month, day)
    except ValueError:
        return
    if 1400 < year < 2200:
        yield Dated(written.isoformat(), found.start(), found.end())


def _month(name: str, written: str = "") -> int:
    """Return the number of a month from its name in any of the languages, or 0 if it is not a month.

    `written`: the whole date. It is needed for "listopada": with the dot of Croatian numbers ("9. listopada") it is
    October, and without it, as in Polish, November.
    """
    name = name.lower()
    if name == "listopada" and _NUMBER_WITH_DOT.match(written):
        return 10
    for length in range(min(len(name), 12), 1, -1):
        if name[:length] in _MONTH_OF:
            return _MONTH_OF[name[:length]]
    return 0
