"""Every sentence that readers and editors see: one file a language, `en.toml` first.

`Wording("de").say("reason.country", place="Japan")` looks the key up in the language, then in English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _table(language: str) -> Mapping[str, str]:
    path = Path(__file__).parent / f"{language}.toml"
    return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8")))) if path.is_file() else {}


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        rows += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, str(value))]
    return rows


class Wording:
    """The sentences of one language; what it lacks is said in English."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._tables = [t for t in (_table(language.split("-", maxsplit=1)[0].lower()), _table("en")) if t]

    @property
    def spoken(self) -> str:
        """The language the sentences are really in: the asked one when there is a file of it, else English."""
        return self.language if _table(self.language.split("-")[0].lower()) else "en"

    def say(self, key: str, **params: object) -> str:
        """The sentence of `key` with its {parameters} filled in. KeyError: no language has it."""
        for table in self._tables:
            if key in table:
                return table[key].format_map({k: str(v) for k, v in params.items()})
        raise KeyError(key)

    def section(self, prefix: str) -> dict[str, str]:
        """All sentences below a prefix, without it and unformatted: what the page's scripts need."""
        merged: dict[str, str] = {}
        for table in reversed(self._tables):
            merged |= {k.removeprefix(prefix + "."): v for k, v in table.items() if k.startswith(prefix + ".")}
        return merged
