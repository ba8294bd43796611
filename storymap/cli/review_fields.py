"""Set the fields that the user types in `storymap review`: a note, a kind, a box, or the title of a scene."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from storymap.errors import GazetteerError, StorymapError

if TYPE_CHECKING:
    from storymap.decisions import Decision
    from storymap.model import Place
    from storymap.overrides import PlacesFile

FIELDS = {"n": "note", "k": "kind", "b": "box", "t": "title"}
_DECIMALS = 5  # decimal places of coordinates: about a metre


class FieldError(StorymapError):
    """Raised if the value that the user typed for a field is invalid."""


def field_of(answer: str) -> tuple[str, str] | None:
    """Return the name and the text of the field that the user typed, such as ("note", "Closed on Mondays.").

    Return None if the answer contains no field.
    """
    key, _, text = answer.partition(" ")
    name = FIELDS.get(key.lower())
    return (name, text.strip()) if name and text.strip() else None


def set_field(
    places_file: PlacesFile, decision: Decision, name: str, text: str, only: Mapping[str, Any] | None
) -> None:
    """Set a field in the entry of a decision, or the title of the scene of the decision's first passage.

    The file is not saved.

    Raise FieldError if the text is not a valid kind or box, or if the decision has no place yet.
    """
    if name == "note":
        places_file.set_display(decision.surface, {"note": text}, only)
    elif name == "title":
        places_file.set_scene(decision.passages[0], {"title": text})
    else:
        value = _kind(text) if name == "kind" else _box(text)
        places_file.decide(decision.surface, {**_custom_place(places_file, decision, only), name: value}, only)


def entry_for(place: Place, decision: Decision) -> dict[str, Any]:
    """Return the fields of an entry for a place: its id or, if the gazetteer does not contain it, its position and kind."""
    from storymap.gazetteer import open_gazetteer
    from storymap.importers.plan import custom_fields

    try:
        open_gazetteer().place(place.id)
    except GazetteerError:
        return {**_name_and_position(place, decision), **custom_fields(place)}
    return {"id": place.id}


def has_custom_place(places_file: PlacesFile, decision: Decision, only: Mapping[str, Any] | None) -> bool:
    """Return whether the entry of a decision contains a custom place."""
    return bool({"lat", "at", "area"} & set(places_file.fields(decision.surface, only)))


def _custom_place(places_file: PlacesFile, decision: Decision, only: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the fields of the custom place in the entry of a decision.

    If the entry has no custom place, return the fields of a new custom place at the position of the decision's place.
    """
    from storymap.importers.plan import custom_fields
    from storymap.overrides import keys

    written = places_file.fields(decision.surface, only)
    if has_custom_place(places_file, decision, only):
        return {key: written[key] for key in keys.DECISION if key in written}
    place = _chosen(written, decision)
    if place is None:
        raise FieldError(
            f"“{decision.surface}” has no place yet. Choose a place first: enter its number, or coordinates with c."
        )
    return {**_name_and_position(place, decision), **custom_fields(place)}


def _name_and_position(place: Place, decision: Decision) -> dict[str, Any]:
    """Return the position of a place in degrees, and its name if it differs from the words of the article."""
    name = {"name": place.name} if place.name != decision.surface else {}
    lat, lon = (round(degrees, _DECIMALS) for degrees in place.position)
    return {**name, "lat": lat, "lon": lon}


def _chosen(written: Mapping[str, Any], decision: Decision) -> Place | None:
    """Return the place whose id is in an entry or, if the entry has no id, the place that storymap chose."""
    from storymap.gazetteer import open_gazetteer

    return open_gazetteer().place(written["id"]) if "id" in written else decision.place


def _kind(text: str) -> str:
    from storymap.overrides import keys

    kind = text.lower()
    if kind not in keys.KINDS:
        raise FieldError(f"“{text}” is not a kind. The kinds are {', '.join(keys.KINDS)}.")
    return kind


def _box(text: str) -> list[float]:
    """Return the west, south, east and north edges of the box in degrees."""
    numbers = re.split(r"[,;\s]+", text.strip(" []"))
    try:
        west, south, east, north = (float(number) for number in numbers)
    except ValueError as error:
        raise FieldError(
            f"“{text}” is not a box. Enter west, south, east and north in degrees: b 141.1, 42.9, 141.6, 43.2"
        ) from error
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south < north <= 90):
        raise FieldError(
            "The box must be west, south, east and north in degrees: longitudes from -180 to 180, "
            "latitudes from -90 to 90, and south less than north."
        )
    return [west, south, east, north]
