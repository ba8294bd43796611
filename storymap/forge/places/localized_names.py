"""Add names of larger settlements in the languages of articles and pages.

The sources are CLDR's names of time zone cities and GeoNames' alternate names. The package with GeoNames' data does not
give the language of an alternate name. Therefore an alternate name is only used if its script shows that it is
Japanese, Arabic, Russian or Ukrainian.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from storymap.forge.places.draft import Draft
from storymap.forge.places.patches import AddName, Patch, ShowNames
from storymap.forge.places.shown_names import shown_names
from storymap.forge.places.world import World
from storymap.gazetteer.fold import fold
from storymap.ports import Match

# CLDR's names of cities (in its list of time zones) are added in these languages. The names in English are already
# known.
LANGUAGES = ("ar", "de", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "uk", "zh")
LEAST_PEOPLE = 15_000  # minimum population of a settlement that gets localized names
_ALIKE = 0.7  # minimum phonetic similarity between the main name and a name in another script

_KATAKANA = re.compile(r"[ァ-ヺー・]{2,}")
_KANJI = re.compile(r"[一-鿿々ヶケノ]{2,}")
_ARABIC = re.compile(r"[ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي ]{3,}")
_RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+(?:[- ][А-Яа-яё]+)*")
_SOFT = re.compile(r"[сц]ьк")  # Ukrainian names may have this ending: Хабаровськ
_UKRAINIAN = re.compile(r"[А-ЩЬЮЯЄІЇҐ][а-щьюяєіїґ'’]+(?:[- ][А-ЩЬЮЯЄІЇҐа-щьюяєіїґ'’]+)*")
_IN_ARABIC = frozenset(["AE", "BH", "DZ", "EG", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SY", "TN", "YE"])  # fmt: skip
_IN_RUSSIAN = frozenset(["RU", "BY", "KZ", "KG"])
_LATIN = {"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "є": "ye", "і": "i", "ї": "yi", "ґ": "g"}  # fmt: skip


def localized_patches(world: World) -> Iterator[Patch]:
    """Yield patches that set the localized names that pages show for larger settlements.

    The names from CLDR are also added to the names that the gazetteer can find.
    """
    by_zone = list(_by_zone(world))  # the cities are found before the first name is added
    names: dict[int, dict[str, str]] = {}
    for city, language, name in by_zone:
        names.setdefault(city.row, {})[language] = name
        yield AddName(city.id, name, Match.ALTERNATE)
    scripts = world.base.script_names
    for row in sorted({*names, *(row for row in world.drafts if row in scripts)}):
        city = world.draft(row)
        known = {**scripts.get(row, {}), **names.get(row, {})}
        if shown := shown_names(city.name, known, city.country):
            yield ShowNames(city.id, shown)


def _by_zone(world: World) -> Iterator[tuple[Draft, str, str]]:
    """Yield (place, language, name) from CLDR's time zone cities.

    If several places in the country of a time zone have the name of its city, the most prominent place is used.
    """
    countries = world.base.tables.get("zone_countries", {})
    for language in LANGUAGES:
        for zone, name in world.base.tables.get("zone_cities", {}).get(language, {}).items():
            city = fold(zone.rpartition("/")[2].replace("_", " "))
            found = [d for d in world.bearers(city) if _is_larger(d) and d.country == countries.get(zone, "")]
            if found:
                yield max(found, key=lambda city: city.prominence), language, name


def _is_larger(draft: Draft) -> bool:
    return draft.kind == "city" and draft.id.startswith("geonames:") and draft.population >= LEAST_PEOPLE


def names_by_script(city: Draft, alternates: Sequence[str], native: str) -> Mapping[str, str]:
    """Return one alternate name of a settlement for each language.

    A name is "" if the settlement has none. `native` is GeoNames' main name of the settlement.

    Arabic, Russian and Ukrainian names are returned only for settlements in countries where these languages are spoken.
    """
    names: dict[str, Any] = {"ja": _japanese(city, alternates)}
    if city.country in _IN_ARABIC:
        names["ar"] = max(filter(_ARABIC.fullmatch, alternates), key=lambda name: ("ة" in name, -len(name)), default="")
    if city.country in _IN_RUSSIAN:
        names["ru"] = _cyrillic(native, (a for a in alternates if _RUSSIAN.fullmatch(a) and not _SOFT.search(a)), {})
    if city.country == "UA":
        names["uk"] = _cyrillic(native, filter(_UKRAINIAN.fullmatch, alternates), {"г": "h", "и": "y"})
    return names


def _japanese(city: Draft, alternates: Sequence[str]) -> str:
    """Return the Japanese name of a settlement, or "".

    For a place in Japan, this is the name in kanji without a final character for "city", "town", "village" or "ward".
    For other places, it is the
    name in katakana.
    """
    if city.country != "JP":
        return next(filter(_KATAKANA.fullmatch, alternates), "")
    kanji = [name for name in alternates if _KANJI.fullmatch(name) and _is_japanese(name)]
    towns = sorted((name for name in kanji if name[-1] in "市町村区" and len(name) > 2), key=len)
    return towns[-1][:-1] if towns else next(iter(kanji), "")


def _is_japanese(name: str) -> bool:
    """Return whether all characters of a name are used in Japanese.

    Many simplified Chinese characters are not used in Japanese.
    """
    try:
        return bool(name.encode("shift_jis"))
    except UnicodeEncodeError:
        return False


def _cyrillic(name: str, alternates: Iterable[str], own: dict[str, str]) -> str:
    """Return the alternate name in Cyrillic letters that sounds most like `name`, or "" if none sounds similar.

    `own` contains the Latin transcriptions of letters that are pronounced differently than in Russian.
    """
    table, heard = {**_LATIN, **own, "-": " "}, fold(name).replace("'", "")

    def alike(alternate: str) -> float:
        latin = "".join(table.get(letter, letter) for letter in alternate.lower())
        return SequenceMatcher(None, latin, heard, autojunk=False).ratio()

    best = max(alternates, key=lambda alternate: (alike(alternate), len(alternate)), default="")
    return best if best and alike(best) >= _ALIKE else ""
