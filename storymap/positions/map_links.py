"""Find the position in a link to a map.

Links of OpenStreetMap, Google, Apple, Bing and GeoHack, and geo: URIs (RFC 5870), can be read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Position
from storymap.positions.degrees import parse_degrees
from storymap.positions.errors import PositionError, checked, shown

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_PAIR = lazy_pattern(rf"\s*(?:loc:)?\s*({_NUMBER})\s*[,~_ +]\s*({_NUMBER})(?!\d)")
# Matches the position of the pin. The position after `@` is the middle of the view.
_GOOGLE_PLACE = lazy_pattern(rf"!3d({_NUMBER})!4d({_NUMBER})")
_GOOGLE_VIEW = lazy_pattern(rf"/@({_NUMBER}),({_NUMBER})")
_GOOGLE_PATH = lazy_pattern(r"/maps/(?:place|search|dir(?:/[^/]*)?)/([^/@]+)")
_OSM_VIEW = lazy_pattern(rf"(?:^|&)map=\d+(?:\.\d+)?/({_NUMBER})/({_NUMBER})")
_OSM_SHORT = lazy_pattern(r"/go/([A-Za-z0-9_~@-]+)")
_OSM_CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~"
# Maximum number of characters of an osm.org/go/ code that are read; 10 characters are exact to two centimetres
_MAX_CODE = 20
_SHORT_HOSTS = ("maps.app.goo.gl", "goo.gl", "g.co", "maps.apple", "binged.it", "osm.li")
# Keys of the query string, in order of preference: a pin first, then the middle of the view.
_KEYS = ("q", "query", "coordinate", "ll", "destination", "daddr", "center", "sll", "cp", "viewpoint")
_SCHEME = lazy_pattern(r"(?:https?|geo|google\.navigation|om|maps):", re.IGNORECASE)
_HOST = lazy_pattern(
    r"(?:(?:www\.)?(?:openstreetmap|google|bing)\.[\w.]+|osm\.org|maps\.(?:apple|google)\.[\w.]+|maps\.app\.goo\.gl|goo\.gl)/",
    re.IGNORECASE,
)


def is_link(text: str) -> bool:
    """Return whether a text is a URL or a geo: URI."""
    return bool(_SCHEME.match(text) or _HOST.match(text))


def parse_link(text: str) -> Position:
    """Return the position of the pin in a map link, or the middle of the view if the link has no pin.

    Raise PositionError if the link has no position.
    """
    if text.lower().startswith("geo:"):
        return _geo_uri(text)
    try:
        parts = urlsplit(text if _SCHEME.match(text) else f"https://{text}")
        host, path = (parts.hostname or "").lower(), unquote(parts.path)
    except ValueError as error:
        raise PositionError("position-address", text=shown(text)) from error
    if host in _SHORT_HOSTS:
        raise PositionError("position-short-link", host=host)
    query, fragment = parse_qs(parts.query), unquote(parts.fragment)
    found = _openstreetmap(path, query, fragment) or _google(path + (f"#{fragment}" if fragment else ""))
    found = found or _in_query(query) or _bing_point(query) or _geohack(query)
    if found is None:
        raise PositionError("position-not-in-address", text=shown(text))
    return checked(*found, ordered=False)


def _geo_uri(text: str) -> Position:
    """Return the position in geo:lat,lon[,alt][;…], or in ?q=lat,lon, which is the form that Android writes."""
    path, _, query = text[4:].partition("?")
    q = parse_qs(query).get("q", [""])[0]
    if found := _PAIR.match(q):
        return checked(float(found[1]), float(found[2]))
    coordinates, *parameters = unquote(path).split(";")
    crs = next((p[4:] for p in parameters if p.lower().startswith("crs=")), "wgs84")
    if crs.lower() != "wgs84":
        raise PositionError("position-crs", system=crs)
    found = _PAIR.match(coordinates)
    if not found:
        raise PositionError("position-geo", text=shown(text))
    return checked(float(found[1]), float(found[2]))


def _openstreetmap(path: str, query: Mapping[str, list[str]], fragment: str) -> tuple[float, float] | None:
    if "mlat" in query and "mlon" in query:
        return _floats(query["mlat"][0], query["mlon"][0])
    if found := _OSM_VIEW.search(fragment):
        return _floats(found[1], found[2])
    if found := _OSM_SHORT.fullmatch(path):
        return _short_code(found[1].replace("@", "~"))
    if "lat" in query and ("lon" in query or "lng" in query):
        return _floats(query["lat"][0], query.get("lon", query.get("lng", [""]))[0])
    return None


def _short_code(code: str) -> tuple[float, float]:
    """Return the position that an osm.org/go/ code stands for.

    Each character has 3 bits of the longitude and 3 bits of the latitude, which alternate.
    """
    x = y = bits = 0
    for character in code[:_MAX_CODE]:
        if character == "-":
            continue
        value = _OSM_CODE.index(character)
        for _ in range(3):
            x, y = x << 1 | value >> 5 & 1, y << 1 | value >> 4 & 1
            value, bits = value << 2, bits + 1
    return (y + 0.5) * 180 / 2**bits - 90, (x + 0.5) * 360 / 2**bits - 180


def _google(path: str) -> tuple[float, float] | None:
    if found := list(_GOOGLE_PLACE.finditer(path)):
        return _floats(found[-1][1], found[-1][2])
    named = _GOOGLE_PATH.search(path)
    if named and re.match(r"[+-]?\d", named[1]):
        try:
            return parse_degrees(named[1].replace("+", " ").replace(", ", ","))
        except PositionError:
            pass
    view = _GOOGLE_VIEW.search(path)
    return _floats(view[1], view[2]) if view else None


def _in_query(query: Mapping[str, list[str]]) -> tuple[float, float] | None:
    for key in _KEYS:
        found = _PAIR.match(query.get(key, [""])[0])
        if found:
            return _floats(found[1], found[2])
    return None


def _bing_point(query: Mapping[str, list[str]]) -> tuple[float, float] | None:
    """Return the position in a query such as sp=point.43.06_141.35_Name, or None."""
    found = re.match(rf"point\.({_NUMBER})_({_NUMBER})", query.get("sp", [""])[0])
    return _floats(found[1], found[2]) if found else None


def _geohack(query: Mapping[str, list[str]]) -> tuple[float, float] | None:
    """Return the position in a query such as params=63_51_25_N_19_13_26_W_type:city, or None.

    Wikipedia links coordinates to GeoHack in this form.
    """
    found = re.match(r"([\d._]+_[NS]_[\d._]+_[EW])", query.get("params", [""])[0])
    if found:
        return parse_degrees(found[1].replace("_", " "))
    decimal = re.match(rf"({_NUMBER});({_NUMBER})", query.get("params", [""])[0])
    return _floats(decimal[1], decimal[2]) if decimal else None


def _floats(lat: str, lon: str) -> tuple[float, float] | None:
    try:
        return float(lat), float(lon)
    except ValueError:
        return None
