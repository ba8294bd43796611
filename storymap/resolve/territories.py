"""Former territories of countries, by country code.

Texts name places with the country of their time: "Lemberg, Austria".
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _table(rows: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({country: frozenset(codes.split()) for country, codes in rows.items()})


# Country -> today's countries with land that belonged to it, or to the empire of the same name, at some time since
# 1850.
FORMER = _table(
    {
        "AT": "BA CZ HR HU IT ME PL RO RS SI SK UA",
        "CN": "TW",
        "DE": "BE CZ DK FR LT PL RU",
        "DK": "DE IS",
        "ES": "CU EH GQ PH",
        "ET": "ER",
        "GR": "TR",
        "HU": "AT HR RO RS SI SK UA",
        "IN": "BD MM PK",
        "IT": "ER HR LY ME SI SO",
        "JP": "KP KR RU TW",
        "LT": "BY PL",
        "PK": "BD",
        "PL": "BY LT LV UA",
        "RO": "BG MD UA",
        "RU": "AM AZ BY EE FI GE KG KZ LT LV MD PL TJ TM UA UZ",
        "SD": "SS",
        "TR": "AL BA BG CY EG GR IL IQ JO LB LY ME MK PS RO RS SA SY XK YE",
        "ZA": "NA",
    }
)
