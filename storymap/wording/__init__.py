"""Read the sentences of the page and of reasons. There is a TOML file for each language; `en.toml` is the reference.

`Wording("de").text("reason.country", place="Japan")` looks for the key in the German file and then in the English file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from storymap.language import primary_language

LANGUAGES = ("en", "fr", "de", "es", "ja", "ru", "uk", "ar")


def plural(language: str, number: int) -> str:
    """Return the plural category of a whole number by the rules of Unicode CLDR: zero, one, two, few, many or other."""
    tens, units = number % 100, number % 10
    match language:
        case "ja" | "zh" | "ko":
            return "other"
        case "fr":
            return "one" if number in (0, 1) else "other"
        case "ru" | "uk":
            if units == 1 and tens != 11:
                return "one"
            return "few" if 2 <= units <= 4 and not 12 <= tens <= 14 else "many"
        case "ar":
            if number <= 2:
                return ("zero", "one", "two")[number]
            return "few" if 3 <= tens <= 10 else "many" if tens >= 11 else "other"
        case _:
            return "one" if number == 1 else "other"


@cache
def _files() -> Mapping[str, Path]:
    """Return the file of each language.

    The language of an article is only used as a key of this mapping, never as a part of a path.
    """
    return {path.stem: path for path in Path(__file__).parent.glob("*.toml")}


def _table(language: str) -> Mapping[str, str]:
    return _read(language) if language in _files() else {}


@cache
def _read(language: str) -> Mapping[str, str]:
    return dict(_flat(tomllib.loads(_files()[language].read_text(encoding="utf-8"))))


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        rows += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, str(value))]
    return rows


class Wording:
    """The sentences of one language. A sentence that the language does not have is taken from English."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._tables = [t for t in (_table(primary_language(language)), _table("en")) if t]
        # The language of the sentences: the requested language if there is a file for it, otherwise English.
        self.effective_language = language if _table(primary_language(language)) else "en"

    def text(self, key: str, **params: object) -> str:
        """Return the sentence with a key. The {placeholders} of the sentence are replaced by `params`.

        Raise KeyError if neither the file of the language nor the English file has the key.
        """
        for table in self._tables:
            if key in table:
                return table[key].format_map({k: str(v) for k, v in params.items()})
        raise KeyError(key)

    def count(self, key: str, number: int, **params: object) -> str:
        """Return the sentence in the plural form for a number.

        The plural forms have keys such as `key.one` and `key.few`.
        """
        language = primary_language(self.effective_language)
        try:
            return self.text(f"{key}.{plural(language, number)}", count=number, **params)
        except KeyError:
            return self.text(f"{key}.other", count=number, **params)

    def section(self, prefix: str) -> dict[str, str]:
        """Return the sentences of all keys with a prefix; the keys in the result are without the prefix.

        Placeholders are not replaced. The scripts of the page use these sentences.
        """
        merged: dict[str, str] = {}
        for table in reversed(self._tables):
            merged |= {k.removeprefix(prefix + "."): v for k, v in table.items() if k.startswith(prefix + ".")}
        return merged
