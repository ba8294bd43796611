"""Parse a position that a person has typed or copied.

The position can be coordinates, a map link, a geo: URI or a plus code.

    degrees      "63.8569, -19.2240", "63,8569; −19,2240", "63°51'25"N 19°13'26"W", "北緯43度3分 東経141度21分"
    map_links    addresses of OpenStreetMap, Google, Apple and Bing maps, geo: URIs and Wikipedia's GeoHack
    plus_codes   "9F28WXR7+2V", and short codes such as "WXR7+2V" if a position near the place is known

places.yaml, the command line and the editor all use `parse_position`. Positions are (lat, lon) in degrees, WGS 84.
"""

from __future__ import annotations

import re

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Position
from storymap.positions.degrees import parse_degrees
from storymap.positions.errors import PositionError, shown
from storymap.positions.map_links import is_link, parse_link
from storymap.positions.plus_codes import is_plus_code, parse_plus_code

__all__ = ["PositionError", "looks_like_position", "parse_position"]

MAX_LENGTH = 4000  # maximum number of characters of a position; addresses of Google Maps have up to about 1000

# Patterns of other notations for positions. They are rejected with a message that names the notation. Examples:
# 33UXP0448, 33U 448251 5411943, TQ 30100 80500, ///filled.count.soap.
_OTHER_SYSTEMS = {
    "MGRS": lazy_pattern(r"\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(?:\d\s*){2,10}", re.IGNORECASE),
    "UTM": lazy_pattern(r"(?:UTM:?\s*)?\d{1,2}\s?[C-HJ-NP-X],?\s+\d{5,7}(?:\.\d+)?\s*m?E?,?\s+\d{5,8}.*", re.IGNORECASE),
    "British National Grid": lazy_pattern(r"[HNOST][A-HJ-Z]\s?(?:\d{2,5}\s?\d{2,5})"),
    "what3words": lazy_pattern(r"(?:https?://(?:www\.)?(?:what3words\.com|w3w\.co)/|///)\S+", re.IGNORECASE),
}  # fmt: skip
_ONLY_NUMBERS = lazy_pattern(r"""[\s.,;°º'′’"″”NSEWO+−–-]*\d[\d\s.,;°º'′’"″”NSEWO+−–-]*""")


def parse_position(text: str, *, near: Position | None = None, language: str = "") -> Position:
    """Return the position that a text describes, rounded to 6 decimals (about 10 cm).

    `near` is a position near the place; only short plus codes need it. `language` is the language of the text. The
    letter O depends on the language: it means east in German, but west in French, Italian, Portuguese and Spanish.

    Raise PositionError if the text is not a position. The message says what is wrong and what to write.
    """
    text = text.strip()
    if not text:
        raise PositionError("position-empty")
    if len(text) > MAX_LENGTH:
        raise PositionError("position-long", length=MAX_LENGTH)
    for system, pattern in _OTHER_SYSTEMS.items():
        if pattern.fullmatch(text):
            raise PositionError("position-system", system=system, text=shown(text))
    if is_link(text):
        lat, lon = parse_link(text)
    elif is_plus_code(text):
        lat, lon = parse_plus_code(text, near)
    else:
        lat, lon = parse_degrees(text, language)
    return Position(round(lat, 6) + 0.0, round(lon, 6) + 0.0)


def looks_like_position(text: str) -> bool:
    """Return whether a text must be a position and cannot be the name of a place."""
    text = text.strip()
    if is_link(text) or is_plus_code(text):
        return True
    if len(re.findall(r"\d+", text)) < 2:
        return False
    if _ONLY_NUMBERS.fullmatch(text):
        return True
    try:
        parse_degrees(text)
    except PositionError:
        return False
    return True
