"""Read and check the fields of places.yaml.

If a field is invalid, OverrideError gives the file, line and column, and says what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NoReturn

from storymap.errors import OverrideError
from storymap.model import BoundingBox, Footprint, Position, position
from storymap.nearest import did_you_mean, nearest
from storymap.overrides.areas import parse_area
from storymap.overrides.keys import PLACE
from storymap.overrides.scalars import describe, is_number, to_number
from storymap.positions import parse_position
from storymap.text_mistakes import plain_minus, unusual_space, wide_colon


class FieldReader:
    """Reads and checks the fields of the mappings in one file.

    In all methods, `context` is the name of the entry in messages. `mapping` is a CommentedMap of ruamel, which has the
    line and column of each key.
    """

    def __init__(self, file: str) -> None:
        self.file = file

    def text(self, mapping: Any, key: str, context: str) -> str:
        """Return a text in which each run of white space is one space. Return "" if the key is missing."""
        if key not in mapping:
            return ""
        value = mapping[key]
        if not isinstance(value, str) and not is_number(value):
            self.fail(f"{context}: `{key}` must be text.", *self.key_position(mapping, key))
        text = " ".join(str(value).split())
        if not text:
            self.fail(
                f"{context}: `{key}` is empty. Give it a value or remove the key.", *self.key_position(mapping, key)
            )
        return text

    def flag(self, mapping: Any, key: str, context: str) -> bool:
        """Return a boolean, or False if the key is missing."""
        value = mapping.get(key, False)
        if not isinstance(value, bool):
            quoted = isinstance(value, str) and value.lower() in ("true", "false")
            hint = f" Remove the quotation marks: `{key}: {str(value).lower()}`." if quoted else ""
            self.fail(
                f"{context}: `{key}` must be true or false, not {describe(value)}.{hint}",
                *self.key_position(mapping, key),
            )
        return value

    def number(self, mapping: Any, key: str, context: str, low: float, high: float) -> float:
        """Return a number from `low` to `high`, or 0 if the key is missing."""
        if key not in mapping:
            return 0.0
        try:
            value = to_number(mapping[key])
        except TypeError as error:
            hint = _only_number(key, mapping[key]) or f" Write a number between {low:g} and {high:g}."
            self.fail(f"{context}: `{key}`: {error}.{hint}", *self.key_position(mapping, key))
        if not low <= value <= high:
            self.fail(
                f"{context}: `{key}` must be between {low:g} and {high:g}, not {value:g}.",
                *self.key_position(mapping, key),
            )
        return value

    def country_codes(self, mapping: Any, key: str, context: str) -> tuple[str, ...]:
        """Return country codes, or () if the key is missing. The file can have one code or a list of codes."""
        if key not in mapping:
            return ()
        value = mapping[key]
        codes = value if isinstance(value, list) else [value]
        if not codes or not all(isinstance(code, str) and len(code) == 2 and code.isalpha() for code in codes):
            self.fail(
                f"{context}: `{key}` must be a two-letter country code or a list of them, such as [JP].",
                *self.key_position(mapping, key),
            )
        return tuple(code.upper() for code in codes)

    def one_of(self, mapping: Any, key: str, context: str, allowed: Sequence[str]) -> str:
        """Return one of the allowed values, or "" if the key is missing."""
        value = self.text(mapping, key, context)
        if value and value not in allowed:
            hint = did_you_mean(nearest(value, allowed, prefix=True), "``")
            self.fail(
                f"{context}: `{key}` must be one of {', '.join(allowed)}, not `{value[:40]}`.{hint}",
                *self.key_position(mapping, key),
            )
        return value

    def mapping(self, mapping: Any, key: str, context: str, allowed: Sequence[str], example: str) -> Any:
        """Return the mapping under a key, or None if the key is missing.

        `allowed` are the keys that the mapping may have.
        """
        if key not in mapping:
            return None
        value = mapping[key]
        if not isinstance(value, dict) or not value:
            self.fail(f"{context}: `{key}` must be a mapping such as {example}.", *self.key_position(mapping, key))
        self.check_keys(value, allowed, f"{context}, {key}")
        return value

    def check_keys(self, mapping: Any, allowed: Sequence[str], context: str) -> None:
        """Raise OverrideError for the first key that is not allowed, and suggest the most similar allowed key."""
        for key in mapping:
            if key not in allowed and is_number(key) and mapping[key] is None:
                self.fail(
                    f"{context}: `{key}` is read as a separate key, because a comma separates keys in braces. Write numbers with a "
                    "decimal point, such as lat: 43.06, not with a decimal comma.",
                    *self.key_position(mapping, key),
                )
            if key not in allowed:
                self.fail(
                    f"{context}: unknown key `{key}`. Allowed keys: {', '.join(allowed)}."
                    f"{_advice(str(key), mapping[key], allowed)}",
                    *self.key_position(mapping, key),
                )

    def position(self, context: str, mapping: Any) -> Position:
        """Return the position of a mapping with `at`, or with `lat` and `lon`."""
        if "at" in mapping:
            return self._position_text(context, mapping)
        try:
            return position(to_number(mapping["lat"]), to_number(mapping["lon"]))
        except (TypeError, ValueError) as error:
            key = "lat" if "latitude" in str(error) or not is_number(mapping.get("lat")) else "lon"
            self.fail(f"{context}: {error}.{_hint(mapping, key)}", *self.key_position(mapping, key))

    def _position_text(self, context: str, mapping: Any) -> Position:
        """Return the position in the text under `at`.

        The text can be coordinates, the URL of a map, a geo: URI or a plus code.
        """
        value = mapping["at"]
        try:
            if isinstance(value, list) and len(value) == 2:
                return position(to_number(value[0]), to_number(value[1]))
            return parse_position(self.text(mapping, "at", context))
        except (TypeError, ValueError) as error:
            self.fail(
                f"{context}: `at`: {str(error).rstrip('.')}.".replace("?.", "?"), *self.key_position(mapping, "at")
            )

    def box(self, context: str, mapping: Any) -> BoundingBox | None:
        """Return the bounding box under `box`, or None if the key is missing."""
        if "box" not in mapping:
            return None
        try:
            edges = mapping["box"]
            if isinstance(edges, list) and len(edges) == 8:
                raise TypeError("it has eight numbers. Write numbers with a decimal point, such as 141.5")
            if not isinstance(edges, list) or len(edges) != 4:
                raise TypeError("it needs four numbers")
            west, south, east, north = map(to_number, edges)
            position(south, west), position(north, east)
            if south >= north:
                raise ValueError("south must be less than north")
            if west == east:
                raise ValueError("west and east must differ")
        except (TypeError, ValueError) as error:
            self.fail(
                f"{context}: `box` must be [west, south, east, north] in degrees: {error}.",
                *self.key_position(mapping, "box"),
            )
        return BoundingBox(west, south, east, north)

    def area(self, context: str, mapping: Any) -> Footprint | None:
        """Return the area that the GeoJSON polygons under `area` describe, or None if the key is missing."""
        if "area" not in mapping:
            return None
        try:
            return parse_area(mapping["area"])
        except (TypeError, ValueError) as error:
            self.fail(
                f"{context}: `area` must be a GeoJSON Polygon or MultiPolygon with [lon, lat] positions: {error}.",
                *self.key_position(mapping, "area"),
            )

    def key_position(self, mapping: Any, key: Any) -> tuple[int, int]:
        """Return the line and column of a key, counted from 1. If the key is missing, return those of the mapping."""
        return self._mark(mapping, "key", key)

    def item_position(self, items: Any, number: int) -> tuple[int, int]:
        """Return the line and column of an item of a list, counted from 1."""
        return self._mark(items, "item", number)

    def _mark(self, collection: Any, method: str, key: Any) -> tuple[int, int]:
        marks = getattr(collection, "lc", None)
        try:
            line, column = getattr(marks, method)(key)
        except (KeyError, AttributeError, TypeError, IndexError):
            line, column = getattr(marks, "line", None) or 0, getattr(marks, "col", None) or 0
        return line + 1, column + 1

    def fail(self, message: str, line: int, column: int) -> NoReturn:
        """Raise OverrideError with a message, for a line and column of the file."""
        raise OverrideError(message, file=self.file, line=line, column=column)


def _hint(mapping: Any, key: str) -> str:
    """Return advice for an invalid `lat` or `lon`, or "" if there is no advice."""
    lat, lon = mapping.get("lat"), mapping.get("lon")
    if is_number(lat) and is_number(lon) and abs(lon) <= 90 < abs(lat) <= 180:
        return f" Did you swap them? Write lat: {lon}, lon: {lat}."
    value = mapping.get(key)
    if isinstance(value, str):
        if re.fullmatch(r"\s*[+-]?\d+,\d+\s*", value):
            return f" Write a decimal point: {key}: {value.strip().replace(',', '.')}."
        if re.fullmatch(r"\s*-\s*\d+(?:\.\d+)?\s*", hyphenated := plain_minus(value)):
            return f" Write a hyphen as the minus sign: {key}: {hyphenated.replace(' ', '')}."
        return " For other forms, such as 43°3'N 141°21'E, use `at` instead of `lat` and `lon`."
    return ""


def _only_number(key: str, value: Any) -> str:
    """Return advice for a number with a unit or a decimal comma, or "" for other values."""
    found = re.fullmatch(r"\s*([+-]?\d+(?:[.,]\d+)?)\s*[^\d.,]*", value) if isinstance(value, str) else None
    return f" Write only the number, with a decimal point: {key}: {found[1].replace(',', '.')}." if found else ""


def _advice(key: str, value: Any, allowed: Sequence[str]) -> str:
    """Return advice about an unknown key of a mapping, or "" if there is no advice."""
    if "places" in allowed and isinstance(value, dict) and set(value) & set(PLACE):
        return f" Names belong under `places:`, indented by two spaces.{unusual_space(key)}"
    return (
        unusual_space(key)
        or wide_colon(key)
        or _missing_space(key, allowed)
        or did_you_mean(nearest(key, allowed, prefix=True), "``")
    )


def _missing_space(key: str, allowed: Sequence[str]) -> str:
    """Return advice for a key without a space after its colon, such as "id:geonames:1", or "" for other keys."""
    name, colon, value = key.partition(":")
    return f" Write a space after the colon: `{name}: {value}`." if colon and name in allowed else ""
