"""Find the everyday words for divisions of countries and for settlements, such as "county", "prefecture" and "city"."""

from __future__ import annotations

from collections.abc import Mapping

from storymap.model import Place

CITY, TOWN = 100_000, 2_000  # minimum population of a place that is called a city, and of one that is called a town
_SETTLEMENTS = frozenset({"PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLF", "PPLL"})


def _by_country(**words: str) -> Mapping[str, str]:
    return {country: word.replace("_", "-") for word, countries in words.items() for country in countries.split()}


# Word for a division -> the countries in which it is used. In other countries, first-level divisions are called regions
# and second-level divisions districts.
_FIRST = _by_country(
    state="US AU IN BR MX NG MY MM SD SS VE",
    federal_state="DE AT",
    province="CA CN ZA AR TR PK ID IR AF NL BE CU EC LA KR KP VN TH ZM MZ AO PG CR PA CD",
    prefecture="JP",
    county="NO SE HU RO HR EE LT KE LR TW AL",
    department="CO BO PY HN GT SV NI HT UY",
    canton="CH",
    governorate="EG IQ JO LB SY YE TN OM BH KW PS",
    oblast="UA",
    PCLI="GB",
)
_SECOND = _by_country(county="US GB LR", department="FR", province="IT ES PH PE", prefecture="CN")


def everyday_kind(place: Place) -> str:
    """Return the key of the everyday word for a place in `page.kind`.

    Return "" if the general word for its feature code is good enough.
    """
    country = place.country_codes[0] if len(place.country_codes) == 1 else ""
    match place.feature_code:
        case "ADM1":
            return _FIRST.get(country, "")
        case "ADM2":
            return _SECOND.get(country, "")
        case code if code in _SETTLEMENTS and place.population > 0:
            return "city" if place.population >= CITY else "town" if place.population >= TOWN else "village"
    return ""
