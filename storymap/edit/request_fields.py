"""Read and check the fields of a change request. If a field is invalid, the message of RequestError names the field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storymap.model import Position, position
from storymap.overrides.areas import parse_area
from storymap.positions import parse_position
from storymap.wording.problems import ProblemError

Request = Mapping[str, Any]
DECIMALS = 5  # decimals of a coordinate in degrees: about a metre
DESCRIPTION = ("name", "kind", "box", "area", "dispute")
IMAGE = ("file", "alt", "caption", "credit")
MAX_TEXT = 2000  # maximum number of characters in a text


class RequestError(Exception):
    """The request is invalid.

    The page of the editor never sends an invalid request, so the message is only in English.
    """


class ChangeError(ProblemError):
    """The editor cannot make a change, but the user can correct the reason.

    The message is `problem.KEY` of the wording.
    """


def text(request: Request, key: str, *, required: bool = False) -> str:
    """Return a text in which each run of white space is one space. Return "" if the field is missing."""
    value = request.get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or len(value) > MAX_TEXT or (required and not value.strip()):
        raise RequestError(f"`{key}` must be text of at most {MAX_TEXT} characters.")
    return " ".join(value.split())


def flag(request: Request, key: str) -> bool:
    """Return the value of a boolean field, or False if the field is missing."""
    value = request.get(key)
    if value is None:
        return False
    if not isinstance(value, bool):
        raise RequestError(f"`{key}` must be true or false.")
    return value


def offset(request: Request, key: str) -> int:
    """Return the value of an integer field, which is required."""
    value = request.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise RequestError(f"`{key}` must be a whole number.")
    return value


def lat_lon(request: Request, language: str = "", near: Position | None = None) -> dict[str, float]:
    """Return the fields `lat` and `lon` for places.yaml, in degrees.

    The request has numbers, or a text `at` such as the URL of a map (see `storymap.positions`). Raise PositionError if
    the text is not a position, and RequestError if a number is missing or outside the valid range.
    """
    if "at" in request:
        lat, lon = parse_position(text(request, "at", required=True), near=near, language=language)
        return {"lat": lat, "lon": lon}
    try:
        lat, lon = position(_degrees(request, "lat"), _degrees(request, "lon"))
    except ValueError as error:
        raise RequestError(f"{error}.") from error
    return {"lat": round(lat, DECIMALS), "lon": round(lon, DECIMALS)}


def box(request: Request) -> dict[str, list[float]]:
    """Return the field `box` for places.yaml, or {} if the request has no box."""
    return {"box": _edges(request["box"])} if request.get("box") is not None else {}


def description(request: Request) -> dict[str, Any]:
    """Return the fields of a custom place that a request changes. The value None removes a field."""
    found: dict[str, Any] = {}
    for key in DESCRIPTION:
        if key not in request:
            continue
        value = request[key]
        if value is None or (key in ("name", "kind") and not text(request, key)):
            found[key] = None
        elif key in ("name", "kind"):
            found[key] = text(request, key)
        elif key == "box":
            found[key] = _edges(value)
        elif key == "area":
            found[key] = _polygon(value)
        else:
            found[key] = _dispute(value)
    return found


def image(value: Any) -> dict[str, str]:
    """Return an image for places.yaml: `file` and `alt`, and `caption` and `credit` unless they are empty."""
    if not isinstance(value, dict):
        raise RequestError("`image` must be {file, alt, caption, credit}.")
    found = {key: text(value, key, required=key in ("file", "alt")) for key in IMAGE}
    return {key: value for key, value in found.items() if value}


def _polygon(value: Any) -> dict[str, Any]:
    """Return a GeoJSON polygon for a list of [lat, lon]. Raise ChangeError if the outline crosses itself."""
    if not isinstance(value, list):
        raise RequestError("`area` must be a list of [latitude, longitude].")
    if len(value) < 3:
        raise ChangeError("outline-corners")
    ring = []
    for at in value:
        if not isinstance(at, list) or len(at) != 2:
            raise RequestError("`area` must be a list of [latitude, longitude].")
        corner = lat_lon({"lat": at[0], "lon": at[1]})
        ring.append([corner["lon"], corner["lat"]])
    area = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    try:
        parse_area(area)
    except (TypeError, ValueError) as error:
        raise ChangeError("outline-invalid") from error
    return area


def _dispute(value: Any) -> dict[str, Any]:
    """Return a dispute for places.yaml. In the request, countries are a text such as "JP, RU"."""
    if not isinstance(value, dict):
        raise RequestError("`dispute` must be {status, administered_by, claimed_by, since, note}.")
    found: dict[str, Any] = {key: text(value, key) for key in ("status", "since", "note")}
    for key in ("administered_by", "claimed_by"):
        found[key] = text(value, key).replace(",", " ").upper().split()
    return {key: inner for key, inner in found.items() if inner}


def camera(value: Any) -> dict[str, Any] | None:
    """Return a camera for places.yaml, or None if the camera is to be removed."""
    if value is None:
        return None
    if not isinstance(value, dict) or not _is_number(value.get("zoom")) or not 0 <= value["zoom"] <= 18:
        raise RequestError("`camera` must be {box, zoom} with a zoom from 0 to 18.")
    return {"box": _edges(value.get("box")), "zoom": round(float(value["zoom"]), 2)}


def _edges(value: Any) -> list[float]:
    if not isinstance(value, list) or len(value) != 4 or not all(map(_is_number, value)):
        raise RequestError("`box` must be [west, south, east, north] in degrees.")
    west, south, east, north = (round(float(edge), DECIMALS) for edge in value)
    try:
        position(south, west), position(north, east)
    except ValueError as error:
        raise ChangeError("box-range") from error
    if south >= north or west == east:
        raise ChangeError("box-empty")
    return [west, south, east, north]


def _degrees(request: Request, key: str) -> float:
    value = request.get(key)
    if not _is_number(value):
        raise RequestError(f"`{key}` must be a number of degrees.")
    return float(value)  # type: ignore[arg-type]  # it is a number


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e6
