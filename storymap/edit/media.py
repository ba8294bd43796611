"""Convert the pictures, layers and markers of change requests to the form in which places.yaml has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storymap.edit import request_fields as fields
from storymap.edit.request_fields import ChangeError, RequestError
from storymap.overrides import keys

_RECORDING = ("audio", "video", "poster")


def removed_pictures() -> dict[str, None]:
    """Return {field: None} for the fields that are removed if the pictures of a scene are removed."""
    return dict.fromkeys(("image", "images", *_RECORDING, *keys.CAPTION))


def added_picture(value: Any, scene: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changed fields of a scene to which a picture is added.

    If the scene has a single picture, this picture becomes the first of a gallery.
    """
    picture = fields.image(value)
    if any(key in scene for key in _RECORDING):
        raise ChangeError("recording")
    if "images" in scene:
        return {"images": [*scene["images"], picture]}
    if "image" not in scene:
        return {"images": [picture]}
    first = scene["image"]
    if not isinstance(first, Mapping):
        first = {"file": first, **{key: scene[key] for key in keys.CAPTION if key in scene}}
    return {"image": None, **dict.fromkeys(keys.CAPTION), "images": [dict(first), picture]}


def layer(value: Any) -> dict[str, str]:
    """Return the value of a layer for places.yaml. The style `line` is left out, because it is the default."""
    if not isinstance(value, dict):
        raise RequestError("`layers` must be {file, label, style, credit}, or null.")
    found = {key: fields.text(value, key, required=key == "file") for key in keys.LAYER}
    if found["style"] not in ("", *keys.LAYER_STYLES):
        raise RequestError(f"`style` must be one of {', '.join(keys.LAYER_STYLES)}.")
    default = keys.LAYER_STYLES[0]
    return {key: text for key, text in found.items() if text and (key, text) != ("style", default)}


def changed_icons(value: Any, icons: Mapping[str, str]) -> dict[str, str] | None:
    """Return the marker of each kind of place after a change ({kind: file or null}), or None if no markers are left."""
    if not isinstance(value, dict) or not set(value) <= set(keys.KINDS):
        raise RequestError("`icons` must be {kind: file}; the kinds are those of places.")
    files = {kind: fields.text(value, kind) for kind in value}
    changed = {kind: file for kind, file in {**icons, **files}.items() if file}
    return changed or None
