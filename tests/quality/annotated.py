"""Read annotated articles: text with inline markup -> plain text, and the places that should be found in it.

    [Chitose](42.82, 141.65)          a name at lat, lon (degrees WGS 84); a result is right within 50 km
    [Honshu](36, 138 ±250)            a name; a result is right within 250 km
    [Japan](JP)                       a country by its ISO 3166-1 alpha-2 code
    [Moscow](metonym 55.75, 37.62)    a name that stands for a government or a team; [Kenya](metonym KE)
    [the islands](description 44.4, 147 ±120)   a description; [the country](description GE)
    [30 miles north of [Waco](31.55, -97.15)](relation 31.98, -97.15)   a point relative to another place
    [Russian](demonym)                evidence for a country, not a place
    [the region](unmapped)            a place that should not be on the map
    [Jordan](not)                     not a place, but looks like one: a person, an organisation, a ship

Annotations may be nested but may not overlap otherwise. `\\[` and `\\]` are brackets in the text. A front matter between
two lines of `---` may contain `title:`, `home:` (place of publication), `language:` (only for reports; it is not given to
the program) and `tags:` (the difficulties that the text tests, separated by commas).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from storymap.model import Position, position

TEXTS = Path(__file__).parent / "texts"
TOLERANCE_KM = 50.0

_FRONT = re.compile(r"---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_FIELDS = {"title", "home", "tags", "language"}
_TARGET = re.compile(r"(?:(?P<code>[A-Z]{2})|(?P<lat>-?[\d.]+), (?P<lon>-?[\d.]+)(?: ±(?P<km>\d+))?)")


class Kind(StrEnum):
    NAME = "name"
    METONYM = "metonym"
    DESCRIPTION = "description"
    RELATION = "relation"
    DEMONYM = "demonym"
    UNMAPPED = "unmapped"
    NOT = "not"


NAMED = frozenset({Kind.NAME, Kind.METONYM})
PLACED = NAMED | {Kind.DESCRIPTION, Kind.RELATION}


class MarkupError(ValueError):
    """The markup of an annotated text is wrong; the message begins with file:line."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What should be found at `text[start:end]` (code points). A place has either a position or a country code."""

    surface: str
    start: int
    end: int
    kind: Kind
    line: int  # line number in the file, from 1
    position: Position | None = None
    tolerance_km: float = TOLERANCE_KM
    country: str = ""


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    name: str
    text: str
    expectations: tuple[Expectation, ...]  # expectations in text order; a nested one comes after the one around it
    title: str = ""
    home: str = ""
    tags: tuple[str, ...] = ()
    language: str = "en"


def read_folder(folder: Path) -> tuple[AnnotatedText, ...]:
    """Return the annotated texts of all `*.txt` files in a folder, sorted by name. Raises MarkupError like `parse`."""
    return tuple(read(path) for path in sorted(folder.glob("*.txt")))


def read(path: Path) -> AnnotatedText:
    """Return the annotated text of a UTF-8 file. Raises MarkupError like `parse`."""
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(source: str, file: str = "text") -> AnnotatedText:
    """Return the text without its markup, and its expectations.

    Raises MarkupError for an unknown field or kind, an unmatched bracket, an empty surface or one with spaces at its
    edges, or a position out of range.
    """
    fields, body_at = _front_matter(source, file)
    text, expectations = _Scan(source, body_at, file).run()
    tags = tuple(tag.strip() for tag in fields.get("tags", "").split(",") if tag.strip())
    title, home = fields.get("title", ""), fields.get("home", "")
    return AnnotatedText(file.removesuffix(".txt"), text, expectations, title, home, tags, fields.get("language", "en"))


def _front_matter(source: str, file: str) -> tuple[dict[str, str], int]:
    match = _FRONT.match(source)
    if match is None:
        return {}, 0
    fields: dict[str, str] = {}
    for number, row in enumerate(match[1].splitlines(), 2):
        key, colon, value = row.partition(":")
        if not colon or key not in _FIELDS:
            raise MarkupError(f"{file}:{number}: {row!r} is not one of title:, home:, language:, tags:")
        fields[key] = value.strip()
    return fields, match.end()


class _Scan:
    """A parser that copies the text in one pass and keeps open brackets on a stack."""

    def __init__(self, source: str, at: int, file: str) -> None:
        self.source, self.at, self.file = source, at, file
        self.out: list[str] = []
        self.open: list[tuple[int, int]] = []  # for each open bracket: (offset in the text, offset in the source)
        self.found: list[Expectation] = []

    def run(self) -> tuple[str, tuple[Expectation, ...]]:
        for character in self._characters():
            if character == "[":
                self.open.append((len(self.out), self.at - 1))
            elif character == "]":
                self._close()
            else:
                self.out.append(character[-1])  # in the source, "\\[" stands for a bracket in the text
        if self.open:
            raise self._error(self.open[-1][1], "this [ has no matching ]")
        text = "".join(self.out)
        return text.rstrip("\n"), tuple(sorted(self.found, key=lambda e: (e.start, -e.end)))

    def _characters(self) -> Iterator[str]:
        while self.at < len(self.source):
            step = 2 if self.source[self.at : self.at + 2] in ("\\[", "\\]") else 1
            self.at += step
            yield self.source[self.at - step : self.at]

    def _close(self) -> None:
        if not self.open:
            raise self._error(self.at - 1, "this ] has no matching [")
        start, opened = self.open.pop()
        surface = "".join(self.out[start:])
        if surface.strip() != surface or not surface:
            raise self._error(opened, f"the surface {surface!r} is empty or has spaces at its edges")
        end = self.source.find(")", self.at)
        if self.source[self.at : self.at + 1] != "(" or end < 0:
            raise self._error(opened, f"[{surface}] has no (annotation)")
        annotation = self.source[self.at + 1 : end]
        self.found.append(self._expectation(surface, start, opened, annotation))
        self.at = end + 1

    def _expectation(self, surface: str, start: int, opened: int, annotation: str) -> Expectation:
        word, _, rest = annotation.partition(" ")
        named = word in {"metonym", "description", "relation"}
        kind, target = (Kind(word), rest) if named else (Kind.NAME, annotation)
        line, end = self._line(opened), start + len(surface)
        if annotation in {"demonym", "unmapped", "not"}:
            return Expectation(surface, start, end, Kind(annotation), line)
        match = _TARGET.fullmatch(target)
        if match is None:
            raise self._error(opened, f"({annotation}) is not a valid annotation")
        if match["code"]:
            return Expectation(surface, start, end, kind, line, country=match["code"])
        try:
            where = position(float(match["lat"]), float(match["lon"]))
        except ValueError as error:
            raise self._error(opened, str(error)) from error
        return Expectation(surface, start, end, kind, line, where, float(match["km"] or TOLERANCE_KM))

    def _line(self, at: int) -> int:
        return self.source.count("\n", 0, at) + 1

    def _error(self, at: int, message: str) -> MarkupError:
        return MarkupError(f"{self.file}:{self._line(at)}: {message}")
