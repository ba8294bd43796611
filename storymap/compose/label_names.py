"""The name of a place on a map in a given language."""

from __future__ import annotations

from storymap.compose.label_ranks import FEDERATIONS
from storymap.language import is_language, primary_language
from storymap.model import Place

# These languages are not written in Latin letters. Their maps show no names in Latin letters.
_OTHER_SCRIPTS = frozenset(
    [
        "am",
        "ar",
        "be",
        "bg",
        "bn",
        "el",
        "fa",
        "he",
        "hi",
        "hy",
        "ja",
        "ka",
        "kk",
        "km",
        "ko",
        "ky",
        "lo",
        "mk",
        "mn",
        "mr",
        "my",
        "ne",
        "ps",
        "ru",
        "sr",
        "ta",
        "te",
        "th",
        "uk",
        "ur",
        "yi",
        "zh",
    ]
)
# Countries that do not use Latin letters. Each language transcribes their names differently: "Jekaterinburg",
# "Iekaterinbourg".
_TRANSCRIBED = frozenset(
    [
        "AE",
        "AF",
        "AM",
        "BG",
        "BH",
        "BY",
        "EG",
        "GE",
        "GR",
        "IL",
        "IQ",
        "IR",
        "JO",
        "KG",
        "KW",
        "KZ",
        "LB",
        "LY",
        "MK",
        "MN",
        "OM",
        "PS",
        "QA",
        "RU",
        "SA",
        "SD",
        "SY",
        "TJ",
        "UA",
        "YE",
    ]
)
_MAP_NAMES = {"New York City": "New York"}  # name in the gazetteer -> name on maps
_EXONYMS = 300_000  # Smaller towns usually have the same name in all languages that use Latin letters.


def map_name(place: Place, language: str) -> str:
    """Return the name of a place on a map in a language, or "" if it is unknown."""
    # In the gazetteer, a name that several places have may include the country or the kind of place: "Andros, Greece",
    # "Newcastle (county)".
    plain = _MAP_NAMES.get(place.name, place.name.split(" (")[0].split(", ")[0].removeprefix("Island of "))
    primary = primary_language(language)
    if is_language(language, "en"):
        return plain
    if any(name.language == primary for name in place.names):
        known = place.called(language)
        return known[:1].upper() + known[1:]  # some names begin with a small letter in a text: "mer du Japon"
    return plain if primary not in _OTHER_SCRIPTS and _keeps_its_name(place) else ""


def _keeps_its_name(place: Place) -> bool:
    """Return whether the English spelling can be used in other languages with Latin letters.

    The function is called for places without a known name in the language of the map.
    """
    country = next(iter(place.country_codes), "")
    if place.feature_class == "P":
        return place.population < _EXONYMS or country not in _TRANSCRIBED
    return place.feature_code == "ADM1" and country in FEDERATIONS - _TRANSCRIBED
