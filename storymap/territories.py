"""Dependent territories and the countries that they belong to, by ISO 3166-1 alpha-2 code."""

from __future__ import annotations

from collections.abc import Mapping

# Country -> its dependent and overseas territories that have their own ISO 3166-1 code.
DEPENDENCIES: Mapping[str, frozenset[str]] = {
    country: frozenset(codes.split())
    for country, codes in {
        "AU": "CC CX HM NF",
        "CN": "HK MO",
        "DK": "FO GL",
        "FI": "AX",
        "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT",
        "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG",
        "NL": "AW BQ CW SX",
        "NO": "BV SJ",
        "NZ": "CK NU TK",
        "US": "AS GU MP PR UM VI",
    }.items()
}
# Territory -> the country that it belongs to.
SOVEREIGNS: Mapping[str, str] = {code: country for country, codes in DEPENDENCIES.items() for code in codes}
