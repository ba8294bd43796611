"""Apply change requests of the browser to places.yaml. Every field is checked before anything is written.

A request is a JSON object; `do` names the operation:

    choose    start end scope place                        the selected text refers to the place with this id
    own       start end scope lat lon name? kind? box?     the selected text refers to a custom place; `at` can
                                                           replace lat and lon: a text with coordinates, or the URL of a map
    ignore    start end scope                              the selected text is not a place
    describe  start end scope name? kind? box? area? dispute?   change a custom place, or turn a place into one;
                                                           null removes a field; `area` is a list of [lat, lon]
    look      start end scope as? note? radius_km? zoom? image? icon?   set how the place is shown; null removes a field
    forget    start end                                    remove the entry of the selected text from places.yaml
    move      place lat lon box? only? start? end?         move a place for all its mentions, or only for the selected one
    scene     passage title? camera? hide? with? split?    set how the scene of a passage is shown; null removes a field;
              pictures? layers?                            {file, alt, caption, credit} and {file, label, style, credit}
                                                           add a picture or a layer; null removes all
    top       home? names? layers? icons?                  set the home of the article (`home`) and the country whose names of
                                                           disputed places come first (`names`); set markers (`icons`:
                                                           {kind: file or null}); add a layer of the whole story

`start` and `end` are half-open offsets in code points of the article's text. `scope` is `one` (this mention), `rest` (this mention
and those after it) or `all`; `all` does not change entries for other single mentions. Boxes are [west, south, east, north] in
degrees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from storymap.edit import request_fields as fields
from storymap.edit.media import added_picture, changed_icons, layer, removed_pictures
from storymap.edit.request_fields import ChangeError, Request, RequestError
from storymap.edit.scopes import scope_of, selectors
from storymap.edit.selection import entries_for, entry_selector, selected, selector_for
from storymap.edit.session import Draft
from storymap.importers.plan import custom_fields
from storymap.model import Place, Position
from storymap.overrides import PlacesFile, keys
from storymap.resolve.search import neighbours

DISPLAY = ("as", "note", "radius_km", "zoom", "image", "icon")
SCENE = ("title", "camera", "hide", "with", "split", "pictures", "layers")
TOP = ("home", "names", "layers", "icons")


def apply_change(request: Request, draft: Draft, places_file: PlacesFile) -> None:
    """Make the change in `places_file` without saving it. Raise RequestError if the request is invalid."""
    operations: dict[str, Callable[[Request, Draft, PlacesFile], None]] = {
        "choose": _choose,
        "own": _set_custom_place,
        "ignore": _ignore,
        "describe": _describe,
        "look": _set_display,
        "forget": _remove,
        "move": _move,
        "scene": _set_scene,
        "top": _set_top,
    }
    name = request.get("do")
    if not isinstance(name, str) or name not in operations:
        raise RequestError(f"`do` must be one of {', '.join(operations)}.")
    operations[name](request, draft, places_file)


def _choose(request: Request, draft: Draft, places_file: PlacesFile) -> None:
    _decide(request, draft, places_file, {"id": fields.text(request, "place", required=True)})


def _set_custom_place(request: Request, draft: Draft, places_file: PlacesFile) -> None:
    selection = selected(request, draft)
    name, kind = fields.text(request, "name"), fields.text(request, "kind")
    decision: dict[str, Any] = {"name": name} if name and name != selection.surface else {}
    decision |= fields.lat_lon(request, draft.places.article.language, _near(draft, selection.mention.start))
    decision |= {"kind": kind} if kind else {}
    _decide(request, draft, places_file, decision | fields.box(request))


def _ignore(request: Request, draft: Draft, places_file: PlacesFile) -> None:
    _decide(request, draft, places_file, {"ignore": True})


def _set_display(request: Request, draft: Draft, places_file: PlacesFile) -> None:
    selection = selected(request, draft)
    display: dict[str, Any] = {}
    for key in DISPLAY:
        if key in request:
            is_text = request[key] is not None and key in ("as", "note", "icon")
            display[key] = fields.text(request, key, required=True) if is_text else request[key]
    if display.get("image") is not None:
        display["image"] = fields.image(request["image"])
    if not display:
        raise RequestError(f"one of {', '.join(DISPLAY)} is required.")
    is_one = scope_of(request) == "one"
    only = selector_for(selection, draft) if is_one else entry_selector(selection, draft)
    places_file.set_display(selection.surface, display, only)


def _remove(request: Request, draft: Draft, places_file: PlacesFile) -> None:
    places_file.remove(selected(request, draft).surface)


def _move(request: Request, draft: Draft, places_file: PlacesFile) -> None:
    place_id = fields.text(request, "place", required=True)
    mentions = [r for r in draft.places.resolutions if r.place and r.place.id == place_id]
    if not mentions or mentions[0].place is None:
        raise ChangeError("no-place", id=place_id)
    place, box = mentions[0].place, fields.box(request)
    at = fields.lat_lon(request, draft.places.article.language, place.position)
    entries = entries_for(mentions, draft, places_file)
    if fields.flag(request, "only"):
        selection = selected(request, draft)
        entries = [(selection.surface, selector_for(selection, draft))]
    for surface, only in entries:
        name = {"name": place.name} if place.name != surface else {}
        places_file.decide(surface, {**name, **at, **_inherited(place, has_box=bool(box)), **box}, only)


def _set_scene(request: Request, draft: Draft, places_file: PlacesFile) -> None:
    passage = fields.text(request, "passage", required=True)
    if all(p.id != passage for p in draft.places.article.passages):
        raise ChangeError("no-passage", passage=passage)
    scene: dict[str, Any] = {}
    for key in ("title", "with"):
        if key in request:
            scene[key] = fields.text(request, key) or None
    for key in ("hide", "split"):
        if key in request:
            scene[key] = fields.flag(request, key) or None
    if "camera" in request:
        scene["camera"] = fields.camera(request["camera"])
    if "pictures" in request:
        written = places_file.scene(passage)
        scene |= removed_pictures() if request["pictures"] is None else added_picture(request["pictures"], written)
    if "layers" in request and request["layers"] is None:
        scene["layers"] = None
    elif "layers" in request:
        places_file.add_item(("scenes", passage, "layers"), layer(request["layers"]))
    elif not scene:
        raise RequestError(f"one of {', '.join(SCENE)} is required.")
    places_file.set_scene(passage, scene)


def _near(draft: Draft, start: int) -> Position | None:
    """Return the position of a place that is mentioned near an offset, or None if the story has no places."""
    around = neighbours(draft.places.article, draft.places.resolutions, start)
    return around[0].position if around else None


def _decide(request: Request, draft: Draft, places_file: PlacesFile, decision: Mapping[str, Any]) -> None:
    """Set the decision for the occurrences in the scope of the request."""
    for surface, only in selectors(request, draft, places_file):
        places_file.decide(surface, decision, only)


def _describe(request: Request, draft: Draft, places_file: PlacesFile) -> None:
    """Set fields of a custom place.

    If the place is from the gazetteer, a custom place at the same position replaces it.
    """
    selection = selected(request, draft)
    span = selection.mention.start, selection.mention.end
    place = next(
        (r.place for r in draft.places.resolutions if r.place and (r.mention.start, r.mention.end) == span), None
    )
    changes = fields.description(request)
    if not changes:
        raise RequestError(f"one of {', '.join(fields.DESCRIPTION)} is required.")
    written = places_file.fields(selection.surface, entry_selector(selection, draft))
    now: dict[str, Any] = {}
    if set(written) & {"lat", "at", "area"}:
        now = {key: written[key] for key in keys.DECISION if key in written}
    elif place is not None:
        name = {"name": place.name} if place.name != selection.surface else {}
        now = {
            **name,
            "lat": round(place.position.lat, fields.DECIMALS),
            "lon": round(place.position.lon, fields.DECIMALS),
        }
        now |= custom_fields(place)
    elif "area" not in changes:
        raise ChangeError("no-position")
    decision = {key: value for key, value in (now | changes).items() if value is not None}
    _decide(request, draft, places_file, decision)


def _set_top(request: Request, draft: Draft, places_file: PlacesFile) -> None:
    values: dict[str, Any] = {key: fields.text(request, key) or None for key in ("home", "names") if key in request}
    if "icons" in request:
        values["icons"] = changed_icons(request["icons"], places_file.top("icons") or {})
    if "layers" in request and request["layers"] is None:
        values["layers"] = None
    elif "layers" in request:
        places_file.add_item(("layers",), layer(request["layers"]))
    elif not values:
        raise RequestError(f"one of {', '.join(TOP)} is required.")
    places_file.set_top(values)


def _inherited(place: Place, *, has_box: bool) -> dict[str, Any]:
    """Return the fields of a place that do not change when it is moved.

    A place with a box but no kind gets the kind `region`.
    """
    inherited = custom_fields(place)
    return {"kind": "region", **inherited} if has_box else inherited
