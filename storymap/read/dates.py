"""Dates as people write them below a title: "14 June 2019", "9. Oktober 2016", "March 2, 2021", "2016年10月9日"."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

# Months 1-12 in languages that write them as words, nominative or genitive.
_NAMES = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "jänner feber marts april maj juni juli august september oktober november desember",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jan feb mrz apr mai jun jul aug sept okt nov dez",
)
_MONTHS = {name: month for line in _NAMES for month, name in enumerate(line.split(), 1)}
_WORD = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_DATE = re.compile(
    rf"""(?xi)(?<!\d)(?: (?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)(?:T[\d:.]+\S*)? | (?P<y2>\d{{4}})年(?P<m2>\d{{1,2}})月(?P<d2>\d{{1,2}})日
      | (?P<d3>\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\ |of\ )?(?P<w3>{_WORD})\b\.?,?\s+(?:de\ )?(?P<y3>\d{{4}})
      | (?P<w4>{_WORD})\b\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>\d{{4}})
      | (?P<d5>\d{{1,2}})\.\s?(?P<m5>\d{{1,2}})\.\s?(?P<y5>\d{{4}}) )(?!\d)"""
)


class Dated(NamedTuple):
    """A date in a text: ISO 8601, and where it is written."""

    iso: str
    start: int
    end: int


def date_in(text: str) -> Dated | None:
    """The first date of a text with day, month and year; None when there is none. 3/4/2020 is ambiguous and not read."""
    for found in _DATE.finditer(text):
        parts = {key[0]: value for key, value in found.groupdict().items() if value}
        month = int(parts["m"]) if "m" in parts else _MONTHS[parts["w"].lower()]
        try:
            day = date(int(parts["y"]), month, int(parts["d"]))
        except ValueError:
            continue
        return Dated(day.isoformat(), found.start(), found.end())
    return None
