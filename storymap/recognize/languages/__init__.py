"""What the reader knows of a language: its small words, its cases, and which of its everyday words are also names of places.

One TOML file a language. A language without a file is read with what is known of its everyday words alone. All words are compared
in lower case; `everyday` is compiled by `storymap.forge.training.everyday` from word frequencies.
"""

from __future__ import annotations

import json
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from storymap.language import primary_language
from storymap.resources import data

Words = frozenset[str]
FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language. Sets hold words in lower case; what a file does not say is empty."""

    code: str
    lands: frozenset[str] = frozenset()  # countries where it is spoken, ISO 3166-1 alpha-2
    nouns: bool = False  # every noun has a capital
    at: Words = frozenset()  # words before a place, hardly before anything else with a capital: "nach", "vers"
    of: Words = frozenset()  # words that may stand before a place as before anything else: "von", "de"
    the_at: Words = frozenset()  # both at once, and an article: "im", "au", "nel"
    articles: Words = frozenset()
    joins: Words = frozenset()  # and, or
    kinds: Words = frozenset()  # nouns that a place's name follows: city, river
    units: Words = frozenset()  # nouns of admin-1 units that are called by an adjective of their seat: область
    provinces: str = ""  # pattern of the ending that makes the land round a seat of its name: Львівщина
    adjectives: tuple[tuple[str, ...], ...] = ()  # (ending of such an adjective, endings of the seat…)
    titles: Words = frozenset()  # what a person's name follows
    clubs: Words = frozenset()  # what only bears the name of the place that follows: FC, Universität
    after: Words = frozenset()  # …and of the place that stands before: Zeitung
    inside: Words = frozenset()  # small words that may stand inside a name: Frankfurt am Main
    elided: tuple[str, ...] = ()  # beginnings of a word that are words: d'
    contracted: Mapping[str, str] = field(default_factory=dict)  # "au" -> "Le": au Havre
    genitive: tuple[str, ...] = ()  # endings that only mark a case: Deutschlands, in den Niederlanden
    endings: tuple[tuple[str, ...], ...] = ()  # (ending in the text, endings of the name it may come from…)
    softened: Mapping[str, str] = field(
        default_factory=dict
    )  # the last vowel of a stem -> that of the name: Львова, Львів
    prefixes: tuple[str, ...] = ()  # small words that are written together with the name: "و", "ب"
    given: Words = frozenset()  # first names
    everyday: Mapping[str, float] = field(default_factory=dict)  # see `degree`

    def degree(self, word: str) -> float:
        """How much more often than a place of that fame would be a word is used, in powers of ten; -1.0: not at all."""
        return self.everyday.get(word, -1.0)


@cache
def tongue(language: str) -> Tongue:
    """What is known of a language (BCP 47)."""
    code = primary_language(language)
    path = FOLDER / f"{code}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    words = ("at", "of", "the_at", "articles", "joins", "kinds", "units", "titles", "clubs", "after", "inside")
    return Tongue(
        code,
        lands=frozenset(table.get("lands", "").split()),
        nouns=table.get("nouns", False),
        **{key: frozenset(table.get(key, "").lower().split()) for key in words},
        elided=tuple(table.get("elided", "").split()),
        contracted=table.get("contracted", {}),
        genitive=tuple(table.get("genitive", "").split()),
        prefixes=tuple(table.get("prefixes", "").split()),
        endings=tuple(tuple(row) for row in table.get("endings", ())),
        provinces=table.get("provinces", ""),
        adjectives=tuple(tuple(row) for row in table.get("adjectives", ())),
        softened=table.get("softened", {}),
        given=frozenset((FOLDER / "given_names.txt").read_text(encoding="utf-8").lower().split()),
        everyday=_everyday(code),
    )


def _everyday(code: str) -> Mapping[str, float]:
    """Folded words and their degrees; empty for a language that was not compiled."""
    with zipfile.ZipFile(data("everyday.zip")) as archive:
        if f"{code}.json" not in archive.namelist():
            return {}
        degrees = json.loads(archive.read(f"{code}.json"))
    return {word: int(tenths) / 10 for tenths, words in degrees.items() for word in words.split()}
