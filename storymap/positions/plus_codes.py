"""Decode plus codes (Open Location Code). A code such as "9F28WXR7+2V" stands for a square of about 14 m.

Source of the algorithm: the Open Location Code specification, https://github.com/google/open-location-code. The package
`openlocationcode` is not used, because its most recent release is from 2019.
"""

from __future__ import annotations

import re

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Position
from storymap.positions.errors import PositionError, shown

_DIGITS = "23456789CFGHJMPQRVWX"
_FULL_DIGITS = 8  # number of digits before the + of a full code
_PAIRS = 10  # number of digits that are pairs of latitude and longitude; each later digit is one of 4 × 5 fields
_CODE = lazy_pattern(rf"(?P<code>(?:[{_DIGITS}]{{2}}){{1,3}}|[{_DIGITS}]{{2,8}}0{{0,6}})\+(?P<rest>[{_DIGITS}]{{0,7}})", re.IGNORECASE)  # fmt: skip
_WITH_PLACE = lazy_pattern(_CODE.pattern + r"(?:[,\s]+(?P<place>\D.*))?", re.IGNORECASE)


def is_plus_code(text: str) -> bool:
    """Return whether a text is a plus code. A short code may be followed by the name of a place: "WXR7+2V Hella"."""
    return _WITH_PLACE.fullmatch(text) is not None


def parse_plus_code(text: str, near: Position | None) -> Position:
    """Return the middle of the square of a plus code.

    A short code is the end of a full code; the square nearest to `near` is used.

    Raise PositionError if the code is invalid, or if it is short and `near` is None.
    """
    match = _WITH_PLACE.fullmatch(text)
    assert match is not None  # the caller has checked it
    code, rest = match["code"].upper(), match["rest"].upper()
    padded = "0" in code
    if len(code) % 2 or len(rest) == 1 or (padded and (rest or len(code) != _FULL_DIGITS)):
        raise PositionError("position-plus-code", text=shown(text))
    digits = code.rstrip("0") + rest
    missing = _FULL_DIGITS - len(code)
    if not missing:
        return _decode(digits)[0]
    if near is None:
        raise PositionError("position-short-plus-code", text=shown(text))
    return _recover(digits, missing, near)


def _decode(digits: str) -> tuple[Position, float]:
    """Return the middle of the square of a full code, and the height of the square in degrees.

    Raise PositionError if the square is not on the Earth.
    """
    lat, lon, size_lat, size_lon = -90.0, -180.0, 400.0, 400.0
    for i in range(0, min(len(digits), _PAIRS), 2):
        size_lat, size_lon = size_lat / 20, size_lon / 20
        lat += _DIGITS.index(digits[i]) * size_lat
        lon += _DIGITS.index(digits[i + 1]) * size_lon
    for digit in digits[_PAIRS:]:
        size_lat, size_lon = size_lat / 5, size_lon / 4
        row, column = divmod(_DIGITS.index(digit), 4)
        lat, lon = lat + row * size_lat, lon + column * size_lon
    lat, lon = lat + size_lat / 2, lon + size_lon / 2
    if not (lat < 90 and lon < 180):
        raise PositionError("position-plus-code-range")
    return Position(lat, lon), size_lat


def _recover(digits: str, missing: int, near: Position) -> Position:
    """Return the middle of a square whose code ends in `digits`.

    There are many such squares; the square nearest to `near` is used.
    """
    step = 20.0 ** (2 - missing // 2)  # the shortened code has the same digits again after this many degrees
    prefix = _encode(near)[:missing]
    (lat, lon), _ = _decode(prefix + digits)
    if abs(lat - near.lat) > step / 2:
        moved = lat - step if lat > near.lat else lat + step
        lat = moved if -90 <= moved <= 90 else lat
    if abs(lon - near.lon) > step / 2:
        lon = lon - step if lon > near.lon else lon + step
    return Position(lat, (lon + 180) % 360 - 180)


def _encode(at: Position) -> str:
    """Return the first 8 digits of the plus code of a position."""
    lat, lon, size, digits = min(at.lat, 89.99999) + 90, at.lon % 360 + 180 if at.lon < -180 else at.lon + 180, 20.0, ""
    lon %= 360
    for _ in range(4):
        digits += _DIGITS[int(lat / size)] + _DIGITS[int(lon / size)]
        lat, lon, size = lat % size, lon % size, size / 20
    return digits
